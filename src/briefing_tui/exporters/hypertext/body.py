"""The blocks of an issue as HTML: masthead, contents, sections of articles, tables, tail. Called for single pages and for the site.

What is printed and in which order is said by `compose`; here stands which element each kind becomes. Nothing of a text is ever an
element, an attribute or a script.
"""

from collections.abc import Iterator

from briefing_tui.compose.blocks import IssueBlock, Kind, TableRow
from briefing_tui.compose.composition import Composition
from briefing_tui.exporters.hypertext.anchors import anchors_by_block, item_anchor, section_anchor
from briefing_tui.exporters.hypertext.escape import escape
from briefing_tui.exporters.hypertext.text import block_html
from briefing_tui.model.issue import Issue, walk_items

WIDE = 8
"""Columns from which on a table is set smaller."""
_DEEPEST = 6
_ELEMENTS: dict[Kind, tuple[str, str]] = {
    "warning": ("p", "warning"),
    "marking": ("p", "marking"),
    "publisher": ("p", "publisher"),
    "title": ("h1", ""),
    "number": ("p", "issue-number"),
    "preface.head": ("h2", ""),
    "section": ("h2", ""),
    "group": ("h3", "group"),
    "item": ("p", "news"),
    "paragraph": ("p", ""),
    "source": ("p", "source"),
    "correction.head": ("h2", ""),
    "correction": ("p", ""),
    "end": ("p", "end-mark"),
    "tail": ("p", ""),
    "tail.copies": ("p", "copies"),
}
"""Element and class of the kinds that are one element each."""
_TAIL = frozenset({"tail.rule", "tail", "tail.meta", "tail.copies"})


def issue_html(issue: Issue, *, contents: bool = True) -> str:
    """The whole issue, without the page around it."""
    return "".join(_Writer(issue, contents=contents).parts())


class _Writer:
    """Walks the blocks; `_open` are the elements that are still to be closed, the outermost first."""

    def __init__(self, issue: Issue, *, contents: bool) -> None:
        self._composition = Composition(issue, contents=contents)
        self._anchors = anchors_by_block(self._composition)
        self._items = [numbered.item for numbered in walk_items(issue)]
        self._open: list[str] = []
        self._area = ""
        """The part of the page the last block was in: head, contents, preface, section, closing, tail."""
        self._section = -1
        self._position = 0
        self._grouped = False

    def parts(self) -> Iterator[str]:
        """The HTML, in pieces."""
        for block in self._composition.blocks():
            yield from self._places(block)
            yield self._element(block)
        yield from self._close()

    # where a block stands

    def _places(self, block: IssueBlock) -> Iterator[str]:
        """Closes and opens what a block stands in."""
        area = _area(block, self._area)
        if area != self._area or (area == "section" and block.section != self._section):
            yield from self._close()
            self._area, self._section, self._position, self._grouped = area, block.section, 0, False
            yield self._enter(*self._frame(area, block))
        elif area == "contents" and block.kind == "contents" and self._open[-1] == "nav":
            yield self._enter("ul")
        if block.kind == "group":
            yield from self._close(down_to=1)
            self._position, self._grouped = 0, True
        elif area == "section" and block.position != self._position:
            yield from self._close(down_to=1)
            self._position = block.position
            if block.position:
                yield self._enter("article", f'id="{item_anchor(block.position)}"')

    def _frame(self, area: str, block: IssueBlock) -> tuple[str, str]:
        if area == "section":
            return "section", f'id="{section_anchor(block.section)}"'
        return {
            "head": ("header", 'class="masthead"'),
            "contents": ("nav", 'class="contents"'),
            "preface": ("section", 'class="preface"'),
            "closing": ("section", 'class="closing"'),
            "tail": ("footer", 'class="tail"'),
        }[area]

    def _enter(self, element: str, attributes: str = "") -> str:
        self._open.append(element)
        return f"<{element}{' ' if attributes else ''}{attributes}>\n"

    def _close(self, down_to: int = 0) -> Iterator[str]:
        while len(self._open) > down_to:
            yield f"</{self._open.pop()}>\n"

    # what it is

    def _element(self, block: IssueBlock) -> str:
        if block.kind in _ELEMENTS:
            element, style = _ELEMENTS[block.kind]
            named = f' class="{style}"' if style else ""
            return f"<{element}{named}>{block_html(block, self._url(block))}</{element}>\n"
        if block.kind == "table":
            assert block.row is not None
            return _row(block.row)
        if block.kind == "contents":
            return self._contents_row(block)
        if block.kind == "contents.head":
            return f'<h2 class="contents-head">{block_html(block)}</h2>\n'
        if block.kind in {"meta", "tail.meta"}:
            left, right = (escape(part) for part in block.parts)
            return f'<p class="meta"><span>{left}</span><span>{right}</span></p>\n'
        if block.kind in {"article.title", "heading"}:
            level = min(_DEEPEST, 3 + self._grouped + block.level)
            return f"<h{level}>{block_html(block)}</h{level}>\n"
        return "<hr>\n" if block.kind in {"rule", "tail.rule"} else ""

    def _contents_row(self, block: IssueBlock) -> str:
        anchor = self._anchors.get(block.target, "")
        text = block_html(block)
        linked = f'<a href="#{anchor}">{text}</a>' if anchor else text
        return f'<li class="depth-{min(block.level, 2)}">{linked}</li>\n'

    def _url(self, block: IssueBlock) -> str:
        return self._items[block.position - 1].url if block.kind == "source" and block.position else ""


def _area(block: IssueBlock, before: str) -> str:
    """The part of the page a block is in; what has no sign of its own goes on in the one `before`."""
    kind = block.kind
    if block.section >= 0:
        return "section"
    if kind in _TAIL:
        return "tail"
    if kind in {"contents.head", "contents"}:
        return "contents"
    if kind in {"correction.head", "correction", "end"}:
        return "closing"
    if kind == "preface.head":
        return "preface"
    return before if before == "preface" else "head"


def _row(row: TableRow) -> str:
    """One row of a table; the first opens it, the last closes it. Short rows are filled up to the widest."""
    columns = row.table.columns
    cells = (*row.cells, *("",) * (columns - len(row.cells)))
    if not row.is_header:
        made = "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"
    else:
        made = f'<div class="table{" wide" if columns > WIDE else ""}"><table>\n<thead>\n<tr>'
        made += "".join(f'<th scope="col">{escape(cell)}</th>' for cell in cells)
        made += "</tr>\n</thead>\n<tbody>\n"
    return made + ("</tbody>\n</table></div>\n" if row.is_last else "")
