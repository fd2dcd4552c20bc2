"""A small app on the real driver, started by tests on a pseudo-terminal: says what it received on its first line.

Arguments: `stuck` blocks the event loop for good when `s` is pressed; `flood` writes without end when `f` is pressed, `burst` much
when `b` is; `save FILE` writes that file when the terminal is lost. Keys: q quits, x crashes, m gives the mouse back, M takes it.
"""

import sys
import time

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from briefing_tui.tui.terminal.driver import driver_class, driver_of
from briefing_tui.tui.terminal.framework import install
from briefing_tui.tui.terminal.guarded import GuardedApp
from briefing_tui.tui.terminal.input import NotUtf8


class SmallApp(GuardedApp[None], inherit_bindings=False):
    """Shows the last message."""

    def compose(self) -> ComposeResult:
        """One line for the last message, one for how many came."""
        yield Static("ready", id="last")
        yield Static("0 received", id="count")

    received = 0

    def show(self, text: str) -> None:
        """Put `text` on the first line."""
        self.received += 1
        self.query_one("#last", Static).update(Content(text))
        self.query_one("#count", Static).update(Content(f"{self.received} received"))

    def on_key(self, event: events.Key) -> None:
        """Say it, or do what the key is for."""
        driver = driver_of(self)
        if event.key == "q":
            self.exit()
        elif event.key == "x" and "crash" in sys.argv:
            secret = "内部资料"  # noqa: F841 - must not be seen in the crash
            raise ValueError("the text 内部资料 was bad")
        elif event.key == "m" and driver:
            driver.mouse_off()
        elif event.key == "M" and driver:
            driver.mouse_on()
        elif event.key == "s" and "stuck" in sys.argv:
            time.sleep(60)
        elif event.key == "f" and "flood" in sys.argv and driver:
            while True:
                driver.write("x" * 1000)
        elif event.key == "b" and "burst" in sys.argv and driver:
            driver.write("x" * 100_000)
        self.show(f"key {event.key} {event.character!r}")

    def on_paste(self, event: events.Paste) -> None:
        """Say its length."""
        self.show(f"paste {len(event.text)} {event.text[:30]!r}")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say where."""
        self.show(f"mouse {event.screen_x} {event.screen_y}")

    def on_resize(self, event: events.Resize) -> None:
        """Say the size."""
        if event.size != (80, 24):
            self.show(f"size {event.size.width}x{event.size.height}")

    def on_not_utf8(self, _message: NotUtf8) -> None:
        """Say it."""
        self.show("not utf-8")


def save() -> None:
    """What must not be lost."""
    with open(sys.argv[sys.argv.index("save") + 1], "a", encoding="utf-8") as file:  # noqa: PTH123 - a test's file
        file.write("saved\n")


if __name__ == "__main__":
    install(1)
    app = SmallApp(
        driver_class=driver_class(b"typed\x1b[1;2Rz", on_hangup=save if "save" in sys.argv else None)
        if "leftover" in sys.argv
        else driver_class(on_hangup=save if "save" in sys.argv else None)
    )
    if "log" in sys.argv:
        app.log_directory = sys.argv[sys.argv.index("log") + 1]
    app.run()
    if app.last_words:
        sys.stderr.write(app.last_words + "\n")
    raise SystemExit(app.return_code)
