"""A PDF → lines with evidence, in reading order, what stands at the edges of pages marked. Called in the limited child.

A scan, a locked file and a text layer that does not say what the pages show are refused: rubbish is never imported.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from briefing_tui.importers.evidence import (
    CHARACTERS_LIMIT,
    RUNNING_HEAD,
    EvidenceLine,
    Reading,
    Refused,
)
from briefing_tui.importers.pdf.continued import with_whole_rows
from briefing_tui.importers.pdf.damage import is_damaged
from briefing_tui.importers.pdf.furniture import furniture
from briefing_tui.importers.pdf.lines import PageLines, with_edges
from briefing_tui.importers.pdf.looked import LookedAt, in_order, look, share_from
from briefing_tui.importers.pdf.placed import PlacedLine

_GAP = 1.55
"""Pitches between lines that have a blank one between them."""
_NOTE = re.compile(r"\[[0-9*†‡]{1,3}\]")
_NOTE_SIZE = 0.95
"""Times the size of the text that footnotes have at most."""
_CENTRED = 1.2
"""Sizes by which the middle of a line may miss the middle of its column."""


def read_pdf(data: bytes) -> Reading:
    """What is printed in a PDF."""
    return reading_of(look(data))


def read_pdf_with(data: bytes, others: Callable[[], bytes]) -> Reading:
    """As `read_pdf`, every second page having been looked at by another process: `others` waits for what it sends."""
    own = look(data, 0, 2)
    return reading_of(in_order([own, list(share_from(others()))]))


def reading_of(looked: Sequence[LookedAt]) -> Reading:
    """What is printed on pages. Refused when they have no text, or one that does not say what they show."""
    pages = [(one.page, one.height) for one in looked]
    total = sum(len(one.text) for one in looked)
    pictures = sum(one.pictures for one in looked)
    if total > CHARACTERS_LIMIT:
        raise Refused("long")
    if not total:
        raise Refused("scan" if pictures else "empty")
    if is_damaged([one.text for one in looked]):
        raise Refused("damaged")
    doubts = []
    if any(not one.text and one.pictures for one in looked):
        doubts.append("scans")
    if any(page.columns > 1 for page, _height in pages):
        doubts.append("columns")
    if any(page.vertical for page, _height in pages):
        doubts.append("vertical")
    stamps = [(number, one.leaning) for number, one in enumerate(looked, 1) if one.leaning]
    lines = [
        *_lines(pages),
        *(EvidenceLine(text, page=page, furniture=RUNNING_HEAD) for page, text in stamps),
    ]
    return Reading(tuple(lines), pictures=pictures, doubts=tuple(doubts))


def _lines(pages: list[tuple[PageLines, float]]) -> list[EvidenceLine]:
    pitch = _pitch(pages)
    edge = furniture([(page.lines, height) for page, height in pages], pitch)
    text = [
        page._replace(lines=[line for index, line in enumerate(page.lines) if (number, index) not in edge])
        for number, (page, _height) in enumerate(pages)
    ]
    edged = iter([line for page in with_edges(text) for line in page.lines])
    done: list[EvidenceLine] = []
    for number, (page, _height) in enumerate(pages):
        before: PlacedLine | None = None
        for index, line in enumerate(page.lines):
            kind = edge.get((number, index), "")
            if kind:
                done.append(EvidenceLine(line.text, page=number + 1, furniture=kind))
                continue
            done.append(_evidence(next(edged), number + 1, _gap(before, line, pitch)))
            before = line
    return _with_notes(with_whole_rows(done))


def _with_notes(lines: list[EvidenceLine]) -> list[EvidenceLine]:
    """The lines, those of footnotes marked and each note on one: below the text of a page, smaller than it, each begun by its mark."""
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    done: list[EvidenceLine] = []
    for line in lines:
        small = not line.furniture and 0 < line.size < usual * _NOTE_SIZE
        last = done[-1] if done else None
        if small and _NOTE.match(line.text):
            done.append(line._replace(note=True, lead=""))
        elif small and last is not None and last.note and last.page == line.page and last.size == line.size:
            done[-1] = last._replace(text=last.text + line.text)
        else:
            done.append(line)
    return done


def _evidence(line: PlacedLine, page: int, gap: int) -> EvidenceLine:
    left, right = line.edges
    half = line.size / 2
    middle = (line.left + line.right) / 2 - (left + right) / 2
    centred = abs(middle) < _CENTRED * line.size and line.left - left > 2 * line.size
    return EvidenceLine(
        line.text,
        indent=max(round((line.left - left) / half), 0),
        gap=gap,
        page=page,
        bold=line.bold,
        size=line.size,
        centred=centred,
        red=line.red,
        room=max(int((right - line.right) / half), 0),
        lead=line.lead,
        ends=line.ends,
    )


def _gap(before: PlacedLine | None, line: PlacedLine, pitch: float) -> int:
    if before is None or before.column != line.column:
        return 0
    if before.text.startswith("| ") and line.text.startswith("| "):
        return 0  # rows of cells in several lines are further apart than lines are
    return int(line.base - before.base > _GAP * max(pitch, line.size * 1.1))


def _pitch(pages: list[tuple[PageLines, float]]) -> float:
    """Points between the bases of lines: the least of the steps that are usual."""
    steps: dict[float, int] = {}
    for page, _height in pages:
        for before, line in pairwise(page.lines):
            step = round(line.base - before.base, 0)
            if before.column == line.column and 0 < step < 80:
                steps[step] = steps.get(step, 0) + 1
    most = max(steps.values(), default=0)
    return min((step for step, count in steps.items() if count * 3 >= most), default=0.0)
