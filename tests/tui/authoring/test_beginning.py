"""What is asked before an issue is edited, without a screen."""

from briefing_tui.library.new_issue import Form
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.authoring.before_editing import form_of, whether_to_correct, which_form

NAMES = [f"template-{count}" for count in range(1, 12)]


def test_every_form_can_be_chosen_and_nine_templates_by_a_digit() -> None:
    answers = which_form(NAMES).answers
    assert [answer.letter for answer in answers] == ["l", *"123456789", "", "", "e"]
    assert [form_of(answer.name, NAMES) for answer in answers] == [
        Form(),
        *(Form(template=name) for name in NAMES),
        Form(empty=True),
    ]


def test_going_back_begins_nothing() -> None:
    question = which_form(NAMES)
    assert form_of(question.cancel, NAMES) is None
    assert whether_to_correct(IssueKey(2025, ISSUE, 1)).cancel == ""


def test_the_name_of_a_template_is_no_control_of_the_terminal() -> None:
    assert which_form(["\x1b[31mbad"]).answers[1].text == "template ␛[31mbad"
