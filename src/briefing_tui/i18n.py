"""The interface's language: gettext catalogues, English in the code, Chinese in `locale/zh_CN`.

`set_language` is called once, by whoever starts the program; `_` and `ngettext` translate from then on. Both
are cheap before that (they return the message as it stands), so a module may be imported in any order.
Messages are translated when used, never at import.
"""

import errno
import os
from collections.abc import Mapping

LANGUAGES = ("zh_CN", "en")
_LOCALE_DIR = os.path.join(os.path.dirname(__file__), "locale")


class _State:
    """The catalogue in use; None means English, the language of the code."""

    language = "en"
    catalogue: "gettext.GNUTranslations | None" = None
    chinese: "gettext.GNUTranslations | None" = None
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


def _read_chinese() -> "gettext.GNUTranslations":
    import gettext

    with open(os.path.join(_LOCALE_DIR, "zh_CN", "LC_MESSAGES", "briefing_tui.mo"), "rb") as file:
        return gettext.GNUTranslations(file)


def current_language() -> str:
    """`zh_CN` or `en`."""
    return _State.language


def _(message: str) -> str:
    """`message` in the language in use."""
    return message if _State.catalogue is None else _State.catalogue.gettext(message)


def chinese(message: str) -> str:
    """`message` in Chinese, whatever language is in use: commands are found by their Chinese names too."""
    if _State.chinese is None:
        _State.chinese = _State.catalogue or _read_chinese()
    return _State.chinese.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form for `number` in the language in use."""
    if _State.catalogue is None:
        return singular if number == 1 else plural
    return _State.catalogue.ngettext(singular, plural, number)


TYPE_CHECKING = False
if TYPE_CHECKING:
    import gettext


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
