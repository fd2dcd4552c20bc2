"""LibreOffice, asked to make one file of another; and any program of the system that is given a stranger's file.

Called by whoever reads old Word files and by whoever counts pages. Each program runs in a folder of its own, with a home of its own, for
a limited time, and is killed with all its children, whatever ends the wait. LibreOffice's settings are ours: it fetches and runs nothing.
"""

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
"""LibreOffice's first start in a new home takes ten seconds on a slow machine."""
OUTPUT_LIMIT = 16 << 20
"""Bytes that are read of what a program writes: one that writes on is ended."""
_CHUNK = 1 << 18
_TICK = 0.1
"""Seconds between two looks at whether it shall stop."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice's own settings: nothing that a file refers to is fetched, nothing in it is run, no link is brought up to date."""


class TookTooLongError(Exception):
    """A program was ended because its time was over."""


class StoppedError(Exception):
    """A program was ended because somebody wished so."""


def found() -> str | None:
    """The path of LibreOffice; None when it is not there."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def converted(
    program: str,
    data: bytes,
    endings: tuple[str, str],
    convert_to: str,
    *,
    seconds: float = SECONDS,
    stopped: Callable[[], bool] | None = None,
) -> bytes | None:
    """What LibreOffice makes of a file, None when it makes nothing; `endings` are those of both. TookTooLongError, StoppedError."""
    with suppress(OSError), tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source, made = (os.path.join(folder, f"source.{ending}") for ending in endings)
        with open(source, "xb") as stream:
            stream.write(data)
        home = os.path.join(folder, "home")
        os.makedirs(os.path.join(home, "user"))
        with open(os.path.join(home, "user", "registrymodifications.xcu"), "x", encoding="utf-8") as settings:
            settings.write(_SETTINGS)
        command = [
            program, f"-env:UserInstallation=file://{home}", "--headless", "--norestore", "--nologo",
            "--nolockcheck", "--convert-to", convert_to, "--outdir", folder, source,
        ]  # fmt: skip
        run_apart(command, folder, seconds, stopped)
        with open(made, "rb") as stream:
            return stream.read()
    return None


def run_apart(
    command: Sequence[str], folder: str, seconds: float, stopped: Callable[[], bool] | None = None
) -> bytes:
    """What a program writes, `OUTPUT_LIMIT` bytes of it at most; nothing when it fails. TookTooLongError; StoppedError when `stopped`, asked ten
    times a second at least, says yes; OSError when it cannot be run.
    """
    process = subprocess.Popen(  # noqa: S603 - a program of the system, found by its name; no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TMPDIR": folder},
        start_new_session=True,
    )
    try:
        return _output(process, seconds, stopped)
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _output(process: "subprocess.Popen[bytes]", seconds: float, stopped: Callable[[], bool] | None) -> bytes:
    assert process.stdout is not None
    until = time.monotonic() + seconds
    parts: list[bytes] = []
    room = OUTPUT_LIMIT
    poll = select.poll()
    with process.stdout as stream:
        poll.register(stream, select.POLLIN | select.POLLHUP)
        while room and (left := _left(until, stopped)):
            if not poll.poll(left * 1000):
                continue
            if not (part := os.read(stream.fileno(), min(room, _CHUNK))):
                break
            parts.append(part)
            room -= len(part)
    while room:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_left(until, stopped))
            break
    return b"".join(parts)


def _left(until: float, stopped: Callable[[], bool] | None) -> float:
    """Seconds to wait until the next look: at most until `until` (monotonic). TookTooLongError, StoppedError."""
    if stopped is not None and stopped():
        raise StoppedError
    left = until - time.monotonic()
    if left <= 0:
        raise TookTooLongError
    return left if stopped is None else min(left, _TICK)
