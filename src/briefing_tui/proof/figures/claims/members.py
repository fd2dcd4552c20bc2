"""Wholes and the members told behind them: 咨询9,200件，其中电话咨询5,980件、窗口咨询2,300件、网上咨询920件. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import FEW, written_sum
from briefing_tui.proof.figures.members import are_a_family
from briefing_tui.proof.figures.mentions import BASE, NOW, PLAIN, REST, SHARE, TOTAL, Mention
from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark
from briefing_tui.text.numerals import from_chinese

_OVERLAPPING = re.compile(
    "小微|普惠|涉农|三农|绿色|科技|民营|制造业|中长期|首贷|信用(?!社|合作|联社)|女|党员|少数民族|困难|重点|新增|优质|骨干|示范|省级|国家级|市级|高新|规上|规模以上|带动|涉及"
)
"""Names of parts that lie across each other."""
_ORDINAL = re.compile(
    "第[一二三四五六七八九十]+[次批期轮组届年季月周步]|首[次批]|[甲乙丙丁][\u4e00-\u9fff]|[一二三四五六七八九十]季度|[上下]半年|[0-9]{1,2}月|[去今上本]年|(?:19|20)[0-9]{2}年"
)
_FAR = 1.6
_NEARLY = 0.3
_EXACT = 0.01
"""Of the last digit."""
_MOSTLY = 0.75


def members(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    """咨询9,200件，其中电话咨询5,980件、窗口咨询2,300件、网上咨询920件."""
    for whole in all_:
        if parts := _named_behind(all_, whole):
            together = arithmetic.total(tuple(one.quantity for one in parts))
            if together.middle > whole.quantity.value and not together.agrees(whole.quantity):
                yield told(
                    whole.quantity, tuple(one.quantity for one in parts), written_sum(parts), together.middle
                )
            continue
        parts = _list_behind(all_, whole)
        if len(parts) < 2 or whole.quantity.rough or any(one.quantity.rough for one in parts):
            continue
        quantities = tuple(one.quantity for one in parts)
        both = arithmetic.total(quantities)
        if both.agrees(whole.quantity) or any(
            arithmetic.total(quantities[:end]).agrees(whole.quantity) for end in range(2, len(parts))
        ):
            continue
        ratio = both.middle / whole.quantity.value
        is_closed = (
            _is_closed(sentence, parts, whole)
            and (
                abs(ratio - 1) < _NEARLY
                or _is_one_digit(both.middle - whole.quantity.value, parts)
                or (1 < ratio < _FAR and len(parts) >= FEW)
            )
            and not names_overlap(parts)
        )
        if not is_closed and not _are_of_a_kind(parts, whole):
            if ratio < 1:
                is_closed = _is_changed_over(both.middle - whole.quantity.value, (whole, *parts))
            if not is_closed:
                continue
        if (
            is_closed
            or 1 < ratio < _FAR
            or (_MOSTLY < ratio < 1 and _is_a_slip(both.middle - whole.quantity.value, (whole, *parts)))
        ):
            yield told(whole.quantity, quantities, written_sum(parts), both.middle)


def _named_behind(all_: Sequence[Mention], whole: Mention) -> list[Mention]:
    """The members of 12家单位中，8家盈利、3家持平、1家亏损, whose names stand behind them."""
    parts: list[Mention] = []
    for one in all_[whole.number + 1 :]:
        is_next = re.fullmatch(
            "[^，；：]{0,10}(?:中，?|，其中)" if not parts else "[^，；：]{1,6}[、，；和]", one.lead
        )
        if is_next is None or one.quantity.unit != whole.quantity.unit or one.quantity.rough:
            return []
        parts.append(one)
    names = [re.sub("[了的]", "", one.tail) for one in parts]
    return parts if len(parts) > 1 and are_a_family(names) and not whole.quantity.rough else []


def _list_behind(all_: Sequence[Mention], whole: Mention) -> list[Mention]:
    """The figures of the same measure that are listed behind a whole, to the end of the list."""
    parts: list[Mention] = []
    if not whole.is_plain or not whole.quantity.value:
        return parts
    for one in all_[whole.number + 1 :]:
        if (parts and one.role == SHARE) or re.match("[（(]不含", one.lead):
            continue
        if not parts and one.number == whole.number + 1 and _is_beside(all_, one, whole):
            continue
        if (
            one.quantity.unit != whole.quantity.unit
            or one.role not in {PLAIN, NOW, BASE, REST, TOTAL}
            or (one.role == TOTAL and not parts)
        ):
            break
        if not parts and not re.search(
            r"其中|包括|包含|涵盖|分为|分别[为是]|^，含|^[：（(]|^[，；](?:分[两三四五六七八九][^，；、]{1,5}，)?[^，；、]*\Z",
            one.lead,
        ):
            break
        if parts and not re.match("(?:[\u4e00-\u9fff]{0,4})?[、，；和及与]{1,2}", one.lead):
            break
        if re.search("同比|比|较|目标|计划|占", one.label) or one.role == TOTAL:
            break
        parts.append(one)
    return parts


def _is_beside(all_: Sequence[Mention], one: Mention, whole: Mention) -> bool:
    """58个，总投资276亿元，其中…41个: of the same things, told in another measure before 其中."""
    following = all_[one.number + 1 : one.number + 2]
    return (
        one.is_plain
        and one.quantity.unit != whole.quantity.unit
        and bool(following)
        and following[0].quantity.unit == whole.quantity.unit
        and "其中" in following[0].lead
    )


def _is_closed(sentence: Sentence, parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether a list is meant to be all there is: 总投资4.5亿元：…, …, …。; three that are joined by 、 behind 其中 are more than the whole."""
    if re.search("其他|其余", parts[-1].label) and len(parts) >= FEW:
        return True
    names = [re.sub("^其中", "", one.label) for one in parts]
    if all(len(name) > 1 and name in whole.lead for name in names) and re.search("[、和与]", whole.lead):
        return True  # 新开、优化线路24条，其中新开9条，优化15条
    ends = (
        not sentence.skeleton[parts[-1].place + 1 :].strip("）)，；")
        or parts[-1].number == len(sentence.quantities) - 1
    )
    if parts[0].lead.startswith("：") and whole.role == TOTAL:
        return ends
    if (
        terms := re.search("分([两三四五六七八九])[批次期笔年][^；]{0,8}分别[为是]", parts[0].lead)
    ) is not None:
        return from_chinese(terms[1]) == len(parts)
    is_more = arithmetic.total(tuple(one.quantity for one in parts)).middle > whole.quantity.value
    if is_more and len(parts) == 2 and "其中" in parts[0].lead and parts[-1].number == parts[0].number + 1:
        gap = sum(one.quantity.value for one in parts) - whole.quantity.value
        return _is_a_slip(gap, (whole, *parts))
    return (
        is_more
        and len(parts) >= FEW
        and re.search("其中|包括|包含|涵盖|^，含", parts[0].lead) is not None
        and all(one.lead[:1] in "、和及" for one in parts[1:])
    )


