"""`new`: the next issue, in the form of the last one, of a template, or empty."""

import argparse
import datetime as dt
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import ExistsError, LibraryError, Place, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.issue import Issue

_GAPS_SHOWN = 5
"""Missing issues that are named, the latest."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("begin the next issue in the form of the last one")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui new",
            _("the next number of the year: a draft with the sections and groups of the last"),
        ),
        Example("briefing-tui new 2025-增1 --empty", _("a supplement, from nothing")),
        Example("briefing-tui new --from 2024-12 --date 2025-01-15", _("in the form of another issue")),
        Example("briefing-tui new --template monthly", _("from templates/monthly.toml beside the settings")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "key", metavar="KEY", nargs="?", help=_("2024-15 or 2024-增1; without it the next number of the year")
    )
    parser.add_argument("--from", dest="model", metavar="KEY", help=_("take the form of this issue"))
    parser.add_argument("--template", metavar="NAME", help=_("take a template of the house, with its items"))
    parser.add_argument("--empty", action="store_true", help=_("take no form: one section without items"))
    parser.add_argument("--date", metavar="DATE", help=_("date of issue; today unless given"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Makes it; its key goes to stdout."""
    from briefing_tui.library.asked import key_to_change
    from briefing_tui.library.new_issue import Form, begin_issue, known_keys
    from briefing_tui.model import sequence

    if sum((args.model is not None, args.template is not None, args.empty)) > 1:
        raise UsageError(_("--from, --template and --empty exclude each other"))
    editor = shell.editor()
    today = dt.date.today()  # noqa: DTZ011 - the date on the wall where the issue is made
    date = read_date(args.date) if args.date else today
    keys, unlisted = known_keys(editor, None if args.key else date.year)
    key = key_to_change(args.key, date.year) if args.key else sequence.next_key(keys, date.year)
    if os.path.lexists(editor.path(key)):
        raise ExistsError(
            _("issue {key} is already in the library").format(key=key),
            place=Place(editor.path(key)),
            hint=_("`{command}` opens it").format(command=f"briefing-tui edit {key}"),
        )
    dated = date if args.date or date.year == key.year else None
    model = editor.resolve(args.model, shell.say).key if args.model else None
    if dated is not None and not args.date:
        _check_clock(editor, dated)
    form = Form(model, args.template, args.empty)
    issue, origin = begin_issue(editor, key, dated, form, shell.settings.template_directory)
    editor.create(issue)
    shell.line(str(key))
    _tell(shell, issue, origin)
    for reason in unlisted:
        shell.say(reason)
    missing = sequence.gaps(keys, key.year, key.kind) if not args.key else ()
    for number in missing[-_GAPS_SHOWN:]:
        gap = key._replace(number=number)
        shell.say(
            _("{key} is missing: `{command}` makes it").format(key=gap, command=f"briefing-tui new {gap}")
        )
    return 0


def _check_clock(library: "LibraryReader", today: dt.date) -> None:
    """LibraryError when an issue is dated after today: one of the two is wrong, and a person knows which."""
    from briefing_tui.library.new_issue import dated_later

    later = dated_later(library, today)
    if later is not None:
        raise LibraryError(
            _("today is {today}, but {key} is dated {date}: is the clock right?").format(
                today=today, key=later.key, date=later.date
            ),
            hint=_("`{command}` gives the date").format(command=f"briefing-tui new --date {later.date}"),
        )


def read_date(text: str) -> dt.date:
    """A date as people write it: 2024-12-16, 2024年12月16日; UsageError for anything else."""
    from briefing_tui.text.numerals import DATE, parse_date

    try:
        date = parse_date(text) if DATE.fullmatch(text.strip()) else None
    except ValueError:
        date = None
    if date is None:
        raise UsageError(_("--date {text}: expected a date such as 2024-12-16").format(text=text[:20]))
    return date


def _tell(shell: Shell, issue: "Issue", origin: str) -> None:
    sections = len(issue.sections)
    made = ngettext("{key}: {count} section", "{key}: {count} sections", sections).format(
        key=issue.key, count=sections
    )
    form = _("in the form of {origin}").format(origin=origin) if origin else _("empty")
    shell.say(f"{made}, {form}")
    shell.say(_("`{command}` goes on writing it").format(command=f"briefing-tui edit {issue.key}"))
