"""What a library knows of its sync: refs in its repository, and `LIBRARY/.sync`, which whoever reads the library may read.

`refs/briefing/base` has, for each file, the version that here and there have in common: what a merge begins from. `refs/briefing/pending`
is the base as it will be once what is just being pushed has arrived. `.sync` says when the last sync was, how it went and what waits for a person.
Both may be lost: then equal files are known as equal, and what differs is merged from nothing or asked.
"""

import datetime as dt
import json
import os
from typing import NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.files import read_regular, sharing, write_whole
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.library.disk.sharing import rights_of
from briefing_tui.text.clean import clean_line

NAME = ".sync"
BASE, PENDING = "refs/briefing/base", "refs/briefing/pending"
BOTH, MIRROR = "both", "mirror"
_LIMIT = 1 << 20
"""Bytes of `.sync`."""


class Waiting(NamedTuple):
    """A file whose two versions wait for a person."""

    name: str
    why: str
    """As `reunite.Held.why`; `changed here` in a mirror."""
    base: str
    """Blob, empty for none; the version in common."""
    theirs: str
    """Blob, empty for none."""
    where: tuple[str, ...] = ()
    """Places, a line each."""


class SyncState(NamedTuple):
    """How the last sync went."""

    mode: str = BOTH
    """BOTH, or MIRROR for a library that only follows."""
    succeeded: str = ""
    """When the last one that reached the other place ended; ISO 8601 with its offset. Empty: never."""
    tried: str = ""
    trouble: str = ""
    """Why the last one failed, in one line; empty when it did not."""
    every: int = 0
    """Seconds between two, when it is repeated."""
    waiting: tuple[Waiting, ...] = ()


def read_state(root: str) -> SyncState | None:
    """What is known; None for a library that was never synced, or when it cannot be read."""
    path = os.path.join(root, NAME)
    if not os.path.lexists(path):
        return None
    try:
        data, _status = read_regular(path, root, _LIMIT)
        value = plain_json(data)
        return _state(value) if isinstance(value, dict) else None
    except (LibraryError, ValueError):
        return None


def _state(value: dict[str, object]) -> SyncState:
    texts = {
        name: clean_line(given) if isinstance(given := value.get(name), str) else ""
        for name in ("mode", "succeeded", "tried", "trouble")
    }
    every, ones = value.get("every"), value.get("waiting")
    waiting = [_waiting(one) for one in ones if isinstance(one, dict)] if isinstance(ones, list) else []
    return SyncState(
        mode=MIRROR if texts["mode"] == MIRROR else BOTH,
        succeeded=texts["succeeded"],
        tried=texts["tried"],
        trouble=texts["trouble"],
        every=every if type(every) is int and 0 < every < 10**9 else 0,
        waiting=tuple(waiting),
    )


def _waiting(one: dict[str, object]) -> Waiting:
    texts = [
        clean_line(text) if isinstance(text := one.get(name), str) else "" for name in Waiting._fields[:4]
    ]
    where = one.get("where")
    lines = [clean_line(line) for line in where if isinstance(line, str)] if isinstance(where, list) else []
    return Waiting(texts[0], texts[1], texts[2], texts[3], tuple(lines))


def write_state(root: str, state: SyncState) -> None:
    """Keep it, whole or not at all. LibraryError when the disk refuses."""
    value = {**state._asdict(), "waiting": [one._asdict() for one in state.waiting]}
    data = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    with sharing(rights_of(root)):
        write_whole(os.path.join(root, NAME), data)


def written(when: dt.datetime) -> str:
    """How `.sync` writes a moment."""
    return when.astimezone().isoformat(timespec="seconds")


def moment(text: str) -> dt.datetime | None:
    """A moment as `.sync` has it; None when it has none."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
