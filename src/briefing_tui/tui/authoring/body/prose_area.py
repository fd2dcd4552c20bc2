"""The framework's text editor made fit for Chinese prose: our rows, our drawing, no more output than what changed.

The lower half of `editor`. Overrides private methods of Textual's TextArea, so its canaries (tests/tui/authoring/body/test_body_editor.py)
are among the first to look at when Textual is upgraded. A key costs the paragraph it changes and the rows that look
different; the stock editor divides the whole paragraph anew for every row it draws, and sends every row.
"""

# Overriding the framework's private methods is this module's work.

from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.document._document import Document, EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from briefing_tui.text.clusters import border_at, border_from, next_border
from briefing_tui.tui.authoring.body.prose_wrap import ProseWrap, WrappedRow, drawn
from briefing_tui.tui.authoring.body.underlines import Underlines
from briefing_tui.tui.look.terminal_styles import theme_styles
from briefing_tui.typeset.width import cell_width

_KEPT_STRIPS = 512
_UNDERLINE = Style(underline=True)


class Shown(NamedTuple):
    """All that the look of a row depends on, but for colours."""

    text: str
    indent: int
    """Cells."""
    width: int
    """Cells."""
    cursor: int
    """Character of `text` the cursor is on; len(text) behind it; -1 when it is in another row."""
    begin: int
    end: int
    """Characters of `text` that are selected, half-open."""
    marks: tuple[tuple[int, int, bool], ...] = ()
    """Characters of `text` that are underlined, half-open, and whether they are the ones looked at."""


class _Lines(str):
    """A text that has no line ends but line feeds: the framework would part it at U+2028 and others, which are text."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines, without what ends them; none behind a line feed at the end."""
        lines = self.split("\n")
        return lines if lines[-1] else lines[:-1]


class ProseDocument(Document):
    """A text of paragraphs."""

    def __init__(self, text: str) -> None:
        super().__init__(_Lines(text))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """As the framework's."""
        return super().replace_range(start, end, _Lines(text))


