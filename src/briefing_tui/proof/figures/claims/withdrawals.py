"""What came to a number or left it, told behind it: 从81家减少至20家，其中收回60家，移出1家. Pure."""

import itertools
import re
from collections.abc import Iterator, Sequence

from briefing_tui.proof.figures import arithmetic
from briefing_tui.proof.figures.claims.borne_out import written_sum
from briefing_tui.proof.figures.mentions import BASE, NOW, Mention
from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.figures.shares import told
from briefing_tui.proof.figures.wording import has_common_words
from briefing_tui.proof.remark import Remark

GONE = "收回|注销|移出|退出|撤[销并]|关[闭停]|取消|核减|压减|淘汰|清退|剔除|吊销|合并|裁撤|调出|划出|转[为出]|停[办业]|移交|并入|歇业|解散"
"""Words of what is no longer there, as a pattern."""
_MOVED = re.compile(
    "，(?:共|累计)?(?:新增|净增|新开|新设|增设|减少|压减|撤并|裁撤)(?:了)?(?:([一-鿿]{0,8})|[^，；]{2,40}等)"
)
_GONE = re.compile(GONE)
_CAME = re.compile(
    "(?P<capital>(?:[增注]资|扩股|转增)+(?:股本|资本金?)?|(?:新增|增加|补充|追加)(?:注册|实收)?(?:资本金?|股本))\\Z|(?:新增|净增|增加|追加|补充|扩充|新设|新开|增设|纳入|加入|增补)(?P<noun>[^，；、]{0,10})\\Z"
)
_WENT = re.compile(
    f"(?:{GONE}|减资|减少|压降|处置|化解|清收|核销|偿还|归还|压缩|削减|裁减|精简|解除|解保|兑付)(?P<noun>[^，；、]{{0,10}})\\Z"
)
_HAS_MADE_IT = re.compile("[^，；]{0,6}后，?[^，；]{0,16}[由从]|，?(?:使|令|相应|随之)[^，；]{0,16}[由从]")
"""What stands between a deed and the change that it made."""
_BECAME = re.compile("(?:变更|变|调整)为\\Z")
_OF_CAPITAL = re.compile("(?:注册资本金?|实收资本|股本|资本金)[^，；]{0,4}[由从]")
_AND_OTHERS = re.compile("等|部分|首[批期次]|第[一二三四五]|又|另|此外|同时|其他|溢价|公积|未分配")
"""Words of what else there was."""


def moves(sentence: Sentence, all_: Sequence[Mention]) -> Iterator[Remark]:
    """合作银行从14家增加到22家，新增合作银行8家: by how much, told with the thing that grew."""
    for base, now, claim in zip(all_, all_[1:], all_[2:], strict=False):
        said = _MOVED.fullmatch(claim.lead)
        if (
            said is None
            or base.role != BASE
            or now.role != NOW
            or len({one.quantity.unit for one in (base, now, claim)}) > 1
            or any(one.quantity.rough for one in (base, now, claim))
        ):
            continue
        if said[1] and said[1] not in sentence.skeleton[: base.place] + now.label:
            continue
        more, less = sorted((base.quantity, now.quantity), key=lambda one: -one.value)
        outcome = arithmetic.difference(more, less)
        if not outcome.agrees(claim.quantity):
            yield told(
                claim.quantity, (base.quantity, now.quantity), f"{more.text} − {less.text}", outcome.middle
            )


def moves_ahead(all_: Sequence[Mention]) -> Iterator[Remark]:
    """新增企业18家，企业总数由108家增至126家: by how much, told before the change."""
    for claim, base, now in zip(all_, all_[1:], all_[2:], strict=False):
        said = re.search("(?:新增|净增|净减|增加|减少|关闭|新开|新设)([^，；、]{2,8})\\Z", claim.label)
        if (
            said is None
            or base.role != BASE
            or now.role != NOW
            or said[1][-2:] not in base.lead
            or "其中" in claim.lead
            or not base.lead.startswith("，")
            or len({one.quantity.unit for one in (base, now, claim)}) > 1
            or any(one.quantity.rough for one in (base, now, claim))
        ):
            continue
        more, less = sorted((base.quantity, now.quantity), key=lambda one: -one.value)
        outcome = arithmetic.difference(more, less)
        if not outcome.agrees(claim.quantity):
            yield told(
                claim.quantity, (base.quantity, now.quantity), f"{more.text} − {less.text}", outcome.middle
            )


def moves_before(all_: Sequence[Mention]) -> Iterator[Remark]:
    """增资2.5亿元后，注册资本由17.2亿元提高到19.7亿元: by how much, as what made the change."""
    for claim, base, now in zip(all_, all_[1:], all_[2:], strict=False):
        came, went = _CAME.search(claim.label), _WENT.search(claim.label)
        if (
            (came is None) == (went is None)
            or base.role != BASE
            or not (now.role == NOW or _BECAME.search(now.label))
            or "其中" in claim.lead
            or len({one.quantity.unit for one in (claim, base, now)}) > 1
            or any(one.quantity.rough for one in (claim, base, now))
            or not base.quantity.value
        ):
            continue
        if claim.quantity.unit == "%" or _AND_OTHERS.search(claim.lead + base.lead):
            continue
        if not _has_made(came or went, base.lead):
            continue
        more, less = (now, base) if came else (base, now)
        if more.quantity.value <= less.quantity.value:
            continue
        outcome = arithmetic.difference(more.quantity, less.quantity)
        if not outcome.agrees(claim.quantity):
            sum_ = f"{more.quantity.text} − {less.quantity.text}"
            yield told(claim.quantity, (base.quantity, now.quantity), sum_, outcome.middle)


def _has_made(deed: "re.Match[str] | None", lead: str) -> bool:
    """Whether a deed is told as what made a change, of the same as it: 压降贷款2亿元后，贷款余额由…, and not 资产总额由…."""
    if deed is None:
        return False
    if deed.groupdict().get("capital"):
        return _OF_CAPITAL.search(lead) is not None
    noun = deed["noun"]
    is_after = re.match("[^，；]{0,6}后，", lead) is not None
    if len(noun) < 2 and not is_after:
        return False
    return _HAS_MADE_IT.match(lead) is not None and (len(noun) < 2 or has_common_words(noun, lead))


def withdrawals(all_: Sequence[Mention]) -> Iterator[Remark]:
    """More left than is missing: what there was and is, and behind it what went, each with a word that says so."""
    for base, now in itertools.pairwise(all_):
        if base.role != BASE or now.role != NOW or base.quantity.unit != now.quantity.unit:
            continue
        gone: list[Mention] = []
        for one in all_[now.number + 1 :]:
            if one.quantity.unit != now.quantity.unit or not _GONE.search(one.label) or one.part != now.part:
                break
            gone.append(one)
        if not gone or any(one.quantity.rough for one in (base, now, *gone)):
            continue
        missing = base.quantity._replace(value=base.quantity.value - now.quantity.value)
        together = arithmetic.total(tuple(one.quantity for one in gone))
        if missing.value > 0 and together.middle > missing.value and not together.agrees(missing):
            left = base.quantity.value - together.middle
            quantities = tuple(one.quantity for one in gone)
            sum_ = written_sum((base, *gone), " − ")
            yield told(now.quantity, (base.quantity, *quantities), sum_, left)
