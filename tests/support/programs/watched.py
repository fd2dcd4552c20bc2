"""Runs the program and notes whatever it asks the system to write, to start or to connect to (promise R1).

As a script: `python -B watched.py LOG ARGUMENTS…`. Python's own audit events are noted, one a line, in LOG; nothing is held up.
"""

import os
import sys

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = (
    *("os.mkdir", "os.rmdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.utime", "os.setxattr", "os.removexattr", "shutil."),
)
_STARTING = ("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
_CONNECTING = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.")
_HARMLESS = ("/dev/tty", os.devnull)


def noted(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audit event is one that a reader's session may not have."""
    if event == "open":
        path, _mode, flags = arguments
        return isinstance(flags, int) and bool(flags & _WRITING) and path not in _HARMLESS
    return event.startswith((*_CHANGING, *_STARTING, *_CONNECTING))


if __name__ == "__main__":
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if noted(event, arguments):
            os.write(log, f"{event} {arguments!r}\n".encode("utf-8", "backslashreplace"))

    sys.addaudithook(note)
    from briefing_tui.cli.main import main

    raise SystemExit(main(sys.argv[2:], os.environ, sys.stdout, sys.stderr))
