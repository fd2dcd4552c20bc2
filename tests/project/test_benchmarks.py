"""The measurements measure what they say: big issues are real issues, and a verdict follows from the samples."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from briefing_tui.library.format.codec import load_issue
from briefing_tui.model.issue import walk_items
from disks.places import ROOT


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
    assert loaded.findings == ()
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
taken["first"], taken["obeyed"] = [3.0, 6.0, 3.0], [10.0, 20.0, 10.0]
taken["break rich"] = [72.0, 144.0, 72.0]
print(table(judge(taken)))
"""


def test_a_verdict_follows_from_the_ratios_of_the_rounds() -> None:
    rows = run_python("-c", JUDGE).splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [(row[-3].split("×")[0].strip("*"), row[-1]) for row in cells] == [
        ("0.30", "reached"),
        ("1.00", "reached"),
        ("1.20", "reached"),
        ("1.00", "reached"),
        ("1.00", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("6.00", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
        ("1.20", "reached"),
    ]


def test_a_missed_reach_is_said() -> None:
    rows = run_python(
        "-c",
        JUDGE.replace("12.0, 24.0, 12.0", "14.0, 28.0, 14.0")
        .replace("72.0, 144.0, 72.0", "60.0, 120.0, 60.0")
        .replace("3.0, 6.0, 3.0", "4.0, 8.0, 4.0"),
    )
    verdicts = [row.strip("|").rsplit("|", 1)[-1].strip() for row in rows.splitlines()[2:]]
    opened = ["MISSED", "reached"]
    assert verdicts == [
        *opened,
        "MISSED",
        "reached",
        "reached",
        "MISSED",
        "MISSED",
        "reached",
        "MISSED",
        "reached",
        "reached",
        "reached",
        "reached",
    ]


LIBRARY = """
from benchmarks.library import SIZE, SMALL, LARGE, costs, judge, plot, table
one = {name: [1.0] for name in ("imports", "list", "list warm", "list changed", "walk", "update", "build", "parse", "paint",
    "paint few", "rg", "rg rare", "search common", "search rare", "query common", "query rare", "query long",
    "bare common", "bare rare", "bare long", "bare app")} | {"first rows": [0.3], "text": [1e6], "index": [2e6]}
taken = {SMALL: one, SIZE: {**one, "list": [3.0, 4.5, 100.0], "update": [90.0]}, LARGE: {**one, "rg": [1.9], "query rare": [2.5]}}
"""


def test_the_figures_of_a_library_are_those_of_ten_thousand_issues_and_of_growth() -> None:
    rows = run_python("-c", f"{LIBRARY}print(table(list(judge(taken))))").splitlines()[2:]
    verdicts = {row.split("|")[1].strip(): row.split("|")[-2].strip() for row in rows}
    assert [name for name, verdict in verdicts.items() if verdict == "MISSED"] == [
        '`list` / `python -c "import argparse, sqlite3"`',
        "100,000 issues: `rg -c` / `search 担保`",
        "query 粮贸, 100,000 / 1,000 issues",
    ]
    values = {row.split("|")[1].strip(): row.split("|")[4].strip() for row in rows}
    assert values["updating after one changed file − the stat walk"] == "**89.00 ms**"
    assert values["catalog and index / the text"] == "**2.00×**"


def test_figures_that_need_a_size_that_was_not_measured_are_left_out() -> None:
    rows = run_python("-c", f"{LIBRARY}print(table(list(judge({{SMALL: one}}))))")
    assert "100,000" not in rows
    assert rows.count("reached") == 14


def test_the_table_by_size_has_a_column_for_each_and_the_plot_a_named_line_for_each_cost() -> None:
    head, _rule, first, *_rest = run_python("-c", f"{LIBRARY}print(costs(taken))").splitlines()
    assert head == "| issues | 1,000 | 10,000 | 100,000 (short) |"
    assert first == "| building catalog and index from nothing | 1 | 1 | 1 |"
    svg = run_python("-c", f"{LIBRARY}print(plot(taken))")
    names = [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {
        "milliseconds",
        "issues (from 100,000 on short ones)",
        "1,000",
        "100,000",
        "library screen",
        "query, rare word",
    } <= set(names)
    assert svg.count("<polyline") == 8


def test_a_library_of_any_size_has_its_rare_words_in_five_issues_and_loads_without_a_warning(
    tmp_path: Path,
) -> None:
    run_python("-m", "benchmarks.many_issues", "20", str(tmp_path), "--short")
    files = sorted(tmp_path.glob("*/*.toml"))
    assert len(files) == 20
    assert sum("粮贸" in file.read_text(encoding="utf-8") for file in files) == 5
    assert all(load_issue(file.read_bytes(), file.name).findings == () for file in files)


JUDGE_KEYS = """
from benchmarks.editing import cases, judge, MARK
assert all(case.text.count(MARK) == 1 for case in cases())
taken = {"stock 2000": [10.0, 20.0, 10.0], "ours 2000": [12.0, 25.0, 12.0], "ours 50000": [20.0],
         "ours 20000 in one": [90.0], "stock 2000 paste": [100.0], "ours 2000 paste": [140.0],
         "read by the proof rules": [20.0, 20.4, 90.0], "not read": [20.0]}
taken.update(CHANGES)
for figure in judge(taken):
    print(round(figure.value, 2), figure.reached)
"""


def test_a_verdict_on_keys_follows_from_median_and_worst() -> None:
    good = run_python("-c", JUDGE_KEYS.replace("CHANGES", "{}")).split()
    assert good == [
        "1.2",
        "True",
        "2.5",
        "True",
        "1.67",
        "True",
        "90.0",
        "True",
        "1.02",
        "True",
        "1.4",
        "True",
    ]
    slow = '{"ours 2000": [12.0, 31.0, 12.0], "ours 50000": [25.0], "ours 2000 paste": [151.0]}'
    bad = run_python("-c", JUDGE_KEYS.replace("CHANGES", slow)).split()
    assert bad == [
        "1.2",
        "True",
        "3.1",
        "False",
        "2.08",
        "False",
        "90.0",
        "True",
        "1.02",
        "True",
        "1.51",
        "False",
    ]
