"""Where to save a copy: one field for a path. Pushed by `tui.saving`; goes when the copy is written, or on Escape."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing_tui.i18n import _
from briefing_tui.tui.screens.dialogue import Dialogue

_LIMIT = 1000
"""Characters of a path."""


class AskPathScreen(Dialogue, inherit_bindings=False):
    """The box. `write` is given the path and says what went wrong; empty when it is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
    ]

    def __init__(self, path: str, write: Callable[[str], str]) -> None:
        super().__init__()
        self._path = path
        self._write = write
        self._fault = Static()

    def heading(self) -> str:
        """What it is for."""
        return _("Save a copy to")

    def footing(self) -> str:
        """Its keys."""
        return _("Enter saves, Esc goes back; nothing that exists is replaced")

    def parts(self) -> Iterable[Widget]:
        """The field, and what went wrong."""
        field = Input(self._path, compact=True, max_length=_LIMIT, select_on_focus=False)
        field.cursor_blink = False
        yield field
        yield self._fault

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            path = str(Path(event.value.strip()).expanduser())
        except RuntimeError:  # ~somebody who does not exist
            path = event.value.strip()
        fault = self._write(path) if event.value.strip() else _("a path is wanted")
        if fault:
            self._fault.update(Content(fault))
        else:
            self.action_close()
