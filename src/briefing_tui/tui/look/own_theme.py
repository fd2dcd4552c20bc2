"""A theme of the user's own: a table of roles and colours, checked. Called by `cli.own_files`; loads no framework.

    base = "dark"              # what it changes: dark or light
    masthead = "#d75f5f"       # a role of `palettes.DARK` and its colour

Faults are told and the rest is used: a wrong colour never keeps anybody from reading.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.errors import Place, SettingsError
from briefing_tui.i18n import _
from briefing_tui.text.late_pattern import late
from briefing_tui.tui.look import palettes
from briefing_tui.typeset.colours import contrast, in_256

_COLOUR = late(r"#[0-9a-fA-F]{6}")
_LEGIBLE = 4.5
"""Contrast that text needs (WCAG 2.1, 1.4.3)."""
CHOICES = ("auto", "dark", "light", "terminal")
"""What the setting `theme` may say, besides the name of a theme file."""
TEXTS = (
    ("foreground", "background"),
    ("foreground", "surface"),
    ("accent", "background"),
    ("masthead", "background"),
    ("faint", "background"),
    ("faint", "surface"),
    ("mark", "background"),
    ("bad", "background"),
    ("bar-text", "bar-back"),
    ("cursor-text", "cursor-back"),
    ("resting-text", "resting-back"),
    ("match-text", "match-back"),
    ("here-text", "here-back"),
)
"""Roles of a text and of what it stands on."""


class OwnTheme(NamedTuple):
    """What a theme file comes to."""

    name: str
    """The file's name without `.toml`."""
    dark: bool
    """Whether it changes the dark palette; else the light one."""
    colours: dict[str, str]
    """Role → `#rrggbb`, of those that it names."""


def make_theme(name: str, table: Mapping[str, object]) -> tuple[OwnTheme, list[SettingsError]]:
    """The theme in a table, and what of it cannot be used or read."""
    faults: list[SettingsError] = []
    base = table.get("base", "dark")
    if base not in ("dark", "light"):
        faults.append(_fault("base", _("expected one of {names}").format(names="dark, light")))
    dark = base != "light"
    colours = {}
    for role, colour in table.items():
        if role == "base":
            continue
        if role not in palettes.DARK:
            from difflib import get_close_matches  # for a mistake alone

            near = get_close_matches(role, palettes.DARK, 1)
            hint = (
                _("did you mean `{name}`?").format(name=near[0])
                if near
                else _("`{command}` lists them").format(
                    command="briefing-tui config init --theme NAME --print"
                )
            )
            faults.append(_fault(role, _("there is no such colour"), hint))
        elif not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            faults.append(_fault(role, _('expected a colour such as "#d70000"')))
        else:
            colours[role] = colour.lower()
    theme = OwnTheme(name, dark, colours)
    return theme, faults + _illegible(theme)


def _illegible(theme: OwnTheme) -> list[SettingsError]:
    """Texts of the theme that hardly stand out from what they stand on, or no more in 256 colours, which most terminals over SSH have."""
    all_of_it = {**(palettes.DARK if theme.dark else palettes.LIGHT), **theme.colours}
    faults: list[SettingsError] = []
    for text, back in TEXTS:
        if text not in theme.colours and back not in theme.colours:
            continue
        pair = all_of_it[text], all_of_it[back]
        fully, rounded = contrast(*pair), contrast(*map(in_256, pair))
        if min(fully, rounded) >= _LEGIBLE:
            continue
        key = text if text in theme.colours else back
        message = (
            _("hard to read on `{back}`: contrast {ratio:.1f}, text needs 4.5")
            if key == text
            else _("`{text}` is hard to read on it: contrast {ratio:.1f}, text needs 4.5")
        ).format(text=text, back=back, ratio=fully if fully < _LEGIBLE else rounded)
        if fully >= _LEGIBLE:
            message = _("in 256 colours, as over SSH: {message}").format(message=message)
        faults.append(_fault(key, message))
    return faults


def _fault(key: str, message: str, hint: str = "") -> SettingsError:
    return SettingsError(message, place=Place(key=key), hint=hint)
