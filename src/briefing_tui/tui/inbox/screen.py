"""来稿: what units sent in, in a list with the text of the highlighted one beside or below it.

Pushed by the app, from the library or over an issue that is being written, which then gets what is taken. `feed` reads in a thread.
"""

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.library.inbox.inbox import Inbox, InboxEditor
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.into_issue import IntoIssue
from briefing_tui.tui.host import InboxHost, host_of
from briefing_tui.tui.inbox.deciding import Deciding
from briefing_tui.tui.inbox.feed import InboxFeed
from briefing_tui.tui.inbox.rows import ContributionRows, ContributionText
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen

BESIDE = 120
"""Columns (cells) from which the text stands beside the list."""


class InboxScreen(StatusScreen, inherit_bindings=False):
    """The contributions of one library."""

    pane = keys.INBOX
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.INBOX)]
    DEFAULT_CSS = """
    InboxScreen #panes { layout: vertical; width: 100%; height: 1fr; }
    InboxScreen ContributionRows { width: 100%; height: 2fr; }
    InboxScreen ContributionText { width: 100%; height: 3fr; border-top: solid $edge; }
    InboxScreen #panes.-beside { layout: horizontal; }
    InboxScreen #panes.-beside > ContributionRows { width: 1fr; height: 100%; }
    InboxScreen #panes.-beside > ContributionText { width: 1fr; height: 100%; border-top: none; border-left: solid $edge; }
    """

    def __init__(
        self,
        into: Callable[[Contribution, RecognisedItems], None] | None = None,
        into_name: str = "",
        others: Callable[[], None] | None = None,
    ) -> None:
        """`into` is an issue that is being written, called `into_name`: what is taken goes there. `others` shows what other libraries offer."""
        super().__init__()
        host = self.host
        ambiguous = host.options.ambiguous
        self._into = into
        self._into_name = into_name
        self._others = others
        library = host.library
        self._inbox = (
            InboxEditor(library.root, who=host.writing.name if host.writing is not None else "")
            if host.writable
            else Inbox(library.root, published_only=library.published_only)
        )
        self._feed = InboxFeed(self, self._inbox)
        self._deciding = Deciding(self, self._inbox) if isinstance(self._inbox, InboxEditor) else None
        self.list = ContributionRows(self._feed.known, ambiguous=ambiguous)
        self.text = ContributionText(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.INBOX, writable=host.writable), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.text if self._reads else self.list, pages=lambda: self.text),)

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
        self.set_interval(self.host.options.poll_seconds, self._feed.look)
        self._feed.look()
        self._tell_facts()

    def on_resize(self, event: Resize) -> None:
        """Beside or below."""
        self._fit()
        self.call_after_refresh(self.text.lay_out)

    def _fit(self) -> None:
        self.query_one("#panes").set_class(self.app.size.width >= BESIDE, "-beside")

    def _tell_facts(self) -> None:
        total = len(self.list.waiting or ())
        facts = [ngettext("{count} contribution", "{count} contributions", total).format(count=total)]
        if self._into_name:
            facts.append(_("into {key}").format(key=self._into_name))
        self.status.set_facts(facts)

    # What the threads say

    def on_inbox_feed_listed(self, event: InboxFeed.Listed) -> None:
        """Show them."""
        self.list.show(event.waiting)
        self._show_text()
        self._tell_facts()

    def on_inbox_feed_read(self, event: InboxFeed.Read) -> None:
        """One more has its first line."""
        self.list.refresh()
        if self.list.highlighted == event.one:
            self._show_text()

    def on_inbox_feed_failed(self, event: InboxFeed.Failed) -> None:
        """Say why."""
        self.list.show(())
        self._show_text()
        self.say(error_line(event.error, self.host.library.root))

    def on_into_issue_ended(self, event: IntoIssue.Ended) -> None:
        """Go on with what came of it."""
        event.then()

    def decided(self, said: str) -> None:
        """Something left the inbox."""
        self.say(said)
        self._feed.look()

    # Showing

    def on_rows_view_moved(self, event: RowsView.Moved) -> None:
        """The text of the highlighted one."""
        if event.view is self.list:
            self._show_text()

    def on_rows_view_chosen(self, event: RowsView.Chosen) -> None:
        """A double click."""
        if event.view is self.list:
            self.action_show_contribution()

    def _show_text(self) -> None:
        one = self.list.highlighted
        self.text.show(one, self._feed.known(one) if one is not None else None)

    # Keys

    @property
    def _reads(self) -> bool:
        return self.focused is self.text

    def action_show_contribution(self) -> None:
        """Key Enter: to the text."""
        if self.list.highlighted is not None:
            self.set_focus(self.text)

    def action_take_contribution(self) -> None:
        """Key a."""
        one = self.list.highlighted
        known = self._feed.known(one) if one is not None else None
        if one is None or self._deciding is None:
            return
        if known is None or known.pieces is None:
            self.say(
                _("There is nothing in it that could be taken.") if known is not None else _("reading …")
            )
        elif self._into is not None:
            self.app.pop_screen()
            self.app.call_later(self._into, one, known.pieces)
        else:
            self._deciding.take(one, known.pieces)

    def action_decline_contribution(self) -> None:
        """Key x."""
        one = self.list.highlighted
        if one is None or self._deciding is None:
            return
        if one.reason:
            self.say(one.reason)
        else:
            self._deciding.decline(one)

    def action_sources(self) -> None:
        """Key O: what other libraries offer, in place of this."""
        if self._others is not None and self.is_current:
            self.app.pop_screen()
            self.app.call_later(self._others)

    def action_leave(self) -> None:
        """Keys q and Escape: from the text to the list, from there back."""
        if self._reads:
            self.set_focus(self.list)
        elif self.is_current:
            self.app.pop_screen()
