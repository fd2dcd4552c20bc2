"""The session of an issue being written, without a screen: undo, drafts, saving, merging."""

import datetime as dt
import os
import threading
from pathlib import Path

import pytest

from briefing_tui.errors import ExistsError, LibraryError, Place
from briefing_tui.library import editor
from briefing_tui.library.disk import files
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.saving.merge import ConflictError
from briefing_tui.library.saving.revision import MissingError
from briefing_tui.model import edits, moves
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.authoring.session import UNDO_LIMIT, EditingSession
from disks.libraries import make_issue, put

KEY = IssueKey(2025, ISSUE, 1)
FIRST, SECOND = Selection(edits.ITEM, 0, 0), Selection(edits.ITEM, 0, 1)


@pytest.fixture
def library(tmp_path: Path) -> LibraryEditor:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    return LibraryEditor(str(tmp_path / "library"))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(str(tmp_path / "state"))


WALL_CLOCK = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock


def begin(library: LibraryEditor, drafts: Drafts | None = None) -> EditingSession:
    opened = library.open_for_editing(KEY)
    return EditingSession(
        library,
        opened.issue,
        opened=opened,
        drafts=drafts,
        who="张三",
        now=lambda: WALL_CLOCK,
    )


def is_due(session: EditingSession) -> bool:
    return session.draft_due


def write(session: EditingSession, selection: Selection, text: str, name: str = "body") -> None:
    session.select(selection)
    session.apply(edits.set_field(session.issue, selection, name, text), "typing", join=f"{selection} {name}")


def save(session: EditingSession) -> tuple[str, ...]:
    job = session.save_job()
    return session.finish(job, job.run())


def item(issue: Issue, at: int) -> Item:
    return issue.sections[0].items[at]


def test_undo_goes_back_over_typing_moves_and_deletions_alike(library: LibraryEditor) -> None:
    session = begin(library)
    before = session.issue
    write(session, FIRST, "甲")
    session.apply(moves.move(session.issue, FIRST, moves.DOWN), "moved")
    session.apply(edits.remove(session.issue, session.selection), "deleted")
    assert [one.title for one in session.issue.sections[0].items] == ["第二条", "第三条"]
    assert [session.undo(), session.undo(), session.undo(), session.undo()] == [
        "deleted",
        "moved",
        "typing",
        "",
    ]
    assert session.issue == before
    assert session.selection == FIRST
    assert not session.changed
    assert [session.redo(), session.redo(), session.redo(), session.redo()] == [
        "typing",
        "moved",
        "deleted",
        "",
    ]
    assert [one.title for one in session.issue.sections[0].items] == ["第二条", "第三条"]


def test_typing_in_one_field_is_one_step_until_the_writer_goes_elsewhere(library: LibraryEditor) -> None:
    session = begin(library)
    for text in ("甲", "甲乙", "甲乙丙"):
        write(session, FIRST, text)
    write(session, SECOND, "丁")
    write(session, FIRST, "甲乙丙戊")
    session.undo()
    assert item(session.issue, 0).body == "甲乙丙"
    session.undo()
    session.undo()
    assert item(session.issue, 0).body == "第一条正文。"


def test_the_last_thousand_steps_can_be_taken_back_and_no_more(library: LibraryEditor) -> None:
    session = begin(library)
    before: list[Issue] = []
    for number in range(UNDO_LIMIT + 3):
        before.append(session.issue)
        edited = edits.set_field(session.issue, FIRST, "source", f"来源{number}")
        assert session.apply(edited, f"step {number}")
    last = session.issue
    undone = 0
    while session.undo():
        undone += 1
    assert undone == UNDO_LIMIT == 1000
    assert session.issue is before[3]
    while session.redo():
        undone -= 1
    assert (undone, session.issue) == (0, last)


def test_a_new_edit_forgets_what_was_taken_back(library: LibraryEditor) -> None:
    session = begin(library)
    write(session, FIRST, "甲")
    session.undo()
    write(session, SECOND, "乙")
    assert session.redo() == ""
    assert item(session.issue, 0).body == "第一条正文。"


def test_a_save_changes_the_lines_that_changed_and_drops_the_draft(
    library: LibraryEditor, drafts: Drafts, tmp_path: Path
) -> None:
    session = begin(library, drafts)
    path = Path(library.path(KEY))
    before = path.read_text(encoding="utf-8").split("\n")
    write(session, SECOND, "改过的正文。")
    assert session.keep_draft()
    assert list((tmp_path / "state" / "drafts").iterdir())
    assert save(session) == ()
    after = path.read_text(encoding="utf-8").split("\n")
    assert [line for line in after if line not in before] == ["改过的正文。"]
    assert not session.changed
    assert not list((tmp_path / "state" / "drafts").iterdir())


