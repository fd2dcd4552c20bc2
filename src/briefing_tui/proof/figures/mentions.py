"""What each figure of a sentence is, by the words round it: a whole, a part, what there was before, what was added, a share … Pure.

A figure has one role at most, that of the cue nearest to it. `figures.reckoning` tries the relations between roles.
"""

import functools
import re
from collections.abc import Iterator, Sequence, Set as AbstractSet
from typing import NamedTuple

from briefing_tui.proof.figures.sentence.forms import SentenceForm
from briefing_tui.proof.figures.sentence.quantities import SLOT, Quantity, Sentence

SHARE = "share"
"""In per cent of a whole."""
GROWTH = "growth"
"""By how many per cent, or how often, something grew or fell."""
POINTS = "points"
"""A difference of shares."""
TIMES = "times"
"""How often something is something else."""
CHANGE = "change"
"""By how much something grew or fell."""
REST = "rest"
"""What remains of a whole."""
TOTAL = "total"
"""The sum of what stands before it, or a whole."""
BASE = "base"
"""What there was before."""
NOW = "now"
"""What there is after a change."""
EACH = "each"
"""So much for each one."""
PLAIN = ""
"""Something counted or measured."""

UP = "增长|增加|提高|提升|上升|扩大|上涨|攀升|上调|延长|拓展|增多|多出|高出|净增|多增|超出|上浮|跃升|跃增|递增|上行|走高|回升|反弹|激增|抬升|增收|偏多|偏高"
DOWN = "减少|下降|降低|压减|缩减|压降|压缩|精简|削减|缩短|收窄|下调|回落|下滑|净减|少增|下浮|改善|递减|下行|走低|缩水|减缓|收缩|减收|偏少|偏低"
_GLUE = "(?:[了约达近为额幅度共出]|幅度|数量?|比例){0,3}"
_WAY = rf"(?:{UP}|{DOWN}|增幅|降幅|增速|涨幅|跌幅|增长率|下降率|增量|减量|降速)"
_SHORT = "(?:^|[比较均净又再也则均各将已可略微幅前末初期年月季来现]|均|足足|分别|整体|大幅|实际|直接|累计)(?:[多少高低短长升降涨跌缩减增]|[多少][一-鿿]{1,2}|[高低][出于了])"
"""Ways of one character, which are parts of other words as well (副高, 至少, 成长)."""
_CHANGED = re.compile(
    rf"(?:(?<!新)(?P<way>{_WAY})|{_SHORT}|^新增|(?:^|[比初末期年月])(?:[增减][一-鿿]|节[省约])|(?<!新){_WAY}[一-鿿]{{0,2}}[数量额度]|净[增减](?:里程|面积|资金|规模)){_GLUE}\Z"
)
_REACHED = re.compile(
    rf"(?:(?:{UP}|{DOWN}|[增减升降扩压缩提涨跌]|变|调整|发展|优化|改|化解|处置|消化|去化|清退|整合|合并|撤并|归并|控制)(?:加|长)?(?:至|到|为|成)|^(?:至|到|达到?|达至))(?:(?:19|20)[0-9]{{2}}年)?[\u4e00-\u9fff]{{0,6}}\Z"
)
_SHARE = re.compile(
    "占|比重|比例|(?:(?<=缴费)|(?<![利费税汇息长增降]))率|(?<=[满活集熟契紧知晓覆意跃中悉合密进])度|(?<=[利损盖长升降善益惠])面|(?:计划|目标|任务|预算|指标|总[数量额]|进度|全年|年度)的\\Z|(?:完成|达成|实现)[\u4e00-\u9fff]{0,8}的\\Z|(?:是|为|达|相当于|到)[^，]{0,4}(?:总|全部|全体|整个)[^，]{0,6}的\\Z|^(?:已|仅|实际)?完成\\Z"
)
_NOT_SHARE = re.compile(
    "[高低大小多少]于\\Z|超过?\\Z|不足\\Z|利率|(?<!缴)费率|税率|汇率|首付|折扣|按[^，]{0,6}\\Z|不[低少超高]|以[上下]|[提降升]"
)
_BASE = re.compile(
    r"去年|上年|前年|年初|期初|月初|季初|上[个一]?[月季期届周批轮次]|同期|上半年末|(?<![理自])由|从(?![业事严重速优])|原[有先来为本计]|此前|以往|改[革造制]前|[一二三四五六七八九十两几]年前|上一[年季月周期]|高峰期|最高时|最多时|起初|最初|整治前|治理前|实施前|控制价|最高限价|常年(?:平均)?值?|[较比]\Z"
)
_BY_WHOM = re.compile(r"由[一-鿿]{2,8}(?:承担|分担|负担|出资|支付|提供|投资|办理|完成)\Z")
"""Who did it, and not what there was before."""
_COMPARED = re.compile(
    rf"(?:^|[^同环])(?:相?比|相?较于?|由|从)(?:{_BASE.pattern}|(?:19|20)[0-9]{{2}}年)[^，]{{0,6}}\Z"
)
_YEAR = re.compile("((?:19|20)[0-9]{2})年")
_TOTAL = re.compile(
    r"合计|共计|总计|总共|一共|累计|之和|相加|加起来|汇总|(?<![老汇])总(?![经工局公书部则统会体队司行结要有是监师裁编教指])[\u4e00-\u9fff]{1,5}|(?:^|[，；、两三四五六七八九十])共|共\Z|[批次期]共[一-鿿]{2}\Z|(?:[两二三四五六七八九十]|以上|上述)[一-鿿]{1,6}共(?![同识享建青济产和赢商性])|全部[一-鿿]{2,6}\Z|两[项者]|[三四五六][项者]"
)
_REST = re.compile(
    "(?<!累计)净(?![增减利资值化水菜土额高下流])[\u4e00-\u9fff]{2}|其余|剩余|余下|尚余|所余|结余|节余|盈余|还剩|剩下|仅剩|还差|尚差|相差|差额|缺口|尚缺|尚欠|还缺|空编|缺编|空缺|缺额|缺员|空额|短缺|空岗|空余|空置|余量|余款|尾款|欠缴|(?:^|[仅还共])剩\\Z|仍缺|仍差|距(?!去|上年|同期|全[省市国])[^，]{1,6}[还尚仍]?[有差]|未[^，]{1,6}|尚未|没有|不(?:合格|达标|及格|通过|符合)|(?:账户|专户|资金)余额|缺席|缺勤|请假|落选|淘汰|(?<![接招期对看等])待[^，遇]{1,4}|^其他\\Z"
)
_STILL = re.compile("还需|尚需|仍需|还要|还应|(?:^|[，])非[一-鿿]{2,6}\\Z")
_REST_BEHIND = re.compile("[^，；、]{0,6}?(?:尚未|未|没有|不合格|待|正在)")
_EACH = re.compile("(?:均|平均|每|亩产|单产|单[机台套座体]|(?<!参)(?<!不)单[户笔件](?!位))[^，；。]{0,10}\\Z")
_NOW = re.compile(
    "今年|本年|本[月季期届周]|目前|现有|现在|年末|期末|月末|年底|如今|改[革造制]后|整治后|[一-鿿]{2}后(?:达到?|为|有)\\Z"
)
_PATTERNS = (
    _CHANGED,
    _REACHED,
    _SHARE,
    _BASE,
    _COMPARED,
    _YEAR,
    _TOTAL,
    _REST,
    _STILL,
    _REST_BEHIND,
    _EACH,
    _NOW,
)
_CUES = set(re.findall("[一-鿿]", "".join(pattern.pattern for pattern in _PATTERNS))) | {"即"}
"""The characters of all these words."""
HAS_CUES = re.compile(f"[{''.join(sorted(_CUES))}]")
"""In a skeleton without one of them no figure has a role that another bears out."""
_OPENS = re.compile("[，；：、（）()“”]")
_TAIL = re.compile("[^，；：、（）()\ue000-\ue190]*+")
_SLOT = re.compile(SLOT)
_GAINED = re.compile("，(?:比上年|同比|较上年)?(?:增加|减少|多|少)([一-鿿]{2,4})")
_IN_THE_SAME_CLAUSE = re.compile("[^，；：、（）()共合总达]{2,}")
_NEAR = 8
"""Characters between a whole and its share: 16亿元总投资的80%."""
_TAIL_LENGTH = 16
_NOUGHTS = str.maketrans("123456789", "0" * 9)
_UNLIKE = frozenset(("%", "个百分点", "倍"))
_DOUBLED = "翻"
"""What 翻一番 begins with."""
_OF_CUES = frozenset(("", "%", "倍"))
"""Units of which the words alone tell the role."""
_NO_ROLE = frozenset((PLAIN,))
_NOT_ALONE = frozenset("每/即的")
"""Characters that make a figure so much for each one, or make it take its role from another."""


