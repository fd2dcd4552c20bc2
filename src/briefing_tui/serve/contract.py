"""What a reader session over SSH may ask: the words of SSH_ORIGINAL_COMMAND, the environment, the reader's name. Pure.

A session is started by `ForceCommand` or by `command="…"` of a line in authorized_keys, so everything else in it comes from the
client: sshd hands the command over as one string, and the environment holds whatever AcceptEnv lets through. Nothing of that is
trusted. A command is split as a shell splits words, no shell sees it; its first word is one of `VERBS`, its options are those listed there;
anything else is a UsageError of one line.
"""

import re
import shlex
from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.errors import UsageError
from briefing_tui.i18n import _

COMMAND = "SSH_ORIGINAL_COMMAND"
"""Where sshd puts what the client asked for; absent or empty for a plain login."""
COMMAND_LIMIT = 4096
"""Characters of it."""
HELP, VERSION, LIBRARY_SCREEN = "help", "version", ""

VERBS: dict[str, frozenset[str]] = {
    "open": frozenset(),
    "show": frozenset({"--width", "--plain", "--json"}),
    "toc": frozenset({"--json"}),
    "list": frozenset({"--year", "--json"}),
    "search": frozenset({"--limit", "--sort", "--count", "--json"}),
    "stats": frozenset({"--year", "--by", "--json"}),
    "keys": frozenset(),
    HELP: frozenset(),
    VERSION: frozenset(),
}
"""First word → its options. No option names a file, a folder or a program."""
SCREENS = frozenset({LIBRARY_SCREEN, "open"})
"""Verbs that need a terminal."""
_MINUS_WORDS = frozenset({"search"})
"""Verbs for which a word may begin with one minus: `search 担保 -风险`."""

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_LANG = re.compile(
    r"[A-Za-z]{1,8}(?:_[A-Za-z]{2,4})?(?:\.[A-Za-z0-9-]{1,16})?(?:@[A-Za-z0-9]{1,16})?|C(?:\.[A-Za-z0-9-]{1,16})?|POSIX"
)
_TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,63}")
_NAME = re.compile(r"[^\W_][\w.@-]{0,63}")
DEFAULT_TERM, DEFAULT_LANG = "xterm", "C.UTF-8"
PATH = "/usr/local/bin:/usr/bin:/bin"
"""Nothing is looked up in it; a session executes nothing."""


class ClientCommand(NamedTuple):
    """A command of the client, taken apart."""

    verb: str
    """One of `VERBS`, or `LIBRARY_SCREEN`."""
    rest: list[str]
    """Its words and options."""


def read_command(command: str) -> ClientCommand:
    """What the client asked for; UsageError, on one line, for anything that a reader session does not do."""
    if not command.strip():
        return ClientCommand(LIBRARY_SCREEN, [])
    if len(command) > COMMAND_LIMIT:
        raise UsageError(_("the command is too long"))
    if _CONTROL.search(command):
        raise UsageError(_("the command holds control characters"))
    try:
        words = shlex.split(command)
    except ValueError:
        raise UsageError(_("a quotation mark in the command is not closed")) from None
    verb, rest = (words[0], words[1:]) if words else (LIBRARY_SCREEN, [])
    if verb not in VERBS:
        hint = _("this account reads bulletins: {names}").format(names=", ".join(VERBS))
        raise UsageError(_("no command `{name}`").format(name=verb[:40]), hint=hint)
    for word in rest:
        _check_word(verb, word)
    return ClientCommand(verb, rest)


def _check_word(verb: str, word: str) -> None:
    """UsageError for an option that is not on the verb's list."""
    if not word.startswith("-") or (verb in _MINUS_WORDS and len(word) > 1 and word[1] != "-"):
        return
    if word.partition("=")[0] not in VERBS[verb]:
        hint = ", ".join(sorted(VERBS[verb])) or _("it has none")
        raise UsageError(
            _("`{verb}` has no option {option} here").format(verb=verb, option=word[:40]), hint=hint
        )


def session_environment(environ: Mapping[str, str], home: str) -> dict[str, str]:
    """The environment a session runs in: language from LANG and TERM, both checked; the command; nothing else of the client's."""
    lang, term = environ.get("LANG", ""), environ.get("TERM", "")
    made = {
        "PATH": PATH,
        "HOME": home,
        "LANG": lang if _LANG.fullmatch(lang) else DEFAULT_LANG,
        COMMAND: environ.get(COMMAND, ""),
    }
    if term:  # without a terminal there is none
        made["TERM"] = term if _TERM.fullmatch(term) else DEFAULT_TERM
    return made


def reader_name(name: str) -> str:
    """`name` when it can be the name of a reader's folder; UsageError otherwise."""
    if not _NAME.fullmatch(name) or ".." in name:
        raise UsageError(
            _("{name!r} cannot be the name of a reader").format(name=name[:40]),
            hint=_("letters, digits and . _ - @, at most 64"),
        )
    return name
