"""The library screen, painted before the framework is there: not a cell of it is another than the app's own."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.library.reader import LibraryReader
from briefing_tui.personal.state import NoState
from briefing_tui.tui.early_library import FirstLibrary, first_shelf
from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.widgets.first_paint import Window
from screens.first_pages import DEPTHS, Case, all_cases, covering, differing, painted
from screens.first_shelves import (
    SHELVES,
    Shelf,
    all_shelves,
    early,
    framework_s,
    warm,
    with_catalog,
    write_years,
)

USUAL = Window(80, 24)


@pytest.fixture(autouse=True)
def hooks_of_the_other_tests() -> Iterator[None]:
    yield
    framework.install(1)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shelf]:
    return all_shelves(tmp_path_factory.mktemp("shelves"))


def sound_sample() -> list[tuple[str, Case]]:
    """Every library, size, theme, depth and width, each with each other in some case."""
    cases = [(name, case) for name in SHELVES for case in all_cases()]
    random.Random(10).shuffle(cases)
    parts = [
        (name, case.size, case.theme, case.depth["TERM"] + case.depth["COLORTERM"], case.ambiguous)
        for name, case in cases
    ]
    return [cases[place] for place in covering(parts)]


@pytest.mark.parametrize(
    ("name", "case"),
    sound_sample(),
    ids=lambda one: (
        one if isinstance(one, str) else f"{one.size}-{one.theme}-{one.depth['TERM']}-{one.ambiguous}"
    ),
)
async def test_the_first_page_is_the_app_s(
    name: str, case: Case, shelves: dict[str, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first frame, with what was painted; and what it comes to, with that or by itself."""
    shelf = shelves[name]
    first, written = early(shelf, case)
    page = painted(written, case)
    drawn = await framework_s(shelf, case, monkeypatch, first)
    assert len(drawn) == 2
    for frame in (*drawn, (await framework_s(shelf, case, monkeypatch))[-1]):
        assert differing(page, painted(frame, case)) == []


def test_what_is_painted_is_each_library_s_own(shelves: dict[str, Shelf]) -> None:
    """Else the comparison would tell little."""
    case = next(one for one in all_cases() if one.size == (140, 50))
    pages = {}
    for name, shelf in shelves.items():
        _first, written = early(shelf, case)
        pages[name] = "\n".join("".join(cell[0] for cell in row) for row in painted(written, case).cells)
    assert len(set(pages.values())) == len(pages)
    assert "2 sent in" in pages["editor"]
    assert "+ text not saved" in pages["editor"]
    assert "Continue reading  2022年第11期" in pages["years"]
    assert "83 issues" in pages["years"]
    assert "draft" not in pages["readers"]


def look(library: LibraryReader, window: Window = USUAL) -> FirstShelf | None:
    return first_shelf(window, FirstLibrary(library, NoState(), writable=False))


def test_a_library_that_no_catalog_knows_begins_as_ever(tmp_path: Path) -> None:
    write_years(tmp_path / "library")
    library = with_catalog(tmp_path / "library", tmp_path / "cache")
    assert look(library) is None
    warm(library)
    assert look(library) is not None


async def test_a_late_width_moves_the_columns_and_the_lines_too(
    shelves: dict[str, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow, wide = Case((120, 30), "dark", DEPTHS[0], 1), Case((120, 30), "dark", DEPTHS[0], 2)
    shelf = shelves["years"]
    first, _written = early(shelf, narrow)
    for begun in (None, first):
        drawn = await framework_s(shelf, narrow, monkeypatch, begun, late=2)
        assert differing(painted(drawn[-1], wide), painted(early(shelf, wide)[1], wide)) == []


@pytest.mark.fresh
def test_the_first_page_loads_no_framework() -> None:
    script = (
        "import sys; import briefing_tui.cli.main, briefing_tui.tui.early_library, briefing_tui.cli.verbs.reading.open_\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'asyncio', 'dataclasses', 'inspect', 'sqlite3', 'argparse', 'gettext'}))"
    )
    found = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
