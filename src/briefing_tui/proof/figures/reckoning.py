"""Whether the figures of a sentence bear each other out, whatever its shape: by the roles of `figures.mentions`. Pure.

A figure that is derived (a share, a growth, a difference, a rest, a sum, an average) is compared with all the figures it may come from. If any
two of them give it, nothing is told. If none does, it is told only when the words say from which figures of this sentence it has to follow.
"""

import re
from collections.abc import Iterator

from briefing_tui.proof.figures.claims.averages import averages, products
from briefing_tui.proof.figures.claims.borne_out import as_printed
from briefing_tui.proof.figures.claims.changes import changes
from briefing_tui.proof.figures.claims.compared import compared, deeds, moved_shares, of_both, times_named
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
from briefing_tui.proof.figures.mentions import HAS_CUES, PLAIN, mentions
from briefing_tui.proof.figures.quantities import Sentence
from briefing_tui.proof.remark import Remark

_LISTED = re.compile("[，；：（(其包分倍担负进支成初上去结原]|全年|半年|季度")
"""Without one of these, figures that have no role say nothing of each other: cells of a table."""


def reckoned(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on derived figures that nothing in the sentence bears out, though the words say from what they follow."""
    is_listed = _LISTED.search(sentence.skeleton) is not None
    if not is_listed and not HAS_CUES.search(sentence.skeleton):
        return
    all_ = tuple(as_printed(one) for one in mentions(sentence))
    if not is_listed and all(one.role == PLAIN for one in all_):
        return
    for of_roles in (
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
    ):
        yield from of_roles(all_)
    for of_words in (shares, changes, averages, members, moves, ratios):
        yield from of_words(sentence, all_)
