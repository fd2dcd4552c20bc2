"""What a terminal shows from the first page on to the end of the start. For the tests of first pages on a terminal."""

import re
import time

from screens.terminal import DRIVER, PATIENCE, Terminal


def assert_no_change(terminal: Terminal, whole: "re.Pattern[str] | str") -> None:
    """From the first page on, on which is `whole`, through all that the app draws until it is idle."""
    terminal.receive(DRIVER)
    first, end = terminal.early, time.monotonic() + PATIENCE
    assert first is not None
    assert re.search(re.escape(whole) if isinstance(whole, str) else whole, first.text), (
        f"no first page:\n{first.text}"
    )
    while terminal.pump(0.3):
        assert time.monotonic() < end
        assert terminal.cells() == first.cells
    assert terminal.cells() == first.cells
    assert terminal.raw.count(b"1049h") == 1
