"""What shall become of each file: taken from the others, sent to them, merged, or left in both versions. Changes nothing.

For each file there are three versions: the one in common, the one here, the one of the others. Which is newer is told by these alone,
never by a clock. One that stands here and was on the others' line since the version in common is merely behind.
"""

from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.history.kept import ISSUE, JOURNAL, Kept
from briefing_tui.library.sync.blobs import BlobStore, Files, file_of
from briefing_tui.library.sync.merging.renames import RenamedIssue, renamed, with_key
from briefing_tui.library.sync.merging.reunite import Held, Together, reunite
from briefing_tui.library.sync.state import Waiting

CHANGED_HERE = "changed here"
Newer = Mapping[str, set[str | None]]
"""The versions of each file on the others' line behind the one in common."""


class Decided(NamedTuple):
    """What shall become of one file."""

    file: Kept
    mine: str | None
    """Blob here; None for no file."""
    theirs: str | None
    result: str | None
    """In both places; while it waits, what others have stays there and what is here stays here."""
    waiting: Waiting | None = None
    notes: tuple[str, ...] = ()
    """What came into mine, a line each, where both had changed it."""
    returned: bool = False
    """Taken away on one side, changed on the other."""
    whole: bool = False
    """The file here is replaced as a whole, by a person's will: it is kept in the trash."""
    was: str = ""
    """The name it had here, when others have renamed it meanwhile."""

    @property
    def goes(self) -> bool:
        """Whether others get something."""
        return self.result != self.theirs

    @property
    def comes(self) -> bool:
        """Whether the file here becomes another."""
        return self.waiting is None and self.result != self.mine


class Versions(NamedTuple):
    """The blobs of one file."""

    base: str | None
    mine: str | None
    theirs: str | None


class Three(NamedTuple):
    """All files in three versions."""

    base: Files
    mine: Files
    theirs: Files

    def of(self, name: str) -> Versions:
        """Those of one file."""
        return Versions(self.base.get(name), self.mine.get(name), self.theirs.get(name))


def plan(blobs: BlobStore, three: Three, newer: Newer, *, follow: bool = False) -> dict[str, Decided]:
    """By name, only files that are not the same everywhere. With `follow` nothing is merged or sent: what was changed here waits."""
    names = sorted({*three.base, *three.mine, *three.theirs})
    differing = [name for name in names if len(set(three.of(name))) > 1]
    decided: dict[str, Decided] = {}
    if follow:
        for name in differing:
            decided[name] = _followed(file_of(name), three.of(name), newer)
        return decided
    blobs.fetch(blob for name in differing for blob in three.of(name))
    for one in _renamings(blobs, three):
        decided.update(_moved(blobs, three, one, decided))
    for name in differing:
        if name not in decided:
            decided[name] = _decide(blobs, file_of(name), three.of(name), newer)
    return decided


def _followed(file: Kept, versions: Versions, newer: Newer) -> Decided:
    """In a mirror: what is missing comes back, what somebody changed stays as it is and is told."""
    base, mine, theirs = versions
    if mine in {None, base, theirs} or mine in newer.get(file.name, ()):
        return Decided(file, mine, theirs, theirs)
    waiting = Waiting(file.name, CHANGED_HERE, base or "", theirs or "")
    return Decided(file, mine, theirs, theirs, waiting)


def _decide(blobs: BlobStore, file: Kept, versions: Versions, newer: Newer) -> Decided:
    base, mine, theirs = versions
    if mine is not None and mine in newer.get(file.name, ()):
        base = mine
    made = reunite(file, blobs.data(base), blobs.data(mine), blobs.data(theirs))
    if isinstance(made, Held):
        waiting = Waiting(file.name, made.why, base or "", theirs or "", made.where)
        return Decided(file, mine, theirs, theirs, waiting)
    return Decided(file, mine, theirs, _name(blobs, made, mine, theirs), None, made.notes, made.returned)


def _name(blobs: BlobStore, made: Together, *known: str | None) -> str | None:
    """The blob of a result: one of those that are there, or a new one."""
    return next((one for one in known if one and blobs.data(one) == made.data), None) or blobs.make(made.data)


def _renamings(blobs: BlobStore, three: Three) -> list[tuple[RenamedIssue, bool]]:
    """Issues that one side renamed while the other changed them; whether it was ours."""
    base = {name: file_of(name) for name in three.base}
    found = []
    for ours, side, other in ((True, three.mine, three.theirs), (False, three.theirs, three.mine)):

        def read(name: str, new: bool, side: Files = side) -> bytes | None:
            return blobs.data((side if new else three.base).get(name))

        for one in renamed(base, {name: file_of(name) for name in side}, read):
            old, new = one.old.name, one.new.name
            both = new in other and old not in other
            changed = old in other and other[old] != three.base[old] and new not in other
            if changed or (both and ours):
                found.append((one, ours))
    return found


def _moved(
    blobs: BlobStore, three: Three, found: tuple[RenamedIssue, bool], known: dict[str, Decided]
) -> dict[str, Decided]:
    """Both names of a renamed issue and of its journal; none when that cannot be brought together, so that both stay."""
    (old, new, ours) = (*found[0], found[1])
    if new.key is None or old.name in known or new.name in known:
        return {}
    try:
        base = with_key(blobs.data(three.base[old.name]) or b"", new.key, new.name)
        mine, theirs = (_under(blobs, side, old, new) for side in (three.mine, three.theirs))
    except BriefingError:
        return {}
    made = reunite(new, base, mine, theirs)
    if isinstance(made, Held):
        return {}
    decided = {new.name: _at_new_name(blobs, three, new, made, was="" if ours else old.name)}
    if old.name in three.mine or old.name in three.theirs:
        decided[old.name] = Decided(old, three.mine.get(old.name), three.theirs.get(old.name), None)
    return {**_journals(blobs, three, old, new), **decided}


def _under(blobs: BlobStore, side: Files, old: Kept, new: Kept) -> bytes | None:
    """One side's version, under the new number."""
    if new.name in side:
        return blobs.data(side[new.name])
    assert new.key is not None
    return with_key(blobs.data(side[old.name]) or b"", new.key, new.name)


def _at_new_name(blobs: BlobStore, three: Three, new: Kept, made: Together, was: str) -> Decided:
    mine, theirs = three.mine.get(new.name), three.theirs.get(new.name)
    result = _name(blobs, made, mine, theirs)
    return Decided(new, mine, theirs, result, None, made.notes, made.returned, was=was)


def _journals(blobs: BlobStore, three: Three, old: Kept, new: Kept) -> dict[str, Decided]:
    """The records of its deliveries go along."""
    before, after = (f"deliveries/{one.key.stem if one.key else ''}.jsonl" for one in (old, new))
    sides = [{before, after} & side.keys() for side in (three.mine, three.theirs)]
    if before not in three.base or after in three.base or not all(sides) or sides[0] == sides[1]:
        return {}
    mine, theirs = (blobs.data(side.get(after) or side.get(before)) for side in (three.mine, three.theirs))
    file = Kept(after, JOURNAL, new.key)
    made = reunite(file, blobs.data(three.base[before]), mine, theirs)
    if isinstance(made, Held):
        return {}
    gone = Decided(file_of(before), three.mine.get(before), three.theirs.get(before), None)
    return {before: gone, after: _at_new_name(blobs, three, file, made, was="")}


def is_issue(one: Decided) -> bool:
    """Whether it is a file that people read."""
    return one.file.kind == ISSUE
