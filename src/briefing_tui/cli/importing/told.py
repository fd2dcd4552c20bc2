"""What an import tells: outline and report of one file, a row of a table for many. Called by the verb `import`."""

from briefing_tui.cli.shell import Shell
from briefing_tui.i18n import _, ngettext
from briefing_tui.typeset.width import cell_width
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.importers.report import Dropped, Report
    from briefing_tui.model.issue import Issue


def print_recognised(recognised: "Recognised", file: str, shell: Shell) -> None:
    """The outline and the whole report of a file."""
    from briefing_tui.model.outline import outline
    from briefing_tui.text.clean import clean_line

    issue, report = recognised
    shell.line(f"{file} → {issue.key}")
    for name, value in _particulars(issue):
        if value:
            shell.line(f"  {name}: {clean_line(str(value))}")
    shell.line()
    shell.lines("  " * (row.depth + 1) + clean_line(row.label + row.title) for row in outline(issue))
    shell.line()
    for entry in issue.distribution:
        channel = f"（{entry.channel}）" if entry.channel else ""
        shell.line(clean_line(f"  {entry.role}：{'、'.join(entry.recipients)}{channel}"))
    _print_report(report, shell)


def _particulars(issue: "Issue") -> list[tuple[str, str]]:
    """Names and values of masthead and end, as printed."""
    from briefing_tui.text.numerals import printed_date

    head, end = issue.masthead, issue.end
    total = f"（总第{head.total}期）" if head.total else ""
    return [
        (field_name("publisher"), head.publisher),
        (field_name("title"), head.title),
        (field_name("number"), issue.key.written + total),
        (field_name("date"), printed_date(head.date) if head.date else ""),
        (field_name("department"), head.department),
        (field_name("marking"), head.marking),
        (field_name("mark"), end.mark if end else ""),
        (field_name("copies"), str(end.copies) if end and end.copies else ""),
    ]


def _print_report(report: "Report", shell: Shell) -> None:
    from briefing_tui.importers.pictures import described
    from briefing_tui.importers.report import INVISIBLE, PICTURE, reason_names

    def text_of(gone: "Dropped") -> str:
        if gone.reason == PICTURE:
            return described(gone.text)
        if gone.reason == INVISIBLE:
            return _shortened(" ".join(f"U+{ord(char):04X}" for char in gone.text))
        return _shortened(gone.text)

    shell.line(report.one_line())
    if report.linked:
        text = ngettext(
            "{count} picture stands in the text as its address",
            "{count} pictures stand in the text as their addresses",
            report.linked,
        )
        shell.line(text.format(count=report.linked))
    names = reason_names()
    line = "  " + _("line {line}: {text} ({reason})")
    shell.lines(
        line.format(line=gone.line, text=text_of(gone), reason=names[gone.reason]) for gone in report.dropped
    )
    line = "  " + _("line {line}: joined …{before}|{after}…")
    shell.lines(line.format(line=one.line, before=one.before, after=one.after) for one in report.joined)
    doubts = doubts_of(report)
    if doubts:
        count = len(doubts)
        shell.line(
            ngettext("{count} place to look at:", "{count} places to look at:", count).format(count=count)
        )
    shell.lines(f"  {doubt}" for doubt in doubts)


def doubts_of(report: "Report") -> list[str]:
    """The places to look at, each on a line."""
    return [
        _("line {line}: {what}").format(line=doubt.line, what=doubt.text) if doubt.line else doubt.text
        for doubt in report.uncertain
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def table_head() -> tuple[str, str, str, str, str]:
    """The names of the columns."""
    return _("issue"), _("kept"), _("dropped"), _("doubts"), _("file")


def table_row(*cells: str) -> str:
    """A row of the table of many files: columns of fixed width, for rows come one by one."""
    widths = (10, 9, 9, 6)
    start = "  ".join(
        cell + " " * max(width - cell_width(cell, 1), 0)
        if not index
        else " " * max(width - cell_width(cell, 1), 0) + cell
        for index, (cell, width) in enumerate(zip(cells, widths, strict=False))
    )
    return f"{start}  {cells[-1]}"
