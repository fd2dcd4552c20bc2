"""Where a paragraph's lines begin: greedy fill by cell width with 避头尾.

Called by the page for every paragraph and by the framework hook for Textual's own widgets. Offsets are characters
into the text, widths are cells. Promises, for a paragraph of any length in time linear to it:

- no line is wider than asked, but for one character that is wider than the line;
- blanks at a break belong to the end of the line before it and may stand beyond its width: no character is lost;
- a link that fits on a line stands on one;
- the last line is not a single 汉字 with its mark, when the line before it can give one (`settle`);
- no line begins with a mark that may not begin one (。 ” ）…) or ends with one that may not end one （“ （ 《 …), no
  break falls inside a Latin word, a number, or a number and its unit: unless the run is wider than a whole line, when
  the marks are still kept and, if even that cannot be, the line is simply filled.

The marks are those of GB/T 15834-2011, 5.1; joining a number to its unit is house style.
"""

from bisect import bisect_right
from itertools import accumulate

from briefing_tui.typeset.width import char_width, char_widths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.text.links import Link

_PLAIN, _NUMBERED, _LETTER, _DIGIT, _CLOSE, _OPEN, _BLANK, _ATTACHED, _GLUE, _JOIN, _STOP = range(11)
"""What a character is to a break beside it. `_PLAIN` (汉字, emoji) is 0 so that two of them can be told by a sum."""

_CLOSERS = "，。、；：？！）》」』】〕〉〗｝］”’…—―·・‧％‰℃℉°′″～〜々〻ー：；，．！？ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}%"
_OPENERS = "（《「『【〔〈〖｛［“‘￥＄￡¥$£€№§([{"
_STOPS = ",.:;!?"
"""Half-width marks that may not begin a line and bind a number or a word (2:8, 1,000, a.b) when nothing stands between."""
_JOINERS = "-+/=~_&@#*\\^|–\u2212×÷"
_GLUED = "\"'\xa0\u202f\u2060"
"""Blanks that do not break, and straight quotes, of which none can say whether it opens or closes."""
_BLANKS = " \t\u3000\n"
_MAGNITUDES = "亿万千百"
_UNITS = frozenset(
    "亿万千百年月日号期家个户名件条项次人位元角分美欧吨公里米厘毫平立斤克升倍届秒时点天周岁支只张套台辆座类种批笔份页章版层楼间室级成股篇部册"
    "场宗起例处所组列块余多度折城省市县区乡镇村课讲门首轮档代路线盘瓦兆字行卷款步段片颗粒枚匹头"
)
"""汉字 that stay with the number before them."""


class _Kinds(dict[str, int]):
    """The kind of each character met so far."""

    def __missing__(self, char: str) -> int:
        code = ord(char)
        if 0x4E00 <= code <= 0x9FFF:
            kind = _NUMBERED if char in _MAGNITUDES else _PLAIN
        elif char in _CLOSERS:
            kind = _CLOSE
        elif char in _OPENERS:
            kind = _OPEN
        elif char in _BLANKS:
            kind = _BLANK
        elif char in _STOPS:
            kind = _STOP
        elif char in _JOINERS:
            kind = _JOIN
        elif char in _GLUED:
            kind = _GLUE
        elif (char.isdigit() and code < 0x2460) or 0xFF10 <= code <= 0xFF19:
            kind = _DIGIT
        elif char_width(char) == 0:
            kind = _ATTACHED
        elif (
            char.isalnum() and char_width(char) == 1 and not 0x2460 <= code <= 0x24FF
        ) or 0xFF21 <= code <= 0xFF5A:
            kind = _LETTER
        else:
            kind = _PLAIN
        self[char] = kind
        return kind


