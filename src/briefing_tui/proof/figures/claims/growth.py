"""The readings in which a stated growth may be right. Pure."""

import re
from collections.abc import Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import HUNDRED, bear_out
from briefing_tui.proof.figures.mentions import Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity


def grown(groups: Sequence[Sequence[Mention]], stated: Quantity, way: str = "") -> bool:
    """Whether two figures of a group give a growth; told with its way, 下降 or 增长, only those that went it."""
    if stated.unit == "倍":
        return bear_out(groups, (arithmetic.ratio, _growth_in_times, _fall_in_times), stated)
    falls, rises = re.search("[降减跌缩低落少]", way), re.search("[增升涨高长多扩]", way)
    readings = [arithmetic.growth, _fall, arithmetic.share]
    readings += [] if falls and not rises else [gain_of_new]
    readings += [] if rises and not falls else [loss_of_new]
    return bear_out(groups, readings, stated)


def _fall(one: Quantity, other: Quantity) -> Computed:
    return arithmetic.negative(arithmetic.growth(one, other))


def _growth_in_times(one: Quantity, other: Quantity) -> Computed:
    grown = arithmetic.growth(one, other)
    return Computed(grown.low / HUNDRED, grown.high / HUNDRED, grown.middle / HUNDRED)


def _fall_in_times(one: Quantity, other: Quantity) -> Computed:
    return arithmetic.negative(_growth_in_times(one, other))


def gain_of_new(change: Quantity, new: Quantity) -> Computed:
    old = new._replace(value=new.value - change.value)
    return arithmetic.share(change, old) if old.value > 0 else Computed(-1, -1, -1)


def loss_of_new(change: Quantity, new: Quantity) -> Computed:
    return arithmetic.share(change, new._replace(value=new.value + change.value))
