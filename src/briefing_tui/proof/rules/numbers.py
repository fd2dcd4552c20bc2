"""How figures are written (GB/T 15835-2011). Pure."""

import re
from collections.abc import Iterator

from briefing_tui.proof.remark import Remark
from briefing_tui.text.characters import HAN
from briefing_tui.text.numerals import parse_number

_WIDE_DIGITS = re.compile(r"[０-９]+(?:[．，][０-９]+)*[％]?")
_ASCII = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_GROUPED = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_LOW = r"[0-9](?<![0-9A-Za-z./:：,年月日第].)(?:(?<![-－−].)|(?<=[^0-9A-Za-z年月日%％℃万亿千百元][-－−].))[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?"
"""The lower end, which may be below zero. Begins with the digit, for which one can look quickly."""
_SIGN = "[ ]?(?:[～~∼〜—–－−﹣至到-]|——)[ ]?"
_LARGE = "万亿|[十百千]?万|[十百千]?亿"
_RANGE = re.compile(
    rf"(?P<low>{_LOW})(?P<between>{_SIGN})(?P<high>{_GROUPED})(?:[ ]?|多|余|来)(?P<unit>[%％‰]|个?(?:{_LARGE}))"
)
_FOLLOWS = r"(?=之间|左右|以上|以内|以下|不等|的|[，。；、）)\n]|\Z)"
_FIRST_END = re.compile(rf"(?P<low>{_LOW})(?P<unit>[%％‰]){_SIGN}(?P<high>{_GROUPED}){_FOLLOWS}")
_COUNTED = "元|户|人|吨|亩|件|家|美元|平方米|公里|千瓦|千瓦时|斤|公斤|册|份|台|辆|套|只|头|株|字"
_FIRST_LARGE = re.compile(
    rf"(?P<low>{_LOW})(?P<unit>{_LARGE})(?:{_COUNTED})?{_SIGN}(?P<high>{_GROUPED})(?:(?={_COUNTED})|{_FOLLOWS})"
)
"""Only the lower end has it: 10%～20之间, 3万～5元."""
_SIGNS = "～~∼〜—–－−﹣-至到"
"""Without one of them there is no range."""
_WHOLE = 100
_CHINESE_DAY = "[一二三四五六七八九十廿卅]{1,3}"
_NUMBERED = "[文线楼院机令台星卫厂井工项站船店桥馆库房门区地段]"
"""What has a number of its own: 一号文件, 二号楼."""
_ZEROS = "〇零○◯ＯO0"
_TO = "[ ]?(?:至|到|—|～|~|-)[ ]?"
_MIXED_DATE = re.compile(
    rf"(?=[0-9０-９{_ZEROS}一二三四五六七八九十廿卅])(?:(?<![0-9{_ZEROS}一二三四五六七八九])(?P<mixed>(?=[0-9]*[〇零○◯ＯO一二三四五六七八九])(?=[〇零○◯Ｏ一二三四五六七八九]*[0-9O])(?:二[{_ZEROS}]|20|19|2[〇零○]|1九)[0-9{_ZEROS}一二三四五六七八九]{{2}})[ ]?年"
    rf"|(?P<year>[{_ZEROS}一二三四五六七八九]{{4}})[ ]?年(?=[ ]?[0-9０-９]{{1,2}}[ ]?月|[ ]?第[0-9]季度)|(?P<y>(?<![0-9０-９])[0-9０-９]{{4}}[ ]?年[ ]?)(?P<month>{_CHINESE_DAY})月(?!革命)(?:(?P<date>{_CHINESE_DAY})(?P<kind>日|号(?!{_NUMBERED})))?"
    rf"|(?P<m>(?<![0-9０-９])[0-9０-９]{{1,2}}[ ]?月[ ]?)(?P<day>{_CHINESE_DAY})(?P<sort>日|号(?!{_NUMBERED}))|(?<![一二三四五六七八九十百廿卅几])(?P<cm>{_CHINESE_DAY})月(?=[ ]?[0-9０-９]{{1,2}}[ ]?日)"
    rf"|(?P<first>[0-9]{{1,2}}[月日]{_TO})(?P<end>{_CHINESE_DAY})(?P<part>[月日])|(?<![一二三四五六七八九十百廿卅几])(?P<begin>{_CHINESE_DAY})(?P<part2>[月日])(?={_TO}[0-9]{{1,2}}[月日]))"
)
_TO_DIGITS = str.maketrans(f"{_ZEROS}一二三四五六七八九", "0" * len(_ZEROS) + "123456789")
_TO_WORDS = str.maketrans("0123456789", "〇一二三四五六七八九")
_MONTH_IN_WORDS = re.compile(f"[ ]?{_CHINESE_DAY}[ ]?月")
_LUNAR = re.compile("农历|阴历|夏历|腊月|正月|初[一二三四五六七八九十]")
_UNIT = (
    "年度|年|个月|月|日|时|点|分钟|分|%|％|‰|℃|摄氏度|度|万亿元|万元|亿元|千元|元|角|万|亿|千克|公斤|斤|公里|千米|毫米|厘米|平方米|平方公里|米|毫升|升|吨"
    "|亩|公顷|家|户|人次|人|个|名|位|项|笔|岁|倍|天|号|期|册|页|款|层|步|块|秒|座|栋|间|处|所|部|张|种|类|艘|架|列|辆|本|组|队|轮|支|棵|颗|折|世纪|小时|周|台|头|只"
    "|株|套|批|场|次|件|份|篇|枚|级|克|毫克|千瓦时|千瓦|学年|赛季|财年"
)
_SIGNS_OF_NONE = re.compile("[-‐‑–−]")
_REACH = 24
"""Characters of a range on either side of its sign."""
_HYPHENS = "[-‐‑–−]|--"
"""What is typed for the sign of a range, and is none."""
_HYPHEN = re.compile(
    rf"(?<![0-9A-Za-z/.\-—])(?P<low>(?:[0-9]{{4}}年)?[0-9]{{1,2}}月[0-9]{{1,2}}日|(?:(?<![{HAN}])-|-(?=[0-9.]{{1,6}}[ ]?(?:℃|摄氏度|[度%％])))?{_NUMBER}[ ]?(?P<left>{_UNIT})?)[ ]?(?P<hyphen>{_HYPHENS})[ ]?"
    rf"(?P<high>(?:[0-9]{{4}}年)?(?:[0-9]{{1,2}}月)?{_NUMBER})(?![0-9/.]|[ ]?[-–])[ ]?(?P<right>{_UNIT})?"
)
_HALF_DAY = "上午|下午|中午|晚上?|凌晨"
_PART = f"底|初|末|中?旬|[上中下]旬|{_HALF_DAY}"
_NEXT = f"次年|翌年|当年|次日|当日|当天|今年|明年|{_HALF_DAY}"
_SPOKEN = re.compile(
    rf"(?<=[0-9][年月日时点])(?:(?:{_PART})(?P<hyphen>[ ]?(?:{_HYPHENS})[ ]?)(?=(?:{_NEXT})?[0-9])|(?P<hyphen2>[ ]?(?:{_HYPHENS})[ ]?)(?=(?:{_NEXT})[0-9]))"
    rf"|(?<![0-9A-Za-z/.-])(?<![A-Za-z] )(?:19|20)[0-9]{{2}}(?:\.[0-9]{{1,2}}){{0,2}}(?P<hyphen3>[ ]?(?:{_HYPHENS})[ ]?)(?=(?:19|20)[0-9]{{2}}(?:\.[0-9]{{1,2}}){{0,2}}(?![0-9.A-Za-z/年]|[ ]?[-–]|学年|赛季|财年))"
)
"""Between 11月 and 次年3月, 3月中旬 and 5月上旬, 2021 and 2025, 2024.3 and 2024.5."""
_HOURS = re.compile(
    rf"(?<![0-9:：-])[0-9]{{1,2}}[:：][0-5][0-9](?P<hyphen>[ ]?(?:{_HYPHENS})[ ]?)(?:{_HALF_DAY}|次日)?[0-9]{{1,2}}[:：][0-5][0-9](?![0-9:：-])"
)
_IN_WORDS = re.compile(
    rf"(?<=(?:期|周)[一二三四五六日])(?P<hyphen>[ ]?(?:{_HYPHENS})[ ]?)(?=(?:星期|周)[一二三四五六日])"
    rf"|(?<![零〇一二三四五六七八九十])[一二三四五六七八九十]{{1,3}}(?P<of>个月|月|季度|日|号|年级|年)(?P<hyphen2>[ ]?(?:{_HYPHENS})[ ]?)(?=[一二三四五六七八九十]{{1,3}}(?P=of))"
    rf"|(?<=第)[一二三四五六七八九十]{{1,3}}(?:季度|条|章|期|批|届|周|产业|阶段)?(?P<hyphen3>{_HYPHENS})(?=第?[一二三四五六七八九十]{{1,3}}(?:季度|条|章|期|批|届|周|产业|阶段))"
)
_NTH = re.compile(
    rf"(?<=第)[0-9]{{1,3}}(?P<of>季度|条|章|期|批|届|周|款|项|节|轮)(?P<hyphen>[ ]?(?:{_HYPHENS})[ ]?)(?=第[0-9]{{1,3}}(?P=of))"
    rf"|(?<=第)[0-9]{{1,3}}(?P<hyphen2>{_HYPHENS})(?=[0-9]{{1,3}}(?:季度|条|章|届|周|期|款|项|节|轮))"
)
_NAMES = frozenset(("hyphen", "hyphen2", "hyphen3"))
_NUMBERED_BY = frozenset("号期册页层栋座组队架")
"""Behind a number with a hyphen they may be what it numbers: 3-5号."""
_DATES = frozenset("年月日时点分") | {"个月", "年度", "学年", "赛季", "财年"}


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
        if _value(found["low"]) < _value(found["high"]) <= _WHOLE:
            yield _upper_too(found)


