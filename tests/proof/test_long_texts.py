"""A long text is read in tasks that are done in any order, and what is told of it is what a reading in one go tells."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.proof import long_texts, proofread
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.long_texts import Task, pieces
from briefing_tui.proof.proofread import Proofreader

SENTENCES = (
    "小微贷款余额295.38亿元，占目标450亿元的65.64%。",
    "甲县12家、乙县8家、丙县5家，合计24家。",
    "由上年的100亿元增长到120亿元，增长25%！",
    "工行,农行签约.\n",
    "三次产业结构由10:40:50调整为9:41:51。",
    "19家银行中已签订的共有154家？",
    "其它事项另行通知。。",
    "（一）甲；\n（三）乙。\n",
    "2024年2月30日召开。",
    "甲市融资担保公司、甲市担保公司合作\n",
    "三次产业结构\n10:40:51，",
    "12户，18户",
)


def backwards(tasks: Sequence[Task]) -> list[object]:
    return [task() for task in reversed(tasks)][::-1]


def read(text: str, *, in_tasks: bool) -> object:
    return Proofreader(own_terms(), in_parallel=backwards if in_tasks else None).read_text(text)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long is what has a few characters."""
    monkeypatch.setattr(proofread, "LONG", 1)
    monkeypatch.setattr(proofread, "WRITTEN", 40)
    monkeypatch.setattr(long_texts, "_PIECE", 25)


@settings(max_examples=200)
@given(st.text("甲。！？\n，1", max_size=200), st.integers(1, 30))
def test_pieces_are_all_of_a_text_in_whole_sentences(text: str, length: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_texts, "_PIECE", length)
        found = list(pieces(text))
    assert "".join(piece for _start, piece in found) == text
    assert all(text.startswith(piece, start) for start, piece in found)
    assert all(piece[-1] in "。！？\n" and len(piece) > length for _start, piece in found[:-1])


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("seed", range(40))
def test_the_same_is_told_of_a_text(seed: int) -> None:
    dice = random.Random(seed)
    text = "".join(dice.choices(SENTENCES, k=dice.randint(1, 30)))
    found = read(text, in_tasks=False)
    assert found
    assert read(text, in_tasks=True) == found


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("most", [1, 3, 5])
@pytest.mark.parametrize("seed", range(10))
def test_a_list_of_a_rule_ends_at_the_same_place(
    monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    monkeypatch.setattr(proofread, "MOST", most)
    text = "".join(random.Random(seed).choices(SENTENCES, k=90))
    found = read(text, in_tasks=False)
    assert "the rest is not shown" in str(found)

    def forwards(tasks: Sequence[Task]) -> list[object]:
        return [task() for task in tasks]

    assert Proofreader(own_terms(), in_parallel=forwards).read_text(text) == found


@pytest.mark.usefixtures("short")
def test_the_same_is_told_of_an_issue() -> None:
    dice = random.Random(1)
    bodies = ["".join(dice.choices(SENTENCES, k=12)) for _item in range(6)] + ["甲,乙\n" * 30, "甲,乙"]
    items = tuple(Item(f"第{number}条消息", body) for number, body in enumerate(bodies))
    issue = Issue(Masthead("示例公司", "简报", 2024, 14), sections=(Section("动态", items=items),))
    found = Proofreader(own_terms()).read(issue)
    assert {"C-01", "C-02", "P-01"} <= {one.rule for one in found}
    assert Proofreader(own_terms(), in_parallel=backwards).read(issue) == found


def test_short_texts_are_no_tasks() -> None:
    def none(_tasks: Sequence[Task]) -> list[object]:
        raise AssertionError

    text = SENTENCES[1] * 1_000
    assert Proofreader(own_terms(), in_parallel=none).read_text(text)
