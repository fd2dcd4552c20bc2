"""A file's text cut into statements and tables, so that an update touches only the lines it must.

Called by `update`. Nothing is lost or normalised: joining all lines of a `Layout` gives the text again. A *statement*
is the run of physical lines that one key with its value takes. Blank lines and comments before a header belong to
the table below, unless a blank line parts them from it and they touch the keys above.
"""

from briefing_tui.library.format.toml_full import TOKEN, string_end

_INNER = {"section.item": "section", "workflow.step": "workflow"}
"""Lists that stand inside a table, and that table."""


class Node:
    """One table with its lines, and what stands below it: a section's items, or tables we do not know."""

    __slots__ = ("inner", "lead", "name", "statements", "tail")

    def __init__(self, name: str, lead: list[str], statements: list[str]) -> None:
        self.name = name
        """Dotted name of the header; empty for the top of the file."""
        self.lead = lead
        """Blank lines and comments before the header."""
        self.statements = statements
        """The header first (not for the top), then keys, comments and blank lines; each with its line end."""
        self.inner: list[Node] = []
        """The items of a section, the steps of the workflow."""
        self.tail: list[str] = []
        """Unknown tables that belong to this one, word for word."""

    def own_text(self) -> str:
        """Its lines without those of its items."""
        return "".join(self.lead) + "".join(self.statements) + "".join(self.tail)

    def text(self) -> str:
        """All its lines."""
        return self.own_text() + "".join(node.own_text() for node in self.inner)


class Layout:
    """A whole file."""

    def __init__(self, text: str) -> None:
        self.nodes: list[Node] = []
        """The tables at the top, in the order of the file; the first is the top itself."""
        self._read(_statements(text))

    def text(self) -> str:
        """The file again."""
        return "".join(node.text() for node in self.nodes)

    def _read(self, statements: list[str]) -> None:
        node = Node("", [], [])
        self.nodes.append(node)
        for statement in statements:
            name = header_name(statement)
            if not name:
                node.statements.append(statement) if not node.tail else node.tail.append(statement)
                continue
            lead = _take_lead(node.tail or node.statements, keep=1 if node.name and not node.tail else 0)
            node = self._open(node, name, lead, statement)

    def _open(self, before: Node, name: str, lead: list[str], statement: str) -> Node:
        """The node that a header opens, or the one it is a part of."""
        if _INNER.get(name) == self.nodes[-1].name:
            node = Node(name, lead, [statement])
            self.nodes[-1].inner.append(node)
            return node
        if "." in name and len(self.nodes) > 1:
            before.tail.extend([*lead, statement])
            return before
        node = Node(name, lead, [statement])
        self.nodes.append(node)
        return node


def header_name(statement: str) -> str:
    """The dotted name of a `[table]` or `[[table]]` line; empty for any other statement."""
    line = statement.strip(" \t\r\n\ufeff")
    if line[:1] != "[":
        return ""
    name = line.strip("[").partition("]")[0]
    return ".".join(part.strip(" \t\"'") for part in name.split("."))


def is_blank(statement: str) -> bool:
    """Whether a statement is a blank line or a comment."""
    return statement.strip(" \t\r\n\ufeff")[:1] in {"", "#"}


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
