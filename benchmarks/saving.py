"""Saving an issue of one megabyte with one field changed, against writing and fsyncing the same bytes.

    python -m benchmarks.saving [--json FILE] [--rounds N] [--folder DIR]

Both in one process on one disk, in turn; the ratio is the median of the rounds' ratios (reach: at most 3×). The save is the whole
of `LibraryEditor.save`: lock, reading and comparing what is on disk, the change in place with its proof, a temporary
file, fsync, replace, fsync of the folder. It is warm, as after the first seconds of editing.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.generate import write_issue

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.saving.revision import Opened
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import parse_key

SIZE = 1_000_000
"""Bytes of UTF-8."""
REACH = 3.0
DISK = Path("/var/tmp")  # unlike /tmp it is a disk everywhere, and an fsync costs something
KEY = parse_key("2030-01")
PLACE = (2, 3)
"""Section and item whose body is changed, from 0."""


def plain_write(path: str, data: bytes) -> float:
    """Seconds to write `data` over a file and fsync it."""
    begun = time.perf_counter()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)
    return time.perf_counter() - begun


def changed(issue: Issue, number: int) -> Issue:
    """One body with another last line."""
    at, index = PLACE
    section = issue.sections[at]
    item = section.items[index]
    lines = item.body.split("\n")
    item = item._replace(body="\n".join([*lines[:-1], f"本段第{number}次修改。"]))
    items = (*section.items[:index], item, *section.items[index + 1 :])
    sections = (*issue.sections[:at], section._replace(items=items), *issue.sections[at + 1 :])
    return issue._replace(sections=sections)


def save(editor: LibraryEditor, opened: Opened, number: int) -> tuple[float, Opened]:
    """Seconds of one save, and what to go on from."""
    new = changed(opened.issue, number)
    begun = time.perf_counter()
    saved = editor.save(opened, new)
    return time.perf_counter() - begun, saved.opened


def measure(rounds: int, folder: Path = DISK) -> dict[str, list[float]]:
    """Seconds of each save and each plain write, in pairs."""
    taken: dict[str, list[float]] = {"save": [], "write": []}
    with tempfile.TemporaryDirectory(dir=folder) as place:
        library = Path(place) / "library"
        write_issue(library, SIZE, KEY.year, KEY.number)
        editor = LibraryEditor(str(library))
        opened = editor.open_for_editing(KEY)
        opened.prepared.warm()
        beside = str(Path(place) / "beside")
        for number in range(rounds + 2):
            first = plain_write(beside, opened.prepared.data) if number % 2 else 0.0
            seconds, opened = save(editor, opened, number)
            plain = first or plain_write(beside, opened.prepared.data)
            if number >= 2:  # the first ones load what every session loads once
                taken["save"].append(seconds)
                taken["write"].append(plain)
    return taken


def ratio(taken: dict[str, list[float]]) -> float:
    """The median of the rounds' ratios."""
    pairs = zip(taken["save"], taken["write"], strict=True)
    return statistics.median(saved / written for saved, written in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description="saving 1 MB against writing and fsyncing it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--rounds", type=int, default=101, help="saves, each beside a plain write")
    parser.add_argument(
        "--folder", type=Path, default=DISK, metavar="DIR", help=f"where to save; default {DISK}"
    )
    options = parser.parse_args()
    taken = measure(options.rounds, options.folder)
    figures = {**{name: statistics.median(values) for name, values in taken.items()}, "ratio": ratio(taken)}
    print(f"save  {figures['save'] * 1000:7.2f} ms   median of {options.rounds}, 1 MB, one field changed")
    print(f"write {figures['write'] * 1000:7.2f} ms   the same bytes, with fsync")
    print(f"a save takes {figures['ratio']:.2f} times as long (reach: {REACH:g})")
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")
    return int(figures["ratio"] > REACH)


if __name__ == "__main__":
    raise SystemExit(main())
