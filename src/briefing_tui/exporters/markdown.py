"""An issue as Markdown, to be read by people, shown by any viewer, and read back by the import as the same issue.

Called by whoever puts an issue out. The masthead stands twice: exact in the front matter, from which it is read back
(`importers.markdown.exported`), and below as it is printed. Each text is escaped, so none is a mark. A section is `##`, a group `###`, an
article `####`, heads in it `#####` and `######`; items whose titles run in are entries of a list, the title in bold. What an item has
beside its text (source, address, units, tags) stands behind it as a quoted list. Contents are left to the viewer: they are derived.
The record (status, steps) is no text of the issue and stays out.
"""

import json
import re
from collections.abc import Iterator

from briefing_tui.compose import frame
from briefing_tui.compose.blocks import PART_JOIN, IssueBlock, Span, TableRow, one_line
from briefing_tui.compose.composition import Composition
from briefing_tui.model.body import BLANKS, split_row
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, walk_items
from briefing_tui.text.clean import clean
from briefing_tui.text.doubled import SOURCE_LABELS, UNIT_LABELS, without_brackets, without_label
from briefing_tui.text.markdown import escaped

VERSION = 1
_HEADS = {1: "#####", 2: "#####", 3: "######", 4: "######"}
_PREFACE = "编者按"
_TAIL = frozenset({"correction.head", "correction", "end", "tail.rule", "tail", "tail.meta", "tail.copies"})
_COLONS = "：: \u3000"
_RULE = re.compile(r":?-+:?\Z")


def markdown_text(issue: Issue) -> str:
    """The whole file."""
    writer = _Writer(issue)
    return "\n".join([*_front_matter(issue), *writer.lines()]).rstrip("\n") + "\n"


def _front_matter(issue: Issue) -> Iterator[str]:
    head, end = issue.masthead, issue.end
    supplement = head.kind if head.kind != "issue" else ""
    values: tuple[tuple[str, object], ...] = (
        ("briefing", VERSION),
        ("publisher", head.publisher),
        ("title", head.title),
        ("year", head.year or None),
        ("number", head.number or None),
        ("kind", supplement),
        ("total", head.total),
        ("date", head.date),
        ("department", head.department),
        ("marking", head.marking),
        ("end", end.mark if end is not None else ""),
        ("copies", end.copies if end is not None else None),
        ("complete", "no" if end is None else ""),
    )
    yield "---"
    for name, value in values:
        if value not in {None, ""}:
            yield f"{name}: {_quoted(value) if isinstance(value, str) else value}"
    yield from ("---", "")


def _quoted(text: str) -> str:
    """A text as JSON has it, which YAML reads too; no sign of a template is left in it."""
    return json.dumps(clean(text), ensure_ascii=False).replace("{", "\\u007b")


