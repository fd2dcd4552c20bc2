"""The measure of the body editor: the smallest app with the framework's own text editor, on the text of a file.

python bare_editor.py FILE [LINE COLUMN]      the cursor begins there
"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class BareEditor(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea(Path(sys.argv[1]).read_text(encoding="utf-8"))

    def on_mount(self) -> None:
        if len(sys.argv) > 2:
            self.query_one(TextArea).move_cursor((int(sys.argv[2]), int(sys.argv[3])))


if __name__ == "__main__":
    BareEditor().run()
