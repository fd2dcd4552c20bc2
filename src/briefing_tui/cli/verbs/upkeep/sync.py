"""`sync`: bring a library together with the place that its editors share; once, again and again, or as a mirror that only follows."""

import argparse

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, UsageError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess

    from briefing_tui.library.sync.attempt import SyncOutcome, SyncWish

SIDES = ("mine", "theirs")
_SHOWN = 20
"""Files that are named; of more, how many."""
_LEAST, _MOST = 5, 86_400
"""Seconds between two syncs."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("bring the library together with that of other offices and hosts")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui sync", _("take what others saved, send what was saved here; items come together")
        ),
        Example("briefing-tui sync --status", _("when that was last, and what waits for you")),
        Example("briefing-tui sync --read-only --every 60", _("a host of readers: follow, send nothing")),
        Example(
            "briefing-tui sync --published", _("send published issues, and nothing else, to their own place")
        ),
        Example("briefing-tui sync --take theirs 2024-15", _("where both changed the same, theirs counts")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "--every", metavar="N", type=int, help=_("again every N seconds, until it is stopped")
    )
    parser.add_argument(
        "--once",
        action="store_true",
        belongs_to=("--every",),
        help=_("with --every: only once, for a timer begins the next one"),
    )
    parser.add_argument(
        "--published",
        action="store_true",
        help=_("then send published issues to the place that `remote add --published` named"),
    )
    parser.add_argument(
        "--status", action="store_true", help=_("only tell how the last sync went and what waits")
    )
    parser.add_argument(
        "--take",
        nargs=2,
        metavar=("SIDE", "KEY"),
        help=_(
            "mine or theirs, and an issue (or file) that waits: which side counts where both changed the same"
        ),
    )
    parser.add_argument(
        "--rewritten",
        action="store_true",
        help=_("go on although the shared place lost or rewrote what it had"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does it; with --every it ends when it is stopped."""
    root = shell.library(needed=False).root
    if args.take is not None and args.take[0] not in SIDES:
        raise UsageError(_("--take: mine or theirs, then an issue"))
    if args.every is not None and not _LEAST <= args.every <= _MOST:
        raise UsageError(_("--every: from {low} to {high} seconds").format(low=_LEAST, high=_MOST))
    if args.status:
        return _status(root, shell)
    if args.take is not None:
        return _take(root, args.take[0], args.take[1], shell)
    if not shell.settings.read_only:
        shell.editor()  # says why nothing may be written
    if args.every is None:
        _once(root, args, shell)
        return 0
    if args.once:
        from briefing_tui.library.history.upkeep import begin

        _once(root, args, shell)
        shell.flush()
        _until_kept_up(begin(root))
        return 0
    return _again_and_again(root, args, shell)


def _wish(args: argparse.Namespace, shell: Shell) -> "SyncWish":
    from briefing_tui.library.disk.user_name import account_name
    from briefing_tui.library.sync.attempt import SyncWish

    follow = shell.settings.read_only
    return SyncWish(shell.settings.name or account_name(), follow, args.rewritten, args.every or 0)


def _once(root: str, args: argparse.Namespace, shell: Shell) -> None:
    from briefing_tui.cli.output.progress_line import told_to
    from briefing_tui.library.sync import remotes
    from briefing_tui.library.sync.exchange import sync

    names, quiet = {one.name for one in remotes.remotes(root)}, True
    if remotes.ORIGIN in names or not args.published:
        try:
            outcome = sync(root, _wish(args, shell), progress=told_to(shell.talk))
        finally:
            shell.talk.done()
        quiet = _tell(outcome, shell)
    if args.published:
        quiet = _publish(root, shell) and quiet
    if quiet and args.every is None:
        shell.say(_("nothing new, here or there"))


def _until_kept_up(upkeep: "subprocess.Popen[bytes] | None") -> None:
    """A timer's process is all there is: it ends when the repository was packed, should that be due."""
    if upkeep is None:
        return
    import subprocess

    from briefing_tui.library.history.upkeep import LONGEST

    try:
        upkeep.wait(LONGEST)
    except subprocess.TimeoutExpired:
        upkeep.kill()
        upkeep.wait()


