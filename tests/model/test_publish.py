import datetime as dt

import pytest

from briefing_tui.model.edits import (
    DISTRIBUTION,
    END,
    ITEM,
    MASTHEAD,
    PREFACE,
    SECTION,
    Selection,
    set_field,
)
from briefing_tui.model.issue import (
    STATUSES,
    Correction,
    Distribution,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    Step,
    Workflow,
)
from briefing_tui.model.publish import advance, problems, record_corrections, step_word
from bulletins.issues import FULL

WHEN = dt.datetime(2024, 12, 16, 15, 2, 59)  # noqa: DTZ001 - as the record writes it: the time on the wall
BEFORE = FULL.masthead._replace(number=13, total=61, date=dt.date(2024, 12, 2))


def found(issue: Issue, before: Masthead | None = BEFORE) -> list[tuple[str, Selection, bool]]:
    made = problems(issue, before)
    assert {one.rule for one in made} <= {"publish"}
    return [(one.text, one.selection, one.is_error) for one in made if one.selection is not None]


def headed(**fields: object) -> Issue:
    issue = FULL
    for name, value in fields.items():
        issue = set_field(issue, Selection(), name, value).issue
    return issue


def with_item(item: Item) -> Issue:
    return FULL._replace(sections=(FULL.sections[0], Section("经验介绍", items=(item,))))


def test_a_complete_issue_has_no_problem() -> None:
    assert problems(FULL, BEFORE) == ()
    assert problems(headed(number=1), BEFORE._replace(year=2023)) == ()
    assert problems(headed(number=1), None) == ()


@pytest.mark.parametrize(
    ("issue", "words", "place", "fatal"),
    [
        (headed(title=" "), "no title", Selection(), True),
        (headed(date=None), "no date", Selection(), True),
        (headed(date=dt.date(2025, 1, 2)), "the date is in 2025, the number in 2024", Selection(), False),
        (headed(number=16), "the number is 16, 14 comes next", Selection(), False),
        (headed(total=99), "the running number is 99, 62 comes next", Selection(), False),
        (
            headed(date=dt.date(2024, 12, 2)),
            "not after that of the issue before, 2024-12-02",
            Selection(),
            False,
        ),
        (headed(department="待补"), "masthead: the placeholder 待补", Selection(MASTHEAD), True),
        (FULL._replace(preface=Preface("编者按", "{{按语}}")), "{{按语}}", Selection(PREFACE), True),
        (FULL._replace(preface=Preface("编者按", " ")), "preface is empty", Selection(PREFACE), False),
        (
            FULL._replace(sections=(*FULL.sections, Section("空"))),
            "'空' is empty",
            Selection(SECTION, 2),
            False,
        ),
        (with_item(Item(" ", "\n")), "【经验介绍】（无题） #4 is empty", Selection(ITEM, 1, 0), True),
        (
            with_item(Item("", "只有正文。")),
            "【经验介绍】只有正文。 has no title",
            Selection(ITEM, 1, 0),
            False,
        ),
        (with_item(Item("只有题")), "【经验介绍】只有题 has no text", Selection(ITEM, 1, 0), False),
        (with_item(Item("题", "增长XX%。")), "placeholder XX", Selection(ITEM, 1, 0), False),
        (with_item(Item("题", "共（待补）户。")), "placeholder （待补）", Selection(ITEM, 1, 0), True),
        (with_item(Item("题", "来自××村。")), "placeholder ××", Selection(ITEM, 1, 0), False),
        (with_item(Item("题", "金额待核实。")), "placeholder 待核实", Selection(ITEM, 1, 0), False),
        (
            FULL._replace(distribution=(*FULL.distribution, Distribution("抄送"))),
            "'抄送' names nobody",
            Selection(DISTRIBUTION, -1, 2),
            False,
        ),
        (FULL._replace(end=None), "no [end]", Selection(END), True),
    ],
)
def test_what_is_missing_or_odd_is_named_with_its_place(
    issue: Issue, words: str, place: Selection, fatal: bool
) -> None:
    [(text, where, grave)] = found(issue)
    assert words in text
    assert (where, grave) == (place, fatal)


@pytest.mark.parametrize("text", ["XXL 码", "TAXXON", "3×4", "待补助的企业", "等待定标"])
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert found(with_item(Item("题", text))) == []


def test_an_issue_without_items_cannot_be_published() -> None:
    issue = FULL._replace(sections=(Section("", items=()),))
    assert ("there is no item", Selection(), True) in found(issue)


def test_a_supplement_is_not_counted_with_ordinary_issues() -> None:
    issue = headed(kind="supplement", number=1, total=None)
    assert found(issue, None) == []


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("draft", "review", "拟稿"),
        ("review", "review", "核稿"),
        ("review", "published", "签发"),
        ("draft", "published", "签发"),
        ("review", "draft", "退回"),
        ("published", "draft", "撤回"),
        ("published", "review", "撤回"),
        ("draft", "draft", ""),
        ("published", "published", ""),
    ],
)
def test_each_step_is_recorded_with_its_word(old: str, new: str, word: str) -> None:
    assert step_word(old, new) == word
    issue = FULL._replace(workflow=Workflow(old, (Step("甲", "2024-12-01 08:00", "拟稿"),)))
    stepped = advance(issue, new, "乙", WHEN)
    if not word:
        assert stepped is issue
    else:
        assert stepped.workflow.status == new
        assert stepped.workflow.steps == (*issue.workflow.steps, Step("乙", "2024-12-16 15:02", word))
        assert stepped._replace(workflow=issue.workflow) == issue


def test_every_pair_of_statuses_has_an_answer() -> None:
    silent = [(old, new) for old in STATUSES for new in STATUSES if not step_word(old, new)]
    assert silent == [("draft", "draft"), ("published", "published")]


def test_corrections_are_recorded_for_readers_and_as_a_step() -> None:
    noted = (Correction(dt.date(2024, 12, 16), 2, "“一”应为“二”。"),)
    issue = record_corrections(FULL, noted, "乙", WHEN)
    assert issue.corrections == (*FULL.corrections, *noted)
    assert issue.workflow.steps[-1] == Step("乙", "2024-12-16 15:02", "更正")
    assert issue.workflow.status == "published"
    assert record_corrections(FULL, (), "乙", WHEN) is FULL
