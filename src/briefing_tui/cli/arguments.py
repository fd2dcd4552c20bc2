"""The options of every verb, taken from the command line before or after the verb. Called by `cli.main`.

`-v` stands before it only: behind `search` it is a word that must not be there.

What is left goes to the parser of the one verb that was asked for: building the parsers of all verbs costs more
than most verbs do.
"""

from typing import NamedTuple

from briefing_tui.errors import UsageError
from briefing_tui.i18n import _


class GlobalOption(NamedTuple):
    """An option of every verb."""

    names: tuple[str, ...]
    metavar: str
    """Name of its value in help; empty for a switch."""
    setting: str
    """The key of `settings.values.KEYS` that it sets; empty for `--help` and `--version`."""


OPTIONS = (
    GlobalOption(("--library",), "DIR", "library"),
    GlobalOption(("--read-only",), "", "read_only"),
    GlobalOption(("--lang",), "LANG", "language"),
    GlobalOption(("-h", "--help"), "", ""),
    GlobalOption(("-V", "-v", "--version"), "", ""),
)
HELP_WORD, VERSION_WORD = "help", "version"
"""Typed as verbs they are the options of those names: `help show` is `show --help`."""
OTHER_WORDS = {"read": "open", "view": "open"}
"""What is also taken for a verb → the verb. Help and completion show the verb alone."""
_BY_NAME = {name: option for option in OPTIONS for name in option.names}


class Request(NamedTuple):
    """A command line, taken apart."""

    verb: str
    """Empty when none was given."""
    rest: list[str]
    """What belongs to the verb."""
    flags: dict[str, object]
    """For `settings.values.read_settings`."""
    help: bool = False
    version: bool = False


def option_help(option: GlobalOption) -> str:
    """What an option does, in the user's language."""
    return {
        "--library": _("the directory of the library"),
        "--read-only": _("write nothing, neither library nor reading places"),
        "--lang": _("language of the interface: zh_CN or en"),
        "--help": _("show this help"),
        "--version": _("show the version"),
    }[option.names[-1]]


def take_apart(arguments: list[str]) -> Request:
    """The verb, its own arguments and the options of every verb; UsageError when one of those lacks its value."""
    verb = ""
    rest: list[str] = []
    flags: dict[str, object] = {}
    asked = set()
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
            break
        name, given, value = word.partition("=")
        option = _BY_NAME.get(name)
        if option is None or (given and not option.metavar) or (name == "-v" and verb):
            if not verb and not word.startswith("-"):
                verb = word
            else:
                rest.append(word)
        elif option.metavar:
            flags[option.setting] = value if given else _value(next(waiting, None), name, option.metavar)
        elif option.setting:
            flags[option.setting] = True
        else:
            asked.add(option.names[-1])
    return _meant(Request(verb, rest, flags, "--help" in asked, "--version" in asked))


def _meant(request: Request) -> Request:
    """The same with the words that people type for what has another name here."""
    verb = OTHER_WORDS.get(request.verb, request.verb)
    if verb == VERSION_WORD:
        return request._replace(verb="", version=True)
    if verb != HELP_WORD:
        return request._replace(verb=verb)
    asked_for = next((word for word in request.rest if not word.startswith("-")), "")
    if asked_for in {HELP_WORD, VERSION_WORD}:
        asked_for = ""
    return request._replace(verb=OTHER_WORDS.get(asked_for, asked_for), rest=[], help=True)


def _value(word: str | None, name: str, metavar: str) -> str:
    if word is None:
        raise UsageError(
            _("{name} needs a value").format(name=name),
            hint=_("write {form}").format(form=f"{name} {metavar}"),
        )
    return word
