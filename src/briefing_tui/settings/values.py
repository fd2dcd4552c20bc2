"""One frozen `Settings`, from flag > BRIEFING_* environment > config.toml > default.

Read once, by `cli.main`; every other room is given plain values. Each value remembers where it came from, for
`config show` and for errors. A value that cannot be used is a `SettingsError` with file, line and key, or the name
of the environment variable or flag. The file's reader is imported only when there is a file.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from briefing_tui.errors import Place, SettingsError
from briefing_tui.i18n import LANGUAGES, _
from briefing_tui.settings import directories

MEASURE = range(10, 101)
"""汉字 (two cells each) a line of the page may hold."""
SYNC = ("off", "save", "publish")
"""Never; after every save; when readers see another state."""
THEMES = ("auto", "dark", "light", "terminal")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class Settings(NamedTuple):
    """Everything a user can choose."""

    library: str = ""
    """Directory of the library; absolute unless a relative one was given by flag or environment. In the settings file, one that is
    relative is below the folder of that file."""
    ambiguous_width: str = "auto"
    """Cells of “ ” — … and their like: `auto` asks the terminal, `1` or `2` overrides."""
    measure: int = 38
    """汉字 a line of the page holds, two cells each; one of `MEASURE`."""
    theme: str = "auto"
    """One of `THEMES`, or the name of a theme file; `auto` leaves the choice to the app."""
    language: str = ""
    """`zh_CN` or `en`; empty (or `auto` in the file) follows the locale."""
    pager: str = "less -R"
    """Command line that shows long output of `show` on a terminal; empty or `cat` for none."""
    name: str = ""
    """What one signs with: in the record of an issue, and for others while one edits; empty for the name of the account."""
    proof: tuple[str, ...] = ()
    """Numbers of the rules of proof-reading that are off for this user, beside those that the library has off. In the file the list `off`
    of the table `[proof]`."""
    mouse: bool = True
    """Whether the screens take the mouse; off leaves it to the terminal."""
    fonts: str = ""
    """Folder of the house's fonts, for PDF; empty for none. One in the settings file that is relative is below the folder of that file."""
    layout: str = ""
    """Name or file of the layout of printed pages, where none is asked for; empty for the program's usual one."""
    sync: str = "off"
    """When the library is synced by itself: one of `SYNC`."""
    history: bool = False
    """Whether a library whose history nobody has said anything about begins to keep it, with git, when this user saves in it."""
    prestart: bool = False
    """Whether `open` has its session run by the host, where one is there."""
    read_only: bool = False
    """Nothing is written, nowhere: no library, no state, no log."""
    config_file: str = ""
    """The file read, or that would be read if it existed."""
    state_directory: str = ""
    """The reader's places, bookmarks, and the log of crashes; may not exist yet."""
    cache_directory: str = ""
    """What can be rebuilt; may not exist yet."""
    channels: tuple[tuple[str, object], ...] = ()
    """The tables of `[channels]` as they stand in the settings file, by name; `delivery.channels` makes channels of them."""
    sources: tuple[tuple[str, str], ...] = ()
    """For each name in `KEYS`: `flag`, `env`, `config` or `default`."""

    @property
    def library_source(self) -> str:
        """Where `library` came from: `flag`, `env`, `config` or `default`."""
        return dict(self.sources).get("library", "default")

    @property
    def theme_directory(self) -> str:
        """Where the user's own themes stand, beside the settings; may not exist."""
        return theme_directory(self.config_file)

    @property
    def key_file(self) -> str:
        """The user's own keys, beside the settings; may not exist."""
        return os.path.join(os.path.dirname(self.config_file), "keys.toml")

    @property
    def font_directories(self) -> tuple[str, ...]:
        """Folders of the house's fonts."""
        return (self.fonts,) if self.fonts else ()

    @property
    def layout_directory(self) -> str:
        """Where the layouts of the house's printed pages stand, beside the settings; may not exist."""
        return os.path.join(os.path.dirname(self.config_file), "layouts")

    @property
    def template_directory(self) -> str:
        """Where the house templates of issues stand, beside the settings; may not exist."""
        return os.path.join(os.path.dirname(self.config_file), "templates")


Warn = Callable[[SettingsError], None]
"""Told of a fault that need not stop anybody."""


class Fault(Exception):  # noqa: N818 - never leaves this module
    """A value cannot be used; the text says what is expected."""


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise Fault(_("expected a text in quotes"))
    return value


def _line(value: object) -> str:
    text = _text(value).strip()
    if len(text) > 60 or not (text.isprintable() or not text):
        raise Fault(_("expected a name of one line"))
    return text


