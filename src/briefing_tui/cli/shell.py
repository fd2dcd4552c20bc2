"""What a verb is handed: settings, library, and the only way to stdout. Made once a run by `cli.main`.

stdout is data, stderr is talk; what is said stands below the data it is about. Data is made safe for a terminal on its way (the second layer of promise T1). It is
UTF-8 in a pipe or a file; a terminal gets its own encoding, with `?` for what that lacks. Bytes are written
at the end, before something is said, or when there are many, so most verbs are one write.
"""

import os
from collections.abc import Iterable, Mapping
from typing import BinaryIO, TextIO

from briefing_tui.cli.output.talk import Talk
from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _, system_reason
from briefing_tui.settings.values import Settings
from briefing_tui.text.clean import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.library.search.finder import Finder
    from briefing_tui.personal.drafts import Drafts
    from briefing_tui.personal.state import NoState

_FLUSH_AT = 64 * 1024
"""Bytes kept back before they are written."""


class OutputError(BriefingError):
    """stdout cannot be written: closed, or its disk is full."""


LEAST_COLUMNS = 10
"""A smaller COLUMNS is somebody's mistake."""


def can_be_written(directory: str) -> bool:
    """Whether it could be made or written, judged by the nearest directory that exists."""
    while directory and not os.path.lexists(directory):
        directory = os.path.dirname(directory) or "."
    return os.path.isdir(directory) and os.access(directory, os.W_OK | os.X_OK)