def large_ranges(text: str) -> Iterator[Remark]:
    """N-04: both ends of a range carry their 万 or 亿, else the lower end reads ten thousand times smaller (5.1.3)."""
    if ("万" not in text and "亿" not in text) or not any(sign in text for sign in _SIGNS):
        return
    yield from _ranges(text, "万亿")
    for found in _FIRST_LARGE.finditer(text):
        if _value(found["low"]) < _value(found["high"]) < _WHOLE * 10:
            yield _upper_too(found)


def _ranges(text: str, units: str) -> Iterator[Remark]:
    for found in _RANGE.finditer(text):
        if found["unit"][-1] not in units or not 0 < _value(found["low"]) < _value(found["high"]):
            continue
        if _is_year(found["low"]) and not _is_year(found["high"]):
            continue
        end = found.end("low")
        yield Remark(
            found.start("low"), found.end(), f"{found['low']}{found['unit']}{text[end : found.end()]}"
        )


def _upper_too(found: "re.Match[str]") -> Remark:
    low = found.start("low")
    return Remark(low, found.end(), f"{found.string[low : found.end()]}{found['unit']}")


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def mixed_dates(text: str) -> Iterator[Remark]:
    """N-06: one date is written in one script; days of the old calendar keep their 汉字."""
    for found in _MIXED_DATE.finditer(text) if "月" in text or "年" in text else ():
        if _LUNAR.search(text, max(0, found.start() - 6), found.end() + 4):
            continue
        try:
            yield Remark(found.start(), found.end(), _in_digits(found))
        except ValueError:
            continue