def _directory(value: object) -> str:
    if not _text(value).strip():
        raise Fault(_("expected a directory"))
    return _text(value)


def _width(value: object) -> str:
    if isinstance(value, bool) or str(value) not in {"auto", "1", "2"}:
        raise Fault(_("expected auto, 1 or 2"))
    return str(value)


def _measure(value: object) -> int:
    number = (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9
        else value
    )
    if isinstance(number, bool) or not isinstance(number, int) or number not in MEASURE:
        raise Fault(
            _("expected a whole number from {low} to {high}").format(low=MEASURE[0], high=MEASURE[-1])
        )
    return number


def _sync(value: object) -> str:
    return _one_of("off" if value is False else value, SYNC)


def _theme(value: object) -> str:
    return _one_of(value, THEMES)


def _own_or_named_theme(config_file: str, value: object) -> str:
    return str(value) if _names_own_theme(value, config_file) else _theme(value)


def _language(value: object) -> str:
    text = _text(value)
    if text in {"", "auto"}:
        return ""
    if text.lower().startswith("zh"):
        return "zh_CN"
    if text.lower() in {"c", "posix"} or text.lower().startswith("en"):
        return "en"
    return _one_of(text, LANGUAGES)


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise Fault(_("expected one of {names}").format(names=", ".join(allowed)))
    return str(value)


def _rules_off(value: object) -> tuple[str, ...]:
    """Of `[proof] off = ["S-01"]`; of the environment a list with commas."""
    if isinstance(value, str):
        value = {"off": [name.strip() for name in value.split(",") if name.strip()]}
    names = value.get("off", []) if isinstance(value, dict) and not set(value) - {"off"} else None
    if not isinstance(names, list) or not all(isinstance(one, str) and _is_rule(one) for one in names):
        raise Fault(_('expected off = ["S-01"], a list of rules'))
    return tuple(dict.fromkeys(one.upper() for one in names))


def _is_rule(name: str) -> bool:
    """`S-01`; which rules there are is known to the room that has them."""
    return len(name) == 4 and name.isascii() and name[0].isalpha() and name[1] == "-" and name[2:].isdigit()


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _TRUE + _FALSE:
        return value.strip().lower() in _TRUE
    raise Fault(_("expected true or false"))


def _layout(value: object) -> str:
    text = _line(value)
    if text.startswith("-"):
        raise Fault(_("expected the name or the file of a layout"))
    return text


KEYS: dict[str, tuple[str, Callable[[object], object]]] = {
    "library": ("BRIEFING_LIBRARY", _directory),
    "ambiguous_width": ("BRIEFING_AMBIGUOUS_WIDTH", _width),
    "measure": ("BRIEFING_MEASURE", _measure),
    "theme": ("BRIEFING_THEME", _theme),
    "language": ("BRIEFING_LANG", _language),
    "pager": ("BRIEFING_PAGER", _text),
    "name": ("BRIEFING_NAME", _line),
    "proof": ("BRIEFING_PROOF_OFF", _rules_off),
    "mouse": ("BRIEFING_MOUSE", _switch),
    "fonts": ("BRIEFING_FONTS", _text),
    "layout": ("BRIEFING_LAYOUT", _layout),
    "sync": ("BRIEFING_SYNC", _sync),
    "history": ("BRIEFING_HISTORY", _switch),
    "prestart": ("BRIEFING_PRESTART", _switch),
    "read_only": ("BRIEFING_READ_ONLY", _switch),
}
"""Key of config.toml (and field of `Settings`) → its environment variable and what makes a value of it."""


CHANNELS = "channels"
"""The one key that holds tables: only the settings file has it."""
NEEDED = frozenset({"library", "read_only"})
"""Keys without a harmless default: another library would be read, or one be written that was not to be."""


def read_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], warn: Warn | None = None
) -> Settings:
    """The settings in force. `flags` holds the keys of `KEYS` that were given on the command line, and no others.

    SettingsError for the first fault; or `warn` is given each that has a harmless way on, and the default holds: a key that
    is not known, a value of the file or the environment that cannot be used.
    """
    path = config_path(environ)
    table = read_config(path, warn)
    values: dict[str, object] = {}
    sources = []
    parsers = {key: parse for key, (_variable, parse) in KEYS.items()}
    parsers["theme"] = partial(_own_or_named_theme, path)
    for key, parse in parsers.items():
        variable, source = KEYS[key][0], "default"
        try:
            if key in flags:
                source = "flag"
                values[key] = parse(flags[key])
            elif environ.get(variable) or (key == "pager" and variable in environ):  # empty: no pager
                source = "env"
                values[key] = parse(environ[variable])
            elif key in table:
                source = "config"
                values[key] = parse(table[key])
        except Fault as fault:
            error = _fault(key, source, path, str(fault))
            if warn is None or source == "flag" or key in NEEDED:
                raise error from None
            warn(SettingsError(error.message, place=error.place, hint=_("the default holds")))
            source = "default"
        sources.append((key, source))
    channels = _channels(table, path, warn)
    return _complete(
        Settings(**values, channels=channels, config_file=path, sources=tuple(sources)),  # type: ignore[arg-type]
        environ,
    )


