"""What a reader of a file hands on: lines with what is seen of them on the page, and counts of what is not in them.

Made in the limited child (`sandbox.child`), sent as plain lines, taken up by `documents`. Plain values, nothing of which is trusted:
`reading_from` looks at every one. A reader that will not read says why by `Refused` and a code; `documents` has the words.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

_END = b"\n\n"
"""Behind each part: no line is blank."""
LINES_LIMIT = 200_000
"""Lines of a document: as many as a text may have (`recognise.LINES_LIMIT`)."""
CHARACTERS_LIMIT = 4_000_000
"""Characters of a document: a text of 4 MiB, all of it Latin."""

PAGE_NUMBER, RUNNING_HEAD = "page number", "running head"


class EvidenceLine(NamedTuple):
    """One line, or one whole paragraph, that is not blank."""

    text: str
    indent: int = 0
    """Cells before it."""
    gap: int = 0
    """Blank lines before it."""
    page: int = 0
    """The page it begins on, from 1, where pages are known; 0 where not."""
    bold: bool = False
    """Set so that it stands out: bold, 黑体, 小标宋, by a heading's style."""
    size: float = 0.0
    """Points; 0 when unknown."""
    level: int = 0
    """Of a heading's style, from 1; 0 for none."""
    centred: bool = False
    red: bool = False
    note: bool = False
    """A footnote or endnote: it belongs to the end of its item."""
    furniture: str = ""
    """PAGE_NUMBER, RUNNING_HEAD or nothing."""
    room: int = -1
    """Cells free behind it up to the measure; -1 when no measure is known."""
    lead: str = ""
    """The words at its head that are bold while the rest is not: 标题。正文 on one line."""
    ends: bool = False
    """Lines that go on are stretched to the edge here, and it is not: its paragraph ends."""


class Reading(NamedTuple):
    """What a reader saw of a file."""

    lines: tuple[EvidenceLine, ...] = ()
    whole: bool = False
    """Whether each line is a whole paragraph."""
    pictures: int = 0
    comments: int = 0
    deleted: int = 0
    """Characters of text that was deleted or moved away, and is still in the file."""
    hidden: int = 0
    """Characters of hidden text."""
    doubts: tuple[str, ...] = ()
    """Codes of what the reader is not sure of."""


class Refused(Exception):  # noqa: N818 - a decision, not a fault
    """The reader will not read this file: `code` says why, `detail` a number or a name for the message."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def to_json(reading: Reading, *, more: bool = False) -> str:
    """An object with the counts, an array of the looks (all fields of a line but its text, each once), the lines (number of its look, a blank,
    text), and a blank line. Lines are many and looks are few. `more`: it is a part, behind which another one comes.
    """
    looks: dict[tuple[object, ...], int] = {}
    rows = [f"{looks.setdefault(line[1:], len(looks))} {line.text}\n" for line in reading.lines]
    head = json.dumps({**reading._asdict(), "lines": len(rows), "more": more})
    return f"{head}\n{json.dumps(list(looks), ensure_ascii=False, separators=(',', ':'))}\n{''.join(rows)}\n"


def refusal_json(refused: Refused) -> str:
    """One object that says why."""
    return json.dumps({"refused": refused.code, "detail": refused.detail[:200]})


def reading_from(data: bytes) -> Reading:
    """The reading in what the child wrote. Refused when it refused; ValueError when it is none of ours."""
    lines: list[EvidenceLine] = []
    parts = ReadingParts(lambda part: lines.extend(part.lines))
    parts.feed(data)
    last = parts.end()
    return last._replace(lines=(*lines, *last.lines))


class ReadingParts:
    """Takes a reading out of what a child writes, part by part as it comes."""

    def __init__(self, take: Callable[[Reading], None]) -> None:
        """`take` gets each part behind which another one comes."""
        self._take = take
        self._left = bytearray()
        """What came and is no whole part yet."""
        self._seen = 0
        """Bytes of it in which no part ends."""
        self._lines = 0
        self._last: Reading | None = None
        self._fault: Refused | ValueError | None = None

    def feed(self, data: bytes) -> None:
        """More has come. What is wrong with it is told by `end`: then it is known whether the child ended well."""
        if self._fault is not None:
            return
        self._left += data
        while self._fault is None and (end := self._left.find(_END, self._seen)) >= 0:
            part = bytes(self._left[: end + 1])
            del self._left[: end + len(_END)]
            self._seen = 0
            try:
                reading = self._part(part)
            except (Refused, ValueError) as fault:
                self._fault = fault
            else:
                if reading is not self._last:
                    self._take(reading)
        self._seen = max(len(self._left) - 1, 0)

    def end(self) -> Reading:
        """The last part, whose counts are those of the whole. Refused when the child refused; ValueError when what it wrote is none of ours."""
        if self._fault is not None:
            raise self._fault
        if self._left or self._last is None:
            _head(bytes(self._left).partition(b"\n")[0])
            raise ValueError("cut off")
        return self._last

    def _part(self, told: bytes) -> Reading:
        row, _end, rest = told.partition(b"\n")
        head = _head(row)
        reading = _reading(head, rest)
        self._lines += len(reading.lines)
        if self._last is not None or self._lines > LINES_LIMIT:
            raise ValueError("too much")
        if head.get("more") is not True:
            self._last = reading
        return reading


def _head(row: bytes) -> "dict[str, Any]":
    """What stands before the looks and lines of a part. Refused when it is a refusal."""
    head = _loads(row)
    if not isinstance(head, dict):
        raise ValueError("no head")  # noqa: TRY004 - a value of the child, not an argument
    if isinstance(code := head.get("refused"), str):
        raise Refused(code, str(head.get("detail", "")))
    return head


def _reading(head: "dict[str, Any]", told: bytes) -> Reading:
    """A part, looked at."""
    first, parted, rest = told.partition(b"\n")
    if not parted:
        raise ValueError("cut off")
    looks, rows = _loads(first), rest.decode().split("\n")
    if rows.pop() or head.get("lines") != len(rows):
        raise ValueError("cut off")
    if not isinstance(looks, list) or len(looks) > len(rows):
        raise ValueError("looks")
    numbers = {name: _number(head, name) for name in ("pictures", "comments", "deleted", "hidden")}
    doubts = head.get("doubts", [])
    if not isinstance(doubts, list) or not all(isinstance(code, str) for code in doubts):
        raise ValueError("doubts")
    return Reading(_lines(rows, looks), head.get("whole") is True, **numbers, doubts=tuple(doubts))


_TYPES = (int, int, int, bool, float, int, bool, bool, bool, str, int, str, bool)
"""Of a look, field by field."""


def _lines(rows: "list[str]", looks: "list[Any]") -> tuple[EvidenceLine, ...]:
    if not all(isinstance(look, list) and tuple(map(type, look)) == _TYPES for look in looks):
        raise ValueError("no look")
    by_number = {str(number): look for number, look in enumerate(looks)}
    lines: list[EvidenceLine] = []
    made = tuple.__new__  # as `_make` does, for a look has all fields
    for row in rows:
        number, _blank, text = row.partition(" ")
        look = by_number.get(number)
        if look is None or not text or text.isspace():
            raise ValueError("no line")
        lines.append(made(EvidenceLine, (text, *look)))
    return tuple(lines)


def _number(head: "dict[str, Any]", name: str) -> int:
    value = head.get(name)
    if type(value) is not int or value < 0:
        raise ValueError(name)
    return value


def _loads(row: bytes) -> Any:
    try:
        return json.loads(row)
    except RecursionError:
        raise ValueError("nested") from None
