"""Sections, titles and their texts that stand in places of their own: over a title, beside it, at the edge of a page."""

from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape

HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
BODY = f"1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n"
ITEMS = [("", ["1.示例市签约", "2.示例县下乡"])]


def test_bullets_over_titles_are_sections() -> None:
    issue = issue_of(
        f"{HEAD}▶ 要情\n农村公路建设提速\n{FIRST}\n车站检查覆盖\n{SECOND}\n▶ 市州\n甲市：线网优化\n{THIRD}\n乙州：驿站建设\n{FIRST}\n"
    )
    assert shape(issue) == [
        ("要情", ["农村公路建设提速", "车站检查覆盖"]),
        ("市州", ["甲市：线网优化", "乙州：驿站建设"]),
    ]


def test_behind_one_section_others_with_a_blank_line_above_are_sections() -> None:
    issue = issue_of(f"{HEAD}\n廉政要闻\n集团开会警示教育\n{FIRST}\n\n纪法问答\n什么是利益冲突\n{SECOND}\n")
    assert shape(issue) == [("廉政要闻", ["集团开会警示教育"]), ("纪法问答", ["什么是利益冲突"])]


def test_a_long_line_below_a_title_is_told() -> None:
    found = imported(f"{HEAD}城里的春天\n老城墙下的三十年守望\n{FIRST}\n")
    assert any("stands below a title" in doubt.text for doubt in found.report.uncertain)
    named = imported(f"{HEAD}城里的春天\n白某某\n{FIRST}\n——记示例村的老何与他的伙伴们\n{SECOND}\n")
    assert not any("stands below a title" in doubt.text for doubt in named.report.uncertain)


def test_titles_and_texts_with_a_wide_blank_between() -> None:
    found = imported(
        f"{HEAD}本期摘要\n△复议办结率提升\n△调解员培训开班\n△ 复议办结率提升　{FIRST}\n△ 调解员培训开班　{SECOND}\n"
    )
    assert shape(found.issue) == [("", ["复议办结率提升", "调解员培训开班"])]
    assert [item.body for item in found.issue.sections[0].items] == [FIRST, SECOND]


def test_entries_of_the_contents_at_the_edge_of_a_page_are_no_running_heads() -> None:
    found = imported(
        f"示例物业\n服务月报\n2031年10月刊\n- 第 1 页 -\n目录\n1 客户服务.....................2\n2 设施维护.....................3\n- 第 2 页 -\n"
        f"1 客户服务\n{FIRST}\n- 第 3 页 -\n2 设施维护\n{SECOND}\n",
        key=KEY,
    )
    assert (found.issue.masthead.publisher, found.issue.masthead.title) == ("示例物业", "服务月报")
    assert shape(found.issue) == [("", ["1.客户服务", "2.设施维护"])]


def test_who_makes_it_says_so_behind_the_number() -> None:
    issue = issue_of(
        f"2031年第5期\n示例科技馆   主办\n═════════\n 科 普 月 报 \n═════════\n2031年5月31日出版\n{BODY}"
    )
    assert (issue.masthead.department, issue.masthead.title, issue.masthead.number) == (
        "示例科技馆",
        "科普月报",
        5,
    )
    assert shape(issue) == ITEMS


def test_fields_of_a_heading_in_markdown_are_its_text() -> None:
    issue = issue_of(
        "# 示例周报 第7期 2031-03-01\n\n[TOC]\n\n## 通告\n\n### 甲组件\n\n- 等级：**高**\n- 修复：升级\n\n### 后端\n\n- 甲工具上线\n- 乙工具上线\n",
        name="a.md",
    )
    assert issue.preface is None
    assert shape(issue) == [("通告", ["甲组件", "［后端］甲工具上线", "［后端］乙工具上线"])]
    assert issue.sections[0].items[0].body == "- 等级：**高**\n- 修复：升级"


def test_emphasised_contents_of_markdown() -> None:
    issue = issue_of(
        "# 示例周报 第7期 2031-03-01\n\n**本期目录**\n\n* 作品\n* 工具\n\n## 作品\n\n甲。\n\n## 工具\n\n乙。\n",
        name="a.md",
    )
    assert issue.preface is None
    assert [section.title for section in issue.sections] == ["作品", "工具"]


def test_a_title_with_its_sentence_beside_it_is_no_row_of_a_table() -> None:
    issue = issue_of(f"{HEAD}主题活动温情举行　　{FIRST}\n培训班开进山村　　{SECOND}\n")
    assert shape(issue) == [("", ["主题活动温情举行", "培训班开进山村"])]
    assert [item.body for item in issue.sections[0].items] == [FIRST, SECOND]


def test_a_line_of_dashes_is_no_section() -> None:
    issue = issue_of(
        f"{HEAD}一、收结案\n表一：统计\n------------------------------\n类型      收案      结案\n民事      1,204     1,180\n"
        f"------------------------------\n二、质效\n{FIRST}\n"
    )
    assert shape(issue) == [("", ["1.收结案", "2.质效"])]


def test_chinese_numbers_with_a_point() -> None:
    assert shape(issue_of(f"{HEAD}一.订单\n{FIRST}\n二．异常\n{SECOND}\n")) == [("", ["1.订单", "2.异常"])]


