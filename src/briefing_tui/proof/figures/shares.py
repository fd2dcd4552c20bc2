"""Shares and multiples: …295.38亿元，占目标450亿元的65.64%; 是上年的3倍. Pure."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.limits import amounts_before
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.wording import NEUTRAL, has_common_words
from briefing_tui.proof.remark import Remark

_OF_A_WHOLE = Phrase(
    rf"(?:占|完成|达到?|为|是|相当于|实现|约占)(?P<said>{WORDS}{{0,18}})(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,8}})的(?P<share>{SLOT})",
    "的",
    "为占完实是相约达",
)
_OF_ALL = Phrase(
    rf"(?:(?<!分别)(?<!各)占(?:比)?|占(?:其|总|全部|全体|整体){WORDS}{{0,5}}的?(?:比重|比例)?|(?:完成|达成|兑现|到位|覆盖|接入|出席|到会|出勤|合格|优良|达标|入选|通过|签约|中签|入库|办结|采用|采纳|录用|获批|落实|收缴|收取|清收|执行|结案|整改|办理|处置|化解|参训|参会|就业|兑付|到账)率)(?:为|达到?|约为?)?(?P<share>{SLOT})",
    "占率",
)
_ALL = 100
"""Per cent; what is above it is more than its whole."""
_TIMES = re.compile(
    rf"(?:是|为|达|达到|相当于){WORDS}{{0,14}}(?P<whole>{SLOT}){WORDS}{{0,6}}的(?P<times>{SLOT})"
)
_TIMES_FIRST = Phrase(
    rf"(?:是|为|相当于){WORDS}{{0,14}}(?P<whole>{SLOT})的(?P<times>{SLOT})，(?:达到?|为|已达){WORDS}{{0,4}}(?P<part>{SLOT})",
    "的",
    "为是相",
)
_OF_TWO = Phrase(
    rf"(?P<names>资产|净资产){WORDS}{{0,5}}(?P<first>{SLOT})[，、；]{WORDS}{{0,6}}?(?:负债|余额|责任余额){WORDS}{{0,5}}?(?P<second>{SLOT})[，；]{WORDS}{{0,4}}?(?:资产负债率|放大倍数)(?:为|达到?)?(?P<stated>{SLOT})",
    "资",
    "负余责",
)
_AIM = "目标|计划|任务|指标|预算"
_AIM_BEHIND = Phrase(
    rf"(?P<part>{SLOT}){WORDS}{{0,3}}，{WORDS}{{0,4}}?(?:{_AIM})(?:数|额)?(?:为)?(?P<whole>{SLOT}){WORDS}{{0,3}}，(?:已|实际)?(?:占|完成|达到)(?:年度|全年|总)?(?:{_AIM})的(?P<share>{SLOT})",
    "的",
    "占完达",
    "目计任指预",
)
_OF_NAMED = Phrase(
    rf"(?P<part_name>[\u4e00-\u9fff]{{2,8}}?)占(?P<name>[\u4e00-\u9fff]{{2,8}}?)的(?:比重为?|比例为?)?(?P<share>{SLOT})，(?P=part_name)(?:为|达)?(?P<part>{SLOT})[，、](?P=name)(?:为|达)?(?P<whole>{SLOT})",
    "占",
    "的",
)
"""收入占甲的50%，收入1.24亿元，甲2.48亿元."""
_CHANGED = re.compile(
    "(?:增|扩大|提高|提升|升|减少|降|压[降减缩]|缩小|扩展|化解|处置|清收|消化|回落)[加长低]?[到至]"
)
"""What grew from one figure to another is no part of it."""
_OF_AN_AIM = Phrase(
    rf"(?:{_AIM})(?:任务|数|额)?(?:为|是)?{WORDS}{{0,4}}?(?P<whole>{SLOT}){WORDS}{{0,4}}，{WORDS}{{0,8}}(?:完成|实现|达到?|执行|支出|到位|放款){WORDS}{{0,6}}(?P<part>{SLOT}){WORDS}{{0,4}}，"
    rf"(?:已|约|实际)?(?:占|完成|达|达到|为)(?:年度|全年|总|年初)?(?:{_AIM})(?:任务|数|额)?的(?P<share>{SLOT})",
    "的",
    "目计任指预",
)
_SAME_DEED = Phrase(
    rf"(?<=[，；])[\u4e00-\u9fff]{{0,6}}?(?<![不未])(?P<deed>[\u4e00-\u9fff]{{2}})(?:了|的|有效)?{WORDS}{{0,4}}(?P<part>{SLOT}){WORDS}{{0,3}}，(?:有效|综合|实际)?(?P=deed)率(?:为|达到?)?(?P<share>{SLOT})",
    "率",
)
"""办结20件，办结率80%."""
_TOGETHER = re.compile("(?:合计|共计|总共|[两二三四五六七八九十][者项类]共?|[，；]共)\\Z")
"""三者合计占总额620亿元的40%."""
_SHARE_OF = re.compile(f"{WORDS}{{0,4}}，(?:约)?占{WORDS}{{0,12}}{SLOT}")
_UNTOLD = re.compile(f"{SLOT}[^\ue000-\ue190]*其中[^\ue000-\ue190]*\\Z")
"""The share is of a part that has no figure: 收入96万元，其中线上占64%."""
_PART_OF_WHICH = re.compile(rf"其中({WORDS}{{0,16}}){SLOT}{WORDS}{{0,4}}[，；、（]{WORDS}{{0,6}}\Z")
_OF_WHAT_HAS_NO_FIGURE = re.compile("[，；][^，；其\ue000-\ue190]{2,10}中，[^\ue000-\ue190]*\\Z")
_DENIED = re.compile("(?:不|未|没有|非)[一-鿿]{2,4}\\Z")
"""Of the others the share is told: 不合格12份，合格率97.5%."""
_OF_A_GROWTH = re.compile(rf"[，；][^，；、\ue000-\ue190]{{6,}}(?:增长|下降|上升|提高){SLOT}，\Z")
"""进出口合计增长6.8%，占比62.5%: of something that has no amount here."""
_OF_THOSE = re.compile(rf"{SLOT}[^，；\ue000-\ue190]{{1,8}}中，[^\ue000-\ue190]*\Z")
"""200个监测点中，优良率86%: no part of them has a figure."""
_OF_OTHER_WORDS = frozenset(
    ("出席", "出勤", "到会", "参会", "参训", "覆盖", "就业", "完成", "达成", "到位", "执行", "落实")
)
"""Rates whose part is called otherwise: 应到300人，实到285人，出席率95%."""
_HANDED_ON = re.compile("[转交派督承分]办")
"""What was given to others to do is no part of what is done."""
_OWN_SHARE = re.compile(rf"占[^，；\ue000-\ue190]{{0,8}}{SLOT}[，；][^\ue000-\ue190]*\Z")
_OF_ANOTHER = re.compile(rf"{SLOT}[，、；](?!其中|约|共|合计)[\u4e00-\u9fff0-9—～]{{2,14}}\Z")
"""Something is named behind a share that the next share is of."""
_NAMED = re.compile("[，；]([一-鿿]{3,12})\\Z")
_TOTAL = re.compile(
    "共|总|全[程长线]|合计|全部|其中|中|全[省市县区州]|计划|目标|任务|应|安排|受理|收到|申报|报名|抽[查检]|发生"
)


class _Ahead(NamedTuple):
    """What the words before a share say of it."""

    names_another: bool
    is_of_the_untold: bool
    """It is of a part that has no figure."""
    may_have_a_whole: bool


def shares(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on shares that do not follow from part and whole."""
    text = sentence.skeleton
    for found in _OF_A_WHOLE.of(sentence):
        whole, stated = sentence.at(found["whole"]), sentence.at(found["share"])
        if stated.is_share and not whole.is_share:
            parts = _alike(amounts_before(sentence, found.start()), whole)
            parts = parts[:3]
            if (together := _TOGETHER.search(text, 0, found.start())) is not None:
                parts = _summed(parts, together[0])
            yield from _unless_one_agrees([(part, whole) for part in parts], stated)
        elif stated.unit == "倍" and not whole.is_share:
            yield from _times(_alike(amounts_before(sentence, found.start()), whole), whole, stated)
    for found in _TIMES_FIRST.of(sentence):
        whole, part, stated = (sentence.at(found[name]) for name in ("whole", "part", "times"))
        if stated.unit == "倍" and whole.unit == part.unit and not whole.is_share:
            yield from _times([part], whole, stated)
    for found in _OF_TWO.of(sentence):
        first, second, stated = (sentence.at(found[name]) for name in ("first", "second", "stated"))
        if first.unit == second.unit and stated.is_share:
            yield from _unless_one_agrees([(second, first)], stated)
        elif first.unit == second.unit and stated.unit == "倍":
            yield from _times([second], first, stated)
    for found in (*_OF_AN_AIM.of(sentence), *_AIM_BEHIND.of(sentence), *_OF_NAMED.of(sentence)):
        whole, part, stated = (sentence.at(found[name]) for name in ("whole", "part", "share"))
        if stated.is_share and whole.unit == part.unit and not whole.is_share:
            yield from _unless_one_agrees([(part, whole)], stated)
    for found in _SAME_DEED.of(sentence):
        part, stated = sentence.at(found["part"]), sentence.at(found["share"])
        if re.search("去年|上年|同期", found[0]):
            continue
        wholes = _alike(amounts_before(sentence, found.start()), part)
        if stated.is_share and wholes and all(whole.value >= part.value for whole in wholes):
            yield from _unless_one_agrees([(part, whole) for whole in wholes], stated)
    for found in _OF_ALL.of(sentence):
        stated = sentence.at(found["share"])
        if stated.is_share and not _is_rate_of_a_part(text[: found.start()], found[0]):
            is_rate = not found[0].startswith("占")
            if not is_rate or _is_spoken_of(text[: found.start()], found[0].partition("率")[0]):
                yield from _of_all(sentence, found.start(), stated, is_rate=is_rate)


