"""来源库: what other libraries have published, item by item, with the text of the highlighted one beside or below it.

Pushed by the app, from the library, from the contributions, or over an issue that is being written, which then gets what is taken. `feed` reads in
a thread, and fetches.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.sources.taken import note_taken
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.into_issue import IntoIssue, ItemsOffered, ItemsTaken
from briefing_tui.tui.host import InboxHost, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.sources.feed import SourcesFeed
from briefing_tui.tui.sources.rows import OfferedItem, OfferedRows, OfferedText
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen

BESIDE = 120
"""Columns (cells) from which the text stands beside the list."""
LOOK_SECONDS = 30.0
"""Seconds between two looks at other libraries, which may be on slow disks."""


class SourcesScreen(StatusScreen, inherit_bindings=False):
    """The items of other libraries."""

    pane = keys.SOURCES
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.SOURCES)]
    DEFAULT_CSS = """
    SourcesScreen #panes { layout: vertical; width: 100%; height: 1fr; }
    SourcesScreen OfferedRows { width: 100%; height: 3fr; }
    SourcesScreen OfferedText { width: 100%; height: 2fr; border-top: solid $edge; }
    SourcesScreen #panes.-beside { layout: horizontal; }
    SourcesScreen #panes.-beside > OfferedRows { width: 1fr; height: 100%; }
    SourcesScreen #panes.-beside > OfferedText { width: 1fr; height: 100%; border-top: none; border-left: solid $edge; }
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
        self.list = OfferedRows(ambiguous=ambiguous)
        self.text = OfferedText(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.SOURCES, writable=host.writable), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.text if self._reads else self.list, pages=self._pages),)

    @cached_property
    def host(self) -> InboxHost:
        """What goes beyond this screen."""
        return host_of(self)

    # Making and laying out

    def compose(self) -> ComposeResult:
        """List, text, status."""
        with Container(id="panes"):
            yield self.list
            yield self.text
        yield self.status

    def on_mount(self) -> None:
        """List, and look again from time to time."""
        self.set_focus(self.list)
        self._fit()
        self.list.rows_changed()
        self.set_interval(LOOK_SECONDS, self._feed.look)
        self._feed.look()
        self._tell_facts()

    def on_resize(self, event: Resize) -> None:
        """Beside or below."""
        self._fit()
        self.call_after_refresh(self.text.lay_out)

    def _fit(self) -> None:
        self.query_one("#panes").set_class(self.app.size.width >= BESIDE, "-beside")

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
        self._show_text()
        self._tell_facts()

    def on_sources_feed_fetching(self, event: SourcesFeed.Fetching) -> None:
        """Which one is on its way."""
        if event.name != self._fetching:
            self._fetching = event.name
            self._tell_facts()

    def on_sources_feed_failed(self, event: SourcesFeed.Failed) -> None:
        """Say why."""
        self.list.show((), {})
        self._show_text()
        self.say(error_line(event.error, self.host.library.root))

    def on_into_issue_ended(self, event: IntoIssue.Ended) -> None:
        """Go on with what came of it."""
        event.then()

    # Showing

    def on_rows_view_moved(self, event: RowsView.Moved) -> None:
        """The text of the highlighted one."""
        if event.view is self.list:
            self._show_text()

    def on_rows_view_chosen(self, event: RowsView.Chosen) -> None:
        """A double click."""
        if event.view is self.list:
            self.action_show_offered()

    def _show_text(self) -> None:
        one = self.list.highlighted
        taken = self.list.taken.get(one.origin, "") if one is not None else ""
        self.text.show(one, self.list.fault, taken)

    # Keys

    @property
    def _reads(self) -> bool:
        return self.focused is self.text

    def _pages(self) -> RowsView:
        return self.text if self._reads else self.list

    def action_show_offered(self) -> None:
        """Key Enter: to the text."""
        if self.list.highlighted is not None or self.list.fault:
            self.set_focus(self.text)

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

    def action_leave(self) -> None:
        """Keys q and Escape: from the text to the list, from there back."""
        if self._reads:
            self.set_focus(self.list)
        elif self.is_current:
            self.app.pop_screen()


def _heading(items: list[OfferedItem]) -> str:
    """What the box is called: the item, or how many."""
    if len(items) == 1:
        return items[0].origin
    return ngettext("{count} item", "{count} items", len(items)).format(count=len(items))
