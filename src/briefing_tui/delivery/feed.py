"""The Atom feed (RFC 4287): a file with the published issues, newest first, for the intranet's web server.

Made from the library each time, so it is right whatever was sent, taken back or corrected since. Written whole or not at all.
"""

import datetime as dt
import os
import uuid
from collections.abc import Iterable
from html import escape

from briefing_tui.delivery.channels import Feed
from briefing_tui.delivery.part import FEED, HANDED, REFUSED, DeliveryOutcome, Part, identity_of
from briefing_tui.delivery.wording import Marking, digest, heading
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.disk.files import write_whole
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import PUBLISHED, Issue
from briefing_tui.text.clean import clean_line

_ILLEGAL = {code: "�" for code in (*range(0x20), 0xFFFE, 0xFFFF) if code not in {9, 10, 13}}
"""What XML 1.0 has no way to write."""


def feed_bytes(feed: Feed, issues: Iterable[Issue]) -> bytes:
    """The feed of published issues, newest first. The same issues give the same bytes."""
    listed = [issue for issue in issues if issue.workflow.status == PUBLISHED][: feed.entries]
    title = " ".join(listed[0].masthead.title.split()) if listed else "简报"
    updated = max((_updated(issue) for issue in listed), default="1970-01-01T00:00:00Z")
    address = feed.link.partition("{key}")[0].rpartition("/")[0] + "/"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"  <id>{_id(feed.link)}</id>",
        f"  <title>{_text(title)}</title>",
        f"  <updated>{updated}</updated>",
        f'  <link href="{_text(address)}"/>',
        f"  <author><name>{_text(listed[0].masthead.publisher if listed else title) or _text(title)}</name></author>",
        *(line for issue in listed for line in _entry(feed, issue)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def published(library: LibraryReader, most: int) -> list[Issue]:
    """The newest issues that are published, at most so many; what cannot be read is left out."""
    found: list[Issue] = []
    keys = library.keys()
    for key in keys:
        if len(found) == most:
            break
        try:
            issue = library.load(key).issue
        except BriefingError:
            continue
        if issue.workflow.status == PUBLISHED:
            found.append(issue)
    return found


def parts(feed: Feed, content: str, library: LibraryReader) -> tuple[Part, ...]:
    """The file, as it is to be."""
    issues = published(library, feed.entries)
    data = feed_bytes(feed, issues)
    identity = identity_of(FEED, feed.file, content)
    shown = (feed.file, "", *map(heading, issues[:10]))
    return (Part(FEED, os.path.basename(feed.file), identity, data, len(data), shown, repeatable=True),)


class FeedSender:
    """One file, for a run."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def ready_in(self, part: Part) -> float:
        """At once."""
        return 0.0

    def prepare(self, part: Part) -> DeliveryOutcome:
        """Make the folder."""
        try:
            os.makedirs(os.path.dirname(self._feed.file), exist_ok=True)
        except OSError as error:
            said = _("{folder}: {reason}").format(folder=self._feed.file, reason=system_reason(error))
            return DeliveryOutcome(REFUSED, said)
        return DeliveryOutcome(HANDED)

    def send(self, part: Part) -> DeliveryOutcome:
        """Put it in its place."""
        assert isinstance(part.payload, bytes)
        try:
            write_whole(self._feed.file, part.payload)
        except BriefingError as error:
            return DeliveryOutcome(REFUSED, error.one_line())
        return DeliveryOutcome(HANDED)

    def close(self) -> None:
        """Nothing is open."""


def _entry(feed: Feed, issue: Issue) -> list[str]:
    link = feed.link.replace("{key}", issue.key.stem)
    summary = "<br/>".join(line for chunk in digest(issue, _HTML) for line in chunk.split("\n"))
    return [
        "  <entry>",
        f"    <id>{_id(f'{feed.link}#{issue.key.stem}')}</id>",
        f"    <title>{_text(heading(issue))}</title>",
        f'    <link href="{_text(link)}"/>',
        f"    <published>{_day(issue)}</published>",
        f"    <updated>{_updated(issue)}</updated>",
        f"    <author><name>{_text(issue.masthead.publisher or heading(issue))}</name></author>",
        f'    <content type="html">{_text(summary)}</content>',
        "  </entry>",
    ]


_HTML = Marking(lambda text: f"<b>{text}</b>" if text else "", lambda text: escape(clean_line(text)))


def _day(issue: Issue) -> str:
    day = issue.masthead.date or dt.date(max(issue.masthead.year, 1), 1, 1)
    return f"{day.isoformat()}T00:00:00Z"


def _updated(issue: Issue) -> str:
    """When it was changed last: its day, or that of its last step or correction."""
    steps = [step.when.replace(" ", "T") + ":00Z" for step in issue.workflow.steps if len(step.when) == 16]
    days = [f"{one.date.isoformat()}T00:00:00Z" for one in issue.corrections if one.date is not None]
    return max([_day(issue), *filter(_is_time, steps), *days])


def _is_time(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


def _id(name: str) -> str:
    """An identifier that stays, whatever the titles become."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _text(text: str) -> str:
    return escape(clean_line(text).translate(_ILLEGAL), quote=True)
