"""The blocks of one item (or of the preface): title, body, source.

Called by `composition`. Where the titles of a section run in, number, title and first paragraph are one block, as the printed
bulletin has its news; where they are heads, the title is a block of its own. That depends on the section alone, never on
the length of a text: whoever adds a paragraph changes nothing of what stands there. What cannot go on from a title (a head
of the ladder, a table) stands below it either way. Every other line of the body is a block, so that a line is found by
counting; a blank line and a table's Markdown rule are blank blocks.
"""

from itertools import accumulate

from briefing_tui.compose.blocks import PART_JOIN, IssueBlock, Span, TableRow, TableRows, one_line, styled
from briefing_tui.model.body import BLANKS, Heading, begins_part, classify, split_row, without_rule
from briefing_tui.model.issue import Item, NumberedItem
from briefing_tui.text.clean import clean, for_copying, has_unsafe
from briefing_tui.text.doubled import SOURCE_LABELS, UNIT_LABELS, without_label, without_number

_TITLE_ENDS = "。！？；：…!?;:.，、"


class ItemBlocks:
    """One item's blocks, by index from 0. Making one looks at the body's line breaks, and at its first line, only."""

    __slots__ = (
        "_ends",
        "_first",
        "_lines",
        "_tables",
        "credit",
        "item",
        "label",
        "numbered",
        "position",
        "run_in",
        "section",
        "total",
    )

    def __init__(self, numbered: NumberedItem, *, run_in: bool) -> None:
        """`run_in` says whether the title runs into the text."""
        self.item = item = numbered.item
        self.label = numbered.label
        self.numbered = numbered
        self.position = numbered.position
        self.section = numbered.section
        self.credit = bool(item.source or item.units or item.url)
        self.run_in = run_in
        self._first = -1
        """The last line of the body that stands in the title's block; -1 for none."""
        last = item.body.count("\n")
        if run_in:
            last = item.body.rstrip().count("\n")
            self._first = _taken_in(item.body, bool(item.title.strip(BLANKS)), self.label)
        self.total = 1 + last - self._first + self.credit
        self._lines: list[str] | None = None
        self._ends: list[int] = []
        self._tables: dict[int, TableRow] = {}

    @property
    def title(self) -> str:
        """The title as it is printed."""
        return self.numbered.title

    @property
    def weight(self) -> int:
        """Characters, about."""
        return len(self.item.title) + len(self.item.body)

    def block(self, index: int) -> IssueBlock:
        """Block `index` of the item, 0 ≤ `index` < `total`."""
        if self.credit and index == self.total - 1:
            text = credit_text(self.item)
            return self._place(IssueBlock("source", text, styled(text, "source")))
        if index:
            return self._place(self._body_block(self._line_of(index)))
        if not self.run_in:
            return self._place(title_block(self.label, self.title))
        block = news_block(self.label, self.title, self._opening())
        return self._place(block._replace(body_line=self._first))

    def _line_of(self, index: int) -> int:
        """The line of the body that block `index` shows; for 0, the last one in the title's block."""
        return index + self._first

    def index_of(self, body_line: int) -> int:
        """The block that shows a line of the body; the title for -1."""
        return max(0, min(body_line - self._first, self.total - 1 - self.credit))

    def weight_before(self, index: int) -> int:
        """Characters of the blocks before `index`, about; never falls."""
        if index <= 0:
            return 0
        if not self._ends:
            self._ends = list(accumulate(map(len, self.lines()), initial=len(self.item.title)))
        return min(self._ends[min(self._line_of(index), len(self._ends) - 1)], self.weight)

    def texts(self) -> list[str]:
        """The text of each block, without the cost of making the blocks."""
        rest: list[str] = []
        if self.total > 1 + self.credit:
            lines = list(self.lines())
            for line, row in self._tables.items():
                lines[line] = PART_JOIN.join(row.cells)
            rest = lines[self._first + 1 : self._line_of(self.total - self.credit)]
        head = (
            run_in(self.label, self.title, self._opening())[0]
            if self.run_in
            else joined(self.label, self.title)
        )
        texts = [head, *rest]
        if self.credit:
            texts.append(credit_text(self.item))
        return texts

    def plain_text(self) -> str:
        """Title and body for copying: without the number, one paragraph a line."""
        if has_unsafe(self.item.title) or has_unsafe(self.item.body):
            item = self.item._replace(title=for_copying(self.item.title), body=for_copying(self.item.body))
            return ItemBlocks(self.numbered._replace(item=item), run_in=self.run_in).plain_text()
        head = run_in("", self.title, self._opening())[0] if self.run_in else joined("", self.title)
        lines = [head, *(line.strip() for line in self.item.body.split("\n")[self._first + 1 :])]
        return "\n".join(line for line in lines if line)

    def _opening(self) -> str:
        """The text that stands in the title's block."""
        if self._first < 0:
            return ""
        text = (
            clean(body).strip(BLANKS) if "\n" not in (body := self.item.body) else self.lines()[self._first]
        )
        return without_number(text, arabic=True) if self.label and not self.item.title.strip(BLANKS) else text

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
        return block._replace(position=self.position, section=self.section)


def _taken_in(body: str, titled: bool, label: str) -> int:
    """The index of the body's first line that says something, when it goes on from the title; else -1."""
    stripped = body.lstrip()
    if not stripped:
        return 0
    blank = body[: len(body) - len(stripped)].count("\n")
    if stripped.startswith("|"):
        return -1
    if not titled and label and without_number(stripped, arabic=True) is not stripped:
        return blank
    return -1 if begins_part(stripped) else blank


def body_paragraph(text: str, line: int, *, opens: bool = False) -> IssueBlock:
    """A line of a body that is no table row: a head of the ladder, or a paragraph with its lead."""
    block = classify(text, line)
    if isinstance(block, Heading):
        spans = styled(text, f"h{block.level}")
        opens = opens or block.level == 1
        return IssueBlock("heading", text, spans, body_line=line, level=block.level, opens=opens)
    spans = styled(text[: block.lead], "lead")
    return IssueBlock("paragraph", text, spans, body_line=line, level=block.level, opens=opens)


def news_block(label: str, title: str, text: str) -> IssueBlock:
    """Number, title and the beginning of a text as one paragraph."""
    text, number_end, title_end = run_in(label, title, text)
    spans = []
    if number_end:
        spans.append(Span(0, number_end, "item.number"))
    if title_end > number_end:
        spans.append(Span(number_end, title_end, "item.title"))
    return IssueBlock("item" if text else "blank", text, tuple(spans))


def run_in(label: str, title: str, text: str) -> tuple[str, int, int]:
    """A title run into its text, and where its number and its title end."""
    number = f"{label} " if label else ""
    title = one_line(title).strip(BLANKS)
    if title and text and title[-1] not in _TITLE_ENDS:
        title += "。"
    return number + title + text, len(number), len(number) + len(title)


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
    """（来源：…）（报送单位：…）: where an item came from and who sent it in. What was typed with its label has no other."""
    source = without_label(item.source, SOURCE_LABELS)
    origin = " ".join(part for part in (source, item.url) if part)
    text = f"（来源：{origin}）" if origin else ""
    units = [without_label(unit, UNIT_LABELS) for unit in item.units]
    return one_line(text + (f"（报送单位：{'、'.join(units)}）" if units else ""))
