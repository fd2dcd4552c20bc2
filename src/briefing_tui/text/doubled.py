"""What the page prints by itself and a writer has typed as well: taken off, so that it does not stand there twice. Pure.

Called by `model.issue` and `compose`: the number of an item, the brackets and the word before its source, the colon behind a role. The
file keeps what was typed. Only what cannot be part of the text is taken: `1.5亿元`, `3月` and `一、二季度` begin with no number.
"""

from briefing_tui.text.late_pattern import late
from briefing_tui.text.marks import read_mark
from briefing_tui.text.numerals import NUMERAL, TITLE_NUMBER_BEGINS

_BLANKS = " \t\u3000\r"
_NUMERALS = frozenset(NUMERAL.strip("[]+"))
_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕"}
_OTHER_NUMBER = late(
    r"(?:[0-9０-９]{1,3}[)）]|[【\[〔［][0-9０-９]{1,3}[】\]〕］]|[Ⅰ-Ⅻⅰ-ⅻ](?=[.．、])|[㈠-㈩㊀-㊉❶-❿⓵-⓾])[ \u3000]*[、.．：:]?[ \u3000]*(?=\S)"
)
"""Numbers before a title that are no marks of a paragraph: 3） 【3】 Ⅲ. ㈢ ❸."""
_MARK_BEHIND = late(r"[、．：:][ \u3000]*")
_BEFORE_SOURCE = ("信息", "稿件", "文章", "新闻", "资料", "数据", "图片", "内容", "原文", "")
SOURCE_LABELS = (*(f"{before}来源" for before in _BEFORE_SOURCE), "出处", "转自", "摘自", "来自", "转载自")
"""Words before the source of a text, longest of a kind first."""
UNIT_LABELS = ("报送单位", "供稿单位", "供稿", "报送", "来稿单位")
"""Words before the unit that sent a text in."""


def without_number(text: str, *, arabic: bool = False) -> str:
    """A title, or (`arabic`: 1. alone) the text of an item without one, less the number before it; else the same object."""
    if not text or text[0] not in TITLE_NUMBER_BEGINS:
        return text
    mark = read_mark(text)
    if mark is None:
        other = None if arabic else _OTHER_NUMBER.match(text)
        return text[other.end() :] if other else text
    if not mark.numbered or mark.end >= len(text):
        return text
    if arabic and mark.form != "1":
        return text
    if mark.form == "一" and text[mark.end] in _NUMERALS:
        return text
    behind = _MARK_BEHIND.match(text, mark.end)
    return (text[behind.end() :] or text) if behind else text[mark.end :]


def without_label(text: str, labels: tuple[str, ...]) -> str:
    """A value less the brackets all round it and less a label with its colon, whichever stand outside."""
    text = text.strip(_BLANKS)
    while True:
        inner = without_brackets(text)
        for label in labels:
            rest = inner.removeprefix(label)
            if rest is not inner and rest.lstrip(_BLANKS)[:1] in {"：", ":"}:
                inner = rest.lstrip(_BLANKS)[1:].strip(_BLANKS)
                break
        if inner == text or not inner:
            return inner or text
        text = inner


def without_brackets(text: str) -> str:
    """A value less one pair of brackets all round it; `（甲）（乙）` has none."""
    end = _PAIRS.get(text[:1])
    if end is None or len(text) < 3 or text[-1] != end:
        return text
    depth = 0
    for at, char in enumerate(text):
        depth += (char == text[0]) - (char == end)
        if not depth:
            return text[1:-1].strip(_BLANKS) or text if at == len(text) - 1 else text
    return text
