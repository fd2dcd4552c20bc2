"""What the setting of a line says of it, where a source tells: bold titles, of whichever words, and rows that are no titles. Called by `sections`."""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.importers.recogniser.contents.listing import parted_lead
from briefing_tui.importers.recogniser.heads import LineHead
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import Lead, Mark, is_title_like, run_in_bracket, split_lead

LEAD_LIMIT = 90
"""Characters of a bold lead that is a title."""
_BOLD_LIMIT = 300
"""Characters of a title that its setting tells: the addresses of links stand in some."""
_LIST_MARKS = frozenset("-*+–·")
INDENTS = range(3, 7)
"""Cells by which the first lines of paragraphs are indented: two 汉字."""
_SET_OUT = 2
_BRACKETED_TITLE = 16
"""Characters of 【简讯】四则, which is one title."""
_UNFINISHED = "。；;，,、"
_STOPS = "。！？"

_SIGNED = late(
    r"(?P<title>\S.{2,80}?\S)(?: {4}|\u3000{2}|\t)[ \u3000\t]*(?P<unit>[（(][\u4e00-\u9fff、 ]{2,16}[）)])\Z"
)
_WRITER = late(
    r"——[ \u3000]?(?:[\u4e00-\u9fff]{2,16}[ \u3000]+[\u4e00-\u9fff]{2,4}|编者|编辑部|本刊编辑部)\Z"
)
_SIGNED_LIMIT = 200
_WIDE = ("    ", "\u3000\u3000", "\t")


class LineLook(NamedTuple):
    """How a line is set; lines of one kind have one look."""

    size: int
    """Half points; 0 when unknown."""
    level: int
    red: bool


def look_of(line: SourceLine) -> LineLook:
    """The look of a line."""
    return LineLook(round(line.size * 2), line.level, line.red)


def is_told_title(line: SourceLine) -> bool:
    """Whether a line that is bold from end to end can be a title, whatever it says: an address, a label with its colon."""
    return (
        line.bold
        and len(line.text) <= _BOLD_LIMIT
        and line.text[-1] not in _UNFINISHED
        and "。" not in line.text
    )


def stands_over(head: LineHead, following: LineHead) -> bool:
    """Whether a line that is styled as a heading, or set out where text is set in, stands right above one that is only bold: a group above its
    first item.
    """
    if not head.set_apart or following.mark is not None or following.line.level:
        return False
    if not (following.set_apart or is_told_title(following.line)):
        return False
    return head.line.level > 0 or (head.line.indent < _SET_OUT and following.line.indent in INDENTS)


def parted(line: SourceLine, mark: Mark, text: str) -> Lead:
    """The title of an item with a mark, and its text: what is bold where that tells, else the first sentence of `text`, the line without its
    mark.
    """
    found = bold_lead(line, mark.end)
    if found is not None:
        return found
    if line.bold and line.text.endswith(text) and "。" not in text[:-1] and len(text) <= _BOLD_LIMIT:
        stop = "。" if text.endswith("。") else ""
        return Lead(text.removesuffix("。"), stop, "")
    return split_lead(text)


def titled(line: SourceLine, mark: Mark, text: str) -> tuple[Lead, str]:
    """As `parted`, also for 【title】text and for a title with a wide blank behind it; and the brackets that go."""
    bracketed = run_in_bracket(text)
    if bracketed is not None and not is_title_like(text, _BRACKETED_TITLE):
        title, rest = bracketed
        return Lead(title, "", rest), text[0] + text[text.index(title) + len(title)]
    beside = None if line.bold or line.lead else parted_lead(text)
    return beside or parted(line, mark, text), ""


def bold_lead(line: SourceLine, start: int) -> Lead | None:
    """The bold words at the head of a line, from `start` on, as the title of its text; None when they are no sentence."""
    lead, text = line.lead, line.text
    if not text.startswith(lead) or not start < len(lead) < len(text):
        return None
    title, rest = lead[start:].strip(), text[len(lead) :]
    if not (title.endswith(tuple(_STOPS)) or rest[0] in _STOPS):
        return None
    bare = title.removesuffix("。")
    if (
        "。" in bare
        or len(bare) > _BOLD_LIMIT
        or not (start or is_title_like(bare.rstrip(_STOPS), LEAD_LIMIT))
    ):
        return None
    stop = "。" if title.endswith("。") or rest.startswith("。") else ""
    return Lead(bare, stop, rest.removeprefix("。").strip())


def is_list_row(head: LineHead, *, told: bool) -> bool:
    """Whether a line with a hyphen below open text is a row of a list in it: titles are set apart in this source, and it is not."""
    return (
        told
        and head.mark is not None
        and head.mark.form in _LIST_MARKS
        and not (head.line.bold or head.line.lead)
    )


def is_subtitle(text: str) -> bool:
    """Whether a line behind a dash goes on with the title above: ——示例篇, and not ——县政协委员 杨某."""
    return text.startswith("——") and _WRITER.match(text) is None


def part_signed(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """The lines; of 我院召开工作会议　　　　（院办） the title on one and who sent it in on the next, both with the number of the line."""
    done: list[SourceLine] = []
    for line in lines:
        text = line.text
        wide = len(text) <= _SIGNED_LIMIT and text[-1] in "）)" and any(blank in text for blank in _WIDE)
        found = _SIGNED.match(text) if wide else None
        if found is None or not is_title_like(found["title"]) or found["unit"][1:].startswith("单位"):
            done.append(line)
            continue
        done += [line._replace(text=found["title"]), line._replace(text=found["unit"], gap=0)]
    return done
