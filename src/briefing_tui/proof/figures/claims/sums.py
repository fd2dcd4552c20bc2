"""Totals told behind their parts, of amounts, of shares, of the terms of a year. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import FEW, HUNDRED, left_out, written_sum
from briefing_tui.proof.figures.members import are_a_family
from briefing_tui.proof.figures.mentions import BASE, CHANGE, EACH, GROWTH, REST, SHARE, TOTAL, Mention
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.proof.remark import Remark

_COMPOSITION = re.compile(
    "(?:结构|构成|分布|(?:出资|持股|股权|分担|分险)比例)(?:分别)?(?:为|是)?：[^，：]{2,10}\\Z"
)
_STOP = re.compile("其中|目标|计划|任务|同比|较|比上|占")
_OF_ALL_PARTS = re.compile(
    "[合总共]计|总共|一共|以上|上述|[两二三四五六七八九十][一-鿿]{1,3}共|[两三四五六]者|总[值额量数]"
)
"""Words of a sum of all that stands before, whatever ； is between."""
_IS_NOW = re.compile("(?:增|扩|升|降|减|提)[加大高少]?[至到]\\Z")
"""What something grew to is no part of a sum behind it."""
_OWN_SHARE = re.compile("[，（(](?:约|均|各)?占比?(?:为|达到?)?")
"""The share of one of the parts: 一般贸易413亿元，占59%."""
_SUM = re.compile(
    r"合计|共计|总计|总共|一共|之和|相加|加起来|加总|全部[一-鿿]{0,4}\Z|两[者项].{0,4}共|(?:^|[，；、])(?:共(?!青团|产党|同|享|建|识|节[约省]|[核审压]减|减少|增加|挽回)|总)|共\Z|[两三四五六七八九十][批次期项者]共[一-鿿]{2}\Z|(?:[两二三四五六七八九十]|以上|上述)[一-鿿]{1,6}共[一-鿿]{0,4}\Z|总(?:[一-鿿]{0,3}[值额量数计]|人[次数]|户数|面积|规模|收入|支出|投资|里程)|[两二三四五六七八九十][一-鿿]{1,2}总|(?:^|[，；])(?:[两三四五六七八九十][批次期季年天场轮])?累计"
)
_ALL_OF_THEM = re.compile("(?:[两二三四五六七八九十]|以上|上述)[一-鿿]{1,6}共")
_OPPOSED = re.compile("收入.*支出|支出.*收入|流入.*流出|资产.*负债|新增.*减少")
_TERMS = (
    ("全年", ("上半年", "下半年")),
    ("全年", ("一季度", "二季度", "三季度", "四季度")),
    ("上半年", ("一季度", "二季度")),
    ("下半年", ("三季度", "四季度")),
    ("前三季度", ("一季度", "二季度", "三季度")),
    ("一季度", ("1月", "2月", "3月")),
    ("全年", ("前三季度", "四季度")),
)
_PLAIN_SUM = re.compile(
    r"合计|共计|总计|总共|一共|之和|相加|加起来|加总|两[者项].{0,4}共|(?:^|[，；、])共(?!节[约省]|[核审压]减|减少|增加|挽回)"
)
_FEW = 8
"""Parts of a whole that is told before them, at most."""
_CLOSE = 0.2
"""How near parts come to a 总投资 of which they are meant to be all."""


def totals(all_: Sequence[Mention]) -> Iterator[Remark]:
    yield from _borne(all_)
    yield from _composed(all_)
    for claim in all_:
        if claim.quantity.rough:
            continue
        if not claim.is_counted:
            yield from _of_shares(all_, claim)
            continue
        if claim.role != TOTAL:
            yield from _of_a_year(all_, claim)
            continue
        if "占" in claim.label:
            continue  # 三者合计占总额620亿元的40%
        parts = _parts_before(all_, claim)
        if len(parts) < 2 or not _says_sum(all_, claim) or _is_behind_a_rate(all_, claim):
            continue
        quantities = [one.quantity for one in parts]
        agree = arithmetic.runs_that_agree(quantities, claim.quantity)
        if any(True for _run in agree) or _is_whole_of_later(all_, claim):
            continue
        both = arithmetic.total(tuple(quantities))
        far = abs(both.middle - claim.quantity.value) > claim.quantity.value * _CLOSE
        if (
            any(_reads_otherwise(one) for one in parts)
            or (far and (_is_of_something_new(claim, parts) or _have_their_whole(all_, parts)))
            or _OPPOSED.search("，".join(one.label for one in parts))
            or (
                (far or "全部" in claim.label)
                and not _PLAIN_SUM.search(claim.lead[-10:])
                and not _are_of_the_same(parts, claim)
            )
            or (both.middle < claim.quantity.value and left_out(all_, claim, len(parts)))
        ):
            continue
        yield told(
            claim.quantity, tuple(quantities), written_sum(parts), arithmetic.total(tuple(quantities)).middle
        )


def _is_of_something_new(claim: Mention, parts: Sequence[Mention]) -> bool:
    """人员56人，其中干部8人、科长23人，共出动警力3,600人次: another noun behind 共."""
    noun = re.fullmatch("[，；]共([一-鿿]{3,})", claim.lead)
    return noun is not None and not any(has_common_words(noun[1], one.label + one.tail) for one in parts)


def _have_their_whole(all_: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """新增286.4亿元，其中直保198.2亿元，再担保88.2亿元: told already."""
    before = [one.quantity for one in all_[: parts[0].number] if _measure(one) == _measure(parts[0])][-2:]
    tails = [
        tuple(one.quantity for one in parts[at:]) for at in range(max(0, len(parts) - _FEW), len(parts) - 1)
    ]
    return any(arithmetic.total(tail).agrees(one) for tail in tails for one in before) or any(
        arithmetic.total(tail[1:]).agrees(tail[0]) for tail in tails if len(tail) > 2
    )


def _is_behind_a_rate(all_: Sequence[Mention], claim: Mention) -> bool:
    """失访96人，失访率4%，共发送98万人次: 共 begins something new, 合计 does not."""
    before = all_[claim.number - 1]
    said = re.search("合计|共计|总计|总共|两[者项]|[三四五六]者", claim.lead)
    return said is None and before.quantity.unit == "%" and before.label.endswith("率")


def _parts_before(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """The figures of a total's measure that may make it up."""
    parts: list[Mention] = []
    is_of_all = _OF_ALL_PARTS.search(claim.lead) is not None
    for one in reversed(all_[: claim.number]):
        if one.part != claim.part and not is_of_all:
            break
        if _measure(one) == _measure(claim):
            if (
                one.role in {CHANGE, EACH, REST, TOTAL}
                or (one.role == BASE and "加上" not in one.lead)
                or one.quantity.rough
                or _IS_NOW.search(one.label)
            ):
                break
            parts.insert(0, one)
        if _STOP.search(one.lead) and one.role != GROWTH and not _OWN_SHARE.fullmatch(one.lead):
            break
    return parts


