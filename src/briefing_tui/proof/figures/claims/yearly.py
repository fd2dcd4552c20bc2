"""What a change is in one year of several: 由2020年的126件增至2023年的315件，年均增加63件. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import HUNDRED
from briefing_tui.proof.figures.mentions import BASE, NOW, Mention
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_YEARLY = re.compile("年均(?:递增|递减|复合)?(?:增加|增长|减少|下降|提高|增速|增幅|新增|增)?[一-鿿]{0,2}\\Z")
_YEAR = re.compile("((?:19|20)[0-9]{2})年")


def yearly(all_: Sequence[Mention]) -> Iterator[Remark]:
    for base, now, claim in zip(all_, all_[1:], all_[2:], strict=False):
        years = [_YEAR.findall(one.lead) for one in (base, now)]
        if (
            not _YEARLY.search(claim.label)
            or base.role != BASE
            or now.role != NOW
            or any(len(one) != 1 for one in years)
            or base.quantity.unit != now.quantity.unit
            or any(one.quantity.rough for one in (base, now, claim))
        ):
            continue
        count = int(years[1][0]) - int(years[0][0])
        old, new, stated = base.quantity, now.quantity, claim.quantity
        if count < 1 or old.value <= 0 or new.value <= 0:
            continue
        more, less = (new, old) if new.value >= old.value else (old, new)
        gained = arithmetic.difference(more, less)
        if stated.unit == old.unit or (stated.unit == "个百分点" and old.unit == "%"):
            outcome = Computed(*(value / count for value in gained))
            sum_ = f"({more.text} − {less.text}) ÷ {count}年"
        elif stated.unit == "%" and old.unit != "%":
            ends = [arithmetic.ratio(more, less)]
            outcome = Computed(*(_rate(value, count) for value in ends[0]))
            plain = arithmetic.growth(less, more)
            if Computed(*(value / count for value in plain)).agrees(stated):
                continue  # the growth shared out evenly, which is told so as well
            sum_ = f"({more.text} ÷ {less.text})^(1/{count}) − 1"
        else:
            continue
        if not outcome.agrees(stated):
            yield told(stated, (old, new), sum_, outcome.middle)


def _rate(times: float, count: int) -> float:
    """The growth in one of several years, in per cent."""
    return float((times ** (1 / count) - 1) * HUNDRED)
