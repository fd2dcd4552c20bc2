"""From one figure to another: 从81家减少至20家, 由100亿元增长到120亿元，增长20%, 比上年的90多10. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.proof.figures import arithmetic, wording
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.withdrawals import GONE
from briefing_tui.proof.figures.mentions import tells_of_before
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_UP = "增长|增加|提高|提升|上升|扩大|扩增|扩充|扩|延长|拓展|上调|增|升|攀升|上涨|增强|多|高|涨|跃升|递增|走高|回升|反弹|激增|抬升"
_DOWN = "节约资金|节省资金|减少|下降|降低|压减|缩减|压降|压缩|精简|削减|裁减|缩短|收窄|下调|减|降|回落|下滑|跌|缩|少|低|递减|下行|走低|缩水|减缓|收缩"
_EITHER = "改善|整合|调整|合并|优化|变更|变化|变|改"
"""Ways that may lead up or down."""
_LONG_WAYS = "|".join(way for way in f"{_UP}|{_DOWN}".split("|") if len(way) > 1)
_OWN = f"(?:(?!{_LONG_WAYS}|[净新多少]增|[增减多少][产收支员编发]|多出|高出|[多少][\u4e00-\u9fff]{{0,3}}{SLOT}|[高低增减升降涨跌]了?{SLOT}){WORDS})"
"""A character before the figure that is compared with: behind 较年初增加 stands what was gained, not what there was."""
_FROM_TO = Phrase(
    rf"(?:由|从)(?P<base>{WORDS}{{0,16}})(?P<old>{SLOT}){WORDS}{{0,8}}?，?{WORDS}{{0,6}}?(?P<way>{_UP}|{_DOWN}|{_EITHER})(?:至|到|为|成){WORDS}{{0,6}}(?P<new>{SLOT})",
    "由从",
    "至到为成",
)
_BY = re.compile(
    rf"^{WORDS}{{0,8}}[，（(]?(?P<of>{WORDS}{{0,8}}?)(?P<way>{_UP}|{_DOWN}|增幅|降幅|增速|涨幅|跌幅|改善)(?:幅度)?(?:了|为|达到?|约为?|幅)?(?P<by>{SLOT})"
)
_SAME_WAY = Phrase(
    rf"(?:由|从){WORDS}{{0,16}}(?P<old>{SLOT}){WORDS}{{0,8}}?，?{WORDS}{{0,6}}?(?P<way>[一-鿿]{{2}})(?:至|到|为|成){WORDS}{{0,6}}(?P<new>{SLOT}){WORDS}{{0,4}}，(?:[共净已]|累计)?(?P=way)(?:了)?(?P<by>{SLOT})",
    "由从",
    "至到为成",
)
"""库存由4.6万吨去化到2.9万吨，去化1.7万吨: whatever the word says, it is by how much."""
_NEUTRAL = re.compile(
    "^$|新$|比|较|[共净总]|[同环]比|累计|实际|整体|大幅|进一步|逐步|明显|分别|年|月|已|再|又|直接|约|近|降|增|升|减|达"
)
"""Before the growth: words that say how, and not of what."""
_BY_AHEAD = re.compile(
    rf"(?<!年均)(?<!月均)(?P<way>{_UP}|{_DOWN})(?:了)?(?P<by>{SLOT})[，：（(](?:现|已|即|也|即已)?\Z"
)
"""同比减少24起，由120起降到96起."""
_CLAUSE_BEFORE = re.compile("[^，；：、（）()\ue000-\ue190]*\\Z")
_CLAUSE_BEHIND = re.compile("[^，；：、（）()\ue000-\ue190]*")
_CLAUSE = 40
"""Characters before 由 in which that is looked for."""
_COMPARED = Phrase(
    rf"(?P<new>{SLOT}){WORDS}{{0,6}}，?(?:较|比|同比较|相比){_OWN}{{0,16}}?(?P<old>{SLOT}){WORDS}{{0,4}}?，?(?P<way>{_UP}|{_DOWN})(?:出|了|约|达)?(?P<by>{SLOT})",
    "较比同相",
)
_REACHED = Phrase(
    rf"(?:较|比|在){_OWN}{{0,12}}(?P<old>{SLOT})(?:的基础上)?，?(?:净|又|再)?(?P<way>{_UP}|{_DOWN})(?:了)?(?P<by>{SLOT})，(?:总[数量额])?(?:达到?|增至|降至|升至|减至|为){WORDS}{{0,3}}(?P<new>{SLOT})",
    "较比在",
    "达增降升减为",
)
_TWO_TIMES = Phrase(
    rf"(?P<then>去年|上年|上期|上月|上季|年初|期初|(?:19|20)[0-9]{{2}}年|改革前|此前|原来){_OWN}{{0,16}}(?P<old>{SLOT}){WORDS}{{0,4}}[，；]{WORDS}{{0,4}}"
    rf"(?:今年|本年|本期|本月|本季|年末|期末|目前|现在|(?:19|20)[0-9]{{2}}年|改革后|如今){WORDS}{{0,16}}(?P<new>{SLOT})",
    "今本年期目现改如",
    "去上年期改此原12",
)
_THIS_AND_LAST = Phrase(
    rf"(?:(?P<other>{SLOT}){WORDS}{{0,2}}、)?(?P<new>{SLOT}){WORDS}{{0,4}}[，；（(]{WORDS}{{0,4}}(?P<then>去年|上年|上期|上月|上季){_OWN}{{0,10}}(?P<old>{SLOT})(?:{WORDS}{{0,2}}、(?P<second>{SLOT}))?[）)]?",
    "去上",
)
_GREW_FROM = Phrase(
    rf"(?P<new>{SLOT}){WORDS}{{0,4}}，(?:同比|环比|比{WORDS}{{0,6}}|较{WORDS}{{0,6}})?(?<![多少])(?P<way>{_UP}|{_DOWN})(?:了)?(?P<by>{SLOT})[，（(]{WORDS}{{0,4}}?"
    rf"(?:去年|上年|上期|上月|上季)(?!结)(?:同期|度|末)?{_OWN}{{0,6}}(?P<old>{SLOT})",
    "去上",
    "，",
)
"""45.6亿元，同比增长19.4%（去年同期38.2亿元）."""
_KINDS = {"去年": "同比", "上年": "同比", "上月": "环比", "上季": "环比"}
_YEARS = re.compile("((?:19|20)[0-9]{2})年")
_YEAR_END = re.compile("[年月季][末底初]")
"""上年末 is not what 同比 compares with."""
_GAINED = Phrase(
    rf"(?P<new>{SLOT}){WORDS}{{0,4}}，{WORDS}{{0,12}}?(?P<way>净?增加?|增长|减少|下降|多[\u4e00-\u9fff]{{1,3}}|少[\u4e00-\u9fff]{{1,3}})(?:了|额?为|额?达)?(?P<by>{SLOT}){WORDS}{{0,4}}，(?:同比|环比)?(?:增长|增幅|增速|提高|上升|下降|降幅|减少|降低|回落|下滑)(?:了|为|达到?)?(?P<rate>{SLOT})",
    "增减下多少",
    "上回增减下提降",
)
_LEFT_OVER = Phrase(
    rf"(?:收入|收到|募集|筹集|筹得|捐款|新增|流入|出口|进口|应收){WORDS}{{0,8}}(?P<more>{SLOT})[，、；]{WORDS}{{0,6}}(?:支出|使用|花费|解除|到期|流出|进口|出口|已收|减少|退出){WORDS}{{0,8}}(?P<less>{SLOT})[，；]{WORDS}{{0,6}}"
    rf"(?<!累计)(?<!历年)(?<!滚存)(?:结余|盈余|净增|净流入|顺差|逆差|差额|净减|余额|尚欠|未收){WORDS}{{0,6}}(?P<rest>{SLOT})",
    "余盈净顺逆差尚未结",
    "使减出到已支流花解进退",
)
_ABOVE = Phrase(
    rf"(?P<one>{SLOT})，?(?:已|均|远|大幅|大大|明显)?(?:超过|超出|高于|多于|大于|超){WORDS}{{0,8}}(?P<other>{SLOT})(?!{WORDS}{{0,4}}的?(?:一半|半数|近半|大半|过半|一倍|[两几]倍|{SLOT}))",
    "超高多大",
)
_BELOW = Phrase(
    rf"(?P<one>{SLOT})，?(?:已|均|远|大幅|明显)?(?:低于|少于|小于|不及){WORDS}{{0,8}}(?P<other>{SLOT})(?!{WORDS}{{0,4}}的?(?:一半|半数|[两几]倍|{SLOT}))",
    "低少小不",
)
_OVER_THE_YEAR = Phrase(
    rf"(?:年初|期初|上年末|上年底|上月末|原有|原){WORDS}{{0,8}}(?P<old>{SLOT})[，；、]{WORDS}{{0,6}}?(?:新增|新设|增加|加入|新发生){WORDS}{{0,4}}(?P<more>{SLOT})[，；、]"
    rf"{WORDS}{{0,6}}?(?:退出|减少|解除|注销|到期|收回|核销|移出){WORDS}{{0,4}}(?P<less>{SLOT})[，；]{WORDS}{{0,6}}?(?:年末|期末|年底|月末|现有|目前|剩余|余额|净){WORDS}{{0,8}}(?P<new>{SLOT})",
    "新增加",
    "退减解注到收核移",
)
_OPENING = re.compile(f"(?:年初|期初|上[年期月][末底]?结?余?|原有|月初){WORDS}{{0,10}}{SLOT}")
_PASSED = Phrase(
    rf"(?:突破|超过|超|跨越|迈上)(?P<other>{SLOT})(?:大关|台阶|关口)?，(?:达到?|为|已达){WORDS}{{0,3}}(?P<one>{SLOT})",
    "突超跨迈",
    "达为已",
)
_SET_RATE = re.compile("[费利税]率|LPR|基点|贴息比例")
"""Rates that are set, not measured: what is printed is exact."""
_LEAVING = re.compile(GONE)
_JOINING = re.compile("新增|新设|加入|新进|增设|纳入|调入|划入")


_KNOWN_WAYS = frozenset(f"{_UP}|{_DOWN}|改善".split("|"))
_THREE = 3
"""Figures that say more of a change than its direction: before, after, by how much."""


class _Change(NamedTuple):
    old: Quantity
    new: Quantity
    end: int
    """Where it ends in the skeleton."""
    kind: str = ""
    """`同比`, `环比` or both, where the two are a year or a month apart, so that the word may stand before the growth."""


def changes(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on changes that do not follow from what there was before and after."""
    text = sentence.skeleton
    for found in _FROM_TO.of(sentence):
        old, new = sentence.at(found["old"]), sentence.at(found["new"])
        change = _Change(old, new, found.end(), _kinds(found["base"]))
        if not _comparable(change.old, change.new):
            continue
        if _runs_against(found["way"], change):
            yield _wrong_way(change)
            continue
        yield from _by(sentence, change)
        if ahead := _BY_AHEAD.search(text[max(0, found.start() - _CLAUSE) : found.start()]):
            yield from _stated(change, sentence.at(ahead["by"]), ahead["way"])
        yield from _coming_and_going(sentence, found.start(), change)
    yield from _beyond(sentence)
    for found in _SAME_WAY.of(sentence):
        old, new, by = (sentence.at(found[name]) for name in ("old", "new", "by"))
        if _comparable(old, new) and found["way"] not in _KNOWN_WAYS:
            yield from _stated(_Change(old, new, found.end()), by, "降" if new.value < old.value else "升")
    if sentence.count < _THREE:
        return
    for found in (*_TWO_TIMES.of(sentence), *_THIS_AND_LAST.of(sentence)):
        kind = _KINDS.get(found["then"]) if not _YEAR_END.search(found[0]) else None
        if found.groupdict().get("second"):
            yield from _two_and_two(sentence, found, kind or "")
            continue
        change = _Change(sentence.at(found["old"]), sentence.at(found["new"]), found.end(), kind or "")
        if _is_told_backwards(found[0]):
            change = change._replace(old=change.new, new=change.old)
        if _comparable(change.old, change.new) and arithmetic.is_of_the_same(
            change.old.value, change.new.value
        ):
            yield from _by(sentence, change)
    for found in (*_COMPARED.of(sentence), *_REACHED.of(sentence), *_GREW_FROM.of(sentence)):
        old, new = sentence.at(found["old"]), sentence.at(found["new"])
        if _comparable(old, new):
            yield from _stated(_Change(old, new, found.end()), sentence.at(found["by"]), found["way"])
    yield from _gained(sentence)
    yield from _left_over(sentence)
    yield from _over_the_year(sentence)


