"""A whole and its members: 共28家，其中省级3家、市级15家、县级10家; 分别占30%、50%和20%; 应到21人，实到19人，缺席2人. Pure.

Members are compared with their whole only when they cannot overlap: of one family of words (省级, 市级), or said to be all there are.
"""

import functools
import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark
from briefing_tui.text.numerals import from_chinese

_LABEL = "[^\ue000-\ue190，。；、：（）()]"
_WHOLE = re.compile(
    rf"(?=(?P<whole>{SLOT}){WORDS}{{0,10}}?(?:[，；：（(]?(?:其中|包括|包含|涵盖|分为|(?<=，)含)[:：，]?|中，|[：，（(])"
    rf"(?P<list>{_LABEL}{{1,9}}{SLOT}(?:[、，；和及与]{{1,2}}{_LABEL}{{1,9}}{SLOT})+)(?![和、及与]))"
)
_CLAUSE = re.compile("[，。；、：（）()\ue000-\ue190]")
_MEMBER = re.compile(rf"(?P<label>{_LABEL}{{1,9}})(?P<slot>{SLOT})")
_NEAR = 0.2
"""Members of one family that come so near to the whole are meant to be all of them."""
_FAMILIES = tuple(
    re.compile(words)
    for words in (
        "(?:国家|中央|[省市县区]?[省市县区乡镇]|村|地|州|地方|自治区)(?:级|属|管|本级)?(?:财政|单位|机构|企业|投资|资金)?$",
        "(?:其?中)?[男女](?:性|生|士|同志|职工|学员|代表|员工|工)?$",
        "(?:特大|大|中|小|微|中小|小微)型?(?:企业|项目|机构|客户|银行)?$",
        "[A-Za-zＡ-ＺⅠ-Ⅻ甲乙丙丁戊一二三四五六]\\+?[类级档等期批组](?:机构|企业|客户|项目|单位)?$",
        "第?[一二三四五六七八九十]+(?:产业|季度|批|期|阶段|组|类|档|年|轮|次|步|标段)(?:增加值|投放|完成|放款)?$",
        "(?:首贷|续贷|首保|续保|存量|新增|自营|代理|直保|分保)(?:户|客户|业务|企业|项目)?$",
        "(?:被?评为|评定|获评|为|不|基本|比较)?(?:优秀|良好|合格|称职|优良|一般|较差|及格|满意|较好|好|差|优|良|中)(?:等次|等级|单位)?$",
        "(?:正常|关注|次级|可疑|损失|不良|风险)类?(?:贷款|项目|资产)?$",
        "(?:国有|国企|民营|私营|外资|合资|集体|股份制|混合所有制|央企|民企|外企)(?:企业|控股|机构)?$",
        "(?:新建|改建|扩建|续建|改扩建|技改|迁建|新设)(?:项目|站点)?$",
        "(?:企业|个体工商户|农民专业合作社|农户|合作社|个体户|农业合作社|家庭农场)$",
        "(?:投票|投)?(?:赞成|同意|反对|不同意|弃权|赞成票|反对票|弃权票)$",
        "(?:已|未|正在|尚未|暂未|待|拟|在|停)?(?:开工|完工|竣工|办结|完成|整改|通过|销号|化解|建成|在建|办理|建|到期|投产|未办)$",
        "(?:短|中|长|中长)期(?:贷款)?$",
        "(?:当场|现场|立即|立行立改|限期|长期|按期|逾期)(?:整改|办结|解决|改正)?$",
        "(?:上|下)半年$",
        "[一二三四]季度$",
        "[0-9一二三四五六七八九十]{1,3}月份?$",
        "(?:幼儿园|小学|初中|高中|中学|中职|高职|高校|大学|学院)$",
        "(?:在职|在岗|离退休|退休|离休|内退)(?:人员|职工|教职工|干部|员工)?$",
        "(?:正|副|常务副|总)?(?:总经理|经理|董事长|总监|总师|主任|局长|院长|校长|书记|部长|处长|科长|所长|镇长|队长|组长|会长)$",
        "(?:个人|企业|对公|机构|单位|公司|法人|自然人|零售)(?:类?客户|用户|会员|业务|贷款|存款)?$",
        "(?:信用|抵押|质押|保证|抵质押)(?:类|担保)?(?:贷款|项目|方式)?$",
        "(?:专职|兼职|正式|聘用|合同制|劳务派遣|临时)(?:人员|职工|员工|工|教师)?$",
        "(?:东|南|西|北|中)部(?:地区)?$|城区|郊区|山区|平原|丘陵$",
        "(?:工作日|周末|双休日|节假日)$|(?:白天|夜间|上午|下午)$",
        "(?:[一二三四五六]|首|前|后|末)期(?:工程|项目)?(?:投资|投入)?$|(?:东|西|南|北|中)(?:片区?|区|线|段|院区|校区)$",
        "[0-9一二三四五六七八九十至到—～-]+[年岁月天](?:期|龄)?(?:及?以[上下内]|之间|段)?的?$",
        "[1-5一二三四五](?:A|Ａ|星)级?(?:旅游)?(?:景区|酒店|饭店|企业|社区)?$",
        "[^其]{1,8}(?:方面|领域|环节|类|板块|渠道|区域)$",
        "(?:公务员|事业|行政|工勤|参公|聘用|编外)(?:人员|编制)?$",
        "(?:盈利|持平|亏损|保本|微利)$|(?:增长|下降|持平|上升|上涨|下跌)$",
        "(?:评审|审议)?(?:通过|否决|退回|缓议|暂缓|不予通过|搁置)$",
        "(?:国内|国外|境内|境外|海外)$",
        "(?:省|市|县|区)[内外]$",
        "(?:公办|民办|公立|民营)$",
        "(?:线上|线下|现场|视频|网上|窗口)(?:参加|参会|办理|申请)?$",
        "(?:进口|出口)(?:额)?$",
        "(?:城镇|农村|乡村|城市)(?:居民|户|人口)?$",
        "(?:博士|硕士|本科|大专|专科|研究生|高中|中专)(?:研究生|生)?(?:及以[上下])?(?:学历)?$",
        "(?:正高|副高|高级|中级|初级|助理)(?:级)?(?:职称)?$",
        "(?:投放|完成|实现|发放|增加|来自)?[^其]{1,5}[省市州县镇乡村盟旗]$",
        "(?!规上|规下|高新|科技|专精|小巨人|上市|中小|民营|外资|新增|重点|骨干|龙头)[^其]{1,5}(?:公司|银行|支行|分行|农商行|产业|业|贷|险|债|分会|小组)$",
        "(?:农业|林业|牧业|渔业|工业|农林牧渔业|服务业|建筑业|制造业|批发零售业)(?:贷款|项目|企业)?$",
    )
)
_RESPECTIVE = Phrase(
    rf"(?:分别占|占比分别为|各占|比重分别为|分别占比为?)(?:总[数额量体]|全部|全体)?{WORDS}{{0,5}}?(?:的)?(?P<shares>{SLOT}(?:[、和及与，]{SLOT})+)",
    "占比",
    "分各",
)
_HALVES = Phrase(
    rf"男(?P<sort>性|生|职工|员工|代表|学员)?(?:占(?:比)?(?:为)?)?(?P<one>{SLOT})[，、；]女(?P=sort)?(?:占(?:比)?(?:为)?)?(?P<other>{SLOT})",
    "男",
    "女",
)
_PRESENT = Phrase(
    rf"应[到出参收缴退]{WORDS}{{0,5}}(?P<whole>{SLOT}){WORDS}{{0,3}}[，、；]实{WORDS}{{1,5}}(?P<part>{SLOT})"
    rf"(?:{WORDS}{{0,3}}[，、；]{WORDS}{{0,4}}(?:缺席|请假|缺勤|未到|未参加|缺|尚欠|欠|差){WORDS}{{0,3}}(?P<rest>{SLOT}))?",
    "应",
    "实",
)
_SUBSET = Phrase(
    rf"(?:收到|征集|征求|收集|提出|发放|发出|印发|下发|上报|报送|提交|申请|来稿|申报|报名|抽检|抽查|检测|推荐|初评)(?:了|到)?{WORDS}{{0,10}}(?P<whole>{SLOT}){WORDS}{{0,4}}[，、；]{WORDS}{{0,4}}"
    rf"(?:采纳|采用|入围|晋级|中选|认定|命名|查实|核实|属实|吸收|回收|收回|入选|通过|获批|录用|合格|达标|获奖)(?:了|有效)?{WORDS}{{0,6}}(?P<part>{SLOT})(?!票)",
    "收征提发印下上报申来抽检推初",
    "采入晋中认命查核属吸回收通获录合达",
)
_USED = Phrase(
    rf"(?P<whole>{SLOT}){WORDS}{{0,8}}[，；：（(]其?中?[:：，]?(?P<list>{WORDS}{{0,6}}{SLOT}(?:拟|主要|计划)?(?P<verb>用于|投向|用作|来自|投入){WORDS}{{1,16}}"
    rf"(?:[，、；]{WORDS}{{0,6}}{SLOT}(?:拟|主要|计划)?(?P=verb){WORDS}{{1,16}})+)",
    "用投来",
)
"""12亿元，其中7亿元用于甲，5亿元用于乙."""
_GROUPS = Phrase(
    rf"(?P<whole>{SLOT}){WORDS}{{0,10}}?，?(?:平均|共|均)?分(?:为|成)?(?P<times>{SLOT})(?:小?组|批次?|班次?|队|专班)?，?每(?:个)?(?:小?组|批次?|班|队|专班)(?:各)?(?P<rate>{SLOT})",
    "分",
    "每",
)
"""48名学员分8个小组，每组6人."""
_BORNE = Phrase(
    rf"(?:{_LABEL}{{1,9}}?(?P<verb>承担|分担|占比|占|出资|持股|负担)(?:比例)?(?:为)?{SLOT}[，、；])(?:{_LABEL}{{1,9}}?(?P=verb)(?:比例)?(?:为)?{SLOT}[，、；和]?)+",
    "承分占出持负",
    "、，；",
)
"""省级承担40%、市级承担20%、银行承担40%."""
_BEARER = re.compile(rf"({_LABEL}{{1,9}}?)(?:承担|分担|占比|占|出资|持股|负担)(?:比例)?(?:为)?({SLOT})")
_TOGETHER = re.compile("共|合计|总计|累计|全年")
_MEASURED = frozenset(("亩", "公顷", "平方米", "平方公里", "立方米", "公里", "吨"))
_AVERAGE = re.compile(f"(?:均|每[日天月周年]){WORDS}{{0,8}}\\Z")
_SEVERAL = 3
_REST = re.compile("[^；\ue000-\ue190]*(?:其余|剩余|其他|余下|另有|此外|还有|等)")
_SLOTS = re.compile(SLOT)


