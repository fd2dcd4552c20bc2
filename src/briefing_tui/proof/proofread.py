"""Proof-reading: an issue or a text → findings.

Pure, and incremental by paragraph: a `Proofreader` keeps what the rules said of one, so that after an edit only those that changed are
read again. Rules that compare paragraphs or texts with each other (brackets, numbering, blanks, names) are cheap and run anew.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import HINT, Finding, FindingSpan
from briefing_tui.model.issue import Issue, Masthead
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

    def __init__(self, terms: Terms = _NO_TERMS, switches: Switches = _ALL) -> None:
        self._terms = terms
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
        told: Counter[str] = Counter()
        found = []
        for passage in texts:
            for rule, remark in self._remarks(passage.text, context):
                told[rule.id] += 1
                if told[rule.id] <= MOST + 1:
                    found.append((passage, rule, remark if told[rule.id] <= MOST else _the_rest(remark)))
        for rule in self._rules:
            if rule.whole is not None:
                found += [
                    (passage, rule, remark if number < MOST else _the_rest(remark))
                    for number, (passage, remark) in enumerate(itertools.islice(rule.whole(texts), MOST + 1))
                ]
        return found

    def _remarks(self, text: str, context: Context) -> Iterator[tuple[Rule, Remark]]:
        lines = text.split("\n")
        if len(lines) == 1 or (len(text) > WRITTEN and len(set(lines)) * SEVERAL > len(lines)):
            yield from self._known(self._rules, text, context)
            return
        yield from self._known(self._across, text, context)
        start = 0
        for line in lines:
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


def _of_one(rules: tuple[Rule, ...], text: str, context: Context) -> Iterator[tuple[Rule, Remark]]:
    for rule in rules:
        if rule.text is not None:
            yield from ((rule, remark) for remark in itertools.islice(rule.text(text), MOST + 1))
        if rule.informed is not None:
            remarks = rule.informed(text, context)
            yield from ((rule, remark) for remark in itertools.islice(remarks, MOST + 1))


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
