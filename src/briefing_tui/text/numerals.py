"""Chinese numerals and dates. Pure; called by keys, the outline, numbering and the importers."""

from datetime import date

from briefing_tui.text.late_pattern import late

_DIGITS = "零一二三四五六七八九"
_VALUE = {char: value for value, char in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2, "廿": 20, "卅": 30}
_VALUE |= {"0": 0, "O": 0, "Ｏ": 0, "◯": 0}
"""What is typed for 〇: 二0二四年."""
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_ASCII = str.maketrans("０１２３４５６７８９", "0123456789")

NUMERAL = "[零〇○一二三四五六七八九十百千两廿卅]+"
"""Regular expression for one Chinese whole number below 10,000; no groups."""


FORMAL_NUMERAL = f"(?:{NUMERAL}|[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]+)"
"""As `NUMERAL`, or written with the characters of cheques: 壹, 拾肆."""


def from_chinese(text: str) -> int:
    """The number of 十四, 一百零五, 二〇二四 (digit by digit), 廿三 or 拾肆; ValueError for anything else."""
    text = text.translate(_PLAIN)
    if not text:
        raise ValueError(text)
    if not any(char in _UNITS or char in "廿卅" for char in text):
        if any(char not in _VALUE for char in text):
            raise ValueError(text)
        return int("".join(str(_VALUE[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in "廿卅":
            total += _VALUE[char]
        elif char in _VALUE:
            digit = _VALUE[char]
        else:
            raise ValueError(text)
    return total + (digit or 0)


def parse_number(text: str) -> int:
    """A whole number in ASCII, full-width or Chinese digits; ValueError otherwise."""
    folded = text.translate(_ASCII).strip()
    if folded.isascii() and folded.isdigit():
        if len(folded) > 9:
            raise ValueError(text)
        return int(folded)
    return from_chinese(folded)


NUMBER_BEGINS = frozenset(
    "0123456789０１２３４５６７８９（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳零〇○一二三四五六七八九十百千两廿卅"
)
"""Characters that a number before a title or a paragraph may begin with."""
TITLE_NUMBER_BEGINS = (
    NUMBER_BEGINS
    | frozenset(
        "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉❶❷❸❹❺❻❼❽❾❿⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾"
        "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ【[〔［〖IVX壹贰叁肆伍陆柒捌玖拾🔟"
    )
    | frozenset(
        map(
            chr,
            (*range(0x3251, 0x3260), *range(0x32B1, 0x32C0), *range(0x2780, 0x2794), *range(0x24EB, 0x24F5)),
        )
    )
)
"""Those, and the ones that only the title of an item that is numbered by the page is looked at for."""
_YEAR = "[0-9０-９]{4}|[零〇○0OＯ一二三四五六七八九]{4}"
_PART = "[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3}"
DATE = late(
    rf"({_YEAR})\s*年\s*({_PART})\s*月\s*({_PART})\s*日|([0-9]{{4}})[-./]([0-9]{{1,2}})[-./]([0-9]{{1,2}})(?![0-9])"
)
"""A written date: 2024年12月16日, 二〇二四年十二月十六日, 2024-12-16, with or without spaces round the digits."""


def parse_date(text: str) -> date | None:
    """The first date written in `text`, or None. An impossible one (2月30日) is a ValueError."""
    found = DATE.search(text)
    if found is None:
        return None
    year, month, day = (parse_number(part) for part in found.groups() if part is not None)
    return date(year, month, day)


def printed_date(value: date) -> str:
    """Arabic digits, month and day unpadded (GB/T 9704-2012, 7.3.5.4): 2024年12月6日."""
    return f"{value.year}年{value.month}月{value.day}日"
