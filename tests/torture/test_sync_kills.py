"""A sample of `torture_sync.py`: a sync that is killed at each of some steps, clones at once, two hosts that write."""

import shutil

import pytest

from torture_sync import crowd, hosts, torture

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("git") is None, reason="needs git")]


def test_a_killed_sync_loses_nothing_and_the_next_one_goes_on() -> None:
    result = torture(9)
    assert result.wrong == []
    assert result.killed >= 6


def test_clones_that_add_to_one_issue_lose_nothing() -> None:
    made = crowd(6, 3)
    assert (made.lost, made.doubled, made.straight) == (0, 0, True)


def test_editors_on_two_hosts_lose_nothing() -> None:
    assert hosts(8, 4) == []
