"""What a terminal too small for the panes shows instead of them; it goes when the terminal grows again.

Pushed and popped by `SizeWatch`, a part of the app, above whatever screen is there, which keeps its place.
"""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from briefing_tui.i18n import _
from briefing_tui.tui.host import Listing
from briefing_tui.tui.widgets.resting import RestingScreen, least_of


class SizeGuard(RestingScreen, inherit_bindings=False):
    """Shows one message, which says how large the terminal must be."""

    DEFAULT_CSS = """
    SizeGuard { align: center middle; }
    SizeGuard > Static { width: auto; max-width: 100%; height: auto; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "app.leave_small", show=False),
        Binding("Q,ctrl+q", "app.leave", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
    ]

    least: ClassVar[tuple[int, int] | None] = None

    def __init__(self, message: str, columns: int, rows: int) -> None:
        super().__init__()
        self._message = message
        self._least = (columns, rows)

    def on_screen_resume(self) -> None:
        """Shown again when a screen above it went: an issue that came while the terminal was small may have been there."""
        if self.app.size.width >= self._least[0] and self.app.size.height >= self._least[1]:
            self.app.call_later(self._go)

    def _go(self) -> None:
        """Not from below a dialogue that came meanwhile: the framework would take that one away and this one twice."""
        if self.is_current and self.app.screen is self:
            self.dismiss(None)

    def retell(self, message: str) -> None:
        """The terminal has another size, and is still too small."""
        if message != self._message:
            self._message = message
            self.query_one(Static).update(Content(message))

    def compose(self) -> ComposeResult:
        """The message."""
        yield Static(Content(self._message))


def too_small(columns: int, rows: int, least: tuple[int, int]) -> str:
    """What the message says, on short lines: both sizes, and the way out."""
    return "\n".join(
        (
            _("Terminal too small"),
            _("now {columns}×{rows}, needed {least_columns}×{least_rows}").format(
                columns=columns, rows=rows, least_columns=least[0], least_rows=least[1]
            ),
            _("make it larger, or leave with q"),
        )
    )


class SizeWatch:
    """Puts the message over a screen for which the terminal is too small, and takes it away. Made when that first happens."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._guarded = False

    def look(self, columns: int, rows: int) -> None:
        """The terminal has this size now, or another screen is in front."""
        app = self._app
        least = least_of(app.screen_stack)
        small = columns < least[0] or rows < least[1]
        guard = app.screen if isinstance(app.screen, SizeGuard) else None
        if small and guard is not None:
            guard.retell(too_small(columns, rows, least))
        if small == self._guarded:
            return
        self._guarded = small
        if small:
            app.push_screen(SizeGuard(too_small(columns, rows, least), *least))
        elif guard is not None:
            app.pop_screen()

    def back(self) -> bool:
        """Leave a list below the message, when there is one and a screen below that; whether it was."""
        stack = self._app.screen_stack
        if len(stack) < 3 or not isinstance(stack[-2], Listing):
            return False
        self._guarded = False
        self._app.pop_screen()
        self._app.pop_screen()
        return True
