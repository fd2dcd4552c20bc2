"""Contributions: what waits is listed, whatever lies there; what is decided is noted and moved, whole or not at all."""

import datetime as dt
import os
import threading
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, LibraryError, NotFoundError, UnsafeFileError
from briefing_tui.library.disk.moving import move
from briefing_tui.library.inbox import inbox as inbox_module
from briefing_tui.library.inbox.contribution import DECLINED, TAKEN, Usage
from briefing_tui.library.inbox.inbox import Inbox, InboxEditor

TEXT = "再担保直连系统上线\n12月16日，系统上线。\n"


def put(root: Path, file: str, text: str = TEXT) -> Path:
    path = root / "inbox" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def editor(root: Path) -> InboxEditor:
    return InboxEditor(str(root), who="lihua", now=lambda: dt.datetime(2024, 12, 16, 15, 2))  # noqa: DTZ001


def today(root: Path, *files: str) -> None:
    for file in files:
        os.utime(root / "inbox" / file, (1734300000, 1734300000))


def test_without_an_inbox_nothing_waits(tmp_path: Path) -> None:
    assert Inbox(str(tmp_path)).waiting() == []
    assert Inbox(str(tmp_path)).count() == 0
    assert Inbox(str(tmp_path)).usage() == {}


def test_folders_are_units(tmp_path: Path) -> None:
    put(tmp_path, "业务部/月报.txt")
    put(tmp_path, "示例市分公司/12月/简讯.txt")
    put(tmp_path, "散稿.txt")
    found = Inbox(str(tmp_path)).waiting()
    assert [(one.unit, one.name) for one in found] == [
        ("", "散稿.txt"),
        ("业务部", "月报.txt"),
        ("示例市分公司", "12月/简讯.txt"),
    ]
    assert Inbox(str(tmp_path)).count() == 3
    assert Inbox(str(tmp_path), published_only=True).waiting() == []
    assert Inbox(str(tmp_path), published_only=True).count() == 0


def test_what_cannot_be_opened_is_listed_with_its_reason(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("秘密", encoding="utf-8")
    library = tmp_path / "library"
    put(library, "业务部/好稿.txt")
    folder = library / "inbox" / "业务部"
    (folder / "link.txt").symlink_to(outside)
    os.mkfifo(folder / "pipe.txt")
    (folder / "empty.txt").touch()
    (folder / "\x1b[31m.txt").write_text(TEXT, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_bytes(b"x")
    (folder / ".hidden").write_text(TEXT, encoding="utf-8")
    (library / "inbox" / "外单位").symlink_to(tmp_path)
    inbox = Inbox(str(library))
    found = {one.name: one for one in inbox.waiting()}
    assert len(found) == 7
    good = found.pop("好稿.txt")
    assert inbox.read(good) == TEXT.encode()
    for one in found.values():
        assert one.reason, one
        with pytest.raises(UnsafeFileError):
            inbox.read(one)
        with pytest.raises(UnsafeFileError):
            InboxEditor(str(library)).take(one, ("2024-15#1",))


def test_a_unit_whose_folder_cannot_be_listed_is_told_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "业务部/月报.txt")
    put(tmp_path, "风控部/简讯.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("风控部"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {one.file: bool(one.reason) for one in Inbox(str(tmp_path)).waiting()}
    assert found == {"业务部/月报.txt": False, "风控部": True}


def test_a_link_for_the_inbox_itself_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "other", "x.txt")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "inbox").symlink_to(tmp_path / "other" / "inbox")
    with pytest.raises(LibraryError, match="links are not followed"):
        Inbox(str(tmp_path / "library")).waiting()


def test_what_is_taken_is_moved_under_its_address_and_counted(tmp_path: Path) -> None:
    put(tmp_path, "业务部/月报.txt")
    put(tmp_path, "业务部/简讯.txt", "别的\n文字。\n")
    inbox = editor(tmp_path)
    decision = inbox.take(inbox.find("月报.txt"), ("2024-15#3",))
    assert decision.to == "taken/2024-15#3 业务部 月报.txt"
    assert (tmp_path / "inbox" / decision.to).read_text(encoding="utf-8") == TEXT
    declined = inbox.decline(inbox.find("inbox/业务部/简讯.txt"), '与上期"重复"\\')
    assert declined.to == "declined/2024-12-16 业务部 简讯.txt"
    assert (tmp_path / "inbox" / declined.to).exists()
    assert inbox.waiting() == []
    assert [(one.what, one.told, one.who) for one in inbox.decisions()] == [
        (TAKEN, "2024-15#3", "lihua"),
        (DECLINED, '与上期"重复"\\', "lihua"),
    ]
    assert inbox.usage() == {"业务部": Usage(2, 1)}
    assert inbox.usage(2024) == {"业务部": Usage(2, 1)}
    assert inbox.usage(2023) == {}


