"""Every way through a save, and out of the session, without a screen."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.presence import Notes, Presence
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.model.publish import advance
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.authoring.saving.save_flow import SaveFlow
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.saving.steps import (
    Ask,
    BothTexts,
    Leave,
    Public,
    Refuse,
    Rewriting,
    Say,
    Show,
    Steps,
    Worded,
    Wording,
    Write,
)
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import LineQuestion, Question
from disks.libraries import make_issue, put

KEY = IssueKey(2025, ISSUE, 1)
FIRST, SECOND = Selection(edits.ITEM, 0, 0), Selection(edits.ITEM, 0, 1)
WALL_CLOCK = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock
NOTHING = "Nothing to save: the file has all of it."


class Writer:
    """Somebody at a screen, as the flow sees them: does the steps one by one and notes what they were."""

    def __init__(self, session: EditingSession) -> None:
        self.session = session
        self.flow = SaveFlow(session, StatusFlow(session), now=lambda: WALL_CLOCK)
        self._did: Steps = ()
        self.open: list[Ask] = []
        """The questions that lie above one another."""
        self.left: list[Leave] = []
        self.running: Write | None = None

    def do(self, steps: Steps) -> None:
        self._did = steps
        for step in steps:
            if isinstance(step, Ask):
                self.open.append(step)
            elif isinstance(step, Write):
                assert self.running is None
                self.running = step
            elif isinstance(step, Leave):
                self.left.append(step)

    def did(self) -> Steps:
        """The steps that came of what the flow was told last."""
        return self._did

    def save(self) -> None:
        self.do(self.flow.save())

    def leave(self, *, leave_app: bool = False) -> None:
        self.do(self.flow.leave(leave_app=leave_app))

    def run(self) -> None:
        """The thread runs what is to be written."""
        write, self.running = self.running, None
        assert write is not None
        try:
            self.do(self.flow.ended(write, write.job.run()))
        except LibraryError as error:
            self.do(self.flow.ended(write, error))

    def answer(self, name: str | None) -> None:
        """To the question in front; a name that it offers."""
        asked = self.open.pop()
        if isinstance(asked.question, Question | BothTexts):
            question = asked.question if isinstance(asked.question, Question) else asked.question.question
            assert name in {one.name for one in question.answers}
        self.do(self.flow.answered(asked, name))

    def publish(self, *texts: str, back: bool = False) -> None:
        """Answer the box with the corrections: these sentences, or those that stand there."""
        asked = self.open.pop()
        assert isinstance(asked.question, Wording)
        self.do(self.flow.answered(asked, Worded(texts or asked.question.texts, not back)))

    @property
    def asked(self) -> str:
        """Heading of the question in front."""
        match self.open[-1].question:
            case BothTexts(question, _conflict):
                return question.heading
            case Rewriting(where, _text):
                return where
            case question:
                return question.heading

    @property
    def lines(self) -> list[str]:
        """What that question says."""
        question = self.open[-1].question
        assert isinstance(question, Question)
        return [line.text for line in question.said]

    @property
    def said(self) -> list[str]:
        return [step.text for step in self._did if isinstance(step, Say)]

    def write(self, selection: Selection, text: str, name: str = "body") -> None:
        self.session.apply(edits.set_field(self.session.issue, selection, name, text), "typing")


@pytest.fixture
def library(tmp_path: Path) -> LibraryEditor:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    return LibraryEditor(str(tmp_path / "library"))


@pytest.fixture
def writer(library: LibraryEditor, tmp_path: Path) -> Writer:
    opened = library.open_for_editing(KEY)
    drafts = Drafts(str(tmp_path / "state"))
    return Writer(EditingSession(library, opened.issue, opened=opened, drafts=drafts, who="张三"))


def bodies(issue: Issue) -> list[str]:
    return [item.body for item in issue.sections[0].items]


def on_disk(writer: Writer, at: int = 0) -> str:
    return bodies(writer.session.library.load(KEY).issue)[at]


def others_save(library: LibraryEditor, selection: Selection, text: str) -> None:
    opened = library.open_for_editing(KEY)
    library.save(opened, edits.set_field(opened.issue, selection, "body", text).issue)


def others_publish(library: LibraryEditor) -> None:
    opened = library.open_for_editing(KEY)
    library.save(opened, advance(opened.issue, "published", "赵主任", WALL_CLOCK))


def drafts_left(tmp_path: Path) -> int:
    return len(list(tmp_path.glob("state/drafts/*")))


# saving


def test_a_save_runs_and_says_where_it_went(writer: Writer) -> None:
    writer.write(FIRST, "甲")
    writer.save()
    assert writer.did() == (Show.ISSUE, writer.running)
    assert writer.flow.state_in_words() == "draft · saving …"
    assert on_disk(writer) == "第一条正文。", "the flow itself writes nothing"
    writer.run()
    assert writer.did() == (Show.ISSUE, Say(f"Saved: {writer.session.library.path(KEY)}"))
    assert writer.flow.state_in_words() == "draft · saved 14:02"
    assert (on_disk(writer), writer.left) == ("甲", [])


def test_with_nothing_changed_nothing_is_written(writer: Writer) -> None:
    writer.save()
    assert writer.did() == (Say(NOTHING),)


def test_a_second_save_while_one_runs_waits_for_it(writer: Writer) -> None:
    writer.write(FIRST, "甲")
    writer.save()
    writer.write(FIRST, "甲乙")
    writer.save()
    assert writer.did() == (Say("Still saving …"),)
    writer.run()
    assert (on_disk(writer), writer.flow.state_in_words()) == ("甲", "draft · changed")
    writer.save()
    writer.run()
    assert on_disk(writer) == "甲乙"


def test_the_first_save_of_a_new_issue_tells_others_who_is_at_it(library: LibraryEditor) -> None:
    key = IssueKey(2025, ISSUE, 2)
    writer = Writer(EditingSession(library, make_issue(key, "新的", status="draft")))
    assert writer.flow.state_in_words() == "draft · new, not saved yet"
    due = [writer.flow.look_due]
    writer.save()
    assert not list(Path(library.root).rglob(".*.editing-*"))
    writer.run()
    [note] = Path(library.root).rglob(".*.editing-*")
    assert note.name.startswith(".2025-02.")
    due.append(writer.flow.look_due)
    assert due == [False, True], "without a file there is nothing to look at"
    writer.leave()
    assert (writer.did(), note.exists()) == ((Leave(),), False)


def test_what_others_changed_elsewhere_is_told_before_one_goes_on(
    library: LibraryEditor, writer: Writer
) -> None:
    others_save(library, SECOND, "他人的改动。")
    writer.write(FIRST, "甲")
    writer.save()
    writer.run()
    assert (writer.asked, len(writer.lines)) == ("Saved, with 1 change by others:", 1)
    assert "第二条" in writer.lines[0]
    writer.answer("")
    assert writer.did() == ()
    assert bodies(library.load(KEY).issue)[:2] == bodies(writer.session.issue)[:2] == ["甲", "他人的改动。"]


def test_what_is_missing_in_what_is_to_be_published_is_asked_about_instead(writer: Writer) -> None:
    writer.write(Selection(edits.MASTHEAD), "", "title")
    writer.session.advance("published")
    writer.save()
    assert (writer.asked, writer.running) == ("Not ready to be published", None)
    writer.answer("go")
    assert writer.did() == (Show.ISSUE,)
    assert writer.session.selection.kind == edits.MASTHEAD


def test_a_draft_may_be_saved_whatever_is_missing_in_it(writer: Writer) -> None:
    writer.write(Selection(edits.MASTHEAD), "", "title")
    writer.save()
    writer.run()
    assert writer.session.library.load(KEY).issue.masthead.title == ""


def test_publishing_tells_what_comes_after(writer: Writer) -> None:
    writer.session.advance("published")
    writer.save()
    writer.run()
    assert writer.said == ["Saved and published; what is changed from now on is a correction (更正)."]
    assert writer.flow.state_in_words() == "published · correction · saved 14:02"


def test_what_goes_with_a_publication_follows_its_save_alone(writer: Writer) -> None:
    writer.session.apply(edits.set_field(writer.session.issue, FIRST, "title", "改过的标题"), "typing")
    writer.save()
    writer.run()
    assert not any(isinstance(step, Public) for step in writer.did())
    writer.session.advance("published")
    writer.save()
    writer.run()
    assert Public(KEY, first=True, leaving=False) in writer.did()


# conflicts


@pytest.mark.parametrize(("answer", "body"), [("mine", "我写的。"), ("theirs", "他人写的。")])
def test_a_conflict_is_settled_by_one_side_and_saved(
    library: LibraryEditor, writer: Writer, answer: str, body: str
) -> None:
    others_save(library, FIRST, "他人写的。")
    writer.write(FIRST, "我写的。")
    writer.write(SECOND, "我的第二条。")
    writer.save()
    writer.run()
    assert writer.asked.startswith("Somebody else changed this too: ")
    assert on_disk(writer) == "他人写的。"
    assert bodies(writer.session.issue)[0] == "我写的。"
    writer.answer(answer)
    writer.run()
    assert bodies(library.load(KEY).issue)[:2] == [body, "我的第二条。"]
    assert not writer.session.changed


def test_a_third_text_is_begun_from_both_and_may_be_given_up(library: LibraryEditor, writer: Writer) -> None:
    others_save(library, FIRST, "他人写的。")
    writer.write(FIRST, "我写的。")
    writer.save()
    writer.run()
    conflict = writer.asked
    writer.answer("edited")
    question = writer.open[-1].question
    assert isinstance(question, Rewriting)
    assert question.text == "我写的。\n他人写的。"
    writer.answer(None)
    assert (writer.asked, writer.running) == (conflict, None)
    writer.answer("edited")
    writer.answer("两人写的。")
    writer.run()
    assert on_disk(writer) == "两人写的。"


def test_conflicts_are_asked_one_after_the_other(library: LibraryEditor, writer: Writer) -> None:
    for selection, name in ((FIRST, "一"), (SECOND, "二")):
        others_save(library, selection, f"他人的{name}。")
        writer.write(selection, f"我的{name}。")
    others_save(library, Selection(edits.ITEM, 0, 2), "他人的三。")
    writer.save()
    writer.run()
    assert writer.asked.endswith("  (2 left)")
    writer.answer("mine")
    assert "left" not in writer.asked
    writer.answer("theirs")
    writer.run()
    assert (writer.asked, len(writer.lines)) == ("Saved, with 1 change by others:", 1)
    assert "第三条" in writer.lines[0]
    assert bodies(library.load(KEY).issue) == ["我的一。", "他人的二。", "他人的三。"]
    writer.answer("")
    writer.write(FIRST, "我的又一。")
    writer.save()
    writer.run()
    assert writer.open == [], "what came in is told once"


def test_a_piece_that_others_removed_cannot_be_written_anew_from_both(
    library: LibraryEditor, writer: Writer
) -> None:
    opened = library.open_for_editing(KEY)
    library.save(opened, edits.remove(opened.issue, FIRST).issue)
    writer.write(FIRST, "我写的。")
    writer.save()
    writer.run()
    question = writer.open[-1].question
    assert isinstance(question, BothTexts)
    assert [one.name for one in question.question.answers] == ["mine", "theirs", "copy", ""]
    writer.answer("mine")
    writer.run()
    assert on_disk(writer) == "我写的。"


def test_a_conflict_may_be_left_and_copied_out(
    library: LibraryEditor, writer: Writer, tmp_path: Path
) -> None:
    others_save(library, FIRST, "他人写的。")
    writer.write(FIRST, "我写的。")
    writer.save()
    writer.run()
    conflict = writer.asked
    writer.answer("copy")
    assert writer.asked == "Save a copy to"
    writer.answer(str(tmp_path / "copy.toml"))
    assert writer.said == [f"A copy was saved: {tmp_path / 'copy.toml'}"]
    assert writer.asked == conflict, "it still lies below"
    writer.answer("")
    assert (writer.did(), writer.running) == ((), None)
    assert "我写的。" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
    assert (on_disk(writer), bodies(writer.session.issue)[0]) == ("他人写的。", "我写的。")


# corrections


@pytest.fixture
def correcting(writer: Writer) -> Writer:
    """Somebody who has changed the first item of a published issue."""
    writer.session.advance("published")
    writer.save()
    writer.run()
    writer.write(FIRST, "新的正文。")
    return writer


def recorded(writer: Writer) -> list[str]:
    return [one.text for one in writer.session.library.load(KEY).issue.corrections]


def sentences(writer: Writer) -> tuple[str, ...]:
    asked = writer.open[-1].question
    assert isinstance(asked, Wording)
    return asked.texts


def test_a_correction_is_shown_before_it_is_public(correcting: Writer) -> None:
    correcting.save()
    assert (correcting.running, recorded(correcting)) == (None, [])
    asked = correcting.open[-1].question
    assert isinstance(asked, Wording)
    assert asked.leads[0].endswith("第1条：")
    [told] = asked.texts
    assert "新的正文。" in told
    correcting.publish()
    correcting.run()
    assert recorded(correcting) == [told]


def test_it_is_stored_as_it_was_reworded(correcting: Writer) -> None:
    correcting.save()
    correcting.publish("第一条的正文已改写。")
    correcting.run()
    assert recorded(correcting) == ["第一条的正文已改写。"]
    assert [one.text for one in correcting.session.issue.corrections] == ["第一条的正文已改写。"]


def test_who_goes_back_loses_neither_text_nor_wording(correcting: Writer) -> None:
    correcting.save()
    correcting.publish("另一句。", back=True)
    assert (correcting.running, recorded(correcting)) == (None, [])
    assert bodies(correcting.session.issue)[0] == "新的正文。"
    assert not correcting.session.issue.corrections
    correcting.save()
    assert sentences(correcting) == ("另一句。",)


def test_a_sentence_may_be_left_out_but_not_all(correcting: Writer) -> None:
    correcting.write(SECOND, "也是新的。")
    correcting.save()
    first, second = sentences(correcting)
    correcting.publish("", second)
    correcting.run()
    assert recorded(correcting) == [second]
    correcting.write(FIRST, "再改。")
    correcting.save()
    correcting.publish(" ")
    assert (correcting.running, recorded(correcting)) == (None, [second])
    assert first != second


def test_a_save_that_fails_notes_nothing_twice(correcting: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    correcting.save()
    correcting.publish("改过的话。")

    def full(*_args: object) -> None:
        raise LibraryError("no space left")

    with monkeypatch.context() as disk:
        disk.setattr(LibraryEditor, "save", full)
        correcting.run()
    assert not correcting.session.issue.corrections
    assert [step.what for step in correcting.session.issue.workflow.steps] == ["签发"]
    correcting.answer("again")
    assert sentences(correcting) == ("改过的话。",)
    correcting.publish()
    correcting.run()
    assert recorded(correcting) == ["改过的话。"]
    assert [step.what for step in correcting.session.issue.workflow.steps] == ["签发", "更正"]
    correcting.session.undo()
    correcting.session.undo()
    assert bodies(correcting.session.issue)[0] != "新的正文。"


def test_a_conflict_settled_notes_nothing_twice(library: LibraryEditor, correcting: Writer) -> None:
    others_save(library, FIRST, "他人写的。")
    correcting.save()
    correcting.publish("第一句。")
    correcting.run()
    assert correcting.asked.startswith("Somebody else changed this too")
    correcting.answer("mine")
    correcting.publish("第二句。")
    correcting.run()
    found = library.load(KEY).issue
    assert [one.text for one in found.corrections] == ["第二句。"]
    assert [step.what for step in found.workflow.steps] == ["签发", "更正"]


def test_leaving_with_a_save_shows_the_correction_and_then_leaves(correcting: Writer) -> None:
    correcting.leave()
    correcting.answer("save")
    assert not correcting.left
    correcting.publish()
    correcting.run()
    assert len(correcting.left) == 1


def test_mere_order_tells_readers_nothing(correcting: Writer) -> None:
    correcting.session.undo()
    from briefing_tui.model import moves

    correcting.session.apply(moves.move(correcting.session.issue, FIRST, moves.DOWN), "moved")
    correcting.save()
    assert correcting.running is not None


# publication meanwhile


def test_what_was_published_meanwhile_is_changed_as_a_correction(
    library: LibraryEditor, writer: Writer
) -> None:
    writer.write(FIRST, "我写的。")
    others_publish(library)
    writer.save()
    writer.run()
    assert writer.asked == "Not saved"
    assert "was published by somebody else" in writer.lines[0]
    writer.answer("correct")
    writer.publish()
    writer.run()
    assert writer.asked == "Saved, with 1 change by others:"
    found = library.load(KEY).issue
    assert ([step.what for step in found.workflow.steps], len(found.corrections)) == (["签发", "更正"], 1)
    assert on_disk(writer) == "我写的。"


def test_a_correction_that_meets_another_text_is_a_conflict(library: LibraryEditor, writer: Writer) -> None:
    writer.write(FIRST, "我写的。")
    others_save(library, FIRST, "他人写的。")
    others_save(library, SECOND, "他人的改动。")
    others_publish(library)
    writer.save()
    writer.run()
    writer.answer("correct")
    assert writer.asked.startswith("Somebody else changed this too")
    writer.answer("mine")
    writer.publish()
    writer.run()
    assert any("第二条" in line for line in writer.lines), "what else came in is told with the save"
    found = library.load(KEY).issue
    assert (bodies(found)[0], found.workflow.status, len(found.corrections)) == ("我写的。", "published", 1)


def test_instead_of_a_correction_a_copy_may_be_saved_or_nothing(
    library: LibraryEditor, writer: Writer, tmp_path: Path
) -> None:
    writer.write(FIRST, "我写的。")
    others_publish(library)
    writer.save()
    writer.run()
    writer.answer("copy")
    writer.answer(str(tmp_path / "copy.toml"))
    assert "我写的。" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
    writer.save()
    writer.run()
    writer.answer("")
    assert (writer.did(), writer.running, on_disk(writer)) == ((), None, "第一条正文。")


# failures


def test_a_file_that_is_gone_is_made_anew_when_one_says_so(library: LibraryEditor, writer: Writer) -> None:
    writer.write(FIRST, "甲")
    Path(library.path(KEY)).unlink()
    writer.save()
    writer.run()
    assert (writer.asked, "the file is gone" in writer.lines[0]) == ("Not saved", True)
    writer.answer("create")
    writer.run()
    assert on_disk(writer) == "甲"


class FullDisk:
    """A library that takes nothing, while `full`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        save = LibraryEditor.save

        def refuse(library: LibraryEditor, *arguments: object) -> object:
            if self.full:
                raise LibraryError("cannot write: no space left on device")
            return save(library, *arguments)  # type: ignore[arg-type]  # as they came

        monkeypatch.setattr(LibraryEditor, "save", refuse)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(monkeypatch)


