"""What the status row of the authoring screen says of the chosen piece. Pure; called by the screen."""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model import edits

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.session import EditingSession


def facts_of(
    session: "EditingSession", name: str, sent_in: str, counted: tuple[int, int] | None
) -> list[str]:
    """The piece by its place or `name`; what was `sent_in`, if anything; 汉字 and characters of its body, where they are `counted`."""
    position = edits.position_of(session.issue, session.selection)
    is_item = bool(position) and session.selection.kind == edits.ITEM
    facts = [f"#{position}/{session.issue.item_total()}" if is_item else name]
    if sent_in:
        facts.append(sent_in)
    if counted is not None:
        chinese, total = counted
        facts.append(_("{chinese} 汉字, {total} characters").format(chinese=chinese, total=total))
    return facts
