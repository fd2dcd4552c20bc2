"""Two that are named and compared: 第二产业增长7.6%，第三产业增长5.1%，第二产业增速比第三产业快2.5个百分点; and shares that moved. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import HUNDRED, alike, bear_out
from briefing_tui.proof.figures.mentions import BASE, NOW, PLAIN, REST, SHARE, TOTAL, Mention
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_COMPARED = re.compile(
    "([一-鿿]{2,6}?)(?:的?(?:增速|增幅|占比|比重|数量|总量))?[比较]([一-鿿]{2,6}?)(?:[多快高慢低少大小])出?了?"
)
_TIMES = re.compile("([一-鿿]{2,8}?)(?:约|已)?[是为](?:约)?([一-鿿]{2,8})的")
_DEED_RATE = re.compile("，([一-鿿]{2})率(?:为|达到?)?")
_OF_BOTH = re.compile("[，（]([一-鿿]{1,4})(?:占比|比重)(?:为|达到?)?")


def compared(all_: Sequence[Mention]) -> Iterator[Remark]:
    """第二产业增速比第三产业快2.5个百分点: when each is named once before."""
    for claim in all_:
        said = _COMPARED.fullmatch(claim.label)
        if said is None or claim.quantity.rough:
            continue
        unit = "%" if claim.quantity.unit == "个百分点" else claim.quantity.unit
        before = [one for one in all_[: claim.number] if one.quantity.unit == unit and one.part == claim.part]
        named = [[one for one in before if one.label.startswith(name)] for name in said.groups()]
        if any(len(some) != 1 for some in named) or named[0] == named[1]:
            continue
        one, other = named[0][0], named[1][0]
        if (
            one.quantity.rough
            or other.quantity.rough
            or bear_out([before], (arithmetic.difference,), claim.quantity)
        ):
            continue
        more, less = sorted((one.quantity, other.quantity), key=lambda each: -each.value)
        outcome = arithmetic.difference(more, less)
        yield told(claim.quantity, (more, less), f"{more.text} − {less.text}", outcome.middle)


def times_named(all_: Sequence[Mention]) -> Iterator[Remark]:
    """批发业销售额860亿元，零售业销售额430亿元，批发业是零售业的2倍: when each is named once before."""
    for claim in all_:
        said = _TIMES.fullmatch(claim.label)
        if said is None or claim.quantity.unit != "倍" or claim.quantity.rough:
            continue
        before = [one for one in all_[: claim.number] if one.is_counted and one.part == claim.part]
        named = [[one for one in before if one.label.startswith(name)] for name in said.groups()]
        if any(len(some) != 1 for some in named) or named[0] == named[1]:
            continue
        more, less = named[0][0].quantity, named[1][0].quantity
        if more.unit != less.unit or more.rough or less.rough or not less.value:
            continue
        outcome = arithmetic.ratio(more, less)
        if not outcome.agrees(claim.quantity):
            yield told(claim.quantity, (more, less), f"{more.text} ÷ {less.text}", outcome.middle)


def deeds(all_: Sequence[Mention]) -> Iterator[Remark]:
    """由2.6亿元化解至1.82亿元，化解率30%: of what was done away with."""
    for base, now, claim in zip(all_, all_[1:], all_[2:], strict=False):
        said = _DEED_RATE.fullmatch(claim.lead)
        if (
            said is None
            or said[1] not in now.label
            or base.role != BASE
            or now.role != NOW
            or claim.quantity.unit != "%"
            or base.quantity.unit != now.quantity.unit
            or any(one.quantity.rough for one in (base, now, claim))
            or not base.quantity.value > now.quantity.value
        ):
            continue
        outcome = arithmetic.negative(arithmetic.growth(base.quantity, now.quantity))
        if not outcome.agrees(claim.quantity):
            old, new = base.quantity, now.quantity
            yield told(claim.quantity, (old, new), f"({old.text} − {new.text}) ÷ {old.text}", outcome.middle)


def of_both(all_: Sequence[Mention]) -> Iterator[Remark]:
    """税收38.4亿元，非税收入9.6亿元，税收占比80%: what is and what is not are all there is."""
    for one, other, claim in zip(all_, all_[1:], all_[2:], strict=False):
        said = _OF_BOTH.fullmatch(claim.lead)
        if said is None or claim.quantity.unit != "%" or not alike(one, other):
            continue
        if any(each.quantity.rough for each in (one, other, claim)) or {one.role, other.role} - {
            PLAIN,
            NOW,
            REST,
            TOTAL,
        }:
            continue
        name = said[1]
        if f"非{name}" not in other.label or name not in one.label or f"非{name}" in one.label:
            continue
        both = one.quantity._replace(value=one.quantity.value + other.quantity.value)
        outcome = arithmetic.share(one.quantity, both)
        if not outcome.agrees(claim.quantity):
            sum_ = f"{one.quantity.text} ÷ ({one.quantity.text} + {other.quantity.text})"
            yield told(claim.quantity, (one.quantity, other.quantity), sum_, outcome.middle)


def moved_shares(all_: Sequence[Mention]) -> Iterator[Remark]:
    """教师240名，博士180名，占比从70%提高到75%: the share that is now is of the two figures before."""
    for whole, part, then, now in zip(all_, all_[1:], all_[2:], all_[3:], strict=False):
        if (
            then.quantity.unit != "%"
            or now.quantity.unit != "%"
            or not re.fullmatch("[，（]占(?:比|[一-鿿]{1,8}的?(?:比重|比例))(?:由|从)[一-鿿]{0,6}", then.lead)
            or now.role == SHARE
            or not re.fullmatch("[一-鿿]{0,4}(?:至|到|为)", now.lead)
            or not alike(whole, part)
            or part.role not in {PLAIN, NOW}
            or whole.role not in {PLAIN, NOW, TOTAL}
        ):
            continue
        if (
            any(one.quantity.rough for one in (whole, part, now))
            or not 0 < part.quantity.value <= whole.quantity.value
        ):
            continue
        outcome = arithmetic.share(part.quantity, whole.quantity)
        if not outcome.agrees(now.quantity) and now.quantity.value < HUNDRED:
            sum_ = f"{part.quantity.text} ÷ {whole.quantity.text}"
            yield told(now.quantity, (part.quantity, whole.quantity), sum_, outcome.middle)
