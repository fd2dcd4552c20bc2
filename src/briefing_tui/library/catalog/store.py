"""The catalog: one row an issue, and its text, in an SQLite file of the user's cache directory. A cache, never the truth.

Opened by the finder and, for lists, by the reader. It says what files held when they were read, and which state of
each file that was (`survey`); whoever asks compares that with the disk. It can be deleted at any moment. A file that its
seal does not vouch for is not opened to read and is made anew to write (`seal`). `sqlite3.Error` may leave any
method: the caller goes on without the catalog.
"""

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from briefing_tui.i18n import current_language
from briefing_tui.library.catalog import seal
from briefing_tui.library.catalog.document import ORDINALS, Document, key_of_ordinal
from briefing_tui.library.catalog.survey import YearSurvey
from briefing_tui.library.catalog.year_text import GroupedYear, ListedIssue, split_groups, split_heads
from briefing_tui.library.disk.names import key_of
from briefing_tui.library.entry import Entry, Stamp, Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.key import IssueKey

_TABLES = """
CREATE TABLE years (
    year TEXT PRIMARY KEY, names BLOB NOT NULL, stamps BLOB NOT NULL, heads TEXT, language TEXT NOT NULL,
    mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, groups TEXT NOT NULL
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, file BLOB NOT NULL UNIQUE,
    mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, size INTEGER NOT NULL, inode INTEGER NOT NULL,
    revision BLOB NOT NULL, indexed INTEGER NOT NULL,
    error TEXT NOT NULL, language TEXT NOT NULL, warnings TEXT NOT NULL,
    title TEXT, publisher TEXT, date TEXT, status TEXT, total INTEGER, item_total INTEGER, sections TEXT, department TEXT,
    tags TEXT, headline TEXT
);
CREATE INDEX unindexed ON files (id) WHERE indexed = 0;
CREATE INDEX large ON files (id) WHERE item_total >= 64;
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE figures (id INTEGER PRIMARY KEY, figures TEXT NOT NULL);
"""
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (grams, content='', columnsize=0, detail=none, tokenize='ascii');
"""
_COLUMNS = (
    "SELECT id, file, mtime, size, inode, error, language, warnings, "
    "title, publisher, date, status, total, item_total, sections, department, tags, headline FROM files "
)
_ENTRY = f"{_COLUMNS} ORDER BY id"
_ENTRIES = f"{_COLUMNS} WHERE id BETWEEN ? AND ? AND (title IS NULL OR status LIKE ?) ORDER BY id LIMIT ?"
GROUPS = (
    "SELECT title, status, id / 10000, min(id), count(*) FROM files WHERE id BETWEEN ? AND ? GROUP BY 1, 2, 3"
)
HEADS = "SELECT key, date, ifnull(title, ''), CAST(item_total AS TEXT), status, error FROM files WHERE id BETWEEN ? AND ? ORDER BY id"
_DOCUMENT = (
    "SELECT file, status, date, text, mtime, ctime, size, inode FROM files JOIN texts USING (id) WHERE id = ?"
)
_FIGURES = (
    "SELECT id, status, date, figures FROM files LEFT JOIN figures USING (id) "
    "WHERE id < ? AND title IS NOT NULL ORDER BY id"
)
BATCH = 5
"""Documents fetched by one statement: quicker than one by one, and few that nobody wants when the first hits are enough."""
_DOCUMENTS = (
    "SELECT id, file, status, date, text, mtime, ctime, size, inode FROM files JOIN texts USING (id) "
    "WHERE id IN (?, ?, ?, ?, ?) ORDER BY id"
)
_AT_ONCE = 500
"""Values in one statement: SQLite may be built for no more than a thousand."""
SEPARATOR = "\x1f"
"""Between the parts of a value that is a list."""
_PATIENCE, _WRITER_PATIENCE = 1.0, 10.0
"""Seconds a reader waits for a writer's short transaction to end; and a writer for the readers of the moment."""


