"""`check`: what is wrong with the library, or with one issue's file. Looks only; nothing is changed or removed."""

import argparse
import re

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.cli.verbs.upkeep import proof_check
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding


_PLACES = 8
"""Places named of an oddity that has many."""
_COUNTED = re.compile(r"\[[0-9]+\]|[0-9]+(?= 行)|(?<=line )[0-9]+")
"""By what the same oddity differs from table to table: `section[2].item[1].key`, line 30."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("look for gaps, broken files and leftovers; with KEY for what is odd in one issue")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui check", _("the whole library; exit code 1 when something is found")),
        Example("briefing-tui check 2024-14", _("one file: cut off, unknown keys")),
        Example("briefing-tui check 2024-14 --proof", _("proof-read it; exit code 1 for an error")),
        Example("briefing-tui check 2024-14 --proof --fix --dry-run", _("what the fixes would change")),
        Example("briefing-tui check article.txt --proof --level E", _("a text that is no issue yet")),
        Example("briefing-tui check --json", _("for a program")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "key", metavar="KEY", nargs="?", help=_("only this issue; latest is the newest, none is the library")
    )
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))
    proof_check.add_arguments(parser)


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints what is found; 1 when there is something."""
    if args.proof:
        return proof_check.run(args, shell)
    from briefing_tui.library import inspection

    library = shell.library()
    if args.key is None:
        found = inspection.inspect_library(library) + _unsaved(shell)
    else:
        key = library.resolve(args.key, shell.say, editing=shell.may_write).key
        found = inspection.inspect_issue(library.load(key), str(key))
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(
            json_output.dumps([{"kind": one.rule, "place": one.place, "text": one.text} for one in found])
        )
    else:
        _show(found, shell)
    return int(bool(found))


def _unsaved(shell: Shell) -> "list[Finding]":
    """Drafts that this user's ended sessions left, also where the library cannot be written just now; a read-only session has
    none.
    """
    from briefing_tui.library.inspection import LEFTOVER
    from briefing_tui.model.finding import HINT, Finding

    if shell.settings.read_only:
        return []
    if shell.may_write:
        text = _("unsaved text of {when}; `briefing-tui edit {key}` offers it")
    else:
        text = _(
            "unsaved text of {when} is kept; once the library can be written, `briefing-tui edit {key}` offers it"
        )
    return [
        Finding(
            LEFTOVER,
            HINT,
            text.format(when=f"{draft.saved_at:%Y-%m-%d %H:%M}", key=draft.key),
            str(draft.key),
        )
        for draft in shell.drafts().list(shell.settings.library)
        if not draft.alive
    ]


def _grouped(found: "list[Finding]") -> list[tuple[str, str, str]]:
    """(rule, place, text) of each finding, the same oddity of several places once: how often, and where. Of one that stands in
    several lines or tables of a file the first is told.
    """
    places: dict[tuple[str, str], list[str]] = {}
    texts: dict[tuple[str, str], str] = {}
    for one in found:
        alike = one.rule, _COUNTED.sub("", one.text) if one.rule == "odd" else one.text
        places.setdefault(alike, []).append(one.place)
        texts.setdefault(alike, one.text)
    rows = []
    for alike, where in places.items():
        rule, text = alike[0], texts[alike]
        if len(where) > 1:
            differing = list(dict.fromkeys(where))
            shown = _(", ").join(differing[:_PLACES])
            more = _(" …") if len(differing) > _PLACES else ""
            text = _("{text} ({count} times: {places})").format(
                text=text, count=len(where), places=shown + more
            )
        rows.append((rule, where[0], text))
    return rows


def _show(found: "list[Finding]", shell: Shell) -> None:
    from briefing_tui.cli.output.table import columns

    words = {
        "broken": _("broken"),
        "name": _("name"),
        "access": _("access"),
        "numbering": _("numbers"),
        "odd": _("odd"),
        "leftover": _("leftover"),
    }
    rows = [(words[rule], place, text) for rule, place, text in _grouped(found)]
    for line in columns(rows, ambiguous=shell.ambiguous):
        shell.line(line)
    if found:
        total = len(found)
        shell.say(ngettext("{count} thing found", "{count} things found", total).format(count=total))
    else:
        shell.say(_("nothing found"))
