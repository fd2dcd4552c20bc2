"""What an editor holds of an issue while working on it, and how a change underneath is known. Made by the editor.

A revision is the SHA-256 of the bytes of a file. Sessions keep the bytes they loaded, so a save compares bytes and
hashes nothing; drafts, which outlive a session, carry the revision.
"""

import hashlib
from typing import NamedTuple

from briefing_tui.errors import LibraryError, NotFoundError, Place
from briefing_tui.i18n import _
from briefing_tui.library.entry import Stamp
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey


class MissingError(NotFoundError):
    """The file was there when it was opened and is gone: `LibraryEditor.create` would bring the text back."""


def revision(data: bytes) -> str:
    """The revision of a file's bytes: SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Opened(NamedTuple):
    """An issue as it stood on disk when it was opened for editing or last saved. Keep it; hand it to `save`."""

    key: IssueKey
    path: str
    prepared: Prepared
    """The file's bytes and text, cut up for a quick save."""
    stamp: Stamp
    """The state of the file that holds these bytes, taken when they were read or written: any other is somebody's change."""
    findings: tuple[Finding, ...] = ()
    """As the reader gives them."""

    @property
    def issue(self) -> Issue:
        """The issue on disk: the base of a merge."""
        return self.prepared.issue

    @property
    def text(self) -> str:
        """The file's text as it stands, byte-order mark and CRLF included."""
        return self.prepared.text

    @property
    def revision(self) -> str:
        """Hashed when asked for: half a millisecond a megabyte."""
        return revision(self.prepared.data)


class Saved(NamedTuple):
    """A finished save."""

    opened: Opened
    """What is on disk now; the next save starts from it."""
    merged: tuple[str, ...] = ()
    """Changes of others that came in with this save, a line each, in the interface's language. `opened.issue` has
    them, so when there are any the screen must take it over."""


class PublishedError(LibraryError):
    """Somebody published the issue since it was opened as a draft. Nothing is written, nothing is lost.

    Readers may have it: what is changed now is a correction (更正), which is for a person to decide.
    """

    def __init__(self, base: Issue, mine: Issue, on_disk: Opened) -> None:
        super().__init__(
            _("was published by somebody else since it was opened"),
            place=Place(on_disk.path),
            hint=_("your text is not saved; what is changed now is a correction (更正)"),
        )
        self.base = base
        self.mine = mine
        self.on_disk = on_disk
        """What is in the file now, to save from."""
