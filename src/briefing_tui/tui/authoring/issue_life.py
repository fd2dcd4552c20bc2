"""The life of the issue being written: its status, who signs, and its number. A part of the authoring screen.

Owned by `authoring.screen`. Steps are those of `model.publish`, the same as the verb `status` takes; they are in the file
when the issue is saved. A number is changed as the verb `rename` does it: at once, unless somebody else is at the issue.
"""

from functools import partial
from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.library.disk.presence import Notes
from briefing_tui.library.numbering import head_before
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import DRAFT, PUBLISHED, REVIEW
from briefing_tui.model.key import parse_key
from briefing_tui.model.publish import Problem, problems, step_word
from briefing_tui.text.clean import clean_line
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.saving.presence_note import announce
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.question import Answer, QuestionScreen, Said
from briefing_tui.words import status_name

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.part_host import PartHost

_PROBLEMS_SHOWN = 30


class IssueLife:
    """What the authoring screen asks about status and number."""

    def __init__(self, screen: "PartHost", session: EditingSession) -> None:
        self._screen = screen
        self._session = session

    # Status

    def choose_status(self) -> None:
        """Ask for the next step."""
        flow = self._session.issue.workflow
        self._screen.ask(
            QuestionScreen(
                _("Status: {status}").format(status=status_name(flow.status)),
                [Said(f"{step.when}  {step.what}  {step.who}", "faint") for step in flow.steps],
                [
                    *_offered(flow.status),
                    Answer(
                        "sign", "n", _("sign with another name than {name}").format(name=self._session.who)
                    ),
                    Answer("", "b", _("leave it")),
                ],
                self._chosen,
            )
        )

    def _chosen(self, name: str) -> None:
        if name == "sign":
            self._ask_name()
        else:
            self.ask_status(name)

    def _ask_name(self) -> None:
        from briefing_tui.tui.dialogues.ask_line import AskLineScreen  # noqa: PLC0415 - seldom needed

        def sign(name: str) -> str:
            self._session.who = clean_line(name)
            self._screen.call_later(self.choose_status)
            return ""

        footing = _("Enter takes it for the steps of this session, Esc goes back")
        self._screen.ask(AskLineScreen(_("Who signs?"), footing, self._session.who, sign))

    def ask_status(self, status: str) -> None:
        """Take the step, when nothing speaks against it."""
        if not step_word(self._session.issue.workflow.status, status):
            self._screen.show_again()
        elif self._session.correcting and status != PUBLISHED:
            self._screen.ask(
                QuestionScreen(
                    _("Take back a published issue?"),
                    [Said(_("Readers will not see it any more."))],
                    [Answer(status, "t", _("take it back")), Answer("", "b", _("leave it published"))],
                    self._advance,
                )
            )
        elif status == PUBLISHED and (found := self.problems()):
            self.show_problems(found)
        else:
            self._advance(status)

    def problems(self) -> tuple[Problem, ...]:
        """What speaks against publishing the issue as it is now."""
        session = self._session
        return problems(session.issue, head_before(session.library, session.key))

    def missing(self) -> tuple[Problem, ...]:
        """Those of the problems that no word overrides."""
        return tuple(problem for problem in self.problems() if problem.fatal)

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        """List them, go to the first; hints may be overridden."""
        fatal = any(one.fatal for one in found)
        said = [
            Said(f"{'!' if one.fatal else '·'} {one.text}", "error" if one.fatal else "") for one in found
        ]
        answers = [Answer("go", "g", _("go to the first"))]
        if not fatal:
            answers.append(Answer(PUBLISHED, "p", _("publish all the same")))
        heading = _("Not ready to be published") if fatal else _("Look at this before it is published")
        first = next((one for one in found if one.fatal), found[0]).selection
        self._screen.ask(
            QuestionScreen(
                heading,
                said[:_PROBLEMS_SHOWN],
                [*answers, Answer("", "b", _("back"))],
                partial(self._after_problems, first),
            )
        )

    def _after_problems(self, first: Selection, name: str) -> None:
        if name == "go":
            self._session.select(first)
        self._advance(name if name == PUBLISHED else "")

    def _advance(self, status: str) -> None:
        done = bool(status) and self._session.advance(status)
        self._screen.show_again()
        if done:
            now = status_name(self._session.issue.workflow.status)
            told = _("Status: {status}; save to keep it") if self._session.changed else _("Status: {status}")
            self._screen.say(told.format(status=now))

    # The number

    async def renumber(self) -> None:
        """Another key: in the form while there is no file, else the file is renamed."""
        session = self._session
        if session.is_new:
            session.select(Selection(edits.MASTHEAD))
            self._screen.show_again()
            await self._screen.enter(keys.FORM, "number")
        elif session.changed:
            self._screen.say(_("Save first (Ctrl+S): then the file can get another number."))
        else:
            from briefing_tui.tui.dialogues.ask_line import AskLineScreen  # noqa: PLC0415 - seldom needed

            heading = _("Another number for {key}").format(key=session.key)
            footing = _("2024-15 or 2024-增1. Enter renames the file at once, Esc goes back")
            await self._screen.ask(AskLineScreen(heading, footing, str(session.key), self._rename_to))

    def _rename_to(self, text: str) -> str:
        """Rename; what went wrong, empty when it is done."""
        session, old = self._session, self._session.key
        try:
            new = parse_key(text)
            if new == old:
                return ""
            session.library.rename(old, new, drafts=session.drafts)
            session.renamed(session.library.open_for_editing(new))
        except BriefingError as error:
            return error.one_line()
        Notes(session.library.root).leave(old)
        announce(session)
        self._screen.host.key_changed(old, new)
        self._screen.show_again()
        self._screen.say(_("{old} is {new} now").format(old=old, new=new))
        return ""


def _offered(status: str) -> list[Answer]:
    """The steps from a status, with what the record calls each."""
    texts = {
        DRAFT: {REVIEW: _("hand in for review"), PUBLISHED: _("publish")},
        REVIEW: {REVIEW: _("note that it was read"), PUBLISHED: _("publish"), DRAFT: _("back to draft")},
        PUBLISHED: {REVIEW: _("take back for review"), DRAFT: _("take back to draft")},
    }[status]
    return [
        Answer(new, new[0], _("{step} ({word})").format(step=text, word=step_word(status, new)))
        for new, text in texts.items()
    ]
