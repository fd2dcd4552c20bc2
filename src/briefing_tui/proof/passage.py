"""The texts of an issue as the rules see them: one passage a field. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.model.edits import CORRECTION, DISTRIBUTION, GROUP, ITEM, PREFACE, SECTION, Selection
from briefing_tui.model.issue import Issue

BODY = "body"
"""The field whose lines are paragraphs."""


class Passage(NamedTuple):
    """One text and where it stands."""

    selection: Selection
    """The piece."""
    field: str
    """Its field, as the file calls it."""
    text: str
    """Lines are paragraphs."""


def passages(issue: Issue) -> Iterator[Passage]:
    """Every text that is printed and written by people, in the order of the page; empty ones are left out."""
    return (passage for passage in _fields(issue) if passage.text.strip())


def _fields(issue: Issue) -> Iterator[Passage]:
    head = issue.masthead
    for field in ("publisher", "title", "department", "marking"):
        yield Passage(Selection(), field, getattr(head, field))
    if issue.preface is not None:
        yield Passage(Selection(PREFACE), "title", issue.preface.title)
        yield Passage(Selection(PREFACE), BODY, issue.preface.body)
    for index, section in enumerate(issue.sections):
        yield Passage(Selection(SECTION, index), "title", section.title)
        group = ""
        for at, item in enumerate(section.items):
            place = Selection(ITEM, index, at)
            if item.group != group:
                group = item.group
                yield Passage(Selection(GROUP, index, at), "group", group)
            yield Passage(place, "title", item.title)
            yield Passage(place, BODY, item.body)
            yield Passage(place, "source", item.source)
    for at, correction in enumerate(issue.corrections):
        yield Passage(Selection(CORRECTION, -1, at), "text", correction.text)
    for at, line in enumerate(issue.distribution):
        yield Passage(Selection(DISTRIBUTION, -1, at), "recipients", "\n".join(line.recipients))