def _is_told_backwards(words: str) -> bool:
    """2023年4.8万个，2018年3.2万个: the later year first."""
    years = _YEARS.findall(words)
    return len(years) == 2 and years[0] > years[1]


def _kinds(base: str) -> str:
    """Which of 同比 and 环比 may be said of a change from what `base` names: 由去年同期的…, 由上月的…, or nothing."""
    if not base:
        return "同比环比"
    if _YEAR_END.search(base):
        return ""
    return "同比" if re.search("同期|去年|上年", base) else "环比" if re.search("上[个]?[月季]", base) else ""


def _two_and_two(sentence: Sentence, found: "re.Match[str]", kind: str) -> Iterator[Remark]:
    """6笔、1,250万元，上月8笔、1,680万元，下降25.6%: what is said is of the one or of the other."""
    now = [sentence.at(found[name]) for name in ("other", "new") if found[name]]
    then = [sentence.at(found[name]) for name in ("old", "second")]
    pairs = [(old, new) for new, old in zip(now, then, strict=False) if _comparable(old, new)]
    remarks = [list(_by(sentence, _Change(old, new, found.end(), kind))) for old, new in pairs]
    if len(pairs) == len(then) and all(remarks):
        yield from remarks[-1]


def _runs_against(way: str, change: _Change) -> bool:
    """Whether a change told as a rise falls, or the other way round."""
    if way in _EITHER.split("|") or change.new.value == change.old.value:
        return False
    return (way in _UP.split("|")) == (change.new.value < change.old.value)


