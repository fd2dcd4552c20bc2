"""What a kill costs somebody who types (promise D3), on the real screen. The long form is torture_typing.py."""

from pathlib import Path

import pytest

from torture_typing import PROMISED, kill_typists


@pytest.mark.slow
@pytest.mark.pty
def test_a_kill_costs_two_seconds_of_typing_at_most_and_the_rest_is_offered(tmp_path: Path) -> None:
    result = kill_typists(tmp_path, kills=5, seed=14, longest=3.0)
    assert result.offered == result.killed == 5
    assert result.longest <= PROMISED
