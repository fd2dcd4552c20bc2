"""A field that only shows a value of the issue and says how it is changed: its status, which goes by steps that are recorded.

Made by `authoring.fields.field_row`. It never has the keyboard; a click does what the key does. Widths are cells.
"""

from rich.segment import Segment
from textual.events import Click
from textual.strip import Strip

from briefing_tui.i18n import _
from briefing_tui.tui.authoring import forms
from briefing_tui.tui.authoring.fields.value_field import ValueField
from briefing_tui.typeset.width import cell_width, truncate


class ShownField(ValueField, can_focus=False):
    """A value in words."""

    async def on_click(self, event: Click) -> None:
        """Ask for the next step, as the key does."""
        event.stop()
        await self.run_action("screen.status")

    def render_line(self, y: int) -> Strip:
        """The value, and what changes it."""
        width, looks = self.size.width, self.looks
        value = truncate(forms.offer_name(self.value), width, self.ambiguous)
        room = max(0, width - cell_width(value, self.ambiguous))
        how = truncate("   " + _(self.one.hint), room, self.ambiguous) if self.one.hint else ""
        pieces = [Segment(value, self.base + looks["key"]), Segment(how, self.base + looks["faint"])]
        return Strip(pieces).adjust_cell_length(width, self.base)