def test_a_full_disk_is_named_and_tried_again(writer: Writer, disk: FullDisk) -> None:
    writer.write(FIRST, "甲")
    writer.save()
    writer.run()
    assert writer.did()[0] is Show.STATE
    assert (writer.asked, "no space left on device" in writer.lines[0]) == ("Not saved", True)
    question = writer.open[-1].question
    assert isinstance(question, Question)
    assert "create" not in {one.name for one in question.answers}, "the file is still there"
    writer.answer("again")
    writer.run()
    assert writer.asked == "Not saved"
    disk.full = False
    writer.answer("again")
    writer.run()
    assert (on_disk(writer), writer.open) == ("甲", [])


def test_a_full_disk_leaves_the_text_where_it_is_when_one_goes_back(writer: Writer, disk: FullDisk) -> None:
    assert disk.full
    writer.write(FIRST, "甲")
    writer.save()
    writer.run()
    writer.answer("")
    assert (writer.did(), writer.running) == ((), None)
    assert bodies(writer.session.issue)[0] == "甲"
    assert writer.session.changed


def test_a_copy_goes_elsewhere_and_never_over_a_file(writer: Writer, disk: FullDisk, tmp_path: Path) -> None:
    assert disk.full
    there = tmp_path / "there.toml"
    there.write_text("不要覆盖", encoding="utf-8")
    writer.write(FIRST, "甲")
    writer.save()
    writer.run()
    writer.answer("copy")
    question = writer.open[-1].question
    assert isinstance(question, LineQuestion)
    assert question.text == "~/2025-01.toml"
    where = writer.open[-1]
    writer.answer(str(there))
    [refused] = writer.did()
    assert isinstance(refused, Refuse)
    assert "is there already" in refused.reason
    writer.do(writer.flow.answered(where, str(tmp_path / "copy.toml")))
    assert "甲" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
    assert there.read_text(encoding="utf-8") == "不要覆盖"
    assert writer.session.changed, "a copy is no save"


