"""The editor of a body: Chinese prose, one paragraph a line, no mark-up. Made by forms and by the conflict screen.

    editor = BodyEditor(ambiguous=1)
    editor.load(text)          # nobody typed it: nothing is said, undo begins here
    editor.text, editor.counts(), editor.cursor_line, editor.goto_line(3)

It says `Edited` after each change by whoever types (undo, paste, replace and the external editor included). Lines and columns
count from 0, characters. Promises: no text that acts on a terminal gets in; a paste is in the text at once and unaltered
but for that, its clean-up is only offered; an external editor is started by ctrl+o alone, and never while it is read-only.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _
from briefing_tui.text import characters, cleanup
from briefing_tui.text.clean import without_controls
from briefing_tui.text.entry import entered
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.body import external_editor
from briefing_tui.tui.authoring.body.prose_area import ProseArea
from briefing_tui.tui.authoring.body.replace_bar import ReplaceBar
from briefing_tui.tui.host import KeepsOutside, Telling
from briefing_tui.tui.messages import error_line

TIDY_LIMIT = 200_000
"""Characters that are looked through for a clean-up at a time: a fifth of a second."""
_TERMINAL_LACKS = ("alt+", "super+", "ctrl+shift+", "ctrl+backspace", "f6", "f7")
"""Keys of the stock editor that not every terminal sends, or that the authoring screen has."""


def _stock_bindings() -> Iterator[Binding]:
    """The stock editor's keys for moving and deleting, as far as they exist on every terminal; ours come from the table."""
    ours = {key for action in keys.actions_for(keys.BODY, writable=True) for key in action.keys}
    for binding in Binding.make_bindings(TextArea.BINDINGS):
        if binding.key not in ours and not binding.key.startswith(_TERMINAL_LACKS):
            yield binding


class Pasted(NamedTuple):
    """A paste that could be tidied."""

    start: Location
    end: Location
    text: str
    """As the terminal sent it."""


