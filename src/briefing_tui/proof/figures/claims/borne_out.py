"""What the tests of `figures.reckoning` share: which figures of a sentence may bear out a claim, and whether two of them do. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.mentions import EACH, GROWTH, SHARE, TOTAL, Mention
from briefing_tui.proof.figures.sentence.cues import any_of
from briefing_tui.proof.figures.sentence.quantities import Quantity
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.text.numerals import from_chinese

_MOST = 14
"""Figures of a sentence that are compared with each other, those nearest to the claim."""
FEW = 3
"""Figures between a claim and what it is made of."""
HUNDRED = 100.0
_SET = re.compile("计划|目标|任务|预算|指标|定额|编制|注册资本|应|募集|发行")
MAY_BE_SET = any_of("计目任预指定编注应募发")
"""The cue without which nothing is a plan: what each of them begins with."""
_DEED = re.compile(
    "已|未|尚|正|完成|实现|达到|通过|获|建成|开工|签|纳入|接入|参加|投产|合格|达标|办结|待|被|用于|建立|设立|开展|启动|出台|制定|设置|配备|组建|成立"
)
_MEMBERS = re.compile(
    "(?<![第十一二三四五六七八九前])([三四五六七八九十])(?=[期批次季场轮县市区镇乡村省地家个支类项大][^分]|[县市地]共)"
)
_VAGUE = frozenset("个项次种条类件")


def as_printed(one: Mention) -> Mention:
    """A plan or an aim is what is printed, and no rounding of something else."""
    quantity = one.quantity
    if one.role == EACH or not _SET.search(one.label + one.tail[:4]) or quantity.unit == "%":
        return one
    return one._replace(quantity=quantity._replace(step=min(quantity.step, max(1.0, quantity.value * 1e-6))))


def written_sum(parts: Iterable[Mention], sign: str = " + ") -> str:
    return sign.join(part.quantity.text for part in parts)


def around(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """The figures that a claim may be made of, and not the claim itself."""
    low = max(0, claim.number - _MOST)
    return [one for one in all_[low : claim.number + FEW + 1] if one is not claim]


def counted(some: Iterable[Mention], unit: str = "") -> list[Mention]:
    return [one for one in some if one.is_counted and (not unit or one.quantity.unit == unit)]


def by_unit(some: Iterable[Mention]) -> list[list[Mention]]:
    units: dict[str, list[Mention]] = {}
    for one in some:
        units.setdefault(one.quantity.unit, []).append(one)
    return [group for group in units.values() if len(group) > 1]


def bear_out(
    groups: Iterable[Sequence[Mention]],
    rules: Sequence[Callable[[Quantity, Quantity], Computed]],
    stated: Quantity,
    may_be: Callable[[Quantity, Quantity, Quantity], bool] | None = None,
) -> bool:
    """Whether two figures of one unit give what is stated, by one of the rules; those that plainly cannot, by `may_be`, are not reckoned."""
    for group in groups:
        for one, other in permutations([mention.quantity for mention in group], 2):
            if not other.value or (may_be is not None and not may_be(one, other, stated)):
                continue
            for rule in rules:
                if rule(one, other).agrees(stated):
                    return True
    return False


def alike(one: Mention, other: Mention) -> bool:
    """Whether two figures may count the same things: of vague measures only with the same noun behind, or with none."""
    if one.quantity.unit != other.quantity.unit:
        return False
    tails = [each.tail for each in (one, other)]
    if one.quantity.unit not in _VAGUE or not all(tails) or any(_DEED.match(tail) for tail in tails):
        return True
    return has_common_words(tails[0], tails[1]) or tails[0][:1] == tails[1][:1]


def left_out(all_: Sequence[Mention], whole: Mention, count: int) -> bool:
    """Whether more members are spoken of than are told: 三县共4.8万户，其中甲县…，乙县…; 三期，第一期…，第二期…."""
    words = "".join(one.lead for one in all_[: whole.number + 1])
    return any(from_chinese(number) > count for number in _MEMBERS.findall(words))


def has_its_own_share(all_: Sequence[Mention], one: Mention) -> bool:
    """Whether a share follows it, as in 税收86亿元，占72%；非税33亿元，占28%: then it is no whole of what stands beside it."""
    following = [each for each in all_[one.number + 1 : one.number + FEW] if each.role != GROWTH]
    return one.role != TOTAL and bool(following) and following[0].role == SHARE
