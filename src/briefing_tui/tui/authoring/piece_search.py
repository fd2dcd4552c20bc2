"""Finding pieces by their words, in the issue being written. Owned by the authoring screen; knows no widget.

A query is literal; capitals and full-width forms count as equal. It goes round at either end.
"""

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, selections
from briefing_tui.model.issue import Issue
from briefing_tui.tui.shelf.issue_list import fold


class PieceSearch:
    """One query."""

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
