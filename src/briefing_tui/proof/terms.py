"""The words of the house: right words and the wrong forms that are met for them. Pure; `read_terms` takes the parsed file.

In a wrong form `#` stands for one digit, so that 截止# is 截止9月末 and not 截止阀. A form that is a part of the right word counts only
where the right word does not stand. In a word of `but` … stands for up to ten characters of the same clause: 做出…成绩.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _

LIMIT = 5_000
"""Terms of one file."""
LENGTH = 60
"""Characters of one word."""
_SOME = r"[^，。；：！？\n]{0,10}?"


class Term(NamedTuple):
    """One word and its wrong forms."""

    right: str
    wrong: tuple[str, ...]
    note: str = ""
    """Why, in the words of whoever wrote the file."""
    but: tuple[str, ...] = ()
    """Longer words in which a wrong form is right: 其它 in 吉其它镇."""


class Terms:
    """All of them. Two are alike only when they are one: so whoever has read a text with them need not compare thousands of words."""

    def __init__(self, entries: tuple[Term, ...] = ()) -> None:
        self.entries = entries

    def places(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Where a wrong form stands: characters, half-open, and its entry; from left to right, none over another.

        Looked for where the first two characters of one stand, among the entries that begin with them: so thousands of terms cost little
        more than a few.
        """
        firsts, by_first = self._compiled
        end = 0
        for at in firsts.finditer(text) if firsts is not None else ():
            start = at.start()
            if start < end:
                continue
            expression = by_first.get(text[start : start + 2]) or by_first.get(at[0])
            if expression is None or (found := _made(expression).match(text, start)) is None:
                continue
            end = found.end()
            name = found.lastgroup or ""
            if name.startswith("t"):
                yield found.start(), end, self.entries[int(name[1:])]

    @functools.cached_property
    def _compiled(self) -> "tuple[re.Pattern[str] | None, dict[str, str]]":
        """One expression for all beginnings, and one for what begins with each two characters, or with the one of a word of one; group names
        tell the entry.
        """
        parts: dict[str, list[str]] = {}
        for at, term in enumerate(self.entries):
            for name, words in (("k", {*term.but, *_longer(term)}), ("t", set(term.wrong))):
                own: dict[str, list[str]] = {}
                for word in sorted(words, key=lambda word: (-len(word), word)):
                    for first in _beginnings(word):
                        own.setdefault(first, []).append(_expression(word) if name == "t" else _wider(word))
                for first, some in own.items():
                    parts.setdefault(first, []).append(f"(?P<{name}{at}>{'|'.join(some)})")
        if not parts:
            return None, {}
        for first in [first for first in parts if len(first) == 2]:
            parts[first] += parts.get(first[0], []) if len(first[0]) == 1 else []
        singles = "".join(re.escape(first) for first in parts if len(first) == 1)
        begins, seconds = (
            "".join(sorted({re.escape(first[at]) for first in parts if len(first) == 2})) for at in (0, 1)
        )
        firsts = re.compile(
            "|".join(
                [*([f"[{begins}](?=[{seconds}])"] if begins else []), *([f"[{singles}]"] if singles else [])]
            )
        )
        return firsts, {first: "|".join(some) for first, some in parts.items()}


def read_terms(table: Mapping[str, Any], file: str) -> Terms:
    """The terms of a parsed `terms.toml`; BriefingError with the number of the entry that is none."""
    raw = table.get("term", [])
    if not isinstance(raw, list) or len(raw) > LIMIT:
        raise BriefingError(
            _("{file}: [[term]] has to be a list of at most {limit}").format(file=file, limit=LIMIT)
        )
    return Terms(tuple(_term(entry, f"{file}: [[term]] {at}") for at, entry in enumerate(raw, 1)))


def _term(entry: object, place: str) -> Term:
    if not isinstance(entry, dict):
        raise BriefingError(_("{place} has to be a table").format(place=place))
    right, note = entry.get("right"), entry.get("note", "")
    wrong, but = entry.get("wrong"), entry.get("but", [])
    if not _is_word(right) or not isinstance(note, str):
        raise BriefingError(_('{place} needs right = "…", one line').format(place=place))
    if not isinstance(wrong, list) or not wrong or not all(map(_is_word, wrong)):
        raise BriefingError(_('{place} needs wrong = ["…"], at least one word').format(place=place))
    if not isinstance(but, list) or not all(map(_is_word, but)):
        raise BriefingError(_('{place}: but = ["…"] has to be a list of words').format(place=place))
    return Term(str(right), tuple(wrong), note.partition("\n")[0], tuple(but))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LENGTH and "\n" not in value


@functools.lru_cache(maxsize=LIMIT)
def _made(expression: str) -> "re.Pattern[str]":
    """Made when a text has its beginning: all of a thousand take as long as reading an issue."""
    return re.compile(expression)


def _beginnings(word: str) -> list[str]:
    """The first two characters; each digit for a `#`."""
    firsts = "0123456789" if word[0] == "#" else word[0]
    seconds = (
        [""]
        if len(word) == 1 or word[1:] == "#" or word[1] == "…"
        else list("0123456789")
        if word[1] == "#"
        else [word[1]]
    )
    return [first + second for first in firsts for second in seconds]


def _longer(term: Term) -> list[str]:
    """The right word where a wrong form is a part of it."""
    return [term.right] if any(word in term.right for word in term.wrong) else []


def _expression(word: str) -> str:
    """A wrong form as a regular expression; what `#` stands for is looked at and not taken."""
    body, digit = word.removesuffix("#"), word.endswith("#")
    return re.escape(body).replace(r"\#", "[0-9]") + ("(?=[ ]?[0-9])" if digit else "")


def _wider(word: str) -> str:
    """A longer word in which a wrong form is right, as a regular expression."""
    return re.escape(word).replace("…", _SOME)
