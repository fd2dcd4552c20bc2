"""An issue, or the item in sight, as a file: which form, which layout, where to; then the file is made and its path told.

Pushed by the app. The file is made in a thread; Escape stops it. A file that is there is replaced only when Enter is pressed once more.
Afterwards y sends the path to the reader's clipboard, which works through SSH.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing_tui.errors import BriefingError, ExistsError
from briefing_tui.exporters.formats import FORMATS, LAID_OUT, ExportWish, file_name, form_names, layout_names
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ItemAddress
from briefing_tui.model.printed import printed_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.dialogues.dialogue import Dialogue
from briefing_tui.tui.dialogues.export_work import make_file
from briefing_tui.tui.host import WholeHost, host_of
from briefing_tui.tui.options import Exports
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.text_field import TextField
from briefing_tui.typeset.width import cell_width, pad, truncate

_LIMIT = 1000
"""Characters of a path."""
_LAYOUT = 1
"""Row of the layout, which only forms with pages have."""


class ArrowChoice(NamedTuple):
    """One thing that is chosen with the arrow keys."""

    name: str
    """In the user's language."""
    values: tuple[str, ...]
    shown: tuple[str, ...]
    """What each value is called."""
    at: int = 0

    @property
    def value(self) -> str:
        """What is chosen."""
        return self.values[self.at]

    def turned(self, step: int) -> "ArrowChoice":
        """The next value, or the one before; round and round."""
        return self._replace(at=(self.at + step) % len(self.values))


