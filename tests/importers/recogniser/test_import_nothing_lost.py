"""Words that the recogniser took for marks and dropped, or counted twice: every one is in the issue, which `imported` checks with the account."""

import pytest

from briefing_tui.importers.recognise import Recognised
from briefing_tui.importers.recogniser.contents.listing import Contents
from briefing_tui.importers.recogniser.heads import read_heads
from briefing_tui.importers.recogniser.lines import source_lines
from briefing_tui.importers.recogniser.section_heads import section_lines
from briefing_tui.importers.report import Ledger
from bulletins.bulletin_texts import FIRST, SECOND, imported, shape
from measures.costs import is_linear

HEAD = "示例信息简报\n2031年第7期\n示例公司办公室　2031年4月1日\n\n"
TWO = f"一、动态\n1.甲项目验收。{FIRST}\n2.乙项目启动。{SECOND}\n"


def bodies(found: Recognised) -> str:
    return "\n".join(item.body for section in found.issue.sections for item in section.items)


def test_what_stands_before_a_label_of_an_item_stays() -> None:
    found = imported(
        f"{HEAD}标题：甲项目验收\n内容：{FIRST}\n本次　内容：{SECOND}\n标题：乙项目启动\n内容：{SECOND}\n"
    )
    assert shape(found.issue) == [("", ["甲项目验收", "乙项目启动"])]
    assert "本次　内容：" in bodies(found)


def test_of_two_sources_in_brackets_the_other_stays_as_it_is() -> None:
    found = imported(f"{HEAD}{TWO}【来源】甲县政府网\n【来源】示例报（第3版）\n")
    item = found.issue.sections[0].items[1]
    assert item.source == "示例报（第3版）"
    assert item.body.endswith("【来源】甲县政府网")


@pytest.mark.parametrize(
    "sentence",
    [
        "汇总：1至3月全县完成投资12.3亿元，同比增长8%。",
        "整理：各部门已上报线索，逐条核对。",
        "审核：共退回材料9份。",
    ],
)
def test_a_sentence_behind_the_label_of_a_record_is_text(sentence: str) -> None:
    assert sentence in bodies(imported(f"{HEAD}{TWO}{sentence}\n"))


@pytest.mark.parametrize(
    "line", ["汇总：张某某、李某某", "编辑：综合处 王某。", "联系人：张某，电话：000-1234567。"]
)
def test_names_behind_it_are_not(line: str) -> None:
    found = imported(f"{HEAD}{TWO}{line}\n")
    assert line not in bodies(found)
    assert [doubt for doubt in found.report.uncertain if "belongs to the record" in doubt.text]


def test_a_text_that_begins_with_a_word_like_a_preface_keeps_it() -> None:
    found = imported(f"{HEAD}按 照市委要求，现将情况通报如下。\n\n{TWO}")
    assert found.issue.preface is not None
    assert found.issue.preface.body == "按 照市委要求，现将情况通报如下。"


@pytest.mark.parametrize("label", ["按：", "编按：", "编者按：", "按语：", "前言：", "【按】", "导语　"])
def test_sections_stand_below_a_preface_of_any_name(label: str) -> None:
    found = imported(f"{HEAD}{label}现将情况通报如下。\n\n{TWO}")
    assert found.issue.preface is not None
    assert found.issue.preface.body == "现将情况通报如下。"
    assert shape(found.issue) == [("动态", ["1.甲项目验收", "2.乙项目启动"])]


def test_the_colon_of_a_preface_over_titles_is_accounted_for() -> None:
    found = imported(f"{HEAD}前言：\n示例县召开推进会\n{FIRST}\n")
    assert shape(found.issue) == [("前言", ["示例县召开推进会"])]


@pytest.mark.parametrize(
    "table",
    [
        "| 期号： | 2031年第7期 | 日期： | 2031年4月1日 |\n",
        "| **期号** | **日期** |\n|---|---|\n| 2031年第7期 | **2031年4月1日** |\n",
        "| 期号 | 2031年第7期 |\n| 日期： | 2031年4月1日 |\n",
    ],
)
def test_colons_and_emphasis_in_the_table_of_a_masthead_are_accounted_for(table: str) -> None:
    found = imported(f"示例信息简报\n{table}\n{TWO}")
    assert (str(found.issue.key), str(found.issue.masthead.date)) == ("2031-07", "2031-04-01")


def test_a_table_below_a_heading_of_the_text_stays_a_table() -> None:
    found = imported(
        f"{HEAD}一、基本情况\n| 单位 | 日期 |\n| 甲公司 | 3月1日 |\n{FIRST}\n二、下步工作\n{SECOND}\n"
    )
    assert "| 单位 | 日期 |\n| 甲公司 | 3月1日 |" in bodies(found)


def test_emphasis_in_emphasis_round_a_masthead_is_counted_once() -> None:
    found = imported(f"# 示例信息简报\n\n***第7期** 2031年4月1日*\n\n## 动态\n\n- 甲。{FIRST}\n", name="a.md")
    assert str(found.issue.key) == "2031-07"


def test_names_of_sections_without_end_cost_their_length() -> None:
    def work(size: int) -> frozenset[int]:
        return section_lines(heads[: 3 * size], contents)

    contents = Contents()
    heads = read_heads(source_lines(f"要闻\n甲县召开工作会议\n{FIRST}\n" * 8000, Ledger()), contents)
    assert work(2) == {0, 3}
    assert is_linear(work, 2000)


def test_a_section_with_nothing_in_it_is_told() -> None:
    found = imported(f"{HEAD}【动态】\n甲项目验收\n{FIRST}\n\n【反馈单位：县发改局、县市场监管局】\n")
    assert [doubt.line for doubt in found.report.uncertain if "no text stands below" in doubt.text] == [9]
