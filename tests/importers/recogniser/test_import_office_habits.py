"""What offices do with the ends of their lines: who sent a title in, where a text is from, rules of any sign."""

import pytest

from bulletins.bulletin_texts import FIRST, SECOND, THIRD, imported, issue_of, shape, squeezed

HEAD = "示例医院院讯\n2031年第7期\n示例医院办公室　2031年4月1日\n\n"


@pytest.mark.parametrize("gap", [" " * 30, "\u3000" * 6, "\t\t"])
def test_who_sent_a_title_in_stands_at_the_right_of_it(gap: str) -> None:
    issue = issue_of(
        f"{HEAD}[院内要闻]\n我院召开工作会议{gap}（院办）\n{FIRST}\n\n我院通过三级综合医院复审{gap}（医务科）\n{SECOND}\n\n"
        f"[学科建设]\n心内科成功开展首例手术{gap}（心内科）\n{THIRD}\n"
    )
    assert shape(issue) == [
        ("院内要闻", ["我院召开工作会议", "我院通过三级综合医院复审"]),
        ("学科建设", ["心内科成功开展首例手术"]),
    ]
    assert issue.sections[0].items[0].body == f"（院办）\n{FIRST}"


@pytest.mark.parametrize(
    "line", ["贷款余额表        （单位：万元）", "合计        （100）", "甲的说明。        （院办）"]
)
def test_not_every_bracket_at_the_right_is_a_unit(line: str) -> None:
    issue = issue_of(f"{HEAD}一、甲项目验收。{FIRST}\n{line}\n二、乙项目启动。{SECOND}\n")
    lines = {text for row in squeezed(issue) for text in row}
    assert any("".join(line.split()) in text for text in lines)


def test_units_that_blanks_part() -> None:
    items = (
        issue_of(
            f"{HEAD}一、甲项目验收。{FIRST}\n二、乙项目启动。{SECOND}\n供稿：石门镇司法所  县妇联  县法院\n"
        )
        .sections[0]
        .items
    )
    assert items[1].units == ("石门镇司法所", "县妇联", "县法院")


def test_a_unit_and_a_person_are_one() -> None:
    items = (
        issue_of(f"{HEAD}一、甲项目验收。{FIRST}\n二、乙项目启动。{SECOND}\n供稿：石门镇司法所 张某\n")
        .sections[0]
        .items
    )
    assert items[1].units == ("石门镇司法所 张某",)


def test_units_between_the_leaders_and_the_pages_of_the_contents() -> None:
    found = imported(
        f"{HEAD}目　录\n1．甲项目验收 …… 县商务局（1）\n2．乙项目启动并且\n   开工 ……………… 县公安局（2）\n3．丙项目揭牌......县农业农村局 3\n\n"
        f"甲项目验收\n{FIRST}\n\n乙项目启动并且开工\n{SECOND}\n\n丙项目揭牌\n{THIRD}\n"
    )
    assert shape(found.issue) == [("", ["甲项目验收", "乙项目启动并且开工", "丙项目揭牌"])]
    assert not found.report.uncertain


def test_the_header_of_a_mail_with_its_labels_spread() -> None:
    found = imported(
        f"主  题：转发：示例周报\n收件人：各会员单位\n发 件 人：示例协会\n\n示例周报\n2031年第7期\n一、甲项目验收。{FIRST}\n二、乙项目启动。{SECOND}\n"
    )
    assert found.issue.masthead.title == "示例周报"
    assert found.issue.masthead.marking == ""
    assert len([doubt for doubt in found.report.uncertain if "by a mail" in doubt.text]) == 3


def test_a_source_behind_the_last_sentence() -> None:
    issue = issue_of(
        f"{HEAD}要闻\n◆甲项目验收\n{FIRST}  来源：示例物流报\n◆乙项目启动\n{SECOND}来源：示例港官网\n会员动态\n◆丙项目揭牌\n{THIRD}\n"
    )
    items = [item for section in issue.sections for item in section.items]
    assert [(item.body, item.source) for item in items] == [
        (FIRST, "示例物流报"),
        (SECOND, "示例港官网"),
        (THIRD, ""),
    ]
    assert shape(issue) == [("要闻", ["甲项目验收", "乙项目启动"]), ("会员动态", ["丙项目揭牌"])]


def test_a_source_that_a_sentence_speaks_of_is_text() -> None:
    told = "资金有两个来源：一是财政拨款，二是社会捐助，合计三千万元，已全部到位并分配完毕。"
    assert (
        issue_of(f"{HEAD}一、甲项目验收。{FIRST}\n{told}\n二、乙项目启动。{SECOND}\n")
        .sections[0]
        .items[0]
        .body
        == f"{FIRST}\n{told}"
    )


@pytest.mark.parametrize("sign", "◇◆▲☆●□▶✦❖")
def test_a_row_of_signs_only_separates(sign: str) -> None:
    issue = issue_of(
        f"{HEAD}{sign * 12}\n☆头条☆\n甲项目验收\n{FIRST}\n☆传真☆\n◎乙项目启动\n{SECOND}\n◎丙项目揭牌\n{THIRD}\n{sign * 12}\n报送：示例局\n发至：各学院\n"
    )
    assert shape(issue) == [("头条", ["甲项目验收"]), ("传真", ["乙项目启动", "丙项目揭牌"])]
    assert [entry.role for entry in issue.distribution] == ["报送", "发至"]


def test_a_heading_with_the_number_below_who_makes_it() -> None:
    text = f"**示例证券研究所**\n\n# 宏观周观察 2031年第7周\n\n2031年4月1日\n\n## 动态\n\n### 甲项目验收\n\n{FIRST}\n\n### 乙项目启动\n\n{SECOND}\n"
    head = issue_of(text, name="a.md").masthead
    assert (head.publisher, head.title, head.number) == ("示例证券研究所", "宏观周观察", 7)


@pytest.mark.parametrize("maker", ["示例公司办公室：编", "示例公司办公室·主办", "【示例公司办公室】编"])
def test_what_stands_between_a_maker_and_its_label_is_accounted_for(maker: str) -> None:
    head = issue_of(
        f"示例简报\n2031年第7期\n{maker}　2031年4月1日\n\n一、甲项目验收。{FIRST}\n二、乙。{SECOND}\n"
    ).masthead
    assert head.department == "示例公司办公室"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("——县政协委员 杨某", ""),
        ("——编辑部", ""),
        ("——示例县改革纪实", "——示例县改革纪实"),
        ("——甲县 乙县 丙县巡礼", "——甲县 乙县 丙县巡礼"),
    ],
)
def test_a_line_behind_a_dash_is_a_subtitle_or_who_wrote(line: str, title: str) -> None:
    item = issue_of(f"{HEAD}关于规范充电收费的建议\n\n{line}\n\n{FIRST}\n{SECOND}\n").sections[0].items[0]
    assert item.title == f"关于规范充电收费的建议{title}"
    assert item.body == "\n".join([*([] if title else [line]), FIRST, SECOND])
