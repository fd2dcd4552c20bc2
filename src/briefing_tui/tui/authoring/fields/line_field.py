"""The fields of a form that are not a body: one line of text, a choice.

Made by `field_row`. A field shows and takes text; what the text means is `tui.authoring.forms`. Nothing is refused while it is typed.
Widths are cells.
"""

from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Paste
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from briefing_tui.i18n import _
from briefing_tui.tui.authoring import forms, pasted
from briefing_tui.tui.authoring.fields.value_field import ValueField
from briefing_tui.tui.host import TakingPastes
from briefing_tui.tui.terminal import pasting
from briefing_tui.tui.widgets.text_field import TextField
from briefing_tui.typeset.width import cell_width, pad, truncate

LINE_LIMIT = 2000
"""Characters of a field of one line."""


class LineField(TextField):
    """One line of text. Up and down go to the neighbouring fields, or through the usual values where there are some."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    def __init__(self, one: forms.Field) -> None:
        super().__init__(max_length=LINE_LIMIT)
        self.one = one
        self._cursor = 0
        """Where it stands when the keyboard comes; without the keyboard the beginning of the text is shown."""
        hint = _(one.hint) if one.hint else ""
        self.placeholder = _("↑↓ {offers}").format(offers=" ".join(one.offers)) if one.offers else hint

    async def action_step(self, step: int) -> None:
        """Keys up and down."""
        if not self.one.offers:
            await self.run_action("screen.next_field" if step > 0 else "screen.previous_field")
            return
        known = self.one.offers
        at = known.index(self.value) + step if self.value in known else (0 if step > 0 else -1)
        self.value = known[at % len(known)]
        self.cursor_position = len(self.value)

    def load(self, text: str) -> None:
        """Show a text that nobody typed."""
        if text != self.value:
            with self.prevent(Input.Changed):
                self.value = text
            self._cursor = len(text)
            self.cursor_position = self._cursor if self.has_focus else 0

    async def on_paste(self, event: Paste) -> None:
        """By what the field means (`authoring.pasted`), where the screen has the piece it belongs to."""
        screen = self.screen
        if not isinstance(screen, TakingPastes):
            return
        event.stop()
        event.prevent_default()
        if not all(node.display for node in self.ancestors_with_self):
            pasting.tell(self.app, _("Another piece was chosen meanwhile; the paste was not taken."))
        elif not screen.take_article(self.one.name, event.text, partial(self._take_paste, screen, event)):
            self._take_paste(screen, event)

    def _take_paste(self, screen: TakingPastes, event: Paste) -> None:
        """A paste that is no whole article, or is to be left as it was typed."""
        body = screen.begin_paste(self.one.name)
        start, end = sorted(self.selection)
        placed = pasted.place(
            self.one, self.value, start, end, event.text, room=pasting.room(self), body=body
        )
        with self.prevent(Input.Changed):
            self.value = placed.value
        self.cursor_position = placed.cursor
        screen.end_paste(self.one.name, placed.rest, placed.notice)

    def on_focus(self) -> None:
        """Go on where the cursor was."""
        self.cursor_position = min(self._cursor, len(self.value))

    def on_blur(self) -> None:
        """A text longer than the field is known by its beginning."""
        self._cursor, self.cursor_position = self.cursor_position, 0


class ChoiceField(ValueField, can_focus=True):
    """One of a few values: ← → or the space bar go through them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("up", "screen.previous_field", show=False),
        Binding("down,enter", "screen.next_field", show=False),
    ]

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, field: "ChoiceField", value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> "ChoiceField":
            """The field that says so."""
            return self.field

    def action_turn(self, step: int) -> None:
        """Another value."""
        offers = forms.offers(self.one)
        at = offers.index(self.value) if self.value in offers else -step
        self.value = offers[(at + step) % len(offers)]
        self.refresh()
        self.post_message(self.Changed(self, self.value))

    def on_click(self, event: Click) -> None:
        """A click on the right arrow or the value goes on, on the left arrow back."""
        event.stop()
        self.focus()
        self.action_turn(-1 if event.x < 2 else 1)

    def on_focus(self) -> None:
        """Show where the keyboard is."""
        self.refresh()

    def on_blur(self) -> None:
        """As `on_focus`."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The value between its arrows, and the others."""
        width, looks = self.size.width, self.looks
        left, right = ("‹", "›") if self.ambiguous == 1 else ("<", ">")
        chosen = f"{left} {forms.offer_name(self.value)} {right}"
        others = "  ".join(forms.offer_name(one) for one in forms.offers(self.one) if one != self.value)
        room = width - cell_width(chosen, self.ambiguous) - 2
        rest = pad("  " + truncate(others, max(room, 0), self.ambiguous), room + 2, self.ambiguous)
        style = self.base + looks["cursor"] if self.has_focus else self.base + looks["key"]
        return Strip([Segment(chosen, style), Segment(rest, self.base + looks["faint"])]).adjust_cell_length(
            width, self.base
        )
