"""What a part of the reading screen may ask of the screen: a Protocol, so that parts know neither the screen nor each other."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.geometry import Size

    from briefing_tui.library.format.decode import Loaded
    from briefing_tui.model.key import ItemAddress
    from briefing_tui.tui.host import ReadingHost
    from briefing_tui.tui.reading.places import Places
    from briefing_tui.tui.widgets.find_bar import FindBar


class ReadingPartHost(Protocol):
    """The reading screen, as its parts see it."""

    loaded: "Loaded"
    places: "Places"
    """Of the issue that is shown now."""

    @property
    def host(self) -> "ReadingHost":
        """What goes beyond the screen."""

    @property
    def size(self) -> "Size":
        """Columns and rows (cells)."""

    def address(self) -> "ItemAddress":
        """The issue, with the item being read."""

    def position(self) -> int:
        """Running position of the item being read, from 1; 0 before the first."""

    def follow(self) -> None:
        """The page was moved: contents and status row tell of its first row."""

    def say(self, text: str) -> None:
        """A notice in the status row."""

    def show_bar(self, bar: "FindBar") -> "Awaitable[None]":
        """Show a field in place of the status row."""

    def set_focus(self, widget: None) -> None:
        """Nothing has the keyboard: its keys are the screen's."""
