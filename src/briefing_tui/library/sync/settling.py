"""What waits in two versions, and bringing them together by a person: on the screen by item, or in the shell by taking one side."""

import os
from typing import NamedTuple

from briefing_tui.errors import LibraryError, NotFoundError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.kept import ISSUE
from briefing_tui.library.history.seen import blob_name
from briefing_tui.library.saving.merge import MINE, THEIRS
from briefing_tui.library.sync import refs
from briefing_tui.library.sync.applying import apply
from briefing_tui.library.sync.blobs import BlobStore, file_of
from briefing_tui.library.sync.merging.reunite import PLACES, PUBLICATION, Together, reunite
from briefing_tui.library.sync.plan import CHANGED_HERE, Decided
from briefing_tui.library.sync.state import Waiting, read_state, write_state
from briefing_tui.model.key import IssueKey


class Both(NamedTuple):
    """Two versions of an issue that wait."""

    waiting: Waiting
    base: bytes | None
    """The version in common; None when there is none."""
    theirs: bytes


def waiting(root: str) -> tuple[Waiting, ...]:
    """All that waits. Cheap: one small file."""
    state = read_state(root)
    return () if state is None else state.waiting


def both_of(root: str, key: IssueKey) -> Both | None:
    """The others' version of an issue that waits; None when none does, or it cannot be read."""
    found = next((one for one in waiting(root) if _is_of(one, key)), None)
    if found is None or not found.theirs or found.why == CHANGED_HERE:
        return None
    blobs = BlobStore(Git(root))
    try:
        theirs = blobs.data(found.theirs)
        return None if theirs is None else Both(found, blobs.data(found.base or None), theirs)
    except LibraryError:
        return None


def _is_of(one: Waiting, key: IssueKey) -> bool:
    file = file_of(one.name)
    return file.kind == ISSUE and file.key == key


def settled(root: str, one: Waiting) -> None:
    """The file has both versions in it now, by a person's will, and is on the disk. LibraryError when that cannot be noted: then it is asked again."""
    refs.settle(Git(root), one.name, one.theirs)
    state = read_state(root)
    if state is not None:
        left = tuple(other for other in state.waiting if other.name != one.name)
        write_state(root, state._replace(waiting=left))


def take_side(root: str, name: str, *, mine: bool) -> None:
    """Let one side have its way wherever both changed the same; what else both changed comes together where that can be.

    NotFoundError when nothing of that name waits. What is replaced as a whole is in the trash then.
    """
    one = next((each for each in waiting(root) if each.name == name), None)
    if one is None or not one.theirs:
        raise NotFoundError(_("{name} does not wait for anybody").format(name=name))
    if one.why == CHANGED_HERE and mine:
        raise LibraryError(
            _("a library that only follows has nothing of its own"),
            hint=_("copy the file elsewhere, and let theirs in"),
        )
    file, blobs = file_of(name), BlobStore(Git(root))
    data, _status = read_regular(os.path.join(root, name), root, file.limit)
    theirs = blobs.data(one.theirs)
    result = data if mine else theirs
    if one.why in {PLACES, PUBLICATION}:
        made = reunite(file, blobs.data(one.base or None), data, theirs, MINE if mine else THEIRS)
        result = made.data if isinstance(made, Together) else result
    if result != data:
        decided = Decided(
            file, blob_name(data), one.theirs, blobs.make(result), whole=one.why not in {PLACES, PUBLICATION}
        )
        applied = apply(root, blobs, [decided])
        if applied.late:
            reason = applied.late[0][1] or _("the file is just being changed")
            raise LibraryError(reason)
    settled(root, one)
