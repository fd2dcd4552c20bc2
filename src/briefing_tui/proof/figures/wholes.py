"""C-02: a part that is larger than its whole: 19家银行中已签订的共有154家; 共20家，其中30家; 占比120%. Pure."""

import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.figures.claims.withdrawals import GONE
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.remark import Remark

_AMONG = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,8}})(?:(?<![其、集])(?:(?<![初高集途空])中|中(?!{SLOT}))(?!文|类|方|东|亚|华|旬|午|游|段|秋|考|超|甲|奖|毒|断|转|稻|晚|成药|草药|心|国|央|小|介|间|期|层|等|部|标|西|级|型|学|专|职|高|医|药|低|共|铁)，?|(?<![英公海华])里(?![程面弄外])，?|(?<=[乡镇县村市区])有)(?P<said>{WORDS}{{0,30}})(?P<part>{SLOT})",
    "中里有",
)
_HAVE = Phrase(
    rf"(?:全[省市县区州国]|共有?|下辖|辖){WORDS}{{0,3}}(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,6}})，(?:目前|现)?已?有(?P<said>)(?P<part>{SLOT})",
    "有",
    "全共下辖",
)
_ALREADY = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>[一-鿿]{{1,8}}?)[已现]有(?P<said>)(?P<part>{SLOT})", "有", "已现"
)
"""86个派出所已有72个达标."""
_OF_WHICH = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>[^\ue000-\ue190，。；）)]{{0,24}}?)(?:，[^，；：。（(）)\ue000-\ue190]{{1,14}})?[，；：（(]?其中[:：，]?(?P<said>{WORDS}{{0,24}})(?P<part>{SLOT})",
    "其",
    "中",
)
_OF_THEM = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,12}})，(?P<said>[一-鿿]{{2,4}}了?)其中的?(?P<part>{SLOT})",
    "其",
    "中",
)
"""审议34件，通过其中21件."""
_INCLUDING = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,12}})[，（(](?:包括|包含|含(?!）))(?P<said>{WORDS}{{0,12}})(?P<part>{SLOT})",
    "包含",
    "，（(",
)
_SHARE = Phrase(
    rf"(?:占比|占(?:全部|总|其|全体|全年|全省|全市|全国){WORDS}{{0,8}}的|占{WORDS}{{0,4}}总[数量额]的)(?:为|达到?|比重为?)?(?P<share>{SLOT})",
    "占",
)
_BARE_SHARE = Phrase(
    rf"占(?P<of>[^，；：、。（()）\ue000-\ue190]{{0,14}}?)(?:的?(?:比[重例]|份额)|的|[到了]|比)?(?:[为达到约近超过]|高达)*(?P<share>{SLOT})",
    "占",
)
"""Of a whole that is named, or of the one that was told: 其中小微业务占86%."""
_IS_A_WHOLE = re.compile(
    "(?:[总全]部?|所有|全体)[一-鿿]{0,6}|.*(?:总[数量额]|总?(?:人|户|家|笔|件|项目|客户|企业|员工|职工|业务)[总]?[数量额]|客户|企业|员工|职工|党员|会员|业务|项目|在保(?:责任)?余额|(?:贷款|担保|再担保|保证|融资担保)(?:责任|业务)?(?:总?额|余额|总量)|新增担保|在保)"
)
_WHOSE = re.compile("[^，；：、。（()）\ue000-\ue190](?<!合计)(?<!总计)(?<![共其计])\\Z")
"""Before 占86%; where the figure of the part itself stands there, it is reckoned (C-01)."""
_AMONG_THEM = re.compile("其中|[中里]")
_MAY_BE_ABOVE = re.compile(
    "目标|任务|计划|预算|指标|进度|时序|上年|去年|同期|往年|同比|净资产|资本|GDP|生产总值|收入|利润|资产|存款|准备|拨备|限额|定额|标准|注册|认购|成本|原|此前|年初"
)
"""Of what a share may be more than all."""
_OF_AN_AIM = re.compile("目标|任务|计划|预算|指标")
_SHARES = Phrase(
    rf"(?:占比分别为|分别占(?:比)?(?:为|总[数量额]的)?)(?P<list>{SLOT}(?:[、和及，]{SLOT})+)", "占", "分"
)
_OTHER = re.compile(
    "带动|辐射|服务(?![点站]|中心|窗口)|覆盖|累计|惠及|推广|撬动|吸引|新增|派出|组织|收集|征集|梳理|提出|解决|发放|下设|涉及|每|达成"
)
_IS_SOME = re.compile("涉及[一-鿿]{2,8}的\\Z")
"""其中涉及担保的12份: some of those that were told."""
_SHARE_OF_GDP = re.compile("GDP|生产总值")
_ALL = 100
"""Per cent."""
_VAGUE = {"个", "项", "次", "种", "条", "类", "件"}
_RATE = Phrase(
    rf"(?:通过|合格|满意|(?<![备性])覆盖|回收|采用|采纳|出勤|出席|到会|入选|接入|知晓|普及|合规|优良|及格|达标|录取|中标|胜诉|代偿|不良|不良贷款|逾期|参会|参与|签约|好评|响应|续保|首贷|上线|入库|获贷)率(?:为|达到?|高达)?(?P<share>{SLOT})",
    "率",
)
"""Rates that are parts of a whole; 完成率 may be above it."""
_BOUND = re.compile("及?以[上下内]|左右")
"""Behind a figure that sorts and does not count: 其中10亿元以上项目12个."""
_DEED = re.compile(
    "已|实现|完成|达到|通过|获|建成|开工|签|纳入|未|尚|接入|参加|投产|建立|通(?![信讯道])|用上|装上|实行|推行|启动|设立|成立|挂牌|落实|具备|制定|出台|开展|享受|覆盖|达标|合格|出列|脱贫|通车|揭牌|换届"
)
_SETTLED = re.compile("结案|审结|办结|执结")
"""What was received is no part of what was settled of it."""
_CLAUSE = re.compile("[^，；：、（）()\ue000-\ue190]*\\Z")
_JOINED = re.compile(f"{SLOT}[^，；、\ue000-\ue190]*[和及与、][^，；、\ue000-\ue190]*\\Z")
"""What one figure is joined to."""
_CHANGE = re.compile(r"(?<!新)(?:增加?|增长|[多少]增?|减少?|下降|降低|提高)(?:了|额为?|约|近)?\Z")
_AVERAGE = re.compile(f"(?:均|每[日天月周年亩人户]|平均|单产){WORDS}{{0,8}}\\Z")
"""An average, and some of those that it is taken of: 日均42万辆次，其中4月4日48.6万辆次; 人均3.6万元，其中城镇4.8万元."""
_NEAR = 40
"""Characters before shares that say of what they are."""
_LESS_NOW = re.compile("(?:减少?|降|压[减降缩]|缩减|精简|整合|合并|优化|调整)[至到为成]\\Z")
_GONE = re.compile(GONE)
"""What left a number is no part of what is left: 由76家减少至18家，其中注销57家."""
_OBJECT = re.compile("(?:发展|实施|建设|建成|培育|打造|谋划|储备|引进|安排|落地|新建)[一-鿿]{2,8}\\Z")
"""A deed and what came of it, which is counted and is no part of those that did it."""
_COUNTED = re.compile("(项目|企业|机构|活动|站点|基地|场馆|设施|工程|案件|合同|产品)[近约超达共为有]*\\Z")
"""What is counted by another figure: 8个枢纽中，新开工项目70个."""
_CLASS = re.compile("级|以[上下]")
"""男子61公斤级比赛中: no amount, but the name of a class."""
_OF_ITS_OWN = re.compile("岁|学历|女性|男性|少数民族|党员|世界|全球|总吨|吨位")
"""Words of shares that are no parts of one whole."""
_NOUN = re.compile("[\u4e00-\u9fff]{2}")


