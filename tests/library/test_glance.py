"""A library at a glance: either nothing is said, or what the list itself would say."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.entry import Glance
from briefing_tui.library.glance import glance, glance_of
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from disks.libraries import make_issue, put

COUNT = 20
STATUSES = ("published", "published", "review", "draft")
READ = frozenset({"2025-03", "2025-3", "2024-07", "2023-01", "2023-增1", "2025-99", "no key"})


def replaced(root: Path, issue: Issue) -> None:
    """Saved as the program and most editors save: a new file in the place of the old one."""
    path = root / str(issue.masthead.year) / f"{issue.key.stem}.toml"
    old = path.with_name("old")
    if path.exists():
        path.rename(old)
    put(root, issue)
    old.unlink(missing_ok=True)


def sixty(root: Path) -> None:
    for number in range(60):
        key = IssueKey(2023 + number // 20, ISSUE, 1 + number % 20)
        put(root, make_issue(key, f"第{number}条", status=STATUSES[number % 4]))
    put(root, make_issue(IssueKey(2023, SUPPLEMENT, 1), "增刊"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of sixty issues and the folder of its catalog."""
    folder = tmp_path_factory.mktemp("sixty")
    sixty(folder / "library")
    time.sleep(1.1)
    assert Finder(LibraryReader(str(folder / "library")), str(folder / "cache")).catch_up(index=False)
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed; its catalog knows it, though it is a copy."""
    shutil.copytree(made / "library", tmp_path / "library")
    time.sleep(1.1)
    assert Finder(LibraryReader(str(tmp_path / "library")), str(tmp_path / "cache")).catch_up(index=False)
    return tmp_path


def reader(place: Path, *, published_only: bool = False) -> LibraryReader:
    library = LibraryReader(str(place / "library"), published_only=published_only)
    library.cache_directory = str(place / "cache")
    return library


def at_a_glance(place: Path, *, published_only: bool = False) -> Glance | None:
    return glance(reader(place, published_only=published_only), COUNT, READ)


def in_full(place: Path, *, published_only: bool = False) -> Glance:
    return glance_of(reader(place, published_only=published_only).entries(), COUNT, READ)


@pytest.mark.parametrize("published_only", [False, True])
def test_the_catalog_says_what_the_files_say(made: Path, published_only: bool) -> None:
    seen = at_a_glance(made, published_only=published_only)
    assert seen == in_full(made, published_only=published_only)
    assert seen is not None
    assert (seen.total, seen.complete) == ((31, False) if published_only else (61, False))
    assert seen.unread == (29 if published_only else 57)


CHANGES = (
    "write",
    "add",
    "supplement",
    "break",
    "other title",
    "remove",
    "stray",
    "same key",
    "year",
    "folder",
)


def change(root: Path, how: str, dice: random.Random) -> None:
    year = dice.choice([2023, 2024, 2025])
    key = IssueKey(year, ISSUE, dice.randint(1, 20))
    path = root / str(year) / f"{key.stem}.toml"
    status = dice.choice(STATUSES)
    if how == "write":
        replaced(root, make_issue(key, "改", status=status))
    elif how == "add":
        replaced(root, make_issue(key._replace(number=dice.choice([21, 100, 1000])), "新", status=status))
    elif how == "supplement":
        replaced(root, make_issue(IssueKey(year, SUPPLEMENT, dice.randint(1, 12)), "增", status=status))
    elif how == "break":
        path.unlink(missing_ok=True)
        path.write_text("format = 1\n[masthead\n", encoding="utf-8")
    elif how == "other title":
        issue = make_issue(key, "他", status=status)
        replaced(root, issue._replace(masthead=issue.masthead._replace(title="另一份简报")))
    elif how == "remove":
        path.unlink(missing_ok=True)
    elif how == "stray":
        (root / str(year) / "模板.toml").write_text("format = 1\n", encoding="utf-8")
    elif how == "same key":
        shutil.copy(next((root / str(year)).glob("*.toml")), root / str(year) / f"{year}-{key.number}.toml")
    elif how == "year":
        replaced(root, make_issue(IssueKey(dice.choice([2022, 2026]), ISSUE, 1), "年"))
    else:
        (root / str(year) / "old").mkdir(exist_ok=True)


@pytest.mark.parametrize("seed", range(24))
def test_whatever_changed_since_it_says_nothing_wrong(place: Path, seed: int) -> None:
    dice = random.Random(seed)
    for step in range(3):
        change(place / "library", CHANGES[seed % len(CHANGES)] if not step else dice.choice(CHANGES), dice)
        for published_only in (False, True):
            seen = at_a_glance(place, published_only=published_only)
            full = in_full(place, published_only=published_only)
            assert seen is None or seen._asdict() == full._asdict()


@pytest.mark.parametrize("how", ["write", "add", "supplement", "other title", "break"])
def test_a_few_new_files_are_read(place: Path, how: str) -> None:
    change(place / "library", how, random.Random(1))
    assert at_a_glance(place) == in_full(place)


def test_many_new_files_are_left_to_the_list(place: Path) -> None:
    for number in range(1, 10):
        replaced(place / "library", make_issue(IssueKey(2025, ISSUE, number), "改"))
    assert at_a_glance(place) is None


def test_of_years_out_of_sight_no_file_is_asked_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    found = os.scandir

    def noted(folder: str) -> object:
        asked.append(folder)
        return found(folder)

    monkeypatch.setattr(os, "scandir", noted)
    assert at_a_glance(place) is not None
    assert len(asked) == 1


def test_a_small_library_needs_no_catalog(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path / "library", make_issue(IssueKey(2025, ISSUE, number + 1), "一"))
    seen = at_a_glance(tmp_path)
    assert seen == in_full(tmp_path)
    assert seen is not None
    assert seen.complete
    put(tmp_path / "library", make_issue(IssueKey(2025, ISSUE, 9), "字" * 60_000))
    assert at_a_glance(tmp_path) is None  # reading it would take longer than a moment


def test_a_catalog_that_is_damaged_says_nothing(place: Path) -> None:
    path = Path(catalog_path(str(place / "cache"), str(place / "library")))
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = bytes(64)
    path.write_bytes(data)
    assert at_a_glance(place) is None


def test_an_empty_library_and_none_at_all(tmp_path: Path) -> None:
    assert at_a_glance(tmp_path) == in_full(tmp_path)
    (tmp_path / "library").mkdir()
    seen = at_a_glance(tmp_path)
    assert seen is not None
    assert (seen.total, seen.headings, seen.entries) == (0, 0, ())
