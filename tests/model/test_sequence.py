import datetime as dt

import pytest

from briefing_tui.errors import KeyFormatError
from briefing_tui.model.issue import Correction, End, Issue, Item, Masthead, Section, Workflow
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey, parse_key
from briefing_tui.model.sequence import (
    empty_issue,
    from_template,
    gaps,
    model_key,
    next_issue,
    next_key,
    previous_key,
)
from bulletins.issues import FULL

DATE = dt.date(2025, 1, 6)


def keys(text: str) -> list[IssueKey]:
    return [parse_key(word) for word in text.split()]


@pytest.mark.parametrize(
    ("there", "year", "kind", "following"),
    [
        ("", 2024, ISSUE, "2024-1"),
        ("2024-13 2024-14", 2024, ISSUE, "2024-15"),
        ("2024-14", 2025, ISSUE, "2025-1"),
        ("2024-12 2024-14", 2024, ISSUE, "2024-15"),
        ("2024-3 2024-增7", 2024, ISSUE, "2024-4"),
        ("2024-3 2024-增7", 2024, SUPPLEMENT, "2024-增8"),
        ("2024-3", 2024, SUPPLEMENT, "2024-增1"),
        ("2025-1 2024-14", 2024, ISSUE, "2024-15"),
    ],
)
def test_the_next_number_counts_on_in_its_year_and_kind(
    there: str, year: int, kind: str, following: str
) -> None:
    assert next_key(keys(there), year, kind) == parse_key(following)


def test_no_number_follows_the_greatest_a_key_can_have() -> None:
    with pytest.raises(KeyFormatError):
        next_key(keys("2024-9999"), 2024)


def test_gaps_are_between_the_first_and_the_last() -> None:
    there = keys("2024-3 2024-4 2024-6 2024-9 2025-1 2024-增2")
    assert gaps(there, 2024) == (5, 7, 8)
    assert gaps(there, 2023) == ()
    assert gaps(there, 2024, SUPPLEMENT) == ()


@pytest.mark.parametrize(
    ("there", "key", "before", "model"),
    [
        ("2024-13 2024-14 2024-增1", "2024-15", "2024-14", "2024-14"),
        ("2024-12 2024-14", "2024-13", "2024-12", "2024-12"),
        ("2024-14 2024-增3", "2025-1", "2024-14", "2024-14"),
        ("2024-14 2023-增3", "2024-增1", "2023-增3", "2023-增3"),
        ("2024-14 2025-1", "2024-增1", None, "2024-14"),
        ("2024-14", "2024-2", None, "2024-14"),
        ("2024-增2", "2024-1", None, "2024-增2"),
        ("", "2024-1", None, None),
        ("2024-1", "2024-1", None, None),
    ],
)
def test_an_issue_follows_the_one_before_it_of_its_kind_and_takes_its_form(
    there: str, key: str, before: str | None, model: str | None
) -> None:
    assert previous_key(keys(there), parse_key(key)) == (before and parse_key(before))
    assert model_key(keys(there), parse_key(key)) == (model and parse_key(model))


def test_the_next_issue_has_the_form_of_the_last_and_none_of_its_text() -> None:
    issue = next_issue(FULL, parse_key("2025-1"), DATE)
    head = FULL.masthead
    assert issue.masthead == head._replace(year=2025, number=1, total=63, date=DATE)
    assert issue.workflow == Workflow("draft")
    assert issue.preface is None
    assert issue.corrections == ()
    assert issue.sections == (
        Section("行业动态", numbered=True, items=(Item(group="融资担保行业动态"),)),
        Section("经验介绍"),
    )
    assert (issue.distribution, issue.end) == (FULL.distribution, FULL.end)


@pytest.mark.parametrize(
    ("last", "key", "total"),
    [("2024-14", "2024-15", 63), ("2024-14", "2024-增1", None), ("2024-增1", "2024-增2", 63)],
)
def test_the_running_number_counts_on_but_not_into_supplements(
    last: str, key: str, total: int | None
) -> None:
    _year, kind, number = parse_key(last)
    issue = FULL._replace(masthead=FULL.masthead._replace(kind=kind, number=number))
    assert next_issue(issue, parse_key(key), None).masthead.total == total
    unused = issue._replace(masthead=issue.masthead._replace(total=None))
    assert next_issue(unused, parse_key(key), None).masthead.total is None


def test_an_issue_after_a_cut_off_one_is_whole() -> None:
    assert next_issue(FULL._replace(end=None), parse_key("2024-15"), None).end == End()


def test_a_template_gives_its_items_and_counts_on() -> None:
    template = FULL._replace(
        corrections=(Correction(DATE, 1, "旧"),), masthead=FULL.masthead._replace(total=None)
    )
    key = parse_key("2025-增2")
    issue = from_template(template, key, DATE, Masthead(total=9))
    assert issue.key == key
    assert (issue.masthead.total, issue.masthead.date) == (10, DATE)
    assert (issue.sections, issue.preface) == (FULL.sections, FULL.preface)
    assert (issue.workflow, issue.corrections) == (Workflow("draft"), ())
    assert from_template(FULL, key, DATE).masthead.total == 62


def test_an_empty_issue_has_a_place_for_its_first_item() -> None:
    issue = empty_issue(parse_key("2025-1"), "简报", DATE)
    assert issue == Issue(Masthead(title="简报", year=2025, number=1, date=DATE), sections=(Section(),))
    assert Item() not in issue.sections[0].items
