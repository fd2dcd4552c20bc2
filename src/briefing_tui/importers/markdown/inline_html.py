"""HTML in a Markdown text: comments, which nobody sees who reads the page, and tags, which stay as their letters and are told.

Called by `recognise` before headings are told.
"""

import re
from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.markdown.headings import in_code
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger, shown

_TAG = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,300})?/?>")
_OPEN, _CLOSE = "<!--", "-->"


def without_comments(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines less what stands in comments, which is listed; one that is never closed is text, as is all in code blocks."""
    if not any(_OPEN in line.text for line in lines):
        return list(lines)
    code = list(in_code(lines))
    last = max((index for index, line in enumerate(lines) if _CLOSE in line.text), default=-1)
    done: list[SourceLine] = []
    inside, gap = False, 0
    for index, line in enumerate(lines):
        if code[index] and not inside:
            done.append(line)
            continue
        kept, gone, inside = _part(line.text, inside=inside, closes=index < last)
        if gone:
            ledger.drop(line.number, gone, report.MARKDOWN)
            if any("\u4e00" <= char <= "\u9fff" for char in gone):
                ledger.doubt(line.number, _("a comment is not kept: {text!r}").format(text=shown(gone)))
        if kept:
            done.append(line._replace(text=kept, gap=max(line.gap, gap)) if gone or gap else line)
        gap = 0 if kept else 1
    return done


def _part(text: str, *, inside: bool, closes: bool) -> tuple[str, str, bool]:
    """What of a line is text and what is comment, and whether one is open at its end; `closes`: an end stands below."""
    kept, gone, at = [], [], 0
    while at < len(text):
        if inside:
            end = text.find(_CLOSE, at)
            stop = len(text) if end < 0 else end + len(_CLOSE)
            gone.append(text[at:stop])
            inside = end < 0
            at = stop
            continue
        start = text.find(_OPEN, at)
        if start < 0 or (text.find(_CLOSE, start) < 0 and not closes):
            kept.append(text[at:])
            break
        kept.append(text[at:start])
        inside, at = True, start
    return "".join(kept).strip(), "".join(gone), inside


def tell_html(lines: Sequence[SourceLine], ledger: Ledger) -> None:
    """Say where tags stand in the text as their letters: an issue has no place for what they do."""
    code = list(in_code(lines))
    tagged = [line for line, inside in zip(lines, code, strict=True) if not inside and _TAG.match(line.text)]
    if tagged:
        what = _("HTML stands in the text as its letters, in {count} lines: {text!r}")
        ledger.doubt(tagged[0].number, what.format(count=len(tagged), text=shown(tagged[0].text)))
