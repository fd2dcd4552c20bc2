"""The limited child: bytes of one document on standard input, lines with evidence on standard output.

Started by `sandbox.parent` as `python -I -c …` with the kind of the document as its argument; a second one, `2`, says that it may
divide the work with a twin of its own. Exit code 0 whenever it has something to say, a refusal included; it never writes on
standard error what it has read.
"""

import codecs
import gc
import heapq  # noqa: F401 - the library imports it when it first counts
import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from briefing_tui.importers.evidence import Reading, Refused, refusal_json, to_json
from briefing_tui.importers.sandbox import limits
from briefing_tui.importers.sandbox.twin import Twin

_CODECS = (
    "cp437",
    "cp1252",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "cp950",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "latin-1",
    "ascii",
    "quopri",
    "base64",
)


_CODECS_OF_WORD = ("cp437", "utf-16-le", "utf-16-be")
"""A Word file has names in its zip, and XML: of that, what is not UTF-8 is UTF-16."""


def main() -> None:
    """Read, and say what was read or why not."""
    shared = len(sys.argv) > 2
    limits.limit_memory(2 if shared else 1)
    gc.disable()  # nothing here lives long enough to be collected
    read, twin = reader_of(sys.argv[1]), None
    # a codec is a file, too, and loaded when it is first asked for
    for codec in _CODECS_OF_WORD if sys.argv[1] == "docx" else _CODECS:
        codecs.lookup(codec)
    if shared:
        twin, read = _in_halves()
    limits.close_doors()
    told = answer(read, sys.stdin.buffer.read())
    if twin is not None:
        twin.end()
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    os._exit(0)  # all is said, and to give back what a long file took would take as long as its text


def _in_halves() -> tuple[Twin, Callable[[bytes], Reading]]:
    """The twin that looks at every second page of a PDF, and the function that reads it together with that one."""
    from briefing_tui.importers.pdf.looked import share_json
    from briefing_tui.importers.pdf.reader import read_pdf_with

    twin = Twin(lambda data: share_json(data, 1, 2))
    return twin, lambda data: read_pdf_with(data, twin.answer)


def reader_of(kind: str) -> Callable[[bytes], Reading]:
    """The function that reads documents of a kind of `kinds`, its libraries loaded."""
    if kind == limits.WORD_WITH_PAGES:
        with suppress(ImportError):  # then its pages are told as not read
            importlib.import_module("briefing_tui.importers.html.reader")
        kind = "docx"
    if kind == "docx":
        from briefing_tui.importers.docx.reader import read_docx

        return read_docx
    if kind == "pdf":
        from briefing_tui.importers.pdf.reader import read_pdf

        return read_pdf
    from briefing_tui.importers.html.reader import read_html, read_mht

    return read_mht if kind == "mht" else read_html


def answer(read: Callable[[bytes], Reading], data: bytes) -> bytes:
    """What to write: the reading, or the refusal."""
    try:
        text = to_json(read(data))
    except Refused as refused:
        text = refusal_json(refused)
    except MemoryError:
        text = refusal_json(Refused("memory"))
    except RecursionError:
        text = refusal_json(Refused("nested"))
    return text.encode("utf-8", "replace")
