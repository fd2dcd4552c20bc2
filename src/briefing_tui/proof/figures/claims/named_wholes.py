"""Of which part and whole a share is told, by its words: 占全部余额的78%, 合格率98%, 占计划16亿元的80%. Pure."""

import re
from collections.abc import Sequence

from briefing_tui.proof.figures.claims.borne_out import (
    FEW,
    HUNDRED,
    alike,
    around,
    has_its_own_share,
)
from briefing_tui.proof.figures.claims.named_rates import denies, is_no_base, without_the_denied
from briefing_tui.proof.figures.mentions import BASE, GROWTH, REST, TOTAL, Mention
from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.figures.wording import NEUTRAL, has_common_words

_OUTSIDE = re.compile("全[国省市县区州行业球]|同[业行期]|GDP|行业|地区生产总值|系统")
_AIM = re.compile("计划|目标|任务|预算|指标|进度|同期|上年|去年")
"""Of which a share may be above the whole."""
_BARE = (
    "总[数量额]?|全[长程线]|全部|全体|其|本|该|整个|的|比重|比例|约|为|达到?|高达|仅|超|近|到|人数|数量|额|数"
)
_EMPTY = re.compile(rf"\A(?:{_BARE})+|(?:{_BARE})+\Z")
_RATE = re.compile(
    r"([一-鿿]{1,6}?)(?:率|进?度|面|(?<!占)比例)(?:为|达到?|约为?|仅为?|超过?|提高到|升至|是)?\Z"
)


_RANGE = re.compile("[至到～~—–-]|——")
"""Between two limits."""
_REACHES = re.compile("^(?:已|累计|实际)?(?:完成|达成|实现)")
"""What stands before the name of an aim: 完成年初预算的."""
_AMONG = re.compile("(?:的|的?[^，；：占]{1,8})?[中里]，?[约已仅就]?占[^，；：]{0,4}")
"""在108亿元的总余额中占80%."""
_SHARE_OF_A_PART = re.compile("(.{2,8}?)(?:占比|比重|比例)(?:为|达到?|约)?")
_OF_WHAT_HAS_NO_FIGURE = re.compile("[，；][^，；其]{2,10}中，")
"""…，住院患者中，医保患者占92%."""
_DUE = "应|须|拟|计划|符合条件的?"
_SHORT = {"营收": "营业收入", "GDP": "地区生产总值", "总用电量": "全社会用电量"}
_GENERAL = set("等级类品人数额量一二三总")


def part_and_whole(
    sentence: Sentence, all_: Sequence[Mention], claim: Mention
) -> tuple[Mention, Mention] | None:
    """What a share is of, when its words say that both stand in the sentence."""
    if claim.label.endswith(("由", "从")):
        return None  # what it was once
    earlier = [
        one
        for one in all_[max(0, claim.number - 2) : claim.number]
        if one.is_plain and one.role != REST and not _is_of_a_range(all_, one)
    ]
    if _is_told_again(all_, claim):
        part, whole = all_[claim.number + 1], all_[claim.number - 1]
        return (part, whole) if part.is_plain and whole.is_plain and alike(part, whole) else None
    if not earlier:
        return _told_ahead(all_, claim)
    if _OF_WHAT_HAS_NO_FIGURE.search(claim.lead) or _is_of_a_growth(all_, claim):
        return None
    if "占" not in claim.label and re.match("[^，；]{1,8}中，[^，；]*率", claim.lead):
        return None
    if (named := _both_named(all_, claim)) is not None:
        return named
    if len(earlier) == 2 and _AMONG.fullmatch(claim.lead) and "在" in earlier[1].label:
        return (earlier[0], earlier[1]) if alike(*earlier) else None
    if (both := _of_two(all_, claim)) is not None:
        return both
    part = earlier[-1]
    words = sentence.skeleton[: claim.place - len(claim.label)]
    if _RATE.search(claim.label) and "占" not in claim.label:
        return _of_a_rate(all_, claim, part)
    if re.fullmatch("(?:已|仅|实际)?完成", claim.label):
        return _of_an_aim(all_, claim, part)
    if re.sub("(?<=的)(?:比重|比例)(?:为|达到?|约为?)?", "", claim.lead) in {
        "的",
        f"{part.tail}的",
        re.sub("(?<!的)\\Z", "的", part.tail),
    }:
        return _of_the_figure_before(all_, part)
    is_next = part.number == claim.number - 1
    others = _alike_if_named_elsewhere(all_, claim, part)
    if "其中" in claim.lead or not _is_of_something_here(claim, words, others, part, is_next=is_next):
        return _told_later(all_, claim, part) if is_next else None
    wholes = [
        one
        for one in _wholes(all_, claim, part)
        if one.quantity.value >= part.quantity.value or _AIM.search(claim.lead)
    ]
    name = named_whole(claim)
    if wholes and len(name) > 1 and has_common_words(name, part.label):
        wholes = [one for one in wholes if has_common_words(name, one.label + one.tail)]
    if wholes:
        return part, wholes[0]
    return _told_later(all_, claim, part) if is_next else None


