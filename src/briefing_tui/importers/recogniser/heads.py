"""What each line of a body may be the head of, and which lines are heads of sections. Called by `sections`.

The contents block, where there is one, confirms heads; else their form and what stands below them decides.
"""

import re
from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers.recogniser.contents import Contents, head_forms
from briefing_tui.importers.recogniser.labels import first_kind, is_caption, is_page_furniture, is_web_line
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.source import is_origin
from briefing_tui.importers.report import squeeze
from briefing_tui.text.marks import (
    HEAD_LIMIT,
    Mark,
    bracket_head,
    emphasised,
    is_title_like,
    read_mark,
    run_in_bracket,
)

PREFACES = frozenset(
    ("编者按", "编者的话", "编者语", "编前语", "按语", "卷首语", "卷首寄语", "开篇语", "前言", "导语")
)
_BOLD_LIMIT = 90
_DECIMAL = re.compile(r"[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[.．、]?[ \t\u3000]*(?=[\u4e00-\u9fff])")
"""1.2 存在问题: a heading inside what 1. began."""
_HALF_BRACKET = re.compile(r"[0-9]{1,2}[)）](?![)）])")
"""1) of a list inside a text."""
_BYLINE = re.compile(
    r"[◎○●■□▲△◆◇·•\s（(【\[]{0,3}(?:本[报刊网台]|特约|见习|实习)?(?:记者|通讯员|特约记者|撰稿人?|供稿|摄影报道)[ \u3000:：/｜|][^，。；！？]{1,30}\Z"
)
"""◎本报记者 甲: who wrote it."""


class LineHead(NamedTuple):
    """What is known of one line before the walk."""

    line: SourceLine
    mark: Mark | None
    bracket: str
    """Title of a 【…】 line."""
    alone: bool
    """A short line that is no sentence: it may stand above others."""
    entry: int
    """Index of the contents entry that confirms it, -1 for none."""
    set_apart: bool = False
    """How it is set says that it is a head, as with most heads of its source."""


def read_heads(lines: Sequence[SourceLine], contents: Contents) -> list[LineHead]:
    """One `LineHead` a line. Each contents entry confirms the first line that fits it."""
    waiting: dict[str, deque[int]] = {}
    for index, confirming in enumerate(contents.entries):
        waiting.setdefault(confirming.form, deque()).append(index)
    heads: list[LineHead] = []
    told = _look_tells(lines)
    for line in lines:
        text = emphasised(line.text) or line.text
        mark = None if _BYLINE.match(text) else read_mark(text)
        bracket = bracket_head(text)
        bare = text[mark.end :] if mark else text
        stands_out = line.bold or line.level > 0
        alone = bool(bracket) or (
            is_title_like(bare, _BOLD_LIMIT if stands_out else HEAD_LIMIT)
            and (stands_out or mark is not None or not told)
            and not _belongs_to_text(bare)
        )
        entry = -1
        if waiting:
            for form in head_forms(line.text):
                if form and waiting.get(form):
                    entry = waiting[form].popleft()
                    break
        heads.append(LineHead(line, mark, bracket, alone, entry, told and alone and stands_out))
    return heads


def _look_tells(lines: Sequence[SourceLine]) -> bool:
    """Whether the lines that could be heads by their text are told from text by how they are set: most of them stand out. 【…】 says
    itself what it is.
    """
    short = [
        line
        for line in lines
        if is_title_like(line.text, _BOLD_LIMIT)
        and read_mark(line.text) is None
        and not bracket_head(line.text)
    ]
    out = sum(line.bold or line.level > 0 for line in short)
    return out > 1 and out * 2 >= len(short) and any(not line.bold and not line.level for line in lines)


def _belongs_to_text(text: str) -> bool:
    """Whether a short line is no head for what it says: where an item comes from, 地点：…, 图1 …."""
    return (
        is_origin(text)
        or bool(first_kind(text))
        or is_web_line(text)
        or is_page_furniture(text)
        or is_caption(text)
        or any(pattern.match(text) for pattern in (_DECIMAL, _HALF_BRACKET, _BYLINE))
    )


def section_lines(heads: Sequence[LineHead], contents: Contents) -> frozenset[int]:
    """Which lines are heads of sections."""
    if (levels := read_levels(heads)).section:
        return frozenset(i for i, head in enumerate(heads) if head.line.level == levels.section)
    brackets = [i for i, head in enumerate(heads) if head.bracket and squeeze(head.bracket) not in PREFACES]
    confirmed = [
        i for i, head in enumerate(heads) if head.entry >= 0 and contents.entries[head.entry].level == 1
    ]
    if contents.two_levels and confirmed:
        return frozenset((*confirmed, *(i for i in brackets if heads[i].entry < 0)))
    if brackets and (confirmed or any(_structured(heads, i) for i in brackets)):
        return frozenset(brackets)
    above = [i for i in confirmed if heads[i].alone and _above_items(heads, i)]
    if above and len(above) * 2 >= len(confirmed):
        return frozenset(i for i in confirmed if heads[i].alone)
    for form in (
        "一",
        *dict.fromkeys(head.mark.form for head in heads if head.mark and not head.mark.numbered),
    ):
        marked = [i for i, head in enumerate(heads) if head.mark and head.mark.form == form]
        alone = [i for i in marked if heads[i].alone]
        if (
            alone
            and len(alone) == len(marked)
            and any(_above_items(heads, i) for i in alone)
            and _leads(heads, alone[0])
        ):
            return frozenset(alone)
    return frozenset()


class Levels(NamedTuple):
    """Which levels of the source's own headings are sections and items; 0 when it does not say."""

    section: int = 0
    item: int = 0


def read_levels(heads: Sequence[LineHead]) -> Levels:
    """What heading styles say. The second level holds the items, unless it counts 一、二、: then these are the headings of an article."""
    if any(head.bracket for head in heads):
        return Levels()  # 【…】 is the older sign, and says more
    counts = Counter(head.line.level for head in heads if head.line.level)
    if len(counts) < 2:
        return Levels()
    first, second = sorted(counts)[:2]
    inner = [head for head in heads if head.line.level == second]
    counted = sum(head.mark is not None and head.mark.form in {"一", "(一)"} for head in inner)
    if counted * 2 >= len(inner):
        return (
            Levels(0, first)
            if not any(_is_ladder(head) for head in heads if head.line.level == first)
            else Levels()
        )
    return Levels(first, second)


def _is_ladder(head: LineHead) -> bool:
    return head.mark is not None and head.mark.form in {"一", "(一)"}


def _structured(heads: Sequence[LineHead], index: int) -> bool:
    """Whether the line under a 【…】 head begins an item, a group or an article."""
    if index + 1 >= len(heads):
        return True
    following = heads[index + 1]
    return (
        following.mark is not None
        or following.alone
        or bool(following.line.lead)
        or run_in_bracket(following.line.text) is not None
    )


def _above_items(heads: Sequence[LineHead], index: int) -> bool:
    """Whether the next line carries a mark of another form, as the first of its count or a bullet."""
    mark = heads[index + 1].mark if index + 1 < len(heads) else None
    own = heads[index].mark
    return mark is not None and (own is None or own.form != mark.form) and mark.number <= 1


def _leads(heads: Sequence[LineHead], index: int) -> bool:
    """Whether nothing but a preface stands before the first head: an article's headings have a title above them."""
    before = heads[:index]
    if not before:
        return True
    first = squeeze(before[0].bracket or before[0].line.text)
    preface = first[:3] in {"编者按", "卷首语"} or first in PREFACES
    return preface and not any(head.alone and head.mark is None for head in before[1:])
