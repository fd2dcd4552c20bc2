"""`.doc`, `.wps` and RTF by the programs that can read them: LibreOffice makes a .docx of them, else antiword their text.

Called by `documents` when the bytes say that it is one. Each program runs in a folder of its own, with a home of its own, for a
limited time, and is killed with all its children. What LibreOffice makes is a stranger's file like any other: it goes to the child.
"""

import os
import shutil
import tempfile

from briefing_tui import office
from briefing_tui.importers import kinds
from briefing_tui.importers.evidence import EvidenceLine, Reading, Refused

ANTIWORD = "antiword"
_OFFICE_SECONDS = float(office.SECONDS)
_ANTIWORD_SECONDS = 20


def as_docx(data: bytes, kind: str) -> bytes | None:
    """The file as .docx; None when LibreOffice is not there. Refused when it cannot read it."""
    program = office.found()
    if program is None:
        return None
    endings = ("rtf" if kind == kinds.RTF else "doc", "docx")
    try:
        made = office.converted(program, data, endings, "docx:MS Word 2007 XML", seconds=_OFFICE_SECONDS)
    except office.TookTooLongError:
        raise Refused("time") from None
    if made is None:
        raise Refused("convert")
    return made


def as_lines(data: bytes, kind: str) -> Reading:
    """The file as plain text by antiword. Refused when it is not there, or cannot read it."""
    program = shutil.which(ANTIWORD)
    if program is None or kind != kinds.OLD_WORD:
        raise Refused(kind)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source = os.path.join(folder, "source.doc")
        with open(source, "xb") as stream:
            stream.write(data)
        try:
            output = office.run_apart(
                [program, "-m", "UTF-8.txt", "-w", "0", source], folder, _ANTIWORD_SECONDS
            )
        except office.TookTooLongError:
            raise Refused("time") from None
    if len(output) >= office.OUTPUT_LIMIT:
        raise Refused("long")
    lines: list[EvidenceLine] = []
    gap = 0
    for raw in output.decode("utf-8", "replace").splitlines():
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
