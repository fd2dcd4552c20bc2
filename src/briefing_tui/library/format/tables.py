"""The tables of a file, changed in the notation they are written in. Called by `update`.

A table that stands once may have a header, dotted keys at the top of the file (`masthead.title = …`) or be one inline value
(`masthead = { … }`); a list of tables may have headers or stand in an array. All of these are changed in place.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.arrays import Cut, cut
from briefing_tui.library.format.key_path import key_path
from briefing_tui.library.format.key_value import (
    changed_statement,
    inline_value,
    new_statement,
    value_of,
    with_inline_value,
    with_value,
)
from briefing_tui.library.format.statements import FileLayout, Node, Path

FIELDS: dict[str, Callable[[Any], encode.Fields]] = {
    "masthead": encode.masthead_fields,
    "workflow": encode.workflow_fields,
    "workflow.step": encode.step_fields,
    "preface": encode.preface_fields,
    "distribution": encode.distribution_fields,
    "section": encode.section_fields,
    "section.item": encode.item_fields,
    "correction": encode.correction_fields,
    "end": encode.end_fields,
}
"""The keys and values of each table."""


class _Spot(NamedTuple):
    """Where a value is written."""

    node: Node
    at: int
    """Index of its statement."""
    inside: Path
    """Names that lead to it within the statement's inline table; none when it is the statement's own."""


class Tables:
    """The tables of one layout."""

    def __init__(self, layout: FileLayout, eol: str) -> None:
        self.layout = layout
        self._eol = eol

    # Tables that stand once

    def change_single(self, name: str, old: encode.Fields | None, new: encode.Fields | None) -> None:
        """A table at the top changed, added or, when `new` is None, taken away."""
        if old == new:
            return
        if new is None:
            self.remove(name)
        elif old is None:
            self.add(self.fresh(name, new))
        else:
            keys = schema.keys_of(name)
            for field, value in new.items():
                if old.get(field) != value:
                    self._set(name, keys[field], value)

    def has(self, name: str) -> bool:
        """Whether a table is there in any notation."""
        return self._spot((name,), partly=True) is not None or any(
            node.path[:1] == (name,) for node in self.layout.nodes
        )

    def add(self, node: Node, at: int | None = None) -> None:
        """A table that the file does not have, where it usually stands unless told."""
        self.layout.nodes.insert(self.usual_place(node.path[0]) if at is None else at, node)

    def remove(self, name: str) -> None:
        """A table with all that belongs to it."""
        nodes, top = self.layout.nodes, self.layout.top.statements
        nodes[:] = [node for node in nodes if node.path[:1] != (name,)]
        top[:] = [statement for statement in top if key_path(statement).names[:1] != (name,)]

    def usual_place(self, name: str) -> int:
        """Where a table goes that the file does not have: before what belongs to it, else behind those that are written before it."""
        nodes = self.layout.nodes
        own = next((at for at, node in enumerate(nodes) if node.path[:1] == (name,)), None)
        if own is not None:
            return own
        if name == "end":
            return len(nodes)
        order = schema.TABLES[""]
        earlier = order[: order.index(name)]
        return max(at for at, node in enumerate(nodes) if not node.path or node.path[0] in earlier) + 1

    # Tables with a header

    def fresh(self, table: str, fields: encode.Fields) -> Node:
        """A table that was not in the file."""
        text = encode.table_text(table, fields).replace("\n", self._eol)
        return Node(tuple(table.split(".")), [self._eol], text.splitlines(keepends=True))

    def change(self, node: Node, table: str, old: encode.Fields, new: encode.Fields) -> None:
        """Set, add or drop the keys of one table that differ."""
        keys = schema.keys_of(table)
        for name, value in new.items():
            if old.get(name) == value:
                continue
            key = keys[name]
            at = statement_at(node, name)
            if at is None:
                if encode.is_written(key, value):
                    self._insert(node, (), key, value)
            elif encode.is_written(key, value):
                node.statements[at] = changed_statement(node.statements[at], (), key, value, self._eol)
            else:
                del node.statements[at]

    # Lists of tables in an array

    def array(self, *path: str) -> Cut | None:
        """The array that a list of tables is written in; None when its tables have headers, or there are none."""
        spot = self._spot(path)
        if spot is None:
            return None
        raw = value_of(spot.node.statements[spot.at])
        if spot.inside:
            raw = inline_value(raw, spot.inside) or "[]"
        return cut(raw)

    def set_array(self, path: Sequence[str], raw: str) -> None:
        """Another array in its place."""
        spot = self._spot(path)
        assert spot is not None
        statement = spot.node.statements[spot.at]
        if spot.inside:
            raw = with_inline_value(value_of(statement), spot.inside, raw)
        spot.node.statements[spot.at] = with_value(statement, raw, self._eol)

    # Keys

    def _spot(self, path: Sequence[str], *, partly: bool = False) -> _Spot | None:
        """Where the value of a dotted name is written, or would be, within an inline table; `partly` finds any that begins so."""
        path = tuple(path)
        for node in (self.layout.top, *self.layout.named(path[0])):
            for index, statement in enumerate(node.statements):
                names = node.path + key_path(statement).names
                if len(names) > len(node.path) and (
                    path[: len(names)] == names or (partly and names[: len(path)] == path)
                ):
                    return _Spot(node, index, path[len(names) :])
        return None

    def _set(self, table: str, key: schema.Key, value: encode.Value) -> None:
        """One key of a table that stands once."""
        spot = self._spot((table, key.name))
        is_written = encode.is_written(key, value)
        if spot is not None and (spot.inside or is_written):
            statements = spot.node.statements
            statements[spot.at] = changed_statement(statements[spot.at], spot.inside, key, value, self._eol)
        elif spot is not None:
            del spot.node.statements[spot.at]
        elif is_written:
            headed = self.layout.named(table)
            if headed:
                self._insert(headed[0], (), key, value)
            elif self._spot((table,), partly=True) is not None:
                self._insert(self.layout.top, (table,), key, value)
            else:
                self.add(self.fresh(table, {key.name: value}))

    def _insert(self, node: Node, prefix: Path, key: schema.Key, value: encode.Value) -> None:
        """A key that was not there, behind those that are written before it; `prefix` is what dotted names begin with."""
        order = list(schema.keys_of(key.table))
        earlier = {(*prefix, name) for name in order[: order.index(key.name)]}
        names = [key_path(line).names for line in node.statements]
        first = next((at for at, one in enumerate(names) if prefix and one[: len(prefix)] == prefix), 0)
        at = max((at for at, one in enumerate(names) if one in earlier), default=first)
        if not node.statements[at].endswith("\n"):
            node.statements[at] += self._eol
        name = ".".join((*prefix, key.name))
        node.statements.insert(at + 1, new_statement(name, key, value, self._eol))


def statement_at(node: Node, name: str) -> int | None:
    """The index of the statement of a key in its table."""
    return next((at for at, line in enumerate(node.statements) if key_path(line).names == (name,)), None)


def is_empty_array(statement: str) -> bool:
    """Whether a statement says `… = []` and no more, so that headers can be put in its place."""
    return "#" not in statement and not cut(value_of(statement)).entries
