"""The measurements measure what they say: big issues are real issues, and a verdict follows from the samples."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.library.codec import load_issue
from briefing_tui.model.issue import walk_items

ROOT = Path(__file__).resolve().parent.parent


def run_python(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="module")
def big_issue(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("big") / "2030-01.toml"
    run_python("-m", "benchmarks.generate", "300000", str(file))
    return file.read_bytes()


def test_a_big_issue_has_the_size_asked_for_within_one_item(big_issue: bytes) -> None:
    assert 295_000 < len(big_issue) <= 300_000


def test_a_big_issue_loads_without_a_warning_and_its_items_are_of_the_promised_length(
    big_issue: bytes,
) -> None:
    loaded = load_issue(big_issue, "2030-01.toml")
    assert loaded.warnings == ()
    lengths = [len(numbered.item.body) for numbered in walk_items(loaded.issue)]
    assert len(loaded.issue.sections) == -(-len(lengths) // 40)
    assert min(lengths) >= 300
    assert sorted(lengths)[len(lengths) // 2] < 1500


def test_a_big_issue_is_the_same_on_every_machine(big_issue: bytes, tmp_path: Path) -> None:
    again = tmp_path / "again.toml"
    run_python("-m", "benchmarks.generate", "300000", str(again))
    assert again.read_bytes() == big_issue


JUDGE = """
from benchmarks.run import FIGURES, judge, table
taken = {figure.subject: [12.0, 24.0, 12.0] for figure in FIGURES}
for key in ("bare", "page sample", "rss bare", "imports", "write"):
    taken[key] = [10.0, 20.0, 10.0]
taken["break rich"] = [72.0, 144.0, 72.0]
print(table(judge(taken)))
"""


def test_a_verdict_follows_from_the_ratios_of_the_rounds() -> None:
    rows = run_python("-c", JUDGE).splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [(row[-3].split("×")[0].strip("*"), row[-1]) for row in cells] == [
        ("1.20", "reached"),
        ("1.00", "reached"),
        ("1.00", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("6.00", "reached"),
        ("1.20", "reached"),
    ]


def test_a_missed_reach_is_said() -> None:
    rows = run_python(
        "-c",
        JUDGE.replace("12.0, 24.0, 12.0", "14.0, 28.0, 14.0").replace(
            "72.0, 144.0, 72.0", "60.0, 120.0, 60.0"
        ),
    )
    verdicts = [row.strip("|").rsplit("|", 1)[-1].strip() for row in rows.splitlines()[2:]]
    assert verdicts == ["MISSED", "reached", "reached", "MISSED", "MISSED", "reached", "MISSED", "reached"]
