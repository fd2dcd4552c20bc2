"""An issue being put together by a recogniser: sections, groups, items, in reading order.

The recognisers say what begins; `finish` makes the frozen values, accounts for every text, takes source and unit
lines out of the bodies and parts a section where the printed numbers demand it.
"""

from collections import Counter

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.labels import TEXT, TITLE, read_fields
from briefing_tui.importers.recogniser.names import close_up
from briefing_tui.importers.recogniser.source import ItemOrigin, take_origin, take_page_line, take_page_lines
from briefing_tui.importers.report import Ledger, shown
from briefing_tui.model.issue import HEAD, RUN_IN, Item, Preface, Section
from briefing_tui.text.late_pattern import late

_NOTE_MARK = late(r"\[(?:[0-9]{1,3}|[ivxl]{1,6}|[*†‡]{1,3})\]")


class Group:
    """小栏目: one head in the source; items under it share the object."""

    __slots__ = ("kept", "line", "title", "used")

    def __init__(self, title: str, line: int) -> None:
        self.title = title
        self.line = line
        self.used = False
        self.kept = False


class GrowingItem:
    """An item still growing."""

    __slots__ = ("group", "guessed", "line", "lines", "look", "notes", "number", "source", "title", "url")

    def __init__(self, title: str, line: int, number: int, group: Group | None, look: str = "") -> None:
        self.title = title
        self.line = line
        self.number = number
        """The printed number, 0 for none."""
        self.group = group
        self.lines: list[tuple[int, str]] = []
        self.notes: list[tuple[int, str]] = []
        """Footnotes, which stand at its end."""
        self.url = ""
        self.source = ""
        self.guessed = False
        """Nothing but its shortness says that the title is one."""
        self.look = look
        """How its title stood, one of `TITLES`, where that is known without its text: an entry of a list, a heading."""

    @property
    def is_bare(self) -> bool:
        """Whether it has a title and no text yet, or only lines in brackets."""
        return (
            bool(self.title)
            and len(self.lines) < 3
            and all(text[0] in "（(" and text[-1] in "）)" for _line, text in self.lines)
        )

    def titles(self) -> str:
        """How the title stood: before its text on one line, or on a line of its own; empty when nothing tells."""
        if not self.title:
            return ""
        if self.lines:
            return RUN_IN if self.lines[0][0] == self.line else HEAD
        return self.look


class GrowingSection:
    """A section still growing."""

    __slots__ = ("items", "line", "title")

    def __init__(self, title: str, line: int) -> None:
        self.title = title
        self.line = line
        self.items: list[GrowingItem] = []


