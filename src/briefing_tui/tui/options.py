"""What the app is told once, by the verb that runs it or by a test: its options, what it may write with, what is shown first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.tui.terminal.answers import Answers

if TYPE_CHECKING:
    from briefing_tui.delivery.desk import Desk
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.library.format.codec import Loaded
    from briefing_tui.model.key import ItemAddress
    from briefing_tui.personal.drafts import Drafts
    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.look.own_theme import OwnTheme
else:
    Desk = LibraryEditor = Drafts = OwnTheme = object  # as in `model.finding`
    Loaded = ItemAddress = NoState = object


class Exports(NamedTuple):
    """What an export needs to know."""

    folder: str = ""
    """Where files go unless another folder is typed."""
    layouts: tuple[str, ...] = ()
    """Folders of the house's layouts."""
    fonts: tuple[str, ...] = ()
    """Folders of the house's fonts."""
    layout: str = ""
    """Name or file of the house's layout; empty for the program's usual one."""


class AppOptions(NamedTuple):
    """What the app is told once."""

    ambiguous: int = 1
    """Cells of “ ” — …: 1 or 2."""
    measure: int = 38
    """汉字 to a line, unless the reader chose another before."""
    theme: str = "auto"
    """One of `themes.CHOICES`, or the name of a theme file."""
    theme_fixed: bool = False
    """Whether it was given for this run alone: on the command line or in the environment."""
    own_themes: tuple[OwnTheme, ...] = ()
    """Those of the user's theme files."""
    answers: Answers = Answers()
    """What the terminal has said; more may come."""
    background: str = ""
    """`light` or `dark`: what is believed of its background until it says so; empty for nothing."""
    ask_width: bool = True
    """Whether the width of “ is what the terminal says; otherwise somebody has set it."""
    mouse: bool = True
    """Take the mouse; off leaves it to the terminal."""
    poll_seconds: float = 3.0
    """Seconds between looks at the disk; changes are promised within 5."""
    save_seconds: float = 4.0
    """Seconds between writes of the reader's state, when it changed."""
    log_directory: str | None = None
    """Where incidents are noted; None in a read-only session."""
    editing: bool = False
    """Begin on the authoring screen of the issue asked for."""
    cache_directory: str | None = None
    """Where the index of the search is kept; None for none."""
    welcome: bool = False
    """Offer the ways on of somebody who has no library yet."""
    samples: str = ""
    """Where the samples are; empty when there are none to be offered."""
    notice: str = ""
    """To be said on the first screen: what of the settings and of the user's own files is not used."""
    exports: Exports = Exports()
    """For sessions that write."""
    cache_writable: bool = True
    """Whether this session may write there; a read-only one uses what is there."""


def theme_choice(options: AppOptions, state: NoState) -> str:
    """One of `themes.CHOICES`, or the name of a theme of the user's own: given for this run, chosen on the screen, or set."""
    return options.theme if options.theme_fixed else state.text_option("theme", options.theme)


class Writing(NamedTuple):
    """Handed to sessions that may write. Called when somebody begins to edit, for it costs 30 ms to import."""

    editor: Callable[[], LibraryEditor]
    drafts: Callable[[], Drafts]
    templates: str = ""
    """The directory of the house templates; empty for none."""
    name: str = ""
    """What the writer signs with; empty for the name of the account."""
    desk: Callable[[], Desk] | None = None
    """What deliveries go over; BriefingError when the channels cannot be meant. None where nothing is sent."""
    rules_off: tuple[str, ...] = ()
    """Numbers of the rules of proof-reading that are off for the writer."""


class AppStart(NamedTuple):
    """What one run begins with, but for what the terminal answers."""

    options: AppOptions
    state: NoState
    writing: Writing | None
    """None in a session that may not write."""
    start: ItemAddress | None
    """None for the library."""
    loaded: Loaded | None
    """The issue of `start`; None for the library, and for an issue that is only in a draft."""
