"""The corrections of a published issue before they are public: each in the sentence readers will see, to be reworded there.

Pushed by `conversation`; what is asked, and what comes of it, is said by `corrections_due`.
"""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.authoring import forms
from briefing_tui.tui.authoring.fields.growing_field import GrowingField
from briefing_tui.tui.authoring.saving.corrections_due import nothing_said
from briefing_tui.tui.authoring.saving.steps import Worded, Wording
from briefing_tui.tui.dialogues.dialogue import Dialogue

_AROUND = 6
"""Rows that the sentences do not get: border, heading, footing, a fault, a row above and below."""


class WordingScreen(Dialogue, inherit_bindings=False):
    """The box. `answered` gets all sentences, also when the writer goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "publish", show=False, priority=True),
        Binding("tab", "next_field", show=False),
        Binding("shift+tab", "previous_field", show=False),
        Binding("escape", "back", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]
    DEFAULT_CSS = """
    WordingScreen #sentences { width: 100%; height: auto; scrollbar-size-vertical: 1; }
    WordingScreen .lead { width: 100%; height: auto; padding: 0 1; color: $faint; }
    WordingScreen #fault { width: 100%; height: auto; padding: 0 1; color: $bad; text-style: bold; }
    """

    def __init__(self, asked: Wording, answered: Callable[[Worded], None]) -> None:
        super().__init__()
        self._asked = asked
        self._answered = answered
        self._fields: list[GrowingField] = []
        self._fault = Static(id="fault")

    def heading(self) -> str:
        """What it is about."""
        return self._asked.heading

    def footing(self) -> str:
        """Its keys."""
        return _("Enter publishes, Tab: next sentence, an empty one is left out, Esc: back")

    def parts(self) -> Iterable[Widget]:
        """A lead and a field for each sentence."""
        one = forms.Field("text", forms.TITLE)
        self._fields = [
            GrowingField(one, ambiguous=self.host.options.ambiguous) for _text in self._asked.texts
        ]
        leads = [Static(Content(clean_line(lead)), classes="lead") for lead in self._asked.leads]
        rows = [widget for pair in zip(leads, self._fields, strict=True) for widget in pair]
        yield VerticalScroll(*rows, id="sentences", can_focus=False)
        yield self._fault

    def on_mount(self) -> None:
        """The first sentence has the keyboard, its cursor at the end."""
        for field, text in zip(self._fields, self._asked.texts, strict=True):
            field.load(text)
        self._fit()
        self.set_focus(self._fields[0])

    def on_resize(self) -> None:
        """As high as there is room for."""
        self._fit()

    def _fit(self) -> None:
        self.query_one("#sentences").styles.max_height = max(3, self.app.size.height - _AROUND)

    # Keys

    def action_next_field(self) -> None:
        """Key Tab, or ↓ behind a sentence's last row."""
        self._step(1)

    def action_previous_field(self) -> None:
        """Key shift+Tab, or ↑ before its first."""
        self._step(-1)

    def _step(self, step: int) -> None:
        focused = self.focused
        at = self._fields.index(focused) if isinstance(focused, GrowingField) else 0
        self.set_focus(self._fields[(at + step) % len(self._fields)])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fault.update(Content(""))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_publish()

    def action_publish(self) -> None:
        """Enter in any sentence, or the key that saves."""
        if any(field.value.strip() for field in self._fields):
            self._end(publish=True)
        else:
            self._fault.update(Content(nothing_said()))

    def action_back(self) -> None:
        """Escape."""
        self._end(publish=False)

    def _end(self, *, publish: bool) -> None:
        if not self.closing:
            worded = Worded(tuple(field.value for field in self._fields), publish)
            self.action_close()
            self.app.call_later(self._answered, worded)
