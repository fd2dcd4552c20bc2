"""`docs/promises.md`: every promise that is cited is there, and every test that it names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

CITED = ("src", "tests", "benchmarks", "tools", "docs")
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
_ID = "[A-Z][1-9]"
_LIST = rf"{_ID}(?:(?:, | and |, and ){_ID})*"
CITATION = re.compile(rf"\b[Pp]romises?\s+({_LIST})\b|\(({_ID}(?:, {_ID})*)\)")
"""`promise T1`, `promises D1, C1 and C2`, `(T3, T4)`."""


class Promise(NamedTuple):
    """One heading of the page with what stands below it."""

    kept: bool
    tests: dict[str, list[str]]
    """File name → functions; none for a script."""


def promises(text: str) -> dict[str, Promise]:
    kept, _, planned = text.partition("\n## For what is still to come\n")
    found = {}
    for half in (kept, planned):
        for heading, body in re.findall(rf"^### ({_ID}) .+\n((?:(?!#).*\n)*)", half, re.MULTILINE):
            lines = re.findall(r"^- `(\w+\.py)`(?:: (.*))?$", body, re.MULTILINE)
            named = {file: re.findall(r"`(test_\w+)`", names) for file, names in lines}
            assert len(lines) == len(re.findall(r"^- ", body, re.MULTILINE)), (
                f"{heading}: a line of another form"
            )
            assert heading not in found
            found[heading] = Promise(half is kept, named)
    return found


def citations(root: Path) -> Iterator[tuple[Path, str]]:
    found = (path for folder in CITED for path in sorted((root / folder).rglob("*")))
    texts = [path for path in found if path.suffix in {".py", ".md"} and path.name != "promises.md"]
    for path in [*texts, *(root / name for name in PAGES)]:
        for match in CITATION.finditer(path.read_text(encoding="utf-8")):
            yield from ((path, name) for name in re.findall(_ID, match[0]))


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.fixture(scope="module")
def root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


@pytest.fixture(scope="module")
def page(root: Path) -> dict[str, Promise]:
    return promises((root / "docs" / "promises.md").read_text(encoding="utf-8"))


def test_the_promises_are_those_we_made(page: dict[str, Promise]) -> None:
    most = {"T": 4, "D": 3, "C": 3, "F": 3, "R": 3, "I": 1, "P": 1, "K": 1}
    assert {*page} >= {f"{letter}{number}" for letter, last in most.items() for number in range(1, last + 1)}


def test_every_promise_that_is_cited_is_defined_and_kept(root: Path, page: dict[str, Promise]) -> None:
    cited = list(citations(root))
    assert len(cited) > 50
    unknown = [
        f"{path.relative_to(root)}: {name}" for path, name in cited if name not in page or not page[name].kept
    ]
    assert unknown == []


def test_every_test_that_is_named_is_there(root: Path, page: dict[str, Promise]) -> None:
    tests = root / "tests"
    for name, promise in page.items():
        assert bool(promise.tests) == promise.kept, name
        for file, named in promise.tests.items():
            (path,) = tests.rglob(file)
            assert sorted(set(named) - functions(path)) == [], f"{name}: {file}"
            assert bool(named) == file.startswith("test_"), f"{name}: {file}"


def test_the_long_forms_are_run_by_make_torture(root: Path, page: dict[str, Promise]) -> None:
    recipe = re.search(
        r"^torture: .*\n((?:\t.*\n)+)", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert recipe is not None
    scripts = {file for promise in page.values() for file in promise.tests if not file.startswith("test_")}
    assert sorted(script for script in scripts if script not in recipe[1]) == []
    assert {path.name for path in (root / "tests").rglob("torture_*.py")} == scripts
    assert "\tBRIEFING_LONG=1 $(BIN)/python -m pytest -m long " in recipe[1]


def test_ways_of_citing_are_all_seen() -> None:
    text = "promises T1, D1 and C2; (T3, T4) Promise I1: promise F2. F1 is a key, C1 a control character, (T4) is one"
    assert [name for match in CITATION.finditer(text) for name in re.findall(_ID, match[0])] == [
        *("T1", "D1", "C2", "T3", "T4", "I1", "F2", "T4"),
    ]
