"""Moving through the page, or through the contents while they have the keys. A part of the reading screen."""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _

if TYPE_CHECKING:
    from briefing_tui.tui.reading.contents_pane import ContentsPane
    from briefing_tui.tui.reading.part_host import ReadingPartHost
    from briefing_tui.tui.reading.read_watch import ReadWatch
    from briefing_tui.tui.widgets.page_view import PageView


class Moving:
    """What the moving keys do."""

    def __init__(
        self, screen: "ReadingPartHost", page: "PageView", contents: "ContentsPane", watch: "ReadWatch"
    ) -> None:
        self._screen = screen
        self._page = page
        self._contents = contents
        self._watch = watch

    def go(self, block: int) -> None:
        """To a block of the page; 0 for its beginning."""
        if block:
            self._page.go_block(block)
        else:
            self._page.go_top()
        self._screen.follow()

    def moved_down(self) -> None:
        """The reader moved by hand: at the end, the issue was read."""
        if self._page.at_end:
            self._watch.paged()

    # By lines and screenfuls

    def action_line_down(self) -> None:
        """Key j ↓."""
        self._move(1)

    def action_line_up(self) -> None:
        """Key k ↑."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Key Space."""
        self._move_screens(1)

    def action_page_up(self) -> None:
        """Key u."""
        self._move_screens(-1)

    def action_top(self) -> None:
        """Key g."""
        if self._contents.active:
            self._contents.move_to_end(last=False)
        else:
            self.go(0)

    def action_bottom(self) -> None:
        """Key G."""
        if self._contents.active:
            self._contents.move_to_end(last=True)
        else:
            self._page.go_bottom()
            self._screen.follow()
            self.moved_down()

    def _move(self, count: int) -> None:
        if self._contents.active:
            self._contents.move(count)
        else:
            self._page.scroll_lines(count)
            self._screen.follow()
            if count > 0:
                self.moved_down()

    def _move_screens(self, count: int) -> None:
        if self._contents.active:
            self._contents.move_screens(count)
        else:
            self._page.scroll_screens(count)
            self._screen.follow()
            if count > 0:
                self._watch.paged()

    # By items and sections

    def action_next_item(self) -> None:
        """Key ]."""
        page = self._page.page
        position = self._screen.places.item_after(page, self._page.top)
        if position:
            self.go(page.block_of_item(position))
        else:
            self._screen.say(_("No item after this one; > opens the newer issue."))

    def action_previous_item(self) -> None:
        """Key [."""
        page = self._page.page
        position = self._screen.places.item_before(page, self._page.top, self._page.viewport.line_of)
        self.go(page.block_of_item(position) if position else 0)

    def action_next_section(self) -> None:
        """Key }."""
        block = self._screen.places.section_after(self._page.page, self._page.top.block)
        if block >= 0:
            self.go(block)
        else:
            self._screen.say(_("No section after this one."))

    def action_previous_section(self) -> None:
        """Key {."""
        page = self._page
        block = self._screen.places.section_before(page.page, page.top, page.viewport.line_of)
        self.go(max(0, block))
