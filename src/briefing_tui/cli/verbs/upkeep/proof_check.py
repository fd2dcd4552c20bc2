"""Proof-reading in the shell: `check KEY --proof`, a whole library, a text that is no issue, the fixes. Called by the verb `check`."""

import argparse
import os
from functools import partial
from typing import Any, NamedTuple

from briefing_tui.cli.findings.rows import FindingRow, as_json, as_line
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.errors import NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing_tui.library.search.finder import Finder
    from briefing_tui.model.edits import Selection
    from briefing_tui.model.finding import Finding
    from briefing_tui.model.issue import Issue, Masthead
    from briefing_tui.model.key import IssueKey
    from briefing_tui.proof.house import House
    from briefing_tui.proof.long_texts import Task
    from briefing_tui.proof.proofread import Proofreader
    from briefing_tui.proof.rules.sequence import Repeat
    from briefing_tui.proof.terms import Terms

_TOGETHER = 64
"""Issues of a library that are read at once."""
_WORTH = 16
"""Fewer are read one after the other."""
_ROUND = 3
"""Characters shown on either side of what a finding is about."""
_LONGEST = 16 << 20
"""Bytes of a text that is no issue: it is read, and nothing is made of it, so it may be longer than what is imported."""


class _Waiting(NamedTuple):
    """An issue of the library that waits to be read with others."""

    key: "IssueKey"
    issue: "Issue"
    before: "Masthead | None"


