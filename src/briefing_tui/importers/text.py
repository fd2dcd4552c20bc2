"""Bytes of a text file → characters. Called by the verb `import`; the encodings are those old bulletins come in.

UTF-8 with or without BOM, UTF-16 with BOM or recognised by its line ends, Big5 when its characters are common ones in
Big5 and rare ones in GB18030, else GB18030 (which covers GBK and GB2312). All line ends become LF. Anything else is a
RecogniseError that names the line; files of other kinds, HTML among them, are refused by name.
"""

import re
from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.text.late_pattern import late

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes of a file that is read (promise F1: at most 4 MiB)."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 4096
_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
)
BIG5 = "big5"
_COMMON = {"gb18030": ("gb2312", 0xB0, 0xD7), BIG5: (BIG5, 0xA4, 0xC6)}
"""Encoding → its oldest part and the first bytes of the everyday 汉字 there: level 1 of GB 2312, 常用字 of Big5."""
_LEAST_WIDE = 4
"""Characters beyond ASCII before an encoding is told by them."""
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_BEFORE_PAGE = late(r"\s+|<\?xml[^>]{0,200}\?>|<!--.{0,1000}?-->", re.DOTALL)
_PAGE = late(r"<(?:!doctype\s+html|html|head|body|meta|title|frameset)\b", re.IGNORECASE)
_PAGE_END = late(r"</(?:html|body)\s*>\s*\Z", re.IGNORECASE)
_TAG = late(
    r"</?(?:p|div|br|span|table|tbody|tr|t[dh]|[ou]l|li|h[1-6]|font|center|strong|b|a|img|style|script|section)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_MAIL = late(
    r"(?:^[A-Z][\w-]{1,40}:.*\n(?:[ \t].*\n)*){1,40}^Content-Type: *(?:multipart|text/html)", re.MULTILINE
)


_WELL, _BADLY = 0.95, 0.8
"""Shares of readable characters of a text in its own encoding, and of the same bytes in another order."""


class DecodedText(NamedTuple):
    """The characters of a file and the encoding they were in."""

    text: str
    """Line ends are LF; no BOM."""
    encoding: str
    """`utf-8`, `utf-16-le`, `utf-16-be` or `gb18030`."""


def read_text(data: bytes, name: str | None = None, limit: int = SIZE_LIMIT) -> DecodedText:
    """The text of `data`; RecogniseError when it has more than `limit` bytes, is no text, or in no encoding we know.

    `name` is the file as the user typed it, for the message.
    """
    if len(data) > limit:
        message = _("the file has more than {limit} MiB").format(limit=limit >> 20)
        raise RecogniseError(message, place=Place(name), hint=_("take it in parts"))
    for magic, kind in _KINDS:
        if data.startswith(magic):
            message = _("this is a {kind} file, not a text").format(kind=kind)
            raise RecogniseError(message, place=Place(name), hint=_("save it as plain text first"))
    text, encoding = _decode(data, name)
    if kind := page_kind(text, text, name):
        message = _("this is a web page ({kind}), not a text").format(kind=kind)
        hint = _("open it in a browser and save or copy it as plain text")
        raise RecogniseError(message, place=Place(name), hint=hint)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RecogniseError(
            _("a NUL character: this is no text file"),
            place=Place(name, line),
            hint=_("save it as plain text first"),
        )
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def encoding_doubt(encoding: str) -> str:
    """What to tell about an encoding that was guessed by its characters alone; empty when it needs no word."""
    return _("read as Big5, which the characters alone tell: please compare") if encoding == BIG5 else ""


