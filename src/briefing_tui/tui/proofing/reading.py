"""Proof-reading an issue that is being written: rules, the words and choices of the house, what stood in earlier issues.

Knows no screen. Made for one session and called from threads, one after the other: what a rule said of a text is kept, so after an edit only
what changed is read again. Files of the house are read when they are not as they were.
"""

import os
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from briefing_tui.errors import BriefingError
from briefing_tui.library.house_files import append_to_house_file, change_house_file, read_house_file
from briefing_tui.library.numbering import head_before
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.finding import Finding
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import IssueKey
from briefing_tui.proof.passage import passages

if (
    TYPE_CHECKING
):  # rules and search are imported by the first reading, in its thread: an editor starts no slower
    from collections.abc import Callable

    from briefing_tui.library.search.finder import Finder
    from briefing_tui.model.edits import Selection
    from briefing_tui.proof.house import House, Passed
    from briefing_tui.proof.proofread import Proofreader
    from briefing_tui.proof.rules.sequence import Repeat

_FILES = ("proof.toml", "terms.toml")
"""Of the house, in its library."""
_FEW = 50
"""Files that are read for an answer though nobody waits for it."""
_REPEATS_KEPT = 20_000


class LetPass(NamedTuple):
    """A finding that somebody let pass."""

    finding: Finding
    passed: "Passed"


class Read(NamedTuple):
    """What was found in one state of the issue."""

    issue: Issue | None = None
    """That state; None before the first."""
    findings: tuple[Finding, ...] = ()
    """In the order of the page, without those that were let pass."""
    passed: tuple[LetPass, ...] = ()
    trouble: str = ""
    """Why a file of the house is not used, in one line; empty when all is well."""
    seconds: float = 0.0
    """What reading took."""


class ProofReading:
    """Reads the issue of one session."""

    def __init__(
        self,
        library: LibraryReader,
        make_finder: "Callable[[], Finder] | None" = None,
        off: frozenset[str] = frozenset(),
    ) -> None:
        """`make_finder` gives who tells of earlier issues, None for nobody; `off` are rules that are off for this writer."""
        self._library = library
        self._make_finder = make_finder
        self._finder: Finder | None = None
        self._off = off
        self._lock = threading.RLock()
        self._stamps: tuple[object, ...] | None = None
        self._house: House | None = None
        self._reader: Proofreader | None = None
        self._trouble = ""
        self._before: tuple[IssueKey, Masthead | None] | None = None
        self._repeats: dict[Item, Repeat | None] = {}
        self._searchable = False

    def read(self, issue: Issue, key: IssueKey) -> Read:
        """All findings; `key` is the issue's. Never raises for what stands in a file."""
        begun = time.perf_counter()
        with self._lock:
            self._look_at_the_house()
            if self._before is None or self._before[0] != key:
                self._before = key, head_before(self._library, key)
            assert self._reader is not None
            found = self._reader.read(issue, self._before[1], self._repeated(issue))
            findings, passed = self._sorted_out(issue, found)
            return Read(issue, findings, passed, self._trouble, time.perf_counter() - begun)

    # What the house let pass

    def let_pass(self, issue: Issue, finding: Finding, who: str, when: str) -> "Passed | None":
        """For everybody who writes in this library, until the words change; what was noted. BriefingError when it cannot be noted."""
        from briefing_tui.proof import house

        mark = house.mark_of(issue, finding)
        if not mark:
            return None
        append_to_house_file(self._library.root, house.NAME, house.passed_lines(finding, mark, who, when))
        return house.Passed(mark, finding.rule)

    def take_up_again(self, passed: "Passed") -> None:
        """It is told again. BriefingError when that cannot be noted."""
        from briefing_tui.proof import house

        change_house_file(
            self._library.root, house.NAME, lambda text: house.without_passed(text, passed.mark)
        )

    def _sorted_out(
        self, issue: Issue, found: tuple[Finding, ...]
    ) -> tuple[tuple[Finding, ...], tuple[LetPass, ...]]:
        from briefing_tui.proof.house import mark_of

        known = self._house.passed if self._house is not None else ()
        by_mark = {one.mark: one for one in known}
        rules = {one.rule for one in known}
        texts = {(one.selection, one.field): one.text for one in passages(issue)} if by_mark else {}
        findings, passed = [], []
        for finding in found:
            mark = ""
            if finding.rule in rules and finding.span is not None and finding.selection is not None:
                text = texts.get((finding.selection, finding.span.field), "")
                mark = mark_of(None, finding, text)
            if mark in by_mark:
                passed.append(LetPass(finding, by_mark[mark]))
            else:
                findings.append(finding)
        return tuple(findings), tuple(passed)

    def _look_at_the_house(self) -> None:
        """Read its files anew when one is another; what cannot be used is told, and what held before holds on."""
        root = self._library.root
        stamps = tuple(_stamp(os.path.join(root, name)) for name in _FILES)
        if stamps == self._stamps:
            return
        self._stamps, self._trouble = stamps, ""
        from briefing_tui.proof import house, house_terms
        from briefing_tui.proof.proofread import Proofreader, Switches
        from briefing_tui.proof.terms import Terms, read_terms

        choices, words = self._house or house.House(), Terms()
        try:
            choices = house.read_house(read_house_file(root, house.NAME))
            words = read_terms(read_house_file(root, house_terms.NAME), house_terms.NAME)
        except BriefingError as error:
            name = os.path.basename(error.place.file or "")
            self._trouble = f"{name}: {error.message}" if name else error.message
            if self._reader is not None:
                return
        terms = house_terms.with_house(house_terms.own_terms(), words)
        self._house = choices
        self._reader = Proofreader(terms, Switches(choices.off | self._off))

    # Earlier issues

    def prepare(self, *, wanted: bool, stop: "threading.Event") -> bool:
        """Make earlier issues known, in a thread; whether they are.

        Much to be read is read only when it is `wanted`: somebody looks at the findings. What was done until it is stopped stays done.
        """
        if self._make_finder is None or self._searchable:
            return False
        if self._finder is None:
            self._finder = self._make_finder()
        try:
            behind = self._finder.behind()
            if behind > _FEW and not wanted:
                return False
            if behind > _FEW:
                self._finder.catch_up(stop=stop.is_set)
            self._searchable = self._finder.ready(stop=stop.is_set)
        except BriefingError:
            return False  # a library that cannot be listed has no earlier issues
        return self._searchable

    def _repeated(self, issue: Issue) -> "dict[Selection, Repeat]":
        from briefing_tui.proof.rules.sequence import Repeat, by_item

        items = [item for section in issue.sections for item in section.items]
        if self._finder is None or not self._searchable:
            return {}
        missing = tuple(item for item in dict.fromkeys(items) if item not in self._repeats)
        if missing:
            if len(self._repeats) > _REPEATS_KEPT:
                self._repeats.clear()
            asked = issue._replace(sections=(Section("", items=missing),))
            found = self._finder.earlier(asked)
            self._repeats.update(
                (item, one and Repeat(str(one.address), one.share, one.same_title))
                for item, one in zip(missing, found, strict=True)
            )
        return by_item(issue, [self._repeats.get(item) for item in items])


def _stamp(path: str) -> object:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
