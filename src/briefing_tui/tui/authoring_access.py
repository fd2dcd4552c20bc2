"""The way from the app to the authoring screen, in a session that may write.

Owned by the app. Light: all that writes is imported when somebody begins to edit, so that `open` starts no slower. A session
that was handed no `Writing` may not write; then nothing here opens anything.
"""

from typing import TYPE_CHECKING

from briefing_tui.errors import BriefingError
from briefing_tui.tui.actions import keys
from briefing_tui.tui.issue_feed import IssueFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing_tui.model.key import ItemAddress
    from briefing_tui.tui.authoring.editing import Editing, Opening
    from briefing_tui.tui.authoring.screen import AuthoringScreen
    from briefing_tui.tui.host import EditingHost
    from briefing_tui.tui.options import Writing


class AuthoringAccess:
    """Opens issues for editing, one at a time."""

    def __init__(self, host: "EditingHost", writing: "Writing | None") -> None:
        self._host = host
        self._writing = writing
        self._editing: Editing | None = None

    @property
    def writing(self) -> "Writing | None":
        """What this session may write with."""
        return self._writing

    @property
    def writable(self) -> bool:
        """Whether this session may change the library."""
        return self._writing is not None

    def allows(self, action: str) -> bool:
        """The read-only filter: actions of the screens and of the app that write are not there for whoever may only read."""
        return self.writable or not (keys.needs_write(action) or keys.needs_write(f"app.{action}"))

    @property
    def editing(self) -> "Editing | None":
        """What edits, while an issue is being edited."""
        return self._editing if self._editing is not None and self._editing.session is not None else None

    def edit(self, address: "ItemAddress", then: "Callable[[Editing], object] | None" = None) -> None:
        """Open the authoring screen on an issue; `then` is called when it is there and nothing is asked on it."""
        editing = self._begin_or_tell()
        if editing is not None:
            editing.edit(address, then=then)

    def begin_new(self) -> None:
        """Open it on the next issue."""
        editing = self._begin_or_tell()
        if editing is not None:
            editing.begin_new()

    def opened(self, opening: "Opening") -> None:
        """A thread is done: show the authoring screen, or ask first."""
        if self._editing is not None:
            self._editing.opened(opening)

    def first_screen(self, address: "ItemAddress") -> "AuthoringScreen | None":
        """The screen of an app that begins by editing; None when the issue is to be shown first. The app ends when it is left.

        BriefingError when the issue cannot be opened.
        """
        editing = self._begin()
        return None if editing is None else editing.first_screen(address)

    def welcome(self, address: "ItemAddress", *, there: bool) -> None:
        """The app began by editing: what the first screen has to say or to ask; the draft of a file that is not `there`."""
        editing = self._begin()
        if editing is not None and not there:
            editing.edit(address, leave_app=True)
        elif editing is not None and editing.first is not None:
            editing.opened(editing.first)

    def keep_quietly(self) -> None:
        """When there is no screen left to tell anything on: what is not saved is kept. Safe from a signal handler's call."""
        if self._editing is not None:
            self._editing.keep_quietly()

    def _begin_or_tell(self) -> "Editing | None":
        """As `_begin`; the library may not be writable any more, which is told and ends nothing."""
        try:
            return self._begin()
        except BriefingError as error:
            self._host.post_message(IssueFailed(error))
            return None

    def _begin(self) -> "Editing | None":
        if self._editing is None and self._writing is not None:
            from briefing_tui.tui.authoring.editing import Editing

            self._editing = Editing(self._host, self._writing)
        return self._editing
