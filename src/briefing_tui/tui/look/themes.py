"""Colours: three themes and which of them a terminal gets.

`dark` and `light` paint their own background in 24-bit colours, which terminals of 256 colours get rounded. `terminal`
leaves foreground and background to the terminal and uses its 16 colours sparingly, with bold, reverse and underline
for everything that matters; it serves 16-colour terminals, whatever the user asked for, and `NO_COLOR`, where `tui.terminal.framework` takes off what colour is left. Styles name only the
variables below, so that no style sheet holds a colour. Called by the app once, at start.

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

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

CHOICES = ("auto", "dark", "light", "terminal")
"""What the setting `theme` may say."""

_DARK = {
    "masthead": "#ff6259",
    "faint": "#9aa3ad",
    "mark": "#f0b44c",
    "bad": "#ff8078",
    "edge": "#5a636e",
    "bar-text": "#e4e7ea",
    "bar-back": "#2b323b",
    "bar-style": "none",
    "cursor-text": "#ffffff",
    "cursor-back": "#1f5fa8",
    "cursor-style": "bold",
    "resting-text": "#f2f4f6",
    "resting-back": "#343c47",
    "resting-style": "bold",
    "match-text": "#141414",
    "match-back": "#d8b04a",
    "match-style": "none",
    "here-text": "#141414",
    "here-back": "#ff9f43",
    "here-style": "bold underline",
}
_LIGHT = {
    "masthead": "#c0141b",
    "faint": "#5a616a",
    "mark": "#8a5300",
    "bad": "#b3131a",
    "edge": "#8b929b",
    "bar-text": "#1d2126",
    "bar-back": "#dcdfe3",
    "bar-style": "none",
    "cursor-text": "#ffffff",
    "cursor-back": "#1f5fa8",
    "cursor-style": "bold",
    "resting-text": "#16191d",
    "resting-back": "#d3dae3",
    "resting-style": "bold",
    "match-text": "#141414",
    "match-back": "#f2d06b",
    "match-style": "none",
    "here-text": "#141414",
    "here-back": "#ff9f43",
    "here-style": "bold underline",
}
_TERMINAL = {
    "masthead": "ansi_red",
    "faint": "ansi_default",
    "mark": "ansi_default",
    "bad": "ansi_red",
    "edge": "ansi_default",
    "bar-text": "ansi_default",
    "bar-back": "ansi_default",
    "bar-style": "reverse",
    "cursor-text": "ansi_default",
    "cursor-back": "ansi_default",
    "cursor-style": "reverse",
    "resting-text": "ansi_default",
    "resting-back": "ansi_default",
    "resting-style": "bold underline",
    "match-text": "ansi_default",
    "match-back": "ansi_default",
    "match-style": "underline",
    "here-text": "ansi_default",
    "here-back": "ansi_default",
    "here-style": "bold reverse",
}
_PLAIN = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "scrollbar": "ansi_default",
    "scrollbar-hover": "ansi_default",
    "scrollbar-active": "ansi_default",
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


def themes() -> tuple[Theme, ...]:
    """The themes to register, named `briefing-dark`, `briefing-light` and `briefing-terminal`."""
    return (
        Theme(
            name="briefing-dark",
            primary="#6ea8e6",
            warning="#f0b44c",
            error="#ff8078",
            success="#78c58a",
            accent="#6ea8e6",
            foreground="#d9dce0",
            background="#15181c",
            surface="#1b1f24",
            panel="#232830",
            dark=True,
            variables={**_DARK, **_scrollbar("#4a535e", "#1b1f24")},
        ),
        Theme(
            name="briefing-light",
            primary="#1f5fa8",
            warning="#8a5300",
            error="#b3131a",
            success="#1e6b34",
            accent="#1f5fa8",
            foreground="#1d2126",
            background="#faf9f6",
            surface="#f1f0ec",
            panel="#e6e5e0",
            dark=False,
            variables={**_LIGHT, **_scrollbar("#a9b0b8", "#e9e8e4")},
        ),
        Theme(
            name="briefing-terminal",
            primary="ansi_default",
            warning="ansi_default",
            error="ansi_red",
            success="ansi_default",
            accent="ansi_default",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            dark=True,
            ansi=True,
            variables={**_TERMINAL, **_PLAIN},
        ),
    )


def begin(app: "App[Any]", name: str) -> None:
    """Give a new app our themes and let it use one, before anything was drawn: assigning `theme` would parse the style sheets and draw twice."""
    for theme in themes():
        app.register_theme(theme)
    app.set_reactive(type(app).theme, name)
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    app.stylesheet.set_variables(app.get_css_variables())


def theme_name(choice: str, environ: Mapping[str, str]) -> str:
    """The registered name for a setting of `CHOICES`, given what the environment says of the terminal.

    `auto` is dark, unless COLORFGBG tells of a light background.
    """
    if choice == "terminal" or not wants_colour(environ) or not has_256_colours(environ):
        return "briefing-terminal"
    if choice in {"dark", "light"}:
        return f"briefing-{choice}"
    return "briefing-light" if _light_background(environ.get("COLORFGBG", "")) else "briefing-dark"


def uses_terminal_colours(name: str) -> bool:
    """Whether a theme needs the app's `ansi_color`: the terminal's colours passed on as they are."""
    return name == "briefing-terminal"


def wants_colour(environ: Mapping[str, str]) -> bool:
    """False when NO_COLOR is set and not empty (no-color.org)."""
    return not environ.get("NO_COLOR")


def has_256_colours(environ: Mapping[str, str]) -> bool:
    """Whether COLORTERM or TERM promises 256 colours or more; the rule the framework draws by."""
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return True
    return environ.get("TERM", "").strip().lower().rpartition("-")[2] in {"256color", "kitty"}


def _scrollbar(bar: str, track: str) -> dict[str, str]:
    return {
        f"scrollbar{part}{state}": colour
        for part, colour in (("", bar), ("-background", track))
        for state in ("", "-hover", "-active")
    }


def _light_background(value: str) -> bool:
    """Whether COLORFGBG (`15;0`, `0;default;15`) names white or light grey as the background."""
    return value.rpartition(";")[2] in {"7", "15"}
