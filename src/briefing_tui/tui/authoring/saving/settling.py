"""Two people changed the same: one question after the other until all is settled, as values. Used by `save_flow` and `draft_offer`.

Each question is answered by mine, theirs, or a third text; one's own whole issue can be copied out at any time. Going back leaves
all as it is: nothing is saved and nothing lost.
"""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.saving.merge import MINE, THEIRS, Conflict, ConflictError, Settlement, merge
from briefing_tui.model.issue import Issue
from briefing_tui.tui.authoring.saving.copy_out import ask_where
from briefing_tui.tui.authoring.saving.steps import Ask, BothTexts, Rewriting, Steps, Write
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Answer, Question


class Settling(NamedTuple):
    """How far it is settled."""

    error: ConflictError
    left: tuple[Conflict, ...]
    """The questions that are open; the first one is asked now."""
    choices: tuple[tuple[str, Settlement], ...] = ()
    """The answers so far, by `Conflict.key`."""
    write: Write | None = None
    """The save that met the conflict; None for a draft that is taken up."""


class Settled(NamedTuple):
    """No question is open."""

    issue: Issue
    """With all answers in it."""


def begin(error: ConflictError, write: Write | None = None) -> Ask:
    """The first question."""
    return ask(Settling(error, error.conflicts, (), write))


def ask(settling: Settling) -> Ask:
    """The question that is open."""
    conflict, count = settling.left[0], len(settling.left)
    answers = [
        Answer("mine", "m", _("mine stays")),
        Answer("theirs", "t", _("theirs stays")),
        Answer("copy", "c", _("copy mine out: save my whole issue elsewhere")),
        Answer("", "b", _("back to the text, nothing is saved")),
    ]
    if conflict.editable:
        answers.insert(2, Answer("edited", "e", _("write it anew from both")))
    heading = _("Somebody else changed this too: {where}").format(where=conflict.where)
    if count > 1:
        left = _("{count} left").format(count=count)
        heading += f"  ({left})"
    return Ask(BothTexts(Question(heading, (), answers), conflict), settling)


def settle(session: EditingSession, asked: Ask, settling: Settling, answer: str | None) -> Settled | Steps:
    """What an answer leads to; no steps when it was to go back."""
    if isinstance(asked.question, Rewriting):
        return (ask(settling),) if answer is None else _choose(settling, Settlement("edited", answer))
    conflict = settling.left[0]
    if answer == "copy":
        return ask(settling), ask_where(session, settling.error.mine)
    if answer == "edited":
        both = "\n".join(part for part in (conflict.mine, conflict.theirs) if part)
        return (Ask(Rewriting(conflict.where, both), settling),)
    if answer:
        return _choose(settling, MINE if answer == "mine" else THEIRS)
    return ()


def _choose(settling: Settling, choice: Settlement) -> Settled | Steps:
    error, choices = settling.error, (*settling.choices, (settling.left[0].key, choice))
    merged = merge(error.base, error.mine, error.theirs, dict(choices))
    if merged.conflicts:
        return (ask(settling._replace(left=merged.conflicts, choices=choices)),)
    return Settled(merged.issue)
