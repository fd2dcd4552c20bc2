"""C-02 without 其中: what is told next to a whole can only be some of it: 排查隐患120处，已整改130处; 员工80人，具有学位的92人. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing_tui.i18n import _
from briefing_tui.proof.figures.claims.borne_out import FEW
from briefing_tui.proof.figures.mentions import NOW, PLAIN, TOTAL, Mention, mentions
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, WORDS, Quantity, Sentence
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.proof.remark import Remark

_DEEDS = (
    ("排查|发现|查出|查找|摸排|梳理出", "整改|化解|销号|办结|处置|治理|消除"),
    ("受理|收到|接到|转办|交办|派单", "办结|答复|回复|审批通过|通过|结案|转办|交办|直接答复"),
    ("签约|签订|储备", "开工|竣工|投产|落地"),
    ("下达|批复|到位|安排", "拨付|支付|下拨|使用|兑付"),
    ("报名|参评|申报|参赛|推荐|投标|参加[一-鿿]{2}", "入选|入围|获评|晋级|获奖|中标|评为|立项|获批|通过"),
    ("注册登记|登记注册|备案|在册", "正常经营|正常营业|正常开业|开展业务|存续"),
    ("实施|推进", "竣工|完工|建成|投产|交付"),
    ("到期", "解保|续贷|收回|结清|代偿|归还|偿还"),
    ("抽查|抽检|检查|抽取", "发现问题|不合格|合格|达标"),
    ("应[参缴收还办]|邀请|通知", "实[到参缴收际]"),
    ("收到|回收|收回|发放|发出", "有效"),
)
"""What was done to all, and what to some of them."""
_HOW = "(?:目前|现|均|已|实际|最终|其中|现已|全部|按期|及时|如期|成功|正式|共|经[一-鿿]{2,6})*"
_DONE = tuple(
    Phrase(
        rf"(?:(?:{first})了?(?P<of>{WORDS}{{0,10}}?)(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,6}})|(?P<all>{SLOT})(?P<who>{WORDS}{{0,8}}?)(?:{first})(?P<what>{WORDS}{{0,4}}))(?:，[^，；、\ue000-\ue190]{{1,12}})?，"
        rf"{_HOW}(?:(?:{then})了?(?P<said>{WORDS}{{0,8}}?)(?P<part>{SLOT})|(?P<some>{SLOT})(?P<nouns>{WORDS}{{0,4}}?)(?:{then}))",
        "，",
        *("".join(word[0] for word in words.split("|")) for words in (first, then)),
    )
    for first, then in _DEEDS
)
_NOT_ALL = re.compile("累计|另|带动|涉及|惠及|本息")
_CARRIED = re.compile("新|历年|结转|旧存|积案|上年|去年|往年|年初|期初|月初|原有")
"""Words with which more may be done than came in."""
_AFTER = 6
"""Characters behind the part where they may stand, too: 办结26笔（含上年结转14笔）."""
_STANDING = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>[一-鿿]{{1,14}})，(?:目前|其中|现|最终)?(?P<part>{SLOT})(?P<deed>均?已|均(?=[完建实开通])|完成(?!投资|产值)|建成|开通|通过|实现|获|被评|取得|考取|入选|入围|合格|达标|参加|接入|签)",
    "，",
    "已均完建开通实获被取考入合达参接签",
)
"""120个行政村，130个已建成服务站."""
_IS_DONE_NOW = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>[一-鿿]{{0,8}})，(?:目前|现|均)?已(?P<verb>[一-鿿]{{2}})(?P<part>{SLOT})(?=[，；、]|\Z)",
    "已",
)
"""纳入名单的82户企业，已对接119户."""
_SAME_DEED = Phrase(
    rf"(?P<deed>[一-鿿]{{2}})(?:的|[一-鿿]{{2,4}})?(?P<whole>{SLOT})(?P<noun>[一-鿿]{{0,8}})，(?:已|现已|目前|其中)?(?:(?:完成|成功)(?P=deed)|(?P=deed)(?:完成|成功|到位))(?P<part>{SLOT})(?=[，；、]|\Z)",
    "完成功到",
)
"""列入整治的277处点位，完成整治866处."""
_MORE_NOW = re.compile(
    "去年|上年|一期|二期|覆盖|每|均|能力|累计|达|增|超过|突破|发展|扩大|拓展|建成|计划|规划|目标|任务|新|今年|本年|预计|力争"
)
_NOW_DONE = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>[一-鿿]{{1,10}}?)(?:中)?(?:均?已经?|目前|实际)+(?:{'|'.join(then for _first, then in _DEEDS)}|完成|启动|实施|建成|落实|签约|接入)(?P<part>{SLOT})(?=[，；、]|\Z)",
    "已目实",
)
"""59项任务已完成75项."""
_WITH = Phrase(
    rf"(?P<whole>{SLOT})(?P<noun>{WORDS}{{0,8}})，(?:其中，?)?(?P<said>{WORDS}{{2,18}})的(?P<head>{WORDS}{{0,6}}?)(?:有|共有?|为|达)?(?P<part>{SLOT})(?=[，；、）]|\Z)",
    "的",
)
"""80人，具有学位的92人: of those that were told, when nothing else is named."""
_OF_THE_PART = Phrase(
    rf"(?P<noun>[一-鿿]{{2,10}})(?P<whole>{SLOT})，(?:[一-鿿]{{0,4}}?)(?P=noun)[中里]，?(?P<said>{WORDS}{{0,12}})(?P<part>{SLOT})",
    "中里",
)
"""制造业企业30家，制造业企业中规上企业45家."""
_OTHERS = re.compile(
    "拓展|发展|引入|引进|本年|今年|加上|连同|此外|提前|再|还|上年|去年|同期|往年|累计|历年|新|另|带动|涉及|惠及|每|比|较|超过|高于|达到|增|减|目标|计划|约|近|全[国省市县区]|[多少高低]"
)
"""Of more than what was told before."""
_IS_A_PART = re.compile(
    "的(?:有|共有?|为)?\\Z|(?:其中|分别|中[已有]|已经?|完成|实现|未|[增减升降涨跌多少]|分别)[^，；、\ue000-\ue190]{0,6}\\Z"
)
"""What is a part, or a change, itself: 59项中已完成10项，取得进展的28项."""
_OF_A_SORT = re.compile(
    "[大中小]型|[国省市县区乡镇村][级属]|国有|民营|外资|[一二三四五甲乙丙A-DＡ-Ｄ][级类档等期批]|[首第].{0,2}批|线[上下]|现场|窗口|在建|正在|未|待|拟|新|老|获评|评为|认定|入选|入围|培育|创建|淘汰|其他|其余|另"
)
"""What is one sort beside others: A级企业8家，评为B级的15家."""
_LOOKED_AT = re.compile("排查|检查|抽查|走访|调研|摸排|监测|巡查|登记|现有|在册|纳入|共|全[省市县区镇]|辖")
"""What was done to all there are, or says that they are all."""
_CLAUSE_BEFORE = re.compile("[^，；：、（）()\ue000-\ue190]*\\Z")
_PERSONS = frozenset(("人", "家"))
"""What is told of with its noun, which may be another: 邀请专家12人，实到嘉宾60人."""
_VAGUE = frozenset("个项次种条类件")
_NARROW = re.compile(
    "(?:[女男]性?|青年|中青年|党员|少数民族|残疾|留守|低保|脱贫|涉农|普惠(?:型)?(?:小微|涉农)?|小微(?:企业)?|绿色|科技(?:型)?(?:企业)?|制造业|民营(?:企业)?|中长期|短期|首贷户?|信用|不良|逾期|农户|住户|线上|活跃|有效|优质|活期|定期|持证|在编|高级|专职|兼职|规上|规模以上)"
)
"""What makes a noun narrower."""
_BEGINS = re.compile("[^，；\ue000-\ue190]{0,6}[，；（(]?其中[:：，]?([^，；：\ue000-\ue190]{1,14})")
_IS_DONE = re.compile("已|未|正在|在建|完成|通过")
_CLAUSES = re.compile("[，；：、（]|每|带动|撬动|惠及")
"""Between a part and whose it is there is none."""
_ALONE = re.compile(
    "(?:中共)?党员|团员|女性?|男性?|女职工|少数民族|(?:大专|本科|硕士|研究生|博士|中级|高级|副高)(?:研究生|职称)?(?:及?以上)?(?:学历|学位|职称)?|(?:本|我)[省市县区地]|[省市县]内|县域|城区|农村|持证(?:人员)?"
)
"""Some of those that were told, whatever they are."""
_NARROWER = re.compile(f"{SLOT}[一-鿿]{{0,4}}[，、](?:{_NARROW.pattern}|(?:{_ALONE.pattern}){SLOT})")
_OF_MANY = re.compile(
    "(?:职工|员工|干部|代表|人员|学员|会员|人口|人数|名单|队员|选手|教师|志愿者|总数|从业者?)\\Z"
)
_GENERAL = re.compile(
    "(?:.*[省市县区州行社司构团局心国辖内系统]|各项|本外币|人民币|参[会训赛加评]|与会|出席|到会|现有|存量|在[岗职册编]|全部|共有?|总|.*[年季月][末底]|.*(?:目前|现|截至.*))?(?:各项|本外币|人民币)?"
)
"""What stands before the noun of all of them."""


def subsets(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on some that are more than all, by the words of what was done to them."""
    for pattern in _DONE:
        for found in pattern.of(sentence):
            whole, part = (
                sentence.at(found["whole"] or found["all"]),
                sentence.at(found["part"] or found["some"]),
            )
            noun = (found["noun"] or found["who"] or "").removesuffix("了") or found["of"] or ""
            beside = (
                (found["said"] or "")
                + (found["nouns"] or "")
                + sentence.skeleton[found.end() : found.end() + 4]
            )
            is_problem = "发现" in found[0].rpartition("，")[2]
            if (
                _NOT_ALL.search(found[0])
                or _CARRIED.search(sentence.skeleton, 0, found.end() + _AFTER)
                or not _may_count_the_same(part, noun, beside, strictly=is_problem)
            ):
                continue
            yield from _told(part, whole)
    for found in (
        *_STANDING.of(sentence),
        *_NOW_DONE.of(sentence),
        *_SAME_DEED.of(sentence),
        *(found for found in _IS_DONE_NOW.of(sentence) if not _may_be_more(sentence, found)),
        *_WITH.of(sentence),
        *_OF_THE_PART.of(sentence),
    ):
        if found.re is _WITH.pattern and not _is_of_those(sentence, found):
            continue
        if found.re is _STANDING.pattern and found["deed"].removeprefix("均") in found["noun"]:
            continue  # 12家获评国家级，36家获评省级
        if found.re is _WITH.pattern and sentence.at(found["part"]).unit == "元":
            continue
        yield from above(sentence, found, is_lone=found.re is not _OF_THE_PART.pattern)
    yield from _narrower(sentence)
    if "其中" in sentence.skeleton:
        all_ = mentions(sentence)
        yield from _of_some_of_them(all_)
        yield from _behind_another(all_)


