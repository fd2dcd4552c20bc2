"""One field of a form with its label, and below it what is wrong with it, if anything.

Made by `form`, and by the box in which corrections are worded. Widths are cells.
"""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefing_tui.tui.authoring import forms
from briefing_tui.tui.authoring.body.editor import BodyEditor
from briefing_tui.tui.authoring.fields.growing_field import GrowingField
from briefing_tui.tui.authoring.fields.line_field import ChoiceField, LineField
from briefing_tui.tui.authoring.fields.shown_field import ShownField


class FieldRow(Vertical):
    """Label, field, and below it what is wrong, if anything."""

    DEFAULT_CSS = """
    FieldRow { height: auto; width: 100%; }
    FieldRow > Horizontal { height: auto; width: 100%; }
    FieldRow .field--label { color: $faint; }
    FieldRow Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    FieldRow ChoiceField, FieldRow ShownField { width: 1fr; height: 1; }
    FieldRow > .field--objection { height: auto; width: 100%; color: $bad; text-style: bold; display: none; }
    FieldRow.-objected > .field--objection { display: block; }
    FieldRow.-noted > .field--objection { display: block; color: $faint; text-style: none; }
    FieldRow.-body { height: 1fr; min-height: 4; }
    FieldRow.-body > BodyEditor { height: 1fr; }
    """

    def __init__(self, one: forms.Field, *, label_cells: int, ambiguous: int) -> None:
        super().__init__()
        self.one = one
        self._ambiguous = ambiguous
        self._label_cells = label_cells
        self.editor = self._make_editor()
        self.known = ""
        """The text that the issue has, as far as the screen knows."""
        self._objection = Static(classes="field--objection")
        self._note = ""
        self._label = Static(classes="field--label")
        self.set_class(one.kind == forms.BODY, "-body")

    def compose(self) -> ComposeResult:
        """Beside each other; a body below its label."""
        label = self.one.label
        if isinstance(self.editor, BodyEditor):
            yield self._label
            yield self.editor
        else:
            with Horizontal():
                self._label.styles.width = self._label_cells
                yield self._label
                yield self.editor
        self._label.update(Content(label))
        self._objection.styles.padding = (0, 0, 0, self._label_cells)
        yield self._objection

    @property
    def takes_keyboard(self) -> bool:
        """Whether something can be typed or chosen here."""
        return self.editor.can_focus and not self.editor.disabled

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.editor.text if isinstance(self.editor, BodyEditor) else self.editor.value

    @property
    def cursor(self) -> tuple[int, int]:
        """Line and character of the cursor, from 0; (0, 0) where there is none."""
        if isinstance(self.editor, BodyEditor):
            return self.editor.cursor_location
        return (0, self.editor.cursor_position) if isinstance(self.editor, LineField) else (0, 0)

    def place(self, line: int, column: int) -> None:
        """The cursor to a place, or to the nearest there is."""
        if isinstance(self.editor, BodyEditor):
            lines = self.editor.document.lines
            line = max(0, min(line, len(lines) - 1))
            self.editor.move_cursor((line, max(0, min(column, len(lines[line])))))
        elif isinstance(self.editor, LineField):
            self.editor.cursor_position = max(0, min(column, len(self.editor.value)))

    def load(self, text: str) -> None:
        """Show a text that nobody typed, with nothing wrong."""
        self.editor.load(text)
        self.known = text
        self.object("")

    def object(self, text: str) -> None:
        """Say what is wrong; empty when nothing is: then the note, if there is one, stands there again."""
        noted = bool(self._note) and not text
        self.set_class(bool(text), "-objected")
        self.set_class(noted, "-noted")
        if text or noted:
            self._objection.update(Content(f"! {text}" if text else self._note))

    def note(self, text: str) -> None:
        """What is to be known of this field; empty for nothing."""
        if text != self._note:
            self._note = text
            self.object("")

    def _make_editor(self) -> "LineField | ChoiceField | ShownField | BodyEditor":
        if self.one.kind == forms.BODY:
            return BodyEditor(ambiguous=self._ambiguous)
        if self.one.kind in {forms.CHOICE, forms.SWITCH}:
            return ChoiceField(self.one, ambiguous=self._ambiguous)
        if self.one.kind == forms.SHOWN:
            return ShownField(self.one, ambiguous=self._ambiguous)
        if self.one.kind == forms.TITLE:
            return GrowingField(self.one, ambiguous=self._ambiguous)
        return LineField(self.one)


def row_of(widget: Widget | None) -> FieldRow | None:
    """The row a field is in."""
    while widget is not None and not isinstance(widget, FieldRow):
        parent = widget.parent
        widget = parent if isinstance(parent, Widget) else None
    return widget
