"""The lines of a tail as rows: to whom, by which channel, where it stands; and below them what the chosen one sends.

Made by the delivering screen. Widths are cells.
"""

from collections.abc import Mapping

from textual.events import Resize

from briefing_tui.delivery.journal import shown_time
from briefing_tui.delivery.plan import Delivery, DeliveryPlan, PlanRow
from briefing_tui.delivery.standing import CHANGED, DONE, OPEN, PARTLY
from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.tui.widgets.text_rows import TextRows
from briefing_tui.typeset.width import pad, truncate
from briefing_tui.words import delivery_state_name, part_kind_name

_ROLE, _CHANNEL, _STATE = 8, 14, 26
"""Cells of the columns; recipients have the rest."""


class DeliveryRows(RowsView):
    """A row for each line of the tail."""

    always_active = True

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self.plan: DeliveryPlan | None = None
        self._now: Mapping[str, str] = {}

    def show(self, plan: DeliveryPlan, now: Mapping[str, str]) -> None:
        """The plan, and what is being done just now for each channel that has something done."""
        self.plan, self._now = plan, now
        self.rows_changed()

    def row_total(self) -> int:
        """The lines of the tail, and the feeds."""
        return len(self.plan.rows) if self.plan is not None else 0

    def row(self, index: int, width: int) -> list[StyledText]:
        """Role, recipients, channel, state."""
        assert self.plan is not None
        row = self.plan.rows[index]
        role = f" {row.role}：" if row.role else ""
        room = max(8, width - _ROLE - _CHANNEL - _STATE - 2)
        state, look = self.state(row)
        return [
            (self._cell(role, _ROLE), "tail.role"),
            (self._cell("、".join(row.recipients), room), ""),
            (" ", ""),
            (self._cell(row.word or row.channel, _CHANNEL), ""),
            (" ", ""),
            (self._cell(state, _STATE), look),
        ]

    def state(self, row: PlanRow) -> tuple[str, str]:
        """Where a line stands, with the name of its look."""
        if row.channel in self._now:
            return self._now[row.channel], "key"
        delivery = self.plan.delivery(row.channel) if self.plan is not None and row.channel else None
        if delivery is None:
            return (_("not set up") if row.word else _("by hand")), "faint"
        if delivery.trouble:
            return _("cannot be made"), "error"
        standing = delivery.standing
        said = delivery_state_name(standing.state)
        if standing.state == PARTLY:
            said = f"{said} {standing.handed}/{standing.total}"
        if standing.state == DONE:
            said = f"{said} {shown_time(standing.at)[5:]}"
        look = {DONE: "faint", OPEN: "error", CHANGED: "mark", "failed": "error", "damaged": "error"}
        return said, look.get(standing.state, "")

    def _cell(self, text: str, cells: int) -> str:
        return pad(truncate(clean_line(text), cells, self.ambiguous), cells, self.ambiguous)


class DetailRows(TextRows, can_focus=False):
    """What the chosen line sends, as it will look."""

    def __init__(self, *, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._said: list[StyledText] = []

    def show(self, said: list[StyledText]) -> None:
        """Other paragraphs."""
        if said != self._said:
            self._said = said
            self.lay_out()
            self.scroll_to(y=0, animate=False)

    def lay_out(self) -> None:
        """Wrap to the width there is."""
        self.lines = self.wrap(self._said, self.size.width - 3)
        self.rows_changed()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self.lay_out()


def detail(row: PlanRow | None, delivery: Delivery | None, late: str = "") -> list[StyledText]:
    """What there is to know of a line; `late` is what is said of a library that was not synced lately."""
    if row is None:
        return [(_("The tail of this issue names nobody; t in the outline adds a line."), "faint")]
    if delivery is None:
        return _without_channel(row)
    channel, standing = delivery.channel, delivery.standing
    said: list[StyledText] = [(f"{channel.name}: {channel.target}", "key")]
    if delivery.trouble:
        return [*said, (delivery.trouble, "error")]
    if late and standing.state != DONE:
        said.append((late, "error"))
    said += _history(delivery)
    parts = delivery.notice if standing.state == CHANGED and delivery.notice else delivery.parts
    for part in parts:
        name = " ".join(filter(None, (part_kind_name(part.kind), part.name)))
        said += [("", ""), (_("{part}, {size:,} bytes").format(part=name, size=part.size), "head")]
        said += [(f"  {line}", "") for line in part.preview]
    return said


def _history(delivery: Delivery) -> list[StyledText]:
    """What was done, and what has to be asked."""
    standing, said = delivery.standing, []
    if standing.at:
        told = [shown_time(standing.at), standing.who, delivery_state_name(standing.state), standing.said]
        said.append((", ".join(filter(None, told)), ""))
    for one in standing.unknown:
        name = " ".join(filter(None, (part_kind_name(one.begun.kind), one.begun.name)))
        text = _("{part} of {when}: nobody knows whether it arrived; Enter asks")
        said.append((text.format(part=name, when=shown_time(one.at)), "error"))
    if standing.state == CHANGED:
        said.append(
            (_("Another text of this issue was sent. Enter offers a notice of what was corrected:"), "mark")
        )
    return said


def _without_channel(row: PlanRow) -> list[StyledText]:
    if not row.word:
        return [(_("This line names no channel: it is carried out by hand."), "faint")]
    return [
        (_("No channel {name!r} is set up in the settings.").format(name=row.word), "faint"),
        (_("`briefing-tui config init --print` shows how channels are set up"), "faint"),
    ]


def column_heads(width: int, ambiguous: int) -> str:
    """The heads over the columns."""
    room = max(8, width - _ROLE - _CHANNEL - _STATE - 2)
    cells = ((" ", _ROLE), (_("Recipients"), room + 1), (_("Channel"), _CHANNEL + 1), (_("State"), _STATE))
    return "".join(pad(truncate(text, count, ambiguous), count, ambiguous) for text, count in cells)
