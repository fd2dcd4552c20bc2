"""The verbs, by name. A verb is one module of `cli.verbs` with four functions; only the one asked for is imported.

    help_line() -> str                        one line for the list of verbs
    examples() -> tuple[Example, ...]         what its help begins with
    add_arguments(parser: Parser) -> None     its own arguments; the options of every verb are not its business
    run(args: argparse.Namespace, shell: Shell) -> int    0 done, 1 failed; raises BriefingError for a user's error

Nothing is translated at import, and nothing heavy is imported at the top of such a module.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple, Protocol, cast

from briefing_tui.cli.arguments import HELP_WORD, OTHER_WORDS, VERSION_WORD
from briefing_tui.errors import KeyFormatError, UsageError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from briefing_tui.cli.parser import Parser
    from briefing_tui.cli.shell import Shell

LIBRARY_SCREEN = ""
"""The name of the verb when none is given."""
SESSION = "serve-session"
"""The verb whose environment comes from a stranger."""
VERBS = {
    "open": "reading.open_",
    "show": "reading.show",
    "list": "reading.list_",
    "toc": "reading.toc",
    "search": "reading.search",
    "new": "writing.new",
    "edit": "writing.edit",
    "add": "writing.add",
    "status": "writing.status",
    "deliver": "outgoing.deliver",
    "delivery": "outgoing.delivery",
    "rename": "writing.rename",
    "delete": "writing.delete",
    "restore": "writing.restore",
    "import": "writing.import_",
    "inbox": "writing.inbox",
    "sources": "writing.sources",
    "export": "outgoing.export",
    "site": "outgoing.site",
    "history": "reading.history",
    "sync": "upkeep.sync",
    "remote": "upkeep.remote",
    "stats": "reading.stats",
    "check": "upkeep.check",
    "path": "reading.path",
    "demo": "reading.demo",
    "config": "upkeep.config",
    "doctor": "upkeep.doctor",
    "completion": "upkeep.completion",
    "setup": "serving.setup",
    SESSION: "serving.serve_session",
    "host": "serving.host",
}
"""Verb → module below `cli.verbs`, in the order in which help shows them."""
_HIDDEN = {LIBRARY_SCREEN: "reading.open_", "__keys": "reading.keys"}
HOSTED = frozenset({LIBRARY_SCREEN, "open"})
"""Verbs that a host runs for its own user, when the setting `prestart` is on."""
_BY_PROGRAMS = frozenset({SESSION, "host", "completion"})
"""Verbs that a program runs, or somebody once: left out where one line is to name what can be asked."""
WITHOUT_SETTINGS = {"config", "doctor", "completion"}
"""Verbs that run although the settings cannot be read, since they help to mend them."""
QUIET = {"__keys", SESSION}
"""Verbs that warn of nothing: what they say goes into a line that somebody is typing, or to a reader who keeps no settings."""
BEGINNINGS = {"import": "importing.beginning"}
"""Verb → module below `cli` that has a `begin` for what takes long to start: begun before the rest of the verb is loaded."""
LONG_VERBS = {
    LIBRARY_SCREEN,
    "open",
    "demo",
    "edit",
    "stats",
    "check",
    "inbox",
    "sources",
    "export",
    "sync",
    SESSION,
}
"""Verbs that may run for long or over many files, and so need the garbage collector."""


class Example(NamedTuple):
    """One line of help: what to type, and what it does in the user's language."""

    command: str
    meaning: str


class Verb(Protocol):
    """What a module of `cli.verbs` offers."""

    def help_line(self) -> str:
        """What the verb does, in one line without a full stop."""

    def examples(self) -> tuple[Example, ...]:
        """At least one."""

    def add_arguments(self, parser: "Parser") -> None:
        """Adds the verb's own arguments."""

    def run(self, args: "argparse.Namespace", shell: "Shell") -> int:
        """Does it; the exit code."""


def load_verb(name: str) -> Verb:
    """The module of a verb; UsageError with the nearest name when there is none."""
    module = VERBS.get(name) or _HIDDEN.get(name)
    if module is None:
        raise UsageError(_("no verb `{name}`").format(name=name[:40]), hint=_suggestion(name))
    return cast("Verb", importlib.import_module(f"briefing_tui.cli.verbs.{module}"))


def begin_verb(name: str, words: list[str]) -> Callable[[], None]:
    """Begins what a verb begins with, and gives what is to be called when it has ended."""
    module = BEGINNINGS.get(name)
    if module is None:
        return lambda: None
    begun: Callable[[], None] = importlib.import_module(f"briefing_tui.cli.{module}").begin(words)
    return begun


def _suggestion(name: str) -> str:
    import difflib

    from briefing_tui.model.asked import read_asked

    try:
        read_asked(name)
    except KeyFormatError:
        words = (*VERBS, *OTHER_WORDS, HELP_WORD, VERSION_WORD)
        near = difflib.get_close_matches(name.lower(), words, 1, 0.5)
        if near:
            return _("did you mean `{name}`?").format(name=near[0])
        return _("verbs: {names}").format(names=", ".join(name for name in VERBS if name not in _BY_PROGRAMS))
    return _("did you mean `{name}`?").format(name=f"open {name}")
