"""Carries a delivery out: a line in the journal, the message, a line in the journal. Called by the desk, which holds the journal.

Whatever ends it, a message that went has a line before it. What is certain not to have gone may be tried again; what is unknown ends the
channel's run and is asked about.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import NamedTuple, Protocol

from briefing_tui.delivery.channels import WECOM
from briefing_tui.delivery.journal import BEGUN, ENDED, FAILED_BEFORE, Journal, JournalLine, written
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, DeliveryOutcome, Part

TRIES = 3
"""Times one message is sent when the service asks to wait."""


class Sender(Protocol):
    """What hands parts over: one link to one service."""

    def ready_in(self, part: Part) -> float:
        """Seconds until a part may go; when that is 0 it is counted as gone."""

    def prepare(self, part: Part) -> DeliveryOutcome:
        """All that can be done before anybody sees anything; `HANDED` when the part may be sent."""

    def send(self, part: Part) -> DeliveryOutcome:
        """Hand a prepared part over."""

    def close(self) -> None:
        """Let go of the link."""


class ToldPart(NamedTuple):
    """What became of one part."""

    part: Part
    outcome: DeliveryOutcome


class DeliveryRun(NamedTuple):
    """What is the same for every line of a run."""

    journal: Journal
    about: JournalLine
    """Who, channel, revision, content, sent as what."""
    now: Callable[[], dt.datetime]
    pause: Callable[[float], bool]
    """Wait so many seconds; False when one is to stop."""
    tell: Callable[[ToldPart], None]
    """Called after each part."""
    kind: str
    """Of the channel."""


def carry_out(run: DeliveryRun, sender: Sender, parts: tuple[Part, ...]) -> tuple[ToldPart, ...]:
    """Send parts in order; what became of those that were tried. LibraryError when the journal cannot be written: then no more is sent."""
    told: list[ToldPart] = []
    for part in parts:
        if not run.pause(0.0):
            break
        outcome = _send(run, sender, part)
        told.append(ToldPart(part, outcome))
        run.tell(told[-1])
        in_order = run.kind == WECOM  # the second of three messages does not go without the first
        if outcome.final or outcome.result == UNKNOWN or (in_order and outcome.result != HANDED):
            break
    return tuple(told)


def _send(run: DeliveryRun, sender: Sender, part: Part) -> DeliveryOutcome:
    """One part, as often as the service asks to wait for it."""
    outcome = DeliveryOutcome(REFUSED)
    for _try in range(TRIES):
        if outcome.wait and not run.pause(outcome.wait):
            break
        outcome = _once(run, sender, part)
        if not outcome.wait:
            break
    return outcome


def _once(run: DeliveryRun, sender: Sender, part: Part) -> DeliveryOutcome:
    identity = uuid.uuid4().hex[:16]
    line = run.about._replace(id=identity, kind=part.kind, name=part.name, identity=part.identity)
    prepared = sender.prepare(part)
    if prepared.result == HANDED:
        while wait := sender.ready_in(part):
            if not run.pause(wait):
                return DeliveryOutcome(REFUSED, "", final=True)
    else:
        at = written(run.now())
        failed = line._replace(event=FAILED_BEFORE, at=at, said=prepared.said, code=prepared.code)
        run.journal.add(failed)
        return prepared
    run.journal.add(line._replace(event=BEGUN, at=written(run.now())))
    outcome = sender.send(part)
    end = JournalLine(
        ENDED, identity, written(run.now()), result=outcome.result, said=outcome.said, code=outcome.code
    )
    run.journal.add(end)
    return outcome
