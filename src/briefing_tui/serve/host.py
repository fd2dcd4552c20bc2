"""The prestarted host: everything is loaded once, and each session is a fork of it. Called by the verb `host`.

One thread. It holds no library open, reads nothing that a client says (its child does), and is asked for nothing but a new process. The socket
belongs to the user, and only processes of the same user and the same groups are served, which the system attests. It ends by itself when the
installation is another than it was, or when another host has taken its socket; sessions go on without it.
"""

import contextlib
import fcntl
import os
import select
import signal
import socket
import stat
import struct
import sys
import time
from collections import deque
from typing import NamedTuple

from briefing_tui.errors import BriefingError, Place
from briefing_tui.i18n import _, system_reason
from briefing_tui.serve import session, wire

_LOOK_SECONDS = 5.0
"""Seconds between two looks at whether the installation and the socket are still ours."""
_BREATH_SECONDS = 0.05
_PEER_GROUPS = 59
"""SO_PEERGROUPS of Linux (4.13), which `socket` does not name."""
_CREDENTIALS = struct.Struct("3i")
_GROUPS_BYTES = 1024
"""Most that Python asks for; a user of more than 256 groups goes the ordinary way."""
_BACKLOG = 512
_FIRST_INHERITED = 3
"""SD_LISTEN_FDS_START of sd_listen_fds(3)."""


class HostError(BriefingError):
    """There can be no host here."""


class Limits(NamedTuple):
    """What a host takes upon itself."""

    sessions: int = 400
    """At once; who comes then is told so."""
    starts: int = 20
    """A second; who comes faster waits."""


class Refusal(NamedTuple):
    """What is said to one who finds no place, whatever the language."""

    chinese: str
    english: str


class SessionHost:
    """Listens, forks, counts."""

    def __init__(
        self,
        listener: socket.socket,
        path: str,
        stamp: "InstallationStamp",
        limits: Limits,
        refusal: Refusal,
        answers: session.SessionVerbs,
    ) -> None:
        self._listener, self._path, self._stamp = listener, path, stamp
        self._limits, self._refusal, self._answers = limits, refusal, answers
        self._own = os.lstat(path)
        self._children: set[int] = set()
        self._waiting: deque[socket.socket] = deque()
        self._starts = float(limits.starts)
        """How many may be made at once just now."""
        self._counted = time.monotonic()
        self._ending = False

    def run(self) -> None:
        """Serve until a signal, or until it has been replaced."""
        wake, waker = os.pipe()
        for end in (wake, waker):
            os.set_blocking(end, False)
            fcntl.fcntl(end, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_end)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        self._listener.setblocking(False)
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(wake, select.POLLIN)
        while not self._ending:
            ready = [number for number, _event in poll.poll(self._pause() * 1000)]
            if wake in ready:
                os.read(wake, 4096)
            self._bury()
            if not self._still_ours():
                break
            if self._listener.fileno() in ready:
                self._take()
            self._start_waiting()
        self._leave()

    def _asked_to_end(self, _number: int, _frame: object) -> None:
        self._ending = True

    def _pause(self) -> float:
        """Seconds that may be slept."""
        return 1 / self._limits.starts if self._waiting else _LOOK_SECONDS

    def _bury(self) -> None:
        for pid in list(self._children):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(pid, os.WNOHANG)[0] == 0:
                    continue
            self._children.discard(pid)

    def _still_ours(self) -> bool:
        """Whether the installation and the socket are what they were."""
        try:
            here = os.lstat(self._path)
        except OSError:
            return False
        return (here.st_dev, here.st_ino) == (self._own.st_dev, self._own.st_ino) and self._stamp.holds()

    def _take(self) -> None:
        """Everybody who has come."""
        while True:
            try:
                connection, _address = self._listener.accept()
            except BlockingIOError:
                return
            except OSError:  # no more descriptors, or a client that has gone: not at once again
                time.sleep(_BREATH_SECONDS)
                return
            if not is_ours(connection):
                connection.close()
            elif len(self._children) + len(self._waiting) >= self._limits.sessions:
                connection.setblocking(False)
                with contextlib.suppress(OSError):
                    connection.send(wire.crowded(*self._refusal))
                connection.close()
            else:
                self._waiting.append(connection)
                with contextlib.suppress(OSError):
                    if len(self._waiting) > self._starts:
                        connection.send(b"w")

    def _start_waiting(self) -> None:
        now = time.monotonic()
        self._starts = min(
            float(self._limits.starts), self._starts + (now - self._counted) * self._limits.starts
        )
        self._counted = now
        while self._waiting and self._starts >= 1:
            self._starts -= 1
            self._start(self._waiting.popleft())

    def _start(self, connection: socket.socket) -> None:
        try:
            pid = os.fork()
        except (
            OSError
        ):  # no more processes or no memory: the client goes the ordinary way, and is told by the system
            connection.close()
            return
        if pid:
            self._children.add(pid)
            connection.close()
            return
        try:
            signal.set_wakeup_fd(-1)
            self._listener.close()
            for other in self._waiting:
                other.close()
            os.closerange(_FIRST_INHERITED, connection.fileno())
            os.closerange(connection.fileno() + 1, connection.fileno() + 64)
            connection.setblocking(True)
            session.serve(connection, self._stamp.text, self._answers)
        finally:
            os._exit(1)

    def _leave(self) -> None:
        """Those who wait go the ordinary way; the socket goes, when it is ours and nobody else listens on it."""
        self._listener.close()
        for connection in self._waiting:
            connection.close()


