"""Kill editors in mid-save, let many save at once, and look at what is left (promises D1, C1 and D3).

Run as a script: `python tests/torture/torture_editing.py saves 10000`, `drafts 1000` (kills) or `writers 1000` (updates of each of
four processes). Children are forked; they tell over a pipe what was acknowledged to them, and are killed by SIGKILL.
"""

import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.disk.files import sweep, write_whole
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import update_text
from briefing_tui.library.saving.merge import ConflictError
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import make_key
from briefing_tui.personal.drafts import Drafts
from killed_child import Tell, killed_child, run

KEY = make_key(2024, 14)
WRITERS = 4
LONGEST = 0.03
"""Seconds an editor lives at most after its first save."""
_PADDING = "\n".join(["示例担保业务稳步推进。" * 20] * 100)
"""So that a kill falls inside a write."""
_SHARED = WRITERS
"""The item that all writers change."""
_TYPING = 0.004
"""Seconds between opening and saving, at most: others save meanwhile."""


class Kills(NamedTuple):
    """What killing found."""

    killed: int
    """Editors killed after at least one acknowledgement."""
    corrupt: int
    """Files that could not be read, or were cut."""
    lost: int
    """Acknowledged saves that were not there."""


class Race(NamedTuple):
    """What many writers found."""

    lost: int
    """Updates that another writer undid."""
    conflicts: int
    """Times that two changed the same and one had to look."""
    merged: int
    """Saves that took in changes of others."""


def numbered(issue: Issue, item: int, number: object) -> Issue:
    """`issue` with a number as the body of one of its items."""
    section = issue.sections[0]
    changed = section.items[item]._replace(body=f"{number}")
    items = (*section.items[:item], changed, *section.items[item + 1 :])
    return issue._replace(sections=(section._replace(items=items),))


def number_in(issue: Issue, item: int = 0) -> int:
    """The number `numbered` put there."""
    return int(issue.sections[0].items[item].body)


def start_issue() -> Issue:
    """An item for each writer, one for all, and one that makes it large."""
    items = tuple(Item(f"写者{index}", "0") for index in range(WRITERS + 1))
    return Issue(
        Masthead(title="行业信息简报", year=2024, number=14),
        sections=(Section("行业动态", items=(*items, Item("很长", _PADDING))),),
    )


def kill_savers(folder: str, rounds: int, seed: int) -> Kills:
    """Kill `rounds` editors that save again and again."""
    editor = LibraryEditor(folder)
    editor.create(start_issue())

    def body(tell: Tell, first: int) -> None:
        opened = editor.open_for_editing(KEY)
        for number in range(first, 1 << 40):
            opened = editor.save(opened, numbered(opened.issue, 0, number)).opened
            tell(number)

    def look() -> int:
        loaded = editor.load(KEY)
        whole = loaded.issue.sections[0].items[-1].body == _PADDING and not loaded.findings
        return number_in(loaded.issue) if whole else -1

    result = _kill(rounds, seed, body, look)
    sweep(str(Path(folder) / "2024"), age=-1)
    return result


def kill_drafters(folder: str, rounds: int, seed: int) -> Kills:
    """Kill `rounds` sessions that keep drafts; each draft must be found by the next session."""
    issue, library = start_issue(), str(Path(folder) / "library")

    def body(tell: Tell, first: int) -> None:
        drafts = Drafts(folder)
        for number in range(first, 1 << 40):
            drafts.keep(library, KEY, b"", numbered(issue, 0, number), dt.datetime.now())  # noqa: DTZ005 - as the app
            tell(number)

    def look() -> int:
        drafts = Drafts(folder)
        numbers = [-1]
        for draft in drafts.list(library, KEY):
            if not draft.alive and draft.issue.sections[0].items[-1].body == _PADDING:
                numbers.append(number_in(draft.issue))
            drafts.discard(draft)
        return max(numbers)

    return _kill(rounds, seed, body, look)


def _kill(rounds: int, seed: int, body: Callable[[Tell, int], None], look: Callable[[], int]) -> Kills:
    rng = random.Random(seed)
    killed = corrupt = lost = number = 0
    for _round in range(rounds):
        acknowledged = killed_child(body, number + 1, rng.uniform(0, LONGEST))
        killed += acknowledged > number
        try:
            found = look()
        except BriefingError:
            found = -1
        corrupt += found < 0
        lost += 0 <= found < acknowledged
        number = max(found, acknowledged)
    return Kills(killed, corrupt, lost)


def many_writers(folder: str, updates: int, *, unsafe: bool = False) -> Race:
    """Let `WRITERS` processes make `updates` changes each; `unsafe` writes without lock and look, to show that this bites."""
    LibraryEditor(folder).create(start_issue())
    source, sink = os.pipe()
    children = []
    for me in range(WRITERS):
        child = os.fork()
        if child == 0:
            os.close(source)
            run(lambda me=me: os.write(sink, b"%d %d %d\n" % _write(folder, me, updates, unsafe=unsafe)))  # type: ignore[misc]
        children.append(child)
    os.close(sink)
    told = b""
    while part := os.read(source, 1 << 16):
        told += part
    os.close(source)
    for child in children:
        os.waitpid(child, 0)
    rows = [[int(number) for number in line.split()] for line in told.splitlines()]
    last = LibraryEditor(folder).load(KEY).issue
    lost = sum(number_in(last, me) != updates for me in range(WRITERS)) + (WRITERS - len(rows)) * updates
    return Race(lost + sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows))


def _write(folder: str, me: int, updates: int, *, unsafe: bool) -> tuple[int, int, int]:
    """One writer: lost, conflicts, merged. It changes an item of its own, and one that all fight for."""
    editor = LibraryEditor(folder)
    opened = editor.open_for_editing(KEY)
    rng = random.Random(me)
    lost = conflicts = merged = 0
    for number in range(1, updates + 1):
        while True:
            new = numbered(opened.issue, me, number)
            if number % 2:
                new = numbered(new, _SHARED, f"{me}{number:09}")
            time.sleep(rng.uniform(0, _TYPING))
            try:
                if unsafe:
                    write_whole(opened.path, update_text(opened.text, opened.issue, new).encode())
                    opened = editor.open_for_editing(KEY)
                else:
                    saved = editor.save(opened, new)
                    opened = saved.opened
                    merged += bool(saved.merged)
                break
            except ConflictError as error:
                conflicts += 1
                opened = error.on_disk
                # What this writer saved last must still be there.
                lost += number_in(opened.issue, me) != number - 1
        if number % 3 == 0:
            opened = editor.open_for_editing(KEY)
            lost += number_in(opened.issue, me) != number
    return lost, conflicts, merged


def main(what: str, count: int) -> int:
    """Print what was found; 0 when nothing was corrupt or lost."""
    result: Kills | Race
    with tempfile.TemporaryDirectory() as folder:
        if what == "writers":
            result = many_writers(folder, count)
            bad = result.lost
        else:
            result = {"saves": kill_savers, "drafts": kill_drafters}[what](folder, count, int(time.time()))
            bad = result.corrupt + result.lost
    print(f"{what} {count}: {result}")  # noqa: T201 - a script's answer
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
