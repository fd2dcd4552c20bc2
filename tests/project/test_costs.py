"""The comparison of costs tells linear from quadratic, and is not misled by a slow moment."""

import re

import pytest

from measures import costs


def spin(count: int) -> None:
    for _turn in range(count):
        pass


def test_linear_and_quadratic_are_told_apart() -> None:
    assert costs.is_linear(lambda length: spin(length * 20), 10_000)
    assert not costs.is_linear(lambda length: spin(length * length // 100), 5_000)


def test_one_slow_moment_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    took = iter([0.9, 0.01, 0.04, 0.01])
    monkeypatch.setattr(costs, "cost", lambda _work: next(took))
    assert costs.is_linear(spin, 1)
    assert next(took, None) is None


def test_no_test_measures_by_the_clock(pytestconfig: pytest.Config) -> None:
    """Deadlines that only guard against waiting for ever are set beforehand, and may stay."""
    clock = re.compile(r"assert .*\btime\.(?:monotonic|perf_counter|process_time|time)\(\) - ")
    tests = sorted((pytestconfig.rootpath / "tests").rglob("test_*.py"))
    assert [path.name for path in tests if clock.search(path.read_text(encoding="utf-8"))] == []