def members(sentence: Sentence) -> Iterator[Remark]:
    """C-01: remarks on members that are not their whole."""
    listed: set[str] = set()
    for found in _lists(sentence, listed):
        if _AVERAGE.search(sentence.skeleton[: found.start("whole")]):
            continue  # is no whole
        slots = _SLOTS.findall(found["list"])
        if {sentence.at(slot).unit for slot in slots} == {sentence.at(found["whole"]).unit}:
            listed.update(slots)
        said = sentence.skeleton[found.end("whole") : found.start("list")]
        is_named = len(said) > 1 or said in {"：", "（", "("}
        if not is_named and _is_one_of_them(sentence.skeleton[: found.start("whole")], found["list"]):
            continue
        yield from _listed(sentence, sentence.at(found["whole"]), found["list"], is_named=is_named)
    for found in _RESPECTIVE.of(sentence):
        yield from _respective(sentence, found.start(), found["shares"])
    yield from _put_to_use(sentence)
    yield from _grouped(sentence)
    for found in _PRESENT.of(sentence):
        if found["rest"]:
            whole, part, rest = (sentence.at(found[name]) for name in ("whole", "part", "rest"))
            outcome = arithmetic.difference(whole, part)
            if whole.unit == part.unit == rest.unit and not outcome.agrees(rest):
                yield told(rest, (whole, part), f"{whole.text} − {part.text}", outcome.middle)


