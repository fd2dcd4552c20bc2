"""`deliver`: carries out the tail of a published issue: files to print, messages to WeCom, mails, the feed."""

import argparse

from briefing_tui.cli.delivery_desk import make_desk
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, LibraryError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.text.clean import clean_line
from briefing_tui.words import delivery_state_name, part_kind_name, part_result_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing_tui.delivery.carrying_out import ToldPart
    from briefing_tui.delivery.desk import Desk
    from briefing_tui.delivery.plan import Delivery, DeliveryPlan
    from briefing_tui.model.key import IssueKey

_SETTLED = frozenset({"done"})


def help_line() -> str:
    """One line for the list of verbs."""
    return _("send a published issue to whom its tail names: print, WeCom, mail")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui deliver 2024-14 --dry-run", _("what would be sent, and what was")),
        Example("briefing-tui deliver 2024-14", _("send whatever has not been handed over yet")),
        Example("briefing-tui deliver 2024-14 --to 企业微信推送", _("only by this channel")),
        Example(
            "briefing-tui deliver 2024-14 --correction", _("a notice of what was corrected since (更正)")
        ),
        Example(
            "briefing-tui deliver 2024-14 --to 邮件 --arrived", _("what was unknown did arrive: note that")
        ),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument(
        "--to", metavar="CHANNEL", action="append", help=_("only by this channel; may be given again")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("send nothing, show everything"))
    parser.add_argument(
        "--again", action="store_true", help=_("send all of it, also what was sent or is unknown")
    )
    parser.add_argument(
        "--correction", action="store_true", help=_("send a notice of what was corrected since it was sent")
    )
    parser.add_argument(
        "--arrived", action="store_true", help=_("send nothing: note that what is unknown did arrive")
    )
    parser.add_argument(
        "--lost", action="store_true", help=_("what is unknown did not arrive: note that, and send it")
    )
    parser.add_argument("--json", action="store_true", help=_("a list of objects instead of columns"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Sends; 1 when something was not handed over."""
    if sum((args.again, args.correction, args.arrived, args.lost)) > 1:
        raise UsageError(_("only one of --again, --correction, --arrived and --lost can be meant"))
    desk = make_desk(shell)
    key = desk.library.resolve(args.key, shell.say).key
    plan = desk.plan(key, _asked_for(args.to, desk))
    told: dict[str, tuple[ToldPart, ...]] = {}
    refused: list[BriefingError] = []
    if not args.dry_run:
        _refuse_nothing(plan, args.to)
        _tell_of_other_machines(desk.library.root, shell)
        for delivery in plan.deliveries:
            try:
                told[delivery.channel.name] = _carry_out(desk, key, plan, delivery, args, shell)
            except UsageError:
                raise
            except BriefingError as error:
                refused.append(error)
        plan = plan._replace(deliveries=_looked_at_again(desk, key, plan))
    if args.json:
        from briefing_tui.cli.output import json_output

        shell.out(json_output.dumps(_as_json(key, plan, told)))
    else:
        _show(plan, shell, in_full=args.dry_run)
    for fault in refused:
        shell.error(fault)
    if args.dry_run:
        return int(any(delivery.trouble for delivery in plan.deliveries))
    return int(bool(refused) or any(one.standing.state not in _SETTLED for one in plan.deliveries))


def _tell_of_other_machines(root: str, shell: Shell) -> None:
    """Another machine may have sent it since the library was synced."""
    from briefing_tui.library.sync.late import late_sync

    late = late_sync(root)
    if late:
        shell.say(late)


def _asked_for(words: list[str] | None, desk: "Desk") -> frozenset[str] | None:
    """Names of the channels that `--to` names; UsageError for a word that is none."""
    if words is None:
        return None
    channels = desk.house.channels
    found = {word: channels.named(word) for word in words}
    for word, one in found.items():
        if one is None:
            names = ", ".join(channel.name for channel in channels.all)
            hint = _("channels: {names}").format(names=names) if names else _setting_hint()
            raise UsageError(_("no channel {name!r} is set up").format(name=word[:40]), hint=hint)
    return frozenset(one.name for one in found.values() if one is not None)


def _refuse_nothing(plan: "DeliveryPlan", words: list[str] | None) -> None:
    """LibraryError when nothing of the tail can be carried out."""
    if plan.deliveries:
        return
    if words:
        raise LibraryError(_("the tail of this issue does not name {names}").format(names=", ".join(words)))
    raise LibraryError(_("no channel that the tail names is set up"), hint=_setting_hint())


def _setting_hint() -> str:
    return _("`briefing-tui config init --print` shows how channels are set up")


def _carry_out(
    desk: "Desk",
    key: "IssueKey",
    plan: "DeliveryPlan",
    delivery: "Delivery",
    args: argparse.Namespace,
    shell: Shell,
) -> "tuple[ToldPart, ...]":
    """One channel."""
    from briefing_tui.delivery.desk import AGAIN, MISSING, NOTICE, AskError

    if args.arrived or args.lost:
        _settle(desk, key, delivery, shell, arrived=args.arrived)
    if args.arrived:
        return ()
    if args.correction and not delivery.notice:
        return ()  # a channel that got nothing else needs none
    how = AGAIN if args.again else NOTICE if args.correction else MISSING

    def tell(told: "ToldPart") -> None:
        shell.say(told_line(delivery.channel.name, told))

    def pause(seconds: float) -> bool:
        if seconds > 1:
            text = _("{channel}: waiting {seconds:.0f} s, as the service asks")
            shell.talk.progress(text.format(channel=delivery.channel.name, seconds=seconds))
        import time

        time.sleep(seconds)
        return True

    try:
        return desk.send(key, delivery, plan.text, how, tell=tell, pause=pause)
    except AskError as error:
        raise LibraryError(error.message, hint=_ways_on(error.state)) from None


def _ways_on(state: str) -> str:
    """How somebody says what is wanted, where sending now might send twice."""
    return {
        "unknown": _("look there, then say --arrived, or --lost to send it again"),
        "changed": _("--correction sends a notice of what was corrected, --again sends all of it again"),
        "damaged": _("look there, then say --again if all of it is to be sent"),
    }.get(state, _("wait until that is done, and look again"))


def _settle(desk: "Desk", key: "IssueKey", delivery: "Delivery", shell: Shell, *, arrived: bool) -> None:
    """Note what somebody saw in the group or the mailbox."""
    count = desk.settle(key, delivery, arrived=arrived)
    if arrived:
        text = ngettext(
            "{channel}: {count} message noted as arrived",
            "{channel}: {count} messages noted as arrived",
            count,
        )
    else:
        text = ngettext(
            "{channel}: {count} message noted as lost", "{channel}: {count} messages noted as lost", count
        )
    if count:
        shell.say(text.format(channel=delivery.channel.name, count=count))


def told_line(channel: str, told: "ToldPart") -> str:
    """What became of a part, in one line."""
    part, outcome = told
    name = " ".join(filter(None, (part_kind_name(part.kind), part.name)))
    line = _("{channel}: {part}: {result}").format(
        channel=channel, part=name, result=part_result_name(outcome.result)
    )
    return _("{text} ({hint})").format(text=line, hint=outcome.said) if outcome.said else line


def _looked_at_again(desk: "Desk", key: "IssueKey", plan: "DeliveryPlan") -> "tuple[Delivery, ...]":
    from briefing_tui.delivery.desk import refresh

    return tuple(refresh(desk, one, plan.text, key) for one in plan.deliveries)


def _show(plan: "DeliveryPlan", shell: Shell, *, in_full: bool) -> None:
    """A row for each line of the tail; with `in_full` all that would be sent, too."""
    from briefing_tui.cli.output.table import columns

    for line in columns([_row(plan, row) for row in _rows(plan)], ambiguous=shell.ambiguous):
        shell.line(line)
    if not in_full:
        return
    for delivery in plan.deliveries:
        name = delivery.channel.name
        parts = (
            delivery.notice if delivery.standing.state == "changed" and delivery.notice else delivery.parts
        )
        for part in parts:
            shell.line()
            what = " ".join(filter(None, (part_kind_name(part.kind), part.name)))
            shell.line(_("{channel}: {part}, {size:,} bytes").format(channel=name, part=what, size=part.size))
            for preview in part.preview:
                shell.line(f"  {clean_line(preview)}".rstrip())


def _rows(plan: "DeliveryPlan") -> "Iterable[tuple[str, str, str, str]]":
    """Role, recipients, word and channel of each row that is asked for."""
    wanted = {one.channel.name for one in plan.deliveries}
    only_some = {row.channel for row in plan.rows if row.channel} != wanted
    for row in plan.rows:
        if row.channel in wanted or (not row.channel and not only_some):
            yield row.role, "、".join(row.recipients), row.word, row.channel


def _row(plan: "DeliveryPlan", row: tuple[str, str, str, str]) -> tuple[str, ...]:
    role, recipients, word, name = row
    delivery = plan.delivery(name)
    if delivery is None:
        state = _("no channel of this name is set up") if word else _("by hand: the line names no channel")
        return role, recipients, word, "", state
    return role, recipients, word or name, delivery.channel.target, state_text(delivery)


def state_text(delivery: "Delivery") -> str:
    """Where a channel stands, in one line."""
    from briefing_tui.delivery.journal import shown_time

    if delivery.trouble:
        return delivery.trouble
    standing = delivery.standing
    parts = [delivery_state_name(standing.state)]
    if standing.state == "partly":
        parts[0] += f" {standing.handed}/{standing.total}"
    parts += filter(None, (shown_time(standing.at), standing.who, standing.said))
    return ", ".join(parts)


def _as_json(key: "IssueKey", plan: "DeliveryPlan", told: "dict[str, tuple[ToldPart, ...]]") -> object:
    return {
        "key": str(key),
        "status": plan.text.issue.workflow.status,
        "revision": plan.text.revision,
        "rows": [dict(zip(("role", "recipients", "channel", "name"), row, strict=True)) for row in plan.rows],
        "deliveries": [_delivery_json(one, told.get(one.channel.name, ())) for one in plan.deliveries],
    }


def _delivery_json(delivery: "Delivery", told: "tuple[ToldPart, ...]") -> object:
    standing = delivery.standing
    return {
        "channel": delivery.channel.name,
        "kind": delivery.channel.kind,
        "target": delivery.channel.target,
        "state": standing.state,
        "handed_over": standing.handed,
        "total": standing.total,
        "unknown": len(standing.unknown),
        "at": standing.at,
        "who": standing.who,
        "said": standing.said,
        "trouble": delivery.trouble,
        "parts": [
            {"kind": part.kind, "name": part.name, "bytes": part.size, "preview": list(part.preview)}
            for part in delivery.parts
        ],
        "sent": [
            {
                "kind": one.part.kind,
                "name": one.part.name,
                "result": one.outcome.result,
                "said": one.outcome.said,
                "code": one.outcome.code,
            }
            for one in told
        ],
    }
