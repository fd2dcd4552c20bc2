"""Style names of the page as the framework's styles of the theme in use. Called by the widgets that draw finished lines; what the names
look like is said by `looks`.
"""

from collections.abc import Iterable, Iterator, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color

from briefing_tui.tui.look.looks import LOOKS, Look, RowPiece, attributes


def theme_styles(app: App[object]) -> dict[str, Style]:
    """Style name → style of the app's theme, to be put over a widget's own; made once for each change of theme."""
    variables = app.theme_variables
    return {name: _style(look, variables) for name, look in LOOKS.items()}


def segments(pieces: Iterable[RowPiece], base: Style, looks: Mapping[str, Style]) -> Iterator[Segment]:
    """A row's pieces for a strip; a name that is not known is ordinary text."""
    for text, names, link in pieces:
        style = base
        for name in names:
            style += looks.get(name, looks[""])
        yield Segment(text, style + Style(link=link) if link else style)


def _style(look: Look, variables: dict[str, str]) -> Style:
    words = attributes(look, variables)
    text, back = variables.get(look.text, ""), variables.get(look.back, "")
    return Style(
        color=Color.parse(text).rich_color if text else None,
        bgcolor=Color.parse(back).rich_color if back else None,
        bold="bold" in words or None,
        dim="dim" in words or None,
        underline=False if "level" in words else ("underline" in words or None),
        reverse="reverse" in words or None,
    )
