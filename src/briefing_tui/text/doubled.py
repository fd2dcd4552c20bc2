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
_ROMAN = "I{1,3}|IV|VI{0,3}|IX|XI{0,2}"
_OTHER_NUMBER = late(
    r"(?:[0-9０-９]{1,3}[)）]|[【\[〔［〖][0-9０-９]{1,3}[】\]〕］〗]|[Ⅰ-Ⅻⅰ-ⅻ](?=[.．、])|[㈠-㈩㊀-㊉❶-❿⓫-⓾㉑-㉟㊱-㊿➀-➓]|(?:[0-9]\ufe0f?\u20e3|🔟))"
    r"[ \u3000]*[、.．：:]?[ \u3000]*(?=\S)"
    rf"|(?:(?:{_ROMAN}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}})[.．、]|[0-9０-９]{{1,2}}[：:])[ \u3000]*(?=[\u3400-\u9fff“《])(?![壹贰叁肆伍陆柒捌玖拾])"
)
"""Numbers before a title that are no marks of a paragraph: 3） 【3】 Ⅲ. ㈢ ❸ ㉓ 3️⃣; before 汉字 also 3： III. 叁、."""
_DIGITS = "0123456789０１２３４５６７８９"
_BEHIND_DIGITS = ")）：:\ufe0f\u20e3"
"""What stands behind digits that are such a number."""
_MARK_BEHIND = late(r"[、．：:][ \u3000]*")
_SEPARATORS = "：:丨｜|"
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
        if arabic or (text[0] in _DIGITS and text.lstrip(_DIGITS)[:1] not in _BEHIND_DIGITS):
            return text
        other = _OTHER_NUMBER.match(text)
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
        inner = (
            text[:-1] if text[:1] in _PAIRS and text[-2:-1] == _PAIRS[text[0]] and text[-1] in "。." else text
        )
        inner = without_brackets(inner)
        for label in labels:
            rest = _behind_label(inner, label)
            if rest is not None:
                inner = rest
                break
        if inner == text or not inner:
            return inner or text
        text = inner


def _behind_label(text: str, label: str) -> str | None:
    """What stands behind `来源：` or `【来源】`; None when the text does not begin so."""
    if text.startswith(label):
        rest = text[len(label) :].lstrip(_BLANKS)
        return rest[1:].strip(_BLANKS) if rest[:1] and rest[0] in _SEPARATORS else None
    if text[1:].startswith(label) and _PAIRS.get(text[:1], "\0") == text[1 + len(label) : 2 + len(label)]:
        return text[2 + len(label) :].strip(_BLANKS + _SEPARATORS)
    return None


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
