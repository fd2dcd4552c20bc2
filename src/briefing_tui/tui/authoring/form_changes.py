"""What is typed into the form, taken over into the issue. A part of the authoring screen.

The form shows texts and knows no issue (`form`), what a text means is `forms`; here each change becomes an edit of the session.
A text that means nothing changes nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing_tui.i18n import _
from briefing_tui.model import edits
from briefing_tui.model.issue import Item
from briefing_tui.personal.drafts import TypedAt
from briefing_tui.tui.authoring import forms

if TYPE_CHECKING:
    from briefing_tui.tui.authoring.form import PieceForm
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost
    from briefing_tui.tui.authoring.session import EditingSession


class FormChanges:
    """Takes over what was typed."""

    def __init__(
        self,
        screen: "AuthoringPartHost",
        session: "EditingSession",
        *,
        taken: Callable[[bool], None],
    ) -> None:
        """`taken` is called after each change, with whether the outline shows what was typed."""
        self._screen = screen
        self._session = session
        self._taken = taken

    def take(self, form: "PieceForm") -> None:
        """What was typed into a form and not taken over yet, as far as it means something."""
        for one, text in form.changes():
            if form.kind != edits.GROUP:  # renamed when left: with an empty name it is no group any more
                self._take(one, text, form.place_in(one.name))

    def left(self, form: "PieceForm", one: forms.Field) -> None:
        """The keyboard left a field: say what is wrong with its text; a group has its new name now."""
        text = form.text(one.name)
        self._session.part()
        form.object_to(one.name, forms.objection(one, text))
        if form.kind == edits.GROUP:
            edited = edits.rename(self._session.issue, self._session.selection, text.strip())
            if self._session.apply(edited, _("group renamed")):
                self._screen.show_again()

    def begin_paste(self, form: "PieceForm", name: str) -> bool:
        """What was typed before a paste is a step of its own; whether what a title has no room for can go to a body."""
        self.take(form)
        self._session.end_step()
        return name == "title" and form.body is not None

    def end_paste(self, form: "PieceForm", name: str, rest: str, notice: str) -> None:
        """What was pasted goes into the issue, the `rest` in front of the body, as one step."""
        form.object_to(name, "")
        self.take(form)
        if rest:
            selection, body = self._session.selection, form.text("body")
            text = f"{rest}\n{body}" if body.strip() else rest
            edited = forms.change(self._session.issue, selection, forms.field(form.kind, "body"), text)
            what = _("pasted into {piece}").format(piece=self._screen.name_of(selection))
            self._session.apply(edited, what, join=f"{selection} {name}")
            self._screen.show_again()
        self._session.end_step()
        self._screen.say(notice)

    def _take(self, one: forms.Field, text: str, place: tuple[int, int]) -> None:
        selection = self._session.selection
        try:
            edited = forms.change(self._session.issue, selection, one, text)
        except forms.FieldError:
            return
        what = _("{field} of {piece}").format(field=one.label, piece=self._screen.name_of(selection))
        if self._session.apply(edited, what, join=f"{selection} {one.name}"):
            piece = self._session.selection
            self._session.typed_place = TypedAt((piece.kind, piece.section, piece.item), one.name, *place)
            value = edits.piece(self._session.issue, self._session.selection)
            self._taken(one.kind != forms.BODY or (isinstance(value, Item) and not value.title))
