"""What other libraries offer: published issues alone, whatever else lies there; a repository is fetched into the cache, never into files."""

import shutil
import time
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError, NotFoundError
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.format.codec import Loaded, load_issue
from briefing_tui.library.sources import access, mirror, shelf as shelf_module
from briefing_tui.library.sources.shelf import newest, one_issue
from briefing_tui.library.sources.source import Source, SourceIssue
from briefing_tui.library.sync.transport import TransportError
from briefing_tui.model.issue import walk_items
from disks.libraries import make_issue, put
from disks.source_libraries import BRANCH, branch, commit_all, hostile, key, published_place

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
KINDS = ["directory", pytest.param("git", marks=needs_git)]


class Place:
    """A library and the source that it is."""

    def __init__(self, library: Path, kind: str) -> None:
        self.library, self.cache = library, library.with_name("cache")
        self.kind, self.work = kind, library.with_name("place.work")
        if kind == "directory":
            self.source = Source(BRANCH, BRANCH, directory=str(library))
        else:
            self.place = published_place(library, library.with_name("place.git"))
            self.source = Source(BRANCH, BRANCH, git=str(self.place))
            self.update()

    def update(self) -> bool:
        return access.update(self.source, str(self.cache))

    def changed(self) -> None:
        """The library is another."""
        if self.kind == "git":
            commit_all(self.library, self.work, self.place)
            self.update()

    def issues(self, known: dict[tuple[str, str], SourceIssue] | None = None) -> list[SourceIssue]:
        opened = access.open_shelf(self.source, str(self.cache))
        try:
            return newest(opened, known or {})
        finally:
            opened.close()

    def issue(self, number: int) -> SourceIssue:
        opened = access.open_shelf(self.source, str(self.cache))
        try:
            return one_issue(opened, self.source, key(number))
        finally:
            opened.close()


def titles(found: list[SourceIssue]) -> dict[str, list[str]]:
    return {
        str(one.key): [item.item.title for item in walk_items(one.issue)]
        for one in found
        if one.issue is not None
    }


def reasons(found: list[SourceIssue]) -> dict[str, str]:
    return {one.file: one.reason for one in found if one.issue is None}


@pytest.mark.parametrize("kind", KINDS)
def test_published_issues_are_offered_newest_first_and_a_draft_says_only_that_it_is_one(
    tmp_path: Path, kind: str
) -> None:
    here = Place(branch(tmp_path / "branch"), kind)
    found = here.issues()
    assert list(titles(found)) == ["2024-增1", "2024-14", "2024-13"]
    assert reasons(found) == {"2024/2024-15.toml": "is not published"}
    assert "秘密" not in repr(found)
    with pytest.raises(LibraryError, match="is not published"):
        here.issue(15)
    with pytest.raises(NotFoundError, match="no issue 2024-99"):
        here.issue(99)
    assert titles([here.issue(14)])["2024-14"][0] == "分公司上线新系统"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_lies_there_does_harm(tmp_path: Path, kind: str) -> None:
    here = Place(hostile(tmp_path / "branch"), kind)
    found = here.issues()
    (title,) = titles(found)["2024-03"]
    assert title == "好的一条\u202e\u200b"  # as in any file: shown by substitutes
    told = reasons(found)
    assert "masthead" in told["2024/2024-04.toml"]
    assert "larger than 4 MiB" in told["2024/2024-05.toml"]
    assert "symbolic link" in told["2024/2024-06.toml"]
    assert "2024/2024-07.toml" in told
    assert told["2024/x\x1b[31m.toml"]
    assert told["2024/2024-08 副本.toml"]
    assert told["2024/2024-09.toml"]
    assert not any("passwd" in file or "root:" in reason for file, reason in told.items())


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_read_once_is_not_read_again_until_it_is_another(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Place(branch(tmp_path / "branch"), kind)
    known = {(one.file, one.mark): one for one in here.issues()}
    read: list[str] = []

    def load(data: bytes, file: str) -> Loaded:
        read.append(file)
        return load_issue(data, file)

    monkeypatch.setattr(shelf_module, "load_issue", load)
    assert here.issues(known) == list(known.values())
    assert read == []
    put(here.library, make_issue(key(13), "改过的一条"))
    here.changed()
    assert titles(here.issues(known))["2024-13"] == ["改过的一条"]
    assert read == ["2024/2024-13.toml"]


def test_a_large_library_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 100):
        put(
            tmp_path / "branch",
            make_issue(key(number), f"第{number}期", status="draft" if number > 80 else "published"),
        )
    here = Place(tmp_path / "branch", "directory")
    found = here.issues()
    assert len(titles(found)) == shelf_module.NEWEST
    assert len(found) == shelf_module.NEWEST + 19
    monkeypatch.setattr(shelf_module, "_LOOKED", 10)
    assert len(here.issues()) == 10


def test_a_directory_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such directory"):
        access.open_shelf(Source(BRANCH, BRANCH, directory=str(tmp_path / "none")), "")


@needs_git
def test_what_is_fetched_stands_in_the_cache_alone_and_no_file_is_made_of_it(tmp_path: Path) -> None:
    here = Place(hostile(tmp_path / "branch"), "git")
    here.issues()
    made = [path for path in here.cache.rglob("*") if path.suffix == ".toml"]
    assert made == []
    assert not here.update()  # nothing new


