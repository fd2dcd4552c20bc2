"""Keys and passwords: where they are kept, and that they stay there.

A secret is looked for, by its name, in the environment (`BRIEFING_SECRET_NAME`), among the credentials that systemd hands a service
(`$CREDENTIALS_DIRECTORY/NAME`), and in `secrets.toml` beside the settings, which nobody else may read. It is never part of a
setting, a log, an error or an argument of a program: whoever has one has a `Secret`, which does not print itself.
"""

import os
import stat
from collections.abc import Mapping

from briefing_tui.errors import BriefingError, FormatError, Place, SettingsError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.format.toml.read import decode_text, parse_toml
from briefing_tui.opening import at_once

FILE_NAME = "secrets.toml"
VARIABLE = "BRIEFING_SECRET_"
_LIMIT = 64 * 1024
"""Bytes of the file, and of a credential."""
_OTHERS = 0o077
_HIDDEN = "•••"


class Secret:
    """A text that shows itself to nobody but who asks for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the one request that needs it."""
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")

    def hide_in(self, text: str) -> str:
        """`text` with the secret taken out, should somebody else have put it in."""
        for form in {self._text, self._text.rpartition("=")[2]}:
            if len(form) >= 4:
                text = text.replace(form, _HIDDEN)
        return text


class Secrets:
    """What is known by name. Read when asked for, and not kept."""

    def __init__(self, config_file: str, environ: Mapping[str, str]) -> None:
        self.path = os.path.join(os.path.dirname(config_file), FILE_NAME)
        self._environ = environ

    def get(self, name: str) -> Secret:
        """SettingsError when there is none, or when others can read the file it is in; the error names the place, not the secret."""
        variable = VARIABLE + name.upper().replace("-", "_")
        text = self._environ.get(variable, "")
        place = Place(key=variable)
        if not text:
            text, place = self._credential(name)
        if not text:
            text, place = self._of_file(name)
        text = text.strip()
        if not text or not text.isprintable() or len(text) > 4096:
            raise SettingsError(_("the secret {name!r} is no line of text").format(name=name), place=place)
        return Secret(text)

    def source(self, name: str) -> str:
        """Where a secret comes from, for a person; BriefingError as in `get`."""
        self.get(name)
        variable = VARIABLE + name.upper().replace("-", "_")
        if self._environ.get(variable):
            return variable
        return self._credential(name)[1].file or self.path

    def _credential(self, name: str) -> tuple[str, Place]:
        folder = self._environ.get("CREDENTIALS_DIRECTORY", "")
        path = os.path.join(folder, name)
        if not os.path.isabs(folder) or not os.path.lexists(path):
            return "", Place()
        return _read(path, private=False).strip(), Place(path)

    def _of_file(self, name: str) -> tuple[str, Place]:
        if not os.path.lexists(self.path):
            raise SettingsError(
                _("there is no secret {name!r}").format(name=name),
                place=Place(self.path),
                hint=_("write {line} into this file and let nobody else read it: chmod 600").format(
                    line=f'{name} = "…"'
                ),
            )
        try:
            table = parse_toml(_read(self.path, private=True), self.path)
        except FormatError as error:  # its words may quote the line
            raise SettingsError(
                _("is not written as TOML"), place=Place(self.path, error.place.line), hint=f'{name} = "…"'
            ) from None
        value = table.get(name)
        place = Place(self.path, None, name)
        if value is None:
            hint = _("write {line} into this file").format(line=f'{name} = "…"')
            raise SettingsError(_("there is no secret {name!r}").format(name=name), place=place, hint=hint)
        if not isinstance(value, str):
            raise SettingsError(_("expected a text in quotes"), place=place)
        return value, place


def _read(path: str, *, private: bool) -> str:
    """A small regular file; refused when it must be private and is not."""
    try:
        with open(path, "rb", opener=at_once) as file:
            if private:
                _refuse_shared(path, os.fstat(file.fileno()))
            data = file.read(_LIMIT + 1)
    except OSError as error:
        raise SettingsError(
            _("cannot be read: {reason}").format(reason=system_reason(error)), place=Place(path)
        ) from None
    if len(data) > _LIMIT:
        raise SettingsError(_("longer than {limit:,} bytes").format(limit=_LIMIT), place=Place(path))
    try:
        return decode_text(data, path)
    except BriefingError:
        raise SettingsError(_("is no UTF-8 text"), place=Place(path)) from None


def _refuse_shared(path: str, status: os.stat_result) -> None:
    if status.st_uid not in {0, os.geteuid()}:
        raise SettingsError(
            _("belongs to another user"), place=Place(path), hint=f"chown {os.geteuid()} {path}"
        )
    if stat.S_IMODE(status.st_mode) & _OTHERS:
        raise SettingsError(
            _("others can read the keys in it: not used"), place=Place(path), hint=f"chmod 600 {path}"
        )
