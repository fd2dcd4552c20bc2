"""The lines of Markdown that our export wrote, one by one: what each says and which of its characters are marks. Pure."""

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from briefing_tui.importers import report
from briefing_tui.importers.report import Ledger, squeeze
from briefing_tui.model.body import BLANKS
from briefing_tui.model.issue import Correction, Distribution
from briefing_tui.text.markdown import closing, plain

_LEAD = re.compile(
    r"(?:([0-9]{1,4})年([0-9]{1,2})月([0-9]{1,2})日(?=[，：]))?(?:(?:，|\A).*?(?:（#([0-9]{1,9})）|#([0-9]{1,9})))?：\Z"
)
_FIELD = re.compile(r"- (来源|链接|报送单位|标签)：(.*)\Z")
_STRONG = "**"


class ExportedLine(NamedTuple):
    """One line of the file."""

    number: int
    """From 1."""
    text: str
    """Clean, without blanks at its ends."""
    indent: int
    """Characters of blanks before it."""


def account(ledger: Ledger, line: ExportedLine, kept: str) -> None:
    """`kept` of a line is in the issue; its other characters are marks."""
    left = Counter(squeeze(kept))
    dropped = []
    for char in squeeze(line.text):
        if left[char] > 0:
            left[char] -= 1
        else:
            dropped.append(char)
    ledger.keep(kept)
    ledger.instead(line.number, "".join(dropped), "".join(left.elements()), report.MARKDOWN)


def split_lead(text: str) -> tuple[str, str]:
    """The bold beginning of a line and the rest, both still escaped; no lead when it does not begin in bold."""
    first = 4 if text[2:3] == "\\" else 3  # a bold text has one character at least, which may be escaped
    end = closing(text, _STRONG, first) if text.startswith(_STRONG) else -1
    if end < 0:
        return "", text
    return text[2:end], text[end + 2 :].removeprefix(" ")


def field_of(text: str) -> tuple[str, str] | None:
    """Name and value of `- 来源：…`, the value still escaped; None for another line."""
    found = _FIELD.match(text)
    return (found[1], found[2].strip(BLANKS)) if found else None


def listed(text: str) -> tuple[str, ...]:
    """The names of a list; a 、 within one is written by its number."""
    return tuple(plain(name) for name in map(str.strip, text.split("、")) if name)


def table_cells(text: str) -> list[str]:
    """The cells of a row, still escaped; a bar that is escaped parts nothing."""
    cells, start, at = [], 1, closing(text, "|", 1)
    while at >= 0:
        cells.append(text[start:at].strip(BLANKS))
        start, at = at + 1, closing(text, "|", at + 1)
    if start < len(text):
        cells.append(text[start:].strip(BLANKS))
    return cells or [""]


def is_rule_row(cells: list[str]) -> bool:
    """Whether cells are the rule under a table's head."""
    return all(cell.strip(":") and not cell.strip(":-") for cell in cells)


def head_columns(cells: list[str]) -> int:
    """Of a rule that the export made: how many cells the head has in the issue; 0 for a rule of the issue's own."""
    return cells.count(":--") if set(cells) <= {":--", ":-"} else 0


def distribution_of(text: str) -> Distribution:
    """`**报：** 集团公司领导、各部门（*印送*）`."""
    lead, rest = split_lead(text)
    channel = ""
    at = rest.rfind("（*")
    if at >= 0 and rest.endswith("*）") and closing(rest, "*）", at + 2) == len(rest) - 2:
        channel, rest = plain(rest[at + 2 : -2]), rest[:at]
    return Distribution(plain(lead).removesuffix("："), listed(rest.strip(BLANKS)), channel)


def correction_of(text: str) -> Correction:
    """`**2024年12月18日，【行业动态】第1条（#1）：** 应为…`; a lead that says neither day nor address is text."""
    lead, rest = split_lead(text)
    found = _LEAD.match(plain(lead)) if lead else None
    if found is None:
        return Correction(None, None, plain(lead) + plain(rest))
    try:
        day = date(*map(int, found.groups()[:3])) if found[1] else None
    except ValueError:
        return Correction(None, None, plain(lead) + plain(rest))
    item = found[4] or found[5]
    return Correction(day, int(item) if item else None, plain(rest))
