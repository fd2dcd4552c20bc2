"""One call of the system that does something else than it should, at its turn: for every call of a change, one after the other."""

import os
from collections.abc import Callable

import pytest

from briefing_tui.library.disk import moving


def interrupted(name: str, turn: int, then: Callable[[], None], patched: pytest.MonkeyPatch) -> list[int]:
    """Let call number `turn` (from 0) of a function of `os`, or of a private one of `moving`, do `then` instead; how often it was called."""
    module = moving if name.startswith("_") else os
    real, count = getattr(module, name), []

    def call(*arguments: object, **options: object) -> object:
        count.append(1)
        if len(count) - 1 == turn:
            if name == "close":
                real(*arguments, **options)
            then()
        return real(*arguments, **options)

    patched.setattr(module, name, call)
    return count
