"""The command palette: every command of the screen below, issues, and items of the open issue, found by name.

Opened by the app with `:` or ctrl+p. A command is found by its Chinese name, by words or beginnings of words of its
English name, by the pinyin initials of the Chinese name, or by its key, in either interface language; issues and items by
any part of their text. Each row shows its key, so that the palette teaches the keys. The issues are read in a thread, once something is typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, chinese
from briefing_tui.library.entry import Entry
from briefing_tui.model.asked import Asked
from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.dialogue import MOVING, Dialogue
from briefing_tui.tui.look import style_sheets
from briefing_tui.tui.widgets.issue_texts import asked_in, fold, is_asked, searchable
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.text_field import TextField
from briefing_tui.typeset.width import cell_width, pad, truncate

_QUERY_LIMIT = 100
_SHOWN = 200
"""Rows at most: nobody reads on, and every key typed makes them anew."""
_ROOM = 16
"""Rows of the box, when the terminal is high enough."""


class PaletteRow(NamedTuple):
    """One row of the palette."""

    title: str
    note: str
    """The key of a command; date or number of a place."""
    names: str
    """What it is found by, folded, parts separated by newlines."""
    more: str = ""
    """What it is found by when its names do not fit: help and keys, folded likewise."""
    initials: str = ""
    """Pinyin initials."""
    action: str = ""
    """The framework's action string; empty for a place."""
    address: ItemAddress | None = None


def command_offers(screen: str, *, writable: bool) -> list[PaletteRow]:
    """The commands of a screen."""
    return _offers(keys.actions_for(screen, writable=writable))


def field_offers(screen: str, field: Widget | None) -> list[PaletteRow]:
    """The commands for the field that has the keyboard, as far as it has them."""
    actions = keys.commands_while_typing(screen)
    return _offers([one for one in actions if hasattr(field, f"action_{one.id.partition('.')[2]}")])


def _offers(actions: Iterable[keys.Bound]) -> list[PaletteRow]:
    return [
        PaletteRow(
            _(action.name),
            action.shown,
            fold("\n".join([action.name, _(action.name), chinese(action.name)])),
            fold("\n".join([_(action.help), *action.keys])),
            action.initials,
            action.id if "." in action.id else f"screen.{action.id}",
        )
        for action in actions
        if action.in_palette
    ]


def issue_offers(entries: Iterable[Entry]) -> list[PaletteRow]:
    """The issues that can be opened."""
    return [
        PaletteRow(
            clean_line(f"{entry.key} {entry.summary.title} {entry.summary.headline}".rstrip()),
            str(entry.summary.date or ""),
            fold(searchable(entry)),
            address=ItemAddress(entry.key),
        )
        for entry in entries
        if entry.key is not None and entry.summary is not None and not entry.error
    ]


def item_offers(key: IssueKey, issue: Issue) -> list[PaletteRow]:
    """The items of the issue that is open."""
    return [
        PaletteRow(
            clean_line(f"{one.label} {item_name(one.item)}".lstrip()),
            f"#{one.position}",
            fold(f"{item_name(one.item)}\n#{one.position}\n{one.label}"),
            address=ItemAddress(key, one.position),
        )
        for one in walk_items(issue)
    ]


def matches(query: str, offers: Sequence[PaletteRow]) -> list[PaletteRow]:
    """The offers that fit, the best first, otherwise in their order. Nothing typed: all commands."""
    folded = fold(query).strip()
    if not folded:
        return [offer for offer in offers if offer.action]
    asked = asked_in(query)
    ranked = [
        (rank, place)
        for place, offer in enumerate(offers)
        if (rank := 0 if _is_issue(offer, asked) else _rank(folded, offer)) is not None
    ]
    return [offers[place] for _found, place in sorted(ranked)[:_SHOWN]]


def _is_issue(offer: PaletteRow, asked: Asked | None) -> bool:
    """Whether it is the issue that a query asks for in whatever form, such as 第14期 or 202414."""
    return (
        asked is not None
        and offer.address is not None
        and offer.address.item is None
        and is_asked(offer.address.key, asked)
    )


