"""The steps from draft to published and what is asked about them, without a screen."""

from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import Finding
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.saving.steps import Ask, LookAtFindings, Say, Show, Steps
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import LineQuestion, Question
from disks.libraries import make_issue, put

KEY = IssueKey(2025, ISSUE, 1)
FIRST = Selection(edits.ITEM, 0, 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return tmp_path / "library"


def begin(root: Path) -> tuple[EditingSession, StatusFlow]:
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    session = EditingSession(library, opened.issue, opened=opened, who="张三")
    return session, StatusFlow(session)


def asked(steps: Steps) -> tuple[Ask, Question]:
    """The one step, which asks."""
    [ask] = steps
    assert isinstance(ask, Ask)
    assert isinstance(ask.question, Question)
    return ask, ask.question


def offered(question: Question) -> dict[str, str]:
    return {answer.letter: answer.name for answer in question.answers}


def test_a_step_is_chosen_and_taken(root: Path) -> None:
    session, flow = begin(root)
    ask, question = asked(flow.choose())
    assert question.heading == "Status: draft"
    assert offered(question) == {"r": "review", "p": "published", "n": "sign", "b": ""}
    assert flow.answered(ask, "review") == (Show.ISSUE, Say("Status: in review; save to keep it"))
    _ask, question = asked(flow.choose())
    assert [line.text.split("  ")[1:] for line in question.said] == [["拟稿", "张三"]]
    assert flow.take("draft") == (Show.ISSUE, Say("Status: draft")), "as on disk: nothing is to be saved"
    assert not session.changed


def test_no_step_shows_the_status_as_it_is(root: Path) -> None:
    session, flow = begin(root)
    ask, _question = asked(flow.choose())
    assert flow.answered(ask, "") == (Show.ISSUE,)
    assert flow.take("nonsense") == (Show.ISSUE,)
    assert not session.changed


def test_another_name_signs_and_the_step_is_asked_again(root: Path) -> None:
    session, flow = begin(root)
    ask, _question = asked(flow.choose())
    [who] = flow.answered(ask, "sign")
    assert isinstance(who, Ask)
    assert isinstance(who.question, LineQuestion)
    assert who.question.text == "张三"
    ask, question = asked(flow.answered(who, "王校对"))
    assert "sign with another name than 王校对" in [answer.text for answer in question.answers]
    flow.answered(ask, "published")
    assert [step.who for step in session.issue.workflow.steps] == ["王校对"]


def test_what_is_missing_leads_there_and_cannot_be_overridden(root: Path) -> None:
    session, flow = begin(root)
    session.apply(edits.insert(session.issue, FIRST, edits.ITEM), "item added")
    session.select(Selection(edits.MASTHEAD))
    ask, question = asked(flow.take("published"))
    assert (question.heading, [line.text for line in question.said if line.look == "error"]) == (
        "Not ready to be published",
        ["! 【行业动态】第2条 is empty"],
    )
    assert offered(question) == {"g": "go", "b": ""}
    assert flow.answered(ask, "go") == (Show.ISSUE,)
    assert session.selection == Selection(edits.ITEM, 0, 1)
    assert session.issue.workflow.status == "draft"


@pytest.mark.parametrize(("answer", "status"), [("published", "published"), ("", "draft")])
def test_a_hint_may_be_overridden(root: Path, answer: str, status: str) -> None:
    session, flow = begin(root)
    session.apply(edits.set_field(session.issue, FIRST, "body", "××公司。"), "typing")
    ask, question = asked(flow.take("published"))
    assert question.heading == "Look at this before it is published"
    assert flow.missing() == ()
    flow.answered(ask, answer)
    assert session.issue.workflow.status == status


@pytest.mark.parametrize(("answer", "status"), [("draft", "draft"), ("", "published")])
def test_a_published_issue_is_taken_back_when_one_says_so_again(root: Path, answer: str, status: str) -> None:
    put(root, make_issue(KEY, "第一条", "第二条"))
    session, flow = begin(root)
    ask, question = asked(flow.take("draft"))
    assert question.heading == "Take back a published issue?"
    assert session.issue.workflow.status == "published"
    flow.answered(ask, answer)
    assert session.issue.workflow.status == status


def test_an_answer_to_something_else_is_a_fault_of_the_program(root: Path) -> None:
    _session, flow = begin(root)
    with pytest.raises(TypeError):
        flow.answered(Ask(Question("?", (), ()), "something else"), "")


# proof-reading


def _proofed(root: Path, *levels: str) -> tuple[EditingSession, StatusFlow]:
    session, _flow = begin(root)
    found = tuple(Finding("P-01", level, "half-width mark", selection=FIRST) for level in levels)
    return session, StatusFlow(session, lambda: found)


@pytest.mark.parametrize(("status", "letter"), [("review", "h"), ("published", "p")])
def test_errors_of_proof_reading_are_told_before_the_text_goes_on_its_way(
    root: Path, status: str, letter: str
) -> None:
    session, flow = _proofed(root, "H", "E", "H")
    ask, question = asked(flow.take(status))
    if not question.heading.startswith("Proof-reading"):  # publishing: first what is odd about the issue
        ask, question = asked(flow.answered(ask, "published"))
    assert question.heading == "Proof-reading: 1 E, 2 H"
    assert [line.text[:1] for line in question.said] == ["E", "H", "H"], "errors first"
    assert offered(question) == {"g": "go", letter: status, "b": ""}
    assert flow.answered(ask, "") == (Show.ISSUE,)
    assert session.issue.workflow.status == "draft"
    steps = flow.answered(ask, "go")
    assert [one.finding.level for one in steps if isinstance(one, LookAtFindings)] == ["E"]
    assert session.issue.workflow.status == "draft"
    flow.answered(ask, status)
    assert session.issue.workflow.status == status, "it forbids nothing"


def test_hints_alone_ask_nothing(root: Path) -> None:
    session, flow = _proofed(root, "H", "H")
    _show, said = flow.take("review")
    assert isinstance(said, Say)
    assert "2 hints of proof-reading" in said.text
    assert session.issue.workflow.status == "review"


def test_a_way_back_to_draft_asks_nothing(root: Path) -> None:
    session, flow = _proofed(root, "E")
    session.advance("review")
    assert not any(isinstance(step, Ask) for step in flow.take("draft"))
