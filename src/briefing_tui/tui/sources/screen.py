"""来源库: what other libraries have published, item by item, with the text of the highlighted one beside or below it.

Pushed by the app, from the library, from the contributions, or over an issue that is being written, which then gets what is taken. `feed` reads in
a thread, and fetches.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.sources.taken import note_taken
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.into_issue import IntoIssue, ItemsOffered, ItemsTaken
from briefing_tui.tui.host import InboxHost, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.sources.feed import SourcesFeed
from briefing_tui.tui.sources.rows import OfferedItem, OfferedRows, offered_texts
from briefing_tui.tui.widgets.list_and_text import ListAndTextScreen, TextBeside
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.status_line import StatusLine

LOOK_SECONDS = 30.0
"""Seconds between two looks at other libraries, which may be on slow disks."""


class SourcesScreen(ListAndTextScreen, inherit_bindings=False):
    """The items of other libraries."""

    pane = keys.SOURCES
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.SOURCES)]
    DEFAULT_CSS = """
    SourcesScreen #panes > OfferedRows { height: 3fr; }
    SourcesScreen #panes > TextBeside { height: 2fr; }
    SourcesScreen #panes.-beside > RowsView { height: 100%; }
    """

    def __init__(
        self,
        into: Callable[[RecognisedItems], None] | None = None,
        into_name: str = "",
        there: Mapping[str, str] | None = None,
    ) -> None:
        """`into` is an issue that is being written, called `into_name`, with what is `there` already, by its origin: what is taken goes there."""
        super().__init__()
        host = self.host
        ambiguous = host.options.ambiguous
        self._into = into
        self._into_name = into_name
        self._there = dict(there or {})
        self._feed = SourcesFeed(self, host.library.root, host.options.cache_directory or "")
        self._asking = IntoIssue(self)
        self._fetching = ""
        self.list: OfferedRows = OfferedRows(ambiguous=ambiguous)
        self.text = TextBeside(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.SOURCES, writable=host.writable), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.text if self.reads else self.list),)

    @cached_property
    def host(self) -> InboxHost:
        """What goes beyond this screen."""
        return host_of(self)

    def on_mount(self) -> None:
        """List, and look again from time to time."""
        self.set_interval(LOOK_SECONDS, self._feed.look)
        self._feed.look()
        self._tell_facts()

    def _tell_facts(self) -> None:
        total = len(self.list.chosen)
        facts = [ngettext("{count} chosen", "{count} chosen", total).format(count=total)] if total else []
        if self._into_name:
            facts.append(_("into {key}").format(key=self._into_name))
        if self._fetching:
            facts.append(_("fetching {name} …").format(name=self._fetching))
        self.status.set_facts(facts)

    # What the threads say

    def on_sources_feed_listed(self, event: SourcesFeed.Listed) -> None:
        """Show them."""
        self.list.show(event.offers, {**event.taken, **self._there})
        self.show_text()
        self._tell_facts()

    def on_sources_feed_fetching(self, event: SourcesFeed.Fetching) -> None:
        """Which one is on its way."""
        if event.name != self._fetching:
            self._fetching = event.name
            self._tell_facts()

    def on_sources_feed_failed(self, event: SourcesFeed.Failed) -> None:
        """Say why."""
        self.list.show((), {})
        self.show_text()
        self.say(error_line(event.error, self.host.library.root))

    def on_into_issue_ended(self, event: IntoIssue.Ended) -> None:
        """Go on with what came of it."""
        event.then()

    # Showing

    def show_text(self) -> None:
        """Or why its library cannot be had."""
        one = self.list.highlighted
        taken = self.list.taken.get(one.origin, "") if one is not None else ""
        name = one.origin if one is not None else ""
        self.text.show(name, offered_texts(one, self.list.fault, taken))

    @property
    def has_text(self) -> bool:
        """Of an item, or of what is wrong."""
        return self.list.highlighted is not None or bool(self.list.fault)

    # Keys

    def action_show_offered(self) -> None:
        """Key Enter: to the text."""
        self.to_text()

    def action_choose_offered(self) -> None:
        """Key Space."""
        if self.list.highlighted is None:
            self.say(self.list.fault or _("There is nothing in it that could be taken."))
            return
        self.list.switch()
        self._tell_facts()

    def action_next_source(self) -> None:
        """Key ]."""
        self.list.to_source(1)

    def action_previous_source(self) -> None:
        """Key [."""
        self.list.to_source(-1)

    def action_fetch_sources(self) -> None:
        """Key r."""
        self._feed.look(fetch=True)

    def action_take_offered(self) -> None:
        """Key a."""
        one = self.list.highlighted
        wanted = list(self.list.chosen.values()) or ([one] if one is not None else [])
        if not wanted:
            self.say(self.list.fault or _("There is nothing in it that could be taken."))
            return
        pieces = RecognisedItems(tuple(item.piece for item in wanted))
        if self._into is not None:
            self.app.pop_screen()
            self.app.call_later(self._into, pieces)
            return
        noted = [
            _("{address} was taken before: {where}").format(
                address=item.origin, where=self.list.taken[item.origin]
            )
            for item in wanted
            if item.origin in self.list.taken
        ]
        self._asking.take(ItemsOffered(_heading(wanted), pieces, noted), self._note, self._saved)

    def _note(self, taken: ItemsTaken) -> str:
        """In the thread that has saved."""
        writing = self.host.writing
        note_taken(
            self.host.library.root, taken.issue, taken.key, writing.name if writing is not None else ""
        )
        origins = "、".join(item.origin for item in taken.items)
        return _("{file} is now {address}").format(file=origins, address="、".join(taken.places))

    def _saved(self, said: str) -> None:
        self.list.clear()
        self.say(said)
        self._tell_facts()
        self._feed.look()


def _heading(items: list[OfferedItem]) -> str:
    """What the box is called: the item, or how many."""
    if len(items) == 1:
        return items[0].origin
    return ngettext("{count} item", "{count} items", len(items)).format(count=len(items))
