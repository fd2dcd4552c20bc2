"""argparse with our words: one line for an error, help that begins with examples. Called by `cli.main`.

A parser is built for one verb and holds that verb's own arguments. It never prints and never exits.
"""

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn, Protocol

from briefing_tui import i18n
from briefing_tui.cli.arguments import OPTIONS
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _

PROGRAM = "briefing-tui"


class Parser(argparse.ArgumentParser):
    """The parser of one verb. Arguments are added to it directly, not to groups: help and completion list `arguments`."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.arguments: list[argparse.Action] = []
        """In the order they were added."""
        self.owners: list[tuple[argparse.Action, Sequence[str]]] = []
        """What means something only beside another option or one of the verb's words."""
        self.takes_minus_words = False
        """Set by a verb for which a word such as `-风险` is no option but one of its words."""
        super().__init__(
            prog=f"{PROGRAM} {verb}".strip(), add_help=False, allow_abbrev=False, formatter_class=_Formatter
        )

    def add_argument(self, *names: Any, belongs_to: Sequence[str] = (), **options: Any) -> argparse.Action:
        """As argparse's, remembered for help. Without one of the options or words of `belongs_to` it is refused."""
        action = super().add_argument(*names, **options)
        self.arguments.append(action)
        if belongs_to:
            self.owners.append((action, belongs_to))
        return action

    def refuse_strays(self, given: argparse.Namespace) -> None:
        """UsageError for an option without what it belongs to: passed over in silence it would seem obeyed."""
        for action, owners in self.owners:
            if self._is_given(action, given) and not any(self._is_there(owner, given) for owner in owners):
                raise UsageError(
                    _("{option} belongs to {owners}").format(
                        option=action.option_strings[0], owners=_(" or ").join(owners)
                    )
                )

    def _is_there(self, owner: str, given: argparse.Namespace) -> bool:
        """Whether an option is given, or a word of the verb is."""
        return any(
            self._is_given(action, given)
            if owner in action.option_strings
            else not action.option_strings and getattr(given, action.dest) == owner
            for action in self.arguments
        )

    @staticmethod
    def _is_given(action: argparse.Action, given: argparse.Namespace) -> bool:
        return bool(getattr(given, action.dest) != action.default)

    def options_first(self, arguments: list[str]) -> list[str]:
        """The same with the options in front and all other words behind `--`, where argparse lets them begin with a minus.

        What begins with two is an option, known or misspelt.
        """
        known = {name: action for action in self.arguments for name in action.option_strings}
        options: list[str] = []
        words: list[str] = []
        waiting = iter(arguments)
        for word in waiting:
            if word == "--":
                words += waiting
            elif not word.startswith("--"):
                words.append(word)
            else:
                options.append(word)
                action = known.get(word)
                if action is not None and action.nargs != 0:
                    options += [value for value in [next(waiting, None)] if value is not None]
        return [*options, "--", *words]

    def error(self, message: str) -> NoReturn:
        """Raises UsageError instead of printing and exiting."""
        raise UsageError(message, hint=_("usage: {usage}").format(usage=usage(self)))


class _Formatter(argparse.HelpFormatter):
    """argparse makes one for each argument added; told its width, it does not import shutil (3 ms) to ask for it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Asking(Protocol):
    """What takes arguments: the module of a verb."""

    def add_arguments(self, parser: Parser) -> None:
        """Adds its own."""


def parse(verb_name: str, verb: Asking, arguments: list[str]) -> argparse.Namespace:
    """The verb's arguments; UsageError when they cannot be meant."""
    # argparse takes its words from these two names of its module, bound to gettext's global domain; --lang is not.
    argparse._, argparse.ngettext = i18n._, i18n.ngettext  # type: ignore[attr-defined]
    parser = Parser(verb_name)
    verb.add_arguments(parser)
    given = parser.parse_args(parser.options_first(arguments) if parser.takes_minus_words else arguments)
    parser.refuse_strays(given)
    return given


def usage(parser: Parser) -> str:
    """`briefing-tui show KEY[#ITEM] [--width N] …` on one line."""
    return " ".join([parser.prog, *(_usage_of(action) for action in parser.arguments)])


def usage_name(action: argparse.Action) -> str:
    """How an argument is written: `KEY[#ITEM]`, `--width N`, `bash|zsh|fish`."""
    choices = "|".join(str(choice) for choice in action.choices or ())
    metavar = told(action.metavar) if isinstance(action.metavar, str) else choices or action.dest.upper()
    if not action.option_strings:
        return metavar
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {metavar}"


def global_usage_names() -> list[str]:
    """How the options of every verb are written."""
    return [
        ", ".join(option.names) + (f" {told(option.metavar)}" if option.metavar else "") for option in OPTIONS
    ]


def told(metavar: str) -> str:
    """The name of a value in the user's language: `KEY[#ITEM]`, `期号[#条]`."""
    words = {
        "KEY": _("KEY"),
        "NEWKEY": _("NEWKEY"),
        "ITEM": _("ITEM"),
        "ACCOUNT": _("ACCOUNT"),
        "ADDRESS": _("ADDRESS"),
        "CHANNEL": _("CHANNEL"),
        "DATE": _("DATE"),
        "DIR": _("DIR"),
        "FILE": _("FILE"),
        "LANG": _("LANG"),
        "N": _("N"),
        "NAME": _("NAME"),
        "NUMBERS": _("NUMBERS"),
        "QUERY": _("QUERY"),
        "REV": _("REV"),
        "TEXT": _("TEXT"),
        "TITLE": _("TITLE"),
        "YEAR": _("YEAR"),
        "URL": _("URL"),
        "VERB": _("VERB"),
        "WORD": _("WORD"),
        "OPTION": _("OPTION"),
    }
    parts: list[str] = []
    for letter in metavar:
        if parts and parts[-1].isupper() and letter.isupper():
            parts[-1] += letter
        else:
            parts.append(letter)
    return "".join(words.get(part, part) for part in parts)


def _usage_of(action: argparse.Action) -> str:
    name = usage_name(action)
    if action.nargs in {"*", "+"}:
        name += "…"
    return name if action.required and action.nargs not in {"?", "*"} else f"[{name}]"