def tells_of_before(label: str) -> bool:
    """Whether the words before a figure say that it was so once."""
    return _BASE.search(label) is not None


class Mention(NamedTuple):
    """One figure in its sentence."""

    quantity: Quantity
    number: int
    """Which of the sentence's figures it is, from 0."""
    place: int
    """Its character of the skeleton."""
    lead: str
    """The words since the figure before it."""
    label: str
    """Those of its own clause."""
    tail: str
    """The words behind it, to the next mark or figure."""
    part: int
    """In which of the parts between ； it stands, from 0."""
    role: str

    @property
    def is_counted(self) -> bool:
        """Whether it is an amount or a number of things, not a share or a multiple."""
        return self.quantity.unit not in _UNLIKE

    @property
    def is_plain(self) -> bool:
        """Whether it may be a part or a whole, and is no change and no average."""
        return self.is_counted and self.role not in {CHANGE, EACH}


_mention = Mention._make


class _Words(NamedTuple):
    """What stands between two figures, as it is read from either."""

    lead: str
    label: str
    cue: str
    """The label, any digits but those of years as noughts: the words alone tell a role."""
    tail: str
    """Of the figure before it."""
    stops: int
    """； in it."""


class Frame(NamedTuple):
    """A mention without its figure: the same in all sentences of a form."""

    unit: str
    place: int
    lead: str
    label: str
    tail: str
    part: int
    role: str


