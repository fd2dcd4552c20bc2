"""Characters that stand twice over the border of two words: 退税缓税缓费, 新疆北疆北部, 支队支队长. Pure but for the list of common words,
which is read when such a place is met for the first time.
"""

import functools
import re
from importlib.resources import files

from briefing_tui.proof.rules.place_names import FOREIGN, LENGTHS, PLACES

_LIST = "common_words.txt"
_WORD = 2
"""Characters of a word of the list."""
_LINKS = "和同与及对等有会人区的"
"""What joins words or ends them and begins other ones: 西藏和西藏和平…, 工会委员会委员."""
_OFFICES = "队序组部处科室局院校厂站所段班排连营团师旅军区镇乡村县市州省会工"
"""What a 长 heads: 支队支队长."""
_LONGER = {
    "产业": "链园集",
    "代表": "团",
    "年度": "报预计目任考",
    "政府": "采投性债",
    "出租": "车汽",
    "组织": "开实参学动协引发利生部",
    "联系": "起",
    "规定": "的了应可不",
    "浏览": "器",
    "出版": "物社",
    "保管": "物",
}
"""Words that are the end of one word and the beginning of the next, and how the next goes on: 上一年度年度报告."""
_ENDS_A_WORD = {
    "决赛": ("总", "半"),
    "中国": ("新", "旧"),
    "规定": ("本", "该", "此", "关"),
    "组织": ("济", "党", "业", "会", "层", "群", "贸"),
    "联系": ("肉",),
    "装箱": ("集",),
}
"""What has to stand before the first of the two; others may follow anything."""
_STRESS = re.compile(
    r"(?:非常|十分|如何|怎样|怎么|这样|那样|多么|什么|号外|永远|永久|手把|哔哩|.多少)\Z|太[^阳空平极原湖]\Z|整[^改个治合体理]\Z|[^随沿朝接藏土执]着\Z|[你我他她].{3,}\Z|(?:能|是|会|要|可|该|好)不\Z|亿亿\Z"
)
"""Doubled for stress, or asked both ways: 能不能不."""
_NAMED = re.compile("[“‘《]")


def is_right(text: str, start: int, unit: str) -> bool:
    """Whether the characters of `unit`, which stand twice from `start`, belong to words that begin before or end behind them."""
    middle, end = start + len(unit), start + 2 * len(unit)
    before, after = text[start - 1 : start], text[end : end + 1]
    if _STRESS.match(unit) or _is_a_cry(text, start, end):
        return True
    if any(
        text[middle - length : middle] in PLACES
        for length in LENGTHS
        if length > len(unit) and length <= middle
    ):
        return True  # 俄罗斯罗斯托夫, 黑龙江龙江县
    if unit in _ENDS_A_WORD or unit in _LONGER:
        behind, goes_on = _ENDS_A_WORD.get(unit), _LONGER.get(unit)
        return (behind is None or before in behind) and (not goes_on or (after != "" and after in goes_on))
    if after == "长" and unit[-1] in _OFFICES:
        return True
    return not _is_common(unit) and _is_over_a_border(unit, before, after)


def lies_over_a_border(text: str, start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` belong to two words: 部暑 in 多部暑期片, 核消 in 审核消防水源. Of what may be both,
    as 工行 in 工行业务, nothing is said.
    """
    if end - start != _WORD:
        return False
    words = _common_words()
    if text[start - 1 : start + 1] in words:
        return True
    return text[end - 1 : end + 1] in words and text[end : end + 2] not in words


def _is_a_cry(text: str, start: int, end: int) -> bool:
    """Whether the two are all that a quotation says, or begin the name of a song: “号子号子”, 《国旗国旗真美丽》."""
    opening = text[start - 1 : start]
    if not _NAMED.match(opening):
        return False
    return text[end : end + 1] in {"”", "’"} or (opening == "《" and "》" in text[end : end + 4])


def _is_over_a_border(unit: str, before: str, after: str) -> bool:
    """Whether a word ends in its first character, or its last begins one, or it is a name of another language."""
    if all(char in FOREIGN for char in unit) or before in {"-", "·"} or unit[0] in "的和与及或":
        return True
    words = _common_words()
    begins, ends = before + unit[0] in words, unit[-1] + after in words
    if len(unit) > _WORD:
        return (begins and unit[0] in _LINKS) or (ends and unit[-1] in _LINKS)
    return begins or ends or unit[1] + unit[0] in words


def _is_common(unit: str) -> bool:
    return len(unit) == _WORD and unit in _common_words()


@functools.cache
def _common_words() -> frozenset[str]:
    text = files("briefing_tui.proof").joinpath(_LIST).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