# leaving


def test_with_nothing_changed_leaving_asks_nothing(writer: Writer) -> None:
    Notes(writer.session.library.root).announce(KEY, "2025-02-03T14:02:00")
    writer.leave(leave_app=True)
    assert writer.did() == (Leave(leave_app=True),)
    assert not list(Path(writer.session.library.root).rglob(".*.editing-*"))


def test_a_draft_of_what_was_taken_back_goes_with_the_writer(writer: Writer, tmp_path: Path) -> None:
    writer.write(FIRST, "甲")
    writer.session.keep_draft()
    writer.session.undo()
    writer.leave()
    assert (writer.left, drafts_left(tmp_path)) == ([Leave()], 0)


def test_a_new_issue_to_which_nothing_was_done_is_left_unasked(library: LibraryEditor) -> None:
    writer = Writer(EditingSession(library, make_issue(IssueKey(2025, ISSUE, 2), "新的", status="draft")))
    writer.leave()
    assert writer.did() == (Leave(),)


@pytest.mark.parametrize(
    ("answer", "left", "saved", "drafts"),
    [
        ("save", True, True, 0),
        ("keep", True, False, 1),
        ("discard", True, False, 0),
        ("", False, False, 1),
    ],
)
def test_with_changes_leaving_asks(
    writer: Writer, tmp_path: Path, answer: str, left: bool, saved: bool, drafts: int
) -> None:
    writer.write(FIRST, "甲")
    if answer != "keep":  # that keeps it itself
        writer.session.keep_draft()
    writer.leave(leave_app=True)
    assert (writer.asked, writer.left) == ("Leave 2025-01?", [])
    writer.answer(answer)
    if saved:
        assert writer.left == [], "not before it is on disk"
        writer.run()
    assert writer.left == ([Leave(leave_app=True)] if left else [])
    assert (on_disk(writer) == "甲", drafts_left(tmp_path)) == (saved, drafts)


