"""Files that a house keeps in its library beside the years: its terms, how it proof-reads. Read with care, written by appending.

Small TOML files that people write by hand. None of them is needed, and a broken one is an error with file and line for whoever asks for
it, never for somebody who only reads issues.
"""

import os
from collections.abc import Callable

from briefing_tui.errors import NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.disk.appending import append_lines
from briefing_tui.library.disk.files import read_regular, sharing, write_whole
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.disk.sharing import rights_of
from briefing_tui.library.format.toml.read import decode_text, parse_toml

SIZE = 1 << 20
"""Bytes of such a file."""


def read_house_file(root: str, name: str) -> dict[str, object]:
    """The table of one file, empty when there is none. LibraryError or FormatError that names what is wrong."""
    path = os.path.join(root, name)
    try:
        data, _status = read_regular(path, root, SIZE)
    except NotFoundError:
        return {}
    return parse_toml(decode_text(data, path), path)


def append_to_house_file(root: str, name: str, lines: str) -> None:
    """Put `lines` behind what one file holds, whole or not at all; a file is made. LibraryError when it cannot be written or is full."""
    hint = _("remove from it what nobody needs any more")
    append_lines(os.path.join(root, name), root, lines, limit=SIZE, hint=hint)


def change_house_file(root: str, name: str, change: Callable[[str], str]) -> None:
    """Put what `change` makes of one file's text in its place, whole or not at all; nothing where that is the same, or no file is there.

    LibraryError when it cannot be written, FormatError for what is no text.
    """
    path = os.path.join(root, name)
    with locked_beside(path), sharing(rights_of(root)):
        try:
            data, _status = read_regular(path, root, SIZE)
        except NotFoundError:
            return
        text = decode_text(data, path)
        changed = change(text)
        if changed != text:
            write_whole(path, changed.encode("utf-8"))
