"""Taking the fixes of findings: an issue, or a text, with other marks, digit forms and labels. Pure.

Only what a finding spans is changed. Of two that overlap the first in the text is taken, and the other waits for the next reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from briefing_tui.model.edits import (
    CORRECTION,
    DISTRIBUTION,
    GROUP,
    ITEM,
    MASTHEAD,
    PREFACE,
    SECTION,
    Selection,
)
from briefing_tui.model.finding import Finding, FindingSpan
from briefing_tui.model.issue import Issue


def fixed_text(text: str, spans: Iterable[FindingSpan]) -> str:
    """`text` with the fixes of `spans`, which count in it; a span whose words do not stand there any more is left out."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.fix is None or span.start < at or text[span.start : span.end] != span.words:
            continue
        parts += [text[at : span.start], span.fix]
        at = span.end
    return "".join((*parts, text[at:]))


def fixed_issue(issue: Issue, findings: Sequence[Finding]) -> Issue:
    """The issue with the fixes of `findings`; itself when none has one. Pieces keep their identity."""
    spans: dict[tuple[Selection, str], list[FindingSpan]] = defaultdict(list)
    for finding in findings:
        if finding.span is not None and finding.span.fix is not None and finding.selection is not None:
            spans[finding.selection, finding.span.field].append(finding.span)
    for (selection, field), some in spans.items():
        issue = _with(issue, selection, field, some)
    return issue


def _with(issue: Issue, selection: Selection, field: str, spans: list[FindingSpan]) -> Issue:
    kind, section, at = selection
    if kind == MASTHEAD:
        return issue._replace(masthead=_changed(issue.masthead, field, spans))
    if kind == PREFACE and issue.preface is not None:
        return issue._replace(preface=_changed(issue.preface, field, spans))
    if kind == CORRECTION:
        return issue._replace(corrections=_replaced(issue.corrections, at, field, spans))
    if kind == DISTRIBUTION:
        return issue._replace(distribution=_replaced(issue.distribution, at, field, spans))
    if kind not in {SECTION, GROUP, ITEM}:
        return issue
    whole = issue.sections[section]
    if kind == SECTION:
        new = _changed(whole, field, spans)
    elif kind == ITEM:
        new = whole._replace(items=_replaced(whole.items, at, field, spans))
    else:
        old = whole.items[at].group
        name, stop = fixed_text(old, spans), at
        while stop < len(whole.items) and whole.items[stop].group == old:
            stop += 1
        run = tuple(item._replace(group=name) for item in whole.items[at:stop])
        new = whole._replace(items=(*whole.items[:at], *run, *whole.items[stop:]))
    return issue._replace(sections=(*issue.sections[:section], new, *issue.sections[section + 1 :]))


def _replaced(pieces: tuple[Any, ...], at: int, field: str, spans: list[FindingSpan]) -> tuple[Any, ...]:
    return (*pieces[:at], _changed(pieces[at], field, spans), *pieces[at + 1 :])


def _changed(piece: Any, field: str, spans: list[FindingSpan]) -> Any:
    """A piece with one of its texts changed; recipients are read one a line."""
    value = getattr(piece, field)
    if isinstance(value, tuple):
        return piece._replace(**{field: tuple(fixed_text("\n".join(value), spans).split("\n"))})
    return piece._replace(**{field: fixed_text(value, spans)})