def _rank(query: str, offer: PaletteRow) -> int | None:
    """How well a folded query fits, 0 best; None when it does not."""
    letters = query.replace(" ", "")
    if offer.action and query in offer.note.casefold().split():
        return 0
    if any(name.startswith(query) for name in offer.names.split("\n")) or letters == offer.initials:
        return 1
    if offer.initials.startswith(letters):
        return 2
    if _fits(query.split(), offer.names):
        return 3
    if query in offer.names:
        return 4
    return 5 if _fits(query.split(), offer.more) else None


def _fits(wanted: list[str], texts: str) -> bool:
    """Whether every word wanted begins a word of the texts or, in Chinese, stands anywhere in them."""
    words = texts.split()
    return all(
        (word in texts) if not word.isascii() else any(has.startswith(word) for has in words)
        for word in wanted
    )


class OfferRows(RowsView):
    """The rows that fit."""

    click_chooses = True
    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.offers: list[PaletteRow] = []

    def show(self, offers: list[PaletteRow]) -> None:
        """Other rows, the cursor on the best."""
        self.offers = offers
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False)

    def row_total(self) -> int:
        """One for each offer, or a line that there is none."""
        return max(1, len(self.offers))

    def selectable(self, index: int) -> bool:
        """Every offer."""
        return bool(self.offers)

    def row(self, index: int, width: int) -> list[StyledText]:
        """Title and key."""
        if not self.offers:
            return [(" " + _("Nothing by that name."), "faint")]
        offer = self.offers[index]
        note = truncate(offer.note, 12, self.ambiguous)
        room = width - cell_width(note, self.ambiguous) - 4
        title = pad(truncate(offer.title, room, self.ambiguous), room, self.ambiguous)
        return [(f" {title}  ", ""), (f"{note} ", "key" if offer.action else "faint")]


class PaletteScreen(Dialogue, inherit_bindings=False):
    """A field and the rows that fit what is in it."""

    CSS_PATH = style_sheets.DIALOGUE
    BINDINGS: ClassVar[list[BindingType]] = [*MOVING, Binding("escape,ctrl+p", "close", show=False)]

    @dataclass
    class IssuesRead(Message):
        """A thread has read the library."""

        offers: list[PaletteRow]

    def __init__(self, screen: str, items: Sequence[PaletteRow] = ()) -> None:
        """The commands of a screen of `keys`, and what `item_offers` and `field_offers` made of what is open there."""
        super().__init__()
        self._for = screen
        self._items = items
        self._choices: list[PaletteRow] = []
        self._reading = False

    def heading(self) -> str:
        """What it is."""
        return _("Commands, issues and items")

    def footing(self) -> str:
        """Its keys."""
        return _("Type a name or pinyin initials; Enter does it, Esc closes")

    def parts(self) -> Iterable[Widget]:
        """The field and the rows."""
        self._field = TextField(max_length=_QUERY_LIMIT)
        yield self._field
        self.rows = self._list = OfferRows(ambiguous=self.host.options.ambiguous)
        yield self.rows

    def on_mount(self) -> None:
        """Commands and items first; issues when something is typed."""
        self._choices = [*command_offers(self._for, writable=self.writable), *self._items]
        self.fit_rows(_ROOM)
        self._list.show(matches("", self._choices))
        self.set_focus(self._field)  # at once: what was typed behind the `:` comes here

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._reading:
            self._reading = True
            self.run_worker(self._read_issues, group="issues", thread=True)
        self._list.show(matches(event.value, self._choices))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.choose()

    def _read_issues(self) -> None:
        worker = get_current_worker()
        try:
            offers = issue_offers(self.host.library.iter_entries())
        except BriefingError:
            return  # the library screen says why; commands work without it
        if not worker.is_cancelled:
            self.post_message(self.IssuesRead(offers))

    def on_palette_screen_issues_read(self, event: IssuesRead) -> None:
        """They are found from now on."""
        self._choices += event.offers
        self._list.show(matches(self._field.value, self._choices))

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if self.closing or event.index >= len(self._list.offers):
            return  # a second Enter in the same breath, or the rows changed under it
        offer = self._list.offers[event.index]
        self.action_close()
        if offer.address is not None:
            self.app.call_later(self.host.open_address, offer.address)
        else:
            self.app.call_later(self.app.run_action, offer.action)
