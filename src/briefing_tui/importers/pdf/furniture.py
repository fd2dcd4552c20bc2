"""What stands at the edges of pages and is no text: page numbers and running heads, told by their place and their return. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from briefing_tui.importers.evidence import PAGE_NUMBER, RUNNING_HEAD
from briefing_tui.importers.pdf.placed import PlacedLine

_NUMBER = re.compile(
    r"(?:[-—–－─·~～第共]{0,3}\s*)(?P<number>[0-9０-９]{1,4})\s*(?:页)?(?:\s*[/,，]?\s*(?:共\s*)?[0-9]{0,4}\s*页?)?\s*[-—–－─·~～]{0,3}\Z"
)
_DASHED = re.compile(r"[-—–－─]\s*[0-9０-９]{1,4}\s*[-—–－─]\Z")
"""A number between dashes says itself what it is, however near the text comes (GB/T 9704-2012, 7.5)."""
_EDGE = 0.13
"""Share of a page's height, at its top and foot, in which these stand."""
_LINES = 3
"""Lines at each edge that may be of them."""
_APART = 1.3
"""Pitches between a running head and the text."""
_SMALLER = 0.92
"""Times the size of the text that a running head has when it stands close to it."""
_TITLE = 1.3
"""Times the size of the text that the title of a bulletin has at least."""
_COUNTED = frozenset("年第期总月日号")
"""Letters of a number and a date."""
_CELLS, _ROW = "\t", "| "
"""Between the cells of a row, and before those of one that has its bars."""
_HEAD_ROWS = 3
"""Rows of a table's head at most."""
_DRIFT = 4.0
"""Points by which the same line may stand higher or lower on another page."""


def furniture(
    pages: Sequence[tuple[Sequence[PlacedLine], float]], pitch: float
) -> dict[tuple[int, int], str]:
    """(page, line) → what it is, for lines that are no text. `pages` are their lines and their height, `pitch` is that of lines, in points."""
    body = Counter(line.size for lines, _height in pages for line in lines for _char in line.text)
    usual = max(body, key=lambda size: body[size], default=0.0)
    candidates = [
        (page, index)
        for page, (lines, height) in enumerate(pages)
        for index in _at_edges(lines, height, pitch, usual)
    ]
    numbers = _numbers(pages, candidates)
    found = dict.fromkeys(numbers, PAGE_NUMBER)
    places: Counter[tuple[str, int]] = Counter()
    forms: dict[tuple[int, int], tuple[str, int]] = {}
    for page, index in candidates:
        line = pages[page][0][index]
        form = _letters(line.text)
        if form:
            place = round(line.base / (2 * _DRIFT))
            forms[page, index] = (form, place)
            places.update(((form, place - 1), (form, place), (form, place + 1)))
    for key, returning in forms.items():
        if places[returning] > 1:
            found[key] = RUNNING_HEAD
    if pages:
        first = {index: form for (page, index), (form, _place) in forms.items() if page == 0}
        found |= {(0, index): RUNNING_HEAD for index in _says_the_title(pages[0][0], first, usual)}
    found |= dict.fromkeys(_heads_again([lines for lines, _height in pages], found), RUNNING_HEAD)
    return found


def _says_the_title(lines: Sequence[PlacedLine], forms: Mapping[int, str], usual: float) -> Iterator[int]:
    """The small lines at the edges of the first page that say its title, and number and date: `forms` are the letters of lines at the edges, `usual` is the
    size of text. Where there is no other page, nothing returns.
    """
    title = max(lines, key=lambda line: line.size, default=None)
    if title is None or title.size < usual * _TITLE:
        return
    said = _letters(title.text)
    for index, form in forms.items():
        beside = set(form.replace(said, "", 1)) if said and said in form else None
        if beside is not None and beside <= _COUNTED and lines[index].size < usual * _SMALLER:
            yield index


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _heads_again(
    pages: Sequence[Sequence[PlacedLine]], found: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, int]]:
    """The heads of tables that stand again where their table goes on on the next page."""
    head: list[str] = []
    """First rows of the table that the page before ended with."""
    for page, lines in enumerate(pages):
        text = [(page, index) for index in range(len(lines)) if (page, index) not in found]
        for row in head:
            if not text or lines[text[0][1]].text != row:
                break
            yield text.pop(0)
        texts = [lines[index].text for _page, index in text]
        rows = list(takewhile(lambda row: _CELLS in row or row.startswith(_ROW), reversed(texts)))
        goes_on = bool(head and rows) and len(rows) == len(texts)
        if not goes_on:
            head = rows[: -_HEAD_ROWS - 1 : -1]


def _at_edges(lines: Sequence[PlacedLine], height: float, pitch: float, size: float) -> list[int]:
    """The lines at the top and the foot of a page that are apart from its text: further away than lines are, or smaller."""
    ordered = sorted(range(len(lines)), key=lambda index: lines[index].base)
    found: list[int] = []
    for way in (ordered, ordered[::-1]):
        for place in range(min(_LINES, len(way))):
            line = lines[way[place]]
            inner = lines[way[place + 1]] if place + 1 < len(way) else None
            away = line.base if way is ordered else height - line.base
            if away > height * _EDGE or line.text.startswith(_ROW):
                break  # rows differ in figures alone, and what they have in common returns
            apart = inner is None or abs(inner.base - line.base) > _APART * max(pitch, line.size)
            if apart or line.size < size * _SMALLER or _DASHED.match(line.text):
                found.extend(index for index in way[: place + 1] if index not in found)
    return found


def _numbers(
    pages: Sequence[tuple[Sequence[PlacedLine], float]], candidates: Sequence[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The lines that count pages: the same number of pages ahead of the file on most of them."""
    values: dict[tuple[int, int], int] = {}
    for page, index in candidates:
        if found := _NUMBER.match(pages[page][0][index].text):
            values[page, index] = int(found["number"]) - page
    ahead = Counter(values.values())
    if not ahead:
        return set()
    usual = max(ahead, key=lambda count: ahead[count])
    if ahead[usual] < 2 and (len(pages) > 1 or usual != 1):
        return set()
    return {key for key, value in values.items() if value == usual}
