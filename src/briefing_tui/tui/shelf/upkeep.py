"""What is done to a library as a whole from its screen: a file taken in, an issue deleted or brought back, all of it checked.

A part of the library screen, which owns it and passes on `Ended`. All work is done in threads, and all of it as the verbs do it.
What writes needs the host's `Writing`; a read-only session has none, and none of these keys but the check.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from briefing_tui.errors import BriefingError, KeyFormatError, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.model.finding import Finding
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.tui.dialogues.asking import Answer, Question, Said
from briefing_tui.tui.dialogues.findings import FindingsScreen
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.library.disk.trash import Trashed
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.tui.options import Writing
    from briefing_tui.tui.shelf.part_host import ShelfPartHost

T = TypeVar("T")


class Upkeep:
    """What the keys do."""

    class Ended(Message):
        """A thread is done; the screen is to go on with `then`."""

        def __init__(self, then: Callable[[], object]) -> None:
            super().__init__()
            self.then = then

    def __init__(self, screen: "ShelfPartHost") -> None:
        self._screen = screen
        self._editor: LibraryEditor | None = None

    @property
    def _writing(self) -> "Writing":
        writing = self._screen.host.writing
        assert writing is not None, "the actions that write are not there for readers"
        return writing

    def _library(self) -> "LibraryEditor":
        """Made at the first wish: it costs 30 ms to import. Called in threads."""
        if self._editor is None:
            self._editor = self._writing.editor()
        return self._editor

    def _in_thread(
        self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BriefingError], object]
    ) -> None:
        """Work in a thread; what came of it goes on in the screen."""

        def run() -> None:
            try:
                result = work()
            except BriefingError as error:
                self._screen.post_message(self.Ended(partial(failed, error)))
            else:
                self._screen.post_message(self.Ended(partial(then, result)))

        self._screen.run_worker(run, group="upkeep", exclusive=True, thread=True)

    def _refused(self, error: BriefingError) -> None:
        """Why, with the file's name alone: there is one row."""
        self._screen.say(error_line(error))

    # Importing

    def action_import_file(self) -> None:
        """Key I: ask for the file."""
        from briefing_tui.tui.dialogues.ask_file import AskFileScreen, last_folder
        from briefing_tui.tui.shelf.importing import which_file

        folder = last_folder(self._screen.host.state)
        self._screen.app.push_screen(AskFileScreen(which_file(folder), self._file_named))

    def _file_named(self, line: str) -> str:
        path = os.path.expanduser(line)
        if not os.path.isfile(path):
            return _("there is no such file")
        from briefing_tui.tui.dialogues.ask_file import remember_folder

        remember_folder(self._screen.host.state, line)
        self._screen.app.call_later(self._recognise, path, None)
        return ""

    def _recognise(self, path: str, key: IssueKey | None) -> None:
        from briefing_tui.importers.file import recognise_file

        self._screen.say(_("Reading {file} …").format(file=os.path.basename(path)))
        self._in_thread(
            partial(recognise_file, path, key),
            partial(self._recognised, path),
            partial(self._not_recognised, path, key),
        )

    def _not_recognised(self, path: str, key: IssueKey | None, error: BriefingError) -> None:
        """Perhaps the text only does not say which issue it is."""
        self._refused(error)
        if key is None and isinstance(error, RecogniseError) and "--as" in error.hint:
            from briefing_tui.tui.dialogues.ask_line import AskLineScreen
            from briefing_tui.tui.shelf.importing import which_key

            question = which_key(error.message)
            self._screen.app.push_screen(AskLineScreen(question, partial(self._key_named, path)))

    def _key_named(self, path: str, line: str) -> str:
        try:
            key = parse_key(line)
        except KeyFormatError as error:
            return error_line(error)
        self._screen.app.call_later(self._recognise, path, key)
        return ""

    def _recognised(self, path: str, found: "Recognised") -> None:
        from briefing_tui.tui.shelf.importing import whether_to_import

        self._screen.say("")
        question = whether_to_import(os.path.basename(path), found)
        self._screen.app.push_screen(QuestionScreen(question, partial(self._take_in, found)))

    def _take_in(self, found: "Recognised", status: str) -> None:
        if status:
            workflow = found.issue.workflow._replace(status=status)
            issue = found.issue._replace(workflow=workflow)
            said = _("{key} is in the library: {report}")
            done = said.format(key=issue.key, report=found.report.one_line())
            self._in_thread(
                lambda: self._library().create(issue),
                lambda _path: self._screen.show_changed(issue.key, done),
                self._refused,
            )

    # Deleting, and bringing back

    def action_delete_issue(self) -> None:
        """Key D: ask first."""
        at = self._screen.address()
        if at is None:
            return
        key = at.key
        question = Question(
            _("Delete {key}?").format(key=key),
            [Said(_("It goes into the trash of the library; key T brings it back."))],
            [Answer("", "b", _("keep the issue")), Answer("delete", "d", _("delete it"))],
        )
        self._screen.app.push_screen(QuestionScreen(question, partial(self._delete, key)))

    def _delete(self, key: IssueKey, answer: str) -> None:
        if answer:
            done = _("{key} is in the trash; T brings it back").format(key=key)
            self._in_thread(
                lambda: self._library().delete(key, drafts=self._writing.drafts()),
                lambda _gone: self._screen.show_changed(None, done),
                self._refused,
            )

    def action_restore_issue(self) -> None:
        """Key T: list what can be brought back: of each key what was deleted last."""
        self._in_thread(lambda: self._library().trashed(), self._offer_trash, self._refused)

    def _offer_trash(self, found: "list[Trashed]") -> None:
        latest: dict[IssueKey, Trashed] = {}
        for one in found:
            latest.setdefault(one.key, one)
        if not latest:
            self._screen.say(_("the trash is empty"))
            return
        answers = [
            Answer(str(key), "", _("{key}, deleted {when}").format(key=key, when=when_deleted(one)))
            for key, one in latest.items()
        ]
        question = Question(_("Bring back"), (), [*answers, Answer("", "b", _("back, bring back nothing"))])
        self._screen.app.push_screen(QuestionScreen(question, self._restore))

    def _restore(self, answer: str) -> None:
        if answer:
            key = parse_key(answer)
            done = _("{key} is back in the library").format(key=key)
            self._in_thread(
                lambda: self._library().restore(key),
                lambda _path: self._screen.show_changed(key, done),
                self._refused,
            )

    # Checking

    def action_check_library(self) -> None:
        """Key C: look through the library."""
        from briefing_tui.library.inspection import inspect_library

        self._screen.say(_("Checking the library …"))
        library = self._screen.host.library
        self._in_thread(lambda: inspect_library(library), self._show_findings, self._refused)

    def _show_findings(self, found: list[Finding]) -> None:
        self._screen.say("")
        heading = _("Check of the library: {count} found").format(count=len(found))
        self._screen.app.push_screen(FindingsScreen(heading, found, self._go_to))

    def _go_to(self, finding: Finding) -> None:
        """To the issue that a finding is of, if it is of one."""
        name = os.path.basename(finding.place).removesuffix(".toml")
        try:
            key = parse_key(name)
        except KeyFormatError:
            self._screen.say(f"{finding.place}: {finding.text}")
            return
        if not self._screen.list.highlight(key):
            self._screen.say(f"{finding.place}: {finding.text}")


def when_deleted(one: "Trashed") -> str:
    """`20241216T140203Z` as 2024-12-16 14:02 UTC; what is written otherwise as it stands."""
    date, _t, time = one.deleted.partition("T")
    if len(date) != 8 or len(time) < 4:
        return one.deleted
    return f"{date[:4]}-{date[4:6]}-{date[6:]} {time[:2]}:{time[2:4]} UTC"
