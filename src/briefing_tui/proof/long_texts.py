"""A long text as tasks that may be done at once, by several processes: each rule on the whole of it, and what takes longest, the figures,
piece by piece. What is found is the same. Pure.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from mmap import mmap
from typing import Any

from briefing_tui.proof.passage import Passage
from briefing_tui.proof.remark import Context, Remark
from briefing_tui.proof.rule_table import Rule

Task = Callable[[], Any]
"""What it comes to is numbers and texts, which go from one process to another."""
InParallel = Callable[[Sequence[Task]], Sequence[Any]]
"""Does tasks, several at a time if it can, and tells what each came to, in their order."""
Found = tuple[tuple[int, Remark], ...]
"""The number of a rule, and what it says."""

LONG = 300_000
"""Characters, in all, of texts that are worth it: a megabyte."""
_PIECE = 50_000
"""Characters of a piece, about."""
_ENDS = re.compile("[。！？\n]")
"""What a sentence ends with."""


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces of whole sentences, each with its first character."""
    start = 0
    while start < len(text):
        end = _ENDS.search(text, start + _PIECE)
        last = end.end() if end is not None else len(text)
        yield start, text[start:last]
        start = last


class LongReading:
    """The tasks of one reading."""

    def __init__(self, rules: Sequence[Rule], context: Context, most: int) -> None:
        """A rule says no more than `most` remarks on a text."""
        self._rules = rules
        self._context = context
        self._most = most

    def whole(self, texts: tuple[Passage, ...]) -> list[Task]:
        """A task for each rule that compares the texts: the number of a text, and the remark."""
        return [partial(self._compared, rule, texts) for rule in self._rules if rule.whole is not None]

    def text(self, text: str) -> list[Task]:
        """Those of one text. What is found is put in order by `together`."""
        tasks: list[Task] = [
            partial(self._of_rule, number, text)
            for number, rule in enumerate(self._rules)
            if not rule.by_sentence and (rule.text or rule.informed)
        ]
        by_sentence = [number for number, rule in enumerate(self._rules) if rule.by_sentence]
        if by_sentence:
            parts = list(pieces(text))
            told = {number: _shared_counts(len(parts)) for number in by_sentence}
            tasks += [partial(self._of_piece, at, part, told) for at, part in enumerate(parts)]
        return tasks

    def together(self, results: Sequence[Found]) -> Iterator[tuple[int, Remark]]:
        """What the tasks of a text came to, as the rules say it one after the other."""
        for _rule, rows in itertools.groupby(sorted(itertools.chain(*results), key=_number), key=_number):
            yield from itertools.islice(rows, self._most)

    def _of_rule(self, number: int, text: str) -> Found:
        return tuple(
            (number, remark) for remark in of_rule(self._rules[number], text, self._context, self._most)
        )

    def _of_piece(self, at: int, part: tuple[int, str], told: dict[int, memoryview]) -> Found:
        """`told` counts what each rule has said of each piece: behind the most nothing counts."""
        start, piece = part
        found = []
        for number, counts in told.items():
            if sum(counts[:at]) < self._most:
                remarks = list(of_rule(self._rules[number], piece, self._context, self._most))
                counts[at] = len(remarks)
                found += [
                    (number, remark._replace(start=remark.start + start, end=remark.end + start))
                    for remark in remarks
                ]
        return tuple(found)

    def _compared(self, rule: Rule, texts: tuple[Passage, ...]) -> tuple[tuple[int, Remark], ...]:
        assert rule.whole is not None
        place = {id(passage): at for at, passage in enumerate(texts)}
        return tuple(
            (place[id(passage)], remark)
            for passage, remark in itertools.islice(rule.whole(texts), self._most)
        )


def of_rule(rule: Rule, text: str, context: Context, most: int) -> Iterator[Remark]:
    """What one rule says of a text that it sees for itself."""
    if rule.text is not None:
        yield from itertools.islice(rule.text(text), most)
    if rule.informed is not None:
        yield from itertools.islice(rule.informed(text, context), most)


def _shared_counts(count: int) -> memoryview:
    """Noughts that all processes which are forked from now on see and change."""
    return memoryview(mmap(-1, count * 4)).cast("I")


def _number(row: tuple[int, Remark]) -> int:
    return row[0]
