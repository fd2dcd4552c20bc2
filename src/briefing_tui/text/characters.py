"""What counts as a 汉字, and how many there are. Pure; used by the editor's counts and by the clean-up of pasted text."""

from briefing_tui.text.late_pattern import late

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside of a character class: 〇, the unified and compatibility ideographs of Unicode, extensions included."""

_HAN_RUN = late(f"[{HAN}]+")


def count(text: str) -> tuple[int, int]:
    """How many 汉字, and how many characters that are no blanks; the second is what offices call 字数."""
    return sum(map(len, _HAN_RUN.findall(text))), sum(map(len, text.split()))
