"""The base of widgets that draw finished lines: the page, the contents, the status row.

Such a widget has no border, padding or children, and its strips carry every style themselves. So the framework's
general way from line to screen (borders, tints, links, filters, a cache of lines) is left out: `render_lines` asks
`render_line` for the rows that are wanted and nothing else happens. Widths are cells.
"""

from typing import ClassVar

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing_tui.tui.look.terminal_styles import theme_styles


class LineWidget(Widget):
    """Draws row by row with the styles of the theme."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__()
        self.ambiguous = ambiguous
        """Cells of “ ” — …: 1 or 2."""
        self._base: Style | None = None
        self._looks: dict[str, Style] | None = None

    @property
    def base(self) -> Style:
        """Ordinary text on the widget's background."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    @property
    def looks(self) -> dict[str, Style]:
        """Style name → style to put over `base`."""
        if self._looks is None:
            self._looks = theme_styles(self.app)
        return self._looks

    def remeasure(self, ambiguous: int) -> None:
        """The terminal draws “ ” — … with another width than was thought."""
        self.ambiguous = ambiguous
        self.restyle()

    def restyle(self) -> None:
        """Colours changed: draw anew with the theme's of now."""
        self._base = self._looks = None
        self.refresh()

    def notify_style_update(self) -> None:
        """The framework applied a style sheet, perhaps with other colours."""
        super().notify_style_update()
        if self._base is not None:
            self.restyle()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the rows and columns in `crop`, which is relative to the widget."""
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips
