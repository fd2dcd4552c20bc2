"""Markdown that goes out comes back as the same issue."""

from hypothesis import HealthCheck, given, settings

from briefing_tui.exporters.markdown import markdown_text
from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.model.issue import Issue
from issues import ISSUES
from plain_issues import entered_issue, plain_issue


def returned(issue: Issue) -> Recognised:
    return recognise(markdown_text(issue), name="issue.md", status=issue.workflow.status)


def printed_record(issue: Issue) -> Issue:
    """An issue without its record, which does not go out."""
    return issue._replace(workflow=issue.workflow._replace(steps=()))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES)
def test_what_came_back_goes_out_as_the_same_text(issue: Issue) -> None:
    issue = entered_issue(issue)
    back = returned(issue)
    assert markdown_text(back.issue) == markdown_text(issue)
    assert [one.text for one in back.report.uncertain if "short of" in one.text] == []


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES)
def test_every_field_comes_back(issue: Issue) -> None:
    plain = plain_issue(entered_issue(issue))
    assert returned(plain).issue == plain
