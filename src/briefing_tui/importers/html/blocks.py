"""The lines of an article: its blocks in order, tables as rows, lists with their signs, headings with their levels.

Walked without recursion: what a page nests is its own affair.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from briefing_tui.importers.evidence import CHARACTERS_LIMIT, LINES_LIMIT, EvidenceLine, Refused

_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
        "var", "wbr", "o:p", "data",
    )
)  # fmt: skip
_UNSEEN = frozenset(("rt", "rp", "del", "script", "style", "template", "head", "title"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONG_CELL = 160
"""Letters of a cell from which a table sets the page and is no table."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ZERO = re.compile("[\u200b\ufeff]")


_PARTED = frozenset(("span", "em", "i", "a", "b", "label", "time", "font"))
_SEAM = "\0"
"""Between two elements of one line with nothing between them: pages set them apart by style."""
_BYLINE = re.compile(
    r"(?:19|20)[0-9]{2} ?[-年./] ?[0-9]{1,2} ?[-月./] ?[0-9]{1,2}|(?:来源|作者|发布|浏览)[^。]{0,6}[:：]"
)
_BYLINE_LIMIT = 160


class Blocks:
    """Collects lines while the tree is walked."""

    def __init__(self) -> None:
        self.lines: list[EvidenceLine] = []
        self.pictures = 0
        self.deleted = 0
        self._parts: list[str] = []
        self._bold = self._letters = self._total = 0
        self._lead: list[str] = []
        self._leads = True
        self._mark = ""

    def walk(self, root: LexborNode) -> None:
        """Everything below `root`."""
        stack: list[tuple[LexborNode, bool, int]] = [(root, False, 0)]
        while stack:
            node, closing, bold = stack.pop()
            tag = node.tag or ""
            if closing:
                self._end(tag, _HEADINGS.get(tag, 0))
                continue
            if node.is_text_node:
                self._text(node.text_content or "", bold=bold > 0)
                continue
            if not node.is_element_node or tag in _UNSEEN:
                if tag == "del":
                    self.deleted += len("".join(node.text().split()))
                continue
            if tag == "table" and self._table(node):
                continue
            self._open(node, tag)
            if tag in _PARTED and self._parts and _follows_its_like(node):
                self._parts.append(_SEAM)
            if tag not in _INLINE:
                stack.append((node, True, bold))
            inner = bold + (
                tag in _BOLD or "font-weight:bold" in (node.attributes.get("style") or "").replace(" ", "")
            )
            stack.extend((child, False, inner) for child in reversed(list(node.iter(include_text=True))))

    def finish(self) -> None:
        """The last line."""
        self._end("", 0)

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._flush(0)
        elif tag == "img":
            self.pictures += 1
        elif tag not in _INLINE:
            self._flush(0)
        if tag == "li":
            self._mark = _list_mark(node)
        elif tag == "hr":
            self._flush(0)

    def _end(self, tag: str, level: int) -> None:
        self._flush(level)
        if tag == "li":
            self._mark = ""

    def _text(self, text: str, *, bold: bool) -> None:
        text = _BLANKS.sub(" ", _ZERO.sub("", text))
        if not text:
            return
        self._parts.append(text)
        letters = len(text.strip())
        self._letters += letters
        self._bold += letters if bold else 0
        if self._leads and bold:
            self._lead.append(text)
        elif letters:
            self._leads = False

    def _flush(self, level: int) -> None:
        text = "".join(self._parts)
        seams = _is_byline(text)
        text = re.sub(" {2,}", " ", text).replace(_SEAM, "  " if seams else "").strip()
        bold = self._letters > 0 and self._bold * 5 >= self._letters * 4
        lead = "" if self._leads else re.sub(" {2,}", " ", "".join(self._lead)).replace(_SEAM, "").strip()
        self._parts, self._bold, self._letters, self._lead, self._leads = [], 0, 0, [], True
        if not text:
            return
        lead = self._mark + lead if lead else ""
        text, self._mark = self._mark + text, ""
        self._add(EvidenceLine(text, bold=bold, level=level, lead=lead))

    def _add(self, line: EvidenceLine) -> None:
        self._total += len(line.text)
        self.lines.append(line)
        if self._total > CHARACTERS_LIMIT or len(self.lines) > LINES_LIMIT:
            raise Refused("long")

    def _table(self, node: LexborNode) -> bool:
        """Take a table as rows; False when it only sets the page."""
        if node.css_first("table table") is not None or node.css_first("td h1, td h2, td h3") is not None:
            return False
        rows = [list(_cells(row)) for row in node.css("tr")]
        rows = [row for row in rows if any(text for text, _span in row)]
        if (
            not rows
            or max(map(len, rows)) < 2
            or any(len(text) > _LONG_CELL for row in rows for text, _span in row)
        ):
            return False
        self._flush(0)
        self.pictures += len(node.css("img"))
        width = min(max(sum(span for _text, span in row) for row in rows), 63)
        for row in rows:
            cells = [cell for text, span in row for cell in (text, *[""] * (span - 1))]
            cells += [""] * (width - len(cells))
            self._add(
                EvidenceLine("| " + " | ".join(cells[:width] if not any(cells[width:]) else cells) + " |")
            )
        return True


def _is_byline(text: str) -> bool:
    """Whether a line with seams says when and from where: no sentence."""
    return (
        _SEAM in text and len(text) <= _BYLINE_LIMIT and "。" not in text and _BYLINE.search(text) is not None
    )


def _follows_its_like(node: LexborNode) -> bool:
    """Whether an element stands right behind another with a text."""
    before = node.prev
    return (
        before is not None
        and before.is_element_node
        and before.tag in _PARTED
        and bool(before.text().strip())
    )


def _cells(row: LexborNode) -> Iterator[tuple[str, int]]:
    """Text and columns of the cells of a row."""
    for cell in row.iter():
        if cell.tag in {"td", "th"}:
            span = cell.attributes.get("colspan") or "1"
            text = " ".join(_ZERO.sub("", cell.text(deep=True, separator="")).split()).replace("|", "｜")
            yield (
                text,
                min(max(int(span), 1), 63) if span.isascii() and span.isdecimal() and len(span) < 4 else 1,
            )


def _list_mark(node: LexborNode) -> str:
    """What a browser shows before an entry of a list."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return "• "
    start = parent.attributes.get("start") or "1"
    number = int(start) if start.isascii() and start.isdecimal() and len(start) < 5 else 1
    before = node.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "
