"""Page furniture: page numbers and running heads of a text taken from printed pages are taken out and listed.

A page begins at a form feed or beside a page number. What stands at the top (or foot) of several pages is a
running head; its digits may change, and the page's number may stand on the same line. Called before anything else
is recognised. Linear in the number of lines, page numbers without end included.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from briefing_tui.importers.recogniser.lines import SourceLine, squeezed_letters
from briefing_tui.importers.report import PAGE_NUMBER, RUNNING_HEAD, Ledger
from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import HEAD_LIMIT, is_table_row

_D = "[0-9０-９]{1,4}"
_SURE = late(
    rf"[-—–－─·~～]{{1,3}}\s?{_D}(?:\s?/\s?{_D})?\s?[-—–－─·~～]{{1,3}}\Z"
    rf"|[（(〔\[]?(?:第\s?{_D}\s?页(?:\s?[,，/]?\s?[（(]?共\s?{_D}\s?页[）)]?)?|共\s?{_D}\s?页\s?[,，/]?\s?第\s?{_D}\s?页)[）)〕\]]?\Z"
    rf"|[-—–－─·~～]{{1,3}}\s?第\s?{_D}\s?页(?:\s?[,，/]?\s?共\s?{_D}\s?页)?\s?[-—–－─·~～]{{1,3}}\Z"
    r"|[Pp]age\s?[0-9]{1,4}(?:\s?(?:of|/)\s?[0-9]{1,4})?\Z"
)
_COUNTED = (
    rf"第\s?{_D}\s?页\s?[,，/]?\s?[（(]?共\s?{_D}\s?页[）)]?|共\s?{_D}\s?页\s?[,，/]?\s?第\s?{_D}\s?页|第\s?{_D}\s?页"
    rf"|[-—–－─]\s?{_D}\s?[-—–－─]|[Pp]age\s?[0-9]{{1,4}}(?:\s?(?:of|/)\s?[0-9]{{1,4}})?"
)
_BEHIND = late(rf"[\s|｜·•,，(（]{{1,40}}(?:{_COUNTED})[)）]?\Z")
_BEFORE = late(rf"[(（]?(?:{_COUNTED})[\s|｜·•,，)）]{{1,40}}(?=\S)")
"""A page number with its count, parted from the running head on its line."""
_FRACTION = late(r"[\s|｜·•,，(（]{1,40}[0-9]{1,4}\s?/\s?[0-9]{1,4}[)）]?\Z")
"""2/3 at the end of a line: a page only behind a name of the masthead."""
_PERHAPS = late(r"([0-9]{1,4})(?:\s?/\s?([0-9]{1,4}))?\Z")
_PERIODICAL = late(r"第\s?[0-9零〇一二三四五六七八九十百]{1,5}\s?期|简报|快报|动态|信息|通讯|专报|周报|月报")
_NUMBER = late(r"第\s?[0-9零〇一二三四五六七八九十百]{1,5}\s?期")
_LEADERS = late("[.…·․‥]{3}")
"""An entry of the contents, which stands at the edge of a page by chance."""
_PAGE_CHARACTERS = 120
"""Characters that must lie between two bare numbers for them to be page numbers, not a column of figures."""
_COUNTED_LIMIT = 80
"""Characters of a running head with the page's number on its line."""
_LEAST_NAME = 4
"""Letters of a running head beside a page's number: 详见 第3页 is none."""
_FIRST_LINES = 8
"""A running head may repeat one of the first lines of the text: the masthead."""