@needs_git
def test_a_place_that_is_away_leaves_what_was_fetched_and_its_trouble_is_told(tmp_path: Path) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    here.place.rename(tmp_path / "away.git")
    with pytest.raises(TransportError, match="no repository"):
        here.update()
    assert "no repository" in access.trouble(here.source, str(here.cache))
    assert "2024-14" in titles(here.issues())
    (tmp_path / "away.git").rename(here.place)
    here.update()
    assert access.trouble(here.source, str(here.cache)) == ""


@needs_git
def test_a_place_that_rewrote_its_past_is_followed(tmp_path: Path) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    shutil.rmtree(here.place)
    shutil.rmtree(here.work)
    put(here.library, make_issue(key(16), "另起的一期"))
    published_place(here.library, here.place)
    assert here.update()
    assert "2024-16" in titles(here.issues())


@needs_git
@pytest.mark.parametrize("damage", ["objects", "head", "empty"])
def test_a_damaged_cache_is_fetched_anew(tmp_path: Path, damage: str) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    (own,) = here.cache.glob("sources/*/.git")
    if damage == "objects":
        shutil.rmtree(own / "objects")
        (own / "objects").mkdir()
    elif damage == "head":
        (own / "refs/heads/main").write_text("f" * 40 + "\n")
    else:
        shutil.rmtree(own)
    put(here.library, make_issue(key(16), "新的一期"))
    commit_all(here.library, here.work, here.place)
    here.update()
    assert "2024-16" in titles(here.issues())


@needs_git
def test_more_than_may_come_ends_the_fetch_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import random

    here = Place(branch(tmp_path / "branch"), "git")
    (here.library / "huge").write_bytes(random.Random(0).randbytes(3_000_000))
    commit_all(here.library, here.work, here.place)
    monkeypatch.setattr(mirror, "MOST", 1_000_000)
    with pytest.raises(LibraryError) as caught:
        here.update()
    assert "\n" not in caught.value.one_line()
    assert "2024-14" in titles(here.issues())
    assert sum(path.stat().st_size for path in here.cache.rglob("*") if path.is_file()) < 2_500_000


@needs_git
def test_a_repository_of_the_user_above_the_cache_is_not_touched(tmp_path: Path) -> None:
    import subprocess

    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    before = {path: path.read_bytes() for path in (tmp_path / ".git").rglob("*") if path.is_file()}
    here = Place(branch(tmp_path / "branch"), "git")
    assert "2024-14" in titles(here.issues())
    assert {path: path.read_bytes() for path in (tmp_path / ".git").rglob("*") if path.is_file()} == before


@needs_git
def test_progress_is_told_while_it_is_fetched(tmp_path: Path) -> None:
    for number in range(1, 60):
        put(tmp_path / "branch", make_issue(key(number), f"第{number}期"))
    place = published_place(tmp_path / "branch", tmp_path / "place.git")
    told: list[tuple[str, int, int]] = []
    source = Source(BRANCH, BRANCH, git=str(place))
    access.update(source, str(tmp_path / "cache"), lambda *how: told.append(how))
    assert any(what == "receiving" and 0 < done == total for what, done, total in told)


@needs_git
def test_a_place_that_is_away_is_not_asked_again_at_once(tmp_path: Path) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    cache = str(here.cache)
    shutil.rmtree(cache)
    assert access.is_stale(here.source, cache)
    here.place.rename(tmp_path / "away.git")
    with pytest.raises(TransportError):
        here.update()
    assert not access.is_stale(here.source, cache)
    now = time.time()
    assert access.is_stale(here.source, cache, now + access.FRESH + 5)
    assert access.is_stale(here.source, cache, now - 5)  # of a clock that went backwards


@needs_git
def test_another_session_that_fetches_just_now_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    monkeypatch.setattr(mirror, "_PATIENCE", 0.1)
    folder = mirror.mirror_folder(str(here.cache), here.source.git)
    with (
        locked_beside(f"{folder}/fetched", patience=1),
        pytest.raises(LibraryError, match="being fetched by another session"),
    ):
        here.update()
    assert access.trouble(here.source, str(here.cache)) == ""


@needs_git
def test_a_fetch_that_is_wanted_no_more_leaves_no_trouble(tmp_path: Path) -> None:
    here = Place(branch(tmp_path / "branch"), "git")
    put(here.library, make_issue(key(16), "又一期"))
    commit_all(here.library, here.work, here.place)
    with pytest.raises(LibraryError):
        access.update(here.source, str(here.cache), stop=lambda: True)
    assert access.trouble(here.source, str(here.cache)) == ""
    assert here.update()
    assert "2024-16" in titles(here.issues())


@needs_git
def test_many_fetches_do_not_leave_a_pack_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "_MANY", 8)
    here = Place(branch(tmp_path / "branch"), "git")
    for number in range(20, 30):
        put(here.library, make_issue(key(number), f"第{number}期"))
        here.changed()
    (packs,) = here.cache.glob("sources/*/.git/objects/pack")
    assert len(list(packs.iterdir())) <= 12
    assert len(titles(here.issues())) == 13
