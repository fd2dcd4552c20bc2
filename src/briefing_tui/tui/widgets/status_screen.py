"""The base of the screens whose last row is the status row: it says notices, and a field stands in its place while words are typed."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from briefing_tui.tui.widgets.resting import RestingScreen
from briefing_tui.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from briefing_tui.tui.widgets.find_bar import FindBar


class StatusScreen(RestingScreen, inherit_bindings=False):
    """A screen that makes its status row itself: it knows the hints."""

    status: StatusLine

    def say(self, text: str) -> None:
        """A notice in the status row, until the next key."""
        self.status.say(text)

    def show_bar(self, bar: "FindBar") -> Awaitable[None]:
        """Show a field for words in place of the status row."""
        return self.mount(bar, after=self.status)
