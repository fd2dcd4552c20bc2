"""The settings file that `config init` begins: every key of `settings.values.KEYS` with its meaning, its values and its default.

Called by the verb `config` alone. `#` and a blank begin an explanation, `#` with nothing behind it a setting that holds
anyway: the file changes nothing until somebody takes such a `#` away. Pure.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.cli.arguments import OPTIONS
from briefing_tui.i18n import _
from briefing_tui.settings import directories
from briefing_tui.settings.values import KEYS, MEASURE, SYNC, THEMES, Settings, default_settings

CHANNEL_EXAMPLE = """\
[channels."印送"]
kind = "print"
folder = "~/printing"
formats = ["docx", "pdf"]
printer = "hall"

[channels."企业微信推送"]
kind = "wecom"
robot = "staff"
send = ["digest", "pdf"]
test = "try"

[channels."邮件"]
kind = "mail"
server = "smtp.example.org"
security = "starttls"
login = "bulletin"
password = "smtp"
from = "简报编辑部 <bulletin@example.org>"
to = ["staff@example.org"]
attach = ["pdf"]
test = ["me@example.org"]

[channels."订阅源"]
kind = "feed"
file = "/srv/www/briefing.atom"
link = "https://intranet.example/{key}.html"
"""
"""A channel of each kind; it may be copied into the file."""


class Description(NamedTuple):
    """What a person needs to know to choose a value."""

    meaning: str
    allowed: str
    """The values, as they are written in the file."""


def template(environ: Mapping[str, str]) -> str:
    """The whole file in the user's language."""
    head = [
        _("Settings of briefing-tui. All of this is a comment: to set something, take the # before it away."),
        _("`briefing-tui config show` tells what is in force and why, `config validate` checks this file."),
        _("Options on the command line and variables of the environment win over this file."),
    ]
    blocks = [_comment(head), *(_block(key, environ) for key in KEYS), _channels()]
    return "\n".join(blocks)


def describe(key: str) -> Description:
    """The meaning of one of `KEYS`, in the user's language."""
    return {**_of_library(), **_of_screens(), **_of_writing()}[key]


def _of_library() -> dict[str, Description]:
    """Where issues stand, and what becomes of them behind the screens."""
    return {
        "library": Description(
            _("The folder of the library. ~/ is your home."), _("a folder; it need not be there yet")
        ),
        "sync": Description(
            _(
                "When the library is synced by itself, where `remote add` has named a place: never, after every save, or when an issue is published or corrected."
            ),
            _values(*map(toml_value, SYNC)),
        ),
        "history": Description(
            _("Whether the history of a library is kept, with git, from the first time that you save in it."),
            _either(),
        ),
        "prestart": Description(
            _("Whether `open` and the library begin at once where `briefing-tui host` runs."), _either()
        ),
        "read_only": Description(
            _("Whether nothing at all is written: no library, no reading places, no bookmarks, no log."),
            _either(),
        ),
    }


def _of_screens() -> dict[str, Description]:
    """What readers see."""
    return {
        "ambiguous_width": Description(
            _("How many cells “ ” — … and their like take on your terminal. auto: the screens ask it."),
            _values('"auto"', '"1"', '"2"'),
        ),
        "measure": Description(
            _("How many 汉字 a line of the page holds."),
            _("a whole number from {low} to {high}").format(low=MEASURE[0], high=MEASURE[-1]),
        ),
        "theme": Description(
            _("The colours of the screens. auto: light or dark, as the terminal is."),
            _values(*map(toml_value, THEMES)),
        ),
        "language": Description(
            _("The language of the program. Empty: that of your locale."), _values('"zh_CN"', '"en"', '""')
        ),
        "pager": Description(
            _(
                "The command that shows long output of `show` page by page. Not set: that of $PAGER, if there is one. Empty: none."
            ),
            _("a command line"),
        ),
        "mouse": Description(
            _("Whether the screens use the mouse. Otherwise the terminal selects text with it."), _either()
        ),
    }


def _of_writing() -> dict[str, Description]:
    """What writers sign, have looked at and print with."""
    return {
        "name": Description(
            _("What you sign with in the record of an issue. Empty: the name of your account."), _("a name")
        ),
        "proof": Description(
            _("Rules of proof-reading that are off for you; the library's own proof.toml may have more off."),
            '{ off = [] }, { off = ["S-01"] }, '
            + _("or the table [proof] with off = … at the end of this file"),
        ),
        "fonts": Description(
            _("The folder of your house's fonts, for PDF. Empty: only those of the system."), _("a folder")
        ),
        "layout": Description(
            _(
                "The layout of Word and PDF pages where none is asked for: its name, or a file. Empty: `briefing`."
            ),
            _("a name or a file"),
        ),
    }


def default_of(key: str, environ: Mapping[str, str]) -> object:
    """What holds when nobody says anything; a folder in the user's home begins with `~/`."""
    if key != "library":
        return getattr(Settings(), key)
    folder, home = default_settings({}, environ).library, directories.home(environ)
    return f"~{folder.removeprefix(home)}" if folder.startswith(f"{home}/") else folder


def toml_value(value: object) -> str:
    """A value of a setting as TOML has it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"{{ off = [{', '.join(map(toml_value, value))}] }}"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(map(_printable, text))}"'


def _block(key: str, environ: Mapping[str, str]) -> str:
    about = describe(key)
    options = [option.names[0] for option in OPTIONS if option.setting == key]
    lines = [
        about.meaning,
        _("Values: {values}").format(values=about.allowed),
        _("Also: {names}").format(names=", ".join([KEYS[key][0], *options])),
    ]
    return f"{_comment(lines)}#{key} = {toml_value(default_of(key, environ))}\n"


def _channels() -> str:
    """How channels are set up: an example of each kind, all of it explanation."""
    head = [
        _(
            "How issues are sent: a table for each word that the tail has as channel, such as （印送）. At the end of the file."
        ),
        _(
            "Keys and passwords stand in secrets.toml beside this file, which nobody else may read (chmod 600):"
        ),
        '    staff = "…"',
    ]
    return _comment([*head, *CHANNEL_EXAMPLE.splitlines()])


def _comment(lines: list[str]) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _values(*values: str) -> str:
    return ", ".join(values)


def _either() -> str:
    return _values("true", "false")


def _printable(character: str) -> str:
    return f"\\u{ord(character):04x}" if character < " " or character == "\x7f" else character
