"""The base of every screen: one that rests while another screen is above it.

What a screen does again and again (it looks at the disk, it counts) it does only while it is in front; what was missed
meanwhile is done once, when it is in front again. What changes on a covered screen is drawn once, if it can be seen through
the screens above; a covered screen that stays the same writes no byte (promise T4).

Overrides a private method of Textual's `Screen` (canary in tests/tui/terminal/test_framework_canary.py). There, a screen that was covered
takes itself for changed for as long as it is covered, and has all of it drawn again at every message that it gets.
"""

# The framework has no public way to what a node repeats and to what is to be drawn.
# ruff: noqa: SLF001

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, cast

from textual import on
from textual.events import Mount, ScreenResume, ScreenSuspend
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

_LONGEST_STILL = 0.5
"""Seconds for which a new screen may stay undrawn over what was painted before it."""


class RestingScreen(Screen[None], inherit_bindings=False):
    """A screen that may be covered. A dialogue has it behind `ModalScreen`, whose style sheet counts."""

    least: ClassVar[tuple[int, int] | None] = (60, 15)
    """Columns and rows (cells) below which a message stands instead of this screen; None for what takes the size of the screen below."""

    acting: Sequence[object] = ()
    """What acts beside this screen: an action of the table is a method of one of these or of the screen."""

    class InFront(Message):
        """The screen is in front, for the first time or again: perhaps it needs another size than the one before."""

    _resting: tuple[Timer, ...] = ()
    """The timers that wait until this screen is in front again."""
    _sleepless: frozenset[Timer] = frozenset()
    _settled: Callable[[], bool] | None = None
    """While it says no, nothing is drawn."""

    def keep_going(self, timer: Timer) -> None:
        """Let a timer of this screen run while it is covered too: one that keeps what was typed must."""
        self._sleepless |= {timer}

    def draw_when(self, settled: Callable[[], bool]) -> None:
        """Draw nothing before `settled` says yes: what the terminal shows already is as good as what comes, and steps on the way to
        it would only be seen to flicker. After a moment it is drawn all the same.
        """
        self._settled = settled
        self.set_timer(_LONGEST_STILL, self._draw_now)

    def _draw_now(self) -> None:
        if self._settled is not None:
            self._settled = None
            self.refresh()

    @on(Mount)
    def _ready_to_draw(self) -> None:
        """The first key that comes is drawn at once: the timer that draws waits for a sixtieth of a second when it is first set
        going, and does so now, while the screen is laid out.
        """
        self._update_timer.resume()

    @on(ScreenSuspend)
    def _rest(self) -> None:
        """Another screen is above: what repeats waits."""
        running = tuple(self._repeating())
        for timer in running:
            timer.pause()
        self._resting += running

    @on(ScreenResume)
    def _go_on(self) -> None:
        """In front again: a timer that missed its time runs now, once."""
        for timer in self._resting:
            timer.resume()
        self._resting = ()
        self.post_message(self.InFront())

    def _repeating(self) -> Iterator[Timer]:
        """The timers of this screen and of its widgets that are at work without end; not the one that draws."""
        others = self._sleepless | {self._update_timer}
        for node in self.walk_children(with_self=True):
            for timer in node._timers:
                if timer._repeat is None and timer not in others and cast("Any", timer)._active.is_set():
                    yield timer

    def _compositor_refresh(self) -> None:
        """Draw what changed; when covered, have it drawn by the screen in front, if it can be seen there."""
        stack = self.app.screen_stack
        if stack[-1:] == [self]:
            if self._settled is not None and (self._layout_required or not self._settled()):
                return
            self._settled = None
            super()._compositor_refresh()
            return
        changed = set(self._compositor._dirty_regions)
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
        above = stack[stack.index(self) + 1 :] if self in stack else []
        if changed and above and all(screen.styles.background.a < 1 for screen in above):
            for screen in above:
                screen._layout_cache.clear()  # each makes its background anew from the screen below it
                screen._set_dirty(*changed)
            above[-1]._dirty_widgets.add(above[-1])  # `refresh` would forget what else is to be drawn there
            above[-1].check_idle()


def least_of(stack: Sequence[Screen[Any]]) -> tuple[int, int]:
    """Columns and rows (cells) that the screen in front needs."""
    for screen in reversed(stack):
        if isinstance(screen, RestingScreen) and screen.least is not None:
            return screen.least
    return 0, 0
