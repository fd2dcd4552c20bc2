"""A text handed to `$VISUAL` or `$EDITOR` and taken back. Called by the body editor while the app is suspended.

The text lies in a file of mode 0600 in a directory of mode 0700 of its own, which is gone afterwards; it stays, and the
error names it, when what the program left there cannot be taken back, and when the app ends while another text is there. Blocks: call it in a thread. Every error is an
`ExternalEditorError` of one line.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, system_reason

LIMIT = 4 * 1024 * 1024
"""Bytes that are taken back at most: as much as a file of the library may hold."""

_outside: dict[Path, str] = {}
"""The files that other programs have now, and what was given to them."""


class ExternalEditorError(BriefingError):
    """The external editor could not be used; the text is as it was."""


def command(environ: Mapping[str, str]) -> list[str]:
    """The program and its arguments, from `$VISUAL`, else `$EDITOR`."""
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError:
                raise ExternalEditorError(
                    _("${name} is no command: {value}").format(name=name, value=value),
                    hint=_("close its quotes"),
                ) from None
    raise ExternalEditorError(_("no external editor is set"), hint=_("set VISUAL or EDITOR"))


@contextmanager
def signals_while_outside() -> Iterator[None]:
    """While it runs, ctrl+c and ctrl+backslash are the program's alone; a hang-up or SIGTERM ends the app and leaves no text behind.

    For the main thread, around `edited`. By handlers, not SIG_IGN, which the program would inherit.
    """
    handlers = dict.fromkeys((signal.SIGINT, signal.SIGQUIT), lambda *_: None) | dict.fromkeys(
        (signal.SIGHUP, signal.SIGTERM), _end
    )
    before = {
        number: signal.signal(number, handler)
        for number, handler in handlers.items()
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    """The driver is not there to end in order; the draft was kept by the timers, which go on."""
    _leave_nothing()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _leave_nothing() -> None:
    """The app ends although a program may still have the text: its file goes, unless something else was saved there."""
    for file, given in list(_outside.items()):
        try:
            if file.read_bytes() != given.encode():
                continue
        except OSError:
            continue
        shutil.rmtree(file.parent, ignore_errors=True)


def edited(text: str, argv: Sequence[str]) -> str:
    """`text` as the program left it, without the line break at its end that editors add. Waits for the program."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="briefing-"))
    except OSError as error:
        raise ExternalEditorError(
            _("cannot make a temporary file: {why}").format(why=system_reason(error))
        ) from error
    file = folder / "body.txt"
    given = text if not text or text.endswith("\n") else f"{text}\n"
    _outside[file] = given
    try:
        _write(file, given)
        _run(argv, file)
    except ExternalEditorError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        del _outside[file]
    try:
        found = _read(file)
    except ExternalEditorError:
        with suppress(OSError):
            folder.rmdir()  # succeeds only when the program took the file away: then there is nothing to keep
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return found if text.endswith("\n") else found.removesuffix("\n")


def _write(file: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(text.encode())
    except OSError as error:
        raise ExternalEditorError(
            _("cannot make a temporary file: {why}").format(why=system_reason(error))
        ) from error


def _run(argv: Sequence[str], file: Path) -> None:
    try:
        code = subprocess.run([*argv, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise ExternalEditorError(
            _("cannot start {program}: {why}").format(program=argv[0], why=system_reason(error)),
            hint=_("set VISUAL or EDITOR"),
        ) from error
    if code:
        raise ExternalEditorError(
            _("{program} ended with an error ({code}); the text is as it was").format(
                program=argv[0], code=code
            )
        )


def _read(file: Path) -> str:
    """What the program left. The file stays when that is no text of ours."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            why = _("it is larger than {limit} MB").format(limit=LIMIT // 1024 // 1024)
        else:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        why = system_reason(error)
    except UnicodeDecodeError:
        why = _("it is not UTF-8")
    raise ExternalEditorError(_("cannot take back {file}: {why}").format(file=file, why=why))
