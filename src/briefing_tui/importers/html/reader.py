"""A saved web page (HTML, MHTML) or a mail (EML) → lines with evidence. Called in the limited child; nothing is fetched, ever.

selectolax parses as browsers do (Lexbor, HTML 5): old pages that close nothing come out as they are seen, which html.parser leaves
to us and lxml does by the rules of HTML 4.
"""

import email.contentmanager
import email.headerregistry
import email.iterators
import email.parser
import email.policy
import re
from email.message import EmailMessage

from briefing_tui.importers.evidence import EvidenceLine, Reading, Refused
from briefing_tui.importers.html.article import Cleared, parsed
from briefing_tui.importers.html.blocks import Blocks

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HEAD = 4096
_CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PARTS_LIMIT = 2000
"""Parts of a mail or an archive."""


def read_html(data: bytes) -> Reading:
    """What is read on a web page."""
    return _read(_decoded(data))


def read_page(data: bytes) -> Reading:
    """All that a page shows: it is part of another document, and has nothing round its article."""
    return _read(_decoded(data), whole=True)


def read_mht(data: bytes, *, whole: bool = False) -> Reading:
    """What is read on a page kept with its pictures, or in a mail: its subject, and its text as it was written. `whole`: all that it shows."""
    if data.count(b"\n--") > 2 * _PARTS_LIMIT:
        raise Refused("entries", str(_PARTS_LIMIT))
    message = email.parser.BytesParser(policy=email.policy.default).parsebytes(data.lstrip())
    if not isinstance(message, EmailMessage):
        raise Refused("broken")
    page = text = None
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/html" and page is None:
            page = part
        elif kind == "text/plain" and text is None and not part.get_filename():
            text = part
    saved = "snapshot-content-location" in message or "Saved by" in str(message.get("From", ""))
    if page is not None:
        reading = _read(_part_text(page), whole=whole)
    elif text is not None:
        lines = [line.strip() for line in _part_text(text).splitlines()]
        reading = Reading(tuple(EvidenceLine(line) for line in lines if line), whole=False)
    else:
        raise Refused("empty")
    subject = " ".join(str(message.get("Subject", "")).split())
    if whole or saved or not subject or any(line.text == subject for line in reading.lines[:3]):
        return reading
    return reading._replace(lines=(EvidenceLine(subject, bold=True, level=1), *reading.lines))


def _read(text: str, *, whole: bool = False) -> Reading:
    cleared = Cleared(parsed(text), whole=whole)
    blocks = Blocks()
    if cleared.heading is not None:
        blocks.walk(cleared.heading)
        blocks.finish()
        blocks.lines[:] = [line._replace(bold=True, level=1) for line in blocks.lines]
    blocks.walk(cleared.root)
    blocks.finish()
    if not blocks.lines:
        raise Refused("empty")
    return Reading(tuple(blocks.lines), True, blocks.pictures, deleted=blocks.deleted, hidden=cleared.hidden)


def _part_text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    told = part.get_content_charset()
    return _decoded(data, told or "")


def _decoded(data: bytes, told: str = "") -> str:
    """The characters of a page: as its mark, its mail or its head says, else UTF-8, else GB18030."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    found = _CHARSET.search(data[:_HEAD])
    named = (told or (found[1].decode("ascii") if found else "")).lower()
    for encoding in (_CHINESE.get(named, named), "utf-8", "gb18030"):
        try:
            if encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError, PermissionError):
            continue
    return data.decode(
        "utf-8" if named.startswith("utf") or not named else _CHINESE.get(named, "utf-8"), "replace"
    )
