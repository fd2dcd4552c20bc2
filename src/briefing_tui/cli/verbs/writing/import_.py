"""`import`: texts into the library. One report a file; a failed file does not stop the others."""

import argparse
import os
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, LibraryError, Place, RecogniseError, UsageError
from briefing_tui.i18n import _, ngettext, system_reason
from briefing_tui.model.issue import STATUSES
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.importers.report import Report
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey

_STDIN = "-"
_SHOWN = 20
"""Doubtful places named after an import; --dry-run names them all."""
_BAR = 20
"""Cells of the progress bar."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("take bulletins in plain text or Markdown into the library")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui import old.txt", _("recognise it and write it into the library")),
        Example("briefing-tui import --dry-run old.txt", _("only show what would be recognised")),
        Example("briefing-tui import weekly.md --as 2024-14", _("name the issue when the text does not")),
        Example("briefing-tui import archive/*.txt", _("many files; a failed one does not stop the others")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help=_("UTF-8, GB18030, Big5 or UTF-16; - is standard input")
    )
    parser.add_argument(
        "--as", dest="key", metavar="KEY", help=_("the key of the issue, such as 2024-14 or 2024-增1")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("print outline and report, write nothing"))
    parser.add_argument(
        "--replace",
        action="store_true",
        help=_("take the place of an issue that has the key; that one goes to the trash"),
    )
    parser.add_argument(
        "--status",
        choices=STATUSES,
        default="published",
        metavar="|".join(STATUSES),
        help=_("status of the issues; published unless given, since old bulletins are out"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Imports the files in their order; 1 when any failed."""
    key = _key(args.key, len(args.files))
    editor = None if args.dry_run else shell.editor()
    seen: set[IssueKey] = set()
    failed = 0
    for index, file in enumerate(args.files):
        if len(args.files) > 1:
            shell.talk.progress(_progress(index, len(args.files), file))
        try:
            recognised = _recognise(file, key, args.status)
            if editor is None:
                _print(recognised, file, shell)
                _refuse(recognised.issue, shell, seen, replace=args.replace)
            else:
                _write(recognised, file, editor, shell, replace=args.replace)
        except BriefingError as error:
            failed += 1
            shell.error(error if error.place.file else _placed(error, file))
    shell.talk.done()
    if len(args.files) > 1:
        done = len(args.files) - failed
        text = ngettext(
            "{done} file imported, {failed} failed", "{done} files imported, {failed} failed", done
        )
        if args.dry_run:
            text = ngettext(
                "{done} file recognised, {failed} failed", "{done} files recognised, {failed} failed", done
            )
        shell.say(text.format(done=done, failed=failed))
    return 1 if failed else 0


def read_file(file: str) -> bytes:
    """The bytes of a regular file or of standard input (`-`), one more than the limit at most.

    RecogniseError when it cannot be read or is a directory, FIFO or device, which might never end.
    """
    from briefing_tui.importers.documents import BYTES_LIMIT

    place = Place(_name(file))
    try:
        if file == _STDIN:
            if sys.stdin is None:
                raise RecogniseError(_("standard input is closed"), place=place)
            return sys.stdin.buffer.read(BYTES_LIMIT + 1)
        from briefing_tui.importers.file import read_file as read_regular

        return read_regular(file)
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        raise RecogniseError(_("cannot be read: {reason}").format(reason=reason), place=place) from None


def _key(text: str | None, files: int) -> "IssueKey | None":
    if text is None:
        return None
    from briefing_tui.library.asked import key_to_change

    if files > 1:
        raise UsageError(_("--as names one issue, but there are {count} files").format(count=files))
    return key_to_change(text)


def _recognise(file: str, key: "IssueKey | None", status: str) -> "Recognised":
    from briefing_tui.importers.documents import recognise_document

    return recognise_document(read_file(file), name=_name(file), key=key, status=status)


