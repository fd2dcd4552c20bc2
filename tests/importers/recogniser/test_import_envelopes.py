"""What a bulletin comes in: mails, messengers, papers; lines that look like another thing than they are."""

import pytest

from briefing_tui.model.issue import Distribution
from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape
from measures.costs import is_linear

HEAD = "示例供电公司\n供电简报\n2031年第7期\n办公室 2031年4月8日\n"
BODY = f"1. 春检过半。{FIRST}\n2. 抢修提速。{SECOND}\n"
ITEMS = [("", ["1.春检过半", "2.抢修提速"])]


@pytest.mark.parametrize(
    "header",
    [
        "发件人: 王小 <wang@example.org>\n收件人: 编辑部\n主题: 转发：供电简报2031年第4期\n日期: 2031年4月9日 10:22\n\n",
        "发件人：王小\n发送时间：2031年4月9日 10:22\n收件人：编辑部\n抄送：办公室\n主题：简报\n",
        "---------- Forwarded message ---------\nFrom: Wang <w@example.org>\nDate: 2031-04-09\nSubject: 简报\nTo: e@example.org\n",
        "-----原始邮件-----\n发件人:王小\n收件人:编辑部\n主题:第9期简报\n",
    ],
)
def test_the_header_of_a_mail_is_no_masthead(header: str) -> None:
    found = imported(f"{header}{HEAD}{BODY}\n--\n王小\n示例供电公司办公室\n")
    masthead = found.issue.masthead
    assert (masthead.publisher, masthead.title, masthead.number) == ("示例供电公司", "供电简报", 7)
    assert (masthead.department, masthead.marking, str(masthead.date)) == ("办公室", "", "2031-04-08")
    assert shape(found.issue) == ITEMS
    assert found.issue.sections[0].items[1].body == SECOND
    told = [doubt.text for doubt in found.report.uncertain if "mail" in doubt.text]
    assert len(told) == header.strip().count("\n") + 1 + 3


def test_labelled_lines_without_a_sender_stay_a_masthead() -> None:
    issue = issue_of(f"示例供电公司\n供电简报\n期号：第7期\n日期：2031年4月8日\n主送：各科室\n{BODY}")
    assert (issue.masthead.number, str(issue.masthead.date)) == (7, "2031-04-08")
    assert issue.distribution == (Distribution("主送", ("各科室",)),)


def test_a_page_above_a_masthead_of_its_own_is_not_the_masthead() -> None:
    text = (
        "示例生态 | 第五期环保简报来了！\n原创 宣教中心 示例生态 2031-06-05 18:00 示例省\n点击蓝字 关注我们\n"
        f"示例环保简报\n2031年第5期（总第53期）\n示例市生态环境局 2031年6月4日\n01\n主场活动举行\n{FIRST}\n"
        f"02\n空气持续改善\n{SECOND}\nEND\n来源：市生态环境局\n在看 点赞 分享\n"
    )
    found = imported(text)
    masthead = found.issue.masthead
    assert (masthead.title, masthead.number, masthead.total) == ("示例环保简报", 5, 53)
    assert (masthead.department, str(masthead.date), masthead.marking) == (
        "示例市生态环境局",
        "2031-06-04",
        "",
    )
    assert shape(found.issue) == [("", ["主场活动举行", "空气持续改善"])]
    assert [item.body for item in found.issue.sections[0].items] == [FIRST, SECOND]


def test_numbers_of_a_messenger_count_from_one_over_titles_or_are_text() -> None:
    issue = issue_of(f"{HEAD}【数据】\n代码如下\n01\n{FIRST}\n09\n{SECOND}\n")
    assert "01" in issue.sections[0].items[0].body


@pytest.mark.parametrize(
    "line", ["共4版  今日8版", "辛亥年三月十七", "农历三月十七", "国内统一刊号：CN00-0000", "本期4版"]
)
def test_what_a_paper_prints_beside_its_date_ends_no_masthead(line: str) -> None:
    found = imported(f"示例公司\n工作简报\n2031年第7期\n{line}\n2031年4月8日\n{BODY}")
    assert str(found.issue.masthead.date) == "2031-04-08"
    assert (found.issue.masthead.department, shape(found.issue)) == ("", ITEMS)
    assert any("fits no place" in doubt.text for doubt in found.report.uncertain)


@pytest.mark.parametrize(
    "label", ["发送范围：各科室", "数据来源：财政局", "联络单位：办公室", "阅办：局长办公室"]
)
def test_what_stands_behind_an_unknown_label_is_no_department(label: str) -> None:
    found = imported(f"示例公司\n工作简报\n2031年第7期　{label}\n2031年4月8日\n{BODY}")
    assert found.issue.masthead.department == ""
    assert shape(found.issue) == ITEMS


