"""The delivering screen (分送): each line of an issue's tail with its channel, what it sends, and where it stands.

Pushed by the app, after signing or with V, in sessions that may write. Enter does one line, A all of them that need no question. What
might be sent twice, or is not known to have arrived, is asked about first (`questions`).
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from briefing_tui.delivery.desk import MISSING
from briefing_tui.delivery.standing import FAILED, NEW, PARTLY
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.sync.late import late_sync
from briefing_tui.model.issue import PUBLISHED
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.actions import keys
from briefing_tui.tui.delivering.questions import whether_to_send
from briefing_tui.tui.delivering.rows import DeliveryRows, DetailRows, column_heads, detail
from briefing_tui.tui.delivering.sending import (
    ChannelEnded,
    Failed,
    PartTold,
    Planned,
    Sending,
    ServiceWaiting,
)
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.host import Host, host_of
from briefing_tui.tui.messages import error_line
from briefing_tui.tui.widgets.row_moving import RowMoving
from briefing_tui.tui.widgets.rows import RowsView
from briefing_tui.tui.widgets.status_line import StatusLine
from briefing_tui.tui.widgets.status_screen import StatusScreen
from briefing_tui.tui.widgets.two_lines import TwoLines
from briefing_tui.words import part_kind_name, part_result_name, status_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.delivery.desk import Desk
    from briefing_tui.delivery.plan import Delivery, DeliveryPlan, PlanRow

_TO_SEND = frozenset({NEW, PARTLY, FAILED})
"""States in which nothing has to be asked."""


class DeliveringScreen(StatusScreen, inherit_bindings=False):
    """The deliveries of one issue."""

    pane = keys.DELIVERING
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.DELIVERING)]
    DEFAULT_CSS = """
    DeliveringScreen DeliveryRows { width: 100%; height: auto; min-height: 1; max-height: 40%; }
    DeliveringScreen DetailRows { width: 100%; height: 1fr; border-top: solid $edge; }
    """

    def __init__(self, key: IssueKey, desk: "Callable[[], Desk]") -> None:
        super().__init__()
        self.key = key
        ambiguous = self.host.options.ambiguous
        self._heading = TwoLines(column_heads, ambiguous=ambiguous)
        self.list = DeliveryRows(ambiguous=ambiguous)
        self._detail = DetailRows(ambiguous=ambiguous)
        self.status = StatusLine(hints=keys.hints(keys.DELIVERING, writable=True), ambiguous=ambiguous)
        self.acting = (RowMoving(lambda: self.list, pages=lambda: self._detail),)
        self._sending = Sending(self, key, desk)
        self._now: dict[str, str] = {}
        """Channel → what is being done for it."""
        self._leaving = ""
        """The action that waits until nothing is on its way any more."""

    @cached_property
    def host(self) -> Host:
        """What goes beyond this screen."""
        return host_of(self)

    @property
    def plan(self) -> "DeliveryPlan | None":
        """What is known of the issue; None before the first look has ended."""
        return self.list.plan

    @property
    def is_sending(self) -> bool:
        """Whether something is on its way."""
        return bool(self._now)

    def compose(self) -> ComposeResult:
        """Heading, lines, what the chosen one sends, status."""
        yield self._heading
        yield self.list
        yield self._detail
        yield self.status

    def on_mount(self) -> None:
        """Look, and look again from time to time: others send too."""
        self.list.focus()
        self._heading.tell(_("Delivery of {key}: looking what is to be sent …").format(key=self.key))
        self._look()
        self.set_interval(self.host.options.poll_seconds, self._look)

    def on_unmount(self) -> None:
        """Nothing more is begun."""
        self._sending.stop()

    def _look(self) -> None:
        self._show_detail()  # a sync may have been, or be late by now
        if not self.is_sending:
            self._sending.look()

    # What the threads say

    @on(Planned)
    def _planned(self, event: Planned) -> None:
        if not self.is_sending:
            self._show(event.plan)

    @on(PartTold)
    def _part_told(self, event: PartTold) -> None:
        part, outcome = event.told
        name = " ".join(filter(None, (part_kind_name(part.kind), part.name)))
        said = _("{part}: {result}").format(part=name, result=part_result_name(outcome.result))
        if outcome.said:
            said = _("{text} ({hint})").format(text=said, hint=outcome.said)
        self._now[event.channel] = said
        self._show_now()
        self.say(f"{event.channel}: {said}")

    @on(ServiceWaiting)
    def _waiting(self, event: ServiceWaiting) -> None:
        self._now[event.channel] = _("waiting {seconds:.0f} s …").format(seconds=event.seconds)
        self._show_now()

    @on(ChannelEnded)
    def _ended(self, event: ChannelEnded) -> None:
        self._now.pop(event.channel, None)
        self._show(event.plan)
        if self._leaving and not self.is_sending:
            self.call_later(self.run_action, self._leaving)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._now.pop(event.channel, None)
        self._show_now()
        self._tell_error(event.error)
        if self.plan is None:
            self._heading.tell(_("Delivery of {key}").format(key=self.key))

    def _tell_error(self, error: BriefingError) -> None:
        self.say(error_line(error, self.host.library.root))

    # What is shown

    def _show(self, plan: "DeliveryPlan") -> None:
        status = plan.text.issue.workflow.status
        title = clean_line(plan.text.issue.masthead.title)
        self._heading.tell(
            _("Delivery of {key} {title} · {status}").format(
                key=self.key, title=title, status=status_name(status)
            )
        )
        self.list.show(plan, self._now)
        self._show_detail()
        self._tell_facts()

    def _show_now(self) -> None:
        if self.plan is not None:
            self.list.show(self.plan, self._now)

    @on(RowsView.Moved)
    def _moved(self) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        late = late_sync(self.host.library.root)
        self._detail.show(detail(self._row, self._delivery, late) if self.plan is not None else [])

    @property
    def _row(self) -> "PlanRow | None":
        """The line with the cursor."""
        at = self.list.cursor
        return self.plan.rows[at] if self.plan is not None and 0 <= at < len(self.plan.rows) else None

    @property
    def _delivery(self) -> "Delivery | None":
        row = self._row
        return self.plan.delivery(row.channel) if self.plan is not None and row is not None else None

    def _tell_facts(self) -> None:
        assert self.plan is not None
        done = sum(one.standing.state == "done" for one in self.plan.deliveries)
        total = len(self.plan.deliveries)
        count = ngettext(
            "{done} of {total} channel handed over", "{done} of {total} channels handed over", total
        )
        self.status.set_facts(
            [count.format(done=done, total=total)] if total else [_("no channel is set up")]
        )

    # Sending

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_send_one()

    def action_send_one(self) -> None:
        """Key Enter."""
        row, delivery = self._row, self._delivery
        if self.plan is None or row is None:
            self.say(_("There is nothing to send."))
        elif self.is_sending:
            self.say(_("Something is being sent already; wait until it has ended."))
        elif delivery is None:
            self.say(_("This line names no channel that is set up."))
        elif self._may_send(delivery):
            question = whether_to_send(delivery)
            if question is None:
                self._send([(delivery, MISSING)])
            else:
                self.app.push_screen(QuestionScreen(question, partial(self._answered, delivery)))

    def _answered(self, delivery: "Delivery", how: str) -> None:
        if how and not self.is_sending:
            self._send([(delivery, how)])

    def action_send_all(self) -> None:
        """Key A."""
        if self.plan is None or self.is_sending:
            self.say(_("Something is being sent already; wait until it has ended."))
            return
        ready = [one for one in self.plan.deliveries if not one.trouble and one.standing.state in _TO_SEND]
        if not ready:
            self.say(_("Nothing can be sent without a question: Enter asks it, line by line."))
            return
        if all(self._may_send(delivery) for delivery in ready):
            self._send([(delivery, MISSING) for delivery in ready])

    def _may_send(self, delivery: "Delivery") -> bool:
        """Whether it could go at all; says why not."""
        assert self.plan is not None
        if delivery.trouble:
            self.say(delivery.trouble)
            return False
        if self.plan.text.issue.workflow.status != PUBLISHED:
            self.say(_("Only what is published is sent: S in the outline publishes it."))
            return False
        return True

    def _send(self, wishes: "list[tuple[Delivery, str]]") -> None:
        assert self.plan is not None
        self._now |= {delivery.channel.name: _("being sent …") for delivery, _how in wishes}
        self._show_now()
        self._sending.send(wishes, self.plan)

    # Keys

    def action_leave(self) -> None:
        """Keys q and Escape; while something is on its way, as soon as that has ended."""
        if not self._waits("leave") and self.is_current:
            self.app.pop_screen()

    def finishes_first(self) -> bool:
        """The app is to end: as soon as the message that is on its way has its answer."""
        return self._waits("app.leave")

    def _waits(self, action: str) -> bool:
        """Whether leaving waits; then nothing more is begun."""
        if not self.is_sending:
            return False
        self._leaving = action
        self._sending.stop()
        self.say(_("Leaves as soon as the message that is on its way has its answer …"))
        return True
