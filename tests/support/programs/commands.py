"""Runs command lines: `command` in this process, `program` as the user does."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from briefing_tui.cli.main import main

PROGRAM = Path(sys.executable).with_name("briefing-tui")


class Outcome(NamedTuple):
    """What a command line left behind."""

    code: int
    out: str
    err: str


class FakeTerminal(io.TextIOWrapper):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def command(
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    terminal: bool = False,
    encoding: str = "utf-8",
) -> Outcome:
    """Runs the program's `main` here, with the environment of the test and `environ` over it."""
    kind = FakeTerminal if terminal else io.TextIOWrapper
    raw_out, raw_err = io.BytesIO(), io.BytesIO()
    out = kind(raw_out, encoding=encoding, write_through=True)
    err = io.TextIOWrapper(raw_err, encoding=encoding, write_through=True)
    code = main(list(arguments), {**os.environ, **(environ or {})}, out, err)
    written = raw_out.getvalue().decode(encoding if terminal else "utf-8")
    return Outcome(code, written, raw_err.getvalue().decode(encoding))


def program(
    *arguments: str, environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs the installed program with its output in pipes."""
    return subprocess.run(
        [PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **(environ or {})},
        cwd=cwd,
    )
