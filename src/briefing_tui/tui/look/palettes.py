"""The colours by role, as plain data: five palettes that `themes` makes the framework's themes of.

Called by `themes` and by `theme_file`, which lets a user change a role; loads no framework. `DARK` and `LIGHT` hold only colours of
the 256 that terminals number 16 to 255, so that over SSH, where nobody says that all colours are there, they look as they
do at home. The two for 16 colours name the terminal's own and leave its background alone; `TERMINAL` takes only red.
"""

DARK = {
    "background": "#1c1c1c",
    "surface": "#262626",
    "panel": "#303030",
    "foreground": "#d7d7d7",
    "accent": "#87afd7",
    "masthead": "#ff5f5f",
    "faint": "#a8a8a8",
    "mark": "#d7af5f",
    "bad": "#ff8787",
    "good": "#87af87",
    "edge": "#585858",
    "scroll": "#585858",
    "bar-text": "#e4e4e4",
    "bar-back": "#303030",
    "cursor-text": "#ffffff",
    "cursor-back": "#005faf",
    "resting-text": "#eeeeee",
    "resting-back": "#3a3a3a",
    "match-text": "#121212",
    "match-back": "#d7af5f",
    "here-text": "#121212",
    "here-back": "#ff8700",
}
"""Role → colour, on a dark background."""
LIGHT = {
    "background": "#ffffff",
    "surface": "#eeeeee",
    "panel": "#e4e4e4",
    "foreground": "#1c1c1c",
    "accent": "#005faf",
    "masthead": "#d70000",
    "faint": "#585858",
    "mark": "#875f00",
    "bad": "#af0000",
    "good": "#005f00",
    "edge": "#9e9e9e",
    "scroll": "#9e9e9e",
    "bar-text": "#1c1c1c",
    "bar-back": "#e4e4e4",
    "cursor-text": "#ffffff",
    "cursor-back": "#005faf",
    "resting-text": "#121212",
    "resting-back": "#d0d0d0",
    "match-text": "#121212",
    "match-back": "#ffd75f",
    "here-text": "#121212",
    "here-back": "#ffaf00",
}
"""Role → colour, on a light background."""

_NONE = "ansi_default"
TERMINAL = {
    **dict.fromkeys(DARK, _NONE),
    "masthead": "ansi_red",
    "bad": "ansi_red",
}
"""The terminal's own two colours and a red: legible whatever they are."""
DARK_16 = {
    **TERMINAL,
    "accent": "ansi_cyan",
    "faint": "ansi_cyan",
    "mark": "ansi_yellow",
    "good": "ansi_green",
    "edge": "ansi_cyan",
    "scroll": "ansi_cyan",
    "bar-text": "ansi_white",
    "bar-back": "ansi_blue",
    "match-text": "ansi_black",
    "match-back": "ansi_yellow",
    "here-text": "ansi_red",
    "here-back": "ansi_white",
}
"""For a terminal of 16 (or 8) colours with a dark background, the usual one of PuTTY and Xshell. Cyan and yellow are the two of the
eight that are legible on black everywhere; `here` is reversed."""
LIGHT_16 = {
    **DARK_16,
    "accent": "ansi_blue",
    "faint": "ansi_blue",
    "mark": "ansi_magenta",
    "edge": "ansi_blue",
    "scroll": "ansi_blue",
}
"""The same on a light background."""

PAINTED_STYLES = {
    "bar-style": "none",
    "cursor-style": "bold",
    "resting-style": "bold",
    "match-style": "none",
    "here-style": "bold underline",
}
"""What is added to the colours of a row or a word, where the palette has a background for it."""
TERMINAL_STYLES = {
    "bar-style": "reverse",
    "cursor-style": "reverse",
    "resting-style": "bold underline",
    "match-style": "underline",
    "here-style": "bold reverse",
}
"""The same where there are no colours to rely on."""
STYLES_16 = {**TERMINAL_STYLES, "bar-style": "none", "cursor-style": "bold reverse"}
