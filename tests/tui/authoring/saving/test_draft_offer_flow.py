"""The offer of a draft and what comes of each answer, without a screen."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.authoring.saving.draft_offer import DraftOffer, meet
from briefing_tui.tui.authoring.saving.steps import Ask, BothTexts, Say, Show, Steps
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import LineQuestion, Question
from disks.libraries import make_issue, put

KEY = IssueKey(2025, ISSUE, 1)
WHEN = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock
LATER = (Say("The draft is kept for later; this is the file as it is."),)


class Desk(NamedTuple):
    session: EditingSession
    offer: DraftOffer
    state: Path

    def drafts_left(self) -> int:
        return len(list((self.state / "drafts").iterdir()))

    def body(self, at: int = 0) -> str:
        return self.session.issue.sections[0].items[at].body


@pytest.fixture
def library(tmp_path: Path) -> LibraryEditor:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return LibraryEditor(str(tmp_path / "library"))


def write(issue: Issue, at: int, text: str) -> Issue:
    return edits.set_field(issue, Selection(edits.ITEM, 0, at), "body", text).issue


def begin(library: LibraryEditor, tmp_path: Path, draft: str, others: dict[int, str]) -> Desk:
    """A session that found the draft of one that ended; `others` saved bodies since."""
    ended = Drafts(str(tmp_path / "state"))
    ended._me = this_process()._replace(pid=2**22 + 1, start="1")
    opened = library.open_for_editing(KEY)
    ended.keep(library.root, KEY, opened.prepared.data, write(opened.issue, 0, draft), WHEN)
    for at, text in others.items():
        opened = library.save(opened, write(opened.issue, at, text)).opened
    drafts = Drafts(str(tmp_path / "state"))
    found = drafts.find(library.root, KEY)
    assert found is not None
    session = EditingSession(library, opened.issue, opened=opened, drafts=drafts)
    offer = DraftOffer(session, drafts, found, opened, meet(found, opened))
    return Desk(session, offer, tmp_path / "state")


def only_ask(steps: Steps) -> Ask:
    [ask] = steps
    assert isinstance(ask, Ask)
    return ask


def test_a_draft_is_offered_with_what_it_changes_and_taken_up(library: LibraryEditor, tmp_path: Path) -> None:
    desk = begin(library, tmp_path, "草稿里的一句。", {1: "他人的改动。"})
    ask = only_ask(desk.offer.begin())
    assert isinstance(ask.question, Question)
    said = [line.text for line in ask.question.said]
    assert (ask.question.heading, said[0].startswith("Kept 2025-02-03 14:02")) == (
        "There is a draft of 2025-01",
        True,
    )
    assert said[-2:] == ["-第一条正文。", "+草稿里的一句。"]
    assert desk.offer.answered(ask, "take") == (Show.ISSUE,)
    assert (desk.body(), desk.body(1), desk.session.changed) == ("草稿里的一句。", "他人的改动。", True)
    assert desk.drafts_left() == 1, "it is this session's now"


@pytest.mark.parametrize(("answer", "drafts"), [("later", 1), ("discard", 0)])
def test_a_draft_may_wait_or_be_thrown_away(
    library: LibraryEditor, tmp_path: Path, answer: str, drafts: int
) -> None:
    desk = begin(library, tmp_path, "草稿里的一句。", {})
    ask = only_ask(desk.offer.begin())
    assert isinstance(ask.question, Question)
    assert ask.question.cancel == "later", "Escape throws nothing away"
    assert desk.offer.answered(ask, answer) == ()
    assert (desk.body(), desk.drafts_left()) == ("第一条正文。", drafts)


def test_a_draft_that_would_change_nothing_is_not_offered(library: LibraryEditor, tmp_path: Path) -> None:
    desk = begin(library, tmp_path, "同一句。", {0: "同一句。"})
    assert desk.offer.begin() == ()
    assert desk.drafts_left() == 0


@pytest.mark.parametrize(("answer", "body"), [("mine", "草稿里的一句。"), ("theirs", "他人写的。")])
def test_a_draft_that_meets_another_text_is_settled_first(
    library: LibraryEditor, tmp_path: Path, answer: str, body: str
) -> None:
    desk = begin(library, tmp_path, "草稿里的一句。", {0: "他人写的。"})
    ask = only_ask(desk.offer.answered(only_ask(desk.offer.begin()), "take"))
    assert isinstance(ask.question, BothTexts)
    assert (ask.question.conflict.mine, ask.question.conflict.theirs) == ("草稿里的一句。", "他人写的。")
    assert desk.offer.answered(ask, answer) == (Show.ISSUE,)
    assert desk.body() == body


def test_a_draft_whose_conflict_is_left_may_be_copied_out_and_waits(
    library: LibraryEditor, tmp_path: Path
) -> None:
    desk = begin(library, tmp_path, "草稿里的一句。", {0: "他人写的。"})
    ask = only_ask(desk.offer.answered(only_ask(desk.offer.begin()), "take"))
    again, where = desk.offer.answered(ask, "copy")
    assert isinstance(again, Ask)
    assert isinstance(where, Ask)
    assert isinstance(where.question, LineQuestion)
    desk.offer.answered(where, str(tmp_path / "copy.toml"))
    assert "草稿里的一句。" in (tmp_path / "copy.toml").read_text(encoding="utf-8")
    assert desk.offer.answered(again, "") == LATER
    assert (desk.body(), desk.drafts_left()) == ("他人写的。", 1)
