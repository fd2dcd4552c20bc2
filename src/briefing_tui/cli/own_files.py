"""The user's theme files and key file, beside the settings: read, checked, and made into what the screens take.

Called by the verbs that show a screen, by `config` and by `doctor`. A file that cannot be used, or a line of it, is a fault
with file, line and hint, and never more: the screens begin without it.
"""

import os
from typing import NamedTuple

from briefing_tui.errors import BriefingError, Place, SettingsError
from briefing_tui.i18n import _
from briefing_tui.settings.values import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.tui.actions.own_keys import OwnKeys
    from briefing_tui.tui.look.own_theme import OwnTheme
else:
    OwnKeys = OwnTheme = object  # as in `model.finding`


_MOST_THEMES = 50
"""Theme files that are read; nobody chooses among more."""


class OwnFiles(NamedTuple):
    """What was found."""

    themes: tuple[OwnTheme, ...] = ()
    keys: OwnKeys | None = None
    faults: tuple[BriefingError, ...] = ()
    files: tuple[str, ...] = ()
    """Those that were read."""

    @property
    def notice(self) -> str:
        """The first fault as the screens tell it, on their one row."""
        return self.faults[0].in_a_row() if self.faults else ""


def read_own_files(settings: Settings) -> OwnFiles:
    """All of them; nothing, and no import, when there is none."""
    paths = _theme_paths(settings.theme_directory)
    found = OwnFiles()
    if not paths and not os.path.lexists(settings.key_file):
        return found
    for path in paths:
        found = _with_theme(found, path)
    return _with_keys(found, settings.key_file) if os.path.lexists(settings.key_file) else found


def _theme_paths(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    named = [name for name in names if name.endswith(".toml") and name[0] != "."]
    return [os.path.join(folder, name) for name in named[:_MOST_THEMES]]


def _with_theme(found: OwnFiles, path: str) -> OwnFiles:
    from briefing_tui.tui.look.own_theme import CHOICES, make_theme  # loads no framework

    name = os.path.basename(path).removesuffix(".toml")
    if name in CHOICES:
        fault = SettingsError(_("the name `{name}` is taken").format(name=name), place=Place(path))
        return found._replace(faults=(*found.faults, fault))
    table, faults = _table(path)
    if table is None:
        return found._replace(faults=(*found.faults, *faults))
    theme, wrong = make_theme(name, table)
    return found._replace(
        themes=(*found.themes, theme),
        faults=(*found.faults, *(_fault(path, one) for one in wrong)),
        files=(*found.files, path),
    )


def _with_keys(found: OwnFiles, path: str) -> OwnFiles:
    from briefing_tui.tui.actions.keys import ACTIONS  # loads no framework
    from briefing_tui.tui.actions.own_keys import make_keys

    table, faults = _table(path)
    if table is None:
        return found._replace(faults=(*found.faults, *faults))
    keys, wrong = make_keys(table, ACTIONS)
    return found._replace(
        keys=keys, faults=(*found.faults, *(_fault(path, one) for one in wrong)), files=(*found.files, path)
    )


def _table(path: str) -> tuple[dict[str, object] | None, list[BriefingError]]:
    from briefing_tui.settings.file import read_any_table

    try:
        return read_any_table(path), []
    except SettingsError as error:
        return None, [error]


def _fault(path: str, one: SettingsError) -> SettingsError:
    """With the file and the line of its key."""
    from briefing_tui.settings.file import line_of

    key = one.place.key or ""
    table, _dot, name = key.rpartition(".")
    head = line_of(path, table) if table else 0
    line = line_of(path, name, head or 0)
    return SettingsError(one.message, place=Place(path, line, key), hint=one.hint)
