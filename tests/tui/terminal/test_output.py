"""What waits to be written is given up between two control sequences, never inside one."""

import os

from briefing_tui.tui.terminal.output import OutputThread

LAST = "\x1b[0m\x1b[?1049l"


def test_the_last_word_does_not_begin_inside_a_control_sequence() -> None:
    """A terminal that reads slowly has taken half of a page when the program ends."""
    page = "".join(f"\x1b[38;2;{number % 256};20;30m甲乙\x1b[0m" for number in range(9000))
    reading, writing = os.pipe()
    output = OutputThread(writing, lambda: None)
    output.start()
    output.write(page)
    output.drain(0.05)
    output.abandon(LAST, 0.05)
    taken = b""
    while not taken.endswith(LAST.encode()):
        taken += os.read(reading, 65536)
    os.close(reading)
    os.close(writing)
    before = taken.removesuffix(LAST.encode()).decode()
    assert 0 < len(before) < len(page)
    assert page.startswith(before)
    assert page[len(before) :].startswith("\x1b[")
