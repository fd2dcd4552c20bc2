"""Kinds that were read wrongly at first sight: names with numbers, tables and tails that are mastheads, what converters leave."""

import datetime as dt

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.model.issue import Issue
from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape

HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
TWO = f"## 动态\n\n### 甲项目验收\n\n{FIRST}\n\n### 乙项目启动\n\n{SECOND}\n"
MD = "# 示例周报 第7期 2031-04-01\n\n"


def bodies(issue: Issue) -> list[str]:
    return [item.body for section in issue.sections for item in section.items]


@pytest.mark.parametrize(
    ("name", "title", "year", "number"),
    [
        ("【示例双周报 12】20310531 期", "示例双周报", 2031, 12),
        ("示例周报 101 (2031-05-31)", "示例周报", 2031, 101),
        ("示例团队周报 · 2031 第 19 周", "示例团队周报", 2031, 19),
        ("示例机构简报 · 2031-W23", "示例机构简报", 2031, 23),
        ("示例出版社质检简报2031-2", "示例出版社质检简报", 2031, 2),
        ("示例公司内部简报 NO.2031-19", "示例公司内部简报", 2031, 19),
        ("示例局震情简报 第（２０３１－１２）期", "示例局震情简报", 2031, 12),
        ("示例集团信息 2031年12期", "示例集团信息", 2031, 12),
        ("示例通讯 2031年5月号（第5期）", "示例通讯", 2031, 5),
        ("示例研究周度简讯第49周（12.4-12.10），2031", "示例研究周度简讯", 2031, 49),
    ],
)
def test_numbers_beside_a_name(name: str, title: str, year: int, number: int) -> None:
    head = issue_of(f"# {name}\n\n{TWO}", name="a.md").masthead
    assert (head.title, head.year, head.number) == (title, year, number)


@pytest.mark.parametrize("name", ["示例双周报 12", "示例简报2031-2", "示例简报 2031-W23"])
def test_a_number_that_only_stands_behind_a_name_is_told(name: str) -> None:
    found = imported(f"# {name}\n\n*2031-05-31*\n\n{TWO}", name="a.md")
    assert any("is taken from" in doubt.text for doubt in found.report.uncertain)


@pytest.mark.parametrize("name", ["示例周报 2031", "经济运行快报 3月", "示例通讯 12 篇"])
def test_not_every_number_behind_a_name_is_that_of_the_issue(name: str) -> None:
    with pytest.raises(RecogniseError):
        issue_of(f"# {name}\n\n{TWO}", name="a.md")


def test_a_total_with_blanks_in_its_digits() -> None:
    head = issue_of(
        f"示例文联\n文艺信息\n2031年第5期（总 第 9 3 期）\n2031年5月31日\n1. 甲。{FIRST}\n"
    ).masthead
    assert (head.number, head.total) == (5, 93)


