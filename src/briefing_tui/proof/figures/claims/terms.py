"""How many months or days an average is taken over when no figure tells it: 全年, 上半年, 前8个月, 1至8月. Pure."""

import re
from collections.abc import Iterator

from briefing_tui.proof.figures.mentions import Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity
from briefing_tui.text.numerals import parse_number

_MONTHS = (
    ("全年", 12),
    ("上半年", 6),
    ("下半年", 6),
    ("前三季度", 9),
    ("一季度", 3),
    ("二季度", 3),
    ("三季度", 3),
    ("四季度", 3),
)
_UP_TO = re.compile(
    "(?<![0-9])1月?[至到—～~-](?P<last>[2-9]|1[0-2])月|前(?P<first>[2-9]|1[01]|[二三四五六七八九十]|十一)个月"
)
_A_MONTH = re.compile("月均|每个?月")
_A_DAY = re.compile("日均|每[日天]")
_OTHER_TERM = re.compile("[天日周]|期间|假|[上下]半年|季度|月")
"""With one of them in its sentence, a day's average is not that of a year."""
_EVERY_DAY = re.compile(
    "旅客|乘客|客流|车流|航班|铁路|机场|地铁|公交|高速|发电|供[电水气热]|用[电水气]|污水|垃圾|过境|通行"
)
"""What does not rest on any day."""
_DAYS = (365, 366)
_FEWEST_DAYS = 240
"""Working days of a year, the fewest."""


def of_a_label(text: str, claim: Mention) -> Iterator[Quantity]:
    """The months, or the days of a year, that the words of a sentence tell for a monthly or daily average; for a day the most likely first."""
    if _A_MONTH.search(claim.label):
        for months in _months(text):
            yield claim.quantity._replace(value=float(months), step=1.0, unit="", text=f"{months}个月")
    elif (
        _A_DAY.search(claim.label)
        and "全年" in text
        and not _OTHER_TERM.search(text.replace(claim.label, ""))
    ):
        fewest = _DAYS[0] - 1 if _EVERY_DAY.search(text) else _FEWEST_DAYS
        for days in (*_DAYS, *range(fewest, _DAYS[0])):
            yield claim.quantity._replace(value=float(days), step=1.0, unit="", text=f"{days}天")


def _months(text: str) -> Iterator[int]:
    for found in _UP_TO.finditer(text):
        yield int(parse_number(found["last"] or found["first"]))
        return
    for word, months in _MONTHS:
        if word in text:
            yield months
            return
