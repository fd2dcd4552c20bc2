"""Averages, and totals of so much each: 24场2,880人，场均120人; 48支队伍，每支5名，共240名. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.averages import GAIN
from briefing_tui.proof.figures.claims import terms
from briefing_tui.proof.figures.claims.borne_out import around
from briefing_tui.proof.figures.mentions import CHANGE, EACH, PLAIN, TOTAL, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity, Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.slips import may_be_meant
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.proof.remark import Remark
from briefing_tui.text.numerals import from_chinese

_PRICE = re.compile("(?:收盘|开盘|最[高低]|起拍|挂牌|指导|收购|市场|零售|出厂|销售?|限|报)价(?!.*均)")
"""What is asked for each is no average of what was paid: 收盘价每吨102元."""
_WEIGHTS = {"公斤", "吨", "斤"}


def averages(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    for claim in all_:
        if claim.role != EACH or claim.quantity.rough or not claim.is_counted or _PRICE.search(claim.label):
            continue
        unit = claim.quantity.unit
        gain = GAIN.search(claim.label)
        if gain is not None and gain[0] not in sentence.skeleton[: claim.place - len(claim.lead)]:
            continue
        near = [one for one in around(all_, claim) if one.is_counted and one.role not in {CHANGE, EACH}]
        if unit == "公斤":
            near = [one._replace(quantity=one.quantity.as_kilograms()) for one in near]
        others = {unit, f"{unit}次"}
        counts = [one for one in near if one.quantity.unit not in others] or _named_counts(near, claim)
        counts = [one for one in counts if one.part == claim.part]
        units = {unit, f"{unit}次", unit.removesuffix("次"), "人次" if unit == "次" else unit}
        amounts = [one for one in near if one.quantity.unit in units and one.number < claim.number]
        amounts = [one for one in amounts if one not in counts] or _amount_behind(all_, claim)
        if not amounts or any(one.quantity.rough for one in (*amounts, *counts)):
            continue
        numbers = [
            *(one.quantity for one in counts),
            *_in_one_word(sentence, claim),
            *terms.of_a_label(sentence.text, claim),
        ]
        if any(
            number.value and arithmetic.ratio(amount.quantity, number).agrees(claim.quantity)
            for amount in _sums_too(amounts)
            for number in numbers
        ):
            continue
        number = _each_of(claim, counts) or next(
            iter([*_in_one_word(sentence, claim), *terms.of_a_label(sentence.text, claim)]), None
        )
        if number is None or not number.value:
            continue
        amount = amounts[-1].quantity
        if not may_be_meant(amount.value / number.value, claim.quantity):
            continue
        if amounts[-1].number > claim.number:
            total = arithmetic.product(claim.quantity, number)
            if not total.agrees(amount):
                yield told(
                    amount, (claim.quantity, number), f"{claim.quantity.text} × {number.text}", total.middle
                )
            continue
        yield told(
            claim.quantity,
            (amount,) if not number.unit else (amount, number),
            f"{amount.text} ÷ {number.text}",
            arithmetic.ratio(amount, number).middle,
        )


def _amount_behind(all_: Sequence[Mention], claim: Mention) -> list[Mention]:
    """户均保费85元，保费收入142.8万元."""
    behind = all_[claim.number + 1 : claim.number + 2]
    if not behind or re.search("[月日天年]", claim.label) or not behind[0].is_plain:
        return []
    is_total = re.search("收入|金额|总|共|合计|累计|支出|发放", behind[0].lead) is not None
    return list(behind) if is_total and behind[0].quantity.unit == claim.quantity.unit else []


def products(all_: Sequence[Mention]) -> Iterator[Remark]:
    """48支队伍，每支5名，共240名; 每台80个，15台1,200个."""
    for each in all_:
        found = re.search("每个?([\u4e00-\u9fff])|([\u4e00-\u9fff])(?<![平年季月周])均|(亩)产", each.label)
        if each.role != EACH or each.quantity.rough or found is None:
            continue
        word = next(filter(None, found.groups()))
        unit = {"户": "家", "名": "人", "位": "人", "生": "人"}.get(word, word)
        if each.quantity.unit == unit:
            continue
        time = re.search("[月日天年]", each.label)
        counts = [one for one in around(all_, each) if _counts(one, unit, each) and not one.quantity.rough]
        if len(counts) != 1:
            continue
        for claim in all_[max(each.number, counts[0].number) + 1 : max(each.number, counts[0].number) + 2]:
            if {each.quantity.unit, claim.quantity.unit} <= _WEIGHTS:
                each, claim = (  # noqa: PLW2901  # the same in one measure
                    one._replace(quantity=one.quantity.as_kilograms()) for one in (each, claim)
                )
            if (
                claim.quantity.unit != each.quantity.unit
                or claim.quantity.rough
                or claim.role not in {TOTAL, EACH, PLAIN}
                or re.search("均|增[产收]|减[产收]", claim.label)
            ):
                continue
            if re.search("另|还有|其他|此外", claim.lead):
                continue
            if (
                time
                and time[0] not in claim.label
                and not (unit == "日" and re.search("年|共|累计|总", claim.label))
            ):
                continue
            is_named = has_common_words(re.sub(".*每.", "", each.label), claim.label)
            if claim.role != TOTAL and counts[0].number < each.number and not is_named:
                continue
            times = counts[0].quantity
            outcome = arithmetic.product(each.quantity, times)
            if outcome.agrees(claim.quantity):
                continue
            if may_be_meant(outcome.middle, claim.quantity):
                sum_ = f"{each.quantity.text} × {times.text}"
                yield told(claim.quantity, (each.quantity, times), sum_, outcome.middle)


def _counts(one: Mention, word: str, each: Mention) -> bool:
    """Whether a figure counts what there is so much for each of: 126个村 and 村均, 队伍48支 and 每队."""
    if one.quantity.unit == word:
        return True
    if word == "日":
        return one.quantity.unit == "天" or one.tail.startswith("工作日")
    is_named = one.tail.startswith(word) or re.search(f"{word}[伍员组]?\\Z", one.label) is not None
    return one.is_counted and one.role != EACH and one.quantity.unit != each.quantity.unit and is_named


def _named_counts(near: Sequence[Mention], claim: Mention) -> list[Mention]:
    """网点132个, beside 问题396个 and 平均每个网点3个."""
    noun = re.search("每个([一-鿿]{2})", claim.label)
    return [one for one in near if noun is not None and one.label.endswith(noun[1])]


def _sums_too(amounts: Sequence[Mention]) -> list[Mention]:
    both = arithmetic.total(tuple(one.quantity for one in amounts))
    return [*amounts, amounts[0]._replace(quantity=amounts[0].quantity._replace(value=both.middle))]


def _each_of(claim: Mention, counts: Sequence[Mention]) -> Quantity | None:
    """The number that an average is taken over: 每场 over 24场, 每个网点 over 网点132个."""
    found = re.search(
        "每([\u4e00-\u9fff]{1,4})|(亩)产|([\u4e00-\u9fff])(?<![平年季周])均|单([机台套座户笔件])|平均单([一-鿿])"
        "|([一-鿿]{2})平均\\Z|(?<!亩)(单产)",
        claim.label,
    )
    if found is None:
        return None
    word = next(filter(None, found.groups())).replace("机", "台").replace("单产", "亩")
    if word[0] in "人生" and not any(one.quantity.unit == "人" for one in counts):
        counts = [
            one._replace(quantity=one.quantity._replace(unit="人")) if one.quantity.unit == "人次" else one
            for one in counts
        ]
    same = [
        one
        for one in counts
        if one.quantity.unit
        in {{"户": "家", "名": "人", "生": "人", "日": "天"}.get(word[0], word[0]), word[:2], f"{word[0]}次"}
        and word[0] != "个"
    ]
    if word[0] == "个" or not same:
        noun = word.lstrip("个家名户")[:2]
        same = [
            one
            for one in counts
            if (len(noun) == 2 and (noun in one.label or noun in one.tail))
            or (noun and re.search(f"{noun}[一-鿿]{{0,2}}\\Z", one.label))
            or (len(noun) == 1 and re.match(f"[一-鿿]{{0,4}}?{noun}(?![民干长官务])", one.tail))
        ]
    return same[0].quantity if len(same) == 1 else None


def _in_one_word(sentence: Sentence, claim: Mention) -> Iterator[Quantity]:
    """五个班组, beside 平均每个班组; 五个季度, beside 平均每季度."""
    if (time := re.search("每个?(季度|年|期|批|轮|场|周)", claim.label)) is not None:
        for count in re.findall(
            f"(?<![一二三四五六七八九十第])([二两三四五六七八九十])个?{time[1]}", sentence.text
        ):
            yield claim.quantity._replace(
                value=float(from_chinese(count)), step=1.0, unit="", text=f"{count}个{time[1]}"
            )
    found = re.search("每([个家名户台支])([\u4e00-\u9fff]{1,3})", claim.label)
    if found is not None:
        for count in re.findall(
            f"(?<![一二三四五六七八九十第])([二两三四五六七八九十]){found[1]}{found[2][:2] if found[1] == '个' else ''}",
            sentence.text,
        ):
            yield claim.quantity._replace(
                value=float(from_chinese(count)), step=1.0, unit="", text=f"{count}{found[1]}"
            )
