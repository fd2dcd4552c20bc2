"""Word files and PDFs made by hand for the tests: what Word writes, and what it never would."""

import io
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """`w:r` with a text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """`w:p`; plain text is a run of it."""
    content = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "") -> str:
    """`w:lvl`."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def word_file(
    body: str,
    parts: dict[str, str | bytes] | None = None,
    *,
    strict: bool = False,
    name: str = "document.xml",
) -> bytes:
    """A .docx with a body; `parts` are names below `word/` → the inside of their root, or their bytes.

    Every part has a relation from the document with its own name as id.
    """
    roots = {
        "styles.xml": "styles",
        "numbering.xml": "numbering",
        "footnotes.xml": "footnotes",
        "endnotes.xml": "endnotes",
    }
    files: dict[str, bytes] = {f"word/{name}": _part("document", f"<w:body>{body}</w:body>")}
    relations = ""
    for part, content in (parts or {}).items():
        data = content if isinstance(content, bytes) else _part(roots[part], content)
        files[f"word/{part}"] = data
        kind = roots.get(part, "aFChunk" if part.startswith("chunk") else "other")
        relations += f'<Relationship Id="{part}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
    relations += f'<Relationship Id="rIdNull" Type="{_OFFICE}/image" Target="NULL"/>'
    files[f"word/_rels/{name}.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()
    )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="/word/{name}"/></Relationships>'
    ).encode()
    if strict:
        files = {
            path: data.replace(W.encode(), STRICT.encode()).replace(
                _OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for path, data in files.items()
        }
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of names and bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return stream.getvalue()


def _part(root: str, inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_SPACES}>{inner}</w:{root}>'.encode()


def pdf_file(objects: list[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of objects numbered from 1, the first its catalogue."""
    out = bytearray(b"%PDF-1.6\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(content: bytes, more: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, more = zlib.compress(content, 9), more + b" /Filter /FlateDecode"
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def chinese_pdf(
    pages: list[list[tuple[float, float, str]]],
    *,
    size: int = 16,
    rotate: int = 0,
    matrix: bytes = b"1 0 0 1",
) -> bytes:
    """Pages of texts at points from the lower left corner, in a font with a predefined CMap that is not embedded.

    `rotate` is that of the pages, `matrix` how each text is turned.
    """
    kids = b" ".join(b"%d 0 R" % (6 + 2 * index) for index in range(len(pages)))
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 [500] 814 939 500] >>"
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids),
        font,
        descendant,
        descriptor,
    ]
    for index, texts in enumerate(pages):
        content = b"".join(
            b"BT /F1 %d Tf %b %g %g Tm <%b> Tj ET\n"
            % (size, matrix, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, text in texts
        )
        turned = b"/Rotate %d" % rotate if rotate else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %b /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (turned, 7 + 2 * index)
        )
        objects.append(stream(content))
    return pdf_file(objects)
