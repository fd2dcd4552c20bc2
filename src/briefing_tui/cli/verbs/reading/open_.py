"""`open`, and no verb at all: the screens. The only verb that loads textual.

The order is for speed: the issue is read first, for its errors need no screen; then the terminal is asked how wide it
draws “ ” …, and answers while the first page is painted (`tui.early_page`) and the framework is imported, which takes longest.
"""

import gc
import os
import sys

from briefing_tui.cli.own_files import read_own_files
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from briefing_tui.cli.own_files import OwnFiles
    from briefing_tui.cli.parser import Parser
    from briefing_tui.library.format.codec import Loaded
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.model.key import IssueKey, ItemAddress
    from briefing_tui.tui.options import AppOptions, AppStart, Writing
    from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf
    from briefing_tui.tui.terminal.early_screen import EarlyScreen
    from briefing_tui.tui.terminal.probe import Probe

_NEW_TERMINAL_SECONDS = 0.05
"""Seconds that the first page waits for the answer of a terminal of which nothing is known: a round trip, mostly."""
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


def add_arguments(parser: "Parser") -> None:
    """The verb's own arguments; none without a verb, which is the library screen."""
    parser.set_defaults(library_screen=not parser.verb)
    if parser.verb:
        parser.add_argument(
            "key", metavar="KEY[#ITEM]", nargs="?", help=_("2024-14, 2024-增1, latest; #3 is its third item")
        )


def run(args: "argparse.Namespace", shell: Shell) -> int:
    """Shows the library, or one issue, until the reader leaves."""
    from briefing_tui.tui.terminal import probe

    gc.disable()  # until the first paint, since everything made meanwhile stays; the app switches it on again
    library_screen = getattr(args, "library_screen", True)
    library = shell.library(needed=not (library_screen and _may_begin(shell)))
    unfit = probe.check_terminal(sys.stdin, sys.stdout, shell.environ)
    if unfit is not None:
        shell.library()
        raise TerminalError(unfit)
    start: ItemAddress | None = None
    loaded: Loaded | None = None
    taken: list[str] = []
    if not library_screen:
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
    from briefing_tui.tui.terminal.early_screen import EarlyScreen

    early = EarlyScreen(asked, 1)
    try:
        begun = _app_start(
            shell, library, start, loaded, editing=editing, samples_only=samples_only, taken=taken
        )
        begun, shelf = _painted(shell, library, begun, asked, early)
        return _run(shell, library, begun, shelf, asked, early)
    finally:
        early.leave()
        asked.restore()


def _app_start(
    shell: Shell,
    library: "LibraryReader",
    start: "ItemAddress | None",
    loaded: "Loaded | None",
    *,
    editing: bool,
    samples_only: bool,
    taken: "Sequence[str]",
) -> "AppStart":
    from briefing_tui.tui.options import AppStart

    own, state = read_own_files(shell.settings), shell.reader_state()
    if own.keys:
        from briefing_tui.tui.actions import keys

        keys.use_own(own.keys)
    welcome = start is None and not samples_only and _may_begin(shell) and _is_empty(library)
    options = _options(shell)._replace(
        own_themes=own.themes,
        editing=editing,
        samples=_samples() if welcome else "",
        welcome=welcome,
        notice=_notice(shell, own, taken),
    )
    writing = _writing(shell) if shell.may_write and not samples_only else None
    return AppStart(options, state, writing, start, loaded)


def _options(shell: Shell) -> "AppOptions":
    """What the settings say of the screens."""
    from briefing_tui.tui.options import AppOptions, Exports

    settings = shell.settings
    measured = settings.ambiguous_width == "auto"
    return AppOptions(
        ambiguous=1 if measured else int(settings.ambiguous_width),
        measure=settings.measure,
        theme=settings.theme,
        theme_fixed=dict(settings.sources).get("theme") in {"flag", "env"},
        ask_width=measured,
        mouse=settings.mouse,
        log_directory=settings.state_directory if shell.keeps_state else None,
        cache_directory=settings.cache_directory,
        cache_writable=not settings.read_only,
        exports=Exports(
            _folder(shell), (settings.layout_directory,), settings.font_directories, settings.layout
        ),
    )


