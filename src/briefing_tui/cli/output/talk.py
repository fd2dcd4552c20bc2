"""Everything said to the person at the terminal goes to stderr through here. No other module of `cli` writes it.

Text is made safe on its way (promise T1), whatever the stream's encoding, and a closed stderr is survived.
"""

from typing import TextIO

from briefing_tui.errors import BriefingError
from briefing_tui.text.clean import clean, clean_line

PROGRAM = "briefing-tui"


class Talk:
    """The talk of one run."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._transient = False

    @property
    def terminal(self) -> bool:
        """Whether somebody watches: progress is worth showing."""
        try:
            return self._stream is not None and self._stream.isatty()
        except (OSError, ValueError):
            return False

    def say(self, text: str) -> None:
        """One or more lines, a newline is added."""
        self._write(f"{clean(text)}\n")

    def error(self, error: BriefingError) -> None:
        """An error on its one line."""
        self._write(f"{PROGRAM}: {clean_line(error.one_line())}\n")

    def progress(self, text: str) -> None:
        """A line that the next one takes the place of; nothing unless stderr is a terminal. Keep it under 80 cells."""
        if self.terminal:
            self._clear()
            self._put(clean_line(text))
            self._transient = True

    def _write(self, text: str) -> None:
        self._clear()
        self._put(text)

    def _clear(self) -> None:
        if self._transient:
            self._put("\r\x1b[K")
            self._transient = False

    def done(self) -> None:
        """Takes the last progress line away."""
        self._clear()

    def _put(self, text: str) -> None:
        stream = self._stream
        if stream is None:
            return
        try:
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            stream.flush()
        except (OSError, ValueError):  # closed, full or gone: there is nobody left to tell
            self._stream = None