_KIND = _Kinds()
_RULES = {
    # after:       汉 亿 a  1  。 “  _  ́  "  -  .
    _PLAIN: "      +  +  +  ?  x  +  x  x  x  x  x",
    _NUMBERED: "   ?  ?  +  +  x  +  x  x  x  x  x",
    _LETTER: "     +  +  x  x  x  ?  x  x  x  x  x",
    _DIGIT: "      ?  ?  x  x  x  ?  x  x  x  x  x",
    _CLOSE: "      +  +  ?  ?  x  +  x  x  x  x  x",
    _OPEN: "       x  x  x  x  x  x  x  x  x  x  x",
    _BLANK: "      ?  ?  ?  ?  x  ?  x  x  ?  ?  x",
    _ATTACHED: "   ?  ?  ?  ?  x  ?  x  x  x  x  x",
    _GLUE: "       x  x  x  x  x  x  x  x  x  x  x",
    _JOIN: "       +  +  x  x  x  +  x  x  x  x  x",
    _STOP: "       +  +  ?  ?  x  +  x  x  x  x  x",
}
"""Rows: the kind before a place, columns: the kind after it. + a line may begin here, x it may not, ? ask."""
_RULE = tuple("x+?".index(mark) for row in _RULES.values() for mark in row.split())
_SIZE = len(_RULES)
_NEVER_FIRST = frozenset((_CLOSE, _STOP, _ATTACHED, _BLANK))
_NUMBER_ENDS = frozenset((_DIGIT, _BLANK))
_UNIT_REACH = 8
"""Characters looked back over for the digits before a unit; keeps hostile runs of 亿 linear."""


_GIVEN = 12
"""Cells the line before the last may give to it: six 汉字, a figure with its unit."""


def break_offsets(
    text: str, width: int, *, first: int | None = None, ambiguous: int = 1, settle: bool = False
) -> list[int]:
    """Characters at which the second, third … line of `text` begins; empty when one line holds it.

    `width` and `first` (cells of the first line, `width` unless given) count as 1 when smaller. What is printed does `settle`; a text
    that is being typed does not: its last line would fetch a character and give it back at the next key.
    """
    width = max(width, 1)
    available = width if first is None else max(first, 1)
    total = len(text)
    if total * 2 <= available or (total <= available and text.isascii()):
        return []
    ends = list(accumulate(char_widths(text, ambiguous), initial=0))
    kinds = _KIND
    links = _links(text) if ":" in text else []
    offsets: list[int] = []
    start = 0
    while True:
        reach = ends[start] + available
        if ends[total] <= reach:
            return _settled(text, offsets, ends, width) if settle and offsets else offsets
        end = bisect_right(ends, reach, start, min(total, start + available) + 1) - 1
        if end == start + available:
            end = bisect_right(ends, reach, end) - 1  # characters without width made it more than one a cell
        if end <= start:
            end = _after_blanks(text, _after_attached(text, start + 1))
            if end >= total:
                return offsets
        elif kinds[text[end]] + kinds[text[end - 1]]:
            end = _step_back(text, start, end)
            if end >= total:
                return offsets
        if links:
            end = _before_link(text, start, end, links)
        offsets.append(end)
        start = end
        available = width


def _links(text: str) -> "list[Link]":
    from briefing_tui.text.links import find_links  # few texts may have one

    return find_links(text)


def _before_link(text: str, start: int, end: int, links: "list[Link]") -> int:
    """Where the line that begins at `start` ends instead of inside a link; there all the same when the link begins it."""
    while links and links[0].end <= start:
        links.pop(0)
    for link in links:
        if link.start >= end:
            return end
        if end < link.end:
            at = link.start
            while at > start and not may_break(text, at):
                at -= 1
            return at if at > start else end
    return end


def _settled(text: str, offsets: list[int], ends: list[int], width: int) -> list[int]:
    """The breaks, with one moved forward when the last line is a single 汉字 with its mark."""
    last = offsets[-1]
    inside = text[last:].rstrip(_BLANKS)
    kinds = _KIND
    if not inside or kinds[inside[0]] > _NUMBERED or any(kinds[mark] != _CLOSE for mark in inside[1:]):
        return offsets
    start = offsets[-2] if len(offsets) > 1 else 0
    whole = ends[last + len(inside)]
    for at in range(last - 1, start, -1):
        if ends[last] - ends[at] > _GIVEN or whole - ends[at] > width:
            break
        if kinds[text[at]] != _BLANK and may_break(text, at):
            if ends[at] - ends[start] > ends[last] - ends[at]:
                offsets[-1] = at
            break
    return offsets


