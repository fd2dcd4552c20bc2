"""The library directory as an editor sees it: a reader that can also write.

Handed only to sessions that may write; a read-only session gets a `LibraryReader`.
"""

import os

from briefing_tui.errors import ExistsError, FormatError, LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.codec import dump_issue, load_issue
from briefing_tui.library.files import cannot, sweep, sync_folder, write_whole
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import make_key


class LibraryEditor(LibraryReader):
    """Adds writing to a library. Every write is whole or absent (promise D1)."""

    def create(self, issue: Issue, *, replace: bool = False) -> str:
        """Write `issue` as a new file named by its masthead's key, and say where.

        ExistsError when the key is taken, unless `replace`; then the file that has the key is replaced. FormatError
        when the issue is not complete, LibraryError when the disk refuses.
        """
        head = issue.masthead
        if not (head.year and head.number):
            raise FormatError(_("the masthead has no year and number"), hint=_("name the key: --as 2024-14"))
        key = make_key(head.year, head.number, head.kind)
        path = self.path(key)
        if os.path.lexists(path) and not replace:
            raise ExistsError(
                _("issue {key} is already in the library").format(key=key),
                place=Place(path),
                hint=_("--replace writes over it"),
            )
        data = dump_issue(issue).encode()
        written = load_issue(data, path).issue
        if written != _expected(issue):
            raise FormatError(_("would not read back as it was written; nothing is saved"), place=Place(path))
        self._make_folder(os.path.dirname(path))  # noqa: PTH120 - pathlib costs 5 ms at start
        write_whole(path, data)
        return path

    def _make_folder(self, folder: str) -> None:
        """The year's directory, durable, inside a library that may be new; swept of what killed writers left."""
        try:
            os.makedirs(self.root, exist_ok=True)  # noqa: PTH103 - as above
            if not os.path.lexists(folder):
                os.mkdir(folder)  # noqa: PTH102 - as above
                sync_folder(self.root)
        except FileExistsError:
            pass  # another editor was quicker, or it is no directory: then the write says so
        except OSError as error:
            raise cannot(_("cannot make the directory"), folder, error) from error
        if os.path.islink(folder) or not os.path.isdir(folder):  # noqa: PTH112, PTH114 - as above
            raise LibraryError(_("is no directory (links are not followed)"), place=Place(folder))
        sweep(folder)


def _expected(issue: Issue) -> Issue:
    from briefing_tui.library.encode import normalised  # noqa: PLC0415 - writers only

    return normalised(issue)
