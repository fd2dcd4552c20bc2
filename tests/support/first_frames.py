"""What a terminal shows from the first page on to the end of the start. For the tests of first pages on a terminal."""

import time
from typing import TYPE_CHECKING, Any

from early_ends import DRIVER
from terminal import PATIENCE, Terminal

if TYPE_CHECKING:
    import re


def cells(terminal: Terminal) -> list[list[tuple[Any, ...]]]:
    """All that is in sight."""
    return [
        [tuple(terminal.screen.buffer[row][column]) for column in range(terminal.columns)]
        for row in range(terminal.rows)
    ]


def assert_no_change(terminal: Terminal, whole: "re.Pattern[str] | str") -> None:
    """From the early page on, which is there when `whole` is, through all that the app draws until it is idle."""
    terminal.expect(whole)
    terminal.pump(0.02)  # the rest of the row
    assert DRIVER not in terminal.raw, "no early page"
    first, end = cells(terminal), time.monotonic() + PATIENCE
    while DRIVER not in terminal.raw or terminal.pump(0.3):
        assert time.monotonic() < end
        terminal.pump(0.01)
        assert cells(terminal) == first
    assert terminal.raw.count(b"1049h") == 1
