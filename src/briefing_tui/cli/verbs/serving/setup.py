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
from briefing_tui.serve.setup_text import SetupPlan, ssh_setup


def help_line() -> str:
    """One line for the list of verbs."""
    return _("print how to let an account read over SSH, or offices share a library")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui setup ssh --library /srv/bulletins", _("account, sshd_config, keys, rights, checks")
        ),
        Example("briefing-tui setup ssh --account news --reader wang", _("with names of one's own")),
        Example(
            "briefing-tui setup sync --library /srv/bulletins",
            _("the shared repository, keys, a timer for hosts"),
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    plan = SetupPlan()
    parser.add_argument(
        "what", choices=("ssh", "sync"), help=_("ssh: reading over SSH; sync: one library on many machines")
    )
    parser.add_argument(
        "--account",
        metavar="NAME",
        default="",
        help=_("the account that readers log in to; with sync: that syncs on a host of readers"),
    )
    parser.add_argument(
        "--url",
        metavar="URL",
        default="",
        belongs_to=("sync",),
        help=_("with sync: the address of the repository that is shared"),
    )
    parser.add_argument(
        "--reader",
        metavar="NAME",
        default="",
        belongs_to=("ssh",),
        help=_("with ssh: a reader to show a line of authorized_keys for"),
    )
    parser.add_argument(
        "--state",
        metavar="DIR",
        default=plan.state,
        belongs_to=("ssh",),
        help=_("with ssh: where the readers' folders are"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints it."""
    for name in filter(None, (args.account, args.reader)):
        reader_name(name)
    if not os.path.isabs(args.state):
        raise UsageError(_("{path} has to be an absolute path").format(path=args.state))
    library = os.path.abspath(shell.settings.library)
    if args.what == "sync":
        from briefing_tui.library.sync.remotes import check_url
        from briefing_tui.serve.sync_setup import URL, SyncPlan, sync_setup

        url = check_url(args.url) if args.url else URL
        shell.out(sync_setup(SyncPlan(args.account or SyncPlan().account, library, sys.executable, url)))
        return 0
    plan = SetupPlan(
        args.account or SetupPlan().account, library, sys.executable, args.state, args.reader, client.__file__
    )
    shell.out(ssh_setup(plan))
    return 0
