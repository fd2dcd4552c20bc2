"""The keys of the screen one comes from, grouped. From the table of actions, so it cannot miss one."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.dialogue import LETTERS, MOVING, Dialogue
from briefing_tui.tui.widgets.rows import StyledText, wrapped
from briefing_tui.tui.widgets.text_rows import TextRows
from briefing_tui.typeset.width import cell_width, pad

_MOVES = frozenset({"line_down", "line_up", "page_down", "page_up", "top", "bottom", "switch_pane", "jump"})
"""Ids of mere movement; an action of one screen belongs to that screen, every other one is general."""


_FIRST = ("page_down", "line_down", "leave", "app.leave")
"""What a newcomer needs, in this order; a screen that is left by `leave` needs no other way out at first."""


class _KeyRow(NamedTuple):
    key: str
    text: str
    is_head: bool = False


def groups(screen: str, *, writable: bool) -> list[tuple[str, list[keys.Bound]]]:
    """(translated heading, actions) for a screen; every action of it is in exactly one group."""
    titles = {
        keys.LIBRARY: _("Library"),
        keys.READING: _("Reading"),
        keys.OUTLINE: _("Outline"),
        keys.FORM: _("Form"),
        keys.PREVIEW: _("Preview"),
        keys.PROOF: _("Proof-reading"),
        keys.SEARCH: _("Search"),
        keys.STATISTICS: _("Statistics"),
        keys.INBOX: _("Contributions"),
        keys.SOURCES: _("Other libraries"),
        keys.DELIVERING: _("Delivery"),
        keys.HISTORY: _("Issue history"),
        keys.COMPARING: _("Compare"),
    }
    moving, own, general = list[keys.Bound](), list[keys.Bound](), list[keys.Bound]()
    actions = keys.actions_for(screen, writable=writable)
    ranked = sorted((one for one in actions if one.id in _FIRST), key=lambda one: _FIRST.index(one.id))
    first = ranked[:-1] if {"leave", "app.leave"} <= {one.id for one in ranked} else ranked
    for action in actions:
        if action in first:
            continue
        if action.id in _MOVES:
            moving.append(action)
        elif len(action.screens) == 1 and action.screens != (keys.AUTHORING,):
            own.append(action)
        else:
            general.append(action)
    named = [
        (_("To begin with"), first),
        (titles[screen], own),
        (_("Moving"), moving),
        (_("Everywhere"), general),
    ]
    return [(title, actions) for title, actions in named if actions]


class KeyRows(TextRows):
    """Keys and what they do, wrapped to the width; no row is chosen, moving scrolls."""

    def __init__(self, shown: list[tuple[str, list[keys.Bound]]], *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._groups = shown
        self._rows: list[_KeyRow] = []
        self._key_cells = max(
            (cell_width(action.shown) for _title, own in shown for action in own), default=0
        )

    def row_total(self) -> int:
        """Rows after wrapping."""
        return len(self._rows)

    def row(self, index: int, width: int) -> list[StyledText]:
        """A heading, or a key and a line of its help."""
        row = self._rows[index]
        if row.is_head:
            return [(f" {row.text}", "section")]
        return [(f"  {pad(row.key, self._key_cells)}  ", "key"), (row.text, "")]

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        rows = self.rows_for(self.size.width)
        if rows != self._rows:
            self._rows = rows
            self.rows_changed()

    def rows_for(self, width: int) -> list[_KeyRow]:
        """All rows at a width in cells."""
        room = max(10, width - self._key_cells - 5)
        rows: list[_KeyRow] = []
        for title, actions in self._groups:
            if rows:
                rows.append(_KeyRow("", ""))
            rows.append(_KeyRow("", title, is_head=True))
            for action in actions:
                lines = wrapped(_(action.help), room, self.ambiguous)
                rows += [_KeyRow("" if number else action.shown, line) for number, line in enumerate(lines)]
        return rows


class HelpScreen(Dialogue, inherit_bindings=False):
    """The keys of one screen of `keys`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        *LETTERS,
        Binding("escape,q,question_mark,？", "close", show=False),
    ]

    def __init__(self, screen: str) -> None:
        super().__init__()
        self._for = screen

    def heading(self) -> str:
        """Whose keys."""
        return _("Keys")

    def footing(self) -> str:
        """How to go."""
        return _("Esc closes, space and u scroll")

    def parts(self) -> Iterable[Widget]:
        """The rows."""
        shown = groups(self._for, writable=self.writable)
        self.rows = self._list = KeyRows(shown, ambiguous=self.host.options.ambiguous)
        yield self.rows

    def on_mount(self) -> None:
        """As high as it needs to be, at most as the terminal is."""
        self.fit_rows(len(self._list.rows_for(self.inner_cells)))
        self.rows.focus()

    def on_resize(self, event: Resize) -> None:
        """The same after the terminal changed."""
        self.on_mount()

    def action_choose(self) -> None:
        """Enter closes too."""
        self.action_close()
