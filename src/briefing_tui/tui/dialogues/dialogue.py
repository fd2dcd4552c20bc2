"""A box over the screen it was called from, with a heading, a body and a line of keys: help, palette, bookmarks.

The screen below stays in sight, at rest (`resting`). A dialogue answers Escape by going; what it was asked for it does
after it has gone, on the screen below.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from briefing_tui.tui.host import Host, host_of
from briefing_tui.tui.look import style_sheets
from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.rows import RowsView

MOVING: tuple[BindingType, ...] = (
    Binding("down", "move(1)", show=False),
    Binding("up", "move(-1)", show=False),
    Binding("pagedown,ctrl+f", "page(1)", show=False),
    Binding("pageup,ctrl+b", "page(-1)", show=False),
    Binding("ctrl+c", "app.interrupt", show=False),
    Binding("ctrl+q", "app.leave", show=False),
)
"""Keys of every dialogue, also while a field in it is typed into."""
STEPS: tuple[BindingType, ...] = (
    Binding("j", "move(1)", show=False),
    Binding("k", "move(-1)", show=False),
)
"""One row by letters."""
LETTERS: tuple[BindingType, ...] = (
    *STEPS,
    Binding("space", "page(1)", show=False),
    Binding("u,backspace", "page(-1)", show=False),
    Binding("g,home", "end(-1)", show=False),
    Binding("G,end", "end(1)", show=False),
    Binding("enter", "choose", show=False),
)
"""All of it by letters, where nothing is typed."""


class Dialogue(ModalScreen[None], RestingScreen, inherit_bindings=False):
    """The box. Subclasses give its parts and bind its keys."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    CSS_PATH = style_sheets.DIALOGUE
    least: ClassVar[tuple[int, int] | None] = None

    rows: RowsView
    closing = False
    """It was asked to go; keys that were typed behind that find it still there."""

    @cached_property
    def host(self) -> Host:
        """What goes beyond this screen."""
        return host_of(self)

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""
        return self.host.writable

    def heading(self) -> str:
        """The first line."""
        raise NotImplementedError

    def footing(self) -> str:
        """The last line: its keys."""
        raise NotImplementedError

    def parts(self) -> Iterable[Widget]:
        """What stands between them; `rows` is among it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box and its lines."""
        with Vertical(id="box"):
            yield Static(Content(self.heading()), id="heading")
            yield from self.parts()
            yield Static(Content(self.footing()), id="footing")

    @property
    def inner_cells(self) -> int:
        """Columns (cells) between the sides of the box: `dialogue.tcss` gives it 92 % of the terminal, at most 84."""
        return min(84, self.app.size.width * 92 // 100) - 2

    def fit_rows(self, total: int) -> None:
        """Give the list `total` rows, or as many as the terminal has room for."""
        around = sum(1 for _widget in self.query("#box > *")) - 1 + 2
        self.rows.styles.height = max(1, min(total, self.app.size.height - around - 2))

    def action_move(self, step: int) -> None:
        """One row."""
        self.rows.move(step)

    def action_page(self, step: int) -> None:
        """One screenful."""
        self.rows.page(step)

    def action_end(self, step: int) -> None:
        """The first or the last row."""
        if step < 0:
            self.rows.to_top()
        else:
            self.rows.to_bottom()

    def action_choose(self) -> None:
        """Enter: the row of the cursor."""
        self.rows.choose()

    def action_close(self) -> None:
        """Back to the screen below; once, however often Escape was pressed in the same breath."""
        if not self.closing:
            self.closing = True
            self.dismiss(None)


class WrappedRows(RowsView):
    """Rows of texts that are wrapped."""

    def lay_out(self, width: int) -> int:
        """Wrap to a width in cells; the rows it takes."""
        raise NotImplementedError


class WrappedDialogue(Dialogue, inherit_bindings=False):
    """A box whose rows are wrapped to it, anew with each width."""

    rows: WrappedRows

    def on_mount(self) -> None:
        """The first row that can be chosen is."""
        self.fit()
        self.rows.focus()
        self.rows.rows_changed(0)

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self.fit()

    def fit(self) -> None:
        """Wrap to the box, which is as high as that needs and the terminal allows."""
        self.fit_rows(self.rows.lay_out(self.inner_cells))
        self.rows.rows_changed()
