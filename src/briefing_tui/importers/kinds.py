"""What kind of file bytes are, by what they say and never by a name: `.wps` and `.doc` may be anything. Pure.

Called by `documents`. A text is what is nothing else.
"""

from briefing_tui.importers.text import page_kind

TEXT, DOCX, PDF, HTML, MHT, OLD_WORD, RTF = "text", "docx", "pdf", "html", "mht", "doc", "rtf"
LOCKED, OTHER, FLAT = "locked", "other", "flat"
"""A Word file with a password; a file of another program; Word's document as one XML file."""

_HEAD = 1024
"""Bytes among which a PDF may begin (PDF 32000-1, implementation note 13)."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_FLAT = (b"<pkg:package", b"<w:wordDocument")
_MAIL_FIELDS = frozenset(
    ("from", "to", "date", "subject", "message-id", "mime-version", "received", "content-type", "return-path")
)
_OTHERS = ("Workbook", "Book", "PowerPoint Document")
"""Streams of old Excel and PowerPoint files."""


def kind_of(data: bytes, name: str | None) -> str:
    """One of the kinds above. The name helps only to tell a web page from a text that speaks of tags."""
    if data.startswith(_ZIPS):
        return DOCX
    if b"%PDF-" in data[:_HEAD] and not data[:_HEAD].lstrip().startswith(b"<"):
        return PDF
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"{\\rtf"):
        return RTF
    head = data[: 4 * _HEAD]
    if any(mark in head for mark in _FLAT):
        return FLAT
    if _is_mail(_readable(head)):
        return MHT
    page = page_kind(_readable(head), _readable(data[-4 * _HEAD :]), name)
    return {"HTML": HTML, "MHTML": MHT}.get(page, TEXT)


def _is_mail(head: str) -> bool:
    """Whether a text begins with the head of a mail: three of its fields at least, before anything else."""
    fields: set[str] = set()
    for line in head.splitlines()[:60]:
        name, colon, _value = line.partition(":")
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        if not colon or " " in name:
            return False
        fields.add(name.lower())
    return len(fields & _MAIL_FIELDS) > 2 and "subject" in fields


def _ole_kind(data: bytes) -> str:
    """What an OLE2 file is, by the names of its streams."""
    if _wide("EncryptedPackage") in data:
        return LOCKED
    if _wide("WordDocument") not in data and any(_wide(name) in data for name in _OTHERS):
        return OTHER
    return OLD_WORD


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _readable(data: bytes) -> str:
    """Near enough for tags, which are ASCII in every encoding but the wide ones."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:64]:
        return data.lstrip(b"\xff\xfe").replace(b"\0", b"").decode("latin-1")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
