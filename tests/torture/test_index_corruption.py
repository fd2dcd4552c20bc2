"""Promise I1: catalog and index may be deleted, corrupted, stale or read-only, and answers stay right.

A tenth of the thousand damages that `make torture` does.
"""

import pytest

from briefing_tui.library import reader
from torture_index import DAMAGES, torture


@pytest.mark.slow
def test_no_damage_gives_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_WORTH_BYTES", 1)
    result = torture(100)
    assert result.wrong == []
    assert result.kinds == set(DAMAGES)
    assert result.noticed >= 40  # damage is noticed, not merely survived
