"""Findings as the screens list them: by piece, errors before hints, each with the words before and after. Pure; widths are cells."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import ERROR, Finding, FindingSpan
from briefing_tui.proof.passage import BODY
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.proofing.reading import LetPass
from briefing_tui.tui.widgets.rows import StyledText, wrapped
from briefing_tui.typeset.width import cell_width, truncate
from briefing_tui.words import field_name

LIMIT = 500
"""Findings that are listed at once; the others come up as these go."""
_ROUND = 8
"""Characters shown on either side of what a finding is about."""
_WORDS = 24
"""Characters of it that are shown."""
_BLANK = "␣"
_FIRST, _LAST = 0, 5
_ORDER = {edits.MASTHEAD: _FIRST, edits.PREFACE: 1, edits.CORRECTION: 3, edits.DISTRIBUTION: 4}


class Listed(NamedTuple):
    """One finding of the list."""

    finding: Finding
    passed: LetPass | None = None
    """Who let it pass; None for what is open."""
    before: str = ""
    after: str = ""
    """What stands round it on its line."""


class ListingRow(NamedTuple):
    """One row of the list."""

    at: int
    """The finding it is of, -1 for a heading."""
    pieces: tuple[StyledText, ...]
    first: bool = False
    """Whether it is the finding's first row, on which the cursor may stand."""


def in_order(
    findings: Sequence[Finding],
    passed: Sequence[LetPass] = (),
    text_of: Callable[[Finding], str] = lambda _finding: "",
) -> list[Listed]:
    """The findings by piece in the order of the page; of a piece errors first, then hints, then what was let pass."""
    rows: list[tuple[Finding, LetPass | None]] = [(finding, None) for finding in findings]
    rows += [(one.finding, one) for one in passed]
    rows.sort(
        key=lambda row: (
            _page_order(row[0].selection or Selection()),
            row[1] is not None,
            row[0].level != ERROR,
        )
    )
    return [Listed(finding, one, *_round(text_of(finding), finding.span)) for finding, one in rows[:LIMIT]]


def counts(findings: Sequence[Finding], ambiguous: int) -> dict[Selection, str]:
    """What the outline shows beside each piece: `●3` where an error is among them, `○2` for hints alone."""
    total = Counter(one.selection or Selection() for one in findings)
    wrong = {one.selection or Selection() for one in findings if one.is_error}
    filled, hollow = signs(ambiguous)
    return {piece: f"{filled if piece in wrong else hollow}{number}" for piece, number in total.items()}


def signs(ambiguous: int) -> tuple[str, str]:
    """The signs of errors and hints: circles, or letters where a terminal may draw circles wider."""
    return ("●", "○") if ambiguous == 1 else ("E", "H")


def summary(findings: Sequence[Finding], ambiguous: int) -> str:
    """`●2 ○5`; empty for none."""
    errors = sum(one.is_error for one in findings)
    numbers = zip(signs(ambiguous), (errors, len(findings) - errors), strict=True)
    return " ".join(f"{sign}{number}" for sign, number in numbers if number)


def lines(
    listed: Sequence[Listed], width: int, ambiguous: int, name_of: Callable[[Selection], str]
) -> list[ListingRow]:
    """All rows at a width, a heading above each piece."""
    found: list[ListingRow] = []
    piece: Selection | None = None
    for at, one in enumerate(listed):
        own = one.finding.selection or Selection()
        if own != piece:
            piece = own
            found.append(
                ListingRow(-1, ((truncate(f" {clean_line(name_of(own))}", width, ambiguous), "section"),))
            )
        found += _finding_lines(at, one, width, ambiguous)
    return found


def explained(finding: Finding) -> str:
    """One finding in one line, with its clause, for the status row."""
    clause = f" ({finding.clause})" if finding.clause else ""
    return clean_line(f"{finding.level} {finding.rule} {finding.text}{clause}")


def before_and_after(one: Listed) -> str:
    """`行业,工行 → 行业，工行`, in one line."""
    span = one.finding.span
    if span is None:
        return ""
    text = f"{one.before}{_shown(span.words)}{one.after}"
    return text if span.fix is None else f"{text} → {one.before}{_shown(span.fix)}{one.after}"


def _finding_lines(at: int, one: Listed, width: int, ambiguous: int) -> list[ListingRow]:
    finding, span = one.finding, one.finding.span
    look = "faint" if one.passed is not None else "error" if finding.is_error else "mark"
    place = f" · {field_name(span.field)}" if span is not None and span.field != BODY else ""
    first, *more = wrapped(clean_line(f"{finding.rule} {finding.text}{place}"), width - 4, ambiguous)
    found = [ListingRow(at, ((f" {finding.level} ", look), (first, "")), first=True)]
    found += [ListingRow(at, ((f"   {text}", ""),)) for text in more]
    if span is not None:
        found += [ListingRow(at, pieces) for pieces in _words(one, span, width, ambiguous)]
    if one.passed is not None:
        who, when = one.passed.passed.who, one.passed.passed.when
        told = clean_line(_("let pass by {who}, {when}").format(who=who, when=when))
        found.append(ListingRow(at, ((truncate(f"   {told}", width, ambiguous), "faint"),)))
    return found


def _words(one: Listed, span: FindingSpan, width: int, ambiguous: int) -> list[tuple[StyledText, ...]]:
    """The words, and what would stand there: in one row, or in two where one is too narrow."""
    now = _fitted("   ", one.before, _shown(span.words), one.after, width, ambiguous)
    if span.fix is None:
        return [now]
    fix = _shown(span.fix)
    together = (*now, (" → ", "key"), (one.before, "faint"), (fix, "hit"), (one.after, "faint"))
    if sum(cell_width(text, ambiguous) for text, _look in together) <= width:
        return [together]
    return [now, _fitted(" → ", one.before, fix, one.after, width, ambiguous)]


def _fitted(
    sign: str, before: str, words: str, after: str, width: int, ambiguous: int
) -> tuple[StyledText, ...]:
    """One row; what stands round the words gives room first."""
    room = width - cell_width(sign + words, ambiguous)
    while (before or after) and cell_width(before + after, ambiguous) > room:
        if len(before) > len(after):
            before = before[1:]
        else:
            after = after[:-1]
    words = truncate(words, max(1, width - cell_width(sign, ambiguous)), ambiguous)
    return (sign, "key"), (before, "faint"), (words, "hit"), (after, "faint")


def _shown(words: str) -> str:
    """The words on one line: blanks alone, which cannot be seen, as signs; of long ones beginning and end."""
    text = clean_line(words.replace("\n", " "))
    if not text.strip():
        return _BLANK * len(text)
    half = _WORDS // 2
    return text if len(text) <= _WORDS else f"{text[:half]}…{text[-half:]}"


def _round(text: str, span: FindingSpan | None) -> tuple[str, str]:
    if span is None:
        return "", ""
    before = text[max(0, span.start - _ROUND) : span.start].rpartition("\n")[2]
    return clean_line(before), clean_line(text[span.end : span.end + _ROUND].partition("\n")[0])


def _page_order(selection: Selection) -> tuple[int, int, int]:
    """Masthead, preface, sections with their groups and items, corrections, recipients."""
    kind, section, item = selection
    if kind in {edits.SECTION, edits.GROUP, edits.ITEM}:
        return 2, section, -1 if kind == edits.SECTION else item * 2 + (kind == edits.ITEM)
    return _ORDER.get(kind, _LAST), 0, item