def _step_back(text: str, start: int, end: int) -> int:
    """The last place in `(start, end]` (or behind blanks that follow `end`) where a line may begin."""
    after = _KIND[text[end]]
    if after == _BLANK:
        behind = _after_blanks(text, end)
        if behind == len(text) or may_break(text, behind):
            return behind
    for at in range(end, start, -1):
        before = _KIND[text[at - 1]]
        rule = _RULE[before * _SIZE + after]
        if rule and (rule == 1 or _ask(text, at, before, after)):
            return at
        after = before
    return _break_inside(text, start, end)


def _break_inside(text: str, start: int, end: int) -> int:
    """A place in a run that is wider than a line: before a number's unit, else where the marks allow, else at the end."""
    if _KIND[text[end]] == _BLANK:
        return _after_blanks(text, end)
    allowed = 0
    for at in range(end, start, -1):
        before, after = _KIND[text[at - 1]], _KIND[text[at]]
        if after in _NEVER_FIRST or before == _OPEN or text[at - 1] == "\u200d":
            continue
        allowed = allowed or at
        if after <= _NUMBERED and before in _NUMBER_ENDS:
            return at
    return allowed or end


def may_break(text: str, at: int) -> bool:
    """Whether a line may begin at `at`, 0 < `at` < len(text), by the rules alone."""
    before, after = _KIND[text[at - 1]], _KIND[text[at]]
    rule = _RULE[before * _SIZE + after]
    return rule == 1 or (rule == 2 and _ask(text, at, before, after))


def _ask(text: str, at: int, before: int, after: int) -> bool:
    """The places that the two kinds do not settle."""
    place = at - 1
    if before == _BLANK:
        return _may_break_at_blank(text, at, after)
    if before == _ATTACHED:
        while place and _KIND[text[place]] == _ATTACHED and text[place] != "\u200d":
            place -= 1
        before = _KIND[text[place]]
        rule = 0 if before == _ATTACHED else _RULE[before * _SIZE + after]
        if rule != 2:
            return rule == 1
    if before == _DIGIT and after <= _NUMBERED:
        return text[at] not in _UNITS
    if before == _NUMBERED:
        return text[at] not in _UNITS or not _ends_number(text, place)
    if before == _PLAIN:
        return text[place] != "第"
    if before == _CLOSE:
        apostrophe = text[place] == "’" and place > 0 and _KIND[text[place - 1]] == _LETTER
        return not apostrophe and text[place] not in ")]}%"
    if before == _STOP:  # 2:8, a.b and 1,000 are one run; 汉字 or a bracket before the mark end it
        return place > 0 and _KIND[text[place - 1]] not in {_LETTER, _DIGIT}
    return not text[at].isascii()  # an opening bracket behind a word: f(x) is one run, f（x） is not


def _may_break_at_blank(text: str, at: int, after: int) -> bool:
    """Whether the blanks before `at` may end a line: not behind an opening mark nor between a number and its unit."""
    place = at - 1
    while place and _KIND[text[place]] == _BLANK:
        place -= 1
    before = _KIND[text[place]]
    if before in {_OPEN, _BLANK}:
        return False
    if after == _GLUE:
        return text[at] in "\"'"
    if text[at] in _UNITS and before in {_DIGIT, _NUMBERED}:
        return before == _NUMBERED and not _ends_number(text, place + 1)
    return not (text[place] == "第" and after == _DIGIT)


def _ends_number(text: str, place: int) -> bool:
    """Whether digits, perhaps a blank, and 亿 万 千 百 end before `place`: then `place` belongs to them."""
    for back in range(place - 1, max(place - 1 - _UNIT_REACH, -1), -1):
        kind = _KIND[text[back]]
        if kind not in {_NUMBERED, _BLANK}:
            return kind == _DIGIT
    return False


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and _KIND[text[at]] == _BLANK:
        at += 1
    return at


def _after_attached(text: str, at: int) -> int:
    while at < len(text) and _KIND[text[at]] == _ATTACHED:
        at += 1
    return at
