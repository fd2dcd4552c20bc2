"""A sentence without its asides: clauses that say of a figure before them how it grew, or what share it is. Pure.

In 税收56亿元，同比增长5%，其中国税34亿元，增长4%；地税22亿元，增长6% a whole stands beside its parts only when the growth is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from briefing_tui.proof.figures.mentions import CHANGE, GROWTH, PLAIN, POINTS, SHARE, TIMES, Mention, mentions
from briefing_tui.proof.figures.sentence.quantities import SLOT, Sentence, sentence_of
from briefing_tui.proof.remark import Remark

_OPENS = "，（("
_CLOSES = "，；。（(）)：:"
_ASIDE = frozenset((GROWTH, SHARE, POINTS, TIMES))
_IN_PER_CENT = frozenset(("%", "倍", "个百分点"))
_MOVED = re.compile("(?:同比|环比|[比较与同]|[净又再]?(?:增|减|上升|下降|提高))")
"""What a clause begins with that says by how much something grew; 新增担保120亿元 may be a whole."""
_KEPT = re.compile("其中|包括|合计|共计|总计|分别|由|从|剩|余|非|一共|两项|达到|[增减降升][加长少]?[至到为]")
_OF_A_CHANGE = re.compile("[，；（(]其中[^，；]*[增减多少降]")
_LISTS = re.compile("[，；]?[（(]?(?:其中|包括|包含|涵盖|含)")
_LEAST = 1
"""Counted figures that do not suffice."""
_PARTED = re.compile("其中|包括|包含|涵盖|，含|[：（(]|中，|[一二三]是|[按从分][^，；]{1,12}[分看]|合计|共")
"""Without one of these no whole is told beside its parts."""


_BESIDE = frozenset(("、", "，金额", "、金额", "，共", "，合计"))
_IN_TWO = re.compile(f"{SLOT}(?:[、，]金额|、|，共|，合计){SLOT}[，；]")


class WithoutAsides(NamedTuple):
    """The shorter sentence, and where its characters stood."""

    sentence: Sentence
    starts: list[int]
    """Where each piece that was kept begins in the shorter one."""
    shifts: list[int]
    """By how much it stood behind that in the longer one."""

    def placed(self, remark: Remark) -> Remark:
        """A remark on the shorter sentence as one on the longer."""
        return remark._replace(start=self._shifted(remark.start), end=self._shifted(remark.end - 1) + 1)

    def _shifted(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.starts, place) - 1]


def without_asides(sentence: Sentence) -> WithoutAsides | None:
    """Without growth and shares; None where there are none, or too little is left to say anything."""
    if _PARTED.search(sentence.skeleton) is None or not _IN_PER_CENT & set(sentence.form.units):
        return None
    all_ = mentions(sentence)
    return _without(sentence, all_, sorted(set(_asides(sentence.text, all_))))


def in_one_measure(sentence: Sentence) -> WithoutAsides | None:
    """Without what is told in a second measure beside the first: 受理354笔、12.5亿元，通过312笔."""
    if _IN_TWO.search(sentence.skeleton) is None:
        return None
    all_ = mentions(sentence)
    spans = [
        (before.quantity.end, one.quantity.end)
        for before, one in pairwise(all_)
        if one.lead in _BESIDE
        and one.quantity.unit != before.quantity.unit
        and one.is_counted
        and before.is_counted
    ]
    return _without(sentence, all_, spans)


def _without(
    sentence: Sentence, all_: tuple[Mention, ...], spans: list[tuple[int, int]]
) -> WithoutAsides | None:
    text = sentence.text
    if not spans or sum(one.is_counted for one in all_ if not _lies_in(one, spans)) <= _LEAST:
        return None
    pieces = list(
        zip([0, *(end for _start, end in spans)], [*(start for start, _end in spans), len(text)], strict=True)
    )
    kept = sentence_of("".join(text[start:end] for start, end in pieces))
    if kept is None:
        return None
    starts = [0, *accumulate(end - start for start, end in pieces)][:-1]
    shifts = [start - begun for (start, _end), begun in zip(pieces, starts, strict=True)]
    return WithoutAsides(kept, starts, shifts)


def _lies_in(one: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.quantity.start < end for start, end in spans)


def _asides(text: str, all_: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """Where asides stand, each from the mark before it to the mark behind it."""
    for one in all_:
        if not one.number or not (one.role in _ASIDE or one.role == CHANGE):
            continue
        first = max(text.rfind(mark, 0, one.quantity.start) for mark in f"{_OPENS}；：")
        last = min(
            (at for mark in _CLOSES if (at := text.find(mark, one.quantity.end)) >= 0), default=len(text)
        )
        if first < 0 or text[first] not in _OPENS:
            continue
        clause = text[first + 1 : last]
        if _KEPT.search(clause) or (one.role == CHANGE and not _says_how_much(text, clause, last)):
            continue
        if any(first < other.quantity.start < last and not _goes_too(other, one) for other in all_):
            continue
        if text[first] in "（(":
            if text[last : last + 1] not in {"）", ")"}:
                continue
            last += 1
        if one.role == SHARE and _LISTS.match(text, last) is None:
            continue  # of members: what they are together of the whole is told
        yield first, last


def _says_how_much(text: str, clause: str, last: int) -> bool:
    return _MOVED.match(clause) is not None and _OF_A_CHANGE.match(text, last) is None


def _goes_too(other: Mention, one: Mention) -> bool:
    """Whether another figure of the clause says nothing more: 占计划16亿元的80%."""
    return (
        other.role in _ASIDE
        or other is one
        or (one.role == SHARE and other.role == PLAIN and one.lead.endswith("的"))
    )
