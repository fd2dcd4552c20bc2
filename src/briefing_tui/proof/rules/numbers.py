"""How figures are written (GB/T 15835-2011). Pure."""

import re
from collections.abc import Iterator

from briefing_tui.proof.remark import Remark
from briefing_tui.text.numerals import parse_number

_WIDE_DIGITS = re.compile(r"[０-９]+(?:[．，][０-９]+)*[％]?")
_ASCII = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_BETWEEN = "[ ]?(?:～|~|—|–|-|至|到)[ ]?"
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z./:：年月日第-])(?P<low>{_NUMBER})(?P<between>{_BETWEEN})(?P<high>{_NUMBER})[ ]?(?P<unit>[%％‰]|万亿|万|亿)"
)
_SIGN = "[ ]?(?:～|~|—|–|-)[ ]?"
_FIRST_END = re.compile(
    rf"(?<![0-9A-Za-z./:：年月日第-])(?P<low>{_NUMBER})(?P<unit>[%％‰]){_SIGN}(?P<high>{_NUMBER})(?=之间|左右|以上|以内|不等|的|[，。；、）)\n]|\Z)"
)
_FIRST_LARGE = re.compile(
    rf"(?<![0-9A-Za-z./:：年月日第-])(?P<low>{_NUMBER})(?P<unit>万亿|万|亿)[元户人吨亩]?{_SIGN}(?P<high>{_NUMBER})(?=[元户人吨亩])"
)
"""Only the lower end has it: 10%～20之间, 3万～5元."""
_SIGNS = "～~—–-至到"
"""Without one of them there is no range."""
_WHOLE = 100
_CHINESE_DAY = "[一二三四五六七八九十廿卅]{1,3}"
_MIXED_DATE = re.compile(
    rf"(?P<year>[〇零○一二三四五六七八九]{{4}})年(?=[ ]?[0-9]{{1,2}}[ ]?月)|(?P<y>(?<![0-9])[0-9]{{4}}[ ]?年[ ]?)(?P<month>{_CHINESE_DAY})月(?!革命)(?:(?P<date>{_CHINESE_DAY})日)?"
    rf"|(?P<m>(?<![0-9])[0-9]{{1,2}}[ ]?月[ ]?)(?P<day>{_CHINESE_DAY})日|(?<![一二三四五六七八九十百廿卅几])(?P<cm>{_CHINESE_DAY})月(?=[0-9]{{1,2}}[ ]?日)"
)
_LUNAR = re.compile("农历|阴历|夏历|腊月|正月|初[一二三四五六七八九十]")
_UNIT = "年|个月|月|日|时|点|分|%|％|‰|℃|万亿元|万元|亿元|元|万|亿|千克|公斤|公里|千米|米|吨|平方米|亩|公顷|家|户|人|人次|个|名|项|笔|岁|倍|天|号|期|册|页|厘米|毫米|小时|分钟|周|台|辆|头|只|株|套|批|场|次|件|份|篇|枚|度|级|克|毫克|升|千瓦时|千瓦"
_HYPHEN = re.compile(
    rf"(?<![0-9A-Za-z/.\-—])(?P<low>(?:[0-9]{{4}}年)?[0-9]{{1,2}}月[0-9]{{1,2}}日|{_NUMBER}[ ]?(?P<left>{_UNIT})?)[ ]?-[ ]?"
    rf"(?P<high>(?:[0-9]{{4}}年)?(?:[0-9]{{1,2}}月)?{_NUMBER})(?![0-9/.]|[ ]?-)[ ]?(?P<right>{_UNIT})?"
)
_HOURS = re.compile(
    r"(?<![0-9:：-])[0-9]{1,2}[:：][0-5][0-9](?P<hyphen>[ ]?-[ ]?)[0-9]{1,2}[:：][0-5][0-9](?![0-9:：-])"
)
_WEEKDAYS = re.compile(r"(?<=(?:期|周)[一二三四五六日])(?P<hyphen>[ ]?-[ ]?)(?=(?:星期|周)[一二三四五六日])")
_NTH = re.compile(
    r"(?<=第)[0-9]{1,3}(?P<of>季度|条|章|期|批|届|周)(?P<hyphen>[ ]?-[ ]?)(?=第[0-9]{1,3}(?P=of))"
    r"|(?<=第)[0-9]{1,3}(?P<hyphen2>-)(?=[0-9]{1,3}(?:季度|条|章|届|周))"
)
_DATES = frozenset("年月日时点分") | {"个月"}