def _channels(table: dict[str, object], path: str, warn: Warn | None) -> tuple[tuple[str, object], ...]:
    """The tables of the channels. What is in each is looked at by whoever sends."""
    tables = table.get(CHANNELS, {})
    if isinstance(tables, dict):
        return tuple(tables.items())
    error = _fault(CHANNELS, "config", path, _('expected tables such as [channels."印送"]'))
    if warn is None:
        raise error
    warn(error)
    return ()


def theme_directory(config_file: str) -> str:
    """Where themes of the user's own stand, beside the settings file."""
    return os.path.join(os.path.dirname(config_file), "themes")


def is_theme_name(name: str) -> bool:
    """Whether a theme file may be called so: a plain name that is none of ours."""
    return (
        bool(name)
        and name.isprintable()
        and not set(name) & set("/\\ ")
        and name[0] != "."
        and name not in THEMES
    )


def _names_own_theme(value: object, config_file: str) -> bool:
    """Whether a setting is the name of a theme file."""
    return (
        isinstance(value, str)
        and is_theme_name(value)
        and os.path.isfile(os.path.join(theme_directory(config_file), f"{value}.toml"))
    )


def default_settings(flags: Mapping[str, object], environ: Mapping[str, str]) -> Settings:
    """What holds when the settings cannot be read, for the verbs that report that. Read-only, if anyone said so."""
    read_only = "read_only" in flags or bool(environ.get("BRIEFING_READ_ONLY"))
    settings = Settings(
        read_only=read_only, config_file=config_path(environ), sources=tuple((key, "default") for key in KEYS)
    )
    return _complete(settings, environ)


def config_path(environ: Mapping[str, str]) -> str:
    """The settings file: BRIEFING_CONFIG, or config.toml in the user's configuration directory."""
    folder = directories.user_directory("config", environ)
    return environ.get("BRIEFING_CONFIG") or f"{folder}/config.toml"


def read_config(path: str, warn: Warn | None = None) -> dict[str, object]:
    """The top-level values of a settings file, its keys checked; empty when there is no file.

    An unknown key is a SettingsError, or given to `warn` and left out.
    """
    if not os.path.lexists(path):
        return {}
    from briefing_tui.settings import (
        file as settings_file,
    )  # a file is rare, and reading one loads the codec's reader

    return settings_file.read_table(path, (*KEYS, CHANNELS), warn)


def _below_the_file(settings: Settings, key: str, folder: str) -> str:
    """A folder that the settings file names: the file is read from wherever one happens to be."""
    if folder and dict(settings.sources)[key] == "config":
        return os.path.join(os.path.dirname(os.path.abspath(settings.config_file)), folder)
    return folder


def _complete(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """Fills in what depends on the environment."""
    sources = dict(settings.sources)
    data = directories.user_directory("data", environ)
    pager = settings.pager
    if sources["pager"] == "default":
        pager = environ.get("PAGER", pager)
    library, fonts = (
        _below_the_file(settings, key, directories.expand(getattr(settings, key), environ))
        for key in ("library", "fonts")
    )
    layout = settings.layout
    if "/" in layout or layout.endswith(".toml"):
        layout = _below_the_file(settings, "layout", directories.expand(layout, environ))
    return settings._replace(
        layout=layout,
        library=library or f"{data}/library",
        fonts=fonts,
        pager=pager,
        state_directory=directories.user_directory("state", environ),
        cache_directory=directories.user_directory("cache", environ),
    )


def _fault(key: str, source: str, path: str, reason: str) -> SettingsError:
    if source == "env":
        return SettingsError(reason, place=Place(key=KEYS[key][0]))
    if source == "flag":
        return SettingsError(
            reason, place=Place(key="--" + {"language": "lang"}.get(key, key.replace("_", "-")))
        )
    from briefing_tui.settings import file as settings_file

    return SettingsError(reason, place=Place(path, settings_file.line_of(path, key), key))
