"""Where the printed contents stand: their lines are told from the text by evidence, and never swallow it.

Under a head (本期目录, ≡本期要目≡) or none. Evidence of a line: a page number, its return as a head of the text below, the
mark that its neighbours carry. A sentence is never an entry; the text begins where an entry returns, where a count begins
again, or with the first line that has no evidence. A title that was wrapped is one entry when its two lines together
return, or when the page number stands on the second.
"""

from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers.recogniser.contents.listing import (
    ENTRY_LIMIT,
    Contents,
    ContentsEntry,
    fits_entry,
    head_forms,
    initial,
    is_body_head,
    is_contents_head,
    is_page_alone,
    without_mark,
    without_page,
)
from briefing_tui.importers.recogniser.labels import TITLE, first_kind
from briefing_tui.importers.recogniser.lines import SourceLine, compare_form
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import Mark, bracket_head, is_rule, is_table_row, read_mark, split_lead

_BARE_PAGE = late("[0-9]{1,4}")
_COLUMN_GAP = late("[ \u3000\t]{2,}|[\t\u3000]")
_PAGE_BEHIND = late("(.*[^0-9 ]) ([0-9]{1,4})")
"""甲县召开会议 3: a page behind one blank, where the title returns."""
_AUTHOR_BEHIND = late(
    "([^….·/／|｜]{2,60}?)(?:[….·]{2,60}|[ \u3000]*[/／|｜])[ \u3000]*[^….·0-9/／|｜]{2,16}"
)
"""渡口……丁三: who wrote it stands behind the leaders."""
_SECTION_BEFORE = late("([^：:｜|—]{2,12})(?:[：:｜|]|——)[ \u3000]*(.{2,})")
_SEARCHED = 60
"""Lines in which the head of the contents is looked for."""
_WRAPPED = 2
"""Lines that a wrapped title may go on for."""
_SENTENCE = 20
"""Characters from which a line with a comma and no other sign is a sentence."""
_RETURN, _PROSE, _NO_MORE = range(3)
"""What ends the candidates: a return, a rule or a new count; a sentence; the end of the text, which then is no contents."""
_PREFACES = ("编者按", "卷首语")


class _Candidate(NamedTuple):
    """A line, or the lines of a wrapped title, that may be an entry."""

    line: SourceLine
    """Put together."""
    title: str
    last: int
    """Index of its last line."""
    sure: bool
    """A page number or its return says that it is an entry."""
    paged: bool
    shape: str
    """Forms of its marks."""
    section: str = ""
    """人物 of 人物：老司机的三十年, when the two return on lines of their own; `title` is the rest."""


def find_contents(lines: Sequence[SourceLine], start: int) -> Contents:
    """The contents block at or after index `start`."""
    finder = _Finder(lines, start)
    for index in range(start, min(start + _SEARCHED, len(lines))):
        if is_contents_head(lines[index].text):
            found = _trimmed(finder.read(index + 1), headed=True)
            end = found[-1].last + 1 if found else index + 1
            return _contents(lines, lines[index], found, index, end)
    found = _trimmed(finder.read(start), headed=False)
    sure = sum(1 for candidate in found if candidate.sure)
    if sure < 2 or sure * 2 <= len(found):
        return Contents()
    return _contents(lines, None, found, start, found[-1].last + 1)


def part_columns(lines: Sequence[SourceLine], start: int) -> list[SourceLine]:
    """The lines, those of contents in two columns parted: `● 甲      ● 乙` is two entries."""
    head = next(
        (i for i in range(start, min(start + _SEARCHED, len(lines))) if is_contents_head(lines[i].text)), None
    )
    if head is None:
        return list(lines)
    done = list(lines[: head + 1])
    for index in range(head + 1, len(lines)):
        line = lines[index]
        if index > head + _SEARCHED or line.text[-1] in "。；":
            return [*done, *lines[index:]]
        done += [line._replace(text=text) for text in _columns(line.text)]
    return done


def _columns(text: str) -> list[str]:
    """The entries of a line, each behind a wide blank, with a mark of one form before it or its page behind it."""
    if len(text) > 2 * ENTRY_LIMIT:
        return [text]
    parts = [part for part in _COLUMN_GAP.split(text) if part]
    marks = [read_mark(part) for part in parts]
    alike = {
        mark.form if mark and mark.end < len(part) else "" for mark, part in zip(marks, parts, strict=True)
    }
    paged = all(without_page(part) != part for part in parts)
    return parts if len(parts) > 1 and (paged or (len(alike) == 1 and "" not in alike)) else [text]


