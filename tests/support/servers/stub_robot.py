"""A WeCom robot on this machine: answers as told, and keeps what it took as a group would have seen it."""

import gzip
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

KEY = "0f3a9c52-6d1e-4b7a-9e2f-5c8d7b6a4e31"


class Seen(NamedTuple):
    """One request that was read whole."""

    action: str
    key: str
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> dict[str, object]:
        value = json.loads(self.body)
        assert isinstance(value, dict)
        return value


class StubRobot(ThreadingHTTPServer):
    """Behaviours are taken from `script` one a request, then `ok`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[str] = []
        self.seen: list[Seen] = []
        self.taken: list[dict[str, object]] = []
        """Messages that the group shows, whatever was answered."""
        self.lock = threading.Lock()
        self.slow_seconds = 5.0
        self.before_answer: Callable[[], None] = lambda: None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def behaviour(self) -> str:
        with self.lock:
            return self.script.pop(0) if self.script else "ok"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no fault of ours."""


def answer(code: int = 0, message: str = "ok", media: str = "") -> bytes:
    more = {"media_id": media} if media else {}
    return json.dumps({"errcode": code, "errmsg": message, **more}, ensure_ascii=False).encode()


LOGIN = b"\xef\xbb\xbf<!DOCTYPE html><html><title>Login</title><form action=/login></form></html>"
HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J请先 <b>登录</b>\u202e"


class _Handler(BaseHTTPRequestHandler):
    server: StubRobot
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        key = parse_qs(url.query).get("key", [""])[0]
        seen = Seen(url.path.rpartition("/")[2], key, dict(self.headers.items()), body)
        with self.server.lock:
            self.server.seen.append(seen)
        getattr(self, f"_{self.server.behaviour()}")(seen)

    def _take(self, seen: Seen) -> None:
        if seen.action == "send":
            with self.server.lock:
                self.server.taken.append(seen.message)

    def _say(self, data: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.server.before_answer()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _ok(self, seen: Seen) -> None:
        self._take(seen)
        self._say(answer(media="media-1" if seen.action == "upload_media" else ""))

    def _zipped(self, seen: Seen) -> None:
        self._take(seen)
        self._say(gzip.compress(answer()), Content_Encoding="gzip")

    def _too_fast(self, seen: Seen) -> None:
        self._say(answer(45009, "api freq out of limit"))

    def _bad_key(self, seen: Seen) -> None:
        self._say(answer(93000, f"invalid webhook url, key {seen.key}"))

    def _too_long(self, seen: Seen) -> None:
        self._say(answer(40058, "markdown.content exceed max length 4096"))

    def _hostile(self, seen: Seen) -> None:
        self._say(answer(99999, HOSTILE))

    def _drop(self, seen: Seen) -> None:
        """Taken, but the link is cut before the answer."""
        self._take(seen)
        self._reset()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _slow(self, seen: Seen) -> None:
        self._take(seen)
        time.sleep(self.server.slow_seconds)
        self._reset()

    def _half(self, seen: Seen) -> None:
        """Taken, the answer cut off."""
        self._take(seen)
        self.send_response(200)
        self.send_header("Content-Length", "200")
        self.end_headers()
        self.wfile.write(b'{"errcode": 0')
        self._reset()

    def _half_json(self, seen: Seen) -> None:
        self._take(seen)
        self._say(b'{"errcode":')

    def _empty(self, seen: Seen) -> None:
        self._take(seen)
        self._say(b"")

    def _login(self, seen: Seen) -> None:
        self._say(LOGIN, kind="text/html")

    def _redirect(self, seen: Seen) -> None:
        self._say(b"", 302, Location="http://127.0.0.1:9/login")

    def _error(self, seen: Seen) -> None:
        self._say(b"oops", 500, "text/plain")

    def _gateway(self, seen: Seen) -> None:
        self._take(seen)
        self._say(b"<html>502 Bad Gateway</html>", 502, "text/html")

    def _forbidden(self, seen: Seen) -> None:
        self._say(b"<html>403</html>", 403, "text/html")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the framework's name
        """Tells nothing."""


@contextmanager
def robot(certificate: Path | None = None) -> Iterator[StubRobot]:
    """A robot that listens; with TLS when it has a certificate with its key."""
    server = StubRobot()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