def _is_of_a_range(all_: Sequence[Mention], one: Mention) -> bool:
    """100万元至500万元 of each, and no amount."""
    following = all_[one.number + 1 : one.number + 2]
    return any(_RANGE.fullmatch(each.lead) for each in (one, *following))


def _is_of_a_growth(all_: Sequence[Mention], claim: Mention) -> bool:
    """进出口合计增长6.8%，占比62.5%: of something that has no amount here."""
    before = all_[claim.number - 1]
    return (
        before.role == GROWTH
        and re.fullmatch("，占比?(?:为|达)?", claim.lead) is not None
        and len(NEUTRAL.sub("", before.label)) > FEW
    )


def _of_an_aim(all_: Sequence[Mention], claim: Mention, part: Mention) -> tuple[Mention, Mention] | None:
    """目标60亿元，到位45亿元，完成75%."""
    aims = [
        one
        for one in all_[max(0, claim.number - FEW) : claim.number]
        if one.is_plain and _AIM.search(one.label) and alike(one, part) and one is not part
    ]
    is_part = not _AIM.search(part.label) and part.number == claim.number - 1
    return (part, aims[-1]) if aims and is_part else None


def _alike_if_named_elsewhere(all_: Sequence[Mention], claim: Mention, part: Mention) -> Sequence[Mention]:
    """The figures of a part's measure, when the whole's name stands with a figure of another."""
    named = named_whole(claim)
    unlike = (one for one in all_ if one.is_counted and one.quantity.unit != part.quantity.unit)
    if not any(has_common_words(named, one.label) for one in unlike):
        return ()
    return [one for one in all_ if one.quantity.unit == part.quantity.unit]


def _both_named(all_: Sequence[Mention], claim: Mention) -> tuple[Mention, Mention] | None:
    """涉农贷款余额154亿元、各项贷款余额440亿元，涉农贷款占各项贷款的35%."""
    name, sep, named = claim.label.rpartition("占")
    named = re.sub("的?(?:比重|比例)?(?:为|达)?\\Z", "", named)
    named = _SHORT.get(named, named)
    if not sep or len(name) < 2 or len(named) < 2:
        return None
    near = [one for one in all_[max(0, claim.number - FEW) : claim.number] if one.is_plain]
    parts = [one for one in near if name in one.label and named not in one.label]
    wholes = [one for one in near if named in one.label and name not in one.label]
    if len(parts) != 1 or len(wholes) != 1 or not alike(parts[0], wholes[0]):
        return None
    return parts[0], wholes[0]


def _of_two(all_: Sequence[Mention], claim: Mention) -> tuple[Mention, Mention] | None:
    """外贸货物1,260万吨，内贸货物2,940万吨，外贸货物比重为30%: of both together."""
    found = _SHARE_OF_A_PART.fullmatch(claim.label)
    pair = [one for one in all_[max(0, claim.number - FEW) : claim.number] if one.is_plain]
    if found is None or len(pair) != 2 or not alike(*pair) or pair[1].part != claim.part:
        return None
    names = [one.label for one in pair]
    if (
        found[1] not in names
        or len({len(name) for name in names}) > 1
        or len({name[-2:] for name in names}) > 1
    ):
        return None
    part, rest = pair if names[0] == found[1] else pair[::-1]
    one, other = part.quantity, rest.quantity
    together = one._replace(value=one.value + other.value, text=f"({one.text} + {other.text})")
    return part, rest._replace(quantity=together)


def _is_told_again(all_: Sequence[Mention], claim: Mention) -> bool:
    """50家单位，80%即40家; 投诉1,600起，电信类占四分之一，为400起."""
    if not claim.number or claim.number + 1 == len(all_):
        return False
    return (
        claim.tail.startswith("即")
        or re.fullmatch("，(?:即|也就是|为|约为|计)", all_[claim.number + 1].lead) is not None
    )


