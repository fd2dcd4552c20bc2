"""Sets an issue in type. A program of its own: reads one JSON value from its input, writes one line of JSON and then the PDF.

Started by `exporters.pdf` and by nobody else, so that typst can be stopped, cannot take more memory than it is given, and cannot take the
caller with it. The line says `fault` (empty when all went well), `missing` (characters that no font has, each with the position of the
first item that it stands in), or what typst complained of.
"""

import errno
import json
import os
import sys
import tempfile
from contextlib import suppress
from typing import Any

from briefing_tui.exporters.layout import Layout, PageSetUp, Style
from briefing_tui.exporters.paper.pages import paged
from briefing_tui.exporters.paper.piece import PaperPiece, PaperPieces, StyledRun
from briefing_tui.exporters.paper.sheet import SheetMeasure
from briefing_tui.exporters.press.faces import Faces, first_items
from briefing_tui.exporters.press.installed import installed
from briefing_tui.exporters.press.matter import matter

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
MEMORY = 3 << 30
"""Bytes of addresses; an issue of 4 MB takes 1.3 GB."""


def main() -> None:
    """One issue."""
    _limit()
    with suppress(ImportError):  # while the issue is still read elsewhere
        import briefing_tui.exporters.press.case  # noqa: F401
    told = json.load(sys.stdin)
    try:
        report, pdf = _set(told)
        sys.stdout.buffer.write(json.dumps(report).encode("ascii") + b"\n" + pdf)
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        os._exit(os.EX_IOERR)  # what is left of the answer would not fit either


def _limit() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(hard, MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _set(told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        import typst

        from briefing_tui.exporters.press.case import GETA, Case
    except ImportError:
        return {"fault": "typst"}, b""
    layout = _layout(told["layout"])
    pieces = PaperPieces(_pieces(told["body"]), _pieces(told["tail"]))
    found = installed(told["fonts"])
    case = None
    while case is None or case.refused:
        found = [one for one in found if case is None or one not in case.refused]
        faces = Faces(layout, found)
        if not faces.chinese:
            return {"fault": "chinese"}, b""
        case = Case(faces, layout, pieces, tempfile.mkdtemp(dir=told["folder"]))
    missing = first_items(pieces, case.missing) if case.missing else {}
    if missing:
        pieces = _with_signs(pieces, dict.fromkeys(missing, GETA))
    measure = SheetMeasure(layout, faces.widths(bold=False), faces.widths(bold=True))
    pages = paged(pieces, layout, measure)
    value = matter(pages, layout, measure, case, told["document"])
    try:
        pdf = typst.compile(
            _template(),
            font_paths=case.fonts,
            format="pdf",
            sys_inputs={"data": json.dumps(value, ensure_ascii=False)},
            timestamp=told["timestamp"],
            pdf_tags=told["tags"],
        )
    except typst.TypstError as error:
        return {"fault": "typst said", "said": error.message[:300]}, b""
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault of typst's own comes out of it
            raise
        return {"fault": "typst said", "said": f"typst: {str(error)[:300]}"}, b""
    return {"fault": "", "missing": list(missing.items())}, pdf


def _template() -> bytes:
    with open(os.path.join(os.path.dirname(__file__), "page.typ"), "rb") as file:
        return file.read()


def _layout(value: dict[str, Any]) -> Layout:
    """The layout that `pdf` put into lists."""
    styles = {name: Style(*fields) for name, fields in value["styles"].items()}
    fonts = {name: tuple(families) for name, families in value["fonts"].items()}
    return Layout(**{**value, "page": PageSetUp(*value["page"]), "styles": styles, "fonts": fonts})


def _pieces(rows: list[list[Any]]) -> tuple[PaperPiece, ...]:
    made = []
    for row in rows:
        piece = PaperPiece(*row)
        runs = tuple(StyledRun(*run) for run in piece.runs)
        made.append(piece._replace(runs=runs, rows=tuple(tuple(cells) for cells in piece.rows)))
    return tuple(made)


def _with_signs(pieces: PaperPieces, signs: dict[str, str]) -> PaperPieces:
    """The pieces with a sign for each character that no font has, never an empty box."""
    table = str.maketrans(signs)

    def mended(piece: PaperPiece) -> PaperPiece:
        return piece._replace(
            runs=tuple(run._replace(text=run.text.translate(table)) for run in piece.runs),
            right=piece.right.translate(table),
            rows=tuple(tuple(cell.translate(table) for cell in row) for row in piece.rows),
        )

    return PaperPieces(tuple(map(mended, pieces.body)), tuple(map(mended, pieces.tail)))


if __name__ == "__main__":
    main()
