"""The life of the issue being written: its status, and its number. A part of the authoring screen.

Owned by `authoring.screen`. What is asked about the status is said by `saving.status_flow`. A number is changed as the verb
`rename` does it: at once, unless somebody else is at the issue.
"""

from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.asked import key_to_change
from briefing_tui.library.disk.presence import Notes
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.part_host import PartHost
    from briefing_tui.tui.authoring.saving.conversation import Conversation
    from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
    from briefing_tui.tui.authoring.session import EditingSession


class IssueLife:
    """What the keys for status and number do."""

    def __init__(
        self,
        screen: "PartHost",
        session: "EditingSession",
        status: "StatusFlow",
        conversation: "Conversation",
    ) -> None:
        self._screen = screen
        self._session = session
        self._status = status
        self._conversation = conversation

    # Status

    def choose_status(self) -> None:
        """Ask for the next step."""
        self._conversation.go_on(self._status, self._status.choose())

    # The number

    async def renumber(self) -> None:
        """Another key: in the form while there is no file, else the file is renamed."""
        session = self._session
        if session.is_new:
            session.select(Selection(edits.MASTHEAD))
            self._screen.show_again()
            await self._screen.enter(keys.FORM, "number")
        elif session.changed:
            self._screen.say(_("Save first (Ctrl+S): then the file can get another number."))
        else:
            from briefing_tui.tui.dialogues.ask_line import AskLineScreen

            heading = _("Another number for {key}").format(key=session.key)
            footing = _("2024-15 or 2024-增1. Enter renames the file at once, Esc goes back")
            question = LineQuestion(heading, footing, str(session.key))
            await self._screen.ask(AskLineScreen(question, self._rename_to))

    def _rename_to(self, text: str) -> str:
        """Rename; what went wrong, empty when it is done."""
        session, old = self._session, self._session.key
        try:
            new = key_to_change(text, old.year)
            if new == old:
                return ""
            session.library.rename(old, new, drafts=session.drafts)
            session.renamed(session.library.open_for_editing(new))
        except BriefingError as error:
            return error_line(error, session.library.root)
        Notes(session.library.root).leave(old)
        announce(session)
        self._screen.host.key_changed(old, new)
        self._screen.show_again()
        self._screen.say(_("{old} is {new} now").format(old=old, new=new))
        return ""
