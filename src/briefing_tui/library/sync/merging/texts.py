"""Three texts brought together line by line, for what is no piece of an issue: comments, and keys of somebody's own. Pure."""

import difflib

_LINES = 20_000
"""Lines of one text that are compared."""


def united_text(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Both changes of `base`; None where they touch each other, and of very long texts."""
    texts = [data.splitlines(keepends=True) for data in (base, mine, theirs)]
    if max(map(len, texts)) > _LINES:
        return None
    old, here, there = texts
    changes = sorted([*_changes(old, here), *_changes(old, there)])
    made: list[bytes] = []
    at = 0
    previous: tuple[int, int, list[bytes]] | None = None
    for change in changes:
        if change == previous:
            continue
        start, end, lines = change
        touching = start < at or (previous is not None and start == at == previous[1])
        if previous is not None and touching:
            return None
        made += old[at:start] + lines
        at, previous = end, change
    return b"".join(made + old[at:])


def _changes(old: list[bytes], new: list[bytes]) -> list[tuple[int, int, list[bytes]]]:
    """Where lines of `old` are replaced (half-open), and by what."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        (start, end, new[first:last])
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]
