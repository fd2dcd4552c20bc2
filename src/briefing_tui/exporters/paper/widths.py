"""How wide characters are on paper, in em. Used to break lines before anything is set.

汉字 and their marks are one em in every font of this trade; what stands on a keyboard is as wide as the Latin font has it. `TIMES` and
`TIMES_BOLD` are the published advances of Times New Roman, which its free likenesses (Liberation Serif, Tinos, Nimbus Roman) share; a PDF
is measured with the font that is there.
"""

import unicodedata

_FIRST = 0x20
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444 921 722 "
    "667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 "
    "500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_BOLD = (
    "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500 930 722 "
    "667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 "
    "556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520"
)


class Widths(dict[str, float]):
    """Em of every character: those given, then by what a character is."""

    def __missing__(self, char: str) -> float:
        width = 1.0
        if not "\u2e80" <= char <= "\uffef":
            if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
                width = 0.0
            elif "\xc0" <= char <= "\u024f" and char not in "×÷":
                width = 0.5
        elif "\uff61" <= char <= "\uffdc":
            width = 0.5
        elif "\ufe00" <= char <= "\ufe0f":
            width = 0.0
        self[char] = width
        return width


def _table(text: str) -> dict[str, float]:
    return {chr(_FIRST + index): int(width) / 1000 for index, width in enumerate(text.split())}


TIMES = _table(_TIMES)
TIMES_BOLD = _table(_BOLD)
