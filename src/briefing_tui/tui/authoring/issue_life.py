"""The life of the issue being written: its status, and its number. A part of the authoring screen.

Owned by `authoring.screen`. What is asked is said by `saving.status_flow` and `saving.number_flow`.
"""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.saving.number_flow import NumberFlow

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost
    from briefing_tui.tui.authoring.saving.conversation import Conversation
    from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
    from briefing_tui.tui.authoring.session import EditingSession


class IssueLife:
    """What the keys for status and number do."""

    def __init__(
        self,
        screen: "AuthoringPartHost",
        session: "EditingSession",
        status: "StatusFlow",
        conversation: "Conversation",
    ) -> None:
        self._screen = screen
        self._session = session
        self._status = status
        self._number = NumberFlow(session)
        self._conversation = conversation

    # Status

    def action_status(self) -> None:
        """Key S: ask for the next step."""
        self._screen.take_typed()
        self._conversation.go_on(self._status, self._status.choose())

    def action_check(self) -> None:
        """Key C: list what speaks against publishing, and what is odd about the file."""
        from briefing_tui.tui.dialogues.findings import FindingsScreen

        self._screen.take_typed()
        found = self._status.all_findings()
        heading = _("Check of {key}: {count} found").format(key=self._session.key, count=len(found))
        self._screen.ask(FindingsScreen(heading, found, self._go_to))

    def _go_to(self, finding: "Finding") -> None:
        if finding.selection is not None:
            self._session.select(finding.selection)
            self._screen.show_again()

    # The number

    async def action_renumber(self) -> None:
        """Key R: another key; in the form while there is no file, else the file is renamed."""
        self._screen.take_typed()
        session = self._session
        if session.is_new:
            session.select(Selection(edits.MASTHEAD))
            self._screen.show_again()
            await self._screen.enter(keys.FORM, "number")
        else:
            self._conversation.go_on(self._number, self._number.ask())
