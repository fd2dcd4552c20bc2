"""A whole divided into parts that exclude each other by their names, or that a slip alone keeps from being it. Pure.

收入126.05亿元，其中：地方收入80.18亿元，上划中央收入37.78亿元，上划省级收入8.09亿元.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import FEW, left_out, written_sum
from briefing_tui.proof.figures.claims.members import names_overlap
from briefing_tui.proof.figures.members import are_a_family, has_a_rest
from briefing_tui.proof.figures.mentions import BASE, NOW, PLAIN, REST, TOTAL, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.slips import is_slip_of_a_sum
from briefing_tui.proof.remark import Remark

_OPENS = re.compile(
    "其中|包括|包含|涵盖|分为|(?:^|，)含|(?:^|，)[按从分][^，；]{1,12}[分看]|：[^，；、]*\\Z|[一1]是[^，；]*\\Z|，第一[^，；]*\\Z"
)
_LABEL_BEGINS = re.compile("^(?:其中|包括|包含|涵盖|含|[和及与])[:：]?")
_BY_KINDS = re.compile("(?:^|，)(?:按[^，；]{1,12}(?:划分|分类|分|看)|分[^，；]{1,8}看)")
"""按注册资本划分：…: of all kinds."""
_CLAUSE = re.compile("[，；：。]")
_WITHIN = re.compile("其中|包括|包含|(?:^|，)含")
"""Behind parts it opens those of the last of them."""
_NOT_PLAIN = re.compile(
    "同比|环比|[比较]上|目标|计划|占|全[国省市县]|剩余|其余|均|带动|撬动|惠及|(?:[由从]|[提增降减升][高加低少]?[到至])\\Z"
)
_COUNTED_OFF = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
_EXCLUSIVE = tuple(
    tuple(re.compile(word) for word in pair)
    for pair in (
        ("(?<!非)税", "非税"),
        ("出口", "进口"),
        ("城镇|城区|城市", "农村|乡村"),
        ("家庭户", "集体户"),
        ("[省市县区]本级|本级", "[市县区]级|各?[县市]（?区|县区"),
        ("男", "女"),
        ("公共", "私人|专用|自用"),
        ("一般债", "专项债"),
        ("新收|新立|新接", "旧存|结转|往年|上年"),
        ("直办|直接答复|自办", "转办|交办|派单"),
        ("上半年", "下半年"),
        ("陆域|陆地", "海洋|海域"),
        ("中央", "地方"),
        ("西药", "中成药"),
        ("有效", "无效|重复"),
        ("现金", "物资|实物|非现金"),
        ("个人", "单位|企业|机构|对公"),
        ("国内|境内|本土", "国外|境外|国际|入境"),
        ("本科", "专科|高职"),
        ("线上|网上", "线下|现场|窗口"),
        ("存量", "新增|增量"),
        ("公务舱", "经济舱"),
        ("第一产业|一产", "第二产业|二产", "第三产业|三产"),
        ("特等奖|特别奖|一等奖|金奖", "二等奖|一等奖|银奖", "三等奖|二等奖|铜奖"),
        ("一季度", "二季度", "三季度", "四季度"),
    )
)
"""Words of parts that are all there is, one for each."""
_SMALL, _MEDIUM, _GREAT = 0.005, 0.02, 0.05
_FAR = 0.5
"""How far parts that are all by their names may be from the whole."""


def divided(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    for whole in all_:
        if whole.role not in {PLAIN, NOW, TOTAL} or not whole.is_counted or whole.quantity.rough:
            continue
        parts, labels = _parts(all_, whole)
        if len(parts) < 2 or any(one.quantity.rough for one in parts) or len(set(labels)) < len(labels):
            continue
        quantities = tuple(one.quantity for one in parts)
        if _agrees(quantities, whole.quantity) or left_out(all_, whole, len(parts)):
            continue
        together = arithmetic.total(quantities)
        opening = all_[whole.number + 1].lead
        is_all = _are_all(tuple(labels)) or _BY_KINDS.search(opening) is not None
        if together.middle < whole.quantity.value and has_a_rest(sentence.skeleton, parts[-1].place):
            continue
        is_all = is_all or (opening.startswith("：") and parts[-1] is all_[-1] and len(parts) >= FEW)
        if (_are_counted_off(labels) or (is_all and opening.startswith("："))) and is_slip_of_a_sum(
            whole.quantity, quantities, chance=1
        ):
            yield told(whole.quantity, quantities, written_sum(parts), together.middle)
            continue
        ratio = together.middle / whole.quantity.value if whole.quantity.value else 0
        if (is_all and abs(ratio - 1) < _FAR) or (
            (_OPENS.search(opening) is not None or _is_first_of_a_family(whole, labels))
            and is_slip_of_a_sum(whole.quantity, quantities, _chance(all_, parts))
        ):
            yield told(whole.quantity, quantities, written_sum(parts), together.middle)


def _is_first_of_a_family(whole: Mention, labels: list[str]) -> bool:
    """资本金7510万元，市财政出资4506万元，县财政出资3004万元: the parts are of a kind, and their whole is none of them."""
    return not whole.number and are_a_family(labels) and not are_a_family([whole.label, *labels])


def _chance(all_: Sequence[Mention], parts: Sequence[Mention]) -> float:
    """How likely a slip may look by chance: less where the parts may lie across each other, more where they end the sentence."""
    labels = [one.label for one in parts]
    if names_overlap(parts) and len({label[-3:] for label in labels}) > 1:
        return _SMALL
    return _GREAT if len(parts) >= FEW and parts[-1] is all_[-1] else _MEDIUM


def _agrees(quantities: tuple[Quantity, ...], whole: Quantity) -> bool:
    return any(arithmetic.total(quantities[:end]).agrees(whole) for end in range(2, len(quantities) + 1))


def _parts(all_: Sequence[Mention], whole: Mention) -> tuple[list[Mention], list[str]]:
    """The figures of a whole's measure that are listed behind it, each with its name; figures of another measure beside them are left out."""
    parts: list[Mention] = []
    labels: list[str] = []
    name = ""
    opened = False
    for one in all_[whole.number + 1 :]:
        if _CLAUSE.search(one.lead):
            name = one.label
        elif one.lead == "、":
            name = ""
        elif one.lead not in {"", "和"}:
            name = f"{name}{all_[one.number - 1].quantity.text}{one.label}"  # 5亿—10亿元机构
        if not opened:
            if _OPENS.search(one.lead) is None and one.lead[:1] != "，":
                break
            opened = True
        elif _WITHIN.search(one.lead) or (not parts and _CLAUSE.search(one.lead) is not None):
            break
        if one.quantity.unit != whole.quantity.unit:
            if not one.is_counted:
                break
            continue
        label = re.sub(_LABEL_BEGINS, "", name)
        if (
            one.role not in {PLAIN, NOW, TOTAL, BASE, REST}
            or _NOT_PLAIN.search(label)
            or ("累计" in label and "累计" not in whole.label)
            or not label + one.tail
        ):
            break
        parts.append(one)
        labels.append(label or one.tail)
    if labels and not re.sub(_LABEL_BEGINS, "", parts[0].label):
        labels = [one.tail for one in parts]  # their names stand behind them
    return parts, labels


def _are_counted_off(labels: Sequence[str]) -> bool:
    """一是线上213场；二是线下348场；三是上门55场."""
    return len(labels) >= FEW and all(
        label.startswith(f"{count}是") for label, count in zip(labels, _COUNTED_OFF, strict=False)
    )


@functools.lru_cache(maxsize=1024)
def _are_all(labels: tuple[str, ...]) -> bool:
    """Whether by their names parts exclude each other and leave nothing out."""
    return _are_counted_off(labels) or any(
        len(words) == len(labels)
        and all(word.search(label) for word, label in zip(order, labels, strict=True))
        for words in _EXCLUSIVE
        for order in (words, words[::-1])
    )
