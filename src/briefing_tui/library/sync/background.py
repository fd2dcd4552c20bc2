"""The process that syncs after a save: `python -m briefing_tui.library.sync.background LIBRARY WHO`. `.sync` says how it went."""

import os
import sys
from contextlib import ExitStack

from briefing_tui.errors import BriefingError
from briefing_tui.library.disk.locks import LockedError, locked_beside
from briefing_tui.library.sync import remotes
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync
from briefing_tui.library.sync.published import publish
from briefing_tui.library.sync.state import NAME

PATIENCE = 900.0
"""Seconds that the sync under way is waited for."""


def run(root: str, who: str) -> int:
    """Sync once, and send what is published where that is wished; 1 when that cannot be done, or another process that waits will do it."""
    try:
        with ExitStack() as turn:
            turn.enter_context(locked_beside(os.path.join(root, f"{NAME}-next"), patience=0.0))
            sync(root, SyncWish(who), patience=PATIENCE, begun=turn.close)
        if any(one.name == remotes.PUBLISHED for one in remotes.remotes(root)):
            publish(root)
    except (BriefingError, LockedError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2]))
