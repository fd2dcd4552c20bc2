"""Text files that are only appended to, whole or not at all: what a house keeps beside its years, what was decided in a year."""

from briefing_tui.errors import LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular, sharing, write_whole
from briefing_tui.library.disk.locks import locked_beside
from briefing_tui.library.disk.sharing import rights_of


def append_lines(path: str, root: str, lines: str, *, limit: int, between: str = "", hint: str = "") -> None:
    """Put `lines` behind what a file inside `root` holds; it is made where there is none. `between` stands before all but the first.

    LibraryError when it cannot be read or written, and when it would be longer than `limit` bytes: nobody could read it then. `hint`
    says what can be done about that.
    """
    with locked_beside(path), sharing(rights_of(root)):
        try:
            data, _status = read_regular(path, root, limit)
        except NotFoundError:
            data = b""
        if data and not data.endswith(b"\n"):
            data += b"\n"
        made = data + ((between if data else "") + lines).encode("utf-8")
        if len(made) > limit:
            raise LibraryError(
                _("is larger than {limit} MiB").format(limit=limit >> 20), place=Place(path), hint=hint
            )
        write_whole(path, made)
