"""What a clean-up would change, before and after, and which of its rules to use. Opened by the body editor on ctrl+r.

Nothing changes while it is open. Enter hands the tidied text to the editor, Escape hands nothing. Widths are cells.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget

from briefing_tui.i18n import _
from briefing_tui.text import cleanup
from briefing_tui.text.clean import clean
from briefing_tui.tui.dialogues.dialogue import MOVING, WrappedDialogue, WrappedRows
from briefing_tui.tui.widgets.rows import RowsView, StyledText
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.width import pad
from briefing_tui.words import clean_up_name

_MARKED_LIMIT = 500
"""Characters of a paragraph whose single changes are marked: finding them is quadratic."""
_BEFORE, _AFTER = "− ", "+ "
_MARGIN = 4


class TidyLine(NamedTuple):
    """One row of before and after."""

    sign: str
    text: str
    marked: frozenset[int]
    """Characters of `text` that are not on the other side."""


class TidyRows(WrappedRows):
    """The rules, each on or off, then the paragraphs that change."""

    def __init__(self, text: str, rules: Sequence[str], *, last: bool, ambiguous: int) -> None:
        super().__init__(ambiguous=ambiguous)
        self._text = text
        self._last = last
        self.rules = cleanup.needed(text, rules, last=last)
        """Those that would change something."""
        self.chosen = set(self.rules)
        self._lines: list[TidyLine] = []

    @property
    def tidied(self) -> str:
        """The text after the chosen rules."""
        return cleanup.tidy(self._text, [rule for rule in self.rules if rule in self.chosen], last=self._last)

    @property
    def source(self) -> str:
        """What goes to the field of the source; empty when its rule is left out."""
        return cleanup.source_of(self._text, tuple(self.chosen))

    def lay_out(self, width: int) -> int:
        """Wrap before and after to a width; the rows it takes."""
        room = max(8, width - _MARGIN)
        changed = _changes(clean(self._text), clean(self.tidied))
        self._lines = [row for line in changed for row in self._wrapped(line, room)]
        return self.row_total()

    def switch(self, index: int) -> None:
        """Use a rule, or leave it out."""
        if 0 <= index < len(self.rules):
            self.chosen ^= {self.rules[index]}

    def row_total(self) -> int:
        """Rules, a blank row, before and after."""
        return len(self.rules) + 1 + len(self._lines)

    def selectable(self, index: int) -> bool:
        """The rules."""
        return index < len(self.rules)

    def row(self, index: int, width: int) -> list[StyledText]:
        """A rule with its number, or a row of before or after with what differs marked."""
        if index < len(self.rules):
            rule = self.rules[index]
            mark = "x" if rule in self.chosen else " "
            return [
                (f" {index + 1} ", "key"),
                (pad(f"[{mark}] {clean_up_name(rule)}", width - 3, self.ambiguous), ""),
            ]
        line = (
            self._lines[index - len(self.rules) - 1]
            if index > len(self.rules)
            else TidyLine("", "", frozenset())
        )
        look = "faint" if line.sign == _BEFORE else ""
        return [(f" {line.sign}", look), *_pieces(line, look)]

    def _wrapped(self, line: TidyLine, room: int) -> Iterator[TidyLine]:
        text = line.text.replace("\t", " ")
        starts = [0, *break_offsets(text, room, ambiguous=self.ambiguous)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            marked = frozenset(at - start for at in line.marked if start <= at < end)
            yield TidyLine(line.sign, text[start:end], marked)  # on every row: colours may be missing


class TidyScreen(WrappedDialogue, inherit_bindings=False):
    """The box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("enter", "choose", show=False),
        Binding("space", "switch", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self,
        text: str,
        then: Callable[[str, str], None],
        *,
        rules: Sequence[str] = cleanup.RULES,
        last: bool = False,
        ambiguous: int = 1,
    ) -> None:
        """`then` is called with the tidied text and the source taken out of it after the box has gone; not at all on Escape.

        `last` says that nothing stands behind the text.
        """
        super().__init__()
        self._list = TidyRows(text, rules, last=last, ambiguous=ambiguous)
        self._then = then

    def heading(self) -> str:
        """What it is about."""
        return _("Tidy up: before (−) and after (+)")

    def footing(self) -> str:
        """Its keys."""
        return _("Enter does it, 1–{last} or Space: on/off, PgDn: more, Esc: no").format(
            last=max(1, len(self._list.rules))
        )

    def parts(self) -> Iterable[Widget]:
        """Rules, before and after."""
        self.rows = self._list
        yield self.rows

    def on_key(self, event: Key) -> None:
        """The number of a rule."""
        if event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            self._switch(int(event.character) - 1)

    def action_switch(self) -> None:
        """Key Space: the rule of the cursor."""
        self._switch(self._list.cursor)

    def _switch(self, index: int) -> None:
        self._list.switch(index)
        self.fit()

    def action_page(self, step: int) -> None:
        """Before and after by screenfuls; the rule stays chosen."""
        self._list.turn(step)

    @on(RowsView.Chosen)
    def _chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if not self.closing:
            self.app.call_later(self._then, self._list.tidied, self._list.source)
        self.action_close()


def _changes(before: str, after: str) -> Iterator[TidyLine]:
    """The paragraphs that differ, those of before first."""
    old, new = before.split("\n"), after.split("\n")
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[start:end], new[new_start:new_end]
        pairs = len(gone) == len(come)
        for at, line in enumerate(gone):
            other = come[at] if pairs else line
            marked, other_marked = _marked(line, other)
            yield TidyLine(_BEFORE, line or _("(blank line)"), marked)
            if pairs:
                yield TidyLine(_AFTER, other, other_marked)
        if not pairs:
            yield from (TidyLine(_AFTER, line, frozenset()) for line in come)


def _marked(before: str, after: str) -> tuple[frozenset[int], frozenset[int]]:
    """Characters of either that the other has not."""
    if before == after or max(len(before), len(after)) > _MARKED_LIMIT:
        return frozenset(), frozenset()
    gone: set[int] = set()
    come: set[int] = set()
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            gone.update(range(start, end))
            come.update(range(new_start, new_end))
    return frozenset(gone), frozenset(come)


def _pieces(line: TidyLine, look: str) -> Iterator[StyledText]:
    """The text of a row in runs of one look."""
    start = 0
    for at in range(1, len(line.text) + 1):
        if at == len(line.text) or (at in line.marked) != (start in line.marked):
            yield line.text[start:at], "hit" if start in line.marked else look
            start = at
