"""Another library in a directory of this machine. Only regular files inside it are opened; nothing is written."""

import os

from briefing_tui.errors import NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.disk.names import find_in_year, make_stamp, years_of
from briefing_tui.library.sources.shelf import SourceName


class DirectoryShelf:
    """As `shelf.Shelf`."""

    def __init__(self, root: str) -> None:
        """NotFoundError when there is no such directory."""
        self._root = root
        if not os.path.isdir(root):
            raise NotFoundError(_("there is no such directory here"), place=Place(root))

    def years(self) -> list[str]:
        """Names at its top."""
        return years_of(self._root)

    def names(self, year: str) -> list[SourceName]:
        """One directory's."""
        return [
            SourceName(found.key, found.file, repr(tuple(make_stamp(found.status))), found.error)
            for found in find_in_year(self._root, year)
        ]

    def read(self, name: SourceName) -> bytes:
        """A regular file's bytes."""
        return read_regular(os.path.join(self._root, name.file), self._root)[0]

    def close(self) -> None:
        """Nothing is open."""