def _summed(parts: list[Quantity], said: str) -> list[Quantity]:
    """The sums of the last two or three figures, of as many as the words say; the figures themselves when there is one alone."""
    counts = [2] if said[0] in "两二" else [3] if said[0] == "三" else range(len(parts), 1, -1)
    sums = [
        parts[0]._replace(
            start=parts[end - 1].start,
            value=sum(one.value for one in parts[:end]),
            text="(" + " + ".join(one.text for one in reversed(parts[:end])) + ")",
        )
        for end in counts
        if end <= len(parts) and not any(one.rough for one in parts[:end])
    ]
    return sums or parts


def _is_spoken_of(before: str, stem: str) -> bool:
    """Whether something before a rate is what it is a rate of: 合格率 behind 合格441批次, and not behind 26名具有硕士学位."""
    before = _HANDED_ON.sub("", before)
    if stem in _OF_OTHER_WORDS and re.search("应|实|已|任务|计划|目标|毕业", before):
        return True
    return not set(stem).isdisjoint(before[before.rfind("；") + 1 :])


def _is_rate_of_a_part(before: str, rate: str) -> bool:
    """Whether a rate is told of the part before it, of which its name does not speak: 其中断面42个，达标率95%."""
    part = _PART_OF_WHICH.search(before)
    return part is not None and not rate.startswith("占") and not set(rate.partition("率")[0]) & set(part[1])


