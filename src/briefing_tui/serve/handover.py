"""The client of the host: hands its terminal to a session there and stands by it. Whatever is amiss before, the session runs the ordinary way.

    run()                                        the whole process that sshd started (`serve.client`)
    hand_over(arguments, environment, socket)    for the verb `open`, in its own process

One process stays for each reader as long as the session lasts, so this file loads nothing of the program and nothing of the library of
Python that is not built in, bar sockets and line settings. `serve.wire` tells what is said on the socket; a test holds the two together.

Promises: the descriptors go to nobody but a host of the same user (or of root), which the system itself attests; signals reach the
session; it ends when the session has ended, with its exit code; a session that died gives its terminal back here.
"""

# ruff: noqa: SLF001, SIM105 - `posix._exit` is public in `os`, and contextlib is not loaded here

import _signal  # type: ignore[import-not-found]
import _socket
import posix
import sys
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MODULE = "briefing_tui.cli.main"
"""What the ordinary way starts."""
SESSION_NAMES = (b"LANG", b"TERM", b"SSH_ORIGINAL_COMMAND")
"""All that a reader's session is told of its environment."""
_NOT_TOLD = ("PYTHON", "LD_", "MALLOC_", "TEXTUAL", "LISTEN_", "__")
REQUEST_LIMIT = 1 << 18
"""Bytes of a request; a longer one goes the ordinary way."""
PATIENCE, QUEUE_PATIENCE = 5.0, 60.0
"""Seconds for a host to answer at all, and for one that has said that others are before us. The ordinary way costs the machine several times
as much: taken while it is merely busy, it would make that worse.
"""
LAST_SECONDS = 3.0
"""Seconds that a session has to end when it was asked to; it promises two."""
GIVE_BACK = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
"""What gives a screen back: mouse off, colours, bracketed paste, wrapping, the ordinary screen, the cursor."""
_FORWARDED = (_signal.SIGWINCH, _signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP, _signal.SIGQUIT)
_ENDING = (_signal.SIGTERM, _signal.SIGHUP)
_IGNORED = (_signal.SIGTSTP, _signal.SIGTTIN, _signal.SIGTTOU)
"""A session by the host cannot be put aside: nobody would take its terminal."""
_OPEN_HERE = getattr(posix, "O_PATH", 0) | getattr(posix, "O_DIRECTORY", 0)
_SHARED_MODE = 0o022
CROWDED = 75
"""The exit code of one who found no place: EX_TEMPFAIL of sysexits.h."""
_FAILED = 1
_ROOT = 0


class _Elsewhere(Exception):  # noqa: N818 - never leaves this module
    """There is no host for us: the ordinary way."""


def default_socket() -> str:
    """Where this user's host listens when nothing else is said. Not from the environment, which a reader's client may have made."""
    return f"/run/user/{posix.geteuid()}/briefing-tui/host.sock"


def own_socket(environ: "Mapping[str, str]") -> str:
    """Where the host of somebody listens who has a shell of their own."""
    folder = environ.get("XDG_RUNTIME_DIR", "")
    return f"{folder}/briefing-tui/host.sock" if folder.startswith("/") else default_socket()


def told(environ: "Mapping[str, str]") -> "dict[bytes, bytes]":
    """What the host is told of the environment of somebody who has a shell of their own: all but what is the interpreter's."""
    pairs = {name: value for name, value in environ.items() if not name.startswith(_NOT_TOLD)}
    code, errors = sys.getfilesystemencoding(), "surrogateescape"
    return {name.encode(code, errors): value.encode(code, errors) for name, value in pairs.items()}


def stamp(folder: str) -> str:
    """What tells one installation from another, and from itself after an upgrade; `folder` is that of the package."""
    seen = posix.stat(folder + "/version.py")
    return f"{seen.st_dev}:{seen.st_ino}:{seen.st_mtime_ns}:{seen.st_size} {sys.version}"


def hand_over(
    arguments: "Sequence[str]", environment: "Mapping[bytes, bytes]", path: str, folder: str
) -> int | None:
    """The exit code of the session, when a host has run it, or a signal asked to end; None when the ordinary way is to be gone and
    nothing has happened yet.

    `environment` is all that the session is told; `folder` is that of the package.
    """
    try:
        connection = _connect(path)
        _hear_hello(connection, stamp(folder), environment)
        return _Standing(connection).through(_request(arguments, environment))
    except (_Elsewhere, OSError, termios.error):
        return None


def _connect(path: str) -> "_socket.socket":
    """A connection to the socket at `path`, which nobody else can have put there."""
    owners = (posix.geteuid(), _ROOT)
    for name in (path, path.rpartition("/")[0] or "/"):
        seen = posix.lstat(name)
        if seen.st_uid not in owners or seen.st_mode & _SHARED_MODE:
            raise _Elsewhere
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.setsockopt(_socket.SOL_SOCKET, _socket.SO_PASSCRED, 1)  # type: ignore[attr-defined,unused-ignore]
    connection.settimeout(PATIENCE)
    connection.connect(path)
    return connection


