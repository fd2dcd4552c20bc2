"""The page that readers will see, of the issue being written. The reader's own page view, which follows the writer.

Made by the authoring screen, which calls `follow` after a change, or asks for it `soon`. The text in sight stays where it is while the place
that is being written is in sight; only rows that look different are drawn again, so nothing flickers.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.actions import keys
from briefing_tui.tui.widgets.page_view import PageView
from briefing_tui.typeset.page import Page

if TYPE_CHECKING:
    from textual.timer import Timer

_SOON_SECONDS = 0.05
"""Between a key and the preview's repaint at most, while keys come fast."""
_NEAR = 40
"""Characters before a place from which its words are looked for, where a block begins otherwise than was thought."""
_QUICK_SECONDS = 0.01
"""A preview that takes longer than this is not drawn together with the key, but after it."""


class LivePreview(PageView, can_focus=True, inherit_bindings=False):
    """The page of an issue that changes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings_for(keys.PREVIEW, owner="screen")]

    def __init__(self, issue: Issue, *, measure: int, ambiguous: int) -> None:
        super().__init__(issue, measure=measure, ambiguous=ambiguous, place=ReadingPlace())
        self._seen: dict[int, Strip] = {}
        self._wanted: tuple[Selection, int, int] | None = None
        self._waiting: Timer | None = None
        self._marked: tuple[Selection, int, int, str] | None = None
        self._cost = 0.0
        """Seconds that following took last."""

    @property
    def quick(self) -> bool:
        """Whether it can follow within a key without making it late."""
        return self._cost < _QUICK_SECONDS

    def soon(self, follow: Callable[[], None]) -> None:
        """Have `follow` called in a moment: once, however often it is asked meanwhile; never, when `follow` came before."""
        if self._waiting is None:
            self._waiting = self.set_timer(_SOON_SECONDS, follow)

    def follow(self, issue: Issue, selection: Selection, line: int = -1, column: int = 0) -> None:
        """Show `issue` as it is now, with the selected piece in sight; of a body the character at line and column."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if not self.display:
            return
        started = time.perf_counter()
        self._follow(issue, selection, line, column)
        self._cost = time.perf_counter() - started

    def mark(self, selection: Selection, line: int, column: int, words: str) -> None:
        """Mark some words of a piece and bring them in sight; none for empty words. `line` is -1 for what is no body."""
        self._marked = (selection, line, column, words) if words else None
        if self.display and self.size.height:
            if words:
                self._reveal(selection, line, column)
            self._draw_marked()

    def _draw_marked(self) -> None:
        hits: dict[int, list[tuple[int, int, str]]] = {}
        if self._marked is not None:
            selection, line, column, words = self._marked
            block, offset = place_of(self.page, selection, line, column)
            text = self.page.block(block).text
            at = offset if text.startswith(words, offset) else text.find(words, max(0, offset - _NEAR))
            if at >= 0:
                hits[block] = [(at, at + len(words), "hit.current")]
        if hits != self._hits:
            self._hits = hits
            self._strips.clear()
            self._draw_changed()

    def _follow(self, issue: Issue, selection: Selection, line: int, column: int) -> None:
        if issue is not self._issue:
            if self._view is not None:
                self._place = self.place()
            self._issue, self._view = issue, None
            self._strips.clear()
        if not self.size.height:  # not shown yet: laid out when it is
            self._wanted = selection, line, column
            return
        self._reveal(selection, line, column)
        self._draw_changed()
        if self._marked is not None or self._hits:
            self._draw_marked()

    def on_resize(self, event: Resize) -> None:
        """As the base's; what was to be followed before there was room for it comes in sight now."""
        super().on_resize(event)
        if self._wanted is not None and event.size.height:
            self._reveal(*self._wanted)
            self._wanted = None
            self.refresh()

    def _reveal(self, selection: Selection, line: int, column: int) -> None:
        """Bring a place in a body in sight, or a piece: of that as much as half the pane has room for."""
        block, offset = place_of(self.page, selection, line, column)
        more = min(len(self.page.lines(block)) - 1, self.size.height // 2) if line < 0 else 0
        self.viewport.reveal(block, offset, more)

    def _draw_changed(self) -> None:
        """Draw the rows that differ from what is on the screen."""
        width, height = self.size
        self._marks = ()
        before = dict(self._seen)
        changed = [y for y in range(height) if self.render_line(y) != before.get(y)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """One row, kept to be compared with."""
        strip = self._seen[y] = super().render_line(y)
        return strip


def place_of(page: Page, selection: Selection, line: int, column: int) -> tuple[int, int]:
    """Block of the page, and character in it, where a piece or a place in its body is shown."""
    position = edits.position_of(page.issue, selection)
    if selection.kind in {edits.ITEM, edits.GROUP} and position:
        block = page.block_of_item(position, line)
        alone = page.block_of_item(position, 0) == page.block_of_item(position)
        if not alone or line < 0:
            return block, column
        text = page.block(block).text
        body = getattr(edits.piece(page.issue, selection), "body", "").strip()
        return block, max(0, len(text) - len(body.partition("\n")[0])) + column
    if selection.kind == edits.SECTION:
        return min(page.block_of_section(selection.section), page.block_total - 1), 0
    if selection.kind == edits.PREFACE and page.block_of_preface() >= 0:
        return min(page.block_of_preface() + max(line, 0) + 1, page.block_total - 1), column
    if selection.kind in {edits.DISTRIBUTION, edits.CORRECTION, edits.END}:
        return page.block_total - 1, 0
    return 0, 0
