"""The report of an import of many files: a CSV with one row a file, which a spreadsheet opens and a second run goes on from.

Each row is on the disk before the next file is looked at, so a run that was interrupted loses none. UTF-8 with its mark, which
spreadsheets need for 汉字. A cell that one of them would take for a formula begins with an apostrophe.
"""

import csv
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import NamedTuple, TextIO

from briefing_tui.cli.importing.results import IMPORTED, SAME
from briefing_tui.errors import LibraryError, Place, UsageError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.disk.locks import LockedError, locked_beside
from briefing_tui.opening import at_once
from briefing_tui.text.clean import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.report import Report

COLUMNS = (
    "file", "sha256", "result", "key", "title", "items", "kept", "dropped", "doubts", "pictures", "comments", "deleted",
    "hidden", "remark",
)  # fmt: skip
_IN = (IMPORTED, SAME)
"""What is in the library and is passed over by the next run."""
_FORMULA = ("=", "+", "-", "@", "\t")
_LIMIT = 256 << 20
"""Bytes of a report that is gone on from: a million rows."""


class ReportRow(NamedTuple):
    """What became of one file."""

    file: str
    digest: str
    result: str
    """One of `results`."""
    key: str = ""
    title: str = ""
    items: int = 0
    report: "Report | None" = None
    remark: str = ""
    """Why it failed, or the first doubt."""

    def cells(self) -> list[str]:
        """The row as it is written, in the order of COLUMNS."""
        counts: tuple[int, ...] = ()
        if (report := self.report) is not None:
            unseen = report.unseen
            pictures = report.pictures + unseen.pictures
            counts = (report.kept, report.dropped_total, len(report.uncertain), pictures, *unseen[1:])
        numbers = [str(number) for number in (self.items, *counts)] if counts else [""] * 8
        return [
            _safe(self.file),
            self.digest,
            self.result,
            self.key,
            _safe(self.title),
            *numbers,
            _safe(self.remark),
        ]


class ReportFile:
    """A report that is being written; `done` are the files that an earlier run imported. LockedError while another run writes it."""

    def __init__(self, path: str) -> None:
        self.path = path
        with ExitStack() as alone:
            alone.enter_context(_written_by_us_alone(path))
            kept = [row for row in _earlier(path) if row[2] in _IN]
            self.done = {(row[0], row[1]) for row in kept}
            self._stream = self._begun(kept)
            self._alone = alone.pop_all()

    def add(self, row: ReportRow) -> None:
        """One more row, on the disk before this returns."""
        try:
            csv.writer(self._stream).writerow(row.cells())
            self._stream.flush()
        except OSError as error:
            raise self._cannot(error) from None

    def is_done(self, file: str, digest: str) -> bool:
        """Whether an earlier run imported this file with these bytes."""
        return (_safe(file), digest) in self.done

    def close(self) -> None:
        """No more rows."""
        with self._alone:
            self._stream.close()

    def _begun(self, kept: list[list[str]]) -> TextIO:
        """The file with its head and the rows of earlier runs that count; it takes the place of the old one when it is whole."""
        fresh = f"{self.path}.{os.getpid()}.tmp"
        try:
            with open(fresh, "x", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([list(COLUMNS), *kept])
            os.replace(fresh, self.path)
            return open(self.path, "a", encoding="utf-8", newline="")
        except OSError as error:
            if not isinstance(error, FileExistsError):  # then it is none of ours
                with suppress(OSError):
                    os.unlink(fresh)
            raise self._cannot(error) from None

    def _cannot(self, error: OSError) -> LibraryError:
        message = _("cannot write: {reason}").format(reason=system_reason(error))
        return LibraryError(message, place=Place(self.path))


@contextmanager
def _written_by_us_alone(path: str) -> Iterator[None]:
    """Two runs at once would not know of each other's rows, and would import what the other has imported already."""
    with ExitStack() as held:
        try:
            held.enter_context(locked_beside(os.path.abspath(path), 0.0))
        except LockedError:
            message = _("another import is writing this report")
            hint = _("wait for it, or give the name of another file")
            raise LockedError(message, place=Place(path), hint=hint) from None
        yield


def _earlier(path: str) -> list[list[str]]:
    """The rows of a report of an earlier run. UsageError when the file is something else, which is never written over."""
    try:
        with open(path, encoding="utf-8-sig", newline="", opener=at_once) as stream:
            text = stream.read(_LIMIT)
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else _("no text")
        raise UsageError(
            _("{path} is no report of an import: {reason}").format(path=path, reason=reason)
        ) from None
    if not text:
        return []
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        rows = [[]]
    if not rows or tuple(rows[0]) != COLUMNS:
        message = _("{path} is no report of an import").format(path=path)
        raise UsageError(message, hint=_("give the name of a new file, or of a report to go on from"))
    return [row for row in rows[1:] if len(row) == len(COLUMNS)]


def _safe(text: str) -> str:
    """A cell that shows what it says and does nothing."""
    shown = clean_line(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
