"""A fast reader of the part of TOML that bulletins are ordinarily written in.

Called by `toml.read` alone, before tomllib (whose import costs 22 ms and whose string loop 240 ns a character).
`read_canonical` answers what tomllib would answer, or None: "I am not sure, ask tomllib". It never raises and never
judges a file wrong. What it knows: blank lines and comments; `[table]`, `[[table]]` and `[[table.list]]` (in a table or in
the newest of a list) with bare keys; and `key = value` where the value is a basic string, a multi-line basic string, a decimal integer of up to 18
digits, a boolean, a local date, or an array of basic strings. It uses string methods instead of patterns: about a
microsecond a statement, and text between quotes is never walked by Python.
"""

import datetime as dt

from briefing_tui.text.clean import has_unsafe

TomlTable = dict[str, object]

HEADER_LIMIT = 65_536
"""Headers of one file: more than three times the entries that an issue may have (`schema.ENTRY_LIMIT`). 4 MiB of empty tables would be
a million, and a change to one of them a minute."""
LINES_LIMIT = 500_000
"""Lines outside texts: 60,000 entries with eight lines each, more than an issue may have. 4 MiB of line ends would be eight times as many."""
_TO_NOTHING = str.maketrans("", "", "-_")
_CONTROLS = frozenset(map(chr, (*range(9), *range(11, 32), 127)))
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_HEX = frozenset("0123456789abcdefABCDEF")


class _Unsure(Exception):  # noqa: N818 - no error: the other reader's turn
    """Something outside the part of TOML known here."""


def read_canonical(text: str, *, safe: bool = False) -> TomlTable | None:
    """The document as tomllib would give it, or None. `text` has LF line ends and no byte-order mark.

    `safe` tells that `text` is known to hold no controls (`text.clean`).
    """
    if not safe and has_unsafe(text) and not _CONTROLS.isdisjoint(text):
        return None  # TOML forbids them outside escapes; tomllib knows the line
    try:
        return _Scanner(text).document()
    except _Unsure:
        return None