def _of_all(sentence: Sentence, place: int, stated: Quantity, *, is_rate: bool) -> Iterator[Remark]:
    """The share of a total that stands before: 共20家，其中省级1家，占5%."""
    if stated.value == _ALL:
        return  # all of what it is a rate of, which is seldom told
    if is_rate and (
        _OWN_SHARE.search(sentence.skeleton[:place]) or _OF_THOSE.search(sentence.skeleton[:place])
    ):
        return  # 隐患户2.13万户，占5%，整改率99%
    ahead = _ahead(sentence.skeleton[:place])
    if ahead.names_another and sentence.before(place)[0].is_share:
        return  # 三级手术7,800台，占65%，微创手术占42%
    earlier = [
        quantity
        for quantity in amounts_before(sentence, place)
        if not quantity.is_share and quantity.unit not in {"倍", "个百分点"} and not quantity.each
    ]
    if ahead.is_of_the_untold or not earlier:
        return
    part = earlier[0]
    at = sentence.skeleton.index(sentence.slot(part))
    if "；" in sentence.skeleton[at:place] or _OF_A_GROWTH.search(sentence.skeleton[:place]):
        return
    if is_rate and (
        _DENIED.search(sentence.skeleton[:at]) or sentence.skeleton[at + 1 : at + 2] in {"不", "未"}
    ):
        return
    same = _alike(tuple(earlier), part)
    if (together := _TOGETHER.search(sentence.skeleton, 0, place)) is not None:
        yield from _unless_one_agrees(_of_several(same, together[0]), stated)
        return
    if len(same) < 2 or not ahead.may_have_a_whole:
        return
    wholes = [one for one in same if one is part or not _is_a_part(sentence, one, part)]
    pairs = [
        (a, b)
        for a in same[:4]
        for b in wholes
        if a is not b and (a.value <= b.value) == (stated.value <= _ALL)
    ]
    if not any(pair[0] is part or pair[1] is part for pair in pairs):
        return
    if _told_otherwise(sentence, part, same, stated):
        return
    yield from _unless_one_agrees(pairs, stated)


def may_be_of_an_untold_whole(quantities: Sequence[Quantity], part: Quantity, stated: Quantity) -> bool:
    """Whether a share is of the whole that another figure is told a share of: 少数民族18.3万人，占24.4%，其中回族17.6万人，占23.5%."""
    for one, its in itertools.pairwise(quantities):
        if (
            one.start >= part.start
            or one.unit != part.unit
            or not its.is_share
            or not (one.value and its.value)
        ):
            continue
        share_ = part.value * its.value / one.value
        margins = [
            its.step / its.value,
            *(each.step / each.value for each in (one, part) if each.step != 1 and each.value),
        ]
        if abs(share_ - stated.value) <= stated.step + share_ * sum(margins) / 2:
            return True
    return False


