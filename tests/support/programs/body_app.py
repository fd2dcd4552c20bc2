"""An app with one body editor, as forms have it: for tests, and started by them on a pseudo-terminal.

python body_app.py [--ambiguous 2] [FILE]      the file's text is loaded; ctrl+s writes it back, ctrl+q leaves
"""

import argparse
import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from briefing_tui.tui.authoring.body.editor import BodyEditor
from briefing_tui.tui.look import themes
from briefing_tui.tui.terminal.driver import driver_class
from briefing_tui.tui.terminal.framework import install
from briefing_tui.tui.terminal.guarded import GuardedApp


class BodyApp(GuardedApp[None], inherit_bindings=False):
    """The editor above a line that says what it said last."""

    CSS = "BodyEditor { height: 1fr; } #said { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", priority=True),
        Binding("ctrl+q", "quit", priority=True),
    ]

    def __init__(
        self, text: str = "", *, ambiguous: int = 1, file: str = "", read_only: bool = False
    ) -> None:
        install(ambiguous)
        name = themes.theme_name("auto", {"TERM": "xterm-256color"})
        super().__init__(driver_class=driver_class())
        for theme in themes.themes():
            self.register_theme(theme)
        self.theme = name
        self.animation_level = "none"
        self.editor = BodyEditor(ambiguous=ambiguous, read_only=read_only)
        self.edits = 0
        self.offers: list[BodyEditor.PasteOffered] = []
        self._text = text
        self._file = file

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.editor
        yield Static(id="said")

    def on_mount(self) -> None:
        self.editor.load(self._text)
        self.editor.focus()

    @on(BodyEditor.Edited)
    def _edited(self, event: BodyEditor.Edited) -> None:
        self.edits += 1
        self.tell()

    @on(BodyEditor.PasteOffered)
    def _offered(self, event: BodyEditor.PasteOffered) -> None:
        self.offers.append(event)

    def on_key(self, _event: Key) -> None:
        self.tell()

    def tell(self) -> None:
        """Counts and cursor, for tests that only see the screen."""
        han, total = self.editor.counts()
        self.query_one("#said", Static).update(Content(f"{han} han {total} all {self.edits} edits"))

    def action_write(self) -> None:
        """Key ctrl+s: the whole file appears at once."""
        part = Path(f"{self._file}.part")
        part.write_text(self.editor.text, encoding="utf-8")
        part.replace(self._file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--ambiguous", type=int, default=1)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("file", nargs="?", default=os.devnull)
    options = parser.parse_args()
    app = BodyApp(
        Path(options.file).read_text(encoding="utf-8"),
        ambiguous=options.ambiguous,
        file=options.file,
        read_only=options.read_only,
    )
    app.run()
    raise SystemExit(app.last_words or app.return_code)
