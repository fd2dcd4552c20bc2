"""Another number for an issue that has a file: asked, and done at once as the verb `rename` does it. Knows no screen.

Used by `issue_life`. Refused while somebody else is at the issue, and while there is something that is not saved.
"""

from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.asked import key_to_change
from briefing_tui.library.disk.presence import Notes
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.authoring.saving.steps import Ask, Given, KeyChanged, Refuse, Say, Show, Steps, Worded
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.messages import error_line


class Renumbering(NamedTuple):
    """Which number was asked."""


class NumberFlow:
    """Gives one session's issue another key."""

    def __init__(self, session: EditingSession) -> None:
        self._session = session

    def ask(self) -> Steps:
        """Which number it shall have."""
        session = self._session
        if session.changed:
            return (Say(_("Save first (Ctrl+S): then the file can get another number.")),)
        heading = _("Another number for {key}").format(key=session.key)
        footing = _("2024-15 or 2024-增1. Enter renames the file at once, Esc goes back")
        return (Ask(LineQuestion(heading, footing, str(session.key)), Renumbering()),)

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """Rename the file; what went wrong is refused, and the line stays to be put right."""
        assert not isinstance(answer, Worded), "nothing is worded here"
        session, old = self._session, self._session.key
        try:
            new = key_to_change(answer or "", old.year)
            if new == old:
                return ()
            session.library.rename(old, new, drafts=session.drafts)
            session.renamed(session.library.open_for_editing(new))
        except BriefingError as error:
            return (Refuse(error_line(error, session.library.root)),)
        Notes(session.library.root).leave(old)
        announce(session)
        return KeyChanged(old, new), Show.ISSUE, Say(_("{old} is {new} now").format(old=old, new=new))
