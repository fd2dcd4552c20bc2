"""The pages of a PDF, each looked at for itself: what is found of them before they are seen together. Called in the limited child.

Two processes may share a file: each looks at every second page, and one hands its pages to the other as JSON.
"""

import json
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from briefing_tui.importers.evidence import CHARACTERS_LIMIT, Refused, refusal_json
from briefing_tui.importers.pdf.glyphs import PageGlyphs, page_glyphs
from briefing_tui.importers.pdf.lines import PageLines, is_vertical, page_lines
from briefing_tui.importers.pdf.pdfium import PdfFile
from briefing_tui.importers.pdf.placed import PlacedLine

PAGES_LIMIT = 3000
"""Pages of a file: 4 MB of text are 2,500."""


class LookedAt(NamedTuple):
    """A page."""

    number: int
    """From 0: its place in the file."""
    page: PageLines
    height: float
    text: str
    """Its characters in the order in which they are drawn."""
    leaning: str
    """Text that stands across it."""
    pictures: int


def look(data: bytes, first: int = 0, step: int = 1) -> list[LookedAt]:
    """Every `step`th page from `first`; broken ones are left out. Refused when the file is locked, broken or too long."""
    file = PdfFile(data)
    if file.pages > PAGES_LIMIT:
        raise Refused("pages", str(PAGES_LIMIT))
    done: list[LookedAt] = []
    total = 0
    for number in range(first, file.pages, step):
        seen = _seen(file, number)
        if seen is None:
            continue
        glyphs, leaning = seen.glyphs, seen.leaning
        other = seen.vertical[0] is not glyphs
        if other and (
            is_vertical(glyphs) or is_vertical(glyphs[::-1])
        ):  # of a page that is turned, the last may be told first
            glyphs, leaning = seen.vertical
        total += len(glyphs)
        if total > CHARACTERS_LIMIT:
            raise Refused("long")
        text = "".join([glyph[0] for glyph in glyphs])
        lines = page_lines(glyphs, seen.width, seen.rules)
        done.append(LookedAt(number, lines, seen.height, text, leaning, seen.pictures))
    return done


def _seen(file: PdfFile, index: int) -> PageGlyphs | None:
    """A page by its index; None when it is broken."""
    page = file.open(index)
    if page is None:
        return None
    try:
        return page_glyphs(page)
    finally:
        page.close()


def share_json(data: bytes, first: int, step: int) -> bytes:
    """What `look` finds, or why it refuses, for another process: `share_from` takes it."""
    try:
        text = json.dumps(look(data, first, step), ensure_ascii=False, separators=(",", ":"))
    except Refused as refused:
        text = refusal_json(refused)
    except MemoryError:
        text = refusal_json(Refused("memory"))
    return text.encode("utf-8", "surrogatepass")


def share_from(data: bytes) -> Iterator[LookedAt]:
    """The pages in what `share_json` made. Refused when it refused, or is cut off."""
    try:
        told: Any = json.loads(data.decode("utf-8", "surrogatepass"))
    except ValueError:
        raise Refused("crash", "0") from None
    if isinstance(told, dict):
        raise Refused(told["refused"], told["detail"])
    for number, (lines, *rest), height, text, leaning, pictures in told:
        yield LookedAt(
            number, PageLines([_line(row) for row in lines], *rest), height, text, leaning, pictures
        )


_EDGES = PlacedLine._fields.index("edges")


def _line(row: list[Any]) -> PlacedLine:
    row[_EDGES] = tuple(row[_EDGES])
    return PlacedLine._make(row)


def in_order(shares: Sequence[Sequence[LookedAt]]) -> list[LookedAt]:
    """The pages of all shares as they stand in the file."""
    return sorted([page for share in shares for page in share], key=itemgetter(0))