class _Scanner:
    """One pass over one text. Offsets are characters of it."""

    __slots__ = ("_bare", "_inner", "_lists", "_root", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._root: TomlTable = {}
        self._bare: set[str] = set()
        """Keys seen to be bare ones."""
        self._lists: dict[str, list[TomlTable]] = {}
        """Arrays of tables at the top, by name; no other array may be continued by a header."""
        self._inner: dict[str, list[TomlTable]] = {}
        """Arrays of tables inside the newest element of a list, by dotted name."""

    def document(self) -> TomlTable:
        """All statements, in order."""
        text, table, bare = self._text, self._root, self._bare
        find = text.find
        at, size, headers, lines = 0, len(text), 0, 0
        while at < size:
            start, end = at, find("\n", at)
            if end < 0:
                end = size
            at = end + 1
            lines += 1
            if lines > LINES_LIMIT:
                raise _Unsure
            line = text[start:end].strip(" \t")
            if not line or line[0] == "#":
                continue
            if line[0] == "[":
                headers += 1
                if headers > HEADER_LIMIT:
                    raise _Unsure
                table = self._header(line)
                continue
            key, equals, value = line.partition("=")
            key = key.rstrip(" \t")
            if key not in bare:
                self._admit(key)
            if not equals or key in table:
                raise _Unsure
            value = value.lstrip(" \t")
            if value[:1] == '"' and value[-1] == '"' and value.count('"') == 2 and "\\" not in value:
                table[key] = value[1:-1]
            elif value[:3] == '"""':
                table[key], at = self._long_string(text.index('"""', start) + 3)
            elif value[:1] == "[":
                plain = _plain_array(value)
                if plain is None:
                    plain, at = self._array(text.index("[", start) + 1)
                table[key] = plain
            else:
                table[key] = _one_line(value)
        return self._root

    def _admit(self, key: str) -> None:
        """Remember a bare key; anything else is not for us."""
        if not key or not key.isascii():
            raise _Unsure
        letters = key.translate(_TO_NOTHING)
        if letters and not letters.isalnum():
            raise _Unsure
        self._bare.add(key)

    def _header(self, line: str) -> TomlTable:
        """The table that a header line opens."""
        if line[-1] != "]":
            line = line.partition("#")[0].rstrip(" \t")
        if line[:2] != "[[":
            name = line[1:-1]
            self._admit(name)
            if line[-1] != "]" or name in self._root:
                raise _Unsure
            opened: TomlTable = {}
            self._root[name] = opened
            return opened
        if line[-2:] != "]]" or len(line) < 5:
            raise _Unsure
        return self._list_header(line[2:-2])

    def _list_header(self, dotted: str) -> TomlTable:
        """A new element of the array of tables named `list`, `list.inner` or `table.inner`."""
        opened: TomlTable = {}
        held = self._inner.get(dotted)
        if held is not None:
            held.append(opened)
            return opened
        name, dot, inner = dotted.partition(".")
        self._admit(name)
        several = self._lists.get(name)
        if not dot:
            self._inner.clear()
            if several is not None:
                several.append(opened)
            elif name in self._root:
                raise _Unsure
            else:
                self._root[name] = self._lists[name] = [opened]
            return opened
        self._admit(inner)
        outer = several[-1] if several is not None else self._root.get(name)
        if not isinstance(outer, dict) or inner in outer:
            raise _Unsure
        outer[inner] = self._inner[dotted] = [opened]
        return opened

    def _long_string(self, start: int) -> tuple[str, int]:
        """The multi-line string whose text begins at `start`, and where the next line begins."""
        text = self._text
        if text[start : start + 1] == "\n":
            start += 1
        end = text.find('"""', start)
        if end < 0:
            raise _Unsure
        value = text[start:end]
        if text[end + 3 : end + 4] == "\n" and "\\" not in value:
            return value, end + 4
        if "\\" in value:
            while _escaped(text, end, start):
                end = text.find('"""', end + 1)
                if end < 0:
                    raise _Unsure
            value = _unescape(text[start:end])
        return value, self._line_end(end + 3)

    def _array(self, at: int) -> tuple[list[str], int]:
        """The array of basic strings that goes on at `at`, over as many lines as it likes."""
        text = self._text
        values: list[str] = []
        while True:
            at = self._skip_blanks(at)
            mark = text[at : at + 1]
            if mark == "]":
                return values, self._line_end(at + 1)
            if mark != '"':
                raise _Unsure
            end = text.find('"', at + 1)
            while end >= 0 and _escaped(text, end, at + 1):
                end = text.find('"', end + 1)
            value = text[at + 1 : end]
            if end < 0 or "\n" in value:
                raise _Unsure
            values.append(_unescape(value))
            at = self._skip_blanks(end + 1)
            if text[at : at + 1] == ",":
                at += 1
            elif text[at : at + 1] != "]":
                raise _Unsure

    def _skip_blanks(self, at: int) -> int:
        text = self._text
        while text[at : at + 1] in {" ", "\t", "\n"}:
            at += 1
        return at

    def _line_end(self, at: int) -> int:
        """Where the next line begins, when nothing but a comment follows on this one."""
        text = self._text
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        rest = text[at:end].lstrip(" \t")
        if rest and rest[0] != "#":
            raise _Unsure
        return end + 1


def _plain_array(value: str) -> list[str] | None:
    """An array on one line whose strings hold neither commas nor escapes; None for any other."""
    if value[-1] != "]" or "\\" in value:
        return None
    values: list[str] = []
    for part in value[1:-1].split(","):
        text = part.strip(" \t")
        if len(text) < 2 or text[0] != '"' or text[-1] != '"' or text.count('"') != 2:
            return None
        values.append(text[1:-1])
    return values


def _one_line(value: str) -> object:
    """A string with escapes or a comment behind it, a number, a boolean or a date."""
    if value[:1] == '"':
        end = value.find('"', 1)
        while end >= 0 and _escaped(value, end, 1):
            end = value.find('"', end + 1)
        rest = value[end + 1 :].lstrip(" \t")
        if end < 0 or (rest and rest[0] != "#"):
            raise _Unsure
        return _unescape(value[1:end])
    value = value.partition("#")[0].rstrip(" \t")
    if value == "true":
        return True
    if value == "false":
        return False
    if not value.isascii():
        raise _Unsure
    digits = value[1:] if value[:1] == "-" and value != "-0" else value
    if digits.isdigit() and len(digits) <= 18 and (digits[0] != "0" or digits == "0"):
        return int(value)
    if len(value) == 10 and value[4] == value[7] == "-":
        year, month, day = value[:4], value[5:7], value[8:]
        if year.isdigit() and month.isdigit() and day.isdigit():
            try:
                return dt.date(int(year), int(month), int(day))
            except ValueError:
                raise _Unsure from None
    raise _Unsure


def _escaped(text: str, at: int, start: int) -> bool:
    """Whether an odd number of backslashes stands before `at`, none counted before `start`."""
    first = at
    while first > start and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


def _unescape(value: str) -> str:
    """`value` with its simple escapes replaced."""
    if "\\" not in value:
        return value
    parts: list[str] = []
    at = 0
    while (found := value.find("\\", at)) >= 0:
        parts.append(value[at:found])
        sign = value[found + 1 : found + 2]
        if sign in _ESCAPES:
            parts.append(_ESCAPES[sign])
            at = found + 2
        else:
            digits = value[found + 2 : found + 6]
            if (
                sign != "u"
                or len(digits) != 4
                or not _HEX.issuperset(digits)
                or digits[:2].lower() in _SURROGATES
            ):
                raise _Unsure
            parts.append(chr(int(digits, 16)))
            at = found + 6
    parts.append(value[at:])
    return "".join(parts)


_SURROGATES = frozenset({"d8", "d9", "da", "db", "dc", "dd", "de", "df"})