def parts_above(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on parts above their whole. Things told by 个, 项, 次 count as the same only when the same noun follows."""
    text = sentence.skeleton
    for pattern in (_AMONG, _OF_WHICH, _OF_THEM, _INCLUDING, _HAVE, _ALREADY):
        for found in pattern.of(sentence):
            whole, part = sentence.at(found["whole"]), sentence.at(found["part"])
            if (
                whole.unit != part.unit
                or part.value <= whole.value
                or whole.rough
                or (_OTHER.search(found["said"]) and not _IS_SOME.search(found["said"]))
                or _AVERAGE.search(text[: found.start("whole")])
                or (_LESS_NOW.search(text[: found.start("whole")]) and _GONE.search(found["said"]))
                or _BOUND.match(text, found.end())
                or _is_of_another_sum(text, found)
                or part.value <= _with_those_before(sentence, text, found, whole)
                or _CLASS.match(found["noun"])
            ):
                continue
            if _CHANGE.search(text[: found.start("whole")]) and any(
                one.unit == whole.unit and one.value >= part.value
                for one in sentence.before(found.start("whole"))
            ):
                continue  # 较年初增加46亿元，其中小微余额301亿元: of the whole before
            if whole.unit in {"%", "倍", "个百分点"} or (
                (whole.unit in _VAGUE and pattern is _INCLUDING)
                or (
                    whole.unit in _VAGUE
                    and not _same_noun(found["noun"], text[found.end() :], found["said"])
                    and not _same_noun_before(text, found)
                )
            ):
                continue
            yield _told(part, whole)
    yield from _above_all(sentence)
    yield from _shares(sentence)


def _above_all(sentence: Sentence) -> Iterator[Remark]:
    """Shares and rates above 100 %, of what cannot be more than its whole."""
    if _SHARE_OF_GDP.search(sentence.skeleton):
        return
    named = (found for found in _SHARE.of(sentence) if not _OF_AN_AIM.search(found[0]))
    bare = (found for found in _BARE_SHARE.of(sentence) if _is_of_a_whole(sentence.skeleton, found))
    seen = set()
    for found in (*named, *_RATE.of(sentence), *bare):
        stated = sentence.at(found["share"])
        if stated.is_share and stated.value > _ALL and found["share"] not in seen:
            seen.add(found["share"])
            text = _("{part} is more than the whole").format(part=stated.text)
            yield Remark(stated.start, stated.end, None, text)


def _is_of_a_whole(text: str, found: "re.Match[str]") -> bool:
    """Whether a share is of what was told before, or of a whole that is named, and of nothing that may be exceeded."""
    if _MAY_BE_ABOVE.search(text, max(0, found.start() - _NEAR), found.end()):
        return False
    if found["of"]:
        return _IS_A_WHOLE.fullmatch(found["of"]) is not None
    is_alone = text.count("占") == 1 or _AMONG_THEM.search(text, 0, found.start()) is not None
    return is_alone and _WHOSE.search(text, 0, found.start()) is not None


def _is_of_another_sum(text: str, found: "re.Match[str]") -> bool:
    """完成投资20亿元，其中在建项目总投资35亿元; 发放12亿元，其中小微贷款余额45亿元: of the stock, when the whole is none."""
    before = _CLAUSE.search(text, 0, found.start("whole"))
    words = before[0] if before is not None else ""
    if _SETTLED.search(words) and "受理" in found["said"]:
        return True
    return any(
        word in found["said"] and word not in words for word in ("总投资", "计划", "余额", "存量", "产值")
    )


def _with_those_before(sentence: Sentence, text: str, found: "re.Match[str]", whole: Quantity) -> float:
    """What a whole is with the figures that it is joined to: 68名乘客和4名机组人员，其中15名…."""
    value = whole.value
    for one in sentence.before(found.start("whole")):
        if one.unit != whole.unit or _JOINED.search(text, 0, text.index(sentence.slot(whole))) is None:
            break
        value += one.value
        whole = one
    return value


def _same_noun(first: str, rest: str, said: str) -> bool:
    """Whether the same word, or nothing, follows the second figure, and nothing else stands before it: 发展产业项目191个."""
    if _DEED.match(rest) or (first and rest.startswith(first)) or said.endswith("的有"):
        return True
    noun = _NOUN.match(rest)
    counted = _COUNTED.search(said)
    if noun is None and counted is not None and first and counted[1] not in first:
        return False
    if noun is None:
        return not _OBJECT.search(said) or not first or first[-2:] in said
    return not first or first.startswith(noun[0]) or first.endswith(noun[0])


def _same_noun_before(text: str, found: "re.Match[str]") -> bool:
    """Whether both figures stand behind the same word: 乡镇24个，其中设站的乡镇28个."""
    words = [text[max(0, place - 2) : place] for place in (found.start("whole"), found.start("part"))]
    return words[0] == words[1] and _NOUN.match(words[0]) is not None


def _shares(sentence: Sentence) -> Iterator[Remark]:
    """Shares of one whole that are more than it together."""
    for found in _SHARES.of(sentence):
        if _OF_ITS_OWN.search(sentence.skeleton[max(0, found.start() - _NEAR) : found.start()]):
            continue
        parts = [sentence.at(char) for char in found["list"] if "\ue000" <= char <= "\ue190"]
        total = sum(part.value for part in parts)
        if all(part.is_share for part in parts) and total > 100 + len(parts) * max(
            part.step for part in parts
        ):
            text = _("together {total}%, more than the whole").format(
                total=f"{total:.2f}".rstrip("0").rstrip(".")
            )
            yield Remark(parts[0].start, parts[-1].end, None, text)


def _told(part: Quantity, whole: Quantity) -> Remark:
    text = _("{part} of {whole}").format(part=part.text, whole=whole.text)
    return Remark(min(part.start, whole.start), max(part.end, whole.end), None, text)
