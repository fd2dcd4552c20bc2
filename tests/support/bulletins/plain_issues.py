"""Issues in the form in which they are printed: what a page does not show is taken off, so that forms can be compared field by field."""

from typing import Any

from briefing_tui.model.body import begins_part, split_row, without_rule
from briefing_tui.model.issue import Issue, Item, Preface, Section, walk_items
from briefing_tui.text.clean import clean
from briefing_tui.text.doubled import (
    SOURCE_LABELS,
    UNIT_LABELS,
    without_brackets,
    without_label,
    without_number,
)
from briefing_tui.text.entry import entered

_COLONS = "：: \u3000"


def entered_issue(issue: Issue) -> Issue:
    """`issue` with every text as a field or an import would keep it, and as it is shown."""
    made = _entered(issue)
    assert isinstance(made, Issue)
    return made


def _entered(value: Any) -> Any:
    if isinstance(value, str):
        return entered(clean(value))
    if not isinstance(value, tuple):
        return value
    parts = map(_entered, value)
    make = getattr(type(value), "_make", None)
    return tuple(parts) if make is None else make(parts)


def plain_issue(issue: Issue) -> Issue:
    """`issue` without its record, without blanks at the ends of lines, without what stands there twice, its switches as they show."""
    head = issue.masthead
    texts = map(_line, (head.publisher, head.title, head.department, head.marking))
    publisher, title, department, marking = texts
    head = head._replace(publisher=publisher, title=title, department=department, marking=marking)
    preface = issue.preface
    if preface is not None:
        body = _body(preface.body)
        named = _line(preface.title) or "编者按"
        preface = Preface(named, body) if _line(preface.title) or body else None
    return issue._replace(
        masthead=head,
        workflow=issue.workflow._replace(steps=()),
        preface=preface,
        sections=_sections(issue),
        distribution=tuple(
            entry._replace(
                role=_line(_line(entry.role).rstrip(_COLONS)),
                recipients=_names(entry.recipients),
                channel=_line(without_brackets(_line(entry.channel))),
            )
            for entry in issue.distribution
        ),
        end=None if issue.end is None else issue.end._replace(mark=_line(issue.end.mark)),
        corrections=tuple(entry._replace(text=_line(entry.text)) for entry in issue.corrections),
    )


def _sections(issue: Issue) -> tuple[Section, ...]:
    numbered = {one.position: one for one in walk_items(issue)}
    made: list[Section] = []
    position = last = 0
    for section in issue.sections:
        items = []
        for item in section.items:
            position += 1
            items.append(_item(item, numbered[position].title, section))
        counts = section.numbered and bool(items)
        first = int(numbered[position - len(items) + 1].label[:-1]) if counts else 0
        continued = counts and 1 < first == last + 1
        last = first + len(items) - 1 if counts else last
        titled = any(item.title for item in items)
        usual = section.runs_in == section.numbered
        titles = "" if usual or not titled else "run-in" if section.runs_in else "head"
        made.append(
            section._replace(
                title=_line(section.title),
                numbered=counts,
                continued=continued,
                titles=titles,
                items=tuple(items),
            )
        )
    return tuple(made)


def _item(item: Item, title: str, section: Section) -> Item:
    title, body = _line(title), _body(item.body)
    first = next((line for line in body.split("\n") if line), "")
    runs_in = section.runs_in or not title
    if runs_in and not title and section.numbered:
        body = _body(body.replace(first, without_number(first, arabic=True), 1)) if first else body
    if runs_in and title.endswith("。") and first and not first.startswith("|") and not begins_part(first):
        title = title.removesuffix("。")
    return Item(
        title,
        body,
        _line(item.group),
        _line(without_label(_line(item.source), SOURCE_LABELS)),
        _line(item.url),
        _names(tuple(without_label(unit, UNIT_LABELS) for unit in item.units)),
        _names(item.tags),
    )


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ").strip()


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in map(_line, names) if line)


def _body(text: str) -> str:
    lines: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line in [*(one.strip() for one in text.split("\n")), None]:
        if line is not None and line.startswith("|"):
            rows.append(split_row(line))
            continue
        lines += ["| " + " | ".join(row) + " |" for row in without_rule(rows)]
        rows = []
        if line is not None:
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines) if "".join(lines).strip() else ""
