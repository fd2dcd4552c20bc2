"""How many terminal cells a text takes: one range table, one switch for ambiguous width.

Called by the line breaker, the page, the tables, and the framework hook. Widths are cells (0, 1 or 2 a character).
`ambiguous` is 1 or 2: what the terminal gives to the characters of East Asian Width class A (“ ” — … · ① and box
drawing), as told by the probe or the settings. Promises: a text's width is the sum of `char_widths`, which
never depends on what stands before it but for VS16; any string is accepted, lone surrogates and controls included.

The table is the EastAsianWidth, general category and Hangul Jamo data of Unicode 14.0.0, generated from Python
3.11's `unicodedata` (a test compares every assigned character). Ranges run on over unassigned gaps.
"""

from bisect import bisect_right
from collections.abc import Iterable

UNICODE_VERSION = "14.0.0"
"""Version of the Unicode data in the table."""

_ZERO = """
0-8 A-1F 7F-9F 300-36F 483-489 591-5BD 5BF 5C1-5C2 5C4-5C5 5C7 600-605 610-61A 61C 64B-65F 670 6D6-6DD
6DF-6E4 6E7-6E8 6EA-6ED 70F 711 730-74A 7A6-7B0 7EB-7F3 7FD 816-819 81B-823 825-827 829-82D 859-85B 890-89F
8CA-902 93A 93C 941-948 94D 951-957 962-963 981 9BC 9C1-9C4 9CD 9E2-9E3 9FE-A02 A3C A41-A51 A70-A71 A75
A81-A82 ABC AC1-AC8 ACD AE2-AE3 AFA-B01 B3C B3F B41-B44 B4D-B56 B62-B63 B82 BC0 BCD C00 C04 C3C C3E-C40
C46-C56 C62-C63 C81 CBC CBF CC6 CCC-CCD CE2-CE3 D00-D01 D3B-D3C D41-D44 D4D D62-D63 D81 DCA DD2-DD6 E31
E34-E3A E47-E4E EB1 EB4-EBC EC8-ECD F18-F19 F35 F37 F39 F71-F7E F80-F84 F86-F87 F8D-FBC FC6 102D-1030
1032-1037 1039-103A 103D-103E 1058-1059 105E-1060 1071-1074 1082 1085-1086 108D 109D 1160-11FF 135D-135F
1712-1714 1732-1733 1752-1753 1772-1773 17B4-17B5 17B7-17BD 17C6 17C9-17D3 17DD 180B-180F 1885-1886 18A9
1920-1922 1927-1928 1932 1939-193B 1A17-1A18 1A1B 1A56 1A58-1A60 1A62 1A65-1A6C 1A73-1A7F 1AB0-1B03 1B34
1B36-1B3A 1B3C 1B42 1B6B-1B73 1B80-1B81 1BA2-1BA5 1BA8-1BA9 1BAB-1BAD 1BE6 1BE8-1BE9 1BED 1BEF-1BF1
1C2C-1C33 1C36-1C37 1CD0-1CD2 1CD4-1CE0 1CE2-1CE8 1CED 1CF4 1CF8-1CF9 1DC0-1DFF 200B-200F 2028-202E
2060-206F 20D0-20F0 2CEF-2CF1 2D7F 2DE0-2DFF 302A-302D 3099-309A A66F-A672 A674-A67D A69E-A69F A6F0-A6F1
A802 A806 A80B A825-A826 A82C A8C4-A8C5 A8E0-A8F1 A8FF A926-A92D A947-A951 A980-A982 A9B3 A9B6-A9B9
A9BC-A9BD A9E5 AA29-AA2E AA31-AA32 AA35-AA36 AA43 AA4C AA7C AAB0 AAB2-AAB4 AAB7-AAB8 AABE-AABF AAC1
AAEC-AAED AAF6 ABE5 ABE8 ABED D7B0-D7FB FB1E FE00-FE0F FE20-FE2F FEFF FFF9-FFFB 101FD 102E0 10376-1037A
10A01-10A0F 10A38-10A3F 10AE5-10AE6 10D24-10D27 10EAB-10EAC 10F46-10F50 10F82-10F85 11001 11038-11046 11070
11073-11074 1107F-11081 110B3-110B6 110B9-110BA 110BD 110C2-110CD 11100-11102 11127-1112B 1112D-11134 11173
11180-11181 111B6-111BE 111C9-111CC 111CF 1122F-11231 11234 11236-11237 1123E 112DF 112E3-112EA 11300-11301
1133B-1133C 11340 11366-11374 11438-1143F 11442-11444 11446 1145E 114B3-114B8 114BA 114BF-114C0 114C2-114C3
115B2-115B5 115BC-115BD 115BF-115C0 115DC-115DD 11633-1163A 1163D 1163F-11640 116AB 116AD 116B0-116B5 116B7
1171D-1171F 11722-11725 11727-1172B 1182F-11837 11839-1183A 1193B-1193C 1193E 11943 119D4-119DB 119E0
11A01-11A0A 11A33-11A38 11A3B-11A3E 11A47 11A51-11A56 11A59-11A5B 11A8A-11A96 11A98-11A99 11C30-11C3D 11C3F
11C92-11CA7 11CAA-11CB0 11CB2-11CB3 11CB5-11CB6 11D31-11D45 11D47 11D90-11D91 11D95 11D97 11EF3-11EF4
13430-13438 16AF0-16AF4 16B30-16B36 16F4F 16F8F-16F92 16FE4 1BC9D-1BC9E 1BCA0-1CF46 1D167-1D169 1D173-1D182
1D185-1D18B 1D1AA-1D1AD 1D242-1D244 1DA00-1DA36 1DA3B-1DA6C 1DA75 1DA84 1DA9B-1DAAF 1E000-1E02A 1E130-1E136
1E2AE 1E2EC-1E2EF 1E8D0-1E8D6 1E944-1E94A E0001-E01EF
"""
_WIDE = """
1100-115F 231A-231B 2329-232A 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F 2693 26A1 26AA-26AB
26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E 2753-2755 2757
2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55 2E80-3029 302E-303E 3041-3096 309B-3247 3250-4DBF 4E00-A4C6
A960-A97C AC00-D7A3 F900-FAD9 FE10-FE19 FE30-FE6B FF01-FF60 FFE0-FFE6 16FE0-16FE3 16FF0-1B2FB 1F004 1F0CF
1F18E 1F191-1F19A 1F200-1F320 1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4
1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567 1F57A 1F595-1F596 1F5A4 1F5FB-1F64F
1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6DF 1F6EB-1F6EC 1F6F4-1F6FC 1F7E0-1F7F0 1F90C-1F93A 1F93C-1F945
1F947-1F9FF 1FA70-1FAF6 20000-3FFFD
"""
_AMBIGUOUS = """
A1 A4 A7-A8 AA AD-AE B0-B4 B6-BA BC-BF C6 D0 D7-D8 DE-E1 E6 E8-EA EC-ED F0 F2-F3 F7-FA FC FE 101 111 113 11B
126-127 12B 131-133 138 13F-142 144 148-14B 14D 152-153 166-167 16B 1CE 1D0 1D2 1D4 1D6 1D8 1DA 1DC 251 261
2C4 2C7 2C9-2CB 2CD 2D0 2D8-2DB 2DD 2DF 391-3A9 3B1-3C1 3C3-3C9 401 410-44F 451 2010 2013-2016 2018-2019
201C-201D 2020-2022 2024-2027 2030 2032-2033 2035 203B 203E 2074 207F 2081-2084 20AC 2103 2105 2109 2113
2116 2121-2122 2126 212B 2153-2154 215B-215E 2160-216B 2170-2179 2189 2190-2199 21B8-21B9 21D2 21D4 21E7
2200 2202-2203 2207-2208 220B 220F 2211 2215 221A 221D-2220 2223 2225 2227-222C 222E 2234-2237 223C-223D
2248 224C 2252 2260-2261 2264-2267 226A-226B 226E-226F 2282-2283 2286-2287 2295 2299 22A5 22BF 2312
2460-24E9 24EB-254B 2550-2573 2580-258F 2592-2595 25A0-25A1 25A3-25A9 25B2-25B3 25B6-25B7 25BC-25BD
25C0-25C1 25C6-25C8 25CB 25CE-25D1 25E2-25E5 25EF 2605-2606 2609 260E-260F 261C 261E 2640 2642 2660-2661
2663-2665 2667-266A 266C-266D 266F 269E-269F 26BF 26C6-26CD 26CF-26D3 26D5-26E1 26E3 26E8-26E9 26EB-26F1
26F4 26F6-26F9 26FB-26FC 26FE-26FF 273D 2776-277F 2B56-2B59 3248-324F E000-F8FF FFFD 1F100-1F10A 1F110-1F12D
1F130-1F169 1F170-1F18D 1F18F-1F190 1F19B-1F1AC F0000-10FFFD
"""

