"""The threads of the delivering screen: looks at an issue and its journal, sends, and posts what came of it. Touches no widget.

One channel is sent to at a time. What waits (a service that asks for a minute) can be stopped: nothing is begun then any more, and a
message that is on its way is waited for.
"""

import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from briefing_tui.delivery.desk import AGAIN, MISSING, NOTICE, AskError, refresh
from briefing_tui.delivery.journal import Journal
from briefing_tui.errors import BriefingError
from briefing_tui.tui.delivering import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing_tui.delivery.carrying_out import ToldPart
    from briefing_tui.delivery.desk import Desk
    from briefing_tui.delivery.plan import Delivery, DeliveryPlan
    from briefing_tui.library.entry import Stamp
    from briefing_tui.model.key import IssueKey
    from briefing_tui.tui.widgets.resting import RestingScreen


class Planned(Message):
    """What is to be sent is known, or how it stands now."""

    def __init__(self, plan: "DeliveryPlan") -> None:
        super().__init__()
        self.plan = plan


class Failed(Message):
    """It cannot be known, or a channel cannot be sent to."""

    def __init__(self, error: BriefingError, channel: str = "") -> None:
        super().__init__()
        self.error = error
        self.channel = channel


class PartTold(Message):
    """One message went, or did not."""

    def __init__(self, channel: str, told: "ToldPart") -> None:
        super().__init__()
        self.channel = channel
        self.told = told


class ServiceWaiting(Message):
    """A service is waited for."""

    def __init__(self, channel: str, seconds: float) -> None:
        super().__init__()
        self.channel = channel
        self.seconds = seconds


class ChannelEnded(Message):
    """A channel is done with, one way or the other."""

    def __init__(self, channel: str, plan: "DeliveryPlan") -> None:
        super().__init__()
        self.channel = channel
        self.plan = plan


class SeenState(NamedTuple):
    """Which state of issue and journal was looked at."""

    issue: "Stamp | None"
    record: int
    held: bool


class Sending:
    """What the screen has done elsewhere."""

    def __init__(self, screen: "RestingScreen", key: "IssueKey", desk: "Callable[[], Desk]") -> None:
        self._screen = screen
        self._key = key
        self._make_desk = desk
        self._desk: Desk | None = None
        self._seen: SeenState | None = None
        self._stop = threading.Event()

    def look(self) -> None:
        """Look, in a thread, at whatever changed since the last look."""
        self._screen.run_worker(self._look, group="look", exclusive=True, thread=True)

    def send(self, wishes: "Sequence[tuple[Delivery, str]]", plan: "DeliveryPlan") -> None:
        """Send to channels, one after the other, each in its way (`questions`, or `MISSING`), in a thread."""
        self._stop.clear()
        self._screen.run_worker(partial(self._send_all, wishes, plan), group="send", thread=True)

    def stop(self) -> None:
        """Begin nothing more."""
        self._stop.set()

    def _look(self) -> None:
        try:
            desk = self._at_desk()
            journal = Journal(desk.library.root, self._key)
            seen = SeenState(desk.library.stamp_of(self._key), len(journal.read().lines), journal.is_held())
            if seen != self._seen:
                plan = desk.plan(self._key)
                self._seen = seen
                self._screen.post_message(Planned(plan))
        except BriefingError as error:
            self._screen.post_message(Failed(error))

    def _send_all(self, wishes: "Sequence[tuple[Delivery, str]]", plan: "DeliveryPlan") -> None:
        for delivery, how in wishes:
            name = delivery.channel.name
            self._seen = None
            try:
                self._carry_out(delivery, plan, how)
            except BriefingError as error:
                self._screen.post_message(Failed(error, name))
            try:
                desk = self._at_desk()
                again = [refresh(desk, one, plan.text, self._key) for one in plan.deliveries]
                self._screen.post_message(ChannelEnded(name, plan._replace(deliveries=tuple(again))))
            except BriefingError as error:
                self._screen.post_message(Failed(error, name))

    def _carry_out(self, delivery: "Delivery", plan: "DeliveryPlan", how: str) -> None:
        desk = self._at_desk()
        name = delivery.channel.name
        if self._stop.is_set():
            return
        if how in {questions.ARRIVED, questions.LOST}:
            desk.settle(self._key, delivery, arrived=how == questions.ARRIVED)
            if how == questions.ARRIVED:
                return
        kind = {questions.AGAIN: AGAIN, questions.NOTICE: NOTICE}.get(how, MISSING)
        tell = partial(self._told, name)
        try:
            desk.send(self._key, delivery, plan.text, kind, tell=tell, pause=partial(self._pause, name))
        except AskError:
            return  # the row says it, and Enter asks

    def _told(self, channel: str, told: "ToldPart") -> None:
        self._screen.post_message(PartTold(channel, told))

    def _pause(self, channel: str, seconds: float) -> bool:
        if seconds:
            self._screen.post_message(ServiceWaiting(channel, seconds))
        return not self._stop.wait(seconds)

    def _at_desk(self) -> "Desk":
        if self._desk is None:
            self._desk = self._make_desk()
        return self._desk
