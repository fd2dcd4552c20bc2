"""The name of a file is asked for; Tab completes it, as a shell does."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.ask_line import AskLineScreen

if TYPE_CHECKING:
    from briefing_tui.personal.state import NoState

_FOLDER = "folder"
"""What the choice is called in the personal state."""
_NAMES = 12
"""Names that are shown when there are several."""


class AskFileScreen(AskLineScreen, inherit_bindings=False):
    """The box of `ask_line`, with completion."""

    DEFAULT_CSS = "AskFileScreen #fault.-names { color: $faint; text-style: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
        Binding("ctrl+q", "app.leave", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def action_complete(self) -> None:
        """Key Tab: as far as the names agree; then they are listed."""
        field = self.query_one(Input)
        text, names = completed(field.value)
        if text != field.value:
            field.value = text
            field.cursor_position = len(text)
        shown = "  ".join(clean_line(name) for name in names[:_NAMES])
        if len(names) > _NAMES:
            shown += "  …"
        told = shown if len(names) > 1 else "" if names else _("no file begins so")
        below = self.query_one("#fault", Static)
        below.set_class(bool(names), "-names")
        below.update(Content(told))


def last_folder(state: "NoState") -> str:
    """The folder of the file that this user named last, with its stroke; empty when there is none, or none any more."""
    folder = state.text_option(_FOLDER, "")
    return folder if folder and os.path.isdir(os.path.expanduser(folder)) else ""


def remember_folder(state: "NoState", line: str) -> None:
    """The file that was named in `line` was there: its folder is what the next question begins with, in the next session, too."""
    folder = os.path.dirname(line)
    state.set_text_option(
        _FOLDER, os.path.join(folder if folder.startswith("~") else os.path.abspath(folder), "")
    )


def completed(text: str) -> tuple[str, Sequence[str]]:
    """What is typed, made longer as far as all names that fit agree, and these names; folders end in a stroke.

    A name that begins with a dot fits only when the dot is typed, one with control characters never. A folder that cannot be listed has no names.
    """
    head, start = os.path.split(text)
    try:
        folder = os.path.expanduser(head) or "."
        names = sorted(name for name in os.listdir(folder) if name.startswith(start))
    except (OSError, ValueError):
        return text, ()
    names = [name for name in names if name == clean_line(name)]  # the others cannot be shown, nor typed
    if not start.startswith("."):
        names = [name for name in names if not name.startswith(".")]
    names = [name + os.sep if os.path.isdir(os.path.join(folder, name)) else name for name in names]
    if not names:
        return text, ()
    return text[: len(text) - len(start)] + _common(names), names


def _common(names: Sequence[str]) -> str:
    """The letters that all begin with."""
    first, last = min(names), max(names)
    most = min(len(first), len(last))
    return first[: next((at for at in range(most) if first[at] != last[at]), most)]
