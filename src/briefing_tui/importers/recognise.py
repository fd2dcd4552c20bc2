"""Text → issue: the pipeline of the import. Called by the verb; importers of other formats call `recognise_lines`.

Page furniture out → masthead → contents → cut paragraphs joined → tail → preface, sections, items. Every stage
writes to one ledger; the report says what became of each character. Linear in the length of the text. What reads Markdown is loaded
for Markdown: most files are none.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.pictures import is_picture, take_pictures
from briefing_tui.importers.recogniser.contents.block import find_contents, part_columns
from briefing_tui.importers.recogniser.contents.listing import initial, without_mark
from briefing_tui.importers.recogniser.corrections import find_corrections, read_corrections
from briefing_tui.importers.recogniser.cuts import join_cuts
from briefing_tui.importers.recogniser.envelope import without_envelope
from briefing_tui.importers.recogniser.growing import GrowingIssue
from briefing_tui.importers.recogniser.heads import signs_of
from briefing_tui.importers.recogniser.lines import SourceLine, compare_form, source_lines
from briefing_tui.importers.recogniser.looks import part_signed
from briefing_tui.importers.recogniser.masthead.grid import part_head_table
from briefing_tui.importers.recogniser.masthead.head import Particulars
from briefing_tui.importers.recogniser.masthead.zone import find_letter, read_masthead
from briefing_tui.importers.recogniser.names import sounds_like_bulletin
from briefing_tui.importers.recogniser.numbers import take_numbers
from briefing_tui.importers.recogniser.pages import without_furniture
from briefing_tui.importers.recogniser.places import has_places, join_placed
from briefing_tui.importers.recogniser.sections import read_sections
from briefing_tui.importers.recogniser.tables import set_tables
from briefing_tui.importers.recogniser.tail import Tail, find_tail, read_tail
from briefing_tui.importers.report import Ledger, Report
from briefing_tui.model.issue import End, Issue, Masthead, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.text.remembered import forget

PUBLISHED = "published"
_LOGO_LINES = 4
"""Lines at the top that may be pictures."""


class Recognised(NamedTuple):
    """An issue and the account of its making."""

    issue: Issue
    report: Report


LINES_LIMIT = 200_000
"""Lines of a text: ten times what a body may hold. 4 MiB of page numbers would be two million, and a minute's work."""


def recognise(
    text: str, *, name: str, key: IssueKey | None = None, status: str = PUBLISHED, doubt: str = ""
) -> Recognised:
    """The issue in a plain or Markdown text with LF line ends.

    `name` is the file as the user typed it. `key` overrules the number in the text; without it, a text with no
    number is a RecogniseError. `status` goes into the workflow: old bulletins are published. `doubt` is what
    whoever read the file is not sure of.
    """
    from briefing_tui.importers.markdown.exported.reader import is_exported
    from briefing_tui.importers.markdown.headings import is_markdown

    within_limit(text, name)
    ledger = Ledger()
    if doubt:
        ledger.doubt(0, doubt)
    if is_exported(text):
        return _read_back(text, ledger, name=name, key=key, status=status)
    lines = take_pictures(source_lines(text, ledger), ledger)
    marked_up = is_markdown(lines, name)
    return recognise_lines(lines, ledger, name=name, key=key, status=status, marked_up=marked_up)


def within_limit(text: str, name: str) -> None:
    """RecogniseError for a text with more lines than anybody writes."""
    if text.count("\n") >= LINES_LIMIT:
        raise RecogniseError(
            _("has more than {limit} lines").format(limit=LINES_LIMIT),
            place=Place(name),
            hint=_("an issue is text only; split it"),
        )


def _read_back(text: str, ledger: Ledger, *, name: str, key: IssueKey | None, status: str) -> Recognised:
    """What our own export wrote."""
    from briefing_tui.importers.markdown.exported.reader import read_exported

    matter, preface, sections, distribution, corrections = read_exported(text, ledger)
    masthead = _masthead(matter.head, Tail(), key, ledger, name)
    issue = Issue(masthead, Workflow(status), preface, sections, distribution, matter.end, corrections)
    return Recognised(issue, ledger.close(issue))


