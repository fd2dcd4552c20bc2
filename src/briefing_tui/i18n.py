"""The interface's language: gettext catalogues, English in the code, Chinese in `locale/zh_CN`.

`set_language` is called once, by whoever starts the program; `_` and `ngettext` translate from then on. Both
are cheap before that (they return the message as it stands), so a module may be imported in any order.
Messages are translated when used, never at import.
"""

import errno
import os
from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

LANGUAGES = ("zh_CN", "en")
_LOCALE_DIR = os.path.join(os.path.dirname(__file__), "locale")


class Catalogue:
    """A compiled catalogue (`.mo` of GNU gettext) with one form for every number, as Chinese has. A message is looked for when it is asked for, in the
    sorted table of the file: to take all two thousand apart, as `gettext` of Python does, takes as long as the rest of a short verb.
    """

    def __init__(self, data: bytes) -> None:
        order: Literal["little", "big"] = "little" if data[:4] == _MAGIC.to_bytes(4, "little") else "big"
        self._data, self._order = data, order
        self._count, self._messages, self._texts = (self._number(at) for at in (8, 12, 16))
        self._known: dict[str, str | None] = {}
        """What was asked for already; None for what has no translation."""

    def translated(self, message: str) -> str | None:
        """The text for a message, or for the singular of one; None when there is none."""
        if message not in self._known:
            self._known[message] = self._sought(message.encode("utf-8", "surrogatepass"))
        return self._known[message]

    def _sought(self, message: bytes) -> str | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._string(self._messages, middle)
            if found == message or found.startswith(message + _FORMS):
                text = self._string(self._texts, middle).partition(_FORMS)[0].decode()
                return text or None
            if found < message:
                low = middle + 1
            else:
                high = middle
        return None

    def _string(self, table: int, index: int) -> bytes:
        length, begin = self._number(table + 8 * index), self._number(table + 8 * index + 4)
        return self._data[begin : begin + length]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], self._order)


_MAGIC = 0x950412DE
_FORMS = b"\0"
"""Between the singular and the plural of a message, and between the forms of a text."""


class _State:
    """The catalogue in use; None means English, the language of the code."""

    language = "en"
    catalogue: Catalogue | None = None
    chinese: Catalogue | None = None
    """The Chinese catalogue, once `chinese` was asked."""


def language_from(environ: Mapping[str, str]) -> str:
    """The interface language for an environment: POSIX order LC_ALL, LC_MESSAGES, LANG; first one set wins."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            return "zh_CN" if value.lower().startswith("zh") else "en"
    return "en"


def set_language(language: str) -> None:
    """Use `zh_CN` or `en`; any spelling that begins with `zh` means Chinese. ValueError for another language.

    What a user asks for is looked at by whoever reads the settings, with an error that names the place.
    """
    if language.lower().startswith("zh"):
        _State.catalogue = _State.chinese or _read_chinese()
        _State.language = "zh_CN"
    elif language.lower().startswith(("en", "c", "posix")):
        _State.catalogue, _State.language = None, "en"
    else:
        raise ValueError(language)


def _read_chinese() -> Catalogue:
    with open(os.path.join(_LOCALE_DIR, "zh_CN", "LC_MESSAGES", "briefing_tui.mo"), "rb") as file:
        return Catalogue(file.read())


def current_language() -> str:
    """`zh_CN` or `en`."""
    return _State.language


def _(message: str) -> str:
    """`message` in the language in use."""
    return message if _State.catalogue is None else _State.catalogue.translated(message) or message


def chinese(message: str) -> str:
    """`message` in Chinese, whatever language is in use: commands are found by their Chinese names too."""
    if _State.chinese is None:
        _State.chinese = _State.catalogue or _read_chinese()
    return _State.chinese.translated(message) or message


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form for `number` in the language in use."""
    text = None if _State.catalogue is None else _State.catalogue.translated(singular)
    return text or (singular if number == 1 else plural)


def system_reason(error: OSError) -> str:
    """Why the system refused, in the user's language for the causes that disks and rights have, else as the system says it."""
    known = {
        errno.ENOSPC: _("No space left on device"),
        errno.EDQUOT: _("Disk quota exceeded"),
        errno.EFBIG: _("File too large"),
        errno.EROFS: _("Read-only file system"),
        errno.EACCES: _("Permission denied"),
        errno.EPERM: _("Operation not permitted"),
        errno.EIO: _("Input/output error"),
        errno.ENOENT: _("No such file or directory"),
        errno.ENOTDIR: _("Not a directory"),
        errno.EISDIR: _("Is a directory"),
        errno.EEXIST: _("File exists"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
