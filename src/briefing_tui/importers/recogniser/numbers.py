"""The one grammar of year, number, total and dates, wherever they stand: number line, title, front matter, a label.

A line is taken apart into them and into the pieces that are left. A number counts when nothing else goes on from it:
第3期 in 第3期培训班开班 is none. Lines of at most 100 characters; longer ones are text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.importers.recogniser.days import FIRST_ROC, WHOLE_DAYS
from briefing_tui.importers.recogniser.labels import is_sign_off
from briefing_tui.importers.recogniser.names import close_up, is_department, sounds_like_bulletin
from briefing_tui.model.key import ISSUE, SUPPLEMENT
from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import Signed, late

_D = "[0-9０-９]"
SEPARATORS = " \t\u3000·•|｜丨/／—–-~，,、：:;；()（）[]〔〕【】［］"
_N = rf"({_D}{{1,5}}|(?:{_D} ){{1,3}}{_D}|{numerals.FORMAL_NUMERAL})"
_S = r"[ \t\u3000]{0,4}"
_HAN = "\u4e00-\u9fff"
_YEAR_DIGITS = rf"(?:{_D}{{4}}|[零〇○0OＯ一二三四五六七八九]{{4}})"
_Y = rf"{_YEAR_DIGITS}{_S}年"
_P = rf"(?:{_D}{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})"
_TO = rf"{_S}[-—–－─~～至到]{{1,2}}{_S}"
_TOTAL = Signed(
    "总總累",
    rf"[总總累]{_S}计?{_S}(?:期号|期数|刊号|第|期|號)?{_S}[:：第]?{_S}{_N}{_S}[期号]|[总總]{_S}(?:期号|期数|第|期){_S}[:：第]?{_S}{_N}",
)
_SUPPLEMENT = Signed("增", rf"增{_S}刊(?:{_S}第?{_S}[（(]?{_N}[）)]?{_S}[期号]?)?")
_SPAN = Signed(
    "-—–－─~～至到",
    rf"(?<!{_D})(?:(?:{_Y}{_S})?{_P}{_S}月(?:{_S}{_P}{_S}日(?:{_P}[时時])?)?{_TO}(?:(?:{_Y}{_S})?(?:{_P}{_S}月)?{_S}{_P}{_S}日(?:{_P}[时時])?|(?:{_Y}{_S})?{_P}{_S}月)"
    rf"|{_Y}{_S}{_P}{_TO}{_P}{_S}月"
    rf"|(?:[12][0-9]{{3}}[./])?[0-9]{{1,2}}[./][0-9]{{1,2}}{_TO}(?:[12][0-9]{{3}}[./])?[0-9]{{1,2}}[./][0-9]{{1,2}}(?![0-9])"
    rf"|[12][0-9]{{3}}-[0-9]{{1,2}}-[0-9]{{1,2}}{_S}[~～—至到]{{1,2}}{_S}(?:[12][0-9]{{3}}-)?[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))",
)
"""A week or a month from its first to its last day: it is no date."""
_MONTH = late(
    rf"({_YEAR_DIGITS}){_S}年({_S}{_P}{_S}月(?:份|号(?![0-9]))?)|(?<![0-9])((?:19|20)[0-9]{{2}})([./](?:0?[1-9]|1[0-2]))(?![0-9./])"
)
_ROC_MONTH = Signed(
    "民", rf"(?:中[华華])?民[国國]{_S}([0-9０-９]{{1,3}}|{numerals.NUMERAL}){_S}年({_S}{_P}{_S}月份?)"
)
"""民國一百一十三年三月."""
_WEEK = Signed("W", r"(?<![0-9])((?:19|20)[0-9]{2})[ ]?[-年·]?[ ]?W(0?[1-9]|[1-5][0-9])(?![0-9])")
"""2024-W23."""
_DAY = Signed("日", rf"(?<![{_HAN}0-9])({_P}){_S}月{_S}({_P}){_S}日")
_WEEKDAY = Signed("星周礼週", rf"(?<![{_HAN}])[（(]?(?:星期|周|礼拜|週)[一二三四五六日天][）)]?(?![{_HAN}])")
_TIME = Signed(
    ":：时時",
    r"(?<![0-9])(?:[01]?[0-9]|2[0-3])(?:[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])|[时時](?:[0-5]?[0-9]分)?)",
)
_BRACKETED = Signed(
    "期号號",
    rf"[〔\[（(【［]{_S}([0-9]{{4}}){_S}年?{_S}[〕\]）)】］]{_S}第?{_S}{_N}{_S}[期号號]"
    rf"|(?<![0-9])([12][0-9]{{3}}){_S}(?:[-－/／·•.]{_S}第?|第){_S}{_N}{_S}[期号號]",
)
_BARE_BRACKETED = Signed(
    "〔[（(【［",
    rf"[〔\[（(【［]{_S}([0-9]{{4}}){_S}年?{_S}[〕\]）)】］]{_S}(?:第{_S})?([0-9]{{1,4}})(?![0-9]|{_S}[年月日%.:：\-－/]|[A-Za-z{_HAN}])",
)
"""(2024)14: the number of a document without its 号."""
_INSIDE = Signed(
    "〔[（(【［Nn",
    rf"第?{_S}[〔\[（(【［]{_S}([12１２][0-9０-９]{{3}}){_S}[-－—–·.．/／]{_S}第?{_S}([0-9０-９]{{1,4}}){_S}[〕\]）)】］]{_S}[期号號]"
    r"|(?<![A-Za-z])[Nn][Oo][.．:： ]{0,2}([12][0-9]{3})[-－—–·/]([0-9]{1,4})(?![0-9])",
)
"""第（2024-12）期, No.2024-19."""
_DOTTED = Signed("·•", r"(?<![0-9])([12][0-9]{3})[ ]?[·•][ ]?([0-9]{1,3})(?![0-9])")
_DOUBLE = Signed(
    "-—–－~～、,，至和及", rf"第{_S}{_N}{_S}(?:期{_S})?[-—–－~～、,，至和及]{{1,2}}{_S}第?{_S}({_N}){_S}期"
)
_NUMBERS = (
    Signed("第", rf"第{_S}{_N}{_S}[期号號辑輯]"),
    Signed("Ii", r"(?<![A-Za-z])(?:[Ii]ssue|ISSUE)[ ]{0,2}(?:[Nn][Oo])?[.．:：# ]{0,2}([0-9]{1,4})(?![0-9])"),
    Signed("Nn№", r"(?:(?<![A-Za-z])[Nn][Oo][.．:： ]{0,2}|№[ ]?)([0-9]{1,4})(?![0-9])"),
    Signed("#＃", r"(?<![0-9A-Za-z#&/])[#＃][ ]?([0-9]{1,4})(?![0-9A-Za-z#])"),
    Signed("Vv", r"(?<![A-Za-z])[Vv][Oo][Ll](?:[Uu][Mm][Ee])?[.．:： ]{0,2}([0-9]{1,4})(?![0-9])"),
    Signed("期", rf"(?:(?<=[0-9]年)|(?<![{_HAN}0-9])){_S}{_N}{_S}期"),
)
"""In the order of their certainty; the first that is found is the number."""
_YEAR = late(
    rf"[〔\[（(【［]?({_YEAR_DIGITS}){_S}年(?:度)?[〕\]）)】］]?|[〔\[（(【［]([0-9]{{4}})[〕\]）)】］]"
    r"|(?<=[\0\x01])[）)]?[,，]? ?((?:19|20)[0-9]{2})(?![0-9])|(?<![0-9])((?:19|20)[0-9]{2})(?=[ \u3000]?\0)"
)
"""Also the 2024 of Issue 14, 2024, and of 2024 第14周."""
_NAMED = Signed(
    "报報刊讯訊态態",
    rf"(?<=[报報刊讯訊态態])[ \u3000]{{1,2}}([0-9]{{1,3}})(?=[{re.escape(SEPARATORS)}]*(?:\x01|\Z))",
)
"""The 101 of 双周报 101, when nothing but a date stands behind it."""
_NAMED_YEAR = Signed(
    "报報刊讯訊", r"(?<=[报報刊讯訊])[ ]?([12][0-9]{3})[-－—./·]([0-9]{1,3})(?=[）)】》 ]*\Z)"
)
"""简报2024-2."""
YEAR_AND_NUMBER = late(r"([12][0-9]{3})[ ]?(?:年|[-－—/／.．·])[ ]?第?([0-9]{1,4})期?")
"""2024-08 behind 期号：."""
_OPENING = Signed("创創", "创刊号|創刊號")
_SESSION = late(rf"第{_S}{_N}{_S}([次周]|季度)")
_GOES_ON = late("合刊|专刊|特刊|试刊|号外|副刊|特辑|出版|印发|编印|刊印|主办|签发|星期|周[一二三四五六日]")
"""What may stand directly behind a number."""
WIDE = late("[\u3000\t|｜丨]| {2,}")
_LIMIT = 100
_NUMBER_MARK, _DATE_MARK = "\0", "\1"
_WORD_ENDS = SEPARATORS + _NUMBER_MARK + _DATE_MARK


class LeftPiece(NamedTuple):
    """What is left between numbers and dates."""

    text: str
    """Bare of separators at both ends."""
    touches: bool = False
    """A number or date stands right beside it, with nothing between."""
    left_of_date: bool = False
    behind_number: bool = False


class Numbers(NamedTuple):
    """A line taken apart; 0 and empty where it says nothing."""

    year: int = 0
    number: int = 0
    kind: str = ISSUE
    total: int | None = None
    date: str = ""
    """A whole date."""
    day: str = ""
    """A date without its year."""
    month: str = ""
    """A year and a month, with no day: 2024年12月."""
    month_year: int = 0
    month_part: str = ""
    """The 12月 of it."""
    span: str = ""
    """From one date to another."""
    span_year: int = 0
    weekday: str = ""
    time: str = ""
    guess: str = ""
    """What `number` was taken from when that is no more than a guess: 创刊号, 第14-15期."""
    pieces: tuple[LeftPiece, ...] = ()
    used: str = ""
    """The characters that went into year, number, total and date, separators included."""

    @property
    def rest(self) -> tuple[str, ...]:
        """The texts of the pieces."""
        return tuple(piece.text for piece in self.pieces)

    @property
    def found(self) -> bool:
        """Whether the line tells a number."""
        return self.number > 0 or self.total is not None or self.kind == SUPPLEMENT

    @property
    def dated(self) -> bool:
        """Whether it tells a day, a month or days."""
        return bool(self.date or self.day or self.month or self.span)


def take_numbers(text: str) -> Numbers:
    """The numbers of a line and what is left of it."""
    if len(text) > _LIMIT:
        return Numbers(pieces=(LeftPiece(text),))
    left = _Left(text)
    span = left.take(_SPAN, _DATE_MARK, keep=True)
    date = next((found for day in WHOLE_DAYS if (found := left.take(day, _DATE_MARK))), None)
    month = None if date else left.take(_MONTH, _DATE_MARK) or left.take(_ROC_MONTH, _DATE_MARK)
    day = None if date else left.take(_DAY, _DATE_MARK)
    weekday = left.take(_WEEKDAY, _DATE_MARK, keep=True)
    time = left.take(_TIME, _DATE_MARK, keep=True) if date or day else None
    total = left.take(_TOTAL, _NUMBER_MARK)
    supplement = left.take(_SUPPLEMENT, _NUMBER_MARK)
    year, number, guess = _year_and_number(left)
    if supplement is not None and supplement[1] and not number:
        number = value_of(supplement[1])
    month_year, month_part, month_at = _month(month)
    if (
        total is not None
        and not number
        and month is not None
        and month.re.pattern == _MONTH.pattern
        and month[4]
    ):
        year, number, guess = month_year, value_of(month_part.strip("./")), month[0]
    years = re.findall(rf"{_YEAR_DIGITS}(?={_S}年|[-./])", span[0]) if span else []
    return Numbers(
        year,
        number,
        SUPPLEMENT if supplement else ISSUE,
        (value_of(_first_group(total)) or None) if total else None,
        date[0] if date else "",
        day[0] if day else "",
        month[0] if month else "",
        month_year,
        month_part,
        span[0] if span else "",
        value_of(years[-1]) if years else 0,
        weekday[0] if weekday else "",
        time[0] if time else "",
        guess,
        left.pieces(),
        left.used(month_at, day.span() if day else None),
    )


def _month(found: "re.Match[str] | None") -> tuple[int, str, tuple[int, int] | None]:
    """Year of a year and month, the month of it as printed, and where that stands."""
    if found is None:
        return 0, "", None
    group = 2 if found[2] else 4
    year = value_of(found[group - 1])
    return year + (FIRST_ROC if found.re.pattern != _MONTH.pattern else 0), found[group], found.span(group)


def session_number(text: str) -> int:
    """The 12 of 第12次总经理办公会纪要; 0 for another text."""
    found = _SESSION.search(text) if len(text) <= _LIMIT else None
    return value_of(found[1]) if found else 0


def value_of(text: str) -> int:
    """A number as it is written; 0 when it is none."""
    try:
        return numerals.parse_number(text.replace(" ", ""))
    except ValueError:
        return 0


def _year_and_number(left: "_Left") -> tuple[int, int, str]:
    if found := (
        left.take(_INSIDE, _NUMBER_MARK)
        or left.take(_BRACKETED, _NUMBER_MARK)
        or left.take(_BARE_BRACKETED, _NUMBER_MARK)
        or left.take(_DOTTED, _NUMBER_MARK)
    ):
        year, number = (value_of(group) for group in found.groups() if group)
        return year, number, ""
    number, guess = 0, ""
    if found := left.take(_WEEK, _NUMBER_MARK):
        return value_of(found[1]), value_of(found[2]), found[0]
    if found := left.take(_DOUBLE, _NUMBER_MARK):
        number, guess = value_of(found[1]), found[0]
    else:
        for pattern in _NUMBERS:
            if found := left.take_ended(pattern, _NUMBER_MARK):
                number = value_of(found[1])
                break
        else:
            if dated := left.take(_NAMED_YEAR, _NUMBER_MARK):
                return value_of(dated[1]), value_of(dated[2]), dated[0].strip()
            if named := left.take(_NAMED, _NUMBER_MARK):
                number, guess = value_of(named[1]), named[0].strip()
            elif opening := left.take(_OPENING, _NUMBER_MARK):
                number, guess = 1, opening[0]
            elif found := left.take_ended(_SESSION, _NUMBER_MARK, names=False):
                number, guess = value_of(found[1]), found[0]
    found = left.take(_YEAR, _NUMBER_MARK)
    return value_of(_first_group(found)) if found else 0, number, guess


def _first_group(found: "re.Match[str]") -> str:
    return next(group for group in found.groups() if group)


def _word(text: str) -> str:
    """What a text begins with up to a separator, a number or a date, when that is 汉字 or a Latin letter."""
    first = text[:1]
    if not (_HAN[0] <= first <= _HAN[-1] or (first.isascii() and first.isalpha())):
        return ""
    return text[: next((at for at, char in enumerate(text) if char in _WORD_ENDS), len(text))]


class _Left:
    """A line with what was taken out of it marked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = text
        self._kept: list[tuple[int, int]] = []

    def take(
        self, pattern: "re.Pattern[str] | Signed", mark: str, *, keep: bool = False
    ) -> "re.Match[str] | None":
        """The first match, marked as gone. `keep`: its text is not used up, the caller has a place for it."""
        found = pattern.search(self._left)
        if found is not None:
            self._take(found, mark, keep=keep)
        return found

    def take_ended(
        self, pattern: "re.Pattern[str] | Signed", mark: str, *, names: bool = True
    ) -> "re.Match[str] | None":
        """The first match behind which no other word goes on, but, with `names`, that of a bulletin or department."""
        for found in pattern.finditer(self._left):
            behind = _word(self._left[found.end() :])
            if not behind or _GOES_ON.match(behind) or (names and _is_name(behind)):
                self._take(found, mark, keep=False)
                return found
        return None

    def _take(self, found: "re.Match[str]", mark: str, *, keep: bool) -> None:
        start, end = found.span()
        if keep:
            self._kept.append((start, end))
        self._left = self._left[:start] + mark * (end - start) + self._left[end:]

    def pieces(self) -> tuple[LeftPiece, ...]:
        """What is left, in order."""
        return tuple(piece for piece, _start in self._located())

    def used(self, *less: tuple[int, int] | None) -> str:
        """The text without the pieces, what was kept, and the stretches `less`."""
        gone = [*self._kept, *((start, start + len(piece.text)) for piece, start in self._located())]
        gone += [stretch for stretch in less if stretch is not None]
        used, at = "", 0
        for start, end in sorted(gone):
            used += self._text[at : max(at, start)]
            at = max(at, end)
        return used + self._text[at:]

    def _located(self) -> Iterator[tuple[LeftPiece, int]]:
        for found in re.finditer("[^\0\1]+", self._left):
            before = self._left[: found.start()]
            after = self._left[found.end() : found.end() + 1]
            for text, start in _words(found[0], found.start()):
                first, last = start == found.start(), start + len(text) == found.end()
                yield (
                    LeftPiece(
                        text,
                        touches=(first and bool(before)) or (last and bool(after)),
                        left_of_date=after == _DATE_MARK
                        and not self._left[start + len(text) : found.end()].strip(SEPARATORS),
                        behind_number=_NUMBER_MARK in before,
                    ),
                    start,
                )


def strip_separators(text: str) -> str:
    """`text` without the separators at both ends; a bracket whose other half stands inside stays."""
    bare = text.strip(SEPARATORS)
    start = text.find(bare)
    before, behind = text[:start], text[start + len(bare) :]
    for opening, closing in ("（）", "()", "【】", "〔〕", "[]", "［］"):
        opened = bare.count(opening) - bare.count(closing)
        if opened > 0 and behind.startswith(closing):
            return bare + closing
        if bare and opened < 0 and before.endswith(opening):
            return opening + bare
    return bare


def _words(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """Parts of a segment that wide blanks keep apart, and where in the line they begin; spread letters stay together."""
    bare = strip_separators(text)
    if not bare:
        return
    start = text.index(bare)
    at = 0
    whole = close_up(bare) is not bare or is_sign_off(bare)
    bounds = [] if whole else list(WIDE.finditer(bare))
    for found in [*bounds, None]:
        part = bare[at : found.start() if found else len(bare)]
        word = strip_separators(part)
        if word:
            yield word, offset + start + at + part.index(word)
        if found:
            at = found.end()


def _is_name(text: str) -> bool:
    return sounds_like_bulletin(text) or is_department(text)
