"""Promise S1: a message is never sent twice silently and never lost unnoticed. A part of the two hundred kills that `make torture` does."""

import pytest

from torture_delivery import STEPS, torture


@pytest.mark.slow
def test_no_kill_doubles_a_message_or_loses_one_unnoticed() -> None:
    result = torture(STEPS + 4)
    assert result.wrong == []
    assert result.killed >= STEPS
    assert 5 <= result.unknown < STEPS
