"""Derived figures told one by one behind several others: 起数由45起降到36起，人数由10人降到8人，分别下降20%和20%. Pure.

Told only when one of the list at least follows, which says that the others are meant alike.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.mentions import BASE, DOWN, NOW, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_JOINED = re.compile("(?:以及|[、和及与，])")
_ONE_BY_ONE = re.compile("分别|依次")
_OF_A_WHOLE = re.compile("分别占|各占")
_OF_IT = re.compile("的|[^，；：]{0,8}[中里]分别占")
_CHANGES = re.compile("增|长|升|高|多|扩|涨|降|减|少|低|缩|落|跌|改善")
_BEFORE = re.compile("去年|上年|前年|上[个一]?[月季期]|同期|年初|期初|原来|此前")
_NO_PAIRS = 2
"""Figures of a list at least."""


class _Member(NamedTuple):
    stated: Quantity
    made_of: tuple[Quantity, Quantity]
    sum: str
    outcome: Computed


def respective(all_: Sequence[Mention]) -> Iterator[Remark]:
    runs = [run for run in _runs(all_) if len(run) >= _NO_PAIRS]
    for run in runs:
        first = run[0]
        if any(one.quantity.rough for one in run):
            continue
        if _OF_IT.fullmatch(first.lead) and first.number and first.quantity.unit == "%":
            yield from _told(_shares(all_, run))
        elif (
            _ONE_BY_ONE.search(first.lead)
            and _CHANGES.search(first.label)
            and not _BEFORE.search(first.label[-4:])
        ):
            yield from _told(_changes(run, _pairs_before(all_, run) or _pairs_of_lists(all_, runs, run)))


def _runs(all_: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures with nothing but a mark or a 和 between them."""
    run: list[Mention] = []
    for one in all_:
        if run and not _JOINED.fullmatch(one.lead):
            yield run
            run = []
        run.append(one)
    yield run


def _shares(all_: Sequence[Mention], run: Sequence[Mention]) -> Iterator[_Member]:
    """甲21.6亿元，乙14.4亿元，分别占总余额72亿元的30%和20%."""
    at = run[0].number - 1
    whole, parts = all_[at], all_[max(0, at - len(run)) : at]
    if not _OF_A_WHOLE.search(whole.lead + run[0].lead) or len(parts) < len(run) or not whole.quantity.value:
        return
    for part, claim in zip(parts, run, strict=True):
        if not part.is_plain or part.quantity.unit != whole.quantity.unit or claim.quantity.unit != "%":
            return
        both = part.quantity, whole.quantity
        yield _Member(claim.quantity, both, f"{both[0].text} ÷ {both[1].text}", arithmetic.share(*both))


def _pairs_before(all_: Sequence[Mention], run: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """What there was and is, told pair by pair just before."""
    at = run[0].number
    figures = all_[max(0, at - 2 * len(run)) : at]
    pairs = list(zip(figures[::2], figures[1::2], strict=False))
    if len(figures) < 2 * len(run) or any(base.role != BASE or now.role != NOW for base, now in pairs):
        return []
    return pairs


def _pairs_of_lists(
    all_: Sequence[Mention], runs: Sequence[Sequence[Mention]], run: Sequence[Mention]
) -> list[tuple[Mention, Mention]]:
    """A list of what is, and one of what was: 3,600笔、27亿元，分别增长20%和35%，上年分别为3,000笔和20亿元."""
    others = [one for one in runs if one is not run and len(one) == len(run)]
    bases = [one for one in others if _BEFORE.search(one[0].label)]
    now = [one for one in others if one not in bases and one[0].number < run[0].number]
    at = run[0].number
    if not now and len(bases) == 1 and at == len(run):
        now = [all_[:at]]  # 批捕1,680人，起诉2,940人，分别下降16%和2%，上年分别为…
    return list(zip(bases[0], now[0], strict=True)) if len(bases) == len(now) == 1 else []


def _changes(run: Sequence[Mention], pairs: Sequence[tuple[Mention, Mention]]) -> Iterator[_Member]:
    down = re.search(DOWN, run[0].label) is not None
    for (base, now), claim in zip(pairs, run, strict=False):
        old, new, stated = base.quantity, now.quantity, claim.quantity
        if old.unit != new.unit or not old.value:
            return
        if stated.unit == "%" and old.unit != "%":
            outcome, sum_ = arithmetic.growth(old, new), f"({new.text} − {old.text}) ÷ {old.text}"
        elif stated.unit == old.unit or (stated.unit == "个百分点" and old.unit == "%"):
            outcome, sum_ = arithmetic.difference(new, old), f"{new.text} − {old.text}"
        else:
            return
        if down:
            outcome = arithmetic.negative(outcome)
            sum_ = sum_.replace(f"{new.text} − {old.text}", f"{old.text} − {new.text}")
        yield _Member(stated, (old, new), sum_, outcome)


def _told(some: Iterator[_Member]) -> Iterator[Remark]:
    members = [one for one in some if not any(figure.rough for figure in one.made_of)]
    wrong = [one for one in members if not one.outcome.agrees(one.stated)]
    if len(wrong) < len(members):
        yield from (told(one.stated, one.made_of, one.sum, one.outcome.middle) for one in wrong)