def test_quitting_thought_better_of_does_not_end_the_app_later(writer: Writer) -> None:
    writer.write(FIRST, "甲")
    writer.leave(leave_app=True)
    writer.answer("")
    writer.leave()
    writer.answer("discard")
    assert writer.left == [Leave(leave_app=False)]


def test_leaving_goes_on_behind_every_question_of_its_save(
    library: LibraryEditor, writer: Writer, disk: FullDisk
) -> None:
    writer.write(FIRST, "我写的。")
    writer.leave()
    writer.answer("save")
    writer.run()
    disk.full = False
    others_save(library, FIRST, "他人写的。")
    others_save(library, SECOND, "他人的改动。")
    writer.answer("again")
    writer.run()
    writer.answer("mine")
    writer.run()
    assert (writer.asked, writer.left) == ("Saved, with 1 change by others:", [])
    writer.answer("")
    assert writer.left == [Leave()]
    assert on_disk(writer) == "我写的。"


def test_leaving_is_given_up_with_its_save(writer: Writer, disk: FullDisk) -> None:
    writer.write(FIRST, "甲")
    writer.leave()
    writer.answer("save")
    writer.run()
    writer.answer("")
    disk.full = False
    writer.save()
    writer.run()
    assert (on_disk(writer), writer.left) == ("甲", [])


