"""Pieces into an issue that is being written, asked for where none is open: which issue, which section, which of them; then it is saved.

A part of a screen that lists what may be taken: the inbox, other libraries. The work is done in threads; the screen goes on with what is posted.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.importers.pieces import RecognisedItems
from briefing_tui.library.entry import Entry
from briefing_tui.model.issue import PUBLISHED, Issue, Item, Section
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.model.taking import bare_title, positions, section_called, take_in
from briefing_tui.tui.dialogues.asking import Answer, Question
from briefing_tui.tui.dialogues.taking import TakeScreen, TakingChoice, TakingOffer
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from textual.app import App

    from briefing_tui.library.saving.revision import Opened
    from briefing_tui.tui.host import InboxHost
    from briefing_tui.tui.options import Writing

T = TypeVar("T")
_ISSUES = 9
"""Issues to choose from: the newest that are not out."""


class ListingScreen(Protocol):
    """The screen, as this part sees it."""

    @property
    def host(self) -> "InboxHost":
        """What goes beyond the screen."""

    @property
    def app(self) -> "App[Any]":
        """Where dialogues are shown."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def run_worker(self, work: Callable[[], None], *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: Message) -> bool:
        """Tell the screen, from any thread."""


class ItemsTaken(NamedTuple):
    """What was saved."""

    key: IssueKey
    issue: Issue
    items: tuple[Item, ...]
    places: tuple[str, ...]
    """Their addresses."""


class ItemsOffered(NamedTuple):
    """What is to be taken."""

    name: str
    """What it is called in the heading of the box."""
    pieces: RecognisedItems
    noted: Sequence[str] = ()
    """What must be known first."""


class IntoIssue:
    """Asks, and saves."""

    class Ended(Message):
        """A thread is done; the screen is to go on with `then`."""

        def __init__(self, then: Callable[[], object]) -> None:
            super().__init__()
            self.then = then

    def __init__(self, screen: ListingScreen) -> None:
        self._screen = screen

    @property
    def _writing(self) -> "Writing":
        writing = self._screen.host.writing
        assert writing is not None, "the actions that write are not there for readers"
        return writing

    def take(
        self, offered: ItemsOffered, done: Callable[[ItemsTaken], str], told: Callable[[str], object]
    ) -> None:
        """Ask for the issue, when there are several. `done` is called in the thread that has saved; what it says is `told` the screen then."""
        entries = [entry for entry in self._screen.host.library.first_entries(60) if _is_open(entry)]
        keys = [entry.key for entry in entries[:_ISSUES] if entry.key is not None]
        if not keys:
            self._screen.say(_("No issue is being written; n in the library begins one."))
        elif len(keys) == 1:
            self._open(offered, done, told, str(keys[0]))
        else:
            answers = [Answer(str(key), str(at), str(key)) for at, key in enumerate(keys, 1)]
            question = Question(_("Into which issue?"), (), [*answers, Answer("", "b", _("back"))])
            from briefing_tui.tui.dialogues.question import QuestionScreen

            self._screen.app.push_screen(QuestionScreen(question, partial(self._open, offered, done, told)))

    def _open(
        self,
        offered: ItemsOffered,
        done: Callable[[ItemsTaken], str],
        told: Callable[[str], object],
        answer: str,
    ) -> None:
        if answer:
            key = parse_key(answer)
            self.in_thread(
                lambda: self._writing.editor().open_for_editing(key),
                partial(self._offer, offered, done, told),
            )

    def _offer(
        self,
        offered: ItemsOffered,
        done: Callable[[ItemsTaken], str],
        told: Callable[[str], object],
        opened: "Opened",
    ) -> None:
        sections = opened.issue.sections or (Section(),)
        wanted = offered.pieces.found[0].section
        same = section_called(opened.issue, wanted) if wanted else None
        heading = _("{file} → {key}").format(file=offered.name, key=opened.key)
        titles = [bare_title(one.title) for one in sections]
        offer = TakingOffer(
            heading, offered.pieces, titles, same or 0, [*offered.noted, *offered.pieces.doubts]
        )
        ambiguous = self._screen.host.options.ambiguous
        self._screen.app.push_screen(
            TakeScreen(offer, partial(self._chosen, opened, done, told), ambiguous=ambiguous)
        )

    def _chosen(
        self,
        opened: "Opened",
        done: Callable[[ItemsTaken], str],
        told: Callable[[str], object],
        choice: TakingChoice | None,
    ) -> None:
        if choice is None:
            return
        if not choice.pieces:
            self._screen.say(_("Nothing was chosen."))
            return
        self.in_thread(lambda: self._saved(opened, choice, done), told)

    def _saved(self, opened: "Opened", choice: TakingChoice, done: Callable[[ItemsTaken], str]) -> str:
        """Save, and what comes behind it; what is to be told of both. It is saved though the second fails."""
        taken = self._save(opened, choice)
        try:
            return done(taken)
        except BriefingError as error:
            reason = error_line(error, self._screen.host.library.root)
            return _("saved as {address}, but: {reason}").format(
                address="、".join(taken.places), reason=reason
            )

    def _save(self, opened: "Opened", choice: TakingChoice) -> ItemsTaken:
        from briefing_tui.library.format.encode import normalised_item

        issue = opened.issue
        if not issue.sections:
            issue = issue._replace(sections=(Section(),))
        taken = take_in(issue, choice.section, [normalised_item(piece.item) for piece in choice.pieces])
        saved = self._writing.editor().save(opened, taken.issue).opened
        places = tuple(f"{opened.key}#{at}" for at in positions(saved.issue, taken.items))
        return ItemsTaken(opened.key, saved.issue, taken.items, places)

    def in_thread(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Work, then go on with its result; what goes wrong is said."""

        def run() -> None:
            try:
                result = work()
            except BriefingError as error:
                root = self._screen.host.library.root
                self._screen.post_message(self.Ended(partial(self._screen.say, error_line(error, root))))
            else:
                self._screen.post_message(self.Ended(partial(then, result)))

        self._screen.run_worker(run, group="into issue", exclusive=True, thread=True)


def _is_open(entry: Entry) -> bool:
    """Whether it is an issue that is not out."""
    return entry.summary is not None and entry.summary.status != PUBLISHED
