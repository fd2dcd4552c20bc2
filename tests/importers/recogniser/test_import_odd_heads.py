"""Lines that look like titles and are none, and titles, dates and contents written in unusual ways."""

import datetime as dt

import pytest

from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape

HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
BODY = f"1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n"


def test_a_speech_behind_a_note_of_the_editor_is_one_article() -> None:
    issue = issue_of(
        f"{HEAD}编者按：现予刊发。\n在全市工作会议上的讲话\n（2031年3月28日）\n王某某\n同志们：\n{FIRST}\n一、认识重要性\n{SECOND}\n"
        f"二、突出重点\n（一）办事更快\n{THIRD}\n三、加强领导\n{FIRST}\n"
    )
    assert issue.preface is not None
    assert issue.preface.body == "现予刊发。"
    assert shape(issue) == [("", ["在全市工作会议上的讲话"])]
    body = issue.sections[0].items[0].body
    assert body.startswith("（2031年3月28日）\n王某某\n同志们：\n")
    assert body.endswith(f"三、加强领导\n{FIRST}")


@pytest.mark.parametrize("note", ["编者按：现予刊发。\n", "编者按\n现予刊发。\n"])
def test_sections_behind_a_note_of_the_editor_stay_sections(note: str) -> None:
    issue = issue_of(f"{HEAD}{note}一、动态\n1. 示例市签约。{FIRST}\n二、经验\n1. 示例县下乡。{SECOND}\n")
    assert shape(issue) == [("动态", ["1.示例市签约"]), ("经验", ["1.示例县下乡"])]


@pytest.mark.parametrize(
    "byline", ["◎本报记者 张三", "本报通讯员 李四 王五", "（记者 张三）", "■ 通讯员：王五"]
)
def test_who_wrote_it_is_no_title(byline: str) -> None:
    issue = issue_of(f"{HEAD}示例市签约仪式顺利举行\n{byline}\n{FIRST}\n示例县下乡活动全面铺开\n{SECOND}\n")
    assert shape(issue) == [("", ["示例市签约仪式顺利举行", "示例县下乡活动全面铺开"])]
    assert issue.sections[0].items[0].body == f"{byline}\n{FIRST}"
    above = issue_of(f"{HEAD}{byline}\n示例市签约仪式顺利举行\n{FIRST}\n示例县下乡活动全面铺开\n{SECOND}\n")
    assert [title for _section, titles in shape(above) for title in titles] == [
        "示例市签约仪式顺利举行",
        "示例县下乡活动全面铺开",
    ]


def test_half_brackets_count_inside_an_article() -> None:
    issue = issue_of(f"{HEAD}项目进展情况\n1) 平台\n{FIRST}\n2) 数据\n{SECOND}\n学术交流情况\n{THIRD}\n")
    assert shape(issue) == [("", ["项目进展情况", "学术交流情况"])]
    assert issue.sections[0].items[0].body == f"1) 平台\n{FIRST}\n2) 数据\n{SECOND}"


def test_a_short_line_without_a_text_is_told_when_it_is_taken_for_a_title() -> None:
    found = imported(f"{HEAD}编印室 第三季度\n{BODY}")
    assert [doubt.line for doubt in found.report.uncertain if "no text stands below" in doubt.text] == [5]


@pytest.mark.parametrize(
    ("value", "number"), [("2031-07", 7), ("2031/7", 7), ("2031年07", 7), ("2031.12", 12), ("2031—第7期", 7)]
)
def test_year_and_number_behind_a_label(value: str, number: int) -> None:
    masthead = issue_of(f"示例公司\n工作简报\n期号：{value}\n2031年4月1日\n{BODY}").masthead
    assert (masthead.year, masthead.number, masthead.marking) == (2031, number, "")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("中華民國一二〇年四月一日", dt.date(2031, 4, 1)),
        ("民国120年4月1日", dt.date(2031, 4, 1)),
        ("研发部 Apr 1, 2031", dt.date(2031, 4, 1)),
        ("1 April 2031", dt.date(2031, 4, 1)),
        ("April 1st, 2031", dt.date(2031, 4, 1)),
    ],
)
def test_days_of_other_calendars_and_languages(printed: str, day: dt.date) -> None:
    found = imported(f"示例公司\n工作简报\n第7期\n{printed}\n{BODY}")
    assert found.issue.masthead.date == day
    assert shape(found.issue) == [("", ["1.示例市签约", "2.示例县下乡"])]


def test_a_year_behind_the_number_of_an_issue() -> None:
    masthead = issue_of(f"示例公司\n工作简报\nIssue 7, 2031\n{BODY}").masthead
    assert (masthead.year, masthead.number, masthead.marking) == (2031, 7, "")


