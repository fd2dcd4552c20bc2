"""Sentences that differ in their numbers alone are taken apart once, and told as each would be alone; what costs nothing is not reckoned."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.proof.figures import (
    arithmetic,
    averages,
    changes,
    limits,
    members,
    named_again,
    relations,
    shares,
    sums,
    uses,
    wholes,
)
from briefing_tui.proof.figures.claims import subsets
from briefing_tui.proof.figures.sentence import quantities, units
from briefing_tui.proof.figures.sentence.phrase import Phrase
from briefing_tui.proof.figures.sentence.quantities import Sentence
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from briefing_tui.proof.remark import Remark

_FIGURE = re.compile("[0-9]+")
_WORDS = (
    "5家 30家 3万元 12.5亿元 1.35亿元 50% 百分之八十 三成 2倍 1.2个百分点 8人 近9人 每户2万元 5家/年 3万余元 由 至 较上年 增长 减少 共 合计 其中 占 率 "
    "均 户均 其余 未 甲 乙 年初 年末 资产 负债 净资产 全年 上半年 下半年 承担 的 是 超过 应到 实到 收到 采纳 完成 目标 分别 2019年 2020年 、 ， ； ： （ ）"
)
_PHRASES = [
    (f"{module.__name__.rpartition('.')[2]}{name}{number or ''}", one)
    for module in (averages, changes, limits, members, named_again, shares, subsets, sums, uses, wholes)
    for name, value in vars(module).items()
    for number, one in enumerate(value if isinstance(value, tuple) else (value,))
    if isinstance(one, Phrase)
]


def _remarks(text: str) -> list[Remark]:
    return [*relations.figures_that_disagree(text), *relations.parts_above_the_whole(text)]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(_WORDS.split(" ")), min_size=2, max_size=14).map("".join),
    st.lists(st.lists(st.integers(0, 9999), min_size=14, max_size=14), min_size=3, max_size=5),
)
def test_sentences_of_one_form_are_told_as_each_alone(words: str, rows: list[list[int]]) -> None:
    lines = [words]
    for row in rows:
        numbers = iter(row)
        lines.append(_FIGURE.sub(lambda found, left=numbers: str(next(left, found[0])), words))  # type: ignore[misc]
    alone, at = [], 0
    for line in lines:
        alone += [one._replace(start=one.start + at, end=one.end + at) for one in _remarks(line)]
        at += len(line) + 1
    assert sorted(_remarks("\n".join(lines))) == sorted(alone)


@pytest.mark.parametrize("phrase", [one for _name, one in _PHRASES], ids=[name for name, _one in _PHRASES])
def test_whatever_a_phrase_finds_has_its_cues(phrase: Phrase) -> None:
    @settings(max_examples=100, deadline=None)
    @given(st.from_regex(phrase.pattern))
    def look(text: str) -> None:
        assert all(set(text) & cue for cue in phrase.cues)

    assert phrase.cues
    look()


def test_no_unit_begins_as_a_date_goes_on() -> None:
    assert not set(units.BEGINS) & set("年月日时点号页级岁:：/～~—–-")


def test_figures_of_rows_without_words_for_them_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantities, "_made", pytest.fail)
    rows = "".join(f"|项目{at}|{at}家|{at}.5万元|{at % 97}.2%|20{at % 90 + 10}年|\n" for at in range(9_000))
    assert Proofreader(own_terms()).read_text(rows) == ()


def test_a_relation_that_says_nothing_of_a_form_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [0] * len(relations._RELATIONS)

    def counted(at: int) -> tuple[int, int, object]:
        least, cue, relation = relations._RELATIONS[at]

        def ask(sentence: Sentence) -> Iterator[Remark]:
            asked[at] += 1
            return relation(sentence)

        return least, cue, ask

    monkeypatch.setattr(relations, "_RELATIONS", tuple(map(counted, range(len(asked)))))
    text = "".join(
        f"贷款余额由{at + 5}亿元增加到{at * 2 + 10}亿元，比较好的企业有{at}户。\n" for at in range(500)
    )
    _remarks(text)
    assert sorted({count for count in asked if count}) == [2, 500]


def test_sums_of_a_long_list_are_reckoned_where_they_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned = 0
    plain = arithmetic.total

    def total(parts: tuple[quantities.Quantity, ...]) -> arithmetic.Computed:
        nonlocal reckoned
        reckoned += 1
        return plain(parts)

    monkeypatch.setattr(arithmetic, "total", total)
    listed = "、".join(f"第{at}组{at * 7 % 101 + 100}家" for at in range(100))
    assert _remarks(f"{listed}，合计9家。")
    assert reckoned < 20


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("由100家减少到0家，减少90家。", ["100家 − 0家 = 100家, here 90家"]),
        ("审批时限由9天压缩到0天，压缩了7天。", ["9天 − 0天 = 9天, here 7天"]),
        ("是2020年0亿元的4.4倍，达987亿元。", []),
        ("由0家增加到5家，增长20%。", []),
    ],
)
def test_of_nothing_is_told_what_can_be(text: str, told: list[str]) -> None:
    assert [one.text for one in _remarks(text)] == told


def test_characters_that_stand_for_figures_are_no_figures_in_a_text() -> None:
    assert [one.text for one in _remarks("甲\ue0055家，乙3家，合计9家。")] == ["5家 + 3家 = 8家, here 9家"]
    assert _remarks("甲\ue0055家，占\ue190乙30家\ue003。") == []
