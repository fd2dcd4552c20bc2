"""Nothing is lost, whatever comes in, and the time it takes grows with its length only."""

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.importers.report import printed_texts, squeeze
from briefing_tui.library.format.codec import dump_issue, load_issue
from bulletins.bulletin_texts import FIRST, HEAD, KEY, SECOND, check_account, imported
from measures.costs import is_linear
from measures.counted_steps import growth

PIECES = st.sampled_from(
    [
        "示例省信用担保集团公司", "行业信息简报", "2031年第7期", "（总第62期）", "第十四期", "增刊", "2031年4月16日", "二〇三一年二月三十日",
        "业务管理部", "内部资料 注意保存", "编号：000123", "目录", "本期要目", "【行业动态】", "【编者按】", "编者按：", "卷首语", "一、", "二、",
        "（一）", "1.", "2. ", "3、", "（1）", "①", "■", "◆ ", "- ", "* ", "行业动态", "示例市签约", "示例市签约。", FIRST, SECOND, "……3", "\t", "|", "| a | b |",
        "|---|", " | ", "——以下无正文——", "（完）", "————————", "报：", "抄送：", "、", "；", "（印送）", "共印16份", "签发：张某", "来源：示例日报",
        "（来源：示例日报）", "（示例市公司报送）", "链接：https://example.org/", "- 3 -", "第 3 页", "4", "\f", "“", "”", "（", "）", "《", "》", "# ", "## ", "### ",
        "```", "---", "**", "**1、问：**", "===", "----", "##要闻", "    ", "[a]: b", "[a][b]", "![a](data:image/png;base64,QUJD)", "data:image/png;base64,QUJDQUJDQUJDQUJDQUJD", "<https://a.b>",
        "期号：", "编发单位：", "印发日期：", "主送：", "时间:", "来源: ", "浏览次数：", "#86", "Vol.3", "第壹期", "星期三", "14:27", "2031年4月", "4月7日—4月13日", "创刊号", "第7-8期", "（第2版）", "│", "┌──┐", "\\|",
        "+---+", "`", "*", "__", "第 2 页 共 3 页", "正文：", "当前位置：", "【打印】【关闭】", "秘 密", "图1 ", "> ", "[a](b)", "title: x", "\u200b", "\x1b", "\u202e", "　　", "  ", "   ", "。", "，", "：", "？", "Latin word", "5%", "·", "≡",
    ]
)  # fmt: skip
LINES = st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=40).map("\n".join)


@settings(max_examples=400)
@given(LINES, st.booleans(), st.sampled_from(["a.txt", "a.md"]))
def test_every_character_is_kept_or_listed_in_any_order_of_pieces(
    text: str, with_head: bool, name: str
) -> None:
    whole = HEAD + text if with_head else "前言\n" + text
    check_account(whole, recognise(whole, name=name, key=KEY))


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=200))
def test_every_character_is_kept_or_listed_in_any_text(text: str) -> None:
    whole = "甲" + text
    check_account(whole, recognise(whole, name="a.txt", key=KEY))


def test_characters_that_act_on_a_terminal_are_made_visible_and_reported() -> None:
    found = imported(f"{HEAD}【动态】\n1. 示例\x1b[31m签约。{FIRST}\n2. 示例\u202e下乡。{SECOND}\n")
    titles = [item.title for item in found.issue.sections[0].items]
    assert titles == ["示例␛[31m签约", "示例\u202e下乡"]
    assert [doubt.line for doubt in found.report.uncertain] == [6, 7]


def test_invisible_characters_are_dropped_and_listed() -> None:
    found = imported(f"{HEAD}【动态】\n1. 示例\u200b签\xad约。{FIRST}\n")
    assert found.issue.sections[0].items[0].title == "示例签约"
    assert sum(entry.reason == "invisible" for entry in found.report.dropped) == 2


def test_the_report_says_how_much_was_kept_and_what_was_dropped() -> None:
    found = imported(f"{HEAD}【动态】\n1. 示例签约。{FIRST}\n2. 示例下乡。{SECOND}\n")
    line = found.report.one_line()
    assert line.startswith(f"{found.report.kept} characters kept, 8 dropped: ")
    assert "4 number labels" in line
    assert "2 brackets of heads" in line


