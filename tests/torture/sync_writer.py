"""One editor of the torture: `sync_writer.py LIBRARY NUMBER SAVES` saves so many new items into one issue, each in a save of its own."""

import sys

from briefing_tui.library.disk.locks import LockedError
from briefing_tui.library.editor import LibraryEditor
from disks.sync_places import KEY, added


def write(root: str, number: int, saves: int) -> None:
    editor = LibraryEditor(root)
    for save in range(saves):
        while True:
            opened = editor.open_for_editing(KEY)
            try:
                editor.save(opened, added(f"{number}-{save}")(opened.issue))
                break
            except LockedError:
                continue


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
