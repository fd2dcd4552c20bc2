"""`list`: the issues of the library, newest first, and the files that cannot be read with their reasons."""

import argparse

from briefing_tui.cli.output.cataloguing import keep_for_next_time
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _
from briefing_tui.model.issue import PUBLISHED, STATUSES
from briefing_tui.words import as_label, field_name, status_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.catalog.year_text import ListedIssue
    from briefing_tui.library.reader import Entry, LibraryReader

_LARGE_BYTES = 4_000_000
"""Size of a catalog from which on it is quicker than opening the files."""
_MANY = 100
"""Files opened for one list after which the catalog is told of them."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("list the issues, newest first")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui list", _("all issues: key, date, title, items, status")),
        Example("briefing-tui list --year 2024 --status published", _("those of 2024 that are out")),
        Example("briefing-tui list --json", _("for a program")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("--year", metavar="YEAR", type=year, help=_("only issues of this year"))
    parser.add_argument(
        "--status", choices=STATUSES, metavar="|".join(STATUSES), help=_("only issues that have got this far")
    )
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints them."""
    library = shell.library()
    known = None if args.json else _known_heads(library, shell.settings.cache_directory)
    if known is not None:
        heads, read = known
        _print_rows(_rows_of(heads, library, args) + [_row(one) for one in _misplaced(library, args)], shell)
    else:
        entries = [entry for entry in library.iter_entries() if _wanted(entry, args)]
        _print([*entries, *_misplaced(library, args)], args, shell)
        read = library.files_read
    if read > _MANY and not shell.settings.read_only:
        shell.flush()
        keep_for_next_time(shell.finder(), shell.talk, index=False)
    return 0


def _misplaced(library: "LibraryReader", args: argparse.Namespace) -> "list[Entry]":
    """What is nearly named as an issue or a year and is therefore never read; nothing for a reader, or where others are asked for."""
    if library.published_only or args.status is not None or args.year is not None:
        return []
    from briefing_tui.library.disk.names import years_of
    from briefing_tui.library.disk.near_names import misplaced
    from briefing_tui.library.entry import NO_FILE, Entry

    found = misplaced(library.root, years_of(library.root))
    return [Entry(None, one.file, None, one.reason, NO_FILE) for one in found]


def _known_heads(library: "LibraryReader", cache_directory: str) -> "tuple[list[ListedIssue], int] | None":
    """What a plain list shows of a large library, and how many files were read for it; None when no catalog tells that."""
    from briefing_tui.library.catalog.seal import catalog_path
    from briefing_tui.library.disk.files import file_size

    path = catalog_path(cache_directory, library.root)
    if file_size(path) < _LARGE_BYTES:
        return None
    from briefing_tui.library.catalog.listing import known_heads  # loads sqlite3

    return known_heads(path, library.root)


def _rows_of(
    heads: "list[ListedIssue]", library: "LibraryReader", args: argparse.Namespace
) -> list[list[str]]:
    """The rows of what is asked for and may be seen, as `_row` has them."""
    from briefing_tui.library.catalog.year_text import ERROR, KEY, STATUS

    if args.year is not None:
        heads = [head for head in heads if head[KEY].startswith(f"{args.year}-")]
    if args.status is not None:
        heads = [head for head in heads if head[STATUS] == args.status]
    if library.published_only:
        heads = [head for head in heads if head[STATUS] == PUBLISHED or head[ERROR]]
    names = {status: status_name(status) for status in STATUSES}
    return [
        [*head[:STATUS], names[head[STATUS]]]
        if not head[ERROR]
        else [head[KEY], "", _("unreadable: {reason}").format(reason=library.reason(head[ERROR]))]
        for head in heads
    ]


def _print(entries: "list[Entry]", args: argparse.Namespace, shell: Shell) -> None:
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps([_object(entry) for entry in entries]))
    else:
        _print_rows([_row(entry) for entry in entries], shell)


def _print_rows(rows: list[list[str]], shell: Shell) -> None:
    from briefing_tui.cli.output.table import columns

    if rows and shell.terminal:
        _show_rows(rows, shell)
        return
    lines = columns(rows, right=frozenset({3}), ambiguous=shell.ambiguous)
    shell.out("".join([f"{line}\n" for line in lines]))
    if not rows:
        shell.say(_("no issue in {directory}").format(directory=shell.settings.library))


def _show_rows(rows: list[list[str]], shell: Shell) -> None:
    """With heads and colour; page by page when there are more than the terminal has rows."""
    from briefing_tui.cli.output.table import columns
    from briefing_tui.cli.pager import show_in_pager
    from briefing_tui.typeset import ansi

    date, title, status = (as_label(field_name(name)) for name in ("date", "title", "status"))
    heads = [_("Key"), date, title, _("Items"), status]
    head, *lines = columns([heads, *rows], right=frozenset({3}), ambiguous=shell.ambiguous)
    bold, coming, bad = (
        ansi.painter(name, shell.colours) for name in ("contents.head", "contents.number", "rule")
    )
    out = status_name(PUBLISHED)
    painted = [bold(head)]
    for row, line in zip(rows, lines, strict=True):
        is_broken, is_out = len(row) < len(heads), row[-1] == out
        painted.append(bad(line) if is_broken else ansi.safe_text(line) if is_out else coming(line))
    text = "".join(f"{line}\n" for line in painted)
    if len(painted) < shell.size()[1]:
        shell.out_styled(text)
    else:
        show_in_pager(text, shell)


def _wanted(entry: "Entry", args: argparse.Namespace) -> bool:
    """A broken file is shown unless its key or the filter rules it out."""
    if args.year is not None and entry.key is not None and entry.key.year != args.year:
        return False
    return args.status is None or (entry.summary is not None and entry.summary.status == args.status)


def _row(entry: "Entry") -> list[str]:
    name = entry.file if entry.key is None else str(entry.key)
    summary = entry.summary
    if summary is None:
        return [name, "", _("unreadable: {reason}").format(reason=entry.error)]
    date = summary.date.isoformat() if summary.date else ""
    return [name, date, summary.title, str(summary.item_total), status_name(summary.status)]


def _object(entry: "Entry") -> dict[str, object]:
    found: dict[str, object] = {"key": str(entry.key) if entry.key else None, "file": entry.file}
    if entry.summary is not None:
        summary = entry.summary
        found |= {
            "title": summary.title,
            "headline": summary.headline,
            "date": summary.date,
            "status": summary.status,
            "total": summary.total,
            "items": summary.item_total,
            "sections": list(summary.sections),
        }
    if entry.error:
        found["error"] = entry.error
    return found


def year(text: str) -> int:
    """The value of an option `--year`; UsageError unless it has four digits."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        return int(text)
    raise UsageError(_("--year {text}: expected four digits").format(text=text[:20]))
