"""A file's text cut into statements and tables, so that an update touches only the lines it must.

Called by `update` and `library.saving`. Nothing is lost or normalised: joining all lines of a `FileLayout` gives the text again. A
*statement* is the run of physical lines that one key with its value takes. Blank lines and comments before a header belong to
the table below, unless a blank line parts them from it and they touch the keys above; at the end of the file they are nobody's. A table belongs to the one whose name
begins its own, wherever it stands: `[section.note]` behind an item is the section's, `[section.item.note]` the item's.
"""

from typing import TYPE_CHECKING

from briefing_tui.library.format.key_path import header_path, is_list_header
from briefing_tui.library.format.toml.read import MARK
from briefing_tui.library.format.toml.tokens import TOKEN, string_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Path = tuple[str, ...]


class Node:
    """One table with its lines, and the tables that belong to it."""

    __slots__ = ("inner", "lead", "path", "statements")

    def __init__(self, path: Path, lead: list[str], statements: list[str]) -> None:
        self.path = path
        """The names in the header; none for the top of the file."""
        self.lead = lead
        """Blank lines and comments before the header."""
        self.statements = statements
        """The header first (not for the top), then keys, comments and blank lines; each with its line end."""
        self.inner: list[Node] = []
        """A section's items, the workflow's steps, and tables we do not know, in order."""

    def own_text(self) -> str:
        """Its lines without those of its tables."""
        return "".join(self.lead) + "".join(self.statements)

    def text(self) -> str:
        """All its lines."""
        return "".join(node.own_text() for node in self.all())

    def all(self) -> "Iterator[Node]":
        """Itself and all tables that belong to it, in order."""
        yield self
        for node in self.inner:
            yield from node.all()

    def without(self, path: Path) -> "Node":
        """A copy without the tables of this name that belong to it."""
        copy = Node(self.path, list(self.lead), list(self.statements))
        copy.inner = [node.without(path) for node in self.inner if node.path != path]
        return copy


class FileLayout:
    """A whole file."""

    def __init__(self, text: str) -> None:
        self.top = Node((), [], [])
        """What stands before the first header."""
        self.nodes: list[Node] = [self.top]
        """The tables that belong to no other, in the order of the file; the first is the top itself."""
        self.written: list[Node] = [self.top]
        """All tables in the order of the file, which is another where one stands apart from what it belongs to."""
        self.footer: list[str] = []
        """Blank lines and comments at the end of the file."""
        self._read(_statements(text))

    def text(self) -> str:
        """The file again."""
        return "".join(node.own_text() for node in self.written) + "".join(self.footer)

    def ordered(self) -> list[Node]:
        """All tables, each behind the one it belongs to."""
        return [node for outer in self.nodes for node in outer.all()]

    def is_ordered(self) -> bool:
        """Whether they stand like that in the file."""
        return all(one is other for one, other in zip(self.ordered(), self.written, strict=True))

    def named(self, *path: str) -> list[Node]:
        """The tables of this name, in order."""
        return [node for node in self.ordered() if node.path == path]

    def _read(self, statements: list[str]) -> None:
        node = self.top
        newest: dict[Path, Node] = {}
        for statement in statements:
            path = header_path(statement)
            if not path:
                node.statements.append(statement)
                continue
            node = Node(path, _take_lead(node.statements, keep=1 if node.path else 0), [statement])
            owner = next(
                (newest[path[:size]] for size in range(len(path) - 1, 0, -1) if path[:size] in newest), None
            )
            (self.nodes if owner is None else owner.inner).append(node)
            self.written.append(node)
            if is_list_header(statement):
                for other in [one for one in newest if one[: len(path)] == path]:
                    del newest[other]
            newest[path] = node
        if not all(map(is_blank, node.statements)):
            self.footer = _take_lead(node.statements, keep=1)
            if not any(not line.strip() for line in self.footer):
                node.statements += self.footer  # comments that touch the keys above them
                self.footer = []


def arranged(nodes: "Sequence[Node]", old: "Sequence[Node]", new: "Sequence[Node]", usual: int) -> list[Node]:
    """`nodes` with `new` in order in the places of those of `old` that stay, the others behind their neighbours.

    `usual` is the place for a list that has none of its own.
    """
    staying, known = set(map(id, new)), set(map(id, old))
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
    for node in nodes:
        if id(node) not in known:
            result.append(node)
            continue
        if at < 0:
            at = len(result)
        if id(node) in staying:
            result.extend(next(rest))
    if len(slots) == 1:
        at = usual if at < 0 else at
        result[at:at] = slots[0]
    return result


def is_blank(statement: str) -> bool:
    """Whether a statement is a blank line or a comment."""
    return statement.strip(f" \t\r\n{MARK}")[:1] in {"", "#"}


def is_comment(statement: str) -> bool:
    """Whether a statement is a comment."""
    return statement.strip(f" \t\r\n{MARK}")[:1] == "#"


def _take_lead(statements: list[str], keep: int) -> list[str]:
    """Remove and return the blank lines and comments at the end that belong to the header which follows."""
    at = len(statements)
    while at > keep and is_blank(statements[at - 1]):
        at -= 1
    blank = next((index for index in range(at, len(statements)) if not statements[index].strip()), at)
    lead = statements[blank:]
    del statements[blank:]
    return lead


def _statements(text: str) -> list[str]:
    """The statements of a valid document, each with its line end."""
    found: list[str] = []
    start = at = depth = 0
    while (token := TOKEN.search(text, at)) is not None:
        at = token.end()
        kind = token.lastgroup
        if kind == "quotes":
            at = string_end(text, at, token[0])
        elif kind == "open":
            depth += 1  # the brackets of a header balance like those of an array
        elif kind == "close":
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            found.append(text[start:at])
            start = at
    if start < len(text):
        found.append(text[start:])
    return found
