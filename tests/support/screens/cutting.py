"""Laws of whatever cuts: a cut to n cells has n cells, and its parts have together those of the whole.

Each law takes any text of one line and any number of cells, and looks at one function of the framework or a few. Used by
test_measuring.py, which puts texts to them, and by test_measuring_canary.py, which sees that none is missing.
"""

import io
from collections.abc import Callable, Iterable
from typing import Any

import rich.cells
import textual._cells
import textual._segment_tools as tools
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import expand_tabs
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip

BOLD = Style(bold=True)
BLANK = Style()
CONSOLE = Console(file=io.StringIO(), width=200)


def cells(line: Strip | Iterable[Segment]) -> int:
    """Cells of what is drawn, segment by segment."""
    return sum(segment.cell_length for segment in line)


def line(text: str) -> list[Segment]:
    """The text in segments of one character and of more."""
    at = len(text) // 3
    parts = text[:at], text[at : at + 1], text[at + 1 :]
    return [Segment(part, BOLD) for part in parts if part]


def strip_has(strip: Strip, count: int) -> None:
    assert strip.cell_length == count
    assert cells(strip) == count


def letters(lines: Iterable[Any]) -> str:
    """All but blanks, of what has a plain text."""
    return "".join(char for one in lines for char in one.plain if not char.isspace())


# Rich


def set_cell_size(text: str, n: int) -> None:
    assert cell_len(rich.cells.set_cell_size(text, n)) == n


def split_text(text: str, n: int) -> None:
    left, right = rich.cells.split_text(text, n)
    assert cell_len(left) == min(n, cell_len(text))
    assert cell_len(left) + cell_len(right) == cell_len(text)


def chop_cells(text: str, n: int) -> None:
    lines = rich.cells.chop_cells(text, n + 2)
    assert sum(map(cell_len, lines)) == cell_len(text)
    assert all(cell_len(one) <= n + 2 for one in lines)


def split_graphemes(text: str, _n: int) -> None:
    spans, total = rich.cells.split_graphemes(text)
    assert "".join(text[start:end] for start, end, _cells in spans) == text
    assert [own for _start, _end, own in spans] == [cell_len(text[start:end]) for start, end, _cells in spans]
    assert total == cell_len(text)


def split_cells(text: str, n: int) -> None:
    left, right = Segment(text, BOLD).split_cells(n)
    assert left.cell_length == min(n, cell_len(text))
    assert left.cell_length + right.cell_length == cell_len(text)


def segment_divide(text: str, n: int) -> None:
    whole = cell_len(text)
    cuts = sorted({min(n, whole), min(2 * n + 1, whole), whole})
    parts = list(Segment.divide(line(text), cuts))
    ends = [sum(map(cells, parts[: at + 1])) for at in range(len(parts))]
    assert ends[: len(cuts)] == cuts[: len(ends)]
    assert ends[-1:] == [whole] or not text


def adjust_line_length(text: str, n: int) -> None:
    assert cells(Segment.adjust_line_length(line(text), n)) == n


def split_and_crop_lines(text: str, n: int) -> None:
    lines = Segment.split_and_crop_lines(line(text), n, include_new_lines=False)
    assert [cells(one) for one in lines] == [n] * bool(text)


def set_shape(text: str, n: int) -> None:
    assert [cells(one) for one in Segment.set_shape([line(text)], n, 1)] == [n]


def get_shape(text: str, _n: int) -> None:
    assert Segment.get_shape([line(text)]) == (cell_len(text), 1)
    assert Segment.get_line_length(line(text)) == cell_len(text)


def text_truncate(text: str, n: int) -> None:
    for overflow in ("crop", "ellipsis"):
        for pad in (False, True):
            made = Text(text, end="")
            whole = made.cell_len
            made.truncate(n, overflow=overflow, pad=pad)
            assert made.cell_len == (n if pad else min(n, whole))


def text_tabs(text: str, n: int) -> None:
    made = Text(f"{text}\t{text}")
    shown = expand_tabs.expand_tabs_inline(made.plain, n + 1)
    made.expand_tabs(n + 1)
    assert made.cell_len == cell_len(shown)


def text_align(text: str, n: int) -> None:
    for how in ("left", "center", "right"):
        made = Text(text)
        made.align(how, n)
        assert made.cell_len == n


