"""`import --into`: what is in files becomes items of an issue that is being written. A failed file does not stop the others."""

import argparse

from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verbs.writing.taking import (
    chosen,
    open_unpublished,
    recognised_lines,
    section_for,
    take_pieces,
    tell_taken,
)
from briefing_tui.errors import BriefingError, LibraryError, Place, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.importers.pieces import RecognisedItems

_SHOWN = 20
"""Doubtful places named; --dry-run names them all."""


def run_into(args: argparse.Namespace, shell: Shell, read: "Callable[[str], tuple[bytes, str]]") -> int:
    """Takes the files in their order, each as `read` gives it with its name for messages; the addresses of the items go to stdout. 1 when any file failed."""
    from briefing_tui.importers.pieces import read_pieces

    if args.key is not None or args.replace:
        raise UsageError(
            _("--into goes neither with --as nor with --replace"), hint=_("leave one of them out")
        )
    editor = shell.editor()
    opened = open_unpublished(editor, args.into, shell)
    failed = 0
    for file in args.files:
        try:
            pieces = read_pieces(*read(file))
            wanted = chosen(pieces, args.pieces)
            if args.dry_run:
                for piece in wanted:
                    section_for(opened.issue, opened.key, piece, args.section)
                _print(file, pieces, args.pieces, shell)
                continue
            opened, addresses, told = take_pieces(editor, opened, wanted, args.section, again=args.again)
        except UsageError:
            raise
        except BriefingError as error:
            failed += 1
            shell.error(error if error.place.file else _placed(error, file))
            continue
        tell_taken(addresses, [*told, *_doubts(pieces)], shell)
    return 1 if failed else 0


def _print(file: str, pieces: "RecognisedItems", numbers: str | None, shell: Shell) -> None:
    wanted = chosen(pieces, numbers)
    count = ngettext("{file}: {count} piece", "{file}: {count} pieces", len(pieces.found))
    shell.line(count.format(file=file, count=len(pieces.found)))
    for number, piece in enumerate(pieces.found, 1):
        if piece in wanted:
            for line in recognised_lines(piece, number):
                shell.line(f"  {line}")
    for doubt in pieces.doubts:
        shell.line(f"  {doubt}")


def _doubts(pieces: "RecognisedItems") -> list[str]:
    shown = list(pieces.doubts[:_SHOWN])
    if len(pieces.doubts) > _SHOWN:
        shown.append(
            _("… and {count} more: --dry-run lists them all").format(count=len(pieces.doubts) - _SHOWN)
        )
    return shown


def _placed(error: BriefingError, file: str) -> LibraryError:
    return LibraryError(error.message, place=Place(file), hint=error.hint)
