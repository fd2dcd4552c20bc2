"""Web pages, mails and texts that are kept inside a Word file (`w:altChunk`), as mail programs and makers of reports write them.

Their reader is loaded when the parent saw that it may be needed (`sandbox.parent`); behind closed doors it could not be.
"""

from briefing_tui.importers.docx.package import opened_zip
from briefing_tui.importers.evidence import EvidenceLine, Reading, Refused

CHUNKS_LIMIT = 16 << 20
"""Bytes of all documents inside one, unpacked: a year's bulletins are half of it. Each is read as often as it stands there."""
_HEAD = 2048
_MIME = (b"mime-version:", b"content-type: multipart", b"content-type: text/html")
_OTHERS = (b"{\\rtf", b"<?mso-application", b"\xd0\xcf\x11\xe0")
"""Beginnings of RTF, of Word's document as one XML file, and of old Word files, which are not read here."""


def page_inside(data: bytes, name: str) -> Reading:
    """What is shown of a page, a mail or a text; `name` is that of its part. Refused when it is something else; ImportError without its reader."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_OTHERS) or b"<w:wordDocument" in head or b"<pkg:package" in head:
        raise Refused("other")
    mime = name.lower().endswith((".mht", ".mhtml", ".eml")) or _is_mime(head)
    if not mime and (name.lower().endswith(".txt") or b"<" not in head):
        return Reading(tuple(EvidenceLine(line.strip()) for line in _decoded(data).splitlines()))
    from briefing_tui.importers.html.reader import read_mht, read_page

    return read_mht(data, whole=True) if mime else read_page(data)


def _decoded(data: bytes) -> str:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def weight(data: bytes) -> int:
    """Bytes of a document inside another, unpacked: what entries of a zip say of their XML."""
    if not data.startswith(b"PK"):
        return len(data)
    entries = opened_zip(data).infolist()
    return sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))


def _is_mime(head: bytes) -> bool:
    return not head.startswith(b"<") and any(mark in head.lower() for mark in _MIME)
