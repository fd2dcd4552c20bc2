"""`stats`: how many issues and items there are by month, section, contributing unit, tag or province."""

import argparse

from briefing_tui.cli.output.cataloguing import keep_for_next_time, progress
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.cli.verbs.reading.list_ import year
from briefing_tui.i18n import _, ngettext
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.inbox.contribution import Usage
    from briefing_tui.library.search.statistics import Count, Totals

_CHOICES = ("month", "section", "unit", "tag", "region", "year")
"""`library.search.statistics.DIMENSIONS`, which help need not load."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("count issues and items by month, section, unit, tag, province or year")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui stats --year 2024", _("issues and items of each month of 2024")),
        Example("briefing-tui stats --by year", _("how many each year had")),
        Example("briefing-tui stats --by unit", _("what each unit contributed (采用情况)")),
        Example("briefing-tui stats --by region --json", _("provinces named, for a program")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("--year", metavar="YEAR", type=year, help=_("only issues of this year"))
    parser.add_argument(
        "--by",
        choices=_CHOICES,
        default=_CHOICES[0],
        metavar="|".join(_CHOICES),
        help=_("what to count by; month unless given"),
    )
    parser.add_argument("--json", action="store_true", help=_("an object instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints them; 1 when a file could not be read, for then the counts are too low."""
    finder = shell.finder()
    finder.ready(progress(shell.talk), figures=True)
    statistics = finder.statistics()
    shell.talk.done()
    tally, unreadable = statistics.tally(args.year), statistics.unreadable(args.year)
    rows, totals = tally.counts(args.by), tally.totals(args.by)
    usage = _usage(args, shell)
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps(_object(args, rows, totals, unreadable, usage)))
    else:
        _table(args.by, rows, totals, usage, shell)
    if unreadable:
        shell.say(
            ngettext(
                "{count} file could not be read and is not counted; `briefing-tui check` says why",
                "{count} files could not be read and are not counted; `briefing-tui check` says why",
                unreadable,
            ).format(count=unreadable)
        )
    if not finder.is_complete(index=False, figures=True):
        shell.flush()
        keep_for_next_time(finder, shell.talk, index=False, figures=True)
    return int(unreadable > 0)


def _usage(args: argparse.Namespace, shell: Shell) -> "dict[str, Usage]":
    """What units sent in and what was taken of it, where that is asked and kept."""
    if args.by != "unit" or not shell.may_write:
        return {}
    from briefing_tui.library.inbox.inbox import Inbox

    return Inbox(shell.settings.library).usage(args.year)


def _with_usage(rows: "tuple[Count, ...]", usage: "dict[str, Usage]") -> "list[tuple[Count, Usage]]":
    """Every unit that has an item or sent something in, with both."""
    from briefing_tui.library.inbox.contribution import Usage
    from briefing_tui.library.search.statistics import Count

    names = {row.name for row in rows}
    others = tuple(Count(name, 0, 0) for name in sorted(usage) if name not in names)
    return [(row, usage.get(row.name, Usage())) for row in (*rows, *others)]


def _table(
    by: str, rows: "tuple[Count, ...]", totals: "Totals", usage: "dict[str, Usage]", shell: Shell
) -> None:
    from briefing_tui.cli.output.table import columns

    table: list[tuple[str, ...]] = [
        (row.name, str(row.issues), str(row.items), *_used(used, usage))
        for row, used in _with_usage(rows, usage)
    ]
    if totals.without:
        table.append((_without(by), "", str(totals.without)))
    table.append((_("all"), str(totals.issues), str(totals.items), *_all_used(usage)))
    head = {
        "month": _("month"),
        "section": _("section"),
        "unit": _("unit"),
        "tag": _("tag"),
        "region": _("province"),
        "year": field_name("year"),
    }[by]
    heads = (head, _("issues"), _("items"), *((_("sent in"), _("taken"), _("share")) if usage else ()))
    lines = columns([heads, *table], right=frozenset({1, 2, 3, 4, 5}), ambiguous=shell.ambiguous)
    for line in lines:
        shell.line(line)


def _used(one: "Usage", usage: "dict[str, Usage]") -> tuple[str, ...]:
    return (str(one.sent), str(one.taken), one.percent) if usage else ()


def _all_used(usage: "dict[str, Usage]") -> tuple[str, ...]:
    from briefing_tui.library.inbox.contribution import Usage

    whole = Usage(sum(one.sent for one in usage.values()), sum(one.taken for one in usage.values()))
    return _used(whole, usage)


def _without(by: str) -> str:
    return {
        "month": _("(no date)"),
        "section": _("(no title)"),
        "unit": _("(no unit named)"),
        "tag": _("(no tag)"),
        "region": _("(no province named)"),
    }[by]


def _object(
    args: argparse.Namespace,
    rows: "tuple[Count, ...]",
    totals: "Totals",
    unreadable: int,
    usage: "dict[str, Usage]",
) -> dict[str, object]:
    return {
        "by": args.by,
        "year": args.year,
        "issues": totals.issues,
        "items": totals.items,
        "without": totals.without,
        "unreadable": unreadable,
        "rows": [
            {**row._asdict(), **({"sent": used.sent, "taken": used.taken} if args.by == "unit" else {})}
            for row, used in _with_usage(rows, usage)
        ],
    }
