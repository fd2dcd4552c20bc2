"""Proof-reading: an issue or a text → findings.

Pure, and incremental by paragraph: a `Proofreader` keeps what the rules said of one, so that after an edit only those that changed are
read again. Rules that compare paragraphs or texts with each other (brackets, numbering, blanks, names) are cheap and run anew.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import HINT, Finding, FindingSpan
from briefing_tui.model.issue import Issue, Masthead
from briefing_tui.proof.long_texts import LONG, Found, InParallel, LongReading, of_rule
from briefing_tui.proof.passage import BODY, Passage, passages
from briefing_tui.proof.remark import Context, Remark
from briefing_tui.proof.rule_table import BEYOND, RULES, Rule
from briefing_tui.proof.rules.agreement import numbered_items, references_to_items
from briefing_tui.proof.rules.sequence import Repeat, against_the_issue_before, cross_references, repeats
from briefing_tui.proof.terms import Terms

MOST = 10_000
"""Findings of one rule in one issue. Of what comes behind them only the first is told, as the place where the list ends."""
KEPT = 20_000
"""Paragraphs and texts whose remarks a proof-reader keeps; then it begins anew."""
WRITTEN = 200_000
"""Characters of a text that somebody may be writing. A longer one is read at once, which is quicker the first time, and never the second."""

SEVERAL = 4
"""How often each paragraph of a longer one stands in it before they are read one by one all the same, each once."""


class Switches(NamedTuple):
    """Which rules are left out."""

    off: frozenset[str] = frozenset()
    """Their numbers."""


_ALL = Switches()
_NO_TERMS = Terms()


class Proofreader:
    """Reads issues again and again."""

    def __init__(
        self, terms: Terms = _NO_TERMS, switches: Switches = _ALL, in_parallel: InParallel | None = None
    ) -> None:
        """`in_parallel` does the tasks of long texts; None where all is done here, and kept for the next reading."""
        self._terms = terms
        self._in_parallel = in_parallel
        self._rules = tuple(rule for rule in RULES if rule.id not in switches.off)
        self._alone = tuple(rule for rule in self._rules if not rule.across)
        self._across = tuple(rule for rule in self._rules if rule.across)
        together = tuple(rule for rule in self._rules if rule.whole is not None)
        ordered = (*self._across, *self._alone, *together, *BEYOND)
        self._order = {id(rule): at for at, rule in enumerate(ordered)}
        """Of what is told at one place."""
        self._off = switches.off
        self._context = Context()
        self._kept: dict[tuple[str, bool], tuple[tuple[Rule, Remark], ...]] = {}

    def read(
        self,
        issue: Issue,
        before: Masthead | None = None,
        repeated: Mapping[Selection, Repeat] = MappingProxyType({}),
    ) -> tuple[Finding, ...]:
        """All findings in the order of the page; `before` is the masthead of the issue it follows, `repeated` are the items that stood in
        earlier ones.
        """
        texts = tuple(passages(issue))
        found = self._texts(texts, Context(issue.masthead.date, self._terms))
        if "C-03" not in self._off:
            found += [(passage, _RULES["C-03"], remark) for passage, remark in cross_references(issue, texts)]
        if "C-08" not in self._off:
            found += [(passage, _RULES["C-08"], remark) for passage, remark in repeats(repeated, texts)]
        order = {id(passage): at for at, passage in enumerate(texts)}
        found.sort(key=lambda row: (order[id(row[0])], row[2].start, self._order[id(row[1])]))
        findings = [_finding(*row) for row in found]
        if "C-05" not in self._off:
            findings[:0] = [
                Finding("C-05", HINT, text, selection=Selection())
                for text in against_the_issue_before(issue.masthead, before)
            ]
        return tuple(findings)

    def read_text(self, text: str) -> tuple[Finding, ...]:
        """All findings of a text that is no issue. Their selection is None and their spans count in the whole text."""
        passage = Passage(Selection(), BODY, text)
        found = self._texts((passage,), Context(None, self._terms))
        if "C-03" not in self._off and (items := numbered_items(text)) > 1:
            found += [(passage, _RULES["C-03"], remark) for remark in references_to_items(text, items)]
        found.sort(key=lambda row: (row[2].start, self._order[id(row[1])]))
        return tuple(_finding(*row)._replace(selection=None) for row in found)

    def _texts(self, texts: tuple[Passage, ...], context: Context) -> list[tuple[Passage, Rule, Remark]]:
        if context != self._context:
            self._context = context
            self._kept.clear()
        remarks: Iterable[Iterable[tuple[Rule, Remark]]]
        compared: Iterable[Iterable[tuple[Passage, Remark]]]
        wholes = [rule for rule in self._rules if rule.whole is not None]
        if self._in_parallel is not None and sum(len(passage.text) for passage in texts) > LONG:
            remarks, compared = self._shared(texts, context, self._in_parallel)
        else:
            remarks = (self._remarks(passage.text, context) for passage in texts)
            compared = (itertools.islice(rule.whole(texts), MOST + 1) for rule in wholes if rule.whole)
        told: Counter[str] = Counter()
        found = []
        for passage, rows in zip(texts, remarks, strict=True):
            for rule, remark in rows:
                told[rule.id] += 1
                if told[rule.id] <= MOST + 1:
                    found.append((passage, rule, remark if told[rule.id] <= MOST else _the_rest(remark)))
        for rule, pairs in zip(wholes, compared, strict=True):
            found += [
                (passage, rule, remark if number < MOST else _the_rest(remark))
                for number, (passage, remark) in enumerate(pairs)
            ]
        return found

    def _shared(
        self, texts: tuple[Passage, ...], context: Context, in_parallel: InParallel
    ) -> tuple[list[list[tuple[Rule, Remark]]], list[list[tuple[Passage, Remark]]]]:
        """What is said of each text, and by each rule that compares them, by tasks that are done at once."""
        reading = LongReading(self._rules, context, MOST + 1)
        wholes = reading.whole(texts)
        ways = [
            reading.text(passage.text)
            if _is_read_whole(passage.text)
            else [partial(self._by_line, passage.text, context)]
            for passage in texts
        ]
        results = iter(in_parallel([*wholes, *(task for some in ways for task in some)]))
        compared = [
            [(texts[at], remark) for at, remark in rows] for rows in itertools.islice(results, len(wholes))
        ]
        remarks = []
        for passage, tasks in zip(texts, ways, strict=True):
            done = [next(results) for _task in tasks]
            rows = reading.together(done) if _is_read_whole(passage.text) else done[0]
            remarks.append([(self._rules[number], remark) for number, remark in rows])
        return remarks, compared

    def _by_line(self, text: str, context: Context) -> Found:
        """What is said of a text whose lines are read one by one, with the number of each rule."""
        numbers = {id(rule): number for number, rule in enumerate(self._rules)}
        return tuple((numbers[id(rule)], remark) for rule, remark in self._remarks(text, context))

    def _remarks(self, text: str, context: Context) -> Iterator[tuple[Rule, Remark]]:
        if _is_read_whole(text):
            yield from self._known(self._rules, text, context)
            return
        yield from self._known(self._across, text, context)
        start = 0
        for line in text.split("\n"):
            for rule, remark in self._known(self._alone, line, context) if line else ():
                yield rule, remark._replace(start=remark.start + start, end=remark.end + start)
            start += len(line) + 1

    def _known(self, rules: tuple[Rule, ...], text: str, context: Context) -> tuple[tuple[Rule, Remark], ...]:
        """What some rules say of a text, by heart when it was asked before."""
        key = (text, rules is self._alone)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[key] = tuple(_of_one(rules, text, context))
        return kept


def _is_read_whole(text: str) -> bool:
    """Whether the lines of a text are not read one by one, to be kept."""
    if "\n" not in text:
        return True
    if len(text) <= WRITTEN:
        return False
    lines = text.split("\n")
    return len(set(lines)) * SEVERAL > len(lines)


def _of_one(rules: tuple[Rule, ...], text: str, context: Context) -> Iterator[tuple[Rule, Remark]]:
    for rule in rules:
        yield from ((rule, remark) for remark in of_rule(rule, text, context, MOST + 1))


def _the_rest(remark: Remark) -> Remark:
    """In place of the first remark that is one too many."""
    text = _("more than {count:,} places; the rest is not shown").format(count=MOST)
    return Remark(remark.start, remark.end, None, text, remark.level)


_RULES = {rule.id: rule for rule in (*RULES, *BEYOND)}


def _finding(passage: Passage, rule: Rule, remark: Remark) -> Finding:
    name = _(rule.name)
    words = passage.text[remark.start : remark.end]
    text = _("{rule}: {more}").format(rule=name, more=remark.text) if remark.text else name
    span = FindingSpan(passage.field, remark.start, remark.end, words, remark.fix)
    return Finding(
        rule.id, remark.level or rule.level, text, selection=passage.selection, span=span, clause=rule.clause
    )
