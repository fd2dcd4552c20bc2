"""An issue as the search sees it: one text of records (the preface, then each item) of fields.

Made from an issue by `document_text`, kept by the catalog, looked at by the matcher. The separators are controls, which
no cleaned text holds. A document's ordinal is its place in the library's order (newest first), computed from its key.
"""

from typing import NamedTuple

from briefing_tui.library.catalog.survey import UNSEEN, FileStamp
from briefing_tui.model.issue import Issue, NumberedItem, walk_items
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey

RECORD, FIELD, PART = "\x1e", "\x1f", "\x1d"
"""Between records; between the fields of a record; between the parts of a field that is a list."""
TITLE, BODY, SECTION, GROUP, SOURCE, UNITS, TAGS, LABEL = range(8)
"""The fields of a record. The label is the number printed before an item, in controls for digits: a search for a digit does not
find it. Those of record 0 are the preface's title and text (with the corrections below it) and the titles of
sections that have no item; record n is the item at position n."""
ORDINALS = 1 << 28
"""All ordinals are below."""
_TO_CONTROLS = {ord("0") + digit: 0x10 + digit for digit in range(10)}
_TO_DIGITS = {control: digit for digit, control in _TO_CONTROLS.items()}
_NUMBERS = 10_000
_LAST_YEAR = 9999


class Document(NamedTuple):
    """One issue."""

    ordinal: int
    file: str
    """Relative to the library."""
    status: str
    date: str
    """ISO 8601, or empty."""
    text: str
    stamp: FileStamp = UNSEEN
    """Of the file when it was read."""

    @property
    def key(self) -> IssueKey:
        """From the ordinal."""
        return key_of_ordinal(self.ordinal)


def ordinal_of(key: IssueKey) -> int:
    """The newer the issue, the smaller; supplements behind the ordinary issues of their year."""
    return ((_LAST_YEAR - key.year) * 2 + (key.kind != ISSUE)) * _NUMBERS + _NUMBERS - 1 - key.number


def key_of_ordinal(ordinal: int) -> IssueKey:
    """The key with this ordinal."""
    rest, number = divmod(ordinal, _NUMBERS)
    years, supplement = divmod(rest, 2)
    return IssueKey(_LAST_YEAR - years, SUPPLEMENT if supplement else ISSUE, _NUMBERS - 1 - number)


def year_bounds(year: int) -> tuple[int, int]:
    """The lowest and the highest ordinal an issue of a year may have."""
    low = (_LAST_YEAR - year) * 2 * _NUMBERS
    return low, low + 2 * _NUMBERS - 1


def document_text(issue: Issue) -> str:
    """All that can be searched of an issue, folded (`text.folding`)."""
    from briefing_tui.text.folding import searched  # a list by the catalog folds nothing

    preface = issue.preface
    body = [preface.body] if preface is not None and preface.body else []
    body += [correction.text for correction in issue.corrections]
    empty = PART.join(section.title for section in issue.sections if not section.items)
    records = [FIELD.join((preface.title if preface else "", "\n".join(body), empty, "", "", "", "", ""))]
    records += [_record(one, issue.sections[one.section].title) for one in walk_items(issue)]
    return searched(RECORD.join(records))


def printed_number(record: list[str]) -> str:
    """The number printed before an item, of the fields of its record; empty for none."""
    return record[LABEL].translate(_TO_DIGITS)


def _record(numbered: NumberedItem, section: str) -> str:
    item, label = numbered.item, numbered.label.rstrip(".").translate(_TO_CONTROLS)
    units, tags = PART.join(item.units), PART.join(item.tags)
    return FIELD.join((item.title, item.body, section, item.group, item.source, units, tags, label))
