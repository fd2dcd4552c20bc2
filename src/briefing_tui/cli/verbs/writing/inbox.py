"""`inbox`: what units sent in: list it, read it, take it into an issue, decline it."""

import argparse
from functools import partial

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.importers.pieces import RecognisedItems
    from briefing_tui.library.inbox.contribution import Contribution
    from briefing_tui.library.inbox.inbox import Inbox, InboxEditor

LIST, SHOW, TAKE, DECLINE = _DOINGS = ("list", "show", "take", "decline")


def help_line() -> str:
    """One line for the list of verbs."""
    return _("list contributions that units sent in, take them into an issue or decline them")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui inbox list", _("what waits in the folder inbox of the library")),
        Example("briefing-tui inbox show 业务部/简讯.txt", _("as it was recognised and cleaned")),
        Example(
            "briefing-tui inbox take 业务部/简讯.txt --into 2024-15 --section 行业动态",
            _("into an issue; the file goes to inbox/taken"),
        ),
        Example(
            "briefing-tui inbox decline 业务部/简讯.txt --reason 与上期重复",
            _("not this one; the file goes to inbox/declined"),
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
        "files",
        metavar="FILE",
        nargs="*",
        help=_("as `inbox list` names it; its own name is enough if no other has it"),
    )
    take = partial(parser.add_argument, belongs_to=(TAKE,))
    take("--into", metavar="KEY", help=_("with take: the issue, 2024-15 or latest"))
    take("--section", metavar="TITLE", help=_("with take: the section it goes to"))
    take("--pieces", metavar="NUMBERS", help=_("with take: only these, such as 1,3-5"))
    take("--again", action="store_true", help=_("with take: also what was taken already"))
    parser.add_argument("--reason", metavar="TEXT", belongs_to=(DECLINE,), help=_("with decline: why"))
    parser.add_argument(
        "--json", action="store_true", belongs_to=(LIST,), help=_("with list: an array instead of columns")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does it; 1 when a file could not be read, taken or declined."""
    if args.doing == LIST:
        if args.files:
            raise UsageError(_("list takes no file"), hint=_("show, take and decline do"))
        return _list(shell, as_json=args.json)
    if not args.files:
        raise UsageError(
            _("which file?"), hint=_("`{command}` names them").format(command="briefing-tui inbox list")
        )
    if args.doing == SHOW:
        return _each(args.files, shell, lambda file: _show(_reader(shell), file, shell))
    if args.doing == DECLINE:
        if not (args.reason or "").strip():
            raise UsageError(_("why is it declined?"), hint="--reason TEXT")
        return _each(
            args.files, shell, lambda file: _decline(_editor(shell), file, args.reason.strip(), shell)
        )
    if args.into is None:
        raise UsageError(_("which issue is it for?"), hint="--into KEY")
    return _each(args.files, shell, lambda file: _take(file, args, shell))


def _reader(shell: Shell) -> "Inbox":
    from briefing_tui.library.inbox.inbox import Inbox, InboxEditor

    library = shell.library()
    if shell.may_write:
        return InboxEditor(library.root)
    return Inbox(library.root, published_only=library.published_only)


def _editor(shell: Shell) -> "InboxEditor":
    from briefing_tui.library.inbox.inbox import InboxEditor

    return InboxEditor(shell.editor().root)


def _each(files: list[str], shell: Shell, do: "Callable[[str], None]") -> int:
    """One after another; a failed one does not stop the others."""
    failed = 0
    for file in files:
        try:
            do(file)
        except UsageError:
            raise
        except BriefingError as error:
            failed = 1
            shell.error(error)
    return failed


def _pieces(inbox: "Inbox", one: "Contribution") -> "RecognisedItems":
    """What is in a contribution, with its unit."""
    from briefing_tui.importers.pieces import of_contribution, read_pieces

    return of_contribution(read_pieces(inbox.read(one), one.file), one.file, one.unit)


def _list(shell: Shell, *, as_json: bool) -> int:
    rows = _rows(_reader(shell), shell)
    if as_json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps(rows))
    else:
        _print(rows, shell)
    return int(any(row["reason"] for row in rows))


def _rows(inbox: "Inbox", shell: Shell) -> list[dict[str, object]]:
    """What waits, each file read."""
    from briefing_tui.text.characters import count

    rows: list[dict[str, object]] = []
    waiting = inbox.waiting()
    for at, one in enumerate(waiting):
        if len(waiting) > 1:
            done = _("reading the inbox: {done} of {total}").format(done=at, total=len(waiting))
            shell.talk.progress(done)
        title, words, reason = "", 0, one.reason
        try:
            if not reason:
                pieces = _pieces(inbox, one)
                title = pieces.found[0].item.title or pieces.found[0].item.body[:40]
                words = sum(count(piece.item.title + piece.item.body)[1] for piece in pieces.found)
        except BriefingError as error:
            reason = error.message
        known = {"file": one.file, "unit": one.unit, "received": one.received, "before": one.before}
        rows.append({**known, "words": words, "title": title, "reason": reason})
    shell.talk.done()
    return rows


def _print(rows: list[dict[str, object]], shell: Shell) -> None:
    from briefing_tui.cli.output.table import columns

    head = (field_name("units"), field_name("date"), _("words"), _("first line"), _("contribution"))
    table = [
        (str(row["unit"]), str(row["received"]), str(row["words"] or ""), _told(row), str(row["file"]))
        for row in rows
    ]
    for line in columns([head, *table], right=frozenset({2}), ambiguous=shell.ambiguous) if rows else ():
        shell.line(line)
    waits = ngettext("{count} contribution waits", "{count} contributions wait", len(rows))
    shell.say(waits.format(count=len(rows)))


def _told(row: dict[str, object]) -> str:
    """What a row says of the text: its first line, why it cannot be read, what became of it before."""
    if row["reason"]:
        return f"! {row['reason']}"
    title = str(row["title"])
    shown = title if len(title) <= 30 else title[:29] + "…"
    return _("{title} (before: {what})").format(title=shown, what=row["before"]) if row["before"] else shown


def _show(inbox: "Inbox", file: str, shell: Shell) -> None:
    from briefing_tui.cli.verbs.writing.taking import print_piece

    for number, piece in enumerate(_pieces(inbox, inbox.find(file)).found, 1):
        print_piece(piece, number, shell)


def _decline(inbox: "InboxEditor", file: str, reason: str, shell: Shell) -> None:
    decision = inbox.decline(inbox.find(file), reason)
    shell.say(_("{file} is now inbox/{to}").format(file=decision.file, to=decision.to))


def _take(file: str, args: argparse.Namespace, shell: Shell) -> None:
    """Into the issue, saved; then the file is moved. A second try does what the first did not."""
    from briefing_tui.cli.verbs.writing.taking import chosen, open_unpublished, take_pieces, tell_taken
    from briefing_tui.model.taking import already_in

    inbox, editor = _editor(shell), shell.editor()
    one = inbox.find(file)
    if one.before and not args.again:
        raise BriefingError(
            _("{file}: the same text was decided on before: {what}").format(file=one.file, what=one.before),
            hint=_("--again takes it nevertheless; decline puts it away"),
        )
    inbox.check_may_decide(one)
    opened = open_unpublished(editor, args.into, shell)
    pieces = _pieces(inbox, one)
    wanted = chosen(pieces, args.pieces)
    opened, addresses, told = take_pieces(editor, opened, wanted, args.section, again=args.again)
    there = [already_in(opened.issue, piece.item) for piece in wanted]
    places = addresses or tuple(f"{opened.key}#{at}" for at in there if at)
    tell_taken(addresses, told, shell)
    decision = inbox.take(one, places, next((unit for piece in wanted for unit in piece.item.units), ""))
    shell.say(_("{file} is now inbox/{to}").format(file=decision.file, to=decision.to))