@functools.lru_cache(maxsize=4)
def mentions(sentence: Sentence) -> tuple[Mention, ...]:
    """All figures of a sentence with their roles, in its order."""
    return tuple(
        [
            _mention(
                (
                    quantity if quantity.unit == frame[0] else quantity._replace(unit=frame[0]),
                    number,
                    *frame[1:],
                )
            )
            for number, (quantity, frame) in enumerate(
                zip(sentence.quantities, frames(sentence.form), strict=True)
            )
        ]
    )


def roles(form: SentenceForm) -> AbstractSet[str]:
    """Those that the figures of a form have."""
    if form.frames is None:
        words = _all_words(form)
        if _are_plain(form, words):
            return _NO_ROLE
        form.frames = tuple(_frames(form, words))
    return frozenset([one.role for one in form.frames])


def _are_plain(form: SentenceForm, words: Sequence[_Words]) -> bool:
    """Whether each figure for itself has no role, and nothing makes it take that of another."""
    if not form.in_digits or not _NOT_ALONE.isdisjoint(form.letters) or _two_years(form.skeleton):
        return False
    told = {
        (unit if unit in _UNLIKE else "", ahead.cue, behind.tail)
        for unit, ahead, behind in zip(form.units, words, words[1:], strict=False)
    }
    return not any(_role(kind, label, tail, is_each=False) for kind, label, tail in told)


def frames(form: SentenceForm) -> tuple[Frame, ...]:
    """Those of all figures of a form, in order."""
    known: tuple[Frame, ...] | None = form.frames
    if known is None:
        known = form.frames = tuple(_frames(form, _all_words(form)))
    return known


def _all_words(form: SentenceForm) -> list[_Words]:
    """What stands before each figure, and behind the last."""
    return [_words(lead) for lead in _SLOT.split(form.skeleton)]


def _frames(form: SentenceForm, words: Sequence[_Words]) -> Iterator[Frame]:
    text = form.skeleton
    units = _with_units(form, words)
    at = part = 0
    before: Frame | None = None
    years = _two_years(text)
    alone = form.are_alone
    for index in range(form.count):
        unit, (lead, label, _cue, _tail, stops), tail = units[index], words[index], words[index + 1].tail
        part += stops
        at += len(lead)
        kind = unit if unit in _UNLIKE else ""
        if alone:
            role = _role(kind, label, tail, is_each=False)
        else:
            place = form.places[index]
            kind = _DOUBLED if place.measure.text.startswith(_DOUBLED) else kind
            role = _role(kind, label, tail, is_each=place.each)
        frame = Frame(unit, at, lead, label, tail, part, role)
        if role == PLAIN and (other := _by_what_is_beside(frame, before, years, text)) != PLAIN:
            frame = frame._replace(role=other)
        before = frame
        yield before
        at += 1


