"""`make bench`: what the history of a large library costs: 1,000 issues, 10,000 commits, one issue saved a thousand times.

    python -m benchmarks.history [--rounds N] [--json FILE] [--page docs/performance.md] [--commits N]

The repository is made by one `git fast-import`. Each thing is measured in turn with the start of a bare app (B): what is asked of the library as the screen
asks it, in a process of its own for each round, and a commit as the recorder makes it, its process not counted.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import SAMPLES
from benchmarks.page import circumstances, put_into
from benchmarks.workplace import Workplace

from briefing_tui.library.history import recording
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.upkeep import GRAPH, PACK

COMMITS, ISSUES, SAVED = 10_000, 1_000, 1_000
"""All commits, all issues, and how often one of them was saved."""
KEY = "2024-14"
ITEM = 3
PART = "history"
MS = 1000.0

_ASK = """
import sys, time
from itertools import islice
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.history.item_versions import item_versions
from briefing_tui.library.history.versions import walk_versions
from briefing_tui.model.issue import walk_items
from briefing_tui.model.key import parse_key
root, what, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
key = parse_key("2024-14")
issue = LibraryReader(root).load(key).issue
item = next(one.item for one in walk_items(issue) if one.position == 3)
begun = time.perf_counter()
states = walk_versions(root, key) if what == "issue" else item_versions(root, key, item, issue)
found = list(islice(states, count))
states.close()
print(time.perf_counter() - begun, len(found))
"""


class Figure(NamedTuple):
    """One row of the table."""

    name: str
    key: str
    reach: float
    """Of the ratio to B."""


FIGURES = (
    Figure("history of an issue with 1,000 states among 10,000 commits, all of it / B", "all", 0.3),
    Figure("the same, the first screen / B", "screen", 0.3),
    Figure("history of one of its items over 1,000 states / B", "item", 2.5),
    Figure("the same, the first screen / B", "item screen", 0.3),
    Figure("a commit in the background, one file of 1,000 changed / B", "commit", 0.15),
)


def make_repository(root: Path, commits: int) -> None:
    """The library with its files, and their past in git."""
    sample = (SAMPLES / "2024" / "2024-14.toml").read_text(encoding="utf-8")
    recording.begin(str(root))
    names = [(2024, 14), *((1990 + at // 30, at % 30 + 1) for at in range(ISSUES - 1))]
    others = [one for one in names if one != (2024, 14)]
    stream = subprocess.Popen(
        ["git", "-C", str(root), "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE
    )
    assert stream.stdin is not None
    last: dict[str, str] = {}
    every = max(1, commits // SAVED)
    for at in range(commits):
        year, number = (2024, 14) if at % every == 0 else others[at % len(others)]
        text = sample if (year, number) == (2024, 14) else _small(year, number)
        if (
            at % every == 0 and (at // every) % 20 == 0
        ):  # one in twenty is a change of the item that is asked about
            text = text.replace("中部六省", f"中部{at}省", 2)
        name = f"{year}/{year}-{number:02}.toml"
        last[name] = text = text.replace("[workflow]", f"# {at}\n[workflow]", 1)
        data, message = text.encode(), f"{year}-{number:02}：改写第{at % 9 + 1}条".encode()
        stream.stdin.write(
            b"commit refs/heads/main\ncommitter x <x@x> %d +0800\ndata %d\n%b\nM 100644 inline %b\ndata %d\n%b\n"
            % (1_400_000_000 + at * 3600, len(message), message, name.encode(), len(data), data)
        )
    stream.stdin.close()
    assert not stream.wait()
    for name, text in last.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    recording.record(str(root), "x")
    for words in (PACK, GRAPH):
        Git(str(root)).run(*words)


def _small(year: int, number: int) -> str:
    """A short issue."""
    items = "".join(
        f'[[section.item]]\ntitle = "第{at}条"\nbody = "示例正文，完成{number}.{at}亿元。"\n\n'
        for at in range(8)
    )
    head = f'format = 1\n\n[masthead]\ntitle = "行业信息简报"\nyear = {year}\nnumber = {number}\n\n[workflow]\nstatus = "published"\n\n'
    return f'{head}[[section]]\ntitle = "行业动态"\nnumbered = true\n\n{items}[end]\nmark = "以下无正文"\n'


def ask(root: Path, what: str, count: int) -> float:
    """Seconds of one question."""
    words = [sys.executable, "-c", _ASK, str(root), what, str(count)]
    seconds, found = subprocess.run(words, capture_output=True, check=True, text=True).stdout.split()
    assert int(found) > 1
    return float(seconds)


def commit(root: Path, turn: int) -> float:
    """Seconds of one commit."""
    path = root / "2000" / "2000-05.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("示例正文", f"示例正文{turn}", 1), encoding="utf-8")
    begun = time.perf_counter()
    assert recording.record(str(root), "王")
    return time.perf_counter() - begun


def measure(root: Path, place: Workplace, rounds: int) -> dict[str, list[float]]:
    """Seconds of each thing in each round."""
    samples: dict[str, list[float]] = {key: [] for key in ("bare", *(one.key for one in FIGURES))}
    for turn in range(rounds):
        samples["bare"].append(place.start(place.bare_app()).seconds)
        samples["all"].append(ask(root, "issue", 1_000_000))
        samples["screen"].append(ask(root, "issue", 60))
        samples["item"].append(ask(root, "item", 1_000_000))
        samples["item screen"].append(ask(root, "item", 20))
        samples["commit"].append(commit(root, turn))
    return samples


def table(samples: dict[str, list[float]]) -> tuple[str, bool]:
    """The rows, and whether all is reached."""
    bare = statistics.median(samples["bare"])
    lines = ["| figure | measured | against | ratio | reach | |", "|---|---|---|---|---|---|"]
    good = True
    for one in FIGURES:
        seconds = statistics.median(samples[one.key])
        ratio = seconds / bare
        reached = ratio <= one.reach
        good = good and reached
        lines.append(
            f"| {one.name} | {seconds * MS:.1f} ms | {bare * MS:.1f} ms | **{ratio:.2f}×** | ≤ {one.reach}× | {'reached' if reached else 'MISSED'} |"
        )
    return "\n".join(lines), good


def main() -> int:
    """Measure, tell, and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--commits", type=int, default=COMMITS)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--lang", default="zh_CN.UTF-8")
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="briefing-history-") as folder,
        Workplace(args.lang, big=False) as place,
    ):
        root = Path(folder) / "library"
        root.mkdir()
        make_repository(root, args.commits)
        samples = measure(root, place, args.rounds)
    rows, good = table(samples)
    text = f"{circumstances(args.rounds)}\n\n{rows}"
    print(text)
    if args.json:
        args.json.write_text(json.dumps(samples), encoding="utf-8")
    if args.page:
        put_into(args.page, PART, text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
