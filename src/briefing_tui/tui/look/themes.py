"""The themes, and which of them a terminal gets.

`dark` and `light` paint their own background. On a terminal of 16 colours they become `16-dark` and `16-light`, which use the
terminal's own colours on its own background. `terminal` is for whoever wants as little colour as there can be, and for `NO_COLOR`,
where `tui.terminal.framework` takes off what is left: bold, reverse and underline carry everything that matters. A theme of
the user's own (`theme_file`) is one of these with other colours. Styles name only the variables below, so that no style sheet
holds a colour. Called by the app, at the start and when the choice changes.

Variables for the style sheets, besides the framework's own ($foreground, $background, $surface, $panel …):

    $masthead                        red of the title and the rule under it
    $faint                           secondary text, still legible
    $mark  $bad                      unread mark, bookmark, notice; fault
    $edge                            lines between panes
    $bar-text $bar-back $bar-style   status line
    $cursor-text $cursor-back $cursor-style          row of the cursor in the pane that has the keyboard
    $resting-text $resting-back $resting-style       the same in a pane that has not
    $match-text $match-back $match-style             found words
    $here-text $here-back $here-style                the match one stands on
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from briefing_tui.tui.look import palettes
from briefing_tui.tui.look.own_theme import CHOICES, OwnTheme

if TYPE_CHECKING:
    from textual.app import App

__all__ = [
    "CHOICES",
    "begin",
    "has_256_colours",
    "theme_name",
    "themes",
    "uses_terminal_colours",
    "wants_colour",
]

_PLAIN = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_default",
    "input-selection-foreground": "ansi_default",
}
"""The framework's own variables that would otherwise put blue or black on a background we do not know."""
_FRAMEWORK_ROLES = ("background", "surface", "panel", "foreground", "accent", "good", "scroll")
"""Roles that are the framework's own variables, under its names."""


def themes() -> tuple[Theme, ...]:
    """The themes to register: `briefing-dark`, `-light`, `-terminal`, and for 16 colours `-16-dark` and `-16-light`."""
    return (
        painted("briefing-dark", palettes.DARK, dark=True),
        painted("briefing-light", palettes.LIGHT, dark=False),
        _unpainted("briefing-terminal", palettes.TERMINAL, palettes.TERMINAL_STYLES, dark=True),
        _unpainted("briefing-16-dark", palettes.DARK_16, palettes.STYLES_16, dark=True),
        _unpainted("briefing-16-light", palettes.LIGHT_16, palettes.STYLES_16, dark=False),
    )


def painted(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    """A theme that paints its own background; `colours` has every role of `palettes.DARK`."""
    bars = {
        f"scrollbar{part}{state}": colours[role]
        for part, role in (("", "scroll"), ("-background", "surface"))
        for state in ("", "-hover", "-active")
    }
    return _theme(name, colours, {**palettes.PAINTED_STYLES, **bars}, dark=dark, ansi=False)


def own_theme(own: OwnTheme) -> Theme:
    """A user's theme: one of ours with other colours."""
    base = palettes.DARK if own.dark else palettes.LIGHT
    return painted(f"briefing-own-{own.name}", {**base, **own.colours}, dark=own.dark)


def _unpainted(name: str, colours: Mapping[str, str], styles: Mapping[str, str], *, dark: bool) -> Theme:
    bars = {f"scrollbar{state}": colours["scroll"] for state in ("", "-hover", "-active")}
    return _theme(name, colours, {**styles, **_PLAIN, **bars}, dark=dark, ansi=True)


def _theme(
    name: str, colours: Mapping[str, str], more: Mapping[str, str], *, dark: bool, ansi: bool
) -> Theme:
    ours = {role: colour for role, colour in colours.items() if role not in _FRAMEWORK_ROLES}
    return Theme(
        name=name,
        primary=colours["accent"],
        warning=colours["mark"],
        error=colours["bad"],
        success=colours["good"],
        accent=colours["accent"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        dark=dark,
        ansi=ansi,
        variables={**ours, **more},
    )


def begin(app: "App[Any]", name: str, own: Sequence[OwnTheme] = ()) -> None:
    """Give a new app our themes and let it use one, before anything was drawn: assigning `theme` would parse the style sheets and draw twice."""
    for theme in (*themes(), *map(own_theme, own)):
        app.register_theme(theme)
    app.set_reactive(type(app).theme, name)
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    app.stylesheet.set_variables(app.get_css_variables())


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
                return f"briefing-own-{choice}"
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
