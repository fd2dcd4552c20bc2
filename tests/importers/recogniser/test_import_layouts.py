"""Contents, sections, items and articles in the forms that practice has (docs/field.md, "The body")."""

import pytest

from briefing_tui.model.body import Table, headings, parse_body
from bulletins.bulletin_texts import FIRST, HEAD, SECOND, THIRD, imported, issue_of, shape

NEWS = [("行业动态", ["1.示例市签约", "2.示例县下乡"]), ("经验介绍", ["示例区对接记"])]
NEWS_TEXT = f"【行业动态】\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n【经验介绍】\n示例区对接记\n{THIRD}\n{FIRST}\n"


@pytest.mark.parametrize(
    "head", ["本期目录", "目  录", "目　录", "【本期要目】", "≡本期要目≡", "要 目", "本期要目：", "目录"]
)
@pytest.mark.parametrize(
    "entries",
    [
        "- 行业动态\n- 经验介绍\n",
        "- 行业动态\n  - 示例市签约\n  - 示例县下乡\n- 经验介绍\n  - 示例区对接记\n",
        "行业动态……………………1\n经验介绍……………………3\n",
        "行业动态 .......... 1\n示例区对接记 .......... 12\n",
        "【行业动态】\n1. 示例市签约\t1\n2. 示例县下乡\t2\n【经验介绍】\n示例区对接记（3）\n",
        "一、行业动态\n1. 示例市签约\n2. 示例县下乡\n二、经验介绍\n1. 示例区对接记\n",
        "1. 示例市签约\n2. 示例县下乡\n3. 示例区对接记\n",
        "● 示例市签约　　1\n● 示例县下乡　　2\n● 示例区对接记　　3\n",
    ],
)
def test_contents_are_used_and_not_stored(head: str, entries: str) -> None:
    found = imported(f"{HEAD}{head}\n{entries}\n{NEWS_TEXT}")
    assert shape(found.issue) == NEWS
    assert found.issue.preface is None
    assert found.report.totals()["contents"] >= 10
    assert not found.report.uncertain


def test_contents_without_a_head() -> None:
    found = imported(f"{HEAD}1. 示例市签约\n2. 示例县下乡\n3. 示例区对接记\n\n{NEWS_TEXT}")
    assert shape(found.issue) == NEWS
    assert found.report.totals()["contents"] > 10


def test_numbered_items_with_titles_of_their_own_are_no_contents() -> None:
    found = imported(f"{HEAD}1. 示例市签约\n{FIRST}\n2. 示例县下乡\n{SECOND}\n")
    assert shape(found.issue) == [("", ["1.示例市签约", "2.示例县下乡"])]
    assert "contents" not in found.report.totals()


def test_a_contents_line_that_the_text_has_not_is_reported() -> None:
    found = imported(f"{HEAD}目录\n行业动态\n经验介绍\n政策速递\n\n{NEWS_TEXT}")
    assert [("政策速递" in doubt.text) for doubt in found.report.uncertain] == [True]
    assert shape(found.issue) == NEWS


def test_a_group_that_only_the_contents_name_is_given_to_the_items() -> None:
    found = imported(f"{HEAD}目录\n- 行业动态\n  - 担保动态\n- 经验介绍\n  - 示例区对接记\n\n{NEWS_TEXT}")
    assert shape(found.issue)[0] == ("行业动态", ["［担保动态］1.示例市签约", "［担保动态］2.示例县下乡"])
    assert len(found.report.uncertain) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("【行业动态】", "【经验介绍】"),
        ("≡行业动态≡", "≡经验介绍≡"),
        ("一、行业动态", "二、经验介绍"),
        ("◆ 行业动态", "◆ 经验介绍"),
        ("★行业动态", "★经验介绍"),
        ("◆行业动态◆", "◆经验介绍◆"),
    ],
)
def test_heads_of_sections(first: str, second: str) -> None:
    text = f"{first}\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n{second}\n1. 示例区对接。{THIRD}\n"
    assert shape(issue_of(HEAD + text)) == [
        ("行业动态", ["1.示例市签约", "2.示例县下乡"]),
        ("经验介绍", ["1.示例区对接"]),
    ]


