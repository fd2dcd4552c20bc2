"""Sums: 甲3家、乙4家，合计8家; 共20家，其中省级1家、市级11家和县级9家. Pure."""

import re
from collections.abc import Iterator

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_TOTAL_BEHIND = Phrase(
    rf"(?:(?P<mild>(?<=[，；])(?:上半年|下半年|前三季度)(?:累计|共|合计)|(?<=[，；])总(?:投资|规模|面积|产量|金额|收入|投入|授信|长度?|里程|容量|人数|户数)[额量]?)|(?<!全[省市县国区州系行])(?<!全集团)(?:合计|共计|总计|一共|总共|总额达?(?![由从]))|(?<=[，；、])共(?!青团|产党|同|享|建|识|节[约省]|[核审压]减|减少|增加|挽回)|(?:[两三四五六七八九十]|以上)[家者市县区地项笔个月季度期年]{{1,2}}共|(?<=[，；])累计(?={WORDS}{{0,8}}{SLOT}{WORDS}{{0,2}}\Z))(?!占|达?到?{WORDS}{{0,4}}占){WORDS}{{0,8}}(?P<total>{SLOT})",
    "总一共合累",
)
_TOTAL_BEFORE = Phrase(
    rf"(?:共|总|合计|总计|全部){WORDS}{{0,14}}(?P<total>{SLOT}){WORDS}{{0,10}}[，：；]?(?:其中|包括|分别为|分别是)[:：，]?(?P<parts>[^。；]*)",
    "其包分",
    "共总合全",
)
_EACH = Phrase(
    rf"(?P<times>{SLOT}){WORDS}{{0,8}}(?:各|每[个家市县户人组]?){WORDS}{{0,6}}(?P<rate>{SLOT})[^。]{{0,16}}?(?:合计|共计|总计|共){WORDS}{{0,6}}(?P<total>{SLOT})",
    "各每",
    "共合总",
)
_REST = Phrase(
    rf"(?P<one>{SLOT})[^\ue000-\ue190。]{{0,14}}(?:其余|剩余|余下){WORDS}{{0,12}}(?P<other>{SLOT})", "其剩余"
)
_REMAINDER = Phrase(
    rf"(?P<whole>{SLOT}){WORDS}{{0,6}}[，；]{WORDS}{{0,4}}?(?:已[\u4e00-\u9fff]{{1,4}}|(?:已|现已|目前已)?(?:化解|招聘|招录|到位|拨付|投放|筹集|签约|开工|出借|偿还|归还|办结|完成|整改|处置|收回|解决|销号|验收|办理|落实|使用|支付|结清)){WORDS}{{0,4}}(?P<part>{SLOT}){WORDS}{{0,2}}[，；]"
    rf"(?:剩余|余下|其余|尚余|还剩|仍有|尚有|还差|尚差|尚缺|还需|缺口|差额)(?:为)?{WORDS}{{0,4}}(?P<rest>{SLOT})",
    "剩余其尚还仍差缺",
    "，；",
)
_ALL_SHARES = Phrase(
    rf"(?P<list>(?:占(?:比)?(?:为)?{SLOT}[，、；]{WORDS}{{1,14}}?){{2,}})(?<=其他|其余|剩余)占(?:比)?(?:为)?(?P<last>{SLOT})",
    "占",
    "其剩",
)
_ADDED = re.compile(rf"新[增建设签开发上][一-鿿]{{0,6}}{SLOT}{WORDS}{{0,4}}，\Z")
"""新增12家，累计达98家: all there are now, with those of which nothing is told."""
_NEAR = 0.2
_PART = re.compile(SLOT)
_LAST = re.compile(rf"(?:和|及|以及|与|其余|其他|剩余){WORDS}{{0,12}}{SLOT}{WORDS}{{0,8}}\Z")
_FOR_EACH = re.compile(f"每[^，；]{{0,6}}{SLOT}[^，；、]*{SLOT}")
"""每投放1元可带动8.6元."""
_OPPOSED = re.compile("收入.*支出|支出.*收入|流入.*流出|资产.*负债|结余")
"""What is no list of parts."""
_BREAK = re.compile("其中|占|上年|去年|同期|同比|环比|增长|下降|超|目标|计划|较|比")


