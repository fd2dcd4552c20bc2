"""Shapes of mastheads, contents and sections that only one sign tells."""

import pytest

from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape

HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
BODY = f"1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n"
ITEMS = [("", ["1.示例市签约", "2.示例县下乡"])]


def test_square_brackets_alone_on_lines_are_sections() -> None:
    issue = issue_of(f"{HEAD}[邻里故事]\n楼道里的图书角\n{FIRST}\n[健康提示]\n夏季饮食\n{SECOND}\n")
    assert shape(issue) == [("邻里故事", ["楼道里的图书角"]), ("健康提示", ["夏季饮食"])]


def test_one_line_in_square_brackets_is_none() -> None:
    issue = issue_of(f"{HEAD}楼道里的图书角\n{FIRST}\n[完整附件另发]\n")
    assert "[完整附件另发]" in issue.sections[0].items[-1].body + issue.sections[0].items[-1].title


@pytest.mark.parametrize(
    "line", ["示例学院 党建工作简报 2031年第7期 2031年4月1日", "示例学院 党建工作简报\n第7期\n2031年4月1日"]
)
def test_organisation_and_bulletin_with_one_blank_between(line: str) -> None:
    masthead = issue_of(f"{line}\n{BODY}").masthead
    assert (masthead.publisher, masthead.title, masthead.number) == ("示例学院", "党建工作简报", 7)


def test_a_running_number_alone_tells_that_a_masthead_is_there() -> None:
    found = imported(f"示例航运\n安全月刊\n2031/06\n总第066期\n● 通报\n{FIRST}\n● 之声\n{SECOND}\n", key=KEY)
    assert (found.issue.masthead.publisher, found.issue.masthead.title) == ("示例航运", "安全月刊")
    assert found.issue.masthead.total == 66


def test_an_article_whose_title_ends_as_names_of_papers_do_is_no_masthead() -> None:
    issue = issue_of(
        f"示例县气象局\n重要天气报告\n第 3 期\n示例县气象台　2031年1月20日\n寒潮及雨雪天气预报\n{FIRST}\n一、影响\n{SECOND}\n"
    )
    assert shape(issue) == [("", ["寒潮及雨雪天气预报"])]
    assert issue.masthead.title == "重要天气报告"


def test_contents_with_who_wrote_it_and_sections_without_a_page() -> None:
    found = imported(
        f"{HEAD}本期目录\n卷首\n春天的约定……白一（1）\n小说\n渡口……丁三（3）\n卷首\n春天的约定\n白一\n{FIRST}\n小说\n渡口\n丁三\n{SECOND}\n"
    )
    assert shape(found.issue) == [("卷首", ["春天的约定"]), ("小说", ["渡口"])]
    assert found.issue.sections[1].items[0].body == f"丁三\n{SECOND}"


def test_a_note_of_the_editor_behind_a_blank() -> None:
    issue = issue_of(f"{HEAD}编者按　为交流各地经验，现编发两篇。\n{BODY}")
    assert issue.preface is not None
    assert (issue.preface.title, issue.preface.body) == ("编者按", "为交流各地经验，现编发两篇。")
    assert shape(issue) == ITEMS


@pytest.mark.parametrize(
    ("first", "second"), [("1 出厂水", "2 管网水"), ("1 ．出厂水", "2 ．管网水"), ("⒈出厂水", "⒉管网水")]
)
def test_numbers_with_a_blank_or_of_one_character(first: str, second: str) -> None:
    issue = issue_of(f"{HEAD}{first}\n{FIRST}\n{second}\n{SECOND}\n")
    assert shape(issue) == [("", ["1.出厂水", "2.管网水"])]


def test_numbers_with_a_blank_that_do_not_count_from_one_are_figures() -> None:
    issue = issue_of(f"{HEAD}签约情况介绍\n{FIRST}\n12 个项目\n30 家企业\n{SECOND}\n")
    assert "12 个项目" in str(issue.sections)


def test_a_line_of_stars_is_a_rule() -> None:
    issue = issue_of(f"{HEAD}{BODY}※※※※※※※※\n")
    assert issue.sections[0].items[1].body == SECOND


def test_a_line_called_as_sections_are_right_over_a_title() -> None:
    issue = issue_of(
        f"{HEAD}要闻\n“悦读之春”启动\n{FIRST}\n新增设备十台\n{SECOND}\n分馆动态\n东城分馆举办阅读\n{THIRD}\n"
    )
    assert shape(issue) == [("要闻", ["“悦读之春”启动", "新增设备十台"]), ("分馆动态", ["东城分馆举办阅读"])]


def test_brackets_that_come_again_before_titles_are_groups() -> None:
    issue = issue_of(
        f"{HEAD}【工作动态】甲区院：开展普法。{FIRST}\n【工作动态】乙县院：公开听证。{SECOND}\n【经验做法】丙市院：建立机制\n{THIRD}\n"
    )
    assert shape(issue) == [
        ("", ["［工作动态］甲区院：开展普法", "［工作动态］乙县院：公开听证", "［经验做法］丙市院：建立机制"])
    ]
    assert [item.body for item in issue.sections[0].items] == [FIRST, SECOND, THIRD]


