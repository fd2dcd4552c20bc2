"""The form of one piece of an issue: its fields, one below the other. `tui.authoring.forms` says which and what they mean.

Made by the authoring screen. It shows texts and says that something was typed and which field was left (`Left`); the screen
asks for the `changes`, also before anything else is done, and answers with `object_to`. That something was typed is said once: of a
body by the call `body_changed`, of the other fields by `Typed`. One set of fields is made for each kind of piece and kept. The pane
has them all and shows one.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.events import DescendantBlur
from textual.message import Message
from textual.widgets import Input

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring import forms
from briefing_tui.tui.authoring.body.editor import BodyEditor
from briefing_tui.tui.authoring.body.underlines import Underlines
from briefing_tui.tui.authoring.fields.field_row import FieldRow, row_of
from briefing_tui.tui.authoring.fields.line_field import ChoiceField, LineField
from briefing_tui.typeset.width import cell_width

_READY_TURNS = 100
"""Hundredths of a second that a key waits for a form that was just made."""


class PieceForm(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields of one kind of piece."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.FORM, owner="screen")]
    DEFAULT_CSS = """
    PieceForm { width: 100%; height: 100%; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Typed(Message):
        """Something was typed into a field that is no body: `changes` tells what."""

        form: "PieceForm"

        @property
        def control(self) -> "PieceForm":
            """The form that says so."""
            return self.form

    @dataclass
    class Left(Message):
        """The keyboard went from a field to another place."""

        form: "PieceForm"
        one: forms.Field

        @property
        def control(self) -> "PieceForm":
            """The form that says so."""
            return self.form

    def __init__(self, kind: str, *, ambiguous: int) -> None:
        fields = forms.FORMS[kind]
        label_cells = 2 + max(cell_width(one.label, ambiguous) for one in fields)
        self._rows = {one.name: FieldRow(one, label_cells=label_cells, ambiguous=ambiguous) for one in fields}
        super().__init__(*self._rows.values())
        self.kind = kind
        if self.body is not None and "source" in self._rows:
            self.body.wants_source = lambda: not self.text("source").strip()

    @property
    def body(self) -> BodyEditor | None:
        """The body's editor, where the piece has a body."""
        row = self._rows.get("body")
        return row.editor if row is not None and isinstance(row.editor, BodyEditor) else None

    @property
    def typing_at(self) -> tuple[int, int]:
        """Line and character of the body's cursor while the body is typed into, from 0; line -1 while it is not."""
        return self.body.cursor_location if self.body is not None and self.body.has_focus else (-1, 0)

    def load(self, issue: Issue, selection: Selection, *, file_key: IssueKey | None) -> None:
        """Show the selected piece. Where there is a file, the number names it and is not changed here."""
        for name, row in self._rows.items():
            row.load(forms.text_of(issue, selection, row.one))
            fixed = file_key is not None and name in forms.KEY_FIELDS and self.kind == edits.MASTHEAD
            row.editor.disabled = fixed
            if fixed and name == forms.KEY_FIELDS[-1]:
                row.note(_key_note(file_key))
            else:
                row.note("")

    def call_alone(self, alone: Callable[[], None]) -> None:
        """Have `alone` called before a paste or a clean-up changes the text of a body; other fields part their pastes themselves."""
        for row in self._rows.values():
            if isinstance(row.editor, BodyEditor):
                row.editor.alone = alone

    def object_to(self, name: str, text: str) -> None:
        """Say beside a field what is wrong with it; empty when nothing is."""
        self._rows[name].object(text)

    async def ready(self) -> None:
        """Wait until all fields are on the screen: a field that is not there yet leads no key further."""
        for _turn in range(_READY_TURNS):
            if all(row.editor.is_mounted for row in self._rows.values()):
                return
            await asyncio.sleep(0.01)

    def enter(self, name: str = "") -> None:
        """Give the keyboard to a field, or to the first that takes it."""
        row = self._rows.get(name)
        if row is None or not row.takes_keyboard:
            row = next(one for one in self._rows.values() if one.takes_keyboard)
        self._focus(row)

    def place_in(self, name: str) -> tuple[int, int]:
        """Line and character of the cursor in a field, from 0; the line is 0 in all but a body."""
        row = self._rows.get(name)
        return (0, 0) if row is None else row.cursor

    def place(self, name: str, line: int, column: int) -> None:
        """The cursor there, or to the nearest place there is."""
        row = self._rows.get(name)
        if row is not None:
            row.place(line, column)

    def remark(self, text: str, findings: Sequence[Finding], chosen: Finding | None) -> None:
        """What proof-reading remarks on in this piece: underlined in the body, which was `text`; beside another field while it is chosen."""
        if self.body is not None:
            own = [one for one in findings if one.span is not None and one.span.field == "body"]
            self.body.underline(Underlines(text, own, chosen))
        for name, row in self._rows.items():
            if row.editor is not self.body and not row.editor.disabled:
                told = chosen is not None and chosen.span is not None and chosen.span.field == name
                row.note(chosen.text if told and chosen is not None else "")

    def reveal(self, name: str, line: int, column: int) -> None:
        """Bring a place in sight without giving it the keyboard."""
        row = self._rows.get(name)
        if row is not None:
            row.place(line, column)
            row.scroll_visible(animate=False)

    def neighbour(self, step: int) -> bool:
        """The keyboard to the next (1) or former (-1) field; whether there is one."""
        rows = [row for row in self._rows.values() if row.takes_keyboard]
        here = row_of(self.screen.focused)
        at = rows.index(here) + step if here in rows else 0
        if not 0 <= at < len(rows):
            return False
        self._focus(rows[at])
        return True

    def changes(self) -> list[tuple[forms.Field, str]]:
        """What was typed and not told yet, field by field; it counts as told then."""
        found: list[tuple[forms.Field, str]] = []
        for row in self._rows.values():
            text = row.text
            if text != row.known:
                row.known = text
                found.append((row.one, text))
        return found

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self._rows[name].text

    def _focus(self, row: FieldRow) -> None:
        """At once: what was typed behind the key that leads here comes here, so the keyboard must not wait its turn."""
        self.screen.set_focus(row.editor)

    # What the fields say

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        if isinstance(event.input, LineField):  # not those of a body's find bar
            event.stop()
            self._tell(row_of(event.input))

    @on(ChoiceField.Changed)
    def _choice_changed(self, event: ChoiceField.Changed) -> None:
        event.stop()
        self._tell(row_of(event.field))

    @on(BodyEditor.Edited)
    def _body_edited(self, event: BodyEditor.Edited) -> None:
        """It told at once what was typed; a fault of the former text is none of this one."""
        event.stop()
        row = row_of(event.editor)
        if row is not None:
            row.object("")

    @on(BodyEditor.SourceTaken)
    def _source_taken(self, event: BodyEditor.SourceTaken) -> None:
        """What a clean-up of the body found, as if it had been typed there."""
        event.stop()
        row = self._rows["source"]
        row.load(event.source)
        row.known = ""
        self._tell(row)

    def _tell(self, row: FieldRow | None) -> None:
        if row is not None:
            row.object("")
            self.post_message(self.Typed(self))

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        if isinstance(event.input, LineField):
            event.stop()
            await self.run_action("screen.next_field")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A field was left."""
        row = row_of(event.widget)
        if row is not None and row is not row_of(self.screen.focused):
            self.post_message(self.Left(self, row.one))


class FormPane(Container):
    """One form for each kind of piece, made when the first of its kind is chosen; that of the chosen piece is in sight."""

    def __init__(
        self, body_changed: Callable[[], None], alone: Callable[[], None], *, ambiguous: int
    ) -> None:
        """`body_changed` is called within every change of a body, before it is drawn; `alone` before a paste or a clean-up."""
        super().__init__(id="form")
        self._body_changed = body_changed
        self._alone = alone
        self._ambiguous = ambiguous
        self._forms: dict[str, PieceForm] = {}

    def remeasure(self, ambiguous: int) -> None:
        """Forms made from now on are for a terminal that draws “ ” — … so wide."""
        self._ambiguous = ambiguous

    @property
    def kind(self) -> str:
        """Of the piece whose form is in sight; empty before the first."""
        return next((name for name, form in self._forms.items() if form.display), "")

    def form_for(self, kind: str) -> PieceForm:
        """The form of a kind of piece that was shown before."""
        return self._forms[kind]

    def show(self, issue: Issue, selection: Selection, *, file_key: IssueKey | None) -> None:
        """The form of a piece, with its texts. Where there is a file, its key is not changed there."""
        kind = selection.kind
        if kind not in self._forms:
            form = self._forms[kind] = PieceForm(kind, ambiguous=self._ambiguous)
            form.call_alone(self._alone)
            if form.body is not None:
                form.body.at_once = self._body_changed
            self.mount(form)
        for name, form in self._forms.items():
            form.display = name == kind
        self._forms[kind].load(issue, selection, file_key=file_key)


def _key_note(key: IssueKey | None) -> str:
    """Why year, number and kind are fixed, and what changes them."""
    new_key = _("NEWKEY")
    return _("these three name the file; R in the outline changes them, or `{command}` in the shell").format(
        command=f"briefing-tui rename {key} {new_key}"
    )
