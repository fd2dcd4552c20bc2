"""C-02: more was used than there is to use: 授信额度120亿元，已使用150亿元; 注册额度30亿元，首期发行100亿元; 名额30个，已录用81名. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.proof.figures.claims.subsets import above
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import SLOT, Sentence
from briefing_tui.proof.remark import Remark

HAN = "[\u4e00-\u9fff]"
_FIRST_CHARACTERS = re.compile(r"(?:(?<=\|)|\A)[\u4e00-\u9fff]")
_FILLED = "(?:总额|总量|总数|规模|金额|合计|共计|共有|[共为达约计有])*+"
"""Between what is told of and its figure."""
NOT_A_MARK = "[^，；：、。（()）\ue000-\ue190]"
ASIDE = r"(?:[（(][^（()）\ue000-\ue190]{1,16}[）)])?"
BETWEEN = rf"(?:，{NOT_A_MARK}{{2,14}})?[，；、]"
"""Up to one clause without a figure, and the mark behind it."""
EACH_HOW = "截[至止][0-9一-鿿]{0,10}?[末底日前]，?|[年期]内|实际|当前|至今|累计|合计|总计|目前|首[期单批次]|第一期|[先本]期|成功|顺利|全部|其中|完成|最终|[现均已经共即尚仍还]"
HOW = f"(?:{EACH_HOW})*+"
"""How something was done."""


class _Use(NamedTuple):
    """What may be used, and the words of its use."""

    limit: str
    used: str
    said: str
    """What may stand between the use and its figure."""
    doubt: str
    """Words of what has another whole."""
    units: frozenset[str] = frozenset("元")


_FLOW = "累计|全年|今年|本年|当年|[上下]半年|季度|新增|循环|滚动|周转|转贷|过桥|倒贷"
"""What is used, paid back and used again may be more than a limit in a year."""
_LEFT = "未使用|未支用|未提款|未提|未用|剩余|可用|余|可"
_USES = (
    _Use(
        "额度|限额|授信总额|授信余额|授信规模|综合授信|银行授信|授信|敞口",
        f"使用|用信|支用|提款|提用|提取|启用|占用|投放|发放|放款|签约|动用|用款|支取|出账|用|{_LEFT}",
        "额度|授信|贷款|余额|金额|资金|规模",
        _FLOW,
        frozenset(("元", "家", "笔")),
    ),
    _Use(
        "预算|预算资金|预算经费|预算安排|专项资金|补助资金|补贴|奖补|贴息|补贴资金|奖补资金|贴息资金|奖励资金|扶持资金|救助资金|帮扶资金|慰问金|补助金|经费|指标|捐款|善款|拨款",
        f"使用|支用|支付|拨付|下拨|拨出|列支|兑付|兑现|下达|分配|发放|划拨|动用|用|{_LEFT}",
        "资金|经费|补贴|补助|奖补|奖金|奖励|贴息|金额|预算",
        "累计|超|历年|以来|结转|上年|去年",
    ),
    _Use(
        "资金池|资金池总|基金池|补偿资金|补偿金|准备金|专户|专户资金|应急资金|风险金|保证金",
        f"使用|支用|支出|支付|补偿|动用|划拨|赔付|用|{_LEFT}",
        "资金|补偿|补偿金|金额",
        f"{_FLOW}|超|历年|以来|结转|上年|去年",
    ),
    _Use(
        "名额|席位|编制|岗位|工位|车位|指标|学位",
        f"使用|录用|录取|招录|聘用|分配|下达|占用|预订|认领|用|{_LEFT}",
        "名额|指标|人员|席位|编制|岗位",
        "超|累计|外聘|编外",
        frozenset(("人", "个")),
    ),
    _Use(
        "注册额度|注册规模|注册金额|注册总额|注册发行额度|发行额度|批复额度|批复规模|获批额度|获批规模|核准额度|核准规模|储架规模|储架额度|债券额度|债额度|票据额度|储架|额度|获批|获准注册|完成注册|注册发行|注册",
        "发行|簿记发行|簿记|募集|落地|设立|未发行|待发行|剩余",
        "规模|金额|资金|总额|债券|票据|公司债|企业债|中期票据|超短融|短融|额度",
        "历年|先后|存续|存量|以来|新增",
    ),
)


def _cue(words: str) -> str:
    return "".join(_FIRST_CHARACTERS.findall(words))


def _forward(use: _Use) -> Phrase:
    """授信额度120亿元（不含敞口），目前已使用46亿元."""
    return Phrase(
        rf"(?P<limit>{use.limit}){_FILLED}(?P<whole>{SLOT}){ASIDE}(?P<noun>{HAN}{{0,14}}?)(?:{BETWEEN}{HOW}|(?:中|均?已经?|目前|实际)++{HOW})(?:{use.used}){{1,2}}了?(?P<said>(?:{use.said})*+){_FILLED}(?P<part>{SLOT})",
        _cue(use.limit),
        _cue(use.used),
    )


def _backward(use: _Use) -> Phrase:
    """取得120亿元授信额度，目前已使用46亿元."""
    return Phrase(
        rf"(?P<whole>{SLOT})的?(?P<noun>{HAN}{{0,10}}?)(?P<limit>{use.limit}){HAN}{{0,6}}?(?:{BETWEEN}{HOW}|(?:中|均?已经?|目前|实际)++{HOW})(?:{use.used}){{1,2}}了?(?P<said>(?:{use.said})*+){_FILLED}(?P<part>{SLOT})",
        _cue(use.limit),
        _cue(use.used),
    )


_FORWARD = tuple(_forward(use) for use in _USES)
_BACKWARD = tuple(_backward(use) for use in _USES)
_OF = {
    phrase: (use, re.compile(use.doubt))
    for phrase, use in (*zip(_FORWARD, _USES, strict=True), *zip(_BACKWARD, _USES, strict=True))
}
_CLAUSE = re.compile(f"{NOT_A_MARK}*\\Z")
_NOT_ALL = re.compile(
    "新增|追加|调增|增加|增配|剩余|未使用|可用|尚余|结余|闲置|净增|提[高升]|扩大|[其单]中|最[高低多]|单[户笔一个家人]|每|户均|人均|笔均|起|首[笔期单批次]|本期|不超过|上限|门槛|目标|力争|比|[较另又]|再(?![贷担])"
)
"""Words of a limit beside which there is another, or which is that of each one."""
_PRODUCT = re.compile("产品|“[^”]*[贷保]”|模式")
"""信用贷产品额度500万元，已投放2亿元: each borrower may have so much."""
_AT_ONCE = re.compile("注册|储架|批复|核准|发行|债")
"""What is granted for all issues to come."""
_KINDS = frozenset("债票融")
"""By which what is issued is told apart."""
_COUNTED = frozenset(("人", "个"))
"""招聘名额26个，现已招录21名."""
_SUPPORTED = re.compile("带动|撬动|支持(?!证券|票据|债)|惠及|服务|放大")


def used_above(sentence: Sentence) -> Iterator[Remark]:
    """Remarks on what was used, or is left, of a limit and is more than it."""
    for phrase, (use, doubt) in _OF.items():
        for found in phrase.of(sentence):
            before = _CLAUSE.search(sentence.skeleton, 0, found.start())
            clause = (before[0] if before is not None else "") + found[0][: found[0].index(found["whole"])]
            behind = found[0][found[0].index(found["whole"]) :]
            if (
                _NOT_ALL.search(clause)
                or _PRODUCT.search(sentence.skeleton, 0, found.end("whole"))
                or _SUPPORTED.search(found[0])
                or doubt.search(behind)
                or ("累计" in behind and not _AT_ONCE.search(clause + found["noun"] + found["limit"]))
                or _is_of_another_kind(clause + found["noun"] + found["limit"], found["said"])
            ):
                continue
            if {sentence.at(found["whole"]).unit, sentence.at(found["part"]).unit} <= use.units:
                yield from above(sentence, found, is_lone=True, alike=use.units & _COUNTED)


def _is_of_another_kind(words: str, said: str) -> bool:
    """公司债额度10亿元，已发行中期票据15亿元; 再贷款额度5亿元，已发放贷款8亿元, of which the central bank lends some."""
    kinds = _KINDS & set(said)
    return bool(kinds and not kinds & set(words)) or ("再贷款" in words and "贷款" in said)
