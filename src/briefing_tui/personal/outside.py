"""Texts that were with another program when a session ended: a dropped link, a kill, a crash. Kept like drafts, offered at the next edit.

Called by the authoring screen before a body is handed to `$EDITOR`, and when an issue is opened for editing. Each text has a folder of its
own, `STATE/drafts/MARK-2024-14-….outside/`, mode 0700: `body.txt`, `note.json`, and whatever the program keeps beside the file (a swap
file, an autosave). What lies there is somebody's text until a person has seen it: it goes when the program came back in order, when
it was offered and answered, or when it holds nothing but what was given.
"""

import datetime as dt
import json
import os
import shutil
from typing import NamedTuple

from briefing_tui.errors import LibraryError
from briefing_tui.library.disk.files import make_private_folder, read_regular, write_private
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.library.disk.process import is_dead, process_from, this_process
from briefing_tui.model.edits import Selection
from briefing_tui.personal.draft_names import OUTSIDE_ENDING
from briefing_tui.text.clean import without_controls

TEXT, NOTE = "body.txt", "note.json"
_LIMIT = 4 * 1024 * 1024
"""Bytes of a text that is taken back: as much as a file of the library may hold."""
_AUTOSAVES = (".save", "#", "~")
"""How names of files end in which editors keep plain text when they are cut off (nano, emacs)."""


class OutsideText(NamedTuple):
    """What one program left."""

    folder: str
    given: str
    """The text it was given."""
    text: str
    """The newest plain text in the folder; `given` when nothing was saved. Cleaned."""
    others: tuple[str, ...]
    """Paths of what only the program itself can read, such as a swap file."""
    selection: Selection
    """Where the text stood."""
    saved_at: dt.datetime
    """Local time of the last change."""


def begin(folder: str, start: str, selection: Selection, text: str) -> str:
    """Make a folder for a text that goes out, and say where it is. OSError or LibraryError when the disk refuses.

    `folder` is that of the drafts, `start` how names of this issue's begin there.
    """
    me = this_process()
    made = os.path.join(folder, f"{start}{me.pid}-{os.urandom(4).hex()}{OUTSIDE_ENDING}")
    make_private_folder(os.path.abspath(made))
    note = {"process": me._asdict(), "selection": list(selection), "given": text}
    write_private(os.path.join(made, NOTE), json.dumps(note).encode("ascii"))
    return made


def end(folder: str) -> None:
    """The text came back, or was answered: its folder goes."""
    shutil.rmtree(folder, ignore_errors=True)


def answered(one: OutsideText) -> None:
    """Its text was taken up or thrown away. A file that only the program can read stays, and the folder with it."""
    if not one.others:
        end(one.folder)
        return
    path = os.path.join(one.folder, NOTE)
    try:
        note = plain_json(read_regular(path, one.folder, 4 * _LIMIT)[0])
        if isinstance(note, dict):
            write_private(path, json.dumps({**note, "given": one.text}).encode("ascii"))
    except (LibraryError, ValueError):
        return  # it is offered again


def left(folder: str, start: str) -> list[OutsideText]:
    """What ended sessions left of one issue, latest first. What holds nothing new is taken away, what is damaged stays."""
    try:
        names = [
            name for name in os.listdir(folder) if name.startswith(start) and name.endswith(OUTSIDE_ENDING)
        ]
    except OSError:
        return []
    found = []
    for name in names:
        try:
            one = _read(os.path.join(folder, name))
        except (LibraryError, OSError, ValueError):
            continue
        if one is not None and one.text == one.given and not one.others:
            end(one.folder)
        elif one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.saved_at, reverse=True)


def _read(folder: str) -> OutsideText | None:
    """One of them; None while its session may be running. ValueError when the note is none of ours."""
    note = plain_json(read_regular(os.path.join(folder, NOTE), folder, 4 * _LIMIT)[0])
    if not isinstance(note, dict):
        raise ValueError("no note")  # noqa: TRY004 - a value of a file, not of a call
    writer, given = process_from(note.get("process")), note.get("given")
    match note.get("selection"):
        case [str(kind), int(section), int(item)] if isinstance(given, str):
            selection = Selection(kind, section, item)
        case _:
            raise ValueError("no place")
    if not is_dead(writer) and writer.host == this_process().host:
        return None
    texts: list[tuple[float, str]] = []
    others: list[str] = []
    when = os.lstat(folder).st_mtime
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        when = max(when, os.lstat(path).st_mtime)
        if name == TEXT or name.endswith(_AUTOSAVES):
            text = _text(path, folder)
            if text is not None and _end_line(text) != _end_line(given):
                texts.append((os.lstat(path).st_mtime, text))
        elif name != NOTE and not name.startswith(f".{NOTE}"):
            others.append(path)
    newest = max(texts)[1] if texts else given
    moment = dt.datetime.fromtimestamp(int(when))  # noqa: DTZ006 - the writer's own clock
    return OutsideText(folder, given, newest, tuple(others), selection, moment)


def _text(path: str, folder: str) -> str | None:
    """A plain text; None when it cannot be read as one."""
    try:
        text = read_regular(path, folder, _LIMIT)[0].decode("utf-8-sig")
    except (LibraryError, UnicodeDecodeError):
        return None
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))


def _end_line(text: str) -> str:
    """Without the line break at the end that editors add."""
    return text.removesuffix("\n")
