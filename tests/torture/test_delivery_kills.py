"""Promise S1: a message is never sent twice silently and never lost unnoticed. Some of the two hundred kills that `make torture` does."""

import pytest

from torture_delivery import torture


@pytest.mark.slow
def test_no_kill_doubles_a_message_or_loses_one_unnoticed() -> None:
    result = torture(60)
    assert result.wrong == []
    assert result.killed == 60
    assert 5 <= result.unknown < result.killed