def test_ones_own_save_is_no_change_by_others(library: LibraryEditor) -> None:
    session = begin(library)
    for text in ("一", "二", "三"):
        write(session, FIRST, text)
        assert save(session) == ()
        assert session.stamp == library.stamp_of(KEY)


def test_a_draft_is_written_only_when_something_changed_and_tells_what_was_typed(
    library: LibraryEditor, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin(library, drafts)
    assert not is_due(session)
    assert not session.keep_draft()
    write(session, FIRST, "没有保存")
    assert is_due(session)
    assert session.keep_draft()
    assert not session.keep_draft()
    assert session.kept_at == WALL_CLOCK
    later = a_later_process(drafts, monkeypatch)
    found = later.find(library.root, KEY)
    assert found is not None
    assert item(found.issue, 0).body == "没有保存"
    assert session.opened is not None
    assert found.base_revision == session.opened.revision


def a_later_process(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> Drafts:
    """The drafts as the next session sees them: the one that kept them has ended."""
    monkeypatch.setattr(drafts, "_me", drafts._me._replace(pid=1 << 22, start="1"))
    monkeypatch.setattr("briefing_tui.personal.drafts.is_dead", lambda _process: True)
    return drafts


def test_a_draft_taken_up_can_be_taken_back_and_becomes_this_sessions(
    library: LibraryEditor, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin(library, drafts)
    write(first, FIRST, "没有保存")
    first.keep_draft()
    later = a_later_process(drafts, monkeypatch)
    draft = later.find(library.root, KEY)
    assert draft is not None
    second = begin(library, later)
    second.take_draft(draft, draft.issue)
    assert item(second.issue, 0).body == "没有保存"
    assert second.changed
    assert not Path(draft.path).exists()
    assert second.kept_at is not None
    second.undo()
    assert not second.changed


def test_undoing_all_changes_takes_the_draft_away(
    library: LibraryEditor, drafts: Drafts, tmp_path: Path
) -> None:
    session = begin(library, drafts)
    write(session, FIRST, "甲")
    session.keep_draft()
    session.undo()
    session.keep_draft()
    assert not list((tmp_path / "state" / "drafts").iterdir())


def test_a_disk_that_takes_no_draft_is_told_and_typing_goes_on(
    library: LibraryEditor, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise LibraryError("disk full", place=Place("/a/path/longer/than/the/title/bar"))

    session = begin(library, drafts)
    monkeypatch.setattr(drafts, "keep", refuse)
    write(session, FIRST, "甲")
    assert not session.keep_draft()
    assert session.trouble == "disk full"
    assert session.draft_due
    monkeypatch.undo()
    assert session.keep_draft()
    assert session.trouble == ""


def test_drafts_from_two_threads_leave_the_latest(library: LibraryEditor, drafts: Drafts) -> None:
    session = begin(library, drafts)
    stop = threading.Event()

    def keep() -> None:
        while not stop.is_set():
            session.keep_draft()

    thread = threading.Thread(target=keep)
    thread.start()
    for count in range(20):
        write(session, FIRST, "字" * count)
        session.keep_draft()
    stop.set()
    thread.join()
    session.keep_draft()
    assert not session.draft_due


def test_changes_to_different_items_merge_and_are_told(library: LibraryEditor) -> None:
    mine, theirs = begin(library), begin(library)
    write(theirs, SECOND, "他人的改动。")
    save(theirs)
    write(mine, FIRST, "我的改动。")
    told = save(mine)
    assert len(told) == 1
    assert [item(mine.issue, at).body for at in (0, 1)] == ["我的改动。", "他人的改动。"]
    assert library.load(KEY).issue == mine.issue
    assert not mine.changed


def test_what_is_typed_while_a_merge_is_saved_stays(library: LibraryEditor) -> None:
    mine, theirs = begin(library), begin(library)
    write(theirs, SECOND, "他人的改动。")
    save(theirs)
    write(mine, FIRST, "我的改动。")
    job = mine.save_job()
    saved = job.run()
    write(mine, FIRST, "我的改动。又写了一句。")
    mine.finish(job, saved)
    assert [item(mine.issue, at).body for at in (0, 1)] == ["我的改动。又写了一句。", "他人的改动。"]
    assert mine.changed
    save(mine)
    assert [item(library.load(KEY).issue, at).body for at in (0, 1)] == [
        "我的改动。又写了一句。",
        "他人的改动。",
    ]


def test_a_conflict_writes_nothing_and_is_settled_over_what_is_on_disk(library: LibraryEditor) -> None:
    mine, theirs = begin(library), begin(library)
    write(theirs, FIRST, "他人写的。")
    save(theirs)
    write(mine, FIRST, "我写的。")
    job = mine.save_job()
    with pytest.raises(ConflictError) as caught:
        job.run()
    assert item(library.load(KEY).issue, 0).body == "他人写的。"
    assert item(mine.issue, 0).body == "我写的。"
    settled = edits.set_field(mine.issue, FIRST, "body", "两人写的。").issue
    mine.rebase(caught.value.on_disk, settled, job)
    assert mine.changed
    assert mine.stamp == library.stamp_of(KEY)
    assert save(mine) == ()
    assert item(library.load(KEY).issue, 0).body == "两人写的。"
    mine.undo()
    assert item(mine.issue, 0).body == "我写的。"


def test_a_file_that_is_gone_is_told_and_can_be_made_again(library: LibraryEditor) -> None:
    session = begin(library)
    write(session, FIRST, "还在这里。")
    Path(library.path(KEY)).unlink()
    with pytest.raises(MissingError):
        session.save_job().run()
    session.forget_file()
    save(session)
    assert item(library.load(KEY).issue, 0).body == "还在这里。"


def test_a_new_issue_is_made_by_its_first_save_and_never_over_another(
    library: LibraryEditor, drafts: Drafts
) -> None:
    new = EditingSession(library, make_issue(KEY, "另一期"), drafts=drafts)
    assert (new.is_new, new.untouched) == (True, True)
    with pytest.raises(ExistsError):
        new.save_job().run()
    new.apply(edits.set_field(new.issue, Selection(), "number", 2), "number")
    assert new.keep_draft()
    save(new)
    assert not new.is_new
    assert new.key == IssueKey(2025, ISSUE, 2)
    assert library.load(new.key).issue == new.issue
    assert not new.changed


def test_what_others_save_in_a_new_issue_right_after_its_first_save_is_merged(
    library: LibraryEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = IssueKey(2025, ISSUE, 2)
    new = EditingSession(library, make_issue(key, "第一条", "第二条"))
    write_whole = files.write_whole

    def overtaken(path: str, data: bytes) -> os.stat_result:
        written = write_whole(path, data)
        monkeypatch.setattr(editor, "write_whole", write_whole)
        put(Path(library.root), edits.set_field(new.issue, SECOND, "body", "他人的改动。").issue)
        return written

    monkeypatch.setattr(editor, "write_whole", overtaken)
    assert save(new) == ()
    assert new.stamp != library.stamp_of(key)
    write(new, FIRST, "我的改动。")
    assert len(save(new)) == 1
    assert [item(library.load(key).issue, at).body for at in (0, 1)] == ["我的改动。", "他人的改动。"]


def test_the_draft_of_a_new_issue_moves_with_its_number(
    library: LibraryEditor, drafts: Drafts, tmp_path: Path
) -> None:
    new = EditingSession(library, make_issue(IssueKey(2025, ISSUE, 2), "新"), drafts=drafts)
    write(new, FIRST, "甲")
    new.keep_draft()
    new.apply(edits.set_field(new.issue, Selection(), "number", 3), "number")
    new.keep_draft()
    names = [path.name for path in (tmp_path / "state" / "drafts").iterdir()]
    assert len(names) == 1
    assert "2025-03" in names[0]
    save(new)
    assert not list((tmp_path / "state" / "drafts").iterdir())


def test_a_correction_records_what_changed_when_and_by_whom(library: LibraryEditor) -> None:
    put(Path(library.root), make_issue(KEY, "第一条", "第二条"))
    session = begin(library)
    write(session, SECOND, "第二条正文，改过。")
    save(session)
    issue = library.load(KEY).issue
    assert [(one.date, one.item) for one in issue.corrections] == [(dt.date(2025, 2, 3), 2)]
    assert "第二条正文，改过。" in issue.corrections[0].text
    assert [tuple(step) for step in issue.workflow.steps] == [("张三", "2025-02-03 14:02", "更正")]
    assert issue.workflow.status == "published"
    assert save(session) == ()
    assert len(library.load(KEY).issue.corrections) == 1


def test_a_step_of_the_workflow_is_recorded(library: LibraryEditor) -> None:
    session = begin(library)
    assert session.advance("review")
    assert not session.advance("nonsense")
    assert session.issue.workflow.steps[0].who == "张三"
    assert session.undo() == "status"
    assert session.issue.workflow.steps == ()
