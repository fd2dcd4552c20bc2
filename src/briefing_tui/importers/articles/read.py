"""A text that was pasted or sent in → the articles in it. Called by the screens, by `import --into` and for contributions.

One article unless something parts several: rules between them, bylines each under a title of its own, numbers before titles that count
from the first line on, or blank lines that part blocks of a title and its text. Linear.
"""

import re
from collections.abc import Sequence

from briefing_tui.importers.articles.article import Article, read_article, without_quotes
from briefing_tui.importers.articles.bylines import read_byline
from briefing_tui.importers.articles.titles import plain_title
from briefing_tui.text import cleanup
from briefing_tui.text.entry import entered
from briefing_tui.text.marks import (
    TITLE_LIMIT,
    Mark,
    bracket_head,
    is_rule,
    is_title_like,
    read_mark,
    run_in_bracket,
)

_BLANKS = " \t\u3000\xa0\r"
_LEAST_TITLE = 10
"""Characters of the title of an article among others; a shorter line is more likely a head inside of one."""
_SENTENCE = re.compile("[。！？；]")
LIMIT = 200
"""Articles of one text; what comes behind stays with the last."""


def read_articles(text: str, *, together: bool = False) -> tuple[Article, ...]:
    """The articles in a text, in order; none when there is no text in it. `together` takes all of it as one."""
    lines = without_quotes(entered(cleanup.tidy(text, (cleanup.HIDDEN,))).split("\n"))
    parts = [lines] if together else split(lines)
    return tuple(found for part in parts if (found := read_article(part)) is not None)


def split(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article."""
    bare = [line.strip(_BLANKS) for line in lines]
    for find in (_by_rules, _by_bylines, _by_sources, _by_numbers, _by_brackets, _by_blocks):
        starts = find(bare)
        if len(starts) > 1:
            starts = [0, *starts[1:LIMIT]]
            ends = [*starts[1:], len(lines)]
            parts = [list(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
            return [_without_rules(part) for part in parts] if find is _by_rules else parts
    return [list(lines)]


def _without_rules(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not _is_separator(line.strip(_BLANKS))]


def _blocks(lines: Sequence[str], starts: Sequence[int]) -> list[list[str]]:
    """The lines that are not blank from each start to the next."""
    ends = [*starts, len(lines)][1:]
    return [[line for line in lines[start:end] if line] for start, end in zip(starts, ends, strict=True)]


def _is_separator(line: str) -> bool:
    return len(line) >= 3 and not line.startswith("|") and is_rule(line)


def _by_rules(lines: Sequence[str]) -> list[int]:
    """Where rows of dashes, stars or dots part blocks that each have a title and a text."""
    starts = [0, *(at + 1 for at, line in enumerate(lines) if _is_separator(line))]
    blocks = [[line for line in block if not _is_separator(line)] for block in _blocks(lines, starts)]
    filled = [(start, block) for start, block in zip(starts, blocks, strict=True) if block]
    return [start for start, _block in filled] if all(_is_whole(block) for _start, block in filled) else []


def _is_whole(block: Sequence[str]) -> bool:
    """Whether a block begins with a title and has a sentence."""
    return len(block) > 1 and _is_title(block[0]) and any(_SENTENCE.search(line) for line in block[1:])


def _is_title(line: str) -> bool:
    mark = read_mark(line)
    bare = line[mark.end :] if mark is not None else line
    return bool(plain_title(line)) or is_title_like(bare, TITLE_LIMIT)


def _by_bylines(lines: Sequence[str]) -> list[int]:
    """Where titles stand that a line with a source or a date follows."""
    filled = [at for at, line in enumerate(lines) if line]
    starts = []
    for place, at in enumerate(filled[:-1]):
        below = filled[place + 1]
        byline = read_byline(lines[below])
        if byline is None or not (byline.source or byline.date) or read_byline(lines[at]) is not None:
            continue
        before = lines[filled[place - 1]] if place else "。"
        ended = before[-1] in "。！？）)”；" or read_byline(before) is not None
        if _is_title(lines[at]) and ended and place + 2 < len(filled) and len(lines[at]) > 4:
            starts.append(at)
    return starts


def _by_sources(lines: Sequence[str]) -> list[int]:
    """Where titles stand below lines （来源：…） of their own, which end the articles."""
    filled = [at for at, line in enumerate(lines) if line]
    ends = [
        place
        for place, at in enumerate(filled)
        if lines[at][0] in "（([" and (byline := read_byline(lines[at])) is not None and byline.source
    ]
    if len(ends) < 2 or ends[-1] != len(filled) - 1:
        return []
    starts = [0, *(filled[place + 1] for place in ends[:-1])]
    return starts if all(_is_whole(block) for block in _blocks(lines, starts)) else []


def _by_numbers(lines: Sequence[str]) -> list[int]:
    """Where items stand that are counted from the first line on, each with a text: run in, or below its title."""
    filled = [at for at, line in enumerate(lines) if line]
    first = read_mark(lines[filled[0]]) if filled else None
    if first is None or (first.numbered and first.number != 1):
        return []
    starts: list[int] = []
    for at in filled:
        mark = read_mark(lines[at])
        if mark is not None and _follows(mark, first, len(starts)):
            starts.append(at)
    texts = _blocks(lines, starts)
    return starts if all(_has_text(text) for text in texts) else []


def _follows(mark: Mark, first: Mark, count: int) -> bool:
    return mark.form == first.form and (not first.numbered or mark.number == count + 1)


def _has_text(block: Sequence[str]) -> bool:
    """Whether an item has more than one line that is a title or a sentence."""
    if len(block) > 1:
        return any(_SENTENCE.search(line) for line in block)
    return len(_SENTENCE.findall(block[0])) > 1


def _by_brackets(lines: Sequence[str]) -> list[int]:
    """Where 【titles】 stand, alone or before their text, from the first line on."""
    filled = [at for at, line in enumerate(lines) if line]
    starts = [at for at in filled if bracket_head(lines[at]) or run_in_bracket(lines[at])]
    if not starts or starts[0] != filled[0]:
        return []
    texts = _blocks(lines, starts)
    return starts if all(any(_SENTENCE.search(line) for line in text) for text in texts) else []


def _by_blocks(lines: Sequence[str]) -> list[int]:
    """Where blocks begin that blank lines part, when each has a title right above its text."""
    starts = [at for at, line in enumerate(lines) if line and (not at or not lines[at - 1])]
    for block in _blocks(lines, starts):
        if not _is_whole(block) or len(block[0]) < _LEAST_TITLE or read_mark(block[0]) is not None:
            return []
    return starts
