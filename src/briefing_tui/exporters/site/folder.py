"""The folder of a site: files written whole, only when they differ, and what is known of them between two runs.

Nothing that is not ours is overwritten or removed: a folder is ours when it was empty or has our state. What we wrote is listed there with
size and sum; a file that is gone or cut off is noticed. One run at a time.
"""

import contextlib
import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.errors import Place
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.files import at_once
from briefing_tui.i18n import _, system_reason

STATE = ".briefing-site"
"""Below the root; its files begin with a dot, which web servers do not hand out."""
_TEMP = ".tmp-"
_STALE = 3600
"""Seconds after which the temporary file of a killed run is swept."""


class SiteFolder:
    """One folder, open for a run."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self.shown = root
        self.known: dict[str, list[int]] = {}
        """Name from the root → size and sum of every file that we wrote."""
        self.expected: set[str] = set()
        """Names that the site still has."""
        self.written = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, see that it is ours, keep others out meanwhile. ExportError."""
        try:
            os.makedirs(self.root, exist_ok=True)
            if STATE not in (names := os.listdir(self.root)) and names:
                raise ExportError(
                    _("is not empty and holds no site of this program"),
                    place=Place(self.shown),
                    hint=_("choose an empty or a new folder"),
                )
            os.makedirs(os.path.join(self.root, STATE), exist_ok=True)
            lock = os.open(
                os.path.join(self.root, STATE, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666
            )
        except OSError as error:
            raise self._cannot(error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise ExportError(_("another run makes this site just now"), place=Place(self.shown)) from None
        finally:
            os.close(lock)

    def state(self, name: str) -> bytes:
        """A file of what is known between runs; empty when there is none."""
        try:
            with open(os.path.join(self.root, STATE, name), "rb", opener=at_once) as file:
                return file.read()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise self._cannot(error) from error

    def keep(self, name: str, data: bytes) -> None:
        """Write such a file."""
        self._write(f"{STATE}/{name}", data, durable=True)

    def damaged(self) -> set[str]:
        """Files of ours that are gone or have another size."""
        found = set()
        for name, (size, _sum) in self.known.items():
            try:
                right = os.lstat(os.path.join(self.root, name)).st_size == size
            except OSError:
                right = False
            if not right:
                found.add(name)
        return found

    def read(self, name: str) -> str:
        """A page that we wrote; empty when it cannot be read."""
        try:
            with open(os.path.join(self.root, name), encoding="utf-8", opener=at_once) as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return ""

    def put(self, name: str, text: str) -> None:
        """Make a page hold `text`; one that does already is left as it is, with its time."""
        data = text.encode("utf-8", "replace")
        self.expected.add(name)
        now = [len(data), zlib.crc32(data)]
        if self.known.get(name) != now:
            self._write(name, data)
            self.known[name] = now
            self.written += 1

    def remove_others(self) -> int:
        """Remove the pages that we wrote and the site has no more, with folders that are empty then; how many."""
        gone = [name for name in self.known if name not in self.expected]
        for name in gone:
            path = os.path.join(self.root, name)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            with contextlib.suppress(OSError):
                os.rmdir(os.path.dirname(path))
            del self.known[name]
        return len(gone)

    def _write(self, name: str, data: bytes, *, durable: bool = False) -> None:
        path = os.path.join(self.root, name)
        temp = os.path.join(os.path.dirname(path), f"{_TEMP}{os.getpid()}-{time.time_ns():x}")
        try:
            try:
                file = open(temp, "xb")  # noqa: SIM115 - closed below
            except FileNotFoundError:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                file = open(temp, "xb")  # noqa: SIM115
            try:
                with file:
                    file.write(data)
                    if durable:
                        file.flush()
                        os.fsync(file.fileno())
                os.replace(temp, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(temp)
                raise
        except OSError as error:
            raise self._cannot(error, name) from error

    def _cannot(self, error: OSError, name: str = "") -> ExportError:
        text = _("cannot write: {reason}").format(reason=system_reason(error))
        return ExportError(text, place=Place(os.path.join(self.shown, name) if name else self.shown))


def sweep(folder: SiteFolder) -> None:
    """Remove what killed runs left half written."""
    for directory in {os.path.dirname(name) for name in folder.known} | {STATE}:
        path = os.path.join(folder.root, directory)
        with contextlib.suppress(OSError), os.scandir(path) as found:
            for entry in found:
                if entry.name.startswith(_TEMP) and time.time() - entry.stat().st_mtime > _STALE:
                    os.unlink(entry.path)