def _again_and_again(root: str, args: argparse.Namespace, shell: Shell) -> int:
    """Until a signal ends it. A fault is told once, and when it is over. The repository is kept quick beside it."""
    import random
    import time

    from briefing_tui.library.history.upkeep import begin

    told, upkeep = "", None
    while True:
        try:
            _once(root, args, shell)
            if upkeep is None or upkeep.poll() is not None:
                upkeep = begin(root)
            if told:
                shell.say(_("the sync works again"))
            told = ""
        except UsageError:
            raise
        except BriefingError as error:
            if error.one_line() != told:
                told = error.one_line()
                shell.error(error)
        shell.flush()
        time.sleep(args.every * random.uniform(0.9, 1.1))  # noqa: S311 - so that hosts do not come all at once


def _tell(outcome: "SyncOutcome", shell: Shell) -> bool:
    """Whether there was nothing to tell."""
    from briefing_tui.library.sync.wording import came_lines, waiting_line, went_lines

    for sign, lines in (("←", came_lines(outcome)), ("→", went_lines(outcome))):
        for line in lines[:_SHOWN]:
            shell.line(f"{sign} {line}")
        if len(lines) > _SHOWN:
            left = len(lines) - _SHOWN
            shell.line(f"{sign} " + _("… and {count} more").format(count=left))
    for one in outcome.waiting:
        shell.say(waiting_line(one))
    for name, reason in outcome.late:
        shell.say(
            _("{name}: {why} ({hint})").format(
                name=name, why=reason or _("is just being changed"), hint=_("the next sync has it")
            )
        )
    if outcome.skew:
        shell.say(
            _(
                "the newest change of the others is {minutes} min in the future: one of the clocks is wrong"
            ).format(minutes=outcome.skew // 60)
        )
    return not (outcome.came or outcome.went or outcome.waiting or outcome.late or outcome.skew)


def _publish(root: str, shell: Shell) -> bool:
    """Whether there was nothing to send."""
    from briefing_tui.library.sync.published import publish

    sent = publish(root)
    for line in sent.lines[:_SHOWN]:
        shell.line(f"⇒ {line}")
    if len(sent.lines) > _SHOWN:
        left = len(sent.lines) - _SHOWN
        shell.line("⇒ " + _("… and {count} more").format(count=left))
    if sent.behind:
        shell.say(_("another machine has sent newer states of the published issues; nothing was sent"))
    return not (sent.lines or sent.behind)


def _status(root: str, shell: Shell) -> int:
    """Where, when, how, and what waits; 1 when the last one failed."""
    from briefing_tui.library.sync.remotes import remotes
    from briefing_tui.library.sync.state import read_state
    from briefing_tui.library.sync.wording import waiting_line

    for one in remotes(root) if shell.may_write or shell.settings.read_only else ():
        shell.line(f"{one.name} {one.url}")
    state = read_state(root)
    if state is None:
        shell.line(_("never synced"))
        return 0
    shell.line(
        _("last sync: {when}").format(when=state.succeeded[:16].replace("T", " ") or _("none succeeded yet"))
    )
    if state.trouble:
        shell.line(
            _("tried {when}: {reason}").format(when=state.tried[:16].replace("T", " "), reason=state.trouble)
        )
    for waits in state.waiting:
        shell.line(waiting_line(waits))
    return int(bool(state.trouble))


def _take(root: str, side: str, asked: str, shell: Shell) -> int:
    from briefing_tui.library.asked import key_to_change
    from briefing_tui.library.history.kept import kept
    from briefing_tui.library.sync.settling import take_side, waiting

    shell.editor()
    name = asked
    if kept(asked) is None:
        key = key_to_change(asked)
        names = [
            one.name for one in waiting(root) if (file := kept(one.name)) is not None and file.key == key
        ]
        name = names[0] if names else f"{key.year}/{key.stem}.toml"
    take_side(root, name, mine=side == SIDES[0])
    shell.say(_("{name}: settled; the next sync sends it").format(name=asked))
    return 0
