"""Plain text: what it looks like, and that the import recognises in it what was printed."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from briefing_tui.exporters.text import plain_text
from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Correction, Issue, Item, Section
from briefing_tui.text.clean import UNSAFE
from bulletins.hostile_issue import hostile_issue
from bulletins.issues import FULL
from bulletins.plain_issues import plain_issue
from disks.places import ROOT
from texts.hostile import EVERYTHING

LIBRARY = LibraryReader(str(ROOT / "sample_issues"))
SAMPLES = [LIBRARY.load(key).issue for key in LIBRARY.keys()]  # noqa: SIM118 - no mapping
NEWS = [
    item
    for issue in SAMPLES
    for section in issue.sections
    if section.runs_in
    for item in section.items
    if item.body
]
ARTICLES = [
    item for issue in SAMPLES for section in issue.sections if not section.runs_in for item in section.items
]


def returned(issue: Issue) -> Recognised:
    return recognise(plain_text(issue), name="issue.txt", status=issue.workflow.status)


def printed(issue: Issue) -> Issue:
    """What a page shows of an issue: no tags."""
    sections = tuple(
        section._replace(items=tuple(item._replace(tags=()) for item in section.items))
        for section in issue.sections
    )
    return plain_issue(issue._replace(sections=sections))


@pytest.mark.parametrize("issue", SAMPLES, ids=lambda issue: str(issue.key))
def test_every_sample_comes_back(issue: Issue) -> None:
    back = returned(issue)
    assert back.issue == printed(issue)
    assert [one.text for one in back.report.uncertain if "short of" in one.text] == []


def ungrouped(item: Item) -> Item:
    return item._replace(group="")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.sampled_from(NEWS).map(ungrouped), min_size=1, max_size=5, unique_by=lambda item: item.title),
    st.lists(
        st.sampled_from(ARTICLES).map(ungrouped), min_size=1, max_size=2, unique_by=lambda item: item.title
    ),
    st.booleans(),
)
def test_issues_of_real_pieces_come_back(
    issue: Issue, news: list[Item], articles: list[Item], numbered: bool
) -> None:
    sections = (
        Section("行业动态", numbered=True, items=tuple(news)),
        Section("经验介绍", items=tuple(articles)),
    )
    made = issue._replace(sections=sections if numbered else sections[::-1])
    assert returned(made).issue == printed(made)


def test_corrections_come_back_with_the_item_they_are_about() -> None:
    issue = printed(SAMPLES[-1])
    entries = (
        Correction(FULL.masthead.date, 2, "“甲”应为“乙”。"),
        Correction(FULL.masthead.date, 99, "已撤下。"),
        Correction(FULL.masthead.date, None, "日期应为：九月。"),
    )
    assert returned(issue._replace(corrections=entries)).issue.corrections == entries


def test_a_section_of_that_name_is_none() -> None:
    items = (Item("更正启事", "上期第2条数据有误，现更正如下。"),)
    issue = printed(SAMPLES[-1])._replace(sections=(Section("更正", items=items),))
    back = returned(issue).issue
    assert back.corrections == ()
    assert back.sections == issue.sections


def test_a_text_that_means_harm_is_text() -> None:
    made = plain_text(hostile_issue(EVERYTHING))
    assert UNSAFE.search(made) is None
    assert made.endswith("\n")
    assert plain_text(Issue(end=None))
