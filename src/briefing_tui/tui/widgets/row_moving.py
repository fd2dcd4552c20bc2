"""The moving keys of a screen with lists: what acts beside it (`RestingScreen.acting`)."""

from collections.abc import Callable

from briefing_tui.tui.widgets.rows import RowsView


class RowMoving:
    """Moves in the list that the screen names, each time anew."""

    def __init__(self, rows: Callable[[], RowsView], pages: Callable[[], RowsView] | None = None) -> None:
        """`pages` names what goes by screenfuls where that is another list."""
        self._rows = rows
        self._pages = pages or rows

    def action_line_down(self) -> None:
        """Key j ↓."""
        self._rows().move(1)

    def action_line_up(self) -> None:
        """Key k ↑."""
        self._rows().move(-1)

    def action_page_down(self) -> None:
        """Key Space, PgDn."""
        self._pages().page(1)

    def action_page_up(self) -> None:
        """Key u, PgUp."""
        self._pages().page(-1)

    def action_top(self) -> None:
        """Key g."""
        self._rows().to_top()

    def action_bottom(self) -> None:
        """Key G."""
        self._rows().to_bottom()