def test_a_bulletin_without_sections() -> None:
    issue = issue_of(f"{HEAD}1. 示例市签约。{FIRST}\n\n2. 示例县下乡。{SECOND}\n")
    assert shape(issue) == [("", ["1.示例市签约", "2.示例县下乡"])]


@pytest.mark.parametrize("mark", ["■", "★", "※", "● ", "◆", "- ", "· ", "○ ", "▲"])
@pytest.mark.parametrize("own_line", [False, True])
def test_items_with_bullets(mark: str, own_line: bool) -> None:
    gap = "\n" if own_line else "。"
    found = imported(f"{HEAD}【行业动态】\n{mark}示例市签约{gap}{FIRST}\n{mark}示例县下乡{gap}{SECOND}\n")
    assert shape(found.issue) == [("行业动态", ["示例市签约", "示例县下乡"])]
    assert found.issue.sections[0].items[1].body == SECOND
    assert found.report.totals()["item marks"[:-1]] == 2


@pytest.mark.parametrize(
    "marks", ["1. 2.", "1、 2、", "1． 2．", "（1） （2）", "(1) (2)", "① ②", "一、 二、", "（一） （二）"]
)
@pytest.mark.parametrize("own_line", [False, True])
def test_items_with_numbers(marks: str, own_line: bool) -> None:
    one, two = marks.split()
    gap = "\n" if own_line else "。"
    found = imported(f"{HEAD}【行业动态】\n{one}示例市签约{gap}{FIRST}\n{two}示例县下乡{gap}{SECOND}\n")
    assert shape(found.issue) == [("行业动态", ["1.示例市签约", "2.示例县下乡"])]
    assert [item.body for item in found.issue.sections[0].items] == [FIRST, SECOND]


def test_numbers_that_run_through_the_issue() -> None:
    text = f"【行业动态】\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n【经验介绍】\n3. 示例区对接。{THIRD}\n"
    issue = issue_of(HEAD + text)
    assert [section.continued for section in issue.sections] == [False, True]
    assert shape(issue)[1] == ("经验介绍", ["3.示例区对接"])


def test_numbers_that_begin_again_in_each_section() -> None:
    text = f"【行业动态】\n1. 示例市签约。{FIRST}\n【经验介绍】\n1. 示例区对接。{THIRD}\n"
    assert [section.continued for section in issue_of(HEAD + text).sections] == [False, False]


def test_a_gap_in_the_numbers_is_reported() -> None:
    found = imported(f"{HEAD}【行业动态】\n1. 示例市签约。{FIRST}\n3. 示例区对接。{THIRD}\n")
    assert [doubt.line for doubt in found.report.uncertain] == [7]


