"""`toc`: the contents of one issue, as the contents pane has them."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.i18n import _
from briefing_tui.model.outline import OutlineEntry, outline
from briefing_tui.text.clean import clean_line


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print the contents of an issue")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui toc 2024-14", _("sections, groups, items with their addresses")),
        Example("briefing-tui toc latest --json", _("for a program")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints it: an item's address, then its title indented by its depth."""
    library = shell.library()
    key = library.resolve(args.key, shell.say).key
    loaded = library.load(key)
    for one in loaded.findings:
        shell.say(_("{key}: {warning}").format(key=key, warning=one.text))
    rows = outline(loaded.issue)
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps([_object(row, str(key)) for row in rows]))
        return 0
    from briefing_tui.cli.output.table import columns

    table = [
        (_address(row, str(key)), "  " * row.depth + clean_line(f"{row.label} {row.title}".lstrip()))
        for row in rows
    ]
    for line in columns(table, ambiguous=shell.ambiguous):
        shell.line(line)
    return 0


def _address(row: OutlineEntry, key: str) -> str:
    return f"{key}#{row.position}" if row.kind == "item" else ""


def _object(row: OutlineEntry, key: str) -> dict[str, object]:
    found: dict[str, object] = {"kind": row.kind, "depth": row.depth, "title": row.title}
    if row.label:
        found["label"] = row.label
    if row.position:
        found["address"] = f"{key}#{row.position}"
    return found
