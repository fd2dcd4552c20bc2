"""The first page on its way to the terminal, before the framework is there: in which window, with which colours, and what if it fails.

Called by `early_page` and `early_library`, which say what stands in the rows; loads no framework. It is only ever a picture: the app draws the
same cells over it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.tui.look.looks import RowPiece
from briefing_tui.tui.look.theme_data import theme_data, theme_name
from briefing_tui.tui.options import theme_choice
from briefing_tui.tui.terminal.answers import shows_links
from briefing_tui.tui.terminal.early_screen import EarlyScreen, terminal_size
from briefing_tui.tui.widgets.painting import Painter, PaintTerms, colours_of

if TYPE_CHECKING:
    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.options import AppOptions


class Window(NamedTuple):
    """Cells."""

    columns: int
    rows: int

    def has_room(self, least: tuple[int, int]) -> bool:
        """Whether a screen that needs so many columns and rows fits."""
        return self.columns >= least[0] and self.rows >= least[1]


Rows = Sequence[Sequence[RowPiece]]
"""All rows of a window; none when it is not to be painted."""


class Paper(NamedTuple):
    """What is painted on."""

    early: EarlyScreen
    fileno: int
    """Of the terminal."""
    environ: Mapping[str, str]


def paint_first(
    paper: Paper, options: "AppOptions", state: "NoState", rows_for: Callable[[Window], Rows]
) -> None:
    """Paint what `rows_for` says of the window. A fault of it is noted and stops nobody."""
    early = paper.early
    try:
        rows = rows_for(Window(*terminal_size(paper.fileno)))
        if rows:
            painter = painter_for(options, state, paper.environ)
            early.paint("".join(painter.row(pieces, row) for row, pieces in enumerate(rows)))
    except Exception as error:  # noqa: BLE001 - a picture alone: the app begins all the same, or tells the fault itself
        from briefing_tui.tui.terminal import crash  # loads traceback

        crash.record(error, options.log_directory)
        early.leave()


def painter_for(options: "AppOptions", state: "NoState", environ: Mapping[str, str]) -> Painter:
    """With the theme that the app will use, as far as it is known."""
    background = options.answers.background or options.background
    name = theme_name(theme_choice(options, state), environ, background, options.own_themes)
    terms = PaintTerms(colours_of(environ), options.ambiguous, shows_links(environ))
    return Painter(theme_data(name, options.own_themes), terms)
