"""What the app does to find things: the search and statistics screens, and the finder they share.

Mixed into `tui.app`. The finder is made when first needed; it holds the index, which is a cache (its contract is
`library.search.finder`), and is used from one thread at a time through `searching.feed`.
"""

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.screen import Screen

    from briefing_tui.library.search.finder import Finder
    from briefing_tui.model.key import ItemAddress
    from briefing_tui.tui.app import BriefingApp


class Finding:
    """Search and statistics of one app."""

    _finder: "Finder | None" = None
    _primed: "tuple[ItemAddress, tuple[str, ...]] | None" = None
    last_query: str = ""
    """What was searched last, offered again by the next search."""

    @property
    def _app(self) -> "BriefingApp":
        return cast("BriefingApp", self)

    @property
    def finder(self) -> "Finder":
        """Searches this app's library."""
        if self._finder is None:
            from briefing_tui.library.search.finder import Finder  # noqa: PLC0415 - when asked for

            options = self._app.options
            self._finder = Finder(
                self._app.library,
                options.cache_directory,
                writable=options.cache_writable,
                ambiguous=options.ambiguous,
            )
        return self._finder

    async def action_search(self) -> None:
        """Key s."""
        await self.search("")

    async def search(self, query: str) -> None:
        """Show the search screen with a query; an empty one leaves what was looked for last."""
        from briefing_tui.tui.searching.screen import SearchScreen  # noqa: PLC0415 - when asked for

        for screen in self._app.screen_stack:
            if isinstance(screen, SearchScreen):  # it is below: what stands above goes
                self._app.show_library()  # from an issue that was found back to the search
                self.back_to(screen)
                screen.look_for(query)
                return
        await self._app.push_screen(SearchScreen(query))

    async def action_statistics(self) -> None:
        """Key S."""
        from briefing_tui.tui.searching.statistics import StatisticsScreen  # noqa: PLC0415 - when asked for

        await self._app.push_screen(StatisticsScreen())

    def back_to(self, screen: "Screen[None]") -> None:
        """Leave the screens above `screen`, as far as they lose nothing by it: no text being written, no question."""
        while self._app.screen is not screen and getattr(self._app.screen, "lists_only", False):
            self._app.pop_screen()

    def open_hit(self, address: "ItemAddress", words: tuple[str, ...]) -> None:
        """Show an issue at a place found, with the words that were looked for ready for `n`."""
        self._primed = (address, words)
        self._app.open_address(address)

    def take_primed(self, address: "ItemAddress") -> tuple[str, ...]:
        """The words for an issue that was just opened by `open_hit`; none for any other."""
        primed, self._primed = self._primed, None
        return primed[1] if primed is not None and primed[0] == address else ()