def add_arguments(parser: Parser) -> None:
    """The arguments that go with `--proof`."""
    parser.add_argument(
        "--proof", action="store_true", help=_("proof-read: KEY, a text file, or the whole library")
    )
    add = partial(parser.add_argument, belongs_to=("--proof",))
    add("--level", choices=("E", "H"), help=_("only errors (E), or only hints (H)"))
    add("--rule", metavar="ID", action="append", help=_("only this rule, such as P-01; may be repeated"))
    add("--terms", metavar="FILE", help=_("a term file of one's own beside the library's"))
    add("--passed", action="store_true", help=_("also what was let pass"))
    add("--fix", action="store_true", help=_("take the fixes: marks, digits, labels"))
    parser.add_argument(
        "--dry-run", action="store_true", belongs_to=("--fix",), help=_("with --fix: show only")
    )
    add("--sarif", action="store_true", help=_("as SARIF 2.1.0, for programs that show findings"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints the findings; 1 when an error is among them, or an issue could not be read."""
    from briefing_tui.proof.proofread import Proofreader, Switches
    from briefing_tui.proof.rule_table import NUMBERS

    if unknown := [name for name in args.rule or () if name.upper() not in NUMBERS]:
        raise UsageError(
            _("there is no rule {names}").format(names=", ".join(unknown)), hint=", ".join(sorted(NUMBERS))
        )
    is_file = args.key is not None and _names_file(args.key)
    house, terms = _house(args, shell, in_library=not is_file)
    house = house._replace(off=house.off | set(shell.settings.proof))
    reader = Proofreader(terms, Switches(house.off), partial(_in_parallel, shell, args.key is not None))
    unread: list[IssueKey] = []
    if is_file:
        rows = _of_file(args, reader)
    elif args.key is not None:
        key = shell.library().resolve(args.key).key
        rows = (
            _fix(args, key, reader, house, shell)
            if args.fix
            else list(_of_issue(args, key, reader, house, shell))
        )
    elif args.fix:
        raise UsageError(_("--fix needs a KEY: one issue after the other"))
    else:
        rows = list(_of_library(args, reader, house, shell, unread))
    _show(rows, args, shell)
    return int(bool(unread) or any(row.finding.is_error for row in rows))


def _in_parallel(shell: Shell, is_one: bool, tasks: "Sequence[Task]") -> "Sequence[Any]":
    """Does the tasks of a long text, and says how far it is when it is the only one."""
    from briefing_tui.cli.parallel import in_parallel

    if not (is_one and shell.talk.terminal):
        return in_parallel(tasks)

    def tell(done: int, total: int) -> None:
        shell.talk.progress(_("proof-reading: {percent} %, Ctrl-C stops").format(percent=done * 100 // total))

    try:
        return in_parallel(tasks, tell)
    finally:
        shell.talk.done()


def _names_file(word: str) -> bool:
    """Whether it is a file and no KEY: with a slash, or with an ending. 2024-14.toml is the issue."""
    ending = os.path.splitext(word)[1][1:].lower()
    return os.sep in word or (ending.isascii() and ending.isalpha() and ending != "toml")


def _house(args: argparse.Namespace, shell: Shell, *, in_library: bool) -> "tuple[House, Terms]":
    """The choices and the words of the house, and those of `--terms`."""
    from briefing_tui.library.house_files import read_house_file
    from briefing_tui.proof import house, house_terms
    from briefing_tui.proof.terms import read_terms

    terms = house_terms.own_terms()
    root = shell.settings.library
    choices: dict[str, object] = {}
    if in_library or os.path.isdir(root):
        terms = house_terms.with_house(
            terms, read_terms(read_house_file(root, house_terms.NAME), house_terms.NAME)
        )
        choices = read_house_file(root, house.NAME)
    if args.terms:
        folder, name = os.path.split(os.path.abspath(args.terms))
        if not os.path.exists(args.terms):
            raise NotFoundError(_("no file {file}").format(file=args.terms))
        terms = house_terms.with_house(terms, read_terms(read_house_file(folder, name), args.terms))
    return house.read_house(choices), terms


def _of_issue(
    args: argparse.Namespace, key: "IssueKey", reader: "Proofreader", house: "House", shell: Shell
) -> "Iterator[FindingRow]":
    library = shell.library()
    issue = library.load(key).issue
    earlier = library.neighbour(key, -1)
    before = library.load(earlier).issue.masthead if earlier is not None else None
    repeated = _repeated(_finder(args, house, shell), issue)
    yield from _rows(args, key, issue, reader.read(issue, before, repeated), house)


def _finder(args: argparse.Namespace, house: "House", shell: Shell) -> "Finder | None":
    """Who tells which items stood in earlier issues; None when nobody asks for that."""
    rules = {name.upper() for name in args.rule or ()}
    if "C-08" in house.off or args.level == "E" or (rules and "C-08" not in rules):
        return None
    from briefing_tui.cli.output import cataloguing

    finder = shell.finder()
    finder.catch_up(cataloguing.progress(shell.talk))
    shell.talk.done()
    return finder


def _rows(
    args: argparse.Namespace,
    key: "IssueKey",
    issue: "Issue",
    findings: "Iterable[Finding]",
    house: "House",
) -> "Iterator[FindingRow]":
    from briefing_tui.proof.house import mark_of
    from briefing_tui.proof.passage import passages

    texts = {(one.selection, one.field): one.text for one in passages(issue)}
    marks = house.marks
    for finding in findings:
        if not _is_asked(args, finding):
            continue
        if marks and not args.passed and mark_of(issue, finding) in marks:
            continue
        span = finding.span
        text = texts.get((finding.selection, span.field), "") if span and finding.selection else ""
        yield FindingRow(_address(key, issue, finding), finding, *_round(text, finding))


def _repeated(finder: "Finder | None", issue: "Issue") -> "dict[Selection, Repeat]":
    if finder is None:
        return {}
    from briefing_tui.proof.rules.sequence import Repeat, by_item

    found = finder.earlier(issue)
    return by_item(issue, [one and Repeat(str(one.address), one.share, one.same_title) for one in found])


def _is_asked(args: argparse.Namespace, finding: "Finding") -> bool:
    rules = {name.upper() for name in args.rule or ()}
    return (not args.level or finding.level == args.level) and (not rules or finding.rule in rules)


def _address(key: "IssueKey", issue: "Issue", finding: "Finding") -> str:
    """The address of the item that a finding is in, or of the issue."""
    from briefing_tui.model.edits import ITEM

    selection = finding.selection
    if selection is None or selection.kind != ITEM:
        return str(key)
    position = sum(len(section.items) for section in issue.sections[: selection.section]) + selection.item + 1
    return f"{key}#{position}"


def _round(text: str, finding: "Finding") -> tuple[str, str]:
    span = finding.span
    if span is None:
        return "", ""
    before = text[max(0, span.start - _ROUND) : span.start].rpartition("\n")[2]
    return before, text[span.end : span.end + _ROUND].partition("\n")[0]


def _of_library(
    args: argparse.Namespace, reader: "Proofreader", house: "House", shell: Shell, unread: "list[IssueKey]"
) -> "Iterator[FindingRow]":
    """Of all issues; those that cannot be read are told and go to `unread`."""
    from briefing_tui.errors import BriefingError

    library = shell.library()
    keys = sorted(library.keys())
    before: dict[str, Masthead] = {}
    finder = _finder(args, house, shell)
    for first in range(0, len(keys), _TOGETHER):
        waiting: list[_Waiting] = []
        for key in keys[first : first + _TOGETHER]:
            try:
                issue = library.load(key).issue
            except BriefingError as error:
                shell.error(error)
                unread.append(key)
                continue
            waiting.append(_Waiting(key, issue, before.get(key.kind)))
            before[key.kind] = issue.masthead

        def tell(begun: int, _count: int, first: int = first) -> None:
            shell.talk.progress(
                _("proof-reading: {done} of {total}, Ctrl-C stops").format(
                    done=first + begun + 1, total=len(keys)
                )
            )

        several = _read_together(waiting, reader, finder, tell)
        for one, findings in zip(waiting, several, strict=True):
            yield from _rows(args, one.key, one.issue, findings, house)
    shell.talk.done()


def _read_together(
    waiting: "Sequence[_Waiting]",
    reader: "Proofreader",
    finder: "Finder | None",
    tell: "Callable[[int, int], None]",
) -> "Sequence[tuple[Finding, ...]]":
    """What is found in some issues; by several processes when that is worth it."""
    from briefing_tui.cli.parallel import in_parallel

    if finder is not None and len(waiting) >= _WORTH:
        finder.let_go()
    tasks = [partial(_findings, one, reader, finder) for one in waiting]
    return in_parallel(tasks, tell, alone=len(tasks) < _WORTH)


def _findings(one: _Waiting, reader: "Proofreader", finder: "Finder | None") -> "tuple[Finding, ...]":
    return reader.read(one.issue, one.before, _repeated(finder, one.issue))


def _of_file(args: argparse.Namespace, reader: "Proofreader") -> list[FindingRow]:
    """A text that is no issue; its address is file and line."""
    if args.fix:
        raise UsageError(_("--fix changes issues of the library only"))
    text = _text_of_file(args.key)
    rows, line, counted = [], 1, 0
    for finding in reader.read_text(text):
        if _is_asked(args, finding):
            start = finding.span.start if finding.span else counted
            line, counted = line + text.count("\n", counted, start), start
            rows.append(FindingRow(f"{args.key}:{line}", finding._replace(line=line), *_round(text, finding)))
    return rows


def _text_of_file(file: str) -> str:
    """The words of a text as they are, and those of Word files, PDF and pages as an import reads them: a paragraph a line."""
    from briefing_tui.cli.verbs.writing.import_ import read_file
    from briefing_tui.importers import kinds
    from briefing_tui.importers.documents import read_document
    from briefing_tui.importers.text import read_text

    data = read_file(file)
    if kinds.kind_of(data, file) == kinds.TEXT:
        return read_text(data, file, _LONGEST).text
    return read_document(data, file).text


def _fix(
    args: argparse.Namespace, key: "IssueKey", reader: "Proofreader", house: "House", shell: Shell
) -> list[FindingRow]:
    """Takes the fixes of one issue; what is left is returned."""
    from briefing_tui.proof.fixing import fixed_issue

    rows = list(_of_issue(args, key, reader, house, shell))
    fixable = [row for row in rows if row.finding.span is not None and row.finding.span.fix is not None]
    if args.dry_run or not fixable:
        return fixable
    editor = shell.editor()
    opened = editor.open_for_editing(key)
    new = fixed_issue(opened.issue, [row.finding for row in fixable])
    saved = editor.save(opened, new)
    for line in saved.merged:
        shell.say(line)
    shell.say(
        ngettext("{count} place changed", "{count} places changed", len(fixable)).format(count=len(fixable))
    )
    return list(_of_issue(args, key, reader, house, shell))


def _show(rows: list[FindingRow], args: argparse.Namespace, shell: Shell) -> None:
    if args.sarif:
        from briefing_tui.cli.findings import sarif

        shell.out(sarif.log(rows))
        return
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps([as_json(row) for row in rows]))
        return
    for row in rows:
        shell.line(as_line(row))
    errors = sum(row.finding.is_error for row in rows)
    if rows:
        text = _("{errors} E, {hints} H")
        shell.say(text.format(errors=errors, hints=len(rows) - errors))
    else:
        shell.say(_("nothing to remark on"))
