"""What is done about a contribution from the inbox screen: taken into an issue that is being written, or declined with a reason. A part of the screen.

With no issue open, one is chosen, and what is taken is saved into it at once, as the verb does; then the file is moved. The work is done in threads.
"""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.dialogues.into_issue import IntoIssue, ItemsOffered, ItemsTaken, ListingScreen
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from briefing_tui.library.inbox.inbox import InboxEditor


class DecidingScreen(ListingScreen, Protocol):
    """The inbox screen, as this part sees it."""

    def decided(self, said: str) -> None:
        """Something left the inbox: list it again and say what was done."""


class Deciding:
    """What the keys do."""

    def __init__(self, screen: DecidingScreen, inbox: "InboxEditor") -> None:
        self._screen = screen
        self._inbox = inbox
        self._into = IntoIssue(screen)

    def take(self, one: Contribution, pieces: RecognisedItems) -> None:
        """Ask for the issue, when there are several."""
        try:
            self._inbox.check_may_decide(one)
        except LibraryError as error:
            self._screen.say(error_line(error, self._inbox.root))
            return
        noted = [_("the same was decided on before: {what}").format(what=one.before)] if one.before else []
        offered = ItemsOffered(one.file, pieces, noted)
        self._into.take(offered, partial(self._taken, one), self._screen.decided)

    def _taken(self, one: Contribution, taken: ItemsTaken) -> str:
        """It is saved: move it; what to tell."""
        unit = next((name for item in taken.items for name in item.units), "")
        self._inbox.take(one, taken.places, unit)
        return _("{file} is now {address}").format(file=one.file, address="、".join(taken.places))

    def decline(self, one: Contribution) -> None:
        """Ask why."""
        from briefing_tui.tui.dialogues.ask_line import AskLineScreen

        question = LineQuestion(
            _("Decline {file}: why?").format(file=one.file),
            _("Enter puts it into inbox/declined with this reason, Esc: back"),
            "",
        )
        self._screen.app.push_screen(AskLineScreen(question, partial(self._declined, one)))

    def _declined(self, one: Contribution, reason: str) -> str:
        self._into.in_thread(
            lambda: self._inbox.decline(one, reason),
            lambda decision: self._screen.decided(
                _("{file} is now inbox/{to}").format(file=one.file, to=decision.to)
            ),
        )
        return ""
