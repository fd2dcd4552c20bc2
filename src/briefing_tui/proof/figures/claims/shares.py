"""Shares and multiples that no two figures of their sentence give, though its words name them. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import FEW, HUNDRED, around, bear_out, by_unit, counted
from briefing_tui.proof.figures.claims.named_wholes import named_whole, part_and_whole
from briefing_tui.proof.figures.mentions import BASE, NOW, SHARE, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity, Sentence
from briefing_tui.proof.figures.shares import may_be_of_an_untold_whole, told
from briefing_tui.proof.remark import Remark

_SLACK = 1e-9
_MOVES = re.compile("撬动|带动|拉动|放大|引导|吸引|引入|支持|促成|促进|投放|投向|发放|形成|实现|获得|对接")
_MOVED = re.compile("(?:撬动|带动|拉动|引导)[^，；]*\\Z")
_BY_THE_LEVER = re.compile(
    "(?:(?:放大|撬动|扩大|杠杆)[^，；]{0,6}|(?:资金|资本|杠杆|乘数|放大)(?:效应|作用|倍数|倍率|率)?)(?:了|为|达到?|至|到|是)*\\Z"
)
_BIDS = re.compile("认购|申购|投标|报名")
"""Of bids, which are seldom told."""


def _whole_and_rest(part: Quantity, rest: Quantity) -> Computed:
    whole = part._replace(value=part.value + rest.value)
    return arithmetic.share(part, whole) if whole.value else Computed(0, 0, 0)


def _complement(part: Quantity, whole: Quantity) -> Computed:
    outcome = arithmetic.share(part, whole)
    return Computed(HUNDRED - outcome.high, HUNDRED - outcome.low, HUNDRED - outcome.middle)


def shares(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    for claim in all_:
        if (
            claim.role != SHARE
            or claim.quantity.rough
            or claim.quantity.value == HUNDRED
            or "分别" in claim.lead
            or claim.quantity.value > HUNDRED * 3
        ):
            continue
        pair = part_and_whole(sentence, all_, claim)
        if pair is None or pair[0].quantity.rough or pair[1].quantity.rough:
            continue
        groups = by_unit(
            counted([*around(all_, claim), *(one for one in pair if one.number > claim.number + FEW)])
        )
        readings = (
            (arithmetic.share,)
            if len(named_whole(claim)) > 1
            else (arithmetic.share, _whole_and_rest, _complement)
        )
        whole_groups = groups
        groups = _without_told(groups, all_, claim)
        if bear_out(groups, readings, claim.quantity, arithmetic.may_be_a_share) or _sums_bear_out(
            whole_groups, claim.quantity
        ):
            continue
        part, whole = pair
        outcome = arithmetic.share(part.quantity, whole.quantity)
        if outcome.agrees(claim.quantity) or _is_told_otherwise(all_, claim, part, outcome):
            continue
        yield told(
            claim.quantity,
            (part.quantity, whole.quantity),
            f"{part.quantity.text} ÷ {whole.quantity.text}",
            outcome.middle,
        )


def _is_told_otherwise(all_: Sequence[Mention], claim: Mention, part: Mention, outcome: Computed) -> bool:
    """Whether a share is one of a list, of what has no figure, or a rate that the two figures cannot mean."""
    following = all_[claim.number + 1 : claim.number + 2]
    if following and following[0].quantity.unit == "%" and following[0].lead in {"、", "和", "及"}:
        return True
    if "占" not in claim.label and outcome.middle > HUNDRED >= claim.quantity.value:
        return True
    return may_be_of_an_untold_whole([one.quantity for one in all_], part.quantity, claim.quantity)


def _without_told(
    groups: Sequence[list[Mention]], all_: Sequence[Mention], claim: Mention
) -> list[list[Mention]]:
    """The groups as pairs, without those whose share is told by another figure just behind them."""
    others = {one.number: one for one in all_ if one.role == SHARE and one is not claim}
    pairs = []
    for group in groups:
        for one, other in combinations(group, 2):
            part, whole = sorted((one, other), key=lambda each: each.quantity.value)
            last = max(one.number, other.number)
            if whole.quantity.value and any(
                place in others and _is_nearer(others[place], claim, part, whole)
                for place in (last - 1, last + 1)
            ):
                continue
            pairs.append([one, other])
    return pairs


def _is_nearer(one: Mention, claim: Mention, part: Mention, whole: Mention) -> bool:
    share = arithmetic.share(part.quantity, whole.quantity)
    return share.agrees(one.quantity) and (
        one.quantity.value == claim.quantity.value
        or abs(share.middle - one.quantity.value) < abs(share.middle - claim.quantity.value)
    )


def _sums_bear_out(groups: Iterable[Sequence[Mention]], stated: Quantity) -> bool:
    """Whether some neighbours together are the stated share of another figure."""
    for told_ in groups:
        group = [one for one in told_ if one.is_plain]
        sums = [0.0, *accumulate(one.quantity.value for one in group)]
        for first in range(len(group)):
            for last in range(first + 2, len(group) + 1):
                near = sums[last] - sums[first]
                margin = group[first].quantity.step + near * _SLACK
                if not any(_may_be_its_share(near, margin, one.quantity, stated) for one in group):
                    continue
                both = arithmetic.total(tuple(one.quantity for one in group[first:last]))
                part = group[first].quantity._replace(value=both.middle)
                wholes = [one for at, one in enumerate(group) if not first <= at < last]
                if any(
                    whole.quantity.value and arithmetic.share(part, whole.quantity).agrees(stated)
                    for whole in wholes
                ):
                    return True
    return False


def _may_be_its_share(part: float, margin: float, whole: Quantity, stated: Quantity) -> bool:
    """Whether it is worth reckoning: the share is near to what is stated, as far as the digits go."""
    less, more = whole.value - whole.step, whole.value + whole.step
    low, high = stated.value - stated.step * 2, stated.value + stated.step * 2
    return less <= 0 or ((part + margin) * HUNDRED >= low * less and (part - margin) * HUNDRED <= high * more)


def multiples(all_: Sequence[Mention]) -> Iterator[Remark]:
    """净资产9亿元，责任余额72亿元，放大倍数8倍."""
    for claim in all_:
        if claim.quantity.unit != "倍" or claim.quantity.rough or "倍数" not in claim.label:
            continue
        near = [
            one
            for one in all_[max(0, claim.number - FEW) : claim.number]
            if one.is_plain and not one.quantity.rough and one.part == claim.part
        ]
        if (
            len(near) < 2
            or (_BIDS.search(claim.label) and not any(_BIDS.search(one.label) for one in near))
            or {near[-2].role, near[-1].role} == {BASE, NOW}
            or near[-1].quantity.unit != "元"
            or near[-1].quantity.unit != near[-2].quantity.unit
            or bear_out(by_unit(near), (arithmetic.ratio,), claim.quantity)
        ):
            continue
        less, more = sorted(near[-2:], key=lambda one: one.quantity.value)
        if less.quantity.value:
            outcome = arithmetic.ratio(more.quantity, less.quantity)
            yield told(
                claim.quantity,
                (more.quantity, less.quantity),
                f"{more.quantity.text} ÷ {less.quantity.text}",
                outcome.middle,
            )


def levers(all_: Sequence[Mention]) -> Iterator[Remark]:
    """以3000万元资金撬动贷款15000万元，放大5倍: one is so many times the other, or so many times more."""
    for less, more, claim in zip(all_, all_[1:], all_[2:], strict=False):
        one, other, stated = less.quantity, more.quantity, claim.quantity
        if (
            stated.unit != "倍"
            or not _BY_THE_LEVER.search(claim.label)
            or not (_MOVES.search(more.lead) or _MOVED.search(less.lead))
            or not (one.unit == other.unit == "元" and one.value and other.value)
            or any(figure.rough for figure in (one, other, stated))
            or len({less.part, more.part, claim.part}) > 1
        ):
            continue
        if other.value < one.value:
            one, other = other, one
        times = arithmetic.ratio(other, one)
        is_by_which_it_grew = abs(times.middle - 1 - stated.value) <= stated.step / 2
        if not is_by_which_it_grew and not times.agrees(stated):
            yield told(stated, (other, one), f"{other.text} ÷ {one.text}", times.middle)