def text_wrap(text: str, n: int) -> None:
    lines = Text(text).wrap(CONSOLE, n + 2)
    assert all(one.cell_len <= n + 2 for one in lines)
    assert letters(lines) == letters([Text(text)])


# Textual


def crop(text: str, n: int) -> None:
    whole = cell_len(text)
    strip_has(Strip(line(text)).crop(0, n), min(n, whole))
    strip_has(Strip(line(text)).crop(n), max(0, whole - n))
    strip_has(Strip(line(text)).crop(n // 2, n), max(0, min(n, whole) - n // 2))


def crop_extend(text: str, n: int) -> None:
    strip_has(Strip(line(text)).crop_extend(n // 2, n, None), n - n // 2)


def crop_pad(text: str, n: int) -> None:
    strip_has(Strip(line(text)).crop_pad(n, 2, 3, BLANK), n + 5)


def adjust_cell_length(text: str, n: int) -> None:
    strip_has(Strip(line(text)).adjust_cell_length(n), n)


def extend_cell_length(text: str, n: int) -> None:
    strip_has(Strip(line(text)).extend_cell_length(n), max(n, cell_len(text)))


def strip_divide(text: str, n: int) -> None:
    whole = cell_len(text)
    cuts = sorted({min(n, whole), whole})
    parts = Strip(line(text)).divide(cuts)
    assert sum(map(cells, parts)) == whole
    assert [part.cell_length for part in parts] == [cells(part) for part in parts]


def strip_text_align(text: str, n: int) -> None:
    for how in ("left", "center", "right"):
        strip_has(Strip(line(text)).text_align(cell_len(text) + n, how), cell_len(text) + n)


def strip_align(text: str, n: int) -> None:
    for how in ("left", "center", "right"):
        width = cell_len(text) + n
        for one in Strip.align([Strip(line(text))], BLANK, width, 3, how, "middle"):
            strip_has(one, width)


def place_of_index(text: str, n: int) -> None:
    at = min(n, len(text))
    if text:
        assert tools.index_to_cell_position(line(text), at) == cell_len(text[:at])
        assert Strip(line(text)).index_to_cell_position(at) == cell_len(text[:at])


def line_crop(text: str, n: int) -> None:
    whole = cell_len(text)
    left, right = min(n // 2, whole), min(n, whole)
    if left < right:
        assert cells(tools.line_crop(line(text), left, right, whole)) == right - left


def line_trim(text: str, _n: int) -> None:
    whole = cell_len(text)
    for start, end in ((True, False), (False, True), (True, True)):
        assert cells(tools.line_trim(line(text), start, end)) == max(0, whole - start - end)


def align_lines(text: str, n: int) -> None:
    size = Size(cell_len(text) + n, 3)
    for how in ("left", "center", "right"):
        lines = tools.align_lines([line(text)], BLANK, size, how, "middle")
        assert {cells(one) for one in lines} == {size.width}


def column_at_cell(text: str, n: int) -> None:
    column = textual._cells.cell_width_to_column_index(text, n, 4)
    assert cell_len(text[:column]) <= n
    assert column == len(text) or cell_len(text[: column + 1]) > n


def tabs(text: str, n: int) -> None:
    tabbed = Content(f"{text}\t{text}").plain
    parts = expand_tabs.get_tab_widths(tabbed, n + 1)
    shown = expand_tabs.expand_tabs_inline(tabbed, n + 1)
    assert cell_len(shown) == sum(cell_len(part) + blanks for part, blanks in parts)
    assert Content(tabbed).expand_tabs(n + 1).cell_length == cell_len(shown)
    styled = Content(tabbed).stylize("bold").expand_tabs(n + 1)
    assert styled.cell_length == cell_len(styled.plain) == cell_len(shown)
    drawn = expand_tabs.expand_text_tabs_from_widths(Text(tabbed), [blanks for _part, blanks in parts])
    assert drawn.cell_len == cell_len(shown)


def content_truncate(text: str, n: int) -> None:
    for ellipsis in (False, True):
        for pad in (False, True):
            made = Content(text).truncate(n, ellipsis=ellipsis, pad=pad)
            assert (
                made.cell_length == cell_len(made.plain) == (n if pad else min(n, Content(text).cell_length))
            )


def content_fold(text: str, n: int) -> None:
    content = Content(text)
    lines = content.fold(n)
    assert "".join(one.plain for one in lines) == content.plain
    assert all(one.cell_length == cell_len(one.plain) <= max(n, 2) for one in lines)


def content_wrap(text: str, n: int) -> None:
    for options in ({}, {"no_wrap": True}, {"no_wrap": True, "overflow": "ellipsis"}):
        lines = Content(text)._wrap_and_format(n + 2, **options)
        assert all(one.content.cell_length == cell_len(one.plain) <= n + 2 for one in lines)
        assert "overflow" in options or letters(lines) == letters([Content(text)])


def content_right_crop(text: str, n: int) -> None:
    whole = Content(text)
    assert whole.cell_length == cell_len(whole.plain)  # known from now on
    made = whole.right_crop(n)
    assert made.plain == whole.plain[: max(len(whole.plain) - n, 0)]
    assert made.cell_length == cell_len(made.plain)


def content_extend_style(text: str, n: int) -> None:
    whole = Content(text)
    assert whole.cell_length == cell_len(whole.plain)  # known from now on
    made = whole.extend_style(n)
    assert made.plain == whole.plain + " " * n
    assert made.cell_length == cell_len(made.plain)


def content_right(text: str, n: int) -> None:
    made = Content(text).right(n)
    assert made.cell_length == cell_len(made.plain) == n


def content_size(text: str, n: int) -> None:
    content = Content(text)
    assert content.get_optimal_width({}, n) == cell_len(content.plain)
    assert content.get_minimal_width({}) <= cell_len(content.plain)
    assert content.get_height({}, n + 2) == len(content._wrap_and_format(n + 2))


LAWS: dict[str, Callable[[str, int], None]] = {
    "rich.cells.set_cell_size": set_cell_size,
    "rich.cells.split_text": split_text,
    "rich.cells._split_text": split_text,
    "rich.cells.chop_cells": chop_cells,
    "rich.cells.split_graphemes": split_graphemes,
    "rich.segment.Segment.split_cells": split_cells,
    "rich.segment.Segment._split_cells": split_cells,
    "rich.segment.Segment.divide": segment_divide,
    "rich.segment.Segment.adjust_line_length": adjust_line_length,
    "rich.segment.Segment.split_and_crop_lines": split_and_crop_lines,
    "rich.segment.Segment.set_shape": set_shape,
    "rich.segment.Segment.get_shape": get_shape,
    "rich.segment.Segment.get_line_length": get_shape,
    "rich.text.Text.truncate": text_truncate,
    "rich.text.Text.align": text_align,
    "rich.text.Text.expand_tabs": text_tabs,
    "rich.text.Text.wrap": text_wrap,
    "textual.strip.Strip.crop": crop,
    "textual.strip.Strip.crop_extend": crop_extend,
    "textual.strip.Strip.crop_pad": crop_pad,
    "textual.strip.Strip.adjust_cell_length": adjust_cell_length,
    "textual.strip.Strip.extend_cell_length": extend_cell_length,
    "textual.strip.Strip.divide": strip_divide,
    "textual.strip.Strip.text_align": strip_text_align,
    "textual.strip.Strip.align": strip_align,
    "textual.strip.Strip.index_to_cell_position": place_of_index,
    "textual._segment_tools.index_to_cell_position": place_of_index,
    "textual._segment_tools.line_crop": line_crop,
    "textual._segment_tools.line_trim": line_trim,
    "textual._segment_tools.align_lines": align_lines,
    "textual._cells.cell_width_to_column_index": column_at_cell,
    "textual.expand_tabs.get_tab_widths": tabs,
    "textual.expand_tabs.expand_tabs_inline": tabs,
    "textual.expand_tabs.expand_text_tabs_from_widths": tabs,
    "textual.content.Content.expand_tabs": tabs,
    "textual.content.Content.truncate": content_truncate,
    "textual.content.Content.fold": content_fold,
    "textual.content.Content.wrap": content_wrap,
    "textual.content.Content._wrap_and_format": content_wrap,
    "textual.content.Content.right": content_right,
    "textual.content.Content.right_crop": content_right_crop,
    "textual.content.Content.extend_style": content_extend_style,
    "textual.content.Content.get_optimal_width": content_size,
    "textual.content.Content.get_minimal_width": content_size,
    "textual.content.Content.get_height": content_size,
}
"""Function of the framework → what holds for it, any text and any number of cells."""