def _writing(shell: Shell) -> "Writing":
    """What a session that may write is given."""
    from functools import partial

    from briefing_tui.cli.delivery_desk import make_desk
    from briefing_tui.tui.options import Writing

    settings = shell.settings
    return Writing(
        shell.editor,
        shell.drafts,
        settings.template_directory,
        settings.name,
        partial(make_desk, shell),
        settings.proof,
    )


def _notice(shell: Shell, own: "OwnFiles", taken: "Sequence[str]") -> str:
    """What is to be said on the first screen."""
    warnings = (warning.in_a_row() for warning in shell.settings_warnings)
    return "; ".join(filter(None, [*taken, *warnings, own.notice, shell.unsaved()]))


def _painted(
    shell: Shell, library: "LibraryReader", begun: "AppStart", asked: "Probe", early: "EarlyScreen"
) -> "tuple[AppStart, FirstShelf | None]":
    """Paint the first page, by what the terminal has answered already or else said the last time.

    What is begun with the options that it was painted with, and what was painted of the library.
    """
    from briefing_tui.tui.sync_lag import SyncLag
    from briefing_tui.tui.terminal.answers import TERMINALS, recalled, terminal_name
    from briefing_tui.tui.widgets.first_paint import Paper

    known = recalled(begun.state.text_option(TERMINALS, ""), terminal_name(shell.environ))
    answers = asked.peek(0.0 if known.ambiguous else _NEW_TERMINAL_SECONDS)
    options = begun.options._replace(answers=answers, background=known.background)
    if options.ask_width:
        options = options._replace(ambiguous=answers.ambiguous or known.ambiguous or 1)
    lag = SyncLag(shell.settings.library).fact
    paper, writable = Paper(early, 1, shell.environ), begun.writing is not None
    if begun.start is not None and begun.loaded is not None:
        from briefing_tui.tui.early_page import FirstIssue, paint_issue

        paint_issue(paper, FirstIssue(begun.start, begun.loaded, begun.state, writable, lag), options)
        return begun._replace(options=options), None
    from briefing_tui.tui.early_library import FirstLibrary, paint_library

    kept = _kept_keys(shell, library) if writable else frozenset()
    shelf = paint_library(paper, FirstLibrary(library, begun.state, writable, kept, lag), options)
    return begun._replace(options=options), shelf


def _kept_keys(shell: Shell, library: "LibraryReader") -> "frozenset[IssueKey]":
    """The issues of which other sessions have kept text."""
    from briefing_tui.personal.draft_names import FOLDER, kept_keys

    return kept_keys(os.path.join(shell.settings.state_directory, FOLDER), library.root, os.getpid())


def _run(
    shell: Shell,
    library: "LibraryReader",
    begun: "AppStart",
    shelf: "FirstShelf | None",
    asked: "Probe",
    early: "EarlyScreen",
) -> int:
    """Load the framework and run the app."""
    from briefing_tui.tui.lean import load_framework

    load_framework()
    from briefing_tui.tui.run import run_app
    from briefing_tui.tui.terminal import framework
    from briefing_tui.tui.terminal.answers import shows_links

    answer = asked.finish(_ANSWER_SECONDS, keep=True)
    options = begun.options._replace(answers=answer.answers)
    if options.ask_width:
        options = options._replace(ambiguous=answer.ambiguous or options.ambiguous)
    framework.install(
        options.ambiguous,
        sure=options.ambiguous == answer.ambiguous,
        colour=not shell.environ.get("NO_COLOR"),
        links=shows_links(shell.environ),
    )
    return run_app(library, begun._replace(options=options), shelf, answer, early, shell.say)


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