def _may_be_more(sentence: Sentence, found: "re.Match[str]") -> bool:
    """Whether more may be done by now than was told before: 计划建设20座，已建成25座."""
    before = _CLAUSE_BEFORE.search(sentence.skeleton, 0, found.start("whole"))
    words = (before[0] if before is not None else "") + found[0]
    return _MORE_NOW.search(words) is not None or sentence.at(found["part"]).unit == "元"


def _is_of_those(sentence: Sentence, found: "re.Match[str]") -> bool:
    """Whether …的92人 speaks of the figure before it: no other noun stands there, and that one is no part, and no change, itself."""
    if _IS_A_PART.search(sentence.skeleton, 0, found.start("whole")) or _OTHERS.search(found["said"]):
        return False
    before = _CLAUSE_BEFORE.search(sentence.skeleton, 0, found.start("whole"))
    clause = (before[0] if before is not None else "") + " " + found["noun"]
    if _OF_A_SORT.search(clause):
        return False
    head = found["head"]
    is_named = len(head) > 1 and any(each.endswith(head[-2:]) for each in clause.split())
    return not head or (is_named and _LOOKED_AT.search(clause) is not None)


def _may_count_the_same(part: Quantity, noun: str, beside: str, *, strictly: bool) -> bool:
    """Of vague measures only when the second figure has the same noun, or none; 问题 are counted apart from what they were found in."""
    if part.unit not in _VAGUE and not strictly:
        told_of = re.match("[一-鿿]{2,}", beside)
        return (
            told_of is None or len(noun) < 2 or part.unit not in _PERSONS or bool(set(noun) & set(told_of[0]))
        )
    if not noun:
        return not strictly
    return noun[-2:] in beside or (not strictly and not re.match("[一-鿿]{2}", beside))