def test_brackets_that_each_stand_once_are_titles() -> None:
    issue = issue_of(f"{HEAD}【产量】{FIRST}\n【销量】{SECOND}\n【库存】{THIRD}\n")
    assert shape(issue) == [("", ["产量", "销量", "库存"])]


def test_an_unknown_role_is_no_recipient_of_the_one_above() -> None:
    found = imported(f"{HEAD}{BODY}报：甲厅；乙局\n抄：丙局\n阅办意见：请丁科落实\n")
    assert [(entry.role, entry.recipients) for entry in found.issue.distribution] == [
        ("报", ("甲厅", "乙局")),
        ("抄", ("丙局",)),
    ]
    assert "阅办意见：请丁科落实" in found.issue.sections[0].items[1].body


def test_whom_to_call_in_brackets_belongs_to_the_record() -> None:
    found = imported(f"{HEAD}{BODY}抄报：王某某\n（联系人：金某，电话：0000）\n")
    assert [entry.recipients for entry in found.issue.distribution] == [("王某某",)]
    assert any("belongs to the record" in doubt.text for doubt in found.report.uncertain)


def test_labels_of_title_and_text() -> None:
    issue = issue_of(f"标题：示例所每周信息\n编号：第二十二期\n报送时间：2031年6月7日\n内容：\n{BODY}")
    assert (issue.masthead.title, issue.masthead.number) == ("示例所每周信息", 22)
    assert issue.preface is None
    assert shape(issue) == ITEMS


def test_the_stamp_of_a_page_with_its_address_and_source() -> None:
    text = (
        "示例网 www.example.org 2031-03-18 10:05:33 来源：示例日报 作者：记者 朱某\n【字号 大 中 小】\n示例县春耕生产全面展开\n"
        f"{FIRST}\n{SECOND}\n【纠错】【打印】【收藏】\n相关新闻\n示例县召开现场会\n示例县检修农机\n"
    )
    found = imported(text, key=KEY)
    assert shape(found.issue) == [("", ["示例县春耕生产全面展开"])]
    assert found.issue.sections[0].items[0].body == f"{FIRST}\n{SECOND}"
    assert (found.issue.masthead.title, found.issue.masthead.marking) == ("", "")


def test_titles_under_such_words_in_no_page_stay() -> None:
    issue = issue_of(f"{HEAD}示例市签约仪式举行\n{FIRST}\n相关新闻\n示例县召开现场会\n")
    assert "示例县召开现场会" in str(issue.sections)


@pytest.mark.parametrize("number", ["第11期  2031年3月17日", "第11期\n2031年3月17日"])
def test_a_name_in_brackets_over_its_number(number: str) -> None:
    masthead = issue_of(f"示例省气象服务中心\n【农业气象周报】\n{number}\n{BODY}").masthead
    assert (masthead.publisher, masthead.title, masthead.number) == ("示例省气象服务中心", "农业气象周报", 11)


def test_a_section_in_brackets_below_the_masthead_stays_one() -> None:
    assert shape(issue_of(f"{HEAD}【工作动态】\n{BODY}")) == [("工作动态", ["1.示例市签约", "2.示例县下乡"])]


def test_a_value_beside_its_name_is_no_head() -> None:
    issue = issue_of(
        f"{HEAD}一、客运\n当日客流 182.3万人次\n二、行车\n正点率 99.97%\n兑现率 100%\n三、设备\n{FIRST}\n"
    )
    assert shape(issue) == [("", ["1.客运", "2.行车", "3.设备"])]
    assert issue.sections[0].items[1].body == "正点率 99.97%\n兑现率 100%"


def test_contents_with_who_wrote_it_behind_a_stroke() -> None:
    found = imported(
        f"{HEAD}目录\n◇史海\n老城墙 / 华某\n◇春秋\n记金老师 / 魏某\n◇史海\n老城墙\n{FIRST}\n◇春秋\n记金老师\n{SECOND}\n"
    )
    assert shape(found.issue) == [("史海", ["老城墙"]), ("春秋", ["记金老师"])]


def test_a_letter_above_the_masthead_is_the_preface_in_doubt() -> None:
    found = imported(
        f"关于印发《示例公司工作简报》第7期的通知\n各部门：\n现印发给你们，请学习。\n\n示例公司工作简报\n2031年第7期\n管理部　2031年7月15日\n{BODY}"
    )
    assert (found.issue.masthead.title, found.issue.masthead.number) == ("示例公司工作简报", 7)
    assert found.issue.preface is not None
    assert found.issue.preface.body.endswith("请学习。")
    assert shape(found.issue) == ITEMS
    assert any("preface" in doubt.text for doubt in found.report.uncertain)


def test_headings_of_items_may_pass_over_a_level() -> None:
    issue = issue_of(
        "# 示例月报 第7期 2031-05-31\n\n## 教程\n\n#### 探针\n\n甲。\n\n#### 日志\n\n乙。\n\n## 其他\n\n### 丙\n\n丁。\n\n#### 戊\n\n己。\n",
        name="a.md",
    )
    assert shape(issue) == [("教程", ["探针", "日志"]), ("其他", ["丙"])]
