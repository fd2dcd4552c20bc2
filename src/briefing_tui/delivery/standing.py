"""What a journal says about a channel: sent, not yet, in part, unknown, changed since. Pure.

A part counts as handed over when an attempt at it ended so, or a person said that it arrived. An attempt without an end is unknown,
unless somebody holds the journal's lock; so is one whose link was cut. Unknown is never handed over, and stays until a person settles it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from briefing_tui.delivery.journal import (
    BEGUN,
    CORRECTION,
    ENDED,
    FAILED_BEFORE,
    ISSUE,
    SETTLED,
    JournalLine,
    JournalRecord,
)
from briefing_tui.delivery.part import HANDED, REFUSED, SET_ASIDE, UNKNOWN, Part

NEW, DONE, PARTLY, FAILED, OPEN, CHANGED, RUNNING, DAMAGED = (
    "new",
    "done",
    "partly",
    "failed",
    "unknown",
    "changed",
    "running",
    "damaged",
)
"""Nothing sent · all handed over · some · refused, nothing handed over · unknown · another text was · being sent · the journal is damaged."""


class Attempt(NamedTuple):
    """One part that was begun, and what became of it."""

    begun: JournalLine
    result: str
    at: str
    said: str = ""
    code: str = ""


class Standing(NamedTuple):
    """Where a channel stands with an issue as it is now."""

    state: str
    handed: int
    """Parts of the issue as it is now that are handed over."""
    total: int
    at: str = ""
    """When the last attempt was begun or ended."""
    who: str = ""
    said: str = ""
    """What the service answered last, when it refused."""
    missing: tuple[Part, ...] = ()
    """What may be sent without asking."""
    unknown: tuple[Attempt, ...] = ()
    """What has to be asked about."""
    sent_as: str = ISSUE
    """What `missing` is: of the issue, or of a notice of its corrections that was begun."""


def attempts(lines: Iterable[JournalLine]) -> list[Attempt]:
    """What was tried, in order, each with its last word."""
    found: dict[str, Attempt] = {}
    for line in lines:
        if line.event == BEGUN:
            found[line.id] = Attempt(line, UNKNOWN, line.at)
        elif line.event == FAILED_BEFORE:
            found[line.id] = Attempt(line, REFUSED, line.at, line.said, line.code)
        elif line.event in {ENDED, SETTLED} and line.id in found:
            result = line.result if line.result in {HANDED, REFUSED, SET_ASIDE} else UNKNOWN
            found[line.id] = Attempt(found[line.id].begun, result, line.at, line.said, line.code)
    return list(found.values())


def corrections_before(record: JournalRecord, channel: str, content: str) -> int:
    """How many corrections the issue had in the texts that a channel got before the one it is now."""
    got = (
        one.begun.corrections
        for one in attempts(record.lines)
        if one.begun.channel == channel and one.result == HANDED and one.begun.content != content
    )
    return max(got, default=0)


def had_another(record: JournalRecord, channel: str, content: str) -> bool:
    """Whether a channel got the issue when it printed something else."""
    return any(
        one.begun.channel == channel and one.result == HANDED and one.begun.content != content
        for one in attempts(record.lines)
    )


def standing(
    record: JournalRecord,
    channel: str,
    content: str,
    parts: tuple[Part, ...],
    notice: tuple[Part, ...],
    *,
    held: bool,
) -> Standing:
    """Of one channel. `parts` is what the issue as it is now would be sent as, `notice` what a notice of its corrections would."""
    tried = [one for one in attempts(record.lines) if one.begun.channel == channel]
    now = [one for one in tried if one.begun.content == content]
    handed = {one.begun.identity for one in now if one.result == HANDED}
    as_notice = any(part.identity in handed for part in notice)
    plan = notice if as_notice else parts
    repeatable = {part.identity for part in (*parts, *notice) if part.repeatable}
    unknown = tuple(one for one in tried if one.result == UNKNOWN and one.begun.identity not in repeatable)
    in_doubt = {one.begun.identity for one in unknown}
    last = tried[-1] if tried else None
    whole = Standing(
        NEW,
        sum(part.identity in handed for part in plan),
        len(plan),
        last.at if last else "",
        last.begun.who if last else "",
        last.said if last and last.result != HANDED else "",
        tuple(part for part in plan if part.identity not in handed | in_doubt),
        unknown,
        CORRECTION if as_notice else ISSUE,
    )
    return whole._replace(state=_state(whole, record, tried, content, held=held, corrects=bool(notice)))


def _state(
    found: Standing, record: JournalRecord, tried: list[Attempt], content: str, *, held: bool, corrects: bool
) -> str:
    """One of the states above. `corrects` is whether the channel has notices of corrections: a feed is written anew instead."""
    if held and found.unknown:
        return RUNNING
    if record.damaged:
        return DAMAGED
    if found.unknown:
        return OPEN
    if found.total and not found.missing:
        return DONE
    if found.handed:
        return PARTLY
    if any(one.result == HANDED and one.begun.content != content for one in tried):
        return CHANGED if corrects else NEW
    return FAILED if tried else NEW
