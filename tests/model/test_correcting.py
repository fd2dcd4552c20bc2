"""更正: what is told of the difference between two texts of one issue."""

import datetime as dt

import pytest
from hypothesis import given

from briefing_tui.model import edits, moves
from briefing_tui.model.correcting import corrections
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue, Item
from issues import FULL, ISSUES

DAY = dt.date(2025, 1, 20)


def told(after: Issue, before: Issue = FULL) -> list[tuple[int | None, str]]:
    return [(one.item, one.text) for one in corrections(before, after, DAY)]


def at(item: int, name: str, value: object) -> Issue:
    return edits.set_field(FULL, Selection(edits.ITEM, 0, item), name, value).issue


@given(ISSUES)
def test_the_same_issue_needs_no_correction(issue: Issue) -> None:
    assert corrections(issue, issue, DAY) == ()


def test_short_fields_are_told_whole() -> None:
    assert told(at(0, "title", "再担保与银行系统直连")) == [
        (1, "标题“再担保与银行直连系统上线”更正为“再担保与银行系统直连”")
    ]
    assert told(at(1, "units", ("一部",))) == [(2, "报送单位“一部、二部”更正为“一部”")]
    assert told(at(0, "source", "")) == [(1, "来源删去“示例报”")]


def test_of_a_long_text_the_changed_passage_is_quoted_with_what_stands_round_it() -> None:
    body = "开头。" * 40 + "全年完成295.38亿元，同比增长。" + "结尾。" * 40
    before = at(1, "body", body)
    after = edits.set_field(before, Selection(edits.ITEM, 0, 1), "body", body.replace("295", "259")).issue
    [(item, text)] = told(after, before)
    assert item == 2
    assert text.startswith("正文“")
    assert "295.38" in text
    assert "259.38" in text
    assert len(text) < 80


def test_a_text_of_any_length_is_compared_in_no_time() -> None:
    before = at(1, "body", "甲乙" * 100_000)
    after = edits.set_field(before, Selection(edits.ITEM, 0, 1), "body", "乙甲" * 100_000).issue
    assert len(told(after, before)) == 1


def test_items_that_came_and_went_are_named_and_moved_ones_are_not() -> None:
    gone = edits.remove(FULL, Selection(edits.ITEM, 0, 2)).issue
    assert told(gone) == [(None, "删去“风险处置有序推进”一条")]
    new = edits.insert(FULL, Selection(edits.ITEM, 0, 0), edits.ITEM, Item("新的一条", "全文。")).issue
    assert told(new) == [(2, "增加“新的一条”")]
    order = moves.move(FULL, Selection(edits.ITEM, 0, 1), moves.UP).issue
    assert told(order) == []


def test_an_item_changed_in_title_and_text_is_still_one_item() -> None:
    body = "全省担保机构认真落实各项政策，" * 8
    before = at(1, "body", body)
    where = Selection(edits.ITEM, 0, 1)
    after = edits.set_field(before, where, "body", body + "成效明显。").issue
    after = edits.set_field(after, where, "title", "另起的标题").issue
    assert [item for item, _text in told(after, before)] == [2, 2]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("department", "综合部", "报头部门“业务管理部”更正为“综合部”"),
        ("date", dt.date(2024, 12, 17), "报头日期“2024-12-16”更正为“2024-12-17”"),
    ],
)
def test_the_masthead_is_told_too(field: str, value: object, text: str) -> None:
    assert told(edits.set_field(FULL, Selection(), field, value).issue) == [(None, text)]


def test_sections_preface_and_recipients_are_told() -> None:
    renamed = edits.set_field(FULL, Selection(edits.SECTION, 1), "title", "经验交流").issue
    assert told(renamed) == [(None, "栏目“行业动态、经验介绍”更正为“行业动态、经验交流”")]
    assert told(FULL._replace(distribution=())) == [(None, "分送范围有变动")]
    assert told(edits.set_field(FULL, Selection(edits.PREFACE), "body", "").issue)[0][1].startswith(
        "编者按删去"
    )
