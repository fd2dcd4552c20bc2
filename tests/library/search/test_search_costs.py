"""A text full of hits costs as much as it is long, not as many hits as it has times that."""

import pytest

from briefing_tui.library.search.matching import Needle
from briefing_tui.library.search.snippet import snippet
from measures.costs import is_linear


@pytest.mark.parametrize("unit", ["甲", "甲|", "甲乙丙\n"])
def test_a_text_full_of_hits_is_cut_in_one_go(unit: str) -> None:
    needles = [Needle("甲")]
    assert is_linear(lambda count: snippet(unit * count, 0, needles, 60), 10_000)
