r"""What programs that make Markdown of a page leave in it: `1\.` and `\(`, a `\` at the end of a line, `&nbsp;`. Called by `recognise`.

A backslash before a mark of ASCII shows the mark alone, as does an entity its character. Code stays as it is, and so does what would mean
something without its backslash: `\|` in the row of a table, a bracket in a link, a `#` at the head of a line.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers import report
from briefing_tui.importers.markdown.headings import in_code
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger

_LEFT = re.compile(
    r"`+[^`]{0,400}`+|\\([!\"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{}~])|&(nbsp|ensp|emsp|amp|quot|ldquo|rdquo);|\\\Z"
)
_SHOWN = {"nbsp": " ", "ensp": " ", "emsp": "\u3000", "amp": "&", "quot": '"', "ldquo": "“", "rdquo": "”"}


def without_escapes(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines as a reader of the page sees them."""
    if not any("\\" in line.text or "&" in line.text for line in lines):
        return list(lines)
    done: list[SourceLine] = []
    gap = 0
    for line, inside in zip(lines, list(in_code(lines)), strict=True):
        text = line.text if inside else _unescaped(line, ledger)
        if text:
            done.append(
                line._replace(text=text, gap=max(line.gap, gap)) if text != line.text or gap else line
            )
        gap = 0 if text else 1
    return done


def _kept(text: str) -> str:
    """The marks before which a line keeps its backslash, for they would be read as Markdown without it wherever they stand."""
    links = "[]()" if "](" in text or "][" in text else ""
    return "`" + links + ("*" if text.count("*") > 1 else "")


def _unescaped(line: SourceLine, ledger: Ledger) -> str:
    """The text of a line without backslashes and entities, which are dropped, listed."""
    if ("\\" not in line.text and "&" not in line.text) or "</" in line.text:
        return line.text  # where tags stay as their letters, so does all else
    kept = _kept(line.text)

    def shown(found: re.Match[str]) -> str:
        if found[2]:
            char = _SHOWN[found[2]]
            ledger.instead(line.number, found[0], char.strip(), report.MARKDOWN)
            return char
        mark = found[1] or ""
        if found[0][0] == "`" or (mark and mark in kept) or (mark in {"#", ">"} and found.start() == 0):
            return found[0]
        ledger.drop(line.number, "\\", report.MARKDOWN)
        return mark

    return _LEFT.sub(shown, line.text).strip()
