"""Whether every change of an issue could be saved in its file, asked when editing begins and not when it ends.

Called by the editor. Where each table has a header of its own there is nothing to ask. Any other notation is tried: the
changes that an editor can make are made to the text and read again.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from briefing_tui.errors import BriefingError, LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format import schema
from briefing_tui.library.format.codec import Loaded, update_text
from briefing_tui.library.format.key_path import key_path
from briefing_tui.library.format.statements import FileLayout, Node, Path
from briefing_tui.model.issue import (
    DRAFT,
    REVIEW,
    TITLES,
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Preface,
    Section,
    Step,
)
from briefing_tui.model.key import ISSUE, SUPPLEMENT

_NEW = "新"
_OTHERS: dict[str, tuple[object, object]] = {
    "year": (2000, 2001),
    "number": (1, 2),
    "total": (1, 2),
    "copies": (1, 2),
    "item": (1, 2),
    "date": (dt.date(2000, 1, 1), None),
    "kind": (ISSUE, SUPPLEMENT),
    "status": (DRAFT, REVIEW),
    "numbered": (False, True),
    "continued": (False, True),
    "titles": TITLES,
}
"""Two values of each field that is no text."""


def is_usual(loaded: Loaded) -> bool:
    """Whether a file is written so that every change can be saved."""
    sections = loaded.table.get("section")
    empty = sections == [] or (
        isinstance(sections, list)
        and any(isinstance(one, dict) and one.get("item") == [] for one in sections)
    )
    return loaded.plain and not empty


def check_changeable(layout: FileLayout, text: str, issue: Issue, file: str) -> None:
    """LibraryError, with the line and the reason, when `text`, which holds `issue`, cannot take every change."""
    odd = list(_odd_statements(layout))
    if not odd and layout.is_ordered():
        return
    try:
        for other in _others(issue):
            update_text(text, issue, other)
    except BriefingError as error:
        nested = [(node, at) for node, at, path in odd if path[0] == "section"]
        node, at = nested[0] if nested else (odd[0][:2] if odd else (layout.top, 0))
        raise LibraryError(
            _("sections or items inside one value cannot be edited without losing comments or keys")
            if nested
            else _("the file is laid out in a way that cannot be changed in place"),
            place=Place(file, _line(layout, node, at)),
            hint=error.hint or _("write each section as [[section]] and each item as [[section.item]]"),
        ) from error


def _odd_statements(layout: FileLayout) -> Iterator[tuple[Node, int, Path]]:
    """Tables of the format that have no header: the node, the index of the statement, the dotted name."""
    for node in (layout.top, *layout.named("workflow"), *layout.named("section")):
        for at, statement in enumerate(node.statements):
            names = key_path(statement).names
            if names and names[0] in schema.TABLES.get(".".join(node.path), ()):
                yield node, at, node.path + names


def _line(layout: FileLayout, node: Node, at: int) -> int:
    """The line, from 1, of a statement of a node."""
    before = layout.written[: layout.written.index(node)]
    text = "".join(one.own_text() for one in before) + "".join((*node.lead, *node.statements[:at]))
    return text.count("\n") + 1


def _others(issue: Issue) -> Iterator[Issue]:
    """Issues that differ in everything an editor can change: other values; more pieces, in another order; none."""
    yield _changed(
        issue._replace(
            sections=tuple(
                _changed(section)._replace(items=tuple(map(_changed, section.items)))
                for section in issue.sections
            ),
            distribution=tuple(map(_changed, issue.distribution)),
            corrections=tuple(map(_changed, issue.corrections)),
        )
    )
    new = Item(_NEW, _NEW)
    grown = tuple(section._replace(items=(new, *section.items[::-1])) for section in issue.sections)
    yield issue._replace(
        workflow=issue.workflow._replace(steps=(*issue.workflow.steps, Step(_NEW, _NEW, _NEW))),
        preface=issue.preface or Preface(_NEW, _NEW),
        end=issue.end or End(),
        sections=(Section(_NEW, items=(new,)), *grown[::-1]),
        distribution=(Distribution(_NEW, (_NEW,)), *issue.distribution[::-1]),
        corrections=(Correction(None, 1, _NEW), *issue.corrections[::-1]),
    )
    yield issue._replace(
        workflow=issue.workflow._replace(steps=()), preface=None, sections=(), distribution=(), corrections=()
    )


def _changed(record: Any) -> Any:
    """Another value in every field that holds no list of pieces."""
    return record._replace(**{name: _other(name, getattr(record, name)) for name in record._fields})


def _other(name: str, value: Any) -> Any:
    if name in _OTHERS:
        one, other = _OTHERS[name]
        return other if value == one else one
    if isinstance(value, str):
        return value[:-1] + (_NEW if value[-1:] != _NEW else "新新")
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _changed(value)
    if name in {"recipients", "units", "tags"}:
        return (*value[:-1], _NEW * 2)
    return value
