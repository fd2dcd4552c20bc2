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
from briefing_tui.proof.figures.claims.members import members
from briefing_tui.proof.figures.claims.respective import respective
from briefing_tui.proof.figures.claims.rests import dues, flows, identities, rests
from briefing_tui.proof.figures.claims.shares import multiples, shares
from briefing_tui.proof.figures.claims.sums import totals
from briefing_tui.proof.figures.mentions import (
    CHANGE,
    EACH,
    GROWTH,
    HAS_CUES,
    PLAIN,
    POINTS,
    REST,
    SHARE,
    TIMES,
    frames,
    mentions,
)
from briefing_tui.proof.figures.quantities import Sentence
from briefing_tui.proof.remark import Remark

_LISTED = re.compile("[，；：（(其包分倍担负进支成初上去结原]|全年|半年|季度")
"""Without one of these, figures that have no role say nothing of each other: cells of a table."""
_OF_ROLES = (multiples, rests, totals, products, identities, dues, flows, respective)
_OF_WORDS = (shares, changes, averages, members)
_ALL = frozenset((*_OF_ROLES, *_OF_WORDS))
_NEEDS: tuple[tuple[Callable[..., Iterator[Remark]], frozenset[str]], ...] = (
    (rests, frozenset((REST,))),
    (products, frozenset((EACH,))),
    (averages, frozenset((EACH,))),
    (shares, frozenset((SHARE,))),
    (changes, frozenset((CHANGE, GROWTH, POINTS, TIMES))),
)
"""Roles without one of which some say nothing."""


def reckoned(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on derived figures that nothing in the sentence bears out, though the words say from what they follow."""
    is_listed = _LISTED.search(sentence.skeleton) is not None
    if not is_listed and not HAS_CUES.search(sentence.skeleton):
        return
    form = sentence.form
    if form.silent >= _ALL:
        return
    roles = {one.role for one in frames(form)}
    if not is_listed and roles == {PLAIN}:
        return
    form.silent.update(reading for reading, needs in _NEEDS if needs.isdisjoint(roles))
    all_ = tuple(as_printed(one) for one in mentions(sentence))
    for of_roles in _OF_ROLES:
        yield from said(sentence, of_roles, all_)
    for of_words in _OF_WORDS:
        yield from said(sentence, of_words, sentence, all_)
