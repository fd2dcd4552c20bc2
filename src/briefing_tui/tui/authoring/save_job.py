"""One save of an editing session, as a value that runs in a thread. Made by `session`, which takes over what came of it."""

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.revision import Opened, Saved
from briefing_tui.model.issue import Issue

if TYPE_CHECKING:
    from briefing_tui.library.sync.state import Waiting


class SaveJob(NamedTuple):
    """One save: values only, so that it may run in a thread."""

    library: LibraryEditor
    opened: Opened | None
    issue: Issue
    remains: Prepared | None = None
    """Of a file that is gone."""
    together: "Waiting | None" = None
    """What waited, and is in the issue now."""

    def run(self) -> Saved:
        """Write it. BriefingError says why it could not; the text is still in the session."""
        if self.opened is None:
            opened = self.library.create_opened(self.issue, like=self.remains)
            written = Prepared(opened.prepared.data, normalised(self.issue), opened.path)
            if self.remains is not None:
                written = written.following(self.remains)
            return Saved(opened._replace(prepared=opened.prepared.following(written)))
        saved = self.library.save(self.opened, self.issue)
        if self.together is not None:
            with suppress(LibraryError):  # then it is asked again
                note_together(self.library.root, self.together)
        return saved


def note_together(root: str, one: "Waiting") -> None:
    """What waited in two versions is one now, and on the disk. LibraryError when that cannot be noted."""
    from briefing_tui.library.sync.settling import settled  # seldom so

    settled(root, one)
