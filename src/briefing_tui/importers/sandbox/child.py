"""The limited child: bytes of one document on standard input, lines with evidence on standard output, as they are read.

Started by `sandbox.parent` as `python -I -c …` with the kind of the document as its argument; a second one, `2`, says that it may
divide the work with a twin of its own. Exit code 0 whenever it has something to say, a refusal included; it never writes on
standard error what it has read.
"""

import codecs
import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

from briefing_tui.importers.evidence import Reading, Refused, refusal_json, to_json
from briefing_tui.importers.sandbox import limits

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    twin: Twin | None = None
    read = reader_of(sys.argv[1], _hand_on)
    # a codec is a file, too, and loaded when it is first asked for
    for codec in _CODECS_OF_WORD if sys.argv[1] == "docx" else _CODECS:
        codecs.lookup(codec)
    if shared:
        twin, read = _in_halves()
    limits.close_doors()
    told = answer(read, sys.stdin.buffer.read())
    if twin is not None:
        twin.end()
    _write(told)
    os._exit(0)  # all is said, and to give back what a long file took would take as long as its text


def _in_halves() -> "tuple[Twin, Callable[[bytes], Reading]]":
    """The twin that looks at every second page of a PDF, and the function that reads it together with that one."""
    from briefing_tui.importers.pdf.looked import share_json
    from briefing_tui.importers.pdf.reader import read_pdf_with
    from briefing_tui.importers.sandbox.twin import Twin

    twin = Twin(lambda data: share_json(data, 1, 2))
    return twin, lambda data: read_pdf_with(data, twin.answer)


def reader_of(kind: str, part: Callable[[Reading], None] | None = None) -> Callable[[bytes], Reading]:
    """The function that reads documents of a kind of `kinds`, its libraries loaded. Of a Word file `part` gets lines before all is read."""
    if kind == limits.WORD_WITH_PAGES:
        with suppress(ImportError):  # then its pages are told as not read
            importlib.import_module("briefing_tui.importers.html.reader")
            importlib.import_module("heapq")  # it is imported when something is first counted
        kind = "docx"
    if kind == "docx":
        _load_zipfile()
        from briefing_tui.importers.docx.reader import read_docx

        return lambda data: read_docx(data, part=part)
    import heapq  # noqa: F401 - the library imports it when it first counts

    if kind == "pdf":
        from briefing_tui.importers.pdf.reader import read_pdf

        return read_pdf
    from briefing_tui.importers.html.reader import read_html, read_mht

    return read_mht if kind == "mht" else read_html


_UNASKED = ("importlib.util", "pathlib", "shutil")
"""What `zipfile` extracts files with, and writes them: of no use to whoever may do neither, and half of what it takes to load."""


def _load_zipfile() -> None:
    """Load `zipfile` without that; with all, where it takes something of it at once."""
    standing = {name: ModuleType(name) for name in _UNASKED if name not in sys.modules}
    sys.modules.update(standing)
    try:
        import zipfile  # noqa: F401 - for the reader
    except (AttributeError, ImportError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "zipfile"]:
            del sys.modules[name]
    finally:
        for name in standing:
            del sys.modules[name]


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


def _hand_on(part: Reading) -> None:
    """Lines that are read, while others are not: whoever waits for them has something to do."""
    _write(to_json(part, more=True).encode("utf-8", "replace"))


def _write(told: bytes) -> None:
    left = memoryview(told)
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]