def test_a_bulletin_beside_its_number_under_an_organisation() -> None:
    masthead = issue_of(f"示例电力\n生产日报\t第 128 期\n调度中心\t2031年5月7日\n{BODY}").masthead
    assert (masthead.publisher, masthead.title, masthead.number) == ("示例电力", "生产日报", 128)


def test_where_a_page_is_says_nothing_of_the_bulletin() -> None:
    for place in ("您当前的位置：首页 > 政务公开", "当前位置：首页 > 简报", "您现在所在的位置：首页"):
        masthead = issue_of(f"{place}\n示例县工作简报（第十二期）\n办公室 2031年6月13日\n{BODY}").masthead
        assert (masthead.title, masthead.number, masthead.marking) == ("示例县工作简报", 12, "")


def test_pages_behind_one_blank_where_titles_return() -> None:
    found = imported(
        f"{HEAD}本期要目\n常务会召开 1\n青年论坛举行 2\n征文通知 4\n\n- 1 -\n\n常务会召开\n{FIRST}\n- 2 -\n青年论坛举行\n{SECOND}\n"
        f"- 3 -\n{THIRD}\n- 4 -\n征文通知\n{FIRST}\n"
    )
    assert shape(found.issue) == [("", ["常务会召开", "青年论坛举行", "征文通知"])]
    assert not [doubt for doubt in found.report.uncertain if "contents only" in doubt.text]


def test_entries_that_name_section_and_title() -> None:
    found = imported(
        f"{HEAD}本期内容\n人物：老司机的三十年\n人物：新员工的第一课\n活动：青年座谈会\n人物\n老司机的三十年\n——记老何\n{FIRST}\n"
        f"新员工的第一课\n{SECOND}\n活动\n青年座谈会\n{THIRD}\n"
    )
    assert shape(found.issue) == [
        ("人物", ["老司机的三十年——记老何", "新员工的第一课"]),
        ("活动", ["青年座谈会"]),
    ]


def test_a_text_that_is_quoted_as_a_whole() -> None:
    text = "".join(f"> {line}\n" if line else ">\n" for line in f"{HEAD}\n{BODY}".split("\n"))
    issue = issue_of(text)
    assert (issue.masthead.publisher, issue.masthead.number) == ("示例省信用担保集团公司", 7)
    assert shape(issue) == [("", ["1.示例市签约", "2.示例县下乡"])]


MARKDOWN = "# 示例周报 第7期 2031-03-01\n\n"


def test_comments_are_no_text_and_tags_are_told() -> None:
    found = imported(
        f"{MARKDOWN}<!-- toc -->\n\n- [要闻](#要闻)\n- [数据](#数据)\n\n<!-- tocstop -->\n\n## 要闻\n\n甲事<!-- 待核 -->完成。\n<!--\n多行\n注释\n-->\n\n"
        "## 数据\n\n<table>\n<tr><td>1</td></tr>\n</table>\n\n```\n<!-- 代码 -->\n```\n\n<!-- 没有结尾\n",
        name="a.md",
    )
    bodies = [item.body for section in found.issue.sections for item in section.items]
    assert found.issue.preface is None
    assert bodies[0] == "甲事完成。"
    assert "<!-- 代码 -->" in bodies[1]
    assert "<!-- 没有结尾" in bodies[1]
    told = [doubt.text for doubt in found.report.uncertain]
    assert sum("a comment is not kept" in text for text in told) == 3
    assert sum("HTML" in text for text in told) == 1


def test_a_quoted_note_of_the_editor_is_the_preface() -> None:
    issue = issue_of(f"{MARKDOWN}> **编者按**：本期谈数据。\n\n## 要闻\n\n- 甲事完成。\n", name="a.md")
    assert issue.preface is not None
    assert (issue.preface.title, issue.preface.body) == ("编者按", "本期谈数据。")


def test_emphasised_lines_alone_are_titles_of_a_section_without_others() -> None:
    issue = issue_of(
        f"{MARKDOWN}## 活动\n\n**分享会**\n\n三十人参加。\n\n**旧书交换**\n\n交换八十册。\n\n## 通知\n\n### 甲\n\n正文。\n\n**注意**\n\n不是标题。\n",
        name="a.md",
    )
    assert shape(issue) == [("活动", ["分享会", "旧书交换"]), ("通知", ["甲"])]
    assert issue.sections[1].items[0].body == "正文。\n**注意**\n不是标题。"


def test_the_key_overrules_all_of_it() -> None:
    assert issue_of(f"{HEAD}{BODY}", key=KEY).masthead.number == KEY.number
