"""Which lines of a Markdown text are its table of contents: the entries under 目录 and its like. Pure, linear.

本期内容 and 导读 may as well be a section: there the entries must lead to headings (`](#…`) or return as heads of the text.
A sentence is never an entry.
"""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.importers.markdown.spans import read_title
from briefing_tui.importers.recogniser.contents.listing import ENTRY_LIMIT, is_contents_head, without_mark
from briefing_tui.importers.recogniser.lines import SourceLine, compare_form
from briefing_tui.importers.report import squeeze
from briefing_tui.text.marks import bracket_head, emphasised, is_rule

_SURE = ("目录", "目錄", "目次", "CONTENTS")
_PLACE = re.compile(r"\[{1,2}(?:TOC|toc)\]{1,2}")
"""Where a program puts the contents."""
_ANCHOR = "](#"
_ONLY_ANCHOR = re.compile(
    r"(?:(?:[-*+]|[0-9]{1,3}[.、)])[ \t]{1,4}|[一二三四五六七八九十]{1,3}、[ \t]{0,4})\[([^\[\]]{1,100})\]\(#[^()\s]{0,200}\)\Z"
)


def contents_lines(lines: Sequence[SourceLine], in_code: Sequence[int]) -> frozenset[int]:
    """Indices of the contents' heads and entries."""
    found = _anchored(lines, in_code)
    found |= {index for index, line in enumerate(lines) if not in_code[index] and is_place(line.text)}
    if not any(_is_head(line) for line in lines):
        return frozenset(found)
    last = _last_forms(lines, in_code)
    for start, end in _blocks(lines):
        entries = list(_entries(lines, in_code, start + 1, end))
        sure = (
            squeeze(bracket_head(lines[start].text) or lines[start].text).upper().strip("：:").endswith(_SURE)
        )
        known = sum(_leads_on(lines[index].text, index, last) for index in entries)
        sure = sure and not _is_plain_head(lines[start])
        if sure or (entries and known * 2 >= len(entries)):
            found.update((start, *entries))
    return frozenset(found)


def is_place(text: str) -> bool:
    """[TOC]: where a program puts the contents."""
    return _PLACE.fullmatch(text) is not None


def _is_head(line: SourceLine) -> bool:
    """Whether a heading, or an emphasised line, is that of the contents."""
    return is_contents_head(line.text if line.level else emphasised(line.text)) or _is_plain_head(line)


def _is_plain_head(line: SourceLine) -> bool:
    """目录 on a line of its own, which entries below must bear out."""
    return not line.level and squeeze(line.text).strip("：:") in _SURE


def _anchored(lines: Sequence[SourceLine], in_code: Sequence[int]) -> set[int]:
    """Entries without a head: the first list of a text, when each of its entries leads to a heading by `](#…)` and is called as one."""
    heads = {compare_form(line.text) for line in lines if line.level}
    found: set[int] = set()
    for index, line in enumerate(lines):
        anchored = not in_code[index] and not line.level and _ONLY_ANCHOR.match(line.text)
        if anchored and compare_form(anchored[1]) in heads:
            found.add(index)
        elif found:
            break
    above = min(found, default=0) - 1  # 目录, no heading
    if above >= 0 and not in_code[above] and is_contents_head(lines[above].text):
        found.add(above)
    return found if len(found) > 1 else set()


def _blocks(lines: Sequence[SourceLine]) -> Iterator[tuple[int, int]]:
    """Each contents head and where the next heading stands."""
    start = -1
    for index, line in enumerate(lines):
        if line.level:
            if start >= 0:
                yield start, index
            start = index if is_contents_head(line.text) else -1
        elif start < 0 and _is_head(line):
            start = index
    if start >= 0:
        yield start, len(lines)


def _entries(lines: Sequence[SourceLine], in_code: Sequence[int], start: int, end: int) -> Iterator[int]:
    """The lines that may be entries, up to a rule or to the first that returns."""
    seen: set[str] = set()
    for index in range(start, end):
        text = lines[index].text
        form = _form(text) if len(text) <= 8 * ENTRY_LIMIT else ""
        if is_rule(text) or (form and form in seen):
            return
        seen.add(form)
        if not in_code[index] and _is_entry(text):
            yield index


def _is_entry(text: str) -> bool:
    bare = read_title(without_mark(text), whole=True).text if len(text) <= 8 * ENTRY_LIMIT else text
    return len(bare) <= ENTRY_LIMIT and bare[-1:] not in {"。", "；"} and "。" not in bare


def _leads_on(text: str, index: int, last: dict[str, int]) -> bool:
    """Whether an entry leads to a heading or returns below."""
    return _ANCHOR in text or last.get(_form(text), -1) > index


def _form(text: str) -> str:
    bare = without_mark(read_title(without_mark(text), whole=True).text)
    return compare_form(bare) if len(bare) <= ENTRY_LIMIT else ""


def _last_forms(lines: Sequence[SourceLine], in_code: Sequence[int]) -> dict[str, int]:
    """Comparable form of each heading and list entry → index of the last line that has it."""
    last: dict[str, int] = {}
    for index, line in enumerate(lines):
        if not in_code[index] and len(line.text) <= 8 * ENTRY_LIMIT:
            for text in (
                {line.text, read_title(without_mark(line.text)).text} if not line.level else {line.text}
            ):
                last[_form(text)] = index
    last.pop("", None)
    return last
