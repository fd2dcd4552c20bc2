"""Who is editing: a note, not a gate; taken away only on proof of death (promise C2)."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from bulletins.issues import FULL

KEY = FULL.key
SINCE = "2024-12-16T14:02"


@pytest.fixture
def editor(tmp_path: Path) -> LibraryEditor:
    made = LibraryEditor(str(tmp_path))
    made.create(FULL)
    return made


def note(editor: LibraryEditor, name: str, **fields: object) -> Path:
    """A note by a process that is like this one but for `fields`."""
    path = Path(editor.root) / "2024" / f".2024-14.editing-{name}"
    content = {**this_process()._asdict(), "since": SINCE, **fields}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_another_session_sees_who_is_editing_and_since_when(editor: LibraryEditor) -> None:
    code = (
        "import sys; from briefing_tui.library.disk.presence import Notes\n"
        "from briefing_tui.model.key import parse_key\n"
        "notes = Notes(sys.argv[1]); notes.announce(parse_key('2024-14'), sys.argv[2])\n"
        "print('here', flush=True); sys.stdin.read(); notes.leave(parse_key('2024-14')) if sys.argv[3] else 0"
    )
    notes = Notes(editor.root)
    for polite in ("x", ""):
        arguments = [sys.executable, "-c", code, editor.root, SINCE, polite]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdin is not None
            assert other.stdout.readline() == b"here\n"
            found = notes.others(KEY)
            assert [(one.user, one.host, one.since, one.pid) for one in found] == [
                (this_process().user, os.uname().nodename, SINCE, other.pid)
            ]
            # It holds nobody up.
            opened = editor.open_for_editing(KEY)
            editor.save(opened, opened.issue._replace(preface=None))
            if polite:
                other.stdin.close()
            else:
                other.kill()
            other.wait(10)
        assert notes.others(KEY) == []
        assert list((Path(editor.root) / "2024").glob(".*")) == []
        editor.create(FULL, replace=True)


def test_the_own_note_is_not_told_and_can_be_renewed(editor: LibraryEditor) -> None:
    notes = Notes(editor.root)
    notes.announce(KEY, SINCE)
    notes.announce(KEY, SINCE)
    (path,) = (Path(editor.root) / "2024").glob(".2024-14.editing-*")
    assert notes.others(KEY) == []
    notes.leave(KEY)
    notes.leave(KEY)
    assert not path.exists()


def test_a_note_tells_the_name_that_one_signs_with(editor: LibraryEditor) -> None:
    notes = Notes(editor.root)
    notes.announce(KEY, SINCE, "王校对")
    (path,) = (Path(editor.root) / "2024").glob(".2024-14.editing-*")
    other = path.rename(path.with_name(path.name + "0"))
    assert [one.user for one in notes.others(KEY)] == ["王校对"]
    other.unlink()


def test_a_full_disk_leaves_no_empty_note(editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(LibraryError, match="No space left"):
        Notes(editor.root).announce(KEY, SINCE)
    assert list((Path(editor.root) / "2024").glob(".*")) == []


def test_a_note_is_removed_only_on_proof_of_death(editor: LibraryEditor) -> None:
    dead = note(editor, "a@b-1", start="1")
    elsewhere = note(editor, "a@b-2", host="another", pid=1, since="2024-12-16T13:00")
    cloned = note(editor, "a@b-3", namespace="pid:[1]", pid=1)
    found = Notes(editor.root).others(KEY)
    assert [(one.host, one.since) for one in found] == [
        ("another", "2024-12-16T13:00"),
        (os.uname().nodename, SINCE),
    ]
    assert not dead.exists()
    assert elsewhere.exists()
    assert cloned.exists()
    assert found[0].file == str(elsewhere)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"pid": 1}', b"\xff\xfe", b"[" * 4000])
def test_a_note_that_cannot_be_read_is_somebody(editor: LibraryEditor, content: bytes) -> None:
    path = note(editor, "x@y-1")
    path.write_bytes(content)
    assert [(one.user, one.pid) for one in Notes(editor.root).others(KEY)] == [("?", 0)]
    assert path.exists()


def test_odd_names_stay_inside_the_directory_and_odd_texts_are_cleaned(
    editor: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = this_process()._replace(user="../../a b\x1b", host="h/../\n")
    monkeypatch.setattr("briefing_tui.library.disk.presence.this_process", lambda: odd)
    Notes(editor.root).announce(KEY, SINCE)
    (path,) = (Path(editor.root) / "2024").glob(".2024-14.editing-*")
    assert path.name == f".2024-14.editing-______a_b_@h_____-{os.getpid()}"
    monkeypatch.undo()
    path.rename(path.with_name(".2024-14.editing-somebody@else-1"))
    (found,) = Notes(editor.root).others(KEY)
    assert (found.user, found.host) == ("../../a b␛", "h/../ ")


def test_notes_are_no_issues_and_no_change(editor: LibraryEditor) -> None:
    before = editor.stamp()
    Notes(editor.root).announce(KEY, SINCE)
    note(editor, "x@y-1.toml")
    assert (editor.keys(), len(editor.entries()), editor.stamp()) == ([KEY], 1, before)


def test_a_directory_that_refuses_is_told_once_and_not_in_the_way(tmp_path: Path) -> None:
    notes = Notes(str(tmp_path / "absent"))
    with pytest.raises(LibraryError):
        notes.announce(KEY, SINCE)
    assert notes.others(KEY) == []
    notes.leave(KEY)


def test_a_fifo_among_the_notes_hangs_nobody(editor: LibraryEditor) -> None:
    os.mkfifo(Path(editor.root) / "2024" / ".2024-14.editing-x@y-1")
    assert Notes(editor.root).others(KEY) == []
