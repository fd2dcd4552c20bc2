"""Files that go out, written whole or not at all, and never over another one unless that is wished. Called by the verbs and the
dialogue. Every refusal of the system is an ExportError that names the file and the cause.
"""

import errno
import os
import stat
import time

from briefing_tui.errors import ExistsError, Place
from briefing_tui.exporters.faults import ExportError
from briefing_tui.i18n import _, system_reason
from briefing_tui.opening import at_once

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
MODEL_SIZE = 32 << 20
"""Bytes of a file that is taken as a model."""
_CANNOT_LINK = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EMLINK}
"""What file systems without hard links answer."""


def check_target(path: str, library: str, *, replace: bool) -> None:
    """Raise what `write_out` would, as far as it can be told before there is anything to write.

    ExportError too for a place inside the library, which holds issues and what belongs to them.
    """
    target = os.path.realpath(path)
    refuse_library(path, library)
    try:
        old = _status(target)
        if old is None and not os.path.isdir(os.path.dirname(target)):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), target)
    except OSError as error:
        raise _cannot(path, target, error) from error
    _check_old(path, old, replace=replace)


def refuse_library(path: str, library: str) -> None:
    """ExportError for a place in the library, or for a folder that holds it."""
    target, inside = os.path.realpath(path), os.path.realpath(library)
    if os.path.commonpath((target, inside)) in {target, inside}:
        raise ExportError(
            _("is where the library is, which holds issues alone"),
            place=Place(path),
            hint=_("choose another folder"),
        )


def write_out(path: str, data: bytes, *, replace: bool = False) -> None:
    """Make `path` hold `data`, durably, or leave everything as it was.

    ExistsError when there is a file and it is not to be replaced, also one that came just now. A link is followed; what is no
    regular file is never replaced.
    """
    target = os.path.realpath(path)
    try:
        old = _status(target)
        _check_old(path, old, replace=replace)
        _write(target, data, old, replace=replace)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise _cannot(path, target, error) from error


def read_model(path: str) -> bytes:
    """A file of the house that is taken as a model; ExportError when it cannot be read, is no file, or is larger than `MODEL_SIZE`."""
    place = Place(path)
    try:
        with open(path, "rb", opener=at_once) as file:
            data = file.read(MODEL_SIZE + 1)
    except OSError as error:
        raise ExportError(system_reason(error), place=place) from error
    if len(data) > MODEL_SIZE:
        raise ExportError(_("is larger than {limit} MiB").format(limit=MODEL_SIZE >> 20), place=place)
    return data


def _write(target: str, data: bytes, old: os.stat_result | None, *, replace: bool) -> None:
    folder = os.path.dirname(target)
    temp = os.path.join(folder, f".briefing-tui.tmp-{os.getpid()}-{time.time_ns():x}")
    descriptor = os.open(temp, _NEW, 0o666)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if old is not None:
                os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if replace:
            os.replace(temp, target)
        else:
            _put_new(temp, target)
    finally:
        if os.path.lexists(temp):
            os.unlink(temp)
    _sync(folder)


def _put_new(temp: str, target: str) -> None:
    """Give the file its name unless something has it; FileExistsError then."""
    try:
        os.link(temp, target)
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.rename(temp, target)


def _sync(folder: str) -> None:
    descriptor = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems know no fsync of a folder
            raise
    finally:
        os.close(descriptor)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _exists(path: str) -> ExistsError:
    return ExistsError(_("is there already"), place=Place(path), hint=_("--force takes its place"))


def _check_old(path: str, old: os.stat_result | None, *, replace: bool) -> None:
    if old is None:
        return
    if stat.S_ISDIR(old.st_mode):
        raise ExportError(_("is a directory, not a file"), place=Place(path))
    if not stat.S_ISREG(old.st_mode):
        raise ExportError(_("is no regular file"), place=Place(path))
    if not replace:
        raise _exists(path)


def _cannot(path: str, target: str, error: OSError) -> ExportError:
    hint = ""
    if isinstance(error, FileNotFoundError):
        hint = _("there is no folder {folder}").format(folder=os.path.dirname(target))
    text = _("cannot write: {reason}").format(reason=system_reason(error))
    return ExportError(text, place=Place(path), hint=hint)
