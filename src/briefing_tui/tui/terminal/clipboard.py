"""Copying by OSC 52: the terminal at the reader's own desk sets its clipboard, through SSH, tmux and screen.

`copy_sequence` gives what is to be written, `copy` writes it. Nothing tells whether the terminal obeyed; many ask or refuse, which
is why the notice says "sent". The text must be clean (text.clean); it is base64 on the way in any case.
"""

import base64
from collections.abc import Callable, Mapping

from briefing_tui.i18n import _

LIMIT = 74_994
"""Bytes of UTF-8: xterm and its followers take 100,000 bytes in one sequence, base64 and frame included."""
_SCREEN_PIECE = 250
"""Bytes that GNU screen passes on from one device control string."""


class TooLongError(ValueError):
    """The text is longer than terminals take."""


def copy(text: str, what: str, environ: Mapping[str, str], write: Callable[[str], None]) -> str:
    """Send a text to the clipboard by `write`; what to tell the reader. `what` names the text."""
    try:
        sequence = copy_sequence(text, environ)
    except TooLongError:
        told = _("Too long for a terminal's clipboard (over {limit} kB): {what}")
        return told.format(limit=LIMIT // 1000, what=what)
    write(sequence)
    return _("Sent to the clipboard: {what}").format(what=what)


def copy_sequence(text: str, environ: Mapping[str, str]) -> str:
    """The escape sequence that copies `text`; TooLongError beyond `LIMIT` bytes.

    In tmux it is sent twice: wrapped for the terminal outside (works with `allow-passthrough on`) and plain for tmux
    itself (works with `set-clipboard on`). Both set the same text.
    """
    data = text.encode()
    if len(data) > LIMIT:
        raise TooLongError(len(data))
    plain = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    if _in_tmux(environ):
        escaped = plain.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{escaped}\x1b\\{plain}"
    if environ.get("STY") or environ.get("TERM", "") == "screen":
        pieces = (plain[at : at + _SCREEN_PIECE] for at in range(0, len(plain), _SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def _in_tmux(environ: Mapping[str, str]) -> bool:
    """Inside tmux here, or on a machine reached by SSH from inside tmux, where only TERM tells of it."""
    return bool(environ.get("TMUX")) or environ.get("TERM", "").startswith(("tmux", "screen-256color"))
