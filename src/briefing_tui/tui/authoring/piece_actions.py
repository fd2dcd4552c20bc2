"""What the authoring screen does to the outline: pieces added, copied, moved, taken away, and undo over the whole issue.

A part of `authoring.screen`; every action is one edit of `model.edits` or `model.moves`. Each says
what it did and how to take it back.
"""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model import edits, moves
from briefing_tui.model.edits import Edited, Selection
from briefing_tui.model.issue import Issue
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.session import EditingSession

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost

_NAMING = {edits.GROUP: "group", edits.DISTRIBUTION: "role", edits.END: "mark", edits.CORRECTION: "text"}
"""The field that names a piece, where it is not the title."""


class PieceActions:
    """What the keys of the outline do."""

    def __init__(self, screen: "AuthoringPartHost", session: EditingSession) -> None:
        self._screen = screen
        self._session = session

    def _now(self) -> tuple[Issue, Selection]:
        """The issue with all that was typed, and the chosen piece."""
        self._screen.take_typed()
        return self._session.issue, self._session.selection

    async def _do(self, edited: Edited, what: str, field: str = "") -> bool:
        """Take an edit over and show it; with `field` the keyboard goes there. Whether it changed anything."""
        if not self._session.apply(edited, what):
            return False
        self._screen.show_again()
        if field:
            await self._screen.enter(keys.FORM, field)
        self._screen.say(_("{what} — Ctrl+Z takes it back").format(what=what))
        return True

    async def action_add_item(self) -> None:
        """Keys a and ctrl+l."""
        await self._do(edits.insert(*self._now(), edits.ITEM), _("item added"), "title")

    async def action_add_section(self) -> None:
        """Key A."""
        await self._do(edits.insert(*self._now(), edits.SECTION), _("section added"), "title")

    async def action_add_preface(self) -> None:
        """Key p."""
        if not await self._do(edits.insert(*self._now(), edits.PREFACE), _("preface added"), "title"):
            self._session.select(Selection(edits.PREFACE))
            self._screen.show_again()
            await self._screen.enter(keys.FORM, "title")

    async def action_add_distribution(self) -> None:
        """Key t."""
        await self._do(edits.insert(*self._now(), edits.DISTRIBUTION), _("line of recipients added"), "role")

    async def action_delete(self) -> None:
        """Key d."""
        issue, selection = self._now()
        what = _("deleted: {piece}").format(piece=self._screen.name_of(selection))
        if not await self._do(edits.remove(issue, selection), what):
            self._screen.say(_("This piece stays; its fields may be emptied."))

    async def action_duplicate(self) -> None:
        """Key c."""
        if not await self._do(edits.duplicate(*self._now()), _("copied")):
            self._screen.say(_("Sections, items and lines of recipients can be copied."))

    async def action_rename(self) -> None:
        """Key r."""
        await self._screen.enter(keys.FORM, _NAMING.get(self._session.selection.kind, "title"))

    async def action_move_down(self) -> None:
        """Key J."""
        await self._move(moves.move(*self._now(), moves.DOWN))

    async def action_move_up(self) -> None:
        """Key K."""
        await self._move(moves.move(*self._now(), moves.UP))

    async def action_to_next_section(self) -> None:
        """Key >."""
        await self._to_section(1)

    async def action_to_previous_section(self) -> None:
        """Key <."""
        await self._to_section(-1)

    async def _to_section(self, step: int) -> None:
        issue, selection = self._now()
        section = selection.section + step
        if selection.kind in {edits.ITEM, edits.GROUP} and 0 <= section < len(issue.sections):
            await self._move(moves.move_to(issue, selection, section))
        else:
            self._screen.say(_("There is no section to move it into."))

    async def _move(self, edited: Edited) -> None:
        if not await self._do(edited, _("moved")):
            self._screen.say(_("It cannot go further."))

    def action_undo(self) -> None:
        """Key u in the outline, ctrl+z there and in fields of one line."""
        self._screen.take_typed()
        if self._screen.take_back_noted():
            return
        self._went(self._session.undo(), _("Taken back: {what}"), _("Nothing to take back."))

    action_undo_field = action_undo

    def action_redo(self) -> None:
        """Key U."""
        self._screen.take_typed()
        self._went(self._session.redo(), _("Done again: {what}"), _("Nothing was taken back."))

    def _went(self, what: str, text: str, nothing: str) -> None:
        if what:
            self._screen.show_again()
        self._screen.say(text.format(what=what) if what else nothing)
        self._screen.read_if_listed()
