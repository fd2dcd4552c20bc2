"""Lines whose places on the page are known: which go on in the next, told by the edges of their column and not by their text.

Called by `recognise` before anything else is recognised, for sources that bring places (PDF). A line goes on when the first
word of the next would not have stood on it; where paragraphs are indented, an indent begins one. What is not told so is left
to `cuts`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from briefing_tui.importers.recogniser.contents.listing import without_page
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.names import ends_like_bulletin, is_publisher
from briefing_tui.importers.recogniser.source import is_origin
from briefing_tui.importers.report import Joined, Ledger
from briefing_tui.importers.tabular import APART
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import SENTENCE_END, bracket_head, is_rule, is_table_row, read_mark
from briefing_tui.text.unwrap import between

SLACK = 5
"""Cells that line-break rules leave free before a 汉字: two that may not part, and half a blank."""
_EMPTY = 0.75
"""Share of a line that no title leaves free for the word behind it."""
_HEAD_LIMIT = 240
"""Characters of a head in brackets over several lines; what is longer is text."""
_COUNT = late(r"([^\d\s]{1,20}) ?(\d{1,4})")
_TIGHT = 3
"""Cells in which a 汉字 has its place for sure."""
_SHORT = 14
"""Cells free behind a line from which it is surely the end of its paragraph."""
_INDENTS = range(3, 7)
"""Cells by which the first lines of paragraphs are indented: two 汉字."""
_FIRST_LINES = 3
"""Paragraphs of more than a line that show how their first lines are set."""
_HANGING = 2
"""Numbered paragraphs of three lines that show how they are set."""
_SIZES = 1.08
"""Times by which sizes of one paragraph's lines may differ."""
_MOST = 0.9
"""Share of a text that is bold when bold says nothing."""
_LARGE = 1.5
"""Times the size of the text from which letters are those of a name."""
_SHOWN = 8
_NEVER_FIRST = frozenset("、。，：；？！）〕】》〉」』”’％…")
_STUCK = frozenset("[({<])}>,.;:!?")
"""Half-width marks that some programs do not part from what is before them."""
_URL, _SCHEMES = "://", ("http://", "https://")


def has_places(lines: Sequence[SourceLine]) -> bool:
    """Whether a source knows where its lines stand."""
    return any(line.room is not None for line in lines)


class _Page(NamedTuple):
    """How a source is set."""

    indented: bool
    """Paragraphs begin with an indent."""
    sure: bool
    """Whatever has one begins a paragraph."""
    measure: int
    """Cells of a line."""
    size: float
    """Of the text, in points."""
    bold_tells: bool
    """Bold lines are other than the text: not all of it is in 黑体."""
    hanging: bool
    """The lines of numbered paragraphs stand behind their number."""