def test_items_with_a_title_line_of_their_own_and_no_mark() -> None:
    issue = issue_of(
        f"{HEAD}【行业动态】\n\n示例市担保签约\n\n{FIRST}\n{SECOND}\n\n示例区专场对接\n\n{THIRD}\n"
    )
    assert shape(issue) == [("行业动态", ["示例市担保签约", "示例区专场对接"])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n{SECOND}"


def test_items_with_their_title_in_brackets() -> None:
    issue = issue_of(f"{HEAD}【示例市签约】{FIRST}\n【示例县下乡】{SECOND}\n")
    assert shape(issue) == [("", ["示例市签约", "示例县下乡"])]


def test_groups_above_numbered_items() -> None:
    text = f"【行业动态】\n融资担保动态\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n小额贷款动态\n3. 示例区对接。{THIRD}\n"
    found = imported(HEAD + text)
    assert shape(found.issue) == [
        (
            "行业动态",
            ["［融资担保动态］1.示例市签约", "［融资担保动态］2.示例县下乡", "［小额贷款动态］3.示例区对接"],
        )
    ]


def test_groups_whose_items_count_from_one_again() -> None:
    text = f"【行业动态】\n◆融资担保动态\n1. 示例市签约。{FIRST}\n◆小额贷款动态\n1. 示例区对接。{THIRD}\n"
    found = imported(HEAD + text)
    assert shape(found.issue) == [
        ("行业动态", ["［融资担保动态］1.示例市签约"]),
        ("", ["［小额贷款动态］1.示例区对接"]),
    ]
    assert found.report.uncertain


def test_the_lead_sentence_ends_outside_brackets_and_quotes() -> None:
    text = f"【动态】\n1. 示例厅长说“要快。要准。”并部署（见附件。）工作。{FIRST}\n2. 担保怎么做？{SECOND}\n"
    titles = [item.title for item in issue_of(HEAD + text).sections[0].items]
    assert titles == ["示例厅长说“要快。要准。”并部署（见附件。）工作", "担保怎么做？"]


def test_an_item_without_a_short_first_sentence_has_no_title_and_says_so() -> None:
    long = "示例担保" * 25 + "。"
    found = imported(f"{HEAD}【动态】\n1. {long}{FIRST}\n2. 示例县下乡。{SECOND}\n")
    item = found.issue.sections[0].items[0]
    assert (item.title, item.body) == ("", long + FIRST)
    assert found.report.uncertain


def test_a_list_inside_an_item_is_text() -> None:
    text = f"【动态】\n1. 示例市签约。{FIRST}\n（1）先行先试。\n（2）总结推广。\n2. 示例县下乡。{SECOND}\n"
    issue = issue_of(HEAD + text)
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n（1）先行先试。\n（2）总结推广。"


def test_an_article_keeps_its_ladder_under_a_section() -> None:
    text = f"【经验介绍】\n示例区担保改革记\n{FIRST}\n一、改革背景\n{SECOND}\n（一）第一步。{THIRD}\n1. 建专班\n{FIRST}\n（1）定名单\n{SECOND}\n二、改革成效\n{THIRD}\n"
    issue = issue_of(HEAD + text)
    assert shape(issue) == [("经验介绍", ["示例区担保改革记"])]
    found = headings(issue.sections[0].items[0].body)
    assert [(block.level, block.text[:6]) for block in found] == [
        (1, "一、改革背景"),
        (2, "（一）第一步"),
        (3, "1. 建专班"),
        (4, "（1）定名单"),
        (1, "二、改革成效"),
    ]


def test_an_article_alone_is_an_item_and_its_heads_are_no_sections() -> None:
    text = f"示例区担保改革记\n——示例区经验\n{FIRST}\n一、改革背景\n{SECOND}\n二、改革成效\n{THIRD}\n"
    issue = issue_of(HEAD + text)
    assert shape(issue) == [("", ["示例区担保改革记——示例区经验"])]
    assert len(headings(issue.sections[0].items[0].body)) == 2


def test_two_articles_in_a_section() -> None:
    text = f"【经验介绍】\n示例区担保改革记\n{FIRST}\n一、改革背景\n{SECOND}\n\n示例县农担观察\n{THIRD}\n一、田间地头\n{FIRST}\n"
    assert shape(issue_of(HEAD + text)) == [("经验介绍", ["示例区担保改革记", "示例县农担观察"])]


@pytest.mark.parametrize("head", ["编者按", "【编者按】", "卷首语", "编 者 按", "编者的话", "【卷首语】"])
@pytest.mark.parametrize("run_in", [False, True])
def test_preface(head: str, run_in: bool) -> None:
    between = ("" if "】" in head else "：") if run_in else "\n"
    issue = issue_of(f"{HEAD}{head}{between}{THIRD}\n\n{NEWS_TEXT}")
    assert issue.preface is not None
    assert (issue.preface.title, issue.preface.body) == (head.strip("【】").replace(" ", ""), THIRD)
    assert shape(issue) == NEWS


def test_preface_between_masthead_and_contents() -> None:
    found = imported(f"{HEAD}编者按：{THIRD}\n\n目录\n行业动态\n经验介绍\n\n{NEWS_TEXT}")
    assert found.issue.preface is not None
    assert found.issue.preface.body == THIRD
    assert shape(found.issue) == NEWS


def test_preface_after_the_contents() -> None:
    issue = issue_of(f"{HEAD}目录\n行业动态\n经验介绍\n\n卷首语\n{THIRD}\n{FIRST}\n\n{NEWS_TEXT}")
    assert issue.preface is not None
    assert issue.preface.body == f"{THIRD}\n{FIRST}"
    assert shape(issue) == NEWS


@pytest.mark.parametrize(
    "rows",
    [
        "指标 | 期末 | 同比\n规模 | 12.5亿元 | 8%",
        "指标      期末        同比\n规模      12.5亿元    8%",
        "指标　　　期末　　　　同比\n规模　　　12.5亿元　　8%",
        "指标\t期末\t同比\n规模\t12.5亿元\t8%",
        "| 指标 | 期末 | 同比 |\n| 规模 | 12.5亿元 | 8% |",
        "| 指标 | 期末 | 同比 |\n|---|---|---|\n| 规模 | 12.5亿元 | 8% |",
    ],
)
def test_tables(rows: str) -> None:
    issue = issue_of(f"{HEAD}【动态】\n1. 示例市签约。{FIRST}\n业务情况表\n{rows}\n2. 示例县下乡。{SECOND}\n")
    blocks = parse_body(issue.sections[0].items[0].body)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.rows for table in tables] == [(("指标", "期末", "同比"), ("规模", "12.5亿元", "8%"))]
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]


