"""Which lines of a body are heads of sections: by the source's own levels, brackets, the contents, marks, or what stands below. Called by `sections`."""

from collections.abc import Sequence

from briefing_tui.importers.recogniser.contents.listing import Contents, is_body_head
from briefing_tui.importers.recogniser.heads import (
    PREFACES,
    LineHead,
    is_over_a_title,
    may_be_a_title,
    read_levels,
)
from briefing_tui.importers.recogniser.preface import is_preface
from briefing_tui.importers.report import squeeze
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import BULLETS, is_title_like, run_in_bracket

_SECTION_WORD = late(
    "(?:要闻|动态|简讯|快讯|信息|交流|经验|做法|园地|之窗|风采|专栏|通知|公告|论坛|视点|聚焦|关注|调研|研究|案例|文摘|天地|之声|人物|活动|专题|综合|速递|集锦|一线|基层|学堂|课堂|讲堂|寄语|速览|长廊|链接|特稿|解读|专访|观察|故事|随笔|成果|短波|服务|头条)\\Z"
)
_SECTION_LETTERS = 8
"""Letters of the name of a section that only its last word tells."""


def section_lines(heads: Sequence[LineHead], contents: Contents) -> frozenset[int]:
    """Which lines are heads of sections."""
    if (levels := read_levels(heads)).section:
        return frozenset(i for i, head in enumerate(heads) if head.line.level == levels.section)
    brackets = [
        i
        for i, head in enumerate(heads)
        if head.bracket and squeeze(head.bracket) not in PREFACES and not is_body_head(head.line.text)
    ]
    confirmed = [
        i for i, head in enumerate(heads) if head.entry >= 0 and contents.entries[head.entry].level == 1
    ]
    if contents.two_levels and confirmed:
        return frozenset((*confirmed, *(i for i in brackets if heads[i].entry < 0)))
    if brackets and (set(confirmed) - set(brackets) or any(_structured(heads, i) for i in brackets)):
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
            and (
                any(_above_items(heads, i) for i in alone)
                or (form != "一" and sum(is_over_a_title(heads, i) for i in alone) > 1)
            )
            and (_leads(heads, alone[0]) or (form != "一" and _below_a_letter(heads, alone[0])))
        ):
            return frozenset((*alone, *_more_behind(heads, alone)))
    return _over_running_count(heads) or _over_bullets(heads) or _named_sections(heads)


def _more_behind(heads: Sequence[LineHead], sections: Sequence[int]) -> list[int]:
    """Sections without a mark behind the last that has one: short lines with a blank above, over a count that begins again."""
    return [
        index
        for index in range(sections[-1] + 1, len(heads) - 1)
        if heads[index].alone
        and heads[index].mark is None
        and not heads[index].bracket
        and heads[index].line.gap
        and len(heads[index].line.text) <= _SECTION_LETTERS
        and (below := heads[index + 1].mark) is not None
        and below.number == 1
    ]


def _over_running_count(heads: Sequence[LineHead]) -> frozenset[int]:
    """Short lines without a mark, the first line one of them, over items whose count runs through them all."""
    over: list[int] = []
    last, form = 0, ""
    for index, head in enumerate(heads):
        below = heads[index + 1].mark if index + 1 < len(heads) else None
        mark = head.mark
        if mark is not None and mark.numbered and form in {"", mark.form} and mark.number == last + 1:
            last, form = mark.number, mark.form
        named = (head.alone and not head.bracket) or _names_with_colon(head.line.text)
        if not (named and mark is None and below is not None and below.numbered):
            continue
        if below.number != last + 1 or form not in {"", below.form}:
            return frozenset()
        over.append(index)
    return frozenset(over) if len(over) > 1 and over[0] == 0 else frozenset()


def _names_with_colon(text: str) -> bool:
    """文艺动态：, as short as a section's name."""
    return len(text) <= _SECTION_LETTERS + 1 and text[-1] in "：:" and is_title_like(text[:-1])


def _over_bullets(heads: Sequence[LineHead]) -> frozenset[int]:
    """Names as short as those of sections, the first line one of them, over items with one bullet: every bullet has one above."""
    over: list[int] = []
    form = ""
    for index, head in enumerate(heads[:-1]):
        below = heads[index + 1].mark
        if head.mark is not None and not head.mark.numbered:
            if not over or form not in {"", head.mark.form}:
                return frozenset()
            form = head.mark.form
        named = (
            head.alone and head.mark is None and not head.bracket and len(head.line.text) <= _SECTION_LETTERS
        )
        if named and below is not None and not below.numbered and below.form in BULLETS:
            over.append(index)
    return frozenset(over) if len(over) > 1 and over[0] == 0 else frozenset()


def _named_sections(heads: Sequence[LineHead]) -> frozenset[int]:
    """Lines over titles that are called as sections are; behind one, other short ones over a headline, or with a blank line above, as it has, too."""
    over = [i for i in range(len(heads)) if _may_name_a_section(heads, i)]
    named = {i for i in over if _SECTION_WORD.search(heads[i].line.text)}
    parted = bool(named) and all(heads[i].line.gap for i in named)
    first = min(named, default=len(heads))
    below = {i for i in over if i > first}
    return frozenset(
        named | {i for i in below if (parted and heads[i].line.gap) or _over_a_headline(heads, i)}
    )


def _over_a_headline(heads: Sequence[LineHead], index: int) -> bool:
    """Whether the title right below is longer than a name of a section or an author is, and no department."""
    following = heads[index + 1]
    return len(following.line.text) > _SECTION_LETTERS and may_be_a_title(following)


def _may_name_a_section(heads: Sequence[LineHead], index: int) -> bool:
    head = heads[index]
    short = len(head.line.text) <= _SECTION_LETTERS and head.alone and head.mark is None and not head.bracket
    return short and is_over_a_title(heads, index)


def _structured(heads: Sequence[LineHead], index: int) -> bool:
    """Whether the line under a 【…】 head begins an item, a group or an article."""
    if index + 1 >= len(heads):
        return True
    following = heads[index + 1]
    return (
        following.mark is not None
        or following.alone
        or bool(following.line.lead)
        or following.line.bold
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
    preface = first[:3] in {"编者按", "卷首语"} or is_preface(before[0])
    return preface and not any(head.alone and head.mark is None for head in before[1:])


def _below_a_letter(heads: Sequence[LineHead], index: int) -> bool:
    """Whether nothing but a salutation and sentences stands before the first head: no title."""
    return any(head.line.text[-1] in "：:" for head in heads[:index]) and not any(
        head.alone or head.mark is not None for head in heads[:index]
    )
