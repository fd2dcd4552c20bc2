"""What stands on the lines of a masthead: each field by a positive sign, everything else a doubt with its line."""

import datetime as dt

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.importers.recognise import Recognised
from briefing_tui.model.issue import Masthead
from bulletins.bulletin_texts import FIRST, KEY, SECOND, imported, issue_of, shape

TOP = "示例水务公司\n生产简报\n"
BODY = f"\n一、示例水厂检修。{FIRST}\n二、示例泵站换岗。{SECOND}\n"
DAY = dt.date(2031, 4, 16)


def read(lines: str, top: str = TOP) -> Recognised:
    found = imported(f"{top}{lines}\n{BODY}")
    assert shape(found.issue) == [("", ["1.示例水厂检修", "2.示例泵站换岗"])]
    return found


def head_of(lines: str) -> Masthead:
    head = read(lines).issue.masthead
    assert (head.publisher, head.title) == ("示例水务公司", "生产简报")
    return head


def doubts(found: Recognised) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.text) for doubt in found.report.uncertain]


@pytest.mark.parametrize(
    ("lines", "reason", "text"),
    [
        ("2031年第7期\n2031年4月16日出版", "label", "出版"),
        ("2031年第7期\n2031年4月16日印发", "label", "印发"),
        ("2031年第7期\n2031年4月16日　编印", "label", "编印"),
        ("2031年第7期 星期三\n2031年4月16日", "weekday", "星期三"),
        ("2031年第7期\n2031年4月16日（周三）", "weekday", "（周三）"),
        ("星期三 2031年4月16日 第7期", "weekday", "星期三"),
        ("2031年第7期\n2031年4月16日 09:30", "weekday", "09:30"),
        ("第7期　　签发：甲某某\n2031年4月16日", "record", "签发：甲某某"),
        ("第7期　　签　发：甲某某\n2031年4月16日", "record", "签　发：甲某某"),
        ("第7期　　签发人　甲某某\n2031年4月16日", "record", "签发人　甲某某"),
        ("第7期　　甲某某　签发\n2031年4月16日", "record", "甲某某　签发"),
        ("2031年第7期\n编辑：甲小　审核：乙大\n2031年4月16日", "record", "审核：乙大"),
        ("2031年第7期\n责任编辑 甲小 乙大\n2031年4月16日", "record", "责任编辑 甲小 乙大"),
        ("2031年第7期\n主编：甲小　副主编：乙大　校对：丙中\n2031年4月16日", "record", "校对：丙中"),
        ("2031年第7期\n电话：0000-000\n2031年4月16日", "record", "电话：0000-000"),
        ("2031年第7期\n签发：甲某某　2031年4月16日", "record", "签发：甲某某"),
    ],
)
def test_what_is_no_department_is_none(lines: str, reason: str, text: str) -> None:
    found = read(lines)
    head = found.issue.masthead
    assert (head.department, head.marking, head.date) == ("", "", DAY)
    assert (reason, text) in [(entry.reason, entry.text) for entry in found.report.dropped]
    assert reason in {"label", "weekday"} or any(text[-2:] in what for _line, what in doubts(found))


@pytest.mark.parametrize(
    ("lines", "left", "line"),
    [
        ("2031年第7期 本期4版\n2031年4月16日", "本期4版", 3),
        ("2031年第7期\n共八版　2031年4月16日", "共八版", 4),
        ("2031年第7期 赠阅\n2031年4月16日", "赠阅", 3),
        ("2031年专刊第7期\n2031年4月16日", "专刊", 3),
        ("2031年第7期（特刊）\n2031年4月16日", "特刊", 3),
        ("Vol.3 No.7\n2031年4月16日", "Vol.3", 3),
        ("2031年第7期\n2031年4月16日 农历三月廿五", "农历三月廿五", 4),
        ("（2031年4月7日—4月13日）第7期\n2031年4月16日", "2031年4月7日—4月13日", 3),
        ("2031年第7期（4.7-4.13）\n2031年4月16日", "4.7-4.13", 3),
        ("2031年第7期\n2031.4.7～2031.4.13\n2031年4月16日", "2031.4.7～2031.4.13", 4),
        ("2031年第7期\n2031-04-07至2031-04-13\n2031年4月16日", "2031-04-07至2031-04-13", 4),
    ],
)
def test_what_has_no_place_is_a_doubt_with_its_line(lines: str, left: str, line: int) -> None:
    found = read(lines)
    head = found.issue.masthead
    assert (str(head.year), head.number, head.date, head.department) == ("2031", 7, DAY, "")
    assert left in head.marking
    assert [at for at, what in doubts(found) if left in what] == [line]


