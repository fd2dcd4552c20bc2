"""What was decided about contributions: `inbox/decisions-2024.toml`, one table each, only ever appended to.

Called by the inbox. A year's file holds the decisions made in that year. A broken file is an error with its line for whoever asks; people
may correct it by hand.
"""

import os
from collections.abc import Iterator
from typing import Any

from briefing_tui.errors import BriefingError, LibraryError, Place
from briefing_tui.i18n import _
from briefing_tui.library.disk.appending import append_lines
from briefing_tui.library.disk.files import cannot, read_regular
from briefing_tui.library.disk.names import INBOX
from briefing_tui.library.format.encode import one_line
from briefing_tui.library.format.toml.read import decode_text, parse_toml
from briefing_tui.library.inbox.contribution import DECLINED, TAKEN, Decision
from briefing_tui.text.clean import clean_line

SIZE = 4 << 20
"""Bytes of one year's file: about ten thousand decisions."""
_PREFIX, _ENDING = "decisions-", ".toml"


def read_decisions(root: str) -> list[Decision]:
    """All decisions, oldest year first, each in the order they were made. LibraryError or FormatError when a file cannot be read."""
    folder = os.path.join(root, INBOX)
    try:
        names = sorted(name for name in os.listdir(folder) if _is_record(name))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot(_("cannot list"), folder, error) from error
    return [one for name in names for one in _read(root, os.path.join(folder, name))]


def append_decision(root: str, decision: Decision) -> None:
    """Note a decision, whole or not at all. LibraryError when the disk refuses."""
    path = os.path.join(root, INBOX, f"{_PREFIX}{decision.when[:4]}{_ENDING}")
    hint = _("rename it, so that a new one is begun")
    append_lines(path, root, _table(decision), limit=SIZE, between="\n", hint=hint)


def _is_record(name: str) -> bool:
    return name.startswith(_PREFIX) and name.endswith(_ENDING)


def _table(decision: Decision) -> str:
    lines = ["[[decision]]"]
    for name, value in decision._asdict().items():
        if isinstance(value, tuple):
            lines.append(f"{name} = [{', '.join(one_line(clean_line(one)) for one in value)}]")
        elif isinstance(value, int):
            lines.append(f"{name} = {value}")
        elif value:
            lines.append(f"{name} = {one_line(clean_line(value))}")
    return "\n".join(lines) + "\n"


def _read(root: str, path: str) -> Iterator[Decision]:
    data, _status = read_regular(path, root, SIZE)
    tables = parse_toml(decode_text(data, path), path).get("decision", [])
    for number, table in enumerate(tables if isinstance(tables, list) else [], 1):
        if not isinstance(table, dict):
            raise _odd(path, number)
        yield _decision(table, path, number)


def _decision(table: dict[str, Any], path: str, number: int) -> Decision:
    """One table; keys that are not known are left to whoever wrote them."""
    values: dict[str, Any] = {}
    for name, usual in Decision("", "", "", "", "", "")._asdict().items():
        value = table.get(name, usual)
        if isinstance(usual, tuple) and isinstance(value, list):
            value = tuple(one for one in value if isinstance(one, str))
        if type(value) is not type(usual):
            raise _odd(path, number)
        values[name] = value
    made = Decision(**values)
    if made.what not in {TAKEN, DECLINED} or not made.when[:4].isdigit():
        raise _odd(path, number)
    return made


def _odd(path: str, number: int) -> BriefingError:
    text = _("decision {number} cannot be understood").format(number=number)
    return LibraryError(text, place=Place(path), hint=_("mend it by hand, or take its table out"))
