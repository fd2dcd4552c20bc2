"""What a delivery says: the issue as a digest, as texts, as a notice of what was corrected. Pure; for WeCom and for mail.

Made from `compose`, as every output is. A text comes as chunks that are not parted where that can be helped: a head with its
first item, an item with its paragraphs. Whoever sends them says how a title is marked and makes the rest literal.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.compose.composition import Composition
from briefing_tui.compose.frame import number_line
from briefing_tui.model.issue import Correction, Issue
from briefing_tui.model.outline import outline
from briefing_tui.text.numerals import printed_date

_OVER_OTHERS = frozenset({"section", "group", "preface.head", "correction.head"})
"""Heads that go with what follows them."""
_HEADS = _OVER_OTHERS | {"article.title", "heading"}
_STRONG = frozenset({"item.title", "lead", "item.number"})
_LEFT_OUT = frozenset(
    {
        "warning",
        "marking",
        "publisher",
        "title",
        "number",
        "meta",
        "rule",
        "contents.head",
        "contents",
        "blank",
        "tail.rule",
        "tail",
        "tail.meta",
        "tail.copies",
        "end",
    }
)
_TITLE_LIMIT = 300
"""Characters of a title in a digest; a longer one is cut, for it is no title."""


class Marking(NamedTuple):
    """How a service's own marks are written."""

    strong: Callable[[str], str]
    literal: Callable[[str], str]
    """Makes a text stand there as it is, whatever it contains."""


PLAIN = Marking(lambda text: text, lambda text: text)


def heading(issue: Issue) -> str:
    """《行业信息简报》2024年第14期（总第62期）, on one line."""
    title = " ".join(issue.masthead.title.split())
    return f"《{_short(title)}》{number_line(issue)}"


def byline(issue: Issue) -> str:
    """Publisher and date on one line; empty when there is neither."""
    head = issue.masthead
    date = printed_date(head.date) if head.date is not None else ""
    return "　".join(filter(None, (_short(" ".join(head.publisher.split())), date)))


def digest(issue: Issue, marking: Marking = PLAIN) -> Iterator[str]:
    """The titles by section with their numbers: a chunk for each section's head with its first title, and for each title."""
    waiting: list[str] = []
    is_first = True
    for row in outline(issue, with_headings=False):
        title = marking.literal(_short(" ".join(row.title.split())))
        if row.kind in {"section", "group"}:
            if row.kind == "section" and not is_first:
                waiting = [""]  # a blank line; the head of an empty section goes
            if row.position:
                waiting.append(marking.strong(title))
            continue
        is_first = False
        line = f"{row.label} {title}" if row.label else title
        yield "\n".join([*waiting, line])
        waiting = []


def excerpt(issue: Issue, lines: int = 10) -> tuple[str, ...]:
    """What an issue is and begins with, for somebody who is to see which file it is."""
    titles = "\n".join(islice(digest(issue), lines)).split("\n")
    return tuple(filter(None, (heading(issue), byline(issue)))) + tuple(titles[:lines])


def full_text(issue: Issue, marking: Marking = PLAIN) -> Iterator[str]:
    """The whole text, a chunk for the preface and for each item; heads go with what follows them."""
    waiting: list[str] = []
    lines: list[str] = []
    position = 0
    for block in Composition(issue, contents=False).blocks():
        if block.kind in _LEFT_OUT:
            continue
        begins = block.kind in _OVER_OTHERS or block.kind in {"item", "article.title"}
        if lines and (begins or block.position != position):
            yield "\n".join([*waiting, *lines])
            waiting, lines = [], []
        position = block.position
        line = _line(block, marking)
        (waiting if block.kind in _OVER_OTHERS else lines).append(line)
    if lines or waiting:
        yield "\n".join([*waiting, *lines])


def notice(issue: Issue, corrections: tuple[Correction, ...], marking: Marking = PLAIN) -> Iterator[str]:
    """更正: what was corrected since the issue went out, a chunk each."""
    yield marking.strong(f"更正：{marking.literal(heading(issue))}")
    if not corrections:
        yield "本期内容发出后有改动，请以现在的文本为准。"
    for one in corrections:
        where = f"第{one.item}条：" if one.item else ""
        date = f"（{printed_date(one.date)}）" if one.date is not None else ""
        yield f"{where}{marking.literal(' '.join(one.text.split()))}{date}"


def _line(block: IssueBlock, marking: Marking) -> str:
    """A block as one line, what is strong in it marked."""
    if block.row is not None:
        return marking.literal("　".join(" ".join(cell.split()) for cell in block.row.cells))
    text = " ".join(block.text.split("\t"))
    if block.kind in _HEADS:
        return marking.strong(marking.literal(text))
    made, at = [], 0
    strong = [span for span in block.spans if span.style in _STRONG]
    if strong:  # number and title are one
        start, at = strong[0].start, strong[-1].end
        made = [marking.literal(text[:start]), marking.strong(marking.literal(text[start:at].strip())), " "]
    return "".join([*made, marking.literal(text[at:].strip() if strong else text)]).rstrip()


def _short(title: str) -> str:
    return title if len(title) <= _TITLE_LIMIT else title[: _TITLE_LIMIT - 1] + "…"
