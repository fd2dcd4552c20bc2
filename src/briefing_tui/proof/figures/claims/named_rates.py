"""Rates whose name says of what they are: 存贷比80%, of 贷款 and 存款. Pure."""

import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import bear_out, by_unit, counted
from briefing_tui.proof.figures.mentions import BASE, CHANGE, EACH, GROWTH, Mention
from briefing_tui.proof.figures.sentence.quantities import Quantity
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_RATES = tuple(
    (re.compile(rf"(?:{name})(?:为|达到?|约为?|是|升至|降至)?\Z"), re.compile(part), re.compile(whole))
    for name, part, whole in (
        ("存贷比", "贷款", "存款"),
        ("贷存比", "贷款", "存款"),
        ("[结收]案?[收结]案?比", "结案|审结|办结", "收案|新收|受理|收到"),
        ("(?:研发|R&D)[一-鿿]{0,6}(?:强度|占比)", "研发|R&D", "营业收入|营收|销售收入|生产总值|GDP"),
        ("线损率", "线损|损失|损耗", "供电量"),
        ("赔付率", "赔付|赔款|理赔", "保费"),
        ("拨备覆盖率", "拨备|准备金", "不良"),
        ("产能利用率", "产量|生产", "产能|能力"),
        ("(?:净资产收益率|投资收益率)", "净利润|收益", "净资产|投资"),
    )
)
"""The name of a rate, and words of what is divided by what."""
_ALL_OF_THEM = re.compile("受理|收到|应|抽|检|申")
_SET_RATE = re.compile("(?:按照?|依照|以)([^，；：]{2,10})的\\Z")
_GIVEN = re.compile(
    "(?:的?(?:比例|标准))?(?:给予|予以|进行|计算|发放|提供|兑付|落实)(?:了|一次性)?([一-鿿]{2})"
)
"""按…的2.5%给予贴息."""
_BARE_BASE = re.compile("^(?:实际|其|新增|当年|发放的?)|(?:总?[金数]?额|总量|规模|本金)\\Z")
_NOT_OF_IT = re.compile(
    "最[高低多少]|上限|封顶|不超|年化|年利|每年|[上去前]年|[一二三两]年|期限|累计|其中|等|符合|部分|增量|已|先|首|预|到位"
)
"""Words of a limit, of a time, or of what is not all of it."""
_HUNDRED = 100.0
_DENIED_OR_BAD = re.compile("不|逾期|违约|坏账|死亡")
"""Rates of those that went wrong are of all there are."""


def named_rates(all_: Sequence[Mention]) -> Iterator[Remark]:
    """存款余额1,250亿元，贷款余额1,000亿元，存贷比80%."""
    for claim in all_:
        if claim.quantity.unit != "%" or claim.quantity.rough or claim.role == GROWTH:
            continue
        for name, part_word, whole_word in _RATES:
            if not name.search(claim.label):
                continue
            pair = _one_of_each(all_, claim, part_word, whole_word)
            if pair is None or bear_out(by_unit(counted(all_)), (arithmetic.share,), claim.quantity):
                continue
            part, whole = pair
            yield told(
                claim.quantity, pair, f"{part.text} ÷ {whole.text}", arithmetic.share(part, whole).middle
            )


def set_rates(all_: Sequence[Mention]) -> Iterator[Remark]:
    """贷款2200万元，按贷款金额的2.5%给予贴息，共贴息55万元: base, rate and outcome, each named by the clause between."""
    for at, rate in enumerate(all_[1:-1], 1):
        base, claim = all_[at - 1], all_[at + 1]
        of, deed = _SET_RATE.search(rate.label), _GIVEN.match(rate.tail)
        if rate.quantity.unit != "%" or of is None or deed is None:
            continue
        named = _BARE_BASE.sub("", of[1])
        if (
            len(named) < 2
            or named[-2:] not in base.label + base.tail
            or deed[1] not in claim.label
            or _NOT_OF_IT.search(f"{base.label}{rate.lead}{rate.tail}{claim.lead}")
            or base.quantity.unit != "元"
            or claim.quantity.unit != "元"
            or any(one.quantity.rough or one.role in {EACH, CHANGE} for one in (base, rate, claim))
            or len({one.part for one in (base, rate, claim)}) > 1
        ):
            continue
        part = rate.quantity._replace(value=rate.quantity.value / _HUNDRED, step=0.0)
        outcome = arithmetic.product(base.quantity, part)
        if not outcome.agrees(claim.quantity):
            sum_ = f"{base.quantity.text} × {rate.quantity.text}"
            yield told(claim.quantity, (base.quantity, rate.quantity), sum_, outcome.middle)


def _one_of_each(
    all_: Sequence[Mention], claim: Mention, part_word: re.Pattern[str], whole_word: re.Pattern[str]
) -> tuple[Quantity, Quantity] | None:
    """What is divided by what, when the sentence tells one of each and nothing of another time."""
    some = [
        one for one in all_ if one.is_counted and one.part == claim.part and one.role not in {CHANGE, EACH}
    ]
    if any(one.role == BASE for one in some):
        return None
    parts = [one for one in some if part_word.search(one.label)]
    wholes = [one for one in some if whole_word.search(one.label) and one not in parts]
    if len(parts) != 1 or len(wholes) != 1:
        return None
    part, whole = parts[0].quantity, wholes[0].quantity
    if part.unit != whole.unit or part.rough or whole.rough or not whole.value:
        return None
    return part, whole


def is_no_base(part: Mention, whole: Mention, stem: str) -> bool:
    """Whether a rate is of something that is not told: 不捕8.6万人 beside 逮捕14.3万人, two figures of 不良贷款."""
    denied = re.match("[不未非]([一-鿿]{1,2})", stem)
    if denied is not None and denied[1] in whole.label and not _ALL_OF_THEM.search(whole.label):
        return True
    return (
        len(stem) > 1
        and stem[:2] in part.label
        and stem[:2] in whole.label
        and _DENIED_OR_BAD.match(stem) is not None
    )


def denies(one: Mention, stem: str) -> bool:
    if re.match("(?:其中|有)?(?:不|未|没有)", one.label) and not re.search("[不未非]", stem):
        return True
    return re.search(f"(?:不|未|没有|非)(?=[^，]{{0,2}}{stem[-2:]})", one.label + one.tail) is not None


def without_the_denied(part: Mention, whole: Mention, stem: str) -> Mention:
    """不合格12份 of 480份, when the rate is of those that are."""
    if not denies(part, stem) or re.search("[不未非]", stem):
        return part
    text = f"({whole.quantity.text} − {part.quantity.text})"
    left = part.quantity._replace(value=whole.quantity.value - part.quantity.value, text=text)
    return part._replace(quantity=left)
