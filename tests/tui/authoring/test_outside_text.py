"""A session that ends while another program has a text: what was saved there, and what that program keeps for itself, is offered."""

import signal
import stat
from pathlib import Path

import pytest

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal import outside
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.authoring.saving.outside_offer import with_outside
from disks.libraries import make_issue, put
from programs.commands import PROGRAM
from screens.terminal import Terminal

KEY = IssueKey(2025, ISSUE, 1)
GIVEN = "第一条正文。"
AT = Selection(edits.ITEM, 0, 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(library, make_issue(KEY, "第一条", "第二条", status="draft"))
    return library


def script(folder: Path, body: str) -> str:
    """A program that stands for an editor; its file's name is in `$1`."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def on_disk(root: Path) -> Issue:
    return LibraryEditor(str(root)).load(KEY).issue


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drafts:
    """The drafts of a user whose last session has ended."""
    with monkeypatch.context() as patched:
        ended = this_process()._replace(pid=2**22 + 1, start="1")
        patched.setattr(outside, "this_process", lambda: ended)
        made = Drafts(str(tmp_path / "state"))
        made.give_outside(str(tmp_path / "library"), KEY, AT, GIVEN)
    return made


def folder_of(tmp_path: Path) -> Path:
    (folder,) = (tmp_path / "state" / "drafts").glob("*.outside")
    return folder


def offered(root: Path, drafts: Drafts) -> Issue | None:
    opened = LibraryEditor(str(root)).open_for_editing(KEY)
    draft = with_outside(
        drafts.find(str(root), KEY), opened, str(root), KEY, drafts.left_outside(str(root), KEY)
    )
    return None if draft is None else draft.issue


@pytest.mark.parametrize("name", ["body.txt", "body.txt.save", "#body.txt#", "body.txt~"])
def test_what_was_saved_there_is_offered_in_its_piece(
    root: Path, tmp_path: Path, drafts: Drafts, name: str
) -> None:
    (folder_of(tmp_path) / "body.txt").write_text(f"{GIVEN}\n", encoding="utf-8")
    (folder_of(tmp_path) / name).write_text("外边写的。\n第二段。\n", encoding="utf-8")
    issue = offered(root, drafts)
    assert issue is not None
    assert [item.body for item in issue.sections[0].items] == ["外边写的。\n第二段。", "第二条正文。"]
    assert len(drafts.saved_at(str(root), KEY)) == 1


def test_it_follows_a_piece_that_was_moved_and_leaves_others_alone(
    root: Path, tmp_path: Path, drafts: Drafts
) -> None:
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    (section,) = opened.issue.sections
    library.save(opened, opened.issue._replace(sections=(section._replace(items=section.items[::-1]),)))
    (folder_of(tmp_path) / "body.txt").write_text("外边写的。\n", encoding="utf-8")
    issue = offered(root, drafts)
    assert issue is not None
    assert [item.body for item in issue.sections[0].items] == ["第二条正文。", "外边写的。"]


def test_a_text_whose_piece_is_gone_is_kept(root: Path, tmp_path: Path, drafts: Drafts) -> None:
    (folder_of(tmp_path) / "body.txt").write_text("外边写的。\n", encoding="utf-8")
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    (section,) = opened.issue.sections
    library.save(opened, opened.issue._replace(sections=(section._replace(items=section.items[1:]),)))
    assert offered(root, drafts) is None
    assert (folder_of(tmp_path) / "body.txt").exists()


def test_nothing_new_leaves_nothing(root: Path, tmp_path: Path, drafts: Drafts) -> None:
    (folder_of(tmp_path) / "body.txt").write_text(f"{GIVEN}\n", encoding="utf-8")
    assert drafts.left_outside(str(root), KEY) == ()
    assert list((tmp_path / "state" / "drafts").iterdir()) == []


def test_a_swap_file_outlives_the_answer(root: Path, tmp_path: Path, drafts: Drafts) -> None:
    folder = folder_of(tmp_path)
    (folder / "body.txt").write_text("外边写的。\n", encoding="utf-8")
    (folder / ".body.txt.swp").write_bytes(b"b0VIM 9.0")
    (one,) = drafts.left_outside(str(root), KEY)
    assert one.others == (str(folder / ".body.txt.swp"),)
    outside.answered(one)
    assert offered(root, drafts) is None
    (one,) = drafts.left_outside(str(root), KEY)
    assert one.others == (str(folder / ".body.txt.swp"),)


@pytest.mark.parametrize("note", [b"", b"[]", b'{"given": 1}', b'{"process": {"pid": 1e999}}', b"{" * 9000])
def test_a_damaged_note_hides_nothing_and_stays(
    root: Path, tmp_path: Path, drafts: Drafts, note: bytes
) -> None:
    (folder_of(tmp_path) / "note.json").write_bytes(note)
    assert drafts.left_outside(str(root), KEY) == ()
    assert folder_of(tmp_path).exists()


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_dropped_link_costs_nothing_that_was_written_outside(
    root: Path, tmp_path: Path, number: signal.Signals
) -> None:
    program = script(
        tmp_path,
        'printf "外边写的。\\n" > "$1"; printf swap > "$(dirname "$1")/.body.txt.swp"; echo waiting; sleep 30',
    )
    arguments = [str(PROGRAM), "edit", "2025-01#1", "--library", str(root)]
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "VISUAL": program, "LANG": "C.UTF-8"}
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("#1/2")
        terminal.send("\r\t\t\x0f")
        terminal.expect("waiting")
        terminal.signal(number)
        terminal.exit_code()
    (folder,) = (tmp_path / "state" / "briefing-tui" / "drafts").glob("*.outside")
    assert sorted(path.name for path in folder.iterdir()) == [".body.txt.swp", "body.txt", "note.json"]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (folder, folder / "body.txt")} == {0}
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("There is a draft")
        terminal.expect("+外边写的。")
        terminal.send("t")
        terminal.expect_gone("There is a draft")
        terminal.send("\x13")
        terminal.expect("Saved: ")
        terminal.send("\x1b")
        terminal.pump(0.3)
        terminal.send("q")
        terminal.exit_code()
    assert [item.body for item in on_disk(root).sections[0].items] == ["外边写的。", "第二条正文。"]
    assert (folder / ".body.txt.swp").exists()


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("key", ["\x03", "\x1c"], ids=["ctrl+c", "ctrl+backslash"])
def test_keys_around_another_program_never_end_the_app(root: Path, tmp_path: Path, key: str) -> None:
    program = script(tmp_path, "echo started; sleep 0.3")
    arguments = [str(PROGRAM), "edit", "2025-01#1", "--library", str(root)]
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "VISUAL": program, "LANG": "C.UTF-8"}
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("#1/2")
        terminal.send("\r\t\t")
        for _round in range(3):
            terminal.send("\x0f")
            for _turn in range(40):  # before, while and after it has the terminal
                terminal.send(key)
                terminal.pump(0.02)
            terminal.expect("第一条正文")
        assert terminal.process.poll() is None
        terminal.signal(signal.SIGTERM)
        terminal.exit_code()


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("name", ["INT", "QUIT", "TSTP"])
def test_a_key_whose_signal_comes_when_the_terminal_is_back_does_nothing(
    root: Path, tmp_path: Path, name: str
) -> None:
    program = script(tmp_path, f"( sleep 0.2; kill -{name} $PPID; echo sent > {tmp_path}/sent ) & exit 0")
    arguments = [str(PROGRAM), "edit", "2025-01#1", "--library", str(root)]
    environ = {"XDG_STATE_HOME": str(tmp_path / "state"), "VISUAL": program, "LANG": "C.UTF-8"}
    with Terminal(arguments, env=environ) as terminal:
        terminal.expect("#1/2")
        terminal.send("\r\t\t\x0f")
        while not (tmp_path / "sent").exists():
            terminal.pump(0.05)
        terminal.pump(1.2)
        assert terminal.process.poll() is None
        terminal.send("后")
        terminal.expect("后第一条正文")  # it was not stopped either
        terminal.signal(signal.SIGINT)
        assert terminal.exit_code() == 128 + signal.SIGINT
