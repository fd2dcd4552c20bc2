"""Reads config.toml through the library's one TOML reader, and finds the line of a key. Called by `settings.values` when there
is such a file, and by the verb `config` to begin one.
"""

import difflib
import os
import re
from collections.abc import Callable

from briefing_tui.errors import ExistsError, FormatError, Place, SettingsError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.disk.files import cannot, make_private_folder
from briefing_tui.library.format.toml.read import decode_text, parse_toml
from briefing_tui.opening import at_once

FILE_LIMIT = 64 * 1024
"""Bytes: a longer config.toml is refused unread."""


def read_table(
    path: str, known: tuple[str, ...], warn: Callable[[SettingsError], None] | None = None
) -> dict[str, object]:
    """The file's table; SettingsError when it is no regular file, too large, no UTF-8, no TOML or has unknown keys.

    Those are left out, and given to `warn`, when there is one.
    """
    table = read_any_table(path)
    for key in list(table):
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = (
                _("did you mean `{name}`?").format(name=near[0])
                if near
                else _("known keys: {names}").format(names=", ".join(known))
            )
            fault = SettingsError(_("unknown key"), place=Place(path, line_of(path, key), key), hint=hint)
            if warn is None:
                raise fault
            warn(fault)
            del table[key]
    return table


def read_any_table(path: str) -> dict[str, object]:
    """The table of a file of the user's beside the settings, whatever its keys; SettingsError as `read_table`."""
    try:
        table: dict[str, object] = parse_toml(_read(path), path)
    except FormatError as error:
        raise SettingsError(error.message, place=error.place, hint=error.hint) from None
    return table


def begin_file(path: str, text: str) -> None:
    """Make the file with its folders, all for this user alone; ExistsError when anything has its name already.

    LibraryError when the system refuses; then no file is left.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        make_private_folder(os.path.dirname(os.path.abspath(path)))
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise ExistsError(
            _("the settings file is there already"),
            place=Place(path),
            hint=_("`briefing-tui config init --print` shows a new one"),
        ) from None
    except OSError as error:
        raise cannot(_("cannot write"), path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        os.unlink(path)
        raise cannot(_("cannot write"), path, error) from error


def line_of(path: str, key: str, after: int = 0) -> int | None:
    """The 1-based line behind line `after` on which a key (or the table of that name) stands, if it can be found."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    try:
        lines = _read(path).split("\n")
    except (SettingsError, FormatError):
        return None
    return next(
        (number for number, line in enumerate(lines, 1) if number > after and pattern.match(line)), None
    )


def _read(path: str) -> str:
    try:
        with open(path, "rb", opener=at_once) as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise SettingsError(
            _("cannot be read: {reason}").format(reason=system_reason(error)), place=Place(path)
        ) from None
    if len(data) > FILE_LIMIT:
        raise SettingsError(_("longer than {limit:,} bytes").format(limit=FILE_LIMIT), place=Place(path))
    return decode_text(data, path)
