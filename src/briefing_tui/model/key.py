r"""Addresses: the key of an issue (`2024-14`, `2024-增1`) and of an item in it (`2024-14#3`).

Anyone may type a key in any of its written forms, and a person who asks for an issue in more (`asked`); `str(key)` is the one form
we write, and `key.stem` the file name, in ASCII. Digits are ASCII (or, inside 第…期, Chinese numerals): `\d` would let others through, and a
path is built from these values only.
"""

import re
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError
from briefing_tui.i18n import _
from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import late

SUPPLEMENT = "supplement"
ISSUE = "issue"
_SHORT = re.compile(r"([0-9]{4})-(增|[sS]|增刊)?([0-9]{1,4})\Z")
_WRITTEN = late(rf"([0-9]{{4}}) ?年 ?(增刊)? ?第 ?([0-9]{{1,4}}|{numerals.NUMERAL}) ?期 ?(增刊)?\Z")
_ITEM = re.compile(r"(?:#|第)([0-9]{1,5})条?\Z")


class IssueKey(NamedTuple):
    """The address of an issue. Sorts by year, then ordinary issues by number, then supplements."""

    year: int
    """1000 to 9999."""
    kind: str
    """`issue` or `supplement`; a supplement (增刊) has its own counter."""
    number: int
    """1 to 9999, within the year."""

    def __str__(self) -> str:
        return f"{self.year}-增{self.number}" if self.kind == SUPPLEMENT else f"{self.year}-{self.number:02}"

    @property
    def stem(self) -> str:
        """File name without its ending, ASCII: `2024-14`, `2024-01`, `2024-s1`."""
        return f"{self.year}-s{self.number}" if self.kind == SUPPLEMENT else str(self)

    @property
    def written(self) -> str:
        """As printed: 2024年第14期, 2024年增刊第1期."""
        return f"{self.year}年{'增刊' if self.kind == SUPPLEMENT else ''}第{self.number}期"


class ItemAddress(NamedTuple):
    """An issue, or one item of it."""

    key: IssueKey
    item: int | None = None
    """Running position of the item in the issue, from 1."""

    def __str__(self) -> str:
        return str(self.key) if self.item is None else f"{self.key}#{self.item}"


def make_key(year: int, number: int, kind: str = ISSUE) -> IssueKey:
    """A key from its parts; KeyFormatError when one is out of range."""
    if not (1000 <= year <= 9999 and 1 <= number <= 9999 and kind in {ISSUE, SUPPLEMENT}):
        raise not_a_key(f"{year}-{number}")
    return IssueKey(year, kind, number)


def parse_key(text: str) -> IssueKey:
    """`2024-14`, `2024-1`, `2024-01`, `2024年第14期`, `2024年第十四期`, `2024-增1`, `2024-s1`; else KeyFormatError."""
    stripped = text.strip()
    if found := _SHORT.match(stripped):
        year, extra, number = found.groups()
        supplement = extra is not None
    elif found := _WRITTEN.match(stripped):
        year, before, number, after = found.groups()
        supplement = bool(before or after)
    else:
        raise not_a_key(text)
    try:
        value = numerals.parse_number(number)
    except ValueError:
        raise not_a_key(text) from None
    return make_key(int(year), value, SUPPLEMENT if supplement else ISSUE)


def parse_address(text: str) -> ItemAddress:
    """A key with or without `#3` (or 第3条) behind it; else KeyFormatError."""
    stripped = text.strip()
    item: int | None = None
    if found := _ITEM.search(stripped):
        item = int(found[1])
        stripped = stripped[: found.start()]
        if item < 1:
            raise not_a_key(text)
    return ItemAddress(parse_key(stripped), item)


def not_a_key(text: str) -> KeyFormatError:
    """The error of a text that is no address."""
    shown = text if len(text) <= 40 else text[:40] + "…"
    return KeyFormatError(
        _("{text!r} is no issue key").format(text=shown),
        hint=_("write 2024-14, 2024年第14期 or 2024-增1; an item is 2024-14#3"),
    )
