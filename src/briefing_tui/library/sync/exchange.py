"""One sync of a library with the place that its editors share: fetch, merge by item, push, then the files. Called by the verb and after a save.

The order is what keeps a killed sync harmless. What goes to the others is made and pushed while no file is touched; which versions are in common
from then on is noted before the push as pending, and counts once the push has arrived; then the files follow, each under its lock and only
where it still is what was merged; then the newest commit here. Wherever that is cut off, the library reads, and the next sync goes on. Nothing is locked while the
network is waited for but a second sync.
"""

import datetime as dt
import os
import random
import time
from collections.abc import Callable
from contextlib import suppress

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.i18n import _
from briefing_tui.library.disk.locks import LockedError, locked_beside
from briefing_tui.library.history import stale
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.recording import alone, record_held
from briefing_tui.library.sync.attempt import SyncOutcome, SyncTry, SyncWish
from briefing_tui.library.sync.remotes import check_repository, remote
from briefing_tui.library.sync.state import (
    BOTH,
    MIRROR,
    NAME,
    SyncState,
    read_state,
    write_state,
    written,
)
from briefing_tui.library.sync.transport import RacedError
from briefing_tui.library.sync.watched import Progress

TRIES = 60
"""Times a push is tried because others were quicker."""
_LONGEST = 20.0
"""Seconds between two tries at most."""


def sync(
    root: str,
    wish: SyncWish,
    *,
    patience: float = 0.5,
    begun: Callable[[], object] | None = None,
    wait: Callable[[float], None] = time.sleep,
    progress: Progress | None = None,
) -> SyncOutcome:
    """Sync once; `.sync` says how it went. BriefingError with one line when it cannot be done: nothing is lost by it.

    `patience` are seconds that another sync of this library is waited for; `begun` is called when that is over. `progress` is told how far it is.
    """
    git = check_repository(root)
    try:
        with locked_beside(os.path.join(root, NAME), patience):
            if begun is not None:
                begun()
            stale.clear(git, stale.OURS)
            return _noted(git, wish, wait, progress)
    except LockedError as error:
        if not str(error.place.file).endswith(f".{NAME}.lock"):
            raise
        raise LibraryError(
            _("another sync of this library is under way"), hint=_("it brings all of it")
        ) from None


def _noted(git: Git, wish: SyncWish, wait: Callable[[float], None], progress: Progress | None) -> SyncOutcome:
    """`_sync`, with a note of how it went."""
    before = read_state(git.root) or SyncState()
    mode = MIRROR if wish.follow else BOTH
    now = written(dt.datetime.now().astimezone())
    state = before._replace(mode=mode, tried=now, every=wish.every or before.every)
    try:
        outcome = _sync(git, wish, wait, progress)
    except BriefingError as error:
        with suppress(LibraryError):  # what went wrong first is told
            write_state(git.root, state._replace(trouble=error.one_line()))
        raise
    trouble = next((reason for _name, reason in outcome.late if reason), "")
    done = written(dt.datetime.now().astimezone())
    write_state(git.root, state._replace(succeeded=done, trouble=trouble, waiting=outcome.waiting))
    return outcome


def _sync(git: Git, wish: SyncWish, wait: Callable[[float], None], progress: Progress | None) -> SyncOutcome:
    place = remote(git.root)
    for tries in range(1, TRIES + 1):
        begun = time.monotonic()
        if not wish.follow:
            with alone(git.root):
                record_held(git, wish.who)
        try:
            return SyncTry(git, wish, place, progress).run()._replace(tries=tries)
        except RacedError:
            took = time.monotonic() - begun
            wait(random.uniform(0, min(_LONGEST, took * 2 ** min(tries, 5))))  # noqa: S311 - no secret
    raise LibraryError(
        _("others were quicker {count} times").format(count=TRIES), hint=_("try again in a minute")
    )
