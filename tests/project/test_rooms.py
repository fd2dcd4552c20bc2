"""The house as its imports draw it: no files that need each other in a circle, no folder too full to look through.

An arrow is any import of a file of ours: at the top, within a function, or for types alone. Which way the arrows may run between
rooms is said by the contracts in pyproject.toml (`lint-imports`, part of `make check`).
"""

import ast
import sys
import tomllib
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

import rooms_map
from disks.places import ROOT

SOURCE = ROOT / "src"
SUPPORT = ROOT / "tests" / "support"
TREES = (SOURCE, ROOT / "tests", ROOT / "benchmarks", ROOT / "tools")
"""All that holds code."""
FOLDER_LIMIT = 20
"""Files of a folder that can be taken in at a glance."""


def modules(source: Path) -> dict[str, Path]:
    """Dotted name → file of all modules below a folder; a package is the name of its `__init__`."""
    found = {}
    for file in source.rglob("*.py"):
        parts = file.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imported(name: str, file: Path) -> set[str]:
    """What a module imports, dotted; of `from a import b` both `a` and `a.b`, for `b` may be a module."""
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def arrows(source: Path) -> dict[str, set[str]]:
    """Module → the modules below the same folder that it imports. Empty packages are on no way."""
    known = modules(source)
    filled = {name for name, file in known.items() if file.stat().st_size}
    return {name: (imported(name, known[name]) & filled) - {name} for name in filled}


def circle(drawn: dict[str, set[str]]) -> list[str]:
    """Modules that lead back to the first; empty when none do."""
    try:
        TopologicalSorter(drawn).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def crowded(tree: Path) -> dict[str, int]:
    """Folders at any depth that hold too many files of any kind, and how many; byte code is no file of ours."""
    files = Counter(
        str(path.parent) for path in tree.rglob("*") if path.parent.name != "__pycache__" and path.is_file()
    )
    return {folder: count for folder, count in files.items() if count > FOLDER_LIMIT}


@pytest.mark.parametrize("source", [SOURCE, SUPPORT], ids=lambda source: source.name)
def test_no_files_need_each_other_in_a_circle(source: Path) -> None:
    drawn = arrows(source)
    assert any(drawn.values())
    assert circle(drawn) == []


@pytest.mark.parametrize(
    "back",
    [
        "from house import cellar",
        "from house.cellar import wine",
        "from . import cellar",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import house.cellar",
        "def late():\n    from house.cellar import wine",
    ],
)
def test_an_import_for_types_or_within_a_function_is_an_arrow_too(tmp_path: Path, back: str) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("", encoding="utf-8")
    (house / "cellar.py").write_text("from house.hall import stairs\n", encoding="utf-8")
    (house / "hall.py").write_text("import house.roof\n", encoding="utf-8")
    (house / "roof.py").write_text("", encoding="utf-8")
    assert circle(arrows(tmp_path)) == []
    (house / "roof.py").write_text(back, encoding="utf-8")
    assert set(circle(arrows(tmp_path))) == {"house.cellar", "house.hall", "house.roof"}


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_no_folder_is_too_full(tree: Path) -> None:
    assert tree.is_dir()
    assert crowded(tree) == {}


def test_a_folder_of_one_file_more_is_noticed_however_deep_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "house" / "cellar"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "shelf").mkdir()
    for number in range(FOLDER_LIMIT + 1):
        assert crowded(tmp_path) == {}
        (folder / f"wine_{number}.py").write_text("", encoding="utf-8")
        (folder / "__pycache__" / f"wine_{number}.pyc").write_bytes(b"")
    assert crowded(tmp_path) == {str(folder): FOLDER_LIMIT + 1}


def test_folders_that_tests_import_from_have_names_of_their_own() -> None:
    """Of two modules of one name the first on the path is imported, and the path is another in each run."""
    names = {path.parent.name for path in SUPPORT.rglob("*.py")}
    assert names
    assert SUPPORT.name not in names, "a file beside the folders has no home"
    assert not names & sys.stdlib_module_names
    found = {name: find_spec(name) for name in names}
    places = {name: {*((spec and spec.submodule_search_locations) or ())} for name, spec in found.items()}
    assert places == {name: {str(SUPPORT / name)} for name in names}


def test_the_contracts_count_imports_for_types() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings["exclude_type_checking_imports"] is False
    assert not any("ignore_imports" in contract for contract in settings["contracts"])


def test_the_picture_of_the_rooms_is_the_one_that_the_imports_make() -> None:
    assert rooms_map.PICTURE.read_text(encoding="utf-8") == rooms_map.picture(), "run `make map`"


def test_the_picture_leaves_out_what_follows_and_refuses_a_circle() -> None:
    assert rooms_map.reduced({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {
        "a": {"b"},
        "b": {"c"},
        "c": set(),
    }
    assert rooms_map.floors({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == [["c"], ["b"], ["a"]]
    with pytest.raises(ValueError, match="b → c → b"):
        rooms_map.floors({"a": {"b"}, "b": {"c"}, "c": {"b"}})


def test_no_two_files_of_tests_have_one_name() -> None:
    """A runner that collects all of them would take one for the other, and look at neither."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
