"""What works on every screen of the app: clipboard, mouse, help, palette, bookmarks. Mixed into `tui.app`."""

from typing import TYPE_CHECKING, cast

from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.reading.screen import ReadingScreen
from briefing_tui.tui.terminal.clipboard import LIMIT, TooLongError, copy_sequence
from briefing_tui.tui.terminal.driver import driver_of

if TYPE_CHECKING:
    from briefing_tui.tui.app import BriefingApp


class Everywhere:
    """The actions."""

    @property
    def _app(self) -> "BriefingApp":
        return cast("BriefingApp", self)

    def copy_text(self, text: str, what: str) -> str:
        """Send a text to the clipboard of the reader's terminal; what to tell the reader. `what` names the text."""
        try:
            sequence = copy_sequence(text, self._app.environ)
        except TooLongError:
            return _("Too long for a terminal's clipboard (over {limit} kB): {what}").format(
                limit=LIMIT // 1000, what=what
            )
        driver = driver_of(self._app)
        if driver is not None:
            driver.write(sequence)
        return _("Sent to the clipboard: {what}").format(what=what)

    def action_toggle_mouse(self) -> None:
        """Key m."""
        self._app.mouse_taken = not self._app.mouse_taken
        driver = driver_of(self._app)
        if driver is not None:
            (driver.mouse_on if self._app.mouse_taken else driver.mouse_off)()
        screen = self._app.reading_screen()
        if screen is not None:
            screen.mouse_changed()
        self._app.tell(
            _("The mouse works here again.")
            if self._app.mouse_taken
            else _("Mouse given to the terminal; m takes it back.")
        )

    async def action_help(self) -> None:
        """Key ?."""
        from briefing_tui.tui.dialogues.help import HelpScreen  # noqa: PLC0415 - when asked for

        await self._app.push_screen(HelpScreen(self._screen_name()))

    async def action_palette(self) -> None:
        """Key :."""
        from briefing_tui.tui.dialogues.palette import PaletteScreen  # noqa: PLC0415 - when asked for

        await self._app.push_screen(PaletteScreen(keys.commands_of(self._screen_name())))

    async def action_bookmarks(self) -> None:
        """Key B."""
        from briefing_tui.tui.dialogues.bookmarks import BookmarksScreen  # noqa: PLC0415 - when asked for

        await self._app.push_screen(BookmarksScreen())

    def _screen_name(self) -> str:
        return (
            "reading"
            if isinstance(self._app.screen, ReadingScreen)
            else getattr(self._app.screen, "pane", "library")
        )
