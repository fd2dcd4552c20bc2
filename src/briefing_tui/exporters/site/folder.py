"""The folder of a site: files written whole, only when they differ, and what is known of them between two runs.

Nothing that is not ours is overwritten or removed: a folder is ours when it was empty or has our state. What we wrote is listed there with
size and sum; a file that is gone or cut off is noticed. One run at a time. A file is named before it is written, so that what a killed run left
behind is ours to the next one too, which writes it anew or removes it.
"""

import contextlib
import fcntl
import os
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.errors import Place
from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _, system_reason
from briefing_tui.opening import at_once

STATE = ".briefing-site"
"""Below the root; its files begin with a dot, which web servers do not hand out."""
_BEGUN = "begun"
"""Names of files that are written since the state was kept, a line each."""
_TEMP = ".tmp-"
_OURS = re.compile(
    r"[0-9]{4}/(?:index|[0-9]{4}-s?[0-9]{1,4})\.html|search/[0-9]{4}\.js|(?:sections|tags)/[0-9a-f]{12}(?:-[0-9]{4})?\.html"
)
"""Pages of issues, years and topics, and what is searched: what may not stay when an issue is taken back."""


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
        self._begun = -1
        """Where they are named; -1 while there is none."""

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
            self._lock(lock)
            yield
        finally:
            os.close(lock)
            self._close_begun()

    def _lock(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExportError(_("another run makes this site just now"), place=Place(self.shown)) from None
        except OSError as error:  # a network file system that knows no locks
            raise self._cannot(error) from error

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

    def keep_known(self, name: str, data: bytes) -> None:
        """Write such a file, and know it as one of the site's own: when it is gone or cut off, that is noticed."""
        whole = f"{STATE}/{name}"
        self._begin(whole)
        self.keep(name, data)
        self.known[whole] = [len(data), zlib.crc32(data)]
        self.expected.add(whole)

    def named_as_ours(self) -> list[str]:
        """Files that have names of ours, for when nothing is known."""
        found = []
        for folder, _folders, names in os.walk(self.root):
            below = os.path.relpath(folder, self.root)
            found += [name for file in names if _OURS.fullmatch(name := f"{below}/{file}")]
        return found

    def begun(self) -> list[str]:
        """Files that a run which did not come to its end may have written."""
        try:
            names = self.state(_BEGUN).decode().split("\n")[:-1]
        except UnicodeDecodeError:
            return []
        return [name for name in names if is_below(name)]

    def settled(self) -> None:
        """All files are in the state that was kept."""
        self._close_begun()
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(self.root, STATE, _BEGUN))

    def _begin(self, name: str) -> None:
        path = os.path.join(self.root, STATE, _BEGUN)
        try:
            if self._begun < 0:
                self._begun = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
            os.write(self._begun, f"{name}\n".encode())
        except OSError as error:
            raise self._cannot(error, f"{STATE}/{_BEGUN}") from error

    def _close_begun(self) -> None:
        if self._begun >= 0:
            os.close(self._begun)
            self._begun = -1

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
            self._begin(name)
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


def is_below(name: str) -> bool:
    """Whether a name leads to a file below the root, whoever wrote it down."""
    return bool(name) and "\0" not in name and not name.startswith("/") and ".." not in name.split("/")


def sweep(folder: SiteFolder) -> None:
    """Remove what killed runs left half written; while the folder is held nobody else writes there."""
    for directory in {os.path.dirname(name) for name in folder.known} | {STATE}:
        path = os.path.join(folder.root, directory)
        with contextlib.suppress(OSError), os.scandir(path) as found:
            for entry in found:
                if entry.name.startswith(_TEMP):
                    os.unlink(entry.path)
