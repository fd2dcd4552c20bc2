"""Messages for the robot of a WeCom group (企业微信群机器人): what is sent, within the bytes it takes. Pure.

Limits are those of the service's documentation, bytes of UTF-8: it refuses longer texts (40058) and cuts titles of news unasked. Data is
never mark-up: what would act in Markdown stands there in its full-width form, as it does in Chinese print.
"""

import re
from collections.abc import Iterator

from briefing_tui.delivery.channels import TEXT, Robot
from briefing_tui.delivery.cutting import fit, pack, size
from briefing_tui.delivery.part import (
    DIGEST,
    FILE,
    FULL,
    NEWS,
    NOTICE,
    Attach,
    Part,
    first_lines,
    identity_of,
)
from briefing_tui.delivery.wording import PLAIN, Marking, byline, digest, excerpt, full_text, heading, notice
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.issue import Correction, Issue

MARKDOWN_LIMIT = 4096
TEXT_LIMIT = 2048
NEWS_TITLE, NEWS_DESCRIPTION = 128, 512
FILE_LEAST, FILE_MOST = 5, 20 * 1024 * 1024
MESSAGES_MOST = 40
"""Of one text: two minutes of sending. A group is not flooded with a book."""
_HEAD_LIMIT = 600
"""Bytes of the lines over each message."""
_FULL_WIDTH = str.maketrans(r"\`*_~<>[]|", "＼｀＊＿～＜＞［］｜")
_LINE_START = re.compile(r"^(\s*)([#>+-])", re.MULTILINE)
_LINE_STARTS = {"#": "＃", ">": "＞", "+": "＋", "-": "－"}


def literal(text: str) -> str:
    """`text` as it reads, with nothing in it that acts in Markdown: no link, no mention of somebody (`<@…>`), no heading."""
    text = text.translate(_FULL_WIDTH)
    return _LINE_START.sub(lambda found: found[1] + _LINE_STARTS[found[2]], text)


UNMARKED = PLAIN._replace(literal=lambda text: text.replace("<@", "＜@"))
"""A plain text: nobody is called by it."""
MARKED = Marking(lambda text: f"**{text}**" if text else "", literal)


def parts(robot: Robot, issue: Issue, content: str, attach: Attach) -> tuple[Part, ...]:
    """What the issue is sent as, in the order of the settings. BriefingError when a file cannot be made or is too large."""
    made: list[Part] = []
    for what in robot.send:
        if what == DIGEST:
            made += _messages(robot, DIGEST, digest(issue, _marking(robot)), issue, "\n", content)
        elif what == FULL:
            _refuse_flood(
                sum(size(item.body) for one in issue.sections for item in one.items) // _limit(robot)
            )
            made += _messages(robot, FULL, full_text(issue, _marking(robot)), issue, "\n\n", content)
        elif what == NEWS:
            made.append(_news(robot, issue, content))
        else:
            made.append(_file(issue, content, what, attach))
    return tuple(made)


def notice_parts(
    robot: Robot, issue: Issue, content: str, corrections: tuple[Correction, ...], attach: Attach
) -> tuple[Part, ...]:
    """What a notice of corrections is sent as: the notice, and again the files the channel gets."""
    text = "\n".join(notice(issue, corrections, _marking(robot)))
    made = [
        _message(robot, NOTICE, f"{at}/{total}", one, content)
        for at, total, one in _counted(pack(text.split("\n"), _limit(robot), "\n"))
    ]
    files = [what for what in robot.send if what in {"pdf", "docx"}]
    return (*made, *(_file(issue, content, what, attach) for what in files))


def trial_message(robot: Robot, text: str) -> Part:
    """A line for the test group."""
    return _message(robot, "test", "", text, "")


def file_name(issue: Issue, form: str) -> str:
    """What a file of an issue is called where it goes: `行业信息简报2024年第14期.pdf`."""
    title = re.sub(r"[\x00-\x1f/\\:*?\"<>|\x7f]", "", "".join(issue.masthead.title.split()))
    return f"{fit(title, 120)}{issue.key.written}.{form}"


def _marking(robot: Robot) -> Marking:
    return UNMARKED if robot.markup == TEXT else MARKED


def _limit(robot: Robot) -> int:
    return TEXT_LIMIT if robot.markup == TEXT else MARKDOWN_LIMIT


def _messages(
    robot: Robot, kind: str, chunks: Iterator[str], issue: Issue, between: str, content: str
) -> Iterator[Part]:
    """Chunks as messages, each under the issue's name; the first with publisher and date, and the address where there is one."""
    marking = _marking(robot)
    name = fit(marking.literal(heading(issue)), _HEAD_LIMIT - 100)
    about = fit(marking.literal(byline(issue)), _HEAD_LIMIT)
    link = _link(robot, issue)
    room = _limit(robot) - size(f"{marking.strong(name)}（1000/1000）\n{about}\n\n\n{link}")
    texts = pack(chunks, room, between) or [""]
    _refuse_flood(len(texts))
    for at, total, text in _counted(texts):
        count = f"（{at}/{total}）" if total > 1 else ""
        head = marking.strong(f"{name}{count}") + (f"\n{about}" if about and at == 1 else "")
        body = text.strip("\n")
        foot = f"\n\n{link}" if link and at == total else ""
        yield _message(robot, kind, f"{at}/{total}", f"{head}\n\n{body}{foot}", content)


def _refuse_flood(count: int) -> None:
    """BriefingError when a text is so many messages long that nobody wants them; counted before they are made, and after."""
    if count > MESSAGES_MOST:
        said = _(
            "the text is {count} messages long, and a group is sent {limit} at most: send the digest and a file"
        )
        raise BriefingError(said.format(count=count, limit=MESSAGES_MOST))


def _counted(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    for at, text in enumerate(texts, 1):
        yield at, len(texts), text


def _message(robot: Robot, kind: str, name: str, text: str, content: str) -> Part:
    body = {"msgtype": robot.markup, robot.markup: {"content": text}}
    identity = identity_of(kind, name, content, text)
    return Part(kind, name, identity, body, size(text), first_lines(text.replace("**", "")))


def _news(robot: Robot, issue: Issue, content: str) -> Part:
    titles = "\n".join(digest(issue))
    article = {
        "title": fit(heading(issue), NEWS_TITLE),
        "description": fit(titles, NEWS_DESCRIPTION),
        "url": robot.link.replace("{key}", issue.key.stem),
    }
    body = {"msgtype": "news", "news": {"articles": [article]}}
    shown = f"{article['title']}\n{article['description']}\n{article['url']}"
    return Part(NEWS, "", identity_of(NEWS, content, shown), body, size(shown), first_lines(shown))


def _file(issue: Issue, content: str, form: str, attach: Attach) -> Part:
    data = attach(form)
    if not FILE_LEAST <= len(data) <= FILE_MOST:
        text = _("{what} of {size:,} bytes is more than the {limit:,} that WeCom takes")
        raise BriefingError(text.format(what=form, size=len(data), limit=FILE_MOST))
    name = file_name(issue, form)
    shown = (name, "", *excerpt(issue))
    return Part(FILE, form, identity_of(FILE, form, content), (name, data), len(data), shown)


def _link(robot: Robot, issue: Issue) -> str:
    if not robot.link:
        return ""
    address = robot.link.replace("{key}", issue.key.stem)
    return f"[全文]({address})" if robot.markup != TEXT else f"全文：{address}"
