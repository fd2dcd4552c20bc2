"""The search screen: what all issues say about the words in the field, as they are typed.

Pushed by the app over whatever was there. The field keeps the keyboard, the arrows move through what was
found. `feed` searches in threads, the newest wish wins; meanwhile the index is brought up to date behind it, and
what it does not know yet is found by reading. Nothing typed: past and saved searches.
"""

import time
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize, ScreenResume
from textual.widgets import Input

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.catalog.unstored import READING
from briefing_tui.library.search.query import parse_query
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import Host, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.searches import Searches
from briefing_tui.tui.searching.feed import SearchFeed
from briefing_tui.tui.searching.hit_list import HitList
from briefing_tui.tui.searching.hit_preview import HitPreview
from briefing_tui.tui.searching.search_lines import ProgressLine, SyntaxLine
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from textual.timer import Timer

    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey

BESIDE = 76
"""Columns (cells) from which the page stands beside the list."""
BELOW = 20
"""Rows from which it stands below it in a narrower terminal."""
QUERY_LIMIT = 200
"""Characters that can be typed."""
_SETTLE_SECONDS = 0.06
"""How long typing, or the cursor, rests before anything is searched or read."""
_PREVIEWS_KEPT = 8


class SearchScreen(StatusScreen, inherit_bindings=False):
    """A field, what was found, a page."""

    pane = keys.SEARCH
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.SEARCH)]
    DEFAULT_CSS = """
    SearchScreen > Input { width: 100%; height: 1; border: none; padding: 0 1; background: $panel; }
    SearchScreen > #found { layout: horizontal; width: 100%; height: 1fr; }
    HitList { width: 1fr; height: 100%; border-right: solid $edge; }
    HitPreview { width: 1fr; height: 100%; }
    #found.-narrow { layout: vertical; }
    #found.-narrow > HitList { width: 100%; height: 3fr; border-right: none; border-bottom: solid $edge; }
    #found.-narrow > HitPreview { width: 100%; height: 2fr; }
    #found.-alone > HitList { border: none; }
    """

    def __init__(self, searches: Searches, query: str = "") -> None:
        super().__init__()
        self._searches = searches
        ambiguous = self.host.options.ambiguous
        self._field = TextField(
            query, placeholder=_("Search all issues"), max_length=QUERY_LIMIT, select_on_focus=True
        )
        self._progress = ProgressLine(ambiguous=ambiguous)
        self._syntax = SyntaxLine(ambiguous=ambiguous)
        self._list = HitList(ambiguous=ambiguous)
        self._preview = HitPreview(measure=self.host.options.measure, ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.SEARCH), ambiguous=ambiguous)
        self._feed = SearchFeed(self, self.host.library, searches.finder)
        self._hints = dict(keys.hints(keys.SEARCH))
        self._by_date = False
        self._found: SearchFeed.Found | None = None
        self._issues: dict[IssueKey, Issue] = {}
        self.acting = (RowMoving(lambda: self._list),)
        self._typing: Timer | None = None
        self._settling: Timer | None = None

    @cached_property
    def host(self) -> Host:
        """What goes beyond this screen."""
        return host_of(self)

    def look_for(self, query: str) -> None:
        """Put a query into the field, as if typed; an empty one leaves what is there, to be typed over."""
        self.set_focus(self._field)
        if query:
            self._field.value = query
            self._field.cursor_position = len(query)
        else:
            self._field.select_all()

    # Making and laying out

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self._field
        yield self._syntax
        yield self._progress
        with Container(id="found"):
            yield self._list
            yield self._preview
        yield self.status

    def on_mount(self) -> None:
        """Type at once; what was looked for last stands in the field, to be typed over."""
        self.set_focus(self._field)
        if not self._field.value and self._searches.last_query:
            self._field.value = self._searches.last_query
            self._field.select_all()
        self._show_past()
        self._fit()

    @on(ScreenResume)
    def _resumed(self) -> None:
        """In front, for the first time or again: the library may have changed."""
        self._issues.clear()
        self._feed.start_index()

    def on_resize(self, event: Resize) -> None:
        """The page beside, below, or not at all."""
        self._fit()

    def _fit(self) -> None:
        size = self.app.size
        self.query_one("#found").set_class(size.width < BESIDE, "-narrow")
        self._preview.display = size.width >= BESIDE or size.height >= BELOW
        self.query_one("#found").set_class(not self._preview.display, "-alone")

    # Searching

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.status.say("")
        if self._typing is not None:
            self._typing.stop()
        if event.value.strip():
            self._typing = self.set_timer(_SETTLE_SECONDS, self._search)
        else:
            self._show_past()

    def _search(self) -> None:
        query = self._field.value.strip()
        if query and not self._feed.ready:
            self._list.show_words(_("Waiting until the library has been read."))
        elif query:
            self._feed.search(query, by_date=self._by_date, cells=max(20, self._list.size.width - 7))

    def on_search_feed_found(self, event: SearchFeed.Found) -> None:
        """Show it, unless something else stands in the field by now."""
        if event.query != self._field.value.strip():
            return
        self._found = event
        self._searches.last_query = event.query
        self._list.show_found(event.results.hits, event.results.counts, _("Nothing found."))
        self._tell_doubts()
        self._tell_facts()

    def on_search_feed_failed(self, event: SearchFeed.Failed) -> None:
        """Say why; what was found stays."""
        self.say(error_line(event.error, self.host.library.root))

    def on_search_feed_ready(self) -> None:
        """Search, again perhaps: more is known than before."""
        self._search()

    def on_search_feed_indexing(self, event: SearchFeed.Indexing) -> None:
        """Tell how far it is."""
        done, total = event.done, event.total
        if event.stopped:
            text = _("Stopped at {done} of {total}; Ctrl+O goes on.")
        elif event.stage == READING:
            text = _("Reading the library: {done} of {total}; Ctrl+O stops.")
        else:
            text = _("Making the index: {done} of {total}; Ctrl+O stops.")
        self._progress.tell(text.format(done=done, total=total), done / max(1, total))

    def on_search_feed_rested(self) -> None:
        """All is known."""
        self._progress.tell("")

    def _tell_doubts(self) -> None:
        """Say what of the query was not understood, in the place of how one is written."""
        from briefing_tui.library.search.doubts import doubts_of  # once something is found

        self._syntax.doubt("; ".join(doubts_of(self._found.query)) if self._found is not None else "")

    def _show_past(self) -> None:
        self._found = None
        self._syntax.doubt("")
        past = self.host.state.searches()
        self._list.show_past(past, _("Type what to look for; every part of a word is found."))
        self._preview.show_nothing()
        self._tell_facts()

    def _tell_facts(self) -> None:
        found = self._found
        facts = []
        if found is None:
            facts.append(_("Search"))
        else:
            listed, issues = len(found.results.hits), len(found.results.counts)
            if found.total is None or found.total > listed:
                total = "…" if found.total is None else found.total
                facts.append(_("{listed} of {total} items").format(listed=listed, total=total))
            else:
                facts.append(ngettext("{count} item", "{count} items", listed).format(count=listed))
            facts.append(ngettext("{count} issue", "{count} issues", issues).format(count=issues))
            facts.append(_("newest first") if self._by_date else _("titles first"))
        self.status.set_facts(facts)
        self.status.set_hints(self._worth_knowing())

    def _worth_knowing(self) -> list[tuple[str, str]]:
        """The keys for what comes next: with what was found, or with what was searched before."""
        names = {"Esc": _("History")} if self._field.value else {}
        if self._list.past is not None:
            names |= {"Enter": _("Search again"), "Ctrl+S": _("Keep or not"), "Ctrl+T": _("Forget")}
            return list(({**names, **self._hints} | names).items())
        left_out = {"Tab"} if self._found is None else set()
        return [(key, name) for key, name in (self._hints | names).items() if key not in left_out]

    # The page

    @on(RowsView.Moved)
    def _moved(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLE_SECONDS, self._show_page)

    def _show_page(self) -> None:
        hit = self._list.hit
        if hit is None:
            self._preview.show_nothing()
        elif self._preview.display:
            issue = self._issues.get(hit.key)
            if issue is None:
                self._feed.read(hit)
            else:
                self._preview.show_item(issue, hit.position, self._words())

    def on_search_feed_previewed(self, event: SearchFeed.Previewed) -> None:
        """Show it, unless the cursor has gone on."""
        if len(self._issues) >= _PREVIEWS_KEPT:
            del self._issues[next(iter(self._issues))]
        self._issues[event.hit.key] = event.issue
        if self._list.hit == event.hit:
            self._show_page()

    def _words(self) -> tuple[str, ...]:
        """What is marked on a page: the texts that must be there."""
        query = self._found.query if self._found is not None else self._field.value
        return tuple(dict.fromkeys(term.text for term in parse_query(query).wanted))

    # Keys

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_open_hit()

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_open_hit()

    def action_open_hit(self) -> None:
        """Key Enter."""
        hit, past = self._list.hit, self._list.past
        if past is not None:
            self.look_for(past.query)
        elif hit is not None and self._found is not None and self._found.query == self._field.value.strip():
            self.host.state.note_search(self._found.query, _now())
            self._searches.lead_to(hit.address, self._words())
            self.host.open_address(hit.address)
        elif self._field.value.strip():
            self._search()

    def action_switch_order(self) -> None:
        """Key Tab."""
        self._by_date = not self._by_date
        self._search()
        self._tell_facts()

    def action_save_search(self) -> None:
        """Key Ctrl+S: of what is typed, or of the highlighted past search."""
        past = self._list.past
        query = past.query if past is not None else self._field.value.strip()
        if not query:
            self.say(_("Nothing to keep yet."))
            return
        known = {search.query: search.saved for search in self.host.state.searches()}
        saved = not known.get(query, False)
        self.host.state.note_search(query, _now(), saved=saved)
        told = _("Search kept: {query}") if saved else _("Search no longer kept: {query}")
        if saved and not self.host.state.kept:
            told = _("Kept until you leave only: a read-only session keeps no searches.")
        self.say(told.format(query=query))
        if past is not None:
            self._show_past()

    def action_forget_search(self) -> None:
        """Key Ctrl+T."""
        past = self._list.past
        if past is not None:
            self.host.state.forget_search(past.query)
            self._show_past()

    def action_stop_index(self) -> None:
        """Key Ctrl+O."""
        if not self._feed.stop_index():
            self._feed.start_index()

    def action_leave(self) -> None:
        """Key Escape."""
        if self._field.value:
            self._field.value = ""
            self._searches.last_query = ""
        elif self.is_current:
            self.app.pop_screen()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