def _lists(sentence: Sentence, listed: set[str]) -> Iterator["re.Match[str]"]:
    """Wholes and what is listed behind them; not where a whole is a member itself, or another measure than that of the next two figures."""
    units = list(sentence.form.units)
    for index, slot in enumerate(_SLOTS.finditer(sentence.skeleton)):
        if slot[0] in listed or len(set(units[index : index + _SEVERAL])) > 1:
            continue
        if (found := _WHOLE.match(sentence.skeleton, slot.start())) is not None:
            yield found


def halves(sentence: Sentence) -> Iterator[Remark]:
    """C-01: remarks on shares of one whole that are not the whole, or more than it, together."""
    yield from _borne(sentence)
    for found in _HALVES.of(sentence):
        one, other = sentence.at(found["one"]), sentence.at(found["other"])
        if one.is_share and other.is_share and not (one.rough or other.rough):
            whole = one._replace(value=100.0, text="100%")
            both = arithmetic.total((one, other))
            if not both.agrees(whole):
                remark = told(whole, (one, other), f"{one.text} + {other.text}", both.middle)
                yield remark._replace(start=one.start, end=other.end)


def _grouped(sentence: Sentence) -> Iterator[Remark]:
    for found in _GROUPS.of(sentence):
        whole, times, rate = (sentence.at(found[name]) for name in ("whole", "times", "rate"))
        if whole.unit != rate.unit or rate.unit == times.unit or whole.rough or times.rough or rate.rough:
            continue
        outcome = arithmetic.product(rate, times)
        if not outcome.agrees(whole):
            yield told(whole, (times, rate), f"{times.text} × {rate.text}", outcome.middle)


