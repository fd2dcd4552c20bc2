"""The errors a user can cause or meet, as values with a place and a hint.

Every room raises these and nothing else for a foreseeable fault. Nothing here prints or exits: one boundary
(`cli.boundary` in the shell, the app's notices on the screen) turns an error into one line and an exit code.
"""

from typing import NamedTuple

from briefing_tui.i18n import _


class Place(NamedTuple):
    """Where a fault was found. Every part may be absent."""

    file: str | None = None
    """Path as the user would type it; never resolved further than they gave it."""
    line: int | None = None
    """1-based line of the file."""
    key: str | None = None
    """Dotted key of a TOML value, such as `section[2].item[1].title` (1-based as people count)."""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return " ".join(part for part in (where, self.key) if part)


class BriefingError(Exception):
    """Base of all expected errors.

    `message` says what was found and expected, `hint` what to do next; both are in the user's language.
    """

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place or Place()
        self.hint = hint

    def one_line(self) -> str:
        """`place: message (hint)` on one line, whatever the parts contain."""
        where = str(self.place)
        text = f"{where}: {self.message}" if where else self.message
        if self.hint:
            text = _("{text} ({hint})").format(text=text, hint=self.hint)
        return " ".join(text.split())

    __str__ = one_line

    def in_a_row(self) -> str:
        """The same for one row of a screen: with the name of the file and not its folders."""
        name = (self.place.file or "").rpartition("/")[2]
        place = self.place._replace(file=name or None)
        return BriefingError(self.message, place=place, hint=self.hint).one_line()


class UsageError(BriefingError):
    """The command line asks for something that cannot be meant: exit code 2."""


class KeyFormatError(UsageError):
    """A text is no issue key or item address."""


class FormatError(BriefingError):
    """A file is not a bulletin of a version we read: not TOML, wrong type, unknown version, over a limit."""


class LibraryError(BriefingError):
    """The library directory or one of its files cannot be used."""


class NotFoundError(LibraryError):
    """No such issue, item or file."""


class ExistsError(LibraryError):
    """The key is taken."""


class UnsafeFileError(LibraryError):
    """A name in the library is no regular file inside it: a link, a FIFO, too large."""


class RecogniseError(BriefingError):
    """An imported text could not be read or holds no bulletin."""


class SettingsError(UsageError):
    """The configuration file or an environment variable holds a value that cannot be used."""
