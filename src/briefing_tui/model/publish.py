"""The life of an issue: what is missing before it is published, and the steps that its record keeps.

Pure: the time and the name are handed in. Called by the verb `status` and by the authoring screen.

| from → to | the record says |
|---|---|
| draft → review | 拟稿 |
| review → review | 核稿: somebody else has read it |
| draft, review → published | 签发 |
| review → draft | 退回 |
| published → review, draft | 撤回: it was out already, so callers ask twice |
"""

import datetime as dt
import re
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.edits import DISTRIBUTION, END, ITEM, MASTHEAD, PREFACE, SECTION, Selection, as_new
from briefing_tui.model.finding import ERROR, HINT, Finding
from briefing_tui.model.identity import identity_of
from briefing_tui.model.issue import (
    DRAFT,
    PUBLISHED,
    REVIEW,
    Correction,
    Issue,
    Item,
    Masthead,
    Step,
    Workflow,
)
from briefing_tui.model.printed import PrintedName, printed_names
from briefing_tui.words import kind_name

RULE = "publish"
"""Of all findings made here."""
CORRECTED = "更正"
_STEPS = {
    (DRAFT, REVIEW): "拟稿",
    (REVIEW, REVIEW): "核稿",
    (DRAFT, PUBLISHED): "签发",
    (REVIEW, PUBLISHED): "签发",
    (REVIEW, DRAFT): "退回",
    (PUBLISHED, REVIEW): "撤回",
    (PUBLISHED, DRAFT): "撤回",
}
_LEFT_IN = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|[（(【\[〔](?:待补充?|待核实)[）)】\]〕]|^(?:待补充?|待核实)$", re.MULTILINE
)
"""Placeholders that cannot be meant to stay: in brackets, or all there is."""
_SUSPECT = re.compile(
    r"(?<![A-Za-z×])(?:[Xx]{2,3}|×{2,}|Ｘ{2,})(?![A-Za-z×])|待补充?(?![助贴偿缴交足齐充])|待核实"
)
"""Placeholders that may be meant: ×× is also how a name is withheld."""


def problems(issue: Issue, before: Masthead | None = None) -> tuple[Finding, ...]:
    """What is incomplete or odd, in the order of the page.

    `before` is the masthead of the issue it follows (`sequence.previous_key`), None for the first.
    """
    found = [*_masthead(issue.masthead), *_follows(issue.masthead, before)]
    if issue.preface is not None:
        preface = issue.preface
        found += _placeholders(kind_name(PREFACE), f"{preface.title}\n{preface.body}", Selection(PREFACE))
        if not preface.body.strip():
            found.append(Finding(RULE, HINT, _("the preface is empty"), selection=Selection(PREFACE)))
    if not issue.item_total():
        found.append(Finding(RULE, ERROR, _("there is no item"), selection=Selection()))
    found += _items(issue)
    for at, line in enumerate(issue.distribution):
        if not line.recipients:
            text = _("the distribution line {role!r} names nobody").format(role=line.role)
            found.append(Finding(RULE, HINT, text, selection=Selection(DISTRIBUTION, -1, at)))
    if issue.end is None:
        text = _("there is no [end]: the file may be cut off; look whether items are missing")
        found.append(Finding(RULE, ERROR, text, selection=Selection(END)))
    return tuple(found)


def step_word(old: str, new: str) -> str:
    """What the record calls the way from one status to another; empty when that changes nothing."""
    return _STEPS.get((old, new), "")


def advance(issue: Issue, status: str, who: str, when: dt.datetime) -> Issue:
    """`issue` with another status and the step in its record; the issue itself when nothing changes."""
    word = step_word(issue.workflow.status, status)
    if not word:
        return issue
    return issue._replace(
        workflow=Workflow(status, (*issue.workflow.steps, Step(who, written_time(when), word)))
    )


def record_corrections(issue: Issue, noted: tuple[Correction, ...], who: str, when: dt.datetime) -> Issue:
    """`issue` with corrections that readers see and one step in its record; the issue itself when there are none."""
    if not noted:
        return issue
    steps = (*issue.workflow.steps, Step(who, written_time(when), CORRECTED))
    return issue._replace(
        workflow=issue.workflow._replace(steps=steps),
        corrections=(*issue.corrections, *map(as_new, noted)),
    )


class Noted(NamedTuple):
    """What `record_corrections` added."""

    corrections: tuple[Correction, ...]
    steps: tuple[Step, ...]


