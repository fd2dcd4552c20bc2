"""A text handed to `$VISUAL` or `$EDITOR` and taken back. Called by the body editor while the app is suspended.

The text lies in a file of mode 0600 in a directory of mode 0700 of its own, which is gone afterwards; it stays, and the
error names it, when what the program left there cannot be taken back or the program was killed after it saved something. It stays
too when the app ends while the program has it: a swap file may be written later still, and `personal.outside` offers what is there. Blocks: call it in a thread. Every error is an
`ExternalEditorError` of one line.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, system_reason
from briefing_tui.tui.terminal.signals import signals_kept

LIMIT = 4 * 1024 * 1024
"""Bytes that are taken back at most: as much as a file of the library may hold."""

_outside: dict[Path, str] = {}
"""The files that other programs have now, and what was given to them."""


class ExternalEditorError(BriefingError):
    """The external editor could not be used; the text is as it was."""


class _KilledError(ExternalEditorError):
    """The program was killed, and something of the text is only in its folder."""


_FOUND = ("nano", "vi", "vim")
"""Programs that are looked for when no variable names one, the easiest to leave first."""


def command(environ: Mapping[str, str]) -> tuple[list[str], str]:
    """The program and its arguments, from `$VISUAL`, else `$EDITOR`, else what is there; and which that is, to be told."""
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if value:
            try:
                return shlex.split(value), ""
            except ValueError:
                raise ExternalEditorError(
                    _("${name} is no command: {value}").format(name=name, value=value),
                    hint=_("close its quotes"),
                ) from None
    for program in _FOUND:
        path = shutil.which(program, path=environ.get("PATH"))
        if path is not None:
            told = _("Edited with {program}, since neither VISUAL nor EDITOR is set.")
            return [path], told.format(program=program)
    raise ExternalEditorError(
        _("no external editor is set, and neither nano nor vi is here"), hint=_("set VISUAL or EDITOR")
    )


@contextmanager
def signals_while_outside() -> Iterator[None]:
    """While it runs, ctrl+c and ctrl+backslash are the program's alone; a hang-up or SIGTERM ends the app, and what was written stays.

    For the main thread, around `edited` and the suspension of the app: as soon as the terminal is not raw, its keys are signals. By handlers, not SIG_IGN, which the program would inherit.
    """
    handlers: dict[signal.Signals, Callable[[int, FrameType | None], None] | signal.Handlers] = {
        **dict.fromkeys((signal.SIGINT, signal.SIGQUIT), lambda *_: None),
        **dict.fromkeys((signal.SIGHUP, signal.SIGTERM), _end),
        **dict.fromkeys((signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH), signal.SIG_DFL),
    }
    before = {
        number: signal.signal(number, handler)
        for number, handler in handlers.items()
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        with signals_kept():
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
    """The app ends although a program may still have the text: what nobody will offer goes, unless anything was saved there."""
    for file, given in list(_outside.items()):
        try:
            if file.read_bytes() != given.encode() or len(list(file.parent.iterdir())) > 1:
                continue
        except OSError:
            continue
        shutil.rmtree(file.parent, ignore_errors=True)


def edited(text: str, argv: Sequence[str], make_folder: Callable[[str], str] | None = None) -> str:
    """`text` as the program left it, without the line break at its end that editors add. Waits for the program.

    `make_folder` makes a private folder for the text, in which it is found again should the app end meanwhile.
    """
    try:
        kept = make_folder is not None
        folder = Path(tempfile.mkdtemp(prefix="briefing-") if make_folder is None else make_folder(text))
    except (OSError, BriefingError) as error:
        why = system_reason(error) if isinstance(error, OSError) else error.message
        raise ExternalEditorError(_("cannot make a temporary file: {why}").format(why=why)) from error
    file = folder / "body.txt"
    given = text if not text or text.endswith("\n") else f"{text}\n"
    if not kept:
        _outside[file] = given
    try:
        _write(file, given)
        _run(argv, file, given)
    except _KilledError:
        raise
    except ExternalEditorError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        _outside.pop(file, None)
    try:
        found = _read(file)
    except ExternalEditorError:
        if not file.exists():
            shutil.rmtree(
                folder, ignore_errors=True
            )  # the program took the file away: there is nothing to keep
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


def _run(argv: Sequence[str], file: Path, given: str) -> None:
    try:
        code = subprocess.run([*argv, str(file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise ExternalEditorError(
            _("cannot start {program}: {why}").format(program=argv[0], why=system_reason(error)),
            hint=_("set VISUAL or EDITOR"),
        ) from error
    if code < 0 and _differs(file, given):
        raise _KilledError(
            _("{program} was ended by a signal; what it saved is kept in {file}").format(
                program=argv[0], file=file
            )
        )
    if code:
        raise ExternalEditorError(
            _("{program} ended with an error ({code}); the text is as it was").format(
                program=argv[0], code=code
            )
        )


def _differs(file: Path, given: str) -> bool:
    """Whether something else was saved, or stands beside the file."""
    try:
        beside = [one for one in file.parent.iterdir() if one.name not in {file.name, "note.json"}]
        return bool(beside) or file.read_bytes() != given.encode()
    except OSError:
        return False


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
