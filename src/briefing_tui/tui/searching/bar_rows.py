"""Counts as rows with bars: a name, how many, and a bar as long as its share of the largest.

Made by the statistics screen. The bars are Rich's (`rich.bar`), an eighth of a cell fine; where block characters are two
cells wide they are written as `#`, and the number stands before every bar, so neither width nor colour carries
anything alone. Widths are cells.
"""

from collections.abc import Sequence

from rich.bar import Bar
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from briefing_tui.i18n import _
from briefing_tui.library.search.statistics import Count
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate

_LEAST_BAR = 8
"""Cells that a bar keeps when names are long."""
_ASCII = str.maketrans({"█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": " ", "▎": " ", "▏": " "})


class BarRows(RowsView):
    """One row a count. With `issue_bars` a second bar shows the issues, before that of the items."""

    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.counts: Sequence[Count] = ()
        self.issue_bars = False
        self._empty = self._name_head = ""

    def show(
        self,
        counts: Sequence[Count],
        *,
        name_head: str = "",
        issue_bars: bool,
        empty: str,
        cursor: int | None = None,
    ) -> None:
        """Other counts under the head `name_head`; `empty` is said when there are none, `cursor` is the row to stand on."""
        self._name_head = name_head
        if (counts, issue_bars, empty) == (self.counts, self.issue_bars, self._empty):
            return
        self.counts, self.issue_bars, self._empty = counts, issue_bars, empty
        self.rows_changed(cursor)

    def heads(self, width: int) -> str:
        """The heads of the columns over their numbers; empty when there are none."""
        if not self.counts:
            return ""
        names = self.name_cells(width)
        issue_cells, item_cells = self.number_cells()
        name = pad(truncate(self._name_head, names, self.ambiguous), names, self.ambiguous)
        issues = _right(_("Issues"), issue_cells, self.ambiguous)
        items = _right(_("Items"), item_cells + 1, self.ambiguous)
        return f" {name} {issues} {' ' * self.issue_share(width)}{items}"

    def row_total(self) -> int:
        """One for each count, or a line that there is none."""
        return max(1, len(self.counts))

    def selectable(self, index: int) -> bool:
        """Every count."""
        return bool(self.counts)

    def row(self, index: int, width: int) -> list[StyledText]:
        """Name, numbers, bars."""
        if not self.counts:
            return [(f" {truncate(self._empty, width - 1, self.ambiguous)}", "faint")]
        count = self.counts[index]
        names = self.name_cells(width)
        name = pad(truncate(clean_line(count.name), names, self.ambiguous), names, self.ambiguous)
        issues, items = str(count.issues), str(count.items)
        issue_cells, item_cells = self.number_cells()
        room = width - names - issue_cells - item_cells - 6
        pieces = [(f" {name} ", ""), (f"{issues:>{issue_cells}} ", "faint" if not self.issue_bars else "")]
        if self.issue_bars:
            share = self.issue_share(width)
            pieces += [(self._bar(count.issues, self._most_issues(), share - 1) + " ", "chart.2")]
            room -= share
        pieces += [
            (f" {items:>{item_cells}} ", "key"),
            (self._bar(count.items, self._most_items(), room), "chart"),
        ]
        return pieces

    def render_line(self, y: int) -> Strip:
        """As the base's, but the cursor is on name and numbers alone: where it is reverse it would turn a bar inside out."""
        index, width = y + self.scroll_offset.y, self.size.width
        if index != self.cursor or not self.counts:
            return super().render_line(y)
        base, styles = self.rich_style, self._theme()
        over = styles[self._cursor_look()]
        segments = [
            Segment(text, base + styles[look] + (Style.null() if look.startswith("chart") else over))
            for text, look in self.row(index, width)
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def name_cells(self, width: int) -> int:
        """Cells of the column of names."""
        names = (cell_width(clean_line(count.name), self.ambiguous) for count in self.counts)
        longest = max(names, default=4)
        return max(4, min(max(longest, cell_width(self._name_head, self.ambiguous)), width * 2 // 5))

    def number_cells(self) -> tuple[int, int]:
        """Cells of the columns of issues and items."""
        return (
            max(cell_width(_("Issues"), self.ambiguous), len(str(self._most_issues()))),
            max(3, cell_width(_("Items"), self.ambiguous) - 1, len(str(self._most_items()))),
        )

    def issue_share(self, width: int) -> int:
        """Cells of the column of issue bars, with the blank behind it."""
        return max(_LEAST_BAR, (width - self.name_cells(width)) // 4) if self.issue_bars else 0

    def _most_issues(self) -> int:
        return max((count.issues for count in self.counts), default=0)

    def _most_items(self) -> int:
        return max((count.items for count in self.counts), default=0)

    def _bar(self, value: int, most: int, cells: int) -> str:
        """A bar without the blanks behind it; at least a sliver for what is not nothing."""
        if not value or cells < 1:
            return " " * max(cells, 0) if self.issue_bars else ""
        console = self.app.console
        options = console.options.update(width=cells)
        text = "".join(segment.text for segment in console.render(Bar(most, 0, value), options)).rstrip("\n")
        if self.ambiguous == 2:
            text = text.translate(_ASCII)
        if not text.strip():
            text = ("#" if self.ambiguous == 2 else "▏") + text[1:]
        return text


def _right(text: str, cells: int, ambiguous: int) -> str:
    return " " * (cells - cell_width(text, ambiguous)) + text
