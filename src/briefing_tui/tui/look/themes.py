"""The framework's themes, made of `theme_data`. Styles name only the variables below, so that no style sheet holds a colour. Called by the
app, at the start and when the choice changes.

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

from briefing_tui.tui.look.own_theme import CHOICES, OwnTheme
from briefing_tui.tui.look.theme_data import (
    THEMES,
    ThemeData,
    has_256_colours,
    own_theme_data,
    own_theme_name,
    theme_name,
    uses_terminal_colours,
    wants_colour,
)

if TYPE_CHECKING:
    from textual.app import App

__all__ = [
    "CHOICES",
    "begin",
    "has_256_colours",
    "own_theme",
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
    return tuple(_made(name, data) for name, data in THEMES.items())


def own_theme(own: OwnTheme) -> Theme:
    """A user's theme: one of ours with other colours."""
    return _made(own_theme_name(own), own_theme_data(own))


def _made(name: str, data: ThemeData) -> Theme:
    scroll = data.colours["scroll"]
    bars = {f"scrollbar{state}": scroll for state in ("", "-hover", "-active")}
    if data.painted:
        bars |= {
            f"scrollbar-background{state}": data.colours["surface"] for state in ("", "-hover", "-active")
        }
        return _theme(name, data.colours, {**data.styles, **bars}, dark=data.dark, ansi=False)
    return _theme(name, data.colours, {**data.styles, **_PLAIN, **bars}, dark=data.dark, ansi=True)


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