@pytest.mark.parametrize(
    ("lines", "department"),
    [
        ("2031年第7期\n生产技术部　2031年4月16日", "生产技术部"),
        ("2031年第7期\n调度中心\n2031年4月16日", "调度中心"),
        ("2031年第7期\n示例省水务厅办公室编\n2031年4月16日", "示例省水务厅办公室"),
        ("2031年第7期\n示例省机构编制委员会办公室　2031年4月16日", "示例省机构编制委员会办公室"),
        ("2031年第7期\n主办：宣教科　2031年4月16日", "宣教科"),
        ("2031年第7期\n编发单位：水质班（甲组）\n2031年4月16日", "水质班（甲组）"),
        ("2031年第7期\n承 办：水质班\n2031年4月16日", "水质班"),
        ("2031年第7期\n编辑：编委会\n2031年4月16日", "编委会"),
        ("示 例 省 水 务 协 会 编　2031年4月16日　第7期", "示例省水务协会"),
    ],
)
def test_a_department_has_a_label_or_the_ending_of_one(lines: str, department: str) -> None:
    found = read(lines)
    assert (found.issue.masthead.department, found.issue.masthead.date) == (department, DAY)
    assert not found.report.uncertain


def test_what_stands_left_of_the_date_is_the_department_and_a_doubt() -> None:
    found = read("2031年第7期\n甲乙之家　2031年4月16日")
    assert found.issue.masthead.department == "甲乙之家"
    assert [line for line, what in doubts(found) if "甲乙之家" in what] == [4]


def test_a_weekday_that_is_not_that_of_the_date_is_a_doubt() -> None:
    assert [line for line, _what in doubts(read("2031年第7期\n2031年4月16日 星期五"))] == [4]
    assert not read("2031年第7期\n2031年4月16日 星期三").report.uncertain


@pytest.mark.parametrize(
    "lines",
    [
        "期号：2031年第7期\n编发单位：调度室\n印发日期：2031年4月16日",
        "期　号：2031-7期\n编 印：调度室\n日　期：2031年4月16日",
        "年份：2031　期号：7\n主办单位：调度室　出版日期：2031-04-16",
        "期数：第七期\n编制单位：调度室\n发布时间：2031年4月16日",
        "期号：第7期 | 编发单位：调度室 | 印发日期：2031年4月16日",
        "期号　2031年第7期\n编发单位　调度室\n印发日期　2031年4月16日",
        "【2031年第7期】\n调度室主办　2031年4月16日",
    ],
)
def test_labelled_fields(lines: str) -> None:
    found = read(lines)
    head = found.issue.masthead
    assert (str(found.issue.key), head.department, head.date) == ("2031-07", "调度室", DAY)
    assert (head.publisher, head.title, head.marking) == ("示例水务公司", "生产简报", "")
    assert not found.report.uncertain


def test_labels_of_title_marking_total_and_publisher() -> None:
    found = read("刊名：水务动态\n总期号：62\n期号：2031年第7期\n密级：内部\n主管：示例省水务厅", top="")
    head = found.issue.masthead
    assert (head.title, head.total, head.marking, head.publisher) == ("水务动态", 62, "内部", "示例省水务厅")


@pytest.mark.parametrize("copies", ["印数：300份", "印 数：300", "印300份", "共印300份", "份数：300份"])
def test_copies_on_the_number_line(copies: str) -> None:
    issue = read(f"2031年第7期　{copies}\n2031年4月16日").issue
    assert issue.end is not None
    assert (issue.end.copies, issue.masthead.department, issue.masthead.marking) == (300, "", "")


def test_recipients_in_the_masthead_are_those_of_the_tail() -> None:
    issue = read("2031年第7期\n主送：甲厅、乙局\n抄 送：丙部（邮件）\n2031年4月16日").issue
    assert [tuple(entry) for entry in issue.distribution] == [
        ("主送", ("甲厅", "乙局"), ""),
        ("抄送", ("丙部",), "邮件"),
    ]
    assert issue.masthead.date == DAY


def test_who_a_bulletin_is_sent_to_does_not_make_it() -> None:
    issue = read("2031年第7期\n编发单位：调度室\n报  送：甲厅、乙局\n印发：各泵站\n2031年4月16日").issue
    assert (issue.masthead.department, issue.masthead.publisher) == ("调度室", "示例水务公司")
    assert [entry.role for entry in issue.distribution] == ["报送", "印发"]
    assert read("2031年第7期\n印发：调度室\n2031年4月16日").issue.masthead.department == "调度室"