def test_the_year_of_a_month_in_another_calendar() -> None:
    found = imported(
        f"示例鄉公所\n鄉政簡訊\n中華民國一百二十年三月　第15期\n一、要聞\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    )
    assert (found.issue.masthead.year, found.issue.masthead.number) == (2031, 15)
    assert any("2031" in doubt.text for doubt in found.report.uncertain)


@pytest.mark.parametrize(
    "table",
    [
        "| 期号 | 2031年第7期 | 日期 | 2031年4月1日 |\n|---|---|---|---|\n| 主办 | 示例集团综合部 | 审核 | 刘某 |\n\n# 示例简讯\n",
        "# 示例简讯\n\n| 期号 | 日期 | 主办 |\n|:-:|:-:|:-:|\n| 2031-07 | 2031-04-01 | 示例集团综合部 |\n",
    ],
)
def test_a_table_of_labels_is_a_masthead(table: str) -> None:
    issue = issue_of(f"{table}\n{TWO}", name="a.md")
    head = issue.masthead
    assert (head.title, issue.key) == ("示例简讯", KEY)
    assert (head.department, head.date) == ("示例集团综合部", dt.date(2031, 4, 1))
    assert shape(issue) == [("动态", ["甲项目验收", "乙项目启动"])]


def test_a_table_of_something_else_is_none() -> None:
    issue = issue_of(f"{MD}| 指标 | 期末 |\n|---|---|\n| 规模 | 295 |\n\n{TWO}", name="a.md")
    assert issue.preface is not None
    assert "| 规模 | 295 |" in issue.preface.body


def test_the_imprint_at_the_end_fills_what_the_top_left_open() -> None:
    found = imported(
        f"《示例科普》2031年第7期\n甲文\n{FIRST}\n乙文\n{SECOND}\n\n主办：示例省科学技术协会　出版日期：2031年4月1日\n"
    )
    head = found.issue.masthead
    assert (head.department, head.date) == ("示例省科学技术协会", dt.date(2031, 4, 1))
    assert bodies(found.issue)[-1] == SECOND


def test_keywords_and_who_put_it_together_are_the_record() -> None:
    found = imported(
        f"{HEAD}甲文\n{FIRST}\n乙文\n{SECOND}\n\n主题词：口岸 货运\n报送：省政府\n承办单位：综合处　电话：0000-1234567\n"
    )
    assert shape(found.issue) == [("", ["甲文", "乙文"])]
    assert found.issue.masthead.department == "综合处"
    assert len(found.report.uncertain) == 2


def test_a_subject_of_a_mail_is_the_masthead_of_a_text_without_one() -> None:
    mail = "发件人: 示例中心 <a@example.com>\n收件人: 会员\n主题: 【产业观察】第44期 2031-11-03\n\n各位会员：\n请查收。\n"
    issue = issue_of(f"{mail}■ 政策\n1. 甲\n{FIRST}\n2. 乙\n{SECOND}\n■ 市场\n3. 丙\n{THIRD}\n")
    assert (issue.masthead.title, issue.masthead.number) == ("产业观察", 44)
    assert shape(issue) == [("政策", ["1.甲", "2.乙"]), ("市场", ["3.丙"])]


def test_a_copy_number_beside_a_marking_is_not_the_number() -> None:
    head = issue_of(
        f"★内部资料★　　　　第 009 号\n营商快报\n第 7 期\n示例市发展办公室　2031年4月1日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    ).masthead
    assert (head.number, head.title, head.marking, head.department) == (
        7,
        "营商快报",
        "★内部资料★",
        "示例市发展办公室",
    )


def test_the_number_of_a_paper_gives_no_name() -> None:
    head = issue_of(
        f"编号：示例办信〔2031〕33号\n示例信息专报\n示例镇综合办公室　　2031年6月6日\n　甲文\n{FIRST}\n"
    ).masthead
    assert (head.title, head.number, head.department) == ("示例信息专报", 33, "示例镇综合办公室")


def test_what_stands_beside_a_name_is_no_name() -> None:
    head = issue_of(
        f"老干部工作通讯\n（季刊）\n2031年第1期\n2031年3月30日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    ).masthead
    assert head.title == "老干部工作通讯"
    other = issue_of(
        f"本期共收录信息3条　　编号：2031-061\n科技情报快递\n示例情报研究所编印　　2031年6月1日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    ).masthead
    assert (other.title, other.number, other.department) == ("科技情报快递", 61, "示例情报研究所")


def test_pages_of_the_issue_are_no_part_of_a_name() -> None:
    found = imported(
        f"示例局机关党委　　　（共2页）\n党建动态\n第45期　2031年11月11日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    )
    assert (found.issue.masthead.publisher, found.issue.masthead.marking) == ("示例局机关党委", "")
    assert found.report.totals()["page number"] == 5


@pytest.mark.parametrize("head", ["▲本期导读", "★ 本期要目 ★"])
def test_contents_in_columns_with_pages(head: str) -> None:
    issue = issue_of(
        f"{HEAD}{head}\n支部动态 P1　　　经验交流 P3\n〖支部动态〗\n1. 甲。{FIRST}\n〖经验交流〗\n1. 乙。{SECOND}\n"
    )
    assert shape(issue) == [("支部动态", ["1.甲"]), ("经验交流", ["1.乙"])]


def test_heads_over_a_running_count_are_sections() -> None:
    text = f"院务公开\n1、甲会召开\n{FIRST}\n2、乙会召开\n{SECOND}\n护理园地：\n3、丙赛举行\n{THIRD}\n"
    assert shape(issue_of(HEAD + text)) == [
        ("院务公开", ["1.甲会召开", "2.乙会召开"]),
        ("护理园地", ["3.丙赛举行"]),
    ]


def test_names_over_bullets_are_sections() -> None:
    text = f"要闻摘登\n▲甲集团签约\n{FIRST}\n▲乙厂获奖\n{SECOND}\n经验交流\n▲丙驿站的做法\n{THIRD}\n"
    assert shape(issue_of(HEAD + text)) == [
        ("要闻摘登", ["甲集团签约", "乙厂获奖"]),
        ("经验交流", ["丙驿站的做法"]),
    ]


def test_a_last_section_without_a_mark_behind_those_that_count() -> None:
    text = f"一、党建\n1.甲。{FIRST}\n二、教学\n1.乙。{SECOND}\n\n下周要点\n1.丙。{THIRD}\n2.丁。{FIRST}\n"
    assert [title for title, _items in shape(issue_of(HEAD + text))] == ["党建", "教学", "下周要点"]


@pytest.mark.parametrize("mark", ["▓", "□", "▼"])
def test_decorated_heads(mark: str) -> None:
    text = f"{mark} 工作动态 {mark}\n示例学校召开工作会\n{FIRST}\n{mark} 学院风采 {mark}\n示例学院完成调查\n{SECOND}\n"
    assert [title for title, _items in shape(issue_of(HEAD + text))] == ["工作动态", "学院风采"]


def test_a_section_with_two_marks_loses_both() -> None:
    text = f"▶一、本县\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n▶二、外地\n1. 丙。{THIRD}\n"
    assert [title for title, _items in shape(issue_of(HEAD + text))] == ["本县", "外地"]


def test_articles_that_say_what_they_are_by_labels() -> None:
    text = f"标题：甲公司管理存在问题\n密级：内部\n内容：\n{FIRST}\n标题：乙公司流程优化\n内容：{SECOND}\n"
    issue = issue_of(f"示例集团审计部 审计要情 2031年第6期\n2031年6月10日\n{text}")
    assert issue.masthead.title == "审计要情"
    assert shape(issue) == [("", ["甲公司管理存在问题", "乙公司流程优化"])]
    assert bodies(issue) == [f"密级：内部\n{FIRST}", SECOND]


def test_a_source_in_a_bracketed_label() -> None:
    issue = issue_of(
        f"{HEAD}1  新雷达投用\n{FIRST}\n【来源】示例气象报\n2  疫苗获批\n{SECOND}\n【来源】示例医药网\n"
    )
    assert [item.source for section in issue.sections for item in section.items] == [
        "示例气象报",
        "示例医药网",
    ]


@pytest.mark.parametrize("line", ["*来源：示例报*", "> **来源**：示例报", "**来源**：示例报"])
def test_a_source_with_marks_of_markdown(line: str) -> None:
    issue = issue_of(f"{MD}## 动态\n\n### 甲\n\n{FIRST}\n\n{line}\n\n### 乙\n\n{SECOND}\n", name="a.md")
    assert (issue.sections[0].items[0].source, issue.sections[0].items[0].body) == ("示例报", FIRST)


# what programs leave in Markdown


def test_tags_that_only_set_lines_are_gone() -> None:
    page = f'<div align="center">\n<h1>示例月报</h1>\n<p>2031 年 3 月 · 第 27 期</p>\n</div>\n\n<details>\n<summary>目录</summary>\n\n- [动态](#动态)\n- [甲项目验收](#甲项目验收)\n\n</details>\n\n{TWO}'
    found = imported(page, name="a.md")
    assert (found.issue.masthead.title, found.issue.masthead.number, found.issue.preface) == (
        "示例月报",
        27,
        None,
    )
    assert shape(found.issue) == [("动态", ["甲项目验收", "乙项目启动"])]


@pytest.mark.parametrize("text", [f"<p>{FIRST}<b>重点</b>&nbsp;</p><p>{SECOND}</p>", "`<div>` 是标签"])
def test_tags_inside_a_text_stay(text: str) -> None:
    assert text in bodies(issue_of(f"{MD}## 动态\n\n### 甲\n\n{text}\n\n### 乙\n\n{SECOND}\n", name="a.md"))


def test_places_of_links_are_gone_from_heads() -> None:
    issue = issue_of(
        f'{MD}## <a id="a"></a>动态\n\n### <a name="b"></a>甲\n\n{FIRST}\n\n### 乙\n\n{SECOND}\n', name="a.md"
    )
    assert shape(issue) == [("动态", ["甲", "乙"])]


def test_escapes_of_converters() -> None:
    issue = issue_of(
        f"# 示例动态\\(第7期\\)\n\n示例科研处&nbsp;&nbsp;2031年4月1日\\\n\\\n**1\\. 甲项目验收**\n\n{FIRST}（A&amp;B）\n\n**2\\. 乙项目启动**\n\n{SECOND}\n",
        name="a.md",
    )
    assert (issue.masthead.number, issue.masthead.department) == (7, "示例科研处")
    assert shape(issue) == [("", ["1.甲项目验收", "2.乙项目启动"])]
    assert bodies(issue)[0].endswith("（A&B）")


@pytest.mark.parametrize(
    "text", ["`a\\.b` 不变", "[甲\\[一\\]](https://example.com/a) 不变", "\\# 不是标题", "甲 \\| 乙"]
)
def test_escapes_that_mean_something_stay(text: str) -> None:
    assert text in bodies(issue_of(f"{MD}## 动态\n\n### 甲\n\n{text}\n\n### 乙\n\n{SECOND}\n", name="a.md"))


def test_paragraphs_led_by_emphasis_are_items() -> None:
    text = f"{MD}## 工具\n\n**[甲工具](https://example.com/a)**：{FIRST}\n\n**乙工具** —— {SECOND}\n\n## 言论\n\n**甲**：只有一段。\n"
    issue = issue_of(text, name="a.md")
    assert shape(issue) == [("工具", ["甲工具", "乙工具"]), ("言论", [""])]
    assert issue.sections[0].items[0].url == "https://example.com/a"
    assert bodies(issue)[:2] == [FIRST, SECOND]


def test_emphasised_sections_and_titles_have_two_levels() -> None:
    text = f"示例简报\n=====\n\n**第7期**\n\n示例局办公室 2031年4月1日\n\n**★ 安全 ★**\n\n**甲校演练**\n\n{FIRST}\n\n**★ 发展 ★**\n\n**乙校揭牌**\n\n{SECOND}\n"
    issue = issue_of(text, name="a.md")
    assert (issue.masthead.number, issue.masthead.department) == (7, "示例局办公室")
    assert shape(issue) == [("安全", ["甲校演练"]), ("发展", ["乙校揭牌"])]


def test_an_author_who_is_no_organisation_is_told() -> None:
    found = imported(f'---\ntitle: "示例周报 #7"\ndate: 2031-04-01\nauthor: 张三\n---\n\n{TWO}', name="a.md")
    assert found.issue.masthead.publisher == "张三"
    assert any("author" in doubt.text for doubt in found.report.uncertain)


def test_half_brackets_and_bullets_with_bold_titles_are_items() -> None:
    issue = issue_of(
        f"{MD}## 重点\n\n1) 甲上线\n   {FIRST}\n2) 乙改版\n\n## 企业\n\n◇ **丙投产**\n\n{THIRD}\n",
        name="a.md",
    )
    assert shape(issue) == [("重点", ["1.甲上线", "2.乙改版"]), ("企业", ["丙投产"])]


def test_a_nought_among_numerals_and_the_number_of_a_meeting() -> None:
    head = issue_of(
        f"示例乡工作简报\n（第二十六期）\n乡党政办 二0三一年九月一日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    ).masthead
    assert (head.year, head.number, head.date) == (2031, 26, dt.date(2031, 9, 1))
    minutes = issue_of(
        f"示例集团会议纪要\n会议编号：2031-02\n日期：2031年2月28日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    ).masthead
    assert (minutes.year, minutes.number) == (2031, 2)


def test_the_way_to_a_page_is_no_name() -> None:
    issue = issue_of(
        f"集团内网 > 信息快讯 > 2031年第33期\n示例快讯2031年第33期\n2031年8月19日\n1. 甲。{FIRST}\n2. 乙。{SECOND}\n"
    )
    assert issue.masthead.title == "示例快讯"
    text = f"{HEAD}1. 甲。{FIRST}\n打开设置 > 网络 > 代理\n2. 乙。{SECOND}\n"
    assert "web page" not in imported(text).report.totals()


def test_a_logo_above_the_name_is_told_and_gone() -> None:
    found = imported(
        f'<p align="center">\n  <img src="logo.png" width="120"/>\n</p>\n\n# 示例月报 2031年第7期\n\n{TWO}',
        name="a.md",
    )
    assert (found.issue.masthead.title, found.issue.masthead.publisher) == ("示例月报", "")
    assert any("picture in the masthead" in doubt.text for doubt in found.report.uncertain)
    kept = imported(f"# 示例月报 2031年第7期\n\n![](a.png)\n\n{TWO}", name="a.md")
    assert "picture" not in " ".join(kept.report.totals())


def test_a_topic_behind_the_number_is_no_name() -> None:
    head = issue_of(f"# 示例爱好者周刊（第 7 期，2031）：互联网通信的替代\n\n{TWO}", name="a.md").masthead
    assert head.title == "示例爱好者周刊"
