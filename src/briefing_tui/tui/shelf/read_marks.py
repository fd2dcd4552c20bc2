"""Read and unread, as the reader says it of one issue or of all that are shown; and what says something else than when it was read. Parts of the
library screen.

What changed is looked for in a thread. A file whose state is the one that was read costs nothing; another is read and compared once, and when it says the same its
new state is noted. What was kept of issues that this reader may not see any more, or that are gone, is dropped.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.entry import Entry, Stamp
from briefing_tui.model.key import IssueKey

if TYPE_CHECKING:
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.personal.read_texts import NoTexts
    from briefing_tui.tui.shelf.part_host import ShelfPartHost


class ReadMarks:
    """What the keys for the read mark do."""

    def __init__(self, screen: "ShelfPartHost") -> None:
        self._screen = screen

    def action_mark_read(self) -> None:
        """Key a."""
        entry, state = self._screen.list.current, self._screen.host.state
        if entry is not None and entry.key is not None and entry.summary is not None:
            read = not state.is_read(entry.key)
            state.mark_read(entry.key, read)
            told = _("Marked as read: {key}") if read else _("Marked as unread: {key}")
            self._marked(told.format(key=entry.key))

    def action_mark_all_read(self) -> None:
        """Key A: every issue that is shown; when all are read, as unread."""
        shown, state = self._screen.list.shown_keys, self._screen.host.state
        read = not all(map(state.is_read, shown))
        for key in shown:
            state.mark_read(key, read)
        told = (
            ngettext(
                "Marked as read: {count} issue; A again: unread",
                "Marked as read: {count} issues; A again: unread",
                len(shown),
            )
            if read
            else ngettext("Marked as unread: {count} issue", "Marked as unread: {count} issues", len(shown))
        )
        self._marked(told.format(count=len(shown)))

    def _marked(self, text: str) -> None:
        self._screen.list.marks_changed()
        self._screen.tell_facts()
        if not self._screen.host.state.kept:
            text = _("{told}; until you leave: a read-only session keeps nothing").format(told=text)
        self._screen.say(text)


class SinceRead:
    """Which issues say something else than when the reader read them: what was found last."""

    class Changed(Message):
        """Another set of issues than before."""

        def __init__(self, keys: frozenset[IssueKey]) -> None:
            super().__init__()
            self.keys = keys

    def __init__(
        self, screen: Screen[None], library: "LibraryReader", texts: "Callable[[], NoTexts]"
    ) -> None:
        self._screen = screen
        self._library = library
        self._texts = texts
        self._other: dict[IssueKey, Stamp] = {}
        """Issues that say something else, with the state in which they do."""
        self.keys: frozenset[IssueKey] = frozenset()

    def look(self, entries: Sequence[Entry]) -> None:
        """Look again, in a thread; `entries` are all there are."""
        if entries:
            work = partial(self._look, tuple(entries))
            self._screen.run_worker(work, group="since", exclusive=True, thread=True)

    def _look(self, entries: tuple[Entry, ...]) -> None:
        worker, texts = get_current_worker(), self._texts()
        there = {entry.key: entry for entry in entries if entry.key is not None}
        found = set()
        for key in texts.all_keys():
            if worker.is_cancelled:
                return
            entry = there.get(key)
            if entry is None:
                texts.forget(key)
            elif entry.summary is not None and self._is_other(key, entry.stamp, texts):
                found.add(key)
        if frozenset(found) != self.keys and not worker.is_cancelled:
            self._screen.post_message(self.Changed(frozenset(found)))

    def _is_other(self, key: IssueKey, stamp: Stamp, texts: "NoTexts") -> bool:
        known = texts.known(key)
        if known is None or known.stamp == stamp:
            return False
        if self._other.get(key) == stamp:
            return True
        try:
            loaded = self._library.load(key)
        except BriefingError:
            return False  # another entry comes
        if texts.is_same(key, loaded.issue, loaded.stamp):
            return False
        self._other[key] = loaded.stamp
        return True
