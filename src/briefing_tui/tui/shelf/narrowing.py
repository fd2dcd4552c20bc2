"""Which issues the list shows and how: the words typed behind `/`, and the three menus. A part of the library screen."""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.tui.shelf.rows.arrangement import Arrangement

if TYPE_CHECKING:
    from briefing_tui.tui.shelf.part_host import ShelfPartHost
    from briefing_tui.tui.widgets.find_bar import FindBar


class Narrowing:
    """What the keys for filter, view and order do."""

    def __init__(self, screen: "ShelfPartHost") -> None:
        self._screen = screen
        self._bar: FindBar | None = None
        self.query = ""
        """What was typed; empty for all issues."""
        self.bookmarked: frozenset[str] = frozenset()
        """Keys of issues with a bookmark, as they were when the list was last arranged."""

    @property
    def narrows(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.query or self._screen.list.arrangement.narrows)

    # Words

    async def action_filter(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar

        if self._bar is None:
            self._bar = FindBar(self.query)
            self._screen.list.always_active = True
            await self._screen.show_bar(self._bar)

    def filter(self, query: str) -> None:
        """Narrow the list to what has these words."""
        self.query = query
        issues = self._screen.list
        issues.set_query(query)
        self._screen.tell_facts()
        if self._bar is not None:
            shown = _("{shown} of {total}")
            self._screen.say(shown.format(shown=issues.shown_total, total=len(issues.entries)))

    def close_bar(self) -> None:
        """The field goes, the words stay."""
        if self._bar is not None:
            self._bar.remove()
            self._bar = None
            self._screen.say("")
            self._screen.list.always_active = False
            self._screen.list.focus()

    def give_up(self) -> None:
        """All issues again."""
        self.close_bar()
        self.filter("")

    async def search_texts(self) -> None:
        """Look for what no issue's head has in all texts; the list shows everything again when one comes back."""
        query = self.query
        self.give_up()
        await self._screen.host.search(query)

    def action_clear_filter(self) -> None:
        """Key Escape."""
        issues = self._screen.list
        if self._screen.preview.has_focus:
            issues.focus()
        else:
            self.arrange(Arrangement(issues.arrangement.view, issues.arrangement.sort))
            self.filter("")

    # Menus

    def action_filter_menu(self) -> None:
        """Key f."""
        self._open_menu("filter")

    def action_view_menu(self) -> None:
        """Key v."""
        self._open_menu("view")

    def action_sort_menu(self) -> None:
        """Key o."""
        self._open_menu("sort")

    def _open_menu(self, name: str) -> None:
        from briefing_tui.tui.shelf.menus import menu

        self.close_bar()
        self._screen.app.push_screen(menu(name, self._screen.list, self.arrange))

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the list so."""
        marks = self._screen.host.state.bookmarks()
        self.bookmarked = frozenset(mark.address.partition("#")[0] for mark in marks)
        self._screen.list.rearrange(arrangement)
        self._screen.tell_facts()
