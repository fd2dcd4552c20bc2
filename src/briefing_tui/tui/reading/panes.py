"""Contents and page: side by side or one at a time, which of them has the keys, how long the lines are. A part of the reading screen.

Widths are cells, measures 汉字.
"""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.tui.reading import layout

if TYPE_CHECKING:
    from briefing_tui.tui.reading.contents_pane import ContentsPane
    from briefing_tui.tui.reading.part_host import ReadingPartHost
    from briefing_tui.tui.widgets.page_view import PageView

MEASURES = range(16, 81, 2)
"""汉字 to a line that `+` and `-` choose from."""


class ReadingPanes:
    """What stands where, and what the keys for it do."""

    def __init__(self, screen: "ReadingPartHost", page: "PageView", contents: "ContentsPane") -> None:
        self._screen = screen
        self._page = page
        self._contents = contents
        self._wide_contents = bool(screen.host.state.option("contents", 1))
        self._narrow_contents = False

    def fit(self, width: int) -> None:
        """Side by side or one at a time, in a window of this width."""
        wide = width >= layout.TWO_PANES
        shown = self._wide_contents if wide else self._narrow_contents
        self._contents.styles.width = self._contents.styles.max_width = (
            layout.contents_cells(width, self._page.measure, self._contents.cells_wanted())
            if wide
            else "100%"
        )
        self._contents.display = shown
        self._page.display = wide or not shown
        if not shown and self._contents.active:
            self._contents.activate(active=False)

    def to_page(self) -> None:
        """The page has the keys, and is in sight."""
        if self._contents.active:
            self._contents.activate(active=False)
        if self._narrow_contents:
            self._narrow_contents = False
            self.fit(self._screen.size.width)

    def step_back(self) -> bool:
        """From the contents to the page; whether there was anything to leave."""
        if self._narrow_contents and self._contents.display:
            self.action_toggle_contents()
        elif self._contents.active:
            self._contents.activate(active=False)
        else:
            return False
        return True

    # Contents

    def action_jump(self) -> None:
        """Key Enter."""
        if self._contents.active:
            self._contents.choose()

    def action_switch_pane(self) -> None:
        """Key Tab."""
        if not self._contents.display:
            self.action_toggle_contents()
        else:
            self._contents.activate(active=not self._contents.active)

    def action_toggle_contents(self) -> None:
        """Key t."""
        width = self._screen.size.width
        if width >= layout.TWO_PANES:
            self._wide_contents = not self._wide_contents
            self._screen.host.state.set_option("contents", int(self._wide_contents))
        else:
            self._narrow_contents = not self._narrow_contents
        self.fit(width)
        if self._narrow_contents and self._contents.display:
            self._contents.activate(active=True)

    # Measure

    def action_wider(self) -> None:
        """Key +."""
        self._set_measure(2)

    def action_narrower(self) -> None:
        """Key -."""
        self._set_measure(-2)

    def _set_measure(self, step: int) -> None:
        """From the length that is shown, which the window may limit."""
        screen, width, shown = self._screen, self._screen.size.width, self._page.measure_shown
        beside = layout.least_contents(width) if self._contents.display and width >= layout.TWO_PANES else 0
        room = (width - beside - layout.PAGE_MARGINS) // 2
        if step > 0 and (shown + step > room or shown >= MEASURES[-1]):
            screen.say(_("{measure} characters to a line: no room for more").format(measure=shown))
            return
        measure = max(MEASURES.start, min(shown + step, MEASURES[-1]))
        self._page.set_measure(measure)
        self.fit(width)
        screen.follow()
        screen.host.state.set_option("measure", measure)
        screen.say(_("{measure} characters to a line").format(measure=measure))
