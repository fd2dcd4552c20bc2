"""`.doc`, `.wps` and RTF by the programs that can read them: LibreOffice makes a .docx of them, else antiword their text.

Called by `documents` when the bytes say that it is one. Each program runs in a folder of its own, with a home of its own, for a
limited time, and is killed with all its children. What LibreOffice makes is a stranger's file like any other: it goes to the child.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress

from briefing_tui.importers import kinds
from briefing_tui.importers.evidence import EvidenceLine, Reading, Refused

OFFICES = ("soffice", "libreoffice")
ANTIWORD = "antiword"
_OFFICE_SECONDS = 90
"""LibreOffice's first start in a new home takes ten seconds on a slow machine."""
_ANTIWORD_SECONDS = 20
_TEXT_LIMIT = 16 << 20
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice's own settings: nothing that a file refers to is fetched, nothing in it is run, no link is brought up to date."""


def as_docx(data: bytes, kind: str) -> bytes | None:
    """The file as .docx; None when LibreOffice is not there. Refused when it cannot read it."""
    program = next((path for name in OFFICES if (path := shutil.which(name))), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source = os.path.join(folder, "source." + ("rtf" if kind == kinds.RTF else "doc"))
        with open(source, "xb") as stream:
            stream.write(data)
        home = os.path.join(folder, "home")
        os.makedirs(os.path.join(home, "user"))
        with open(os.path.join(home, "user", "registrymodifications.xcu"), "x", encoding="utf-8") as settings:
            settings.write(_SETTINGS)
        command = [
            program, f"-env:UserInstallation=file://{home}", "--headless", "--norestore", "--nologo",
            "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, source,
        ]  # fmt: skip
        _run(command, folder, _OFFICE_SECONDS)
        try:
            with open(os.path.join(folder, "source.docx"), "rb") as stream:
                return stream.read()
        except FileNotFoundError:
            raise Refused("convert") from None


def as_lines(data: bytes, kind: str) -> Reading:
    """The file as plain text by antiword. Refused when it is not there, or cannot read it."""
    program = shutil.which(ANTIWORD)
    if program is None or kind != kinds.OLD_WORD:
        raise Refused(kind)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source = os.path.join(folder, "source.doc")
        with open(source, "xb") as stream:
            stream.write(data)
        output = _run([program, "-m", "UTF-8.txt", "-w", "0", source], folder, _ANTIWORD_SECONDS)
    lines: list[EvidenceLine] = []
    gap = 0
    for raw in output[:_TEXT_LIMIT].decode("utf-8", "replace").splitlines():
        text = raw.strip()
        if not text or text == "[pic]":
            gap += 1
            continue
        lines.append(EvidenceLine(_row(text), gap=gap))
        gap = 0
    if not lines:
        raise Refused("broken")
    return Reading(tuple(lines), True, pictures=output.count(b"[pic]"), doubts=("plain",))


def _row(text: str) -> str:
    """Antiword's rows of tables are `|a |b |`; ours have blanks round the bars."""
    if not (text.startswith("|") and text.endswith("|")):
        return text
    return "| " + " | ".join(cell.strip() for cell in text[1:-1].split("|")) + " |"


def _run(command: Sequence[str], folder: str, seconds: int) -> bytes:
    """What a program writes; nothing when it fails. Refused when it takes too long."""
    process = subprocess.Popen(  # noqa: S603 - a program of the system, found by its name; no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TMPDIR": folder},
        start_new_session=True,
    )
    try:
        output, _error = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Refused("time") from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return output
