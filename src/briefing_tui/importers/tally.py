"""How often each character of many texts came by, blanks left out: what the ledger's account is kept in.

Most of what is read is kept as it stands. So whole texts are counted; those that do not meet are taken apart into lines, and
of lines only what is left when their common ends are off is counted by characters.
"""

from collections import Counter, deque
from collections.abc import Iterable
from itertools import islice

_END = 12
"""Characters by which a line is looked for that ends in another one: more than names and figures have in common."""

_LOOKS = 8
"""Lines with such an end that are looked at: both sides have theirs in the order of the text, so the first mostly fits."""


class CharacterTally:
    """A multiset of characters that texts are added to and taken from; a count may fall below nothing."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts: dict[str, int] = {}
        """Each text as it stands, and how often."""
        for text in texts:
            self.add(text)

    def add(self, text: str, times: int = 1) -> None:
        """The characters of `text` once more, or `times`."""
        self.texts[text] = self.texts.get(text, 0) + times

    def copy(self) -> "CharacterTally":
        """Another one with the same counts."""
        other = CharacterTally()
        other.texts = dict(self.texts)
        return other

    def add_all(self, other: "CharacterTally") -> None:
        """All that is in another one, too."""
        for text, times in other.texts.items():
            self.add(text, times)

    def total(self) -> int:
        """All characters."""
        return sum(len("".join(text.split())) * times for text, times in self.texts.items())

    def characters(self) -> Counter[str]:
        """The counts, in the order in which characters came by."""
        return _counted(_lines(self.texts))

    def differences(self, other: "CharacterTally") -> str:
        """The characters of which one has more than the other: first those that are missing there."""
        apart = _lines(_apart(self.texts, other.texts))
        if _cancels(_without_common_ends(apart)):
            return ""
        own, others = self.characters(), other.characters()
        return "".join(((own - others) + (others - own)).elements())


def _apart(own: dict[str, int], others: dict[str, int]) -> dict[str, int]:
    """How much oftener each text stands in `own` than in `others`; those that stand there equally often are left out."""
    apart = {text: more for text, times in own.items() if (more := times - others.get(text, 0))}
    apart.update((text, -times) for text, times in others.items() if times and text not in own)
    return apart


def _lines(texts: dict[str, int]) -> dict[str, int]:
    """Each line of texts without its blanks, and how often, but for those that are no more there than away."""
    whole: dict[str, int] = {}
    for text, times in texts.items():
        for line in text.split("\n"):
            whole[line] = whole.get(line, 0) + times
    lines: dict[str, int] = {}
    for line, times in whole.items():
        if times and (bare := "".join(line.split())):
            lines[bare] = lines.get(bare, 0) + times
    return lines


def _without_common_ends(apart: dict[str, int]) -> dict[str, int]:
    """The same characters in fewer: a line that ends in one that is taken away has its head left, as an item that was parted from its number and
    title has; and one that ends so but for its last character has that left, too, as a title with the stop behind it.
    """
    left = {line: times for line, times in apart.items() if times}
    for behind in range(2):
        _take_ends(left, behind)
    return left


def _take_ends(left: dict[str, int], behind: int) -> None:
    """Take lines that are away, the longest first, from those that end in them, `behind` characters aside."""
    ends: dict[str, deque[str]] = {}
    for line, times in left.items():
        if times > 0:
            ends.setdefault(line[-_END - behind : len(line) - behind], deque()).append(line)
    for line in sorted([line for line, times in left.items() if times < 0], key=len, reverse=True):
        near = ends.get(line[-_END:], _NONE)
        while left[line] and (whole := _ending(near, line, behind, left)):
            at = len(whole) - behind
            left[line] += 1
            left[whole] -= 1
            for part in filter(None, (whole[: at - len(line)], whole[at:])):
                left[part] = left.get(part, 0) + 1


_NONE: deque[str] = deque()


def _ending(near: deque[str], line: str, behind: int, left: dict[str, int]) -> str:
    """The first of some lines that ends in another and is there yet; empty when none does."""
    while near and left[near[0]] <= 0:
        near.popleft()
    return next(
        (one for one in islice(near, _LOOKS) if left[one] > 0 and one[: len(one) - behind].endswith(line)), ""
    )


def _cancels(lines: dict[str, int]) -> bool:
    """Whether what is there is what is away, character by character."""
    there = "".join([line * times for line, times in lines.items() if times > 0])
    away = "".join([line * -times for line, times in lines.items() if times < 0])
    return len(there) == len(away) and Counter(there) == Counter(away)


def _counted(lines: dict[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line, times in lines.items():
        if times == 1:
            counts.update(line)
        elif times:
            for char in line:
                counts[char] += times
    return counts
