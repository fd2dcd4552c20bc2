"""How often each character of many texts came by, blanks left out: what the ledger's account is kept in.

Most of what is read is kept as it stands, so whole lines are counted and only those that do not meet are taken apart.
"""

from collections import Counter
from collections.abc import Iterable


class CharacterTally:
    """A multiset of characters that texts are added to and taken from; a count may fall below nothing."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.lines: dict[str, int] = {}
        """Each line without its blanks, and how often."""
        for text in texts:
            self.add(text)

    def add(self, text: str, times: int = 1) -> None:
        """The characters of `text` once more, or `times`."""
        lines = self.lines
        for line in text.split("\n"):
            if bare := "".join(line.split()):
                lines[bare] = lines.get(bare, 0) + times

    def copy(self) -> "CharacterTally":
        """Another one with the same counts."""
        other = CharacterTally()
        other.lines = dict(self.lines)
        return other

    def add_all(self, other: "CharacterTally") -> None:
        """All that is in another one, too."""
        for line, times in other.lines.items():
            self.lines[line] = self.lines.get(line, 0) + times

    def total(self) -> int:
        """All characters."""
        return sum(len(line) * times for line, times in self.lines.items())

    def characters(self) -> Counter[str]:
        """The counts, in the order in which characters came by."""
        return _counted(self.lines)

    def differences(self, other: "CharacterTally") -> str:
        """The characters of which one has more than the other: first those that are missing there."""
        apart = {
            line: times
            for line in self.lines.keys() | other.lines.keys()
            if (times := self.lines.get(line, 0) - other.lines.get(line, 0))
        }
        if not any(_counted(apart).values()):
            return ""
        own, others = self.characters(), other.characters()
        return "".join(((own - others) + (others - own)).elements())


def _counted(lines: dict[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line, times in lines.items():
        if times == 1:
            counts.update(line)
        elif times:
            for char in line:
                counts[char] += times
    return counts
