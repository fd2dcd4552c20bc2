"""A field of one row that shows a value and is not typed into. The base of `ChoiceField` and `ShownField`."""

from briefing_tui.tui.authoring import forms
from briefing_tui.tui.widgets.line_widget import LineWidget


class ValueField(LineWidget):
    """Which field of the form it is, and what it holds."""

    def __init__(self, one: forms.Field, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.one = one
        self.value = ""

    def load(self, text: str) -> None:
        """Show a value that nobody chose here."""
        if text != self.value:
            self.value = text
            self.refresh()