@pytest.mark.parametrize(
    "rows",
    [
        "┌──┬──┬──┐\n│指标│期末│同比│\n├──┼──┼──┤\n│规模│12.5亿元│8%│\n└──┴──┴──┘",
        "┏━━┳━━┳━━┓\n┃ 指标 ┃ 期末 ┃ 同比 ┃\n┣━━╋━━╋━━┫\n┃ 规模 ┃ 12.5亿元 ┃ 8% ┃\n┗━━┻━━┻━━┛",
        "╔══╦══╦══╗\n║指标║期末║同比║\n╠══╬══╬══╣\n║规模║12.5亿元║8%║\n╚══╩══╩══╝",
        "+----+----+----+\n| 指标 | 期末 | 同比 |\n+====+====+====+\n| 规模 | 12.5亿元 | 8% |\n+----+----+----+",
        "指标 │ 期末 │ 同比\n─────┼─────┼─────\n规模 │ 12.5亿元 │ 8%",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_drawn_tables(rows: str, name: str) -> None:
    head = HEAD if name == "a.txt" else "# 示例周报 第7期 2031年4月1日\n"
    section = "【动态】" if name == "a.txt" else "## 动态"
    text = f"{head}{section}\n1. 示例市签约。{FIRST}\n{rows}\n2. 示例县下乡。{SECOND}\n"
    issue = issue_of(text, name=name)
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]
    tables = [block for block in parse_body(issue.sections[0].items[0].body) if isinstance(block, Table)]
    assert [table.rows for table in tables] == [(("指标", "期末", "同比"), ("规模", "12.5亿元", "8%"))]


def test_a_drawn_table_keeps_its_empty_cells_and_the_bars_in_them() -> None:
    rows = "┌─┬─┐\n│ │ 甲|乙 │\n│ 丙 │ │\n└─┴─┘"
    body = issue_of(f"{HEAD}【动态】\n1. 示例市签约。{FIRST}\n{rows}\n").sections[0].items[0].body
    table = parse_body(body)[-1]
    assert isinstance(table, Table)
    assert table.rows == (("", "甲｜乙"), ("丙", ""))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_escaped_bar_splits_no_cell(name: str) -> None:
    rows = "| 指标 | 值 |\n|---|---|\n| 甲\\|乙 | 3 |"
    head = f"{HEAD}【动态】" if name == "a.txt" else "# 示例周报 第7期 2031年4月1日\n## 动态"
    body = issue_of(f"{head}\n1. 示例市签约。{FIRST}\n{rows}\n", name=name).sections[0].items[0].body
    table = parse_body(body)[-1]
    assert isinstance(table, Table)
    assert table.rows == (("指标", "值"), ("甲｜乙", "3"))


@pytest.mark.parametrize(
    "caption", ["图1 规模", "表2-1 规模", "附表：规模", "图 3.规模", "地点：示例市", "注：规模"]
)
def test_captions_and_labelled_lines_are_no_titles(caption: str) -> None:
    issue = issue_of(f"{HEAD}【动态】\n1. 示例市签约。{FIRST}\n{caption}\n{THIRD}\n2. 示例县下乡。{SECOND}\n")
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]
    assert issue.sections[0].items[0].body == f"{FIRST}\n{caption}\n{THIRD}"


