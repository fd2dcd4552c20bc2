"""Finished lines as text for a terminal: style names become SGR codes, untrusted characters become visible.

Called by the shell's one writer of stdout. The codes are those every 16-colour terminal has, readable on light and on
dark; more colours refine the red only. With no colours a line is its text. `safe_text` is the second of the two
layers of promise T1: whatever reaches stdout has been through it.
"""

from collections.abc import Callable

from briefing_tui.text.clean import clean
from briefing_tui.typeset.lines import PageLine

RESET = "\x1b[0m"
_STYLES = {
    "publisher": "1",
    "title": "1;31",
    "number": "1",
    "marking": "1",
    "rule": "31",
    "contents.head": "1",
    "contents.1": "1",
    "contents.number": "36",
    "preface.head": "1",
    "correction.head": "1",
    "section": "1;31",
    "group": "1;4",
    "item.number": "36",
    "item.title": "1",
    "article.title": "1;31",
    "h1": "1",
    "h2": "1",
    "h3": "1",
    "h4": "1",
    "lead": "1",
    "table.head": "1",
    "table.rule": "2",
    "source": "3",
    "end": "2",
    "tail.rule": "31",
    "tail.role": "1",
    "warning": "1;7",
    "hit": "1;31",
}
"""Style name → SGR parameters; a name that is not here is plain."""
_RICH_RED = {256: "38;5;160", 1 << 24: "38;2;200;16;46"}


def ansi_line(line: PageLine, colours: int = 16) -> str:
    """The line with its styles as escape sequences, reset at its end; no newline.

    `colours` is 0 for none (plain text), 16, 256 or 16777216.
    """
    text = line.text
    if colours <= 0:
        return safe_text(text)
    parts = []
    at = 0
    for span in line.spans:
        codes = _codes(span.style, colours)
        if not codes or span.end <= span.start:
            continue
        parts += [
            safe_text(text[at : span.start]),
            f"\x1b[{codes}m",
            safe_text(text[span.start : span.end]),
            RESET,
        ]
        at = span.end
    parts.append(safe_text(text[at:]))
    return "".join(parts)


def painter(style: str, colours: int) -> Callable[[str], str]:
    """What shows a whole line in a style."""
    codes = _codes(style, colours) if colours > 0 else ""

    def paint(text: str) -> str:
        return f"\x1b[{codes}m{safe_text(text)}{RESET}" if codes else safe_text(text)

    return paint


def safe_text(text: str) -> str:
    """`text` with everything that acts on a terminal replaced by something visible; newline and tab stay."""
    return clean(text)


def _codes(style: str, colours: int) -> str:
    codes = _STYLES.get(style, "")
    red = _RICH_RED.get(colours)
    return codes.replace("31", red) if red is not None else codes
