"""Texts of nothing but marks and figures: the work grows with the length alone, and what is told has an end that is told, too."""

import datetime as dt
import re
from collections import Counter

import pytest
from hypothesis import given, strategies as st

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.proof import proofread
from briefing_tui.proof.figures import reckoning, relations
from briefing_tui.proof.figures.sentence import quantities
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import MOST, Proofreader
from briefing_tui.proof.rules import marks, pairs, sequence
from measures.costs import is_linear

ALONE = "，。：？、…—·,.:?()[]{“”‘’（）《》【】〔〕\"'-~%０1 X×Ｘ_*＊@①⑵一十年月日等帐第占均家\n"
"""Each of these in a row."""
PAIRS = (
    *(
        "()",
        ")(",
        "（(",
        "（）",
        "“”",
        "”“",
        "《“",
        "《》",
        "1)",
        "甲)",
        "）.",
        "甲.",
        "甲. ",
        "“，",
        "、等",
        "5 家5家",
    ),
    *(
        "12亿元，占5%。",
        "共1家其中占",
        "户均3万元",
        "12月20日",
        "10～20%",
        "{{",
        "XX甲",
        "1，",
        "第一章\n",
        "甲市担保、",
    ),
    *("http://a ", "a@b.c,", "2：8 ", "138 ", "（一）、", "从1家到2家，"),
)


@pytest.mark.parametrize("run", [*ALONE, *PAIRS])
def test_the_time_grows_with_the_text_alone(run: str) -> None:
    assert is_linear(lambda times: Proofreader(own_terms()).read_text(run * times), 6_000)


@pytest.mark.parametrize("line", ["一是\n", "5家\n", "（1）\n", "a\n"])
def test_tiny_paragraphs_are_read_in_time_that_grows_with_their_number(line: str) -> None:
    assert is_linear(lambda times: Proofreader(own_terms()).read_text(line * times), 50_000)


def test_what_a_short_paragraph_begins_with_is_looked_at_once() -> None:
    sequence._labels.cache_clear()
    Proofreader(own_terms()).read_text("一是\n5家\n" * 50_000)
    assert sequence._labels.cache_info().misses <= 4


def test_a_sentence_that_stands_over_and_over_is_reckoned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plain = quantities._sentence

    def listed(words: str) -> quantities.Sentence | None:
        read.append(words)
        return plain(words)

    monkeypatch.setattr(quantities, "_sentence", listed)
    block = "共20家，其中30家。\n甲|5家|3%|2024年\n"
    found = Proofreader(own_terms()).read_text(block * 9_000)
    assert read == ["共20家，其中30家", "甲|5家|3%|2024年"]
    assert {one.span.start % len(block) for one in found if one.span} == {1}
    assert len(found) == 9_000


def test_a_long_text_is_told_alike_whether_its_paragraphs_are_read_one_by_one_or_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "一是好；\n二是好。\n（1）（甲)工行,农行\n3.  帐户\n“（》\n共20家，其中30家。\n" * 9
    shorter = Proofreader(own_terms()).read_text(text)
    monkeypatch.setattr(proofread, "WRITTEN", 0)
    repeated = Proofreader(own_terms()).read_text(text)
    monkeypatch.setattr(proofread, "SEVERAL", len(text))
    assert shorter == repeated == Proofreader(own_terms()).read_text(text)
    assert len(shorter) > 40


def test_what_is_known_of_a_text_is_forgotten_with_the_date_of_its_issue() -> None:
    def told(date: dt.date) -> list[str]:
        head = Masthead("示例公司", "简报", 2024, 14, date=date)
        items = (Item("一条消息", "2024年12月20日召开了会议。\n第二段。"),)
        return [one.rule for one in reader.read(Issue(head, sections=(Section("动态", items=items),)))]

    reader = Proofreader(own_terms())
    days = [dt.date(2024, 12, day) for day in (16, 25, 16)]
    assert [told(day) for day in days] == [["C-04"], [], ["C-04"]]


def test_a_number_alone_is_no_sentence_of_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantities, "_sentence", pytest.fail)
    assert Proofreader(own_terms()).read_text("".join(f"{number}家\n" for number in range(9_000))) == ()


def test_paragraphs_whose_pairs_are_whole_are_not_parsed() -> None:
    pairs._parse.cache_clear()
    Proofreader(own_terms()).read_text("".join(f"（{number}）“甲”的《乙》\n" for number in range(9_000)))
    assert pairs._parse.cache_info().misses == 0


FIGURES = (
    "5家 30家 3万元 12亿元 50% 百分之八十 三成 2倍 1.2个百分点 8人 由 至 较上年 增长 减少 共 合计 其中 占 率 均 每 户均 其余 未 甲 乙 年初 年末 "
    "资产 负债 净资产 全年 上半年 下半年 承担 男 女 （ ） ， ； 、 ： 的 是 倍数 超过 低于 应到 实到 收到 采纳 应 实 目标 完成 | 。"
)
_WORDS = st.lists(
    st.sampled_from(re.split(" ", FIGURES)),
    max_size=16,
).map("".join)


