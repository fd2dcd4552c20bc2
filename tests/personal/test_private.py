"""What is one user's own is theirs alone from the moment it is made, whatever the umask is."""

import datetime as dt
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing_tui.library.disk.files import make_private_folder
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import make_key
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.settings.file import begin_file
from briefing_tui.tui.authoring.body.external_editor import edited
from briefing_tui.tui.terminal import crash

KEY = make_key(2024, 14)
WHEN = dt.datetime(2024, 12, 16, 14, 2)  # noqa: DTZ001 - people read their own clock
OLD = 0o644


@pytest.fixture(params=[0o022, 0o000], ids=["umask 022", "umask 000"])
def made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Every file that `os.open` makes, with its permissions before a byte is in it."""
    found: dict[str, int] = {}
    real = os.open

    def watched(path: str, flags: int, *more: int, **options: int) -> int:
        descriptor = real(path, flags, *more, **options)
        if flags & os.O_CREAT:
            found[str(path)] = stat.S_IMODE(os.fstat(descriptor).st_mode)
        return descriptor

    monkeypatch.setattr(os, "open", watched)
    before = os.umask(request.param)
    yield found
    os.umask(before)


def note_place(own: Path) -> None:
    state = ReaderState.load(str(own / "state"), "library")
    state.mark_read(KEY)
    state.save()


def keep_draft(own: Path) -> None:
    Drafts(str(own / "state")).keep("library", KEY, b"", Issue(), WHEN)


def record_crash(own: Path) -> None:
    crash.record(ValueError(), str(own / "state"))


def search(own: Path) -> None:
    (own / "library").mkdir(mode=0o700)
    list(
        Finder(LibraryReader(str(own / "library")), str(own / "cache"), writable=True, ambiguous=1)
        .search("担保")
        .hits
    )


def begin_settings(own: Path) -> None:
    begin_file(str(own / "config" / "config.toml"), "")


def edit_outside(_own: Path) -> None:
    edited("未发表的正文", ["true"])


@pytest.mark.parametrize(
    "work",
    [note_place, keep_draft, record_crash, search, begin_settings, edit_outside],
    ids=lambda work: work.__name__,
)
def test_private_from_the_first_byte(
    tmp_path: Path, made: dict[str, int], work: Callable[[Path], None]
) -> None:
    own = tmp_path / "of one user" / "briefing-tui"
    make_private_folder(str(own))
    work(own)
    assert made or work is search
    assert {path: mode for path, mode in made.items() if mode & 0o077} == {}
    there = [path for path in (tmp_path / "of one user").rglob("*") if not path.is_symlink()]
    assert {path.name: oct(path.stat().st_mode) for path in there if path.stat().st_mode & 0o077} == {}


@pytest.mark.usefixtures("made")
def test_a_state_of_an_earlier_version_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.json").touch(OLD)
    note_place(tmp_path)
    assert stat.S_IMODE((tmp_path / "state" / "state.json").stat().st_mode) == 0o600
