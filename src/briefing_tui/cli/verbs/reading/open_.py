"""`open`, and no verb at all: the screens. The only verb that loads textual.

The order is for speed: the issue is read first, for its errors need no screen; then the terminal is asked how wide it
draws “ ” …, and answers while the framework is imported, which takes longest.
"""

import argparse
import gc
import os
import sys

from briefing_tui.cli.own_files import read_own_files
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.library.format.codec import Loaded
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.key import ItemAddress
    from briefing_tui.tui.terminal.probe import Probe

_ANSWER_SECONDS = 0.2
"""Seconds the terminal's answer may still take after the framework was imported."""


class TerminalError(BriefingError):
    """The screens cannot be shown here."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("read an issue on the screen; without KEY the newest")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui open 2024-14", _("an issue, from where you stopped")),
        Example("briefing-tui open 2024-14#3", _("its third item")),
        Example("briefing-tui open latest", _("the newest issue")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments; none without a verb, which is the library screen."""
    parser.set_defaults(library_screen=not parser.verb)
    if parser.verb:
        parser.add_argument(
            "key", metavar="KEY[#ITEM]", nargs="?", help=_("2024-14, 2024-增1, latest; #3 is its third item")
        )


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Shows the library, or one issue, until the reader leaves."""
    from briefing_tui.tui.terminal import probe

    gc.disable()  # until the first paint, since everything made meanwhile stays; the app switches it on again
    library = shell.library(needed=not (args.library_screen and _may_begin(shell)))
    unfit = probe.check_terminal(sys.stdin, sys.stdout, shell.environ)
    if unfit is not None:
        shell.library()
        raise TerminalError(unfit)
    start: ItemAddress | None = None
    loaded: Loaded | None = None
    taken: list[str] = []
    if not args.library_screen:
        start = library.resolve(args.key or "latest", taken.append)
        loaded = library.load(start.key)
        check_item(start, loaded)
    probe.forget_framework_variables(os.environ)
    return run_screens(shell, library, probe.start(), start, loaded, taken=taken)


def run_screens(
    shell: Shell,
    library: "LibraryReader",
    asked: "Probe",
    start: "ItemAddress | None",
    loaded: "Loaded | None",
    *,
    editing: bool = False,
    samples_only: bool = False,
    taken: "Sequence[str]" = (),
) -> int:
    """The app from its first paint to its end; `editing` begins on the authoring screen, `samples_only` writes to no library;
    `taken` is what an address was taken for. Called by `edit` and `demo` too.
    """
    from functools import partial

    from briefing_tui.cli.delivery_desk import make_desk
    from briefing_tui.tui.options import AppOptions, Exports, Writing

    own = read_own_files(shell.settings)
    if own.keys:
        from briefing_tui.tui.actions import keys

        keys.use_own(own.keys)
    from briefing_tui.tui.run import run_app
    from briefing_tui.tui.terminal import framework  # loads textual
    from briefing_tui.tui.terminal.answers import shows_links

    settings = shell.settings
    welcome = start is None and not samples_only and _may_begin(shell) and _is_empty(library)
    answer = asked.finish(_ANSWER_SECONDS)
    measured = settings.ambiguous_width == "auto"
    ambiguous = (answer.ambiguous or 1) if measured else int(settings.ambiguous_width)
    framework.install(ambiguous, colour=not shell.environ.get("NO_COLOR"), links=shows_links(shell.environ))
    return run_app(
        library,
        shell.reader_state(),
        start,
        AppOptions(
            ambiguous=ambiguous,
            measure=settings.measure,
            theme=settings.theme,
            theme_fixed=dict(settings.sources).get("theme") in {"flag", "env"},
            own_themes=own.themes,
            answers=answer.answers,
            ask_width=measured,
            mouse=settings.mouse,
            log_directory=settings.state_directory if shell.keeps_state else None,
            editing=editing,
            cache_directory=settings.cache_directory,
            cache_writable=not settings.read_only,
            exports=Exports(_folder(shell), (settings.layout_directory,), settings.font_directories),
            samples=_samples() if welcome else "",
            welcome=welcome,
            notice="; ".join(
                filter(None, [*taken, *map(_short, shell.settings_warnings), own.notice, shell.unsaved()])
            ),
        ),
        loaded=loaded,
        writing=(
            Writing(
                shell.editor,
                shell.drafts,
                settings.template_directory,
                settings.name,
                partial(make_desk, shell),
                settings.proof,
            )
            if shell.may_write and not samples_only
            else None
        ),
        leftover=answer.leftover,
        round_trip=answer.round_trip,
        say=shell.say,
    )


def _may_begin(shell: Shell) -> bool:
    """Whether somebody without a library is shown the ways on: not a reader over SSH, who is to see one library alone."""
    return shell.state_cap is None


def _folder(shell: Shell) -> str:
    """The folder in which the program was called, as people write it; the home when it is gone."""
    home = shell.environ.get("HOME", "")
    try:
        folder = os.getcwd()
    except OSError:
        return "~"
    return (
        f"~{folder.removeprefix(home)}" if len(home) > 1 and f"{folder}/".startswith(f"{home}/") else folder
    )


def _samples() -> str:
    """The directory of the samples; empty in an installation that has none."""
    from briefing_tui.cli.verbs.reading.path import samples_directory

    try:
        return samples_directory()
    except BriefingError:
        return ""


def _is_empty(library: "LibraryReader") -> bool:
    """Whether nothing at all is in the library, whoever may see it; a folder that cannot be listed is not empty."""
    try:
        return not library.exists() or not os.listdir(library.root)
    except OSError:
        return False


def _short(warning: BriefingError) -> str:
    """A warning for one row of a screen: without the folders."""
    place = warning.place._replace(file=os.path.basename(warning.place.file or "") or None)
    return BriefingError(warning.message, place=place, hint=warning.hint).one_line()


def check_item(address: "ItemAddress", loaded: "Loaded") -> None:
    """NotFoundError when the issue has no such item."""
    total = loaded.issue.item_total()
    if address.item is not None and address.item > total:
        raise NotFoundError(
            ngettext("{key} has only {total} item", "{key} has only {total} items", total).format(
                key=address.key, total=total
            ),
            hint=_("briefing-tui toc {key} lists them").format(key=address.key),
        )
