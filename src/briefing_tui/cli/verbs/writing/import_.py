"""`import`: texts into the library. One report a file; a failed file does not stop the others."""

import argparse
import gc
import os
import sys
from functools import partial

from briefing_tui.cli.importing.results import FAILED, IMPORTED, RECOGNISED, SAME
from briefing_tui.cli.importing.told import doubts_of, print_recognised, table_head, table_row
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, LibraryError, Place, RecogniseError, UsageError
from briefing_tui.i18n import _, ngettext, system_reason
from briefing_tui.model.issue import STATUSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing_tui.cli.importing.report_file import ReportFile
    from briefing_tui.importers.batch import ImportOutcome
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey

_STDIN = "-"
_SHOWN = 20
"""Doubtful places named after an import; --dry-run names them all."""
_TABLE_FROM = 20
"""Files from which each is a row of a table, its doubts a number: a report has the rest."""
_BAR = 20
"""Cells of the progress bar."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("take bulletins in text, Word, PDF or HTML files into the library")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui import old.txt", _("recognise it and write it into the library")),
        Example("briefing-tui import --dry-run old.txt", _("only show what would be recognised")),
        Example("briefing-tui import weekly.md --as 2024-14", _("name the issue when the text does not")),
        Example("briefing-tui import old.docx last-year.pdf", _("Word files, PDFs and web pages, too")),
        Example(
            "briefing-tui import news.docx --into 2024-15 --section 行业动态",
            _("its articles, as items of an issue that is being written"),
        ),
        Example("briefing-tui import archive/*", _("many files; a failed one does not stop the others")),
        Example(
            "briefing-tui import archive/* --report report.csv",
            _("a row for each; given again, it goes on where it was interrupted"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help=_("a text, Markdown, Word file, PDF, web page or mail; - is standard input"),
    )
    parser.add_argument(
        "--as", dest="key", metavar="KEY", help=_("the key of the issue, such as 2024-14 or 2024-增1")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("print outline and report, write nothing"))
    _add_arguments_of_into(parser)
    parser.add_argument(
        "--report",
        metavar="FILE",
        help=_("a row for each file into a CSV; a report that is there is gone on from"),
    )
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


def _add_arguments_of_into(parser: Parser) -> None:
    """Those that take pieces of the files into an issue that is being written."""
    parser.add_argument(
        "--into", metavar="KEY", help=_("take what is in the files into this issue, as items of it")
    )
    add = partial(parser.add_argument, belongs_to=("--into",))
    add("--section", metavar="TITLE", help=_("with --into: the section; else the one a piece stood in"))
    add(
        "--pieces",
        metavar="NUMBERS",
        help=_("with --into: only these, such as 1,3-5; --dry-run numbers them"),
    )
    add("--again", action="store_true", help=_("with --into: also what is in the issue already"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Imports the files in their order; 1 when any failed."""
    if args.into is not None:
        from briefing_tui.cli.verbs.writing.into import run_into

        return run_into(args, shell, read=lambda file: (read_file(file), _name(file)))
    if len(args.files) > 1:
        gc.enable()  # of one file nothing is worth collecting before the process ends
    many = _Many(args, shell)
    try:
        for index, outcome in enumerate(many.outcomes()):
            if len(args.files) > 1:
                shell.talk.progress(_progress(index, len(args.files), outcome.file))
            many.take(outcome)
    finally:
        shell.talk.done()
        many.close()
    if len(args.files) > 1:
        many.sum_up()
    return 1 if many.failed else 0