def _put_to_use(sentence: Sentence) -> Iterator[Remark]:
    """Parts of a sum that are put to several uses and are more than it together."""
    for found in _USED.of(sentence):
        whole = sentence.at(found["whole"])
        parts = tuple(sentence.at(slot) for slot in _SLOTS.findall(found["list"]))
        if whole.rough or whole.is_share or any(part.unit != whole.unit or part.rough for part in parts):
            continue
        total = arithmetic.total(parts)
        if total.middle > whole.value and not total.agrees(whole):
            yield told(whole, parts, " + ".join(part.text for part in parts), total.middle)


def _borne(sentence: Sentence) -> Iterator[Remark]:
    """Shares that several bear, or that members of one family have, and that are more than the whole together."""
    for found in _BORNE.of(sentence):
        rows = _BEARER.findall(found[0])
        parts = tuple(sentence.at(slot) for _label, slot in rows)
        if any(not part.is_share or part.rough for part in parts) or any(
            "其中" in label for label, _slot in rows
        ):
            continue
        if found["verb"] in {"占", "占比"} and not are_a_family([label for label, _slot in rows]):
            continue
        whole = parts[0]._replace(value=100.0, step=min(part.step for part in parts), text="100%")
        total = arithmetic.total(parts)
        if total.middle > whole.value and not total.agrees(whole):
            remark = told(whole, parts, " + ".join(part.text for part in parts), total.middle)
            yield remark._replace(start=parts[0].start, end=parts[-1].end)


def members_above(sentence: Sentence) -> Iterator[Remark]:
    """C-02: more came than were expected, more was taken up than came in."""
    for found in (*_PRESENT.of(sentence), *_SUBSET.of(sentence)):
        whole, part = sentence.at(found["whole"]), sentence.at(found["part"])
        if whole.unit == part.unit and part.value > whole.value and not whole.rough:
            text = _("{part} of {whole}").format(part=part.text, whole=whole.text)
            yield Remark(whole.start, part.end, None, text)


def _is_one_of_them(before: str, listed: str) -> bool:
    """Whether a list goes on from what seems its whole: 甲县12家，乙县8家，丙县5家."""
    own = _CLAUSE.split(before)[-1].removeprefix("其中")
    labels = [one["label"].lstrip("和及与") for one in _MEMBER.finditer(listed)]
    return are_a_family([own, *labels])


