"""The blocks of one item (or of the preface): title, body, source.

Called by `composition`. A news item, whose body is one paragraph, is one block: number, title and text run on as the
printed bulletin has them. Any other body has a title block and then one block for each of its lines, so that a
line of the body is found by counting; a blank line and a table's Markdown rule are blank blocks.
"""

from itertools import accumulate

from briefing_tui.compose.blocks import PART_JOIN, IssueBlock, Span, TableRow, TableRows, one_line, styled
from briefing_tui.model.body import BLANKS, Heading, classify, split_row, without_rule
from briefing_tui.model.issue import Item, NumberedItem
from briefing_tui.text.clean import clean, for_copying

_TITLE_ENDS = "。！？；：…!?;:.，、"


class ItemBlocks:
    """One item's blocks, by index from 0. Making one looks at the body's line breaks only.

    With `run_in=False` even a single paragraph is a block below its title, as in the preface.
    """

    __slots__ = (
        "_ends",
        "_lines",
        "_tables",
        "credit",
        "item",
        "label",
        "news",
        "position",
        "section",
        "total",
    )

    def __init__(self, numbered: NumberedItem, *, run_in: bool = True) -> None:
        self.item = item = numbered.item
        self.label = numbered.label
        self.position = numbered.position
        self.section = numbered.section
        self.credit = bool(item.source or item.units or item.url)
        body = item.body.strip()
        self.news = run_in and "\n" not in body and not body.startswith("|")
        self.total = (1 if self.news else 2 + item.body.count("\n")) + self.credit
        self._lines: list[str] | None = None
        self._ends: list[int] = []
        self._tables: dict[int, TableRow] = {}

    @property
    def weight(self) -> int:
        """Characters, about."""
        return len(self.item.title) + len(self.item.body)

    def block(self, index: int) -> IssueBlock:
        """Block `index` of the item, 0 ≤ `index` < `total`."""
        if self.credit and index == self.total - 1:
            text = credit_text(self.item)
            return self._place(IssueBlock("source", text, styled(text, "source")))
        if self.news:
            return self._place(news_block(self.label, self.item))
        if index == 0:
            return self._place(title_block(self.label, self.item.title))
        return self._place(self._body_block(index - 1))

    def index_of(self, body_line: int) -> int:
        """The block that shows a line of the body; the title for -1."""
        if self.news or body_line < 0:
            return 0
        return min(body_line + 1, self.total - 1 - self.credit)

    def weight_before(self, index: int) -> int:
        """Characters of the blocks before `index`, about; never falls."""
        if not index or self.news:
            return self.weight if index else 0
        if not self._ends:
            self._ends = list(accumulate(map(len, self.lines()), initial=len(self.item.title)))
        return min(self._ends[min(index - 1, len(self._ends) - 1)], self.weight)

    def texts(self) -> list[str]:
        """The text of each block, without the cost of making the blocks."""
        if self.news:
            texts = [run_in(self.label, self.item)[0]]
        else:
            texts = [joined(self.label, self.item.title), *self.lines()]
            for line, row in self._tables.items():
                texts[line + 1] = PART_JOIN.join(row.cells)
        if self.credit:
            texts.append(credit_text(self.item))
        return texts

    def plain_text(self) -> str:
        """Title and body for copying: without the number, one paragraph a line."""
        item = self.item._replace(title=for_copying(self.item.title), body=for_copying(self.item.body))
        if self.news:
            return run_in("", item)[0]
        lines = [joined("", item.title), *(line.strip() for line in item.body.split("\n"))]
        return "\n".join(line for line in lines if line)

    def lines(self) -> list[str]:
        """The lines of the body, stripped; a table's Markdown rule is an empty one."""
        if self._lines is None:
            lines = [line.strip(BLANKS) for line in clean(self.item.body).split("\n")]
            if "|" in self.item.body:
                self._find_tables(lines)
            self._lines = lines
        return self._lines

    def _find_tables(self, lines: list[str]) -> None:
        start = 0
        for end in range(len(lines) + 1):
            if end < len(lines) and lines[end].startswith("|"):
                continue
            if start < end:
                rows = [split_row(line) for line in lines[start:end]]
                kept = without_rule(rows)
                rule = len(kept) < len(rows)
                table = TableRows(kept)
                for index in range(len(kept)):
                    self._tables[start + index + (1 if rule and index else 0)] = TableRow(table, index)
                if rule:
                    lines[start + 1] = ""
            start = end + 1

    def _body_block(self, line: int) -> IssueBlock:
        text = self.lines()[line]
        row = self._tables.get(line)
        if row is not None:
            text = PART_JOIN.join(row.cells)
            spans = styled(text, "table.head") if row.is_header else ()
            return IssueBlock("table", text, spans, body_line=line, opens=row.is_header, row=row)
        if not text:
            return IssueBlock("blank", body_line=line)
        return body_paragraph(text, line, opens=line == 0 or line - 1 in self._tables)

    def _place(self, block: IssueBlock) -> IssueBlock:
        body_line = 0 if block.kind == "item" else block.body_line
        return block._replace(position=self.position, section=self.section, body_line=body_line)


def body_paragraph(text: str, line: int, *, opens: bool = False) -> IssueBlock:
    """A line of a body that is no table row: a head of the ladder, or a paragraph with its lead."""
    block = classify(text, line)
    if isinstance(block, Heading):
        spans = styled(text, f"h{block.level}")
        opens = opens or block.level == 1
        return IssueBlock("heading", text, spans, body_line=line, level=block.level, opens=opens)
    spans = styled(text[: block.lead], "lead")
    return IssueBlock("paragraph", text, spans, body_line=line, level=block.level, opens=opens)


def news_block(label: str, item: Item) -> IssueBlock:
    """Number, title and text of a news item as one paragraph."""
    text, number_end, title_end = run_in(label, item)
    spans = []
    if number_end:
        spans.append(Span(0, number_end, "item.number"))
    if title_end > number_end:
        spans.append(Span(number_end, title_end, "item.title"))
    return IssueBlock("item", text, tuple(spans))


def run_in(label: str, item: Item) -> tuple[str, int, int]:
    """The text of a news item, and where its number and its title end."""
    number = f"{label} " if label else ""
    title = one_line(item.title).strip(BLANKS)
    body = clean(item.body).strip()
    if title and body and title[-1] not in _TITLE_ENDS:
        title += "。"
    return number + title + body, len(number), len(number) + len(title)


def title_block(label: str, title: str) -> IssueBlock:
    """The title of an article, with its number when it has one."""
    text = joined(label, title)
    if not text:
        return IssueBlock("blank")
    spans = styled(text, "article.title")
    if label:
        spans = (Span(0, len(label), "item.number"), Span(len(label), len(text), "article.title"))
    return IssueBlock("article.title", text, spans)


def joined(label: str, title: str) -> str:
    """`3. 标题`, or whichever of the two there is."""
    return one_line(f"{label} {title}").strip(BLANKS)


def credit_text(item: Item) -> str:
    """（来源：…）（报送单位：…）: where an item came from and who sent it in."""
    origin = " ".join(part for part in (item.source, item.url) if part)
    text = f"（来源：{origin}）" if origin else ""
    return one_line(text + (f"（报送单位：{'、'.join(item.units)}）" if item.units else ""))