def join_placed(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines, those put together that surely are of one paragraph, and those marked that surely begin one."""
    page = _page_of(lines)
    done: list[SourceLine] = []
    before: SourceLine | None = None
    text = False  # whether it has begun: a title in two lines is one, a masthead's lines are not
    notes: list[SourceLine] = []  # a paragraph may go on behind the notes of its page
    for line in lines:
        if line.note:
            notes.append(line)
            continue
        text = text or bool(bracket_head(line.text)) or (line.size == page.size and line.text[-1] in "。；")
        begins = before is not None and _begins(before, line, done[-1], page)
        if before is not None and (
            _is_title_of_more(before, line, done[-1], page, text=text)
            or (not begins and _goes_on(before, line, done[-1], page))
        ):
            ledger.joined.append(Joined(line.number, before.text[-_SHOWN:], line.text[:_SHOWN]))
            done[-1] = together(done[-1], line)
        else:
            done += notes
            notes = []
            done.append(line._replace(begins=begins))
        before = line
    return [*done, *notes]


def _page_of(lines: Sequence[SourceLine]) -> _Page:
    indented = sum(line.indent in _INDENTS for line in lines) >= _FIRST_LINES
    measure = max((line.indent + line.room for line in lines if line.room is not None), default=0)
    heavy = sum(len(line.text) for line in lines if line.bold)
    tells = heavy < _MOST * sum(len(line.text) for line in lines)
    return _Page(
        indented, indented and _indents_begin(lines), measure, _usual_size(lines), tells, _hangs(lines)
    )


def together(whole: SourceLine, line: SourceLine) -> SourceLine:
    """A paragraph and the line it goes on in."""
    if line.text.startswith(_SCHEMES) and whole.text[-1].isalnum():
        parted = " "  # an address is a word of its own, and moves as a whole where it stands behind a blank
    else:
        parted = "" if _cuts_address(whole.text, line.text) else between(whole.text[-1], line.text[0])
    text = whole.text + parted + line.text
    bold = whole.bold and line.bold
    return whole._replace(text=text, room=line.room, bold=bold, lead=_lead(whole, parted, line))


def _hangs(lines: Sequence[SourceLine]) -> bool:
    """Whether numbered paragraphs have their second and third lines set in behind the number."""
    hanging = other = 0
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        if read_mark(first.text) is None or second.indent not in _behind(first) or read_mark(second.text):
            continue
        if abs(third.indent - second.indent) < 2:
            hanging += 1
        elif read_mark(third.text) is None:
            other += 1
    return hanging >= _HANGING and hanging > other


def _behind(line: SourceLine) -> range:
    """Where lines stand that hang behind the number of a line."""
    return range(line.indent + 2, line.indent + 9)


def _indents_begin(lines: Sequence[SourceLine]) -> bool:
    """Whether an indent surely begins a paragraph: behind the full first line of one the next is set out, and hardly ever as far in."""
    out = within = 0
    for before, line in pairwise(lines):
        if before.indent in _INDENTS and before.room is not None and before.room < SLACK:
            out += line.indent < min(_INDENTS) - 1
            within += line.indent in _INDENTS
    return out >= _FIRST_LINES and within * 2 <= out


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


def _is_title_of_more(
    before: SourceLine, line: SourceLine, whole: SourceLine, page: _Page, *, text: bool
) -> bool:
    """Whether lines in large letters are one title, in the text or above it."""
    if text:
        return _is_title_of_two(before, line, page.size)
    return _is_name_of_more(before, line, whole, page.size)


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


def _is_name_of_more(before: SourceLine, line: SourceLine, whole: SourceLine, usual: float) -> bool:
    """Whether two lines above the text are one name in large letters, which filled its line; an organisation, and a name that ends as those of
    bulletins do, are whole.
    """
    if line.size < usual * _LARGE or not _same_look(before, line) or before.room is None:
        return False
    if (
        (before.bold, before.red) != (line.bold, line.red)
        or is_publisher(whole.text)
        or ends_like_bulletin(whole.text)
    ):
        return False
    return before.indent + before.room < SLACK + first_word(line.text)


def _has_parts(text: str) -> bool:
    """Whether a line has cells, or parts that stand apart."""
    return "\t" in text or APART in text


def _goes_on(before: SourceLine, line: SourceLine, whole: SourceLine, page: _Page) -> bool:
    """Whether a line surely belongs to the paragraph that `before` is the last line of, and `whole` all so far."""
    if not _same_look(before, line) or not _is_full(before, line):
        return False
    if _is_open_bracket(whole.text) and line.text[-1] in "】〗":
        return True
    if line.gap and not line.page:
        return False
    if before.ends and not _is_open(whole.text):
        return False
    if _has_parts(before.text) or _has_parts(line.text):
        return False
    if _stands_alone(before.text) or _stands_alone(line.text):
        return False
    if _has_page(whole.text):
        return False
    if _is_open_origin(whole.text):
        return True  # its own lines end at the right, wherever they begin
    if page.hanging and line.indent in _behind(whole) and read_mark(whole.text) is not None:
        return read_mark(line.text) is None
    indented = page.indented
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


def _is_open(text: str) -> bool:
    """Whether what stands so far waits for its closing bracket: it ends where that stands, whatever its lines look like."""
    return _is_open_origin(text) or _is_open_bracket(text)


def _is_open_bracket(text: str) -> bool:
    """Whether a text is 【… without its closing bracket: a head longer than its line."""
    return text[0] in "【〖" and len(text) <= _HEAD_LIMIT and not any(char in "】〗" for char in text)


def _is_open_origin(text: str) -> bool:
    """Whether a text is （来源：… without its closing bracket."""
    if text[0] not in "（(" or text[-1] in "）)":
        return False
    return (len(text) <= _HEAD_LIMIT or "://" in text[:_HEAD_LIMIT]) and is_origin(text[1:])


def _begins(before: SourceLine, line: SourceLine, whole: SourceLine, page: _Page) -> bool:
    """Whether a line surely begins a paragraph: by its indent, for it is set in another way, the one before ends far from the edge, or what is
    before said where it comes from. What waits for its closing bracket goes on.
    """
    if _is_open(whole.text):
        return False
    if page.sure and line.indent in _INDENTS and (whole.indent in _INDENTS or before.bold > line.bold):
        return True
    if page.hanging and read_mark(line.text) is not None and before.indent in _behind(line):
        return True
    if whole.text[-1] in "）)" and whole.text[0] in "（(" and is_origin(whole.text[1:]):
        return True
    if not _same_look(before, line) or _has_page(before.text) or before.ends:
        return True
    if before.room is None:
        return False
    if _is_other_thing(before, line, whole, page):
        return True
    ended = before.room >= _SHORT + first_word(line.text)
    return ended and before.text[-1] not in "，、," and not (line.page and line.indent < 2)


def _is_other_thing(before: SourceLine, line: SourceLine, whole: SourceLine, page: _Page) -> bool:
    """Whether a line stands below an address that is whole, or is the next of bold titles, for which there was room above."""
    room = before.room or 0
    fits = room >= _TIGHT + first_word(line.text)
    if _is_address(whole.text) and (fits or line.bold != whole.bold or line.text.startswith(_SCHEMES)):
        return True
    if _is_address(before.text) and room and before.text[-1].isalnum():
        return True  # it is parted behind its marks, or where the line is full
    if not line.bold or not page.bold_tells:
        return False
    if before.bold:
        return fits or room >= page.measure * _EMPTY or _counts_on(whole.text, line.text)
    return not before.lead and (fits or before.text[-1] in SENTENCE_END)


def _same_look(before: SourceLine, line: SourceLine) -> bool:
    low, high = sorted((before.size, line.size))
    return high <= low * _SIZES and before.level == line.level


def _is_full(before: SourceLine, line: SourceLine) -> bool:
    """Whether the first word of `line` would not have stood on the line before."""
    return before.room is not None and before.room < SLACK + first_word(line.text)


def first_word(text: str) -> int:
    """Cells of what may not be parted from the beginning of a line, beyond one 汉字: a Latin word, marks that may begin no line, and what they
    are stuck to.
    """
    second = text[1] if len(text) > 1 and text[0] >= "\u2e80" else ""
    word = int(second in _NEVER_FIRST or second in _STUCK) if second else 0
    cells = 2 if second in _NEVER_FIRST else 0
    for char in text[word:60]:
        if char in _NEVER_FIRST and char >= "\u2e80":
            cells += 2
            continue
        if char.isspace() or char >= "\u2e80":
            break
        cells += 1
    return min(cells, 60)


def _stands_alone(text: str) -> bool:
    return is_rule(text) or (is_table_row(text) and text.endswith("|")) or bool(bracket_head(text))


def _has_page(text: str) -> bool:
    """Whether a line is an entry of the contents; the last dot of a sentence or of a part of an address is no leader."""
    bare = without_page(text)
    return bare != text and bare + "." != text


def _counts_on(whole: str, text: str) -> bool:
    """Whether a line has the same words and another number at its head as the title above it: 第3讲 below 第4讲."""
    first, second = _COUNT.match(whole), _COUNT.match(text)
    return first is not None and second is not None and first[1] == second[1] and first[2] != second[2]


def _is_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return text.isascii() and _URL in text[:10] and " " not in text


def _cuts_address(text: str, following: str) -> bool:
    """Whether a line's end cut a web address in two."""
    last = text[-200:].rpartition(" ")[2]
    return _URL in last and following[0].isascii() and text[-1].isascii()
