"""The contents of the highlighted issue, beside the list: read when the cursor has come to rest. A part of the library screen."""

from typing import TYPE_CHECKING

from briefing_tui.tui.shelf.feed import LibraryFeed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from textual.timer import Timer

    from briefing_tui.library.entry import Stamp
    from briefing_tui.tui.shelf.issue_list import IssueList
    from briefing_tui.tui.shelf.issue_preview import IssuePreview
    from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf

    class Drawing(Protocol):
        """The screen, as this part sees it."""

        def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
            """Do it after so many seconds."""

        def call_after_refresh(self, callback: Callable[[], None]) -> bool:
            """Do it when what changed is drawn."""


_SETTLE_SECONDS = 0.06
"""How long the cursor rests on an issue before its contents are read: a held key reads none."""
_OUTLINES_KEPT = 64


class Highlighted:
    """Has the contents read, and shows them."""

    def __init__(
        self, screen: "Drawing", feed: "LibraryFeed", issues: "IssueList", preview: "IssuePreview"
    ) -> None:
        self._screen = screen
        self._feed = feed
        self._list = issues
        self._preview = preview
        self._outlines: dict[tuple[str, Stamp], LibraryFeed.OutlineRead] = {}
        self._settling: Timer | None = None

    def begin(self, first: "FirstShelf") -> None:
        """Show what was painted before the app; of the very file that the list tells of it need not be read again."""
        self._preview.show(first.told)
        at = first.highlighted()
        if at is not None and first.sure:
            read = LibraryFeed.OutlineRead(at, first.told.outline, None, current=True)
            self._outlines[at.file, at.stamp] = read

    def moved(self) -> None:
        """The cursor is at another issue."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self._screen.set_timer(_SETTLE_SECONDS, self._settled)

    def _settled(self) -> None:
        entry = self._list.current
        if entry is None and self._list.entries:
            self._preview.show_text()
        if entry is None or not self._preview.display:
            return
        known = self._outlines.get((entry.file, entry.stamp))
        if known is not None:
            self.read(known)
        else:
            self._feed.read_outline(entry)

    def read(self, event: "LibraryFeed.OutlineRead") -> None:
        """Show what was read, unless the cursor has gone on."""
        entry = event.entry
        if event.current:
            if len(self._outlines) >= _OUTLINES_KEPT:
                del self._outlines[next(iter(self._outlines))]
            self._outlines[entry.file, entry.stamp] = event
        if self._list.current != entry:
            return
        if entry.summary is None or event.error is not None:
            self._preview.show_fault(entry, event.error)
        else:
            self._preview.show_outline(entry, event.outline)
        self._screen.call_after_refresh(self._feed.drawn)
