"""Texts cut to the bytes that a service takes: at paragraphs, else at the end of a sentence, else between characters. Pure.

Limits are bytes of UTF-8, as services count. No character is cut, nor one parted from the marks that stand on it.
"""

import unicodedata
from collections.abc import Iterable

_SENTENCE_ENDS = "。！？；!?;"
_JOINERS = frozenset("\u200c\u200d")
_CUT_SIGN = "…"


def size(text: str) -> int:
    """Bytes of `text` in UTF-8; a lone surrogate, which UTF-8 has not, counts as the mark that stands for it."""
    return len(text.encode("utf-8", "replace"))


def fit(text: str, limit: int) -> str:
    """`text`, or as much of its beginning as fits into `limit` bytes together with a … that tells of the rest."""
    if size(text) <= limit:
        return text
    return text[: _fitting(text, limit - size(_CUT_SIGN))] + _CUT_SIGN


def split(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` bytes; all of its characters but the line breaks at which it was cut."""
    pieces: list[str] = []
    at = 0
    while True:
        rest = text[at : at + limit + 1]  # more than that cannot fit: a character has a byte at least
        if size(rest) <= limit:
            return [*pieces, rest] if rest or not pieces else pieces
        cut = _good_cut(rest, _fitting(rest, limit))
        pieces.append(rest[:cut].rstrip("\n"))
        at += cut
        while text.startswith("\n", at):
            at += 1


def pack(chunks: Iterable[str], limit: int, between: str = "\n\n") -> list[str]:
    """Chunks put together, in order, into as few texts as fit into `limit` bytes each; a chunk is cut only when it is larger than that."""
    packed: list[str] = []
    waiting = ""
    for chunk in chunks:
        joined = f"{waiting}{between}{chunk}" if waiting else chunk
        if size(joined) <= limit:
            waiting = joined
            continue
        if waiting:
            packed.append(waiting)
        *whole, waiting = split(chunk, limit)
        packed += whole
    return [*packed, waiting] if waiting else packed


def _good_cut(text: str, most: int) -> int:
    """Where to cut within the first `most` characters: behind a line or a sentence, unless that leaves less than a third."""
    least = most // 3
    line = text.rfind("\n", least, most + 1)
    if line > 0:
        return line
    sentence = max(text.rfind(mark, least, most) for mark in _SENTENCE_ENDS)
    return sentence + 1 if sentence >= 0 else most


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text`, which has more, fit into `limit` bytes; at least one, so that there is an end."""
    window = text[: max(limit, 1)].encode("utf-8", "replace")[: max(limit, 0)]
    at = len(window.decode("utf-8", "ignore"))
    whole = at
    while whole > 0 and _belongs_to_the_one_before(text, whole):
        whole -= 1
    return whole or at or 1


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    """Whether a cut before character `at` would part what is drawn as one."""
    return at < len(text) and (
        text[at] in _JOINERS
        or text[at - 1] == "\u200d"
        or unicodedata.category(text[at]) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
    )