def _contents(
    lines: Sequence[SourceLine], head: SourceLine | None, found: Sequence[_Candidate], start: int, end: int
) -> Contents:
    body_head = lines[end] if end < len(lines) and is_body_head(lines[end].text) else None
    return Contents(head, _entries(found), start, end + (body_head is not None), body_head)


def _entries(found: Sequence[_Candidate]) -> tuple[ContentsEntry, ...]:
    """The entries with their levels, by indent or by the form of their marks."""
    if not found:
        return ()
    least = min(candidate.line.indent for candidate in found)
    by_indent = any(one.line.indent > least for one in found) and found[0].line.indent == least
    by_page = not by_indent and _under_bare_ones(found)
    entries: list[ContentsEntry] = []
    parent = -1
    for one in found:
        if one.section:
            line, at = one.line, one.line.text.index(one.title)
            if parent < 0 or entries[parent].form != compare_form(one.section):
                parent = len(entries)
                entries.append(ContentsEntry(line._replace(text=line.text[:at]), one.section, 1, -1))
                line = line._replace(text=line.text[at:])
            entries.append(ContentsEntry(line, one.title, 2, parent))
            continue
        second = one.line.indent > least if by_indent else one.shape != found[0].shape
        second = one.paged if by_page else second
        if not second:
            parent = len(entries)
        entries.append(ContentsEntry(one.line, one.title, 2 if second else 1, parent if second else -1))
    return tuple(entries)


def _under_bare_ones(found: Sequence[_Candidate]) -> bool:
    """Whether entries with pages stand under several without: the sections."""
    bare = [index for index, one in enumerate(found) if not one.paged]
    return (
        len(bare) > 1
        and bare[0] == 0
        and len({one.shape for one in found}) == 1
        and all(index + 1 < len(found) and found[index + 1].paged for index in bare)
    )


def _trimmed(read: "tuple[list[_Candidate], int]", *, headed: bool) -> list[_Candidate]:
    """The candidates without those at the end that are the text's."""
    found, reason = read
    last = max((index for index, one in enumerate(found) if one.sure), default=-1)
    if last < 0 and (reason == _NO_MORE or not headed):
        return []
    if last < 0 and not (found and found[0].shape):
        return _first_run(found)
    kept = last + 1
    shapes = {one.shape for one in found[: max(kept, 1)]}
    paged = any(one.paged for one in found)
    for one in found[kept:]:
        if paged or one.shape not in shapes or (one.line.gap and kept and not one.shape):
            break
        kept += 1
    if reason != _RETURN and kept == len(found) and kept - 1 > last:
        kept -= 1  # what stands above a sentence is the head of it
    return found[:kept]


def _first_run(found: list[_Candidate]) -> list[_Candidate]:
    """The lines directly under a contents head, up to a blank one; a single line is no contents."""
    gap = next((index for index, one in enumerate(found) if index and one.line.gap), 0)
    return found[:gap] if gap > 1 else []


