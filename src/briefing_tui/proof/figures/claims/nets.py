"""What came less what went, and what is carried over: 缴存86.4亿元，提取57.6亿元，净增28.8亿元. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.arithmetic import Computed
from briefing_tui.proof.figures.claims.borne_out import written_sum
from briefing_tui.proof.figures.claims.rests import came_or_went
from briefing_tui.proof.figures.mentions import BASE, EACH, TOTAL, Mention
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.remark import Remark

_NET = re.compile(
    "(?:净(?:增加?|减少?|增长|流入|流出|投放|回笼|迁入|迁出)|自然(?:增长|增加|减少))[一-鿿]{0,4}\\Z"
)
_MORE = re.compile("缴存|存入|投放|备案|开户|开立|入驻|落户|注册|登记|挂牌|设立|吸收|来自|开业|开办")
_LESS = re.compile("提取|支取|回笼|销户|赎回|摘牌|搬离|撤出|取消|注销|吊销|歇业|停业|流向")
_STATE = re.compile("[至到为成]\\Z|现有|目前|余额|存量")
"""增加到860人 tells what there is."""
_CARRIED = (
    (
        re.compile("(?:当[期年月]|本[年期月])[^，]*结余[一-鿿]{0,2}\\Z"),
        re.compile("(?:上年|历年|期初|年初|以前年度|上期)[^，]*(?:结转|结余|滚存)[一-鿿]{0,2}\\Z"),
        re.compile("(?:累计|滚存|历年|期末|年末)[^，]*(?:结余|结存|余额)[一-鿿]{0,2}\\Z"),
    ),
    *(
        (
            re.compile(
                rf"(?:\A|[本当全]{time}度?|{time}内|今{time}|期[间内])[^，较比来]{{0,6}}净增加?[一-鿿]{{0,2}}\Z"
            ),
            re.compile(rf"(?:{time}初|[上去]{time}[末底])(?!以来)[^，]*\Z"),
            re.compile(rf"(?<![0-9]){time}[末底][^，]*\Z"),
        )
        for time in "年月"
    ),
)
"""What was left over or gained this time, what was before, and both."""


def nets(all_: Sequence[Mention]) -> Iterator[Remark]:
    """缴存86.4亿元，提取57.6亿元，净增28.8亿元; 净增60家，其中新增82家，退出22家."""
    for claim in all_:
        if not claim.is_counted or claim.quantity.rough or not _NET.search(claim.label):
            continue
        for run in (
            _signed(reversed(all_[: claim.number]), claim)[::-1],
            _signed(all_[claim.number + 1 :], claim),
        ):
            if {1, -1} - {sign for _one, sign in run}:
                continue
            if not any(_is_net_of(run[at:], claim) for at in range(len(run) - 1)):
                yield _told(run, claim)
            break


def _signed(some: Iterable[Mention], claim: Mention) -> list[tuple[Mention, int]]:
    """The figures that stand next to a claim and came or went, as far as the words tell it."""
    run: list[tuple[Mention, int]] = []
    for one in some:
        sign = came_or_went(one, _MORE, _LESS)
        if (
            not sign
            or one.quantity.unit != claim.quantity.unit
            or one.quantity.rough
            or one.role in {BASE, EACH, TOTAL}
            or _STATE.search(one.label)
            or one.part != claim.part
        ):
            break
        run.append((one, sign))
    return run


def _net(run: Sequence[tuple[Mention, int]]) -> Computed:
    return arithmetic.total(
        tuple(one.quantity._replace(value=one.quantity.value * sign) for one, sign in run)
    )


def _is_net_of(run: Sequence[tuple[Mention, int]], claim: Mention) -> bool:
    net = _net(run)
    return net.agrees(claim.quantity) or arithmetic.negative(net).agrees(claim.quantity)


def _told(run: Sequence[tuple[Mention, int]], claim: Mention) -> Remark:
    """With what came first, and the size of the net alone."""
    ordered = sorted(run, key=lambda each: -each[1])
    written = " ".join(f"{'+' if sign > 0 else '−'} {one.quantity.text}" for one, sign in ordered)
    return told(
        claim.quantity,
        tuple(one.quantity for one, _sign in run),
        written.removeprefix("+ "),
        abs(_net(run).middle),
    )


def carried(all_: Sequence[Mention]) -> Iterator[Remark]:
    """当期结余6.8亿元，上年结转32.5亿元，累计结余39.3亿元; 年初余额216亿元，本年净增25亿元，年末余额241亿元."""
    for claim in all_[2:]:
        pair = all_[claim.number - 2 : claim.number]
        for this, last, both in _CARRIED:
            if not both.search(claim.label) or not any(
                this.search(one.label) and last.search(other.label) for one, other in (pair, pair[::-1])
            ):
                continue
            if len({one.quantity.unit for one in (*pair, claim)}) > 1 or any(
                one.quantity.rough for one in (*pair, claim)
            ):
                continue
            quantities = tuple(one.quantity for one in pair)
            outcome = arithmetic.total(quantities)
            if not outcome.agrees(claim.quantity):
                yield told(claim.quantity, quantities, written_sum(pair), outcome.middle)
