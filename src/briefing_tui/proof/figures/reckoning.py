"""Whether the figures of a sentence bear each other out, whatever its shape: by the roles of `figures.mentions`. Pure.

A figure that is derived (a share, a growth, a difference, a rest, a sum, an average) is compared with all the figures it may come from. If any
two of them give it, nothing is told. If none does, it is told only when the words say from which figures of this sentence it has to follow.
"""

import re
from collections.abc import Callable, Iterator, Set as AbstractSet
from functools import lru_cache, reduce
from operator import or_

from briefing_tui.proof.figures.asking import each_said
from briefing_tui.proof.figures.claims.averages import averages, products
from briefing_tui.proof.figures.claims.borne_out import MAY_BE_SET, as_printed
from briefing_tui.proof.figures.claims.changes import changes
from briefing_tui.proof.figures.claims.compared import compared, deeds, moved_shares, of_both, times_named
from briefing_tui.proof.figures.claims.divided import divided
from briefing_tui.proof.figures.claims.members import members
from briefing_tui.proof.figures.claims.named_rates import named_rates, set_rates
from briefing_tui.proof.figures.claims.nets import carried, nets
from briefing_tui.proof.figures.claims.ratios import ratios
from briefing_tui.proof.figures.claims.respective import respective
from briefing_tui.proof.figures.claims.rests import behind_the_aim, dues, flows, identities, rests
from briefing_tui.proof.figures.claims.shares import levers, multiples, shares
from briefing_tui.proof.figures.claims.sums import totals
from briefing_tui.proof.figures.claims.withdrawals import moves, moves_ahead, moves_before, withdrawals
from briefing_tui.proof.figures.claims.yearly import yearly
from briefing_tui.proof.figures.mentions import (
    BASE,
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
    Mention,
    mentions,
    roles,
)
from briefing_tui.proof.figures.sentence.cues import any_of
from briefing_tui.proof.figures.sentence.forms import SentenceForm
from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.remark import Remark

_LISTED = any_of("，；：（(其包分倍担负进支成初上去结原")
_TERM = re.compile("全年|半年|季度")
"""Without one of these, figures that have no role say nothing of each other: cells of a table."""
_PLAIN = frozenset((PLAIN,))
_Reading = Callable[..., Iterator[Remark]]
_OF_ROLES: tuple[_Reading, ...] = (
    multiples,
    levers,
    rests,
    behind_the_aim,
    totals,
    products,
    identities,
    dues,
    flows,
    nets,
    carried,
    respective,
    named_rates,
    set_rates,
    withdrawals,
    yearly,
    compared,
    times_named,
    deeds,
    moved_shares,
    of_both,
    moves_ahead,
    moves_before,
)
_OF_WORDS: tuple[_Reading, ...] = (shares, changes, averages, members, divided, moves, ratios)
_NEEDS: tuple[tuple[_Reading, frozenset[str], int], ...] = (
    (multiples, frozenset(), any_of("倍")),
    (levers, frozenset(), any_of("放撬扩杠资乘")),
    (rests, frozenset((REST,)), 0),
    (behind_the_aim, frozenset((REST,)), any_of("超")),
    (totals, frozenset((TOTAL,)), any_of("合共总一之相加两担构布例年季")),
    (products, frozenset((EACH,)), 0),
    (identities, frozenset(), any_of("缺负进支成节减")),
    (dues, frozenset(), any_of("还尚仍少多未欠")),
    (flows, frozenset(), any_of("末底有前存额办院册编量余")),
    (respective, frozenset(), any_of("的分依")),
    (shares, frozenset((SHARE,)), 0),
    (changes, frozenset((CHANGE, GROWTH, POINTS, TIMES)), 0),
    (averages, frozenset((EACH,)), 0),
    (members, frozenset(), any_of("中其包涵分，；：（(")),
    (divided, frozenset(), any_of("中包涵分，：含")),
    (nets, frozenset(), any_of("净然")),
    (carried, frozenset(), any_of("结存余净")),
    (named_rates, frozenset(), any_of("比度率")),
    (set_rates, frozenset(), any_of("按以依")),
    (withdrawals, frozenset((NOW,)), 0),
    (yearly, frozenset((NOW,)), 0),
    (compared, frozenset(), any_of("比较")),
    (times_named, frozenset(), any_of("是为")),
    (deeds, frozenset((NOW,)), 0),
    (moved_shares, frozenset(), any_of("占")),
    (of_both, frozenset(), any_of("非")),
    (moves_ahead, frozenset((NOW,)), 0),
    (moves_before, frozenset((BASE,)), 0),
    (moves, frozenset((NOW,)), 0),
    (ratios, frozenset(), any_of("比")),
)
"""The roles and the cue without one of which each says nothing; 0 where a role has to be there."""
_CUES = reduce(or_, (cue for _reading, _roles, cue in _NEEDS))


@lru_cache(maxsize=1024)
def _asked(
    found: AbstractSet[str], cues: int, *, has_three_alike: bool
) -> tuple[tuple[_Reading, ...], tuple[_Reading, ...]]:
    """Those that may say something of a sentence, by roles and by words, for the roles of its figures and the cues that stand in it."""
    idle = {reading for reading, needs, cue in _NEEDS if needs.isdisjoint(found) and not cue & cues}
    if not has_three_alike:
        idle.update((members, divided))
    by_roles, by_words = (
        tuple(reading for reading in some if reading not in idle) for some in (_OF_ROLES, _OF_WORDS)
    )
    return by_roles, by_words


def _asked_of(
    form: SentenceForm, found: AbstractSet[str]
) -> tuple[tuple[_Reading, ...], tuple[_Reading, ...]]:
    return _asked(found, _CUES & ~form.lacks, has_three_alike=form.has_three_alike)


def _as_printed(sentence: Sentence) -> tuple[Mention, ...]:
    all_ = mentions(sentence)
    return all_ if MAY_BE_SET & sentence.form.lacks else tuple(map(as_printed, all_))


def beside(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on a whole and its parts alone."""
    by_roles, by_words = _asked_of(sentence.form, roles(sentence.form))
    of_roles = [reading for reading in (totals, rests) if reading in by_roles]
    of_words = [reading for reading in (members, divided) if reading in by_words]
    if of_roles or of_words:
        all_ = _as_printed(sentence)
        yield from each_said(sentence, of_roles, all_)
        yield from each_said(sentence, of_words, sentence, all_)


def reckoned(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on derived figures that nothing in the sentence bears out, though the words say from what they follow."""
    form = sentence.form
    is_listed = not _LISTED & form.lacks or _TERM.search(sentence.skeleton) is not None
    if not is_listed and not HAS_CUES.search(sentence.skeleton):
        return
    found = roles(form)
    if not is_listed and found == _PLAIN:
        return
    by_roles, by_words = _asked_of(form, found)
    silent = form.silent
    if silent.issuperset(by_roles) and silent.issuperset(by_words):
        return
    all_ = _as_printed(sentence)
    yield from each_said(sentence, by_roles, all_)
    yield from each_said(sentence, by_words, sentence, all_)
