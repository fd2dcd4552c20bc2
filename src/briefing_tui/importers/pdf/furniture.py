"""What stands at the edges of pages and is no text: page numbers and running heads, told by their place and their return. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

from briefing_tui.importers.evidence import PAGE_NUMBER, RUNNING_HEAD
from briefing_tui.importers.pdf.lines import PlacedLine

_NUMBER = re.compile(
    r"(?:[-—–－─·~～第共]{0,3}\s*)(?P<number>[0-9０-９]{1,4})\s*(?:页)?(?:\s*[/,，]?\s*(?:共\s*)?[0-9]{0,4}\s*页?)?\s*[-—–－─·~～]{0,3}\Z"
)
_EDGE = 0.13
"""Share of a page's height, at its top and foot, in which these stand."""
_LINES = 3
"""Lines at each edge that may be of them."""
_DRIFT = 4.0
"""Points by which the same line may stand higher or lower on another page."""


def furniture(pages: Sequence[tuple[Sequence[PlacedLine], float]]) -> dict[tuple[int, int], str]:
    """(page, line) → what it is, for lines that are no text. `pages` are their lines and their height in points."""
    candidates = [(page, index) for page, (lines, height) in enumerate(pages) for index in _at_edges(lines, height)]
    numbers = _numbers(pages, candidates)
    found = dict.fromkeys(numbers, PAGE_NUMBER)
    places: Counter[tuple[str, int]] = Counter()
    forms = {}
    for page, index in candidates:
        line = pages[page][0][index]
        form = "".join(char for char in line.text if char.isalpha())
        if form:
            place = round(line.base / (2 * _DRIFT))
            forms[page, index] = (form, place)
            places.update(((form, place - 1), (form, place), (form, place + 1)))
    for key, place in forms.items():
        if places[place] > 1:
            found[key] = RUNNING_HEAD
    return found


def _at_edges(lines: Sequence[PlacedLine], height: float) -> list[int]:
    ordered = sorted(range(len(lines)), key=lambda index: lines[index].base)
    top = [index for index in ordered[:_LINES] if lines[index].base < height * _EDGE]
    foot = [index for index in ordered[-_LINES:] if lines[index].base > height * (1 - _EDGE)]
    return [*top, *(index for index in foot if index not in top)]


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
    usual, count = ahead.most_common(1)[0]
    if count < 2 and len(pages) > 1:
        return set()
    return {key for key, value in values.items() if value == usual}
