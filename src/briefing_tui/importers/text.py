"""Bytes of a text file → characters. Called by the verb `import`; the encodings are those old bulletins come in.

UTF-8 with or without BOM, UTF-16 with BOM or recognised by its line ends, else GB18030 (which covers GBK and
GB2312). All line ends become LF. Anything else is a RecogniseError that names the line.
"""

from typing import NamedTuple

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _

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


class DecodedText(NamedTuple):
    """The characters of a file and the encoding they were in."""

    text: str
    """Line ends are LF; no BOM."""
    encoding: str
    """`utf-8`, `utf-16-le`, `utf-16-be` or `gb18030`."""


def read_text(data: bytes, name: str | None = None) -> DecodedText:
    """The text of `data`; RecogniseError when it is too large, no text, or in no encoding we know.

    `name` is the file as the user typed it, for the message.
    """
    if len(data) > SIZE_LIMIT:
        message = _("the file has more than {limit} MiB").format(limit=SIZE_LIMIT >> 20)
        raise RecogniseError(message, place=Place(name), hint=_("import it in parts"))
    for magic, kind in _KINDS:
        if data.startswith(magic):
            message = _("this is a {kind} file, not a text").format(kind=kind)
            raise RecogniseError(message, place=Place(name), hint=_("save it as plain text first"))
    text, encoding = _decode(data, name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RecogniseError(
            _("a NUL character: this is no text file"),
            place=Place(name, line),
            hint=_("save it as plain text first"),
        )
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


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
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError as error:
            if error.start > fault.start:
                fault = error
    raise _wrong_bytes(data, fault, name) from fault


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
    """UTF-16 without BOM shows by its line ends or blanks: a NUL beside an ASCII byte, always on the same side."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return ""
    high, low = sample[1::2].count(0), sample[::2].count(0)
    if high and not low:
        return "utf-16-le"
    if low and not high:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few wrong bytes, which GB18030 would turn into other characters silently."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    wide = sum(1 for char in text if "\u2e80" <= char <= "\uffef" and char != "\ufffd")
    return wrong * 10 < wide
