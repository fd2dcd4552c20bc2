"""A sync after a save, by a process of its own. Cheap to ask: called by every change of the library.

`briefing_tui.library.sync.background` is what runs. One that waits for its turn brings what all others saved until then, so a hundred saves
in a row are no hundred syncs.
"""

OFF, SAVE, PUBLISH = WHEN = ("off", "save", "publish")
MODULE = "briefing_tui.library.sync.background"


def sync_later(root: str, who: str) -> None:
    """Have the library synced. Never raises, never waits."""
    import subprocess  # seldom so
    import sys

    try:
        subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-I", "-m", MODULE, root, who],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return  # the next save tries again