class InstallationStamp:
    """Which installation this is, and whether it still is."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.text = self._look()

    def holds(self) -> bool:
        """Whether the installation is what it was when the host began."""
        try:
            return self._look() == self.text
        except OSError:
            return False

    def _look(self) -> str:
        from briefing_tui.serve.handover import stamp

        return stamp(self._folder)


def is_ours(connection: socket.socket) -> bool:
    """Whether the one at the other end is this user, in the same groups: a session has the rights of the host."""
    try:
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        _pid, uid, gid = _CREDENTIALS.unpack(raw)
        data = connection.getsockopt(socket.SOL_SOCKET, _PEER_GROUPS, _GROUPS_BYTES)
    except OSError:
        return False
    groups = {number for (number,) in struct.iter_unpack("I", data)}
    return uid == os.geteuid() and gid == os.getegid() and groups | {gid} == set(os.getgroups()) | {gid}


def listen(path: str) -> tuple[socket.socket, str]:
    """A socket at `path` that only this user may connect to, in place of an older host's; systemd's, when it has given one. And where it is."""
    _fill_standard()
    inherited = _inherited()
    if inherited is not None:
        return inherited, str(inherited.getsockname())
    folder = os.path.dirname(path)
    temporary = f"{path}.{os.getpid()}"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _look_at_folder(folder)
        listener.bind(temporary)
        os.chmod(temporary, stat.S_IRUSR | stat.S_IWUSR)
        listener.listen(_BACKLOG)
        os.rename(temporary, path)
    except OSError as error:
        raise HostError(
            _("no socket can be made: {reason}").format(reason=system_reason(error)), place=Place(path)
        ) from None
    return listener, path


def _fill_standard() -> None:
    """stdin, stdout and stderr are something, so that no socket gets one of their numbers."""
    while (number := os.open(os.devnull, os.O_RDWR)) < _FIRST_INHERITED:
        os.set_inheritable(number, True)
    os.close(number)


def _look_at_folder(folder: str) -> None:
    seen = os.stat(folder)
    if seen.st_uid not in {os.geteuid(), 0} or seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise HostError(_("others may write the folder of the socket"), place=Place(folder))


def _inherited() -> socket.socket | None:
    """The socket that systemd listens on for us (sd_listen_fds(3))."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    listener = socket.socket(fileno=_FIRST_INHERITED)
    os.set_inheritable(_FIRST_INHERITED, False)
    if listener.family != socket.AF_UNIX or listener.type != socket.SOCK_STREAM:
        raise HostError(_("what systemd handed over is no socket for a host"))
    return listener


def can_be() -> bool:
    """Whether this system attests who is at the other end in the way that is needed: Linux."""
    return sys.platform == "linux" and hasattr(socket, "SO_PEERCRED")