_TAB = "\t"
_VS16 = "\ufe0f"
"""Variation selector 16: asks for the two-cell emoji form of the character before it."""
_KEYCAP_BASES = frozenset("#*0123456789\xa9\xae")
_FIRST_SYMBOL = "\u203c"
"""The first character, but for keycaps and © ®, that has both a text and an emoji form (emoji-data.txt)."""
ELLIPSIS = "…"


class _Table:
    """The ranges as one sorted list of places where the class changes; built at the first odd character."""

    starts: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()

    @classmethod
    def kind(cls, code: int) -> int:
        """0 zero width, 1 narrow, 2 wide, 3 ambiguous."""
        if not cls.starts:
            cls._build()
        return cls.kinds[bisect_right(cls.starts, code) - 1]

    @classmethod
    def _build(cls) -> None:
        changes = {0: 1}
        for kind, ranges in ((0, _ZERO), (2, _WIDE), (3, _AMBIGUOUS)):
            for entry in ranges.split():
                first, _, last = entry.partition("-")
                changes[int(first, 16)] = kind
                changes.setdefault(int(last or first, 16) + 1, 1)
        cls.starts = tuple(sorted(changes))
        cls.kinds = tuple(changes[start] for start in cls.starts)


class _Widths(dict[str, int]):
    """Width of each character met so far; a plain dict lookup is what makes a megabyte cheap."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        code = ord(char)
        if 0x4E00 <= code <= 0x9FFF or 0xFF01 <= code <= 0xFF5E:
            width = 2
        elif char == _TAB:
            width = 1
        else:
            kind = _Table.kind(code)
            width = self._ambiguous if kind == 3 else kind
        self[char] = width
        return width


_NARROW, _DOUBLE = _Widths(1), _Widths(2)


def width_table(ambiguous: int = 1) -> dict[str, int]:
    """Character → cells, filled as it is asked; read with `[]` only. VS16 counts 0 in it."""
    return _DOUBLE if ambiguous == 2 else _NARROW


def char_width(char: str, ambiguous: int = 1) -> int:
    """Cells of one character: 0, 1 or 2. A tab counts 1 (the page shows it as a blank)."""
    return width_table(ambiguous)[char]


def char_widths(text: str, ambiguous: int = 1) -> Iterable[int]:
    """Cells of each character in turn; a VS16 after a one-cell symbol brings the second cell of its emoji form."""
    table = width_table(ambiguous)
    widths = map(table.__getitem__, text)
    return widths if _VS16 not in text else _with_emoji(text, list(widths))


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Cells of `text` on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(char_widths(text, ambiguous))


def fit(text: str, cells: int, ambiguous: int = 1) -> int:
    """How many characters of `text`, from its start, fit into `cells`; marks that take no cell stay with their base."""
    if text.isascii() and text.isprintable():
        return min(len(text), max(cells, 0))
    total = 0
    for index, width in enumerate(char_widths(text, ambiguous)):
        total += width
        if total > cells:
            return index - 1 if text[index] == _VS16 and index else index
    return len(text)


def truncate(text: str, cells: int, ambiguous: int = 1) -> str:
    """`text`, or as much of it as fits into `cells` with a `…` behind; empty when not even that fits."""
    if cell_width(text, ambiguous) <= cells:
        return text
    mark = char_width(ELLIPSIS, ambiguous)
    if cells < mark:
        return ""
    return text[: fit(text, cells - mark, ambiguous)] + ELLIPSIS


def pad(text: str, cells: int, ambiguous: int = 1, *, right: bool = False) -> str:
    """`text` filled with blanks to `cells`, or truncated to them; `right` puts the blanks before it."""
    shown = truncate(text, cells, ambiguous)
    blanks = " " * (cells - cell_width(shown, ambiguous))
    return blanks + shown if right else shown + blanks


def _with_emoji(text: str, widths: list[int]) -> list[int]:
    at = text.find(_VS16, 1)
    while at > 0:
        before = text[at - 1]
        if widths[at - 1] == 1 and (before >= _FIRST_SYMBOL or before in _KEYCAP_BASES):
            widths[at] = 1
        at = text.find(_VS16, at + 1)
    return widths
