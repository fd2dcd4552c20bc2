"""Marks at the head of a line: numbers, bullets, brackets, and the lead sentence that serves as a title. Pure.

All patterns are anchored and without nested repeats: a line of 20,000 brackets costs one look.
"""

import re
from typing import NamedTuple

from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import late

TITLE_LIMIT = 80
"""Characters of a lead sentence that is a title; a longer one is text."""
HEAD_LIMIT = 40
"""Characters of a line that stands as a head without further signs."""

BULLETS = "■★※●◆•○▲△◇□▶➢►☆◎❖✦▪▍▎▌▸◼◾☞➤✿❀✪✧‣"
_DAY = "[0-9]{1,2}月[0-9]{1,2}日|[12][0-9]{3}年"
"""What may follow a number's stop though it is a digit: 1.3月5日 is the first item, 1.3亿元 is a figure."""
_GAP = "[ \u3000]{0,2}"
_NUMBER = late(
    rf"(?:(?P<arabic>[0-9０-９]{{1,3}})(?:{_GAP}[.．](?![0-9])|{_GAP}、(?![0-9])|[.．、](?={_DAY})|、(?=[0-9]{{1,2}}[-—–~～][0-9]))|[（(]{_GAP}(?P<bracket>[0-9０-９]{{1,3}}){_GAP}[）)]|(?P<ring>[①-⑳])|(?P<stopped>[⒈-⒛])|(?P<closed>[⑴-⒇])"
    rf"|(?P<chinese>{numerals.NUMERAL})(?:{_GAP}、|[.．](?=[\u4e00-\u9fff《“]))|[（(]{_GAP}(?P<chinese_bracket>{numerals.NUMERAL}){_GAP}[）)])[ \t\u3000]*"
)
_FORMS = {
    "arabic": "1",
    "bracket": "(1)",
    "ring": "①",
    "stopped": "1",
    "closed": "(1)",
    "chinese": "一",
    "chinese_bracket": "(一)",
}
_FIRST = {"ring": 0x2460, "stopped": 0x2488, "closed": 0x2474}
"""① ⒈ ⑴: numbers that are one character."""
_BULLET = late(rf"(?:([{BULLETS}])[ \t\u3000]*|([-*+·–—])[ \t\u3000]+|(·)(?=\S))")
MARK_BEGINS = numerals.NUMBER_BEGINS | frozenset("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇-*+·–—" + BULLETS)
"""Characters that a number or a bullet may begin with: of a long text nearly every line is known by them to have neither."""
_BRACKETED = late(r"[【〖]([^【】〖〗]{1,120})[】〗]")
_BRACKETED_CELLS = 120
_BRACKETS = ("【", "〖")
_DECORATIONS = "≡=※◆★☆■●◎▓▒░▇█◇□○△▲▼▽❀✿♦~～"
_DECORATED = late(
    rf"(?P<mark>[{_DECORATIONS}-]{{1,6}})[ \u3000]*(?P<text>[^{_DECORATIONS}]{{1,40}}?)[ \u3000]*(?P=mark)\Z"
)
_MIRRORED = late(r"[>＞»▶►→]{1,6}[ \u3000]*(?P<text>[^<>＜＞«»◀◄←→▶►]{1,40}?)[ \u3000]*[<＜«◀◄←]{1,6}\Z")
""">>> title <<<"""
_DECORATED_BEGINS = frozenset(_DECORATIONS + "->＞»▶►→")
_RULE = late(rf"[-－—–─━═=＝_＿~～*＊·.…\s]{{3,}}\Z|[※♦❀✿{BULLETS}]{{4,}}\Z")
SENTENCE_END = "。！？：；”）…!?;:)』」’"
"""Marks that end a paragraph; a line ending in something else may have been cut."""
_ADDRESS = late(r"https?://[!-~]+?(?=[)\]>\"',;]|\Z|[^!-~])")
_ADDRESSES_LIMIT = 400
"""Characters of addresses in a title at most."""
_NOWHERE: frozenset[int] = frozenset()
_EMPHASIS = "**"
_PAIRS = {
    "（": 1,
    "(": 1,
    "）": -1,
    ")": -1,
    "《": 2,
    "》": -2,
    "“": 3,
    "”": -3,
    "【": 4,
    "】": -4,
    "「": 5,
    "」": -5,
}
_STOPS = "。！？!?"
_PAIRS |= {"〔": 6, "〕": -6, "『": 7, "』": -7, "〈": 8, "〉": -8}
_LEAD_MARK = re.compile("[" + "".join(map(re.escape, (*_STOPS, *_PAIRS))) + "]")
"""What ends a lead, or opens and closes in it."""


class Mark(NamedTuple):
    """A number or bullet before an item or heading."""

    form: str
    """`1` `(1)` `①` `一` `(一)` or the bullet."""
    number: int
    """0 for a bullet."""
    end: int
    """Characters of the mark and the blanks behind it."""

    @property
    def numbered(self) -> bool:
        """Whether it counts."""
        return self.number > 0


