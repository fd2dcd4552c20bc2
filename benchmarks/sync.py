"""What sync costs, and what a shared repository becomes in years. Printed as a table; `docs/scale.md` has it.

    python benchmarks/sync.py [YEARS [ISSUES_A_YEAR [SAVES_AN_ISSUE]]]

A repository of so many years is made at once (20, 50 and 30 when nothing is said): every save a commit, each of which rewrites one paragraph of
25. Then what is asked again and again is timed: a sync that has nothing to do, one that sends a save, one that takes it, the first one of a new host,
the same of published issues alone; and what one question of a host costs the machine that has the repository.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.history.versions import versions
from briefing_tui.library.sync import remotes
from briefing_tui.library.sync.published import publish
from briefing_tui.model.issue import Issue, Item, Masthead, Section, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from disks.sync_places import Office, added, bare, git, office

ITEMS, LETTERS = 25, 160
"""Of an issue, and of a paragraph."""
WORDS = "担保业务规模稳步增长风险处置有序推进银行合作项目落地农户贷款发放审批流程优化数字平台上线运行培训会议研究部署"
FIRST = 2005


def paragraph(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS, k=LETTERS)) + "。"


def issue(year: int, number: int, bodies: list[str]) -> Issue:
    items = tuple(Item(f"第{at}条要闻", body) for at, body in enumerate(bodies, 1))
    head = Masthead(publisher="示例省信用担保集团公司", title="行业信息简报", year=year, number=number)
    return Issue(head, Workflow("published"), sections=(Section("行业动态", numbered=True, items=items),))


def stream(years: int, issues: int, saves: int) -> Iterator[bytes]:
    """For fast-import: every save of every year."""
    chance, moment = random.Random(0), 1_100_000_000
    for year in range(FIRST, FIRST + years):
        for number in range(1, issues + 1):
            bodies = [paragraph(chance) for _item in range(ITEMS)]
            name = f"{year}/{year}-{number:02}.toml"
            for save in range(saves):
                bodies[chance.randrange(ITEMS)] = paragraph(chance)
                moment += 3600
                data = dump_issue(issue(year, number, bodies)).encode()
                told = f"{year}-{number:02}：改写第{save % ITEMS + 1}条".encode()
                yield b"commit refs/heads/main\ncommitter wang <w@localhost> %d +0800\n" % moment
                yield b"data %d\n%s\nM 100644 inline %s\n" % (len(told), told, name.encode())
                yield b"data %d\n%s\n" % (len(data), data)


def filled(place: Path, years: int, issues: int, saves: int) -> None:
    """The repository of all these years."""
    child = subprocess.Popen(["git", "-C", place, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert child.stdin is not None
    for part in stream(years, issues, saves):
        child.stdin.write(part)
    child.stdin.close()
    assert child.wait() == 0


def timed(does: Callable[[], object], times: int = 3) -> float:
    """Milliseconds; the best of some."""
    best = float("inf")
    for _time in range(times):
        begun = time.perf_counter()
        does()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


def size_of(folder: Path) -> float:
    """MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def asked_by_a_host(place: Path, known: str) -> float:
    """Milliseconds of processor that one question of a host without news costs the machine with the repository."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _time in range(20):
        asked = subprocess.Popen(
            ["git-upload-pack", place],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "GIT_PROTOCOL": "version=2"},
        )
        text = b"0014command=ls-refs\n00010009peel\n001bref-prefix refs/heads/\n00000000"
        asked.communicate(text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert known
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 20 * 1000


Rows = Iterator[tuple[str, str]]
"""What was measured, and how much it was."""


def rows(folder: Path, years: int, issues: int, saves: int) -> Rows:
    place = bare(folder / "place.git")
    filled(place, years, issues, saves)
    commits = years * issues * saves
    what = f"{years} years, {years * issues:,} issues, {commits:,} saves"
    yield from of_the_repository(place, what)
    one, other = office(folder / "one", place, "王"), Office(folder / "other", "李")
    yield "first sync of an editor's machine", f"{timed(one.sync, 1):,.0f} ms"
    yield "issues on the disk", f"{size_of(one.root) - size_of(one.root / '.git'):,.1f} MB"
    office(other.root, place, "李").sync()
    yield from of_two_editors(one, other, IssueKey(FIRST + years - 1, ISSUE, issues))
    one.sync()
    yield from of_readers(one, folder)


def of_the_repository(place: Path, what: str) -> Rows:
    """Its size as `what` was written, and packed."""
    yield f"{what}: as written", f"{size_of(place):,.1f} MB"
    began = time.perf_counter()
    git(place, "gc", "--quiet")
    took = time.perf_counter() - began
    yield "the same after git gc", f"{size_of(place):,.1f} MB"
    yield "git gc", f"{took:,.1f} s"


def of_two_editors(one: Office, other: Office, key: IssueKey) -> Rows:
    """Saves of an issue that go from one machine to the other, and one that meets another."""
    yield "a sync with nothing to do", f"{timed(one.sync):,.0f} ms"
    sends, takes = [], []
    for number in range(5):
        one.edit(added(f"新闻{number}"), key)
        sends.append(timed(one.sync, 1))
        takes.append(timed(other.sync, 1))
    yield "a sync that sends a save", f"{min(sends):,.0f} ms"
    yield "a sync that takes it", f"{min(takes):,.0f} ms"
    one.edit(added("一边"), key)
    other.edit(added("另一边"), key)
    one.sync()
    yield "a sync that merges one", f"{timed(other.sync, 1):,.0f} ms"
    yield "history of an issue", f"{timed(lambda: versions(str(one.root), key)):,.0f} ms"


def of_readers(one: Office, folder: Path) -> Rows:
    """What an editor's machine gives to readers, and what their host takes."""
    shown = bare(folder / "shown.git")
    remotes.add(str(one.root), str(shown), remotes.PUBLISHED)
    yield "first sync --published", f"{timed(lambda: publish(str(one.root)), 1):,.0f} ms"
    yield "sync --published with nothing to do", f"{timed(lambda: publish(str(one.root))):,.0f} ms"
    git(shown, "gc", "--quiet")
    yield "the repository of published issues", f"{size_of(shown):,.1f} MB"
    host = office(folder / "host", shown, "host")
    yield "first sync of a host of readers", f"{timed(lambda: host.sync(follow=True), 1):,.0f} ms"
    yield "a host's sync with nothing new", f"{timed(lambda: host.sync(follow=True)):,.0f} ms"
    yield "what that asks of the other machine", f"{asked_by_a_host(shown, 'main'):,.1f} ms of processor"


def main(words: list[str]) -> None:
    years, issues, saves = (*map(int, words), *(20, 50, 30)[len(words) :])
    with tempfile.TemporaryDirectory(prefix="sync-bench-") as folder:
        for what, figure in rows(Path(folder), years, issues, saves):
            print(f"{what:70} {figure:>24}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
