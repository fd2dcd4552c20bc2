"""What became of an issue, newest first: its saved states, the steps of its record, its deliveries, as rows of one list. Pure.

A step that a saved state tells of is that state, not a row of its own; one from before anything was recorded is. Deliveries are told by the room
that knows the journal (`delivery.events`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing_tui.library.history.versions import Version
from briefing_tui.model.issue import Step

SAVED, STEP, DELIVERY = "saved", "step", "delivery"
_NEAR = dt.timedelta(minutes=10)
"""How far behind a step, which is written to the minute, the state that has it may be recorded."""


class Event(NamedTuple):
    """One row."""

    kind: str
    """`SAVED`, `STEP` or `DELIVERY`."""
    when: dt.datetime | None
    """With its zone; None when nobody wrote it down in a way that can be read."""
    who: str
    what: str
    """One line, as it stands in the record or the journal."""
    version: Version | None = None
    """Of `SAVED`: the state."""


def saved(version: Version) -> Event:
    """A saved state as a row."""
    return Event(SAVED, version.when, version.who, version.what, version)


def steps_told(steps: Iterable[Step]) -> list[Event]:
    """The steps of a record as rows, newest first."""
    return [Event(STEP, _moment(step.when), step.who, step.what) for step in reversed(tuple(steps))]


def merged(states: Iterable[Event], others: Sequence[Event]) -> Iterator[Event]:
    """States as they come, with the other rows among them by their time; those without one last."""
    waiting = sorted((one for one in others if one.when is not None), key=_order, reverse=True)
    timeless = [one for one in others if one.when is None]
    seen: list[Event] = []
    for state in states:
        while waiting and _order(waiting[0]) > _order(state):
            other = waiting.pop(0)
            if not any(_is_same(other, one) for one in [*seen, state]):
                yield other
        waiting = [one for one in waiting if not _is_same(one, state)]
        seen = [*seen[-3:], state]
        yield state
    yield from waiting
    yield from timeless


def _is_same(event: Event, state: Event) -> bool:
    """Whether a step is what a saved state tells of."""
    if event.kind != STEP or state.when is None or event.when is None or not event.what:
        return False
    apart = state.when - event.when
    return dt.timedelta(minutes=-1) <= apart <= _NEAR and event.what in state.what


def _order(event: Event) -> dt.datetime:
    assert event.when is not None
    return event.when


def _moment(written: str) -> dt.datetime | None:
    """`2024-12-16 15:02`, the time on this machine's wall; None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return None