@pytest.mark.parametrize("aside", ["——防汛专题", "（防汛专题）"])
def test_a_subtitle_above_the_date_is_a_doubt(aside: str) -> None:
    found = read(f"2031年第7期\n{aside}\n调度室　2031年4月16日")
    head = found.issue.masthead
    assert (head.department, head.date, head.marking) == ("调度室", DAY, "防汛专题")
    assert [line for line, _what in doubts(found)] == [4]


def test_recipients_at_both_ends_come_in_their_order() -> None:
    issue = imported(f"{TOP}2031年第7期\n主送：甲厅\n{BODY}——以下无正文——\n抄送：丙部\n").issue
    assert [entry.role for entry in issue.distribution] == ["主送", "抄送"]


def test_a_label_says_where_the_text_begins() -> None:
    found = read("期号：2031年第7期\n编发单位：调度室\n正文：")
    assert ("label", "正文：") in [(entry.reason, entry.text) for entry in found.report.dropped]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("#7　2031年4月16日", "2031-07"),
        ("Vol.7 2031年4月16日", "2031-07"),
        ("VOL 7 | 2031-04-16", "2031-07"),
        ("No.7 2031年4月16日", "2031-07"),
        ("NO. 07 2031/4/16", "2031-07"),
        ("Issue 7, 2031-04-16", "2031-07"),
        ("Vol.3 No.7 2031年4月16日", "2031-07"),
        ("第柒期　2031年4月16日", "2031-07"),
        ("第拾贰期　2031年4月16日", "2031-12"),
        ("2031第7期", "2031-07"),
        ("2031-7期", "2031-07"),
        ("2031年第7辑", "2031-07"),
        ("第7期 20310416", "2031-07"),
        ("二○三一年第七期", "2031-07"),
        ("第7期2031年4月16日", "2031-07"),
    ],
)
def test_one_grammar_for_year_and_number(line: str, key: str) -> None:
    assert str(read(line).issue.key) == key


@pytest.mark.parametrize(
    ("lines", "key", "line"),
    [
        ("第7期\n调度室　2031年4月", "2031-07", 4),
        ("第7期　2031.04", "2031-07", 3),
        ("第7期（2031年4月）", "2031-07", 3),
        ("第7期\n2031年4月7日—4月13日", "2031-07", 4),
        ("2031年4月刊　第7期", "2031-07", 3),
        ("创刊号\n2031年4月16日", "2031-01", 3),
        ("第7-8期\n2031年4月16日", "2031-07", 3),
        ("第7期、第8期合刊\n2031年4月16日", "2031-07", 3),
    ],
)
def test_a_number_or_a_year_by_guess_is_a_doubt(lines: str, key: str, line: int) -> None:
    found = read(lines)
    assert str(found.issue.key) == key
    assert line in [at for at, what in doubts(found) if "taken from" in what]


def test_a_day_without_a_year_has_that_of_the_number_in_doubt() -> None:
    found = read("2031年第7期\n调度室　4月16日")
    assert (found.issue.masthead.department, found.issue.masthead.date) == ("调度室", DAY)
    assert [line for line, _what in doubts(found)] == [4]


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("第128期", "number 128 but no year", "-128"),
        ("#128", "number 128 but no year", "-128"),
        ("2031年4月16日", "year 2031 but not the number", "2031-"),
        ("总第62期　2031年4月16日", "running number 62 but not the number", "2031-"),
        ("调度室", "does not tell the number", "2024-14"),
    ],
)
def test_the_message_says_what_is_missing(lines: str, message: str, hint: str) -> None:
    with pytest.raises(RecogniseError) as caught:
        imported(f"{TOP}{lines}\n{BODY}")
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "headline",
    [
        "示例公司举办第3期培训班",
        "第3期培训班开班",
        "示例公司召开安全生产工作会",
        "示例公司走访慰问驻村工作队",
        "示例市成立水务协会",
        "省水务厅莅临示例公司",
        "一、示例水厂检修",
        "【示例水厂检修】",
    ],
)
@pytest.mark.parametrize("above", ["2031年第7期\n2031年4月16日\n", "2031年第7期\n", "2031年第7期\n\n"])
def test_a_headline_is_no_part_of_the_masthead(headline: str, above: str) -> None:
    issue = issue_of(f"{TOP}{above}{headline}\n{FIRST}\n")
    assert (issue.masthead.department, issue.masthead.marking, issue.masthead.number) == ("", "", 7)
    assert [item.title for item in issue.sections[0].items] == [headline.strip("一、【】")]
    assert issue.sections[0].items[0].body == FIRST


def test_a_text_without_a_number_line_takes_no_headline_for_its_name() -> None:
    text = f"示例公司关于上半年生产情况的通报\n{FIRST}\n{SECOND}\n"
    with pytest.raises(RecogniseError):
        imported(text)


