"""How the screens look: which theme, and how wide the terminal draws “ ” — …; a part of the app.

The choice made on the screen is kept with the reader's state and holds until another is made; what stands on the command line or in the
environment comes before it, the settings file behind it. Answers of the terminal that come late are taken up: the theme
is changed and everything laid out anew, as if they had come in time.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from briefing_tui.i18n import _
from briefing_tui.tui.look import themes
from briefing_tui.tui.options import theme_choice
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.terminal.answers import TERMINALS, noted, shows_links, terminal_name

if TYPE_CHECKING:
    from textual.app import App

    from briefing_tui.personal.state import NoState
    from briefing_tui.tui.dialogues.menu import Menu, MenuOption
    from briefing_tui.tui.options import AppOptions
    from briefing_tui.tui.terminal.answers import Answers

_LATE_SECONDS = 20.0
"""Seconds after the start in which an answer may still come; later nothing that looks like one is believed."""


@runtime_checkable
class Measuring(Protocol):
    """A widget that counts cells for itself."""

    def remeasure(self, ambiguous: int) -> None:
        """The terminal draws “ ” — … with another width than was thought."""


@runtime_checkable
class Coloured(Protocol):
    """A widget that keeps styles made of the theme's colours."""

    def restyle(self) -> None:
        """Draw with the colours of now."""


class Appearance:
    """The look of one run of the app."""

    def __init__(self, options: "AppOptions", state: "NoState", environ: Mapping[str, str]) -> None:
        self._options = options
        self._state = state
        self._environ = environ
        self._answers = options.answers
        self._until = time.monotonic() + _LATE_SECONDS

    @property
    def choice(self) -> str:
        """One of `themes.CHOICES`, or the name of a theme of the user's own."""
        return theme_choice(self._options, self._state)

    @property
    def theme(self) -> str:
        """The registered name of the theme that the choice comes to on this terminal."""
        background = self._answers.background or self._options.background
        return themes.theme_name(self.choice, self._environ, background, self._options.own_themes)

    @property
    def uses_terminal_colours(self) -> bool:
        """Whether the app passes on the terminal's own colours."""
        return themes.uses_terminal_colours(self.theme)

    def begin(self, app: "App[Any]") -> None:
        """Before anything is drawn."""
        themes.begin(app, self.theme, self._options.own_themes)

    def choose(self, app: "App[Any]", choice: str) -> str:
        """Use another theme and keep the choice; what to tell the reader, empty when it is in sight anyway."""
        self._options = self._options._replace(theme_fixed=False)
        self._state.set_text_option("theme", choice)
        self._follow(app)
        if not themes.wants_colour(self._environ):
            return _("NO_COLOR is set: there are no colours to choose.")
        if choice != "terminal" and not themes.has_256_colours(self._environ):
            return _("This terminal says it has 16 colours; set TERM=xterm-256color for all of a theme.")
        return ""

    def menu(self, app: "App[Any]", tell: Callable[[str], None]) -> "Menu":
        """The menu of themes; `tell` gets what is to be said of a choice, when the menu is gone."""
        from briefing_tui.tui.dialogues.menu import Menu, MenuOption

        def use(choice: str) -> None:
            said = self.choose(app, choice)
            if said:
                app.call_later(tell, said)

        def rows() -> "Sequence[MenuOption]":
            own = [(theme.name, theme.name) for theme in self._options.own_themes]
            return [
                MenuOption(text, partial(use, choice), self.choice == choice)
                for choice, text in (*_named(), *own)
            ]

        return Menu(_("Colours"), rows)

    def answered(self, app: "App[Any]", sequence: str) -> "AppOptions | None":
        """A late answer of the terminal: draw by it. The app's options of now, when they are others."""
        if time.monotonic() > self._until:
            return None
        before, self._answers = self._answers, self._answers.with_one(sequence)
        remember_terminal(self._state, self._environ, self._answers)
        if self._answers.background != before.background:
            self._follow(app)
        known = self._options.ambiguous
        ambiguous = (self._answers.ambiguous if self._options.ask_width else None) or known
        framework.install(
            ambiguous,
            sure=ambiguous == self._answers.ambiguous,
            colour=themes.wants_colour(self._environ),
            links=shows_links(self._environ),
        )
        self._options = self._options._replace(ambiguous=ambiguous)
        return self._options if ambiguous != known else None

    def _follow(self, app: "App[Any]") -> None:
        name = self.theme
        if name != app.theme:
            app.ansi_color = themes.uses_terminal_colours(name) or None
            app.theme = name
            app.call_next(_restyle, app)  # behind what the framework does then, before anything is drawn


def remember_terminal(state: "NoState", environ: Mapping[str, str], answers: "Answers") -> None:
    """Keep what the terminal has answered: the first page is painted by it before the terminal can answer again."""
    kept = state.text_option(TERMINALS, "")
    now = noted(kept, terminal_name(environ), answers)
    if now != kept:
        state.set_text_option(TERMINALS, now)


def remeasure(app: "App[Any]", ambiguous: int) -> None:
    """Have every widget of every screen laid out for another width of “ ” — …."""
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            if isinstance(widget, Measuring):
                widget.remeasure(ambiguous)
        screen.refresh(layout=True)


def _restyle(app: "App[Any]") -> None:
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            if isinstance(widget, Coloured):
                widget.restyle()


def _named() -> tuple[tuple[str, str], ...]:
    return (
        ("auto", _("Automatic: dark or light, as the terminal is")),
        ("dark", _("Dark")),
        ("light", _("Light")),
        ("terminal", _("The terminal's own two colours")),
    )
