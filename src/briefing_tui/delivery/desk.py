"""The desk that deliveries go over: what the verb and the screen ask for. Made where settings are read, handed plain values.

Looks at an issue, its tail, the channels and the journal; sends, settles, tests. What it does is the same from the shell and from the screen.
"""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from briefing_tui.delivery import feed, mail, standing as standings, wecom
from briefing_tui.delivery.carrying_out import DeliveryRun, Sender, ToldPart, carry_out
from briefing_tui.delivery.channels import Channel, Channels, Feed, Mailing, Printing, Robot
from briefing_tui.delivery.journal import (
    CORRECTION,
    ISSUE,
    SETTLED,
    BusyError,
    Journal,
    JournalLine,
    JournalRecord,
    written,
)
from briefing_tui.delivery.part import HANDED, REFUSED, SET_ASIDE, Make, Part
from briefing_tui.delivery.plan import Delivery, DeliveryPlan, Text, delivery_of, kept, make_plan, text_of
from briefing_tui.delivery.secrets import Secrets
from briefing_tui.delivery.standing import CHANGED, DAMAGED, OPEN, RUNNING, Standing
from briefing_tui.errors import LibraryError, NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.saving.revision import revision
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey
from briefing_tui.words import status_name

MISSING, AGAIN, NOTICE = "missing", "again", "notice"
"""How it is sent: what has not been handed over yet · all of it, also what was · a notice of what was corrected."""


class HouseChannels(NamedTuple):
    """How this house sends, as plain values."""

    channels: Channels
    secrets: Secrets
    make: Make
    """An issue in a format and a layout, as a file's bytes; no layout is the house's."""
    environ: Mapping[str, str]
    who: str


