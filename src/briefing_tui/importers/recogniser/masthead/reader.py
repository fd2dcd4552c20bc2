"""What the lines of a masthead say, taken in one by one: labelled fields, numbers and dates, names. Called by `zone`.

A department has a label, the ending of one, or stands left of the date; a title has a bulletin's word or stands on the
number line. What has no such sign is kept in the marking and listed as uncertain, as is every field filled by a guess.
"""

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser import labels
from briefing_tui.importers.recogniser.labels import LabelledValue
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.masthead import titles, words
from briefing_tui.importers.recogniser.masthead.dates import HeadDates
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.recogniser.masthead.naming import Naming
from briefing_tui.importers.recogniser.masthead.titles import TitleCandidate
from briefing_tui.importers.recogniser.masthead.words import is_marking, without_label
from briefing_tui.importers.recogniser.names import (
    close_up,
    is_department,
    sounds_like_bulletin,
)
from briefing_tui.importers.recogniser.numbers import (
    YEAR_AND_NUMBER,
    LeftPiece,
    Numbers,
    take_numbers,
    value_of,
)
from briefing_tui.importers.report import Ledger, shown, squeeze
from briefing_tui.model.key import SUPPLEMENT
from briefing_tui.text.marks import bracket_head, is_rule

_MAKERS = frozenset((labels.DEPARTMENT, labels.ROLE, labels.RECORD))
"""Labels before the name of who makes the bulletin; 印发： and 编辑： may be."""
_PRINTED_BY = "印发"
"""A role of the tail that is a label of the maker in a masthead, when a department stands behind it."""
_BARE_NUMBER = 8
"""Characters of 第 014 期 behind a label."""


