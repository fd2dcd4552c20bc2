"""Whether the figures of a sentence bear each other out, whatever its shape: by the roles of `figures.mentions`. Pure.

A figure that is derived (a share, a growth, a difference, a rest, a sum, an average) is compared with all the figures it may come from. If any
two of them give it, nothing is told. If none does, it is told only when the words say from which figures of this sentence it has to follow.
"""

import re
from collections.abc import Callable, Iterator

from briefing_tui.proof.figures.asking import said
from briefing_tui.proof.figures.claims.averages import averages, products
from briefing_tui.proof.figures.claims.borne_out import as_printed
from briefing_tui.proof.figures.claims.changes import changes
from briefing_tui.proof.figures.claims.compared import compared, deeds, moved_shares, of_both, times_named
from briefing_tui.proof.figures.claims.divided import divided
from briefing_tui.proof.figures.claims.members import members
from briefing_tui.proof.figures.claims.named_rates import named_rates
from briefing_tui.proof.figures.claims.nets import carried, nets
from briefing_tui.proof.figures.claims.ratios import ratios
from briefing_tui.proof.figures.claims.respective import respective
from briefing_tui.proof.figures.claims.rests import dues, flows, identities, rests
from briefing_tui.proof.figures.claims.shares import multiples, shares
from briefing_tui.proof.figures.claims.sums import totals
from briefing_tui.proof.figures.claims.withdrawals import moves, moves_ahead, withdrawals
from briefing_tui.proof.figures.claims.yearly import yearly
from briefing_tui.proof.figures.mentions import (
    CHANGE,
    EACH,
    GROWTH,
    HAS_CUES,
    NOW,
    PLAIN,
    POINTS,
    REST,
    SHARE,
    TIMES,
    TOTAL,
    mentions,
    roles,
)
from briefing_tui.proof.figures.quantities import Sentence
from briefing_tui.proof.remark import Remark

_LISTED = re.compile("[，；：（(其包分倍担负进支成初上去结原]|全年|半年|季度")
"""Without one of these, figures that have no role say nothing of each other: cells of a table."""
_OF_ROLES = (
    multiples,
    rests,
    totals,
    products,
    identities,
    dues,
    flows,
    nets,
    carried,
    respective,
    named_rates,
    withdrawals,
    yearly,
    compared,
    times_named,
    deeds,
    moved_shares,
    of_both,
    moves_ahead,
)
_OF_WORDS = (shares, changes, averages, members, divided, moves, ratios)
_ALL = frozenset((*_OF_ROLES, *_OF_WORDS))
_NEEDS: tuple[tuple[Callable[..., Iterator[Remark]], frozenset[str], frozenset[str]], ...] = (
    (multiples, frozenset(), frozenset("倍")),
    (rests, frozenset((REST,)), frozenset()),
    (totals, frozenset((TOTAL,)), frozenset("合共总一之相加两担构布例年季")),
    (products, frozenset((EACH,)), frozenset()),
    (identities, frozenset(), frozenset("缺负进支成节减")),
    (dues, frozenset(), frozenset("还尚仍少多未欠")),
    (flows, frozenset(), frozenset("末底有前存额办院册编量余")),
    (respective, frozenset(), frozenset("的分依")),
    (shares, frozenset((SHARE,)), frozenset()),
    (changes, frozenset((CHANGE, GROWTH, POINTS, TIMES)), frozenset()),
    (averages, frozenset((EACH,)), frozenset()),
    (members, frozenset(), frozenset("中其包涵分，；：（(")),
    (divided, frozenset(), frozenset("中包涵分，：含")),
    (nets, frozenset(), frozenset("净然")),
    (carried, frozenset(), frozenset("结存余")),
    (named_rates, frozenset(), frozenset("比度率")),
    (withdrawals, frozenset((NOW,)), frozenset()),
    (yearly, frozenset((NOW,)), frozenset()),
    (compared, frozenset(), frozenset("比较")),
    (times_named, frozenset(), frozenset("是为")),
    (deeds, frozenset((NOW,)), frozenset()),
    (moved_shares, frozenset(), frozenset("占")),
    (of_both, frozenset(), frozenset("非")),
    (moves_ahead, frozenset((NOW,)), frozenset()),
    (moves, frozenset((NOW,)), frozenset()),
    (ratios, frozenset(), frozenset("比")),
)
"""The roles and the characters without one of which each says nothing."""


def beside(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on a whole and its parts alone."""
    all_ = tuple(as_printed(one) for one in mentions(sentence))
    for of_roles in (totals, rests):
        yield from said(sentence, of_roles, all_)
    for of_words in (members, divided):
        yield from said(sentence, of_words, sentence, all_)


def reckoned(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on derived figures that nothing in the sentence bears out, though the words say from what they follow."""
    is_listed = _LISTED.search(sentence.skeleton) is not None
    if not is_listed and not HAS_CUES.search(sentence.skeleton):
        return
    form = sentence.form
    silent, letters = form.silent, form.letters
    if silent >= _ALL:
        return
    found = roles(form)
    if not is_listed and found == {PLAIN}:
        return
    silent.update(
        reading for reading, needs, cues in _NEEDS if needs.isdisjoint(found) and cues.isdisjoint(letters)
    )
    if not form.has_three_alike:
        silent.update((members, divided))
    if silent >= _ALL:
        return
    all_ = tuple(as_printed(one) for one in mentions(sentence))
    for of_roles in _OF_ROLES:
        if of_roles not in silent:
            yield from said(sentence, of_roles, all_)
    for of_words in _OF_WORDS:
        if of_words not in silent:
            yield from said(sentence, of_words, sentence, all_)
