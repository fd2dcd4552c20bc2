"""C-02 where a whole is named again, or its members are: 12个县区，21个县区已设点; 代偿款中已收回…; 报名120人，参加考试的212人. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.figures.claims.subsets import above
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, Sentence
from briefing_tui.proof.figures.uses import ASIDE, BETWEEN, EACH_HOW, HAN, HOW
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.proof.remark import Remark

_NEW = "(?<![创高更革])新(?![型兴区材能疆闻])"
_VAGUE = frozenset("个项次种条类件")
_CAME_IN = "收到|征集|报送|上报|申报|推荐|推选|提名|报名|参评|参选|参赛|投稿|提交|候选|应聘|面试|笔试|初选|参训|参考|参加|投标|申请"
_CHOSEN = "入选|入围|脱颖而出|获评|获奖|获得|获批|胜出|晋级|录用|录取|采纳|采用|被|进入|上榜|通过|中选|当选|评为|评选为|汇编|取得|结业|成功|受到|立项|纳入|列入"
_NAME = f"(?:{HAN}|（[县市区旗州、]{{1,5}}）)"
"""A character of a noun; 县（市、区） is one."""
_AGAIN = Phrase(
    rf"(?P<before>{HAN}{{0,16}})(?P<whole>{SLOT}){ASIDE}(?P<after>{_NAME}{{0,10}}){BETWEEN}(?P<how>(?:经[一-鿿、]{{2,10}}，?|{EACH_HOW}|[仅只有在])*+)(?P<part>{SLOT})(?P<rest>{_NAME}{{2,16}})",
    "，；、",
)
"""The same noun beside two figures: 全市共有44个乡镇，36个乡镇已设立服务点."""
_REACHED = Phrase(
    rf"(?P<before>{HAN}{{0,16}})(?P<whole>{SLOT})(?P<after>{_NAME}{{0,8}})，(?P<how>{HAN}{{0,14}}?(?:覆盖|延伸[至到]|进驻|走进|走遍|布局|落地|设[立在]|[^现存所]在))(?:了|到)?(?P<part>{SLOT})(?P<rest>{_NAME}{{2,16}})",
    "，",
    "覆延进走布落设在",
)
"""共有14个市州，服务网络已覆盖12个市州."""
_ALL_THERE = re.compile(
    f"共(?!同)|现有|下辖|管辖|辖[区内]?|全[省市县区州旗镇乡国系]|集团|公司|拥有|设有|入库|在[库册保建]|登记|排查|抽[查检]|检查|走访|应|纳入|列入|{_CAME_IN}"
)
"""What is told of all there are."""
_STRICTLY_ALL = re.compile("共(?!同)|现有|下辖|管辖|辖[区内]?|全[省市县区州旗镇乡]|拥有|设有")
_MORE = re.compile(
    f"{_NEW}|去年|上年|同期|往年|历年|计划|规划|目标|任务|力争|预计|首批|第.{{1,2}}[批期届轮]|每|均|(?<![占评])比(?![武赛选例])|较|增|超|另|其[他余]|以外|外[省市县]|周边|邻|带动|累计|先后|[多少]|试点|重点|选[取定择]"
)
"""Words of what may be only some, or of others."""
_PEOPLE_OR_WORKS = re.compile(
    "(?:名|位)?(?:同志|个人|人员|选手|学员|干部|员工|单位|企业|机构|作品|稿件|案例|项目)"
)
_CHOSEN_THEN = re.compile(f"(?:已|被|均|成功|获|最终|正式)*(?:{_CHOSEN})")
_DONE_THEN = re.compile(
    "[已均全完实建开通获入设成签接上参出被得享达合脱进投正尚未没无存与同为制推启落有列纳晋评取发具办受加提报启运挂使配采引对给表认反组创]|超额"
)
_DID = re.compile(
    "参加|获|取得|通过|完成|持有|具有|拥有|考取|接受|被|已|实现|达到|建立|开通|接入|签订|签约|入选|合格|纳入"
)
_PERSONS = frozenset(("人", "家"))
"""What is told of without its noun: 共有员工86人，62人参加了培训."""
_OF_THE_SUM = Phrase(
    rf"(?P<noun>{HAN}{{2,10}})(?P<whole>{SLOT}){HAN}{{0,4}}，{HAN}{{0,4}}?(?P=noun)(?:款项?|资金|金额|本金|总?额|部分|项目|业务|企业|客户|单位|机构|问题|案件)?(?:[中里内]，?|当中，?|之中，?|(?=[已尚未]))(?P<said>{HAN}{{0,12}})(?P<part>{SLOT})",
    "，",
    "中里内已尚未",
)
"""当年代偿12亿元，当年代偿款中已收回3亿元."""
_OF_THESE = Phrase(
    rf"(?P<whole>{SLOT})的?(?P<noun>{HAN}{{2,8}})，(?:这些|上述|该|所|此类|被)?(?P=noun)(?:[中里内]，?|当中，?|之中，?)(?P<said>{HAN}{{0,12}})(?P<part>{SLOT})",
    "，",
    "中里内当之",
)
"""检查30家企业，企业中规上的12家."""
_OTHERS = re.compile("带动|撬动|累计|历年|涉及|惠及|服务|投资|吸引|产值|收入|以前|以往")


class _Members(NamedTuple):
    """All there are, and what some of them did."""

    all: str
    some: str
    said: str
    """What may stand between the deed and its figure."""
    units: frozenset[str] = frozenset()
    """Those in which the two are counted; empty for any."""


_MEETING = "会议|大会|表决|投票|人员|人数|代表|单位|会员|会员单位|理事|理事单位|股东|董事|委员|党员|成员|企业"
_MEMBERS = (
    _Members(
        "会员单位|会员|理事单位|理事|股东|董事|董事会成员|监事|代表|委员|成员|党员|职工代表|会员企业",
        "到会|出席|参会|实到|到场|参加会议|参加表决|参加投票|参加|投票|表决",
        _MEETING,
        frozenset(("人", "家", "个")),
    ),
    _Members("应到|应参会|应参加|应出席", "到会|出席|参会|到场|参加", _MEETING),
    _Members(
        "在保户数|在保企业|在保客户|在保项目|在保|到期客户|到期企业|到期项目|到期业务|到期户数|到期",
        "续保|续贷|续作|展期|办理续保|办理续贷|无还本续贷|解保",
        "客户|企业|项目|户数|业务",
        frozenset(("家", "笔", "个")),
    ),
    _Members(
        "走访|回访|调查|访问|测评|评议|受访|访谈|参加测评",
        "满意|表示满意|非常满意|表示非常满意|评价满意|基本满意|认可|表示认可|好评|给予好评|测评优秀|评为优秀|不满意",
        "企业|客户|职工|群众|人员|单位",
    ),
    _Members(
        "报名|登记报名|应聘|报考",
        "参加|参赛|参考|到场|参训|参会|到考|缺考|参加考试|参加培训|参加比赛|进入决赛|进入复赛|进入面试",
        "考试|培训|比赛|笔试|面试|活动|企业|单位|选手|人员|人数|学员|考生|的",
    ),
    _Members("意向签约|达成意向|意向合作|初步意向", "正式签约|签约|落地|正式合作", "项目|企业|单位"),
    _Members("下发|发出|制发|发送", "收到回复|回复|收到反馈|反馈|收到回执|整改", "函", frozenset("份封件")),
    _Members("立项|在研|开题|承担课题", "结题|结项|通过验收|通过鉴定", "课题|项目"),
    _Members(
        "对接|推送|推荐|名单|受理|审批通过|审议通过|评审通过|过会|获批|批准",
        "授信|放款|获贷|签约|转化|达成意向|达成授信意向|达成合作意向|获得贷款|获得授信|获得担保|发放贷款|出函",
        "意向|企业|客户|项目|贷款|担保",
        frozenset(("家", "笔", "个")),
    ),
    _Members(
        "认缴|认缴出资|认缴资本|认缴资金|注册资本|注册资本金|注册资金",
        "实缴|实收|到位|到账|缴纳",
        "资本|资本金|资金|出资|金额|注册资本",
        frozenset("元"),
    ),
    _Members(
        "参训|培训|参考|学员|参加考试|参加培训",
        "取得|获得|考取|结业|合格|毕业|通过考试|通过考核",
        "证书|合格证书|结业证书|资格证书|学员|人员|合格证|资格|的",
        frozenset("人"),
    ),
    _Members(
        "提名|候选|推荐|推选|报送|上报|征集|收到|受理|申报|提交|提报|初选|参评|面试|笔试|应聘",
        "入选|入围|当选|获评|评选出|评出|选出|遴选出|选树|评定|录用|录取|聘用|采用|采纳|准予|准予备案",
        "优秀|项目|案例|作品|稿件|论文|课题|建议|人员|单位|企业|机构|先进",
    ),
    _Members("理赔申请|索赔|报案|代偿申请", "赔付|理赔|赔偿|结案|代偿", "案件|项目", frozenset("笔件个")),
    _Members(
        "涉诉案件|诉讼案件|起诉|提起诉讼|案件|涉诉",
        "胜诉|判决|执结|调解|和解|败诉|结案",
        "案件",
        frozenset("件笔个"),
    ),
)
_FIRST_CHARACTERS = re.compile(r"(?:(?<=\|)|\A)[\u4e00-\u9fff]")


def _phrase(one: _Members) -> Phrase:
    return Phrase(
        rf"(?P<before>{HAN}{{0,6}}?)(?:{one.all})了?(?P<of>{HAN}{{0,8}}?)(?P<whole>{SLOT})(?P<noun>{HAN}{{0,6}}){BETWEEN}{HOW}(?:{one.some})了?(?P<said>(?:{one.said})*+)[共有为达计的]*+(?P<part>{SLOT})(?P<next>{HAN}{{0,4}})",
        *("".join(_FIRST_CHARACTERS.findall(words)) for words in (one.all, one.some)),
    )


_DONE_BY = tuple(_phrase(one) for one in _MEMBERS)
_NOT_THOSE = re.compile(
    f"累计|另|带动|涉及|惠及|{_NEW}|历年|结转|去年|上年|往年|年初|其他|其余|邀请|每|均|往届|旁听|列席|计划|预计|目标|力争|拟"
)
_FLOW = re.compile("今年|本年|当年|全年|年内|以来")
"""Words of a part beside which more may have been done."""
_CARRIED = re.compile("结转|往年|历年|上年|去年|旧存|存量|以前年度")
"""What was left from before, told behind the part."""
_NEAR = 10
"""Characters behind a part that are looked at."""
_ENDS = re.compile("\\A(?:的|[以已并均、]|完成|同比|占)|\\Z")


def named_again(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on some of those that were told, when they are more."""
    for found in (*_AGAIN.of(sentence), *_REACHED.of(sentence)):
        is_reached = found.re is _REACHED.pattern
        if _is_the_same(sentence, found, is_reached=is_reached):
            yield from above(sentence, found, is_lone=True)
    for found in (*_OF_THE_SUM.of(sentence), *_OF_THESE.of(sentence)):
        if not _OTHERS.search(sentence.skeleton, found.end("whole"), found.end()):
            yield from above(sentence, found, is_lone=True)
    for one, phrase in zip(_MEMBERS, _DONE_BY, strict=True):
        for found in phrase.of(sentence):
            part = sentence.at(found["part"])
            if (
                (one.units and part.unit not in one.units)
                or _NOT_THOSE.search(found[0])
                or _FLOW.search(found[0], found.end("whole") - found.start())
                or _CARRIED.search(sentence.skeleton, found.end("part"), found.end("part") + _NEAR)
            ):
                continue
            if _ENDS.match(found["next"]) or has_common_words(found["next"], found["of"] + found["noun"]):
                yield from above(sentence, found, is_lone=True)