@pytest.mark.parametrize(
    ("head", "kept"), [("【工 作 动 态】", "工作动态"), ("一、工　作　动　态", "工作动态")]
)
def test_spread_out_heads_are_closed_up(head: str, kept: str) -> None:
    text = f"{HEAD}{head}\n1. 示例市签约。{FIRST}\n{head.replace('一', '二')}\n1. 示例县下乡。{SECOND}\n"
    assert [section.title for section in issue_of(text).sections] == [kept, kept]


def test_a_spread_out_title_is_closed_up() -> None:
    assert shape(issue_of(f"{HEAD}简 讯\n{FIRST}\n")) == [("", ["简讯"])]


def test_a_single_number_under_a_text_is_text() -> None:
    text = f"{HEAD}【生产】\n{FIRST}\n1、考核得分{SECOND}\n{THIRD}\n【安全】\n1. 示例县下乡。{SECOND}\n"
    assert shape(issue_of(text)) == [("生产", [""]), ("安全", ["1.示例县下乡"])]


@pytest.mark.parametrize(
    ("line", "source", "url", "units"),
    [
        ("（来源：示例日报）", "示例日报", "", ()),
        ("来源：示例日报", "示例日报", "", ()),
        ("(信息来源: 示例网)", "示例网", "", ()),
        ("（示例市公司、示例县公司报送）", "", "", ("示例市公司", "示例县公司")),
        ("（示例市公司 供稿）", "", "", ("示例市公司",)),
        ("报送单位：示例市公司", "", "", ("示例市公司",)),
        ("（来源：示例日报）\n链接：https://example.org/a?b=1", "示例日报", "https://example.org/a?b=1", ()),
    ],
)
@pytest.mark.parametrize("run_in", [False, True])
def test_where_an_item_comes_from(
    line: str, source: str, url: str, units: tuple[str, ...], run_in: bool
) -> None:
    gap = "" if run_in and line[0] in "（(" else "\n"
    issue = issue_of(f"{HEAD}【动态】\n1. 示例市签约。{FIRST}{gap}{line}\n2. 示例县下乡。{SECOND}\n")
    item = issue.sections[0].items[0]
    assert (item.source, item.url, item.units, item.body) == (source, url, units, FIRST)
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]


def test_a_tab_behind_a_number_makes_no_table() -> None:
    issue = issue_of(f"{HEAD}【动态】\n1.\t示例市签约。{FIRST}\n2.\t示例县下乡。{SECOND}\n")
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]


def test_a_bar_in_one_title_makes_no_table() -> None:
    issue = issue_of(f"{HEAD}【动态】\n示例签约 | 现场\n{FIRST}\n示例下乡 | 现场\n{SECOND}\n")
    assert shape(issue) == [("动态", ["示例签约 | 现场", "示例下乡 | 现场"])]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (NEWS_TEXT, ["", ""]),
        (f"1. 示例市签约\n{FIRST}\n2. 示例县下乡\n{SECOND}\n", ["head"]),
        (f"【行业动态】\n■示例市签约。{FIRST}\n■示例县下乡。{SECOND}\n", ["run-in"]),
        (f"【行业动态】\n【示例市签约】{FIRST}\n【示例县下乡】{SECOND}\n", ["run-in"]),
        (f"【行业动态】\n1. 示例市签约。{FIRST}\n{SECOND}\n2. 示例县下乡。{SECOND}\n{THIRD}\n", [""]),
    ],
)
def test_a_section_keeps_how_its_titles_stood(text: str, titles: list[str]) -> None:
    assert [section.titles for section in imported(HEAD + text).issue.sections] == titles