def _told_ahead(all_: Sequence[Mention], claim: Mention) -> tuple[Mention, Mention] | None:
    """代偿率1.2%（代偿1.5亿元，解保125亿元）; 登记率98%，应登记5,000人，实登记4,900人; 甲占乙的28%，乙5.5亿元，甲1.54亿元."""
    ahead = all_[claim.number + 1 : claim.number + 3]
    if len(ahead) < 2 or not all(one.is_plain for one in ahead) or not alike(*ahead):
        return None
    if "占" in claim.label:
        name, _sep, named = claim.label.rpartition("占")
        named = re.sub(r"的?(?:比重|比例)?(?:为|达)?\Z", "", named)
        wholes = [one for one in ahead if has_common_words(named, one.label)]
        parts = (
            [one for one in ahead if one is not wholes[0] and has_common_words(name, one.label)]
            if wholes
            else []
        )
        return (parts[0], wholes[0]) if parts else None
    labels = [one.label for one in ahead]
    if (rate := _RATE.search(claim.label)) is not None and re.search("总[数量额]", labels[1]):
        is_named = "占" not in claim.label and has_common_words(rate[1], labels[0])
        return (ahead[0], ahead[1]) if is_named else None
    if (rate := _RATE.search(claim.label)) is not None and _is_among(ahead, rate[1]):
        return ahead[1], ahead[0]
    if _RATE.search(claim.label) and (
        ahead[0].lead[:1] in {"（", "("}
        or ahead[0].lead.startswith("，即")
        or (
            re.search("应|计划", labels[0])
            and re.match("实|已", labels[1])
            and re.fullmatch("[，：（][^，；：0-9]{1,8}", ahead[0].lead)
        )
    ):
        return _of_a_rate(all_, claim, ahead[0])
    return None


def _told_later(all_: Sequence[Mention], claim: Mention, part: Mention) -> tuple[Mention, Mention] | None:
    """对外出口315亿元，占同期外贸总值的25%，全市外贸总值1,260亿元."""
    _ahead, sep, named = claim.label.rpartition("占")
    named = re.sub("的?(?:比重|比例)?(?:为|达到?)?\\Z", "", named.removeprefix("同期"))
    if not sep or len(named) < FEW:
        return None
    later = [
        one
        for one in all_[claim.number + 1 : claim.number + FEW]
        if one.is_plain and named in one.label and alike(part, one) and one.part == claim.part
    ]
    return (part, later[0]) if len(later) == 1 else None


def _is_among(pair: Sequence[Mention], stem: str) -> bool:
    """建档率达到96%，50万人口中已建档48万人."""
    whole, part = pair
    among = re.match("[^，；：]{1,8}中，?[已有]", part.lead)
    if (
        re.match("，(?:已|实际)[一-鿿]{1,4}\\Z", part.lead)
        and re.match("，(?:共|全|应|计划)", whole.lead)
        and whole.quantity.value >= part.quantity.value
    ):
        return True  # 燃气普及率98%，全市居民50万户，已通气49万户
    in_all = (
        re.match("，(?:共|全|累计|应|受理|收到|抽检|检查|申报|报名|报考)", whole.lead) is not None
        and stem[-2:] in part.label
    )
    return (
        whole.lead[:1] == "，"
        and (in_all or (among is not None and whole.quantity.value >= part.quantity.value))
        and has_common_words(stem[-4:], part.label + part.tail)
    )


def _of_the_figure_before(all_: Sequence[Mention], whole: Mention) -> tuple[Mention, Mention] | None:
    """3.2亿元，占计划4亿元的80%."""
    parts = [
        one for one in all_[max(0, whole.number - 2) : whole.number] if one.is_plain and alike(one, whole)
    ]
    return (parts[-1], whole) if parts and re.search("占|完成|是|为|达|相当|实现", whole.label) else None


def named_whole(claim: Mention) -> str:
    """The whole that a share names."""
    return _EMPTY.sub("", _REACHES.sub("", claim.label.rpartition("占")[2]))


def _is_of_something_here(
    claim: Mention, words: str, others: Sequence[Mention], part: Mention, *, is_next: bool
) -> bool:
    """Whether the words of the share name a whole that was told, or none: 占全部在保余额的 behind 在保余额386亿元."""
    ahead, sep, named = claim.label.rpartition("占")
    if not sep:
        named = re.sub("(?:完成|达成|实现)", "", claim.label)
        ahead = ""
        if not named.rstrip("的比重例为达到"):
            return False
        if found := re.fullmatch("[^，]{0,4}(?:是|为|相当于|达到?)(总[^，]{1,3}|全部|全体)的", claim.label):
            named = found[1]
    words = re.sub("占[^，；\ue000-\ue190]*", "", words)
    outside = _OUTSIDE.search(named)
    if outside and outside[0] not in words:
        return False
    named = _EMPTY.sub("", named)
    if len(named) == 1 and others == ():
        named = ""  # 总笔数, of things told by 笔
    if named and not has_common_words(named, words):
        return False
    if named and others and not any(has_common_words(named, one.label + one.tail) for one in others):
        return False
    ahead = NEUTRAL.sub("", ahead)
    if not ahead or ahead in words:
        return True
    return is_next and has_common_words(ahead, part.label + part.tail)