def names_overlap(parts: Sequence[Mention]) -> bool:
    return any(_OVERLAPPING.search(one.label) for one in parts)


def _are_of_a_kind(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether the members cannot overlap, as far as their names tell: 电话咨询, 窗口咨询; 第一次, 第二次."""
    labels = [re.sub("^(?:其中|包括|包含|涵盖|含|[和及与])[:：]?", "", one.label) for one in parts]
    if len(set(labels)) < len(labels) or any(
        len(label) < 2 or _OVERLAPPING.search(label) for label in labels
    ):
        return False
    if _ORDINAL.match(whole.label.removeprefix("其中")):
        return False
    is_ordinal = all(_ORDINAL.match(label) for label in labels)
    ending = len({label[-1] for label in labels}) == 1 or (
        len(labels) >= FEW and len({label[:2] for label in labels}) == 1
    )
    is_named = re.search("其中|包括|包含|涵盖|分为|^，含|^[：（(]", parts[0].lead) is not None
    ending_of_all = len({label[-2:] for label in labels}) == 1 and (
        whole.label.endswith(labels[0][-2:]) or labels[0][-2:] == whole.tail[:2]
    )
    ending_of_all = (
        ending_of_all
        and re.search("全|总|(?<!公)共|所属|辖|现有|累计|各|下属|在册|两|三", whole.label) is not None
    )
    return (
        is_ordinal
        or ending_of_all
        or (ending and (is_named or (whole.role == TOTAL and labels[0][-2:] in whole.label + whole.tail)))
    )


def _is_changed_over(gap: float, figures: Sequence[Mention]) -> bool:
    """Whether one of some figures of three digits, with two of them changed over, would close a gap: 1,260 for 1,620."""
    for at, one in enumerate(figures):
        number = re.sub(r"[^0-9]", "", one.quantity.text)
        units = round((gap if at == 0 else -gap) / one.quantity.step) if one.quantity.step else 0
        right = str(int(number or 0) + units)
        if len(number.strip("0")) < FEW or len(right) != len(number) or not units:
            continue
        if abs(units * one.quantity.step - (gap if at == 0 else -gap)) > one.quantity.step * _EXACT:
            continue
        unlike = [place for place in range(len(number)) if number[place] != right[place]]
        if len(unlike) == 2 and unlike[1] - unlike[0] == 1 and sorted(number) == sorted(right):
            return True
    return False


def _is_one_digit(gap: float, parts: Sequence[Mention]) -> bool:
    """Whether one of the parts with another first digit would close a gap: 28家 for 18家."""
    return any(
        one.quantity.step
        and one.quantity.value > gap
        and gap in {10 * one.quantity.step, 100 * one.quantity.step}
        for one in parts
    )


def _is_a_slip(gap: float, figures: Sequence[Mention]) -> bool:
    """Whether one of some figures, with another digit or two digits changed over, would close a gap."""
    for at, one in enumerate(figures):
        number = re.sub(r"[^0-9]", "", one.quantity.text)
        if len(number) < 2 or not number.isascii() or not one.quantity.step:
            continue
        units = round((gap if at == 0 else -gap) / one.quantity.step)
        right = str(int(number) + units)
        if (
            len(right) != len(number)
            or abs(units * one.quantity.step - (gap if at == 0 else -gap)) > one.quantity.step / 2
        ):
            continue
        unlike = [place for place in range(len(number)) if number[place] != right[place]]
        if len(unlike) == 2 and unlike[1] - unlike[0] == 1 and sorted(number) == sorted(right):
            return True
        if len(unlike) == 1 and len(number) > 2:
            return True
    return False
