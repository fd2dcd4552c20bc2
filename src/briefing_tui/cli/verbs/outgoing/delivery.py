"""`delivery`: the channels that are set up, and a test of one."""

import argparse

from briefing_tui.cli.delivery_desk import lacking, make_desk, secret_names
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.delivery.channels import Channel
    from briefing_tui.delivery.desk import Desk


def help_line() -> str:
    """One line for the list of verbs."""
    return _("list the channels that are set up, and test one")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui delivery list", _("the channels, and whether their keys are there")),
        Example(
            "briefing-tui delivery test 企业微信推送", _("send a line to the test group of this channel")
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("action", choices=("list", "test"), help=_("show the channels, or test one"))
    parser.add_argument("channel", metavar="CHANNEL", nargs="?", help=_("which channel is tested"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Lists or tests."""
    if args.action == "list":
        if args.channel is not None:
            raise UsageError(_("`delivery list` takes no channel"))
        return _list(make_desk(shell), shell)
    if args.channel is None:
        raise UsageError(_("which channel is to be tested?"), hint="briefing-tui delivery list")
    desk = make_desk(shell)
    channel = desk.house.channels.named(args.channel)
    if channel is None:
        raise UsageError(
            _("no channel {name!r} is set up").format(name=args.channel[:40]),
            hint="briefing-tui delivery list",
        )
    return _test(desk, channel, shell)


def _test(desk: "Desk", channel: "Channel", shell: Shell) -> int:
    from briefing_tui.cli.verbs.outgoing.deliver import told_line
    from briefing_tui.delivery.part import HANDED

    told = desk.test(channel, _("Test of the channel {name}: please ignore.").format(name=channel.name))
    for one in told:
        shell.say(told_line(channel.name, one))
    return int(any(one.outcome.result != HANDED for one in told))


def _list(desk: "Desk", shell: Shell) -> int:
    """A row for each channel; 1 when one lacks its secret."""
    from briefing_tui.cli.output.table import columns

    rows, fault = [], False
    for channel in desk.house.channels.all:
        faults = lacking(channel, shell)
        fault = fault or bool(faults)
        places = [] if faults else [desk.house.secrets.source(name) for name in secret_names(channel)]
        keys = (
            faults or [_("keys: {places}").format(places=", ".join(dict.fromkeys(places)))]
            if places or faults
            else []
        )
        rows.append((channel.name, channel.kind, channel.target, "; ".join(keys)))
    for line in columns(rows, ambiguous=shell.ambiguous):
        shell.line(line)
    if not rows:
        shell.say(_("no channel is set up; `briefing-tui config init --print` shows how"))
    return int(fault)