def noted_since(before: Issue, after: Issue) -> Noted:
    """What was put on record between two states of an issue, of which the second has more at the end."""
    return Noted(
        after.corrections[len(before.corrections) :], after.workflow.steps[len(before.workflow.steps) :]
    )


def without(issue: Issue, noted: Noted) -> Issue:
    """`issue` without what was put on record for a save that did not come about; the issue itself where nothing of it stands there."""
    taken = {identity_of(one) for one in noted.corrections}
    kept = tuple(one for one in issue.corrections if identity_of(one) not in taken)
    steps = list(issue.workflow.steps)
    for step in noted.steps:
        if step in steps:
            del steps[len(steps) - 1 - steps[::-1].index(step)]
    if len(kept) == len(issue.corrections) and len(steps) == len(issue.workflow.steps):
        return issue
    return issue._replace(corrections=kept, workflow=issue.workflow._replace(steps=tuple(steps)))


def written_time(when: dt.datetime) -> str:
    """How the record writes a time: `2024-12-16 15:02`."""
    return when.strftime("%Y-%m-%d %H:%M")


def _masthead(head: Masthead) -> list[Finding]:
    found = []
    if not head.title.strip():
        found.append(Finding(RULE, ERROR, _("the masthead has no title"), selection=Selection()))
    if head.date is None:
        found.append(Finding(RULE, ERROR, _("the masthead has no date"), selection=Selection()))
    elif head.date.year != head.year:
        text = _("the date is in {date}, the number in {year}").format(date=head.date.year, year=head.year)
        found.append(Finding(RULE, HINT, text, selection=Selection()))
    names = f"{head.publisher}\n{head.title}\n{head.department}\n{head.marking}"
    return found + _placeholders(kind_name(MASTHEAD), names, Selection(MASTHEAD))


def _follows(head: Masthead, before: Masthead | None) -> list[Finding]:
    """Number, total and date against the issue before it."""
    texts = []
    expected = before.number + 1 if before is not None and before.year == head.year else 1
    if head.number != expected:
        texts.append(
            _("the number is {number}, {expected} comes next").format(number=head.number, expected=expected)
        )
    if before is not None and before.kind == head.kind:
        if before.total is not None and head.total is not None and head.total != before.total + 1:
            text = _("the running number is {number}, {expected} comes next")
            texts.append(text.format(number=head.total, expected=before.total + 1))
        if before.date is not None and head.date is not None and head.date <= before.date:
            texts.append(_("the date is not after that of the issue before, {date}").format(date=before.date))
    return [Finding(RULE, HINT, text, selection=Selection()) for text in texts]


def _items(issue: Issue) -> list[Finding]:
    """Sections and items, in order."""
    found: list[Finding] = []
    names = enumerate(printed_names(issue), 1)
    for index, section in enumerate(issue.sections):
        place = Selection(SECTION, index)
        if not section.items:
            text = _("the section {title!r} is empty").format(title=section.title)
            found.append(Finding(RULE, HINT, text, selection=place))
        found += _placeholders(_("section {title!r}").format(title=section.title), section.title, place)
        for at, item in enumerate(section.items):
            found += _item(item, *next(names), Selection(ITEM, index, at))
    return found


def _item(item: Item, position: int, name: PrintedName, place: Selection) -> list[Finding]:
    where = str(name) if name.is_shared or not name.number else f"{name}（{name.title}）"
    if not item.title.strip() and not item.body.strip():
        where = str(name) if name.number else f"{name} #{position}"
        text = _("{where} is empty").format(where=where)
        if item.group:
            text = _("{where} in the group {group!r} is empty").format(where=where, group=item.group)
        return [Finding(RULE, ERROR, text, selection=place)]
    found = []
    if not item.title.strip():
        found.append(Finding(RULE, HINT, _("{where} has no title").format(where=where), selection=place))
    if not item.body.strip():
        found.append(Finding(RULE, HINT, _("{where} has no text").format(where=where), selection=place))
    texts = "\n".join((item.group, item.title, item.body, item.source, *item.units))
    return found + _placeholders(where, texts, place)


def _placeholders(where: str, text: str, place: Selection) -> list[Finding]:
    """The first placeholder of either sort in a text."""
    for pattern, fatal in ((_LEFT_IN, True), (_SUSPECT, False)):
        if found := pattern.search(text):
            line = _("{where}: the placeholder {text} is left in").format(where=where, text=found[0])
            return [Finding(RULE, ERROR if fatal else HINT, line, selection=place)]
    return []