def _are_of_the_same(parts: Sequence[Mention], claim: Mention) -> bool:
    """一期投资12亿元、二期投资15亿元、三期投资9亿元，全部投资36亿元."""
    labels = [one.label for one in parts]
    return are_a_family(labels) and (
        "全部" not in claim.label or all(claim.label[-2:] in label for label in labels)
    )


def _measure(one: Mention) -> str:
    """The unit; people that came several times are counted with those that came once."""
    return "人" if one.quantity.unit == "人次" else one.quantity.unit


def _composed(all_: Sequence[Mention]) -> Iterator[Remark]:
    """出资结构：省财政40%，市财政35%，社会资本35%: more than the whole together."""
    for first in all_:
        if not _COMPOSITION.search(first.lead):
            continue
        parts = [first]
        for one in all_[first.number + 1 :]:
            if not re.fullmatch("[，、；和][^，、；和]{2,10}", one.lead):
                break
            parts.append(one)
        if len(parts) < FEW or any(one.quantity.unit != "%" or one.quantity.rough for one in parts):
            continue
        both = arithmetic.total(tuple(one.quantity for one in parts))
        whole = first.quantity._replace(value=HUNDRED, text="100%")
        if both.middle > HUNDRED and not both.agrees(whole):
            remark = told(whole, tuple(one.quantity for one in parts), written_sum(parts), both.middle)
            yield remark._replace(start=first.quantity.start, end=parts[-1].quantity.end)


