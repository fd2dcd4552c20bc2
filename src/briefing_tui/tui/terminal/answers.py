"""What a terminal answers to the questions of the probe, in time or late: the width of “, and whether its background is light.

The probe collects answers before the framework is there; those that come later are recognised by `input` and added by the
driver. An answer is bytes from outside: one that is not of the very form that was asked for is none. Loads no framework.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.typeset.colours import is_light

ASK_BACKGROUND = b"\x1b]11;?\x1b\\"
"""OSC 11, as xterm has it. PuTTY and Xshell ignore it."""
POSITION = re.compile(r"\x1b\[([0-9]{1,5});([0-9]{1,5})R")
"""A place of the cursor: row and column."""
COLOUR = re.compile(
    r"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?(?:\x07|\x1b\\)"
)
"""The background, each part in 4 to 16 bits."""
_NO_QUERIES = ("linux", "vt", "ansi", "dumb", "cons")
"""Beginnings of TERM of terminals that print parts of a query instead of ignoring it."""


class Answers(NamedTuple):
    """What is known so far."""

    columns: tuple[int, ...] = ()
    """Of the cursor before “ and behind it."""
    background: str = ""
    """`light` or `dark`; empty when the terminal did not say."""

    @property
    def ambiguous(self) -> int | None:
        """Cells of “: 1 or 2; None when the terminal did not say, or said nonsense."""
        cells = self.columns[1] - self.columns[0] if len(self.columns) == 2 else 0
        return cells if cells in {1, 2} else None

    def with_one(self, sequence: str) -> "Answers":
        """With one sequence more; itself when that is no answer, or one more than was asked for."""
        if place := POSITION.fullmatch(sequence):
            return self._replace(columns=(*self.columns, int(place[2]))) if len(self.columns) < 2 else self
        if (colour := COLOUR.fullmatch(sequence)) and not self.background:
            red, green, blue = (
                round(int(part, 16) * 255 / (16 ** len(part) - 1)) for part in colour.groups()
            )
            return self._replace(background="light" if is_light((red, green, blue)) else "dark")
        return self


class KnownTerminal(NamedTuple):
    """What a terminal said the last time, to be believed until it says otherwise."""

    ambiguous: int | None = None
    """Cells of “: 1 or 2."""
    background: str = ""
    """`light` or `dark`."""


TERMINALS = "terminals"
"""The choice of the reader's state under which that is kept, of several terminals."""
_TERMINALS_KEPT = 8


def terminal_name(environ: Mapping[str, str]) -> str:
    """By what a terminal is known again: its kind and its program; plain letters, for it is kept in a file."""
    name = " ".join(filter(None, (environ.get("TERM", ""), environ.get("TERM_PROGRAM", ""))))
    return re.sub(r"[^A-Za-z0-9.+ -]", "_", name)[:60]


def recalled(kept: str, name: str) -> KnownTerminal:
    """What `noted` has kept of a terminal; anybody may have written it."""
    found = re.search(rf"(?:^|;){re.escape(name)}=([12]?),(light|dark|)(?:;|$)", kept)
    return KnownTerminal(int(found[1]) if found[1] else None, found[2]) if found else KnownTerminal()


def noted(kept: str, name: str, answers: Answers) -> str:
    """`kept` with what a terminal has answered now, the latest first; of a terminal that says nothing, nothing changes."""
    before = recalled(kept, name)
    now = KnownTerminal(answers.ambiguous or before.ambiguous, answers.background or before.background)
    if now == before:
        return kept
    others = [one for one in kept.split(";") if one and not one.startswith(f"{name}=")]
    return ";".join([f"{name}={now.ambiguous or ''},{now.background}", *others[: _TERMINALS_KEPT - 1]])


def shows_links(environ: Mapping[str, str]) -> bool:
    """Whether OSC 8 may be written: to a terminal of 256 colours or more, which knows it or passes over it."""
    term = environ.get("TERM", "")
    if term.startswith((*_NO_QUERIES, "screen.")) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    if term.startswith("screen") and not environ.get("TMUX"):
        return False
    return (
        "256color" in term
        or "kitty" in term
        or environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    )


def understands_queries(environ: Mapping[str, str]) -> bool:
    """Whether the terminal may be asked what it is not sure to know."""
    return not environ.get("TERM", "").startswith(_NO_QUERIES)
