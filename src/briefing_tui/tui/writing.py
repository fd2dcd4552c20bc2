"""What the app has for sessions that may write: a way to edit an issue or begin one, and to keep drafts on every way out.

The base of `tui.app` between it and `guarded`. Light: all that writes is imported when somebody begins to edit, so that
`open` starts no slower. A session that may not write has no `Writing`, and nothing here to forget.
"""

from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.model.key import ItemAddress
from briefing_tui.tui.actions import keys
from briefing_tui.tui.terminal.guarded import GuardedApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.personal.drafts import Drafts
    from briefing_tui.tui.app import BriefingApp
    from briefing_tui.tui.authoring.editing import Editing, Opening
    from briefing_tui.tui.authoring.screen import AuthoringScreen


class Writing(NamedTuple):
    """Handed to sessions that may write. Called when somebody begins to edit."""

    editor: "Callable[[], LibraryEditor]"
    drafts: "Callable[[], Drafts]"
    templates: str = ""
    """The directory of the house templates; empty for none."""


class EditOpened(Message):
    """A thread has opened an issue for editing, or made the next one."""

    def __init__(self, opening: "Opening") -> None:
        super().__init__()
        self.opening = opening


class WritingApp(GuardedApp[None], inherit_bindings=False):
    """An app whose issues may be edited, when it was given a `Writing`."""

    writing: Writing | None = None
    _editing: "Editing | None" = None
    _WRITES: ClassVar[frozenset[str]] = frozenset({"edit_issue", "new_issue"})

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""
        return self.writing is not None

    @property
    def editing(self) -> "Editing | None":
        """What edits, while an issue is being edited."""
        return self._editing if self._editing is not None and self._editing.session is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The read-only filter: without a `Writing` the actions that write are not there."""
        if not self.writable and (action in self._WRITES or keys.needs_write(action)):
            return False
        return super().check_action(action, parameters)

    def begin_editing(self, address: ItemAddress) -> None:
        """Open the authoring screen on an issue."""
        editing = self._make_editing()
        if editing is not None:
            editing.edit(address)

    def action_edit_issue(self) -> None:
        """Key e: the issue being read, or the highlighted one."""
        find = getattr(self.screen, "address", None)
        address = find() if find is not None else None
        if isinstance(address, ItemAddress):
            self.begin_editing(address)
        else:
            self.tell_here(_("No issue here to edit; n begins one."))

    def action_new_issue(self) -> None:
        """Key n."""
        self.begin_new_issue()

    def begin_new_issue(self) -> None:
        """Begin the next issue."""
        editing = self._make_editing()
        if editing is not None:
            editing.begin_new()

    def tell_here(self, text: str) -> None:
        """A notice on whatever screen there is."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(text)

    def on_edit_opened(self, event: EditOpened) -> None:
        """A thread is done: show the authoring screen, or ask first."""
        if self._editing is not None:
            self._editing.opened(event.opening)

    def keep_draft_quietly(self) -> None:
        """When there is no screen left to tell anything on: what is not saved is kept. Safe from a signal handler's call."""
        if self._editing is not None:
            self._editing.keep_quietly()

    def first_editing_screen(self, address: ItemAddress) -> "AuthoringScreen | None":
        """The authoring screen to begin with; None when the issue is to be shown first. The app ends when it is left."""
        editing = self._make_editing()
        try:
            return None if editing is None else editing.first_screen(address)
        except BriefingError as error:
            self.call_later(self.tell_here, error.one_line())
            return None

    def welcome_to_editing(self, address: ItemAddress, *, there: bool) -> None:
        """The app began by editing: what the first screen has to say or to ask; the draft of a file that is not `there`."""
        editing = self._make_editing()
        if editing is not None and not there:
            editing.edit(address, leave_app=True)
        elif editing is not None and editing.first is not None:
            editing.opened(editing.first)

    def _make_editing(self) -> "Editing | None":
        if self.writing is None:
            return None
        if self._editing is None:
            from briefing_tui.tui.authoring.editing import Editing  # noqa: PLC0415 - when somebody begins to edit

            self._editing = Editing(cast("BriefingApp", self), self.writing)
        return self._editing
