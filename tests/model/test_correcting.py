"""更正: what is told of the difference between two texts of one issue."""

import datetime as dt

import pytest
from hypothesis import given

from briefing_tui.model import edits, moves
from briefing_tui.model.correcting import corrections, reworded
from briefing_tui.model.edits import Selection
from briefing_tui.model.identity import known_as, new_identity
from briefing_tui.model.issue import Issue, Item
from bulletins.issues import FULL, ISSUES

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


LONG = (
    "今年以来，示例市窗口优化流程。中心日均办理业务12笔，同比增长5%。"
    + "此外，各县区“一窗通办”、数据共享。" * 3
)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("12笔", "21笔", "“中心日均办理业务12笔”更正为“中心日均办理业务21笔”"),
        ("5%。", "6%。", "“同比增长5%”更正为“同比增长6%”"),
        ("示例市窗口优化流程", "示例县窗口再造流程", "“示例市窗口优化流程”更正为“示例县窗口再造流程”"),
        ("此外，", "", ""),
    ],
)
def test_what_is_quoted_is_whole_clauses_and_figures(old: str, new: str, text: str) -> None:
    before = at(1, "body", LONG)
    after = edits.set_field(before, Selection(edits.ITEM, 0, 1), "body", LONG.replace(old, new)).issue
    [(item, told_text)] = told(after, before)
    assert item == 2
    if text:
        assert told_text == f"正文{text}"
    assert "日办理" not in told_text
    assert "“1" not in told_text


def test_a_passage_that_stands_there_twice_is_quoted_with_what_tells_it_apart() -> None:
    body = "甲公司收入同比增长5%。乙公司收入同比增长5%，利润持平。" + "全年保持稳定，" * 3 + "完成任务。"
    before = at(1, "body", body)
    changed = body.replace("乙公司收入同比增长5%", "乙公司收入同比增长7%")
    after = edits.set_field(before, Selection(edits.ITEM, 0, 1), "body", changed).issue
    assert told(after, before) == [(2, "正文“乙公司收入同比增长5%”更正为“乙公司收入同比增长7%”")]


def test_sentences_that_came_or_went_are_told_whole_and_several_changes_one_by_one() -> None:
    first, second, third = (
        "第一句讲背景，篇幅较长一些。",
        "第二句讲做法，也不算短。",
        "第三句讲成效，仍然完整。",
    )
    before = at(1, "body", first + second + third)
    where = Selection(edits.ITEM, 0, 1)
    gone = edits.set_field(before, where, "body", first + third).issue
    assert told(gone, before) == [(2, f"正文删去“{second}”")]
    new = edits.set_field(
        before, where, "body", first.replace("背景", "由来") + second + "补一句。" + third
    ).issue
    assert told(new, before) == [(2, "正文“第一句讲背景”更正为“第一句讲由来”；增加“补一句。”")]
    back = edits.set_field(before, where, "body", f"{first}\n{third}\n{second}").issue
    turned = edits.set_field(before, where, "body", f"{first}\n{second}\n{third}").issue
    assert told(back, turned) == [(2, "正文的段落次序有调整")]


def test_marks_inside_of_a_quotation_become_single_and_keep_their_partners() -> None:
    body = "会议提出“稳增长、防风险、促改革”的总体要求，各单位要认真抓好贯彻落实工作。"
    before = at(1, "body", body)
    after = edits.set_field(
        before, Selection(edits.ITEM, 0, 1), "body", body.replace("促改革", "保民生")
    ).issue
    assert told(after, before) == [
        (
            2,
            "正文“会议提出‘稳增长、防风险、促改革’的总体要求”更正为“会议提出‘稳增长、防风险、保民生’的总体要求”",
        )
    ]


def test_an_item_that_went_to_another_section_says_so_and_a_rewritten_one_is_still_the_same() -> None:
    moved = moves.move(FULL, Selection(edits.ITEM, 0, 2), moves.DOWN).issue
    assert (3, "由【行业动态】移至【经验介绍】") in told(moved)
    item = known_as(FULL.sections[0].items[0], new_identity())
    before = edits.with_items(FULL, 0, (item, *FULL.sections[0].items[1:]))
    other = item._replace(title="换了一个题目", body="换了全部文字。")
    after = edits.with_items(before, 0, (other, *FULL.sections[0].items[1:]))
    assert [text[:2] for _item, text in told(after, before)] == ["标题", "正文"]


def test_recipients_that_came_and_went_are_named() -> None:
    line = FULL.distribution[1]
    after = FULL._replace(
        distribution=(FULL.distribution[0], line._replace(recipients=("各部门", "示例县分公司")))
    )
    assert told(after) == [(None, "分送范围发删去“各子公司”，增加“示例县分公司”")]


def test_lines_can_be_reworded_and_left_out() -> None:
    noted = corrections(
        FULL, edits.set_field(at(0, "source", ""), Selection(), "department", "综合部").issue, DAY
    )
    texts = ["报头部门\n应为“综合部”。", "  "]
    assert [(one.item, one.text) for one in reworded(noted, texts)] == [(None, "报头部门 应为“综合部”。")]


def test_another_name_of_a_group_is_told_once() -> None:
    renamed = edits.rename(FULL, Selection(edits.GROUP, 0, 0), "担保动态").issue
    assert told(renamed) == [(None, "小栏目“融资担保行业动态”更正为“担保动态”")]
