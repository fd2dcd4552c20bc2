"""Ratios written with a colon: 学生23,400人，教师1,560人，生师比15:1; 三次产业结构10:40:50. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import HUNDRED
from briefing_tui.proof.figures.mentions import CHANGE, GROWTH, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,4})?"
_OF_TWO = re.compile(
    rf"(?<![风分]险)(?<!分担)(?<!出资)(?<!持股)(?:竞争|报录|招录|考录|录取|求人|供求|供需|[配之]|(?P<one>[一-鿿])(?P<other>[一-鿿])(?:收入|人数|人口)?)比例?(?:约?[为是]|达到?)?"
    rf"(?P<ratio>(?P<first>{_NUMBER})[:：∶][ ]?(?P<second>{_NUMBER}))(?![0-9:：∶.])"
)
_OF_THREE = re.compile(
    rf"产业[^，；。]{{0,6}}(?:结构|比例|构成|比重)[^，；。0-9]{{0,10}}(?P<all>{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER})"
    rf"(?:[^，；。0-9]{{0,8}}(?P<after>{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER}))?(?![0-9:：∶.])"
)
_COLON = re.compile("[:：∶]")
_NEAR = 20
"""In per cent: three that are further from a hundred are no shares."""


def ratios(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    """学生23,400人，教师1,560人，生师比15:1: of the two figures before it, if the name fits them."""
    if "比" not in sentence.skeleton:
        return
    for found in _OF_TWO.finditer(sentence.text):
        pair = _compared(all_, found)
        first, second = (_term(found, name) for name in ("first", "second"))
        if pair is None or not (first.value and second.value):
            continue
        stated = _ratio(first, second)
        outcome, turned = arithmetic.ratio(*pair), arithmetic.ratio(*pair[::-1])
        if _overlap(outcome, stated) or _overlap(turned, stated):
            continue
        ratio = first._replace(start=found.start("ratio"), end=found.end("ratio"), text=found["ratio"])
        likelier = min((outcome, turned), key=lambda one: abs(one.middle - stated.middle))
        one, other = pair if likelier is outcome else pair[::-1]
        remark = told(ratio, pair, f"{one.text} ÷ {other.text}", likelier.middle * second.value)
        yield remark


def structures(text: str) -> Iterator[Remark]:
    """三次产业结构由10:40:50调整为9:41:50: each is a hundred together."""
    for found in _OF_THREE.finditer(text):
        for name in ("all", "after"):
            if not found[name]:
                continue
            at, parts = found.start(name), []
            for number in _COLON.split(found[name]):
                parts.append(_quantity(at, number))
                at += len(number) + 1
            both = arithmetic.total(tuple(parts))
            finest = min(one.step for one in parts)
            whole = parts[0]._replace(value=HUNDRED, step=finest, text="100%")
            if abs(both.middle - HUNDRED) < _NEAR and not both.agrees(whole):
                remark = told(whole, tuple(parts), found[name].replace(":", " + "), both.middle)
                yield remark._replace(start=found.start(name), end=found.end(name))


def _compared(all_: Sequence[Mention], found: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """The two figures that stand before a ratio, when they are all that it may be of."""
    before = [one for one in all_ if one.quantity.end <= found.start() and one.is_counted]
    if len(before) != 2 or any(one.role in {CHANGE, GROWTH} or one.quantity.rough for one in before):
        return None
    one, other = before
    names = [found["one"], found["other"]]
    if not (one.quantity.value and other.quantity.value):
        return None
    if one.quantity.unit != other.quantity.unit and not (
        names[0] and any(a in one.label and b in other.label for a, b in (names, names[::-1]))
    ):
        return None
    if names[0] and not any(name in words for name in names for words in (one.label, other.label)):
        return None
    return one.quantity, other.quantity


def _term(found: re.Match[str], name: str) -> Quantity:
    """One side of a ratio; a 1 is exact."""
    quantity = _quantity(found.start(name), found[name])
    return quantity._replace(step=0.0) if found[name] == "1" else quantity


def _quantity(at: int, number: str) -> Quantity:
    step = 10.0 ** -len(number.partition(".")[2])
    return Quantity(at, at + len(number), float(number), step, "%", number, rough=False)


def _ratio(first: Quantity, second: Quantity) -> Computed:
    return arithmetic.ratio(first, second)


def _overlap(one: Computed, other: Computed) -> bool:
    return one.low <= other.high and other.low <= one.high
