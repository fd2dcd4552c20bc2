"""A file's text changed to hold another issue, touching only the lines whose value changed. Called through `codec`.

Tables are moved, added and dropped as whole runs of lines (`statements`, `align`); one value is changed inside its own
statement by tomlkit, which keeps spacing and comments. The result is read again before it is handed out: a text that
would not give the new issue is never returned.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.align import align
from briefing_tui.library.format.decode import load_issue
from briefing_tui.library.format.key_value import changed_statement, key_of, new_statement
from briefing_tui.library.format.statements import Layout, Node
from briefing_tui.library.format.toml_full import TOKEN, string_end
from briefing_tui.model.issue import Issue, Section, Step

T = TypeVar("T")


def update_text(text: str, old: Issue, new: Issue) -> str:
    """`text`, which holds `old`, changed to hold `new`; the same text when nothing changed.

    LibraryError when `text` holds another issue than `old`, or is laid out so that it cannot be changed in place
    (items in inline tables, beside comments or unknown keys that a new layout would lose).
    """
    loaded = load_issue(text.encode(), "")
    if loaded.issue != encode.normalised(old):
        raise LibraryError(_("the file holds another issue than the one that was changed"))
    new = encode.normalised(new)
    if new == loaded.issue:
        return text
    eol = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    result = _Update(Layout(text), loaded.issue, eol).apply(new)
    if result is None:
        result = _rewritten(text, new, loaded.table, eol)
    if result is None or load_issue(result.encode(), "").issue != new:
        raise LibraryError(
            _("the file is laid out in a way that cannot be changed in place"),
            hint=_("write each section as [[section]] and each item as [[section.item]]"),
        )
    return result


class _Update:
    """One layout on its way from the old issue to a new one."""

    def __init__(self, layout: Layout, old: Issue, eol: str) -> None:
        self._nodes = layout.nodes
        self._layout = layout
        self._old = old
        self._eol = eol

    def apply(self, new: Issue) -> str | None:
        """The new text, or None when the layout is not one of plain tables."""
        old = self._old
        if not self._is_plain():
            return None
        self._table("masthead", encode.masthead_fields(old.masthead), encode.masthead_fields(new.masthead))
        self._table("workflow", encode.workflow_fields(old.workflow), encode.workflow_fields(new.workflow))
        self._table(
            "preface",
            encode.preface_fields(old.preface) if old.preface else None,
            encode.preface_fields(new.preface) if new.preface else None,
        )
        self._table(
            "end",
            encode.end_fields(old.end) if old.end else None,
            encode.end_fields(new.end) if new.end else None,
        )
        self._steps(new.workflow.steps)
        self._entries(
            "distribution",
            old.distribution,
            new.distribution,
            encode.distribution_fields,
            lambda line: line.role,
        )
        self._sections(new.sections)
        self._entries(
            "correction", old.corrections, new.corrections, encode.correction_fields, lambda entry: entry.item
        )
        return self._joined()

    def _is_plain(self) -> bool:
        """Whether every table of the old issue has a header of its own."""
        sections = self._named("section")
        return (
            len(sections) == len(self._old.sections)
            and all(
                len(node.inner) == len(section.items)
                for node, section in zip(sections, self._old.sections, strict=True)
            )
            and len(self._named("distribution")) == len(self._old.distribution)
            and len(self._named("correction")) == len(self._old.corrections)
            and sum(len(node.inner) for node in self._named("workflow")) == len(self._old.workflow.steps)
            and (self._old.preface is None or bool(self._named("preface")))
            and (self._old.end is None or bool(self._named("end")))
        )

    def _named(self, name: str) -> list[Node]:
        return [node for node in self._nodes if node.name == name]

    def _table(self, name: str, old: encode.Fields | None, new: encode.Fields | None) -> None:
        """A table that stands once: changed, added or dropped."""
        nodes = self._named(name)
        if old == new:
            return
        if new is None:
            self._nodes.remove(nodes[0])
        elif not nodes:
            self._nodes.insert(self._usual_place(name), self._fresh(name, new))
        else:
            self._change(nodes[0], name, old or {}, new)

    def _entries(
        self,
        name: str,
        old: tuple[T, ...],
        new: tuple[T, ...],
        fields_of: Callable[[T], encode.Fields],
        look: Callable[[T], object],
    ) -> None:
        """A list of tables at the top that hold nothing but keys; `look` tells which entry stayed though it changed."""
        nodes = self._named(name)
        if old != new:
            self._place(name, nodes, self._aligned(name, nodes, old, new, fields_of, look))

    def _steps(self, new: tuple[Step, ...]) -> None:
        """The tables below [workflow], which is there by now when there are any."""
        old = self._old.workflow.steps
        if old == new:
            return
        if not self._named("workflow"):
            self._nodes.insert(self._usual_place("workflow"), self._fresh("workflow", {}))
        parent = self._named("workflow")[0]
        name = "workflow.step"
        parent.inner = self._aligned(name, parent.inner, old, new, encode.step_fields, lambda step: step.when)

    def _aligned(
        self,
        name: str,
        nodes: Sequence[Node],
        old: tuple[T, ...],
        new: tuple[T, ...],
        fields_of: Callable[[T], encode.Fields],
        look: Callable[[T], object],
    ) -> list[Node]:
        """The node of each new entry: the changed one it comes from, or a fresh one."""
        placed: list[Node] = []
        for entry, origin in zip(new, align(old, new, [lambda entry: entry, look]), strict=True):
            if origin is None:
                placed.append(self._fresh(name, fields_of(entry)))
            else:
                self._change(nodes[origin], name, fields_of(old[origin]), fields_of(entry))
                placed.append(nodes[origin])
        return placed

    def _sections(self, new: tuple[Section, ...]) -> None:
        old, nodes = self._old.sections, self._named("section")
        if old == new:
            return
        origins = align(old, new, [lambda section: section, lambda section: section.title])
        items = self._items(nodes, new, origins)
        placed: list[Node] = []
        for section, origin, inner in zip(new, origins, items, strict=True):
            fields = encode.section_fields(section)
            if origin is None:
                node = self._fresh("section", fields)
            else:
                node = nodes[origin]
                self._change(node, "section", encode.section_fields(old[origin]), fields)
            node.inner = inner
            placed.append(node)
        self._place("section", nodes, placed)

    def _items(
        self, nodes: Sequence[Node], new: tuple[Section, ...], origins: Sequence[int | None]
    ) -> list[list[Node]]:
        """The item nodes of each new section. An item that moved to another section takes its lines along."""
        before = [(at, item) for at, section in enumerate(self._old.sections) for item in section.items]
        lines = [node for section in nodes for node in section.inner]
        after = [
            (-1 if origin is None else origin, item)
            for section, origin in zip(new, origins, strict=True)
            for item in section.items
        ]
        looks = [
            lambda pair: pair,
            lambda pair: pair[1],
            lambda pair: pair[1].title and (pair[0], pair[1].title),
            lambda pair: pair[1].title,
            lambda pair: pair[1].body,
        ]
        found: list[Node] = []
        for (_section, item), origin in zip(after, align(before, after, looks), strict=True):
            fields = encode.item_fields(item)
            if origin is None:
                found.append(self._fresh("section.item", fields))
            else:
                self._change(lines[origin], "section.item", encode.item_fields(before[origin][1]), fields)
                found.append(lines[origin])
        rest = iter(found)
        return [[next(rest) for _item in section.items] for section in new]

    def _fresh(self, table: str, fields: encode.Fields) -> Node:
        """A table that was not in the file."""
        text = encode.table_text(table, fields).replace("\n", self._eol)
        return Node(table, [self._eol], text.splitlines(keepends=True))

    def _usual_place(self, name: str) -> int:
        """Where a table goes that the file does not have: behind the tables that are written before it."""
        earlier = {"", *schema.TABLES[""][: schema.TABLES[""].index(name)]}
        if name == "end":
            return len(self._nodes)
        return max(index for index, node in enumerate(self._nodes) if node.name in earlier) + 1

    def _place(self, name: str, old: Sequence[Node], new: Sequence[Node]) -> None:
        """Put `new` in order into the places of those old nodes that stay; fresh ones behind their neighbours."""
        staying = {id(node) for node in new}
        known = {id(node) for node in old}
        slots: list[list[Node]] = [[]]
        for node in new:
            if id(node) in known:
                slots.append([node])
            else:
                slots[-1].append(node)
        if len(slots) > 1:  # what is new before the first that stays goes right before it
            slots[1][:0] = slots[0]
        rest = iter(slots[1:])
        result: list[Node] = []
        at = -1
        for node in self._nodes:
            if id(node) not in known:
                result.append(node)
                continue
            if at < 0:
                at = len(result)
            if id(node) in staying:
                result.extend(next(rest))
        self._nodes[:] = result
        if len(slots) == 1:
            at = self._usual_place(name) if at < 0 else at
            self._nodes[at:at] = slots[0]

    def _change(self, node: Node, table: str, old: encode.Fields, new: encode.Fields) -> None:
        """Set, add or drop the keys of one table that differ."""
        keys = schema.keys_of(table)
        for name, value in new.items():
            if old.get(name) == value:
                continue
            at = next((index for index, line in enumerate(node.statements) if key_of(line) == name), -1)
            if not encode.is_written(keys[name], value):
                if at >= 0:
                    del node.statements[at]
            elif at >= 0:
                node.statements[at] = changed_statement(node.statements[at], keys[name], value, self._eol)
            else:
                self._insert(node, keys[name], value)

    def _insert(self, node: Node, key: schema.Key, value: encode.Value) -> None:
        """A key the table did not have, behind those that are written before it."""
        order = list(schema.keys_of(key.table))
        earlier = set(order[: order.index(key.name)])
        at = max((index for index, line in enumerate(node.statements) if key_of(line) in earlier), default=0)
        if not node.statements[at].endswith("\n"):
            node.statements[at] += self._eol
        node.statements.insert(at + 1, new_statement(key, value, self._eol))

    def _joined(self) -> str:
        """The text; a table that came to stand behind a last line without line end begins a new one."""
        text = ""
        parts: list[str] = []
        for node in (inner for outer in self._nodes for inner in (outer, *outer.inner)):
            if text and not text.endswith("\n"):
                parts.append(self._eol)
            text = node.own_text()
            parts.append(text)
        return "".join(parts)


def _rewritten(text: str, new: Issue, table: dict[str, object], eol: str) -> str | None:
    """The whole file in the usual layout, when it has no comment and no unknown key to lose."""
    at = 0
    while (token := TOKEN.search(text, at)) is not None:
        if token[0][0] == "#":
            return None
        at = token.end()
        if token.lastgroup == "quotes":
            at = string_end(text, at, token[0])
    if not _only_known(table, ""):
        return None
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + encode.dump_issue(new).replace("\n", eol)


def _only_known(table: dict[str, object], name: str) -> bool:
    """Whether a table, and those below it, hold nothing but the format's keys."""
    inner = schema.TABLES.get(name, ())
    for key, value in table.items():
        if key in inner:
            below = f"{name}.{key}" if name else key
            ones = value if isinstance(value, list) else [value]
            if not all(isinstance(one, dict) and _only_known(one, below) for one in ones):
                return False
        elif key not in schema.keys_of(name):
            return False
    return True
