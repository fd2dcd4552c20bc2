"""The base of our app: it crashes quietly, shows text as text, and does nothing behind the reader's back.

Subclassed by `tui.app`. Overrides private methods of Textual's `App` (its canaries are in tests/tui/terminal/test_framework_canary.py):
a fault gives one line and an incident id (promise R3) instead of a screen of local variables; the parts of the framework
that write files or start programs are off.
"""

# Overriding the framework's private methods is this module's work.

import asyncio
import contextlib
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual._compositor import CompositorUpdate
from textual._context import active_message_pump
from textual.app import App, ReturnType, SystemCommand
from textual.css.query import NoMatches
from textual.events import InputEvent, Key, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import MountError

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.text.late_pattern import late
from briefing_tui.tui.terminal import crash
from briefing_tui.tui.terminal.driver import BriefingDriver, driver_of
from briefing_tui.tui.terminal.framework import changes, is_whole, laid_out_size, safe_line, whole_screen
from briefing_tui.tui.terminal.input import Burst

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.events import Event
    from textual.notifications import SeverityLevel


_FIELD_SECONDS = 0.5
"""The longest a key waits for the text field before it: a field that is stuck must not stop the keys."""
_READY_SECONDS = 0.5
"""The longest a key waits for a screen to be there."""


_FINDING = ("/", "、", "／")
"""What begins to look for words, as an input method gives it too."""
_TAIL = late("\t[\t ]*\\Z")
_KEYS = {"\n": "enter", "\t": "tab", " ": "space"}


def _comes_up() -> bool:
    """Whether what runs now belongs to a screen or widget that is not there yet."""
    pump = active_message_pump.get(None)
    return pump is not None and not pump._mounted_event.is_set()  # noqa: SLF001 - no public way


def _by_input_method(text: str) -> bool:
    """Whether nothing in it is a letter that a key could be; the sign for text in another encoding is none either."""
    return bool(text) and all(not char.isascii() and char != "\ufffd" for char in text)


@runtime_checkable
class WaitingForPaste(Protocol):
    """A screen that takes whatever is pasted, by an input method or in any other way, though it has no field."""

    waits_for_paste: bool


