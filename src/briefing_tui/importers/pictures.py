"""Pictures in a text: those embedded as letters (base64) are taken out and counted, addresses of others stay.

Called by `recognise` before anything else. The letters of one picture may run over many lines. Linear.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger
from briefing_tui.text.late_pattern import late

_LETTERS = "[A-Za-z0-9+/=%_-]"
_URI = rf"data:(?P<kind>[a-z]+/[a-z0-9.+-]+)?(?:;[a-z0-9=.-]+)*;base64,{_LETTERS}*+"
_PLAIN_URI = re.sub(r"\?P<kind>", "?:", _URI)
_EMBEDDED = late(
    rf"!\[[^\[\]]{{0,200}}\]\(\s*<?{_PLAIN_URI}(?:>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\Z)"
    rf"|<img\b[^<>]{{0,1000}}?src\s*=\s*[\"']?{_PLAIN_URI}(?:[\"']?[^<>]{{0,1000}}>|\Z)"
    rf"|\A\[[^\[\]]{{1,80}}\]:\s*<?{_PLAIN_URI}(?:>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\Z|\Z)"
    rf"|{_PLAIN_URI}",
    re.IGNORECASE,
)
_KIND = late(_URI, re.IGNORECASE)
_MORE = late(rf"({_LETTERS}{{16,}}+|{_LETTERS}*+={{1,2}})(?P<end>[\"']?[^<>]{{0,200}}>|[\"')>]+)?\Z")
"""A line on which the letters of a picture go on."""
_LINK = r"!\[[^\[\]]{0,200}\]\([^()]{1,500}\)|!\[[^\[\]]{0,200}\]\[[^\[\]]{0,80}\]|<img\b[^<>]{1,1000}>"
_LINKED = late(_LINK, re.IGNORECASE)
_FRAME = r"</?(?:p|div|center|figure|a|br|picture|source)\b[^<>]{0,300}>"
_ONLY = late(rf"(?:\[?(?:{_LINK})(?:\]\([^()\s]{{1,500}}\))?\s*|{_FRAME}\s*)+\Z", re.IGNORECASE)
_HEAD = "data:"


class _Open(NamedTuple):
    """A picture whose letters may go on."""

    line: int
    kind: str
    size: int


def take_pictures(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """`lines` without embedded pictures; a line that held nothing else is gone. Each picture is a doubt with its line."""
    done: list[SourceLine] = []
    going: _Open | None = None
    gap, page = 0, False
    for line in lines:
        text = line.text
        if going is not None:
            if more := _MORE.match(text):
                ledger.drop(line.number, text, report.PICTURE)
                going = going._replace(size=going.size + len(more[1]))
                if more["end"]:
                    _close(going, ledger)
                    going = None
                gap, page = max(gap, line.gap), page or line.page
                continue
            _close(going, ledger)
            going = None
        if _HEAD in text.lower():
            text, going = _without(line, ledger)
        if text:
            ledger.linked += len(_LINKED.findall(text)) if "![" in text or "<img" in text.lower() else 0
            done.append(line._replace(text=text, gap=max(gap, line.gap), page=page or line.page))
            gap, page = 0, False
        else:
            gap, page = max(gap, line.gap), page or line.page
    if going is not None:
        _close(going, ledger)
    return done


def is_picture(text: str) -> bool:
    """Whether a line is pictures, or the tags round one, and nothing else."""
    return text[:1] in "!<[" and len(text) <= 4000 and _ONLY.match(text) is not None


def described(text: str) -> str:
    """What to show for the text of an embedded picture: its kind and size, never its letters."""
    found = _KIND.search(text)
    kind = found["kind"] if found and found["kind"] else _("picture")
    return _("{kind}, {size} KB").format(kind=kind, size=_size(len(text)))


def _without(line: SourceLine, ledger: Ledger) -> tuple[str, _Open | None]:
    """The text of a line less its pictures; the last of them when it runs on to the line's end."""
    left, at = "", 0
    going: _Open | None = None
    for found in _EMBEDDED.finditer(line.text):
        if going is not None:
            _close(going, ledger)
        ledger.drop(line.number, found[0], report.PICTURE)
        ledger.pictures += 1
        left += line.text[at : found.start()]
        at = found.end()
        named = _KIND.search(found[0])
        going = _Open(line.number, (named["kind"] if named else "") or _("picture"), len(found[0]))
    if going is not None and (at < len(line.text) or line.text[-1] in ")>\"'"):
        _close(going, ledger)
        going = None
    return (left + line.text[at:]).strip(), going


def _close(picture: _Open, ledger: Ledger) -> None:
    what = _("an embedded picture is not kept: {kind}, {size} KB")
    ledger.doubt(picture.line, what.format(kind=picture.kind, size=_size(picture.size)))


def _size(letters: int) -> str:
    """Kilobytes of a picture by its letters: four for three bytes."""
    return f"{max(1, round(letters * 3 / 4 / 1024)):,}"
