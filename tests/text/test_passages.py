"""Passages that differ between two versions of a text, as they are quoted to readers."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.text.passages import changed_passages, shortened
from measures.costs import is_linear

_TEXTS = st.text(alphabet=st.sampled_from("甲乙丙的，。\n12.%“”（）ab"), max_size=60)


@given(_TEXTS, _TEXTS)
def test_two_texts_differ_exactly_when_there_is_a_passage(old: str, new: str) -> None:
    found, total = changed_passages(old, new, 3)
    assert (total == 0) == (old == new)
    assert len(found) == min(3, total)
    assert all("\n" not in part for passage in found for part in passage)


@given(_TEXTS, _TEXTS)
def test_what_is_quoted_stands_in_the_text(old: str, new: str) -> None:
    for passage in changed_passages(old, new, 9)[0]:
        for part, text in zip(passage, (old, new), strict=True):
            flat = text.replace("\n", " ").replace(" ", "")
            assert all(piece.replace(" ", "") in flat for piece in part.split("…"))


@pytest.mark.parametrize(
    ("old", "new", "passage"),
    [
        (
            "共完成295.38亿元，其余结转。",
            "共完成259.38亿元，其余结转。",
            ("共完成295.38亿元", "共完成259.38亿元"),
        ),
        ("增长二百九十五亿元。", "增长二百五十九亿元。", ("增长二百九十五亿元", "增长二百五十九亿元")),
        (
            "于3月10日、Python 3.11上线。",
            "于3月19日、Python 3.11上线。",
            ("于3月10日、Python 3.11上线", "于3月19日、Python 3.11上线"),
        ),
        ("共甲。共乙。", "共甲。共丙。共乙。", ("", "共丙。")),
        ("甲，乙，丙。", "甲，丙。", ("甲，乙，丙。", "甲，丙。")),
        (
            "示例省信用担保集团公司本月新增担保业务两亿元并与三家银行签订了战略合作协议共同推进全省普惠金融发展",
            "示例省信用担保集团公司本月新增担保业务九亿元并与三家银行签订了战略合作协议共同推进全省普惠金融发展",
            (
                "示例省信用担保集团公司本月新增担保业务两亿元并与三家银行签订了…",
                "示例省信用担保集团公司本月新增担保业务九亿元并与三家银行签订了…",
            ),
        ),
    ],
)
def test_figures_and_words_stay_whole(old: str, new: str, passage: tuple[str, str]) -> None:
    [found] = changed_passages(old, new, 3)[0]
    assert found == passage


def test_two_changes_of_two_clauses_are_two_passages() -> None:
    found, _total = changed_passages("会议由张三主持，李四出席。", "会议由李四主持，张三出席。", 3)
    assert found == [("会议由张三主持", "会议由李四主持"), ("李四出席。", "张三出席。")]


def test_a_long_passage_is_shortened_at_words() -> None:
    assert shortened("全省担保机构认真落实各项政策，" * 20).startswith("全省担保机构认真落实各项政策，")
    assert "…" in shortened("全省担保机构认真落实各项政策，" * 20)
    assert shortened("短的。\n") == "短的。"


@pytest.mark.parametrize("piece", ["甲乙", "甲，", "12.", "甲\n", "（", "a b"])
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    old, new = piece * 20_000, ("乙" + piece) * 15_000
    assert is_linear(lambda length: changed_passages(old[:length], new[:length], 3), len(old) // 4)