@pytest.mark.parametrize(
    "line",
    [
        "4月7日—4月13日2031年4月",
        "期号：主送：",
        "主送：期号：",
        "星期三（一）示例省信用担保集团公司",
        "编发单位：（甲部） 星期三",
        "签发：甲某 2031年4月16日 乙某",
        "印数：甲",
        "《行业信息》（4.7-4.13）第7期",
    ],
)
def test_lines_that_say_several_things_lose_none(line: str) -> None:
    for text in (f"{HEAD}{line}\n{FIRST}\n", f"{line}\n{HEAD}{FIRST}\n"):
        check_account(text, recognise(text, name="a.txt", key=KEY))


HOSTILE = [
    "(",
    "（",
    "一",
    " ",
    "1.",
    "-",
    "…",
    "|",
    "\t",
    "“",
    "【",
    "*",
    "#",
    "增刊",
    "总第",
    "2024年",
    "：",
    "、",
    "第",
    "0",
    "[",
    "一、",
    "A ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_line_of_20000_characters_costs_no_time(unit: str) -> None:
    whole = (unit * 20_000)[:20_000]

    def take_in(length: int) -> None:
        line = whole[:length]
        text = f"{HEAD}{line}甲\n【动态】\n1. {line}\n{line}\n报：{line}\n"
        check_account(text, recognise(text, name="a.txt", key=KEY))
        check_account(text, recognise(text, name="a.md", key=KEY))

    assert is_linear(take_in, 5_000)


def test_a_megabyte_takes_four_times_what_a_quarter_takes() -> None:
    def take_in(size: int) -> tuple[str, Recognised]:
        items = "".join(f"{n}. 示例市第{n}次签约。{FIRST}{SECOND}\n\n" for n in range(1, size))
        text = HEAD + "".join(f"【动态{part}】\n\n{items}" for part in range(6))
        return text, recognise(text, name="a.txt")

    text, found = take_in(900)
    assert len(text.encode()) > 1_000_000
    assert sum(len(section.items) for section in found.issue.sections) == 899 * 6
    assert is_linear(take_in, 225)


def test_many_short_lines_take_little_time() -> None:
    def take_in(lines: int) -> None:
        recognise(HEAD + "【动态】\n" + "甲乙\n" * lines, name="a.txt")

    assert is_linear(take_in, 5_000)


@pytest.mark.parametrize(
    "line",
    [
        "- 1 -",
        "第 2 页 共 3 页",
        "行业信息简报　第 2 页 共 3 页",
        "3",
        "\f甲乙",
        "目录",
        "1. 甲......2",
        "- 甲{n}\n  - 乙{n}",
        "- 甲{n}\n  - 乙{n}\n【甲{n}】\n1. 丙",
        "- 甲",
        "甲\t乙",
        "## 甲",
        "### 甲",
        "1、甲",
        "【甲】",
        "（",
        "报：甲",
        "来源：甲",
        "![](data:image/png;base64,AAAA",
        "│ 甲 │ 乙 │",
        "**甲{n}**",
        "- [甲](#b)",
        "- [甲][{n}]",
        "[{n}]: /b",
        "- 甲\n1. 乙",
        "甲\n---",
        "时间：甲",
        "分享到：",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_twice_the_lines_are_twice_the_work(line: str, name: str) -> None:
    def make(size: int) -> None:
        body = "".join(line.replace("{n}", str(n)) + "\n" for n in range(size))
        recognise(f"{HEAD}目录\n" + body + FIRST, name=name, key=KEY)

    make(20)  # whatever is loaded or compiled once
    assert growth(make, 150) < 2.3


@settings(max_examples=150)
@given(LINES)
def test_an_imported_issue_reads_back_from_its_file_with_nothing_lost(text: str) -> None:
    issue = recognise(HEAD + text, name="a.txt", key=KEY).issue
    loaded = load_issue(dump_issue(issue).encode(), "2031-07.toml").issue
    assert squeeze("".join(printed_texts(loaded))) == squeeze("".join(printed_texts(issue)))
    assert loaded.key == KEY


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("line", ["# # ## ", "## ## ", "。行业动态", "1. 。示例", "### ###"])
def test_marks_with_nothing_behind_them_lose_nothing(name: str, line: str) -> None:
    for text in (
        f"{HEAD}{line}\n{FIRST}\n",
        f"{line}\n{HEAD}{FIRST}\n",
        f"{HEAD}目录\n【行业动态】\n\n{line}\n{FIRST}\n",
    ):
        check_account(text, recognise(text, name=name, key=KEY))
