"""What proof-reading shows on the authoring screen: counts in outline and title, underlined places, the place that is looked at.

A part of the screen: what `proofing.proofing` needs of it, made of its panes. Widths are cells.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from briefing_tui.model import edits
from briefing_tui.model.edits import Edited, Selection, nearest
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.proof.passage import BODY
from briefing_tui.tui.actions import keys
from briefing_tui.tui.proofing.listing import counts, explained, summary
from briefing_tui.tui.proofing.reading import Read

if TYPE_CHECKING:
    from textual.message import Message
    from textual.screen import Screen

    from briefing_tui.tui.authoring.bars.title_bar import TitleBar
    from briefing_tui.tui.authoring.form import FormPane, PieceForm
    from briefing_tui.tui.authoring.live_preview import LivePreview
    from briefing_tui.tui.authoring.outline_editor import OutlineEditor
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost
    from briefing_tui.tui.authoring.session import EditingSession


class ProofingHost:
    """The screen, as proof-reading sees it."""

    def __init__(
        self,
        screen: "AuthoringPartHost",
        session: "EditingSession",
        outline: "OutlineEditor",
        preview: "LivePreview",
        title_bar: "TitleBar",
        forms: "FormPane",
    ) -> None:
        self._screen = screen
        self._session = session
        self._outline = outline
        self._preview = preview
        self._title_bar = title_bar
        self._forms = forms
        self._read = Read()
        self._looked_at: Finding | None = None
        self._explained = ""

    # What the list asks

    @property
    def issue(self) -> Issue:
        """With what was typed."""
        return self._session.issue

    @property
    def key(self) -> IssueKey:
        """Of the issue."""
        return self._session.key

    @property
    def selection(self) -> Selection:
        """The chosen piece."""
        return self._session.selection

    @property
    def signer(self) -> str:
        """Who writes."""
        return self._session.who

    def name_of(self, selection: Selection) -> str:
        """What a piece is called."""
        return self._screen.name_of(selection)

    def remarked(self, read: Read) -> None:
        """Counts, and underlined places."""
        self._read = read
        self._outline.tell_counts(counts(read.findings, self._outline.ambiguous))
        self._title_bar.tell_proof(summary(read.findings, self._title_bar.ambiguous))
        self.mark_form()
        self.explain_at_cursor()
        self._screen.tell_hints()

    def mark_form(self) -> None:
        """The form shows another piece, or something else was found: mark what is found in it."""
        selection = self._session.selection
        own = [one for one in self._read.findings if (one.selection or Selection()) == selection]
        looked_at = self._looked_at
        if looked_at is not None and (looked_at.selection or Selection()) != selection:
            looked_at = None
        if looked_at is not None and looked_at not in own:
            own.append(looked_at)  # one that was let pass
        issue = self._read.issue
        there = issue is not None and nearest(issue, selection) == selection
        piece = edits.piece(issue, selection) if issue is not None and there else None
        self._form.remark(str(getattr(piece, BODY, "")), own, looked_at)

    def look_at(self, finding: Finding | None) -> None:
        """Choose the piece, mark the place."""
        self._looked_at = finding
        selection = Selection() if finding is None else finding.selection or Selection()
        if finding is not None and selection != self._session.selection:
            self._screen.take_typed()
            self._session.select(selection)
            self._screen.show_again()
        self.mark_form()
        self._screen.tell_hints()
        if finding is None or finding.span is None:
            self._preview.mark(selection, -1, 0, "")
            return
        span = finding.span
        line, column = self._place(finding)
        shown = line if span.field == BODY else -1
        self._form.reveal(span.field, line, column)
        self._preview.mark(selection, shown, column, span.words.partition("\n")[0])

    def change(self, issue: Issue, what: str) -> bool:
        """One step of undo."""
        session = self._session
        if not session.apply(Edited(issue, nearest(issue, session.selection)), what):
            return False
        self._screen.show_again()
        return True

    async def type_at(self, finding: Finding) -> None:
        """The keyboard to the place."""
        span = finding.span
        if span is None:
            await self._screen.enter(keys.FORM)
            return
        await self._screen.enter(keys.FORM, span.field)
        self._form.place(span.field, *self._place(finding))

    def say(self, text: str) -> None:
        """A notice."""
        self._screen.say(text)

    def ask(self, dialogue: "Screen[None]") -> Awaitable[None]:
        """A question."""
        return self._screen.ask(dialogue)

    def run_worker(self, work: Callable[[], None], *, group: str, thread: bool) -> object:
        """Work in a thread."""
        return self._screen.run_worker(work, group=group, thread=thread)

    def post_message(self, message: "Message") -> bool:
        """Tell the screen."""
        return self._screen.post_message(message)

    # The cursor in the body

    def explain_at_cursor(self) -> None:
        """Say in the status row what is remarked on where the cursor of the body stands; take that away when it has gone on."""
        body = self._form.body
        if body is None or not body.has_focus:
            return
        line, column = body.cursor_location
        finding = body.underlines.at(line, column, body.document[line])
        told = explained(finding) if finding is not None else ""
        if told != self._explained:
            if told or self._screen.notice == self._explained:
                self._screen.say(told)
            self._explained = told

    @property
    def _form(self) -> "PieceForm":
        return self._forms.form_for(self._session.selection.kind)

    def _place(self, finding: Finding) -> tuple[int, int]:
        """Line and character of a finding in its field."""
        span = finding.span
        assert span is not None
        if span.field != BODY:
            return 0, span.start
        text = self._form.body.text if self._form.body is not None else ""
        return text.count("\n", 0, span.start), span.start - (text.rfind("\n", 0, span.start) + 1)
