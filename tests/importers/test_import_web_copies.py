"""Articles copied from web pages: the title is the article's, and what the page says of itself is a doubt or the source."""

import datetime as dt

import pytest

from bulletins.bulletin_texts import FIRST, KEY, SECOND, imported, shape

TITLE = "示例县召开春季植树现场会"


@pytest.mark.parametrize(
    "page",
    [
        "时间:2031-04-16 14:27 来源: 县林业局 浏览次数:",
        "发布时间：2031-04-16 14:27　来源：县林业局　作者：甲某　阅读：128",
        "2031-04-16 14:27:05  来源：县林业局",
        "2031年4月16日　信息来源：县林业局　字号：[大 中 小]",
        "时间：2031年04月16日\n来源：县林业局\n浏览次数：128",
        "来源：县林业局　　编辑：甲某",
        "来源：县林业局 | 时间：2031-04-16 | 点击：12",
        "原创 甲某 示例发布 2031-04-16 09:30 发表于示例市\n来源：县林业局　作者：甲某",
    ],
)
@pytest.mark.parametrize("official", [False, True])
def test_time_and_source_under_the_title_of_an_article(page: str, official: bool) -> None:
    title = "示例县林业局关于2031年1-3月植树情况的通报" if official else TITLE
    found = imported(f"{title}\n{page}\n\n{FIRST}\n{SECOND}\n", key=KEY)
    item = found.issue.sections[0].items[0]
    assert (item.title, item.source, item.body) == (title, "县林业局", f"{FIRST}\n{SECOND}")
    head = found.issue.masthead
    assert (head.title, head.publisher, head.department, head.marking) == ("", "", "", "")
    told = [doubt.line for doubt in found.report.uncertain if "web page" in doubt.text]
    assert told == list(range(2, 3 + page.count("\n")))


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 工作动态",
        "您现在的位置：首页>>新闻",
        "首页 > 新闻中心 > 正文",
        "【打印本页】【关闭窗口】",
        "[打印] [关闭]",
        "字号：大 中 小",
        "分享到：",
        "上一篇：示例县开展防汛演练",
        "下一条：没有了",
        "扫一扫在手机打开当前页",
        "点击上方蓝字关注我们",
        "收录于合集 #植树 3个",
        "阅读原文",
    ],
)
def test_what_a_page_prints_round_an_article(line: str) -> None:
    for text in (
        f"{line}\n{TITLE}\n{FIRST}\n",
        f"{TITLE}\n{FIRST}\n{line}\n",
        f"{TITLE}\n{FIRST}\n{line}\n{SECOND}\n",
    ):
        found = imported(text, key=KEY)
        assert shape(found.issue) == [("", [TITLE])]
        assert line not in found.issue.sections[0].items[0].body
        assert [entry.text for entry in found.report.dropped if entry.reason == "web page"] == [line]
        assert found.issue.masthead.title == ""


def test_a_bulletin_copied_from_a_page_keeps_its_masthead() -> None:
    text = f"当前位置：首页 > 简报\n示例县政务简报（第7期）\n2031-04-16 09:30　来源：县政府办　阅读：12\n\n【动态】\n1. 示例市签约。{FIRST}\n"
    found = imported(text)
    head = found.issue.masthead
    assert (head.title, str(found.issue.key), head.date) == (
        "示例县政务简报",
        "2031-07",
        dt.date(2031, 4, 16),
    )
    assert (head.department, head.marking) == ("", "")
    assert shape(found.issue) == [("动态", ["1.示例市签约"])]
    assert {doubt.line for doubt in found.report.uncertain} == {1, 3}


def test_a_source_that_ends_an_item_is_its_source_as_before() -> None:
    found = imported(f"{TITLE}\n{FIRST}\n来源：县林业局\n", key=KEY)
    assert found.issue.sections[0].items[0].source == "县林业局"
    assert "web page" not in found.report.totals()


def test_time_and_place_of_a_meeting_are_text() -> None:
    lines = "时间：2031年4月10日\n地点：三楼会议室\n主持：甲某"
    found = imported(f"关于植树的专题会议\n{lines}\n{FIRST}\n", key=KEY)
    assert found.issue.sections[0].items[0].body == f"{lines}\n{FIRST}"


def test_a_page_line_is_not_joined_to_the_text_below() -> None:
    found = imported(f"{TITLE}\n发布时间：2031-04-16　来源：县林业局　字号：[大 中 小]\n{FIRST}\n", key=KEY)
    assert found.issue.sections[0].items[0].body == FIRST
