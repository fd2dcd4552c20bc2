"""Whether rows of cells that were found by their places are a table: figures below heads, not a list, a contents, labels, a signature. Pure."""

import re
from collections.abc import Sequence

APART = "    "
"""Between parts of a line that stand apart and are no cells, of a reader that knows their places."""

_FIGURE = re.compile(
    r"[-−–—+±约近超]?[(（]?[0-9][0-9,，.:：/\-−–~～%％‰+ ]*[)）]?[%％‰\u4e00-\u9fff㎡℃A-Za-z²³/]{0,6}\Z"
    r"|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?\Z|[0-9]{1,2}月[0-9]{1,2}日\Z|第[0-9]+[\u4e00-\u9fff]{1,2}\Z"
)
_NOTHING = re.compile(r"[-−–—/／.…·\s]*\Z")
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[是、.．]|第?[一二三四五六七八九十]{1,3}[，,]?|[（(][0-9一二三四五六七八九十]{1,3}[)）]、?|[0-9]{1,3}[.．、)）]"
    r"|[①-⑳⑴-⒛●•■◆□○▪★☆➢✓\-*·]|[问答][:：]?|[A-Za-z][.．、)）])\Z"
)
_LABEL = re.compile(r"\s*[^:：]{1,14}[:：](?!//)")
_TAIL = re.compile(
    r"(?:主\s*送|抄\s*送|抄\s*报|报\s*送|分\s*送|报|送|发)\s*[：:]|.{0,40}印发\Z|.{0,8}(?:共印|印)\s*[0-9]+\s*份|.{0,12}总?第\s*[0-9]+\s*期"
)
_PAGE = re.compile(r"[.…·\s]*[-—(（]?[0-9]{1,4}[-—)）]?\Z")
_PAGES_HEAD = re.compile(r"页\s*(?:码|次|数)?\Z")
_MOST_CHARACTERS = 300
"""Of a cell: what has more is a text in a column."""
_OF_FIGURES = 0.6
"""Share of a column's cells that are figures."""


def is_figure(text: str) -> bool:
    """Whether a cell is a figure, a sum, a share, a day."""
    return _FIGURE.match(text.strip()) is not None


def may_be_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nothing says that cells are something else."""
    filled = [[cell for cell in row if cell] for row in rows]
    several = [cells for cells in filled if len(cells) > 1]
    cells = [cell for row in filled for cell in row]
    if len(several) < 2 or len(several) * 2 < len(filled) or max(map(len, cells)) > _MOST_CHARACTERS:
        return False
    if any(_TAIL.match(cell) for cell in cells) or _is_contents(rows):
        return False
    if sum(_LABEL.match(cell) is not None for cell in cells) * 2 > len(cells):
        return False
    marks = sum(_MARK.match(row[0]) is not None for row in several)
    return not (max(map(len, several)) <= 2 and marks * 2 > len(several))


def are_of_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column beside the first has figures, below a head or all the way down."""
    below = rows[1:] if len(rows) > 2 else rows
    for column in range(1, max(map(len, rows))):
        told = [row[column] for row in below if column < len(row) and not _NOTHING.match(row[column])]
        if told and sum(map(is_figure, told)) >= max(len(told) * _OF_FIGURES, min(2, len(below))):
            return True
    return False


def _is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last cells are pages: whole numbers that do not fall, and no head says that they are anything else."""
    last = [row[-1] for row in rows if row[-1]]
    if len(last) < 2:
        return False
    if _PAGES_HEAD.search(last[0]):
        last = last[1:]
    if any("…" in cell or "...." in cell for row in rows for cell in row):
        return True
    if not all(map(_PAGE.match, last)):
        return False
    numbers = [int("".join(filter(str.isdecimal, cell))) for cell in last]
    beside = [cell for row in rows for cell in row[1:-1] if cell]
    return numbers == sorted(numbers) and not any(map(is_figure, beside))


def have_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows that nobody took for a table are one all the same: as many cells in each, figures among them."""
    return len(set(map(len, rows))) == 1 and may_be_rows(rows) and are_of_figures(rows)
