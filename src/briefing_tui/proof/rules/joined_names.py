"""What a single — joins: places, parties, ways, points of time and of a scale (GB/T 15834-2011, 4.13.3). Pure.

In place of a —— it stands between two phrases: 一个目标—到2025年. Which of them it is, is told by what stands at both of its ends.
"""

import functools
import re
from typing import NamedTuple

from briefing_tui.proof.rules.place_names import FOREIGN, LENGTHS, PLACES
from briefing_tui.text.characters import HAN

_REACH = 18
"""Characters on either side that are looked at."""
_SHORT = 3
"""Characters of a name that nothing but its length tells."""
_FOREIGN_END = re.compile(rf"[{FOREIGN}]{{3,}}\Z")
_FOREIGN_BEGIN = re.compile(rf"[{FOREIGN}]{{3,}}")
_FOREIGN_TAIL = re.compile(rf"[{FOREIGN}]{{2}}\Z|·[{HAN}]{{1,6}}\Z")
_FOREIGN_HEAD = re.compile(rf"[{FOREIGN}]{{2}}")
_SUFFIX = re.compile(r"(?:[东西南北中][方部]?|新区|特区|[市省州县港站]|国家|地区|沙漠|方面)\Z")
"""Behind a name: 中东欧国家, 郑州东."""
_ROUTE = re.compile(
    rf"[{HAN}]{{0,4}}?(?:特高压|高铁|铁路|航线|航班|班列|口岸|直流|高速|专列|通道|公路)|[{HAN}]{{0,12}}?(?:口岸|班列|班线|航线|往返|联运|[客货]运|专列)"
)
"""Behind the name of a place at its end: 白鹤滩—浙江特高压."""
_ALONE = re.compile(rf"[东西南北]?(?:的|(?![{HAN}]))")
_KINDS = (
    *(
        "江河湖海溪",
        "山岭峰谷洞",
        "省市县州区镇乡村旗城",
        "站港湾岸",
        "岛",
        "漠地原廊",
        "链",
        "币",
        "院",
        "坝",
        "坊栏",
        "级",
    ),
    *("月", "日", "年", "季", "章", "条", "期", "周", "段"),
)
"""The last characters of names, by what they are names of."""
_HOUR = "[上下中早晚][午上]?[一二三四五六七八九十]{1,3}"
_ALIKE = (
    *((kind, f"[{HAN}]", f"[{HAN}]{{1,5}}?[{kind}]") for kind in _KINDS),
    ("时点", _HOUR, f"{_HOUR}[时点]"),
    ("一二三四五六", "(?:周|星期)", "(?:周|星期)[二三四五六日天]"),
    ("度", "季", "第?[一二三四]季度"),
    ("司", "公", f"[{HAN}]{{2,10}}?公司"),
    ("团", "集", f"[{HAN}]{{2,10}}?集团"),
    (
        "路环街速道",
        f"[{HAN}](?:公(?=路)|高(?=速)|大(?=道)|(?<![铁公])(?=[路环街]))",
        f"[{HAN}]{{1,8}}?[路环街]",
    ),
    ("坛", "论", f"[{HAN}]{{2,8}}?(?:会议|论坛|峰会)"),
    (
        "党盟动会线",
        "(?:(?=[党盟])|运(?=动)|大(?=会)|阵(?=线)|委员(?=会))",
        rf"[{HAN}]{{1,9}}?(?:党|联盟|阵线|力量|运动)(?:[主副总第全国，。、；]|领导|贤人|\Z)",
    ),
)
"""How two names of one kind end: 燕山—太行山, 丁陶路—纽扣路. Last characters, what stands before one of them, what is behind the dash."""
_BY_LAST = {
    last: [
        (re.compile(rf"{before}[{kind}]\Z"), re.compile(behind))
        for kind, before, behind in _ALIKE
        if last in kind
    ]
    for last in {char for kind, _before, _behind in _ALIKE for char in kind}
}
_WAY = re.compile(
    rf"(?:(?![的和与在]|首次|近日)[{HAN}]){{2,8}}?(?:一[线带]|沿线|铁路|高铁|航线|航班|高速|公路|班列|列车|专列|走廊|经济带|峰会|博览会|论坛|自贸区|自贸协定|自由贸易|城际|[通航水管]道|专线|线路"
    "|口岸|特高压|直流|海运|空运|往返|合作|机制|关系|领导人|高级别|对话|气田|油田|示范区|特困区|片区|遗址|共同体|地区|流域|平原|草原|山脉|盆地|湿地)"
)
"""What is between two places, or belongs to both."""
_TOGETHER = re.compile(
    rf"[{HAN}]{{1,4}}?[”’]?(?:协作(?:结构)?体系|耦合|轮作|间作|套种|带状|周年|(?:智能)?对接|模型|矩阵|交互|循环|平衡|双向)|[{HAN}]{{2,3}}经济合作区"
)
"""Two parts of one thing: 冬小麦—夏玉米轮作."""
_APPOSITION = re.compile(
    rf"[最首的]|[至到][{HAN}]{{2}}\Z|第[一二三四五六七八九十]|重[要点大]|标志|唯一|之一|之[乡都城]|大型|著名|知名|核心|关键|控制|[工项][程目]|新[型的]|[一两三四五这那][个座条种家位支大]"
    r"|大[省市县镇村]|主产|基地|文明|名[城镇村]|在野|通道\Z"
)
"""What tells that the words behind the dash give the name of those before: 首座大桥——…."""
_NUMBER_BEFORE = re.compile(rf"[0-9](?P<unit>[{HAN}℃°%]{{1,2}})\Z")
_NUMBER_BEHIND = re.compile(rf"[{HAN}]{{0,4}}[0-9.]+(?P<unit>[{HAN}℃°%]{{1,2}})")
_TIME_BEFORE = re.compile("[0-9][年月日]\\Z|第[一二三四五六七八九十]{1,3}\\Z")
_TIME_BEHIND = re.compile(
    "(?:次年|翌年|当年|次日|今年|明年)[0-9]{1,4}[年月日]|第?[一二三四五六七八九十]{1,3}(?:季度|[条章期批届周]|产业|阶段)"
)
_RUN_BEFORE = re.compile(rf"[{HAN}·]*\Z")
_RUN_BEHIND = re.compile(rf"[{HAN}·]*")
_NOTE_BEFORE = re.compile(r"（[^（）]*）\Z")
_NOTE_BEHIND = re.compile(r"\A（[^（）]*）")
_OPENING = "“‘（【"
_CLOSING = "”’）】"
_STOPS = "，。、；：？！\n"