class Catalog:
    """An open catalog file."""

    def __init__(self, path: str, root: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.root = os.path.realpath(root)
        self.connection = connection
        self._inode = os.lstat(path).st_ino
        self.words = self._has("words")
        """Whether there is an index; SQLite may have been built without FTS5."""

    @classmethod
    def open(cls, path: str, root: str) -> "Catalog | None":
        """To read; None when there is none that can be trusted. Nothing is written, not even beside it."""
        root = os.path.realpath(root)
        state = seal.state_of(path, root)
        if state == seal.BROKEN or (state == seal.WRITING and not seal.is_being_written(path)):
            return None
        quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        try:
            connection = sqlite3.connect(
                f"file:{quoted}?mode=ro",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error:
            return None
        try:
            return cls(path, root, connection)
        except (sqlite3.Error, OSError):
            connection.close()
            return None

    @classmethod
    def open_to_write(cls, path: str, root: str) -> "Catalog":
        """To write, made when absent or not to be trusted. The caller holds the lock. OSError, sqlite3.Error."""
        root = os.path.realpath(root)
        state = seal.state_of(path, root)
        if state != seal.WRITING:
            _remove(f"{path}-journal")
        if state == seal.BROKEN:
            _remove(path)
        seal.open_seal(path, root)
        try:
            return cls._connect(path, root)
        except sqlite3.Error:
            _remove(path)
            _remove(f"{path}-journal")
            return cls._connect(path, root)

    @classmethod
    def _connect(cls, path: str, root: str) -> "Catalog":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        connection = sqlite3.connect(
            path, timeout=_WRITER_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            # The seal, not SQLite, says whether a file survived: see there.
            connection.executescript(
                "PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE; PRAGMA cache_size = -65536; "
                "PRAGMA auto_vacuum = INCREMENTAL;"
            )
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
                with suppress(sqlite3.OperationalError):  # no FTS5: the texts are searched one by one
                    connection.executescript(_WORDS)
            return cls(path, root, connection)
        except sqlite3.Error:
            connection.close()
            raise

    def trusted(self) -> bool:
        """Whether the file is still vouched for; asked after reading, since it may have been written meanwhile."""
        return seal.state_of(self.path, self.root) != seal.BROKEN

    def is_current(self) -> bool:
        """Whether the file at its path is still this one, and vouched for."""
        try:
            inode = os.lstat(self.path).st_ino
        except OSError:
            return False
        return inode == self._inode and self.trusted()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside belongs together, though another process may be writing; and it is quicker, for the file is
        locked once. No writer can finish meanwhile.
        """
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def years(self) -> dict[str, YearSurvey]:
        """Year → what its files looked like when they were read."""
        rows = self.connection.execute("SELECT year, names, stamps FROM years")
        return {year: YearSurvey(os.fsdecode(names), stamps) for year, names, stamps in rows}

    def entries(self) -> Iterator[Entry]:
        """All rows as the list shows them, newest first, then what has no key of its own. Errors and warnings that were
        noted in another language are left out, with their rows: they are to be read again.
        """
        language = current_language()
        for row in self.connection.execute(_ENTRY):
            if not _is_foreign(row, language):
                yield _entry(row)

    def entries_between(self, first: int, last: int, status: str, limit: int) -> list[tuple[Entry, bool]]:
        """The first of the entries whose ordinals lie there, of one status or, with `%`, of any; what cannot be read has none and is
        always among them. With each whether it is to be read again, as for `entries`.
        """
        language = current_language()
        rows = self.connection.execute(_ENTRIES, (first, last, status, limit)).fetchall()
        return [(_entry(row), _is_foreign(row, language)) for row in rows]

    def year(self, year: str) -> YearSurvey | None:
        """As `years`, of one."""
        row = self.connection.execute("SELECT names, stamps FROM years WHERE year = ?", (year,)).fetchone()
        return None if row is None else YearSurvey(os.fsdecode(row[0]), row[1])

    def groups(self) -> dict[str, GroupedYear]:
        """Year → what its issues have in common."""
        rows = self.connection.execute("SELECT year, mtime, ctime, groups, heads IS NULL FROM years")
        return {
            year: GroupedYear((mtime, ctime), split_groups(text), bool(odd))
            for year, mtime, ctime, text, odd in rows
        }

    def group_of(self, ordinal: int) -> tuple[str | None, str] | None:
        """Title (None for a file that cannot be read) and status of one issue; None when it is not known."""
        row = self.connection.execute("SELECT title, status FROM files WHERE id = ?", (ordinal,)).fetchone()
        return None if row is None else (row[0], row[1])

    def sound(self, ordinals: list[int], status: str) -> int:
        """How many of these issues can be read and are of one status or, with `%`, of any."""
        total = 0
        for at in range(0, len(ordinals), _AT_ONCE):
            some = ordinals[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            total += self.connection.execute(
                f"SELECT count(*) FROM files WHERE title IS NOT NULL AND status LIKE ? AND id IN ({marks})",  # noqa: S608 - question marks alone
                (status, *some),
            ).fetchone()[0]
        return total

    def heads(self) -> dict[str, list[ListedIssue]] | None:
        """Year → what a plain list shows of its issues, newest first.

        None when a file has no key of its own, or a reason was noted in another language.
        """
        found: dict[str, list[ListedIssue]] = {}
        rows = self.connection.execute("SELECT year, heads, language FROM years ORDER BY year DESC")
        for year, text, language in rows:
            if text is None or (language and language != current_language()):
                return None
            found[year] = split_heads(text)
        return found

    def document(self, ordinal: int) -> Document | None:
        """One issue's text."""
        row = self.connection.execute(_DOCUMENT, (ordinal,)).fetchone()
        if row is None:
            return None
        return Document(ordinal, os.fsdecode(row[0]), row[1], row[2], row[3], row[4:])

    def documents(self, ordinals: list[int]) -> Iterator[Document]:
        """The texts of at most `BATCH` issues, in ascending order; an ordinal that is no issue's is left out."""
        filled = [*ordinals, *[-1] * (BATCH - len(ordinals))]
        for row in self.connection.execute(_DOCUMENTS, filled).fetchall():
            yield Document(row[0], os.fsdecode(row[1]), row[2], row[3], row[4], row[5:])

    def unindexed(self) -> list[int]:
        """Ordinals of the issues whose words are not in the index; newest first."""
        rows = self.connection.execute("SELECT id FROM files WHERE indexed = 0 ORDER BY id")
        return [ordinal for (ordinal,) in rows]

    def with_text(self) -> list[int]:
        """Ordinals of all issues that have a text; newest first."""
        return [ordinal for (ordinal,) in self.connection.execute("SELECT id FROM texts ORDER BY id")]

    def figures(self) -> list[tuple[int, str, str, str | None]]:
        """Ordinal, status, date (ISO 8601 or empty) and figures (`library.catalog.figures`; None when they were not made yet) of the
        issues that can be read, newest first.
        """
        return self.connection.execute(_FIGURES, (ORDINALS,)).fetchall()

    def without_figures(self) -> list[int]:
        """Ordinals of the issues whose figures were not made yet."""
        rows = self.connection.execute("SELECT id FROM texts WHERE id NOT IN (SELECT id FROM figures)")
        return [ordinal for (ordinal,) in rows]

    def unreadable(self) -> list[int]:
        """Ordinals of the issues whose files cannot be read."""
        rows = self.connection.execute("SELECT id FROM files WHERE id < ? AND title IS NULL", (ORDINALS,))
        return [ordinal for (ordinal,) in rows]

    def large(self) -> list[int]:
        """Ordinals of the issues with 64 items and more; newest first."""
        rows = self.connection.execute(
            "SELECT id FROM files WHERE item_total >= 64 AND id < ? ORDER BY id", (ORDINALS,)
        )
        return [ordinal for (ordinal,) in rows]

    def _has(self, table: str) -> bool:
        found = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,))
        return found.fetchone() is not None


def _is_foreign(row: Any, language: str) -> bool:
    """Whether it holds an error or a warning in another language."""
    return bool((row[5] or row[7]) and row[6] != language)


def _entry(row: Any) -> Entry:
    (ordinal, raw, mtime, size, inode, error, _language, warnings, title, publisher, date, *rest) = row
    status, total, item_total, sections, department, tags, headline = rest
    file = os.fsdecode(raw)
    summary = None
    if title is not None:
        day = dt.date.fromisoformat(date) if date else None
        names = tuple(sections.split(SEPARATOR)) if item_total or sections else ()
        odd = tuple(warnings.split(SEPARATOR)) if warnings else ()
        marks = tuple(tags.split(SEPARATOR)) if tags else ()
        summary = Summary(
            title, publisher, day, status, total, item_total, names, department, odd, marks, headline or ""
        )
    if ordinal < ORDINALS:
        key: IssueKey | None = key_of_ordinal(ordinal)
    else:
        year, _slash, name = file.partition("/")
        key = key_of(name, int(year))
    return Entry(key, file, summary, error, Stamp(mtime, size, inode))


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)
