"""Where the journal of an issue's deliveries stands, and that it goes along when the issue gets another number. Called by the editor
and by the room `delivery`, which alone knows what is in it.
"""

import os
from contextlib import suppress

from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, sync_folder
from briefing_tui.model.key import IssueKey

FOLDER = "deliveries"
ENDING = ".jsonl"


def journal_path(root: str, key: IssueKey) -> str:
    """Where it stands, or would stand."""
    return os.path.join(root, FOLDER, key.stem + ENDING)


def copy_name(root: str, old: IssueKey, new: IssueKey) -> None:
    """Let the journal have the new name too, before the issue has it: cut off here, both names tell what was sent. LibraryError.

    One that the new key has already, of an issue that is gone, is kept beside it.
    """
    source, target = journal_path(root, old), journal_path(root, new)
    if not os.path.lexists(source) or os.path.islink(source):
        return
    try:
        if os.path.lexists(target):
            if os.path.samefile(source, target):
                return
            os.rename(target, f"{target}.{os.stat(target).st_mtime_ns:x}.old")
        os.link(source, target, follow_symlinks=False)
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise cannot(_("the record of deliveries cannot be renamed"), source, error) from error


def drop_name(root: str, old: IssueKey, new: IssueKey) -> None:
    """Take the old name away, when both are one file."""
    source, target = journal_path(root, old), journal_path(root, new)
    with suppress(OSError):  # a name too many costs nothing but a warning about an issue of that number
        if os.path.samefile(source, target):
            os.unlink(source)
