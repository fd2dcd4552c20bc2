"""The journal of an issue's deliveries as rows of its history: one for each channel and moment, not for each message. Called by the verb
and the screen that list what became of an issue.
"""

import datetime as dt

from briefing_tui.delivery.journal import CORRECTION, Journal
from briefing_tui.delivery.part import TEST
from briefing_tui.delivery.standing import Attempt, attempts
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.history.timeline import DELIVERY, Event
from briefing_tui.model.key import IssueKey
from briefing_tui.words import part_kind_name, part_result_name

_TOGETHER = dt.timedelta(minutes=2)
"""Messages to one channel that follow each other so soon are one delivery."""


def delivery_events(root: str, key: IssueKey) -> list[Event]:
    """Newest first; none where there is no journal. A journal that cannot be read is one row that says so."""
    try:
        record = Journal(root, key).read()
    except BriefingError as error:
        return [Event(DELIVERY, None, "", error.message)]
    groups: list[list[Attempt]] = []
    for one in attempts(record.lines):
        if one.begun.kind != TEST:
            if groups and _go_together(groups[-1][-1], one):
                groups[-1].append(one)
            else:
                groups.append([one])
    told = [_event(group) for group in reversed(groups)]
    if record.damaged:
        told.append(Event(DELIVERY, None, "", _("a part of the record of deliveries cannot be read")))
    return told


def _go_together(one: Attempt, other: Attempt) -> bool:
    before, after = _moment(one.at), _moment(other.at)
    same = (one.begun.channel, one.begun.sent_as, one.begun.who, one.result) == (
        other.begun.channel,
        other.begun.sent_as,
        other.begun.who,
        other.result,
    )
    return same and before is not None and after is not None and after - before <= _TOGETHER


def _event(group: list[Attempt]) -> Event:
    last = group[-1]
    parts = "、".join(dict.fromkeys(part_kind_name(one.begun.kind) for one in group))
    template = (
        _("notice of corrections to {channel}: {parts}: {result}")
        if last.begun.sent_as == CORRECTION
        else _("delivery to {channel}: {parts}: {result}")
    )
    what = template.format(channel=last.begun.channel, parts=parts, result=part_result_name(last.result))
    return Event(DELIVERY, _moment(last.at), last.begun.who, what)


def _moment(at: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
