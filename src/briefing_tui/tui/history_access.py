"""The way from the app to what became of an issue: its history, and what changed since it was read.

Owned by the app. Light: all that reads git or compares is imported when somebody asks. The history is for sessions that may write; what changed since
it was read is for everybody, for it is told from what the reader's own session has kept: it runs no program.
"""

import time
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.entry import NO_FILE
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.tui.actions import keys
from briefing_tui.tui.host import InTable
from briefing_tui.tui.issue_feed import IssueFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from briefing_tui.library.entry import Stamp
    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.library.history.timeline import Event
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.issue import Issue
    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.authoring.editing import Editing
    from briefing_tui.tui.authoring_access import AuthoringAccess
    from briefing_tui.tui.history.comparing_screen import Taking
    from briefing_tui.tui.history.feed import Subject


_SETTLED_SECONDS = 0.2
"""What an issue that is opened is given to be drawn, before anything is compared."""
_OURS = (keys.HISTORY, keys.COMPARING)


class Around(Protocol):
    """What it asks of the app."""

    @property
    def library(self) -> "LibraryReader":
        """The library that is read."""

    @property
    def state(self) -> "NoState":
        """What is kept for this reader."""

    @property
    def authoring(self) -> "AuthoringAccess":
        """The way to the authoring screen."""

    def push_screen(self, screen: "Screen[None]") -> "Awaitable[None]":
        """Show a screen, or a dialogue over the one in front."""

    @property
    def screen(self) -> "Screen[object]":
        """The one in front."""

    def pop_screen(self) -> object:
        """Take it away."""

    def run_worker(self, work: "Callable[[], None]", *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread; the newest wish of a group wins when it is `exclusive`."""

    def post_message(self, message: "Message") -> bool:
        """Tell the app, from any thread."""

    def tell(self, text: str) -> None:
        """A notice on the screen in front."""


class PastKnown(Message):
    """A thread is done: go on."""

    def __init__(self, then: "Callable[[], None]") -> None:
        super().__init__()
        self.then = then


class HistoryAccess:
    """Shows histories and changes; remembers what was read."""

    def __init__(self, host: Around) -> None:
        self._host = host
        self._offered = False
        self._told = ""
        """What was said last of a state that could not be recorded."""
        self._before: dict[IssueKey, Issue] = {}
        """Issues as they were read before this session: what is new stays told until its end."""

    # The history

    def show(self, address: ItemAddress, issue: "Issue | None") -> None:
        """What became of an issue; `issue` as it is now, None for as it is in its file."""
        if issue is None:
            self._host.run_worker(partial(self._load, address), group="past", exclusive=True, thread=True)
            return
        from briefing_tui.library.history.trigger import is_kept

        if not self._offered and not is_kept(self._host.library.root):
            self._offered = True
            if self._offer(partial(self._show, address, issue)):
                return
        self._show(address, issue)

    def _load(self, address: ItemAddress) -> None:
        try:
            issue = self._host.library.load(address.key).issue
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return
        self._host.post_message(PastKnown(partial(self.show, address, issue)))

    def _offer(self, then: "Callable[[], None]") -> bool:
        """Offer to keep it from now on; whether that was asked."""
        from briefing_tui.library.history.git import is_there
        from briefing_tui.tui.dialogues.asking import Answer, Question, Said
        from briefing_tui.tui.dialogues.question import QuestionScreen

        if not is_there():
            return False
        question = Question(
            _("History is not kept here"),
            [
                Said(
                    _(
                        "With git every saved state of this library can be looked at and had back, by whoever edits it. Nothing is sent anywhere."
                    )
                )
            ],
            [Answer("keep", "k", _("keep it from now on")), Answer("", "n", _("not now"))],
        )
        self._host.push_screen(QuestionScreen(question, partial(self._answered, then)))
        return True

    def _answered(self, then: "Callable[[], None]", answer: str) -> None:
        if answer:
            self._host.run_worker(partial(self._begin, then), group="past", exclusive=True, thread=True)
        else:
            then()

    def _begin(self, then: "Callable[[], None]") -> None:
        from briefing_tui.library.history import recording

        writing = self._host.authoring.writing
        try:
            recording.begin(self._host.library.root)
            recording.record(self._host.library.root, writing.name if writing is not None else "")
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return
        self._host.post_message(PastKnown(then))

    def _show(self, address: ItemAddress, issue: "Issue") -> None:
        from briefing_tui.model.issue import walk_items
        from briefing_tui.tui.history.feed import Subject
        from briefing_tui.tui.history.screen import HistoryScreen

        item = next((one.item for one in walk_items(issue) if one.position == address.item), None)
        subject = Subject(self._host.library.root, address.key, issue, item, address.item or 0)
        self._host.push_screen(HistoryScreen(subject, self._show_state, self._why_none))

    def _why_none(self) -> list[str]:
        """What is said where nothing is recorded."""
        from briefing_tui.library.history.git import is_there
        from briefing_tui.library.history.trigger import is_kept

        if not is_there():
            return [_("git is not installed; history needs it, all else works without")]
        if is_kept(self._host.library.root):
            return [_("No saved state is recorded yet.")]
        return [_("History is not kept here"), _("`briefing-tui history on` keeps them from now on")]

    def _show_state(self, subject: "Subject", event: "Event") -> None:
        """A state beside the present one."""
        from briefing_tui.library.history.versions import load_version
        from briefing_tui.tui.history.comparing_feed import Sides
        from briefing_tui.tui.history.comparing_screen import ComparingScreen
        from briefing_tui.tui.history.screen import state_title

        version = event.version
        assert version is not None
        editing = self._host.authoring.editing
        now = subject.issue
        if editing is not None and editing.session is not None and editing.session.key == subject.key:
            now = editing.session.issue  # something may have been had back since
        sides = Sides(lambda: load_version(subject.root, subject.key, version).issue, now)
        take = partial(self._take, subject.key) if self._host.authoring.writable else None
        self._host.push_screen(ComparingScreen(state_title(subject, event), sides, take))

    def _take(self, key: IssueKey, taking: "Taking") -> "Issue | None":
        """Make an edit of the issue that is being written, or begin to write it with that edit."""
        editing = self._host.authoring.editing
        if editing is None or editing.session is None:
            while isinstance(self._host.screen, InTable) and self._host.screen.pane in _OURS:
                self._host.pop_screen()
            self._host.authoring.edit(ItemAddress(key), partial(self._make, taking))
            return None
        if editing.session.key != key:
            told = _("{key} is being edited; go back to it and leave it first.")
            self._host.tell(told.format(key=editing.session.key))
            return None
        return self._make(taking, editing)

    def _make(self, taking: "Taking", editing: "Editing") -> "Issue | None":
        return editing.make_edit(taking.make, taking.what)

    def look(self) -> None:
        """Say once why a saved state could not be recorded; it is recorded later."""
        from briefing_tui.library.history.trigger import fault_of

        fault = fault_of(self._host.library.root) if self._host.authoring.writable else ""
        if fault and fault != self._told:
            said = _("Saved, but not recorded in the history: {reason}. The next save catches up.")
            self._host.tell(said.format(reason=fault.rstrip(".。")))
        self._told = fault

    # What changed since it was read

    def read(self, key: IssueKey, loaded: "Loaded") -> None:
        """An issue was read: keep what it said, in a thread."""
        if loaded.stamp != NO_FILE:
            work = partial(self._keep, key, loaded.issue, loaded.stamp)
            self._host.run_worker(work, group="read", exclusive=False, thread=True)

    def _keep(self, key: IssueKey, issue: "Issue", stamp: "Stamp") -> None:
        texts = self._host.state.texts()
        if texts.known(key) is not None and not texts.is_same(key, issue, stamp):
            before = texts.text(key)
            if before is not None:
                self._before.setdefault(key, before)
        texts.keep(key, issue, stamp)

    def wrote(self, key: IssueKey) -> None:
        """An issue was written here: its writer knows what it says."""
        if self._host.state.is_read(key):
            self._host.run_worker(partial(self._know, key), group="read", exclusive=False, thread=True)

    def _know(self, key: IssueKey) -> None:
        try:
            loaded = self._host.library.load(key)
        except BriefingError:
            return  # it is gone, or not for this reader
        if loaded.stamp != NO_FILE:
            self._before.pop(key, None)
            self._host.state.texts().keep(key, loaded.issue, loaded.stamp)

    def opened(self, key: IssueKey, loaded: "Loaded", tell: "Callable[[str], None]") -> None:
        """An issue came to the screen: say, when it was read before and is another now, that D shows what changed."""
        if loaded.stamp != NO_FILE and self._host.state.is_read(key):
            work = partial(self._compare, key, loaded.issue, loaded.stamp, tell)
            self._host.run_worker(work, group="since", exclusive=True, thread=True)

    def _compare(self, key: IssueKey, issue: "Issue", stamp: "Stamp", tell: "Callable[[str], None]") -> None:
        time.sleep(_SETTLED_SECONDS)  # the page comes first
        texts = self._host.state.texts()
        known = texts.known(key)
        if known is None or known.stamp == stamp or texts.is_same(key, issue, stamp):
            return
        from briefing_tui.library.history.comparing import compare, without_record

        before = texts.text(key)
        if before is None:
            return
        self._before.setdefault(key, before)
        count = len(compare(before, without_record(issue)).changes)
        said = ngettext(
            "Changed since you read it: {count} piece; D shows it.",
            "Changed since you read it: {count} pieces; D shows them.",
            count,
        ).format(count=count)
        if not get_current_worker().is_cancelled:
            self._host.post_message(PastKnown(partial(tell, said)))

    def renamed(self, key: IssueKey, new_key: IssueKey) -> None:
        """An issue has another number now."""
        self._host.state.texts().rename(key, new_key)

    def changes(self, key: IssueKey, loaded: "Loaded") -> None:
        """Key D: what of an issue is another than when it was read; who has looked at that has read it."""
        if not self._host.state.is_read(key) and key not in self._before:
            self._host.tell(_("You have not read this issue before: nothing to compare it with."))
            return
        from briefing_tui.library.history.comparing import without_record
        from briefing_tui.tui.history.comparing_feed import Sides
        from briefing_tui.tui.history.comparing_screen import ComparingScreen

        sides = Sides(partial(self._as_read, key, loaded), without_record(loaded.issue))
        self._host.push_screen(ComparingScreen(_("{key} · changed since you read it").format(key=key), sides))

    def _as_read(self, key: IssueKey, loaded: "Loaded") -> "Issue":
        """In a thread."""
        before = self._before.get(key) or self._host.state.texts().text(key)
        if before is None:
            raise NotFoundError(_("what you read of {key} was not kept").format(key=key))
        if loaded.stamp != NO_FILE:
            self._keep(key, loaded.issue, loaded.stamp)
        return before
