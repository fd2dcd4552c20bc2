"""Words that speak against a remark on figures: two things that are counted apart, a whole that has no figure here, a measure of which less
is better. Pure, and asked of the few sentences only of which something would be told.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.sentence.quantities import SLOT, Quantity, Sentence
from briefing_tui.proof.figures.wording import NEUTRAL, has_common_words
from briefing_tui.proof.remark import Remark

_HAN = "[\u4e00-\u9fff]"
_OF_A_NAME = re.compile(
    "占(?!比)([^，；。\ue000-\ue190]{3,14}?)(?:的|的?比[重例]|总[数量额值])?(?:为|达|约)?\\Z"
)
_REGION = re.compile("我[国省市县]|全[国省市县]|世界|全球|国内")
_SHORT = 4
"""Pairs of characters of a name that may be told in other words."""
_AIM = re.compile("目标|任务|计划|指标")
_TOTAL = re.compile("(?:共|总|合计|累计)[^，；。\ue000-\ue190]{0,10}\\Z")
_FAR = 2
"""How many times the sum a total has to be, or the other way round, to be of something else."""
_VAGUE = frozenset("个项种件次条类")
_SHARE_BESIDE = re.compile(
    f"(?P<part>{SLOT})[^，；、。（\ue000-\ue190]{{0,16}}[，（](?:约|各)?占(?:比)?(?:为|达)?(?P<share>{SLOT})"
)
_WORDS = (
    re.compile(
        rf"(?:新增|新制定|新建){_HAN}{{0,6}}{SLOT}[^；。]*(?:修订|修改|改造|续){_HAN}{{0,6}}{SLOT}[^；。]*(?:共|总){_HAN}{{0,4}}{SLOT}\Z"
    ),
    re.compile(rf"(?:现行|现有)[^，\ue000-\ue190]{{0,8}}(?:共|总)[^，\ue000-\ue190]{{0,3}}{SLOT}\Z"),
    re.compile(
        rf"[增减升降扩提][加高大少长]?[至到][^，\ue000-\ue190]{{0,8}}{SLOT}{_HAN}{{0,4}}，(?:累计|共|总)(?!计?净?[增减压缩])[^，\ue000-\ue190]{{0,12}}{SLOT}\Z"
    ),
    re.compile(rf"；(?:对|向|与|同|从|自)[^，；\ue000-\ue190]{{2,20}}{SLOT}\Z"),
    re.compile(
        rf"(?:增长|增速|下降|上升|增幅)(?:为|达)?{SLOT}[^。]*(?:占|相当于|比重|率)[^，\ue000-\ue190]{{0,12}}{SLOT}[^\ue000-\ue190]*{SLOT}\Z"
    ),
    re.compile(rf"(?:高于|低于)[^，\ue000-\ue190]{{2,}}{SLOT}\Z"),
    re.compile(rf"，[^，\ue000-\ue190]{{0,8}}(?:此外|另外|更是|部分)[^，\ue000-\ue190]{{0,14}}{SLOT}\Z"),
    re.compile(rf"{SLOT}，超额?完成{SLOT}\Z"),
    re.compile(
        rf"同比{_HAN}{{0,4}}{SLOT}，已?(?:超|高于)[^\ue000-\ue190]{{0,4}}(?:去年|上年)(?:全年|总)[^\ue000-\ue190]{{0,6}}{SLOT}\Z"
    ),
    re.compile(rf"(?:最高|最低|时速|起步|起价)[^。]*每(?:小时|公里|千米){_HAN}{{0,2}}{SLOT}\Z"),
    re.compile(rf"累计[^。]*，年人均[^，\ue000-\ue190]{{0,6}}{SLOT}\Z"),
    re.compile(rf"均[^。]*连续{SLOT}\Z"),
    re.compile(rf"(?:溢价率|概率|几率)(?:为|达)?{SLOT}"),
    re.compile(rf"等，[^，\ue000-\ue190]{{2,12}}占比(?:为|达)?到?{SLOT}\Z"),
    re.compile(rf"约为{SLOT}\Z"),
    re.compile(rf"集中{_HAN}{{2,4}}，[^，\ue000-\ue190]{{0,4}}{SLOT}\Z"),
    re.compile(rf"每[月年天日次]?{SLOT}[^，]{{0,4}}[调涨降][至到]{SLOT}[^。]*{SLOT}\Z"),
)
"""What stands from the first to the last figure of a remark, when the two are of different things."""
_STAGES = re.compile("收到|接到|受理|转办|交办|办结|查实|立案|核实|合并")
"""Steps of which each has fewer than the one before, and which are no sum."""
_MORE_OF_THEM = 3
_YEARLY = re.compile(f"年均[^，\ue000-\ue190]{{0,8}}{SLOT}\\Z")
_LESS_IS_BETTER = re.compile(
    "精度|分辨率|分辨力|灵敏度|制程|工艺|线宽|公差|误差|位次|名次|排名|时延|延迟|能耗|单耗"
)
_BETTER = re.compile("提高|提升|改善|优化|改进|跃升|上升|攀升|进步")
_GIVEN = re.compile(
    rf"(?:发放|发出|派发)(?P<given>{_HAN}{{2,8}}){SLOT}[^，]{{0,4}}，[^，\ue000-\ue190]{{0,4}}?(?:收回|回收|收到)(?P<taken>{_HAN}{{2,8}}?){SLOT}\Z"
)
_OTHERS = re.compile(f"{SLOT}，(?:另有)?超过?{SLOT}\\Z")
_THE_SAME = re.compile(
    "目标|任务|计划|指标|预[期算]|大关|关口|水平|标准|底线|红线|上限|门槛|的|上年|去年|同期|平均|以上|，|。|；|\\Z"
)
"""What may follow a figure that another exceeds; a verb or a noun begins something else: 288人，超过1100人受伤."""


class _Span(NamedTuple):
    """The part of a sentence that a remark is on."""

    sentence: Sentence
    figures: tuple[Quantity, ...]
    before: str
    """The skeleton up to its first figure."""
    words: str
    """From its first figure to its last."""
    behind: str
    told: str
    """What the remark says."""

    @property
    def last(self) -> Quantity:
        """Mostly the one that is told."""
        return self.figures[-1]


def is_doubtful(sentence: Sentence, remark: Remark) -> bool:
    """Whether the words say that what a remark compares is not of the same."""
    figures = tuple(one for one in sentence.quantities if remark.start <= one.start and one.end <= remark.end)
    if len(figures) < 2:
        return False
    first, last = (sentence.skeleton.index(sentence.slot(figures[at])) for at in (0, -1))
    skeleton = sentence.skeleton
    span = _Span(
        sentence, figures, skeleton[:first], skeleton[first : last + 1], skeleton[last + 1 :], remark.text
    )
    lead = skeleton[max(0, first - 10) : first]
    return any(one.search(lead + span.words) for one in _WORDS) or any(doubt(span) for doubt in _DOUBTS)


def _is_of_a_named_whole(span: _Span) -> bool:
    """占我国外贸总值的16.6%, of which no figure of the sentence is told."""
    words = span.before + span.words[:-1]
    found = _OF_A_NAME.search(words) if span.last.is_share else None
    if found is None:
        return False
    part = max(
        (at for at, char in enumerate(words[: found.start()]) if "\ue000" <= char <= "\ue190"), default=0
    )
    others = words[: max(words.rfind("，", 0, part), words.rfind("；", 0, part)) + 1]
    if _AIM.search(found[1]):
        return not _AIM.search(others)
    name = re.sub("总|全部|同期|我[国省市县]|全[国省市县]", "", NEUTRAL.sub("", found[1]))
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    met = sum(pair in others for pair in pairs)
    region = _REGION.search(found[1])
    if region is not None and not met:
        return bool(pairs)
    return (len(pairs) > 1 and not met) or (len(pairs) > _SHORT and 2 * met < len(pairs))


def _are_shares_of_one_whole(span: _Span) -> bool:
    """107.2万名，占51.4%；175.3万名，占84.0%: all of a whole that is not told here, and agree about it."""
    sentence = span.sentence
    rows = [
        (sentence.at(one["part"]), sentence.at(one["share"]))
        for one in _SHARE_BESIDE.finditer(sentence.skeleton)
    ]
    rows = [row for row in rows if row[1].is_share and not row[0].is_share and row[1].value > row[1].step]
    if len(rows) < 2 or span.last not in [share for _part, share in rows]:
        return False
    parts = [part for part, _share in rows]
    most = max(part.value for part in parts)
    if any(one.unit == parts[0].unit and one.value > most for one in sentence.quantities):
        return False
    low = max(part.value / (share.value + share.step) for part, share in rows)
    high = min(part.value / (share.value - share.step / 2) for part, share in rows)
    return low <= high


def _counts_other_things(span: _Span) -> bool:
    """34个大项、419个小项，共105个场馆."""
    total = span.last
    if total.unit not in _VAGUE or not _TOTAL.search(span.words[:-1]):
        return False
    parts = [one for one in span.figures[:-1] if one.unit == total.unit]
    together = sum(one.value for one in parts)
    if total.value and 1 / _FAR < together / total.value < _FAR:
        return False
    noun = re.match(f"{_HAN}{{2}}", span.behind)
    nouns = [
        re.match(f"{_HAN}{{2,4}}", span.words[span.words.index(span.sentence.slot(one)) + 1 :])
        for one in parts
    ]
    return noun is not None and all(one is not None and set(one[0]).isdisjoint(noun[0]) for one in nouns)


def _are_stages(span: _Span) -> bool:
    """收到9879件，受理7365件，累计转办5122件."""
    words = span.before[-10:] + span.words
    return _TOTAL.search(words[:-1]) is not None and len(set(_STAGES.findall(words))) >= _MORE_OF_THEM


def _is_in_constant_prices(span: _Span) -> bool:
    """The growth of a product over the years is told in constant prices: 生产总值由150亿元增长到3242亿元，年均增长16%."""
    return (
        _YEARLY.search(span.words) is not None and re.search("生产总值|GDP|增加值", span.before) is not None
    )


def _is_better_when_less(span: _Span) -> bool:
    """分辨率从3米提高到0.5米."""
    return (
        len(span.figures) == 2
        and span.figures[0].value > span.last.value
        and _BETTER.search(span.words) is not None
        and _LESS_IS_BETTER.search(span.before[-16:]) is not None
    )


def _begins_something_else(span: _Span) -> bool:
    """死亡人数上升到288人，超过1100人受伤."""
    return _OTHERS.search(span.words) is not None and _THE_SAME.match(span.behind) is None


def _is_gained_by_another(span: _Span) -> bool:
    """社会融资规模存量431万亿元，增长9%；人民币贷款增加12.87万亿元."""
    ahead, semicolon, last = span.words.rpartition("；")
    if not semicolon or not re.search(f"(?:增加|增量|新增)(?:为|了)?{SLOT}\\Z", last):
        return False
    subject = NEUTRAL.sub("", re.sub(f"增加|增量|新增|{SLOT}|[0-9]+月", "", last))
    own = re.split("[；。]", span.before)[-1]
    return len(subject) > 1 and not has_common_words(subject, own + ahead)


def _has_two_wholes(span: _Span) -> bool:
    """铁路15.9万公里，其中高铁4.5万公里；公路543万公里，其中高速18万公里."""
    return span.words.count("其中") > 1 and "；" in span.words


def _is_of_two_grades(span: _Span) -> bool:
    """236处为优，211处为良，优良率98.9%."""
    if not span.last.is_share or "优良率" not in span.words:
        return False
    sentence = span.sentence
    grades = [
        one
        for one in sentence.quantities
        if re.match(
            "[^，；\ue000-\ue190]{0,3}[优良]",
            sentence.skeleton[sentence.skeleton.index(sentence.slot(one)) + 1 :],
        )
    ]
    if len(grades) < 2:
        return False
    both = arithmetic.total(tuple(grades[:2])).middle
    part = grades[0]._replace(value=both)
    return any(
        one.unit == part.unit and one.value >= both and arithmetic.share(part, one).agrees(span.last)
        for one in sentence.quantities
    )


def _is_said_roughly(span: _Span) -> bool:
    """500吨 beside 120吨 is 四倍; 1克氢的热量是1克汽油的3倍."""
    if span.last.unit != "倍" or len(span.figures) < 3:
        return False
    one, other = span.figures[-3], span.figures[-2]
    if one.value == other.value == 1:
        return True
    is_in_words = not any(char.isdigit() for char in span.last.text)
    times = max(one.value, other.value) / (min(one.value, other.value) or 1)
    return is_in_words and round(times) == span.last.value


def _is_so_much_each(span: _Span) -> bool:
    """86个村，每个村2个，共172个: no sum, whatever the total."""
    return "每" in span.words and " + " in span.told


def _takes_back_another_thing(span: _Span) -> bool:
    """发放宣传资料600份，收回问卷720份."""
    found = _GIVEN.search(span.before[-10:] + span.words)
    return found is not None and not has_common_words(found["given"], found["taken"])


_DOUBTS: tuple[Callable[[_Span], bool], ...] = (
    _is_of_a_named_whole,
    _are_shares_of_one_whole,
    _counts_other_things,
    _are_stages,
    _is_in_constant_prices,
    _is_better_when_less,
    _begins_something_else,
    _is_gained_by_another,
    _has_two_wholes,
    _is_of_two_grades,
    _is_said_roughly,
    _is_so_much_each,
    _takes_back_another_thing,
)
