"""The process that sets pages, from outside: started, told what to set, waited for, ended.

It takes as long to get ready as an issue takes to be read, so whoever knows early that there will be a PDF starts it before.
"""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _, system_reason

_TICK = 0.1
"""Seconds between two looks at whether it shall stop."""
_COMMAND = [sys.executable, "-I", "-X", "utf8", "-m", "briefing_tui.exporters.press.child"]


def no_room(error: OSError) -> ExportError:
    """Files that are needed on the way cannot be written."""
    return ExportError(
        _("temporary files cannot be written: {reason}").format(reason=system_reason(error)),
        hint=_("make room in {folder}, or name another in TMPDIR").format(folder=_folder()),
    )


def _folder() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # there is none that can be written
        return os.environ.get("TMPDIR", "/tmp")  # noqa: S108 - only named


class Press:
    """One process, for one issue; use as a context, at whose end it has ended whatever happened."""

    def __init__(self) -> None:
        try:
            self._made = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe would have to be emptied while it is waited for
        except OSError as error:
            raise no_room(error) from None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own
                _COMMAND, stdin=subprocess.PIPE, stdout=self._made, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            self._made.close()
            text = _("the process that sets the pages cannot be started: {reason}")
            raise ExportError(text.format(reason=system_reason(error))) from None

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
        if self._process.returncode == os.EX_IOERR:  # it could not write what it had made
            raise no_room(OSError(errno.ENOSPC, ""))
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