def _of_several(same: list[Quantity], said: str) -> list[tuple[Quantity, Quantity]]:
    """A级38家、B级26家，合计占…: the last figures together, and the one before them."""
    counts = [2] if said[0] in "两二" else [3] if said[0] == "三" else range(2, len(same))
    return [(_summed(same[:count], said)[0], same[count]) for count in counts if count < len(same)]


def _told_otherwise(sentence: Sentence, part: Quantity, same: list[Quantity], stated: Quantity) -> bool:
    """Whether a share is right of what stands behind it, or of two that are all there is: 税收38.4亿元，非税9.6亿元，税收占80%."""
    at = sentence.skeleton.index(sentence.slot(stated))
    if re.match("[^\ue000-\ue190]*(?:其余|剩余|其他)", sentence.skeleton[at + 1 :]):
        return False
    if may_be_of_an_untold_whole(sentence.quantities, part, stated):
        return True
    later = [
        one
        for one in sentence.quantities[sentence.quantities.index(stated) + 1 :][:2]
        if one.unit == part.unit
    ]
    if any(one.value and arithmetic.share(part, one).agrees(stated) for one in later):
        return True
    if "非" not in sentence.skeleton[:at]:
        return False
    both = same[:2]
    whole = part._replace(value=sum(one.value for one in both))
    return bool(whole.value) and any(arithmetic.share(one, whole).agrees(stated) for one in both)


@functools.lru_cache(maxsize=1024)
def _ahead(words: str) -> _Ahead:
    return _Ahead(
        _OF_ANOTHER.search(words) is not None,
        _OF_WHAT_HAS_NO_FIGURE.search(words) is not None
        or _names_something_new(words)
        or _UNTOLD.search(words) is not None,
        _CHANGED.search(words) is None and _TOTAL.search(words) is not None,
    )


def _names_something_new(words: str) -> bool:
    """Whether what a share is told of was not spoken of before: 副高186人，信用良好企业占72%."""
    found = _NAMED.search(words)
    if found is None or re.match("其中|合计|共|两者|三者", found[1]):
        return False
    name = NEUTRAL.sub("", found[1])
    of_the_part = re.search(f"[^，；、\ue000-\ue190]*{SLOT}[^\ue000-\ue190]*\\Z", words[: found.start(1)])
    return len(name) > 1 and not has_common_words(name, of_the_part[0] if of_the_part else "")


def _is_a_part(sentence: Sentence, one: Quantity, part: Quantity) -> bool:
    """Whether a figure is told as a share itself, beside the part and not above it: 税收86亿元，占72%；非税33亿元，占28%."""
    first, last = (sentence.skeleton.index(sentence.slot(each)) for each in (one, part))
    between = sentence.skeleton[first + 1 : last]
    return first < last and _SHARE_OF.match(between) is not None and "其中" not in between


def _times(parts: list[Quantity], whole: Quantity, stated: Quantity) -> Iterator[Remark]:
    pairs = [(part, whole) for part in parts[:3]]
    if not pairs or any(arithmetic.ratio(*pair).agrees(stated) for pair in pairs):
        return
    part = pairs[0][0]
    if part.rough or whole.rough or stated.rough:
        return
    yield told(stated, (part, whole), f"{part.text} ÷ {whole.text}", arithmetic.ratio(part, whole).middle)


def _unless_one_agrees(pairs: list[tuple[Quantity, Quantity]], stated: Quantity) -> Iterator[Remark]:
    """A remark on the first pair, unless one of them, or a rough figure, may explain what is stated."""
    pairs = [pair for pair in pairs if pair[1].value]
    if not pairs or any(arithmetic.share(*pair).agrees(stated) for pair in pairs):
        return
    part, whole = pairs[0]
    if stated.rough or any(quantity.rough for pair in pairs for quantity in pair):
        return
    yield told(stated, (part, whole), f"{part.text} ÷ {whole.text}", arithmetic.share(part, whole).middle)


def _alike(quantities: tuple[Quantity, ...], like: Quantity) -> list[Quantity]:
    return [quantity for quantity in quantities if quantity.unit == like.unit]


def told(stated: Quantity, from_: tuple[Quantity, ...], sum_: str, result: float) -> Remark:
    """The remark that a stated figure is not what the sum gives: the sum is shown."""
    start = min(quantity.start for quantity in (stated, *from_))
    end = max(quantity.end for quantity in (stated, *from_))
    shown = arithmetic.printed(result, stated)
    return Remark(
        start,
        end,
        None,
        _("{sum} = {result}, here {stated}").format(sum=sum_, result=shown, stated=stated.text),
    )