class _Ends(NamedTuple):
    """What stands at both ends of a dash."""

    left: str
    """Characters of words before it, up to a mark."""
    right: str
    """The same behind it."""
    opened: str
    """The character before `left`; empty at the beginning of the text and where it is out of reach."""
    closed: str
    """The character behind `right`."""

    def is_whole(self) -> bool:
        """Whether all that stands between two marks of a pair is the two ends."""
        return bool(self.opened and self.closed) and self.opened in _OPENING and self.closed in _CLOSING

    def is_short(self) -> bool:
        """Whether that before the dash is a word and no more."""
        return len(self.left) <= _SHORT and self.opened in _OPENING + _STOPS + "）"


def joins_names(text: str, start: int, end: int) -> bool:
    """Whether the dash from `start` to `end` joins what stands before and behind it."""
    return _joins(text[max(0, start - _REACH) : start], text[end : end + _REACH])


@functools.lru_cache(maxsize=4096)
def _joins(words_before: str, words_behind: str) -> bool:
    before, behind = _NOTE_BEFORE.sub("", words_before), _NOTE_BEHIND.sub("", words_behind)
    left, right = _RUN_BEFORE.search(before)[0], _RUN_BEHIND.match(behind)[0]  # type: ignore[index]  # match the empty string too
    if _are_numbers(before, behind) or _TOGETHER.match(behind):
        return True
    if not left or not right:
        return False
    ends = _Ends(left, right, before[: len(before) - len(left)][-1:], behind[len(right) : len(right) + 1])
    if ends.is_whole() and max(len(left), len(right)) <= _SHORT:
        return True
    name = _name_at_the_beginning(right)
    if _both_are_names(ends, name):
        return True
    if _APPOSITION.search(left):
        return False
    if name and _ROUTE.match(right, name):
        return True
    if ends.is_short() and ((name and len(right) <= name + 1) or _WAY.match(right)):
        return True
    return any(one.search(left) and other.match(right) for one, other in _BY_LAST.get(left[-1], ()))


def begins_a_way(text: str, start: int) -> bool:
    """Whether what stands before the dash at `start` is a place, so that others behind it are the next ones: 大同—怀来—天津南."""
    words = _RUN_BEFORE.search(text[max(0, start - _REACH) : start])[0]  # type: ignore[index]  # matches the empty string too
    return len(words) <= _SHORT + 1 or _ends_in_a_name(words)


def _both_are_names(ends: _Ends, name: int) -> bool:
    """Whether both ends are names by themselves, or that before the dash is one and the other is short or followed by what is between
    two places. `name` are the characters of the name behind the dash.
    """
    left, right = ends.left, ends.right
    if _ends_in_a_name(left):
        if name or _FOREIGN_HEAD.match(right) or _WAY.match(right):
            return True
        short = _SHORT + 2 if ends.is_whole() else _SHORT + 1
        return len(right) <= short and ends.closed in _CLOSING + _STOPS
    if not name:
        return False
    if _FOREIGN_TAIL.search(left):
        return True
    of_a_country = _ends_in_a_name(left[:-2]) and len(left) > len("某地")
    return of_a_country and (_ROUTE.match(right, name) or _ALONE.match(right, name)) is not None


def _ends_in_a_name(words: str) -> bool:
    if any(words[-length:] in PLACES for length in LENGTHS) or _FOREIGN_END.search(words):
        return True
    suffix = _SUFFIX.search(words)
    return suffix is not None and _ends_in_a_name(words[: suffix.start()])


def _name_at_the_beginning(words: str) -> int:
    """Characters of the name of a place that the words begin with; 0 for none."""
    for length in LENGTHS:
        if words[:length] in PLACES:
            return length
    foreign = _FOREIGN_BEGIN.match(words)
    return foreign.end() if foreign else 0


def _are_numbers(before: str, behind: str) -> bool:
    """零下30度—零上60度, 11月—次年3月, 第一—第三季度."""
    if _TIME_BEHIND.match(behind):
        return _TIME_BEFORE.search(before) is not None
    low, high = _NUMBER_BEFORE.search(before), _NUMBER_BEHIND.match(behind)
    return low is not None and high is not None and low["unit"][0] == high["unit"][0]
