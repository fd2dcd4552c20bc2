"""`stats`: what it prints, for people and for programs."""

import json
from pathlib import Path

import pytest

from disks.libraries import small_library
from programs.commands import command


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


def test_months_are_the_default_and_have_a_sum(library: Path) -> None:
    (library / "2024" / "2024-12.toml").unlink()
    outcome = command("stats", "--library", str(library))
    assert (outcome.code, outcome.err) == (0, "")
    lines = [line.split() for line in outcome.out.splitlines()]
    assert lines[0] == ["month", "issues", "items"]
    assert lines[1] == ["2024-01", "1", "1"]
    assert lines[-1] == ["all", "4", "7"]
    assert len({len(line) for line in outcome.out.splitlines()}) == 1


def test_a_year_and_another_dimension(library: Path) -> None:
    outcome = command("stats", "--year", "2025", "--by", "section", "--library", str(library))
    assert [line.split() for line in outcome.out.splitlines()[1:]] == [
        ["行业动态", "1", "2"],
        ["子公司动态", "1", "1"],
        ["all", "2", "3"],
    ]


def test_what_belongs_to_no_row_is_said(library: Path) -> None:
    outcome = command("stats", "--year", "2025", "--by", "unit", "--library", str(library))
    assert "(no unit named)" in outcome.out
    assert "unit" in outcome.out.splitlines()[0]


def test_json_holds_the_rows_and_the_sums(library: Path) -> None:
    outcome = command("stats", "--by", "section", "--year", "2025", "--json", "--library", str(library))
    assert json.loads(outcome.out) == {
        "by": "section",
        "year": 2025,
        "issues": 2,
        "items": 3,
        "without": 0,
        "unreadable": 0,
        "rows": [
            {"name": "行业动态", "issues": 1, "items": 2},
            {"name": "子公司动态", "issues": 1, "items": 1},
        ],
    }


def test_a_file_that_could_not_be_counted_is_told_and_is_a_failure(library: Path) -> None:
    outcome = command("stats", "--library", str(library))
    assert outcome.code == 1
    assert "1 file could not be read" in outcome.err
    assert json.loads(command("stats", "--json", "--library", str(library)).out)["unreadable"] == 1


def test_a_region_is_counted(samples: Path) -> None:
    outcome = command("stats", "--by", "region", "--year", "2024", "--library", str(samples))
    assert outcome.code == 0
    assert any(line.startswith("山西") for line in outcome.out.splitlines())


@pytest.mark.parametrize("arguments", [("--by", "weather"), ("--year", "24"), ("more",)])
def test_what_cannot_be_meant_is_a_usage_error(library: Path, arguments: tuple[str, ...]) -> None:
    assert command("stats", *arguments, "--library", str(library)).code == 2
