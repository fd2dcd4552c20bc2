"""The channels of the house: what a word of the tail such as （企业微信推送） means here. Read from `[channels]` of the settings.

    [channels."印送"]
    kind = "print"
    folder = "~/印送"

The table is handed in as TOML has it; whoever asks for the channels gets values, or a SettingsError with the key at fault. Secrets are
named here and never written here (`secrets`).
"""

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from briefing_tui.delivery.part import DIGEST, FULL, NEWS
from briefing_tui.errors import Place, SettingsError
from briefing_tui.i18n import _

PRINT, WECOM, MAIL, FEED = KINDS = ("print", "wecom", "mail", "feed")
MARKDOWN_V2, MARKDOWN, TEXT = MARKUPS = ("markdown_v2", "markdown", "text")
STARTTLS, TLS, NONE = SECURITIES = ("starttls", "tls", "none")
FORMATS = ("docx", "pdf", "html", "md", "txt")
WECOM_HOST = "https://qyapi.weixin.qq.com"
_MANY = re.compile(r"[、，,；;/＋+ \u3000]+|和|及")
_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+@[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+")
_NAMED = re.compile(r'\s*"?([^"<>]*?)"?\s*<\s*([^<>]*?)\s*>\s*')
"""Somebody as mail programs write them: 简报编辑部 <bulletin@example.org>."""
_SECRET_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_HOST_PORTS = range(1, 65536)


class Printing(NamedTuple):
    """Files in a folder for whoever prints, or also sent to a printer."""

    name: str
    folder: str
    """Absolute."""
    formats: tuple[str, ...] = ("docx", "pdf")
    printer: str = ""
    """Destination of `lp`, which gets the PDF; empty for none."""
    layout: str = ""
    """Name or file of the layout of its pages; empty for the house's."""
    kind: str = PRINT

    @property
    def target(self) -> str:
        """Where to, in one line."""
        return f"{self.folder} → {self.printer}" if self.printer else self.folder


class Robot(NamedTuple):
    """The robot of a WeCom group."""

    name: str
    robot: str
    """Name of the secret that is its key."""
    send: tuple[str, ...] = (DIGEST,)
    """`digest`, `full`, `news`, `pdf`, `docx`, in the order in which they go."""
    markup: str = MARKDOWN_V2
    link: str = ""
    """Address of an issue on the intranet, with `{key}` for its key; needed for `news`."""
    test: str = ""
    """Name of the secret of the test group's robot."""
    server: str = WECOM_HOST
    ca_file: str = ""
    """Certificates to trust instead of the system's; absolute, empty for those."""
    layout: str = ""
    kind: str = WECOM

    @property
    def target(self) -> str:
        """Where to, in one line."""
        return _("robot {name}").format(name=self.robot)


class Mailing(NamedTuple):
    """Mail to a list of addresses."""

    name: str
    server: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: str = STARTTLS
    login: str = ""
    """User name at the server; empty for none."""
    password: str = ""
    """Name of the secret that is its password."""
    attach: tuple[str, ...] = ("pdf",)
    test: tuple[str, ...] = ()
    """Addresses for a test."""
    link: str = ""
    ca_file: str = ""
    layout: str = ""
    kind: str = MAIL
    sender_name: str = ""
    """Shown before the sender's address; may be empty."""

    @property
    def target(self) -> str:
        """Where to, in one line."""
        others = len(self.to) - 1
        return (
            self.to[0] if not others else _("{first} and {count} more").format(first=self.to[0], count=others)
        )


class Feed(NamedTuple):
    """An Atom file of the published issues, for the intranet's web server."""

    name: str
    file: str
    """Absolute."""
    link: str
    entries: int = 20
    kind: str = FEED

    @property
    def target(self) -> str:
        """Where to, in one line."""
        return self.file


Channel = Printing | Robot | Mailing | Feed


class Channels(NamedTuple):
    """All that are set up."""

    all: tuple[Channel, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """Other words of the tail → the name of a channel."""

    def named(self, word: str) -> Channel | None:
        """The one of that name, in any width and with any blanks."""
        wanted = plain_word(word)
        others = {plain_word(other): name for other, name in self.names}
        for one in self.all:
            if plain_word(one.name) in {wanted, plain_word(others.get(wanted, ""))} - {""}:
                return one
        return None

    def of_tail(self, word: str) -> tuple[tuple[str, Channel | None], ...]:
        """What stands as channel in a line of the tail: each word of it with its channel, or None where none is set up."""
        if not plain_word(word):
            return ()
        if (whole := self.named(word)) is not None:
            return ((word, whole),)
        parts = [part for part in _MANY.split(word.strip("（）() \u3000")) if part]
        found = [(part, self.named(part)) for part in parts]
        return tuple(found) if any(one for _part, one in found) else ((word, None),)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What goes with every publication, whoever stands in the tail."""
        return tuple(one for one in self.all if isinstance(one, Feed))


def plain_word(word: str) -> str:
    """A channel's word as it is compared."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", word).split()).strip("()").casefold()


def read_channels(table: Iterable[tuple[str, object]], file: str, expand: Callable[[str], str]) -> Channels:
    """The channels of a settings file, whose table is handed in. `expand` makes a path absolute. SettingsError."""
    made: list[Channel] = []
    names: list[tuple[str, str]] = []
    for name, value in table:
        at = _Reading(name, value, file, expand)
        made.append(at.channel())
        names += [(other, name) for other in at.names]
    seen: dict[str, str] = {}
    for word, name in [(one.name, one.name) for one in made] + names:
        plain = plain_word(word)
        if not plain or seen.setdefault(plain, name) != name:
            fault = _("two channels have the name {name!r}") if plain else _("a channel without a name")
            raise SettingsError(fault.format(name=word), place=Place(file, None, f"channels.{name}"))
    return Channels(tuple(made), tuple(names))


class _Reading:
    """One channel's table."""

    def __init__(self, name: str, value: object, file: str, expand: Callable[[str], str]) -> None:
        self._name = name
        self._file = file
        self._expand = expand
        self._known: list[str] = ["kind", "names"]
        if not isinstance(value, dict):
            raise self._fault("", _("expected a table"))
        self._table: Mapping[str, object] = value
        self.names = self._texts("names", ())

    def channel(self) -> Channel:
        """Its value, every key of it looked at."""
        kind = self._one_of("kind", KINDS, None)
        makers: dict[str, Callable[[], Channel]] = {
            PRINT: self._printing,
            WECOM: self._robot,
            MAIL: self._mailing,
            FEED: self._feed,
        }
        made = makers[kind]()
        for key in self._table:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, 1)
                known = _("known keys: {names}").format(names=", ".join(self._known))
                hint = _("did you mean `{name}`?").format(name=near[0]) if near else known
                raise self._fault(key, _("unknown key"), hint)
        return made

    def _printing(self) -> Printing:
        folder = self._path("folder")
        formats = self._several("formats", FORMATS, ("docx", "pdf"))
        printer = self._text("printer", "")
        if printer.startswith("-") or not printer.isprintable():
            raise self._fault("printer", _("expected the name of a printer"))
        return Printing(self._name, folder, formats, printer, self._layout())

    def _robot(self) -> Robot:
        send = self._several("send", (DIGEST, FULL, NEWS, "pdf", "docx"), (DIGEST,))
        link = self._link(needed=NEWS in send)
        return Robot(
            self._name,
            self._secret("robot", needed=True),
            send,
            self._one_of("markup", MARKUPS, MARKDOWN_V2),
            link,
            self._secret("test"),
            self._server(),
            self._path("ca_file", needed=False),
            self._layout(),
        )

    def _mailing(self) -> Mailing:
        security = self._one_of("security", SECURITIES, STARTTLS)
        port = self._number("port", 465 if security == TLS else 587 if security == STARTTLS else 25)
        login = self._text("login", "")
        server = self._text("server", None)
        sender_name, sender = self._named("from", self._text("from", None))
        if login and security == NONE and not is_loopback(server):
            raise self._fault(
                "security", _("a password is not sent in the clear"), _('set "starttls" or "tls"')
            )
        return Mailing(
            self._name,
            server,
            sender,
            self._addresses("to", needed=True),
            port,
            security,
            login,
            self._secret("password", needed=bool(login)),
            self._several("attach", FORMATS, ("pdf",), empty=True),
            self._addresses("test"),
            self._link(),
            self._path("ca_file", needed=False),
            self._layout(),
            sender_name=sender_name,
        )

    def _feed(self) -> Feed:
        return Feed(
            self._name,
            self._path("file"),
            self._link(needed=True),
            self._number("entries", 20, range(1, 201)),
        )

    # kinds of values

    def _get(self, key: str) -> object:
        self._known.append(key)
        return self._table.get(key)

    def _text(self, key: str, default: str | None) -> str:
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip() or "\0" in value or "\n" in value:
            raise self._fault(key, _("expected a text in quotes") if value is not None else _("is missing"))
        return value.strip()

    def _texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            return default
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise self._fault(key, _("expected a list of texts"))
        return tuple(dict.fromkeys(str(one).strip() for one in values))

    def _one_of(self, key: str, allowed: tuple[str, ...], default: str | None) -> str:
        value = self._text(key, default)
        if value not in allowed:
            raise self._fault(key, _("expected one of {names}").format(names=", ".join(allowed)))
        return value

    def _several(
        self, key: str, allowed: tuple[str, ...], default: tuple[str, ...], *, empty: bool = False
    ) -> tuple[str, ...]:
        values = self._texts(key, default)
        if not set(values) <= set(allowed) or not (values or empty):
            raise self._fault(key, _("expected some of {names}").format(names=", ".join(allowed)))
        return values

    def _number(self, key: str, default: int, allowed: range = _HOST_PORTS) -> int:
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            text = _("expected a whole number from {low} to {high}")
            raise self._fault(key, text.format(low=allowed[0], high=allowed[-1]))
        return value

    def _secret(self, key: str, *, needed: bool = False) -> str:
        """The name of a secret. What looks like the secret itself is refused, and not repeated."""
        value = self._text(key, None if needed else "")
        if value and not _SECRET_NAME.fullmatch(value):
            hint = _("the key itself stands in secrets.toml, under a short name of letters and digits")
            raise self._fault(key, _("expected the name of a secret"), hint)
        if re.fullmatch(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}", value):
            hint = _("put it into secrets.toml under a name, and that name here")
            raise self._fault(key, _("is a key: it must not stand in the settings"), hint)
        return value

    def _path(self, key: str, *, needed: bool = True) -> str:
        value = self._text(key, None if needed else "")
        return self._expand(value) if value else ""

    def _layout(self) -> str:
        """A name, or a file."""
        value = self._text("layout", "")
        if value.startswith("-") or not value.isprintable():
            raise self._fault("layout", _("expected the name or the file of a layout"))
        return self._expand(value) if "/" in value or value.endswith(".toml") else value

    def _named(self, key: str, text: str) -> tuple[str, str]:
        """Name, which may be empty, and address."""
        found = _NAMED.fullmatch(text)
        name, address = (" ".join(found[1].split()), found[2]) if found else ("", text)
        if not name.isprintable():
            raise self._fault(key, _("{text!r} is no mail address").format(text=text[:60]))
        return name, self._address(key, address)

    def _address(self, key: str, text: str) -> str:
        """As it goes to the server: a domain of other letters in the ASCII form that the name service knows."""
        if _ADDRESS.fullmatch(text):
            box, _at, domain = text.rpartition("@")
            with suppress(UnicodeError):
                return f"{box}@{domain if domain.isascii() else domain.encode('idna').decode()}"
        raise self._fault(key, _("{text!r} is no mail address").format(text=text[:60]))

    def _addresses(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Without the names that may stand before them: a mail goes to an address."""
        values = tuple(dict.fromkeys(self._named(key, one)[1] for one in self._texts(key, ())))
        if needed and not values:
            raise self._fault(key, _("is missing"))
        return values

    def _link(self, *, needed: bool = False) -> str:
        value = self._text("link", None if needed else "")
        if value and not value.startswith(("https://", "http://")):
            raise self._fault("link", _("expected an address that begins with https://"))
        return value

    def _server(self) -> str:
        value = self._text("server", WECOM_HOST).rstrip("/")
        host = re.fullmatch(r"(https?)://([^/@?#\s]+)", value)
        if host is None or (host[1] == "http" and not is_loopback(host[2])):
            raise self._fault("server", _("expected an address that begins with https://"))
        return value

    def _fault(self, key: str, text: str, hint: str = "") -> SettingsError:
        where = f"channels.{self._name}" + (f".{key}" if key else "")
        return SettingsError(text, place=Place(self._file or None, None, where), hint=hint)


def is_loopback(host: str) -> bool:
    """Whether a host, perhaps with its port, is this machine."""
    name = host.rsplit(":", 1)[0] if host.count(":") == 1 or host.startswith("[") else host
    return name.strip("[]") in {"127.0.0.1", "localhost", "::1"}


def absolute(folder: str, expand: Callable[[str], str]) -> Callable[[str], str]:
    """What makes a path of the settings absolute: `~` expanded, others below the folder of the settings file."""
    return lambda path: os.path.join(folder, expand(path))