def read_mark(text: str) -> Mark | None:
    """The mark `text` begins with."""
    if text[:1] not in MARK_BEGINS:
        return None
    if found := _NUMBER.match(text):
        group = found.lastgroup or "arabic"
        digits = found[group]
        try:
            first = _FIRST.get(group)
            number = ord(digits) - first + 1 if first else numerals.parse_number(digits)
        except ValueError:
            return None
        return Mark(_FORMS[group], number, found.end()) if 0 < number < 1000 else None
    if found := _BULLET.match(text):
        return Mark(found[1] or found[2] or found[3], 0, found.end()) if found.end() < len(text) else None
    return None


def bracket_head(text: str) -> str:
    """The title of a line that is `【title】`, `≡title≡` or `>>> title <<<`, else empty."""
    begin = text[:1]
    if begin in _BRACKETS:
        found = _BRACKETED.fullmatch(text)
        return found[1].strip() if found and _fits(found[1]) else ""
    if begin not in _DECORATED_BEGINS or len(text) > 60:
        return ""
    if (found := _DECORATED.match(text)) and not (_is_row(found) or is_rule(text)):
        return found["text"].strip()
    found = _MIRRORED.match(text)
    return found["text"].strip() if found else ""


def _is_row(found: re.Match[str]) -> bool:
    """Whether what looks decorated is the row of a list whose line ends in a hyphen, within a word."""
    title = found["text"]
    inner = found.string[found.end("mark") : -len(found["mark"])]
    return (
        found["mark"] == "-" and inner[0] in " \u3000" and inner[-1] not in " \u3000" and title[-1] < "\u2e80"
    )


def run_in_bracket(text: str) -> tuple[str, str] | None:
    """`【title】text` → title and text."""
    found = _BRACKETED.match(text) if text.startswith(_BRACKETS) else None
    if found is None or found.end() == len(text) or not _fits(found[1]):
        return None
    return found[1].strip(), text[found.end() :].strip()


def _fits(title: str) -> bool:
    """Whether a title in brackets is no longer than sixty 汉字, of which Latin letters take half."""
    return len(title) + sum(char >= "\u2e80" for char in title) <= _BRACKETED_CELLS


def is_rule(text: str) -> bool:
    """A line of dashes, dots or the like that only separates."""
    return _RULE.match(text) is not None


def is_table_row(text: str) -> bool:
    """A row of a table, as `tables` sets it or Markdown has it."""
    return text.startswith("|")


def emphasised(text: str) -> str:
    """The inside of `**text**`, else empty."""
    if (
        text.startswith(_EMPHASIS)
        and len(text) > 4
        and text.endswith(_EMPHASIS)
        and _EMPHASIS not in text[2:-2]
    ):
        return text[2:-2].strip()
    return ""


class Lead(NamedTuple):
    """A paragraph parted into its title and the rest."""

    title: str
    stop: str
    """The 。 between them, which the page prints itself; empty when the title keeps its ？ or ！ or is the whole."""
    rest: str


def split_lead(text: str, limit: int = TITLE_LIMIT) -> Lead:
    """The first sentence of `text` as a title when it is short enough and its brackets are closed; else all is rest. Web addresses in it take
    no room, and end no sentence.
    """
    balance: Balance | None = None  # most first sentences have no bracket
    skipped = _addresses(text, limit)
    for found in _LEAD_MARK.finditer(text, 0, limit + 1 + len(skipped)):
        char, index = found[0], found.start()
        if index in skipped:
            continue
        if char not in _STOPS:
            balance = balance or Balance()
            balance.feed(char)
        elif balance is None or not balance.open:
            kept = index if char == "。" else index + 1
            if not kept:
                return Lead("", "", text)
            return Lead(text[:kept].rstrip(), text[kept : index + 1], text[index + 1 :].strip())
    if len(text) <= limit + len(skipped):
        return Lead(text, "", "")
    return Lead("", "", text)


def _addresses(text: str, limit: int) -> frozenset[int]:
    """The places of the characters of the web addresses at the head of a text."""
    end = limit + 1 + _ADDRESSES_LIMIT
    if text.find("://", 0, end) < 0:
        return _NOWHERE
    head = text[:end]
    return frozenset(place for found in _ADDRESS.finditer(head) for place in range(*found.span()))


def is_title_like(text: str, limit: int = HEAD_LIMIT) -> bool:
    """A short line that may stand above a text: no sentence, no row, no address, not all in brackets."""
    if not 2 <= len(text) <= limit or text[-1] in "。！？；，、：…,;:!." or text[0] in "，。、；：！？）》”":
        return False
    if is_table_row(text) or "。" in text or "://" in text or (text[0] in "（(" and text[-1] in "）)"):
        return False
    return any(char.isalpha() for char in text) and not Balance(text).open


class Balance:
    """Open brackets and quotes of a text that comes in pieces; half- and full-width brackets count as one kind."""

    def __init__(self, text: str = "") -> None:
        self.depth = [0] * 9
        self.feed(text)

    def feed(self, text: str) -> None:
        """Go on with `text`. A closing mark with nothing open is ignored."""
        for char in text:
            kind = _PAIRS.get(char)
            if kind is None:
                continue
            if kind > 0:
                self.depth[kind] += 1
            elif self.depth[-kind]:
                self.depth[-kind] -= 1

    @property
    def open(self) -> bool:
        """Whether a bracket or quote is waiting to be closed."""
        return any(self.depth)
