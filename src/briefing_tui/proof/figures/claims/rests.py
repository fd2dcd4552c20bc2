"""What is left, against what there was, what came and what went: 编制320名，在编296名，空编24名. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import (
    FEW,
    alike,
    around,
    bear_out,
    counted,
    has_its_own_share,
    written_sum,
)
from briefing_tui.proof.figures.mentions import (
    CHANGE,
    EACH,
    GROWTH,
    PLAIN,
    POINTS,
    REST,
    SHARE,
    TIMES,
    TOTAL,
    Mention,
)
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_STRONG = re.compile(
    "净[\u4e00-\u9fff]{2}|其余|剩余|余下|尚余|结余|节余|盈余|还剩|剩下|仅剩|还差|尚差|差额|缺口|尚缺|尚欠|还缺|相差|空编|缺编|空缺|缺额|缺员|空额|短缺|空岗|空余|空置|余量|余款|尾款|欠缴|(?:^|[仅还共])剩\\Z|未使用|未动用|未支用|仍缺|仍差|距(?!去|上年|同期|全[省市国])[^，]{1,6}[还尚仍]?[有差]|(?:账户|专户|资金)余额|缺席|缺勤|请假|落选|淘汰"
)
_DENIAL = re.compile("(?:尚未|还未|未能|未|没有|不|待|正在|非)([\u4e00-\u9fff]{2})")
_IN = re.compile(
    "收购|采购|收储|招收|接收|产出|新建|新增|新收|新受理|新发展|新接|转入|调入|流入|购入|入库|增加|受理|收入|接收|生产|补充|招聘|招录|发展|筹集|拨入|新入|进货|收治|入院|引进|加入|新开工|新上|新签|新批|新立|新进|新采购|转来|划入|并入|迁入|出生|新[入加进注到立]|入[会园住驻学职编]"
)
_OUT = re.compile(
    "调拨|毕业|消化|处置|化解|拆除|转出|调出|流出|售出|出库|减少|办结|核销|支出|退休|离职|辞职|销售|发出|消耗|出院|退出|注销|使用|归还|偿还|解除|结案|报废|领用|到期|移交|开除|销号|发放|竣工|完工|交付|关停|关闭|淘汰|撤销|清退|移出|划出|迁出|死亡|调离|辞退|流失|结清|拆迁|用去|耗用|解保|解付|赎回|支取|提取|退[会园出租学编市保]|搬离|出栏"
)
_OPENING = re.compile(
    "年初|期初|月初|上年(?:末|底)?|去年(?:末|底)?|上月(?:末|底)?|上期|结转|原有|原库存|季初|学年初"
)
_CLOSING = re.compile(
    "月末|年末|期末|季末|年底|现有|目前|结存|余额|库存|在办|在院|在册|尚存|实有|在编|现存|存量|剩余|结余"
)
_DIFFERENCES = (
    (
        "(?<!净)资产(?:总额|总计|合计)?(?:为|达)?$",
        "负债(?:总额|总计|合计)?(?:为|达)?$",
        "(?:所有者权益|净资产|股东权益)(?:总额|合计)?(?:为|达)?$",
    ),
    ("出口(?:总额|额)?(?:为|达)?$", "进口(?:总额|额)?(?:为|达)?$", "(?:顺差|贸易顺差)(?:为|达)?$"),
    (
        "(?:收入|总收入)(?:为|达)?$",
        "(?:支出|总支出|成本|总成本)(?:为|达)?$",
        "(?:收支结余|收支差额|毛利润?|盈利|当年结余|本年结余)(?:为|达)?$",
    ),
    (
        "应[到考参][一-鿿]{0,3}$",
        "(?:缺[考席勤]|请假|未到)[一-鿿]{0,3}$",
        "实[到考参][一-鿿]{0,3}$",
    ),
    (
        "(?:预算|概算|估算|控制价|最高限价|挂牌价|送审)(?:价|额|金额|总额|资金|安排|造价)?(?:为|达)?$",
        "(?:支出|决算|结算|成交|中标|花费|用款|审定)(?:价|额|金额|总额|资金|造价)?(?:为|达)?$",
        "^(?:共|累计|净)?(?:节约|节省|节支|核减|审减|压减)[一-鿿]{0,4}$",
    ),
)


_AIM = re.compile("目标|任务|计划|指标")
_DONE = re.compile("完成|实现|达成|达到|到位|落实|签约|(?<![应拟])已(?![支用花])|实际")
_LACKING = re.compile("[尚还仍]差|距[^，]{1,8}[差缺欠]|未完成|[少欠]完成")
_BEYOND = re.compile(
    "(?:已|共|累计)?(?:超额(?:完成)?|超出?(?=[目任计年全]))(?:年度|全年)?(?:目标任务|目标|任务|计划)?"
)
_AIM_NAMED = re.compile("距离?([^，]{0,8}?)(?:目标|任务|计划|指标)")
_OF_A_DIFFERENCE = re.compile("缺|负债|进口|支出|成本|节|减")


def rests(all_: Sequence[Mention]) -> Iterator[Remark]:
    for claim in all_:
        if (
            claim.role != REST
            or claim.quantity.rough
            or claim.number < 1
            or re.search("累计|历年|滚存|去年|上年|同期|全[省市国]", claim.label)
        ):
            continue
        parts = _parts_before(all_, claim) or _part_behind(all_, claim)
        if any(has_its_own_share(all_, one) for one in parts[:1]):
            continue
        parts = parts or _told_by_its_share(all_, claim)
        if len(parts) < 2 or (claim.label.startswith("非") and parts[0].part != claim.part):
            continue
        whole, taken = parts[0], parts[1:]
        near = counted(around(all_, claim), claim.quantity.unit)
        if bear_out([near], (arithmetic.difference,), claim.quantity) or not (
            _is_a_rest_of(claim, taken) or _is_under_way(near, claim, taken)
        ):
            continue
        gone = arithmetic.total(tuple(one.quantity for one in taken))
        left = arithmetic.total(
            (whole.quantity, *(one.quantity._replace(value=-one.quantity.value) for one in taken))
        )
        if any(sign_sums(near, claim)):
            continue
        if left.agrees(claim.quantity) or gone.middle > whole.quantity.value or _a_tail_is_left(near, claim):
            continue
        yield told(
            claim.quantity,
            (whole.quantity, *(one.quantity for one in taken)),
            written_sum((whole, *taken), " − "),
            left.middle,
        )


def behind_the_aim(all_: Sequence[Mention]) -> Iterator[Remark]:
    """目标240亿元，已完成260亿元，距目标尚差20亿元: of what is done above the aim nothing is lacking; 超额完成 tells how much is above it."""
    for aim, done, claim in zip(all_, all_[1:], all_[2:], strict=False):
        is_above = _BEYOND.fullmatch(claim.label) is not None
        is_lacking = claim.role == REST and _LACKING.search(claim.label) is not None
        if (
            not (is_above or is_lacking)
            or not _AIM.search(aim.label)
            or _AIM.search(done.label)
            or not _DONE.search(done.label)
            or any(one.quantity.rough or not one.is_plain for one in (aim, done))
            or claim.quantity.rough
            or len({one.quantity.unit for one in (aim, done, claim)}) > 1
            or not alike(aim, done)
        ):
            continue
        named = _AIM_NAMED.search(claim.label)
        if named is not None and not _is_the_aim(named[1], aim.label):
            continue
        one, other = (done.quantity, aim.quantity) if is_above else (aim.quantity, done.quantity)
        outcome = arithmetic.difference(one, other)
        if (is_above or outcome.high < 0 < claim.quantity.value) and not outcome.agrees(claim.quantity):
            yield told(
                claim.quantity, (aim.quantity, done.quantity), f"{one.text} − {other.text}", outcome.middle
            )


def _is_the_aim(named: str, label: str) -> bool:
    """Whether 距全年目标 is of the aim that was told, and not of a greater one."""
    return re.sub("完成|实现|全年|年度|年初|既定|预期|序时|任务|的|还|总|计划", "", named) in label


def sign_sums(near: Sequence[Mention], claim: Mention) -> Iterator[bool]:
    """Whether something that was there, with what came and without what went, is what is left."""
    earlier = [one.quantity for one in near if one.number < claim.number][-4:]
    for one, other, third in permutations(earlier, 3):
        yield arithmetic.total((one, other, third._replace(value=-third.value))).agrees(claim.quantity)


def _a_tail_is_left(near: Sequence[Mention], claim: Mention) -> bool:
    """Whether some whole before, less all between, gives the rest."""
    earlier = [one for one in near if one.number < claim.number]
    for at, whole in enumerate(earlier):
        for first in range(at + 1, len(earlier)):
            taken = earlier[first:]
            left = arithmetic.total(
                (whole.quantity, *(one.quantity._replace(value=-one.quantity.value) for one in taken))
            )
            if left.agrees(claim.quantity):
                return True
    return False


def _parts_before(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """A whole and its parts, told one after the other before a rest, shares between them left out."""
    found: list[Mention] = []
    for one in reversed(all_[: claim.number]):
        if not one.is_counted and one.role in {SHARE, PLAIN}:
            continue
        if (
            one.role in {CHANGE, EACH, GROWTH, POINTS, TIMES}
            or (one.role == REST and (one.number or not found))
            or not alike(one, claim)
            or one.quantity.rough
        ):
            break
        found.insert(0, one)
        if len(found) > 1 and (one.role == TOTAL or "其中" in all_[one.number + 1].lead):
            break
        if (
            len(found) > 1
            and one.quantity.value >= sum(each.quantity.value for each in found[1:]) + claim.quantity.value
        ):
            break
    if len(found) > 2 and found[0].role != TOTAL and "其中" not in found[1].lead:
        found = found[-2:]
    return found if len(found) > 1 and found[0].quantity.value >= found[1].quantity.value else []


def _told_by_its_share(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """报废3,600辆，占应淘汰4,000辆的九成，还剩400辆: the whole stands behind its part."""
    near = [one for one in all_[: claim.number] if one.is_counted][-2:]
    if len(near) < 2 or not near[1].label.startswith("占") or not all(alike(one, claim) for one in near):
        return []
    part, whole = near
    return [whole, part] if whole.quantity.value >= part.quantity.value else []


def _part_behind(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """计划900万元，还差180万元，已发放720万元."""
    around_ = [*all_[claim.number - 1 : claim.number], *all_[claim.number + 1 : claim.number + 2]]
    if len(around_) < 2 or any(
        not one.is_plain or one.role == REST or not alike(one, claim) for one in around_
    ):
        return []
    whole, taken = around_
    return (
        around_
        if re.match("，(?:现|目前)?已", taken.lead) and whole.quantity.value >= taken.quantity.value
        else []
    )


def _is_a_rest_of(claim: Mention, taken: Sequence[Mention]) -> bool:
    """Whether the words say that nothing else is left: 其余, or 未完成 beside 完成."""
    words = claim.label if not claim.tail or _STRONG.search(claim.label) else f"{claim.label} {claim.tail}"
    if _STRONG.search(words):
        return True
    others = "".join(f"{one.label} {one.tail}" for one in taken)
    single = re.fullmatch("[仅还尚]?未([一-鿿])(?:的)?", claim.label)
    single = single or re.fullmatch("[仅还尚]?未([一-鿿])", claim.tail)
    if single and single[1] in taken[-1].label[-2:]:
        return True
    return len(taken) == 1 and any(verb in others for verb in _DENIAL.findall(words))


def _is_under_way(near: Sequence[Mention], claim: Mention, taken: Sequence[Mention]) -> bool:
    """已完成96个，还有32个正在推进, and nothing of their measure behind: they are all the others."""
    if claim.label == "其他" and len(taken) == 1 and "其中" in taken[0].lead:
        return all(one.number <= claim.number for one in near)
    return (
        re.fullmatch("还有|另有|其他", claim.label) is not None
        and re.match("[^，；、]{0,6}?(?:正在|待|尚未|还未)", claim.tail) is not None
        and len(taken) == 1
        and re.match("(?:目前|现|其中)?(?:均)?已|[^，]{0,2}完成", taken[0].label) is not None
        and all(one.number <= claim.number for one in near)
    )


def identities(all_: Sequence[Mention]) -> Iterator[Remark]:
    """资产260亿元，负债169亿元，所有者权益91亿元."""
    if not any(_OF_A_DIFFERENCE.search(one.label) for one in all_):
        return
    for more, less, rest in _DIFFERENCES:
        three: list[Mention] = []
        for word in (more, less, rest):
            some = [one for one in all_ if _may_be_a_term(one) and re.search(word, one.label)]
            if len(some) != 1:
                break
            three += some
        if len(three) < FEW:
            continue
        one, other, claim = three
        if (
            len({one.number, other.number, claim.number}) < 3
            or len({one.quantity.unit, other.quantity.unit, claim.quantity.unit}) > 1
        ):
            continue
        if (
            one.quantity.rough
            or other.quantity.rough
            or claim.quantity.rough
            or len({one.part, other.part, claim.part}) > 1
        ):
            continue
        outcome = arithmetic.difference(one.quantity, other.quantity)
        if not outcome.agrees(claim.quantity):
            yield told(
                claim.quantity,
                (one.quantity, other.quantity),
                f"{one.quantity.text} − {other.quantity.text}",
                outcome.middle,
            )


def _may_be_a_term(one: Mention) -> bool:
    return (
        one.is_counted
        and one.role != EACH
        and (one.role != CHANGE or re.search("节|核减|审减|压减", one.label) is not None)
    )


def dues(all_: Sequence[Mention]) -> Iterator[Remark]:
    """应计提8,600万元，已计提7,900万元，少计提700万元; 计划压减1,800万元，前三季度压减1,330万元，还需压减470万元."""
    for claim in all_[2:]:
        whole, taken = all_[claim.number - 2 : claim.number]
        found = re.search("(?:还需|尚需|仍需|还要|还应|[少多未欠])([一-鿿]{2})\\Z", claim.label)
        if (
            found is None
            or len({one.quantity.unit for one in (whole, taken, claim)}) > 1
            or not claim.is_counted
        ):
            continue
        if not re.search("应|计划|目标|任务|拟|须", whole.label) or any(
            one.quantity.rough for one in (whole, taken, claim)
        ):
            continue
        if found[1] not in whole.label or not taken.label.endswith(found[1]):
            continue
        more, less = sorted((whole.quantity, taken.quantity), key=lambda one: -one.value)
        outcome = arithmetic.difference(more, less)
        if not outcome.agrees(claim.quantity):
            yield told(
                claim.quantity, (whole.quantity, taken.quantity), f"{more.text} − {less.text}", outcome.middle
            )


def flows(all_: Sequence[Mention]) -> Iterator[Remark]:
    """年初58件，受理142件，办结176件，月末24件."""
    for closing in all_:
        if closing.number < 2 or not closing.is_counted or not _CLOSING.search(closing.label):
            continue
        run = _flow_before(all_, closing)
        if len(run) < FEW:
            continue
        signed = (
            run[0].quantity,
            *(one.quantity._replace(value=one.quantity.value * sign) for one, sign in run_signs(run[1:])),
        )
        if len(signed) != len(run) or any(one.rough for one in signed) or closing.quantity.rough:
            continue
        outcome = arithmetic.total(signed)
        if not outcome.agrees(closing.quantity):
            sum_ = run[0].quantity.text + "".join(
                f" {'+' if one.value > 0 else '−'} {one.text}" for one in signed[1:]
            )
            yield told(closing.quantity, tuple(one.quantity for one in run), sum_, outcome.middle)


def run_signs(run: Sequence[Mention]) -> list[tuple[Mention, int]]:
    """Each figure with +1 when it came and −1 when it went; those of which that is not told are left out."""
    signs = [(one, came_or_went(one)) for one in run]
    return [(one, sign) for one, sign in signs if sign]


def came_or_went(
    one: Mention, more: re.Pattern[str] | None = None, less: re.Pattern[str] | None = None
) -> int:
    """+1 for what came, −1 for what went, by words of its label, and by those of `more` and `less` too; 0 when they do not tell."""
    into, out = (
        any(pattern.search(one.label) for pattern in patterns if pattern is not None)
        for patterns in ((_IN, more), (_OUT, less))
    )
    return int(into) - int(out)


def _flow_before(all_: Sequence[Mention], closing: Mention) -> list[Mention]:
    """From what there was to the last that came or went, when all is of one measure."""
    run: list[Mention] = []
    for one in reversed(all_[: closing.number]):
        if one.quantity.unit != closing.quantity.unit:
            return []
        run.insert(0, one)
        if _OPENING.search(one.label) and not (
            not _OPENING.match(one.label)
            and _IN.search(one.label)
            and "结转" not in one.label
            and "原有" not in one.label
        ):
            return run
    return []