def page_kind(head: str, end: str, name: str | None) -> str:
    """`HTML` or `MHTML` when a text is a web page, by its name, its head, its end, or because tags are what it is made of."""
    ending = (name or "").lower()
    sample = head[:_SAMPLE]
    if ending.endswith((".mht", ".mhtml")) or (sample[:1].isupper() and _MAIL.match(sample)):
        return "MHTML"
    if ending.endswith(_PAGE_NAMES) or _begins_page(sample) or _PAGE_END.search(end[-_SAMPLE:]):
        return "HTML"
    if ending.endswith(_MARKDOWN_NAMES) or not sample.lstrip().startswith("<"):
        return ""
    tags = _TAG.findall(sample)
    return "HTML" if len(tags) > 2 and sum(map(len, tags)) * 5 > len(sample) else ""


def _begins_page(sample: str) -> bool:
    """Whether a page's head is behind what may stand before it. One after the other: a pattern for all of it tries every way to part it."""
    at = 0
    while found := _BEFORE_PAGE.match(sample, at):
        at = found.end()
    return _PAGE.match(sample, at) is not None


def _decode(data: bytes, name: str | None) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, name), encoding
    if wide := _wide_encoding(data):
        return _strict(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    if not _mostly_utf8(data):
        if (text := _in_big5(data)) is not None:
            return text, BIG5
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError as error:
            if error.start > fault.start:
                fault = error
    raise _wrong_bytes(data, fault, name) from fault


def _in_big5(data: bytes) -> str | None:
    """The text when it reads well in Big5 and badly in GB18030, in which nearly any bytes are some characters."""
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError:
        return None
    if _common_share(text, BIG5) < 0.9:
        return None
    other = data.decode("gb18030", "replace")
    return text if _common_share(other, "gb18030") < 0.7 else None


def _common_share(text: str, encoding: str) -> float:
    """How many of the characters beyond ASCII, of the first ones, are everyday 汉字 or marks of an encoding."""
    old, first, last = _COMMON[encoding]
    wide = [char for char in text[:_SAMPLE] if not char.isascii()]
    if len(wide) < _LEAST_WIDE:
        return 0.0
    good = 0
    for char in wide:
        code = char.encode(old, "ignore")
        good += len(code) == 2 and (code[0] < 0xA4 or first <= code[0] <= last)
    return good / len(wide)


def _strict(data: bytes, encoding: str, name: str | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_bytes(data, error, name) from error


def _wrong_bytes(data: bytes, fault: UnicodeDecodeError, name: str | None) -> RecogniseError:
    line_end = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}.get(fault.encoding, b"\n")
    line = data.count(line_end, 0, fault.start) + 1
    message = _("byte 0x{byte:02x} fits neither UTF-8 nor GB18030").format(byte=data[fault.start])
    if fault.encoding.startswith("utf-16"):
        message = _("the file begins as UTF-16 but is cut off or damaged")
    return RecogniseError(message, place=Place(name, line), hint=_("save the file as UTF-8"))


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without BOM shows by its line ends or blanks: a NUL beside an ASCII byte, always on the same side.

    一 and the full-width blank have a NUL on the other side; then the text must read well in one order of the bytes and not in the other.
    """
    sample = data[: _SAMPLE & ~1]
    if b"\0" not in sample or len(data) % 2:
        return ""
    high, low = sample[1::2].count(0), sample[::2].count(0)
    if high and not low:
        return "utf-16-le"
    if low and not high:
        return "utf-16-be"
    little, big = (_readable(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be"))
    if max(little, big) < _WELL or min(little, big) > _BADLY:
        return ""
    return "utf-16-le" if little > big else "utf-16-be"


def _readable(text: str) -> float:
    """How many characters are ASCII, 汉字, marks of Chinese texts or full-width forms."""
    known = sum(
        "\x20" <= char <= "\x7e" or char in "\t\r\n" or "\u2010" <= char <= "\u2027" or "\u3000" <= char <= "\u303f"
        or "\u4e00" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
        for char in text
    )  # fmt: skip
    return known / len(text)


def _mostly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few wrong bytes, which GB18030 would turn into other characters silently."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    wide = sum(1 for char in text if "\u2e80" <= char <= "\uffef" and char != "\ufffd")
    return wrong * 10 < wide
