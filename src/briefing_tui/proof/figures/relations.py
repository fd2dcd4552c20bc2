"""C-01 and C-02: figures of one sentence that say something of each other (`figures.shares`, `.changes`, `.sums`, `.averages`,
`.members`, `.wholes`). Pure.

A relation is looked at only when the words between the figures say what they are, and told only when no reading of the sentence
makes it right: rather silent than wrong.
"""

import functools
from collections.abc import Callable, Iterable, Iterator

from briefing_tui.proof.figures import (
    averages,
    changes,
    members,
    named_again,
    reckoning,
    shares,
    sums,
    uses,
    wholes,
)
from briefing_tui.proof.figures.asides import WithoutAsides, in_one_measure, without_asides
from briefing_tui.proof.figures.asking import each_said
from briefing_tui.proof.figures.claims.subsets import subsets
from briefing_tui.proof.figures.doubts import is_doubtful
from briefing_tui.proof.figures.sentence.cues import CHINESE, any_of
from briefing_tui.proof.figures.sentence.quantities import Sentence, sentences
from briefing_tui.proof.remark import Remark

_Relations = tuple[tuple[int, int, Callable[[Sentence], Iterator[Remark]]], ...]
_RELATIONS: _Relations = (
    (3, any_of("占率的数"), shares.shares),
    (2, any_of("由从超高多大低少小不突跨迈较比在去上年期改此原增减降下余净差欠未"), changes.changes),
    (2, any_of("余剩"), sums.rests),
    (3, any_of("共总计全占余剩尚仍还缺差"), sums.sums),
    (2, any_of("均每"), averages.averages),
    (2, any_of("占男担出持"), members.halves),
    (3, any_of("，；：（(中占包分应"), members.members),
    (2, CHINESE, reckoning.reckoned),
)
"""How many figures each takes at least, and the cue that all its patterns have one character of: most sentences have fewer, or none."""


_OF_PARTS: _Relations = (
    (1, any_of("中里有占率包含"), wholes.parts_above),
    (2, any_of("，；、"), members.members_above),
    (2, any_of("，、已"), subsets),
    (2, any_of("，；、已目实中"), uses.used_above),
    (2, any_of("，；、"), named_again.named_again),
)
_BESIDE: dict[str, _Relations] = {
    "C-01": (
        (3, any_of("共总计全占余剩尚仍还缺差"), sums.sums),
        (3, any_of("，；：（(中占包分应"), members.members),
        (3, CHINESE, reckoning.beside),
    ),
    "C-02": _OF_PARTS,
}
"""Those of a whole and its parts, by rule, which are asked again without the growth and the shares between the two."""


@functools.lru_cache(maxsize=2)
def _without_asides(sentence: Sentence) -> WithoutAsides | None:
    """Both rules ask for it, one after the other."""
    return without_asides(sentence)


_SHORTER = ((_without_asides, _BESIDE), (in_one_measure, {"C-02": _OF_PARTS}))
"""Ways to shorten a sentence, each with what is asked of the shorter one."""


class _Reading:
    """One way through the sentences of a text for both rules: what the second says of those that the first has seen is kept for it.

    Sentences are not: a text of nothing but figures has a hundred thousand.
    """

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)
        self._kept: list[Remark] = []

    def disagreements(self) -> Iterator[Remark]:
        """C-01."""
        for start, sentence in self._sentences:
            self._kept += _placed(start, _told(sentence, "C-02", _OF_PARTS))
            yield from _placed(start, _told(sentence, "C-01", _RELATIONS))

    def parts(self) -> Iterator[Remark]:
        """C-02, of what the first has seen and of all the rest."""
        yield from self._kept
        for start, sentence in self._sentences:
            yield from _placed(start, _told(sentence, "C-02", _OF_PARTS))


_begun: dict[str, _Reading] = {}
"""That of the text which the first rule has read, for the second."""


def figures_that_disagree(text: str) -> Iterator[Remark]:
    """C-01: shares, growth, differences, sums, averages, multiples, ratios."""
    _begun.clear()
    reading = _begun[text] = _Reading(text)
    return reading.disagreements()


def parts_above_the_whole(text: str) -> Iterator[Remark]:
    """C-02: 19家银行中已签订的共有154家."""
    return (_begun.pop(text, None) or _Reading(text)).parts()


def _placed(start: int, remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Remarks on a sentence as those on its text."""
    return (remark._replace(start=remark.start + start, end=remark.end + start) for remark in remarks)


def _told(sentence: Sentence, rule: str, relations: _Relations) -> tuple[Remark, ...]:
    """What some relations say of a sentence; of the same words over and over they are asked once."""
    remarks = sentence.told.get(rule)
    if remarks is None:
        remarks = tuple(_of_one(sentence, relations))
        if not remarks:
            remarks = tuple(_of_the_shorter(sentence, rule))
        sentence.told[rule] = remarks
    return remarks


def _of_the_shorter(sentence: Sentence, rule: str) -> Iterator[Remark]:
    """What is told when asides are left out; where all sentences of a form have none, they are looked for once."""
    silent = sentence.form.silent
    for shortened, of_rule in _SHORTER:
        if rule not in of_rule or shortened in silent:
            continue
        shorter = shortened(sentence)
        if shorter is None:
            silent.add(shortened)
            continue
        remarks = [shorter.placed(remark) for remark in _of_one(shorter.sentence, of_rule[rule])]
        if remarks:
            yield from remarks
            return


def _of_one(sentence: Sentence, relations: _Relations) -> Iterator[Remark]:
    lacks, count, silent = sentence.form.lacks, sentence.count, sentence.form.silent
    asked = [
        relation
        for least, cue, relation in relations
        if count >= least and not cue & lacks and relation not in silent
    ]
    if not asked:
        return
    seen: set[tuple[int, int]] = set()
    for remark in each_said(sentence, asked, sentence):
        if (remark.start, remark.end) not in seen:
            seen.add((remark.start, remark.end))
            if not is_doubtful(sentence, remark):
                yield remark
