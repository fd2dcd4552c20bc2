"""Two states of an issue, piece by piece: an older one beside the present one, what differs marked in the letters.

Pushed by the app for a saved state, or for what a reader has read before. Where the issue may be written, `r` has the piece at the cursor back as
it was, `R` the whole state: an ordinary edit, which the app is asked for (`Taking`) and which undo takes back.
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from briefing_tui.i18n import _, ngettext
from briefing_tui.library.history.comparing import Comparison, PieceChange, compare
from briefing_tui.library.history.taking_back import all_back, can_take_back, piece_back
from briefing_tui.model.edits import Edited
from briefing_tui.model.issue import Issue
from briefing_tui.tui.actions import keys
from briefing_tui.tui.history.comparing_feed import ComparingFeed, Sides
from briefing_tui.tui.history.laying import heads, piece_name
from briefing_tui.tui.history.rows import ComparedRows
from briefing_tui.tui.host import Host, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.tui.widgets.two_lines import TwoLines


class Taking(NamedTuple):
    """An edit that is asked for."""

    make: Callable[[Issue], Edited | None]
    """What becomes of the issue as it is by then; None when the piece is another by now."""
    what: str
    """Named for undo."""


Take = Callable[[Taking], Issue | None]
"""Has an edit made; the issue with it, or None when it is made elsewhere, or not."""


class ComparingScreen(StatusScreen, inherit_bindings=False):
    """One state beside the present one."""

    pane = keys.COMPARING
    lists_only: ClassVar[bool] = True
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.COMPARING)]
    DEFAULT_CSS = "ComparingScreen ComparedRows { width: 100%; height: 1fr; }"

    def __init__(self, title: str, sides: Sides, take: Take | None = None) -> None:
        """`take` is None where nothing can be had back."""
        super().__init__()
        ambiguous = self.host.options.ambiguous
        self._title = title
        self._sides = sides
        self._take = take
        self._feed = ComparingFeed(self)
        self._compared: Comparison | None = None
        self._heading = TwoLines(heads, ambiguous=ambiguous)
        self.rows = ComparedRows(ambiguous=ambiguous)
        hints = keys.hints(keys.COMPARING, writable=take is not None)
        self.status = StatusLine(hints=hints, ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.rows),)

    @cached_property
    def host(self) -> Host:
        """What goes beyond this screen."""
        return host_of(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What writes is not there where nothing can be had back."""
        return (self._take is not None or not keys.needs_write(action)) and super().check_action(
            action, parameters
        )

    def compose(self) -> ComposeResult:
        """Heading, rows, status."""
        yield self._heading
        yield self.rows
        yield self.status

    def on_mount(self) -> None:
        """Compare."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._restyle())
        self.set_focus(self.rows)
        self._heading.tell(self._title)
        self.rows.show([], _("comparing …"))
        self.call_after_refresh(self._lay_out)

    def _restyle(self) -> None:
        for widget in (self._heading, self.rows, self.status):
            widget.restyle()

    def on_resize(self, event: Resize) -> None:
        """Side by side, or one below the other."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = max(20, self.rows.size.width)
        self._feed.lay_out(self._sides, width, self.rows.ambiguous)

    # What the thread says

    def on_comparing_feed_laid_out(self, event: ComparingFeed.LaidOut) -> None:
        """Show it."""
        self._compared = event.compared
        self.rows.show(event.rows, _("Nothing differs from what it is now."))
        count = len(event.compared.changes)
        self.status.set_facts(
            [ngettext("{count} piece differs", "{count} pieces differ", count).format(count=count)]
        )

    def on_comparing_feed_failed(self, event: ComparingFeed.Failed) -> None:
        """Say why."""
        text = error_line(event.error, self.host.library.root)
        self.rows.show([], text)
        self.say(text)

    # Having it back

    def action_take_back(self) -> None:
        """Key r."""
        compared, at = self._compared, self.rows.change
        if compared is None or not 0 <= at < len(compared.changes):
            self.say(_("There is nothing to be had back."))
            return
        change = compared.changes[at]
        if not can_take_back(change):
            self.say(_("What readers were told stays told: a correction is not taken back."))
            return
        name = piece_name(compared, change)
        self._ask(
            Taking(
                partial(_piece_as_it_was, compared.before, change), _("{piece} as it was").format(piece=name)
            )
        )

    def action_take_back_all(self) -> None:
        """Key R."""
        if self._compared is None or not self._compared.changes:
            self.say(_("There is nothing to be had back."))
            return
        self._ask(Taking(partial(_all_as_it_was, self._compared.before), _("the whole issue as it was")))

    def _ask(self, taking: Taking) -> None:
        if self._take is None:
            return
        made = self._take(taking)
        if made is not None:
            self._sides = self._sides._replace(now=made)
            self._lay_out()

    # Moving

    def action_next_change(self) -> None:
        """Key ]."""
        if not self.rows.to_change(1):
            self.say(_("No piece differs after this one."))

    def action_previous_change(self) -> None:
        """Key [."""
        if not self.rows.to_change(-1):
            self.rows.to_top()

    def action_leave(self) -> None:
        """Keys q and Escape."""
        if self.is_current:
            self.app.pop_screen()


def _piece_as_it_was(before: Issue, wanted: PieceChange, issue: Issue) -> Edited | None:
    """One piece of an older state, put into whatever the issue is by then; None when it is not the piece any more that was looked at."""
    compared = compare(before, issue)
    for one in compared.changes:
        same = one.before == wanted.before if wanted.before is not None else one.now == wanted.now
        if same and one.what == wanted.what:
            return piece_back(compared, one)
    return None


def _all_as_it_was(before: Issue, issue: Issue) -> Edited:
    """A whole older state, put into whatever the issue is by then."""
    return all_back(compare(before, issue))