def _listed(sentence: Sentence, whole: Quantity, listed: str, *, is_named: bool) -> Iterator[Remark]:
    found = list(_MEMBER.finditer(listed))
    parts = tuple(sentence.at(one["slot"]) for one in found)
    if any(part.unit != whole.unit or part.rough for part in parts) or whole.rough or not whole.value:
        return
    labels = [one["label"] for one in found]
    is_closed = (labels[-1][0] in "和及与" or labels[-1].startswith(("其他", "其余"))) and len(labels) > 2
    bare = [one.lstrip("和及与") for one in labels]
    is_family = is_closed or are_a_family(bare)
    if whole.unit in {"%", "倍", "个百分点"} or not (
        is_family or (is_named and _are_shares_of(bare, whole.unit))
    ):
        return
    total = arithmetic.total(parts)
    far = abs(1 - total.middle / whole.value) > _NEAR
    if total.agrees(whole) or (far and (is_closed or not is_named or total.middle < whole.value)):
        return
    if total.middle < whole.value and (
        not is_family
        or _speaks_of_more(sentence, whole, len(parts))
        or has_a_rest(sentence.skeleton, sentence.skeleton.index(found[-1]["slot"]))
    ):
        return
    yield told(whole, parts, " + ".join(part.text for part in parts), total.middle)


def has_a_rest(text: str, place: int) -> bool:
    """Whether more is told of behind the last figure of a list: 企业捐款20万元，个人捐款12万元，其余为利息."""
    return _REST.match(text, place + 1) is not None


def _speaks_of_more(sentence: Sentence, whole: Quantity, count: int) -> bool:
    """Whether the words before a whole name more members than are told: 三县共4.8万户，其中甲县…，乙县…."""
    found = re.search("(?<![第十])([三四五六七八九])[一-鿿]{1,4}共", sentence.text[: whole.start])
    return found is not None and from_chinese(found[1]) > count


def are_a_family(labels: list[str]) -> bool:
    """Whether the labels are of one kind, each another: as they stand, or without what all of them end in (线上销售额, 线下销售额)."""
    if len(set(labels)) < len(labels) or any(_TOGETHER.search(label) for label in labels):
        return False
    end = 0
    while all(len(label) > end and label[-1 - end] == labels[0][-1 - end] for label in labels):
        end += 1
    bare = [label[: len(label) - end] for label in labels]
    return _have_one_kind(labels) or (all(bare) and _have_one_kind(bare))


def _have_one_kind(labels: list[str]) -> bool:
    kinds = _kinds(labels[0])
    for label in labels[1:]:
        if not kinds:
            break
        kinds &= _kinds(label)
    return bool(kinds)


@functools.lru_cache(maxsize=4096)
def _kinds(label: str) -> frozenset[int]:
    """The families that a label may be of."""
    return frozenset(number for number, family in enumerate(_FAMILIES) if family.match(label))


def _are_shares_of(labels: list[str], unit: str) -> bool:
    """Whether parts that are measured cannot lie within each other: areas and weights, costs by their kinds."""
    if len(labels) < _SEVERAL or any(_TOGETHER.search(label) for label in labels):
        return False
    return unit in _MEASURED or (
        unit == "元" and all(label.endswith("费") or "费用" in label for label in labels)
    )


def _respective(sentence: Sentence, place: int, listed: str) -> Iterator[Remark]:
    """Shares told one by one behind their parts; of the wholes that may be meant the one that explains most of them counts."""
    shares = tuple(sentence.at(slot) for slot in _SLOTS.findall(listed))
    earlier = sentence.before(place)
    parts = tuple(reversed(earlier[: len(shares)]))
    if len(parts) < len(shares) or len({part.unit for part in parts}) > 1 or parts[0].is_share:
        return
    if any(one.rough or not one.is_share for one in shares) or any(part.rough for part in parts):
        return
    sum_ = arithmetic.total(parts)
    wholes = [one for one in earlier[len(shares) :] if one.unit == parts[0].unit and one.value >= sum_.middle]
    wholes.append(
        parts[0]._replace(value=sum_.middle, text=_("{total} together").format(total=_summed(parts)))
    )
    kept = [
        [arithmetic.share(part, whole).agrees(stated) for part, stated in zip(parts, shares, strict=True)]
        for whole in wholes
        if whole.value
    ]
    if not kept:
        return
    best = max(range(len(kept)), key=lambda at: sum(kept[at]))
    if all(kept[best]) or not any(kept[best]):
        return
    for part, stated, right in zip(parts, shares, kept[best], strict=True):
        if not right:
            outcome = arithmetic.share(part, wholes[best])
            yield told(stated, (part,), f"{part.text} ÷ {wholes[best].text}", outcome.middle)


def _summed(parts: tuple[Quantity, ...]) -> str:
    return arithmetic.printed(sum(part.value for part in parts), parts[0])
