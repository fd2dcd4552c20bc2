"""Start the limited child, hand it one document, take what it says, and be rid of it whatever it does (`process`).

Called by `documents`, from any thread; `expect` by whoever knows that a document will be read, before all that hears it is loaded.
"""

import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from briefing_tui.importers import kinds
from briefing_tui.importers.sandbox import limits, process
from briefing_tui.importers.sandbox.process import Hearer
from briefing_tui.processors import processors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.evidence import EvidenceLine, Reading

_ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
"""Where this package lies: the child knows no PYTHONPATH."""
_CODE = f"import gc, sys; gc.disable(); sys.path.append({_ROOT!r}); from briefing_tui.importers.sandbox.child import main; main()"
"""Nothing there lives long enough to be collected."""
_ISOLATED = ("-I", "-X", "utf8")
_ALONE = (*_ISOLATED, "-S")
"""For what is read with the standard library: to know of others takes a tenth of such a start."""
_LONG = 128 << 10
"""Bytes of a PDF that two processes read, where there are processors for both: less is read before a second one has begun."""
_PAGE_INSIDE = re.compile(rb"word/[^\0]{0,60}?(?:[Cc]hunk|\.x?html?\b|\.mht)")
"""The name of a part that is a web page or a mail (`w:altChunk`), as a zip has it in the open: what reads those is loaded before doors close."""
_running: set[process.Child] = set()
"""The children of this process that are at work; adding and taking away are atomic."""
_waiting: list[process.Child] = []
"""Those that wait for a Word file: one at most."""


def stop_all() -> None:
    """Kill whatever is being read: whoever asked no longer wants it."""
    for child in tuple(_running):
        process.end(child)


def expect() -> None:
    """A Word file will be read soon: the child for it begins now, and waits. `dismiss` is to be called when all is done."""
    if not _waiting:
        _waiting.append(_start(kinds.DOCX, [kinds.DOCX], None))


def dismiss() -> None:
    """No document will come."""
    while _waiting:
        process.dismiss(_waiting.pop())


def read_apart(data: bytes, kind: str) -> "Reading":
    """The reading of a document. Refused when the child refuses, crashes, or takes too long."""
    lines: list[EvidenceLine] = []
    last = read_in_parts(data, kind, lambda part: lines.extend(part.lines))
    return last._replace(lines=(*lines, *last.lines))


def read_in_parts(
    data: bytes, kind: str, take: "Callable[[Reading], None]", meanwhile: Callable[[], None] = lambda: None
) -> "Reading":
    """As `read_apart`, but parts of the reading go to `take` while the child reads on: what is told is the last part, with the counts of all.

    `meanwhile` is called while the child begins to read. Nothing that was taken counts when it is Refused in the end.
    """
    from briefing_tui.importers.evidence import ReadingParts, Refused

    if len(data) > limits.FILE_LIMIT:
        raise Refused("size", str(limits.FILE_LIMIT >> 20))
    if kind == kinds.DOCX and _PAGE_INSIDE.search(data):
        kind = limits.WORD_WITH_PAGES
    parts = ReadingParts(take)
    hearer = Hearer(meanwhile, parts.feed)
    child = _expected(kind)
    code = _of_file(data, kind, hearer) if child is None else _hear(child, hearer, data)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Refused("time")
    if code != 0:
        raise Refused("crash", str(code))
    try:
        return parts.end()
    except ValueError:
        raise Refused("crash", "0") from None


def _start(kind: str, arguments: list[str], stdin: IO[bytes] | None) -> process.Child:
    return process.start(_ALONE if kind == kinds.DOCX else _ISOLATED, _CODE, arguments, stdin)


def _expected(kind: str) -> process.Child | None:
    """The child that waits for a document of this kind."""
    with suppress(IndexError):  # another thread may have been quicker
        if kind == kinds.DOCX:
            return _waiting.pop()
    return None


def _of_file(data: bytes, kind: str, hearer: Hearer) -> int:
    """The exit code of a child that begins now and has the document as a file, which two processes may look at."""
    import tempfile  # loads as much as all the rest

    with tempfile.TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        two = kind == kinds.PDF and len(data) >= _LONG and processors() > 1 and not _running
        return _run(stdin, [kind, "2"] if two else [kind], hearer)


def _run(stdin: IO[bytes], arguments: list[str], hearer: Hearer) -> int:
    return _hear(_start(arguments[0], arguments, stdin), hearer)


def _hear(child: process.Child, hearer: Hearer, data: bytes = b"") -> int:
    _running.add(child)
    try:
        return process.hear(child, hearer, data)
    finally:
        _running.discard(child)