def _hear_hello(connection: "_socket.socket", own_stamp: str, environment: "Mapping[bytes, bytes]") -> None:
    """Returns when a host of ours waits for the request. Ends the process when it has no place for anybody more."""
    heard = b""
    while not heard.endswith(b"\0"):
        data, extra, _flags, _address = connection.recvmsg(4096, 64)
        if not data or len(heard) > REQUEST_LIMIT or not _from_ours(extra):
            raise _Elsewhere
        heard += data
        if heard.startswith(b"w"):  # others are before us
            heard = heard[1:]
            connection.settimeout(QUEUE_PATIENCE)
    kind, text = heard[:1], heard[1:-1]
    if kind == b"n":
        chinese, _sep, english = text.partition(b"\n")
        said = chinese if environment.get(b"LANG", b"").startswith(b"zh") else english
        posix.write(2, said + b"\n")
        posix._exit(CROWDED)
    if kind != b"h" or text.decode() != own_stamp:
        raise _Elsewhere
    connection.settimeout(None)


def _from_ours(extra: "list[tuple[int, int, bytes]]") -> bool:
    """Whether the system attests that a process of this user, or of root, has said what was just heard."""
    for level, kind, data in extra:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_CREDENTIALS:  # type: ignore[attr-defined,unused-ignore]
            return int.from_bytes(data[4:8], sys.byteorder) in (posix.geteuid(), _ROOT)
    return False


def _request(arguments: "Sequence[str]", environment: "Mapping[bytes, bytes]") -> bytes:
    mask = posix.umask(0)
    posix.umask(mask)
    words = [word.encode(sys.getfilesystemencoding(), "surrogateescape") for word in arguments]
    variables = [name + b"=" + value for name, value in environment.items()]
    said = b"\0".join([b"%d" % mask, b"%d" % len(words), *words, *variables])
    if len(said) > REQUEST_LIMIT or any(b"\0" in word for word in words):
        raise _Elsewhere
    return b"%08x" % len(said) + said


class _Standing:
    """The time in which a session runs elsewhere on our terminal."""

    def __init__(self, connection: "_socket.socket") -> None:
        self._connection = connection
        self._handlers: list[tuple[int, object]] = []
        self._asked = 0
        """The signal that asked to end, if one did."""
        try:
            self._lines: list[object] | None = termios.tcgetattr(0)
        except termios.error:
            self._lines = None

    def through(self, request: bytes) -> int | None:
        """Send the request with our descriptors, wait for the end."""
        here = posix.open(".", _OPEN_HERE)
        for descriptor in (0, 1, 2):
            posix.fstat(descriptor)
        numbers = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2, here))
        self._catch()
        heard = b""
        try:
            rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, numbers)]
            sent = self._connection.sendmsg([request], rights)
            self._connection.sendall(request[sent:])
            posix.close(here)
            while data := self._connection.recv(4096):
                heard += data
        except OSError:  # the session is gone, as at the end of what it says
            pass
        if not heard.startswith(b"s"):
            self._release()
            return 128 + self._asked if self._asked else None  # who was asked to end begins nothing anew
        last_words, _sep, end = heard[1:].partition(b"\0")
        if end[:1] == b"e" and len(end) == 2:
            return end[1]
        self._give_back(b"" if self._asked else last_words + b"\n")
        return 128 + self._asked if self._asked else _FAILED

    def _catch(self) -> None:
        for numbers, handler in ((_FORWARDED, self._forward), (_IGNORED, _signal.SIG_IGN)):
            for number in numbers:
                if _signal.getsignal(number) != _signal.SIG_IGN:
                    self._handlers.append((number, _signal.signal(number, handler)))

    def _release(self) -> None:
        for number, handler in self._handlers:
            _signal.signal(number, handler)

    def _forward(self, number: int, _frame: object) -> None:
        if number != _signal.SIGWINCH:
            self._asked = number
        if number in _ENDING:
            _signal.signal(_signal.SIGALRM, self._end_hard)
            _signal.setitimer(_signal.ITIMER_REAL, LAST_SECONDS)
        try:
            self._connection.send(bytes([number]))
        except OSError:  # the session has ended, and we shall hear of it
            pass

    def _end_hard(self, _number: int, _frame: object) -> None:
        posix._exit(128 + _signal.SIGTERM)

    def _give_back(self, last_words: bytes) -> None:
        """The session died on our terminal."""
        try:
            if self._lines is not None and termios.tcgetattr(0) != self._lines:
                termios.tcsetattr(0, termios.TCSANOW, self._lines)  # type: ignore[arg-type]
                posix.write(1, GIVE_BACK)
            posix.write(2, last_words)
        except (OSError, termios.error):  # nobody is there any more
            pass


def run() -> None:
    """The process of a reader's session: by the host, or the ordinary way in its place. Never returns."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    arguments, environment = sys.argv[1:], posix.environ
    told = {name: environment[name] for name in SESSION_NAMES if name in environment}
    folder = __file__.rpartition("/")[0].rpartition("/")[0]
    code = hand_over(arguments, told, _said_socket(arguments), folder)
    if code is not None:
        posix._exit(code)
    posix.execve(sys.executable, [sys.executable, "-I", "-B", "-m", MODULE, *arguments], environment)


def _said_socket(arguments: "Sequence[str]") -> str:
    """The value of `--socket` among the administrator's words; the default without."""
    for at, word in enumerate(arguments):
        name, given, value = word.partition("=")
        if name == "--socket":
            return value if given else "".join(arguments[at + 1 : at + 2])
    return default_socket()
