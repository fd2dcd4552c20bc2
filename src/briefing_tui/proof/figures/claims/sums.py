"""Totals told behind their parts, of amounts, of shares, of the terms of a year. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import FEW, HUNDRED, left_out, written_sum
from briefing_tui.proof.figures.members import are_a_family
from briefing_tui.proof.figures.mentions import (
    BASE,
    CHANGE,
    EACH,
    GROWTH,
    PLAIN,
    REST,
    SHARE,
    TOTAL,
    Mention,
)
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
    ("前三季度", ("上半年", "三季度")),
)
_MONTHS = tuple(
    (re.compile(rf"(?<![0-9])(?:{first}月?)(?:[-—–－~～至到]|——){last}月(?:份)?"), name)
    for first, last, name in (
        (1, 3, "一季度"),
        (4, 6, "二季度"),
        (7, 9, "三季度"),
        (10, 12, "四季度"),
        (1, 6, "上半年"),
        (7, 12, "下半年"),
        (1, 9, "前三季度"),
        (1, 12, "全年"),
    )
)
_A_YEAR = re.compile("年内|本年度?|年度|[两二]个半年|[四4]个季度")
_ALL_TERMS = {2: re.compile("[上下]、?[上下]半年|两个半年"), 4: re.compile("(?:四个|各|4个)季度")}
"""How all terms of a year are named together."""
_ASIDE = re.compile("（[^）]*）|\\([^)]*\\)")
_OPENS = re.compile("[，；：、（）()]")
_NO_TERMS = re.compile("(?!)")
_PLAIN_SUM = re.compile(
    r"合计|共计|总计|总共|一共|之和|相加|加起来|加总|两[者项].{0,4}共|(?:^|[，；、])共(?!节[约省]|[核审压]减|减少|增加|挽回)"
)
_OF_ITSELF = re.compile("[率度]|同比|环比|[比较]|增|减|超|近\\Z")
"""A rate is a share of something of its own."""
_BORNE = re.compile("承担|分担|出资|持股|负担")
_ONE_BY_ONE = re.compile("分别|各自|依次|比例|结构")
"""Where a list of shares begins."""
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
        yield from _of_a_year(all_, claim)
        if claim.role != TOTAL:
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
    """占62.5%，占25%，占12.5%，三类合计100%; 分别承担20%、30%、20%、30%，合计100%."""
    if claim.quantity.unit != "%" or not _PLAIN_SUM.search(claim.lead) or _STOP.search(claim.label):
        return
    is_all = claim.quantity.value == HUNDRED
    parts: list[Mention] = []
    for one in reversed(all_[: claim.number]):
        if one.quantity.unit == "%" and (one.role == SHARE or (is_all and _may_be_borne(one))):
            parts.insert(0, one)
            if is_all and _ONE_BY_ONE.search(one.lead):
                break
        elif one.quantity.unit == "%" or not one.is_counted:
            break
    together = sum(one.quantity.value for one in parts)
    if len(parts) >= FEW and together > HUNDRED and all(_BORNE.search(one.label) for one in parts):
        return  # told of the parts alone
    runs = [tuple(one.quantity for one in parts[at:]) for at in range(len(parts) - 1)]
    if (
        runs
        and not any(one.quantity.rough for one in parts)
        and not any(arithmetic.total(run).agrees(claim.quantity) for run in runs)
    ):
        yield told(claim.quantity, runs[0], written_sum(parts), arithmetic.total(runs[0]).middle)


def _may_be_borne(one: Mention) -> bool:
    """Whether a figure without a role may be what one of several bears of a whole."""
    return one.role == PLAIN and not _OF_ITSELF.search(one.label)


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
    """上半年42亿元，下半年48亿元，全年90亿元; 四个季度分别为20、22、24、24亿元，全年累计90亿元."""
    if claim.role in {CHANGE, EACH, REST} or re.search("[比较]|同比|环比", claim.label):
        return
    label = _A_YEAR.sub("全年", _label(all_, claim))
    for whole, words in _TERMS:
        parts = _terms_before(all_, claim, words) if whole in label else []
        if not parts or ("累计" in label and _counts_since_ever(claim, parts)):
            continue
        if "累计" in parts[-1].label and parts[-1].quantity.value == claim.quantity.value:
            continue  # each with all before it
        both = arithmetic.total(tuple(one.quantity for one in parts))
        if not both.agrees(claim.quantity) and not re.search(
            "目标|计划|预计|力争", claim.label + "".join(one.label for one in parts)
        ):
            yield told(claim.quantity, tuple(one.quantity for one in parts), written_sum(parts), both.middle)


def _label(all_: Sequence[Mention], one: Mention) -> str:
    """The words of a figure's clause, asides left out; of 全年37亿元、270户 the second has those of the first."""
    words = _OPENS.split(_ASIDE.sub("", one.lead))[-1]
    if one.lead == "、" and one.number and all_[one.number - 1].quantity.unit != one.quantity.unit:
        words = _label(all_, all_[one.number - 1])
    return _named_terms(words)


def _named_terms(words: str) -> str:
    """1—6月 as 上半年."""
    for months, name in _MONTHS:
        words = months.sub(name, words)
    return words


def _terms_before(all_: Sequence[Mention], claim: Mention, words: Sequence[str]) -> Sequence[Mention]:
    """The figures of the terms, one for each; none where one of them is not told."""
    parts = [
        one
        for one in all_[max(0, claim.number - 8) : claim.number]
        if one.is_plain and one.quantity.unit == claim.quantity.unit
    ][-len(words) :]
    if len(parts) < len(words) or any(one.quantity.rough for one in parts):
        return []
    first, *others = parts
    lead = _named_terms(first.lead)
    is_list = all(one.lead in {"、", "和"} for one in others)
    if (
        is_list
        and "分别" in lead
        and (all(word in lead for word in words) or _ALL_TERMS.get(len(words), _NO_TERMS).search(lead))
    ):
        return parts
    labels = [_label(all_, one) for one in parts]
    is_each_told = all(
        word in label or (word in labels[0] and one.lead in {"、", "和"})
        for word, label, one in zip(words, labels, parts, strict=True)
    )
    return parts if is_each_told else []


def _counts_since_ever(claim: Mention, parts: Sequence[Mention]) -> bool:
    """上半年新增40户，下半年新增47户，全年累计服务860户: of another thing than the terms, which may be older."""
    noun = re.sub(
        "全年|[上下]半年|[一二三四前]{1,2}季度|累计|全市|全省|全县|全行|全系统|已|共|达到?|为|实现|完成",
        "",
        claim.label,
    )
    return len(noun) > 1 and not any(has_common_words(noun, one.label) for one in parts)


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
