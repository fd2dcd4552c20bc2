"""A search in the page of one issue: its matches, the one the reader stands on, going round, and the bar for the words.

Owned by the reading screen. `Search` scrolls and highlights the page view it was given, and tells in words what happened
through `tell`, which is called after every change. A query is literal; capitals and full width count as equal.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from briefing_tui.tui.reading.part_host import ReadingPartHost
    from briefing_tui.tui.widgets.find_bar import FindBar
    from briefing_tui.typeset.find import Occurrence


class Search:
    """Matches of one query, in reading order."""

    def __init__(self, page: PageView, tell: Callable[[str], None]) -> None:
        self._page = page
        self._tell = tell
        self._from = page.place()
        self._words: tuple[str, ...] = ()
        self.query = ""
        """What is looked for; empty when nothing is."""
        self.hits: tuple[Occurrence, ...] = ()
        """All matches."""
        self.current = -1
        """Index of the match the reader stands on; -1 for none."""
        self._ahead = 0
        """Index of the first match from here on, while the reader stands on none."""

    def begin(self) -> None:
        """A query is about to be typed: remember where."""
        self._from = self._page.place()

    def look_for(self, query: str) -> None:
        """To the first match from where the search began, or to the first of all."""
        self._page.go_place(self._from)
        self._stand(self._begin_with(query, (query,) if query else ()), typing=True)

    def prime(self, words: tuple[str, ...], end: int) -> None:
        """Mark what a search of the whole library looked for, and go to the first match between here and block `end`.

        There may be none: words are found in units and tags too, which no page shows. Then the page stays.
        """
        self.begin()
        at = self._begin_with(" ".join(words), words)
        if at < len(self.hits) and self.hits[at].block < end:
            self._stand(at)
        else:
            self._stand_before(at)

    def _begin_with(self, query: str, words: tuple[str, ...]) -> int:
        """Look for `words`; the index of the first match from the first line in sight on, past the end if there is none."""
        self.query, self._words = query, words
        self.hits = self._found()
        view = self._page.viewport
        top = (view.top.block, view.offset_of(view.top))
        return bisect_left(self.hits, top, key=lambda hit: (hit.block, hit.start))

    def step(self, count: int) -> None:
        """To the match after (1) or before (-1) the one stood on, round at either end; 0 shows and tells it again."""
        if self.query and self.current >= 0:
            self._stand(self.current + count)
        elif self.query:
            self._stand(self._ahead - (count < 0))
        else:
            self._tell(_("Nothing to find yet: / asks for words."))

    def give_up(self) -> None:
        """Back to where the search began, with nothing highlighted."""
        self._page.go_place(self._from)
        self.clear()

    def clear(self) -> None:
        """Nothing is looked for any more."""
        self.query, self._words, self.hits, self.current = "", (), (), -1
        self._page.mark_hits((), -1)
        self._tell("")

    def repeat(self) -> None:
        """The issue is another now: find the matches there, without moving."""
        self._stand_before(self._begin_with(self.query, self._words))

    def _found(self) -> "tuple[Occurrence, ...]":
        page = self._page.page
        return tuple(sorted({hit for word in self._words for hit in page.find(word)}))

    def _stand_before(self, at: int) -> None:
        """On none, the page stays: this match is the next, the one above it the last."""
        self.current, self._ahead = -1, at
        self._page.mark_hits(self.hits, -1)

    def _stand(self, at: int, *, typing: bool = False) -> None:
        """On this match, counted round; while the query is `typing`, n is a letter of it and no key to be told.

        What is told ends with the keys, so that its beginning is kept in a narrow row.
        """
        total = len(self.hits)
        self.current = at % total if total else -1
        self._page.mark_hits(self.hits, self.current)
        if not total:
            self._tell(_("Not found") if self.query else "")
            return
        self._page.reveal(self.hits[self.current])
        count = f"{self.current + 1}/{total}"
        told = count if 0 <= at < total else _("{count}, round again").format(count=count)
        self._tell(told if typing or total == 1 else _("{told}   n next  N back").format(told=told))


class PageFinding:
    """A part of the reading screen: the keys that find, and what the bar says, which the screen passes on."""

    def __init__(self, screen: "ReadingPartHost", search: Search) -> None:
        self._screen = screen
        self._search = search
        self._bar: FindBar | None = None

    async def action_find(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar

        if self._bar is None:
            self._search.begin()
            self._screen.say(_("Enter reads on, Esc goes back"))
            self._bar = FindBar(self._search.query)
            await self._screen.show_bar(self._bar)

    def action_find_next(self) -> None:
        """Key n."""
        self._search.step(1)

    def action_find_previous(self) -> None:
        """Key N."""
        self._search.step(-1)

    def accepted(self, query: str) -> None:
        """Read on at the match."""
        self._close_bar()
        if query != self._search.query:
            self._search.look_for(query)
        else:
            self._search.step(0)

    def cancelled(self) -> None:
        """As before the search."""
        self._close_bar()
        self._search.give_up()

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.remove()
            self._bar = None
            self._screen.set_focus(None)
