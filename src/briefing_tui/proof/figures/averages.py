"""Averages and products: 295.38亿元，服务11.40万户，户均26.77万元; 每户补贴2万元，共50户100万元. Pure."""

import re
from collections.abc import Iterator

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.slips import may_be_meant
from briefing_tui.proof.remark import Remark
from briefing_tui.text.numerals import parse_number

_AVERAGE = Phrase(
    rf"(?:(?P<per>[户人家笔件亩场次班校村店馆栋]|单户|单笔|单家)均|平均(?:每|单)(?P<each>[户人家笔件个亩名场次班校村店馆栋座台辆套处所间])|每(?P<every>[户人家笔件亩名])平均|平均(?![每单]|水平|线|值|数))(?P<deed>[^\ue000-\ue190，。；、]{{0,10}}?)(?P<stated>{SLOT})",
    "均每平",
)
_EACH = Phrase(
    rf"每(?P<each>[户人家笔件个亩名]){WORDS}{{0,8}}(?P<rate>{SLOT})[^。]{{0,24}}?(?P<times>{SLOT})[^。]{{0,16}}?(?:共计?|合计|总计|累计|[\u4e00-\u9fff]{{0,4}}总额){WORDS}{{0,8}}(?P<total>{SLOT})",
    "每",
    "共合总累",
)
_AVERAGE_FIRST = Phrase(
    rf"(?P<each>[户人家笔件亩])均{WORDS}{{0,6}}(?P<rate>{SLOT})，(?:一?共|共计|累计)?{WORDS}{{0,4}}(?P<times>{SLOT}){WORDS}{{0,4}}，(?:合计|共计|总计|总额|累计){WORDS}{{0,6}}(?P<total>{SLOT})",
    "均",
    "共合总累",
)
_COUNT_FIRST = Phrase(
    rf"(?P<times>{SLOT}){WORDS}{{0,10}}，(?P<each>[户人家笔件亩])均{WORDS}{{0,6}}(?P<rate>{SLOT})，(?:合计|共计|总计|总额|一?共){WORDS}{{0,6}}(?P<total>{SLOT})",
    "均",
    "共合总",
)
_OF_A_KIND = Phrase(
    rf"平均(?P<each>单笔|单户|每笔|每户|每家){WORDS}{{0,6}}(?P<rate>{SLOT})，{WORDS}{{0,8}}?(?P<times>{SLOT})[、，]{WORDS}{{0,6}}?(?P<total>{SLOT})(?=[，；]|\Z)",
    "均",
    "单每",
)
_SAME_DEED = Phrase(
    rf"每(?P<each>[户人家笔件个亩名]){WORDS}{{0,6}}?(?P<deed>[\u4e00-\u9fff]{{2}})(?:了)?(?P<rate>{SLOT})，{WORDS}{{0,6}}?(?P<times>{SLOT}){WORDS}{{0,4}}?(?:就|共|可|能|总共|一共)?(?P=deed)(?:了)?(?P<total>{SLOT})",
    "每",
    "，",
)
"""每亩增收600元，1200亩增收72万元."""
_BY_TERM = Phrase(
    rf"(?<!第)(?P<times>{SLOT})[\u4e00-\u9fff]{{0,4}}，?每(?P<each>期|批|场|班|轮|次)(?:各|均为?|约)?(?P<rate>{SLOT})，(?:累计|共计?|合计|总计|一共)[\u4e00-\u9fff]{{0,6}}(?P<total>{SLOT})",
    "每",
    "一共合总累",
)
"""4期，每期60人，共240人次."""
_EACH_FIRST = Phrase(
    rf"每(?:个)?(?P<each>期|批|场|班|轮|次|组|村|镇|队|校|店|家|户|县|市|乡)(?P<rate>{SLOT})[，、]{WORDS}{{0,6}}?(?P<times>{SLOT})(?P<noun>[\u4e00-\u9fff]?)[，、]共{WORDS}{{0,6}}(?P<total>{SLOT})",
    "每",
    "共",
)
"""每班45人，12个班，共540人."""
_A_YEAR = Phrase(
    rf"(?<![第0-9一二三四五六七八九十])(?P<years>[两二三四五六七八九十]|[2-9])年(?:来|间|内)?，?{WORDS}{{0,8}}(?P<total>{SLOT}){WORDS}{{0,4}}，年均{WORDS}{{0,4}}(?P<stated>{SLOT})",
    "均",
    "年",
)
"""三年共27个，年均9个."""
_COUNTS = {
    "户": "家",
    "单户": "家",
    "单家": "家",
    "家": "家",
    "人": "人",
    "名": "人",
    "笔": "笔",
    "单笔": "笔",
    "每笔": "笔",
    "每户": "家",
    "每家": "家",
    "件": "件",
    "亩": "亩",
    "个": "个",
    **{unit: unit for unit in "场次班村栋座台辆套处所间"},
}
_MONEY = "元"
GAIN = re.compile("增收|增加|增长|增产|节约|节省|减少|降低|减免|补贴|奖励|分红|缴纳|纳税|捐款|收入|提高")
"""What an average is an average of, when the amount before it may be of something else."""
_OF_ANOTHER_TIME = re.compile("(?:[由从到至]|[比较](?:上年|去年|同期|上月)[一-鿿]{0,4})\\Z")
"""从人均580元提高到人均610元: what changed is the average itself."""
_OF_SOMETHING_ELSE = re.compile("每[一-鿿]{1,2}\\Z")
_MOST = 12
"""Amounts and numbers before an average, the nearest first, that it may be made of."""
_NEAR = 0.15
"""How far an amount that is told as rough may be from what is printed."""


