"""What is to be sent of an issue: a row for each line of its tail, with the channel it means here, what that sends, and where it stands.

Pure but for what is handed in: the issue as it was read, the journal as it was read, and what makes files of the issue. Two lines of the tail
with one channel are one delivery: a group gets a message once.
"""

import hashlib
from functools import partial
from typing import NamedTuple

from briefing_tui.compose.composition import Composition
from briefing_tui.delivery import feed, mail, printing, standing as standings, wecom
from briefing_tui.delivery.channels import Channel, Channels, Feed, Mailing, Printing, Robot
from briefing_tui.delivery.journal import JournalRecord
from briefing_tui.delivery.part import Attach, Files, Make, Part
from briefing_tui.delivery.standing import Standing
from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Correction, Issue


class Text(NamedTuple):
    """An issue as it is on the disk."""

    issue: Issue
    revision: str
    """SHA-256 of its file."""
    content: str
    """Digest of what it prints: the same while only its record grows."""


class Delivery(NamedTuple):
    """What one channel gets."""

    channel: Channel
    parts: tuple[Part, ...]
    """The issue as it is now."""
    notice: tuple[Part, ...]
    """A notice of what was corrected since the channel got it; empty when it got no other text."""
    standing: Standing
    trouble: str = ""
    """Why its parts cannot be made, in one line; there are none then."""


class PlanRow(NamedTuple):
    """A line of the tail, or a feed, which has none."""

    role: str
    recipients: tuple[str, ...]
    word: str
    """What stands there as channel; empty where nothing does."""
    channel: str
    """Name of the channel that it means here; empty when none is set up."""


class DeliveryPlan(NamedTuple):
    """An issue and what is to be sent of it."""

    text: Text
    rows: tuple[PlanRow, ...]
    deliveries: tuple[Delivery, ...]
    """One for each channel that a row has, in the order of the rows."""

    def delivery(self, channel: str) -> Delivery | None:
        """What a channel gets."""
        return next((one for one in self.deliveries if one.channel.name == channel), None)


def text_of(issue: Issue, revision: str) -> Text:
    """The issue with what it is known by."""
    printed = "\n".join(Composition(issue).texts())
    return Text(issue, revision, hashlib.sha256(printed.encode("utf-8", "replace")).hexdigest()[:24])


def make_plan(
    text: Text,
    channels: Channels,
    record: JournalRecord,
    files: Files,
    library: LibraryReader,
    *,
    held: bool,
    only: frozenset[str] | None = None,
) -> DeliveryPlan:
    """The plan. `only` are the names of channels that are asked for; the parts of others are not made."""
    rows = rows_of(text.issue, channels)
    deliveries = []
    for name in dict.fromkeys(row.channel for row in rows if row.channel):
        channel = next(one for one in channels.all if one.name == name)
        if only is None or name in only:
            deliveries.append(delivery_of(channel, text, record, files, library, held=held))
    return DeliveryPlan(text, rows, tuple(deliveries))


def rows_of(issue: Issue, channels: Channels) -> tuple[PlanRow, ...]:
    """The lines of the tail, one for each channel that a line has; then the feeds."""
    rows: list[PlanRow] = []
    for line in issue.distribution:
        found = channels.of_tail(line.channel) or (("", None),)
        rows += [PlanRow(line.role, line.recipients, word, one.name if one else "") for word, one in found]
    named = {row.channel for row in rows}
    return (*rows, *(PlanRow("", (), "", one.name) for one in channels.feeds if one.name not in named))


def delivery_of(
    channel: Channel, text: Text, record: JournalRecord, files: Files, library: LibraryReader, *, held: bool
) -> Delivery:
    """What one channel gets, and where it stands."""
    before = standings.corrections_before(record, channel.name, text.content)
    corrections = text.issue.corrections[before:]
    attach = files("" if isinstance(channel, Feed) else channel.layout)
    trouble, parts, notice = "", (), ()  # type: tuple[str, tuple[Part, ...], tuple[Part, ...]]
    try:
        parts = parts_of(channel, text, attach, library)
        if standings.had_another(record, channel.name, text.content):
            notice = notice_of(channel, text, corrections, attach)
    except BriefingError as error:
        trouble = error.one_line()
    where = standings.standing(record, channel.name, text.content, parts, notice, held=held)
    return Delivery(channel, parts, notice, where, trouble)


def parts_of(channel: Channel, text: Text, attach: Attach, library: LibraryReader) -> tuple[Part, ...]:
    """The issue as a channel gets it. BriefingError when a file cannot be made."""
    match channel:
        case Printing():
            return printing.parts(channel, text.issue, text.content, attach)
        case Robot():
            return wecom.parts(channel, text.issue, text.content, attach)
        case Mailing():
            return mail.parts(channel, text.issue, text.content, attach)
        case Feed():
            return feed.parts(channel, text.content, library)


def notice_of(
    channel: Channel, text: Text, corrections: tuple[Correction, ...], attach: Attach
) -> tuple[Part, ...]:
    """The notice of corrections as a channel gets it; a feed has none, it is written anew."""
    match channel:
        case Printing():
            return printing.parts(channel, text.issue, text.content, attach, corrected=True)
        case Robot():
            return wecom.notice_parts(channel, text.issue, text.content, corrections, attach)
        case Mailing():
            return mail.notice_parts(channel, text.issue, text.content, corrections, attach)
        case Feed():
            return ()


def kept(make: Make, issue: Issue) -> Files:
    """What makes files of one issue, each once."""
    made: dict[tuple[str, str], bytes] = {}

    def attach(layout: str, form: str) -> bytes:
        if (form, layout) not in made:
            made[form, layout] = make(issue, form, layout)
        return made[form, layout]

    return lambda layout: partial(attach, layout)