def sums(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on totals that are not the sum of their parts, when all parts are there."""
    for found in _TOTAL_BEHIND.of(sentence):
        if found[0].startswith("累计") and _ADDED.search(sentence.skeleton[: found.start()]):
            continue
        total = sentence.at(found["total"])
        begin = sentence.skeleton.rfind("；", 0, found.start()) + 1 if found[0][0] == "共" else 0
        remarks = _behind(sentence, found.start(), total, begin)
        yield from (
            remark for remark in remarks if not found["mild"] or _are_all(sentence, found.start(), total)
        )
    yield from _each(sentence)
    yield from _remainder(sentence)
    yield from _all_shares(sentence)
    for found in _TOTAL_BEFORE.of(sentence):
        yield from _before(sentence, sentence.at(found["total"]), found["parts"])


def rests(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on a share and the rest that are not the whole together."""
    for found in _REST.of(sentence):
        one, other = sentence.at(found["one"]), sentence.at(found["other"])
        both = arithmetic.total((one, other))
        whole = one._replace(value=100.0, text="100%")
        if one.is_share and other.is_share and not (one.rough or other.rough) and not both.agrees(whole):
            yield told(whole, (one, other), f"{one.text} + {other.text}", both.middle)._replace(
                start=one.start, end=other.end
            )


def _are_all(sentence: Sentence, place: int, total: Quantity) -> bool:
    """Whether the parts before a 总投资 are meant to be all of it: told by 分别, or coming near to it."""
    parts = [part for part in sentence.before(place) if part.unit == total.unit]
    together = sum(part.value for part in parts)
    return "分别" in sentence.skeleton[:place] or abs(together - total.value) < total.value * _NEAR


def _each(sentence: Sentence) -> Iterator[Remark]:
    """11个市各3家，共33家."""
    for found in _EACH.of(sentence):
        times, rate, total = (sentence.at(found[name]) for name in ("times", "rate", "total"))
        if (
            rate.unit == total.unit != times.unit
            and not (times.rough or rate.rough or total.rough)
            and not times.is_share
        ):
            outcome = arithmetic.product(rate, times)
            if not outcome.agrees(total):
                yield told(total, (times, rate), f"{times.text} × {rate.text}", outcome.middle)


def _remainder(sentence: Sentence) -> Iterator[Remark]:
    """逾期12笔，已化解9笔，剩余3笔."""
    for found in _REMAINDER.of(sentence):
        whole, part, rest = (sentence.at(found[name]) for name in ("whole", "part", "rest"))
        if whole.unit == part.unit == rest.unit and not (whole.rough or part.rough or rest.rough):
            outcome = arithmetic.difference(whole, part)
            if not outcome.agrees(rest):
                yield told(rest, (whole, part), f"{whole.text} − {part.text}", outcome.middle)


def _all_shares(sentence: Sentence) -> Iterator[Remark]:
    """占38%，…占27%，…占20%，其他占15%: together they are the whole."""
    for found in _ALL_SHARES.of(sentence):
        parts = tuple(sentence.at(char) for char in found[0] if _PART.match(char))
        both = arithmetic.total(parts)
        whole = parts[-1]._replace(value=100.0, text="100%")
        if all(part.is_share and not part.rough for part in parts) and not both.agrees(whole):
            remark = told(whole, parts, " + ".join(part.text for part in parts), both.middle)
            yield remark._replace(start=parts[0].start, end=parts[-1].end)


def _behind(sentence: Sentence, place: int, total: Quantity, begin: int = 0) -> Iterator[Remark]:
    """A list and its total: no tail of the list gives it."""
    text = "，" * begin + sentence.skeleton[begin:place]
    last = 0
    for stop in _BREAK.finditer(text):
        last = stop.end()
    text = "，" * last + text[last:]
    slots = [char for char in text if _PART.match(char)]
    parts = [sentence.at(char) for char in slots]
    if len(parts) < 2 or any(part.unit != total.unit or part.rough for part in parts) or total.rough:
        return
    if any(part.each for part in parts) or _FOR_EACH.search(text[last:]):
        return
    if _OPPOSED.search(text[last:]):
        return
    if total.unit in {"%", "个百分点", "倍"} or len(text) - text.rindex(slots[-1]) > 14:
        return
    wholes = [one for one in sentence.before(place)[len(parts) :] if one.unit == total.unit][:2]
    if any(last == len(parts) for one in wholes for _first, last in arithmetic.runs_that_agree(parts, one)):
        return  # have their own whole already
    if all(last < len(parts) for _first, last in arithmetic.runs_that_agree(parts, total)):
        yield _told(total, tuple(parts))


def _before(sentence: Sentence, total: Quantity, listed: str) -> Iterator[Remark]:
    """A total and its parts, when the words before the last say that it is the last."""
    listed = listed.rstrip("，")
    if not _LAST.search(listed):
        return
    parts = tuple(sentence.at(char) for char in listed if _PART.match(char))
    if (
        len(parts) < 2
        or any(part.unit != total.unit or part.rough for part in parts)
        or total.rough
        or _BREAK.search(listed)
    ):
        return
    if not arithmetic.total(parts).agrees(total):
        yield _told(total, parts)


def _told(total: Quantity, parts: tuple[Quantity, ...]) -> Remark:
    return told(total, parts, " + ".join(part.text for part in parts), arithmetic.total(parts).middle)
