"""What a screen says of an error: the reason stands in the row, whatever the path."""

from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, LibraryError, Place
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.options import Writing
from disks.libraries import make_app, screen_text, shown, small_library

DEEP = "a_very_long_folder_name_as_they_are_in_companies/and_another_one_below_it/with_a_third"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / DEEP / "library")


def test_paths_are_told_from_the_library_or_the_home() -> None:
    error = BriefingError(
        "cannot move to /home/li/库/2024/b", place=Place("/home/li/库/2024/a.toml", 3), hint="see ~"
    )
    assert error_line(error, "/home/li/库", "/home/li") == "2024/a.toml:3: cannot move to 2024/b (see ~)"
    assert error_line(error, "/elsewhere", "/home/li") == "a.toml:3: cannot move to ~/库/2024/b (see ~)"
    assert error_line(error, "/", "/") == "a.toml:3: cannot move to /home/li/库/2024/b (see ~)"


@pytest.mark.parametrize("key", ["e", "n"])
async def test_a_library_that_may_not_be_written_any_more_says_so_and_ends_nothing(
    library: Path, tmp_path: Path, key: str
) -> None:
    def refuse() -> LibraryEditor:
        raise LibraryError("may not be written", place=Place(f"{library}/2024"), hint="ask whoever keeps it")

    app = make_app(library, writing=Writing(refuse, lambda: Drafts(str(tmp_path / "state"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press(key)
        await shown(pilot, app, "2024: may not be written (ask whoever keeps it)")
        assert app.return_code is None


async def test_e_shows_the_reason(library: Path, tmp_path: Path) -> None:
    path = library / "2024" / "2024-14.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[masthead]", "[masthead"), encoding="utf-8")
    writing = Writing(lambda: LibraryEditor(str(library)), lambda: Drafts(str(tmp_path / "state")))
    app = make_app(library, writing=writing)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 13")
        await pilot.press("k", "e")
        await shown(pilot, app, "2024/2024-14.toml:3: ")
        assert "a_very_long" not in screen_text(app).splitlines()[-1]
