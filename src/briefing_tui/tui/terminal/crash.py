"""What is left of a crash: an id for the person, frames in a private log for whoever mends it (promise R3).

Called by the app's fault handler and by the shell's error boundary. Loads neither textual nor rich. Promises: never
raises, never writes a bulletin's text, a value of a variable or the message of an error (it may quote text).
"""

import os
import sys
import time
import traceback

import briefing_tui
from briefing_tui.library.disk.files import make_private_folder

LOG_NAME = "incidents.log"
LOG_LIMIT = 256 * 1024
"""Bytes: a longer log is begun anew, so that a loop of crashes cannot fill a disk."""


def record(error: BaseException, directory: str | None) -> str:
    """Note `error` in `directory`/incidents.log (mode 0600, made when absent); the id to show, 8 hex digits.

    None as `directory` (a session that may write nothing) or one that cannot be written gives an id all the same.
    """
    incident = os.urandom(4).hex()
    if directory is not None:
        _append(directory, f"{incident} {_now()}\n{describe(error)}\n")
    return incident


def describe(error: BaseException) -> str:
    """The chain of errors as type names and frames: file, line, function. No messages, no variables, no text."""
    lines: list[str] = [f"python {sys.version.split()[0]}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines.extend(
            f"  {os.path.relpath(frame.filename, _root())}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__, limit=-40)
        )
        current = _behind(current)
    return "\n".join(lines)


def _behind(error: BaseException) -> BaseException | None:
    """What led to an error. A worker's failure carries it beside the chain, and was never raised itself."""
    carried = getattr(error, "error", None)
    if isinstance(carried, BaseException):
        return carried
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or error.__context__


def _root() -> str:
    return os.path.dirname(briefing_tui.__path__[0])


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _append(directory: str, text: str) -> None:
    path = os.path.join(directory, LOG_NAME)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        make_private_folder(os.path.abspath(directory))
        descriptor = os.open(path, flags, 0o600)
    except OSError:
        return
    try:
        os.fchmod(descriptor, 0o600)
        if os.fstat(descriptor).st_size > LOG_LIMIT:
            os.ftruncate(descriptor, 0)
        os.write(descriptor, text.encode("utf-8", "backslashreplace"))
    except OSError:
        return  # a full disk must not hide the first fault behind a second
    finally:
        os.close(descriptor)
