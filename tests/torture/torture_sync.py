"""Promise H1: a killed sync loses nothing, whatever it was doing, and the next one goes on.

    torture_sync.py [KILLS [SEED]]           kills: each step in turn, evenly over a run, then moments at random
    torture_sync.py clones [CLONES [AT_ONCE]]    clones that each add an item to one issue
    torture_sync.py hosts [SAVES]            four editors on two hosts who save and sync

Two offices have changed one issue, renamed, deleted and begun others, and sent messages. The sync of one is killed; then every file of it reads
and has what was saved there. After another sync of both, each change is there once, in one straight line.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.format.decode import load_issue
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, bare, git, office, reworded

CHILD = Path(__file__).with_name("sync_child.py")
RENAMED, GONE, NEW, TO = (IssueKey(2024, ISSUE, number) for number in (11, 12, 15, 21))
MINE, THEIRS = ("李一", "李二"), ("王一", "王二")
JOURNAL = "deliveries/2024-14.jsonl"


class Result(NamedTuple):
    """Of all rounds."""

    wrong: list[str]
    killed: int


def torture(kills: int, seed: int = 0) -> Result:
    """So many rounds; at least half of them at a step, evenly spread."""
    chance = random.Random(seed)
    wrong: list[str] = []
    killed = 0
    with tempfile.TemporaryDirectory(prefix="sync-kills-") as folder:
        begun = Path(folder) / "begun"
        _begin(begun)
        with _copy(begun) as places:
            steps, seconds = _measured(places)
        for at in range(kills):
            step = 1 + at * steps // kills if at < kills * 2 // 3 or seconds <= 0 else -1
            with _copy(begun) as places:
                died, found = _round(places, step, chance.uniform(0.2, 1.0) * seconds)
                killed += died
                wrong += [f"round {at}, step {step}: {text}" for text in found]
    return Result(wrong, killed)


def _begin(root: Path) -> None:
    """Two offices that have to be brought together."""
    place = bare(root / "place.git")
    one = office(root / "one", place, "王")
    for key in (KEY, RENAMED, GONE):
        put(one.root, make_issue(key, "甲", "乙", "丙", status="draft"))
    _add_line(one, "0")
    one.sync()
    other = office(root / "other", place, "李")
    other.sync()
    for title in THEIRS:
        one.edit(added(title))
    one.edit(reworded(1, "王改的。"))
    one.editor.rename(RENAMED, TO)
    one.editor.delete(GONE)
    _add_line(one, "王")
    one.sync()
    for title in MINE:
        other.edit(added(title))
    other.edit(reworded(2, "李改的。"))
    other.edit(added("改名前加的"), RENAMED)
    put(other.root, make_issue(NEW, "新的", status="draft"))
    _add_line(other, "李")


def _add_line(one: Office, name: str) -> None:
    path = one.root / JOURNAL
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{{"event":"begin","id":"{name}"}}\n')


@contextmanager
def _copy(begun: Path) -> Iterator[Path]:
    """The same state in a place of its own."""
    places = begun.with_name("round")
    shutil.copytree(begun, places)
    for name in ("one", "other"):
        git(places / name, "config", "remote.origin.url", str(places / "place.git"))
    try:
        yield places
    finally:
        shutil.rmtree(places)


def _child(places: Path, step: int) -> "subprocess.Popen[str]":
    words = [sys.executable, str(CHILD), str(places / "other"), str(step)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)


def _measured(places: Path) -> tuple[int, float]:
    """Steps of a sync that nobody kills, and how long it takes."""
    begun = time.monotonic()
    out, _err = _child(places, 0).communicate()
    return int(out), time.monotonic() - begun


def _round(places: Path, step: int, seconds: float) -> tuple[bool, list[str]]:
    child = _child(places, max(step, 0))
    if step < 0:
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    died = child.wait() != 0
    assert child.stdout is not None
    child.stdout.close()
    one, other = Office(places / "one", "王"), Office(places / "other", "李")
    wrong = [f"after the kill: {text}" for text in _unread(other)]
    titles = other.titles()
    wrong += [f"{title} is gone after the kill" for title in MINE if titles.count(title) != 1]
    try:
        for each in (other, one, other):
            outcome = each.sync()
            wrong += [f"waits: {waiting}" for waiting in outcome.waiting]
    except BriefingError as error:
        return died, [*wrong, f"the next sync: {error}"]
    return died, [*wrong, *_apart(one, other, places / "place.git")]


def _unread(one: Office) -> list[str]:
    found = []
    for path in sorted(one.root.glob("2024/*.toml")):
        try:
            load_issue(path.read_bytes(), path.name)
        except BriefingError as error:
            found.append(str(error))
    return found


def _apart(one: Office, other: Office, place: Path) -> list[str]:
    """What is not as it should be in the end."""
    wrong = []
    for each in (one, other):
        titles = each.titles()
        wrong += [
            f"{title} ×{titles.count(title)}"
            for title in (*MINE, *THEIRS, "甲", "乙", "丙")
            if titles.count(title) != 1
        ]
        bodies = [item.body for item in each.issue().sections[0].items]
        wrong += [f"{body} is gone" for body in ("王改的。", "李改的。") if body not in bodies]
        if not (each.root / "2024/2024-21.toml").exists() or each.titles(TO)[-1] != "改名前加的":
            wrong.append("the renamed issue")
        names = sorted(path.name for path in each.root.glob("2024/*.toml"))
        if names != ["2024-14.toml", "2024-15.toml", "2024-21.toml"]:
            wrong.append(f"files: {names}")
        lines = sorted((each.root / JOURNAL).read_text(encoding="utf-8").splitlines())
        if len(lines) != 3 or len(set(lines)) != 3:
            wrong.append(f"journal: {lines}")
    if git(place, "log", "--merges", "--format=%h", "main"):
        wrong.append("the line is not straight")
    if git(one.root, "rev-parse", "HEAD") != git(place, "rev-parse", "main"):
        wrong.append("the newest commit")
    return wrong


class Crowd(NamedTuple):
    """How many clones fared."""

    lost: int
    doubled: int
    tries: float
    """On average."""
    most: int
    straight: bool
    seconds: float


def crowd(clones: int = 50, at_once: int = 8, items: int = 1) -> Crowd:
    """Clones of one library, each adding items to the same issue, so many at a time."""
    with tempfile.TemporaryDirectory(prefix="sync-crowd-") as folder:
        place = bare(Path(folder) / "place.git")
        first = office(Path(folder) / "first", place, "零")
        put(first.root, make_issue(KEY, "第零条", status="draft"))
        first.sync()
        offices = [office(Path(folder) / f"clone-{number}", place, f"员{number}") for number in range(clones)]
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(lambda each: each.sync(), offices))
        begun = time.monotonic()
        with ThreadPoolExecutor(at_once) as pool:
            tries = [one for ones in pool.map(lambda each: _add(each, items), offices) for one in ones]
        seconds = time.monotonic() - begun
        first.sync()
        titles = first.titles()
        wanted = [f"{each.who}-{number}" for each in offices for number in range(items)]
        straight = not git(place, "log", "--merges", "--format=%h", "main")
        return Crowd(
            sum(title not in titles for title in wanted),
            len(titles) - len(set(titles)),
            sum(tries) / len(tries),
            max(tries),
            straight,
            seconds,
        )


def _add(each: Office, items: int) -> list[int]:
    tries = []
    for number in range(items):
        each.edit(added(f"{each.who}-{number}"))
        tries.append(sync(str(each.root), SyncWish(each.who)).tries)
    return tries


def hosts(saves: int = 200, editors: int = 4) -> list[str]:
    """Editors on two hosts, each saving items into one issue while both hosts sync all the time; what is wrong in the end."""
    with tempfile.TemporaryDirectory(prefix="sync-hosts-") as folder:
        place = bare(Path(folder) / "place.git")
        libraries = [office(Path(folder) / name, place, name) for name in ("甲机", "乙机")]
        put(libraries[0].root, make_issue(KEY, "第零条", status="draft"))
        for each in libraries:
            each.sync()
        done = threading.Event()
        wrong: list[str] = []

        def keep_syncing(each: Office) -> None:
            while not done.is_set():
                try:
                    wrong.extend(f"waits: {one}" for one in sync(str(each.root), SyncWish(each.who)).waiting)
                except BriefingError as error:
                    wrong.append(str(error))

        def write(number: int) -> None:
            words = [sys.executable, str(Path(__file__).with_name("sync_writer.py"))]
            support = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "support")}
            asked = [*words, str(libraries[number % 2].root), str(number), str(saves)]
            subprocess.run(asked, check=True, env=support)

        syncing = [threading.Thread(target=keep_syncing, args=(each,)) for each in libraries]
        for thread in syncing:
            thread.start()
        try:
            with ThreadPoolExecutor(editors) as pool:
                list(pool.map(write, range(editors)))
        finally:
            done.set()
            for thread in syncing:
                thread.join()
        for each in (*libraries, *libraries):
            wrong += [f"waits: {one}" for one in each.sync().waiting]
        for each in libraries:
            titles = each.titles()
            wanted = {f"{number}-{save}" for number in range(editors) for save in range(saves)}
            wrong += [f"lost: {title}" for title in sorted(wanted - set(titles))]
            wrong += [f"doubled: {title}" for title in sorted(set(titles)) if titles.count(title) > 1]
        return wrong


def main(words: list[str]) -> int:
    if words[:1] == ["clones"]:
        made = crowd(*map(int, words[1:]))
        sys.stdout.write(f"{made}\n")
        return int(made.lost or made.doubled or not made.straight)
    if words[:1] == ["hosts"]:
        wrong = hosts(*map(int, words[1:]))
        sys.stdout.write("\n".join([*wrong[:20], f"{len(wrong)} wrong", ""]))
        return int(bool(wrong))
    result = torture(*map(int, words or ["200"]))
    told = f"{result.killed} killed, {len(result.wrong)} wrong"
    sys.stdout.write("\n".join([*result.wrong, told, ""]))
    return int(bool(result.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
