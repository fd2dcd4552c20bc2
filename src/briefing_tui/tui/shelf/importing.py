"""What an import of one file would bring, in words, to be looked at before it is in the library. Knows no screen."""

from briefing_tui.i18n import _, ngettext
from briefing_tui.importers.recognise import Recognised
from briefing_tui.model.outline import outline
from briefing_tui.text.numerals import printed_date
from briefing_tui.tui.dialogues.asking import Answer, LineQuestion, Question, Said
from briefing_tui.words import as_label, field_name, status_name

_ROWS = 200
"""Rows of the outline that are shown."""


def which_file(text: str = "") -> LineQuestion:
    """The file is asked for."""
    return LineQuestion(
        _("Import a bulletin: a text, Word, PDF or HTML file"),
        _("Tab completes, Enter reads it and shows what was recognised, Esc: back"),
        text,
    )


def which_key(reason: str) -> LineQuestion:
    """The text does not say which issue it is."""
    return LineQuestion(
        _("Which issue is it? {reason}").format(reason=reason),
        _("2024-15 or 2024-增1. Enter reads it again, Esc: back"),
        "",
    )


def whether_to_import(file: str, recognised: Recognised) -> Question:
    """What was recognised, what is doubtful; the answer is the status it gets, or nothing."""
    issue, report = recognised
    head = issue.masthead
    fields = [
        (field_name("publisher"), head.publisher),
        (field_name("title"), head.title),
        (field_name("date"), printed_date(head.date) if head.date else ""),
        (field_name("department"), head.department),
        (field_name("marking"), head.marking),
    ]
    said = [Said(report.one_line())]
    if report.uncertain:
        count = len(report.uncertain)
        text = ngettext("{count} place to look at:", "{count} places to look at:", count)
        said.append(Said(text.format(count=count), "error"))
        for one in report.uncertain:
            told = _("line {line}: {what}").format(line=one.line, what=one.text) if one.line else one.text
            said.append(Said(f"! {told}", "error"))
    said += [Said(f"{as_label(name)}  {value or '–'}", "" if value else "faint") for name, value in fields]
    rows = outline(issue)
    said += [Said(f"{'  ' * row.depth}{row.label}{row.title}", "lead") for row in rows[:_ROWS]]
    if len(rows) > _ROWS:
        said.append(Said("…", "faint"))
    answers = [
        Answer("", "b", _("back, import nothing")),
        Answer("published", "p", _("import it as {status}").format(status=status_name("published"))),
        Answer("draft", "d", _("import it as {status}").format(status=status_name("draft"))),
    ]
    return Question(_("{file} → {key}").format(file=file, key=issue.key), said, answers)
