"""One run of the screens, from the first paint to the last word. Called by the verbs `open` and `edit` after `framework.install`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing_tui.library.format.decode import Loaded
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import ItemAddress
from briefing_tui.personal.state import NoState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.appearance import remember_terminal
from briefing_tui.tui.options import AppOptions, Writing
from briefing_tui.tui.terminal.driver import driver_class
from briefing_tui.tui.terminal.early_screen import EarlyScreen

if TYPE_CHECKING:
    from briefing_tui.tui.shelf.first_shelf import FirstShelf


def run_app(
    library: LibraryReader,
    state: NoState,
    start: ItemAddress | None,
    options: AppOptions,
    *,
    loaded: Loaded | None = None,
    writing: Writing | None = None,
    leftover: bytes = b"",
    round_trip: float | None = None,
    early: EarlyScreen | None = None,
    shelf: "FirstShelf | None" = None,
    say: Callable[[str], None] | None = None,
) -> int:
    """Run the app until the reader leaves; the exit code.

    `loaded` is the issue of `start`; `writing` is given to sessions that may write; `leftover` was typed while the terminal was probed, which
    took `round_trip` seconds to answer; `early` holds the terminal till the app has it; `shelf` is what was painted of the library; `say` gets the last words of a crash. The state is saved whichever way it ends: also by a signal or a lost terminal, while it may be stuck.
    """

    def save() -> None:
        app.host.save_quietly()

    app = BriefingApp(
        library,
        state,
        start,
        options,
        loaded=loaded,
        writing=writing,
        shelf=shelf,
        driver=driver_class(leftover, on_hangup=save, round_trip=round_trip, early=early),
    )
    remember_terminal(state, app.environ, options.answers)
    app.run(mouse=options.mouse)
    if early is not None:
        early.leave()  # of an app that never came up
    app.host.save_quietly()
    if app.last_words and say is not None:
        say(app.last_words)
    return app.return_code or 0