class HeadReader:
    """Takes masthead lines one by one."""

    def __init__(self, ledger: Ledger, *, marked_up: bool = False) -> None:
        self.ledger = ledger
        self.marked_up = marked_up
        self.head = Particulars()
        self.numbered = False
        """A number line was read."""
        self.ended = False
        """A label said that the text begins."""
        self.names: list[TitleCandidate] = []
        self._dates = HeadDates(ledger)
        self._heading = False
        """The line being read is a heading."""
        self._copy: tuple[int, str] | None = None
        """Line and text of what looks like the number of a copy."""
        self._publishers: list[TitleCandidate] = []
        """Behind 主管：."""
        self._left: list[tuple[int, str]] = []
        """Lines and texts that have no place."""

    @property
    def named(self) -> bool:
        """Whether something that may be the title was read."""
        return any(
            name.sure or (sounds_like_bulletin(name.text) and not titles.is_aside(name.text))
            for name in self.names
        )

    @property
    def dated(self) -> bool:
        """Whether a date was read."""
        return self._dates.date is not None

    def bare(self, text: str) -> str:
        """A line of Markdown without the marks around it (`**第14期**`, `> 第14期`); any other as it is."""
        if not self.marked_up or is_rule(text):
            return text
        return words.bare_of_markdown(text)

    def take(self, line: SourceLine) -> None:
        """Take one line in."""
        if is_rule(line.text):
            self.ledger.drop(line.number, line.text, report.RULE)
            return
        bare = self.bare(line.text)
        self.ledger.drop(line.number, report.less(line.text, bare), report.MARKDOWN)
        self._heading = line.level > 0
        text = self._without_copy_number(line.number, bare)
        if pages := words.pages_of(text):
            self.ledger.drop(line.number, pages, report.PAGE_NUMBER)
            text = text.replace(pages, " ", 1).strip()
        if not text:
            return
        before, fields = labels.read_fields(text)
        if labels.is_page_furniture(text) or labels.is_web_line(text):
            self._web_line(line.number, text)
            return
        if before.strip():
            self._plain(line.number, before.strip())
        for field in fields:
            self._field(line, field)

    def _without_copy_number(self, line: int, text: str) -> str:
        bare, gone, number = words.part_copy_number(text, numbered=bool(self.head.number))
        self.ledger.drop(line, gone, report.COPY_NUMBER)
        if number:
            self._copy = self._copy or (line, gone)
        return bare

    def _plain(self, line: int, text: str) -> None:
        """A text without labels."""
        numbers = take_numbers(text)
        if is_marking(text):
            self._keep_marking(text)
        elif labels.is_sign_off(text):
            self._record(line, text)
        elif numbers.found or numbers.dated or (numbers.year and not numbers.rest):
            self._take_numbers(line, numbers)
        elif self.numbered:
            self._pieces(line, numbers, labelled=False)
        elif titles.are_two_names(numbers.rest):
            self.ledger.drop(line, numbers.used, report.SEPARATOR)
            self.names += [TitleCandidate(line, name, sure=self._heading) for name in numbers.rest]
        elif two := titles.organisation_and_bulletin(text):
            self.names += [TitleCandidate(line, two[0]), TitleCandidate(line, two[1], sure=self._heading)]
        elif (
            (made := without_label(text))[1] in words.EDITED
            and is_department(made[0])
            and "、" not in made[0]
        ):
            self._issuer(line, made[0], report.less(text, made[0]), sure=True)
        else:
            self.names.append(TitleCandidate(line, text, sure=self._heading))

    # labelled fields

    def _field(self, line: SourceLine, field: LabelledValue) -> None:
        number, kind, value = line.number, field.kind, field.value
        if kind == labels.ROLE and not (field.word == _PRINTED_BY and is_department(value)):
            role = line._replace(text=field.label + value)
            self.head = self.head._replace(roles=(*self.head.roles, role))
            return
        if kind == labels.RECORD and not labels.names_maker(field):
            self._signed(number, field)
            return
        if kind == labels.TEXT:
            self.ended = True
        self.ledger.drop(number, field.label, report.LABEL)
        if value:
            self._value(number, kind, value)

    def _value(self, line: int, kind: str, value: str) -> None:
        """What stands behind a label."""
        numbers = take_numbers(value)
        if kind == labels.MARKING:
            self._keep_marking(value)
        elif kind == labels.TITLE and numbers.found and numbers.rest:
            self._heading = True
            self._take_numbers(line, numbers)
        elif kind == labels.TITLE:
            self.names.append(TitleCandidate(line, value, sure=True))
        elif kind == labels.PUBLISHER:
            self._publishers.append(TitleCandidate(line, value, sure=True))
        elif kind == labels.COPIES and (copies := words.copies_of(value.removesuffix("份") + "份")):
            self._copies(line, value, copies)
        elif self._bare_number(line, kind, value, numbers):
            return
        elif kind == labels.NUMBER and numbers.found:
            self._number_of_document(line, numbers)
        elif numbers.found or numbers.dated:
            self._take_numbers(line, numbers, labelled=kind in _MAKERS)
        elif kind in _MAKERS:
            self._pieces(line, numbers, labelled=True)
        else:
            self._left.append((line, value))

    def _number_of_document(self, line: int, numbers: Numbers) -> None:
        """编号：办信〔2024〕33号: what stands before the year is the sign of an office, and no name."""
        signs = [piece for piece in numbers.pieces if not titles.may_be_name(piece.text)]
        others = tuple(piece for piece in numbers.pieces if piece not in signs)
        self._take_numbers(line, numbers._replace(pieces=others))
        self._left += [(line, piece.text) for piece in signs]

    def _bare_number(self, line: int, kind: str, value: str, numbers: Numbers) -> bool:
        """Whether the value of a label was a number that only the label explains: 期号：14."""
        bare = value_of(value.strip("第期号年度 ")) if len(value) < _BARE_NUMBER else 0
        if kind == labels.NUMBER and (told := YEAR_AND_NUMBER.fullmatch(value)):
            self._take_numbers(line, Numbers(int(told[1]), int(told[2]), used=value))
        elif kind == labels.NUMBER and bare and not numbers.found:
            self._take_numbers(line, Numbers(number=bare, used=value))
        elif kind == labels.TOTAL and bare and self.head.total is None:
            self.ledger.value(line, value)
            self.head = self.head._replace(total=bare)
        elif kind == labels.YEAR and bare and not self.head.year:
            self.ledger.value(line, value)
            self.head = self.head._replace(year=bare)
        else:
            return False
        return True

    def _signed(self, line: int, field: LabelledValue) -> None:
        """签发：王某某, and what may stand behind a wide blank: a date, a number, a marking."""
        at = words.end_of_names(field.value)
        self._record(line, field.label + field.value[:at])
        if rest := field.value[at:].strip():
            self._plain(line, rest)

    def _record(self, line: int, text: str) -> None:
        self.ledger.drop(line, text, report.RECORD)
        what = _("{text!r} belongs to the record and is not kept")
        self.ledger.doubt(line, what.format(text=shown(text)))

    def _copies(self, line: int, text: str, copies: int) -> None:
        if self.head.copies is None:
            self.ledger.value(line, text)
            self.head = self.head._replace(copies=copies)
        else:
            self.ledger.drop(line, text, report.REPEATED)

    def take_bracketed(self, line: SourceLine) -> None:
        """Take in 【name】 over the number of the issue."""
        inner = bracket_head(line.text)
        self.ledger.drop(line.number, line.text.replace(inner, "", 1), report.BRACKETS)
        self.names.append(TitleCandidate(line.number, inner, sure=True))

    def take_page_line(self, line: SourceLine) -> None:
        """Take in a line of the page that the whole text was copied from."""
        self._web_line(line.number, line.text)

    def _web_line(self, line: int, text: str) -> None:
        """时间：… 来源：… 浏览次数：…: of the page the text was copied from, not of the issue."""
        self.ledger.drop(line, text, report.WEB)
        self.ledger.doubt(line, _("{text!r} was said by a web page and is not kept").format(text=shown(text)))
        self._dates.take_page(line, take_numbers(text).date)

    # numbers and what is beside them

    def _take_numbers(self, line: int, numbers: Numbers, *, labelled: bool = False) -> None:
        head = self.head
        told = numbers.number, numbers.year or head.year
        if numbers.number and head.number and told != (head.number, head.year or told[1]):
            self.ledger.doubt(line, _("another number: {text}").format(text=numbers.used.strip()))
        if numbers.guess and not head.number:
            what = _("the number {number} is taken from {text!r}")
            self.ledger.doubt(line, what.format(number=numbers.number, text=numbers.guess))
        self.numbered = self.numbered or numbers.found
        self.ledger.value(line, numbers.used)
        self._left += [(line, text) for text in self._dates.take(line, numbers)]
        self.head = head._replace(
            year=head.year or numbers.year,
            number=head.number or numbers.number or int(numbers.kind == SUPPLEMENT),
            kind=SUPPLEMENT if numbers.kind == SUPPLEMENT else head.kind,
            total=head.total if head.total is not None else numbers.total,
        )
        for piece in numbers.pieces:
            self._piece(line, piece, labelled=labelled)
            labelled = False

    def _pieces(self, line: int, numbers: Numbers, *, labelled: bool) -> None:
        """The pieces of a text that tells no number and no date."""
        if numbers.year:
            self._take_numbers(line, numbers, labelled=labelled)
            return
        self.ledger.drop(line, numbers.used, report.SEPARATOR)
        self._left += [(line, text) for text in self._dates.take(line, numbers)]
        for piece in numbers.pieces:
            self._piece(line, piece, labelled=labelled)

    def _piece(self, line: int, piece: LeftPiece, *, labelled: bool) -> None:
        text = piece.text
        if not self.names and (two := titles.organisation_and_bulletin(text)):
            self.names += [TitleCandidate(line, two[0]), TitleCandidate(line, two[1], sure=True)]
            return
        bare, label = without_label(text)
        made = labelled or bool(label) or is_department(bare)
        if is_marking(text):
            self._keep_marking(text)
        elif labels.is_sign_off(text):
            self._record(line, text)
        elif words.is_only_label(text):
            self.ledger.drop(line, text, report.LABEL)
        elif copies := words.copies_of(text):
            self._copies(line, text, copies)
        elif self._may_name(line) and titles.may_be_name(text) and not is_department(bare):
            self.names.append(TitleCandidate(line, text, sure=True))
        elif made or (piece.left_of_date and self.names and words.may_be_department(bare)):
            self._issuer(line, bare, report.less(text, bare), sure=made)
        elif not self.names and not piece.behind_number:
            self.names.append(TitleCandidate(line, text, sure=self.numbered or self._heading))
        else:
            self._left.append((line, text))

    def _may_name(self, line: int) -> bool:
        """Whether the name is still wanted: none is told, or only above the heading that is being read."""
        return not self.named or (self._heading and all(name.line != line for name in self.names))

    def _issuer(self, line: int, name: str, label: str, *, sure: bool) -> None:
        self.ledger.drop(line, label, report.LABEL)
        department = squeeze(self.head.department)
        if department and squeeze(name) == department:
            self.ledger.drop(line, name, report.REPEATED)
        elif department:
            self.names.append(TitleCandidate(line, name))
        else:
            self.head = self.head._replace(department=self.ledger.keep(close_up(name)))
            if not sure:
                what = _("{text!r} is taken for the department, for it stands left of the date")
                self.ledger.doubt(line, what.format(text=shown(name)))

    def _keep_marking(self, text: str) -> None:
        joined = f"{self.head.marking} {close_up(text, words=True)}".strip()
        self.head = self.head._replace(marking=joined)
        self.ledger.keep(text)

    # the end

    def finish(self) -> Particulars:
        """The masthead with publisher and title chosen among the names, and the rest listed."""
        naming = Naming(self.ledger, self._dates, self.head)
        naming.choose(self.names, self._publishers)
        self.head, self._left = naming.head, self._left + naming.left
        if self._copy is not None and not self.head.number and self.head.total is None and self.names:
            self._number_of_copy(*self._copy)
        if not self.head.year and (told := titles.YEAR_AT_HEAD.match(self.head.title)):
            self._dates.likely(naming.title_line, int(told[1]), told[0])
        self._left += self._dates.finish(self.head.year)
        for line, text in self._left:
            what = _("{text!r} in the masthead fits no place; joined to the marking")
            self.ledger.doubt(line, what.format(text=shown(text)))
            joined = f"{self.head.marking} {self.ledger.keep(text)}".strip()
            self.head = self.head._replace(marking=joined)
        dates = self._dates
        return self.head._replace(
            date=dates.date, likely_year=dates.likely_year, likely_from=dates.likely_from
        )

    def _number_of_copy(self, line: int, text: str) -> None:
        """The number of the copy is that of the issue where no other is told, in doubt: NO：035."""
        number = value_of("".join(char for char in text if char.isdigit()).lstrip("0"))
        if 0 < number < words.MOST_ISSUES:
            what = _("the number {number} is taken from {text!r}")
            self.ledger.doubt(line, what.format(number=number, text=text.strip()))
            self.head = self.head._replace(number=number)
