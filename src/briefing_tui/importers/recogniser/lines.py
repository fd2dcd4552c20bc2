"""Lines of a source: the common input of the recognisers, whatever file they come from.

The text importer makes them from characters; the importers of DOCX and PDF fill in the hints. Texts are as
they are kept (`text.entry`) and bare of blanks at both ends.
"""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers.report import INVISIBLE, Ledger
from briefing_tui.text.clean import CONTROLS, UNSAFE
from briefing_tui.text.entry import entered, hidden_in, is_plain
from briefing_tui.text.late_pattern import late
from briefing_tui.text.unwrap import indent_of

_BREAK = late("[\f\v\x85\u2028\u2029]")


class SourceLine(NamedTuple):
    """One line that is not blank."""

    number: int
    """Line of the source, from 1."""
    text: str
    indent: int = 0
    """Cells of blanks before it."""
    gap: int = 0
    """Blank lines before it."""
    page: bool = False
    """A page begins here."""
    bold: bool = False
    size: float = 0.0
    """Points, 0 when unknown."""
    level: int = 0
    """Of a heading that the source marks as one, 1 the highest; its marks are not in the text. 0 for no heading."""
    centred: bool = False
    red: bool = False
    note: bool = False
    """A footnote: it belongs to the end of its item."""
    room: int | None = None
    """Cells free behind it up to the measure of its column, where places are known."""
    begins: bool = False
    """Its place says that a paragraph begins here."""
    lead: str = ""
    """The words at its head that are bold while the rest is not: 标题。正文 on one line."""
    ends: bool = False
    """Its place says that a paragraph ends here: lines that go on are stretched to the edge, and it is not."""


def source_lines(text: str, ledger: Ledger) -> list[SourceLine]:
    """The lines of a text with LF line ends. Form feeds begin pages; invisible characters are dropped, listed."""
    lines: list[SourceLine] = []
    gap, page = 0, False
    for number, whole in enumerate(text.split("\n"), 1):
        start = 0
        for found in [*_BREAK.finditer(whole), None]:
            raw = whole[start : len(whole) if found is None else found.start()]
            line = clean_source(raw, number, ledger)
            bare = line.strip()
            if bare:
                lines.append(SourceLine(number, bare, indent_of(line), gap, page))
                ledger.read(bare)
                gap, page = 0, False
            elif found is None:
                gap += 1
            if found is not None:
                start = found.end()
                page = page or found[0] == "\f"
    return lines


def clean_source(raw: str, number: int, ledger: Ledger) -> str:
    """A line of a source as it is kept: what only hides in it is dropped, listed; controls become visible."""
    if is_plain(raw):
        return raw
    for hidden in hidden_in(raw):
        ledger.read(hidden)
        ledger.drop(number, hidden, INVISIBLE)
    line = entered(raw).replace("\n", " ")
    if CONTROLS.search(raw):
        ledger.doubt(number, _("control characters were made visible"))
    elif UNSAFE.search(line):
        ledger.doubt(number, _("characters that turn the direction of the text are kept"))
    return line


def compare_form(text: str) -> str:
    """What two spellings of one title have in common: letters, 汉字 and digits only, lower case."""
    return "".join(filter(str.isalnum, text)).lower()


def squeezed_letters(text: str) -> str:
    """Letters and 汉字 only: equal for running heads that differ in a page or issue number."""
    return "".join(char for char in text if char.isalpha())