def averages(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on averages that no amount and number of the sentence give, and on totals of so much each."""
    for found in _AVERAGE.of(sentence):
        stated = sentence.at(found["stated"])
        count = _COUNTS.get(found["per"] or found["each"] or found["every"] or "", "")
        if stated.is_share or stated.unit in {"倍", "个百分点"}:
            continue
        if _OF_ANOTHER_TIME.search(sentence.skeleton, 0, found.start()):
            continue
        if not count and _OF_SOMETHING_ELSE.search(sentence.skeleton, 0, found.start()):
            continue
        gain = GAIN.search(found["deed"])
        if gain is None or gain[0] in sentence.skeleton[: found.start()]:
            at = sentence.quantities.index(stated)
            behind = tuple(one for one in sentence.quantities[at + 1 : at + 2] if one.unit == stated.unit)
            yield from _average(sentence.before(found.start()), stated, count, behind)
    yield from _by_terms(sentence)
    yield from _a_year(sentence)
    for found in (
        found
        for pattern in (_EACH, _AVERAGE_FIRST, _COUNT_FIRST, _OF_A_KIND, _SAME_DEED)
        for found in pattern.of(sentence)
    ):
        rate, times, total = (sentence.at(found[name]) for name in ("rate", "times", "total"))
        if times.unit == _COUNTS[found["each"]] and rate.unit == total.unit == _MONEY:
            outcome = arithmetic.product(rate, times)
            if not outcome.agrees(total) and not (rate.rough or times.rough or total.rough):
                yield told(total, (rate, times), f"{rate.text} × {times.text}", outcome.middle)


def _a_year(sentence: Sentence) -> Iterator[Remark]:
    for found in _A_YEAR.of(sentence):
        total, stated = sentence.at(found["total"]), sentence.at(found["stated"])
        years = total._replace(
            value=float(parse_number(found["years"])), step=1.0, unit="", text=f"{found['years']}年"
        )
        if total.unit != stated.unit or total.rough or stated.rough or not years.value:
            continue
        outcome = arithmetic.ratio(total, years)
        if not outcome.agrees(stated):
            yield told(stated, (total,), f"{total.text} ÷ {years.text}", outcome.middle)


def _by_terms(sentence: Sentence) -> Iterator[Remark]:
    for found in (*_BY_TERM.of(sentence), *_EACH_FIRST.of(sentence)):
        times, rate, total = (sentence.at(found[name]) for name in ("times", "rate", "total"))
        if (
            found["each"] not in {times.unit, found.groupdict().get("noun")}
            or rate.unit != total.unit.removesuffix("次")
            or rate.unit == times.unit
        ):
            continue
        outcome = arithmetic.product(rate, times)
        if not outcome.agrees(total) and not (rate.rough or times.rough or total.rough):
            yield told(total, (rate, times), f"{rate.text} × {times.text}", outcome.middle)


def _average(
    earlier: tuple[Quantity, ...], stated: Quantity, count: str, behind: tuple[Quantity, ...]
) -> Iterator[Remark]:
    """Among the amounts and numbers before it one pair has to give the average."""
    amounts = [
        quantity.as_kilograms() if stated.unit == "公斤" else quantity
        for quantity in earlier
        if quantity.unit == stated.unit
        or (quantity.unit, stated.unit) in {("吨", "公斤"), ("人次", "人"), ("人", "人次")}
    ]
    counts = (
        [quantity for quantity in earlier if quantity.unit == count]
        if count
        else _only_counts(earlier, stated)
    )
    if stated.rough or any(_may_be_meant(pair, stated) for pair in _pairs([*amounts, *behind], counts)):
        return
    amounts, counts = ([one for one in some if not one.rough] for some in (amounts, counts))
    if not _pairs(amounts, counts):
        return
    amount = next((one for one in reversed(amounts) if one.start < counts[0].start), amounts[-1])
    number = next((one for one in counts if one.value), counts[0])
    if not any(may_be_meant(one.value / other.value, stated) for one, other in _pairs(amounts, counts)):
        return
    yield told(
        stated, (amount, number), f"{amount.text} ÷ {number.text}", arithmetic.ratio(amount, number).middle
    )


def _pairs(amounts: list[Quantity], counts: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    return [(amount, number) for amount in amounts[:_MOST] for number in counts[:_MOST] if number.value]


def _may_be_meant(pair: tuple[Quantity, Quantity], stated: Quantity) -> bool:
    """Whether the average may be that of these two; a rough one may be somewhat more or less."""
    outcome = arithmetic.ratio(*pair)
    if pair[0].rough or pair[1].rough:
        return abs(outcome.middle - stated.value) <= _NEAR * stated.value
    return outcome.agrees(stated)


def _only_counts(earlier: tuple[Quantity, ...], stated: Quantity) -> list[Quantity]:
    """The one counted unit of the sentence, for a plain 平均."""
    counted = [quantity for quantity in earlier if quantity.unit in set(_COUNTS.values())]
    return counted if len({quantity.unit for quantity in counted}) == 1 and stated.unit == _MONEY else []
