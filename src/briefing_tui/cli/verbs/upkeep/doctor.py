"""`doctor`: looks at everything the program leans on and says, line by line, what is right and what to do if not.

Nothing is changed and nothing is written, whatever the session.
"""

import argparse

from briefing_tui.cli import checkup
from briefing_tui.cli.output.table import columns
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("check the terminal, the library and the installation")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui doctor", _("when something looks wrong")),
        Example("briefing-tui doctor --library /srv/bulletins", _("before that library is used")),
        Example("briefing-tui doctor --ssh bulletin", _("an account that reads over SSH")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "--ssh",
        metavar="ACCOUNT",
        help=_("whether this account can do nothing but read, as `setup ssh` has it; as root"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints the findings; 1 when one of them stops the program from working."""
    findings = list(checkup.examine_ssh(shell, args.ssh)) if args.ssh else checkup.examine(shell)
    words = {checkup.OK: _("ok"), checkup.WARN: _("warn"), checkup.FAIL: _("FAIL")}
    rows = [(words[finding.level], finding.subject, _told(finding)) for finding in findings]
    for line in columns(rows, ambiguous=shell.ambiguous):
        shell.line(line)
    return int(any(finding.level == checkup.FAIL for finding in findings))


def _told(row: checkup.Checked) -> str:
    if not row.advice:
        return row.found
    return _("{found} ({advice})").format(found=row.found, advice=row.advice)