def test_the_word_of_a_preface_over_a_title_is_a_section() -> None:
    issue = issue_of(f"{HEAD}卷首语\n守正创新\n{FIRST}\n市场观察\n旺季价格平稳\n{SECOND}\n")
    assert issue.preface is None
    assert shape(issue) == [("卷首语", ["守正创新"]), ("市场观察", ["旺季价格平稳"])]


def test_a_section_over_a_title_of_two_lines() -> None:
    issue = issue_of(f"{HEAD}特稿\n让创新成为习惯\n——访创始人庄某\n{FIRST}\n政策解读\n新政十二条\n{SECOND}\n")
    assert shape(issue) == [("特稿", ["让创新成为习惯——访创始人庄某"]), ("政策解读", ["新政十二条"])]


def test_a_label_is_no_publisher() -> None:
    masthead = issue_of(f"转自：示例发布\n示例园区简报2031年第2期\n2031年2月28日\n{BODY}").masthead
    assert (masthead.publisher, masthead.title) == ("", "示例园区简报")


def test_contents_alone_confirm_titles_in_brackets() -> None:
    issue = issue_of(
        f"{HEAD}〔本期要目〕\n◆小区换新颜\n◆工地检查\n\n【小区换新颜】\n{FIRST}\n{SECOND}\n【工地检查】\n{THIRD}\n"
    )
    assert shape(issue) == [("", ["小区换新颜", "工地检查"])]


def test_who_edited_is_no_department() -> None:
    found = imported(f"示例镇党建办\n支部生活\n总第3期    2031年第3期\n编辑 龙某\n2031.07.01\n{BODY}")
    assert (found.issue.masthead.department, str(found.issue.masthead.date)) == ("", "2031-07-01")
    assert any("belongs to the record" in doubt.text for doubt in found.report.uncertain)
    made = issue_of(f"示例镇党委\n支部生活\n2031年第3期\n编辑 党建办\n2031.07.01\n{BODY}").masthead
    assert made.department == "党建办"


def test_strokes_and_triangles_are_bullets() -> None:
    for bullet in "▍▌▸◼☞➤":
        issue = issue_of(
            f"{HEAD}{bullet}政策\n贴息办法出台\n{FIRST}\n{bullet}平台\n重点实验室揭牌\n{SECOND}\n"
        )
        assert shape(issue) == [("政策", ["贴息办法出台"]), ("平台", ["重点实验室揭牌"])]


def test_parts_of_an_article_in_brackets_are_its_text() -> None:
    issue = issue_of(f"{HEAD}“一件事”改革案例\n【背景】{FIRST}\n【主要做法】\n{SECOND}\n【成效】{THIRD}\n")
    assert shape(issue) == [("", ["“一件事”改革案例"])]
    assert issue.sections[0].items[0].body == f"【背景】{FIRST}\n【主要做法】\n{SECOND}\n【成效】{THIRD}"


def test_a_bracket_before_a_few_words_is_of_the_title() -> None:
    assert shape(issue_of(f"{HEAD}1. 示例市签约。{FIRST}\n2. 【简讯】四则\n{SECOND}\n")) == [
        ("", ["1.示例市签约", "2.【简讯】四则"])
    ]


def test_two_organisations_together_are_the_publisher() -> None:
    issue = issue_of(f"示例市残联、示例市总工会联合主办\n助残就业动态\n2031年第4期\n2031年4月28日\n{BODY}")
    assert issue.masthead.publisher == "示例市残联、示例市总工会"


def test_a_table_of_markdown_with_short_rules() -> None:
    issue = issue_of("# 示例月报 第7期 2031-05-31\n\n## 附表\n\n项目|人数\n:-:|-:\n助医|3\n", name="a.md")
    assert issue.sections[0].items[0].body == "| 项目|人数 |\n| :-:|-: |\n| 助医|3 |"


def test_full_width_dashes_are_a_rule() -> None:
    issue = issue_of(f"{HEAD}－－－－－－－－\n{BODY}－－－－－－－－\n报：省公司\n")
    assert issue.preface is None
    assert (shape(issue), issue.sections[0].items[1].body) == (ITEMS, SECOND)


def test_a_report_with_its_period_and_number_in_labels() -> None:
    found = imported(
        f"示例燃气公司安全周报\n周期：2031年7月22日至7月28日\n编号：2031-30\n编制：安全部\n一、安全\n{FIRST}\n二、排查\n{SECOND}\n"
    )
    masthead = found.issue.masthead
    assert (masthead.title, masthead.year, masthead.number, masthead.department) == (
        "示例燃气公司安全周报",
        2031,
        30,
        "安全部",
    )
    assert shape(found.issue) == [("", ["1.安全", "2.排查"])]


def test_the_word_for_the_text_in_brackets_is_no_section() -> None:
    issue = issue_of(f"{HEAD}【导语】{FIRST}\n【正文】\n三点建议\n{SECOND}\n")
    assert shape(issue) == [("", ["三点建议"])]


def test_a_name_underlined_with_dashes_over_deeper_headings() -> None:
    issue = issue_of(
        "示例周记 第7期 2031-05-31\n---\n\n#### 宏观\n\n甲。\n\n#### 行业\n\n乙。\n", name="a.md"
    )
    assert (issue.masthead.title, issue.masthead.number) == ("示例周记", 7)
