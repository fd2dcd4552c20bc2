"""A file's text changed to hold another issue, touching only the lines whose value changed. Called through `codec`.

Every piece takes its own lines along wherever it goes: `origins` tells which is which, tables are moved, added and dropped as whole
runs of lines (`statements`), one value is changed inside its own (`tables`). The result is read again before it is handed out: a text
that would not give the new issue is never returned.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing_tui.errors import LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.align import align
from briefing_tui.library.format.arrays import ArrayEntry, joined
from briefing_tui.library.format.decode import load_issue
from briefing_tui.library.format.key_value import changed_inline
from briefing_tui.library.format.lines import ITEM, NONE, Lines
from briefing_tui.library.format.origins import Origins, origins
from briefing_tui.library.format.statements import FileLayout, Node, arranged, is_comment
from briefing_tui.library.format.tables import FIELDS, Tables, is_empty_array, statement_at
from briefing_tui.library.format.toml.read import MARK
from briefing_tui.library.format.toml.tokens import TOKEN, string_end
from briefing_tui.model.identity import identity_of
from briefing_tui.model.issue import Issue


def update_text(text: str, old: Issue, new: Issue, known: Mapping[int, Lines] = NONE) -> str:
    """`text`, which holds `old`, changed to hold `new`; the same text when nothing changed.

    `known` are the lines, by identity, of pieces that the file had earlier: one that comes back has them again. LibraryError when
    `text` holds another issue than `old`, or is laid out so that it cannot be changed in place (sections or items in inline
    tables, beside comments or unknown keys that a new layout would lose).
    """
    loaded = load_issue(text.encode(), "")
    old, new = encode.normalised(old), encode.normalised(new)
    if loaded.issue != old:
        raise LibraryError(_("the file holds another issue than the one that was changed"))
    found = origins(old, new)
    if new == old and all(ones == list(range(len(ones))) for ones in found.values()):
        return text
    mark = MARK if text.startswith(MARK) else ""
    eol = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    result = _Update(FileLayout(text.removeprefix(mark)), (old, new), found, eol, known).text()
    if result is None:
        result = _rewritten(text, new, loaded.table, eol)
    if result is None or load_issue(result.encode(), "").issue != new:
        raise LibraryError(
            _("the file is laid out in a way that cannot be changed in place"),
            hint=_("write each section as [[section]] and each item as [[section.item]]"),
        )
    return mark + result


class _Update:
    """One layout on its way from the old issue to a new one."""

    def __init__(
        self,
        layout: FileLayout,
        issues: tuple[Issue, Issue],
        found: Origins,
        eol: str,
        known: Mapping[int, Lines],
    ) -> None:
        self._layout = layout
        self._tables = Tables(layout, eol)
        self._old, self._new = issues
        self._origins = found
        self._eol = eol
        self._known = known

    def text(self) -> str | None:
        """The new text, or None when sections and items have no headers of their own."""
        old, new, tables = self._old, self._new, self._tables
        if not self._is_plain():
            return None
        before = self._layout.ordered()
        tables.change_single(
            "masthead", encode.masthead_fields(old.masthead), encode.masthead_fields(new.masthead)
        )
        tables.change_single(
            "workflow", encode.workflow_fields(old.workflow), encode.workflow_fields(new.workflow)
        )
        self._preface()
        tables.change_single(
            "end",
            None if old.end is None else encode.end_fields(old.end),
            None if new.end is None else encode.end_fields(new.end),
        )
        steps = (old.workflow.steps, new.workflow.steps)
        looks: list[Any] = [lambda step: step, lambda step: step.when]
        self._list("workflow.step", *steps, align(*steps, looks))
        self._list("distribution", old.distribution, new.distribution, self._origins["distribution"])
        self._sections()
        self._list("correction", old.corrections, new.corrections, self._origins["corrections"])
        ordered = self._layout.ordered()
        # A table that stands apart from what it belongs to stays there as long as nothing changes places.
        return self._joined(self._layout.written if ordered == before else ordered)

    def _is_plain(self) -> bool:
        """Whether every section and item of the old issue has a header of its own."""
        nodes = self._layout.named("section")
        for node, name in [(self._layout.top, "section"), *((node, "item") for node in nodes)]:
            at = statement_at(node, name)
            if at is not None and not is_empty_array(node.statements[at]):
                return False
        return len(nodes) == len(self._old.sections) and all(
            len(_items(node)) == len(section.items)
            for node, section in zip(nodes, self._old.sections, strict=True)
        )

    def _fresh(self, table: str, piece: Any) -> Node:
        """The table of a piece that the file does not have: as it had it earlier, or a new one."""
        known = self._known.get(identity_of(piece))
        if known is None or not isinstance(known.written, Node):
            return self._tables.fresh(table, FIELDS[table](piece))
        return self._node(table, piece, (known.piece, known.written.without(ITEM)))

    def _node(self, table: str, piece: Any, origin: tuple[Any, Node] | None) -> Node:
        """The table of a piece: the changed one that it comes from, or a fresh one."""
        if origin is None:
            return self._fresh(table, piece)
        old, node = origin
        self._tables.change(node, table, FIELDS[table](old), FIELDS[table](piece))
        return node

    def _entry(self, table: str, piece: Any, origin: tuple[Any, ArrayEntry] | None) -> ArrayEntry:
        """As `_node`, for a piece in an array."""
        known = self._known.get(identity_of(piece))
        if origin is None and known is not None and isinstance(known.written, ArrayEntry):
            origin = (known.piece, known.written)
        fields, keys = FIELDS[table](piece), schema.keys_of(table)
        if origin is None:
            written = (
                f"{name} = {encode.value_text(keys[name], value)}"
                for name, value in fields.items()
                if encode.is_written(keys[name], value)
            )
            return ArrayEntry(f"{{ {', '.join(written)} }}")
        before = FIELDS[table](origin[0])
        text = origin[1].text
        for name, value in fields.items():
            if before[name] != value:
                text = changed_inline(text, (name,), keys[name], value)
        return origin[1]._replace(text=text)

    def _preface(self) -> None:
        """The preface, which is another one when it was taken away and a new one written."""
        old, new, tables = self._old.preface, self._new.preface, self._tables
        if old is not None and new is not None and self._origins["preface"] == [0]:
            tables.change_single("preface", encode.preface_fields(old), encode.preface_fields(new))
            return
        at = tables.usual_place("preface")
        if old is not None:
            tables.remove("preface")
        if new is not None:
            tables.add(self._fresh("preface", new), at)

    def _list(self, table: str, old: Sequence[Any], new: Sequence[Any], found: Sequence[int | None]) -> None:
        """Tables that hold nothing but keys, under headers or in an array."""
        path = tuple(table.split("."))
        if old == new and list(found) == list(range(len(old))):
            return
        array = self._tables.array(*path)
        if array is not None:
            entries = [
                self._entry(table, piece, None if at is None else (old[at], array.entries[at]))
                for piece, at in zip(new, found, strict=True)
            ]
            self._tables.set_array(path, joined(array, entries))
            return
        nodes = self._layout.named(*path)
        placed = [
            self._node(table, piece, None if at is None else (old[at], nodes[at]))
            for piece, at in zip(new, found, strict=True)
        ]
        home = self._home(path, nodes)
        usual = self._tables.usual_place(path[0]) if home is self._layout.nodes else len(home)
        home[:] = arranged(home, nodes, placed, usual)

    def _home(self, path: tuple[str, ...], nodes: Sequence[Node]) -> list[Node]:
        """The list of tables that these stand in, or shall stand in."""
        parents = [node.inner for node in self._layout.named(*path[:-1])] if len(path) > 1 else []
        homes = [self._layout.nodes, *parents]
        if nodes:
            return next(home for home in homes if nodes[0] in home)
        if len(path) > 1 and not self._tables.has(path[0]):
            parent = self._tables.fresh(path[0], {})
            self._tables.add(parent)
            return parent.inner
        return homes[-1]

    def _sections(self) -> None:
        """The sections with their items. An item that moved to another section takes its lines along."""
        old, new = self._old.sections, self._new.sections
        nodes = self._layout.named("section")
        inner = [_items(node) for node in nodes]
        lines = [node for items in inner for node in items]
        before = [item for section in old for item in section.items]
        origins = iter(self._origins["items"])
        placed: list[Node] = []
        for section, origin in zip(new, self._origins["sections"], strict=True):
            node = self._node("section", section, None if origin is None else (old[origin], nodes[origin]))
            items = [
                self._node("section.item", item, None if at is None else (before[at], lines[at]))
                for item, at in zip(section.items, origins, strict=False)
            ]
            if items:
                _drop(node, "item")
            node.inner = arranged(node.inner, [] if origin is None else inner[origin], items, len(node.inner))
            placed.append(node)
        if placed:
            _drop(self._layout.top, "section")
        self._layout.nodes[:] = arranged(
            self._layout.nodes, nodes, placed, self._tables.usual_place("section")
        )

    def _joined(self, nodes: Iterable[Node]) -> str:
        """The text. A table that came to stand behind another begins on a line of its own, and is parted from the other's last comment."""
        lines: list[str] = []
        for node in nodes:
            if lines and not lines[-1].endswith("\n"):
                lines.append(self._eol)
            if lines and is_comment(lines[-1]) and not (node.lead and not node.lead[0].strip()):
                lines.append(self._eol)
            lines += [*node.lead, *node.statements]
        if lines and self._layout.footer and not lines[-1].endswith("\n"):
            lines.append(self._eol)
        return "".join((*lines, *self._layout.footer))


def _drop(node: Node, name: str) -> None:
    """An empty array makes room for headers."""
    at = statement_at(node, name)
    if at is not None:
        del node.statements[at]


def _items(section: Node) -> list[Node]:
    return [node for node in section.inner if node.path == ITEM]


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
    return encode.dump_issue(new).replace("\n", eol)


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
