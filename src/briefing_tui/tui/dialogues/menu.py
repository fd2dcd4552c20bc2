"""A small menu over a screen: rows that are chosen or ticked, for the filter, view and sort of the library.

The screen below gives the rows and is told at once what was chosen, so that the effect is in sight while the menu stands;
Enter chooses and closes, Space chooses and stays, Escape only closes.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.tui.dialogues.dialogue import LETTERS, MOVING, Dialogue
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.width import cell_width, pad, truncate


class MenuOption(NamedTuple):
    """One row."""

    text: str
    """In the user's language; a heading when there is nothing to `choose`."""
    choose: Callable[[], None] | None = None
    on: bool = False
    """Whether it is ticked now."""
    note: str = ""
    """On the right: how many issues it concerns."""


class MenuOptionRows(RowsView):
    """The rows."""

    click_chooses = True

    def __init__(self, options: Sequence[MenuOption], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.options = options

    def row_total(self) -> int:
        """One for each option."""
        return len(self.options)

    def selectable(self, index: int) -> bool:
        """Not the headings."""
        return self.options[index].choose is not None

    def row(self, index: int, width: int) -> list[StyledText]:
        """A tick, the text, the note."""
        option = self.options[index]
        if option.choose is None:
            return [(f" {truncate(option.text, width - 1, self.ambiguous)}", "head")]
        room = width - 6 - cell_width(option.note, self.ambiguous)
        text = pad(truncate(option.text, room, self.ambiguous), room, self.ambiguous)
        return [("  * " if option.on else "    ", "mark"), (text, ""), (f" {option.note} ", "faint")]


class Menu(Dialogue, inherit_bindings=False):
    """The box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", show=False),
        *MOVING,
        *(binding for binding in LETTERS if not (isinstance(binding, Binding) and binding.key == "space")),
        Binding("escape,q", "close", show=False),
    ]

    def __init__(self, heading: str, options: Callable[[], Sequence[MenuOption]], footing: str = "") -> None:
        """`options` is asked again after each choice; `footing` says other keys than the usual ones."""
        super().__init__()
        self._heading = heading
        self._options = options
        self._footing = footing

    def heading(self) -> str:
        """What is chosen."""
        return self._heading

    def footing(self) -> str:
        """Its keys."""
        return self._footing or _("Enter chooses, space chooses and stays, Esc closes")

    def parts(self) -> Iterable[Widget]:
        """The rows."""
        self.rows = self._list = MenuOptionRows(self._options(), ambiguous=self.host.options.ambiguous)
        yield self.rows

    def on_mount(self) -> None:
        """The cursor on what is ticked first."""
        self.fit_rows(self._list.row_total())
        self._list.focus()
        ticked = [index for index, option in enumerate(self._list.options) if option.on]
        self._list.rows_changed(ticked[0] if ticked else 0)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if self.is_current:
            self._choose(event.index)
            self.action_close()

    def action_tick(self) -> None:
        """Key Space."""
        self._choose(self._list.cursor)
        self._list.options = self._options()
        self._list.rows_changed()

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._list.options):
            choose = self._list.options[index].choose
            if choose is not None:
                choose()