def test_leaving_while_a_save_runs_asks_and_does_not_save_twice(writer: Writer) -> None:
    writer.write(FIRST, "甲")
    writer.save()
    writer.leave()
    assert writer.asked == "Leave 2025-01?"
    writer.answer("save")
    assert (writer.did(), writer.left) == ((Say("Still saving …"),), [])
    writer.leave()
    writer.run()
    assert writer.said[0].startswith("Saved: ")
    writer.answer("save")
    assert writer.did() == (Say(NOTHING), Leave())


def test_a_failure_told_above_another_question_leaves_that_one_as_it_was(
    writer: Writer, disk: FullDisk
) -> None:
    assert disk.full
    writer.write(FIRST, "甲")
    writer.save()
    writer.leave(leave_app=True)
    writer.run()
    assert [writer.asked, len(writer.open)] == ["Not saved", 2]
    writer.answer("")
    assert writer.asked == "Leave 2025-01?"
    writer.answer("discard")
    assert writer.left == [Leave(leave_app=True)]


def test_a_draft_that_cannot_be_kept_keeps_one_there(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise LibraryError("disk full")

    monkeypatch.setattr(Drafts, "keep", refuse)
    writer.write(FIRST, "甲")
    writer.leave()
    writer.answer("keep")
    assert (writer.asked, writer.left) == ("Not saved", [])
    assert "disk full" in writer.lines[0]
    assert writer.flow.alarm() == "no draft kept: disk full"
    writer.answer("again")
    writer.run()
    assert (on_disk(writer), writer.left) == ("甲", [Leave()])


# what is seen of the file


def test_the_alarm_tells_of_the_file_and_of_others_and_ends_with_a_save(
    library: LibraryEditor, writer: Writer
) -> None:
    flow = writer.flow
    assert flow.looked(library.stamp_of(KEY), []) == (Show.STATE,)
    assert flow.alarm() == ""
    others_save(library, SECOND, "他人的改动。")
    flow.looked(library.stamp_of(KEY), [])
    assert flow.alarm() == "changed on disk by another session; saving merges"
    flow.looked(None, [])
    assert flow.alarm() == "the file is gone; saving asks about it"
    flow.looked(writer.session.stamp, [Presence("李四", "elsewhere", "2025-01-03T14:02:00", 77, "")])
    assert flow.alarm() == "李四 is editing since 14:02"
    flow.looked(library.stamp_of(KEY), [])
    writer.write(FIRST, "甲")
    writer.save()
    writer.run()
    assert flow.alarm() == ""


def test_a_file_that_is_being_written_is_no_other_s(library: LibraryEditor, writer: Writer) -> None:
    writer.write(FIRST, "甲")
    writer.save()
    assert not writer.flow.look_due
    others_save(library, SECOND, "他人的改动。")
    writer.flow.looked(library.stamp_of(KEY), [])
    assert writer.flow.alarm() == ""
