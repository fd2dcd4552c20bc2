"""The clean-up of pasted text: what each rule changes, and above all what it leaves alone."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.text.characters import count
from briefing_tui.text.cleanup import BREAKS, HIDDEN, LINES, MARKS, RULES, SPACES, needed, tidy
from costs import is_linear

PASTED = (
    "　　示例省信用担保集团\u200b公司召开2024年度工作会议,\xa0部署明年担保业务.\n\n　\n"
    '提出"稳增长、防风险"的总体要求(以下简称要求).\n  \n'
    "会议指出 ，全年新增担保业务 295.38 亿元,同比增长86.37%;其中小微占比达到2:8的目标。"
)
TIDIED = """示例省信用担保集团公司召开2024年度工作会议，部署明年担保业务。
提出“稳增长、防风险”的总体要求（以下简称要求）。
会议指出，全年新增担保业务 295.38 亿元，同比增长86.37%；其中小微占比达到2:8的目标。"""


def test_a_web_page_comes_out_clean_and_says_by_which_rules() -> None:
    assert tidy(PASTED) == TIDIED
    assert set(needed(PASTED)) == {HIDDEN, SPACES, LINES, MARKS}


def test_clean_text_needs_nothing() -> None:
    assert needed(TIDIED) == ()
    assert needed("") == ()


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_can_be_left_out(rule: str) -> None:
    pasted = "担保,\u200b“增 信”\n\n第二段提出，\n全省推广。"
    assert rule in needed(pasted)
    others = [other for other in RULES if other != rule]
    assert rule in needed(tidy(pasted, others))
    assert rule not in needed(tidy(pasted, [rule]))


@pytest.mark.parametrize(
    "text",
    [
        "比例为2:8，合计1,000.5元",
        "访问 http://example.com/a,b?c=1 即可",
        "函数f(x)与AAA, BBB",
        "Python 3.11, textual 8.2 (beta)",
        "v1.2.3",
        "时间为10:30",
        "公式(a+b)",
        'the "one" rule',
    ],
)
def test_marks_of_figures_words_and_addresses_stay(text: str) -> None:
    assert tidy(text, [MARKS]) == text


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("担保,再担保;增信:保证?好!", "担保，再担保；增信：保证？好！"),
        ("见附件(三)。", "见附件（三）。"),
        ("担保(2024)号", "担保（2024）号"),
        ('所谓"见贷即保".', "所谓“见贷即保”。"),
        ("增长86%,其中", "增长86%，其中"),
    ],
)
def test_marks_beside_han_become_full_width(text: str, tidied: str) -> None:
    assert tidy(text, [MARKS]) == tidied


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("担保公 司  本月", "担保公司本月"),
        ("张三 李四 王五", "张三 李四 王五"),
        ("张三　李四", "张三　李四"),
        ("示例集团 示例银行", "示例集团 示例银行"),
        ("示例集团部 示例银行", "示例集团部示例银行"),
        ("示例银行 示例集团部", "示例银行示例集团部"),
        ("张 三李四", "张三李四"),
        ("三李四 张", "三李四张"),
        ("增长 86.37 %", "增长 86.37 %"),
        ("　　首行缩进。 ", "首行缩进。"),
        ("指标\t期末\t同比", "指标\t期末\t同比"),
        ("a  b", "a b"),
        ("，\xa0\u2003后", "，后"),
    ],
)
def test_only_stray_blanks_go(text: str, tidied: str) -> None:
    assert tidy(text, [SPACES]) == tidied


WRAPPED = """示例省信用担保集团公司本月新增担保业务二百
九十五亿元，同比增长百分之八十六，其中小微
企业和三农业务占比超过八成，完成全年目标的
百分之六十五。
会议要求各单位抓好落实，认真总结今年以来的
经验做法，查找差距不足。"""


def test_text_wrapped_at_a_measure_is_joined_to_paragraphs() -> None:
    joined = tidy(WRAPPED, [BREAKS]).split("\n")
    assert len(joined) == 2
    assert "".join(joined) == WRAPPED.replace("\n", "")


def test_a_line_cut_inside_its_sentence_is_joined() -> None:
    assert tidy("会议提出，\n要抓好落实。", [BREAKS]) == "会议提出，要抓好落实。"
    assert tidy("第一句。第二句没有\n说完。", [BREAKS]) == "第一句。第二句没有说完。"
    assert tidy("the whole 。of it\nwas cut", [BREAKS]) == "the whole 。of it was cut"


@pytest.mark.parametrize(
    "text",
    [
        "一、改革背景\n本省自去年起试点。\n二、主要做法\n建立专班。",
        "再担保与银行直连系统上线\n昨日，系统上线。",
        "| 指标 | 期末 |\n| 规模 | 一百 |",
        "第一段完整。\n第二段完整。",
        "会议提出，\n\n要抓好落实。",
        "会议提出，\n一、加快进度\n二、防范风险",
        "主送：各子公司\n抄送：董事会",
        "　　没有句号的一段\n　　另一段",
        "第一段完整。　 \n\t第二段完整。",
    ],
)
def test_headings_tables_and_whole_paragraphs_keep_their_lines(text: str) -> None:
    assert tidy(text, [BREAKS]) == text


def test_line_breaks_at_either_end_stay() -> None:
    assert tidy("\n第一段。\n\n\n第二段。\n", [LINES]) == "\n第一段。\n第二段。\n"
    assert tidy("\n\n", [LINES]) == "\n"


@given(st.text(alphabet=st.sampled_from('汉字担保，。,.:()"“” \t\n\u3000\xa0\u200b12ab|一、'), max_size=60))
def test_nothing_is_lost_and_twice_changes_no_more(text: str) -> None:
    once = tidy(text)
    kept = [char for char in text if char.isalnum() or char in "|、，。“”"]
    left = iter(once)
    assert all(any(char == other for other in left) for char in kept), "a character is gone or out of order"
    assert tidy(once, [HIDDEN, LINES]) == once
    assert sum(map(str.isalnum, once)) == sum(map(str.isalnum, text))


@pytest.mark.parametrize(
    "evil",
    [
        "(" * 50_000,
        " " * 50_000 + "a",
        "汉 " * 25_000,
        '"' * 50_000,
        "1." * 25_000,
        "\n" * 50_000,
        "汉,\n" * 20_000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(evil: str) -> None:
    assert is_linear(lambda length: needed(evil[:length]), len(evil) // 4)


def test_counts_are_of_han_and_of_all_but_blanks() -> None:
    assert count("担保 AAA 级，\t第3条\n〇\U00020000") == (7, 12)
    assert count("") == (0, 0)