def _wholes(all_: Sequence[Mention], claim: Mention, part: Mention) -> list[Mention]:
    found = [
        one
        for one in around(all_, claim)
        if one is not part
        and one.is_plain
        and one.role != REST
        and alike(one, part)
        and one.number < claim.number
    ]
    found = [one for one in found if "其中" in part.lead or not has_its_own_share(all_, one)]
    found.sort(key=lambda one: (one.role != TOTAL, -one.number))
    named = named_whole(claim)
    later = [
        one
        for one in all_[claim.number :]
        if one.role == TOTAL
        and "其中" not in one.lead
        and (one.part == claim.part or re.search("[合共总]计", one.label))
        and alike(one, part)
        and (not named or has_common_words(named, one.label))
    ]
    return found or later[:1]


def _due(near: Sequence[Mention], stem: str) -> tuple[Mention, Mention] | None:
    """应参保41.2万人，已有40.17万人缴费; 1820户中有1638户加入合作社，入社比例90%."""
    for whole, part in (tuple(near), tuple(reversed(near))):
        if re.search(_DUE, part.label) or not (due := re.search(f"(?:{_DUE})([一-鿿]{{2,4}})", whole.label)):
            continue
        if due[1].startswith(stem[-2:]) or due[1] in part.label:
            return part, whole
    whole, part = near
    words = part.label + part.tail
    if (
        stem.endswith("覆盖")
        and re.match("[^，；：]{0,12}中，?已?有\\Z", part.lead)
        and part.number == whole.number + 1
    ):
        return part, whole  # 20家中，已有8家接入系统，覆盖面40%
    if (
        re.match("[^，；：]{0,6}[中里]", part.lead)
        and part.number == whole.number + 1
        and set(stem[-2:]) <= set(words)
    ):
        return part, whole
    return None


def _with_the_stem(near: Sequence[Mention], claim: Mention, stem: str) -> list[Mention]:
    """The figures that the stem of a rate speaks of: 合格1,470批次, of 合格率."""
    if named := [one for one in near if stem[-2:] in one.label + one.tail]:
        return named
    if len(near) == 2 and near[-1].number == claim.number - 1 and len(claim.lead) < len(claim.label) + 3:
        of_a_part = "其中" in near[-1].lead
        shared = set(stem[-2:-1] if of_a_part else stem[-2:]) - _GENERAL
        named = [one for one in near if shared & set(one.label[-3:] + one.tail[:3])]
    if not named and re.search("应|计划", "".join(one.label for one in near)):
        named = [one for one in near if re.search(r"实[一-鿿]{0,4}\Z", one.label)]
    return named


def _of_a_rate(all_: Sequence[Mention], claim: Mention, part: Mention) -> tuple[Mention, Mention] | None:
    """合格率, 不良率, 使用率: its stem is a word of one of the two."""
    found = _RATE.search(claim.label)
    stem = found[1][-4:] if found else ""
    near = [
        one
        for one in around(all_, claim)
        if one.is_plain
        and alike(one, part)
        and (one.part <= claim.part or one.role == TOTAL)
        and (one.role != REST or (stem and one.number < claim.number and denies(one, stem)))
    ]
    if len(near) < 2 or any(one.role == BASE for one in near) or near[-1].part != claim.part:
        return None
    if stem.startswith("不良") and not any("不良" in one.label for one in near):
        return None
    if len(near) == 2 and (due := _due(near, stem)) is not None:
        return due
    named = _with_the_stem(near, claim, stem)
    if not named:
        is_part = near[-1].number > claim.number or near[-1].quantity.value <= near[-2].quantity.value
        named = near[-2:] if is_part and has_common_words(stem, near[-1].label + near[-1].tail) else []
    if not named:
        return None
    least = min(named, key=lambda one: one.quantity.value)
    is_above = claim.quantity.value > HUNDRED
    is_first = any(one.number < claim.number for one in near)
    others = [
        one
        for one in near
        if one is not least
        and (one.number <= claim.number + 1 or one.role == TOTAL or not is_first)
        and (
            one.quantity.value < least.quantity.value
            if is_above
            else one.quantity.value >= least.quantity.value
        )
    ]
    if not others:
        return None
    whole = min(others, key=lambda one: (one.role != TOTAL, abs(one.number - least.number)))
    if is_no_base(least, whole, stem):
        return None
    if least.part != claim.part or (whole.part != claim.part and whole.role != TOTAL):
        return None
    return without_the_denied(least, whole, stem), whole
