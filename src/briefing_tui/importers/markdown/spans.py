"""Spans inside a line of Markdown: code, pictures, links, addresses, emphasis. Pure. A span is whole: no title ends in it.

`read_title` parts an entry into its title, its address and the rest. Only what a title can lose is lost: the marks of
emphasis and of the one link that begins or ends it.
"""

import re
from typing import NamedTuple

from briefing_tui.text.marks import TITLE_LIMIT, Balance, Lead, split_lead

CODE, PICTURE, LINK, ADDRESS, EMPHASIS = "code", "picture", "link", "address", "emphasis"
_CODE = re.compile(r"(`+)[^`].{0,400}?(?<!`)\1(?!`)")
_TEXT = r"\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,300})\]"
_TARGET = (
    r"(?:<(?P<angled>[^<>]{1,2000})>|(?P<bare>[^()\s<>]{0,2000}(?:\([^()\s]{0,300}\)[^()\s]{0,300}){0,4}))"
)
_INLINE = re.compile(
    rf"{_TEXT}\(\s*{_TARGET}(?P<title>\s+(?:\"[^\"]{{0,300}}\"|'[^']{{0,300}}'|\([^()]{{0,300}}\)))?\s*\)"
)
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\[(?P<id>[^\[\]]{0,100})\]")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
ADDRESS_START = re.compile(r"https?://[^\s，。；、！？（）《》“”)>\]]{1,2000}")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_SOFT = re.compile(r"(\*)(?=[^\s*])([^*]{1,200})(?<=[^\s*])\*(?!\*)")
_ANY_SPAN = re.compile(r"[`\[<*_]|https?://")
_STOPS = "。！？!?"
_LEAST = 60
"""Characters before a link that ends a title."""


class InlineSpan(NamedTuple):
    """A stretch of a line."""

    kind: str
    start: int
    end: int
    """Half-open, in characters."""
    text: str = ""
    """What a reader sees of it."""
    url: str = ""
    reference: str = ""
    """Name of the definition that has the address, for `[text][name]`."""
    mark: str = ""
    """The mark at either end of emphasis."""


class Title(NamedTuple):
    """An entry taken apart."""

    text: str
    """Without emphasis and without the link that was parted; empty when the entry begins with no title."""
    url: str = ""
    reference: str = ""
    """As in `InlineSpan`: the address is elsewhere."""
    marks: str = ""
    """Characters of Markdown that are gone."""
    stop: str = ""
    """The 。 behind the title, which the page prints itself."""
    rest: str = ""


def span_at(text: str, start: int) -> InlineSpan | None:
    """The span that begins at a character."""
    char = text[start]
    if char == "`" and (found := _CODE.match(text, start)):
        return InlineSpan(CODE, start, found.end(), found[0])
    if char == "!" and text.startswith("![", start) and (found := _INLINE.match(text, start + 1)):
        return InlineSpan(PICTURE, start, found.end(), found["text"])
    if char == "[":
        return _link_at(text, start)
    if char == "<" and (found := _AUTOLINK.match(text, start)):
        return InlineSpan(LINK, start, found.end(), "", found[1])
    if char == "h" and (found := ADDRESS_START.match(text, start)):
        return InlineSpan(ADDRESS, start, found.end(), found[0])
    if char in "*_" and (found := _STRONG.match(text, start) or _SOFT.match(text, start)):
        around = text[start - 1 : start] + text[found.end() : found.end() + 1]
        name = found[1] == "__" and found[2].isascii() and " " not in found[2]
        inside = found[1] != "**" and any(map(_is_word, around))
        return None if name or inside else InlineSpan(EMPHASIS, start, found.end(), found[2], mark=found[1])
    return None


def _is_word(char: str) -> bool:
    """Of a name or a figure: __init__ and 3*4*5 emphasise nothing."""
    return char.isascii() and char.isalnum()


