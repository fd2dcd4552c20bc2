"""Damage a catalog in a random way and look whether the answers stay right (promise I1).

Run as a script with a count: `python tests/torture/torture_index.py 1000`. After each damage the library is searched, counted and listed by a session that
may not write and by one that may, before and after it brings the catalog up to date; every answer is compared with that
of the files alone.
"""

import fcntl
import os
import random
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.library import reader
from briefing_tui.library.catalog.seal import BROKEN, catalog_path, state_of
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.statistics import DIMENSIONS
from briefing_tui.model.issue import Item
from disks.libraries import put
from disks.search_libraries import finder, issue, library

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.library.search.finder import Finder

QUERIES = ("担保", "担", "不在任何一期里", "规模稳步增长", "aaa", "-担保 year:2024", "section:行业 保", "新")


class Result(NamedTuple):
    """What a torture found."""

    wrong: list[str]
    """Which damage gave a wrong answer, and where."""
    kinds: set[str]
    """The damages that were done."""
    noticed: int
    """How often the catalog was found unfit, to be made anew."""


class Bench:
    """A library and its catalog."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.root = library(directory / "library")
        self.cache = directory / "cache"
        self.path = Path(catalog_path(str(self.cache), str(self.root)))
        self.seal = self.path.with_name(self.path.name + ".seal")
        self.journal = self.path.with_name(self.path.name + "-journal")
        self.held: list[Callable[[], None]] = []
        """What ends a damage that holds something."""
        self.serial = 0
        self.noticed = 0

    # Damages

    def deleted(self) -> None:
        self.path.unlink()

    def seal_deleted(self) -> None:
        self.seal.unlink()

    def seal_garbled(self) -> None:
        data = bytearray(self.seal.read_bytes())
        data[self.dice.randrange(len(data))] ^= 1 << self.dice.randrange(8)
        self.seal.write_bytes(bytes(data))

    def cut(self) -> None:
        os.truncate(self.path, self.dice.randrange(self.path.stat().st_size))

    def grown(self) -> None:
        with self.path.open("ab") as file:
            file.write(self.dice.randbytes(self.dice.randrange(1, 9000)))

    def flipped(self) -> None:
        self._overwrite(1)

    def flipped_with_its_time_set_back(self) -> None:
        status = self.path.stat()
        self._overwrite(1)
        os.utime(self.path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def scribbled(self) -> None:
        self._overwrite(self.dice.choice([16, 512, 4096]))

    def emptied(self) -> None:
        self.path.write_bytes(b"")

    def garbage(self) -> None:
        self.path.write_bytes(self.dice.randbytes(5000))

    def a_directory(self) -> None:
        self.path.unlink()
        self.path.mkdir()
        self.held.append(self.path.rmdir)

    def a_link(self) -> None:
        other = self.path.with_name("other")
        self.path.rename(other)
        self.path.symlink_to(other)

    def a_fifo(self) -> None:
        self.path.unlink()
        os.mkfifo(self.path)
        self.held.append(self.path.unlink)

    def a_journal_of_garbage(self) -> None:
        self.journal.write_bytes(self.dice.randbytes(3000))

    def an_old_copy_put_back(self) -> None:
        old = self.path.read_bytes()
        self.library_changed()
        finder(self.root, self.cache).catch_up()
        self.path.write_bytes(old)

    def another_version(self) -> None:
        self.seal.write_bytes(self.seal.read_bytes().replace(b"catalog ", b"catalog 9", 1))

    def rows_removed_by_another_program(self) -> None:
        with sqlite3.connect(self.path) as connection:
            connection.execute(
                self.dice.choice(
                    [
                        "DELETE FROM texts",
                        "DROP TABLE words",
                        "DELETE FROM years",
                        "UPDATE figures SET figures = '[]'",
                    ]
                )
            )
        connection.close()

    def locked(self) -> None:
        descriptor = os.open(f"{self.path}.lock", os.O_RDWR)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self.held.append(lambda: os.close(descriptor))

    def read_only(self) -> None:
        self.path.chmod(0o444)
        self.cache.chmod(0o555)
        self.held.append(lambda: self.cache.chmod(0o700))

    def library_changed(self) -> None:
        self.serial += 1
        put(
            self.root,
            issue(2026, 1 + self.serial % 3, Item(f"新的第{self.serial}条", "担保业务又有新的进展。")),
        )

    def library_edited_in_place(self) -> None:
        path = self.root / "2024" / "2024-14.toml"
        text = path.read_text(encoding="utf-8")
        old, new = ("稳步增长", "逐步回落") if "稳步增长" in text else ("逐步回落", "稳步增长")
        status = path.stat()
        with path.open("r+", encoding="utf-8") as file:
            file.write(text.replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def library_lost_an_issue(self) -> None:
        for path in sorted((self.root / "2026").glob("*.toml"))[:1]:
            path.unlink()

    def _overwrite(self, length: int) -> None:
        with self.path.open("r+b") as file:
            file.seek(self.dice.randrange(self.path.stat().st_size))
            file.write(self.dice.randbytes(length))

    # Looking

    def wrong(self) -> str:
        """Where an answer is not that of the files; empty if nowhere."""
        by_files = finder(self.root, None)
        truth, figures = _answers(by_files), _figures(by_files)
        listed = LibraryReader(str(self.root)).entries()
        for name in ("reading", "writing", "updated"):
            made = finder(self.root, self.cache, writable=name != "reading")
            if name == "updated":
                self.noticed += state_of(str(self.path), os.path.realpath(self.root)) == BROKEN
                made.catch_up(figures=True)
            made.ready()
            if _answers(made) != truth:
                return f"{name}: search"
            if _figures(made) != figures:
                return f"{name}: statistics"
            by_catalog = LibraryReader(str(self.root))
            by_catalog.cache_directory = str(self.cache)
            if by_catalog.entries() != listed:
                return f"{name}: list"
        return ""

    def mend(self) -> None:
        """End what is held, and have a good catalog again."""
        for end in self.held:
            end()
        self.held.clear()
        finder(self.root, self.cache).catch_up(figures=True)


def _answers(made: "Finder") -> list[object]:
    return [(made.search(query), made.count(query)) for query in QUERIES]


def _figures(made: "Finder") -> list[object]:
    statistics = made.statistics()
    tally = statistics.tally()
    return [statistics.years, *((tally.counts(name), tally.totals(name)) for name in DIMENSIONS)]


DAMAGES = [
    name
    for name, value in vars(Bench).items()
    if callable(value) and not name.startswith("_") and name not in {"wrong", "mend"}
]


def torture(count: int, seed: int = 1) -> Result:
    """Do `count` damages."""
    wrong, kinds = [], set()
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), seed)
        bench.mend()
        for number in range(count):
            name = DAMAGES[number % len(DAMAGES)]
            kinds.add(name)
            getattr(bench, name)()
            fault = bench.wrong()
            if fault:
                wrong.append(f"{number} {name}: {fault}")
            bench.mend()
    return Result(wrong, kinds, bench.noticed)


def main() -> int:
    reader._WORTH_BYTES = 1
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    result = torture(count)
    told = f"{count} damages of {len(result.kinds)} kinds, {result.noticed} catalogs found unfit"
    print(told, f"{len(result.wrong)} wrong answers", *result.wrong, sep="\n")  # noqa: T201 - run as a script
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
