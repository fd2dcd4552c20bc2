"""A text handed to `$VISUAL` or `$EDITOR` and taken back. Called by the body editor while the app is suspended.

The text lies in a file of mode 0600 in a directory of mode 0700 of its own, which is gone afterwards; it stays, and the
error names it, when what the program left there cannot be taken back. Blocks: call it in a thread. Every error is an
`ExternalEditorError` of one line.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _

LIMIT = 4 * 1024 * 1024
"""Bytes that are taken back at most: as much as a file of the library may hold."""


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
def keyboard_signals_ignored() -> Iterator[None]:
    """While it runs, ctrl+c and ctrl+backslash are the program's alone. For the main thread, around `edited`.

    By handlers that do nothing: SIG_IGN would be inherited by the program.
    """
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def edited(text: str, argv: Sequence[str]) -> str:
    """`text` as the program left it, without the line break at its end that editors add. Waits for the program."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="briefing-"))
    except OSError as error:
        raise ExternalEditorError(
            _("cannot make a temporary file: {why}").format(why=error.strerror)
        ) from error
    file = folder / "body.txt"
    try:
        _write(file, text if not text or text.endswith("\n") else f"{text}\n")
        _run(argv, file)
    except ExternalEditorError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    found = _read(file)
    shutil.rmtree(folder, ignore_errors=True)
    return found if text.endswith("\n") else found.removesuffix("\n")


def _write(file: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(text.encode())
    except OSError as error:
        raise ExternalEditorError(
            _("cannot make a temporary file: {why}").format(why=error.strerror)
        ) from error


def _run(argv: Sequence[str], file: Path) -> None:
    try:
        code = subprocess.run([*argv, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise ExternalEditorError(
            _("cannot start {program}: {why}").format(program=argv[0], why=error.strerror),
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
        why = error.strerror or ""
    except UnicodeDecodeError:
        why = _("it is not UTF-8")
    raise ExternalEditorError(_("cannot take back {file}: {why}").format(file=file, why=why))
