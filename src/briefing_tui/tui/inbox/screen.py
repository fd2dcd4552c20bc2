"""来稿: what units sent in, in a list with the text of the highlighted one beside or below it.

Pushed by the app, from the library or over an issue that is being written, which then gets what is taken. `feed` reads in a thread.
"""

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.library.inbox.inbox import Inbox, InboxEditor
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.into_issue import IntoIssue
from briefing_tui.tui.host import InboxHost, host_of
from briefing_tui.tui.inbox.deciding import Deciding
from briefing_tui.tui.inbox.feed import InboxFeed
from briefing_tui.tui.inbox.rows import ContributionRows, contribution_texts
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.widgets.list_and_text import ListAndTextScreen, TextBeside
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.status_line import StatusLine


class InboxScreen(ListAndTextScreen, inherit_bindings=False):
    """The contributions of one library."""

    pane = keys.INBOX
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.INBOX)]

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
        self.list: ContributionRows = ContributionRows(self._feed.known, ambiguous=ambiguous)
        self.text = TextBeside(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.INBOX, writable=host.writable), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.text if self.reads else self.list, pages=lambda: self.text),)

    @cached_property
    def host(self) -> InboxHost:
        """What goes beyond this screen."""
        return host_of(self)

    def on_mount(self) -> None:
        """List, and look again from time to time."""
        self.set_interval(self.host.options.poll_seconds, self._feed.look)
        self._feed.look()
        self._tell_facts()

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
        self.show_text()
        self._tell_facts()

    def on_inbox_feed_read(self, event: InboxFeed.Read) -> None:
        """One more has its first line."""
        self.list.refresh()
        if self.list.highlighted == event.one:
            self.show_text()

    def on_inbox_feed_failed(self, event: InboxFeed.Failed) -> None:
        """Say why."""
        self.list.show(())
        self.show_text()
        self.say(error_line(event.error, self.host.library.root))

    def on_into_issue_ended(self, event: IntoIssue.Ended) -> None:
        """Go on with what came of it."""
        event.then()

    def decided(self, said: str) -> None:
        """Something left the inbox."""
        self.say(said)
        self._feed.look()

    # Showing

    def show_text(self) -> None:
        """As far as it was read."""
        one = self.list.highlighted
        known = self._feed.known(one) if one is not None else None
        self.text.show(one.file if one is not None else "", contribution_texts(one, known))

    @property
    def has_text(self) -> bool:
        """Of any contribution."""
        return self.list.highlighted is not None

    # Keys

    def action_show_contribution(self) -> None:
        """Key Enter: to the text."""
        self.to_text()

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
