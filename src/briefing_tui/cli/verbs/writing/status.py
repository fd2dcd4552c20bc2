"""`status`: how far an issue has come, and the next step of its life."""

import argparse
import datetime as dt
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import LibraryError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.model.issue import PUBLISHED, STATUSES
from briefing_tui.text.entry import entered_line
from briefing_tui.words import status_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.model.issue import Issue
    from briefing_tui.model.key import IssueKey


def help_line() -> str:
    """One line for the list of verbs."""
    return _("show how far an issue has come, hand it on or publish it")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui status 2024-15", _("its status, who did what when, and what was sent")),
        Example("briefing-tui status 2024-15 review", _("written: others may look through it (拟稿)")),
        Example("briefing-tui status 2024-15 review --by 王校对", _("looked through (核稿)")),
        Example("briefing-tui status 2024-15 published", _("checked and published (签发)")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument("key", metavar="KEY", help=_("2024-14, 2024-增1, latest"))
    parser.add_argument(
        "status",
        choices=STATUSES,
        metavar="|".join(STATUSES),
        nargs="?",
        help=_("the new status; without it the present one is shown"),
    )
    parser.add_argument(
        "--by", metavar="NAME", help=_("who did it; unless given, `name` of the settings or your account's")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("publish in spite of hints; take back what is published")
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Shows it, or takes the step."""
    if args.status is None:
        if args.by is not None or args.force:
            raise UsageError(
                _("--by and --force need a new status: {names}").format(names=", ".join(STATUSES))
            )
        return _show(args.key, shell)
    return _take_step(args, shell)


def _take_step(args: argparse.Namespace, shell: Shell) -> int:
    from briefing_tui.library.disk.user_name import account_name
    from briefing_tui.model.publish import advance, step_word

    editor = shell.editor()
    key = editor.resolve(args.key, shell.say).key
    opened = editor.open_for_editing(key)
    old = opened.issue.workflow.status
    word = step_word(old, args.status)
    if not word:
        shell.say(_("{key} is {status} already").format(key=key, status=status_name(old)))
        return 0
    if args.status == PUBLISHED:
        _check(opened.issue, key, editor, shell, force=args.force)
    elif old == PUBLISHED and not args.force:
        raise _is_out(key)
    name = entered_line(args.by if args.by is not None else shell.settings.name or account_name()).strip()
    now = dt.datetime.now()  # noqa: DTZ005 - the record keeps the time on the wall
    saved = editor.save(opened, advance(opened.issue, args.status, name, now))
    for line in saved.merged:
        shell.say(line)
    shell.say(
        _("{key}: {old} → {new} ({what}: {who})").format(
            key=key, old=status_name(old), new=status_name(args.status), what=word, who=name
        )
    )
    if PUBLISHED in {old, args.status} and shell.settings.channels:
        _tell_of_deliveries(key, shell, published=args.status == PUBLISHED)
    return 0


def _is_out(key: "IssueKey") -> LibraryError:
    """Why an issue that readers may have is not taken back without being told so."""
    return LibraryError(
        _("{key} is published: readers may have it").format(key=key),
        hint=_("correct it with `{command}`, or take it back with --force").format(
            command=f"briefing-tui edit {key}"
        ),
    )


def _tell_of_deliveries(key: "IssueKey", shell: Shell, *, published: bool) -> None:
    """The feeds are written anew; the rest is sent when somebody says so. What goes wrong here undoes no publication."""
    from briefing_tui.cli.delivery_desk import make_desk
    from briefing_tui.cli.verbs.outgoing.deliver import told_line
    from briefing_tui.errors import BriefingError

    try:
        for one in make_desk(shell).write_feeds(key):
            shell.say(told_line(one.part.name, one))
    except BriefingError as error:
        shell.error(error)
    if published:
        shell.say(
            _("`{command}` sends it to whom its tail names").format(command=f"briefing-tui deliver {key}")
        )


def _show(text: str, shell: Shell) -> int:
    """The status on the first line, then the steps, for readers too; for editors what went where."""
    from briefing_tui.cli.output.table import columns

    library = shell.library()
    key = library.resolve(text, shell.say, editing=shell.may_write).key
    workflow = library.load(key).issue.workflow
    shell.line(workflow.status)
    for line in columns(
        [(step.when, step.what, step.who) for step in workflow.steps], ambiguous=shell.ambiguous
    ):
        shell.line(line)
    if shell.may_write:
        _show_deliveries(library.root, key, shell)
        _tell_what_waits(library.root, key, shell)
    return 0


def _tell_what_waits(root: str, key: "IssueKey", shell: Shell) -> None:
    """That sync left the issue in two versions."""
    if not os.path.lexists(os.path.join(root, ".sync")):
        return
    from briefing_tui.library.history.kept import kept
    from briefing_tui.library.sync.settling import waiting
    from briefing_tui.library.sync.wording import waiting_line

    for one in waiting(root):
        if (file := kept(one.name)) is not None and file.key == key:
            shell.say(waiting_line(one))


def _show_deliveries(root: str, key: "IssueKey", shell: Shell) -> None:
    """What went where, oldest first."""
    from briefing_tui.cli.output.table import columns
    from briefing_tui.delivery.journal import Journal, shown_time
    from briefing_tui.delivery.standing import attempts
    from briefing_tui.words import part_kind_name, part_result_name

    record = Journal(root, key).read()
    rows = []
    for one in attempts(record.lines):
        what = " ".join(filter(None, (part_kind_name(one.begun.kind), one.begun.name)))
        result = part_result_name(one.result)
        if one.said:
            result = _("{text} ({hint})").format(text=result, hint=one.said)
        rows.append((shown_time(one.at), one.begun.channel, what, result, one.begun.who))
    for line in columns(rows, ambiguous=shell.ambiguous):
        shell.line(line)
    if record.damaged:
        text = ngettext(
            "{key}: {count} line of the record of deliveries cannot be read",
            "{key}: {count} lines of the record of deliveries cannot be read",
            record.damaged,
        )
        shell.say(text.format(key=key, count=record.damaged))


def _check(issue: "Issue", key: "IssueKey", editor: "LibraryEditor", shell: Shell, *, force: bool) -> None:
    """Says what is incomplete or odd; LibraryError when that keeps the issue from being published."""
    from briefing_tui.library.numbering import head_before
    from briefing_tui.model.publish import problems

    found = problems(issue, head_before(editor, key))
    for problem in found:
        form = _("{key}: error: {text}") if problem.is_error else _("{key}: hint: {text}")
        shell.say(form.format(key=key, text=problem.text))
    fatal = sum(problem.is_error for problem in found)
    if fatal:
        raise LibraryError(
            ngettext(
                "{key} is not published: {count} error", "{key} is not published: {count} errors", fatal
            ).format(key=key, count=fatal),
            hint=_("`{command}` to mend it").format(command=f"briefing-tui edit {key}"),
        )
    if found and not force:
        raise LibraryError(
            ngettext(
                "{key} is not published: {count} hint", "{key} is not published: {count} hints", len(found)
            ).format(key=key, count=len(found)),
            hint=_("--force publishes it all the same"),
        )
