"""What is asked before a channel is sent to, as values. Knows no screen.

Asked where sending might send twice, or send what is not wanted; never otherwise. Each answer is the name of what is done; the first, which
a second Enter gives, sends nothing.
"""

from briefing_tui.delivery.journal import shown_time
from briefing_tui.delivery.plan import Delivery
from briefing_tui.delivery.standing import CHANGED, DAMAGED, DONE, OPEN
from briefing_tui.i18n import _
from briefing_tui.tui.dialogues.asking import Answer, Question, Said
from briefing_tui.words import part_kind_name

ARRIVED, LOST, AGAIN, NOTICE = "arrived", "lost", "again", "notice"


def whether_to_send(delivery: Delivery) -> Question | None:
    """What has to be decided of a channel; None when it may simply be sent to."""
    make = {OPEN: _unknown, CHANGED: _changed, DONE: _done, DAMAGED: _damaged}.get(delivery.standing.state)
    return make(delivery) if make is not None else None


def _unknown(delivery: Delivery) -> Question:
    said = [Said(_("Look into the group or the mailbox: did these arrive?"))]
    for one in delivery.standing.unknown:
        name = " ".join(filter(None, (part_kind_name(one.begun.kind), one.begun.name)))
        told = ", ".join(filter(None, (shown_time(one.at), one.begun.who, name, one.said)))
        said.append(Said(f"· {told}"))
    answers = [
        Answer(ARRIVED, "y", _("yes: note that, send nothing")),
        Answer(LOST, "n", _("no: note that, and send what is missing")),
        Answer(AGAIN, "a", _("send all of it again")),
    ]
    heading = _("{channel}: did it arrive?").format(channel=delivery.channel.name)
    return Question(heading, said, [_back(), *answers])


def _changed(delivery: Delivery) -> Question:
    said = [
        Said(
            _("The issue has changed since it was sent on {when}.").format(
                when=shown_time(delivery.standing.at)
            )
        )
    ]
    answers = [
        Answer(NOTICE, "c", _("send a notice of what was corrected (更正)")),
        Answer(AGAIN, "a", _("send all of it again")),
    ]
    heading = _("{channel} got another text").format(channel=delivery.channel.name)
    return Question(heading, said, [_back(), *answers])


def _done(delivery: Delivery) -> Question:
    standing = delivery.standing
    told = _("It was handed over on {when} by {who}.").format(when=shown_time(standing.at), who=standing.who)
    heading = _("{channel}: send it again?").format(channel=delivery.channel.name)
    return Question(heading, [Said(told)], [_back(), Answer(AGAIN, "a", _("send all of it again"))])


def _damaged(delivery: Delivery) -> Question:
    said = [
        Said(
            _(
                "Lines of the record cannot be read: what they said of this channel is not known. Look there first."
            )
        )
    ]
    heading = _("{channel}: the record of deliveries is damaged").format(channel=delivery.channel.name)
    return Question(heading, said, [_back(), Answer(AGAIN, "a", _("send all of it again"))])


def _back() -> Answer:
    return Answer("", "b", _("send nothing"))
