"""What is to be done next on the authoring screen, as values. Made by the flows, carried out by `conversation`.

A flow (`save_flow`, `status_flow`, `draft_offer`) is told what happened and gives back steps. It knows no screen, so every way
through it is tested without one.
"""

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from briefing_tui.library.saving.merge import Conflict
from briefing_tui.model.key import IssueKey
from briefing_tui.tui.dialogues.asking import LineQuestion, Question

if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.authoring.session import SaveJob


class Say(NamedTuple):
    """A notice in the status row."""

    text: str


class Show(Enum):
    """Something looks different now."""

    ISSUE = "issue"
    """The issue, or what is chosen of it."""
    STATE = "state"
    """Only whether it is saved, in the title bar."""


class BothTexts(NamedTuple):
    """A question about two texts, which are shown side by side."""

    question: Question
    conflict: Conflict


class Rewriting(NamedTuple):
    """A text to be written anew, begun from what stands there."""

    where: str
    """What it is the text of."""
    text: str


class Wording(NamedTuple):
    """Sentences that readers will see, to be looked at and reworded before they are public."""

    heading: str
    leads: tuple[str, ...]
    """What is printed before each: date and place."""
    texts: tuple[str, ...]


class Worded(NamedTuple):
    """The answer to `Wording`: as many texts as there were, an empty one for a sentence that is left out."""

    texts: tuple[str, ...]
    publish: bool
    """False when the writer went back; the texts are kept for the next time."""


Given = str | Worded | None
"""The name of an answer, the text of a line or a body; None when that was not written."""


class Ask(NamedTuple):
    """Something is asked; the answer goes back to the flow, together with this value."""

    question: "Question | LineQuestion | BothTexts | Rewriting | Wording"
    about: object
    """What the flow has to know again when the answer comes. Nobody else looks at it."""


class Refuse(NamedTuple):
    """The only step on a typed line that will not do: it stays to be put right."""

    reason: str


class Resume(NamedTuple):
    """The keyboard goes to a field of the chosen piece, the cursor to a place in it."""

    field: str
    line: int
    """Of a body, from 0; 0 in a field of one line."""
    column: int
    """Characters before the cursor."""


class LookAtFindings(NamedTuple):
    """The list of findings of proof-reading, at one of them."""

    finding: "Finding"


class KeyChanged(NamedTuple):
    """The file has another key: what this writer has of it goes along."""

    old: IssueKey
    new: IssueKey


class Public(NamedTuple):
    """What was saved is public: what goes with that may follow."""

    key: IssueKey
    first: bool
    """It was not public before."""
    leaving: bool
    """The writer leaves."""


class Leave(NamedTuple):
    """The session is over: the screen goes."""

    leave_app: bool = False
    """And the app with it."""


class Write(NamedTuple):
    """A save, to be run in a thread. What came of it goes back to `SaveFlow.ended`, together with this value."""

    job: "SaveJob"
    leave: Leave | None
    """What is to be done when it is on disk, beside going on."""


Step = Say | Show | Ask | Refuse | Resume | LookAtFindings | KeyChanged | Public | Leave | Write
Steps = tuple[Step, ...]


class Flow(Protocol):
    """Who asks, and is told the answers."""

    def answered(self, asked: Ask, answer: Given) -> Steps:
        """What comes of an answer."""
