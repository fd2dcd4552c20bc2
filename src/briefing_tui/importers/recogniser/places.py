"""Lines whose places on the page are known: which go on in the next, told by the edges of their column and not by their text.

Called by `recognise` before anything else is recognised, for sources that bring places (PDF). A line goes on when the first
word of the next would not have stood on it; where paragraphs are indented, an indent begins one. What is not told so is left
to `cuts`.
"""

from collections.abc import Sequence

from briefing_tui.importers.recogniser.contents import without_page
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.source import is_origin
from briefing_tui.importers.report import Joined, Ledger
from briefing_tui.text.marks import SENTENCE_END, bracket_head, is_rule, is_table_row, read_mark
from briefing_tui.text.unwrap import between

_SLACK = 5
"""Cells that line-break rules leave free before a 汉字: two that may not part, and half a blank."""
_SHORT = 14
"""Cells free behind a line from which it is surely the end of its paragraph."""
_INDENTS = range(3, 7)
"""Cells by which the first lines of paragraphs are indented: two 汉字."""
_SIZES = 1.08
"""Times by which sizes of one paragraph's lines may differ."""
_SHOWN = 8
_URL = "://"


def has_places(lines: Sequence[SourceLine]) -> bool:
    """Whether a source knows where its lines stand."""
    return any(line.room is not None for line in lines)


def join_placed(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines, those put together that surely are of one paragraph, and those marked that surely begin one."""
    indented = sum(line.indent in _INDENTS for line in lines) >= 3
    usual = _usual_size(lines)
    done: list[SourceLine] = []
    before: SourceLine | None = None
    text = False  # whether it has begun: a title in two lines is one, a masthead's lines are not
    notes: list[SourceLine] = []  # a paragraph may go on behind the notes of its page
    for line in lines:
        if line.note:
            notes.append(line)
            continue
        text = text or bool(bracket_head(line.text)) or (line.size == usual and line.text[-1] in "。；")
        titled = before is not None and text and _is_title_of_two(before, line, usual)
        if before is not None and done and (titled or _goes_on(before, line, done[-1], indented=indented)):
            ledger.joined.append(Joined(line.number, before.text[-_SHOWN:], line.text[:_SHOWN]))
            whole = done[-1]
            parted = "" if _cuts_address(whole.text, line.text) else between(whole.text[-1], line.text[0])
            text_ = whole.text + parted + line.text
            bold = whole.bold and line.bold
            done[-1] = whole._replace(text=text_, room=line.room, bold=bold, lead=_lead(whole, parted, line))
        else:
            begins = before is not None and _begins(before, line, done[-1])
            done += notes
            notes = []
            done.append(line._replace(begins=begins))
        before = line
    return [*done, *notes]


def _lead(whole: SourceLine, parted: str, line: SourceLine) -> str:
    """What is bold at the head of a paragraph that goes on in `line`."""
    if whole.lead or not whole.bold or line.bold:
        return whole.lead
    return whole.text + parted + line.lead if line.lead else whole.text


def _usual_size(lines: Sequence[SourceLine]) -> float:
    """The size of most characters, in points."""
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _is_title_of_two(before: SourceLine, line: SourceLine, usual: float) -> bool:
    """Whether two lines are one title: both centred in the same size, larger than the text, one right below the other."""
    return (
        before.centred
        and line.centred
        and not line.gap
        and _same_look(before, line)
        and line.size > usual * _SIZES
        and read_mark(line.text) is None
        and not bracket_head(line.text)
    )


def _goes_on(before: SourceLine, line: SourceLine, whole: SourceLine, *, indented: bool) -> bool:
    """Whether a line surely belongs to the paragraph that `before` is the last line of, and `whole` all so far."""
    if not _same_look(before, line) or not _is_full(before, line) or (line.gap and not line.page):
        return False
    if "\t" in before.text or "\t" in line.text or _stands_alone(before.text) or _stands_alone(line.text):
        return False
    if without_page(whole.text) != whole.text:
        return False
    if _is_open_origin(whole.text):
        return True  # its own lines end at the right, wherever they begin
    if line.centred and before.centred and not indented:
        return True
    if indented and whole.indent in _INDENTS:
        return line.indent < 2
    if indented and line.indent in _INDENTS and before.indent > max(_INDENTS):
        return False  # below a line at the right, such as a source, a paragraph begins by its indent
    return (
        line.indent <= before.indent + 1
        and before.text[-1] not in SENTENCE_END
        and read_mark(line.text) is None
    )


def _is_open_origin(text: str) -> bool:
    """Whether a text is （来源：… without its closing bracket."""
    return text[0] in "（(" and text[-1] not in "）)" and is_origin(text[1:])


def _begins(before: SourceLine, line: SourceLine, whole: SourceLine) -> bool:
    """Whether a line surely begins a paragraph: it is set in another size, the one before ends far from the edge, or what is before said
    where it comes from.
    """
    if whole.text[-1] in "）)" and whole.text[0] in "（(" and is_origin(whole.text[1:]):
        return True
    if not _same_look(before, line) or without_page(before.text) != before.text:
        return True
    ended = before.room is not None and before.room >= _SHORT + _first_word(line.text)
    return ended and before.text[-1] not in "，、," and not (line.page and line.indent < 2)


def _same_look(before: SourceLine, line: SourceLine) -> bool:
    low, high = sorted((before.size, line.size))
    return high <= low * _SIZES and before.level == line.level


def _is_full(before: SourceLine, line: SourceLine) -> bool:
    """Whether the first word of `line` would not have stood on the line before."""
    return before.room is not None and before.room < _SLACK + _first_word(line.text)


def _first_word(text: str) -> int:
    """Cells of what may not be parted from the beginning of a line, beyond one 汉字."""
    word = 0
    for char in text:
        if char.isspace() or char >= "\u2e80":
            break
        word += 1
    return min(word, 60)


def _stands_alone(text: str) -> bool:
    return is_rule(text) or is_table_row(text) or bool(bracket_head(text))


def _cuts_address(text: str, following: str) -> bool:
    """Whether a line's end cut a web address in two."""
    last = text[-200:].rpartition(" ")[2]
    return _URL in last and following[0].isascii() and text[-1].isascii()
