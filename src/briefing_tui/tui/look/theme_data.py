"""The themes as plain data, and which of them a terminal gets. Needs no framework: the first page is painted before it is there.

`dark` and `light` paint their own background. On a terminal of 16 colours they become `16-dark` and `16-light`, which use the
terminal's own colours on its own background. `terminal` is for whoever wants as little colour as there can be, and for `NO_COLOR`,
where what is left is taken off on the way out: bold, reverse and underline carry everything that matters. A theme of
the user's own (`own_theme`) is one of these with other colours. `themes` makes the framework's themes of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_tui.tui.look import palettes
from briefing_tui.tui.look.own_theme import OwnTheme


class ThemeData(NamedTuple):
    """One theme."""

    colours: Mapping[str, str]
    """Role (those of `palettes.DARK`) → `#rrggbb` or `ansi_…`."""
    styles: Mapping[str, str]
    """What is added to some of them: bold, reverse, underline."""
    dark: bool
    painted: bool
    """It paints its own background; otherwise the terminal's own colours are passed on."""

    @property
    def variables(self) -> dict[str, str]:
        """Theme variable → colour or attributes, of all that `looks` names."""
        back = self.colours["surface" if self.painted else "background"]
        return {**self.colours, **self.styles, "primary": self.colours["accent"], "scroll-back": back}


THEMES: dict[str, ThemeData] = {
    "briefing-dark": ThemeData(palettes.DARK, palettes.PAINTED_STYLES, dark=True, painted=True),
    "briefing-light": ThemeData(palettes.LIGHT, palettes.PAINTED_STYLES, dark=False, painted=True),
    "briefing-terminal": ThemeData(palettes.TERMINAL, palettes.TERMINAL_STYLES, dark=True, painted=False),
    "briefing-16-dark": ThemeData(palettes.DARK_16, palettes.STYLES_16, dark=True, painted=False),
    "briefing-16-light": ThemeData(palettes.LIGHT_16, palettes.STYLES_16, dark=False, painted=False),
}
"""Our own, by the name they are registered under."""
_OWN = "briefing-own-"


def own_theme_name(own: OwnTheme) -> str:
    """The name that a user's theme is registered under."""
    return f"{_OWN}{own.name}"


def own_theme_data(own: OwnTheme) -> ThemeData:
    """A user's theme: one of ours with other colours."""
    base = THEMES["briefing-dark" if own.dark else "briefing-light"]
    return base._replace(colours={**base.colours, **own.colours})


def theme_data(name: str, own: Sequence[OwnTheme] = ()) -> ThemeData:
    """The theme that is registered under a name."""
    theirs = {own_theme_name(one): own_theme_data(one) for one in own}
    return theirs.get(name) or THEMES[name]


def theme_name(
    choice: str, environ: Mapping[str, str], background: str = "", own: Sequence[OwnTheme] = ()
) -> str:
    """The registered name for a choice (of `CHOICES`, or the name of one of `own`), given what is known of the terminal.

    `background` is what the terminal itself said, `dark` or `light`, empty when it did not. `auto` follows it, then COLORFGBG, and is dark
    when nobody knows; so does a choice that is no more.
    """
    if choice == "terminal" or not wants_colour(environ):
        return "briefing-terminal"
    for theme in own:
        if theme.name == choice:
            if has_256_colours(environ):
                return own_theme_name(theme)
            choice = "dark" if theme.dark else "light"
    if choice not in {"dark", "light"}:
        choice = background or ("light" if _light_background(environ.get("COLORFGBG", "")) else "dark")
    return f"briefing-{choice}" if has_256_colours(environ) else f"briefing-16-{choice}"


def uses_terminal_colours(name: str) -> bool:
    """Whether a theme needs the app's `ansi_color`: the terminal's colours passed on as they are."""
    return name == "briefing-terminal" or name.startswith("briefing-16-")


def wants_colour(environ: Mapping[str, str]) -> bool:
    """False when NO_COLOR is set and not empty (no-color.org)."""
    return not environ.get("NO_COLOR")


def has_256_colours(environ: Mapping[str, str]) -> bool:
    """Whether COLORTERM or TERM promises 256 colours or more; the rule the framework draws by."""
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return True
    return environ.get("TERM", "").strip().lower().rpartition("-")[2] in {"256color", "kitty"}


def _light_background(value: str) -> bool:
    """Whether COLORFGBG (`15;0`, `0;default;15`) names white or light grey as the background."""
    return value.rpartition(";")[2] in {"7", "15"}
