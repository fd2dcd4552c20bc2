"""The page of the issue under the cursor of a search, at the item found, with the words marked. Made by the search screen."""

from textual.strip import Strip

from briefing_tui.model.issue import Issue
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.widgets.page_view import PageView


class HitPreview(PageView):
    """Empty until it is shown something."""

    def __init__(self, *, measure: int, ambiguous: int) -> None:
        super().__init__(Issue(), measure=measure, ambiguous=ambiguous, place=ReadingPlace())
        self._blank = True

    def show_item(self, issue: Issue, position: int, words: tuple[str, ...]) -> None:
        """An item (0: the beginning) with all places of `words` marked, the first of them in sight."""
        self._blank = False
        position = min(position, issue.item_total())  # the file may have changed since it was searched
        self.show(issue, ReadingPlace(position))
        page = self.page
        hits = sorted({hit for word in words for hit in page.find(word)})
        first, end = page.item_range(position) if position else (0, page.block_total)
        inside = [index for index, hit in enumerate(hits) if first <= hit.block < end]
        self.mark_hits(hits, inside[0] if inside else -1)
        if inside:
            self.reveal(hits[inside[0]])

    def show_nothing(self) -> None:
        """Empty again."""
        if not self._blank:
            self._blank = True
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the page, or blanks."""
        return Strip.blank(self.size.width, self.base) if self._blank else super().render_line(y)
