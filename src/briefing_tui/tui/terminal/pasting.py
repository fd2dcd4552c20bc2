"""What a paste becomes in a field of one line. Put in place of the framework's way, which keeps the first line and drops the rest.

`line_of` is pure. `take` is called by every field that knows nothing better: all lines become one, and what has no room is told.
"""

import sys
from typing import TYPE_CHECKING

from briefing_tui.i18n import ngettext
from briefing_tui.text.late_pattern import late

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Paste
    from textual.widgets import Input

_LINE_END = late("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines that are not empty, without blanks around them."""
    return [line for raw in _LINE_END.split(text) if (line := raw.strip())]


def with_line_feeds(text: str) -> str:
    """`text` with one kind of line end."""
    return _LINE_END.sub("\n", text)


def line_of(text: str) -> tuple[str, int]:
    """`text` as one line, and how many lines it had that were not empty: a blank for each line end, those around it gone."""
    if _LINE_END.search(text) is None:
        return text, 1
    lines = lines_of(text)
    return " ".join(lines), len(lines)


def told(count: int, dropped: int) -> str:
    """What is said of a paste of `count` lines, of which `dropped` characters had no room; empty when all is as it was pasted."""
    said = []
    if count > 1:
        said.append(
            ngettext("{count} pasted line made one.", "{count} pasted lines made one.", count).format(
                count=count
            )
        )
    if dropped > 0:
        said.append(
            ngettext(
                "No room for its last character.", "No room for its last {count} characters.", dropped
            ).format(count=dropped)
        )
    return " ".join(said)


def room(field: "Input") -> int:
    """Characters that may be pasted over the selection."""
    start, end = field.selection
    most = field.max_length or sys.maxsize
    return max(0, most - len(field.value) + abs(end - start))


def take(self: "Input", event: "Paste") -> None:
    """For `Input._on_paste`: what is pasted, as one line; then say what became of it."""
    event.stop()
    line, count = line_of(event.text)
    kept = line[: room(self)]
    if kept:
        self.replace(kept, *sorted(self.selection))
    if notice := told(count, len(line) - len(kept)):
        self.call_after_refresh(tell, self.app, notice)  # what hears of the new text takes notices away


def tell(app: "App[object]", text: str) -> None:
    """Where the app tells things: a status row, or over a dialogue."""
    getattr(app, "tell", app.notify)(text)
