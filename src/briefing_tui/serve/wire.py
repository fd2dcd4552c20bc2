r"""What host and client say to each other on the socket, and how the host reads it. `serve.handover` says the other half; a test holds both together.

    host    w                       others are before you (perhaps)
    host    n CHINESE \n ENGLISH NUL   there is no place; the client says it and ends
    host    h STAMP NUL             here is the host of this very installation
    client  LENGTH REQUEST          with the descriptors of stdin, stdout, stderr and its folder
    host    d                       not here: the client goes the ordinary way
    host    s LAST WORDS NUL        the terminal is mine; should I die, say the last words
    client  a byte a signal         as they come
    host    e CODE                  the end, with the exit code

LENGTH is eight hexadecimal digits. REQUEST is NUL-separated: umask, number of words, the words, then NAME=VALUE.

Nothing of a request is trusted but its descriptors: sshd may let a reader reach the socket by forwarding, which passes no descriptors.
"""

import array
import os
import socket
from typing import NamedTuple

REQUEST_LIMIT = 1 << 18
"""Bytes of a request."""
DESCRIPTORS = 4
_HEAD = 8
_MOST_WORDS, _MOST_VARIABLES = 256, 256
_INT = array.array("i").itemsize


class RequestError(Exception):
    """What came is no request."""


class SessionRequest(NamedTuple):
    """What a client asks for."""

    arguments: list[str]
    """The command line behind the program's name."""
    environment: dict[str, str]
    umask: int
    descriptors: tuple[int, ...]
    """stdin, stdout, stderr, the folder it stands in; to be closed by whoever has the request."""


def crowded(chinese: str, english: str) -> bytes:
    """What a client is told that finds no place."""
    return f"n{chinese}\n{english}\0".encode()


def receive(connection: socket.socket) -> SessionRequest:
    """The request on a connection that has a timeout; RequestError for anything else, with every descriptor closed."""
    numbers: list[int] = []
    try:
        data = _part(connection, numbers)
        while len(data) < _HEAD:
            data += _part(connection, numbers)
        length = _length(data[:_HEAD])
        while len(data) < _HEAD + length:
            data += _part(connection, numbers)
        return _read(data[_HEAD:], length, tuple(numbers))
    except (RequestError, OSError) as error:
        for number in numbers:
            os.close(number)
        raise RequestError from error


def _part(connection: socket.socket, numbers: list[int]) -> bytes:
    room = socket.CMSG_SPACE(DESCRIPTORS * _INT)
    data, extra, flags, _address = connection.recvmsg(65536, room, getattr(socket, "MSG_CMSG_CLOEXEC", 0))
    for level, kind, rights in extra:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            found = array.array("i")
            found.frombytes(rights[: len(rights) - len(rights) % _INT])
            numbers += found
    if not data or flags & socket.MSG_CTRUNC:
        raise RequestError
    return data


def _length(head: bytes) -> int:
    if not all(byte in b"0123456789abcdef" for byte in head) or int(head, 16) > REQUEST_LIMIT:
        raise RequestError
    return int(head, 16)


def _read(body: bytes, length: int, descriptors: tuple[int, ...]) -> SessionRequest:
    if len(body) != length or len(descriptors) != DESCRIPTORS:
        raise RequestError
    parts = body.split(b"\0")
    if len(parts) < 2 or not all(part.isdigit() and len(part) < 6 for part in parts[:2]):
        raise RequestError
    umask, count = int(parts[0]), int(parts[1])
    words, variables = parts[2 : 2 + count], parts[2 + count :]
    if umask > 0o777 or len(words) != count or count > _MOST_WORDS or len(variables) > _MOST_VARIABLES:
        raise RequestError
    environment = {}
    for variable in variables:
        name, sep, value = variable.partition(b"=")
        if not name or not sep:
            raise RequestError
        environment[os.fsdecode(name)] = os.fsdecode(value)
    return SessionRequest([os.fsdecode(word) for word in words], environment, umask, descriptors)
