"""What is done about a contribution from the inbox screen: taken into an issue that is being written, or declined with a reason. A part of the screen.

With no issue open, one is chosen, and what is taken is saved into it at once, as the verb does; then the file is moved. The work is done in threads.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.importers.pieces import Pieces
from briefing_tui.library.entry import Entry
from briefing_tui.library.inbox.contribution import Contribution
from briefing_tui.model.issue import PUBLISHED, Section
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.model.taking import bare_title, positions, section_called, take_in
from briefing_tui.tui.dialogues.asking import Answer, LineQuestion, Question
from briefing_tui.tui.dialogues.taking import Choice, Offer, TakeScreen
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from textual.app import App

    from briefing_tui.library.inbox.inbox import InboxEditor
    from briefing_tui.library.saving.revision import Opened
    from briefing_tui.tui.host import InboxHost
    from briefing_tui.tui.options import Writing

T = TypeVar("T")
_ISSUES = 9
"""Issues to choose from: the newest that are not out."""


class DecidingScreen(Protocol):
    """The inbox screen, as this part sees it."""

    @property
    def host(self) -> "InboxHost":
        """What goes beyond the screen."""

    @property
    def app(self) -> "App[Any]":
        """Where dialogues are shown."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def decided(self, said: str) -> None:
        """Something left the inbox: list it again and say what was done."""

    def run_worker(self, work: Callable[[], None], *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: Message) -> bool:
        """Tell the screen, from any thread."""


class Deciding:
    """What the keys do."""

    class Ended(Message):
        """A thread is done; the screen is to go on with `then`."""

        def __init__(self, then: Callable[[], object]) -> None:
            super().__init__()
            self.then = then

    def __init__(self, screen: DecidingScreen, inbox: "InboxEditor") -> None:
        self._screen = screen
        self._inbox = inbox

    @property
    def _writing(self) -> "Writing":
        writing = self._screen.host.writing
        assert writing is not None, "the actions that write are not there for readers"
        return writing

    def take(self, one: Contribution, pieces: Pieces) -> None:
        """Ask for the issue, when there are several."""
        entries = [entry for entry in self._screen.host.library.first_entries(60) if _is_open(entry)][
            :_ISSUES
        ]
        keys = [entry.key for entry in entries if entry.key is not None]
        if not keys:
            self._screen.say(_("No issue is being written; n in the library begins one."))
        elif len(keys) == 1:
            self._open(one, pieces, keys[0])
        else:
            answers = [Answer(str(key), str(at), str(key)) for at, key in enumerate(keys, 1)]
            question = Question(_("Into which issue?"), (), [*answers, Answer("", "b", _("back"))])
            from briefing_tui.tui.dialogues.question import QuestionScreen

            self._screen.app.push_screen(QuestionScreen(question, partial(self._issue_chosen, one, pieces)))

    def _issue_chosen(self, one: Contribution, pieces: Pieces, answer: str) -> None:
        if answer:
            self._open(one, pieces, parse_key(answer))

    def _open(self, one: Contribution, pieces: Pieces, key: IssueKey) -> None:
        self._in_thread(
            lambda: self._writing.editor().open_for_editing(key), partial(self._offer, one, pieces)
        )

    def _offer(self, one: Contribution, pieces: Pieces, opened: "Opened") -> None:
        sections = opened.issue.sections or (Section(),)
        wanted = pieces.found[0].section
        same = section_called(opened.issue, wanted) if wanted else None
        noted = [_("the same was decided on before: {what}").format(what=one.before)] if one.before else []
        heading = _("{file} → {key}").format(file=one.file, key=opened.key)
        offer = Offer(
            heading, pieces, [bare_title(s.title) for s in sections], same or 0, [*noted, *pieces.doubts]
        )
        ambiguous = self._screen.host.options.ambiguous
        self._screen.app.push_screen(
            TakeScreen(offer, partial(self._chosen, one, opened), ambiguous=ambiguous)
        )

    def _chosen(self, one: Contribution, opened: "Opened", choice: Choice | None) -> None:
        if choice is None:
            return
        if not choice.pieces:
            self._screen.say(_("Nothing was chosen."))
            return
        self._in_thread(partial(self._take, one, opened, choice), self._screen.decided)

    def _take(self, one: Contribution, opened: "Opened", choice: Choice) -> str:
        """Save, then move; what to tell."""
        from briefing_tui.library.format.encode import normalised_item

        issue = opened.issue
        if not issue.sections:
            issue = issue._replace(sections=(Section(),))
        taken = take_in(issue, choice.section, [normalised_item(piece.item) for piece in choice.pieces])
        saved = self._writing.editor().save(opened, taken.issue)
        places = tuple(f"{opened.key}#{at}" for at in positions(saved.opened.issue, taken.items))
        unit = next((name for item in taken.items for name in item.units), "")
        self._inbox.take(one, places, unit)
        return _("{file} is now {address}").format(file=one.file, address="、".join(places))

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
        self._in_thread(
            lambda: self._inbox.decline(one, reason),
            lambda decision: self._screen.decided(
                _("{file} is now inbox/{to}").format(file=one.file, to=decision.to)
            ),
        )
        return ""

    def _in_thread(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        def run() -> None:
            try:
                result = work()
            except BriefingError as error:
                self._screen.post_message(
                    self.Ended(partial(self._screen.say, error_line(error, self._inbox.root)))
                )
            else:
                self._screen.post_message(self.Ended(partial(then, result)))

        self._screen.run_worker(run, group="deciding", exclusive=True, thread=True)


def _is_open(entry: Entry) -> bool:
    """Whether it is an issue that is not out."""
    return entry.summary is not None and entry.summary.status != PUBLISHED