def _of_shares(all_: Sequence[Mention], claim: Mention) -> Iterator[Remark]:
    """占62.5%，占25%，占12.5%，三类合计100%."""
    if claim.quantity.unit != "%" or not _PLAIN_SUM.search(claim.lead) or _STOP.search(claim.label):
        return
    parts: list[Mention] = []
    for one in reversed(all_[: claim.number]):
        if one.quantity.unit == "%" and one.role == SHARE:
            parts.insert(0, one)
        elif one.quantity.unit == "%" or not one.is_counted:
            break
    runs = [tuple(one.quantity for one in parts[at:]) for at in range(len(parts) - 1)]
    if (
        runs
        and not any(one.quantity.rough for one in parts)
        and not any(arithmetic.total(run).agrees(claim.quantity) for run in runs)
    ):
        yield told(claim.quantity, runs[0], written_sum(parts), arithmetic.total(runs[0]).middle)


def _borne(all_: Sequence[Mention]) -> Iterator[Remark]:
    """银行承担风险责任20%，省级承担40%，机构承担50%: more than the whole together."""
    parts: list[Mention] = []
    for one in all_:
        if (
            one.quantity.unit != "%"
            or not re.search("承担|分担|负担", one.label)
            or one.quantity.rough
            or "；" in one.lead
        ):
            if len(parts) >= FEW:
                break
            parts = []
        if one.quantity.unit == "%" and re.search("承担|分担|负担", one.label):
            parts.append(one)
    if len(parts) < FEW:
        return
    both = arithmetic.total(tuple(one.quantity for one in parts))
    whole = parts[0].quantity._replace(value=HUNDRED, text="100%")
    if both.middle > HUNDRED and not both.agrees(whole):
        remark = told(whole, tuple(one.quantity for one in parts), written_sum(parts), both.middle)
        yield remark._replace(start=parts[0].quantity.start, end=parts[-1].quantity.end)


def _of_a_year(all_: Sequence[Mention], claim: Mention) -> Iterator[Remark]:
    """上半年42亿元，下半年48亿元，全年90亿元."""
    for whole, words in _TERMS:
        if (
            whole not in claim.label
            or claim.role in {CHANGE, EACH, REST}
            or re.search("[比较]|同比|环比", claim.label)
        ):
            continue
        parts = [
            one
            for one in all_[max(0, claim.number - 8) : claim.number]
            if one.is_plain and one.quantity.unit == claim.quantity.unit
        ]
        parts = parts[-len(words) :]
        if len(parts) < len(words) or any(
            (word not in one.label and (word not in parts[0].label or one.lead not in {"、", "和"}))
            or one.quantity.rough
            for word, one in zip(words, parts, strict=True)
        ):
            continue
        both = arithmetic.total(tuple(one.quantity for one in parts))
        if not both.agrees(claim.quantity) and not re.search(
            "目标|计划|预计|力争", claim.label + "".join(one.label for one in parts)
        ):
            yield told(claim.quantity, tuple(one.quantity for one in parts), written_sum(parts), both.middle)


def _reads_otherwise(one: Mention) -> bool:
    return bool(re.search("结余|余额|目标|计划|应[收到]", one.label))


def _says_sum(all_: Sequence[Mention], claim: Mention) -> bool:
    """Whether 合计 stands before this figure, or before the one that it is told with: 合计20笔、560万元."""
    first = claim
    while first.lead in {"", "、", "，", "和", "，金额", "、金额"} and first.number:
        first = all_[first.number - 1]
    if _SUM.search(first.lead[-10:]) is None or re.search("其中|全[国省市县区州系集行]", first.lead):
        return False
    return _ALL_OF_THEM.search(first.lead) is not None or not re.search("涉及|惠及|带动", first.lead)


def _is_whole_of_later(all_: Sequence[Mention], claim: Mention) -> bool:
    later = [one.quantity for one in all_[claim.number + 1 :] if one.quantity.unit == claim.quantity.unit]
    return any(first == 0 for first, _last in arithmetic.runs_that_agree(later, claim.quantity))
