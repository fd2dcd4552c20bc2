"""`remote`: the places that a library is synced with."""

import argparse
import os

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _


def help_line() -> str:
    """One line for the list of verbs."""
    return _("name the place that a library is synced with")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example(
            "briefing-tui remote add ssh://git@host/srv/bulletins.git",
            _("a repository that is shared; `git init --bare` makes one"),
        ),
        Example(
            "briefing-tui remote add --published ssh://git@host/srv/published.git",
            _("another one, for published issues alone"),
        ),
        Example("briefing-tui remote list", _("what is named")),
        Example("briefing-tui remote remove", _("sync no longer; files and history stay")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.add_argument(
        "what", choices=("add", "list", "remove"), help=_("name a place, list them, forget one")
    )
    parser.add_argument("url", metavar="URL", nargs="?", help=_("with add: https://…, ssh://…, or a path"))
    parser.add_argument(
        "--published",
        metavar="URL",
        nargs="?",
        const="",
        help=_("the place that gets published issues alone; before or behind the address"),
    )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Does one of them."""
    from briefing_tui.library.sync import remotes

    urls = [url for url in (args.url, args.published) if url]
    if len(urls) != (args.what == "add"):
        raise UsageError(_("`add` takes an address, the others take none"))
    name = remotes.ORIGIN if args.published is None else remotes.PUBLISHED
    if args.what == "list":
        for one in remotes.remotes(shell.library().root):
            shell.line(f"{one.name} {one.url}")
        return 0
    root = shell.editor().root
    if args.what == "remove":
        remotes.remove(root, name)
        return 0
    remotes.check_url(urls[0])
    os.makedirs(root, exist_ok=True)
    made = remotes.add(root, urls[0], name)
    shell.line(f"{made.name} {made.url}")
    return 0
