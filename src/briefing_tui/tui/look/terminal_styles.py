"""Style names of the page as terminal styles of the theme in use.

Called by the widgets that draw finished lines. Colours come from theme variables only (`themes` lists ours), so
light, dark, 16-colour and the terminal's own themes all work; every meaning also has an attribute (bold, dim,
underline, reverse) or stands in the text, so nothing is told by colour alone and NO_COLOR loses nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color


class Look(NamedTuple):
    """How one style name is shown."""

    text: str = ""
    """Theme variable of the text's colour; empty for the ordinary one."""
    attributes: str = ""
    """`bold`, `dim`, `underline`, `reverse`, with blanks between; or the `$variable` that holds them."""
    back: str = ""
    """Theme variable of the background; empty for the ordinary one."""


_STRONG = Look("", "bold")
LOOKS: dict[str, Look] = {
    "": Look(),
    "publisher": Look("masthead"),
    "title": Look("masthead", "bold"),
    "number": Look(),
    "marking": _STRONG,
    "rule": Look("masthead"),
    "meta": Look(),
    "contents.head": _STRONG,
    "contents.1": _STRONG,
    "contents.2": Look(),
    "contents.number": Look("faint"),
    "preface.head": Look("primary", "bold"),
    "correction.head": Look("primary", "bold"),
    "section": Look("primary", "bold"),
    "group": Look("primary", "underline"),
    "item.number": Look("primary", "bold"),
    "item.title": _STRONG,
    "article.title": _STRONG,
    "h1": Look("primary", "bold"),
    "h2": Look("primary"),
    "h3": _STRONG,
    "h4": Look(),
    "lead": _STRONG,
    "table.head": _STRONG,
    "table.rule": Look("faint"),
    "source": Look("faint"),
    "end": Look("faint"),
    "tail.role": _STRONG,
    "tail": Look(),
    "warning": Look("bad", "bold"),
    # Of the screen, not of the page
    "hit": Look("match-text", "$match-style", "match-back"),
    "hit.current": Look("here-text", "$here-style", "here-back"),
    "here": _STRONG,
    "cursor": Look("cursor-text", "$cursor-style", "cursor-back"),
    "resting": Look("resting-text", "$resting-style", "resting-back"),
    "head": Look("faint", "bold"),
    "mark": Look("mark", "bold"),
    "faint": Look("faint"),
    "edge": Look("edge"),
    "bar": Look("bar-text", "$bar-style", "bar-back"),
    "key": _STRONG,
    "chart": Look("primary"),
    "chart.2": Look("mark"),
    "error": Look("bad", "bold"),
}
"""Every style name the page uses, and those of the screen's own marks. An unknown name is shown as ordinary text."""


_NOT_UNDERLINED = Style(underline=False)


def worded(text: str, style: Style, over: Style | None = None) -> Iterator[Segment]:
    """A piece of a row: blanks at its ends, which only bring it to its place, are not underlined by `style`.

    `over` comes on top of all of it: the cursor's look, which marks the whole row.
    """
    blank = style + _NOT_UNDERLINED
    inside = text.strip(" ")
    begin = len(text) - len(text.lstrip(" ")) if inside else len(text)
    for part, look in (
        (text[:begin], blank),
        (inside, style),
        (text[begin + len(inside) :], blank),
    ):
        if part:
            yield Segment(part, look + over if over is not None else look)


def theme_styles(app: App[object]) -> dict[str, Style]:
    """Style name → style of the app's theme, to be put over a widget's own; made once for each change of theme."""
    variables = app.theme_variables
    return {name: _style(look, variables) for name, look in LOOKS.items()}


def _style(look: Look, variables: dict[str, str]) -> Style:
    attributes = look.attributes
    if attributes.startswith("$"):
        attributes = variables.get(attributes[1:], "")
    words = attributes.split()
    text, back = variables.get(look.text, ""), variables.get(look.back, "")
    return Style(
        color=Color.parse(text).rich_color if text else None,
        bgcolor=Color.parse(back).rich_color if back else None,
        bold="bold" in words or None,
        dim="dim" in words or None,
        underline="underline" in words or None,
        reverse="reverse" in words or None,
    )
