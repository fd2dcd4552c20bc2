"""Text measured and cut for the framework: the part of the hooks that counts cells.

`framework` puts these in place of the functions of Rich and Textual, so that one measure serves the whole program: that of
`typeset.width`, in which every character has its cells for itself. Whatever the framework cuts a line into, for a cursor, a
selection or a hit, the parts are together as wide as the line. Widths and places are cells, indices are characters.

Two characters are wider here than there, since a strip shows something else in their place: one that would act on
the terminal takes one cell, and so does a frame on a terminal that would give it two (`framework` says what is shown).
"""

# The hooks keep the framework's signatures (ARG001) and reach for its private names (SLF001): that is this module's work.
# ruff: noqa: ARG001, SLF001

from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate
from types import ModuleType
from typing import TYPE_CHECKING, Any

import rich._unicode_data
import rich.cells
import rich.segment
import textual._segment_tools
from rich.segment import Segment
from rich.text import Text
from textual.content import Content
from textual.expand_tabs import expand_tabs_inline
from textual.strip import Strip

from briefing_tui.text.clean import UNSAFE
from briefing_tui.tui.terminal.drawing.shown import TABLES, is_plain
from briefing_tui.typeset.width import ELLIPSIS, char_width

if TYPE_CHECKING:
    from textual.widgets import Input

SUBSTITUTE = "\u2426"
"""What a field draws in its place, a cell wide."""


class _Measure:
    """What `measure_with` was last told."""

    cells = TABLES[1].__getitem__


def measure_with(ambiguous: int) -> None:
    """From now on “ ” … and their like take 1 or 2 cells; what the framework remembers of the other measure is dropped."""
    _Measure.cells = TABLES[ambiguous].__getitem__
    for cache in (rich.cells.cached_cell_len, Strip.blank, split_segment):
        cache.cache_clear()


def hooks(loaded: Callable[..., list[ModuleType]]) -> Iterable[tuple[object, str, object]]:
    """Owner, name and our value of everything replaced here; `loaded` gives those of the named modules that are loaded."""
    for module in (rich.cells, rich.segment, *loaded("textual._wrap")):
        yield module, "get_character_cell_size", character_cells
    for module in (rich.cells, rich.segment):
        yield module, "_is_single_cell_widths", is_plain
    for name, function in (
        ("_cell_len", cell_len),
        ("_split_text", split_text),
        ("split_graphemes", split_graphemes),
    ):
        yield rich.cells, name, function
    yield rich.cells, "load_cell_table", cell_table
    yield rich._unicode_data, "load", cell_table
    yield Segment, "_split_cells", staticmethod(split_segment)
    for module in loaded("textual._segment_tools", "textual._styles_cache"):
        yield module, "line_trim", line_trim
    yield Text, "truncate", text_truncate
    yield Content, "truncate", content_truncate
    yield Content, "fold", content_fold
    yield Content, "right_crop", content_right_crop
    yield Content, "extend_style", content_extend_style
    yield Content, "expand_tabs", content_expand_tabs
    yield Content, "_wrap_and_format", content_wrap


def field_hooks(fields: ModuleType) -> Iterable[tuple[object, str, object]]:
    """Those of the module of the field of one line."""
    yield fields, "get_character_cell_size", character_cells
    yield fields, "expand_tabs_inline", blanks_for_tabs
    yield fields.Input, "_value", FIELD_TEXT
    yield fields.Input, "_cell_offset_to_index", field_index


# Measuring


def character_cells(character: str, unicode_version: str = "auto") -> int:
    """Cells of one character."""
    return _Measure.cells(character)


def cell_len(text: str, unicode_version: str = "auto") -> int:
    """Cells of a text of one line."""
    return len(text) if is_plain(text) else sum(map(_Measure.cells, text))


def split_graphemes(text: str, unicode_version: str = "auto") -> tuple[list[tuple[int, int, int]], int]:
    """Each character with the marks behind it that take no cell: first index, end, cells; and the cells of all."""
    spans: list[tuple[int, int, int]] = []
    for index, cells in enumerate(map(_Measure.cells, text)):
        if cells or not spans:
            spans.append((index, index + 1, cells))
        else:
            first, _end, own = spans[-1]
            spans[-1] = (first, index + 1, own)
    return spans, sum(cells for _first, _end, cells in spans)


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, int, int], ...]:
    """Every character that is not one cell wide in a one-cell terminal: first, last, cells. For Rich's own readers."""
    found: list[tuple[int, int, int]] = []
    for code in range(0x110000):
        width = char_width(chr(code))
        if width == 1:
            continue
        if found and found[-1][1] == code - 1 and found[-1][2] == width:
            found[-1] = (found[-1][0], code, width)
        else:
            found.append((code, code, width))
    return tuple(found)


class _CellTable:
    """Stands for Rich's table. Its readers are replaced too, so the ranges are built only if somebody asks."""

    unicode_version = "auto"
    narrow_to_wide: frozenset[str] = frozenset()

    @property
    def widths(self) -> tuple[tuple[int, int, int], ...]:
        return _ranges()


_TABLE = _CellTable()


def cell_table(unicode_version: str = "auto") -> _CellTable:
    """The table, whatever the version of Unicode asked for."""
    return _TABLE


# Cutting