def _comparable(old: Quantity, new: Quantity) -> bool:
    return old.unit == new.unit and not old.rough and not new.rough and bool(old.value)


def _by(sentence: Sentence, change: _Change) -> Iterator[Remark]:
    """What the clauses behind the change say of its size: at most two, in per cent and absolute."""
    rest, offset = sentence.skeleton[change.end :], 0
    for _turn in range(2):
        found = _BY.match(rest, offset) if offset == 0 else _BY.match(rest[offset:])
        if found is None or any(
            word in found[0] and word not in change.kind
            for word in ("同比", "环比", "年均", "平均", "月均", "分别", "各自", "每")
        ):
            return
        if not _NEUTRAL.search(found["of"]) and found["of"][-2:] not in sentence.skeleton[: change.end]:
            return  # of something else
        subject = re.sub("[一二两三四五六七八九十]年|新", "", wording.NEUTRAL.sub("", found["of"]))
        if len(subject) > 2 and not wording.has_common_words(subject, sentence.skeleton[: change.end]):
            return
        set_rate = _SET_RATE.search(sentence.text) is not None
        by, grew_by = sentence.at(found["by"]), found[0].endswith("了", 0, -1)  # 增长了3倍 is to four times
        yield from _stated(change, by, found["way"], set_rate=set_rate, grew_by=grew_by)
        offset += found.end()