class AskError(LibraryError):
    """Sending now might send twice, or send what is not wanted: a person has to say which."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(question(delivery))
        self.state = delivery.standing.state
        """Of `standing`: what has to be decided."""


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return True


def _silent(_told: ToldPart) -> None:
    """Tells nobody."""


class Desk:
    """Deliveries of one library."""

    def __init__(self, library: LibraryEditor, house: HouseChannels) -> None:
        self.library = library
        self.house = house

    def text(self, key: IssueKey) -> Text:
        """The issue as it is on the disk."""
        while True:
            before = self._revision(key)
            issue = self.library.load(key).issue
            if self._revision(key) == before:  # else somebody saved meanwhile
                return text_of(issue, before)

    def _revision(self, key: IssueKey) -> str:
        try:
            data, _status = read_regular(self.library.path(key), self.library.root)
        except NotFoundError:
            self.library.load(key)  # says it as every verb does
            raise
        return revision(data)

    def plan(self, key: IssueKey, only: frozenset[str] | None = None) -> DeliveryPlan:
        """What is to be sent, and what was."""
        text, journal = self.text(key), Journal(self.library.root, key)
        held = journal.is_held()
        files = kept(self.house.make, text.issue)
        return make_plan(text, self.house.channels, journal.read(), files, self.library, held=held, only=only)

    def record(self, key: IssueKey) -> JournalRecord:
        """The journal of an issue."""
        return Journal(self.library.root, key).read()

    def send(
        self,
        key: IssueKey,
        seen: Delivery,
        text: Text,
        how: str = MISSING,
        *,
        tell: Callable[[ToldPart], None] = _silent,
        pause: Callable[[float], bool] = _sleep,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
        sender: Sender | None = None,
    ) -> tuple[ToldPart, ...]:
        """Send what was `seen` of `text`. AskError when that has to be decided first, BusyError when somebody else is at it.

        LibraryError when the issue has changed since, is not published, or its journal cannot be written; SettingsError for a secret.
        """
        journal = Journal(self.library.root, key)
        if seen.trouble:
            raise LibraryError(seen.trouble)
        link = sender or self._sender(seen.channel)
        try:
            with journal.held():
                self._check(key, text)
                parts, standing = self._decide(journal, seen, text, how)
                if how == AGAIN:
                    self._settle(journal, standing, SET_ASIDE, now())
                about = JournalLine(
                    who=self.house.who,
                    channel=seen.channel.name,
                    revision=text.revision,
                    content=text.content,
                    sent_as=CORRECTION if how == NOTICE else standing.sent_as if how == MISSING else ISSUE,
                    corrections=len(text.issue.corrections),
                )
                return carry_out(
                    DeliveryRun(journal, about, now, pause, tell, seen.channel.kind), link, parts
                )
        finally:
            link.close()
            self.library.note_delivery()

    def settle(self, key: IssueKey, seen: Delivery, *, arrived: bool) -> int:
        """Note whether what is unknown did arrive, because somebody looked; how many messages. What did not may then be sent."""
        journal = Journal(self.library.root, key)
        with journal.held():
            standing = self._now(journal, seen, self.text(key))
            self._refuse_unseen(seen, standing)
            result = HANDED if arrived else REFUSED
            count = self._settle(journal, standing, result, dt.datetime.now().astimezone())
        self.library.note_delivery()
        return count

    def write_feeds(self, key: IssueKey) -> tuple[ToldPart, ...]:
        """Write the feeds anew after an issue was published, corrected or taken back. BriefingError when the library refuses."""
        told: list[ToldPart] = []
        for channel in self.house.channels.feeds:
            plan = self.plan(key, frozenset({channel.name}))
            found = plan.delivery(channel.name)
            if found is not None and plan.text.issue.workflow.status == PUBLISHED:
                told += self.send(key, found, plan.text)
            else:  # it is not in the feed any more
                told += self._hand_over(self._sender(channel), feed.parts(channel, "", self.library))
        return tuple(told)

    def test(self, channel: Channel, text: str, *, sender: Sender | None = None) -> tuple[ToldPart, ...]:
        """Send a line to the test group of a channel. Nothing is noted: no issue is meant."""
        return self._hand_over(sender or self._test_sender(channel), self._test_parts(channel, text))

    def _hand_over(self, link: Sender, parts: tuple[Part, ...]) -> tuple[ToldPart, ...]:
        """Parts of no issue: nothing is noted."""
        told = []
        try:
            for part in parts:
                outcome = link.prepare(part)
                if outcome.result == HANDED:
                    outcome = link.send(part)
                told.append(ToldPart(part, outcome))
        finally:
            link.close()
        return tuple(told)

    def _check(self, key: IssueKey, text: Text) -> None:
        """LibraryError unless the file still holds what was looked at, and that is published."""
        if self._revision(key) != text.revision:
            hint = _("look at it again, then send it")
            raise LibraryError(_("{key} has changed since it was looked at").format(key=key), hint=hint)
        status = text.issue.workflow.status
        if status != PUBLISHED:
            raise LibraryError(
                _("{key} is not published: {status}").format(key=key, status=status_name(status)),
                hint=f"briefing-tui status {key} published",
            )

    def _decide(
        self, journal: Journal, seen: Delivery, text: Text, how: str
    ) -> tuple[tuple[Part, ...], Standing]:
        """What is sent, by the journal as it is now that nobody else can write it."""
        standing = self._now(journal, seen, text)
        if how == AGAIN:
            self._refuse_unseen(seen, standing)
            return seen.parts, standing
        if how == NOTICE:
            self._refuse_unseen(seen, standing)
            if not seen.notice:
                raise UsageError(
                    _("{channel} got no other text of this issue: there is nothing to correct").format(
                        channel=seen.channel.name
                    )
                )
            return seen.notice, standing
        if standing.state in {OPEN, CHANGED, DAMAGED, RUNNING}:
            raise AskError(seen._replace(standing=standing))
        return standing.missing, standing

    def _refuse_unseen(self, seen: Delivery, standing: Standing) -> None:
        """BusyError when somebody has sent since it was decided to send again."""
        if (standing.at, standing.handed, len(standing.unknown)) != (
            seen.standing.at,
            seen.standing.handed,
            len(seen.standing.unknown),
        ):
            raise BusyError(
                _("somebody has sent to {channel} meanwhile").format(channel=seen.channel.name),
                hint=_("look at it again, then send it"),
            )

    def _now(self, journal: Journal, seen: Delivery, text: Text) -> Standing:
        return standings.standing(
            journal.read(), seen.channel.name, text.content, seen.parts, seen.notice, held=False
        )

    def _settle(self, journal: Journal, standing: Standing, result: str, now: dt.datetime) -> int:
        for one in standing.unknown:
            line = JournalLine(SETTLED, one.begun.id, written(now), self.house.who, result=result)
            journal.add(line)
        return len(standing.unknown)

    def _sender(self, channel: Channel) -> Sender:
        """What hands parts over. SettingsError when a secret is missing, LibraryError when a package is."""
        house = self.house
        match channel:
            case Robot():
                from briefing_tui.delivery.robot_sender import RobotSender

                return RobotSender(channel, house.secrets.get(channel.robot), house.environ)
            case Mailing():
                from briefing_tui.delivery.mail_sender import MailSender

                return MailSender(channel, house.secrets.get(channel.password) if channel.password else None)
            case Printing():
                from briefing_tui.delivery.printing import PrintSender

                return PrintSender(channel, house.environ)
            case Feed():
                from briefing_tui.delivery.feed import FeedSender

                return FeedSender(channel)

    def _test_sender(self, channel: Channel) -> Sender:
        return self._sender(channel._replace(robot=channel.test) if isinstance(channel, Robot) else channel)

    def _test_parts(self, channel: Channel, text: str) -> tuple[Part, ...]:
        """A line for those who know that it is a test. UsageError where nobody is named."""
        hint = _("set `test` of the channel: staff must not get tests")
        if isinstance(channel, Robot) and channel.test:
            return (wecom.trial_message(channel, text),)
        if isinstance(channel, Mailing) and channel.test:
            return tuple(mail.trial_mail(channel, address, text) for address in channel.test)
        if isinstance(channel, (Robot, Mailing)):
            raise UsageError(_("{channel} has no test group").format(channel=channel.name), hint=hint)
        raise UsageError(_("{channel} sends nothing that could be tested").format(channel=channel.name))


def question(delivery: Delivery) -> str:
    """What has to be decided before a channel is sent to."""
    name, standing = delivery.channel.name, delivery.standing
    if standing.state == OPEN:
        return ngettext(
            "{channel}: of {count} message it is not known whether it arrived",
            "{channel}: of {count} messages it is not known whether they arrived",
            len(standing.unknown),
        ).format(channel=name, count=len(standing.unknown))
    if standing.state == CHANGED:
        return _("{channel} got another text of this issue").format(channel=name)
    if standing.state == DAMAGED:
        return _("{channel}: the record of deliveries has lines that cannot be read").format(channel=name)
    return _("{channel}: somebody is sending just now").format(channel=name)


def refresh(desk: Desk, delivery: Delivery, text: Text, key: IssueKey) -> Delivery:
    """The same delivery with the journal as it is now; its parts are not made again."""
    journal = Journal(desk.library.root, key)
    files = kept(desk.house.make, text.issue)
    if delivery.trouble:
        return delivery_of(
            delivery.channel, text, journal.read(), files, desk.library, held=journal.is_held()
        )
    standing = standings.standing(
        journal.read(),
        delivery.channel.name,
        text.content,
        delivery.parts,
        delivery.notice,
        held=journal.is_held(),
    )
    return delivery._replace(standing=standing)
