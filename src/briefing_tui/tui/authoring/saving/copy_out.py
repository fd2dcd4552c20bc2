"""The whole issue written to a file of the writer's choice: what remains when it cannot be saved in its place."""

from pathlib import Path
from typing import NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.tui.authoring.saving.steps import Ask, Refuse, Say, Steps
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.messages import error_line


class Copying(NamedTuple):
    """Where to was asked."""

    issue: Issue


def ask_where(session: EditingSession, issue: Issue) -> Ask:
    """Where a copy of `issue` shall go."""
    footing = _("Enter saves, Esc goes back; nothing that exists is replaced")
    question = LineQuestion(_("Save a copy to"), footing, f"~/{session.key.stem}.toml")
    return Ask(question, Copying(issue))


def copy_to(session: EditingSession, issue: Issue, line: str) -> Steps:
    """Write it there, at once."""
    try:
        path = str(Path(line).expanduser())
    except RuntimeError:  # ~somebody who does not exist, or one's own when nobody knows it
        return (Refuse(_("{path}: no such home folder; write the whole path").format(path=line)),)
    try:
        session.library.save_copy(path, issue, session.opened)
    except LibraryError as error:
        return (Refuse(error_line(error, session.library.root)),)
    return (Say(_("A copy was saved: {path}").format(path=path)),)
