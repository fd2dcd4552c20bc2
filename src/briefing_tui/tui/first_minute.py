"""The first minute: with no library there are three ways on, to read the samples, to import a bulletin, to begin an issue.

Owned by the app, which shows it when it began without an issue to list. What cannot be done here (a read-only session, an
installation without samples) is not offered. A bulletin is imported in a thread, as the verb `import` does it.
"""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.message import Message
from textual.worker import get_current_worker

from briefing_tui.errors import BriefingError, RecogniseError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.disk.files import cannot, read_regular
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import IssueKey
from briefing_tui.tui.dialogues.ask_line import AskLineScreen
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.dialogues.menu import Menu, MenuOption
from briefing_tui.tui.issue_feed import OPEN, IssueFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.tui.options import Writing


class Imported(Message):
    """A thread has put a bulletin into the library."""

    def __init__(self, key: IssueKey, loaded: "Loaded", said: str) -> None:
        super().__init__()
        self.key = key
        self.loaded = loaded
        self.said = said
        """What became of its text, in a sentence."""


class HistoryBegun(Message):
    """A thread has made the library keep its history; `then` offers the other ways on."""

    def __init__(self, then: "Callable[[], None]") -> None:
        super().__init__()
        self.then = then


class Beginning(Protocol):
    """What it asks of the app."""

    def push_screen(self, screen: "Screen[None]") -> "Awaitable[None]":
        """Show a dialogue."""

    def run_worker(self, work: "Callable[[], None]", *, group: str, exclusive: bool, thread: bool) -> object:
        """Work in a thread."""

    def post_message(self, message: Message) -> bool:
        """Tell the app, from any thread."""

    def call_later(self, callback: "Callable[[], object]") -> bool:
        """Do something when the dialogue has gone."""

    def begin_new_issue(self) -> None:
        """Begin the next issue."""

    def read_samples(self, library: LibraryReader) -> None:
        """Show another library, to be read only."""


class FirstMinute:
    """The three ways on."""

    def __init__(self, app: Beginning, writing: "Writing | None", samples: str) -> None:
        self._app = app
        self._writing = writing
        self._samples = samples

    def show(self) -> None:
        """Offer what can be done here."""
        heading, footing = _("Welcome: there is no issue here yet"), _("Enter chooses, Esc closes")
        self._app.push_screen(Menu(heading, self.ways, footing))

    def ways(self) -> list[MenuOption]:
        """The ways on, the easiest first."""
        ways = []
        if self._samples:
            ways.append(MenuOption(_("Read the samples"), partial(self._later, self._read_samples)))
        if self._writing is not None:
            ways += [
                MenuOption(_("Import a bulletin from a text file"), partial(self._later, self._ask_file)),
                MenuOption(_("Begin an issue"), partial(self._later, self._app.begin_new_issue)),
            ]
            if self._offers_history():
                ways.append(
                    MenuOption(
                        _("Keep every saved state from now on, with git"),
                        partial(self._later, self._keep_history),
                    )
                )
        return ways or [MenuOption(_("Nothing can be begun in a read-only session."))]

    def _offers_history(self) -> bool:
        from briefing_tui.library.history.git import is_there
        from briefing_tui.library.history.trigger import is_kept

        return self._writing is not None and is_there() and not is_kept(self._writing.editor().root)

    def _keep_history(self) -> None:
        self._app.run_worker(self._begin_history, group=OPEN, exclusive=True, thread=True)

    def _begin_history(self) -> None:
        """In a thread: the library is made, and keeps its history; the ways on are offered again."""
        from briefing_tui.library.history.recording import begin

        assert self._writing is not None
        root = self._writing.editor().root
        try:
            os.makedirs(root, exist_ok=True)
            begin(root)
        except OSError as error:
            self._app.post_message(IssueFailed(cannot(_("cannot make the directory"), root, error)))
        except BriefingError as error:
            self._app.post_message(IssueFailed(error))
        else:
            self._app.post_message(HistoryBegun(self.show))

    def _later(self, way: "Callable[[], None]") -> None:
        self._app.call_later(way)

    def _read_samples(self) -> None:
        self._app.read_samples(LibraryReader(self._samples, published_only=True))

    def _ask_file(self) -> None:
        footing = _("A text, Word, PDF or HTML file. Enter imports it, Esc goes back")
        self._app.push_screen(AskLineScreen(LineQuestion(_("Which file?"), footing, "~/"), self._take))

    def _take(self, line: str) -> str:
        """Import it in a thread; what is wrong with the name, empty when there is such a file."""
        path = os.path.realpath(Path(os.path.expanduser(line)))
        if not os.path.isfile(path):
            return _("{file}: no such file").format(file=line)
        self._app.run_worker(partial(self._import, path), group=OPEN, exclusive=True, thread=True)
        return ""

    # In a thread

    def _import(self, path: str) -> None:
        worker = get_current_worker()
        message: Imported | IssueFailed
        try:
            message = self._imported(path)
        except BriefingError as error:
            message = IssueFailed(error)
        if not worker.is_cancelled:
            self._app.post_message(message)

    def _imported(self, path: str) -> Imported:
        from briefing_tui.importers.documents import BYTES_LIMIT, recognise_document

        if self._writing is None:
            raise RecogniseError(_("this session is read-only"))
        data, _status = read_regular(path, os.path.dirname(path), BYTES_LIMIT)
        issue, report = recognise_document(data, name=path)
        editor = self._writing.editor()
        editor.create(issue)
        doubts = len(report.uncertain)
        said = ngettext("{count} place to look at:", "{count} places to look at:", doubts).format(
            count=doubts
        )
        first = f"{said} {report.uncertain[0].text}; " if doubts else ""
        return Imported(issue.key, editor.load(issue.key), first + report.one_line())
