"""Which of several objects have an action of ours: what the framework's classes bring along does not count."""

from collections.abc import Iterable


def owners_of(name: str, owners: Iterable[object]) -> list[object]:
    """Those of `owners` with a method of this program for the action `name`."""
    return [
        owner
        for owner in owners
        for base in type(owner).__mro__
        if base.__module__.startswith("briefing_tui") and f"action_{name}" in vars(base)
    ]
