"""`serve-session`: what an account runs that can do nothing but read, as `ForceCommand` or as `command="…"` of a key.

Its own arguments come from the administrator, the rest from the client (`serve.contract`). Published issues only; the library is never
written; the reader's own places, marks and bookmarks are kept in one folder of theirs, or nowhere.
"""

import argparse
import os
import sys
from collections.abc import Mapping

from briefing_tui.cli.parser import Parser, parse
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example, load_verb
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _
from briefing_tui.serve import contract, isolation

NAME = "serve-session"
READERS = "readers"
"""The folder below the account's own state in which each reader has a folder."""
STATE_CAP = 1 << 20
"""Bytes of one reader's state: some ten thousand places."""
_MODULES = {"keys": "__keys"}
_HINT = "ssh -t HOST"


def help_line() -> str:
    """One line for the list of verbs."""
    return _("a reader's session over SSH; `setup ssh` prints how to use it")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui serve-session --library /srv/bulletins",
            _("as ForceCommand: the account's own places"),
        ),
        Example(
            "briefing-tui serve-session --library /srv/bulletins --reader wang",
            _("in authorized_keys: the places of the one who has this key"),
        ),
        Example("briefing-tui serve-session --library /srv/bulletins --no-state", _("nothing is kept")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments, all of them the administrator's."""
    parser.add_argument(
        "--reader", metavar="NAME", help=_("whose places and bookmarks; the account's name if not given")
    )
    add_options(parser)


def add_options(parser: Parser) -> None:
    """Those in which a session and its host have to agree, and where they meet."""
    parser.add_argument("--state", metavar="DIR", help=_("the folder that holds a folder for each reader"))
    parser.add_argument(
        "--cache", metavar="DIR", help=_("a catalog that somebody else keeps; it is only read")
    )
    parser.add_argument(
        "--no-state", action="store_true", help=_("keep no places and bookmarks: write nothing at all")
    )
    parser.add_argument(
        "--socket", metavar="PATH", help=_("where the host listens that keeps the program loaded")
    )


def options(args: argparse.Namespace, flags: Mapping[str, object]) -> tuple[object, ...]:
    """What of a command line decides what a session may do, whoever reads; equal for a session and for the host that may serve it."""
    return (
        flags.get("library"),
        args.state,
        args.cache,
        args.no_state,
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Answers what the client asked."""
    session = _session_shell(args, shell)
    asked = contract.read_command(shell.environ.get(contract.COMMAND, ""))
    try:
        return _answer(asked, session)
    finally:
        session.flush()


def _session_shell(args: argparse.Namespace, shell: Shell) -> Shell:
    """The shell that the asked verb gets."""
    name = contract.reader_name(args.reader or isolation.account_name())
    settings = shell.settings
    folder = os.path.join(
        os.path.abspath(args.state or os.path.join(settings.state_directory, READERS)), name
    )
    settings = settings._replace(
        read_only=True,
        pager="",
        state_directory="" if args.no_state else folder,
        cache_directory=os.path.abspath(args.cache) if args.cache else settings.cache_directory,
    )
    session = Shell(settings, shell.environ, sys.stdout, shell.talk)
    session.state_cap = 0 if args.no_state else STATE_CAP
    return session


def _answer(asked: contract.ClientCommand, session: Shell) -> int:
    if asked.verb == contract.VERSION:
        from briefing_tui.version import VERSION

        session.line(f"briefing-tui {VERSION}")
        return 0
    if asked.verb == contract.HELP:
        return _help(asked.rest, session)
    if asked.verb in contract.SCREENS and not (
        session.terminal and sys.stdin is not None and sys.stdin.isatty()
    ):
        text = _("`{verb}` needs a terminal").format(verb=asked.verb or "briefing-tui")
        raise UsageError(text, hint=_("write `{command}`").format(command=f"{_HINT} {asked.verb}".strip()))
    name = _MODULES.get(asked.verb, asked.verb)
    verb = load_verb(name)
    return verb.run(parse(name, verb, asked.rest), session)


def _help(words: list[str], session: Shell) -> int:
    """The list of what can be asked, or the help of one verb without what it has elsewhere."""
    from briefing_tui.cli.help import block

    if words and words[0] in contract.VERBS and words[0] not in {contract.HELP, contract.VERSION, "keys"}:
        name = words[0]
        options = " ".join(f"[{option}]" for option in sorted(contract.VERBS[name]))
        session.line(f"{name} {options}".rstrip())
        session.line(load_verb(name).help_line())
        return 0
    rows = [("", _("the library on the screen"))]
    rows += [(name, _asked_line(name)) for name in contract.VERBS]
    session.line(
        block(
            _("What this account can be asked"), [(f"{_HINT} {name}".rstrip(), text) for name, text in rows]
        )
    )
    return 0


def _asked_line(name: str) -> str:
    own = {
        "keys": _("the keys of all issues"),
        contract.HELP: _("this list; `help VERB` tells more"),
        contract.VERSION: _("the version"),
    }
    return own.get(name) or load_verb(name).help_line()
