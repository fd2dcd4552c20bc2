"""What one reader has of their own: places, read marks, bookmarks, searches, measure. Never part of the library.

`NoState` keeps it as long as the process lasts: a read-only session gets it. `reader_state` keeps it in a file.
"""

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line

if TYPE_CHECKING:
    from briefing_tui.personal.read_texts import NoTexts

EDITS = "edits"
"""The option that says that this user edits: their library begins at the newest issue, out or not."""
SEARCHES_KEPT = 50
"""Searches of one library that are remembered beside the saved ones."""


class ReadingPlace(NamedTuple):
    """Where a reader stands in an issue, so that the same paragraph is found after the file has changed."""

    item: int = 0
    """Running position of the item, from 1; 0 before the first one."""
    body_line: int = -1
    """Line of the item's body, from 0; -1 for its title."""
    offset: int = 0
    """Characters into that line."""


class Bookmark(NamedTuple):
    """An item (or an issue) a reader wants to find again."""

    address: str
    """`2024-14#3`, as `str(ItemAddress)` writes it."""
    title: str
    """Of the item when it was marked; cleaned."""
    added: str
    """ISO 8601 date and time, as the caller gave it."""
    body_line: int = -1
    """As in `ReadingPlace`: the line of the body it is at."""
    offset: int = 0
    """Characters into that line."""

    @property
    def name(self) -> str:
        """The address, with the place in the item behind it: `2024-14#3:2:40`. No two bookmarks share it."""
        at_head = self.body_line < 0 and not self.offset
        return self.address if at_head else f"{self.address}:{self.body_line}:{self.offset}"


class Stopped(NamedTuple):
    """The issue a reader left before its end."""

    key: str
    """As `str(IssueKey)` writes it."""
    where: str
    """What the item being read was called; cleaned."""


class PastSearch(NamedTuple):
    """A search a reader made."""

    query: str
    """As typed; cleaned."""
    used: str
    """ISO 8601 date and time of the last time, as the caller gave it."""
    saved: bool
    """Kept until the reader removes it; others are dropped when `SEARCHES_KEPT` newer ones have come."""


