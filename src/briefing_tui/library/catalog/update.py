"""Brings a catalog up to date: reads the files whose state is not the one it knows, and nothing else.

Called by the finder, which holds the writer's lock. Work is committed every second, newest issues first, so it can be
stopped at any moment and goes on where it stopped. What cannot be read is noted with its reason, and tried again each time
unless the fault is in the bytes.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from hashlib import sha256

from briefing_tui.i18n import current_language
from briefing_tui.library.catalog.changes import Changes, compare, winners
from briefing_tui.library.catalog.document import ORDINALS, document_text, ordinal_of, year_bounds
from briefing_tui.library.catalog.figures import dump_figures, figures_of
from briefing_tui.library.catalog.file_reading import read_found
from briefing_tui.library.catalog.seal import WriterLock, break_seal, close_seal
from briefing_tui.library.catalog.store import GROUPS, HEADS, SEPARATOR, Catalog
from briefing_tui.library.catalog.survey import (
    UNKNOWN_FOLDER,
    UNSEEN,
    FileStamp,
    YearSurvey,
    file_stamp,
    is_settled,
    pack,
)
from briefing_tui.library.catalog.unstored import COUNTING, INDEXING, READING, Progress, Stop
from briefing_tui.library.catalog.words import IndexUpdate, forget_words
from briefing_tui.library.catalog.year_text import ERROR, heads_in_order, join_groups, join_heads
from briefing_tui.library.disk.files import make_private_folder
from briefing_tui.library.disk.names import Found, find_file, make_stamp
from briefing_tui.library.entry import Entry

_PATIENCE = 0.2
"""Seconds to wait for another process that is at it: as long as noting one changed file takes."""
BATCH_SECONDS = 1.0
"""Between two commits."""
_ROW = (
    "INSERT INTO files (id, key, file, mtime, ctime, size, inode, revision, indexed, error, language, warnings, title, "
    "publisher, date, status, total, item_total, sections, department, tags, headline) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def update_catalog(
    path: str,
    root: str,
    seen: dict[str, YearSurvey],
    progress: Progress,
    stop: Stop,
    *,
    index: bool,
    figures: bool = False,
) -> bool | None:
    """Bring the catalog at `path` up to date, with `index` its words, with `figures` those; whether that was done to the end.

    `seen` is what the disk says of the library (`changes.survey`); what has changed since waits for the next update. None
    when another process is at it, or the disk refuses: then nothing has changed.
    """
    lock = WriterLock(path)
    try:
        make_private_folder(os.path.dirname(os.path.abspath(path)))
        if not lock.acquire(_PATIENCE):
            return None
    except OSError:
        return None
    try:
        return _locked_update(path, root, seen, progress, stop, index=index, figures=figures)
    except (OSError, sqlite3.Error):
        return None
    finally:
        lock.release()


def _locked_update(
    path: str,
    root: str,
    seen: dict[str, YearSurvey],
    progress: Progress,
    stop: Stop,
    *,
    index: bool,
    figures: bool,
) -> bool:
    catalog = Catalog.open_to_write(path, root)
    sound = True
    try:
        complete = CatalogUpdate(catalog, progress, stop).run(compare(catalog.years(), seen))
        if complete and figures:
            complete = _update_figures(catalog, progress, stop)
        if complete and index and catalog.words:
            complete = _update_words(catalog, progress, stop)
    except sqlite3.Error:
        sound = False
        raise
    finally:
        catalog.close()  # what is not committed is undone
        if sound:
            close_seal(path, catalog.root)
        else:
            break_seal(path)
    return complete


def _update_figures(catalog: Catalog, progress: Progress, stop: Stop) -> bool:
    waiting = catalog.without_figures()
    begun = time.monotonic()
    catalog.connection.execute("BEGIN IMMEDIATE")
    for done, ordinal in enumerate(waiting, 1):
        document = catalog.document(ordinal)
        if document is not None:
            row = (ordinal, dump_figures(figures_of(document.text)))
            catalog.connection.execute("INSERT INTO figures VALUES (?, ?)", row)
        if stop() and done < len(waiting):
            catalog.connection.execute("COMMIT")
            return False
        if time.monotonic() - begun > BATCH_SECONDS:
            catalog.connection.execute("COMMIT")
            progress(COUNTING, done, len(waiting))
            begun = time.monotonic()
            catalog.connection.execute("BEGIN IMMEDIATE")
    catalog.connection.execute("COMMIT")
    return True


def _update_words(catalog: Catalog, progress: Progress, stop: Stop) -> bool:
    for done, total in IndexUpdate(catalog).batches(BATCH_SECONDS):
        progress(INDEXING, done, total)
        if stop() and done < total:
            return False
    return True


class CatalogUpdate:
    """One run over what changed."""

    def __init__(self, catalog: Catalog, progress: Progress, stop: Stop) -> None:
        self._catalog = catalog
        self._execute = catalog.connection.execute
        self._progress = progress
        self._stop = stop
        self._stopped = False
        self._language = current_language()

    def run(self, changes: list[Changes]) -> bool:
        """Read what changed; whether all of it was."""
        total = sum(len(one.changed) for one in changes)
        done = 0
        for change in changes:
            for processed in self._year(change):
                done += processed
                self._progress(READING, done, total)
            if self._stopped:
                return False
        return True

    def _year(self, change: Changes) -> Iterator[int]:
        """Batches of one year; how many files each read."""
        current = dict(change.known)
        counting = set(winners(change.year, list(change.now)).values())
        begun = time.monotonic()
        self._execute("BEGIN IMMEDIATE")
        for name in change.gone:
            self._forget(f"{change.year}/{name}")
            current.pop(name, None)
        count = 0
        for name in change.changed:
            current[name] = self._read(change.year, name, loser=name not in counting)
            count += 1
            if self._stop():
                self._stopped = True
                break
            if time.monotonic() - begun > BATCH_SECONDS:
                self._note(change, current)
                self._execute("COMMIT")
                yield count
                count, begun = 0, time.monotonic()
                self._execute("BEGIN IMMEDIATE")
        self._note(change, current)
        self._execute("COMMIT")
        yield count

    def _note(self, change: Changes, current: dict[str, FileStamp]) -> None:
        """Write down what of a year is known now, in the order in which the disk lists it."""
        if not current and not change.now:
            self._execute("DELETE FROM years WHERE year = ?", (change.year,))
            return
        known = pack({name: current[name] for name in change.now if name in current})
        heads, language = self._heads(change.year, list(current))
        groups = join_groups(self._execute(GROUPS, year_bounds(int(change.year))).fetchall())
        folder = change.folder if change.now.keys() == current.keys() else UNKNOWN_FOLDER
        self._execute(
            "INSERT OR REPLACE INTO years VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (change.year, os.fsencode(known.names), known.stamps, heads, language, *folder, groups),
        )

    def _heads(self, year: str, names: list[str]) -> tuple[str | None, str]:
        """The text of a plain list of the year, and in which language it gives reasons, if any.

        None when the list is not plain: a name has no key of its own.
        """
        if len(winners(year, names)) != len(names):
            return None, ""
        rows = self._execute(HEADS, year_bounds(int(year))).fetchall()
        return join_heads(heads_in_order(rows)), self._language if any(row[ERROR] for row in rows) else ""

    def _read(self, year: str, name: str, *, loser: bool) -> FileStamp:
        """Read one file into its rows; its stamp, or `UNSEEN` when it is to be read again next time."""
        found = find_file(self._catalog.root, year, name)
        read_at = time.time_ns()
        if found.status is None or found.error:
            entry = Entry(found.key, found.file, None, found.error, make_stamp(found.status))
            self._forget(found.file)
            self._add(found, entry, b"", "", loser=loser)
            return UNSEEN
        entry, loaded, data, status = read_found(self._catalog.root, found)
        found = found._replace(status=status)  # of what was read: it may be another file by now
        stamp = UNSEEN if status is None else file_stamp(status)
        revision = sha256(data).digest()
        if not self._is_same(found, revision, stamp, loser=loser):
            self._forget(found.file)
            self._add(
                found, entry, revision, document_text(loaded.issue) if loaded is not None else "", loser=loser
            )
        return stamp if data and is_settled(stamp, read_at) else UNSEEN

    def _is_same(self, found: Found, revision: bytes, stamp: FileStamp, *, loser: bool) -> bool:
        """Whether the file holds what it held; then its new stamp is noted."""
        same = self._execute(
            "UPDATE files SET mtime = ?, ctime = ?, size = ?, inode = ? WHERE file = ? AND revision = ? "
            "AND (id > ?) = ? AND (language = ? OR (error = '' AND warnings = ''))",
            (*stamp, os.fsencode(found.file), revision, ORDINALS, loser or found.key is None, self._language),
        )
        return same.rowcount == 1

    def _forget(self, file: str) -> None:
        """Remove all rows of a file."""
        row = self._execute(
            "SELECT id, indexed, text FROM files LEFT JOIN texts USING (id) WHERE file = ?",
            (os.fsencode(file),),
        ).fetchone()
        if row is None:
            return
        if row[1] and row[2] is not None:
            forget_words(self._catalog.connection, row[0], row[2])
        self._execute("DELETE FROM files WHERE id = ?", (row[0],))
        self._execute("DELETE FROM texts WHERE id = ?", (row[0],))
        self._execute("DELETE FROM figures WHERE id = ?", (row[0],))

    def _add(self, found: Found, entry: Entry, revision: bytes, text: str, *, loser: bool) -> None:
        """The rows of a file; only an issue that counts for its key has a text to be searched."""
        if found.key is None or loser:
            (last,) = self._execute("SELECT max(id) FROM files").fetchone()
            ordinal = max(last or 0, ORDINALS) + 1
            text = ""
        else:
            ordinal = ordinal_of(found.key)
        summary = entry.summary
        self._execute(
            _ROW,
            (
                ordinal,
                str(found.key or ""),
                os.fsencode(found.file),
                *(file_stamp(found.status) if found.status is not None else UNSEEN),
                revision,
                not text,
                entry.error,
                self._language,
                SEPARATOR.join(summary.warnings) if summary else "",
                summary.title if summary else None,
                summary.publisher if summary else None,
                summary.date.isoformat() if summary and summary.date else "",
                summary.status if summary else "",
                summary.total if summary else None,
                summary.item_total if summary else 0,
                SEPARATOR.join(summary.sections) if summary else "",
                summary.department if summary else "",
                SEPARATOR.join(summary.tags) if summary else "",
                summary.headline if summary else "",
            ),
        )
        if text:
            self._execute("INSERT INTO texts VALUES (?, ?)", (ordinal, text))