@pytest.mark.parametrize(
    "line",
    [
        "(2031)7  2031年4月8日",
        "〔2031〕7　办公室　2031年4月8日",
        "（2031）第7\n2031年4月8日",
        "[2031]07　2031-04-08",
    ],
)
def test_the_number_of_a_document_without_its_last_word(line: str) -> None:
    masthead = issue_of(f"示例公司\n工作简报\n{line}\n{BODY}").masthead
    assert (masthead.year, masthead.number, str(masthead.date)) == (2031, 7, "2031-04-08")


def test_a_year_in_brackets_before_a_date_is_no_number() -> None:
    masthead = issue_of(f"示例公司\n工作简报（2031）4月号\n第7期\n2031年4月8日\n{BODY}").masthead
    assert masthead.number == 7


@pytest.mark.parametrize(
    "when",
    [
        "时间：2031年4月7日上午9:00",
        "时间：2031年4月7日 9:30",
        "时　间：4月7日 14:30—16:00",
        "时间：2031-04-07 09:30",
    ],
)
@pytest.mark.parametrize("title", ["办公会纪要\n", ""])
def test_when_a_meeting_was_is_text(when: str, title: str) -> None:
    text = f"示例公司\n会议纪要\n第7期\n办公室 2031年4月8日\n{title}{when}\n地点：三楼会议室\n主持人：王一\n会议议定以下事项：\n{FIRST}\n"
    issue = imported(text, key=KEY).issue
    bodies = (issue.preface.body if issue.preface else "") + "".join(
        item.body for section in issue.sections for item in section.items
    )
    assert when in bodies
    assert "地点：三楼会议室" in bodies


def test_a_lower_number_is_no_group_above_a_higher_one() -> None:
    text = f"{HEAD}一、供热\n{FIRST}\n二、客服\n{SECOND}\n1.报修类 760件\n2.咨询类 520件\n三、计划\n{THIRD}\n"
    issue = issue_of(text)
    assert shape(issue) == [("", ["1.供热", "2.客服", "3.计划"])]
    assert issue.sections[0].items[1].body == f"{SECOND}\n1.报修类 760件\n2.咨询类 520件"


def test_decimal_numbers_are_headings_of_their_item() -> None:
    text = f"{HEAD}1、检查\n1.1 检查情况\n{FIRST}\n1.2 存在问题\n{SECOND}\n2、整治\n2.1整治情况\n{THIRD}\n附件1：明细\n附件2：台账\n"
    issue = issue_of(text)
    assert shape(issue) == [("", ["1.检查", "2.整治"])]
    assert issue.sections[0].items[0].body == f"1.1 检查情况\n{FIRST}\n1.2 存在问题\n{SECOND}"
    assert issue.sections[0].items[1].body == f"2.1整治情况\n{THIRD}\n附件1：明细\n附件2：台账"


def test_labels_that_share_a_line_of_the_tail_are_no_recipients() -> None:
    found = imported(
        f"{HEAD}{BODY}发：各县局(OA发送)，各科室\n印数：80份　校对：陈一\n地址：示例路1号 电话：0000\n"
    )
    assert found.issue.distribution == (
        Distribution("发", ("各县局",), "OA发送"),
        Distribution("发", ("各科室",)),
    )
    assert found.issue.end is not None
    assert found.issue.end.copies == 80


def test_spread_letters_of_recipients_are_closed_up_as_in_titles() -> None:
    issue = issue_of(f"{HEAD}{BODY}报 ： 市 政 府 办 公 室\n")
    assert issue.distribution == (Distribution("报", ("市政府办公室",)),)


@pytest.mark.parametrize(
    "rows",
    [
        "● 春检过半          ● 抢修提速\n● 电网加固\n",
        "1. 春检过半……1　　3. 电网加固……5\n2. 抢修提速……3\n",
        "◆春检过半\t◆抢修提速\t◆电网加固\n",
    ],
)
def test_contents_in_two_columns(rows: str) -> None:
    found = imported(f"{HEAD}本期目录\n{rows}\n{BODY}3. 电网加固。{THIRD}\n")
    assert shape(found.issue) == [("", ["1.春检过半", "2.抢修提速", "3.电网加固"])]
    assert not [doubt for doubt in found.report.uncertain if "contents only" in doubt.text]


@pytest.mark.parametrize(
    "unit",
    ["发件人: 甲\n主题: 乙\n", "01\n标题甲\n", "共4版\n", "● 甲      ● 乙\n", "时间：上午\n地点：甲\n"],
)
def test_such_lines_without_end_cost_their_length(unit: str) -> None:
    assert is_linear(lambda size: imported(f"{HEAD}目录\n{unit * size}", key=KEY), 500)
