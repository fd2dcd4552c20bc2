"""The libraries that are measured, and what is done with one: commands, screens, searches, a change, a build.

Used by `benchmarks.library`. Libraries are made once and kept in a folder; catalogs and homes live in a temporary
directory. Times are milliseconds. All programs find one cache directory, so what one has built is warm for the next.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from benchmarks import generate, many_issues
from benchmarks.workplace import PROGRAM, Workplace

from briefing_tui.library.catalog.changes import survey
from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.catalog.words import ROW_BITS
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.library.search.lookup import expression
from briefing_tui.library.search.matching import Matcher
from briefing_tui.library.search.query import parse_query

MS = 1000.0
SHORT_FROM = 100_000
"""From so many issues on they are short ones."""
SETTLED = 1.1
"""Seconds after which a change counts as over: what is read sooner is read once more the next time (`library.catalog.survey`)."""
HITS = 50
SCROLL_BAR = frozenset("▁▂▃▄▅▆▇█│")
BARE = (
    f"SELECT words.rowid, text FROM words JOIN texts ON texts.id = words.rowid >> {ROW_BITS} "
    "WHERE words MATCH ? ORDER BY words.rowid LIMIT ?"
)
"""The bare query: the same tokens in the same index, the newest rows with the text they stand in."""


class LibraryPlace(Workplace):
    """A workplace with kept libraries and a cache directory that stays from one program to the next."""

    def __init__(self, language: str, folder: Path) -> None:
        super().__init__(language, big=False)
        self._folder = folder
        self._cache_home = self.library.parent / "cache"
        self.cache = str(self._cache_home / "briefing-tui")
        """Where catalogs stand."""

    def environment(self) -> dict[str, str]:
        """A home that nobody has used before, and the cache that all share."""
        return {**super().environment(), "XDG_CACHE_HOME": str(self._cache_home)}

    def _learn(self, argv: Sequence[str]) -> list[bytes]:
        """Without what touches a scroll bar: its thumb is another while the rest of a large library is not known."""
        return [text for text in super()._learn(argv) if not SCROLL_BAR.intersection(text.decode())]

    def made(self, total: int) -> "MadeLibrary":
        """The library of so many issues, made unless it is kept from an earlier run of the same generator."""
        root = self._folder / f"{total}-{_generator()}"
        if not root.exists():
            unfinished = root.with_name(f"{root.name}.{os.getpid()}")
            many_issues.write_library(unfinished, total, short=total >= SHORT_FROM)
            unfinished.rename(root)
        return MadeLibrary(root, self)


class MadeLibrary:
    """One library."""

    def __init__(self, root: Path, place: LibraryPlace) -> None:
        self.root = root
        self._place = place
        self._changed = sorted(root.glob("*/*.toml"))[-3]
        self._changes = 0

    def catalog(self) -> Path:
        """Its catalog's file."""
        return Path(catalog_path(self._place.cache, str(self.root)))

    def text_bytes(self) -> int:
        """Bytes of all texts that can be searched."""
        with sqlite3.connect(self.catalog()) as connection:
            found = connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM texts").fetchone()
        return int(found[0])

    # In this process

    def build(self) -> float:
        """Catalog and index from nothing."""
        shutil.rmtree(self._place.cache, ignore_errors=True)
        started = time.perf_counter()
        if not self._finder().catch_up():
            raise RuntimeError("the catalog was not built")
        return (time.perf_counter() - started) * MS

    def parse(self) -> float:
        """All files read and parsed by tomllib."""
        started = time.perf_counter()
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                tomllib.loads(Path(folder, name).read_text(encoding="utf-8"))
        return (time.perf_counter() - started) * MS

    def walk(self) -> float:
        """Every file asked for its state."""
        started = time.perf_counter()
        survey(str(self.root))
        return (time.perf_counter() - started) * MS

    def update(self) -> float:
        """Catalog and index brought up to date, the stat walk included."""
        finder = self._finder()
        started = time.perf_counter()
        if not finder.catch_up():
            raise RuntimeError("the catalog was not updated")
        return (time.perf_counter() - started) * MS

    def search(self, word: str, times: int) -> tuple[list[float], list[float]]:
        """The first hits with their snippets; and, in turn, the bare queries for them: titles, then what is missing."""
        finder = self._finder()
        finder.ready()
        matcher = Matcher(parse_query(word))
        titles, texts = expression(matcher, titles=True), expression(matcher, titles=False)
        ours, bare = [], []
        with sqlite3.connect(f"file:{self.catalog()}?mode=ro", uri=True, isolation_level=None) as connection:
            for _time in range(times):
                started = time.perf_counter()
                hits = finder.search(word, limit=HITS).hits
                between = time.perf_counter()
                rows = connection.execute(BARE, (titles, HITS)).fetchall()
                if len(rows) < HITS:
                    rows += connection.execute(BARE, (texts, HITS - len(rows))).fetchall()
                bare.append((time.perf_counter() - between) * MS)
                ours.append((between - started) * MS)
                if not hits or not rows:
                    raise RuntimeError(f"{word} was not found")
        return ours, bare

    def change(self) -> None:
        """One file gets other bytes: a comment at its end, which is not kept when the file is next changed."""
        self._changes += 1
        text, _mark, _comment = self._changed.read_text(encoding="utf-8").partition("\n# change ")
        self._changed.write_text(f"{text.rstrip()}\n# change {self._changes}\n", encoding="utf-8")

    def _finder(self) -> Finder:
        return Finder(LibraryReader(str(self.root)), self._place.cache)

    # As a command

    def command(self, *words: str) -> float:
        """A verb, its output in a file."""
        return self._place.printed([str(PROGRAM), "--library", str(self.root), *words]) * MS

    def ripgrep(self, word: str) -> float:
        """`rg -c` over the files."""
        return self._place.printed(["rg", "-c", word, str(self.root)]) * MS

    def imports(self) -> float:
        """The floor of what uses the catalog."""
        return self._place.printed([sys.executable, "-c", "import argparse, sqlite3"]) * MS

    def paint(self) -> float:
        """The library screen, until all of it stands."""
        return self._place.start([str(PROGRAM), "--library", str(self.root)]).seconds * MS

    def first_rows(self) -> float:
        """The library screen, until its first page stands; the catalog is warm."""
        return self._place.first_text([str(PROGRAM), "--library", str(self.root)]) * MS

    def bare_app(self) -> float:
        """The smallest app of the framework."""
        return self._place.start(self._place.bare_app()).seconds * MS


def has_ripgrep() -> bool:
    """Whether there is something to compare whole searches with."""
    return shutil.which("rg") is not None


def _generator() -> str:
    """Names what libraries are made by: another generator, or other samples, make others."""
    sources = [
        Path(many_issues.__file__),
        Path(generate.__file__),
        *sorted(generate.SAMPLES.glob("*/*.toml")),
    ]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