def _stated(
    change: _Change, by: Quantity, way: str, *, set_rate: bool = False, grew_by: bool = False
) -> Iterator[Remark]:
    old, new = change.old, change.new
    if by.rough:
        return
    outcome: Computed
    if by.unit == "%" and old.unit != "%":
        outcome, sum_ = arithmetic.growth(old, new), f"({new.text} − {old.text}) ÷ {old.text}"
    elif by.unit == "倍" != old.unit:
        grown = arithmetic.growth(old, new)
        outcome = Computed(grown.low / 100, grown.high / 100, grown.middle / 100)
        if arithmetic.ratio(new, old).agrees(by) and not grew_by:
            return
        sum_ = f"({new.text} − {old.text}) ÷ {old.text}"
    elif by.unit == old.unit or (by.unit == "个百分点" and old.unit == "%"):
        outcome, sum_ = arithmetic.difference(new, old), f"{new.text} − {old.text}"
        if set_rate:
            outcome = Computed(outcome.middle, outcome.middle, outcome.middle)
    else:
        return
    if by.unit == "%" and old.unit == "%":
        return
    down = way in _DOWN.split("|") or way in {"降幅", "跌幅"}
    down = down or (way == "改善" and new.value < old.value)
    if down:
        outcome = arithmetic.negative(outcome)
        sum_ = sum_.replace(f"{new.text} − {old.text}", f"{old.text} − {new.text}")
    if not outcome.agrees(by):
        yield told(by, (old, new), sum_, outcome.middle)


def _wrong_way(change: _Change) -> Remark:
    start, end = min(change.old.start, change.new.start), max(change.old.end, change.new.end)
    text = _("from {old} to {new} is the other direction").format(old=change.old.text, new=change.new.text)
    return Remark(start, end, None, text)


def _coming_and_going(sentence: Sentence, place: int, change: _Change) -> Iterator[Remark]:
    """收回60家，1家移出，从81家减少至20家: what left is the difference, when all that is told of before it left."""
    text = sentence.skeleton
    earlier: list[Quantity] = []
    for one in sentence.before(place):
        if one.unit != change.old.unit:
            continue
        at = text.index(sentence.slot(one))
        label, tail = _CLAUSE_BEFORE.search(text, 0, at), _CLAUSE_BEHIND.match(text, at + 1)
        words = (label[0] if label else "") + (tail[0] if tail else "")
        if _JOINING.search(words):
            return
        if not _LEAVING.search(words):
            break
        earlier.insert(0, one)
    if not earlier or change.old.is_share or any(part.rough for part in earlier):
        return
    gone = arithmetic.total(tuple(earlier))
    stated = change.old._replace(value=change.old.value - change.new.value)
    if change.old.value > change.new.value and not gone.agrees(stated):
        sum_ = " − ".join((change.old.text, *(part.text for part in earlier)))
        yield told(change.new, (change.old, *earlier), sum_, change.old.value - gone.middle)


