"""Patterns of the words round figures, which are looked for only where they may be. Pure."""

import re
from collections.abc import Iterable

from briefing_tui.proof.figures.sentence.cues import any_of
from briefing_tui.proof.figures.sentence.quantities import Sentence


class Phrase:
    """A pattern of a skeleton."""

    def __init__(self, pattern: str, *cues: str) -> None:
        """Of each of the cues one character stands in whatever the pattern finds (`tests/proof/figures/test_forms_of_sentences.py`)."""
        self.pattern = re.compile(pattern)
        self.cues = tuple(map(frozenset, cues))
        self._needs = sum(map(any_of, self.cues))

    def of(self, sentence: Sentence) -> Iterable["re.Match[str]"]:
        """Where it stands in a sentence; asked of one form again and again it is found once."""
        form = sentence.form
        if self._needs & form.lacks:
            return ()
        found = form.found.get(self)
        if found is None:
            found = form.found[self] = tuple(self.pattern.finditer(sentence.skeleton))
        return found
