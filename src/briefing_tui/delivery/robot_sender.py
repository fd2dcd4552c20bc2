"""Hands messages to a WeCom robot. The only module that loads urllib3.

Says of each message what is certain: handed over (the service said so), refused (it said no, or the request never left), or unknown (the
link was cut after that). The address holds the key: it is in no error and no log. urllib3 retries nothing here, and each request has a
link of its own: one that the server had closed meanwhile would leave a message unknown that never left.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from briefing_tui.delivery.answers import message_bytes, read_answer
from briefing_tui.delivery.channels import Robot, is_loopback
from briefing_tui.delivery.part import FILE, HANDED, REFUSED, UNKNOWN, DeliveryOutcome, Part
from briefing_tui.delivery.secrets import Secret
from briefing_tui.errors import LibraryError, SettingsError
from briefing_tui.i18n import _

if TYPE_CHECKING:
    import urllib3

CONNECT_SECONDS, READ_SECONDS = 10.0, 30.0
A_MINUTE, MESSAGES_A_MINUTE = 60.0, 20
"""Of one robot, by the service's documentation."""
_ANSWER_LIMIT = 256 * 1024
"""Bytes of an answer that are read: it has about a hundred."""


class Pace:
    """Keeps one robot's messages to what the service takes in a minute. For all senders of a process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, robot: str) -> float:
        """Seconds until the next message may go; it is counted as gone when that is 0."""
        with self._lock:
            now, sent = self._clock(), self._sent.setdefault(robot, deque())
            while sent and now - sent[0] >= A_MINUTE:
                sent.popleft()
            if len(sent) >= MESSAGES_A_MINUTE:
                return A_MINUTE - (now - sent[0])
            sent.append(now)
            return 0.0


PACE = Pace()


class RobotSender:
    """One robot, for a run."""

    def __init__(
        self, robot: Robot, key: Secret, environ: Mapping[str, str], *, pace: Pace | None = None
    ) -> None:
        self._key = _key_of(key)
        self._server = robot.server
        self._pace = pace or PACE
        self._media: dict[str, str] = {}
        """Identity of a part → what its file is called at the service."""
        self._link = _Link()
        self._pool = _pool(robot, environ, self._link)

    def ready_in(self, part: Part) -> float:
        """Seconds until it may be sent."""
        return self._pace.wait(self._key.reveal())

    def prepare(self, part: Part) -> DeliveryOutcome:
        """Upload a file, which nobody sees yet; nothing for a message."""
        if part.kind != FILE or part.identity in self._media:
            return DeliveryOutcome(HANDED)
        assert isinstance(part.payload, tuple)
        name, data = part.payload
        fields = {"media": (name, data, "application/octet-stream")}
        outcome, answer = self._ask("upload_media", "&type=file", fields=fields)
        if outcome.result == UNKNOWN:  # nobody saw anything of it
            outcome = outcome._replace(result=REFUSED)
        media = answer.get("media_id")
        if outcome.result == HANDED and isinstance(media, str):
            self._media[part.identity] = media
        elif outcome.result == HANDED:
            outcome = DeliveryOutcome(REFUSED, _("the answer was cut off or is none of WeCom's"))
        return outcome

    def send(self, part: Part) -> DeliveryOutcome:
        """One message."""
        body = part.payload
        if part.kind == FILE:
            body = {"msgtype": "file", "file": {"media_id": self._media[part.identity]}}
        return self._ask("send", body=message_bytes(body))[0]

    def close(self) -> None:
        """Let go of the links."""
        self._pool.clear()

    def _ask(
        self,
        action: str,
        rest: str = "",
        *,
        body: bytes | None = None,
        fields: "Mapping[str, tuple[str, bytes, str]] | None" = None,
    ) -> tuple[DeliveryOutcome, dict[str, object]]:
        """One request; what it came to, in our words alone."""
        import urllib3
        from urllib3 import exceptions as faults

        url = f"{self._server}/cgi-bin/webhook/{action}?key={self._key.reveal()}{rest}"
        self._link.reached = False
        try:
            answer = self._pool.request(
                "POST",
                url,
                body=body,
                fields=fields,
                headers={"Content-Type": "application/json; charset=utf-8"} if fields is None else None,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            )
            try:
                data = answer.read(_ANSWER_LIMIT, decode_content=True)
            finally:
                answer.release_conn()
        except faults.HTTPError as error:
            return _of_fault(error, reached=self._link.reached), {}
        except (OSError, ValueError):
            return DeliveryOutcome(UNKNOWN, _("the link was cut before an answer came")), {}
        finally:
            self._pool.clear()
        return read_answer(answer.status, data)


class _Link:
    """Whether the server was reached: until then nothing of a request has left."""

    reached = False


def _of_fault(error: "urllib3.exceptions.HTTPError", *, reached: bool) -> DeliveryOutcome:
    """What a fault of the link says of the message. Its own words are not used: they hold the address."""
    from urllib3 import exceptions as faults

    if reached:
        if isinstance(error, faults.ReadTimeoutError):
            return DeliveryOutcome(
                UNKNOWN, _("no answer came in {seconds:.0f} s").format(seconds=READ_SECONDS)
            )
        return DeliveryOutcome(UNKNOWN, _("the link was cut before an answer came"))
    if isinstance(error, faults.ProxyError):
        said = _("the proxy cannot be reached, or does not let this through")
    elif isinstance(error, faults.NameResolutionError):
        said = _("the name of the server is not known here; is there a network?")
    elif isinstance(error, faults.SSLError):
        said = _(
            "the server's certificate is not one that is trusted here: a wrong server, a proxy that reads along, or a wrong clock"
        )
    else:
        said = _("the server cannot be reached")
    return DeliveryOutcome(REFUSED, said, final=True)


def _key_of(secret: Secret) -> Secret:
    """The key, when the whole address that WeCom shows was kept as the secret."""
    text = secret.reveal()
    if "key=" in text:
        text = text.partition("key=")[2].partition("&")[0]
    if not text or not all((one.isalnum() and one.isascii()) or one in "-_" for one in text):
        raise SettingsError(_("the robot's key is none: letters, digits and - as WeCom shows it"))
    return Secret(text)


def _pool(robot: Robot, environ: Mapping[str, str], link: _Link) -> "urllib3.PoolManager":
    try:
        import urllib3
    except ImportError:
        raise LibraryError(
            _("messages to WeCom need the package urllib3"), hint=_("install briefing-tui[send]")
        ) from None
    logger = logging.getLogger("urllib3")  # it tells addresses, and with them the key
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    options: dict[str, object] = {"ca_certs": robot.ca_file} if robot.ca_file else {}
    host = robot.server.partition("://")[2]
    proxy = "" if is_loopback(host) else proxy_for(robot.server, environ)
    if proxy:
        address, headers = _proxy_parts(proxy)
        try:
            pool: urllib3.PoolManager = urllib3.ProxyManager(address, proxy_headers=headers, **options)  # type: ignore[arg-type]
        except urllib3.exceptions.HTTPError:
            raise SettingsError(_("the proxy of the environment is no address")) from None
    else:
        pool = urllib3.PoolManager(**options)  # type: ignore[arg-type]
    pool.pool_classes_by_scheme = _noting_pools(link)
    return pool


def _noting_pools(link: _Link) -> "dict[str, type[urllib3.HTTPConnectionPool]]":
    """urllib3's pools, with links that note when they are made: tunnel and TLS included."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            link.reached = True

    class Secured(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            link.reached = True

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecuredPool(HTTPSConnectionPool):
        ConnectionCls = Secured

    return {"http": PlainPool, "https": SecuredPool}


def proxy_for(server: str, environ: Mapping[str, str]) -> str:
    """The proxy that the environment names for a server; empty for none."""
    scheme, _colon, host = server.partition("://")
    names = (f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY")
    proxy = next((environ[name] for name in names if environ.get(name)), "")
    if not proxy:
        return ""
    spared = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    name = host.rsplit(":", 1)[0].lower()
    for one in (part.strip().lower().lstrip("*").lstrip(".") for part in spared.split(",")):
        if one and (name == one or name.endswith(f".{one}")):
            return ""
    if spared.strip() == "*":
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy_parts(proxy: str) -> tuple[str, dict[str, str] | None]:
    """The proxy's address without name and password, and the head that carries them."""
    from urllib.parse import unquote, urlsplit

    from urllib3.util import make_headers

    try:
        parts = urlsplit(proxy)
        port = parts.port
    except ValueError:
        raise SettingsError(_("the proxy of the environment is no address")) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(_("only proxies of the sort http:// are understood"))
    address = f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port else "")
    if not parts.username:
        return address, None
    auth = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return address, make_headers(proxy_basic_auth=auth)
