"""The history of an issue: who saved what when, with the steps of its record and its deliveries among the states.

Pushed by the app over the issue that is read, written or chosen, in sessions that may write alone: drafts are none of a reader's business. Enter shows a state
beside the present one.
"""

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.history.timeline import Event
from briefing_tui.model.outline import item_name
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.actions import keys
from briefing_tui.tui.history.feed import HistoryFeed, Subject
from briefing_tui.tui.history.rows import HistoryRows, shown_moment, what_of
from briefing_tui.tui.host import Host, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.tui.widgets.two_lines import TwoLines

_NEAR = 40
"""Rows before the end of the list at which the next ones are read."""


class HistoryScreen(StatusScreen, inherit_bindings=False):
    """What became of one issue, or of one item of it."""

    pane = keys.HISTORY
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.HISTORY)]
    DEFAULT_CSS = "HistoryScreen HistoryRows { width: 100%; height: 1fr; }"

    def __init__(
        self, subject: Subject, show: Callable[[Subject, Event], None], empty: Callable[[], list[str]]
    ) -> None:
        """`show` puts a state beside the present one; `empty` says why there is none."""
        super().__init__()
        ambiguous = self.host.options.ambiguous
        self._subject = subject._replace(item=None)
        self._item = subject.item
        self._show = show
        self._empty = empty
        self._feed = HistoryFeed(self, self._subject)
        self._heading = TwoLines(_columns, ambiguous=ambiguous)
        self.list = HistoryRows(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.HISTORY, writable=True), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.list),)

    @cached_property
    def host(self) -> Host:
        """What goes beyond this screen."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        """Heading, list, status."""
        yield self._heading
        yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Read the newest."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._restyle())
        self.set_focus(self.list)
        self._read()

    def on_unmount(self) -> None:
        """Git is not needed any more."""
        self._feed.end()

    def _restyle(self) -> None:
        for widget in (self._heading, self.list, self.status):
            widget.restyle()

    def on_resize(self, event: Resize) -> None:
        """The paragraphs that stand in place of rows are cut anew."""
        if not self.list.events:
            self.call_after_refresh(self._show_rows)

    def _read(self) -> None:
        subject = self._subject
        of = _("History of {key}").format(key=subject.key)
        if subject.item is not None:
            title = clean_line(item_name(subject.item))
            of = _("History of {key}#{position}: {title}").format(
                key=subject.key, position=subject.position, title=title
            )
        self._heading.tell(of)
        self.list.show([], complete=False, empty=[])
        self._feed.more()

    # What the threads say

    def on_history_feed_listed(self, event: HistoryFeed.Listed) -> None:
        """Show them."""
        if event.subject is not self._subject:
            return
        self.list.events, self.list.complete = event.events, event.complete
        self._show_rows()

    def _show_rows(self) -> None:
        events, complete = self.list.events, self.list.complete
        self.list.show(events, complete=complete, empty=self._empty() if complete and not events else [])
        states = sum(one.version is not None for one in events)
        count = ngettext("{count} saved state", "{count} saved states", states).format(count=states)
        self.status.set_facts([count if complete else f"{count} …"])

    def on_history_feed_failed(self, event: HistoryFeed.Failed) -> None:
        """Say why; what is known stays."""
        self.say(error_line(event.error, self.host.library.root))

    @on(RowsView.Moved)
    def _moved(self, event: RowsView.Moved) -> None:
        if event.index >= len(self.list.events) - _NEAR:
            self._feed.more()

    # Keys

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_show_state()

    def action_show_state(self) -> None:
        """Key Enter."""
        event = self.list.current
        if event is None:
            return
        if event.version is None:
            self.say(_("No text was recorded with this row; the saved states have one."))
        elif event.version.is_gone:
            self.say(_("The issue was deleted here; the states below have its text."))
        else:
            self._show(self._subject, event)

    def action_one_item(self) -> None:
        """Key i: the item that was asked about alone, and back to the whole issue."""
        if self._item is None:
            self.say(_("No item was chosen: go to one, then H and i."))
            return
        self._subject = self._subject._replace(item=self._item if self._subject.item is None else None)
        self._feed.end()
        self._feed = HistoryFeed(self, self._subject)
        self._read()

    def action_leave(self) -> None:
        """Keys q and Escape."""
        if self.is_current:
            self.app.pop_screen()


def _columns(_width: int, _ambiguous: int) -> str:
    """What stands over the list."""
    return " " + _("newest first; Enter compares a state with what it is now")


def state_title(subject: Subject, event: Event) -> str:
    """What a state is called over the comparison."""
    return f"{subject.key} · {shown_moment(event.when)} {clean_line(event.who)} · {what_of(event)}"