def _is_the_same(sentence: Sentence, found: "re.Match[str]", *, is_reached: bool) -> bool:
    """Whether the second figure counts some of those of the first, which are all there are."""
    before, after, rest = found["before"], found["after"], found["rest"]
    if _MORE.search(before + after + found["how"]) or _MORE.match(rest):
        return False
    told_of_all = (_STRICTLY_ALL if is_reached else _ALL_THERE).search(before + after)
    if told_of_all is None:
        return False
    behind = _behind_the_noun(before, after, rest)
    if behind is not None:
        return is_reached or _DONE_THEN.match(behind) is not None
    if (
        not is_reached
        and not after
        and sentence.at(found["part"]).unit in _PERSONS
        and _STRICTLY_ALL.search(before)
        and _DID.match(rest)
    ):
        return True
    if is_reached or not re.search(_CAME_IN, before + after):
        return False
    if sentence.at(found["part"]).unit not in _VAGUE:
        rest = _PEOPLE_OR_WORKS.sub("", rest, count=1)
    return _CHOSEN_THEN.match(rest) is not None


def _behind_the_noun(before: str, after: str, rest: str) -> str | None:
    """What follows a noun that stands beside both figures; None where there is none."""
    after = re.sub(f"(?:{_CAME_IN})\\Z", "", after)
    before = re.sub("[总共有为达计]+\\Z", "", before)
    for length in range(min(6, len(rest)), 0, -1):
        noun = rest[:length]
        if (after.endswith(noun) and (length > 1 or after == noun)) or (
            not after and length > 1 and before.endswith(noun)
        ):
            return rest[length:]
    return None