class NoState:
    """A state that lasts as long as the process and writes nothing.

    `key` is an issue of the library the state was loaded for.
    """

    kept = False
    """Whether anything outlives the session."""

    def __init__(self) -> None:
        self._stopped: Stopped | None = None
        self._places: dict[str, ReadingPlace] = {}
        self._read: set[str] = set()
        self._bookmarks: dict[str, Bookmark] = {}
        self._searches: dict[str, PastSearch] = {}
        self._options: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self._texts: dict[str, NoTexts] = {}

    def texts(self) -> "NoTexts":
        """The issues as this reader has read them; the same for all threads."""
        return self._texts.get("") or self._texts.setdefault("", self._make_texts())

    def _make_texts(self) -> "NoTexts":
        from briefing_tui.personal.read_texts import NoTexts  # not to show a page

        return NoTexts()

    def place(self, key: IssueKey) -> ReadingPlace | None:
        """Where the reader stopped, or None."""
        return self._places.get(str(key))

    def set_place(self, key: IssueKey, place: ReadingPlace) -> None:
        """Remember where the reader is."""
        if self._places.get(str(key)) != place:
            self._places[str(key)] = place
            self._changed("places", str(key), list(place))

    def is_read(self, key: IssueKey) -> bool:
        """Whether the issue was read."""
        return str(key) in self._read

    def read_keys(self) -> AbstractSet[str]:
        """The keys of all issues that were read, as `str(IssueKey)` writes them."""
        return self._read

    def mark_read(self, key: IssueKey, read: bool = True) -> None:
        """Remember that it was, or (`read=False`) that it was not."""
        if read != self.is_read(key):
            (self._read.add if read else self._read.discard)(str(key))
            self._changed("read", str(key), True if read else None)

    def stopped(self) -> Stopped | None:
        """The issue that was left last before its end."""
        return self._stopped

    def set_stopped(self, key: IssueKey, where: str) -> None:
        """An issue is left before its end, at what is called `where`; an empty text when it was read to its end."""
        known = self._stopped
        if where:
            self._set_stopped(Stopped(str(key), clean_line(where)))
        elif known is not None and known.key == str(key):
            self._set_stopped(None)

    def _set_stopped(self, stopped: Stopped | None) -> None:
        if stopped != self._stopped:
            self._stopped = stopped
            self._changed("stopped", "issue", None if stopped is None else list(stopped))

    def bookmarks(self) -> list[Bookmark]:
        """All of this library, newest first."""
        return sorted(self._bookmarks.values(), key=lambda mark: mark.added, reverse=True)

    def toggle_bookmark(
        self, address: str, title: str, added: str, body_line: int = -1, offset: int = 0
    ) -> bool:
        """Add the bookmark, or remove it when it is there; whether it is there now."""
        mark = Bookmark(address, clean_line(title), added, body_line, offset)
        if self.remove_bookmark(mark):
            return False
        self._set_bookmark(mark)
        return True

    def remove_bookmark(self, mark: Bookmark) -> bool:
        """Remove it; whether it was there."""
        if self._bookmarks.pop(mark.name, None) is None:
            return False
        self._changed("bookmarks", mark.name, None)
        return True

    def rename(self, key: IssueKey, new_key: IssueKey) -> None:
        """An issue has another key now: place, read mark and bookmarks go with it. What an earlier issue of the new key left goes."""
        old, new = str(key), str(new_key)
        place, read = self._places.get(old), self.is_read(key)
        for gone in (old, new):
            if self._places.pop(gone, None) is not None:
                self._changed("places", gone, None)
        if place is not None:
            self.set_place(new_key, place)
        self.mark_read(key, read=False)
        self.mark_read(new_key, read=read)
        if self._stopped is not None and self._stopped.key == old:
            self._set_stopped(self._stopped._replace(key=new))
        for mark in self.bookmarks():
            issue, item_mark, item = mark.address.partition("#")
            if issue == old:
                self.remove_bookmark(mark)
                self._set_bookmark(mark._replace(address=f"{new}{item_mark}{item}"))

    def searches(self) -> list[PastSearch]:
        """The searches made in this library: saved ones first, then the latest first."""
        return sorted(self._searches.values(), key=lambda search: (search.saved, search.used), reverse=True)

    def note_search(self, query: str, used: str, *, saved: bool | None = None) -> None:
        """Remember that `query` was used; `saved` keeps it for good (True) or no longer (False), None leaves that."""
        query = clean_line(query).strip()
        if not query:
            return
        known = self._searches.get(query)
        keep = saved if saved is not None else known is not None and known.saved
        self._searches[query] = PastSearch(query, used, keep)
        self._changed("searches", query, [used, keep])
        for old in [search for search in self.searches() if not search.saved][SEARCHES_KEPT:]:
            self.forget_search(old.query)

    def forget_search(self, query: str) -> None:
        """Remove a search, saved or not."""
        if self._searches.pop(query, None) is not None:
            self._changed("searches", query, None)

    def option(self, name: str, default: int) -> int:
        """A choice that holds for all libraries, such as `measure` or `contents`."""
        return self._options.get(name, default)

    def set_option(self, name: str, value: int) -> None:
        """Remember a choice."""
        if self._options.get(name) != value:
            self._options[name] = value
            self._changed("options", name, value)

    def text_option(self, name: str, default: str) -> str:
        """As `option`, of a choice that is a word, such as `theme`."""
        return self._words.get(name, default)

    def set_text_option(self, name: str, value: str) -> None:
        """Remember a choice that is a word."""
        if self._words.get(name) != value:
            self._words[name] = value
            self._changed("options", name, value)

    def save(self) -> None:
        """Nothing: this state is not kept."""

    def _set_bookmark(self, mark: Bookmark) -> None:
        self._bookmarks[mark.name] = mark
        self._changed("bookmarks", mark.name, [mark.title, mark.added])

    def _changed(self, part: str, name: str, value: object) -> None:
        """One change: `value` under `name` in `part`; None removes it."""
