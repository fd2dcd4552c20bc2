"""What a reader of Markdown must know of the lines below the one it is at: one pass before the walk. Pure, linear."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers.markdown.contents import contents_lines
from briefing_tui.importers.markdown.headings import in_code
from briefing_tui.importers.pictures import is_picture
from briefing_tui.importers.recogniser.labels import first_kind
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger
from briefing_tui.text.marks import Mark, is_rule, read_mark

ENTRY, NESTED, PICTURE, HEADING, CODE, OTHER = "entry", "nested", "picture", "heading", "code", "other"
_FORMS = frozenset(("1", "-", "*", "+"))
_NESTED_FROM = 2
"""Cells of indent from which a line may belong to the entry above it."""
_FIELD = re.compile(
    r"[*_]{0,2}(?:风险等级|影响范围|负责人|等级|级别|影响|修复|进度|进展|状态|风险|时间|地点|日期|链接|地址|来源|作者|简介|介绍|说明|描述|版本|建议|原因|结果|备注|类型|价格|语言|亮点|摘要|标签)[*_]{0,2}[：:]"
)
"""- 等级：高: an entry that says something of the heading above, and is no item."""
LED = re.compile(
    r"(?P<lead>\*\*(?=\S)[^*]{2,120}(?<=\S)\*\*)(?P<stop>[ \u3000]?(?:[：:]|——|—|–|-)(?=[ \u3000]?\S)"
    r"|(?<=[：:]\*\*)(?=[ \u3000]*\S)|(?<=[^\s*]{6}\*\*)[ \u3000]+(?=\S))"
)
"""A title that is emphasised, and what parts it from its text, which goes on behind: a colon behind it or in it, a dash, a blank."""
_DELIMITER = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)+\|?\Z")
_HALF_BRACKET = re.compile(r"([1-9][0-9]{0,2})\)[ \t]+(?=\S)")
"""1) counts in Markdown as 1. does."""
_LINKED = ("[", "**[", "<http", "http")


class Outlook(NamedTuple):
    """One entry for each line."""

    lines: Sequence[SourceLine]
    kinds: tuple[str, ...]
    code: tuple[int, ...]
    """As `headings.in_code`."""
    bullets_below: tuple[bool, ...]
    """Whether another bullet follows before the next heading."""
    numbers_below: tuple[bool, ...]
    rows: frozenset[int]
    """Rows of tables that have no bar at their head."""
    groups: frozenset[int]
    """Headings above nothing but list entries, their nested lines and pictures, or above deeper headings."""
    first_numbers: dict[int, int]
    """The number of the entry that stands directly under a heading."""
    section_level: int
    """Level of the headings that are sections."""
    headed: bool
    """Whether there is any heading."""
    contents: frozenset[int]
    """Heads and entries of the table of contents."""
    led: frozenset[int]
    """Paragraphs that begin with their titles, emphasised, in sections of nothing else."""

    def above_list(self, index: int, last: int) -> bool:
        """Whether a heading is that of a group; `last` is the last number counted, which its entries may go on from."""
        return index in self.groups or (last > 0 and self.first_numbers.get(index) == last + 1)

    def beside_row(self, index: int) -> bool:
        """Whether a row of a table stands beside a line."""
        beside = [*self.lines[max(index - 1, 0) : index], *self.lines[index + 1 : index + 2]]
        return any(line.text.startswith("|") for line in beside)

    def barred(self, index: int, line: SourceLine, ledger: Ledger) -> SourceLine:
        """A row without bars at its ends, with them."""
        if index not in self.rows:
            return line
        text = line.text
        added = not text.startswith("|"), not text.endswith("|")
        ledger.bars(sum(added))
        return line._replace(text=f"{'| ' * added[0]}{text}{' |' * added[1]}")


def look(lines: Sequence[SourceLine]) -> Outlook:
    """The outlook on the body lines of a text."""
    code = tuple(in_code(lines))
    kinds = tuple(_kind(line, in_block) for line, in_block in zip(lines, code, strict=True))
    bullets, numbers = _below(lines, kinds)
    groups, first_numbers = _groups(lines, kinds)
    levels = [line.level for line, in_block in zip(lines, code, strict=True) if line.level and not in_block]
    return Outlook(
        lines,
        kinds,
        code,
        bullets,
        numbers,
        _rows(lines, kinds),
        groups,
        first_numbers,
        _section_level(lines, levels),
        bool(levels),
        contents_lines(lines, code),
        _led(lines, kinds, _section_level(lines, levels)),
    )


def list_mark(text: str) -> Mark | None:
    """The mark of a list entry: a number with a stop, or `-` `*` `+` and a blank."""
    mark = read_mark(text)
    if mark is None and (half := _HALF_BRACKET.match(text)):
        return Mark("1", int(half[1]), half.end())
    return mark if mark is not None and mark.form in _FORMS else None


def _kind(line: SourceLine, in_block: int) -> str:
    if in_block:
        return CODE
    if line.level:
        return HEADING
    if is_rule(line.text):
        return OTHER
    if list_mark(line.text) is not None:
        return ENTRY
    if is_picture(line.text):
        return PICTURE
    return NESTED if line.indent >= _NESTED_FROM else OTHER


def _below(lines: Sequence[SourceLine], kinds: Sequence[str]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    bullets: list[bool] = []
    numbers: list[bool] = []
    bullet = number = False
    for line, kind in zip(reversed(lines), reversed(kinds), strict=True):
        bullets.append(bullet)
        numbers.append(number)
        mark = list_mark(line.text) if kind == ENTRY and line.indent < _NESTED_FROM else None
        if kind == HEADING:
            bullet = number = False
        elif mark is not None:
            number = number or mark.numbered
            bullet = bullet or not mark.numbered
    return tuple(reversed(bullets)), tuple(reversed(numbers))


def _groups(lines: Sequence[SourceLine], kinds: Sequence[str]) -> tuple[frozenset[int], dict[int, int]]:
    """Headings of groups, and the numbers under headings."""
    groups: set[int] = set()
    first_numbers: dict[int, int] = {}
    heading = -1
    entries = linked = others = fields = 0

    def close(deeper: bool) -> None:
        plain = entries > fields and not others
        if heading >= 0 and (
            plain or (entries > 1 and linked == entries) or (deeper and not entries and not others)
        ):
            groups.add(heading)

    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == HEADING:
            close(heading >= 0 and line.level > lines[heading].level)
            heading, entries, linked, others, fields = index, 0, 0, 0, 0
        elif kind == ENTRY and line.indent < _NESTED_FROM:
            mark = list_mark(line.text)
            if index == heading + 1 and mark is not None and mark.numbered:
                first_numbers[heading] = mark.number
            entries += 1
            fields += bool(mark and not mark.numbered and _FIELD.match(line.text[mark.end :]))
            linked += not others * (entries == 1) and line.text[mark.end :].startswith(_LINKED) if mark else 0
        elif kind not in {ENTRY, NESTED, PICTURE}:
            others += 1
    close(deeper=False)
    return frozenset(groups), first_numbers


def _led(lines: Sequence[SourceLine], kinds: Sequence[str], section_level: int) -> frozenset[int]:
    """**甲**：… and its like, where two or more such paragraphs are all that begins anew under the heading of a section."""
    found: set[int] = set()
    run: list[int] = []
    whole = False
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == HEADING:
            found.update(run if whole and len(run) > 1 else ())
            run, whole = [], line.level <= section_level
        elif kind == OTHER and LED.match(line.text) and not _is_labelled(line.text):
            run.append(index)
        elif kind == ENTRY or (not run and kind != PICTURE):
            whole = False
    return frozenset(found | set(run if whole and len(run) > 1 else ()))


def _is_labelled(text: str) -> bool:
    """**时间：**…: a line that says something of what the heading names."""
    return _FIELD.match(text) is not None or first_kind(text.replace("**", "")) != ""


def _rows(lines: Sequence[SourceLine], kinds: Sequence[str]) -> frozenset[int]:
    """The lines of tables whose rows have no bar at their head: the rule under the first row tells them."""
    rows: set[int] = set()
    inside = False
    for index, line in enumerate(lines):
        rule = kinds[index] == OTHER and _DELIMITER.match(line.text) is not None
        if rule and index and "|" in lines[index - 1].text and kinds[index - 1] == OTHER and line.gap == 0:
            rows.update((index - 1, index))
            inside = True
        elif inside and "|" in line.text and line.gap == 0 and kinds[index] == OTHER:
            rows.add(index)
        else:
            inside = False
    return frozenset(
        index for index in rows if not (lines[index].text.startswith("|") and lines[index].text.endswith("|"))
    )


def _section_level(lines: Sequence[SourceLine], levels: Sequence[int]) -> int:
    """The highest level; a single heading of it above all others is a section among those of the next."""
    if not levels:
        return 2
    top = min(levels)
    others = [level for level in levels if level > top]
    alone = levels.count(top) == 1 and bool(others) and top == 1 and bool(lines) and lines[0].level == 1
    return min(others) if alone else top