def _in_digits(found: "re.Match[str]") -> str:
    if found["mixed"]:
        year = found["mixed"].translate(_TO_DIGITS)
        in_words = _MONTH_IN_WORDS.match(found.string, found.end())
        return f"{year.translate(_TO_WORDS) if in_words else year}年"
    if found["year"]:
        return f"{found['year'].translate(_TO_DIGITS)}年"
    if found["y"]:
        day = f"{parse_number(found['date'])}{found['kind']}" if found["date"] else ""
        return f"{found['y']}{parse_number(found['month'])}月{day}"
    if found["m"]:
        return f"{found['m']}{parse_number(found['day'])}{found['sort']}"
    if found["end"]:
        return f"{found['first']}{parse_number(found['end'])}{found['part']}"
    if found["begin"]:
        return f"{parse_number(found['begin'])}{found['part2']}"
    return f"{parse_number(found['cm'])}月"


def hyphens_in_ranges(text: str) -> Iterator[Remark]:
    """N-07: a range of dates is joined by —, one of quantities by ～ (GB/T 15834-2011, 4.13.3); the hyphen joins words and codes."""
    for first, last in _windows(text):
        for pattern in (_HOURS, _NTH, _IN_WORDS, _SPOKEN):
            for found in pattern.finditer(text, first, last):
                hyphen = next(name for name, words in found.groupdict().items() if words and name in _NAMES)
                yield Remark(*found.span(hyphen), "—")
        yield from _hyphens(text, first, last)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Where hyphens stand, with what may belong to a range round them; windows that touch are one."""
    first = last = -1
    for found in _SIGNS_OF_NONE.finditer(text):
        if found.start() - _REACH > last:
            if last >= 0:
                yield first, last
            first = max(0, found.start() - _REACH)
        last = found.end() + _REACH
    if last >= 0:
        yield first, last


def _hyphens(text: str, first: int, last: int) -> Iterator[Remark]:
    for found in _HYPHEN.finditer(text, first, last):
        left, right = found["left"] or "", found["right"] or ""
        whole = found["low"].endswith(("日", "月", "年"))
        if (not left and not right and not whole) or _is_less(found):
            continue
        if not left and not whole and right in _NUMBERED_BY:
            continue
        dates = whole or (left or right) in _DATES or ("月" in found["high"])
        yield Remark(found.end("low"), found.start("high"), "—" if dates else "～")


def _is_less(found: "re.Match[str]") -> bool:
    """Whether it is a subtraction: 365天-104天."""
    high = found["high"]
    if (
        not found["left"]
        or found["left"] != found["right"]
        or found["left"] in _DATES
        or not high[0].isdigit()
    ):
        return False
    low = found["low"].removesuffix(found["left"]).strip()
    return "月" not in high and "年" not in high and _value(low) > _value(high)
