"""The printed table of contents: found, read, used to confirm heads of the text, and not stored.

Shapes: a head (本期目录, 目 录, 【本期要目】, ≡本期要目≡, 要目) or none but numbered lines that all return in the text;
one or two levels, told by indent or by the form of the mark; dotted leaders and page numbers.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing_tui.importers.recogniser.lines import Line, compare_form
from briefing_tui.importers.report import squeeze
from briefing_tui.text.marks import bracket_head, is_rule, read_mark, split_lead

_HEADS = frozenset(
    (
        "目录",
        "本期目录",
        "内容目录",
        "目次",
        "本期目次",
        "要目",
        "本期要目",
        "本期内容",
        "本期导读",
        "内容导读",
        "CONTENTS",
    )
)
_ENTRY_LIMIT = 70
"""Characters of a contents line; what is longer is text."""
_SEARCHED = 60
"""Lines in which the head of the contents is looked for."""
_LEADERS = ".…·․‥．—-_＿ \t\u3000"


class Entry(NamedTuple):
    """One line of the contents."""

    line: Line
    title: str
    """Without mark, brackets, leaders and page number."""
    level: int
    """1 or 2."""
    parent: int
    """Index of the entry of level 1 above it, -1 for none."""

    @property
    def form(self) -> str:
        """For comparing with a head in the text."""
        return compare_form(self.title)


class Contents(NamedTuple):
    """What the contents block says; empty when there is none."""

    head: Line | None = None
    entries: tuple[Entry, ...] = ()
    start: int = 0
    end: int = 0
    """Half-open range of the lines it takes up."""

    @property
    def two_levels(self) -> bool:
        """Whether some entry stands under another."""
        return any(entry.level == 2 for entry in self.entries)

    def forms(self) -> frozenset[str]:
        """The titles, for comparing."""
        return frozenset(entry.form for entry in self.entries if entry.form)


def is_contents_head(text: str) -> bool:
    """本期目录 and its like, with or without brackets and blanks."""
    bare = squeeze(bracket_head(text) or text).strip("[]《》〈〉—-=*※■◆·：:#").upper()
    return bare in _HEADS


def find_contents(lines: Sequence[Line], start: int) -> Contents:
    """The contents block at or after index `start`."""
    for index in range(start, min(start + _SEARCHED, len(lines))):
        if is_contents_head(lines[index].text):
            end = _block_end(lines, index + 1)
            if end > index + 1:
                return Contents(lines[index], _entries(lines[index + 1 : end]), index, end)
    end = _block_end(lines, start)
    if end - start < 2 or not all(_bare_entry(line.text) for line in lines[start:end]):
        return Contents()
    later = frozenset(heads_of(line.text for line in lines[end:]))
    entries = _entries(lines[start:end])
    confirmed = sum(1 for entry in entries if entry.form in later)
    return (
        Contents(None, entries, start, end) if confirmed * 2 > len(entries) and confirmed > 1 else Contents()
    )


def heads_of(texts: Iterable[str]) -> Iterable[str]:
    """The comparable forms of whatever each line may be the head of: the whole, or its lead sentence."""
    for text in texts:
        yield from head_forms(text)


def head_forms(text: str) -> tuple[str, ...]:
    """The whole line without its mark, and its lead sentence."""
    bare = without_mark(text)
    whole = compare_form(bare) if len(bare) <= 2 * _ENTRY_LIMIT else ""
    lead = split_lead(bare)
    return (whole, compare_form(lead.title)) if lead.rest or lead.stop else (whole,)


def without_mark(text: str) -> str:
    """`text` without number, bullet, emphasis and brackets at its head."""
    bare = text.strip("*#").strip()
    if inner := bracket_head(bare):
        return inner
    mark = read_mark(bare)
    return bare[mark.end :] if mark else bare


def without_page(text: str) -> str:
    """A contents line without dotted leaders and the page number behind them."""
    end = len(text)
    if text[-1] in "）)":
        end -= 1
    digits = end
    while digits and text[digits - 1] in "0123456789" and end - digits < 4:
        digits -= 1
    if digits == end:
        return text.rstrip(".…·․‥ \t\u3000")
    at = digits - 1 if digits and end < len(text) and text[digits - 1] in "（(" else digits
    bare = text[:at].rstrip(_LEADERS)
    leaders = text[len(bare) : at]
    dotted = len(squeeze(leaders)) > 1 or "…" in leaders
    if bare and (dotted or "\t" in leaders or "\u3000" in leaders or "  " in leaders or end < len(text)):
        return bare
    return text


def _block_end(lines: Sequence[Line], start: int) -> int:
    """Index behind the last entry: the text begins where an entry returns, or with the first long line."""
    seen: set[str] = set()
    bracketed = False
    for index in range(start, len(lines)):
        text = lines[index].text
        if is_rule(text):
            return index
        if len(text) > _ENTRY_LIMIT or text[-1] in "。；" or text.startswith(("编者按", "卷首语")):
            return index
        bare = without_mark(without_page(text))
        form = compare_form(bare)
        head = bool(bracket_head(text))
        if form in seen or (head and seen and not bracketed):
            return index
        if "编者按" in bare[:4] or bare in {"卷首语", "前言"}:
            return index
        if compare_form(split_lead(bare).title) in seen:
            return index
        bracketed = bracketed or head
        if form:
            seen.add(form)
    return start


def _bare_entry(text: str) -> bool:
    mark = read_mark(text)
    return (mark is not None and mark.numbered) or without_page(text) != text


def _entries(lines: Sequence[Line]) -> tuple[Entry, ...]:
    least = min(line.indent for line in lines)
    by_indent = any(line.indent > least for line in lines) and lines[0].indent == least
    first = _shape(lines[0].text)
    entries: list[Entry] = []
    parent = -1
    for line in lines:
        title = without_mark(without_page(line.text))
        level = 2 if (line.indent > least if by_indent else _shape(line.text) != first) else 1
        if level == 1:
            parent = len(entries)
        entries.append(Entry(line, title, level, parent if level == 2 else -1))
    return tuple(entries)


def _shape(text: str) -> str:
    if bracket_head(text):
        return "【"
    mark = read_mark(text)
    return mark.form if mark else ""