class BodyEditor(ProseArea, inherit_bindings=False):
    """Edits one body. See the module."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_stock_bindings(),
        Binding("ctrl+home", "to_start", show=False),
        Binding("ctrl+end", "to_end", show=False),
        *keys.bindings_for(keys.BODY),
    ]

    @dataclass
    class Edited(Message):
        """The text was changed by whoever types, not by `load`."""

        editor: "BodyEditor"

        @property
        def control(self) -> "BodyEditor":
            """The editor that says so."""
            return self.editor

        @property
        def text(self) -> str:
            """The whole text, as it is by now."""
            return self.editor.text

    @dataclass
    class PasteOffered(Message):
        """What was just pasted could be tidied; ctrl+r shows how. Nothing was tidied yet."""

        editor: "BodyEditor"
        before: str
        after: str

        @property
        def control(self) -> "BodyEditor":
            """The editor that says so."""
            return self.editor

    @dataclass
    class SourceTaken(Message):
        """A clean-up took the line that names the source out of the text: it belongs to the field of the source."""

        editor: "BodyEditor"
        source: str

        @property
        def control(self) -> "BodyEditor":
            """The editor that says so."""
            return self.editor

    def __init__(self, *, ambiguous: int = 1, read_only: bool = False) -> None:
        self.wants_source: Callable[[], bool] | None = None
        """Whether there is an empty field for a source found in the text; none where nobody asks for one."""
        self.at_once: Callable[[], None] | None = None
        """Called within every change, before it is drawn: what follows the text closely is then drawn in the same go."""
        self.alone: Callable[[], None] | None = None
        """Called before a change that is a step of undo of its own: a paste, a clean-up, a replacement."""
        self._bar: ReplaceBar | None = None
        self._counted: dict[str, tuple[int, int]] = {}
        """Counts of the paragraphs as they were when last asked."""
        self._pasted: Pasted | None = None
        self._marking = False
        self._told = False
        super().__init__(ambiguous=ambiguous, read_only=read_only)

    # Text

    def load(self, text: str) -> None:
        """Show a text that nobody typed; undo ends here. Nothing happens when it is the text shown."""
        text = _plain(text)
        if text != self.text:
            self._pasted, self._marking = None, False
            self.find_close()
            self.load_text(text)

    def counts(self) -> tuple[int, int]:
        """汉字, and all characters but blanks."""
        known, lines = self._counted, self.document.lines
        self._counted = {line: known.get(line) or characters.count(line) for line in lines}
        pairs = [self._counted[line] for line in lines]
        return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)

    def edit(self, edit: Edit) -> EditResult:
        """Every change comes through here: what only hides in a text does not get in (`text.entry`)."""
        line, column = min(edit.from_location, edit.to_location)
        edit.text = entered(edit.text, self.document[line][:column])
        self._pasted, self._marking = None, False
        if self._bar is not None and self._bar.has_focus_within:
            self._step_alone()
        result = super().edit(edit)
        self._changed()
        return result

    def _step_alone(self) -> None:
        self.history.checkpoint()
        if self.alone is not None:
            self.alone()

    def _changed(self) -> None:
        if self.at_once is not None:
            self.at_once()
        self.post_message(self.Edited(self))

    def undo(self) -> None:
        """Take back the last step."""
        self._travel(super().undo)

    def redo(self) -> None:
        """Do again the step that was taken back last."""
        self._travel(super().redo)

    def _travel(self, step: Callable[[], None]) -> None:
        if self.read_only:
            return
        before = self.document.lines[:]
        step()
        if self.document.lines != before:
            self._pasted, self._marking = None, False
            self._changed()

    # Cursor

    @property
    def cursor_line(self) -> int:
        """Paragraph of the cursor."""
        return self.cursor_location[0]

    @property
    def cursor_column(self) -> int:
        """Character of the cursor in its paragraph."""
        return self.cursor_location[1]

    def goto_line(self, line: int) -> None:
        """The cursor to the start of a paragraph, or of the last one."""
        self.move_cursor(self.clamp_visitable((line, 0)), center=True)

    def move_cursor(
        self,
        location: Location,
        select: bool = False,
        center: bool = False,
        record_width: bool = True,
    ) -> None:
        """As the framework's; between two ctrl+space it selects."""
        super().move_cursor(location, select or self._marking, center, record_width)

    def action_mark(self) -> None:
        """Key ctrl+space."""
        self._marking = not self._marking
        self.move_cursor(self.cursor_location)
        self.say(_("Selecting: move the cursor; Ctrl+Space ends it.") if self._marking else "")

    def action_cursor_left(self, select: bool = False) -> None:
        """The framework's would first end a selection."""
        super().action_cursor_left(select or self._marking)

    def action_cursor_right(self, select: bool = False) -> None:
        """As `action_cursor_left`."""
        super().action_cursor_right(select or self._marking)

    def action_copy(self) -> None:
        """Key ctrl+c; it ends what ctrl+space began."""
        super().action_copy()
        self._marking = False

    def action_to_start(self) -> None:
        """Key ctrl+home."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Key ctrl+end."""
        self.move_cursor(self.document.end)

    # Typing and pasting

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is text: everything beyond ASCII is, the full-width blank too, which Python calls unprintable."""
        return (
            not self.read_only
            and character is not None
            and (character.isprintable() or not character.isascii())
        )

    async def on_key(self, event: events.Key) -> None:
        """What the framework would drop as unprintable is text like any other."""
        if self._told:
            self.say("")
        character = event.character
        if character and not event.is_printable and self.check_consume_key(event.key, character):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection, maintain_selection_offset=False)

    async def on_paste(self, event: events.Paste) -> None:
        """In one piece, at once; then see whether to offer a clean-up."""
        event.stop()
        event.prevent_default()
        if self.read_only:
            return
        start = min(self.selection)
        self._step_alone()
        result = self.replace(event.text, *self.selection, maintain_selection_offset=False)
        self.history.checkpoint()
        pasted = Pasted(start, result.end_location, event.text)
        if 1 < len(event.text) <= TIDY_LIMIT:
            self._pasted = pasted
            self.call_after_refresh(self._offer, pasted)

    def _offer(self, pasted: Pasted) -> None:
        """Say that a paste could be tidied, unless something else was typed meanwhile."""
        if self._pasted is not pasted:
            return
        after = cleanup.tidy(pasted.text, self._rules(), last=self._is_last(pasted.end))
        if after == pasted.text:
            self._pasted = None
            return
        self.say(_("Pasted. Ctrl+R shows what a clean-up would change."))
        self.post_message(self.PasteOffered(self, pasted.text, after))

    def action_tidy(self) -> None:
        """Key ctrl+r: what was just pasted, else the selection, else all."""
        if self.read_only:
            return
        start, end = sorted(self.selection)
        if self._pasted is not None:
            start, end, text = self._pasted
        elif start != end:
            text = self.selected_text
        else:
            start, end, text = (0, 0), self.document.end, self.text
        if len(text) > TIDY_LIMIT:
            self.say(_("Too long to tidy up at once: select a part of it."))
        elif not cleanup.needed(text, self._rules(), last=self._is_last(end)):
            self.say(_("There is nothing to tidy up."))
        else:
            from briefing_tui.tui.authoring.body.tidy import TidyScreen

            def tidied(after: str, source: str) -> None:
                self._put(after, start, end)
                if source:
                    self.post_message(self.SourceTaken(self, source))

            rules, last = self._rules(), self._is_last(end)
            self.app.push_screen(TidyScreen(text, tidied, rules=rules, last=last, ambiguous=self.ambiguous))

    def _rules(self) -> list[str]:
        """The rules of a clean-up here: a source stays in the text where no field waits for it."""
        wanted = self.wants_source is not None and self.wants_source()
        return [rule for rule in cleanup.RULES if wanted or rule != cleanup.SOURCE]

    def _is_last(self, end: Location) -> bool:
        """Whether nothing stands behind a place."""
        return not self.get_text_range(end, self.document.end).strip()

    def _put(self, text: str, start: Location, end: Location) -> None:
        """Replace a piece as one step of undo."""
        if text != self.get_text_range(start, end):
            self._step_alone()
            self.replace(text, start, end, maintain_selection_offset=False)
            self.history.checkpoint()

    # Finding and replacing

    async def find_open(self) -> None:
        """Show the bar to find and replace, or give it the keyboard; what is selected is looked for.

        What is typed behind the key is for the bar: it is there when this returns.
        """
        if self._bar is None and isinstance(self.parent, Widget):
            chosen = self.selected_text
            query = chosen if "\n" not in chosen else ""
            self._bar = ReplaceBar(self, self.find_close, query=query, ambiguous=self.ambiguous)
            await self.parent.mount(self._bar, after=self)
        elif self._bar is not None:
            self._bar.enter()

    def find_close(self) -> None:
        """Take the bar away; the keyboard comes back if the bar had it."""
        if self._bar is not None:
            bar, self._bar = self._bar, None
            if bar.has_focus_within:
                self.focus()
            bar.remove()

    async def action_find_in_body(self) -> None:
        """Key ctrl+f."""
        await self.find_open()

    # External editor

    def action_edit_outside(self) -> None:
        """Key ctrl+o."""
        if not self.read_only:
            self.run_worker(self._edit_outside(), group="outside", exclusive=True)

    async def _edit_outside(self) -> None:
        """Give the terminal and the text to the user's editor. Timers go on meanwhile, so drafts are kept."""
        text, trouble, told = self.text, "", ""
        try:
            argv, told = external_editor.command(os.environ)
            keeping = self.screen.outside_folder if isinstance(self.screen, KeepsOutside) else None
            with external_editor.signals_while_outside(), self.app.suspend():
                try:
                    text = await asyncio.to_thread(external_editor.edited, text, argv, keeping)
                except (
                    BriefingError
                ) as error:  # here, for `suspend` gives the screen back only on the ordinary way out
                    trouble = error_line(error)
        except BriefingError as error:
            trouble = error_line(error)
        except SuspendNotSupported:
            trouble = _("This terminal cannot be handed to another program.")
        if trouble:
            self.say(trouble)
            return
        line = self.cursor_line
        self._put(text, (0, 0), self.document.end)
        self.goto_line(line)
        self.say(told)

    # Telling

    def say(self, text: str) -> None:
        """A notice in the status row of the screen, or as a toast where there is none."""
        self._told = bool(text)
        if isinstance(self.screen, Telling):
            self.screen.say(text)
        elif text:
            self.notify(text)


def _plain(text: str) -> str:
    """`text` with line feeds only and without controls."""
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
