"""Preface, sections and items of Markdown that our export wrote, put together line by line. Called by `reader`."""

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.markdown.exported.lines import (
    ExportedLine,
    account,
    head_columns,
    is_rule_row,
    listed,
)
from briefing_tui.importers.report import Ledger
from briefing_tui.model.issue import HEAD, RUN_IN, Item, Preface, Section
from briefing_tui.text.markdown import plain

_BAR = "｜"
"""Stands for a bar in a cell, which a body has no room for."""


class _Open:
    """A piece that still grows: an item, or the preface."""

    __slots__ = ("fields", "group", "head", "lines", "number", "title")

    def __init__(self, title: str, group: str = "", number: int = 0, *, head: bool | None = None) -> None:
        self.title = title
        self.group = group
        self.number = number
        self.head = head
        """Whether its title is a heading; None where it has none."""
        self.lines: list[str] = []
        self.fields: dict[str, str] = {}


class ExportedPieces:
    """The pieces so far."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._preface: _Open | None = None
        self._sections: list[tuple[str, list[_Open]]] = []
        self._group = ""
        self._group_line: ExportedLine | None = None
        """The heading of a group that no item has followed yet."""
        self._open: _Open | None = None
        self._head: list[str] = []
        """The cells, still escaped, of the first row of a table whose rule may follow."""
        self._shown = 0
        """The number of the last numbered item."""

    @property
    def in_section(self) -> bool:
        """Whether a section has begun."""
        return bool(self._sections)

    def begin_preface(self, title: str) -> bool:
        """The preface begins with its title; False when it has begun."""
        if self._preface is not None:
            return False
        self._preface = self._open = _Open(title)
        return True

    def begin_section(self, line: ExportedLine, title: str) -> None:
        """A section begins."""
        self._close_group()
        account(self._ledger, line, title)
        self._sections.append((title, []))
        self._group, self._open = "", None

    def begin_group(self, line: ExportedLine, title: str) -> None:
        """A group begins, or with an empty title ends."""
        self._close_group()
        if not self._sections:
            self._sections.append(("", []))
        if title == self._group or not title:
            account(self._ledger, line, "")
        else:
            self._group_line = line
        self._group, self._open = title, None

    def begin_item(self, line: ExportedLine, title: str, number: int, *, head: bool) -> None:
        """An item begins; whoever calls has accounted for its title."""
        if not self._sections:
            self._sections.append(("", []))
        if self._group_line is not None:
            account(self._ledger, self._group_line, self._group)
            self._group_line = None
        self._head = []
        self._open = _Open(title, self._group, number, head=head if title else None)
        self._sections[-1][1].append(self._open)

    def add(self, line: ExportedLine, text: str, gap: int) -> None:
        """A line of whatever is open, accounted for already; of `gap` blank lines before it, all but one are lines of the body."""
        self._head = []
        lines = self._place(line).lines
        lines.extend([""] * (gap - 1))
        lines.append(text)

    def add_row(self, line: ExportedLine, cells: list[str], gap: int) -> None:
        """A row of a table; a rule that the export has put under its head is none, but tells how many cells the head has."""
        head, place = self._head, self._place(line)
        if head and not gap and is_rule_row(cells):
            self._rule(line, head, head_columns(cells), place)
            return
        said = [plain(cell).replace("|", _BAR) for cell in cells]
        goes_on = bool(place.lines) and place.lines[-1].startswith("|")
        account(self._ledger, line, _row(said))
        self.add(line, _row(said), max(gap, 2) if gap and goes_on else gap)
        self._head = said if gap or not goes_on else []

    def _rule(self, line: ExportedLine, head: list[str], columns: int, place: _Open) -> None:
        if not columns:
            account(self._ledger, line, line.text)
            place.lines.append(line.text)
        else:
            account(self._ledger, line, "")
            place.lines[-1] = _row(head[:columns])
            filler = "|" * (len(head) - columns)
            self._ledger.kept.add(filler, -1)
            self._ledger.drop(line.number - 1, filler, report.MARKDOWN)
        self._head = []

    def tell(self, line: ExportedLine, name: str, value: str) -> bool:
        """What an item has beside its text; False when nothing is open or it has that already."""
        if self._open is None or name in self._open.fields:
            return False
        self._open.fields[name] = value
        many = name in {"报送单位", "标签"}
        account(self._ledger, line, "".join(listed(value)) if many else plain(value))
        return True

    def finish(self) -> tuple[Preface | None, tuple[Section, ...]]:
        """Everything as values."""
        self._close_group()
        preface = None
        if self._preface is not None:
            preface = Preface(self._preface.title, _body(self._preface))
        return preface, tuple(self._section(title, items) for title, items in self._sections)

    def _place(self, line: ExportedLine) -> _Open:
        """What a line of text belongs to; without a section a preface, else an item without a title."""
        if self._open is None:
            if self._sections:
                self.begin_item(line, "", 0, head=False)
            else:
                self.begin_preface("")
            self._ledger.doubt(line.number, _("text without a title"))
        assert self._open is not None
        return self._open

    def _close_group(self) -> None:
        """A group that no item followed is the title of one."""
        line, title = self._group_line, self._group
        if line is not None:
            self._group_line, self._group = None, ""
            account(self._ledger, line, title)
            self.begin_item(line, title, 0, head=True)

    def _section(self, title: str, items: list[_Open]) -> Section:
        numbered = bool(items) and items[0].number > 0
        continued = numbered and 1 < items[0].number == self._shown + 1
        if numbered:
            self._shown = (self._shown if continued else 0) + len(items)
        heads = [item.head for item in items if item.head is not None]
        titles = ""
        if heads and heads[0] == numbered:
            titles = HEAD if numbered else RUN_IN
        return Section(title, numbered, continued, tuple(map(_item, items)), titles)


def _item(piece: _Open) -> Item:
    fields = piece.fields
    return Item(
        piece.title,
        _body(piece),
        piece.group,
        plain(fields.get("来源", "")),
        plain(fields.get("链接", "")),
        listed(fields.get("报送单位", "")),
        listed(fields.get("标签", "")),
    )


def _body(piece: _Open) -> str:
    return "\n".join(piece.lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
