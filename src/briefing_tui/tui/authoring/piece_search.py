"""Finding pieces by their words, in the issue being written: the query, and the bar that it is typed into.

A query is literal; capitals and full-width forms count as equal. It goes round at either end.
"""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, selections
from briefing_tui.model.issue import Issue
from briefing_tui.tui.widgets.issue_texts import fold

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.outline_editor import OutlineEditor
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost
    from briefing_tui.tui.authoring.session import EditingSession
    from briefing_tui.tui.widgets.find_bar import FindBar


class PieceSearch:
    """One query. Knows no widget."""

    def __init__(self) -> None:
        self.query = ""
        """What is looked for; empty when nothing is."""
        self.begun = Selection()
        """Where it began."""

    def begin(self, selection: Selection) -> None:
        """A query is about to be typed."""
        self.begun = selection

    def look_for(self, issue: Issue, query: str) -> Selection | None:
        """The first piece with `query`, from where the search began; None when there is none or nothing is asked."""
        self.query = query
        found = self._found(issue)
        order = list(selections(issue))
        at = order.index(self.begun) if self.begun in order else 0
        later = [selection for selection in found if order.index(selection) >= at]
        return (later or found or [None])[0]  # type: ignore[list-item]  # the default of an empty list

    def step(self, issue: Issue, selection: Selection, step: int) -> Selection | None:
        """The piece with the query after (1) or before (-1) `selection`, round at either end."""
        found = self._found(issue)
        if not found:
            return None
        order = list(selections(issue))
        at = order.index(selection) if selection in order else -1
        beyond = [one for one in found if (order.index(one) - at) * step > 0]
        if step > 0:
            return (beyond or found)[0]
        return (beyond or found)[-1]

    def _found(self, issue: Issue) -> list[Selection]:
        wanted = fold(self.query)
        if not wanted:
            return []
        return [one for one in selections(issue) if wanted in fold(_text(issue, one))]


class PieceFinding:
    """A part of the authoring screen: the keys that find, and what the bar says, which the screen passes on."""

    def __init__(
        self, screen: "AuthoringPartHost", session: "EditingSession", outline: "OutlineEditor"
    ) -> None:
        self._screen = screen
        self._session = session
        self._outline = outline
        self._search = PieceSearch()
        self._bar: FindBar | None = None

    async def action_find(self) -> None:
        """Key /."""
        from briefing_tui.tui.widgets.find_bar import FindBar

        if self._bar is None:
            self._search.begin(self._session.selection)
            self._outline.always_active = True
            self._bar = FindBar(self._search.query)
            await self._screen.show_bar(self._bar)

    def typed(self, query: str) -> None:
        """To the first piece with the words."""
        self._go(self._search.look_for(self._session.issue, query))

    def accepted(self) -> None:
        """Stay there."""
        self._close_bar()

    def cancelled(self) -> None:
        """Back to where it began."""
        self._close_bar()
        self._go(self._search.begun)

    def action_find_next(self) -> None:
        """Key n."""
        self._step(1)

    def action_find_previous(self) -> None:
        """Key N."""
        self._step(-1)

    def _step(self, step: int) -> None:
        """To the next (1) or former (-1) piece with the words."""
        self._go(self._search.step(self._session.issue, self._session.selection, step))

    def _go(self, selection: Selection | None) -> None:
        if selection is None:
            nothing = _("Not found") if self._search.query else _("Nothing to find yet: / asks for words.")
            self._screen.say(nothing)
            return
        self._session.select(selection)
        self._screen.show_again()

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.remove()
            self._bar = None
            self._outline.always_active = False
            self._outline.focus()


def _text(issue: Issue, selection: Selection) -> str:
    """All texts of a piece; of a group and a section their names alone."""
    value = edits.piece(issue, selection)
    if selection.kind == edits.GROUP:
        return str(getattr(value, "group", ""))
    if selection.kind == edits.SECTION:
        return str(getattr(value, "title", ""))
    parts: list[object] = [] if value is None else list(value)
    return "\n".join(
        "、".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in parts if part
    )
