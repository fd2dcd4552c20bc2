"""The one reader of TOML, with limits (promise F2).

`decode_text` and `parse_toml` make a table of the bytes of a file, or raise FormatError with file, line where there is one,
and the reason; never another error. Limits: 4 MiB, UTF-8 (a byte-order mark and CRLF are tolerated, other encodings
named), 32 levels of nesting, 16 parts of a dotted key, 64-bit integers. Ordinary files are read by `toml.fast`;
tomllib is imported only for the rest.
"""

from briefing_tui.errors import FormatError, Place
from briefing_tui.i18n import _
from briefing_tui.library.format.toml.fast import TomlTable, read_canonical
from briefing_tui.library.limits import SIZE_LIMIT

_JUDGED = 20_000
"""Characters that are looked at to tell an encoding."""
MARK = "\ufeff"
"""The byte-order mark, which some editors put first."""


def decode_text(data: bytes, file: str, known: str | None = None) -> str:
    """`data` as text with LF line ends and no byte-order mark; FormatError names what it is if not UTF-8. `known` is the text it was made of."""
    if len(data) > SIZE_LIMIT:
        raise FormatError(
            _("is larger than {limit} MiB").format(limit=SIZE_LIMIT >> 20),
            place=Place(file),
            hint=_("an issue is text only; split it"),
        )
    try:
        text = data.decode("utf-8") if known is None else known
    except UnicodeDecodeError as error:
        raise _not_utf8(data, file, error) from None
    text = text.removeprefix(MARK)
    if _has_nulls(data):
        raise _encoded("UTF-16", file)
    return text.replace("\r\n", "\n") if "\r" in text else text


def parse_toml(text: str, file: str) -> TomlTable:
    """The table in `text` as `decode_text` gave it."""
    return parse_document(text, file)[0]


def parse_document(text: str, file: str, *, safe: bool = False) -> tuple[TomlTable, bool]:
    """As `parse_toml`, and whether all of it is in the notation of `toml.fast`; `safe` when `text` is known to hold nothing to be cleaned."""
    table = read_canonical(text, safe=safe)
    if table is not None:
        return table, True
    from briefing_tui.library.format.toml import full as toml_full  # tomllib costs 22 ms and is rarely needed

    return toml_full.parse(text, file), False


def _not_utf8(data: bytes, file: str, error: UnicodeDecodeError) -> FormatError:
    """What the bytes most likely are."""
    if data[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        return _encoded("UTF-32", file)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or _has_nulls(data):
        return _encoded("UTF-16", file)
    line = data.count(b"\n", 0, error.start) + 1
    if _in_big5(data):
        return _encoded("BIG5", file, line)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    # Almost any bytes decode as GB18030; real ones give the common characters of Chinese.
    others = [char for char in text if char > "\x7f"]
    if (
        others
        and sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in others) * 10
        >= len(others) * 8
    ):
        return _encoded("GB18030", file, line)
    return FormatError(
        _("is not UTF-8: byte {byte} cannot be read").format(byte=f"0x{data[error.start]:02X}"),
        place=Place(file, line),
        hint=_("save it as UTF-8"),
    )


def _in_big5(data: bytes) -> bool:
    """Whether nearly all 汉字 are everyday ones in Big5 (常用字, A440 to C67E) and fewer in GB 2312 (level 1, rows 16 to 55)."""
    shares: list[float] = []
    for encoding, plain, first, last in (("cp950", "big5", 0xA4, 0xC6), ("gb18030", "gb2312", 0xB0, 0xD7)):
        others = [char for char in data.decode(encoding, "replace")[:_JUDGED] if not char.isascii()]
        codes = [char.encode(plain, "ignore") for char in others]
        good = sum(len(code) == 2 and (code[0] < 0xA4 or first <= code[0] <= last) for code in codes)
        shares.append(good / len(others) if others else 0)
    return shares[0] >= 0.9 and shares[1] < 0.7


def _has_nulls(data: bytes) -> bool:
    """Whether every other byte is NUL at the beginning, as keys and signs are in UTF-16 without a mark."""
    head = data[:8]
    return len(head) == 8 and max(head[::2].count(0), head[1::2].count(0)) >= 3


def _encoded(name: str, file: str, line: int | None = None) -> FormatError:
    return FormatError(
        _("is written in {encoding}, not in UTF-8").format(encoding=name),
        place=Place(file, line),
        hint=_("convert it: iconv -f {encoding} -t UTF-8 OLD > NEW").format(encoding=name),
    )