class _Finder:
    """Reads candidates line by line."""

    def __init__(self, lines: Sequence[SourceLine], start: int) -> None:
        self.lines = lines
        self._last: dict[str, int] = {}
        """Form of a head, and the last line that has it: for the initials that were asked for."""
        self._unread: dict[str, list[int]] = {}
        """Initial of the forms of lines, and their indices."""
        for index in range(start, len(lines)):
            self._unread.setdefault(initial(lines[index].text), []).append(index)

    def read(self, start: int) -> tuple[list[_Candidate], int]:
        """The candidates from a line on, and what ended them."""
        found: list[_Candidate] = []
        seen: set[str] = set()
        counts: dict[str, int] = {}
        bracketed = False
        index = start
        while index < len(self.lines):
            text = self.lines[index].text
            if is_rule(text) or is_body_head(text):
                return found, _RETURN
            if not self._plausible(index):
                return found, _PROSE
            one = self._with_page_below(self._candidate(index))
            head = bool(bracket_head(text))
            if self._returns_in(one, seen) or (head and found and not bracketed):
                return found, _RETURN
            if self._counts_again(one, counts, found):
                return found, _RETURN
            if not one.sure and _is_sentence(one):
                return found, _PROSE
            bracketed = bracketed or head
            seen.update(
                (compare_form(one.title), compare_form(one.section))
                if one.section
                else (compare_form(one.title),)
            )
            found.append(one)
            index = one.last + 1
        return found, _NO_MORE

    def _plausible(self, index: int) -> bool:
        text = self.lines[index].text
        if not fits_entry(text) or text[-1] in "。；" or is_table_row(text) or is_contents_head(text):
            return False
        if first_kind(text) == TITLE:
            return False
        bare = without_mark(without_page(text))
        return "。" not in bare[:-1] and not bare.startswith((*_PREFACES, "前言"))

    def _candidate(self, index: int) -> _Candidate:
        line = self.lines[index]
        shape = _shape(line.text)
        title = without_mark(without_page(line.text))
        paged = without_page(line.text) != line.text.rstrip(".…·․‥ \t\u3000")
        alone = self._returns(title, index)
        if not alone and (parted := self._parted(title, index)):
            return _Candidate(line, parted[1], index, True, paged, shape, parted[0])
        by = _AUTHOR_BEHIND.match(title) if not alone else None
        if by is not None and self._returns(by[1], index):
            return _Candidate(line, by[1], index, sure=True, paged=paged, shape=shape)
        if not paged and not alone and (page := _PAGE_BEHIND.match(title)) and self._returns(page[1], index):
            return _Candidate(line, page[1], index, sure=True, paged=True, shape=shape)
        if not paged and index + 1 < len(self.lines) and is_page_alone(self.lines[index + 1].text):
            line = line._replace(text=line.text + self.lines[index + 1].text)
            title = without_mark(without_page(line.text))
            return _Candidate(line, title, index + 1, sure=True, paged=True, shape=shape)
        if not paged and not alone:
            for last in range(index + 1, min(index + 1 + _WRAPPED, len(self.lines))):
                following = self.lines[last]
                if following.gap or _shape(following.text) or not self._plausible(last):
                    break
                line = line._replace(text=_put_together(line.text, following.text))
                if len(line.text) > 2 * ENTRY_LIMIT:
                    break
                joined = without_mark(without_page(line.text))
                page_behind = without_page(following.text) != following.text
                if self._returns(joined, last) or (
                    shape and page_behind and not self._returns(without_page(following.text), last)
                ):
                    return _Candidate(line, joined, last, sure=True, paged=page_behind, shape=shape)
        return _Candidate(self.lines[index], title, index, sure=paged or alone, paged=paged, shape=shape)

    def _with_page_below(self, one: _Candidate) -> _Candidate:
        """With the bare number on the line below: the page of an entry that filled its own line, in contents without leaders."""
        below = self.lines[one.last + 1] if one.last + 1 < len(self.lines) else None
        if below is None or not one.sure or one.paged or below.gap or not _BARE_PAGE.fullmatch(below.text):
            return one
        line = one.line._replace(text=f"{one.line.text}  {below.text}")
        return one._replace(line=line, last=one.last + 1, paged=True)

    def _parted(self, title: str, after: int) -> tuple[str, str] | None:
        """Section and title of an entry that names both, when both return."""
        found = _SECTION_BEFORE.match(title)
        told = found is not None and self._returns(found[1], after) and self._returns(found[2], after)
        return (found[1], found[2]) if found is not None and told else None

    def _returns(self, title: str, after: int) -> bool:
        form = compare_form(title)
        return bool(form) and self._last_with(form) > after

    def _last_with(self, form: str) -> int:
        """Index of the last line that may be a head of this form; -1 for none."""
        for index in self._unread.pop(form[:1], ()):
            self._last.update(dict.fromkeys(head_forms(self.lines[index].text), index))
        return self._last.get(form, -1)

    def _returns_in(self, one: _Candidate, seen: set[str]) -> bool:
        form = compare_form(one.title)
        lead = compare_form(split_lead(one.title).title)
        return bool(form) and (form in seen or (bool(lead) and lead in seen))

    def _counts_again(self, one: _Candidate, counts: dict[str, int], found: Sequence[_Candidate]) -> bool:
        """Whether a number begins its count again though no entry of another form stands between: the text's first."""
        mark = read_mark(one.line.text)
        if mark is None or not mark.numbered:
            return False
        if found and found[-1].shape != one.shape:
            counts.pop(mark.form, None)
        again = not one.sure and counts.get(mark.form, 0) >= mark.number
        counts[mark.form] = mark.number
        return again


def _is_sentence(one: _Candidate) -> bool:
    text = one.line.text
    return not one.shape and len(text) >= _SENTENCE and any(mark in text for mark in "，,；")


def _put_together(text: str, following: str) -> str:
    latin = text[-1].isascii() and text[-1].isalnum() and following[0].isascii() and following[0].isalnum()
    return f"{text} {following}" if latin else text + following


def _shape(text: str) -> str:
    """The forms of the marks a line begins with: `·(一)`."""
    if bracket_head(text):
        return "【"
    shape, rest = "", text
    mark: Mark | None
    while len(shape) < len("(一)(一)") and (mark := read_mark(rest)) is not None and mark.end < len(rest):
        shape += mark.form
        rest = rest[mark.end :]
    return shape
