"""The file of a new issue, and what speaks against it. Asked by `LibraryEditor.create`, and by a dry run of the import,
which has a reader only.
"""

import os
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.errors import ExistsError, FormatError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format.codec import Loaded, load_issue
from briefing_tui.library.format.encode import dump_normalised, normalised
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey, make_key


class NewFile(NamedTuple):
    """A file that is not written yet."""

    key: IssueKey
    data: bytes
    loaded: Loaded
    """As it would be read."""


def new_file(issue: Issue, path_of: Callable[[IssueKey], str], text: str | None = None) -> NewFile:
    """The file that an issue would be; `path_of` says where a key stands, for messages; `text` is
    the file as it is to be written, when it is not to be one of our usual form.

    FormatError when the issue is not complete, or holds what the format has no room for.
    """
    head = issue.masthead
    if not (head.year and head.number):
        raise FormatError(_("the masthead has no year and number"), hint=_("name the key: --as 2024-14"))
    key = make_key(head.year, head.number, head.kind)
    plain = normalised(issue)
    text = dump_normalised(plain) if text is None else text
    data = text.encode()
    path = path_of(key)
    loaded = load_issue(data, path, text)
    if loaded.issue != plain:
        raise FormatError(_("would not read back as it was written; nothing is saved"), place=Place(path))
    return NewFile(key, data, loaded)


def refuse_taken(key: IssueKey, path: str) -> None:
    """ExistsError when a file has the key already."""
    if os.path.lexists(path):
        raise ExistsError(
            _("issue {key} is already in the library").format(key=key),
            place=Place(path),
            hint=_("--replace takes its place"),
        )
