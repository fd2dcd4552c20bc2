"""A field of one line: the framework's, with signs instead of characters and a caret that the terminal knows of.

Every field of the program derives from it: forms, find bars, search, palette, lines that are asked for. Promises:

- arrows, Backspace, Delete, clicks and selections take a whole sign (`text.clusters`), never a part of it;
- what only hides in a typed or pasted text does not get in (`text.entry`); what acts on a terminal is drawn as a substitute;
- `cursor_screen_offset` is the cell of the caret as it is drawn, also at the end of the text; the app has the terminal's
  cursor there (`tui.terminal.guarded`), where an input method opens its window;
- it does not blink.
"""

# Overriding the framework's private methods is this module's work.

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.geometry import Offset, Region
from textual.widgets import Input
from textual.widgets._input import Selection

from briefing_tui.text.clusters import border_at, border_before, border_from, next_border
from briefing_tui.text.entry import entered_line


class TextField(Input):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+underscore", "select_all", show=False)]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 0,
        select_on_focus: bool = False,
        id: str | None = None,  # noqa: A002 - the framework's name
    ) -> None:
        super().__init__(
            value,
            placeholder,
            max_length=max_length,
            select_on_focus=select_on_focus,
            id=id,
            compact=True,
        )
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell of the caret. The stock one is a cell further at the end of the text."""
        x, y = self.content_region.offset
        return Offset(x + self._position_to_cell(self.cursor_position) - self.scroll_offset.x, y)

    def on_resize(self) -> None:
        """The caret stays in sight in a narrower field."""
        place = Region(self._cursor_offset, 0, 1, 1)
        self.scroll_to_region(place, force=True, animate=False)

    # Typing

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text: everything beyond ASCII is, the full-width blank and the joiner of emoji too."""
        return character is not None and (character.isprintable() or not character.isascii())

    async def on_key(self, event: Key) -> None:
        """What the framework would drop as unprintable is text like any other."""
        character = event.character
        if character and not event.is_printable and self.check_consume_key(event.key, character):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    # Signs instead of characters

    def validate_selection(self, selection: Selection) -> Selection:
        """Neither end inside of a sign."""
        return Selection(*(border_from(self.value, at) for at in super().validate_selection(selection)))

    def action_cursor_left(self, select: bool = False) -> None:
        """Key left."""
        start, end = self.selection
        if select or start == end:
            end = border_before(self.value, end)
            self.selection = Selection(start if select else end, end)
        else:
            self.cursor_position = min(start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        """Key right."""
        start, end = self.selection
        if select or start == end:
            end = next_border(self.value, end)
            self.selection = Selection(start if select else end, end)
        else:
            self.cursor_position = max(start, end)

    def delete(self, start: int, end: int) -> None:
        """Take away the signs between two places, those they stand in included."""
        start, end = sorted((max(0, start), min(end, len(self.value))))
        super().delete(border_at(self.value, start), border_from(self.value, end))

    def replace(self, text: str, start: int, end: int) -> None:
        """As the stock one; what only hides does not get in."""
        start, end = sorted((start, end))
        super().replace(entered_line(text, self.value[: max(0, start)]), start, end)

    def _cell_offset_to_index(self, offset: int) -> int:
        """The sign at a cell."""
        return border_at(self.value, super()._cell_offset_to_index(offset))
