"""Read and unread, as the reader says it of one issue or of all that are shown. A part of the library screen."""

from typing import TYPE_CHECKING

from briefing_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from briefing_tui.tui.shelf.part_host import PartHost


class ReadMarks:
    """What the keys for the read mark do."""

    def __init__(self, screen: "PartHost") -> None:
        self._screen = screen

    def action_mark_read(self) -> None:
        """Key a."""
        entry, state = self._screen.list.current, self._screen.host.state
        if entry is not None and entry.key is not None and entry.summary is not None:
            read = not state.is_read(entry.key)
            state.mark_read(entry.key, read)
            told = _("Marked as read: {key}") if read else _("Marked as unread: {key}")
            self._marked(told.format(key=entry.key))

    def action_mark_all_read(self) -> None:
        """Key A: every issue that is shown; when all are read, as unread."""
        shown, state = self._screen.list.shown_keys, self._screen.host.state
        read = not all(map(state.is_read, shown))
        for key in shown:
            state.mark_read(key, read)
        told = (
            ngettext(
                "Marked as read: {count} issue; A again: unread",
                "Marked as read: {count} issues; A again: unread",
                len(shown),
            )
            if read
            else ngettext("Marked as unread: {count} issue", "Marked as unread: {count} issues", len(shown))
        )
        self._marked(told.format(count=len(shown)))

    def _marked(self, text: str) -> None:
        self._screen.list.marks_changed()
        self._screen.tell_facts()
        if not self._screen.host.state.kept:
            text = _("{told}; until you leave: a read-only session keeps nothing").format(told=text)
        self._screen.say(text)