def _narrower(sentence: Sentence) -> Iterator[Remark]:
    """贷款余额120亿元，涉农贷款余额130亿元: the same noun, with a word that makes it narrower."""
    if _NARROWER.search(sentence.skeleton) is None:
        return
    all_ = mentions(sentence)
    for whole, part in pairwise(all_):
        if (
            part.lead[:1] in {"，", "、"}
            and part.label == part.lead[1:]
            and whole.role in {PLAIN, NOW, TOTAL}
            and part.role in {PLAIN, NOW}
            and whole.is_counted
            and _is_narrower(whole, part)
        ):
            yield from _told(part.quantity, whole.quantity)


def _of_some_of_them(all_: Sequence[Mention]) -> Iterator[Remark]:
    """220家企业参展，其中18个国家的244家企业: another figure stands before the part, and says whose it is."""
    for first, part in pairwise(all_):
        if (
            "其中" not in first.lead
            or first.quantity.text[-1] == part.quantity.text[-1]
            or part.role not in {PLAIN, NOW}
            or _CLAUSES.search(part.lead)
        ):
            continue
        wholes = [one for one in all_[max(0, first.number - FEW) : first.number] if _is_alike(one, part)]
        if (
            wholes
            and wholes[-1].role in {PLAIN, NOW, TOTAL}
            and has_common_words(part.lead + part.tail, wholes[-1].label + wholes[-1].tail)
        ):
            yield from _told(part.quantity, wholes[-1].quantity)


