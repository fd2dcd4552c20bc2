"""What every test sees: a machine with nothing of its owner's on it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing_tui import i18n
from disks.places import CORPUS, SAMPLES

CORPUS_REQUIRED = bool(os.environ.get("BRIEFING_REQUIRE_CORPUS"))
"""Set by `.ci/run` where it sees the real texts: tests that do not find them fail instead of being skipped."""

settings.register_profile(
    "plain", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("plain")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the homes of all tests are: beside their own folders each would make the search for the next free number longer."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def hidden_machine(
    request: pytest.FixtureRequest, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A temporary home, no settings from the environment, English interface unless a test says otherwise."""
    home = Path(tempfile.mkdtemp(prefix="home-", dir=homes))
    for name in list(os.environ):
        if name.startswith(("BRIEFING_", "XDG_", "LC_", "TEXTUAL")) or name in {
            "NO_COLOR",
            "COLUMNS",
            "LINES",
            "PAGER",
        }:
            monkeypatch.delenv(name)
        if name.startswith("COVERAGE_") and request.node.get_closest_marker("fresh"):
            monkeypatch.delenv(name)  # or measuring would load and write what is looked for
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "UTC")
    i18n.set_language("en")
    yield home
    i18n.set_language("en")


@pytest.fixture
def corpus() -> Path:
    """The folder of real texts beside the project; skips where a clone has none."""
    if not CORPUS.is_dir():
        assert not CORPUS_REQUIRED, f"{CORPUS} is not there"
        pytest.skip("the real texts are not beside this clone")
    return CORPUS


@pytest.fixture
def samples() -> Path:
    """The library of sample issues."""
    return SAMPLES
