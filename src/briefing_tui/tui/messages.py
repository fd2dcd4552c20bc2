"""What is told in one row of a screen. Of an error the reason must be in sight, and not hidden behind a path that is longer than the row.

Called by the app and by screens that tell of errors themselves. Pure but for the link that a library may be.
"""

import os

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _


def error_line(error: BriefingError, root: str = "", home: str = "") -> str:
    """The error on one line: a file in the library at `root` is named from there, another one by its name alone; other paths of
    the library or the home are shortened.
    """
    roots = tuple(dict.fromkeys((root, os.path.realpath(root))))
    file = error.place.file or ""
    short = _shorter(file, roots, "")
    place = error.place._replace(file=(short if short != file else os.path.basename(file)) or None)
    text = BriefingError(error.message, place=place, hint=error.hint).one_line()
    return _shorter(text, roots, home)


def sent_in(total: int) -> str:
    """How many contributions wait; empty when none do."""
    return _("{count} sent in").format(count=total) if total else ""


def _shorter(text: str, roots: tuple[str, ...], home: str) -> str:
    """`text` without the way to the library, and with `~/` for the home."""
    for folder, sign in (*((root, "") for root in roots), (home, "~/")):
        start = folder.rstrip("/")
        if len(start) > 1:
            text = text.replace(f"{start}/", sign)
    return text
