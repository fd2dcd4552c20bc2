"""An issue as plain JSON values and back, complete or not: what a draft holds. Called by `drafts`.

Not the file format: that one refuses what is not a bulletin yet (no number, a paragraph over the limit), and a draft
must keep it all. The shapes are read from the types of `model.issue`, so a new field needs nothing here; a field that
is absent has its default, one that is not known is left out.
"""

import datetime as dt
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from briefing_tui.model.issue import Issue
from briefing_tui.text.clean import without_controls

_SHAPES: dict[type, dict[str, Any]] = {}
"""The types of the fields of each kind of value seen."""

_NUMBER_LIMIT = 1 << 53
"""Larger numbers are none that anybody typed: years, counts of copies."""


def to_plain(value: object) -> object:
    """Named tuples as objects, lists as lists, dates as ISO text."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return [to_plain(entry) for entry in value]
        return {name: to_plain(entry) for name, entry in zip(names, value, strict=True)}
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def issue_from_plain(value: object) -> Issue:
    """The issue; ValueError when the values have another shape. Texts come without controls."""
    issue = _from_plain(Issue, value)
    assert isinstance(issue, Issue)
    return issue


def _from_plain(kind: Any, value: object) -> object:
    """`value` as `kind`, an annotation: a named tuple, tuple[X, ...], X | None, str, int, bool or date."""
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _misshapen(value)
        return tuple(_from_plain(get_args(kind)[0], entry) for entry in value)
    if get_args(kind):
        if value is None:
            return None
        return _from_plain(next(one for one in get_args(kind) if one is not NoneType), value)
    if hasattr(kind, "_fields"):
        if not isinstance(value, dict):
            raise _misshapen(value)
        shape = _SHAPES.get(kind) or _SHAPES.setdefault(kind, get_type_hints(kind))
        return kind(**{name: _from_plain(shape[name], value[name]) for name in kind._fields if name in value})
    if kind is dt.date and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if type(value) is not kind or (type(value) is int and abs(value) > _NUMBER_LIMIT):
        raise _misshapen(value)
    return without_controls(value) if isinstance(value, str) else value


def _misshapen(value: object) -> ValueError:
    return ValueError(f"no part of an issue: {type(value).__name__}")
