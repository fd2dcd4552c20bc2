"""The bar to find and replace in a text: two rows below the editor, mounted by it and gone with Escape.

It selects in the editor what it finds; capitals and full-width forms count as equal, as everywhere. Replacing is editing:
the editor's undo takes it back, all replacements at once as one step.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.document._document import Location, Selection
from textual.widgets import Input, Static, TextArea

from briefing_tui.i18n import _
from briefing_tui.tui.widgets.text_field import TextField
from briefing_tui.typeset.find import Occurrence, find_in_lines
from briefing_tui.typeset.width import cell_width

LIMIT = 200
"""Characters of either field."""


class ReplaceBar(Vertical):
    """What to find, what to put there, and how many there are."""

    DEFAULT_CSS = """
    ReplaceBar { height: 2; width: 100%; background: $panel; }
    ReplaceBar.-read-only { height: 1; }
    ReplaceBar.-read-only > #replace-row { display: none; }
    ReplaceBar > Horizontal { height: 1; width: 100%; }
    ReplaceBar Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    ReplaceBar .replace-bar--label { color: $faint; }
    ReplaceBar .replace-bar--count { width: auto; min-width: 8; text-align: right; }
    ReplaceBar .replace-bar--keys { width: auto; color: $faint; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("tab,shift+tab", "other_field", show=False),
        Binding("down,ctrl+f", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("ctrl+r", "replace_all", show=False),
    ]

    def __init__(
        self, editor: TextArea, close: Callable[[], None], *, query: str = "", ambiguous: int = 1
    ) -> None:
        """`close` is called on Escape; it takes the bar away."""
        super().__init__()
        self._editor = editor
        self._close = close
        self._origin: Location = min(editor.selection)
        self._hits: list[Occurrence] = []
        self._labels = _("Find"), _("Replace with")
        self._label_cells = 1 + max(cell_width(label, ambiguous) for label in self._labels)
        self._query = TextField(query, max_length=LIMIT, select_on_focus=True, id="query")
        self._replacement = TextField(max_length=LIMIT, select_on_focus=True, id="replacement")
        self._count = Static(classes="replace-bar--count")
        self.set_class(editor.read_only, "-read-only")

    def compose(self) -> ComposeResult:
        """A row for each field."""
        hint = _("Enter replaces, Ctrl+R all")
        rows = (
            (self._query, self._count),
            (self._replacement, Static(Content(hint), classes="replace-bar--keys")),
        )
        for label, (field, beside), name in zip(self._labels, rows, ("find-row", "replace-row"), strict=True):
            with Horizontal(id=name):
                head = Static(Content(label), classes="replace-bar--label")
                head.styles.width = self._label_cells
                yield head
                yield field
                yield beside

    def on_mount(self) -> None:
        """Type at once."""
        self.enter()
        self._look(self._origin)

    def enter(self) -> None:
        """The keyboard to what is looked for."""
        self.screen.set_focus(self._query)

    # Finding

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._query:
            self._look(self._origin)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._replacement:
            self._replace()
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """Keys down and up: the next or the former place, round the end."""
        self._find()
        if not self._hits:
            return
        here = self._editor.selection
        if step > 0:
            at = max(here) if self._current() >= 0 else min(here)
            self._show(self._first_from(at))
        else:
            self._show((self._first_from(min(here)) - 1) % len(self._hits))

    def action_other_field(self) -> None:
        """Key Tab."""
        if not self._editor.read_only:
            self.screen.set_focus(self._replacement if self._query.has_focus else self._query)

    def action_close(self) -> None:
        """Key Escape."""
        self._close()

    def _find(self) -> None:
        self._hits = list(find_in_lines(self._editor.text, self._query.value))

    def _look(self, start: Location) -> None:
        """Find anew and show the first place from `start` on."""
        self._find()
        self._show(self._first_from(start) if self._hits else -1)

    def _first_from(self, start: Location) -> int:
        return next((at for at, hit in enumerate(self._hits) if (hit.block, hit.start) >= start), 0)

    def _current(self) -> int:
        """The place that is selected; -1 when none is."""
        start, end = sorted(self._editor.selection)
        places = (((hit.block, hit.start), (hit.block, hit.end)) for hit in self._hits)
        return next((at for at, place in enumerate(places) if place == (start, end)), -1)

    def _show(self, at: int) -> None:
        if at >= 0:
            hit = self._hits[at]
            self._editor.selection = Selection((hit.block, hit.start), (hit.block, hit.end))
            self._origin = hit.block, hit.start
        self._tell(f"{at + 1}/{len(self._hits)}" if self._query.value else "")

    def _tell(self, text: str) -> None:
        self._count.update(Content(f" {text} "))

    # Replacing

    def _replace(self) -> None:
        """Put the other words at the place that is selected and go on to the next; without one, only go there."""
        self._find()
        at = self._current()
        if at < 0 or self._editor.read_only:
            self.action_step(1)
            return
        start, end = sorted(self._editor.selection)
        result = self._editor.replace(self._replacement.value, start, end, maintain_selection_offset=False)
        self._look(result.end_location)

    def action_replace_all(self) -> None:
        """Key ctrl+r."""
        self._find()
        if not self._hits or self._editor.read_only:
            return
        total, first, last = len(self._hits), self._hits[0], self._hits[-1]
        start, end = (first.block, first.start), (last.block, last.end)
        self._editor.replace(self._with_all(start, end), start, end, maintain_selection_offset=False)
        self._find()
        self._tell(_("{total} replaced").format(total=total))

    def _with_all(self, start: Location, end: Location) -> str:
        """The text from the first place to the last with every place replaced."""
        lines = self._editor.document.lines
        pieces: list[str] = []
        line, column = start
        for hit in self._hits:
            if hit.block != line:
                pieces += (lines[line][column:], *(f"\n{one}" for one in lines[line + 1 : hit.block]), "\n")
                line, column = hit.block, 0
            pieces += (lines[line][column : hit.start], self._replacement.value)
            column = hit.end
        return "".join(pieces)
