"""The process that sets pages, from outside: started, told what to set, waited for, ended.

It takes as long to get ready as an issue takes to be read, so whoever knows early that there will be a PDF starts it before.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _

_TICK = 0.1
"""Seconds between two looks at whether it shall stop."""
_COMMAND = [sys.executable, "-I", "-X", "utf8", "-m", "briefing_tui.exporters.press.child"]


class Press:
    """One process, for one issue; use as a context, at whose end it has ended whatever happened."""

    def __init__(self) -> None:
        self._made = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe would have to be emptied while it is waited for
        self._process = subprocess.Popen(  # noqa: S603 - our own
            _COMMAND, stdin=subprocess.PIPE, stdout=self._made, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.__exit__(kind, value, trace)
        self._made.close()

    def set(self, told: bytes, stopped: Callable[[], bool] | None) -> bytes:
        """What it writes of what it is told. ExportError when `stopped`, asked ten times a second, says yes."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as stream:  # it reads all before it does anything
            stream.write(told)
        self._wait(stopped)
        self._made.seek(0)
        return self._made.read()

    def _wait(self, stopped: Callable[[], bool] | None) -> None:
        while True:
            try:
                self._process.wait(_TICK)
            except subprocess.TimeoutExpired:
                if stopped is not None and stopped():
                    raise ExportError(_("stopped")) from None
            else:
                return
