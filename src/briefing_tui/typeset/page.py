"""The page: a composed issue laid out in lines of cells, on demand.

Called by the reading screen, the preview and `show`. A block is built and laid out when somebody asks for it; its
index is that of the composition and stays the same at any width. Offsets are characters, widths cells. Knows no
terminal and no framework.
"""

from collections.abc import Iterator

from briefing_tui.compose.composition import Composition
from briefing_tui.model.issue import Issue
from briefing_tui.typeset.layout import LaidOut, lay_out
from briefing_tui.typeset.lines import Geometry, PageLine, PageMark, PageOptions, geometry
from briefing_tui.typeset.table import TableShapes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.text.folding import Searched
    from briefing_tui.typeset.find import Occurrence

_KEPT = 4096
"""Blocks whose lines are kept; when more were asked for, all are forgotten and laid out again."""


class Page(Composition):
    """One issue at one width."""

    def __init__(self, issue: Issue, options: PageOptions | None = None) -> None:
        self.options = options or PageOptions()
        super().__init__(issue, contents=self.options.contents)
        self.geometry: Geometry = geometry(self.options)
        self._shapes = TableShapes(self.geometry)
        self._laid: dict[int, LaidOut] = {}
        self._text: str | None = None
        self._searched: Searched | None = None

    def lines(self, index: int) -> tuple[PageLine, ...]:
        """The finished lines of a block, the blank lines above it first; none for a blank block."""
        return self._lay(index)[0]

    def all_lines(self) -> Iterator[PageLine]:
        """Every line, in order."""
        for index in range(self.block_total):
            yield from self._lay(index)[0]

    def find(self, query: str) -> "list[Occurrence]":
        """All places where `query` stands, letter case and full or half width aside."""
        from briefing_tui.text.folding import Searched  # a page that is shown needs neither
        from briefing_tui.typeset.find import find_in_lines

        if self._text is None:
            self._text = "\n".join(self.texts())
            self._searched = Searched(self._text)
        return list(find_in_lines(self._text, query, self._searched))

    def marks(self, block: int, start: int, end: int) -> tuple[PageMark, ...]:
        """Where characters `start` to `end` of a block stand in its lines, cells of tables included."""
        return tuple(
            PageMark(
                run.line,
                run.column + max(start - run.start, 0),
                run.column + min(end, run.end) - run.start,
            )
            for run in self._lay(block)[1]
            if run.start < end and run.end > start
        )

    def _lay(self, index: int) -> LaidOut:
        found = self._laid.get(index)
        if found is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            found = self._laid[index] = lay_out(self.block(index), index, self.geometry, self._shapes)
        return found
