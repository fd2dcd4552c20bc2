"""Figures that tell how much each of some is at most or at least, and are no amount of anything: 单户500万元及以下. Pure."""

from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence

_LIMITS = (
    Phrase(rf"(?P<limit>{SLOT})(?:[（(]含[）)])?(?:及以上|及?以[下内]|内的)", "以内"),
    Phrase(rf"单(?:[户笔家]|个[一-鿿]{{2}}){WORDS}{{0,8}}(?P<limit>{SLOT})", "单"),
    Phrase(rf"(?P<limit>{SLOT})(?:[至到～~—–-]|——){SLOT}", "至到～~—–-"),
    Phrase(rf"{SLOT}(?:[至到～~—–-]|——)(?P<limit>{SLOT})", "至到～~—–-"),
)
_UNITS = frozenset(("元", "亩", "人", "吨", "岁", "年"))
"""Of what is measured of each; 单项奖12个 is a number of them."""


def amounts_before(sentence: Sentence, place: int) -> tuple[Quantity, ...]:
    """The figures before a place, the nearest first, without those that are limits; none where the nearest is one: what a share of
    单户500万元以下的 is, has no figure.
    """
    some = [sentence.at(found["limit"]) for limit in _LIMITS for found in limit.of(sentence)]
    limits = [one for one in some if one.unit in _UNITS]
    before = sentence.before(place)
    if not limits or not before:
        return before
    return () if before[0] in limits else tuple(one for one in before if one not in limits)
