"""Runs the tests on every Python that is here and new enough, one after another, each in an environment of its own.

Run by `make test-all`. It looks for `python3.N`, `python3` and `python` on the PATH, then at the versions of pyenv; with
arguments, at those interpreters alone. One is taken for each minor version: the first found, of pyenv's the newest. A
version that the project names but the machine has not is said and is no failure; an interpreter asked for is one.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"python(?:3(?:\.[0-9]+)?)?\Z")
_ASK = "import sys; print('%d.%d.%d' % sys.version_info[:3], sys.executable)"
_WAIT = 20
"""Seconds for an interpreter to say its version."""

Minor = tuple[int, int]
"""3.12, which has one environment and one line of the closing table."""


class Interpreter(NamedTuple):
    """One Python that answers."""

    version: tuple[int, int, int]
    path: str

    @property
    def minor(self) -> Minor:
        return self.version[:2]


class Row(NamedTuple):
    """A line of the closing table."""

    version: str
    result: str
    detail: str = ""


class Wanted(NamedTuple):
    """What `pyproject.toml` says of versions."""

    least: Minor
    named: list[Minor]


def ask(path: str) -> Interpreter | None:
    """The interpreter behind a path, whatever shims lie between; None when nothing answers there."""
    try:
        done = subprocess.run([path, "-c", _ASK], capture_output=True, text=True, check=True, timeout=_WAIT)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.fullmatch(r"([0-9]+)\.([0-9]+)\.([0-9]+) (.+)", done.stdout.strip())
    return None if found is None else Interpreter((int(found[1]), int(found[2]), int(found[3])), found[4])


def on_the_path(path: str) -> Iterator[Interpreter]:
    """In the order of the PATH."""
    for folder in filter(None, path.split(os.pathsep)):
        for program in sorted(Path(folder).glob("python*")):
            if _NAME.match(program.name) and (found := ask(str(program))) is not None:
                yield found


def of_pyenv(path: str) -> Iterator[Interpreter]:
    """The newest first; none where the PATH has no pyenv."""
    program = shutil.which("pyenv", path=path)
    if program is None:
        return
    answer = subprocess.run([program, "root"], capture_output=True, text=True, check=False).stdout
    found = [ask(str(python)) for python in Path(answer.strip(), "versions").glob("*/bin/python")]
    yield from sorted((one for one in found if one is not None), reverse=True)


def one_of_each(found: Iterable[Interpreter], least: Minor) -> list[Interpreter]:
    """The first of each minor version from `least` on, the lowest version first."""
    chosen: dict[Minor, Interpreter] = {}
    for one in found:
        if one.minor >= least:
            chosen.setdefault(one.minor, one)
    return [chosen[minor] for minor in sorted(chosen)]


def wanted(pyproject: str) -> Wanted:
    """The least version the project takes and those it names."""
    project = tomllib.loads(pyproject)["project"]
    least = re.match(r">=([0-9]+)\.([0-9]+)", project["requires-python"])
    assert least is not None, "requires-python begins with >="
    named = [re.search(r":: ([0-9]+)\.([0-9]+)\Z", line) for line in project["classifiers"]]
    return Wanted((int(least[1]), int(least[2])), [(int(one[1]), int(one[2])) for one in named if one])


def run(one: Interpreter, make: str, folder: Path) -> Row:
    """`make test` with this interpreter; what it prints is seen."""
    name = "{}.{}".format(*one.minor)
    print(f"== Python {name}: {one.path}", flush=True)
    started = time.monotonic()
    command = [make, "--no-print-directory", f"VENV=.venv-{name}", f"PYTHON={one.path}", "test"]
    code = subprocess.run(command, cwd=folder, check=False).returncode
    took = f"{time.monotonic() - started:.0f} s"
    return Row(".".join(map(str, one.version)), "failed" if code else "passed", took)


def asked_for(names: Sequence[str], path: str, least: Minor) -> tuple[list[Interpreter], list[Row]]:
    """The interpreters of these names or paths, and a row for each that cannot be used."""
    found: list[Interpreter] = []
    rows: list[Row] = []
    for name in names:
        place = shutil.which(name, path=path)
        one = ask(place) if place else None
        if one is None:
            rows.append(Row(name, "not there"))
        elif one.minor < least:
            rows.append(Row(name, "too old", ".".join(map(str, one.version))))
        else:
            found.append(one)
    return one_of_each(found, least), rows


def main(names: Sequence[str], environ: Mapping[str, str], folder: Path = ROOT) -> int:
    """1 when the tests failed on one Python or ran on none, or one that was asked for cannot be used."""
    least, named = wanted((folder / "pyproject.toml").read_text(encoding="utf-8"))
    path = environ.get("PATH", "")
    if names:
        chosen, missing = asked_for(names, path, least)
        bad = bool(missing)
    else:
        chosen = one_of_each([*on_the_path(path), *of_pyenv(path)], least)
        here = [one.minor for one in chosen]
        missing = [Row("{}.{}".format(*minor), "not there") for minor in named if minor not in here]
        bad = False
    ran = [run(one, environ.get("MAKE", "make"), folder) for one in chosen]
    for row in (*ran, *missing):
        print(f"{row.version:<10} {row.result:<10} {row.detail}".rstrip())
    return int(bad or not ran or any(row.result != "passed" for row in ran))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