class ProseArea(TextArea):
    """Edits paragraphs, one a line."""

    ALLOW_SELECT: ClassVar[bool] = False

    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    """Start and end; the cursor is at the end. Unlike the stock one it does not draw the whole editor anew."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """Cells of the whole text. The stock one has the screen laid out anew whenever it changes, which cost five times an
    ordinary key at each key that makes or ends a row; the style sheet gives this widget its height, never its text."""

    def __init__(self, *, ambiguous: int = 1, read_only: bool = False) -> None:
        self.ambiguous = ambiguous
        self._shown: dict[int, Shown | None] = {}
        self._strips: LRUCache[Shown, Strip] = LRUCache(_KEPT_STRIPS)
        self._styles: tuple[Style, Style, Style] | None = None
        self._laid_at = 0
        self.underlines = Underlines()
        """What proof-reading remarks on; `underline` sets them."""
        super().__init__(compact=True, highlight_cursor_line=False, max_checkpoints=500, read_only=read_only)
        self.cursor_blink = False
        self.match_cursor_bracket = False

    def remeasure(self, ambiguous: int) -> None:
        """The terminal draws “ ” — … with another width than was thought."""
        self.ambiguous = self.rows.ambiguous = ambiguous
        self._strips.clear()
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    @property
    def rows(self) -> ProseWrap:
        """The rows as they are now."""
        assert isinstance(self.wrapped_document, ProseWrap)
        return self.wrapped_document

    def _set_document(self, text: str, language: str | None) -> None:
        """A new text; nothing is highlighted by a language."""
        self.document = ProseDocument(text)
        self.wrapped_document = ProseWrap(self.document, ambiguous=self.ambiguous)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Lay out the text at the width of now."""
        self._laid_at = self.wrap_width
        super()._rewrap_and_refresh_virtual_size()

    def _refresh_size(self) -> None:
        """The text has another number of rows, perhaps: the scroll bar follows, and the cursor has room to come in sight."""
        before = self.virtual_size
        super()._refresh_size()
        if self.virtual_size != before and self.is_mounted:
            self._scroll_update(self.virtual_size)
            self.scroll_cursor_visible()
            self.draw_changed()

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        """Bring the cursor into sight and draw what looks different."""
        if not self.is_mounted:
            return
        self.scroll_cursor_visible()
        self.draw_changed()
        if previous_selection != selection:
            self.post_message(self.SelectionChanged(selection, self))

    def underline(self, underlines: Underlines) -> None:
        """Underline other places; only rows that look different are drawn."""
        if underlines != self.underlines:
            self.underlines = underlines
            if self.is_mounted:
                self.draw_changed()

    def draw_changed(self) -> None:
        """Have the rows drawn that look different from what was drawn last."""
        top, shown, seen = self.scroll_offset.y, self._shown, self._seen()
        width, height = self.size
        regions = [
            Region(0, y, width, 1)
            for y in range(height)
            if y not in shown or self._look(top + y, *seen) != shown[y]
        ]
        if regions:
            self.refresh(*regions)

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell of the caret as it is drawn; blanks that hang over the edge are at the edge."""
        at = self.rows.location_to_offset(self.cursor_location) - self.scroll_offset
        return self.content_region.offset + at

    # Signs instead of characters (`text.clusters`): the cursor never stands inside of one

    def get_cursor_left_location(self) -> Location:
        """One sign back."""
        line, column = super().get_cursor_left_location()
        return line, border_at(self.document[line], column)

    def get_cursor_right_location(self) -> Location:
        """One sign on."""
        line, column = super().get_cursor_right_location()
        return line, border_from(self.document[line], column)

    def get_cursor_word_left_location(self) -> Location:
        """To the beginning of a word."""
        line, column = super().get_cursor_word_left_location()
        return line, border_at(self.document[line], column)

    def get_cursor_word_right_location(self) -> Location:
        """To the end of a word."""
        line, column = super().get_cursor_word_right_location()
        return line, border_from(self.document[line], column)

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        """Between two places; the signs they stand in go too. The end of the last line may be told as the line below it."""
        (top, left), (bottom, right) = sorted((start, end))
        if bottom < self.document.line_count:
            right = border_from(self.document[bottom], right)
        return super()._delete_via_keyboard((top, border_at(self.document[top], left)), (bottom, right))

    # Drawing

    def notify_style_update(self) -> None:
        """Colours changed."""
        self._styles = None
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in `crop`, laid out for the width they are drawn at, whether or not a resize was told of it yet.

        The stock editor's own themes are left out.
        """
        if self._laid_at != self.wrap_width:
            self._rewrap_and_refresh_virtual_size()
        return super(TextArea, self).render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row."""
        look = self._look(self.scroll_offset.y + y, *self._seen())
        self._shown[y] = look
        if look is None:
            return Strip.blank(self.size.width, self._colours()[0])
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._draw(look)
        return strip

    def _seen(self) -> tuple[int, Selection, bool]:
        """What the look of every row depends on: cells of the rows, the selection, whether the cursor is shown."""
        return self.scrollable_content_region.width, self.selection, self._draw_cursor

    def _look(self, number: int, width: int, selection: Selection, draw_cursor: bool) -> Shown | None:
        """How a row of the text looks now; None behind the last. The rest is from `_seen`."""
        row = self.rows.row(number)
        if row is None:
            return None
        text = drawn(self.document[row.line][row.start : row.end])
        start, end = selection
        begin, stop = sorted((_within(row, start), _within(row, end))) if start != end else (0, 0)
        cursor = -1
        if end[0] == row.line and draw_cursor:
            column = end[1] - row.start
            cursor = column if 0 <= column < len(text) or (column == len(text) and row.last) else -1
        return Shown(text, row.indent, width, cursor, begin, stop, self._marks(row))

    def _marks(self, row: WrappedRow) -> tuple[tuple[int, int, bool], ...]:
        """What is underlined of a row."""
        under = self.underlines
        return tuple(
            (max(one.start, row.start) - row.start, min(one.end, row.end) - row.start, under.is_chosen(one))
            for one in under.of(row.line, self.document[row.line])
            if one.start < row.end and row.start < one.end
        )

    def _draw(self, look: Shown) -> Strip:
        """A row with its cursor and selection. Blanks that hang over the edge are left out."""
        base, selected, at_cursor = self._colours()
        text, cursor = look.text.replace("\t", " "), look.cursor
        room = look.width - look.indent - 1
        while text and text[-1] in " \u3000" and cell_width(text, self.ambiguous) > room:
            text = text[:-1]
        cursor = min(cursor, len(text))
        behind = next_border(text, cursor) if 0 <= cursor < len(text) else max(cursor, 0)
        edges = (edge for start, end, _chosen in look.marks for edge in (start, end))
        edges = (min(edge, len(text)) for edge in (look.begin, look.end, *edges))
        cuts = sorted({0, len(text), max(cursor, 0), behind, *edges})
        segments = [Segment(" " * look.indent, base)] if look.indent else []
        for start, end in pairwise(cuts):
            style = selected if look.begin <= start < look.end else base
            for first, last, chosen in look.marks:
                if first <= start < last:
                    style += self._looked_at if chosen and style is base else _UNDERLINE
            segments.append(Segment(text[start:end], at_cursor if start == cursor else style))
        if cursor == len(text):
            segments.append(Segment(" ", at_cursor))
        return Strip(segments).adjust_cell_length(look.width, base)

    @property
    def _looked_at(self) -> Style:
        """Of the place that somebody looks at in the list of findings."""
        return theme_styles(self.app)["hit.current"] + _UNDERLINE

    def _colours(self) -> tuple[Style, Style, Style]:
        """Ordinary, selected, and under the cursor."""
        if self._styles is None:
            base = self.rich_style
            selected = base + theme_styles(self.app)["cursor"]
            self._styles = base, selected, base + Style(reverse=True)
        return self._styles


def _within(row: WrappedRow, location: tuple[int, int]) -> int:
    """A place as a character of a row: its start or end when it is before or behind it."""
    line, column = location
    if line != row.line:
        return 0 if line < row.line else row.end - row.start
    return max(0, min(column, row.end) - row.start)