def test_the_same_file_sent_again_says_what_became_of_it(tmp_path: Path) -> None:
    put(tmp_path, "业务部/月报.txt")
    inbox = editor(tmp_path)
    inbox.take(inbox.find("月报.txt"), ("2024-15#3",))
    put(tmp_path, "业务部/月报.txt")
    put(tmp_path, "示例市分公司/另名.txt")
    put(tmp_path, "业务部/新稿.txt", TEXT[::-1])
    assert {one.name: one.before for one in inbox.waiting()} == {
        "月报.txt": "2024-15#3",
        "另名.txt": "2024-15#3",
        "新稿.txt": "",
    }
    again = inbox.take(inbox.find("月报.txt"), ("2024-15#3",))
    assert again.to == "taken/2024-15#3 业务部 月报 (2).txt"


def test_a_move_that_was_cut_off_is_done_by_the_next_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "业务部/月报.txt")
    today(tmp_path, "业务部/月报.txt")
    inbox = editor(tmp_path)

    def killed(_old: str, _new: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(inbox_module, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            inbox.take(inbox.find("月报.txt"), ("2024-15#3",))
    assert (tmp_path / "inbox/业务部/月报.txt").exists()
    (seen,) = Inbox(str(tmp_path)).waiting()
    assert seen.before == "2024-15#3"
    assert editor(tmp_path).waiting() == []
    assert (tmp_path / "inbox/taken/2024-15#3 业务部 月报.txt").exists()
    assert editor(tmp_path).usage() == {"业务部": Usage(1, 1)}


def test_a_look_while_a_decision_is_made_leaves_the_move_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "业务部/月报.txt")
    today(tmp_path, "业务部/月报.txt")
    inbox = editor(tmp_path)
    seen = []

    def watched(old: str, new: str) -> None:
        """The decision is noted, the file not yet moved, and the list of the screen is made anew."""
        seen.append(editor(tmp_path).waiting())
        move(old, new)

    monkeypatch.setattr(inbox_module, "move", watched)
    assert inbox.decline(inbox.find("月报.txt"), "已定").what == "declined"
    assert seen == [[]]
    assert not (tmp_path / "inbox/业务部/月报.txt").exists()


def test_a_decision_that_cannot_be_noted_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "业务部/月报.txt")

    def full(_path: str, _data: bytes) -> None:
        raise LibraryError("cannot save: No space left on device")

    monkeypatch.setattr("briefing_tui.library.disk.appending.write_whole", full)
    inbox = editor(tmp_path)
    with pytest.raises(LibraryError, match="No space"):
        inbox.take(inbox.find("月报.txt"), ("2024-15#3",))
    assert [one.name for one in inbox.waiting()] == ["月报.txt"]


