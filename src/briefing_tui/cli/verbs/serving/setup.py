"""`setup`: prints what an administrator pastes. Nothing is changed; `doctor --ssh` looks whether what stands there holds."""

import argparse
import os
import sys

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _
from briefing_tui.serve import client
from briefing_tui.serve.contract import reader_name
from briefing_tui.serve.setup_text import Plan, ssh_setup


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print how to let an account read over SSH")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui setup ssh --library /srv/bulletins", _("account, sshd_config, keys, rights, checks")
        ),
        Example("briefing-tui setup ssh --account news --reader wang", _("with names of one's own")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    plan = Plan()
    parser.add_argument("what", choices=("ssh",), help=_("ssh: reading over SSH"))
    parser.add_argument(
        "--account", metavar="NAME", default=plan.account, help=_("the account that readers log in to")
    )
    parser.add_argument(
        "--reader", metavar="NAME", default="", help=_("a reader to show a line of authorized_keys for")
    )
    parser.add_argument(
        "--state", metavar="DIR", default=plan.state, help=_("where the readers' folders are")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints it."""
    for name in filter(None, (args.account, args.reader)):
        reader_name(name)
    if not os.path.isabs(args.state):
        raise UsageError(_("{path} has to be an absolute path").format(path=args.state))
    library = os.path.abspath(shell.settings.library)
    plan = Plan(args.account, library, sys.executable, args.state, args.reader, client.__file__)
    shell.out(ssh_setup(plan))
    return 0
