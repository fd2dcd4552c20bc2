"""Changes and growth that do not follow from what there was before and is now, whatever the order they are told in. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import (
    FEW,
    HUNDRED,
    around,
    bear_out,
    by_unit,
    counted,
)
from briefing_tui.proof.figures.claims.growth import gain_of_new, grown, loss_of_new
from briefing_tui.proof.figures.mentions import (
    BASE,
    CHANGE,
    DOWN,
    EACH,
    GROWTH,
    NOW,
    PLAIN,
    POINTS,
    REST,
    SHARE,
    TIMES,
    UP,
    Mention,
    tells_of_before,
)
from briefing_tui.proof.figures.sentence.quantities import Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.wording import NEUTRAL, has_common_words
from briefing_tui.proof.remark import Remark

_THRICE = 3
_QUARTER_BEFORE = {"二": "一", "三": "二", "四": "三"}


def _is_base(one: Mention, claim: Mention) -> bool:
    year = re.search("(?:19|20)[0-9]{2}年", claim.label)
    if year is not None and re.fullmatch(f"{year[0]}(?:末|底)?(?:为|是|仅为)?", one.label):
        return True  # 比2019年高2.4个百分点，2019年为16.2%
    month = re.fullmatch("([0-9]{1,2})月份?为?", one.label)
    if month is not None and "环比" in claim.label:
        return True  # 环比增长4%，10月份为175亿千瓦时
    quarter = re.search("([二三四])季度[一-鿿]*环比", claim.label)
    if quarter is not None and f"{_QUARTER_BEFORE[quarter[1]]}季度" in one.label:
        return True  # 一季度82亿元，二季度91亿元，二季度环比增长11%
    if one.number == claim.number - 1 and re.search(
        "[比较][^，]{0,4}(?:计划|目标|预算|预期|任务)(?:数|额)?的?\\Z", one.label
    ):
        return True  # 比计划的400万吨多产20万吨
    named = re.search(
        "[比较]([^，]{2,8}?)(?:的)?(?:净|又)?(?:" + f"{UP}|{DOWN}" + "|[多少高低增减])", claim.label
    )
    if named is not None and re.fullmatch(f"{re.escape(named[1])}(?:时|末|底)?(?:为|是|仅为|共)?", one.label):
        return True  # 比二季度末减少14万平方米，二季度末为140万平方米
    return one.role == BASE or (
        (not one.is_counted or one.role == EACH)
        and one.role in {SHARE, PLAIN, EACH}
        and (tells_of_before(one.label) or re.search("[由从原]", one.label) is not None)
    )


def _two_times(all_: Sequence[Mention], claim: Mention, unit: str) -> tuple[Mention, Mention] | None:
    """What there was before and what there is after, when the words tell one of each, and nothing else of their measure."""
    near = [
        one
        for one in all_[max(0, claim.number - FEW) : claim.number + FEW]
        if one is not claim
        and one.part == claim.part
        and (
            one.role not in {CHANGE, GROWTH, POINTS, REST}
            or (one.role == REST and not one.number)
            or (one.role == GROWTH and claim.role == POINTS)
        )
        and (one.role != EACH or re.search("[均每]", claim.label) or _is_compared(all_, one))
        and (one.quantity.unit == unit if unit else one.is_counted)
    ]
    bases = [one for one in near if _is_base(one, claim)]
    if len(bases) != 1:
        return None
    base = bases[0]
    after = [
        one
        for one in near
        if one is not base and one.quantity.unit == base.quantity.unit and abs(one.number - base.number) <= 2
    ]
    if len(after) > 1 and claim.role == POINTS:
        after = [
            one for one in after if one.number == base.number - 1
        ]  # 上涨0.6%，涨幅比上月的0.2%扩大0.4个百分点
    if (
        len(after) != 1
        or (after[0].number > claim.number and not _may_follow(all_, claim, base, after[0]))
        or _is_of_the_nearest_alone(all_, claim, base, after[0])
        or not base.quantity.value
        or base.quantity.rough
        or after[0].quantity.rough
    ):
        return None
    return base, after[0]


def _is_of_the_nearest_alone(all_: Sequence[Mention], claim: Mention, base: Mention, after: Mention) -> bool:
    """上年同期300亿元，最高负荷达2,680万千瓦，同比增长6.8%: of the figure before it, of which nothing else is told."""
    if claim.role != GROWTH or claim.number < max(base.number, after.number):
        return False
    before = [one for one in all_[: claim.number] if one.is_counted and one.role != CHANGE]
    return bool(before) and before[-1] not in (base, after) and before[-1].lead.startswith("，")


def _is_compared(all_: Sequence[Mention], one: Mention) -> bool:
    """人均收入32,400元，比上年的30,000元…: what is compared is the average itself."""
    following = all_[one.number + 1 : one.number + 2]
    if not following:
        return False
    return following[0].role == BASE or re.match("[，（]?(?:同?比|较)", following[0].lead) is not None


def _may_follow(all_: Sequence[Mention], claim: Mention, base: Mention, after: Mention) -> bool:
    """Whether what there is now may stand behind the claim: 多出14亿元，由96亿元上升至110亿元; 较年初的120亿元增长15%，达到138亿元."""
    if claim.role == TIMES:
        return after.role in {NOW, PLAIN}
    if base.number == claim.number + 1:
        said = re.match("[，（：]([^，]{0,8})[由从]", base.lead)
        subject = NEUTRAL.sub("", said[1]) if said is not None else ""
        before = "".join(one.lead for one in all_[: claim.number + 1])
        is_told = (said is not None and (len(subject) < 2 or has_common_words(subject, before))) or all(
            len(NEUTRAL.sub("", one.label)) < 2 for one in (base, after)
        )
        return is_told and after.role == NOW and after.number == base.number + 1
    if after.number == claim.number + 1 and base.number == claim.number + 2:
        # 同比上升30%，达到7.8万人次，去年同期6万人次
        reached = re.fullmatch("，[^，]{0,4}?(?:[达为至到]|达到|实现|完成)|，已[^，]{0,4}", after.lead)
        return reached is not None and base.lead[:1] in {"，", "（"}
    said = re.fullmatch("，([^，]*?)(?:增加?|上?升|提高|扩大|减少?|下?降|压降)?[达至到为]+", after.lead)
    return (
        base.number == claim.number - 1
        and after.number == claim.number + 1
        and said is not None
        and len(NEUTRAL.sub("", said[1])) < 2
    )


def _says_another_time(claim: Mention, base: Mention) -> bool:
    """Whether 同比 stands with a figure of another time than a year ago, or 环比 with another than of the month before."""
    ends = re.search("[年月季][末底初]", base.label)
    a_year = re.search("去年|上年|上一年|同期|[0-9]{4}年", base.label)
    a_month = re.search("上个?[月季期]", base.label)
    if "同比" in claim.label:
        return bool(ends) or not (a_year or re.search("由|从", base.label)) or bool(a_month and not a_year)
    if "环比" in claim.label:
        return bool(ends) or bool(a_year)
    ahead = re.search("年初|上年|去年|上月|期初|同期", claim.label)
    if re.search(r"[由从]\Z", base.label):
        return False
    return ahead is not None and ahead[0] not in base.label


def _is_same_subject(sentence: Sentence, all_: Sequence[Mention], claim: Mention) -> bool:
    if re.search("其中|年均|月均|平均", claim.lead):
        return False
    each = re.search("每[一-鿿]{1,4}?(?=" + f"{UP}|{DOWN}" + "|[多少高低])", claim.lead)
    if each is not None:
        before = sentence.skeleton[: claim.place - len(claim.lead)]
        return each[0] in before or f"/{each[0][1:]}" in sentence.text
    if "每" in claim.lead:
        return False
    if not claim.number:
        return True
    if not re.search("[，；：、（]", claim.lead) and re.search(r"[比较]\Z", all_[claim.number - 1].label):
        return True  # 比1.0%的收费标准低0.2个百分点
    words = re.sub(
        "常年|偏[多少高低]|[一二两三四五六七八九十]年[来间内]?|(?:(?<=年)|(?<![一-鿿]))[增减节][产收支运省约员招发付亏]|增长|增加|提高|提升|上升|扩大|减少|下降|降低|压减|压缩|缩短|回落|增幅|降幅|增速|[增减升降多少高低]",
        "",
        re.sub("(?:19|20)[0-9]{2}年|[0-9]{1,2}月", "", claim.lead),
    )
    words = NEUTRAL.sub("", words)
    return len(words) < 2 or has_common_words(words, sentence.skeleton[: claim.place - len(claim.lead)])


def changes(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    for claim in all_:
        stated = claim.quantity
        if (
            claim.role not in {CHANGE, GROWTH, POINTS, TIMES}
            or stated.rough
            or "分别" in claim.lead
            or not _is_same_subject(sentence, all_, claim)
        ):
            continue
        unit = {CHANGE: stated.unit, POINTS: "%"}.get(claim.role, "")
        pair = _two_times(all_, claim, unit)
        if pair is None or _says_another_time(claim, pair[0]):
            if claim.role == GROWTH:
                yield from _gained(sentence, all_, claim)
            continue
        base, now = pair
        if claim.role == GROWTH and not _is_that_much(base.quantity, now.quantity, stated):
            continue
        near = [one for one in around(all_, claim) if one.role not in {GROWTH, POINTS}]
        if claim.role in {CHANGE, POINTS}:
            groups = [[one for one in near if one.quantity.unit == unit]]
            if bear_out(groups, (arithmetic.difference,), stated):
                continue
            less, more = sorted((base.quantity, now.quantity), key=lambda one: one.value)
            if arithmetic.difference(more, less).agrees(stated):
                continue
            outcome, sum_ = arithmetic.difference(more, less), f"{more.text} − {less.text}"
        else:
            groups = by_unit(counted(near))
            outcome, sum_ = _growth(base.quantity, now.quantity, claim)
            if claim.role == TIMES or stated.unit == "倍":
                if bear_out(groups, (arithmetic.ratio,), stated) or (
                    claim.role == GROWTH and grown(groups, stated)
                ):
                    continue
            elif outcome.agrees(stated) or grown(
                [[one for one in group if one is not base] for group in groups], stated
            ):
                continue
        yield told(stated, (base.quantity, now.quantity), sum_, outcome.middle)


def _is_that_much(base: Quantity, now: Quantity, stated: Quantity) -> bool:
    """Whether a growth of so much may be meant of two figures; what is thrice the other did not grow by 12%."""
    more, less = max(base.value, now.value), min(base.value, now.value)
    if stated.unit != "%" or stated.value > HUNDRED or more < less * _THRICE or more * less <= 0:
        return True
    return arithmetic.is_of_the_same(arithmetic.growth(base, now).middle, stated.value)


def _growth(base: Quantity, now: Quantity, claim: Mention) -> tuple[Computed, str]:
    if claim.role == TIMES:
        return arithmetic.ratio(now, base), f"{now.text} ÷ {base.text}"
    more, less = (now, base) if now.value >= base.value else (base, now)
    outcome = arithmetic.growth(base, now)
    outcome = outcome if now.value >= base.value else arithmetic.negative(outcome)
    if claim.quantity.unit == "倍":
        outcome = Computed(*(value / HUNDRED for value in outcome))
    return outcome, f"({more.text} − {less.text}) ÷ {base.text}"


def _gained_from(all_: Sequence[Mention], claim: Mention, base: Mention, change: Mention) -> Iterator[Remark]:
    """较上月的215亿元增加10.75亿元，增长5%."""
    if (
        change.role != CHANGE
        or change.quantity.unit != base.quantity.unit
        or (change.lead[:1] in "，；、" and not re.search("(?:与|同|较|比|相)[^，]{2,}", base.label))
        or base.quantity.rough
        or change.quantity.rough
    ):
        return
    if (
        not base.quantity.value
        or "同比" in claim.label
        or grown(by_unit(counted(around(all_, claim))), claim.quantity, claim.label)
    ):
        return
    outcome = arithmetic.share(change.quantity, base.quantity)
    yield told(
        claim.quantity,
        (base.quantity, change.quantity),
        f"{change.quantity.text} ÷ {base.quantity.text}",
        outcome.middle,
    )


def _now_and_change(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """The two figures before a growth that it may follow from, without the shares between them, and with figures of the measure of a change alone."""
    ahead = [
        one
        for one, behind in pairwise(all_[: claim.number + 1])
        if one.role not in {GROWTH, SHARE}
        and one.part == claim.part
        and not (behind.role == SHARE and re.fullmatch("[^，；]{0,6}的", behind.lead))
    ]
    if ahead and ahead[-1].role == CHANGE:
        ahead = [one for one in ahead if one.quantity.unit == ahead[-1].quantity.unit]
    return ahead[-2:]


def _gained(sentence: Sentence, all_: Sequence[Mention], claim: Mention) -> Iterator[Remark]:
    """余额120亿元，增加20亿元，增长20%; 1,860列，同比增长24%，比去年同期增加360列."""
    behind = all_[claim.number + 1 : claim.number + 2]
    ahead = _now_and_change(all_, claim)
    if len(ahead) == 2 and {one.role for one in ahead} & {CHANGE}:
        now, change = ahead
        if claim.number - change.number > 2:
            return
    elif ahead and behind and behind[0].lead[:1] == "，" and behind[0].role == CHANGE:
        now, change = ahead[-1], behind[0]
    else:
        return
    is_told_first = now.role == CHANGE and change.role == NOW
    if is_told_first:
        now, change = change, now  # 增加1,800个，达到13,800个，增长15%
    if now.role == BASE:
        yield from _gained_from(all_, claim, now, change)
        return
    if (
        change.role != CHANGE
        or not now.is_plain
        or now.role == REST
        or now.quantity.unit != change.quantity.unit
        or now.part != claim.part
    ):
        return
    if (
        now.quantity.rough
        or change.quantity.rough
        or "其中" in change.lead
        or not _is_same_subject(sentence, all_, change)
    ):
        return
    others = [one for one in around(all_, claim) if one is not now]
    falls = re.search("[减少降低落]", claim.label) is not None
    of_now = (loss_of_new,) if falls else (gain_of_new,)
    if grown(by_unit(counted(others)), claim.quantity, claim.label) or bear_out(
        [[now, change]], of_now, claim.quantity
    ):
        return
    times = [re.search("同比|同期|环比|年初|上年末|上月", one.label) for one in (change, claim)]
    said = [one[0].replace("同期", "同比") if one is not None else "" for one in times]
    is_told_first = is_told_first or change.number > claim.number
    if said[1] and said[0] != said[1] and not (is_told_first and not said[0]):
        return
    outcome = (loss_of_new if falls else gain_of_new)(change.quantity, now.quantity)
    if outcome.middle < 0:
        return
    before = f"({now.quantity.text} {'+' if falls else '−'} {change.quantity.text})"
    yield told(
        claim.quantity, (now.quantity, change.quantity), f"{change.quantity.text} ÷ {before}", outcome.middle
    )
