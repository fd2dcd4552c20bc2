"""HTML that only sets lines of a Markdown text: `<div align="center">`, `<h1>…</h1>`, `<summary>…</summary>`. Called by `recognise`.

A tag that stands alone, or round all of a line, says nothing but how the line is set: it is dropped, listed, and a heading gets its
level. Tags inside a text stay as their letters and are told (`inline_html`), as is all in code blocks.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers import report
from briefing_tui.importers.markdown.headings import in_code
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.report import Ledger

_SETS = "div|p|center|span|font|section|article|details|summary|blockquote|table|thead|tbody|tr|ul|ol|b|strong|big|small|sub|sup|h[1-6]"
_ATTRIBUTES = r"(?:\s[^<>]{0,300})?"
_OPENING = re.compile(rf"<(?P<name>{_SETS}){_ATTRIBUTES}>\s*", re.IGNORECASE)
_CONTAINERS = frozenset(("div", "center", "details", "section", "article"))
"""One may open before a heading and be closed lines below it, and one from above be closed behind it."""
_CLOSING = re.compile(rf"</(?P<name>{_SETS})\s{{0,9}}>\Z", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s+(?:id|name)=[\"'][^\"'<>]{0,200}[\"']\s*(?:/>|>\s*</a>)")
"""A place that links lead to; nobody sees it."""
_ONLY_TAGS = re.compile(rf"(?:</?(?:{_SETS}|br|hr|a){_ATTRIBUTES}/?>\s*){{1,12}}\Z", re.IGNORECASE)
_BREAK = re.compile(r"(?:<br\s{0,9}/?>\s{0,9}){1,4}\Z", re.IGNORECASE)
_DEEPEST = 6
"""Tags round one line."""


def without_setting(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines less the tags that set them; a line of nothing else is gone."""
    if not any("<" in line.text for line in lines):
        return list(lines)
    done: list[SourceLine] = []
    gap = 0
    for line, inside in zip(lines, list(in_code(lines)), strict=True):
        if not inside and (anchors := _ANCHOR.findall(line.text)):
            ledger.drop(line.number, "".join(anchors), report.MARKDOWN)
            line = line._replace(text=_ANCHOR.sub("", line.text).strip())  # noqa: PLW2901 - the line, without its places
        bare, level = (line.text, 0) if inside else _bare(line.text)
        if bare is line.text and bare:
            done.append(line._replace(gap=max(line.gap, gap)) if gap else line)
            gap = 0
            continue
        at = line.text.index(bare) if bare else len(line.text)
        ledger.drop(line.number, line.text[:at] + line.text[at + len(bare) :], report.MARKDOWN)
        if bare:
            done.append(line._replace(text=bare, level=level, gap=max(line.gap, gap)))
        gap = 0 if bare else 1
    return done


def _bare(text: str) -> tuple[str, int]:
    """The text in a line's tags, and the level of its heading; the very same text when none sets it."""
    if "<" not in text[:1] + text[-_CLOSES:] or len(text) > _SEARCHED:
        return text, 0
    if _ONLY_TAGS.match(text):
        return "", 0
    inner, level = text, 0
    if broken := _BREAK.search(inner):
        inner = inner[: broken.start()].rstrip()
    for _tag in range(_DEEPEST):
        if (opening := _OPENING.match(inner)) is None:
            break
        name, closing = opening["name"].lower(), _CLOSING.search(inner, opening.end())
        if closing is not None and closing["name"].lower() == name:
            inner = inner[opening.end() : closing.start()].rstrip()
            level = level or (int(name[1]) if name[0] == "h" else 0)
        elif name in _CONTAINERS and inner[opening.end() : opening.end() + 1] == "<":
            inner = inner[opening.end() :]
        elif (
            closing is not None
            and closing["name"].lower() in _CONTAINERS
            and inner[closing.start() - 1] == ">"
        ):
            inner = inner[: closing.start()]
        else:
            break
    inner = inner.strip()
    return (inner, level) if inner and inner != text and ("<" not in inner or level) else (text, 0)


_CLOSES = 60
"""Characters at a line's end in which a tag that sets it is closed."""
_SEARCHED = 2000
"""Characters of a line in which such tags are looked for."""