def test_a_file_that_changed_or_went_since_is_not_decided_on(tmp_path: Path) -> None:
    path = put(tmp_path, "业务部/月报.txt")
    inbox = editor(tmp_path)
    one = inbox.find("月报.txt")
    path.write_text(TEXT + "又补一段。\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="was written to"):
        inbox.take(one, ("2024-15#3",))
    fresh = inbox.find("月报.txt")
    editor(tmp_path).decline(fresh, "已定")
    with pytest.raises(NotFoundError):
        inbox.take(fresh, ("2024-15#3",))
    assert len(inbox.decisions()) == 1


def test_names_that_several_have_and_names_that_none_has(tmp_path: Path) -> None:
    put(tmp_path, "业务部/月报.txt")
    put(tmp_path, "示例市分公司/月报.txt")
    inbox = Inbox(str(tmp_path))
    with pytest.raises(NotFoundError, match="several"):
        inbox.find("月报.txt")
    assert inbox.find("示例市分公司/月报.txt").unit == "示例市分公司"
    with pytest.raises(NotFoundError):
        inbox.find("../secret.txt")


def test_a_long_name_is_cut_and_keeps_its_ending(tmp_path: Path) -> None:
    name = "长" * 80 + ".txt"
    put(tmp_path, f"业务部/{name}")
    inbox = editor(tmp_path)
    to = inbox.take(inbox.find(name), ("2024-15#3",)).to
    assert to.endswith(".txt")
    assert (tmp_path / "inbox" / to).exists()


@pytest.mark.parametrize(
    "text", ["[[decision]\n", "decision = [1]\n", '[[decision]]\nwhat = "lost"\n', "\xff"]
)
def test_a_broken_record_is_named(tmp_path: Path, text: str) -> None:
    put(tmp_path, "业务部/月报.txt")
    (tmp_path / "inbox/decisions-2024.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BriefingError) as caught:
        Inbox(str(tmp_path)).waiting()
    assert "decisions-2024.toml" in caught.value.one_line()


def test_many_files_cost_no_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        put(tmp_path, f"业务部/{number}.txt", f"{TEXT}{'文' * (number + 5)}\n")
    put(tmp_path, "业务部/taken.txt")
    inbox = editor(tmp_path)
    inbox.take(inbox.find("taken.txt"), ("2024-15#3",))
    read: list[str] = []
    monkeypatch.setattr(inbox, "read", lambda one: read.append(one.file))
    assert len(inbox.waiting()) == 50
    assert read == []


def test_two_editors_decide_at_once_and_one_of_them_is_told(tmp_path: Path) -> None:
    for number in range(12):
        put(tmp_path, f"业务部/{number:02}.txt", f"{TEXT}{number}\n")
    waiting = editor(tmp_path).waiting()
    refused: list[BriefingError] = []

    def decide(reason: str) -> None:
        mine = editor(tmp_path)
        for one in waiting:
            try:
                mine.decline(one, reason)
            except BriefingError as error:
                refused.append(error)

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("甲", "乙", "丙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(editor(tmp_path).decisions()) == 12
    assert len(list((tmp_path / "inbox/declined").iterdir())) == 12
    assert len(refused) == 24
    assert editor(tmp_path).waiting() == []


def test_a_folder_that_gives_no_file_away_is_told_before_anything_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "业务部/月报.txt")
    monkeypatch.setattr(os, "access", lambda where, _mode: not str(where).endswith("业务部"))
    (one,) = Inbox(str(tmp_path)).waiting()
    with pytest.raises(LibraryError, match="may not move files"):
        editor(tmp_path).decline(one, "与上期重复")
    assert path.exists()
    assert editor(tmp_path).decisions() == []


def test_a_move_that_is_refused_says_that_the_decision_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "业务部/月报.txt")
    today(tmp_path, "业务部/月报.txt")
    (one,) = Inbox(str(tmp_path)).waiting()

    def refused(old: str, _new: str) -> None:
        raise LibraryError(f"cannot move {old}")

    with monkeypatch.context() as patched:
        patched.setattr(inbox_module, "move", refused)
        with pytest.raises(LibraryError, match=r"decided \(.*but not moved"):
            editor(tmp_path).decline(one, "与上期重复")
    (decision,) = editor(tmp_path).decisions()
    assert editor(tmp_path).waiting() == []
    assert (tmp_path / "inbox" / decision.to).exists()


def test_what_programs_leave_is_no_contribution_and_what_is_on_its_way_says_so(tmp_path: Path) -> None:
    put(tmp_path, "机组1#/稿.txt")
    for name in (
        ".DS_Store",
        "Thumbs.db",
        "~WRD0001.tmp",
        "~DF3A.tmp",
        "稿.txt~",
        "#稿.txt#",
        "备份属于 稿.wbk",
        "@eaDir",
        "desktop.ini",
        "业务部/~$稿.docx",
        "业务部/._稿.txt",
        "__MACOSX/稿.txt",
    ):
        put(tmp_path, name)
    for name in ("业务部/大稿.docx.crdownload", "业务部/大稿.PART", "业务部/稿.txt.filepart"):
        put(tmp_path, name)
    inbox = Inbox(str(tmp_path))
    found = {one.name: one.reason for one in inbox.waiting()}
    assert found.pop("稿.txt") == ""
    assert set(found) == {"大稿.docx.crdownload", "大稿.PART", "稿.txt.filepart"}
    assert all("being written" in reason for reason in found.values())
    assert inbox.count() == 4
