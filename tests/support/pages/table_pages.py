"""A table with rules across it alone, or with none, set by programs of other makers: typst, LibreOffice, Chromium."""

import html
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pages.browser import CHROMIUM
from pages.printed_pages import CJK_FONT

Rows = Sequence[Sequence[str]]
_SET = f'#set text(hyphenate: false, font: "{CJK_FONT}", size: 12pt)\n#set par(justify: true)\n'
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "text", "table")
)
_DRAWN = (
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def set_by_typst(source: str, folder: Path) -> bytes:
    typst = pytest.importorskip("typst")
    (folder / "a.typ").write_text(_SET + source, encoding="utf-8")
    made: bytes = typst.compile(folder / "a.typ")
    return made


def typst_table(rows: Rows, columns: str, *, ruled: bool = True, more: str = "") -> str:
    """A table of three rules, its head repeated on each page; `columns` and `more` as typst has them."""
    head, *body = [", ".join(f"[{cell}]" for cell in row) for row in rows]
    thick, thin = ("table.hline(stroke: 1.5pt), ", "table.hline(stroke: .5pt), ") if ruled else ("", "")
    return (
        f"#table(columns: {columns}, stroke: none, {more} table.header({thick}{head}, {thin}), "
        f"{', '.join(body)}, {thick})"
    )


def by_libreoffice(
    before: str, rows: Rows, widths: Sequence[int], after: str, folder: Path, *, ruled: bool
) -> bytes:
    """A page with a table of three rules between two paragraphs; widths of columns in millimetres."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    columns = "".join(
        f'<style:style style:name="k{index}" style:family="table-column"><style:table-column-properties style:column-width="{width}mm"/>'
        "</style:style>"
        for index, width in enumerate(widths)
    )
    thick, thin = ("1.5pt solid #000000", "0.5pt solid #000000") if ruled else ("none", "none")
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="1mm" {borders}/></style:style>'
        for name, borders in (
            ("h", f'fo:border-top="{thick}" fo:border-bottom="{thin}"'),
            ("b", ""),
            ("l", f'fo:border-bottom="{thick}"'),
        )
    )
    set_rows = [
        _row(row, "h" if not number else "l" if number == len(rows) - 1 else "b")
        for number, row in enumerate(rows)
    ]
    table = (
        '<table:table table:style-name="t">'
        + "".join(f'<table:table-column table:style-name="k{index}"/>' for index in range(len(widths)))
        + f"<table:table-header-rows>{set_rows[0]}</table:table-header-rows>{''.join(set_rows[1:])}</table:table>"
    )
    (folder / "a.fodt").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} {_DRAWN} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls><style:font-face style:name="S" '
        f"""svg:font-family="'{CJK_FONT}'"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph">"""
        '<style:text-properties style:font-name="S" style:font-name-asian="S" fo:font-size="12pt" style:font-size-asian="12pt"/>'
        f'</style:default-style></office:styles><office:automatic-styles>{columns}{cells}<style:style style:name="t" '
        f'style:family="table"><style:table-properties style:width="{sum(widths)}mm" table:align="left"/></style:style>'
        f"</office:automatic-styles><office:body><office:text><text:p>{before}</text:p>{table}<text:p>{after}</text:p>"
        "</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "a.fodt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.pdf").read_bytes()


def _row(row: Sequence[str], style: str) -> str:
    cells = "".join(
        f'<table:table-cell table:style-name="{style}"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>"


def web_page(before: str, table: str, after: str, style: str) -> str:
    """A page with the inside of a table between two paragraphs; `style` is that of the table."""
    return (
        f"<!doctype html><meta charset=utf-8><style>body {{ font: 16px/1.6 '{CJK_FONT}' }} table {{ width: 100%; "
        f"border-collapse: collapse }} td {{ padding: 4px 8px }} {style}</style><p>{before}</p><table>{table}</table><p>{after}</p>"
    )


def web_table(rows: Rows) -> str:
    """The inside of a table: its first row is its head."""
    head, *body = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows]
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in body)}</tbody>"


def by_chromium(page: str, folder: Path) -> bytes:
    """A web page as it is printed."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    (folder / "a.html").write_text(page, encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/a.pdf", f"file://{folder}/a.html",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.pdf").read_bytes()
