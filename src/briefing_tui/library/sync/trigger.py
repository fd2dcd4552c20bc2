"""A sync after a save, by a process of its own. Cheap to ask: called by every change of the library.

`briefing_tui.library.sync.background` is what runs. One that waits for its turn brings what all others saved until then, so a hundred saves
in a row are no hundred syncs.
"""

from briefing_tui.library.disk import later

OFF, SAVE, PUBLISH = WHEN = ("off", "save", "publish")
MODULE = "briefing_tui.library.sync.background"


def sync_later(root: str, who: str) -> None:
    """Have the library synced. Never raises, never waits."""
    later.begin(MODULE, root, who)