class _Many:
    """One run over files: what is done with each outcome, and what is told of all."""

    def __init__(self, args: argparse.Namespace, shell: Shell) -> None:
        self._args = args
        self._shell = shell
        self._key = _key(args.key, len(args.files))
        self._editor = None if args.dry_run else shell.editor()
        self._report = _report_file(args.report) if args.report else None
        self._seen: set[IssueKey] = set()
        self._table = len(args.files) > _TABLE_FROM and not args.dry_run
        self.failed = self._passed = self._same = 0
        if self._table:
            shell.say(table_row(*table_head()))

    def outcomes(self) -> "Iterator[ImportOutcome]":
        """What was recognised in each file: one after the other for one file, several at a time for more."""
        from briefing_tui.importers.batch import in_order
        from briefing_tui.processors import processors

        files = self._args.files
        workers = max(processors(), 2) if len(files) > 1 and _STDIN not in files else 1
        return in_order(files, self._recognise, workers)

    def take(self, outcome: "ImportOutcome") -> None:
        """Write what was recognised, or say why it was not; a row into the report."""
        try:
            if outcome.error is not None:
                raise outcome.error
            if outcome.recognised is None:
                self._passed += 1
                return
            self._keep(outcome, outcome.recognised)
        except BriefingError as error:
            self.failed += 1
            self._shell.error(error if error.place.file else _placed(error, outcome.file))
            self._note(outcome, FAILED, remark=error.message)

    def _keep(self, outcome: "ImportOutcome", recognised: "Recognised") -> None:
        file, replace = outcome.file, self._args.replace
        if self._editor is None:
            print_recognised(recognised, _name(file), self._shell)
            _refuse(recognised.issue, self._shell, self._seen, replace=replace)
            self._note(outcome, RECOGNISED)
            return
        try:
            _write(recognised, file, self._editor, self._shell, replace=replace, short=self._table)
        except LibraryError:
            if len(self._args.files) < 2 or not _stands_there(recognised.issue, self._editor):
                raise
            self._same += 1
            what = _("issue {key} says the very same already").format(key=recognised.issue.key)
            self._note(outcome, SAME, remark=what)
            return
        self._note(outcome, IMPORTED)

    def _recognise(self, file: str) -> "tuple[str, Recognised | None]":
        """Called in a thread. None for a file that an earlier run imported."""
        from briefing_tui.importers.documents import recognise_document

        data = read_file(file)
        digest = ""
        if self._report is not None:
            from hashlib import sha256

            digest = sha256(data).hexdigest()
            if self._report.is_done(_name(file), digest):
                return digest, None
        return digest, recognise_document(data, name=_name(file), key=self._key, status=self._args.status)

    def _note(self, outcome: "ImportOutcome", result: str, remark: str = "") -> None:
        if self._report is None:
            return
        from briefing_tui.cli.importing.report_file import ReportRow

        row = ReportRow(_name(outcome.file), outcome.digest, result, remark=remark)
        if outcome.recognised is not None:
            issue, report = outcome.recognised
            doubts = doubts_of(report)
            items = sum(len(section.items) for section in issue.sections)
            row = row._replace(
                key=str(issue.key),
                title=issue.masthead.title,
                items=items,
                report=report,
                remark=remark or (doubts[0] if doubts else ""),
            )
        self._report.add(row)

    def sum_up(self) -> None:
        """How many were imported, passed over and failed."""
        done = len(self._args.files) - self.failed - self._passed - self._same
        text = ngettext(
            "{done} file imported, {failed} failed", "{done} files imported, {failed} failed", done
        )
        if self._args.dry_run:
            text = ngettext(
                "{done} file recognised, {failed} failed", "{done} files recognised, {failed} failed", done
            )
        self._shell.say(text.format(done=done, failed=self.failed))
        if self._passed:
            passed = ngettext(
                "{count} file was imported by an earlier run",
                "{count} files were imported by an earlier run",
                self._passed,
            )
            self._shell.say(passed.format(count=self._passed))
        if self._same:
            same = ngettext(
                "{count} file says what is in the library already",
                "{count} files say what is in the library already",
                self._same,
            )
            self._shell.say(same.format(count=self._same))

    def close(self) -> None:
        """The report is whole as far as it goes."""
        if self._report is not None:
            self._report.close()


def _report_file(file: str) -> "ReportFile":
    from briefing_tui.cli.importing.report_file import ReportFile

    return ReportFile(file)


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


def _write(
    recognised: "Recognised", file: str, editor: "LibraryEditor", shell: Shell, *, replace: bool, short: bool
) -> None:
    """Write one issue; its key goes to stdout, what became of the text to stderr: `short` as a row of a table."""
    issue, report = recognised
    known = replace and os.path.lexists(editor.path(issue.key))
    editor.create(issue, replace=replace)
    shell.line(str(issue.key))
    if short:
        counts = (f"{count:,}" for count in (report.kept, report.dropped_total, len(report.uncertain)))
        shell.say(table_row(str(issue.key), *counts, _name(file)))
        return
    shell.say(_("{file} → {key}: {report}").format(file=_name(file), key=issue.key, report=report.one_line()))
    if known:
        shell.say(
            _("{key}: what stood there is in the trash; `{command}` brings it back").format(
                key=issue.key, command=f"briefing-tui restore {issue.key} --replace"
            )
        )
    doubts = doubts_of(report)
    for doubt in doubts[:_SHOWN]:
        shell.say(f"  {doubt}")
    if len(doubts) > _SHOWN:
        shell.say("  " + _("… and {count} more: --dry-run lists them all").format(count=len(doubts) - _SHOWN))


def _stands_there(issue: "Issue", editor: "LibraryEditor") -> bool:
    """Whether the library has an issue that says the same: a run that was killed wrote it, or the file is there twice."""
    try:
        there = editor.load(issue.key).issue
    except BriefingError:
        return False
    return there._replace(workflow=issue.workflow) == issue


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


def _placed(error: BriefingError, file: str) -> LibraryError:
    """An error of the library, with the file it is about."""
    return LibraryError(error.message, place=Place(_name(file)), hint=error.hint)


def _progress(index: int, total: int, file: str) -> str:
    """`[#####...............] 25/100 name`, under 80 cells whatever the name is."""
    filled = _BAR * index // total
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {index + 1}/{total} {os.path.basename(file)[:20]}"


def _name(file: str) -> str:
    return _("standard input") if file == _STDIN else file
