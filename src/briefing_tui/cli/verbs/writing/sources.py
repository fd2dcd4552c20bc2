"""`sources`: other libraries, whose published items are taken over into an issue."""

import argparse
from functools import partial

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, LibraryError, UsageError
from briefing_tui.i18n import _
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.importers.pieces import RecognisedItem
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.library.sources.source import Source, SourceIssue
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey, ItemAddress

LIST, ADD, REMOVE, UPDATE, SHOW, TAKE = _DOINGS = ("list", "add", "remove", "update", "show", "take")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("take items over from the published issues of other libraries")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui sources add 示例分公司 /srv/branch/bulletins", _("a library in another directory")
        ),
        Example(
            "briefing-tui sources add 示例分公司 ssh://git@host/srv/branch-published.git",
            _("one that is fetched: best the place that its `sync --published` fills"),
        ),
        Example("briefing-tui sources update", _("fetch what they have published since")),
        Example("briefing-tui sources show 示例分公司", _("their newest issues and the items in them")),
        Example(
            "briefing-tui sources take 示例分公司 2024-14#3 --into 2024-15 --section 子公司动态",
            _("into an issue, with its unit and its address"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "doing",
        choices=_DOINGS,
        nargs="?",
        default=LIST,
        metavar="|".join(_DOINGS),
        help=_("list unless given"),
    )
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help=_(
            "the name of a source; with add, then a directory or an address of git; with show and take, then issues or items, 2024-14#3"
        ),
    )
    parser.add_argument(
        "--unit", metavar="NAME", belongs_to=(ADD,), help=_("with add: the contributing unit; else the name")
    )
    take = partial(parser.add_argument, belongs_to=(TAKE,))
    take("--into", metavar="KEY", help=_("with take: the issue, 2024-15 or latest"))
    take("--section", metavar="TITLE", help=_("with take: the section it goes to"))
    take("--again", action="store_true", help=_("with take: also what was taken already"))
    parser.add_argument(
        "--json",
        action="store_true",
        belongs_to=(LIST, SHOW),
        help=_("with list and show: an array of all of it"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does it; 1 when something could not be read, fetched or taken."""
    editor = shell.editor()  # not for readers, whatever is asked
    name, rest = (args.words[0] if args.words else ""), args.words[1:]
    if args.doing == ADD:
        return _add(editor, args.words, args.unit or "", shell)
    if args.doing in {REMOVE, SHOW, TAKE} and not name:
        raise UsageError(
            _("which source?"), hint=_("`{command}` names them").format(command="briefing-tui sources list")
        )
    if args.doing == REMOVE:
        from briefing_tui.library.sources.listing import remove_source

        remove_source(editor.root, name)
        return 0
    if args.doing == UPDATE:
        return _update(editor.root, args.words, shell)
    if args.doing == SHOW:
        return _show(editor, name, rest, shell, as_json=args.json)
    if args.doing == TAKE:
        return _take(editor, name, rest, args, shell)
    if args.words:
        raise UsageError(_("list takes no name"), hint=_("show does"))
    return _list(editor.root, shell, as_json=args.json)


def _add(editor: "LibraryEditor", words: "Sequence[str]", unit: str, shell: Shell) -> int:
    from briefing_tui.library.sources.listing import add_source, made_source

    if len(words) != 2:
        raise UsageError(_("add takes a name and a place"), hint="sources add NAME PLACE")
    if not editor.exists():
        shell.library()  # says what to do
    made = made_source(editor.root, words[0], words[1], unit)
    add_source(editor.root, made)
    shell.line(f"{made.name} {made.place}")
    return 0


# What there is


def _list(root: str, shell: Shell, *, as_json: bool) -> int:
    from briefing_tui.library.sources.listing import read_sources

    rows = [_row(one, shell.settings.cache_directory) for one in read_sources(root)]
    if as_json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps(rows))
        return int(any(row["reason"] for row in rows))
    if not rows:
        shell.say(
            _("no source yet; `{command}` names one").format(command="briefing-tui sources add NAME PLACE")
        )
    from briefing_tui.cli.output.table import columns

    head = (_("other library"), field_name("units"), _("newest"), _("fetched"), _("place"))
    table = [
        (
            str(row["name"]),
            str(row["unit"]),
            str(row["newest"]),
            str(row["fetched"])[:16].replace("T", " "),
            f"! {row['reason']}" if row["reason"] else str(row["place"]),
        )
        for row in rows
    ]
    for line in columns([head, *table], ambiguous=shell.ambiguous) if rows else ():
        shell.line(line)
    return int(any(row["reason"] for row in rows))


def _row(source: "Source", cache: str) -> dict[str, object]:
    """One source, with its newest issue and what is wrong with it."""
    import datetime as dt

    from briefing_tui.library.sources import access

    reason, newest = access.trouble(source, cache), ""
    if not source.fault:
        try:
            dated = [
                (one.issue.masthead.date or dt.date.min, one.key)
                for one in _issues(source, cache)
                if one.issue is not None and one.key is not None
            ]
            newest = str(max(dated)[1]) if dated else ""
        except BriefingError as error:
            reason = reason or error.message
    when = access.fetched_at(source, cache)
    fetched = dt.datetime.fromtimestamp(when).astimezone().isoformat(timespec="seconds") if when else ""
    return {
        "name": source.name,
        "unit": source.unit,
        "place": source.place,
        "newest": newest,
        "fetched": fetched,
        "reason": reason,
    }


def _issues(source: "Source", cache: str) -> "list[SourceIssue]":
    from briefing_tui.library.sources.access import open_shelf
    from briefing_tui.library.sources.shelf import newest

    shelf = open_shelf(source, cache)
    try:
        return newest(shelf, {})
    finally:
        shelf.close()


def _update(root: str, names: "Sequence[str]", shell: Shell) -> int:
    """Fetch those that are named, or all; a failed one does not stop the others."""
    from briefing_tui.cli.output.progress_line import told_to
    from briefing_tui.library.sources import access
    from briefing_tui.library.sources.listing import find_source, read_sources

    failed = 0
    for source in [find_source(root, name) for name in names] if names else read_sources(root):
        try:
            if source.fault:
                raise LibraryError(source.fault)
            changed = access.update(source, shell.settings.cache_directory, told_to(shell.talk))
        except BriefingError as error:
            failed = 1
            shell.error(LibraryError(f"{source.name}: {error.message}", hint=error.hint))
        else:
            told = _("there is something new") if changed else _("nothing new")
            shell.say(f"{source.name}: {told}")
        finally:
            shell.talk.done()
    return failed


# One source


def _show(editor: "LibraryEditor", name: str, asked: "Sequence[str]", shell: Shell, *, as_json: bool) -> int:
    from briefing_tui.library.sources.listing import find_source
    from briefing_tui.library.sources.taken import taken_before

    source = find_source(editor.root, name)
    if asked:
        for address in asked:
            _print_text(source, address, shell)
        return 0
    issues, taken = _issues(source, shell.settings.cache_directory), taken_before(editor.root)
    if as_json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps([_object(source, one, taken) for one in issues]))
        return _failed(issues)
    for one in issues:
        if one.issue is None or one.key is None:
            shell.say(f"! {one.key or one.file}: {one.reason}")
            continue
        shell.line(f"{one.key} {one.issue.masthead.date or ''} {one.issue.masthead.title}".rstrip())
        for position, title, before in _items(source, one.key, one.issue, taken):
            known = _(" (taken: {where})").format(where=before) if before else ""
            shell.line(f"  {one.key}#{position} {title}{known}")
    return _failed(issues)


def _failed(issues: "list[SourceIssue]") -> int:
    """1 when one of them cannot be read; a draft is as it should be."""
    return int(any(one.reason and not one.draft for one in issues))


def _items(
    source: "Source", key: "IssueKey", issue: "Issue", taken: dict[str, str]
) -> "list[tuple[int, str, str]]":
    """Position, title, and where it was taken to."""
    from briefing_tui.model.issue import walk_items
    from briefing_tui.model.origin import address_of
    from briefing_tui.model.outline import item_name

    return [
        (
            one.position,
            " ".join(item_name(one.item).split())[:60],
            taken.get(address_of(source.name, key, one.position), ""),
        )
        for one in walk_items(issue)
    ]


def _object(source: "Source", one: "SourceIssue", taken: dict[str, str]) -> dict[str, object]:
    items = _items(source, one.key, one.issue, taken) if one.issue is not None and one.key is not None else []
    return {
        "key": str(one.key) if one.key is not None else "",
        "file": one.file,
        "reason": one.reason,
        "items": [{"position": at, "title": title, "taken": where} for at, title, where in items],
    }


def _print_text(source: "Source", asked: str, shell: Shell) -> None:
    from briefing_tui.cli.verbs.writing.taking import print_piece

    address = _address(asked)
    for piece, position in _pieces(source, address, shell.settings.cache_directory):
        if address.item in {None, position}:
            print_piece(piece, position, shell)


def _pieces(source: "Source", address: "ItemAddress", cache: str) -> "list[tuple[RecognisedItem, int]]":
    """The items of an issue, ready to be taken. NotFoundError when the item that is asked for is not among them."""
    from briefing_tui.errors import NotFoundError
    from briefing_tui.importers.pieces import RecognisedItem
    from briefing_tui.library.sources.access import open_shelf
    from briefing_tui.library.sources.shelf import one_issue
    from briefing_tui.library.sources.taken import as_taken
    from briefing_tui.model.issue import walk_items

    shelf = open_shelf(source, cache)
    try:
        issue = one_issue(shelf, source, address.key).issue
    finally:
        shelf.close()
    assert issue is not None
    if address.item is not None and address.item > issue.item_total():
        raise NotFoundError(_("{name} has no item {address}").format(name=source.name, address=address))
    return [
        (
            RecognisedItem(
                as_taken(one.item, source, address.key, one.position), issue.sections[one.section].title
            ),
            one.position,
        )
        for one in walk_items(issue)
    ]


def _address(text: str) -> "ItemAddress":
    from briefing_tui.model.key import parse_address

    return parse_address(text.replace("＃", "#"))


def _take(
    editor: "LibraryEditor", name: str, asked: "Sequence[str]", args: argparse.Namespace, shell: Shell
) -> int:
    """All that is named, in one save; then it is noted."""
    from briefing_tui.cli.verbs.writing.taking import open_unpublished, take_pieces, tell_taken
    from briefing_tui.library.sources.listing import find_source
    from briefing_tui.library.sources.taken import note_taken, taken_before

    addresses = [_address(text) for text in asked]
    if not addresses or any(one.item is None for one in addresses):
        raise UsageError(_("which items?"), hint=f"sources take {name} 2024-14#3")
    if args.into is None:
        raise UsageError(_("which issue is it for?"), hint="--into KEY")
    source, cache = find_source(editor.root, name), shell.settings.cache_directory
    known = taken_before(editor.root)
    wanted: list[RecognisedItem] = []
    for address in dict.fromkeys(addresses):
        piece = next(piece for piece, position in _pieces(source, address, cache) if position == address.item)
        before = known.get(piece.item.origin)
        if before and not args.again:
            shell.say(
                _("{address} was taken before: {where}; --again takes it nevertheless").format(
                    address=piece.item.origin, where=before
                )
            )
            continue
        wanted.append(piece)
    if not wanted:
        return 1
    opened = open_unpublished(editor, args.into, shell)
    opened, places, told = take_pieces(editor, opened, wanted, args.section, again=args.again)
    tell_taken(places, told, shell)
    note_taken(editor.root, opened.issue, opened.key, shell.settings.name)
    return 0 if places else 1
