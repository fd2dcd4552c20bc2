"""What the keys do with the item being read: copying it, and bookmarks. A part of the reading screen."""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model.printed import citation
from briefing_tui.tui.reading.line_mark import line_mark

if TYPE_CHECKING:
    from briefing_tui.tui.reading.part_host import ReadingPartHost
    from briefing_tui.tui.widgets.page_view import PageView


class ItemActions:
    """The item whose text is in the first row of the page."""

    def __init__(self, screen: "ReadingPartHost", page: "PageView") -> None:
        self._screen = screen
        self._page = page

    def action_copy_item(self) -> None:
        """Key y."""
        screen, position = self._screen, self._screen.position()
        if not position:
            screen.say(_("No item here to copy: ] goes to the first."))
            return
        cited = citation(screen.loaded.issue, position)
        text = f"{self._page.page.item_text(position).rstrip()}\n{cited}\n"
        screen.say(screen.host.copy_text(text, cited))

    def action_toggle_bookmark(self) -> None:
        """Key b."""
        screen, page = self._screen, self._page
        address, position = screen.address(), screen.position()
        known = [mark for mark in screen.host.state.bookmarks() if mark.address == str(address)]
        mark = line_mark(page.page, page.top, page.place(), position, known)
        title = screen.places.title_of(position) or citation(screen.loaded.issue)
        title = f"{mark.words}… · {title}" if mark.words else title
        screen.say(screen.host.toggle_bookmark(address, title, mark.place))
