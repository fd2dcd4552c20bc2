"""The way from the app to the deliveries of an issue, in a session that may write.

Owned by the app. Light: what sends is imported when somebody sends. After a publication the feeds are written and the delivering screen
comes up; nothing is sent before somebody says so there.
"""

from functools import partial
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.tui.issue_feed import IssueFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.delivery.desk import Desk
    from briefing_tui.model.key import IssueKey
    from briefing_tui.tui.host import EditingHost
    from briefing_tui.tui.options import Writing


class DeliveryAccess:
    """Shows deliveries, and has done what goes with a publication."""

    def __init__(self, host: "EditingHost", writing: "Writing | None") -> None:
        self._host = host
        self._desk = writing.desk if writing is not None else None

    def show(self, key: "IssueKey") -> None:
        """The delivering screen of an issue."""
        if self._desk is None:
            self._host.tell(_("Nothing is sent from here."))
            return
        from briefing_tui.tui.delivering.screen import DeliveringScreen

        self._host.push_screen(DeliveringScreen(key, self._desk))

    def published(self, key: "IssueKey", *, first: bool, leaving: bool) -> None:
        """An issue is public, for the `first` time or corrected: the feeds, and the screen unless somebody is `leaving`."""
        if self._desk is None:
            return
        work = partial(self._go_on, self._desk, key, shown=first and not leaving)
        self._host.run_worker(work, group="publish", exclusive=False, thread=True)

    def _go_on(self, make_desk: "Callable[[], Desk]", key: "IssueKey", *, shown: bool) -> None:
        """In a thread: the feeds; then the screen, when there is a channel at all."""
        try:
            desk = make_desk()
            if not desk.house.channels.all:
                return
            told = desk.write_feeds(key)
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return
        for one in told:
            if one.outcome.said:
                self._host.post_message(IssueFailed(BriefingError(one.outcome.said)))
        if shown:
            self._host.call_from_thread(self.show, key)
