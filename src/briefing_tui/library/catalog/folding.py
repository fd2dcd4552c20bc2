"""The one form of each character under which the index keeps it: case and width folded, character by character.

Called by the index alone. Coarser than, or equal to, what a search takes for the same (`typeset.find.forms`), so an index
that holds folded text misses nothing; what it finds too much is looked at again in the text itself. ASCII is turned
into its full-width form: then no character of a text means anything to the tokenizer or to a MATCH expression.
"""

_FULL = 0xFEE0
"""From ASCII `!`…`~` to its full-width form."""
_BLANKS = " \t\xa0\u3000"


class _Folds(dict[int, str]):
    """Code point → folded character, filled as it is asked."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """`text` folded; as many characters. Controls, which separate fields and paragraphs, become ASCII blanks."""
    return text.translate(_FOLDS)


def _fold(char: str) -> str:
    if char in _BLANKS:
        return "\u3000"
    if char < " ":
        return " "
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - _FULL)
    upper = char.upper()
    if len(upper) == 1:
        char = upper
    lower = char.lower()
    if len(lower) == 1:
        char = lower
    return chr(ord(char) + _FULL) if "!" <= char <= "~" else char