class GrowingIssue:
    """The issue still growing; `item` and `section` tell a recogniser where it stands."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sections: list[GrowingSection] = []
        self.item: GrowingItem | None = None
        self.group: Group | None = None
        self.preface_title = ""
        self.preface_lines: list[tuple[int, str]] = []
        self.has_preface = False
        self._marked: dict[str, list[tuple[int, str]]] = {}
        """Where the note of a mark stands: with the last text that has the mark."""
        self._notes: list[tuple[int, str]] | None = None
        """Where the note above went, on which a line without a mark goes on."""
        self.meeting_times: frozenset[int] = frozenset()
        """Numbers of the lines that say when a meeting was: they are text, though pages on the web have such lines."""

    @property
    def section(self) -> GrowingSection | None:
        """The section that is open."""
        return self.sections[-1] if self.sections else None

    def begin_section(self, title: str, line: int) -> GrowingSection:
        """A 栏目 begins."""
        self._close_group()
        self.group = self.item = None
        section = GrowingSection(close_up(title), line)
        self.sections.append(section)
        return section

    def begin_group(self, title: str, line: int) -> None:
        """A 小栏目 begins."""
        self._close_group()
        title = close_up(title)
        if self.group is not None and self.group.title == title:
            self.ledger.drop(line, title, report.REPEATED)
            return
        self.group, self.item = Group(title, line), None

    def begin_item(self, title: str, line: int, number: int = 0, look: str = "") -> GrowingItem:
        """An item begins; `number` as printed, 0 for none; `look` as in `GrowingItem.look`."""
        section = self.section or self.begin_section("", line)
        if self.group is not None:
            self.group.used = True
        self.item = GrowingItem(close_up(title), line, number, self.group, look)
        section.items.append(self.item)
        self._note_marks(title, self.item.notes)
        return self.item

    def begin_preface(self, title: str) -> None:
        """编者按 or 卷首语 begins."""
        self.has_preface = True
        self.preface_title = title

    def text(self, text: str, line: int) -> None:
        """One paragraph or table row of whatever is open. Text above the first section is a preface without a title."""
        source = None if line in self.meeting_times else take_page_line(line, text, self.ledger)
        if source is not None:
            if self.item is not None and source and not self.item.source:
                self.item.source = source
            elif source:
                self.ledger.drop(line, source, report.WEB)
            return
        if self.item is None and self.section is None:
            if not self.has_preface:
                self.has_preface = True
                self.ledger.doubt(line, _("text before the first section: kept as the preface"))
            self.preface_lines.append((line, text))
            self._note_marks(text, self.preface_lines)
            return
        if self.item is None:
            self.begin_item("", line)
            self.ledger.doubt(line, _("text without a title"))
        self.paragraph(text, line)

    def paragraph(self, text: str, line: int) -> None:
        """As `text`, of the item that is open, for what is no line of a page on the web."""
        if self.item is not None:
            self.item.lines.append((line, text))
            self._note_marks(text, self.item.notes)

    def _note_marks(self, text: str, notes: list[tuple[int, str]]) -> None:
        """A text with the marks of notes, and where these stand."""
        self._notes = None
        if "[" in text:
            self._marked.update(dict.fromkeys(_NOTE_MARK.findall(text), notes))

    def take_labelled(self, text: str, line: int) -> str:
        """The kind of a line that was 标题：…, which begins an item, or 内容： before its text; empty for another line."""
        before, fields = read_fields(text)
        if before or len(fields) != 1 or fields[0].kind not in {TITLE, TEXT}:
            return ""
        kind, value = fields[0].kind, fields[0].value
        if kind == TITLE and not value:
            return ""
        self.ledger.drop(line, fields[0].label, report.LABEL)
        if kind == TITLE:
            self.begin_item(value, line)
        elif value:
            self.text(value, line)
        return kind

    def note(self, text: str, line: int) -> None:
        """A footnote: it stands at the end of the item that has its mark, for at the foot of a page or a column others have begun; without a mark
        at the end of what is open, and where nothing is, as a text.
        """
        if mark := _NOTE_MARK.match(text):
            self._notes = self._marked.get(mark[0])
        if self._notes is None and self.item is not None:
            self._notes = self.item.notes
        if self._notes is None:
            self.text(text, line)
        else:
            self._notes.append((line, text))

    def _close_group(self) -> None:
        """A head that no item followed was an item's title after all."""
        group = self.group
        if group is not None and not group.used:
            self.group = None
            self.begin_item(group.title, group.line).guessed = True

    def finish(self) -> tuple[Preface | None, tuple[Section, ...]]:
        """Preface and sections as values, every text accounted for."""
        self._close_group()
        if not self.sections and not self.preface_title and self.preface_lines:
            self.has_preface = False
            self.begin_item("", self.preface_lines[0][0]).lines = self.preface_lines
        preface = None
        if self.has_preface:
            body = "\n".join(text for _line, text in self.preface_lines)
            preface = Preface(self.ledger.keep(self.preface_title), self.ledger.keep(body))
        for section in self.sections:
            if section.title and not section.items:
                self._tell_empty(section.title, section.line)
        count = _Count(self.ledger)
        made = [
            self._section(title, run, count)
            for section in self.sections
            for title, run in _runs(section, self.ledger)
        ]
        return preface, tuple(made)

    def _tell_empty(self, title: str, line: int) -> None:
        what = _("{text!r} is taken for a title, but no text stands below it")
        self.ledger.doubt(line, what.format(text=shown(title)))

    def _section(self, title: str, run: list[GrowingItem], count: "_Count") -> Section:
        numbered = bool(run) and run[0].number > 0
        continued = numbered and count.goes_on(run)
        items: list[Item] = []
        shown: Group | None = None
        for entry in run:
            if entry.group is not shown and entry.group is not None:
                if entry.group.kept:
                    self.ledger.add(entry.group.title)
                else:
                    self.ledger.keep(entry.group.title)
                entry.group.kept = True
            shown = entry.group
            items.append(self._item(entry))
        return Section(
            self.ledger.keep(title), numbered, continued, tuple(items), _titles(run, numbered=numbered)
        )

    def _item(self, entry: GrowingItem) -> Item:
        lines, source = take_page_lines(entry.lines, self.ledger)
        origin = ItemOrigin(entry.source or source, entry.url)
        if entry.source:
            self.ledger.drop(entry.line, source, report.WEB)
        while lines:
            rest, origin, taken = take_origin(lines[-1], origin, self.ledger)
            if not taken:
                break
            lines = [*lines[:-1], *([(lines[-1][0], rest)] if rest else [])]
        if entry.guessed and not lines and not entry.notes:
            self._tell_empty(entry.title, entry.line)
        if not entry.title and entry.number:
            self.ledger.doubt(entry.line, _("no short first sentence to serve as a title"))
        self.ledger.keep(" ".join((entry.title, origin.source, origin.url, *origin.units)))
        body = self.ledger.keep_lines([text for _line, text in (*lines, *entry.notes)])
        group = entry.group.title if entry.group is not None else ""
        return Item(entry.title, body, group, origin.source, origin.url, origin.units)


def _titles(run: list[GrowingItem], *, numbered: bool) -> str:
    """How the titles of a section stood, most of them; empty for what is usual, and when nothing tells."""
    found = Counter(entry.titles() for entry in run)
    usual, other = (RUN_IN, HEAD) if numbered else (HEAD, RUN_IN)
    return other if found[other] > found[usual] else ""


class _Count:
    """Compares the numbers printed with those the issue will show (`model.issue.walk_items`)."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.printed = self.shown = 0

    def goes_on(self, run: list[GrowingItem]) -> bool:
        """Whether a numbered run goes on counting from the one before. Reports every number that will differ."""
        continued = 0 < self.printed == run[0].number - 1
        if not continued:
            self.shown = 0
        for entry in run:
            self.shown += 1
            self.printed = entry.number
            if self.printed != self.shown:
                what = _("number {printed} printed, {shown} shown")
                self.ledger.doubt(entry.line, what.format(printed=self.printed, shown=self.shown))
        return continued


def _runs(section: GrowingSection, ledger: Ledger) -> list[tuple[str, list[GrowingItem]]]:
    """Parts of a section whose items are all numbered, in one count, or all not; the first has the title."""
    runs: list[list[GrowingItem]] = [[]]
    for item in section.items:
        run = runs[-1]
        restart = item.number == 1 and bool(run)
        if run and (bool(item.number) != bool(run[-1].number) or restart):
            ledger.doubt(
                item.line, _("numbering changes inside a section: kept as a section without a title")
            )
            runs.append([])
        runs[-1].append(item)
    return [(section.title if index == 0 else "", run) for index, run in enumerate(runs)]
