"""How far a sync or a fetch is, in a line that the next one takes the place of; nothing unless somebody watches. Called by the verbs."""

import time
from collections.abc import Callable

from briefing_tui.cli.output.talk import Talk
from briefing_tui.i18n import _

_EVERY = 0.2
"""Seconds between two lines at least."""


def told_to(talk: Talk) -> Callable[[str, int, int], None] | None:
    """What a sync tells how far it is; None when nobody watches."""
    if not talk.terminal:
        return None
    from briefing_tui.library.sync.watched import FILES, RECEIVING, SENDING, SORTING

    words = {
        RECEIVING: _("receiving: {done} of {total}"),
        SORTING: _("looking through it: {done} of {total}"),
        SENDING: _("sending: {done} of {total}"),
        FILES: _("writing files: {done} of {total}"),
    }
    last, at = "", 0.0

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last, at
        now = time.monotonic()
        if what == last and now - at < _EVERY and done < total:
            return
        last, at = what, now
        talk.progress(words[what].format(done=done, total=total))

    return tell