@given(_WORDS)
def test_relations_that_are_passed_over_have_nothing_to_say(text: str) -> None:
    for some in (relations._RELATIONS, relations._OF_PARTS):
        for _start, sentence in quantities.sentences(text):
            every = tuple((least, 0, relation) for least, _cue, relation in some)
            assert [*relations._of_one(sentence, some)] == [*relations._of_one(sentence, every)]


@given(_WORDS)
def test_sentences_without_words_for_figures_have_nothing_to_reckon(text: str) -> None:
    for _start, sentence in quantities.sentences(text):
        told = [*reckoning.reckoned(sentence)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reckoning, "HAS_CUES", re.compile(""))
            patch.setattr(reckoning, "_LISTED", 0)
            assert told == [*reckoning.reckoned(sentence)]


@given(_WORDS)
def test_readings_whose_cues_and_roles_are_not_there_have_nothing_to_say(text: str) -> None:
    def every(*_found: object, **_more: object) -> object:
        return reckoning._OF_ROLES, reckoning._OF_WORDS

    for _start, sentence in quantities.sentences(text):
        told = [*reckoning.reckoned(sentence)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reckoning, "_asked", every)
            assert told == [*reckoning.reckoned(sentence)]


@given(st.text("“”‘’（）《》【】()[]\"'甲a，\n", max_size=24))
def test_pairs_and_dots_are_told_alike_however_they_are_looked_for(text: str) -> None:
    told = [*pairs.unpaired_marks(text)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "_TIDY", re.compile("(?!)"))
        assert told == [*pairs.unpaired_marks(text)]


@given(st.text(".．。·‥⋯…-－–—甲a1 \n等，", max_size=24))
def test_marks_are_told_alike_however_they_are_looked_for(text: str) -> None:
    rules = (marks.ellipses_and_dashes, marks.doubled_marks, marks.points_as_stops)
    told = [[*rule(text)] for rule in rules]
    beyond = "\n甲.. ．． .． ．. 。。。 ··· ‥ ⋯ … -- －－ –– —- -— ——— ，、；：。 ……"
    both = [[one for one in rule(text + beyond) if one.end < len(text)] for rule in rules]
    assert [[one for one in some if one.end < len(text)] for some in told] == both


def test_dates_of_one_sentence_cost_no_more_in_an_issue() -> None:
    def read(times: int) -> object:
        body = "12月20日召开，" * times
        head = Masthead("示例公司", "简报", 2024, 14, date=dt.date(2024, 12, 16))
        issue = Issue(head, sections=(Section("动态", items=(Item("一条消息", body),)),))
        return Proofreader(own_terms()).read(issue)

    assert is_linear(read, 1_000)


@pytest.mark.parametrize(
    ("rule", "text", "places"),
    [
        ("P-03", "（" * (MOST + 5), MOST + 5),
        ("P-01", "工行,农行" * (MOST * 2), MOST * 2),
        ("C-06", "的的，\n" * (MOST + 5), MOST + 5),
        ("W-01", "开立帐户；" * (MOST * 2), MOST * 2),
        ("N-11", "按2: 8分险，" * (MOST + 5), MOST + 5),
    ],
)
def test_of_one_rule_so_many_places_are_told_and_that_there_are_more(
    rule: str, text: str, places: int
) -> None:
    found = [one for one in Proofreader(own_terms()).read_text(text) if one.rule == rule]
    assert places > len(found) == MOST + 1
    assert [f"{MOST:,}" in one.text for one in found] == [False] * MOST + [True]
    assert found[-1].span is not None
    assert found[-1].span.fix is None


def test_up_to_the_limit_every_place_is_told() -> None:
    found = Proofreader(own_terms()).read_text("工行,农行" * MOST)
    assert Counter(one.rule for one in found) == {"P-01": MOST}
    assert all(one.span is not None and one.span.fix == "，" for one in found)


def test_the_limit_counts_through_all_items_of_an_issue() -> None:
    items = tuple(Item(f"第{number}条消息", "工行,农行" * 2_000) for number in range(8))
    found = Proofreader(own_terms()).read(
        Issue(Masthead("示例公司", "简报"), sections=(Section("动态", items=items),))
    )
    assert sum(one.rule == "P-01" for one in found) == MOST + 1


def test_brackets_within_brackets_do_not_hold_the_text_over_and_over() -> None:
    deep = 3_000
    found = Proofreader(own_terms()).read_text("(" * deep + "甲" + ")" * deep)
    told = [one.span for one in found if one.rule == "P-02" and one.span]
    assert told
    assert sum(len(span.words) for span in told) < 30 * 2 * deep


def test_a_figure_of_very_many_digits_is_none() -> None:
    digits = "9" * 100_000
    assert Proofreader(own_terms()).read_text(f"共{digits}家，其中{digits}9家，占50%。") == ()
