"""Figures with their units, as intervals: 295.38亿元 is anything that is printed so. Pure.

A sentence is also given as a skeleton: every quantity is one private character, so that patterns speak of the words between them.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 100,
}
_UNITS = (
    *(
        "个百分点",
        "%",
        "％",
        "‰",
        "倍",
        "亿",
        "元",
        "美元",
        "港元",
        "欧元",
        "人次",
        *(f"{unit}次" for unit in "批家户件场车班艘"),
        *("期", "微克", "毫克", "毫米", "厘米", "盏", "兆瓦", "升", "间", "口(?![径头号岸腔])"),
        "人",
        "名",
        "位",
        "家",
        "户",
        "个",
        "项",
        "笔",
        "件",
        "次",
        "条",
        "份",
        "吨",
    ),
    *(
        "公斤",
        "千克",
        "斤",
        "亩",
        "公顷",
        "平方公里",
        "平方米",
        "立方米",
        "公里",
        "千米",
        "米",
        "千瓦时",
        "千瓦",
        "度",
        "台",
        "辆",
        "套",
        "艘",
        "票",
        "款",
        "册",
        "栋",
        "席",
        "幢",
        "架",
        "列",
        "趟",
        "班",
        "场",
    ),
    *(
        "所",
        "座",
        "处",
        "只",
        "头",
        "株",
        "棵",
        "枚",
        "张",
        "部",
        "篇",
        "支",
        "批",
        "宗",
        "例",
        "起",
        "天",
        "小时",
        "分钟",
        "种",
        "类",
        "箱",
        "包",
        "单",
        "村",
        "镇",
        "县",
    ),
)
_UNIT = "|".join(sorted((unit for unit in _UNITS if unit != "亿"), key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![0-9A-Za-z.,:：第/〔\-])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?:\.[0-9]{{1,9}})?|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?)(?![0-9])[ ]?"
    rf"(?P<more>多|余|来|几)?(?P<scale>(?:{_SCALE})(?!克|米|瓦|年))?(?P<more2>多|余)?[ ]?(?P<unit>{_UNIT})?(?<!票(?=[据面]))(?<!款(?=项))(?P<more3>以上|左右|以内|以下|之多|多|余)?"
)
_DATE = re.compile(r"[ ]?(?:年|月|日|时|点|号|页|级|岁|[:：/～~—–-][ ]?[0-9])")
_ROUGH = re.compile(
    "(?:(?<![节契制条公签预集])约|近|逾|超过?|过|将近|接近|不足|不到|至少|不低于|不少于|不超过|最多|最高|高出|未满|突破)[ ]?\\Z"
)
_ALIKE = {"名": "人", "位": "人", "％": "%", "户": "家", "千克": "公斤", "千米": "公里"}
_EACH = re.compile("每[\u4e00-\u9fff]{1,3}\\Z")
_FIRST = 0xE000
_MOST = 120
"""Quantities of a sentence; behind them nothing is compared."""
_ALL = 100
"""Per cent."""
_LONGEST = 3_000
"""Characters of a sentence; behind them nothing is compared."""
SLOT = "[\ue000-\ue190]"
"""One quantity in a skeleton."""
_SLOT = re.compile(SLOT)
WORDS = "[^\ue000-\ue190，。；]"
"""A character between quantities of one clause."""


class Quantity(NamedTuple):
    """One figure with its unit."""

    start: int
    """First character of the figure in the text."""
    end: int
    """Character behind the unit."""
    value: float
    """In the unit without its 万 or 亿; of per cent in hundredths: 65.64% is 65.64."""
    step: float
    """One unit of the last digit printed: 295.38亿 has 1,000,000."""
    unit: str
    """`元`, `家`, `%`, `个百分点`, `倍` …; empty for a bare 30亿."""
    text: str
    """As it is printed, without blanks."""
    rough: bool
    """Whether a word says that it is about so much: 近30家, 30余家."""
    each: bool = False
    """Whether it is so much for each one: 每张80元."""

    def as_kilograms(self) -> "Quantity":
        """Of tonnes; anything else as it is."""
        if self.unit != "吨":
            return self
        return self._replace(value=self.value * 1000, step=self.step * 1000, unit="公斤")

    @property
    def is_share(self) -> bool:
        """Whether it is in per cent."""
        return self.unit == "%"


class Sentence(NamedTuple):
    """A sentence, its figures and its skeleton."""

    text: str
    skeleton: str
    """The text without blanks, each quantity one character."""
    quantities: tuple[Quantity, ...]

    def at(self, slot: str) -> Quantity:
        """The quantity that a character of the skeleton stands for."""
        return self.quantities[ord(slot) - _FIRST]

    def slot(self, quantity: Quantity) -> str:
        """The character of the skeleton that stands for a quantity."""
        return chr(_FIRST + self.quantities.index(quantity))

    def before(self, place: int) -> tuple[Quantity, ...]:
        """Those that stand before a place of the skeleton, the nearest first."""
        following = _SLOT.search(self.skeleton, place)
        return self.quantities[: ord(following[0]) - _FIRST if following else None][::-1]


_SENTENCE = re.compile("[^。！？\n]+")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that hold two quantities or more, or one above 100 %. Members of a list that ; parts are one sentence."""
    for found in _SENTENCE.finditer(text):
        start, end = found.start(), min(found.end(), found.start() + _LONGEST)
        quantities = tuple(itertools.islice(_quantities(text, start, end), _MOST))
        if len(quantities) > 1 or (quantities and quantities[0].is_share and quantities[0].value > _ALL):
            yield Sentence(text[start:end], _skeleton(text, start, end, quantities), quantities)


def _quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text, start, end):
        unit = found["unit"] or ""
        if not unit and (found["scale"] is None or _DATE.match(text, found.end("number"))):
            continue
        if _DATE.match(text, found.end("number")):
            continue
        scale = _SCALES.get(found["scale"] or "", 1)
        number = found["number"].replace(",", "")
        decimals = len(number.partition(".")[2])
        rough = bool(
            found["more"]
            or found["more2"]
            or found["more3"]
            or _ROUGH.search(text[max(start, found.start() - 4) : found.start()])
        )
        last = found.end("unit") if unit else found.end("scale")
        yield Quantity(
            found.start(),
            max(last, found.end("number")),
            float(number) * scale,
            scale / 10**decimals,
            _ALIKE.get(unit, unit),
            re.sub(r"\s", "", text[found.start() : max(last, found.end("number"))]),
            rough,
            _EACH.search(text, max(start, found.start() - 4), found.start()) is not None,
        )


def _skeleton(text: str, start: int, end: int, quantities: tuple[Quantity, ...]) -> str:
    parts, at = [], start
    for index, quantity in enumerate(quantities):
        parts += [text[at : quantity.start], chr(_FIRST + index)]
        at = quantity.end
    return re.sub(r"[ \t\u3000]", "", "".join((*parts, text[at:end])))
