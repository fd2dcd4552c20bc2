"""What a terminal too small for the panes shows instead of them; it goes when the terminal grows again.

Pushed and popped by the app alone, above whatever screen is there, which keeps its place.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from briefing_tui.tui.widgets.resting import RestingScreen


class SizeGuard(RestingScreen, inherit_bindings=False):
    """Shows one message, which says how large the terminal must be."""

    DEFAULT_CSS = """
    SizeGuard { align: center middle; }
    SizeGuard > Static { width: auto; height: auto; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,Q,ctrl+q", "app.leave", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
    ]

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

    def compose(self) -> ComposeResult:
        """The message."""
        yield Static(Content(self._message))
