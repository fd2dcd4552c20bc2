"""Minutes (会议纪要): a masthead of their own kind, particulars of a meeting that are text, and decisions as items."""

import datetime as dt

import pytest

from bulletins.bulletin_texts import FIRST, SECOND, imported, issue_of, shape

DAY = dt.date(2031, 4, 16)
DECISIONS = f"一、关于检修计划\n{FIRST}\n二、关于值班安排\n{SECOND}\n"
PARTICULARS = (
    "时间：2031年4月10日上午\n地点：三楼会议室\n主持：甲某\n出席：乙某、丙某\n列席：戊某\n记录：己某"
)


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("〔2031〕7号", "2031-07"),
        ("2031年第7期", "2031-07"),
        ("第七期", "2031-07"),
        ("（2031年第7次）", "2031-07"),
    ],
)
def test_the_masthead_of_minutes(number: str, key: str) -> None:
    found = imported(
        f"示例水务公司\n会 议 纪 要\n{number}\n办公室　　2031年4月16日\n\n{PARTICULARS}\n\n{DECISIONS}主送：各部门\n抄送：示例市水务局\n"
    )
    head = found.issue.masthead
    assert (head.publisher, head.title, head.department, head.date) == (
        "示例水务公司",
        "会议纪要",
        "办公室",
        DAY,
    )
    assert str(found.issue.key) == key
    assert shape(found.issue) == [("", ["1.关于检修计划", "2.关于值班安排"])]
    assert found.issue.preface is not None
    assert found.issue.preface.body == PARTICULARS
    assert [entry.role for entry in found.issue.distribution] == ["主送", "抄送"]


def test_the_number_of_the_meeting_is_a_guess() -> None:
    found = imported(f"示例水务公司第7次总经理办公会会议纪要\n2031年4月16日\n\n{DECISIONS}")
    assert found.issue.masthead.title == "示例水务公司第7次总经理办公会会议纪要"
    assert str(found.issue.key) == "2031-07"
    assert [doubt.line for doubt in found.report.uncertain] == [1]


def test_a_meeting_in_the_publisher_is_no_number() -> None:
    text = f"示例市第十届代表大会第四次会议\n会 议 简 报\n（第三期）\n大会秘书处编　　2031年4月16日\n\n东山代表团审议报告\n\n{FIRST}\n"
    found = imported(text)
    assert str(found.issue.key) == "2031-03"
    assert found.issue.masthead.publisher == "示例市第十届代表大会第四次会议"
    assert not found.report.uncertain


def test_minutes_under_a_title_of_their_own() -> None:
    title = "关于推进老旧小区改造工作的专题会议纪要"
    issue = issue_of(
        f"会议纪要\n第7期\n示例街道办公室　2031年4月16日\n\n{title}\n\n{FIRST}\n\n{DECISIONS}出席：乙某、丙某\n记录：己某\n"
    )
    assert shape(issue) == [("", [title])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n{DECISIONS}出席：乙某、丙某\n记录：己某"