class Shell:
    """One run of one verb."""

    def __init__(
        self,
        settings: Settings,
        environ: Mapping[str, str],
        stdout: TextIO | None,
        talk: Talk,
        fault: BriefingError | None = None,
        warnings: tuple[BriefingError, ...] = (),
    ) -> None:
        self.settings = settings
        self.environ = environ
        self.talk = talk
        self.settings_fault = fault
        """Why the settings could not be read, for the verbs that run nevertheless; `settings` holds defaults then."""
        self.state_cap: int | None = None
        """In a reader's session, which writes nothing else: bytes its own state may have, 0 for none; None elsewhere."""
        self.settings_warnings = warnings
        """What of the settings is not used, a default being as good."""
        self._stdout = stdout
        self._waiting: list[bytes] = []
        self._size = 0

    # the library

    def library(self, *, needed: bool = True) -> "LibraryReader":
        """The library, to be read; a helpful LibraryError when there is none yet and it is `needed`.

        Readers (a read-only session, or somebody who may not write the directory) see published issues only.
        """
        from briefing_tui.library.reader import LibraryReader

        reader = LibraryReader(self.settings.library, published_only=not self.may_write)
        reader.cache_directory = self.settings.cache_directory
        if needed and not reader.exists():
            raise LibraryError(
                _("no library at {directory}").format(directory=self.settings.library),
                hint=_(
                    "`briefing-tui demo` shows samples, `briefing-tui import FILE…` takes a bulletin in, `briefing-tui new` begins one; `--library DIR` uses another"
                ),
            )
        return reader

    def finder(self) -> "Finder":
        """Searches and counts the library; a helpful LibraryError when there is none yet. Loads sqlite3."""
        from briefing_tui.library.search.finder import Finder

        settings = self.settings
        return Finder(
            self.library(),
            settings.cache_directory,
            writable=not settings.read_only,
            ambiguous=self.ambiguous,
        )

    @property
    def may_write(self) -> bool:
        """Whether this session edits: not read-only, and the library's directory may be written, or made when there is none."""
        return not self.settings.read_only and can_be_written(self.settings.library)

    def editor(self) -> "LibraryEditor":
        """The library, to be written; the directory need not exist.

        LibraryError in a read-only session, and for somebody who may not write the directory.
        """
        if self.settings.read_only:
            raise LibraryError(_("this session is read-only"), hint=_("leave --read-only out to write"))
        if os.path.isdir(self.settings.library) and not self.may_write:
            raise LibraryError(
                _("you may not write the library {directory}").format(directory=self.settings.library),
                hint=self.unsaved() or _("ask whoever keeps it, or use another with --library DIR"),
            )
        from briefing_tui.library.editor import LibraryEditor

        editor = LibraryEditor(self.settings.library)
        editor.signer, editor.synced = self.settings.name, self.settings.sync
        editor.keeps_history = self.settings.history
        return editor

    def drafts(self) -> "Drafts":
        """What this user's editing sessions kept unsaved."""
        from briefing_tui.personal.drafts import Drafts

        return Drafts(self.settings.state_directory)

    @property
    def keeps_state(self) -> bool:
        """Whether places, bookmarks and the log of crashes are kept: not in a read-only session, unless it has a reader."""
        return bool(self.state_cap) if self.state_cap is not None else not self.settings.read_only

    def reader_state(self) -> "NoState":
        """Places, marks and bookmarks of this user in the library."""
        if not self.keeps_state:
            from briefing_tui.personal.state import NoState

            return NoState()
        from briefing_tui.personal.reader_state import ReaderState

        settings = self.settings
        return ReaderState.load(settings.state_directory, settings.library, cap=self.state_cap)

    def unsaved(self) -> str:
        """In a session that may not write: what to say of the texts that this user wrote when it could, and did not save."""
        if self.settings.read_only or self.may_write:
            return ""
        from briefing_tui.personal.draft_names import FOLDER

        if not os.path.isdir(os.path.join(self.settings.state_directory, FOLDER)):
            return ""
        kept = [draft for draft in self.drafts().list(self.settings.library) if not draft.alive]
        if not kept:
            return ""
        keys = ", ".join(dict.fromkeys(str(draft.key) for draft in kept))
        return _("your unsaved text of {keys} is kept, and offered once the library can be written").format(
            keys=keys
        )

    # talk

    def say(self, text: str) -> None:
        """Tells the person something, on stderr; below the data that is there already."""
        self.flush()
        self.talk.say(text)

    def error(self, error: BriefingError) -> None:
        """Tells of an error that does not end the run, below the data that is there already."""
        self.flush()
        self.talk.error(error)

    # data

    @property
    def terminal(self) -> bool:
        """Whether stdout is a terminal."""
        try:
            return self._stdout is not None and self._stdout.isatty()
        except ValueError:  # closed
            return False

    @property
    def colours(self) -> int:
        """How many colours stdout has: 0 when it is no terminal, for TERM=dumb and NO_COLOR; 16, 256 or 1 << 24."""
        term = self.environ.get("TERM", "")
        if not self.terminal or self.environ.get("NO_COLOR") or term in {"", "dumb"}:
            return 0
        if self.environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
            return 1 << 24
        return 256 if "256color" in term else 16

    def size(self) -> tuple[int, int]:
        """Columns and rows (cells) to print for: COLUMNS when somebody has set it, else those of the terminal."""
        columns, rows = self.terminal_size()
        wished = self.environ.get("COLUMNS", "")
        usable = wished.isascii() and wished.isdigit() and len(wished) < 5 and int(wished) >= LEAST_COLUMNS
        return (int(wished) if usable else columns), rows

    def terminal_size(self) -> tuple[int, int]:
        """Columns and rows (cells) of the terminal on stdout; 80 × 24 when there is none or it does not say."""
        if self._stdout is not None and self.terminal:
            try:
                columns, rows = os.get_terminal_size(self._stdout.fileno())
            except OSError:
                return 80, 24
            return columns or 80, rows or 24
        return 80, 24

    @property
    def ambiguous(self) -> int:
        """Cells of “ ” — … and their like on stdout. `auto` is 1: a verb that prints and ends does not question the
        terminal, for what is typed meanwhile could not be given back to the shell.
        """
        return 2 if self.settings.ambiguous_width == "2" else 1

    def out(self, text: str) -> None:
        """Writes data as it stands, made safe; no newline is added."""
        self._write(clean(text))

    def line(self, text: str = "") -> None:
        """As `out`, with a newline."""
        self._write(f"{clean(text)}\n")

    def lines(self, texts: Iterable[str]) -> None:
        """As `line` for each, made safe and written at once: for thousands."""
        self.out("".join([f"{text}\n" for text in texts]))

    def out_styled(self, text: str) -> None:
        """Writes what `typeset.ansi` made: its text is safe already, and filtering again would take its styles."""
        self._write(text)

    def out_bytes(self, data: bytes) -> None:
        """Writes a file that is no text, as it is; for no terminal."""
        self._waiting.append(data)
        self.flush()

    def flush(self) -> None:
        """Writes what is waiting. BrokenPipeError when its reader has gone, OutputError when it cannot be written."""
        data, self._waiting, self._size = b"".join(self._waiting), [], 0
        if not data:
            return
        if self._stdout is None:
            raise OutputError(_("standard output is closed"))
        buffer: BinaryIO | None = getattr(self._stdout, "buffer", None)
        try:
            if buffer is None:
                self._stdout.write(data.decode(self.encoding))
                return
            buffer.write(data)
            buffer.flush()
        except BrokenPipeError:
            self._abandon()
            raise
        except (OSError, ValueError) as error:
            self._abandon()
            reason = system_reason(error) if isinstance(error, OSError) else str(error)
            raise OutputError(
                _("standard output cannot be written: {reason}").format(reason=reason)
            ) from None

    @property
    def encoding(self) -> str:
        """The encoding of data: the terminal's own, or UTF-8."""
        return (self._stdout.encoding or "utf-8") if self._stdout is not None and self.terminal else "utf-8"

    def _write(self, text: str) -> None:
        data = text.encode(self.encoding, "replace")
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _FLUSH_AT:
            self.flush()

    def _abandon(self) -> None:
        """Points stdout at nothing, or the interpreter complains about it when it ends."""
        if self._stdout is None:
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)
        except (OSError, ValueError):
            pass
