"""What each line of a body may be the head of, and which lines are heads of sections. Called by `sections`.

The contents block, where there is one, confirms heads; else their form and what stands below them decides.
"""

from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents.listing import Contents, head_forms, initial
from briefing_tui.importers.recogniser.labels import (
    first_kind,
    is_caption,
    is_meeting_time,
    is_page_furniture,
    is_web_line,
)
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.names import is_department
from briefing_tui.importers.recogniser.source import is_origin
from briefing_tui.text.late_pattern import Signed, late
from briefing_tui.text.marks import (
    HEAD_LIMIT,
    MARK_BEGINS,
    Mark,
    bracket_head,
    emphasised,
    is_rule,
    is_table_row,
    is_title_like,
    read_mark,
    run_in_bracket,
)
from briefing_tui.text.remembered import remembered

PREFACES = frozenset(
    (
        "按",
        "编按",
        "编者按",
        "编者的话",
        "编者语",
        "编前语",
        "按语",
        "卷首语",
        "卷首寄语",
        "开篇语",
        "前言",
        "导语",
    )
)
_BOLD_LIMIT = 90
_NAMES_OF_AUTHORS = 4
"""Characters of what is most likely a name below a title."""
_DECIMAL = Signed(".．", r"[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[.．、]?[ \t\u3000]*(?=[\u4e00-\u9fff])")
"""1.2 存在问题: a heading inside what 1. began."""
_HALF_BRACKET = late(r"[0-9]{1,2}[)）](?![)）])")
"""1) of a list inside a text."""
_SPACED = Signed(" \u3000", "([0-9]{1,2})[ \u3000]{1,4}([\u4e00-\u9fff《“][^ \u3000\t]*)")
_PART = late(
    "(?:案例|案情|基本|主要|典型|管理|法律|事件|工作|改革)?(?:背景|做法|成效|启示|概况|情况|简介|摘要|分析|建议|点评|问题|原因|措施|经过|教训|思考|评析|结论|亮点|提示)"
)
_SQUARE = Signed("[［", "[\\[［][\u4e00-\u9fff \u3000·]{2,16}[\\]］]\\Z")
"""[邻里故事], for 【邻里故事】, where several stand alone."""
_FIGURE = Signed(
    " \u3000:：",
    r"[^，。；]{1,20}[ \u3000:：]{1,4}[-+－＋]?[0-9][0-9.,]{0,12} ?(?:%|‰|[万亿]?[\u4e00-\u9fff]{0,2})\Z",
)
"""兑现率 100%: a value beside its name."""
_BYLINE = late(
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
    plain: bool = False
    """Neither its text nor how it is set says that it is anything but text."""


class TextSigns(NamedTuple):
    """What the text of a line says by itself, wherever it stands."""

    mark: Mark | None
    bracket: str
    """Title of a 【…】 line."""
    square: str
    """Title of a [邻里故事] line."""
    titled: bool
    """Without its mark it may stand above a text, if it is bold."""
    short: bool
    """Without its mark it is so short that it need not be."""
    inner: str
    """The title of a 【…】 that it is, or begins with."""
    plain: bool
    """No rule, row, head or line of a page: it may be a mark's text, else it is text."""


@remembered
def signs_of(text: str) -> TextSigns:
    """The signs of the text of a line."""
    if len(text) > _LONG and text[0].isalpha() and text[0] not in MARK_BEGINS:
        return _PARAGRAPH
    whole = emphasised(text) or text
    mark = None if _BYLINE.match(whole) else read_mark(whole)
    bracket = bracket_head(whole)
    square = whole[1:-1].strip() if _SQUARE.match(whole) else ""
    if (bracket or square) and (is_page_furniture(whole) or is_origin(whole)):
        bracket = square = ""
    bare = whole[mark.end :] if mark else whole
    return TextSigns(
        mark,
        bracket,
        square,
        _is_titled(bare),
        len(bare) <= HEAD_LIMIT,
        _in_bracket(text),
        _is_paragraph(text),
    )


_LONG = 130
"""Characters that no title, line of a page or 【…】 has; what is longer and begins with a letter has no sign."""
_PARAGRAPH = TextSigns(None, "", "", titled=False, short=False, inner="", plain=True)


def _is_titled(bare: str) -> bool:
    return is_title_like(bare, _BOLD_LIMIT) and not _belongs_to_text(bare)


def _is_paragraph(text: str) -> bool:
    return not (
        text.startswith(("【", "〖", "——"))
        or is_table_row(text)
        or is_rule(text)
        or is_page_furniture(text)
        or is_web_line(text)
    )


def read_heads(lines: Sequence[SourceLine], contents: Contents) -> list[LineHead]:
    """One `LineHead` a line. Each contents entry confirms the first line that fits it."""
    waiting: dict[str, deque[int]] = {}
    for index, confirming in enumerate(contents.entries):
        waiting.setdefault(confirming.form, deque()).append(index)
    initials = {form[:1] for form in waiting}
    heads: list[LineHead] = []
    told = _look_tells(lines)
    spaced = _spaced_numbers(lines)
    parts = _parts_of_an_article(lines)
    square = sum(_SQUARE.match(line.text) is not None for line in lines) > 1
    for index, line in enumerate(lines):
        signs = signs_of(line.text)
        mark, titled, short = signs.mark, signs.titled, signs.short
        if index in spaced:
            mark = spaced[index]
            titled, short = _is_titled(line.text[mark.end :]), True
        bracket = signs.bracket or (signs.square if square else "")
        stands_out = line.bold or line.level > 0
        alone = bool(bracket) or (
            titled and (stands_out or short) and (stands_out or mark is not None or not told)
        )
        if index in parts:
            bracket, alone = "", False
        entry = -1
        if initial(line.text) in initials:
            for form in head_forms(line.text):
                if form and waiting.get(form):
                    entry = waiting[form].popleft()
                    break
        set_apart = told and alone and stands_out
        plain = (
            signs.plain and mark is None and entry < 0 and not (bracket or alone or stands_out or line.note)
        )
        heads.append(LineHead(line, mark, bracket, alone, entry, set_apart, plain))
    return heads


def _spaced_numbers(lines: Sequence[SourceLine]) -> dict[int, Mark]:
    """The marks of titles with no more than a blank behind their number, where they count from one: `1 出厂水`."""
    found: dict[int, Mark] = {}
    for index, line in enumerate(lines):
        spaced = _SPACED.fullmatch(line.text) if len(line.text) <= HEAD_LIMIT else None
        if spaced and int(spaced[1]) == len(found) + 1 and is_title_like(spaced[2]):
            found[index] = Mark("1", int(spaced[1]), spaced.start(2))
    below = all(index + 1 < len(lines) and index + 1 not in found for index in found)
    return found if len(found) > 1 and below else {}


def _parts_of_an_article(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Lines with 【背景】, 【做法】, 【成效】 below a title: its parts, when all brackets of the text say such words."""
    found = {i: inner for i, line in enumerate(lines) if (inner := signs_of(line.text).inner)}
    first = min(found, default=0)
    titled = any(is_title_like(line.text) and read_mark(line.text) is None for line in lines[:first])
    all_parts = len(found) > 1 and all(_PART.fullmatch(inner) for inner in found.values())
    return frozenset(found) if titled and all_parts else frozenset()


def _in_bracket(text: str) -> str:
    run = run_in_bracket(text)
    return run[0] if run is not None else bracket_head(text)


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
        or any(pattern.match(text) for pattern in (_DECIMAL, _HALF_BRACKET, _BYLINE, _FIGURE))
    )


def is_over_a_title(heads: Sequence[LineHead], index: int) -> bool:
    """Whether a title with its text stands right below a line: 要闻, 甲县召开会议, a sentence."""
    if index + 2 >= len(heads):
        return False
    title, text = heads[index + 1 : index + 3]
    if text.line.text.startswith("——") and index + 3 < len(heads):
        text = heads[index + 3]
    return (
        title.alone and title.mark is None and not title.bracket and (not text.alone or text.mark is not None)
    )


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


def counted_lines(heads: Sequence[LineHead], sections: frozenset[int]) -> frozenset[int]:
    """The numbered lines that have the next number of their form below them, in the same section and under the same entry of the contents."""
    counted: set[int] = set()
    below: set[tuple[str, int]] = set()
    for index in range(len(heads) - 1, -1, -1):
        mark = heads[index].mark
        if index in sections:
            below.clear()
            continue
        if heads[index].entry >= 0:
            form = mark.form if mark else ""
            below = {other for other in below if other[0] == form}
        if mark is not None and mark.numbered:
            if (mark.form, mark.number + 1) in below:
                counted.add(index)
            below.add((mark.form, mark.number))
    return frozenset(counted)


def meeting_times(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Numbers of the lines 时间：… that belong to a meeting."""
    return frozenset(
        line.number
        for index, line in enumerate(lines)
        if line.text.startswith("时")
        and is_meeting_time(line.text, [near.text for near in lines[max(0, index - 1) : index + 2]])
    )


def is_tagged(heads: Sequence[LineHead]) -> bool:
    """Whether some 【…】 stands before more than one text, and no section is told so."""
    tags = [
        found[0]
        for head in heads
        if not head.mark and (found := run_in_bracket(head.line.text)) and not is_origin(head.line.text)
    ]
    return len(set(tags)) < len(tags) and not any(head.bracket for head in heads)


def may_be_a_title(head: LineHead) -> bool:
    """Whether a line below a title could be another: longer than a name, no part of the title, no department."""
    text = head.line.text
    names = text.split()
    short = (
        len(names[-1]) <= _NAMES_OF_AUTHORS or text.startswith("—") or any(mark in text for mark in "，,；")
    )
    return head.alone and head.mark is None and not short and not is_department(text)


def behind_marks(head: LineHead) -> str:
    """A head without its mark, and without the number that a bullet stands before: ▶一、动态."""
    text = head.line.text
    if head.mark is None:
        return text
    text = text[head.mark.end :]
    inner = None if head.mark.numbered else read_mark(text)
    return text[inner.end :] if inner is not None and inner.numbered and inner.end < len(text) else text


def label_of(mark: Mark | None) -> str:
    """The reason for which a head's mark is dropped."""
    if mark is None:
        return report.BRACKETS
    return report.NUMBER_LABEL if mark.numbered else report.ITEM_MARK