def split_text(text: str, cell_position: int, unicode_version: str = "auto") -> tuple[str, str]:
    """The two parts of a text; half a wide character becomes a blank on either side, and its marks go."""
    if cell_position <= 0:
        return "", text
    ends = list(accumulate(map(_Measure.cells, text)))
    at = bisect_right(ends, cell_position)
    if at == len(text) or ends[at] - cell_position == _Measure.cells(text[at]):
        return text[:at], text[at:]
    return f"{text[:at]} ", f" {text[bisect_right(ends, ends[at]) :]}"


@lru_cache(maxsize=16384)
def split_segment(segment: Segment, cut: int) -> tuple[Segment, Segment]:
    """As `split_text`, with the style of the whole; a `cut` beyond the end leaves the segment as it is."""
    text, style, control = segment
    left, right = split_text(text, cut)
    return (segment if left == text else Segment(left, style, control)), Segment(right, style, control)


def shortened(text: str, cells: int) -> str:
    """The beginning of a text that is wider than `cells`, to fill them with a `…` behind; without one where it has no room."""
    mark = _Measure.cells(ELLIPSIS)
    if cells < mark:
        return rich.cells.set_cell_size(text, cells)
    return rich.cells.set_cell_size(text, cells - mark) + ELLIPSIS


_stock_text_truncate: Callable[..., None] = Text.truncate
_stock_content_truncate: Callable[..., Content] = Content.truncate
_stock_content_expand_tabs: Callable[..., Content] = Content.expand_tabs
_stock_content_extend_style: Callable[..., Content] = Content.extend_style
_stock_content_wrap: Callable[..., Any] = Content._wrap_and_format


def text_truncate(self: Text, max_width: int, *, overflow: Any = None, pad: bool = False) -> None:
    """As the stock one, which takes the `…` for one cell."""
    if (overflow or self.overflow) == "ellipsis" and cell_len(self.plain) > max_width:
        self.plain = shortened(self.plain, max_width)
    else:
        _stock_text_truncate(self, max_width, overflow=overflow, pad=pad)


def content_truncate(self: Content, max_width: int, *, ellipsis: bool = False, pad: bool = False) -> Content:
    """As the stock one, which takes the `…` for one cell."""
    if ellipsis and self.cell_length > max_width:
        text = shortened(self.plain, max_width)
        return Content(text, self._trim_spans(text, self._spans), max_width, strip_control_codes=False)
    return _stock_content_truncate(self, max_width, ellipsis=ellipsis, pad=pad)


def content_fold(self: Content, width: int) -> list[Content]:
    """Lines of at most `width` cells, 2 at least; the stock one loses text that has marks without width."""
    parts = rich.cells.chop_cells(self.plain, max(width, 2))
    return self.divide(list(accumulate(map(len, parts)))[:-1]) if parts else [self]


def content_right_crop(self: Content, amount: int = 1) -> Content:
    """Without so many characters at the end. The stock one takes each for one cell."""
    text = self.plain[: max(len(self.plain) - amount, 0)]
    return Content(text, self._trim_spans(text, self._spans), strip_control_codes=False)


def content_extend_style(self: Content, spaces: int) -> Content:
    """With so many blanks behind it. The stock one forgets them in a length that is known."""
    made = _stock_content_extend_style(self, spaces)
    if spaces > 0:
        made._cell_length = None
    return made


def content_expand_tabs(self: Content, tab_size: int = 8) -> Content:
    """Blanks for tabs. The stock one counts characters when there are no spans."""
    if self._spans or "\t" not in self.plain:
        return _stock_content_expand_tabs(self, tab_size)
    return Content("\n".join(expand_tabs_inline(line, tab_size) for line in self.plain.split("\n")))


def content_wrap(
    self: Content,
    width: int,
    align: Any = "left",
    overflow: Any = "fold",
    no_wrap: bool = False,
    **named: Any,
) -> Any:
    """As the stock one, which takes characters for cells where lines are to be folded without being wrapped: they are wrapped."""
    return _stock_content_wrap(self, width, align, overflow, no_wrap and overflow != "fold", **named)


def line_trim(segments: list[Segment], start: bool, end: bool) -> list[Segment]:
    """A line without its first or last cell. The stock one takes the last segment's characters for cells."""
    total = sum(segment.cell_length for segment in segments)
    return textual._segment_tools.line_crop(segments, int(start), total - int(end), total)


# A field of one line, in which a tab is a blank as on the page; the stock one has three opinions of its width


def field_text(self: "Input") -> Text:
    """The text of a field as it is drawn, a character for each of its value's."""
    shown = "•" * len(self.value) if self.password else UNSAFE.sub(SUBSTITUTE, self.value.replace("\t", " "))
    text = Text(shown, no_wrap=True, overflow="ignore", end="")
    return text if self.password or self.highlighter is None else self.highlighter(text)


FIELD_TEXT = property(field_text)


def blanks_for_tabs(line: str, tab_size: int = 4) -> str:
    """The beginning of a field's text, to be measured."""
    return line.replace("\t", " ")


def field_index(self: "Input", offset: int) -> int:
    """The character drawn at a cell of a field. The stock one takes cells for characters behind the end."""
    cells = accumulate(map(_Measure.cells, self.value))
    return bisect_right(list(cells), offset + self.scroll_offset.x)