def read_title(text: str, *, whole: bool = False, limit: int = TITLE_LIMIT) -> Title:
    """An entry or, with `whole`, a heading, as title, address and rest; no title when the first sentence is longer than
    `limit` characters that a reader sees.
    """
    if _ANY_SPAN.search(text) is None:  # nearly all lines; what follows looks at each character
        lead = Lead(text, "", "") if whole else split_lead(text, limit)
        return Title(lead.title, stop=lead.stop, rest=lead.rest)
    if whole:
        return _clean(text)
    text, url = _without_address(text)
    end, stop = _lead_end(text, limit)
    if end < 0:
        return Title("", url, rest=text)
    title = _clean(text[:end].rstrip())
    if not stop and title.text[-1:] == "。":  # inside the emphasis
        title, stop = title._replace(text=title.text[:-1]), "。"
    return title._replace(url=title.url or url, stop=stop, rest=text[end:].removeprefix(stop).strip())


def _without_address(text: str) -> tuple[str, str]:
    """An entry without the address behind it, a blank between."""
    head, blank, address = text.rpartition(" ")
    if blank and head.strip() and ADDRESS_START.fullmatch(address):
        return head.rstrip(), address
    return text, ""


def _lead_end(text: str, limit: int) -> tuple[int, str]:
    """Where the first sentence ends and the 。 behind it; -1 when it is too long; the whole when there is none."""
    balance, index, seen = Balance(), 0, 0
    while index < len(text):
        if seen > limit:
            return -1, ""
        if span := span_at(text, index):
            index = span.end
            seen += len(span.text) if span.kind != ADDRESS else 1
            if span.kind == EMPHASIS and span.text[-1] in _STOPS and not balance.open and index < len(text):
                return index, ""
            continue
        char = text[index]
        balance.feed(char)
        if char in _STOPS and not balance.open:
            if char == "。":
                return (index, "。") if index else (-1, "")
            return index + 1, ""
        index += 1
        seen += 1
    return len(text), ""


def _clean(text: str) -> Title:
    """A title without emphasis, and without the one link that begins or ends it."""
    url = reference = marks = ""
    spans = list(_spans(text))
    for span in reversed(spans):
        if span.kind == EMPHASIS:
            inner = _clean(span.text)
            text = text[: span.start] + inner.text + text[span.end :]
            url, reference = url or inner.url, reference or inner.reference
            marks += 2 * span.mark + inner.marks
    if any(span.kind == EMPHASIS for span in spans):
        if not url and not reference:
            again = _clean(text)
            return again._replace(marks=marks + again.marks)
        return Title(text, url, reference, marks)
    links = [span for span in spans if span.kind == LINK]
    link = links[0] if links and (links[0].start == 0 or _ends(links, text)) else None
    if link is not None and link.text and "![" not in link.text:
        inner = _clean(link.text)
        marks += _less(_less(text[link.start : link.end], link.text), link.url) + inner.marks
        shown = inner.text if not inner.url else link.text
        return Title(text[: link.start] + shown + text[link.end :], link.url, link.reference, marks)
    if link is not None and not link.text and len(spans) == 1 and link.start:
        return Title(text[: link.start].rstrip(), link.url, "", marks + "<>")
    return Title(text, "", "", marks)


def _ends(links: list[InlineSpan], text: str) -> bool:
    """Whether the only link ends a title, with a few words before it."""
    return (
        len(links) == 1
        and links[0].end == len(text)
        and links[0].start <= _LEAST
        and "[" not in text[: links[0].start]
    )


def _spans(text: str) -> "list[InlineSpan]":
    found: list[InlineSpan] = []
    index = 0
    while index < len(text):
        if span := span_at(text, index):
            found.append(span)
            index = span.end
        else:
            index += 1
    return found


def _link_at(text: str, start: int) -> InlineSpan | None:
    if found := _INLINE.match(text, start):
        url = found["angled"] or found["bare"] or ""
        return InlineSpan(LINK, start, found.end(), found["text"], url) if url else None
    if found := _REFERENCE.match(text, start):
        return InlineSpan(LINK, start, found.end(), found["text"], "", (found["id"] or found["text"]).lower())
    return None


def _less(text: str, part: str) -> str:
    return text.replace(part, "", 1) if part else text