def _behind_another(all_: Sequence[Mention]) -> Iterator[Remark]:
    """在库160个，总投资120亿元，其中已落地180个: between a whole and its part stands the same in another measure."""
    for whole, other, part in zip(all_, all_[1:], all_[2:], strict=False):
        found = _BEGINS.fullmatch(part.lead)
        if (
            found is None
            or not _is_alike(whole, part)
            or not other.is_counted
            or other.quantity.unit == part.quantity.unit
            or whole.role not in {PLAIN, NOW, TOTAL}
            or part.role not in {PLAIN, NOW}
            or _OTHERS.search(found[1])
        ):
            continue
        words = whole.label + whole.tail
        if part.quantity.unit in _VAGUE and not (
            (not part.tail and _IS_DONE.match(found[1])) or has_common_words(found[1] + part.tail, words)
        ):
            continue
        yield from _told(part.quantity, whole.quantity)


def _is_alike(one: Mention, part: Mention) -> bool:
    return one.quantity.unit == part.quantity.unit and one.is_plain


def _is_narrower(whole: Mention, part: Mention) -> bool:
    clause = re.split("[，；：。]", whole.lead)[-1]
    if _NARROW.search(clause):
        return False
    if _ALONE.fullmatch(part.label):
        return whole.role == TOTAL or _OF_MANY.search(clause) is not None
    narrow = _NARROW.match(part.label)
    noun = part.label[narrow.end() :] if narrow is not None else ""
    if len(noun) < 2 or not clause.endswith(noun):
        return False
    return _GENERAL.fullmatch(clause.removesuffix(noun)) is not None


def above(
    sentence: Sentence, found: "re.Match[str]", *, is_lone: bool, alike: frozenset[str] = frozenset()
) -> Iterator[Remark]:
    """A remark when the `part` of a match is more than its `whole`; `is_lone` where no figure before may be the whole instead, `alike` are
    measures that count the same.
    """
    part, whole = sentence.at(found["part"]), sentence.at(found["whole"])
    if {part.unit, whole.unit} <= alike:
        whole = whole._replace(unit=part.unit)
    if not is_lone or not any(
        one.unit == part.unit and one.value >= part.value for one in sentence.before(found.start("whole"))
    ):
        yield from _told(part, whole)


def _told(part: Quantity, whole: Quantity) -> Iterator[Remark]:
    if whole.unit != part.unit or whole.rough or part.rough or whole.unit in {"%", "倍", "个百分点"}:
        return
    if part.value - part.step / 2 > whole.value + whole.step / 2:
        text = _("{part} of {whole}").format(part=part.text, whole=whole.text)
        yield Remark(min(part.start, whole.start), max(part.end, whole.end), None, text)
