"""What an item's `origin` names: an item of an issue, perhaps of another library, or a file of the inbox. Pure.

`2024-13#4` is an item of this library, `示例分公司 2024-14#3` one of the library that is called 示例分公司 here; whatever else stands there is a file.
"""

import re
from typing import NamedTuple

from briefing_tui.model.key import IssueKey

_WRITTEN = r"(?:([^#/]+) )?([0-9]{4}-(?:增|s)?[0-9]{1,4}#[1-9][0-9]{0,4})"


class Origin(NamedTuple):
    """An item of an issue."""

    library: str
    """What its library is called; empty for this one."""
    address: str
    """`2024-14#3`."""


def address_of(library: str, key: IssueKey, position: int) -> str:
    """How the origin of an item of another library is written."""
    return f"{library} {key}#{position}"


def origin_item(origin: str) -> Origin | None:
    """The item that an origin names; None when it names a file, or nothing."""
    found = re.fullmatch(_WRITTEN, origin, re.ASCII)
    return None if found is None else Origin(found[1] or "", found[2])


def is_elsewhere(origin: str) -> bool:
    """Whether it names an item of another library."""
    found = origin_item(origin)
    return found is not None and bool(found.library)