def recognise_lines(
    lines: Sequence[SourceLine],
    ledger: Ledger,
    *,
    name: str,
    key: IssueKey | None = None,
    status: str = PUBLISHED,
    marked_up: bool = False,
    whole: bool = False,
) -> Recognised:
    """As `recognise`, for lines that an importer made (and read into `ledger`).

    `marked_up`: they are Markdown. `whole`: each line is a whole paragraph, nothing is to be joined or taken out.
    """
    if not lines:
        raise RecogniseError(_("there is no text in it"), place=Place(name))
    try:
        return _recognised(lines, ledger, name=name, key=key, status=status, marked_up=marked_up, whole=whole)
    finally:
        forget()


def foresee(lines: Sequence[SourceLine], *, first: bool) -> None:
    """Ask of whole paragraphs, before all of their source are known, what will be asked of each. `first`: the masthead is among them."""
    if first:
        forget()
    for line in lines:
        signs_of(line.text)
        initial(line.text)
    if first:
        read_masthead(
            list(lines), Ledger()
        )  # so the patterns of mastheads are made, which takes as long as all the rest


def _recognised(
    lines: Sequence[SourceLine],
    ledger: Ledger,
    *,
    name: str,
    key: IssueKey | None,
    status: str,
    marked_up: bool,
    whole: bool,
) -> Recognised:
    draft = GrowingIssue(ledger)
    corrected: Sequence[SourceLine] = ()
    if marked_up:
        head, tail = _read_markdown(lines, draft)
    else:
        head, tail, corrected = _read_plain(lines, draft, whole=whole)
    preface, sections = draft.finish()
    masthead = _masthead(head, tail, key, ledger, name)
    end = End(tail.mark, tail.copies or head.copies)
    issue = Issue(masthead, Workflow(status), preface, sections, tail.distribution, end)
    issue = issue._replace(corrections=read_corrections(corrected, issue, ledger))
    return Recognised(issue, ledger.close(issue))


def _read_plain(
    lines: Sequence[SourceLine], draft: GrowingIssue, *, whole: bool
) -> tuple[Particulars, Tail, Sequence[SourceLine]]:
    """Masthead, tail, and the lines of the corrections above it."""
    ledger = draft.ledger
    if has_places(lines):  # what stands at the edges of pages is known from its place, and is out already
        bare = join_placed(lines, ledger)
    else:
        bare = list(lines) if whole else without_furniture(without_envelope(lines, ledger), ledger)
    bare = part_head_table(bare, ledger)
    head, start = read_masthead(bare, ledger)
    if not start and (letter := find_letter(bare)):
        for line in bare[:letter]:
            draft.text(line.text, line.number)
        bare = bare[letter:]
        head, start = read_masthead(bare, ledger)
    bare = part_columns(bare, start)
    contents = find_contents(bare, start)
    body = [*bare[start : contents.start], *bare[contents.end :]] if contents.end else bare[start:]
    forms = contents.forms()
    if not whole:
        body = set_tables(body, ledger, placed=has_places(lines))
        body = join_cuts(
            body, lambda text: bool(text) and compare_form(without_mark(text[:200])) in forms, ledger
        )
        body = part_signed(body)
    tail, body = _part_tail(body, head, ledger)
    end = find_corrections(body)
    read_sections(body[:end], contents, draft)
    return head, tail, body[end:]


def _read_markdown(lines: Sequence[SourceLine], draft: GrowingIssue) -> tuple[Particulars, Tail]:
    from briefing_tui.importers.markdown import front_matter, headings
    from briefing_tui.importers.markdown.block_html import without_setting
    from briefing_tui.importers.markdown.body import read_markdown
    from briefing_tui.importers.markdown.escapes import without_escapes
    from briefing_tui.importers.markdown.inline_html import tell_html, without_comments

    ledger = draft.ledger
    matter = front_matter.front_matter(lines)
    visible = without_setting(without_comments(lines[matter.end :], ledger), ledger)
    tell_html(visible, ledger)
    body = part_head_table(headings.take_headings(without_escapes(visible, ledger), ledger), ledger)
    body = _without_logo(body, ledger)
    head = Particulars()
    told = front_matter.title_of(matter)
    if not told or (body and body[0].level == 1 and _names_the_bulletin(body[0].text, told)):
        head, taken = read_masthead(body, ledger, marked_up=True)
        body = body[taken:]
    if matter.end:
        head = front_matter.use_front_matter(head, lines[: matter.end], matter, ledger)
    tail, body = _part_tail(body, head, ledger)
    read_markdown(body, draft)
    return head, tail