def _write(
    recognised: "Recognised", file: str, editor: "LibraryEditor", shell: Shell, *, replace: bool
) -> None:
    """Write one issue; its key goes to stdout, what became of the text to stderr."""
    issue, report = recognised
    known = replace and os.path.lexists(editor.path(issue.key))
    editor.create(issue, replace=replace)
    shell.line(str(issue.key))
    shell.say(_("{file} → {key}: {report}").format(file=_name(file), key=issue.key, report=report.one_line()))
    if known:
        shell.say(
            _("{key}: what stood there is in the trash; `{command}` brings it back").format(
                key=issue.key, command=f"briefing-tui restore {issue.key} --replace"
            )
        )
    doubts = _doubts(report)
    for doubt in doubts[:_SHOWN]:
        shell.say(f"  {doubt}")
    if len(doubts) > _SHOWN:
        shell.say("  " + _("… and {count} more: --dry-run lists them all").format(count=len(doubts) - _SHOWN))


def _refuse(issue: "Issue", shell: Shell, seen: "set[IssueKey]", *, replace: bool) -> None:
    """Raise what an import of `issue` would be refused with; `seen` are the keys of the files before it."""
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.library.saving.new_file import new_file, refuse_taken

    path_of = LibraryReader(shell.settings.library).path
    key = new_file(issue, path_of).key
    if not replace:
        refuse_taken(key, path_of(key))
        if key in seen:
            what = _("issue {key} comes out of another of the files too").format(key=key)
            raise LibraryError(what, hint=_("--replace takes its place"))
    seen.add(key)


def _print(recognised: "Recognised", file: str, shell: Shell) -> None:
    """The outline and the whole report."""
    from briefing_tui.model.outline import outline
    from briefing_tui.text.clean import clean_line

    issue, report = recognised
    shell.line(f"{_name(file)} → {issue.key}")
    for name, value in _particulars(issue):
        if value:
            shell.line(f"  {name}: {clean_line(str(value))}")
    shell.line()
    for row in outline(issue):
        shell.line("  " * (row.depth + 1) + clean_line(row.label + row.title))
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

    shell.line(report.one_line())
    if report.linked:
        text = ngettext(
            "{count} picture stands in the text as its address",
            "{count} pictures stand in the text as their addresses",
            report.linked,
        )
        shell.line(text.format(count=report.linked))
    names = reason_names()
    line = _("line {line}: {text} ({reason})")
    for gone in report.dropped:
        text = described(gone.text) if gone.reason == PICTURE else _shortened(gone.text)
        if gone.reason == INVISIBLE:
            text = _shortened(" ".join(f"U+{ord(char):04X}" for char in gone.text))
        shell.line("  " + line.format(line=gone.line, text=text, reason=names[gone.reason]))
    line = _("line {line}: joined …{before}|{after}…")
    for joined in report.joined:
        shell.line("  " + line.format(line=joined.line, before=joined.before, after=joined.after))
    doubts = _doubts(report)
    if doubts:
        count = len(doubts)
        shell.line(
            ngettext("{count} place to look at:", "{count} places to look at:", count).format(count=count)
        )
    for doubt in doubts:
        shell.line(f"  {doubt}")


def _doubts(report: "Report") -> list[str]:
    return [
        _("line {line}: {what}").format(line=doubt.line, what=doubt.text) if doubt.line else doubt.text
        for doubt in report.uncertain
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _placed(error: BriefingError, file: str) -> LibraryError:
    """An error of the library, with the file it is about."""
    return LibraryError(error.message, place=Place(_name(file)), hint=error.hint)


def _progress(index: int, total: int, file: str) -> str:
    """`[#####...............] 25/100 name`, under 80 cells whatever the name is."""
    filled = _BAR * index // total
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {index + 1}/{total} {os.path.basename(file)[:20]}"


def _name(file: str) -> str:
    return _("standard input") if file == _STDIN else file
