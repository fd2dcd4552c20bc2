"""Whether the text of a PDF is what its pages show: fonts that do not say which characters they draw give other ones. Pure.

Told by what real texts have: characters of the common sets, and among 汉字 the few that every text is full of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果"
    "的國來為個這會們時動產業發後學實對開當經過種現點體兩與關應給"
)
"""The characters that Chinese texts use most; they make four of ten."""
_LEAST_COMMON = 0.08
_LEAST_CHINESE = 150
"""汉字 before their frequency says anything."""
_LEAST_DIFFERENT = 50
"""Different ones among them: a long table says the same few over and over."""
_MOST_WRONG, _PAGE_WRONG = 0.12, 0.3
"""Share of wrong characters in a document, on a page, from which it is damaged."""
_PAGE_CHARACTERS = 10
_PLAIN = re.compile("[ -~]+")


def is_damaged(pages: Sequence[str]) -> bool:
    """Whether a document's text is damaged: `pages` are the texts of its pages."""
    whole = Counter("".join(pages))
    odd = frozenset(filter(is_odd, whole))
    total = wrong = 0
    for text in pages:
        beyond = len(text) - sum(map(len, _PLAIN.findall(text)))
        odd_here = sum(map(text.count, odd.intersection(text))) if odd else 0
        if beyond >= _PAGE_CHARACTERS and odd_here > beyond * _PAGE_WRONG:
            return True
        total, wrong = total + beyond, wrong + odd_here
    if wrong > 1 and wrong > total * _MOST_WRONG:
        return True
    chinese = {char: count for char, count in whole.items() if "\u4e00" <= char <= "\u9fff"}
    characters = sum(chinese.values())
    if characters < _LEAST_CHINESE or len(chinese) < _LEAST_DIFFERENT:
        return False
    common = sum(count for char, count in chinese.items() if char in _COMMON)
    return common < characters * _LEAST_COMMON


@lru_cache(maxsize=8192)
def is_odd(char: str) -> bool:
    """Whether no text of the usual kinds has a character: control and private ones, rare 汉字, letters of far scripts."""
    if char.isascii():
        return not char.isprintable()
    if "\u00a1" <= char <= "\u017f" or "\u0391" <= char <= "\u0451" or "\u2010" <= char <= "\u27bf":
        return False
    if "\u3000" <= char <= "\u33ff" or "\ufe30" <= char <= "\ufe4f" or "\uff01" <= char <= "\uffe6":
        return False
    if "\U0001f000" <= char <= "\U0001faff" or char in "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\ufe0e":
        return False
    return not (_in(char, "gb2312", 0xB0, 0xF7) or _in(char, "big5", 0xA4, 0xC6))


def _in(char: str, encoding: str, first: int, last: int) -> bool:
    code = char.encode(encoding, "ignore")
    return len(code) == 2 and first <= code[0] <= last