def wide_digits(text: str) -> Iterator[Remark]:
    """N-01: Arabic digits are half-width in print."""
    for found in _WIDE_DIGITS.finditer(text):
        yield Remark(found.start(), found.end(), found[0].translate(_ASCII))


def percent_ranges(text: str) -> Iterator[Remark]:
    """N-03: both ends of a range carry their % (GB/T 15835-2011, 5.1.3)."""
    if not any(sign in text for sign in "%％‰") or not any(sign in text for sign in _SIGNS):
        return
    yield from _ranges(text, "%％‰")
    for found in _FIRST_END.finditer(text):
        if float(found["low"]) < float(found["high"]) <= _WHOLE:
            yield Remark(found.start(), found.end(), f"{found[0]}{found['unit']}")


def large_ranges(text: str) -> Iterator[Remark]:
    """N-04: both ends of a range carry their 万 or 亿, else the lower end reads ten thousand times smaller (5.1.3)."""
    if ("万" not in text and "亿" not in text) or not any(sign in text for sign in _SIGNS):
        return
    yield from _ranges(text, "万亿")
    for found in _FIRST_LARGE.finditer(text):
        if float(found["low"]) < float(found["high"]) < _WHOLE * 10:
            yield Remark(found.start(), found.end(), f"{found[0]}{found['unit']}")


def _ranges(text: str, units: str) -> Iterator[Remark]:
    for found in _RANGE.finditer(text):
        if found["unit"][0] not in units or float(found["low"]) >= float(found["high"]):
            continue
        if _is_year(found["low"]) and not _is_year(found["high"]):
            continue
        end = found.end("low")
        yield Remark(found.start(), found.end(), f"{found['low']}{found['unit']}{text[end : found.end()]}")


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def mixed_dates(text: str) -> Iterator[Remark]:
    """N-06: one date is written in one script; days of the old calendar keep their 汉字."""
    for found in _MIXED_DATE.finditer(text) if "月" in text else ():
        if _LUNAR.search(text, max(0, found.start() - 6), found.end() + 4):
            continue
        try:
            yield Remark(found.start(), found.end(), _in_digits(found))
        except ValueError:
            continue


def _in_digits(found: "re.Match[str]") -> str:
    if found["year"]:
        return f"{parse_number(found['year'])}年"
    if found["y"]:
        day = f"{parse_number(found['date'])}日" if found["date"] else ""
        return f"{found['y']}{parse_number(found['month'])}月{day}"
    if found["m"]:
        return f"{found['m']}{parse_number(found['day'])}日"
    return f"{parse_number(found['cm'])}月"


def hyphens_in_ranges(text: str) -> Iterator[Remark]:
    """N-07: a range of dates is joined by —, one of quantities by ～ (GB/T 15834-2011, 4.13.3); the hyphen joins words and codes."""
    if "-" not in text:
        return
    for found in _HOURS.finditer(text):
        yield Remark(*found.span("hyphen"), "—")
    for found in _NTH.finditer(text):
        yield Remark(*found.span("hyphen" if found["hyphen"] else "hyphen2"), "—")
    for found in _WEEKDAYS.finditer(text):
        yield Remark(*found.span("hyphen"), "—")
    for found in _HYPHEN.finditer(text):
        left, right = found["left"] or "", found["right"] or ""
        whole = found["low"].endswith(("日", "月", "年"))
        if not left and not right and not whole:
            continue
        if not left and not whole and right in {"号", "期", "册", "页"}:
            continue
        dates = whole or (left or right) in _DATES or ("月" in found["high"])
        at = found.end("low")
        hyphen = text.index("-", at)
        stop = hyphen + 1
        while text[stop] == " ":
            stop += 1
        yield Remark(at, stop, "—" if dates else "～")