class _Writer:
    """Walks the blocks of an issue."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._items = [numbered.item for numbered in walk_items(issue)]
        self._position = 0
        self._group = ""
        self._section = -1
        self._indent = ""
        """What stands before each line of the open item, or of the preface."""
        self._in_table = False
        self._blanks = 0
        """Lines of the body that print nothing, which are written when others follow."""

    def lines(self) -> Iterator[str]:
        """The lines behind the front matter; a blank one behind each block."""
        head = True
        for block in Composition(self._issue, contents=False).blocks():
            if block.kind in _TAIL:
                break
            if head and (block.kind == "rule" or block.section >= 0 or block.kind == "preface.head"):
                head = False
                yield from ("---", "")
            yield from self._block(block)
        if head:
            yield from ("---", "")
        yield from self._behind()
        yield from self._begin_sections(len(self._issue.sections) - 1)
        yield from self._tail()

    def _block(self, block: IssueBlock) -> Iterator[str]:
        if block.section < 0:
            yield from (
                self._preface(block) if block.kind == "preface.head" or self._indent else self._head(block)
            )
            return
        if block.section != self._section:
            yield from self._behind()
            yield from self._begin_sections(block.section)
        if block.kind in {"section", "group"}:
            return
        if block.position != self._position:
            yield from self._behind()
            self._position = block.position
            yield from self._begin_group(self._items[block.position - 1].group)
            yield from self._begin_item(block)
        else:
            yield from self._body(block)

    def _begin_sections(self, until: int) -> Iterator[str]:
        """The heads of all sections that have not begun, up to one of them; one may have neither title nor items."""
        while self._section < until:
            self._section += 1
            self._group = ""
            yield from (f"## {_line(self._issue.sections[self._section].title)}".rstrip(BLANKS), "")

    def _head(self, block: IssueBlock) -> Iterator[str]:
        text = _line(block.text.replace(PART_JOIN, "\u3000"))
        if block.kind == "title":
            yield from (f"# {text}", "")
        elif block.kind != "rule" and text:
            yield from (f"**{text}**" if block.kind in {"marking", "warning"} else text, "")

    def _preface(self, block: IssueBlock) -> Iterator[str]:
        if block.kind == "preface.head":
            self._indent = "> "
            yield from (f"> **{_line(block.text) or _PREFACE}**", ">")
        elif block.body_line >= 0:
            yield from self._body(block)

    def _begin_group(self, group: str) -> Iterator[str]:
        group = _line(group).strip()
        if group != self._group:
            self._group = group
            yield from (f"### {group}".rstrip(BLANKS), "")

    def _begin_item(self, block: IssueBlock) -> Iterator[str]:
        self._indent, self._in_table = "", False
        number, rest = _number(block)
        if block.kind == "article.title":
            label = f"{number} " if number else ""
            yield from (f"#### {label}{escaped(rest.text)}", "")
            return
        mark = f"{number or '-'} "
        self._indent = " " * len(mark)
        yield from (f"{mark}{_led(rest)}".rstrip(BLANKS), "")

    def _body(self, block: IssueBlock) -> Iterator[str]:
        lines: list[str] = []
        if block.row is not None:
            lines = list(_table_lines(block.row, self._line_below(block)))
            self._in_table = not block.row.is_last
        elif block.kind == "blank":
            if not self._in_table:  # else it is the rule of a table, which is written behind its first row
                self._blanks += 1
            return
        elif block.kind == "heading":
            lines = [f"{_HEADS[block.level]} {escaped(clean(block.text))}"]
        elif block.kind != "source":
            lines = [_led(block)]
        else:
            return
        if not self._in_table:
            lines.append("")
        blanks, self._blanks = self._blanks, 0
        yield from ((self._indent + line).rstrip(BLANKS) for line in (*[""] * blanks, *lines))

    def _line_below(self, block: IssueBlock) -> str:
        """The line of a body below the one a block shows."""
        preface = self._issue.preface
        body = self._items[block.position - 1].body if block.position else preface.body if preface else ""
        lines = body.split("\n", block.body_line + 2)
        return lines[block.body_line + 1].strip(BLANKS) if len(lines) > block.body_line + 1 else ""

    def _behind(self) -> Iterator[str]:
        """What the open item has beside its text, and the end of a preface."""
        indent, self._indent, self._blanks = self._indent, "", 0
        if not self._position:
            if indent:
                yield ""
            return
        told = [f"{indent}> - {line}" for line in _particulars(self._items[self._position - 1])]
        if told:
            yield from (*told, "")
        self._position = 0

    def _tail(self) -> Iterator[str]:
        issue = self._issue
        if issue.corrections:
            yield from ("---", "", "**更正**", "")
            for entry, block in zip(issue.corrections, frame.correction_blocks(issue)[1:], strict=True):
                yield f"- {_led(_addressed(entry, block))}".rstrip(BLANKS)
            yield ""
        blocks = [
            block for block in frame.tail_blocks(issue) if block.kind in {"end", "tail.meta", "tail.copies"}
        ]
        printed = {block.kind: _line(block.text.replace(PART_JOIN, "\u3000")) for block in blocks}
        yield from ("---", "")
        if "end" in printed:
            yield from (printed["end"], "")
        if issue.distribution:
            yield from (*(f"- {_recipients(entry)}".rstrip(BLANKS) for entry in issue.distribution), "")
        for kind in ("tail.meta", "tail.copies"):
            if kind in printed:
                yield from (printed[kind], "")


def _line(text: str) -> str:
    return escaped(one_line(clean(text)).strip(BLANKS))


def _number(block: IssueBlock) -> tuple[str, IssueBlock]:
    """The printed number of an item's first block, and the block without it."""
    if not block.spans or block.spans[0].style != "item.number":
        return "", block
    end = block.spans[0].end
    number = block.text[:end].strip()
    start = len(block.text) - len(block.text[end:].lstrip(" "))
    spans = tuple(Span(max(0, span.start - start), span.end - start, span.style) for span in block.spans[1:])
    return number, block._replace(text=block.text[start:], spans=spans)


def _led(block: IssueBlock) -> str:
    """A paragraph with its title or lead in bold."""
    lead = block.spans[0] if block.spans and block.spans[0].style in {"item.title", "lead"} else None
    if lead is None or lead.start:
        return escaped(clean(block.text).strip(BLANKS))
    bold, rest = escaped(clean(block.text[: lead.end])), escaped(clean(block.text[lead.end :]))
    return f"**{bold}** {rest}".rstrip(BLANKS) if rest else f"**{bold}**"


def _table_lines(row: TableRow, below: str) -> Iterator[str]:
    """A row; the first has the rule of the body under it, or one of ours (`:--`; `:-` below a cell that fills up)."""
    columns = row.table.columns
    cells = [escaped(clean(cell)) for cell in row.cells]
    if not row.is_header:
        yield _row(cells)
        return
    missing = columns - len(cells)
    yield _row(cells + [""] * missing)
    rule = split_row(below) if below.startswith("|") else ()
    if len(rule) == columns and not missing and all(_RULE.match(cell) for cell in rule):
        yield below
    else:
        yield _row([":--"] * len(cells) + [":-"] * missing)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _particulars(item: Item) -> Iterator[str]:
    pairs = (
        ("来源", _line(without_label(item.source, SOURCE_LABELS))),
        ("链接", _line(item.url)),
        ("报送单位", _listed([without_label(unit, UNIT_LABELS) for unit in item.units])),
        ("标签", _listed(list(item.tags))),
    )
    return (f"{name}：{value}" for name, value in pairs if value)


def _listed(names: list[str]) -> str:
    said = (one_line(clean(name)).strip(BLANKS) for name in names)
    return "、".join(escaped(name, "、") for name in said if name)


def _addressed(entry: Correction, block: IssueBlock) -> IssueBlock:
    """A correction with the address of its item behind the name, by which it is read back."""
    if entry.item is None or not block.spans:
        return block
    end = block.spans[0].end - 1
    address = f"#{entry.item}"
    mark = (
        "" if block.text[:end].endswith(f"，{address}") or block.text[:end] == address else f"（{address}）"
    )
    span = block.spans[0]._replace(end=end + 1 + len(mark))
    return block._replace(text=block.text[:end] + mark + block.text[end:], spans=(span,))


def _recipients(entry: Distribution) -> str:
    role = _line(entry.role.rstrip(_COLONS))
    names = _listed(list(entry.recipients))
    channel = _line(without_brackets(entry.channel)) if entry.channel else ""
    led = f"**{role}：** {names}" if role else names
    return f"{led}（*{channel}*）" if channel else led