class ChoiceRows(RowsView):
    """The choices, a row each."""

    def __init__(self, choices: list[ArrowChoice], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.choices = choices

    def row_total(self) -> int:
        """One each."""
        return len(self.choices)

    def row(self, index: int, width: int) -> list[StyledText]:
        """Its name, and what is chosen between the arrows that change it."""
        choice = self.choices[index]
        column = max(cell_width(one.name, self.ambiguous) for one in self.choices) + 3
        arrows = ("‹ ", " ›") if len(choice.values) > 1 else ("  ", "")
        if index == _LAYOUT and self.choices[0].value not in LAID_OUT:
            return [(pad(f" {choice.name}", column, self.ambiguous), "faint"), ("  –", "faint")]
        said = truncate(choice.shown[choice.at], max(1, width - column - 6), self.ambiguous)
        name = pad(f" {choice.name}", column, self.ambiguous)
        return [(name, "faint"), (arrows[0], "key"), (said, ""), (arrows[1], "key")]


class ExportScreen(Dialogue, inherit_bindings=False):
    """The box."""

    DEFAULT_CSS = """
    ExportScreen #where { height: 1; padding: 0 1; margin: 1 0 0 0; color: $faint; }
    ExportScreen #told { width: 100%; height: auto; padding: 0 1; margin: 1 0 0 0; text-style: bold; }
    ExportScreen #told.-fault { color: $bad; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("tab,shift+tab", "other", show=False, priority=True),
        Binding("enter", "choose", show=False),
        Binding("y", "copy", show=False),
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]

    @dataclass
    class Made(Message):
        """The file is there."""

        path: str
        size: int
        notes: tuple[str, ...]

    @dataclass
    class Failed(Message):
        """It could not be made, or written."""

        error: BriefingError

    def __init__(self, address: ItemAddress, issue: Issue | None, exports: Exports) -> None:
        """`issue` is the one on the screen, saved or not; None for the one in the library."""
        super().__init__()
        self._address = address
        self._issue = issue
        self._exports = exports
        self._stop = Event()
        self._busy = False
        self._replace = ""
        """The path that is there already and may be replaced by another Enter."""
        self._done = ""
        """The path of the file that was written."""
        self._named = ""
        """The path as the choices make it."""
        self._told = Static(id="told")

    def heading(self) -> str:
        """What goes out."""
        return _("Export {key}").format(key=self._address.key.written)

    def footing(self) -> str:
        """Its keys."""
        return _("↑↓ ←→ choose, Tab: the path, Enter writes the file, Esc closes")

    def parts(self) -> Iterable[Widget]:
        """The choices, the path, what is told."""
        self.rows = self._list = ChoiceRows(self._choices(), ambiguous=self.host.options.ambiguous)
        yield self._list
        yield Static(Content(_("File")), id="where")
        self._named = self._path()
        yield TextField(self._named, max_length=_LIMIT)
        yield self._told

    def _choices(self) -> list[ArrowChoice]:
        names = form_names()
        shown = tuple(f"{names[form]} (.{form})" for form in FORMATS)
        choices = [ArrowChoice(_("Format"), FORMATS, shown)]
        layouts = layout_names(self._exports.layouts, self._exports.layout)
        choices.append(ArrowChoice(_("Layout"), layouts, layouts))
        if self._address.item is not None:
            name = printed_name(self._issue, self._address.item) if self._issue is not None else ""
            item = _("only {item}").format(item=name or f"#{self._address.item}")
            choices.append(ArrowChoice(_("What"), ("", "item"), (_("the whole issue"), item)))
        return choices

    def on_mount(self) -> None:
        """The choices first."""
        self._fit()
        self._list.focus()
        self._list.rows_changed(0)

    def _fit(self) -> None:
        self._list.styles.height = self._list.row_total()
        self._told.display = bool(self._done or self._busy or self._told.has_class("-said"))

    # choosing

    def _asked(self) -> ItemAddress:
        """What goes out by the choices."""
        whole = len(self._list.choices) < 3 or not self._list.choices[2].value
        return self._address._replace(item=None) if whole else self._address

    def _path(self) -> str:
        name = file_name(self._asked(), self._list.choices[0].value)
        return os.path.join(self._exports.folder, name)

    def action_turn(self, step: int) -> None:
        """Keys left, right and space: another value."""
        at = self._list.cursor
        if self._busy or self._list is not self.focused or not 0 <= at < len(self._list.choices):
            return
        self._list.choices[at] = self._list.choices[at].turned(step)
        self._list.rows_changed()
        field, named = self.query_one(Input), self._path()
        if field.value == self._named:
            field.value = named
        elif field.value.endswith(os.path.basename(self._named)):
            field.value = field.value.removesuffix(os.path.basename(self._named)) + os.path.basename(named)
        self._named = named
        field.cursor_position = len(field.value)  # the name is in sight, however long the way to it is
        self._say("")

    def action_move(self, step: int) -> None:
        """Keys up and down: between the choices, and on to the path."""
        field = self.query_one(Input)
        if self.focused is field:
            if step < 0:
                self._list.focus()
        elif step > 0 and self._list.cursor == self._list.row_total() - 1:
            field.focus()
        else:
            self._list.move(step)

    def action_other(self) -> None:
        """Key tab: from the choices to the path and back."""
        field = self.query_one(Input)
        (self._list if self.focused is field else field).focus()

    # making

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Key Enter: make the file; when it is made, close."""
        if self._done:
            self.action_close()
        if self._busy or self.closing:
            return
        line = self.query_one(Input).value.strip()
        if not line:
            self._say(_("something must stand here"), fault=True)
            return
        path = os.path.expanduser(line)
        form, layout = (choice.value for choice in self._list.choices[:2])
        if path.endswith("/") or os.path.isdir(path):
            path = os.path.join(path, file_name(self._asked(), form))
        wish = ExportWish(form, layout, self._exports.layouts, self._exports.fonts)
        replace = path == self._replace
        self._busy, self._replace = True, ""
        self._stop.clear()
        self._say(_("making {name} …").format(name=os.path.basename(path)))
        self.run_worker(lambda: self._make(path, wish, replace=replace), thread=True, exit_on_error=True)

    def _make(self, path: str, wish: ExportWish, *, replace: bool) -> None:
        """In a thread."""
        notes: list[str] = []
        library = self.host.library
        try:
            issue = self._issue or library.load(self._address.key).issue
            size = make_file(
                issue, self._asked(), wish, path, library.root, self._stop, notes.append, replace=replace
            )
        except BriefingError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Made(path, size, tuple(notes)))

    @on(Made)
    def _made(self, event: Made) -> None:
        self._busy, self._done = False, event.path
        size = f"{event.size:,}"
        notes = "".join(f"\n{note}" for note in event.notes)
        self._say(_("Written: {path} ({size} bytes)").format(path=event.path, size=size) + notes)
        self.query_one("#footing", Static).update(Content(_("y copies the path, Enter or Esc closes")))
        self._list.focus()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._busy = False
        error = event.error
        if isinstance(error, ExistsError):
            self._replace = str(error.place.file or "")
            self._say(_("There is such a file already: Enter once more takes its place"), fault=True)
        else:
            self._say(error.one_line(), fault=True)

    def _say(self, text: str, *, fault: bool = False) -> None:
        self._told.set_class(fault, "-fault")
        self._told.set_class(bool(text), "-said")
        self._told.update(Content("\n".join(map(clean_line, text.split("\n")))))
        self._fit()

    # afterwards

    def action_copy(self) -> None:
        """Key y: the path to the reader's clipboard."""
        if self._done:
            host: WholeHost = host_of(self)
            self._say(host.copy_text(os.path.abspath(self._done), os.path.abspath(self._done)))

    def action_close(self) -> None:
        """Key Escape: stop what is being made, and go."""
        self._stop.set()
        super().action_close()