def without_furniture(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """`lines` less page numbers and running heads; the line after a page's edge has `page` set."""
    numbers = _page_numbers(lines)
    counted = _counted_heads(lines)
    edges = {index for index, line in enumerate(lines) if line.page}
    for index in (*numbers, *counted):
        edges.add(index)
        edges.add(index + 1)
    heads = _running_heads(lines, numbers, edges) | counted
    kept: list[SourceLine] = []
    page = False
    for index, line in enumerate(lines):
        page = page or line.page
        if index in numbers:
            ledger.drop(line.number, line.text, PAGE_NUMBER)
            page = True
        elif index in heads:
            ledger.drop(line.number, line.text, RUNNING_HEAD)
            page = True
        else:
            kept.append(line._replace(page=True, gap=max(line.gap, 1)) if page else line)
            page = False
    return kept


def _page_numbers(lines: Sequence[SourceLine]) -> set[int]:
    sure: set[int] = set()
    perhaps: list[tuple[int, int]] = []
    before = []
    total = 0
    for index, line in enumerate(lines):
        before.append(total)
        total += len(line.text)
        if len(line.text) > 30:
            continue
        if _SURE.match(line.text):
            sure.add(index)
        elif found := _PERHAPS.match(line.text):
            perhaps.append((index, int(found[1])))
    for place, (index, value) in enumerate(perhaps):
        beside = lines[index].page or (index + 1 < len(lines) and lines[index + 1].page)
        last = index + 1 == len(lines) and any(line.page for line in lines)
        if beside or last or _in_sequence(place, value, perhaps, before):
            sure.add(index)
    return sure


def _in_sequence(place: int, value: int, numbers: Sequence[tuple[int, int]], before: Sequence[int]) -> bool:
    """Whether a neighbouring bare number is one more or less, a page's text away."""
    here = before[numbers[place][0]]
    for other, step in ((place - 1, -1), (place + 1, 1)):
        if 0 <= other < len(numbers) and numbers[other][1] == value + step:
            distance = abs(before[numbers[other][0]] - here)
            if distance >= _PAGE_CHARACTERS:
                return True
    return False


def _counted_heads(lines: Sequence[SourceLine]) -> set[int]:
    """Running heads with the page's number on their line, whose rest stands on other such lines or in the masthead."""
    rests: dict[int, str] = {}
    first = [squeezed_letters(line.text) for line in lines[:_FIRST_LINES]]
    for index, line in enumerate(lines):
        if len(line.text) <= _COUNTED_LIMIT and (
            found := _BEHIND.search(line.text) or _BEFORE.match(line.text)
        ):
            rest = squeezed_letters(line.text[: found.start()] + line.text[found.end() :])
            if len(rest) >= _LEAST_NAME:
                rests[index] = rest
        elif len(line.text) <= _COUNTED_LIMIT and (found := _FRACTION.search(line.text)):
            rest = squeezed_letters(line.text[: found.start()])
            if any(len(name) >= _LEAST_NAME and name in rest for name in first[:index]):
                rests[index] = rest
    counts = Counter(rests.values())
    return {
        index
        for index, rest in rests.items()
        if counts[rest] > 1 or any(len(name) >= _LEAST_NAME and name in rest for name in first[:index])
    }


def _running_heads(lines: Sequence[SourceLine], numbers: set[int], edges: set[int]) -> set[int]:
    """Lines at the edges of pages whose text (digits aside) stands at other edges too, or repeats the masthead."""
    forms = {
        index: squeezed_letters(line.text) for index, line in enumerate(lines) if _can_be_head(line.text)
    }
    first_of: dict[str, int] = {}
    for index, form in forms.items():
        first_of.setdefault(form, index)
    named = [
        form
        for form, index in first_of.items()
        if index < _FIRST_LINES and _PERIODICAL.search(lines[index].text)
    ]
    beside = _beside(edges, len(lines), numbers)
    candidates = {index: forms[index] for index in beside if index in forms}
    counts = Counter((form, _has_digit(lines[index].text)) for index, form in candidates.items())
    heads = {
        index
        for index, form in candidates.items()
        if counts[form, _has_digit(lines[index].text)] > 1
        or (first_of[form] < index and form in named)
        or _names_the_number(lines[index].text, form, named)
    }
    everywhere = Counter(form for index, form in forms.items() if _PERIODICAL.search(lines[index].text))
    heads.update(
        index
        for form in named
        if everywhere[form] > 2
        for index in forms
        if forms[index] == form and first_of[form] != index
    )
    return heads - numbers


def _has_digit(text: str) -> bool:
    """Of two lines that differ in this, one is no repetition of the other: an entry of the contents and its title."""
    return any(char.isdigit() for char in text)


def _names_the_number(text: str, form: str, named: Sequence[str]) -> bool:
    """`行业信息简报 2024年第14期`: a name of the masthead with the number behind it, on one line."""
    return _NUMBER.search(text) is not None and any(
        _LEAST_NAME <= len(name) < len(form) <= len(name) + 12 and name in form for name in named
    )


def _can_be_head(text: str) -> bool:
    return (
        len(text) <= HEAD_LIMIT
        and text[-1] not in "。！？，、；：】"
        and not is_table_row(text)
        and _LEADERS.search(text) is None
    )


def _beside(edges: set[int], total: int, numbers: set[int]) -> set[int]:
    """Up to two lines after each page's edge and one before it, page numbers passed over."""
    bare = [index for index in range(total) if index not in numbers]
    found: set[int] = set()
    for edge in edges:
        at = bisect_left(bare, edge)
        if at:  # above the first line there is no page whose edge this could be
            found.update(bare[at - 1 : at + 2])
    return found