@pytest.mark.parametrize(
    ("spread", "kept"), [("秘 密", "秘密"), ("内 部 资 料   注 意 保 存", "内部资料 注意保存")]
)
def test_a_spread_out_marking_is_closed_up(spread: str, kept: str) -> None:
    head = issue_of(f"{spread}\n\n{TOP}2031年第7期\n{BODY}").masthead
    assert (head.marking, head.title) == (kept, "生产简报")


def test_a_marking_is_no_title() -> None:
    found = imported(f"秘 密\n\n第7期\n（总第62期）\n示例市信息中心　2031年4月16日\n{BODY}")
    head = found.issue.masthead
    assert (head.marking, head.title, head.department, head.total) == ("秘密", "", "示例市信息中心", 62)
    assert "no title found" in [what for _line, what in doubts(found)]


@pytest.mark.parametrize(
    ("top", "line", "name"),
    [("甲乙丙丁\n", 1, "甲乙丙丁"), ("甲乙之友\n生产简报\n", 1, "甲乙之友")],
)
def test_a_title_or_publisher_by_guess_is_a_doubt(top: str, line: int, name: str) -> None:
    found = read("2031年第7期", top=top)
    assert name in {found.issue.masthead.title, found.issue.masthead.publisher}
    assert [at for at, what in doubts(found) if name in what] == [line]


def test_a_record_ends_where_something_else_is_told() -> None:
    head = read(
        "2031年第7期\n准印证号：（示）L0001　　内部资料 免费交流\n编辑：甲小　乙大　　2031年4月16日"
    ).issue.masthead
    assert (head.marking, head.date, head.department) == ("内部资料 免费交流", DAY, "")


def test_organisation_and_bulletin_on_one_line() -> None:
    head = issue_of(f"示例省交通厅        交 通 简 报\n2031年第7期　　2031年4月16日\n{BODY}").masthead
    assert (head.publisher, head.title, head.department) == ("示例省交通厅", "交通简报", "")


def test_a_sentence_that_names_a_number_is_no_number_line() -> None:
    text = f"示例县农业局关于印发《农情简报》第6期的通知\n各乡镇：\n现将《农情简报》第6期印发给你们，请认真阅读。\n{BODY}"
    with pytest.raises(RecogniseError):
        imported(text)
    head = imported(text, key=KEY).issue.masthead
    assert (head.title, head.marking, head.department) == ("", "", "")


def test_what_a_web_page_says_under_the_title_is_not_the_masthead() -> None:
    found = read("2031年第7期\n发布时间：2031-04-16 09:30　来源：综合科　浏览次数：12")
    head = found.issue.masthead
    assert (head.department, head.marking, head.date) == ("", "", DAY)
    assert "web page" in found.report.totals()
    assert {line for line, _what in doubts(found)} == {4}


@pytest.mark.parametrize(
    ("names", "publisher", "department"),
    [
        ("示例农村商业银行\n信贷管理部\n", "示例农村商业银行", "信贷管理部"),
        ("信贷管理部\n示例农村商业银行\n", "示例农村商业银行", "信贷管理部"),
        ("示例县人民政府\n政府办公室\n", "示例县人民政府", "政府办公室"),
        ("示例集团有限公司\n党委宣传部\n", "示例集团有限公司", "党委宣传部"),
    ],
)
def test_of_two_names_the_whole_is_the_publisher_and_its_part_the_department(
    names: str, publisher: str, department: str
) -> None:
    found = imported(f"{names}每周快报\n2031年第7期\n2031年4月1日\n\n{BODY}")
    head = found.issue.masthead
    assert (head.publisher, head.department, head.title) == (publisher, department, "每周快报")
    assert not found.report.uncertain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("示例省财政厅\n示例市财政局\n财政简报\n2031年第7期\n2031年4月1日\n", "示例省财政厅"),
        ("信贷管理部\n每周快报\n2031年第7期\n示例农村商业银行　2031年4月1日\n", "信贷管理部"),
    ],
)
def test_names_that_may_have_changed_places_are_a_doubt(text: str, told: str) -> None:
    found = imported(f"{text}\n{BODY}")
    assert [doubt for doubt in found.report.uncertain if told in doubt.text and "is taken for" in doubt.text]


@pytest.mark.parametrize(
    ("name", "marking"),
    [("【内部】生产简报", "内部"), ("（内部资料）生产简报", "内部资料"), ("[注意保存] 生产简报", "注意保存")],
)
def test_a_marking_in_brackets_before_the_title(name: str, marking: str) -> None:
    head = issue_of(f"# {name}（2031年第7期）\n\n2031年4月16日\n{BODY}", name="a.md").masthead
    assert (head.title, head.marking) == ("生产简报", marking)