def _gained(sentence: Sentence) -> Iterator[Remark]:
    """余额120亿元，增加20亿元，增长20%: what was gained, against what there was."""
    for found in _GAINED.of(sentence):
        new, by, rate = (sentence.at(found[name]) for name in ("new", "by", "rate"))
        if "同比" in found[0] and re.search("年初|上年末|去年末|上月", found[0]):
            continue  # of another time
        if new.unit != by.unit or not rate.is_share or new.is_share or new.rough or by.rough or rate.rough:
            continue
        if tells_of_before(_CLAUSE_BEFORE.search(sentence.skeleton, 0, found.start("new"))[0]):  # type: ignore[index]  # matches nothing, too
            continue  # 与上年同期的215件相比，减少43件，下降20%
        if sentence.skeleton.startswith("相比", found.end("new")):
            continue
        sign = -1 if found["way"][0] in "减下少" else 1
        old = new._replace(value=new.value - sign * by.value)
        if old.value <= 0:
            continue
        outcome = arithmetic.share(by, old)
        if not outcome.agrees(rate) and not _is_gained_by_another(
            sentence, found.start("new"), by, rate, sign
        ):
            before = f"({new.text} {'−' if sign > 0 else '+'} {by.text})"
            yield told(rate, (new, by), f"{by.text} ÷ {before}", outcome.middle)


def _is_gained_by_another(sentence: Sentence, place: int, by: Quantity, rate: Quantity, sign: int) -> bool:
    """收入86亿元，其中税收62亿元，其他24亿元，增加3.6亿元，增长4.37%: of the whole before its parts."""
    wholes = (one for one in sentence.before(place) if one.unit == by.unit and one.value > by.value)
    return any(
        arithmetic.share(by, one._replace(value=one.value - sign * by.value)).agrees(rate) for one in wholes
    )


def _left_over(sentence: Sentence) -> Iterator[Remark]:
    """收入100万元，支出80万元，结余20万元."""
    for found in _LEFT_OVER.of(sentence):
        if _OPENING.search(sentence.skeleton[: found.start()]):
            continue
        more, less, rest = (sentence.at(found[name]) for name in ("more", "less", "rest"))
        if more.unit == less.unit == rest.unit and not (more.rough or less.rough or rest.rough):
            outcome = arithmetic.difference(more, less)
            if not outcome.agrees(rest) and not arithmetic.negative(outcome).agrees(rest):
                yield told(rest, (more, less), f"{more.text} − {less.text}", outcome.middle)


def _over_the_year(sentence: Sentence) -> Iterator[Remark]:
    """年初36家，新增5家、退出3家，年末38家."""
    for found in _OVER_THE_YEAR.of(sentence):
        old, more, less, new = (sentence.at(found[name]) for name in ("old", "more", "less", "new"))
        if len({old.unit, more.unit, less.unit, new.unit}) > 1 or any(
            one.rough for one in (old, more, less, new)
        ):
            continue
        gone = less._replace(value=-less.value)
        outcome = arithmetic.total((old, more, gone))
        if not outcome.agrees(new):
            sum_ = f"{old.text} + {more.text} − {less.text}"
            yield told(new, (old, more, less), sum_, outcome.middle)


def _beyond(sentence: Sentence) -> Iterator[Remark]:
    """680亿元，远超500亿元: the one is more than the other."""
    for pattern, sign in ((_ABOVE, 1), (_BELOW, -1), (_PASSED, 1)):
        for found in pattern.of(sentence):
            one, other = sentence.at(found["one"]), sentence.at(found["other"])
            is_of_others = "，" in found[0] and re.match(
                "[一-鿿]", sentence.skeleton[found.end() : found.end() + 1]
            )
            if is_of_others and one.is_share:
                continue  # 完成45%，超过七成受访者…
            if one.unit == other.unit and (one.value - other.value) * sign < 0 and not one.rough:
                text = _("{one} is not on that side of {other}").format(one=one.text, other=other.text)
                yield Remark(min(one.start, other.start), max(one.end, other.end), None, text)