def _by_what_is_beside(one: Frame, before: Frame | None, years: AbstractSet[str], text: str) -> str:
    """The role of a figure that has none by its own words."""
    unit, at, lead, label, tail, _part, _role_of = one
    if unit == "%" and _is_of_the_figure_before(lead, tail):
        return SHARE
    if (
        before is not None
        and lead in {"", "、", "和", "，", "/", "，金额", "、金额"}
        and unit != before.unit
        and before.role in {TOTAL, BASE, NOW, REST, CHANGE}
    ):
        return before.role
    if years and min(years) in label and unit not in _UNLIKE:
        return BASE
    if before is not None and before.role == GROWTH:
        if lead in {"，即", "即", "，也就是"}:
            return CHANGE
        gained = _GAINED.fullmatch(lead)
        if gained is not None and gained[1] in text[: at - len(lead)]:
            return CHANGE  # 售电量486亿千瓦时，增长8%，增加售电36亿千瓦时
    if before is not None and before.role == EACH and _IN_THE_SAME_CLAUSE.fullmatch(lead):
        return EACH  # 每投放1元可带动消费8.6元
    return PLAIN


def _two_years(text: str) -> AbstractSet[str]:
    """The years that are told of, when there are two."""
    years = set(_YEAR.findall(text)) if "年" in text else ()
    return years if len(years) == 2 else frozenset()


@functools.lru_cache(maxsize=4096)
def _words(lead: str) -> _Words:
    tail = _TAIL.match(lead, 0, _TAIL_LENGTH)[0]  # type: ignore[index]  # matches nothing, too
    label = _OPENS.split(lead)[-1]
    cue = label if "年" in label else label.translate(_NOUGHTS)
    return _Words(lead, label, cue, tail, lead.count("；"))


def _with_units(form: SentenceForm, words: Sequence[_Words]) -> list[str]:
    """The units of the figures; 1,200万、900万平方米 are both areas."""
    units = form.units
    for index in range(len(units) - 2, -1, -1):
        if not units[index] and words[index + 1].lead in {"、", "和", "及"}:
            units[index] = units[index + 1]
    return units


@functools.lru_cache(maxsize=4096)
def _role(kind: str, label: str, tail: str, *, is_each: bool) -> str:
    if not is_each and kind in _OF_CUES and not HAS_CUES.search(label) and not HAS_CUES.search(tail):
        return PLAIN
    changed = _CHANGED.search(label)
    if kind:
        return _role_of_a_share(kind, label, is_change=changed is not None)
    if _REACHED.search(label):
        return NOW
    if _STILL.search(label):
        return REST
    if changed:
        return CHANGE
    if _COMPARED.search(label) or (tail.startswith("相比") and label[:1] in "与同和跟"):
        return BASE
    if is_each or _EACH.search(label):
        return EACH
    if _REST.search(label) or _REST_BEHIND.match(tail):
        return REST
    label = _BY_WHOM.sub("", label)
    cues = ((_TOTAL, TOTAL), (_BASE, BASE), (_NOW, NOW))
    found = [
        (max(one.start() for one in cue.finditer(label)), role) for cue, role in cues if cue.search(label)
    ]
    return max(found)[1] if found else PLAIN


def _is_of_the_figure_before(lead: str, tail: str) -> bool:
    """计划16亿元的80%, 50家单位，80%即40家."""
    return (lead.endswith("的") and len(lead) <= _NEAR and not _OPENS.search(lead)) or tail.startswith("即")


def _role_of_a_share(kind: str, label: str, *, is_change: bool) -> str:
    if kind == "个百分点":
        return POINTS
    if is_change:
        return GROWTH
    if kind in {"倍", _DOUBLED}:
        return TIMES if kind == _DOUBLED or label.endswith("的") else PLAIN
    if _SHARE.search(label) and not _NOT_SHARE.search(label):
        return SHARE
    return PLAIN