class GuardedApp(App[ReturnType]):
    """An app that crashes quietly and neither writes files nor starts programs on its own.

    `log_directory` is where incidents are noted; None notes nothing. After `run`, `last_words` is the line to
    say on stderr (empty when there is none) and `return_code` the exit code; the app itself prints nothing.
    """

    ENABLE_COMMAND_PALETTE = False
    log_directory: str | None = None
    last_words: str = ""

    def do_without_tooltips(self) -> None:
        """No screen has a widget for tooltips from now on: for an app that shows none."""
        self._disable_tooltips = True

    def fault(self, error: BaseException) -> None:
        """End the app because of `error`, with exit code 1. A `BriefingError` says its own line, others give an id."""
        self._return_code = 1
        if self.last_words:
            return  # what follows a first fault is mostly its consequence
        if isinstance(error, BriefingError):
            self.last_words = safe_line(error.one_line())
        else:
            incident = crash.record(error, self.log_directory)
            self.last_words = _("something went wrong that should not have; incident {id}").format(
                id=incident
            )
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        if self._exit and (isinstance(error, (MountError, NoMatches)) or _comes_up()):
            return  # asked to end: a screen on its way up finds no app to stand in and has no widgets, which is nobody's fault
        if self._exception is None:  # so that tests see it
            self._exception = error
            self._exception_event.set()
        self.fault(error)

    def _display(self, screen: Screen[Any], renderable: "RenderableType | None") -> None:
        """As the stock one, but what stands on the terminal already is not written again, and nothing when nothing is new."""
        driver = driver_of(self)
        ready = self._running and not self._closed and not self._batch_count
        if driver is None or not ready:
            super()._display(screen, renderable)
            return
        update: object = renderable
        try:
            driver.picture.sized(*laid_out_size(self))
            if driver.picture.forgotten and not is_whole(self, update):
                update = whole_screen(self) or update
            if isinstance(update, CompositorUpdate):
                place = self.screen.outer_size.clamp_offset(self.cursor_position)
                self._write_update(driver, changes(driver.picture, update, self.console, (place.x, place.y)))
        except Exception as error:  # noqa: BLE001 - as the stock one does
            self._handle_exception(error)
        self.post_display_hook()

    def _write_update(self, driver: BriefingDriver, written: str) -> None:
        if written:
            self._begin_update()
            driver.write(written)
            self._end_update()

    def action_redraw(self) -> None:
        """Key ctrl+l: something else has written on the terminal."""
        if (driver := driver_of(self)) is not None:
            driver.enter_again()

    def _fatal_error(self) -> None:
        self.fault(sys.exception() or RuntimeError())

    def panic(self, *renderables: "RenderableType") -> None:
        """A fault without its error: what it would print may hold text, so it is not printed."""
        self.fault(sys.exception() or RuntimeError())

    def _print_error_renderables(self) -> None:
        if self._exit_renderables and not self.last_words:
            self.last_words = safe_line(str(self._exit_renderables[0]))
        self._exit_renderables.clear()

    async def on_event(self, event: "Event") -> None:
        """A bound key acts at once; while a text field has the keyboard, as soon as the field has what was typed before.

        The framework sends it round through the widgets first; what was typed behind a `/` in the same breath (a slow
        link, a paste) would then be gone before the field is there.
        """
        if self._exit and isinstance(event, InputEvent | Paste | Resize):
            return  # asked to end: what is still queued (a flood of keys) finds no screen to act on
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._screen_ready()
        if isinstance(event, Paste) and not event.is_forwarded:
            await self._take_paste(event)
            return
        if isinstance(event, Key) and not event.is_forwarded and not self._in_field():
            self.key_pressed()
            if await self._check_bindings(event.key):
                return
            if _by_input_method(event.character or ""):
                self.letters_wanted()
        elif isinstance(event, Key) and not event.is_forwarded and not self._is_text(event):
            await self._field_ready()
            self.key_pressed()
            if await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key):
                return
        await super().on_event(event)

    @property
    def cursor_position(self) -> Offset:
        """The cell of the terminal's cursor: that of the caret of whatever has the keyboard, else the top left.

        Asked whenever something is written, so nothing has to tell of a resize, a scroll, a screen that went. An input
        method opens its window there.
        """
        caret = getattr(self.focused, "cursor_screen_offset", None)
        return caret if isinstance(caret, Offset) else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _place: Offset) -> None:
        """The framework's fields tell a place that is old when it is written: it is asked for instead."""

    async def _dispatch_action(self, namespace: Any, action_name: str, params: Any) -> bool:
        """As the framework's; an action is looked for in what is `acting` beside a screen first: its base class has actions too."""
        owners = getattr(namespace, "acting", ())
        owner = next((one for one in owners if hasattr(one, f"action_{action_name}")), namespace)
        return await super()._dispatch_action(owner, action_name, params)

    async def _on_key(self, event: Key) -> None:
        """What no widget wanted comes back, perhaps when another has the keyboard: its bindings were looked up when it came."""
        event.prevent_default()

    async def _take_paste(self, event: Paste) -> None:
        """To the field that has the keyboard, or the box that waits for one; else text is no command, but for a `/` that opens one."""
        if self._in_field():
            await self._take_text(event)
            return
        if isinstance(self.screen, WaitingForPaste):
            await super().on_event(event)
            return
        self.key_pressed()
        burst = event.text if isinstance(event, Burst) else ""
        words, end, more = burst[1:].partition("\n")
        if burst.startswith(_FINDING) and words and not more and await self._check_bindings("slash"):
            await self._screen_ready()
            if self._in_field():
                await self._type(words + end)
        elif _by_input_method(burst):
            self.letters_wanted()
        else:
            self.no_field()
            await super().on_event(event)

    async def _take_text(self, event: Paste) -> None:
        """Into the field. What an input method gives comes as keys, and so does a tab typed behind it: that leads to the next field."""
        text = _TAIL.sub("", event.text) if isinstance(event, Burst) else ""
        if not text:
            await super().on_event(event)
            return
        if text.isprintable():
            await self._type(text)
        else:
            await super().on_event(Burst(text))
        await self._type(event.text[len(text) :])

    async def _type(self, text: str) -> None:
        """As if each character was a key."""
        for char in text:
            await self.on_event(Key(_KEYS.get(char, char), "\r" if char == "\n" else char))

    def key_pressed(self) -> None:
        """Called before a key acts, when no text field has the keyboard."""

    def letters_wanted(self) -> None:
        """Called when an input method's text came where keys are letters."""

    def no_field(self) -> None:
        """Called when text was pasted where no field has the keyboard; it did nothing."""

    async def _screen_ready(self) -> None:
        """Wait until the screen that was just opened has its parts; keys typed behind the one that opened it are for it."""
        if self.screen_stack and not self.screen.is_mounted:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.screen._mounted_event.wait(), _READY_SECONDS)  # noqa: SLF001 - no public way

    async def _field_ready(self) -> None:
        """Wait until the field has taken what was typed before; a key that leaves it must not overtake its text."""
        field, done = self.focused, asyncio.Event()
        if field is not None and field.call_later(done.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _FIELD_SECONDS)

    def _is_text(self, event: Key) -> bool:
        return self.focused is not None and self.focused.check_consume_key(event.key, event.character)

    def _in_field(self) -> bool:
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None: the framework's own commands save screenshots and change themes behind the settings."""
        return ()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """As the framework's; the message is literal text."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def save_screenshot(self, *arguments: Any, **options: Any) -> str:
        """Off: nothing here writes a file that nobody asked for. The name that would have been written, empty."""
        return ""

    def deliver_screenshot(self, *arguments: Any, **options: Any) -> str | None:
        """Off, as `save_screenshot`."""
        return None

    def keep_for_pasting(self, text: str) -> None:
        """What the key ctrl+v puts into a field from now on."""
        self._clipboard = text

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Off: a link in a text starts no program."""

    def _set_pointer_shape(self, shape: str) -> None:
        """Off: bytes for a mouse that merely passes."""
