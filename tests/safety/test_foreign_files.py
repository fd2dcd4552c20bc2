"""Files that anybody may have written (notes, drafts, states, templates): whatever they hold, sessions go on and screens live."""

import datetime as dt
import errno
import json
import os
import pwd
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from briefing_tui.cli.importing.report_file import ReportFile
from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.exporters.press.installed import installed
from briefing_tui.library.catalog.seal import catalog_path
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.history.git import Git, _read_name
from briefing_tui.library.history.seen import NAME, SeenLibrary
from briefing_tui.library.history.trigger import FAULT, fault_of
from briefing_tui.library.inspection import inspect_library
from briefing_tui.library.templates import read_template, template_names
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.reader_state import OPTIONS, ReaderState
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.serve import sshd_check
from briefing_tui.tui.authoring.saving.draft_offer import DraftOffer, meet
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.bookmarks import address_of
from disks.libraries import make_issue, put, shown
from programs.commands import command
from screens.desks import editor_app

KEY = IssueKey(2025, ISSUE, 1)
WHEN = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock

ODD_TEXTS = [
    "",
    "\ud800",
    "\x1b]52;c;eA==\x07",
    "\u202e",
    "[/]",
    "x" * 5000,
    "2025-02-03T14:02:00+00:00",
    "9999-12-31",
    "\0",
    "../../x",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**300, -(10**18), 2**63, 0, -1]),
    st.floats(),  # with NaN and the infinities
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=20),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def places_in(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in some JSON, itself first."""
    found = [at]
    if isinstance(value, dict):
        for name, inner in value.items():
            found += places_in(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += places_in(inner, (*at, index))
    return found


def spoilt(value: Any, way: tuple[Any, ...], new: object) -> Any:
    """The value with something else at one place."""
    if not way:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = spoilt(value[way[0]], way[1:], new)
    return copy


def spoil(data: st.DataObject, value: Any) -> bytes:
    """JSON with one or two of its values replaced by any others."""
    for _turn in range(data.draw(st.integers(1, 2))):
        value = spoilt(value, data.draw(st.sampled_from(places_in(value))), data.draw(VALUES))
    return json.dumps(value).encode()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("foreign") / "library"
    put(library, make_issue(KEY, "第一条", "第二条", status="draft"))
    return library


@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_note_is_somebody_or_nobody(root: Path, data: st.DataObject) -> None:
    note = {**this_process()._asdict(), "pid": 7, "since": "2024-12-16T14:02:00"}
    path = root / "2025" / ".2025-01.editing-she@there-7"
    path.write_bytes(spoil(data, note))
    os.utime(path, (1, 1))
    inspect_library(LibraryEditor(str(root)))
    for one in Notes(str(root)).others(KEY):
        assert all(isinstance(part, str) for part in (one.user, one.host, one.since, one.file))
        assert 0 <= one.pid < 1 << 31
    with suppress(BriefingError):
        LibraryEditor(str(root))._refuse_in_use(KEY, None)


def kept_draft(root: Path, state: Path) -> Path:
    ended = Drafts(str(state))
    ended._me = this_process()._replace(pid=2**22 + 1, start="1")
    opened = LibraryEditor(str(root)).open_for_editing(KEY)
    issue = opened.issue._replace(masthead=opened.issue.masthead._replace(title="另一个题目"))
    ended.keep(str(root), KEY, opened.prepared.data, issue, WHEN, opened.issue)
    (path,) = (state / "drafts").glob("*.json")
    return path


def offer(root: Path, drafts: Drafts) -> None:
    """What the authoring screen does with a draft, as far as it is asked."""
    library = LibraryEditor(str(root))
    drafts.saved_at(str(root), KEY)
    for draft in drafts.list(str(root)):
        assert isinstance(draft.key, IssueKey)
    found = drafts.find(str(root), KEY)
    if found is None:
        return
    for opened in (library.open_for_editing(KEY), None):
        met = meet(found, opened)
        session = EditingSession(library, met.issue, opened=opened, remains=None, drafts=None, who="她")
        asked = DraftOffer(session, drafts, found, opened, met)
        for step in asked.begin():
            asked.answered(step, "take")  # type: ignore[arg-type]


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_draft_is_offered_or_left_alone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    state = tmp_path_factory.getbasetemp() / "drafts"
    path = kept_draft(root, state)
    path.write_bytes(spoil(data, json.loads(path.read_bytes())))
    offer(root, Drafts(str(state)))


@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_state_is_believed_where_it_can_be_true(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp() / "state"
    library = str(folder / "library")
    state = ReaderState.load(str(folder), library)
    state.set_place(KEY, ReadingPlace(1, 2, 3))
    state.mark_read(KEY)
    state.note_search("担保", "2025-02-03")
    state.set_option("measure", 38)
    if not state.bookmarks():
        state.toggle_bookmark("2025-01#1", "第一条", "2025-02-03")
    state.save()
    path = folder / "state.json"
    path.write_bytes(spoil(data, json.loads(path.read_bytes())))
    again = ReaderState.load(str(folder), library)
    assert again.option("measure", 38) in OPTIONS["measure"]
    for mark in again.bookmarks():
        address_of(mark)
    again.searches()
    again.rename(KEY, IssueKey(2025, ISSUE, 2))
    again.mark_read(KEY)
    again.save()
    path.unlink()


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


def make_unreadable(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0)


ODD_FILES: dict[str, Callable[[Path], object]] = {
    "pid without end": lambda path: path.write_text('{"pid": 1e999, "since": 1e999, "version": 1e999}'),
    "NaN": lambda path: path.write_text("NaN"),
    "nested": lambda path: path.write_text("[" * 10_000),
    "nested well": lambda path: path.write_text("[" * 400 + "]" * 400),
    "objects": lambda path: path.write_text('{"a":' * 10_000),
    "surrogate": lambda path: path.write_bytes(b'{"since": "\\ud800", "user": "\\udfff"}'),
    "long number": lambda path: path.write_text("9" * 10_000),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "empty": lambda path: path.touch(),
    "100 MB": make_huge,
    "FIFO": make_fifo,
    "directory": Path.mkdir,
    "link": lambda path: path.symlink_to("/etc/passwd"),
    "loop": lambda path: path.symlink_to(path.name),
    "unreadable": make_unreadable,
}


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
async def test_the_screens_live_whatever_stands_there(tmp_path: Path, make: Callable[[Path], object]) -> None:
    root = tmp_path / "library"
    put(root, make_issue(KEY, "第一条", "第二条", status="draft"))
    draft = kept_draft(root, tmp_path / "state")
    for path in (
        draft,
        root / "2025" / ".2025-01.editing-she@there-7",
        tmp_path / "templates" / "odd.toml",
        tmp_path / "state" / "state.json",
    ):
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.unlink()
        make(path)
    ReaderState.load(str(tmp_path / "state"), str(root)).searches()
    for name in template_names(str(tmp_path / "templates")):
        with suppress(BriefingError):  # an empty one is a template
            read_template(str(tmp_path / "templates"), name, KEY)
    app = editor_app(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Library")
        await pilot.press("e")
        await shown(pilot, app, "第一条", "draft")
        await pilot.pause(0.3)  # the watch of the file has looked at the notes
        await pilot.press("down", "enter")
        await shown(pilot, app, "第一条")
        app.host.authoring.keep_quietly()
        assert app.is_running


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
def test_what_stands_beside_the_history_hangs_nobody(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """Asked by every screen, in a thread that a FIFO would hold for ever."""
    for name in (FAULT, "HEAD", "ref", NAME):
        make(tmp_path / name)
    fault_of(str(tmp_path))
    SeenLibrary(str(tmp_path))
    assert Git(str(tmp_path)).branch() == ""
    assert _read_name(str(tmp_path / "ref")) == ""
    (tmp_path / ".git").mkdir()
    make(tmp_path / ".git" / "HEAD")
    assert Git(str(tmp_path)).branch() == ""


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
def test_a_font_may_be_anything(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "odd.ttf")
    assert str(tmp_path / "odd.ttf") not in {face.path for face in installed([str(tmp_path)])}


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
def test_keys_of_an_account_may_be_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]
) -> None:
    """Its own user has put them there, and an administrator asks."""
    (tmp_path / ".ssh").mkdir()
    make(tmp_path / ".ssh" / "authorized_keys")
    entry = ("bulletin", "x", 1000, 1000, "", str(tmp_path), "/bin/sh")
    monkeypatch.setattr(pwd, "getpwnam", lambda _name: pwd.struct_passwd(entry))
    found = sshd_check.key_lines("bulletin", {})
    assert found == [] or (tmp_path / ".ssh" / "authorized_keys").is_file()


def test_a_report_of_an_import_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    os.mkfifo(tmp_path / "report.csv")
    report = ("--report", str(tmp_path / "report.csv"), "--library", str(tmp_path / "library"))
    done = command("import", str(tmp_path / "a.txt"), *report)
    assert done.code == 2
    assert "report.csv is no report of an import: is no regular file" in done.err
    assert stat.S_ISFIFO((tmp_path / "report.csv").stat().st_mode)


def test_what_the_history_could_not_note_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the note is a cache, but what was written of it would stay beside it for ever."""

    def full(*_names: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    seen = SeenLibrary(str(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        seen.keep()
        with pytest.raises(LibraryError):
            ReportFile(str(tmp_path / "report.csv"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.parametrize("ending", ["", ".seal", ".lock"])
def test_searching_and_listing_go_on_whatever_stands_in_the_cache(
    tmp_path: Path, make: Callable[[Path], object], ending: str
) -> None:
    root = tmp_path / "library"
    put(root, make_issue(KEY, "第一条", "第二条"))
    environ = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    at_library = ("--library", str(root))
    path = Path(catalog_path(str(tmp_path / "cache" / "briefing-tui"), str(root)) + ending)
    path.parent.mkdir(parents=True)
    make(path)
    found = command("search", "第二条", *at_library, environ=environ)
    assert "2025-01#2" in found.out, found.err
    assert "2025-01" in command("list", *at_library, environ=environ).out
    assert command("stats", *at_library, environ=environ).code == 0
