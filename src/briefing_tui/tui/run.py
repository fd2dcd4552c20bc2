"""One run of the screens, from the first paint to the last word. Called by the verbs `open` and `edit` after `framework.install`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing_tui.library.reader import LibraryReader
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.appearance import remember_terminal
from briefing_tui.tui.options import AppStart
from briefing_tui.tui.terminal.driver import driver_class

if TYPE_CHECKING:
    from briefing_tui.tui.shelf.rows.first_shelf import FirstShelf
    from briefing_tui.tui.terminal.early_screen import EarlyScreen
    from briefing_tui.tui.terminal.probe import ProbeResult


def run_app(
    library: LibraryReader,
    begun: AppStart,
    shelf: "FirstShelf | None",
    probed: "ProbeResult",
    early: "EarlyScreen",
    say: Callable[[str], None],
) -> int:
    """Run the app until the reader leaves; the exit code.

    `shelf` is what was painted of the library; `probed` what the terminal answered, with what was typed meanwhile; `early` holds the
    terminal till the app has it; `say` gets the last words of a crash. The state is saved whichever way it ends: also by a signal or a lost terminal, while it may be stuck.
    """

    def save() -> None:
        app.host.save_quietly()

    app = BriefingApp(
        library,
        begun.state,
        begun.start,
        begun.options,
        loaded=begun.loaded,
        writing=begun.writing,
        shelf=shelf,
        driver=driver_class(probed.leftover, on_hangup=save, round_trip=probed.round_trip, early=early),
    )
    remember_terminal(begun.state, app.environ, begun.options.answers)
    app.run(mouse=begun.options.mouse)
    early.leave()  # of an app that never came up
    app.host.save_quietly()
    if app.last_words:
        say(app.last_words)
    return app.return_code or 0
