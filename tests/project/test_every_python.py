"""`make test-all`: which Pythons are found, and what is told of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import every_python

PROJECT = """
[project]
requires-python = ">=3.11"
classifiers = [
  "Programming Language :: Python :: 3 :: Only",
  "Programming Language :: Python :: 3.11",
  "Programming Language :: Python :: 3.12",
  "Programming Language :: Python :: 3.13",
]
"""
MAKE = """#!/bin/sh
echo "$@" >> asked
case "$*" in *.venv-3.12*) exit 2;; esac
"""
Place = Callable[[str, str], Path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Puts an executable script at a place under the temporary folder."""

    def put(where: str, script: str) -> Path:
        path = tmp_path / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)
        return path

    (tmp_path / "pyproject.toml").write_text(PROJECT)
    put("make", MAKE)
    return put


def answering(version: str, executable: Path | str) -> str:
    return f"#!/bin/sh\necho '{version} {executable}'\n"


def run(folder: Path, *names: str, bins: tuple[str, ...] = ("bin",)) -> int:
    path = os.pathsep.join(str(folder / one) for one in bins)
    return every_python.main(names, {"PATH": path, "MAKE": str(folder / "make")}, folder)


def table(printed: str) -> list[list[str]]:
    """Version and result of each line of the closing table."""
    return [line.split()[:2] for line in printed.splitlines() if not line.startswith("==")]


def test_one_of_each_version_is_tested_and_the_table_tells_them_all(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place("bin/python3", answering("3.11.4", "/made/up/first"))
    place("bin/python3.11", answering("3.11.9", "/made/up/second"))
    place("bin/python3.12", answering("3.12.1", "/made/up/twelve"))
    place("bin/python3.10", answering("3.10.0", "/made/up/old"))
    place("bin/python3.13", "#!/bin/sh\necho 'no such version is installed' >&2\nexit 127\n")
    place("bin/python3-config", answering("3.14.0", "/made/up/none"))
    assert run(tmp_path) == 1
    assert table(capfd.readouterr().out) == [["3.11.4", "passed"], ["3.12.1", "failed"], ["3.13", "not"]]
    assert (tmp_path / "asked").read_text().splitlines() == [
        "--no-print-directory VENV=.venv-3.11 PYTHON=/made/up/first test",
        "--no-print-directory VENV=.venv-3.12 PYTHON=/made/up/twelve test",
    ]


def test_all_passed_is_a_success_though_a_version_is_not_there(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place("bin/python3.14", answering("3.14.0", "/made/up/new"))
    assert run(tmp_path) == 0
    assert [row[0] for row in table(capfd.readouterr().out)] == ["3.14.0", "3.11", "3.12", "3.13"]


def test_the_versions_of_pyenv_are_found_and_the_newest_taken(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place("bin/pyenv", f"#!/bin/sh\n[ \"$1\" = root ] && echo '{tmp_path}/kept'\n")
    for version in ("3.13.9", "3.13.11", "3.9.1"):
        place(f"kept/versions/{version}/bin/python", answering(version, f"/made/up/{version}"))
    place("bin/python3.11", answering("3.11.4", "/made/up/eleven"))
    assert run(tmp_path) == 0
    assert table(capfd.readouterr().out) == [["3.11.4", "passed"], ["3.13.11", "passed"], ["3.12", "not"]]


def test_interpreters_asked_for_are_the_only_ones_and_must_be_there(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place("bin/python3.11", answering("3.11.4", "/made/up/eleven"))
    other = place("other/mine", answering("3.13.2", "/made/up/mine"))
    place("bin/python3.10", answering("3.10.2", "/made/up/ten"))
    assert run(tmp_path, str(other)) == 0
    assert table(capfd.readouterr().out) == [["3.13.2", "passed"]]
    assert run(tmp_path, str(other), "python3.12", "python3.10") == 1
    assert table(capfd.readouterr().out) == [
        ["3.13.2", "passed"],
        ["python3.12", "not"],
        ["python3.10", "too"],
    ]


def test_no_python_at_all_is_a_failure(place: Place, tmp_path: Path) -> None:
    place("bin/python3.10", answering("3.10.0", "/made/up/old"))
    assert run(tmp_path, bins=("bin", "absent")) == 1


def test_the_project_says_which_versions_it_takes() -> None:
    found = every_python.wanted((every_python.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert found.least == (3, 11)
    assert found.named[0] == found.least
    assert found.named == sorted(found.named)