def _without_logo(body: list[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines without [TOC] and pictures above the heading that names the bulletin."""
    from briefing_tui.importers.markdown.contents import is_place

    top = next((at for at, line in enumerate(body[:_LOGO_LINES]) if not is_picture(line.text)), 0)
    named = top < len(body) and (body[top].level > 0 or sounds_like_bulletin(body[top].text))
    for line in body[: top if named else 0]:
        ledger.drop(line.number, line.text, report.PICTURE)
        what = _("a picture in the masthead is not kept: {text!r}")
        ledger.doubt(line.number, what.format(text=report.shown(line.text)))
    body = body[top if named else 0 :]
    while body and is_place(body[0].text):
        ledger.drop(body[0].number, body[0].text, report.CONTENTS)
        body = body[1:]
    return body


def _names_the_bulletin(heading: str, told: str) -> bool:
    """Whether the first heading is the masthead though the front matter has a title: it is the same, or sounds like one."""
    return (
        compare_form(heading) == compare_form(told)
        or take_numbers(heading).found
        or sounds_like_bulletin(heading)
    )


def _part_tail(
    lines: Sequence[SourceLine], head: Particulars, ledger: Ledger
) -> tuple[Tail, list[SourceLine]]:
    start = find_tail(lines)
    tail = read_tail(lines[start:], ledger, head.roles)
    return tail, [*lines[:start], *tail.rest]


def _masthead(head: Particulars, tail: Tail, key: IssueKey | None, ledger: Ledger, name: str) -> Masthead:
    """Masthead and tail together: what both say is kept once."""
    department = _department(head, tail, ledger)
    day = _date(head, tail, ledger)
    year, number, kind = _year(head, day, ledger), head.number, head.kind
    if key is not None:
        if number and (year or key.year, number, kind) != (key.year, key.number, key.kind):
            told = _("the text says {number} of {year}") if year else _("the text says number {number}")
            ledger.doubt(0, told.format(number=number, year=year))
        year, number, kind = key.year, key.number, key.kind
    if not (1000 <= year <= 9999 and 1 <= number <= 9999):
        raise _no_key(year, number, head.total, name)
    if not head.title:
        ledger.doubt(0, _("no title found"))
    if day is None:
        ledger.doubt(0, _("no date found"))
    return Masthead(head.publisher, head.title, year, number, kind, head.total, day, department, head.marking)


def _year(head: Particulars, day: date | None, ledger: Ledger) -> int:
    """The year of the number line, else that of the date, else the one a month or a span of days has, in doubt."""
    if head.year or day is not None:
        return head.year or (day.year if day else 0)
    if head.likely_year:
        line, text = head.likely_from
        ledger.doubt(
            line, _("the year {year} is taken from {text!r}").format(year=head.likely_year, text=text)
        )
    return head.likely_year


def _no_key(year: int, number: int, total: int | None, name: str) -> RecogniseError:
    """What is missing: the year, the number, or both."""
    message = _("the text does not tell the number of the issue")
    example = IssueKey(year or 2024, ISSUE, number or 14)
    if number:
        message = _("the text tells number {number} but no year").format(number=number)
    elif total:
        message = _("the text tells the running number {total} but not the number in its year").format(
            total=total
        )
    elif year:
        message = _("the text tells the year {year} but not the number of the issue").format(year=year)
    hint = _("give it with --as, such as --as {key}").format(key=example)
    return RecogniseError(message, place=Place(name), hint=hint)


def _department(head: Particulars, tail: Tail, ledger: Ledger) -> str:
    if not tail.department:
        return head.department
    if not head.department:
        return ledger.keep(tail.department)
    ledger.drop(tail.department_line, tail.department, report.REPEATED)
    if tail.department != head.department:
        ledger.doubt(tail.department_line, _("another department: {name}").format(name=tail.department))
    return head.department


def _date(head: Particulars, tail: Tail, ledger: Ledger) -> date | None:
    if not tail.date_text:
        return head.date
    if tail.date is not None and head.date is None:
        ledger.value(tail.date_line, tail.date_text)
        return tail.date
    ledger.drop(tail.date_line, tail.date_text, report.REPEATED if tail.date else report.IMPOSSIBLE)
    if tail.date is not None and tail.date != head.date:
        ledger.doubt(tail.date_line, _("another date: {date}").format(date=tail.date_text))
    return head.date
