"""What all searches of one app share: the finder, what was looked for last, and the words that led to an issue.

Owned by the app, handed to the screens that search and count. The finder is made when first needed; it holds the index, which
is a cache (its contract is `library.search.finder`), and is used from one thread at a time through `searching.feed`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.library.search.finder import Finder
    from briefing_tui.model.key import ItemAddress
    from briefing_tui.tui.options import AppOptions


class Searches:
    """The searches of one library."""

    def __init__(self, library: "LibraryReader", options: "AppOptions") -> None:
        self._library = library
        self._options = options
        self._finder: Finder | None = None
        self._leading: tuple[ItemAddress, tuple[str, ...]] | None = None
        self.last_query = ""
        """What was searched last, offered again by the next search."""

    @property
    def finder(self) -> "Finder":
        """Searches the library."""
        if self._finder is None:
            from briefing_tui.library.search.finder import Finder

            options = self._options
            self._finder = Finder(
                self._library,
                options.cache_directory,
                writable=options.cache_writable,
                ambiguous=options.ambiguous,
            )
        return self._finder

    def lead_to(self, address: "ItemAddress", words: tuple[str, ...]) -> None:
        """An issue is about to be opened at a place where these words were found: there they are ready for `n`."""
        self._leading = address, words

    def take_words(self, address: "ItemAddress") -> tuple[str, ...]:
        """The words that led to an issue just opened; asked once, none for any other issue."""
        leading, self._leading = self._leading, None
        return leading[1] if leading is not None and leading[0] == address else ()
