"""Markdown that goes out comes back as the same issue."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from briefing_tui.compose.composition import Composition
from briefing_tui.exporters.markdown import markdown_text
from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Masthead, Preface
from briefing_tui.model.outline import outline
from briefing_tui.text.clean import UNSAFE
from bulletins.hostile_issue import hostile_issue
from bulletins.issues import FULL, ISSUES
from bulletins.plain_issues import entered_issue, plain_issue
from disks.places import ROOT
from texts.hostile import EVERYTHING

LIBRARY = LibraryReader(str(ROOT / "sample_issues"))
SAMPLES = [LIBRARY.load(key).issue for key in LIBRARY.keys()]  # noqa: SIM118 - no mapping


def returned(issue: Issue) -> Recognised:
    return recognise(markdown_text(issue), name="issue.md", status=issue.workflow.status)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES)
@example(Issue(Masthead(year=2024, number=1), preface=Preface("*", "")))
@example(Issue(Masthead(year=2024, number=1), preface=Preface("**", "正文。")))
def test_what_came_back_goes_out_as_the_same_text(issue: Issue) -> None:
    issue = entered_issue(issue)
    back = returned(issue)
    assert markdown_text(back.issue) == markdown_text(issue)
    assert [one.text for one in back.report.uncertain if "short of" in one.text] == []


@pytest.mark.parametrize("blank", [" ", "\xa0", "\u3000", "\n", "\t"])
def test_a_group_of_blanks_is_none(blank: str) -> None:
    section = FULL.sections[0]
    items = [item._replace(group=blank) for item in section.items]
    issue = FULL._replace(sections=(section._replace(items=tuple(items)),))
    assert "###\n" not in markdown_text(issue)
    assert not [row for row in outline(issue) if row.kind == "group"]
    assert not [block for block in Composition(issue, contents=True).blocks() if block.kind == "group"]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES)
def test_every_field_comes_back(issue: Issue) -> None:
    plain = plain_issue(entered_issue(issue))
    assert returned(plain).issue == plain


@pytest.mark.parametrize(
    "dressed", [str, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")]
)
def test_it_comes_back_as_a_file_too(dressed: Callable[[str], str]) -> None:
    plain = plain_issue(FULL)
    data = dressed(markdown_text(plain)).encode()
    assert recognise_document(data, name="issue.md", status="published").issue == plain


@pytest.mark.parametrize("issue", SAMPLES, ids=lambda issue: str(issue.key))
def test_every_sample_comes_back(issue: Issue) -> None:
    back = returned(issue)
    assert back.issue == issue._replace(workflow=issue.workflow._replace(steps=()))
    assert [one.text for one in back.report.uncertain if "date" not in one.text] == []


def test_a_text_that_means_harm_acts_nowhere() -> None:
    made = markdown_text(
        hostile_issue(
            "# x\n{{7*7}} <script>x</script> `a` ~~~ $x$ ![p](u) | | --- =CMD() - [ ] a " + EVERYTHING
        )
    )
    body = made.partition("\n---\n")[2]
    assert not re.search(r"(?<!\\)(?:\{\{|<|`|\$|~|!\[)", body)
    assert UNSAFE.search(made) is None


def test_what_somebody_changed_meanwhile_is_told_and_nothing_is_lost() -> None:
    text = markdown_text(plain_issue(FULL))
    changed = text.replace("# 行业信息简报", "# 别的简报").replace(
        "## 经验介绍", "多出来的一段。\n\n## 经验介绍\n\n没有题目的话。"
    )
    issue, report = recognise(changed, name="x.md")
    assert issue.masthead.title == "行业信息简报"
    assert any("别的简报" in one.text for one in report.uncertain)
    assert issue.sections[0].items[-1].body.endswith("多出来的一段。")
    assert issue.sections[1].items[0].body == "没有题目的话。"
    assert not [one for one in report.uncertain if "short of" in one.text]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*markdown_text(plain_issue(FULL)).split("\n"), "", "> x", "| a |", "## ", "1. ", "---"]
        ),
        max_size=30,
    )
)
def test_lines_in_any_order_keep_their_account(lines: list[str]) -> None:
    text = "\n".join(["---", "briefing: 1", "year: 2024", "number: 3", "---", *lines])
    report = recognise(text, name="x.md").report
    assert not [one for one in report.uncertain if "short of" in one.text]
