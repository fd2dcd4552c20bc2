"""Where the printed contents begin and end: they confirm heads, and swallow none of the text."""

import pytest

from briefing_tui.importers.recognise import Recognised
from bulletins.bulletin_texts import FIRST, HEAD, SECOND, THIRD, imported, shape

ARTICLES = f"一、甲水厂检修\n{FIRST}\n二、乙泵站换岗\n{SECOND}\n"
READ = [("", ["1.甲水厂检修", "2.乙泵站换岗"])]


def read(contents: str, text: str = ARTICLES) -> Recognised:
    found = imported(f"{HEAD}{contents}{text}")
    assert [item.body for section in found.issue.sections for item in section.items] == [FIRST, SECOND]
    assert found.issue.preface is None
    return found


def contents_of(found: Recognised) -> list[str]:
    return [entry.text for entry in found.report.dropped if entry.reason == "contents"]


@pytest.mark.parametrize(
    "contents",
    [
        "· 甲水厂检修\n· 乙泵站换岗\n\n",
        "◆甲水厂检修\n◆乙泵站换岗\n",
        "1. 甲水厂检修\n2. 乙泵站换岗\n\n",
        "甲水厂检修\n乙泵站换岗\n\n",
        "甲水厂检修\t1\n乙泵站换岗\t2\n",
        "（一）甲水厂检修\n（二）乙泵站换岗\n",
        "· 一、甲水厂检修\n· 二、乙泵站换岗\n",
    ],
)
def test_contents_without_a_head_are_told_by_their_return(contents: str) -> None:
    found = read(contents)
    assert shape(found.issue) == READ
    assert contents_of(found) == contents.split("\n")[:2]
    assert not found.report.uncertain


def test_bullets_of_two_levels_without_a_head() -> None:
    contents = "· 生产\n  · （一）甲水厂检修\n  · （二）乙泵站换岗\n· 安全\n· 附件：指标表\n\n"
    text = f"一、生产\n（一）甲水厂检修\n{FIRST}\n（二）乙泵站换岗\n{SECOND}\n二、安全\n（一）演练一次\n{THIRD}\n"
    found = imported(f"{HEAD}{contents}{text}")
    assert shape(found.issue) == [("生产", ["1.甲水厂检修", "2.乙泵站换岗"]), ("安全", ["1.演练一次"])]
    assert [doubt.line for doubt in found.report.uncertain] == [9]
    assert len(contents_of(found)) == 5


def test_items_that_do_not_return_are_no_contents() -> None:
    found = imported(f"{HEAD}· 甲水厂检修\n{FIRST}\n· 乙泵站换岗\n{SECOND}\n")
    assert not contents_of(found)
    assert shape(found.issue) == [("", ["甲水厂检修", "乙泵站换岗"])]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n一、甲水厂\n检修......1\n二、乙泵站换岗......2\n",
        "目录\n一、甲水厂\n检修\n二、乙泵站换岗\n\n",
        "目录\n一、甲\n水厂\n检修……1\n二、乙泵站换岗……2\n",
        "目录\n一、甲水厂检\n修（1）\n二、乙泵\n站换岗（2）\n",
        "目录\n甲水厂\n检修……1\n乙泵站换岗……2\n",
        "· 甲水厂\n检修\n· 乙泵站换岗\n\n",
    ],
)
def test_a_wrapped_title_is_one_entry(contents: str) -> None:
    found = read(contents)
    assert shape(found.issue) == READ
    assert len(contents_of(found)) == (2 if contents.startswith("·") else 3)
    assert not found.report.uncertain


def test_a_wrapped_title_that_does_not_return_is_one_entry_too() -> None:
    found = read("目录\n一、水厂\n检修……1\n二、乙泵站换岗……2\n")
    assert [doubt.text for doubt in found.report.uncertain] == ["'水厂检修' stands in the contents only"]


def test_a_section_above_a_wrapped_title_stays_an_entry_of_its_own() -> None:
    text = f"【生产】\n1. 甲水厂检修。{FIRST}\n【安全】\n1. 乙泵站换岗。{SECOND}\n"
    found = imported(f"{HEAD}目录\n生产……1\n1. 甲水厂\n检修……1\n安全……2\n1. 乙泵站\n换岗……2\n{text}")
    assert shape(found.issue) == [("生产", ["1.甲水厂检修"]), ("安全", ["1.乙泵站换岗"])]
    assert not found.report.uncertain


@pytest.mark.parametrize(
    "page",
    [
        "（1）",
        "( 1 )",
        "……1",
        "… … … （ １ ）",
        " P1",
        "  P.1",
        "　第1页",
        "（第2版）",
        "/1",
        "....1-3",
        "\t1",
        "———— 1",
        "（见第1版）",
    ],
)
def test_page_numbers_of_the_contents(page: str) -> None:
    found = read(f"目录\n一、甲水厂检修{page}\n二、乙泵站换岗{page}\n")
    assert shape(found.issue) == READ
    assert not found.report.uncertain


def test_spread_out_letters_of_a_recognised_page() -> None:
    found = imported(
        "工　作　简　报\n２０３１ 年 第 ７ 期\n示 例 省 水 务 协 会 编   ２０３１ 年 ４ 月 １６ 日\n\n－ １ －\n\n本 期 目 录\n"
        "一 、 甲水厂检修 … … … （ １ ）\n二 、 乙泵站换岗 … … … （ ２ ）\n\n一 、 甲水厂检修\n３ 月 １０ 日 ， 甲水厂检修 ， ６ 名职\n工参加 。\n\n－ ２ －\n\n"
        "二 、 乙泵站换岗\n乙泵站换岗 。\n"
    )
    assert shape(found.issue) == READ
    assert [item.body.replace("\n", "") for item in found.issue.sections[0].items] == [
        "３ 月 １０ 日 ， 甲水厂检修 ， ６ 名职工参加 。",
        "乙泵站换岗 。",
    ]
    assert (found.issue.masthead.title, found.issue.masthead.department) == ("工作简报", "示例省水务协会")
    assert not found.report.uncertain


@pytest.mark.parametrize(
    ("contents", "entries"),
    [
        ("目录\n一、水厂\n二、泵站\n", 2),
        ("本期导读\n◆ 水厂\n◆ 泵站\n\n", 2),
        ("本期导读\n水厂\n泵站\n\n", 2),
        ("目录\n水厂……1\n泵站……2\n", 2),
        ("目录\n水厂……1\n泵站……2\n\n", 2),
        ("目录\n", 0),
    ],
)
def test_entries_worded_otherwise_take_no_head_of_the_text(contents: str, entries: int) -> None:
    found = read(contents)
    assert shape(found.issue) == READ
    assert len(contents_of(found)) == entries + 1
    assert len(found.report.uncertain) == max(entries, 1)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_head_worded_otherwise_and_a_wrapped_sentence_are_text(gap: str) -> None:
    wrapped = f"示例水厂检修完成\n{FIRST[:24]}\n{FIRST[24:]}\n示例泵站换岗\n{SECOND}\n"
    found = imported(f"{HEAD}目录\n水厂……1\n泵站……2\n{gap}{wrapped}")
    assert [item.title for item in found.issue.sections[0].items] == ["示例水厂检修完成", "示例泵站换岗"]
    bodies = [item.body.replace("\n", "") for item in found.issue.sections[0].items]
    assert bodies == [FIRST, SECOND]


@pytest.mark.parametrize("head", ["≡本期详情≡", "【正文】", "正　文", "详细内容"])
def test_what_only_says_that_the_text_begins_is_neither_entry_nor_title(head: str) -> None:
    found = read(
        f"≡本期要目≡\n※ 甲水厂检修\n※ 乙泵站换岗\n\n{head}\n",
        ARTICLES.replace("一、", "■").replace("二、", "■"),
    )
    assert shape(found.issue) == [("", ["甲水厂检修", "乙泵站换岗"])]
    assert not found.report.uncertain


@pytest.mark.parametrize("head", ["【本期内容】", "目录", "本期要目"])
def test_titles_with_no_text_below_are_no_contents(head: str) -> None:
    found = imported(f"{HEAD}{head}\n1. 甲水厂检修\n2. 乙泵站换岗\n\n报：示例领导\n")
    titles = [item.title for section in found.issue.sections for item in section.items]
    assert titles == ["甲水厂检修", "乙泵站换岗"]


def test_a_title_that_fills_its_line_has_its_page_on_the_next() -> None:
    found = read("本期目录\n一、甲水厂检修\n......... 1\n二、乙泵站换岗 ....... 2\n\n")
    assert shape(found.issue) == READ
    assert not found.report.uncertain


@pytest.mark.parametrize(
    "contents",
    [
        "本期目录\n一、甲水厂检修  1\n二、乙泵站换岗\n2\n\n",
        "本期目录\n一、甲水厂检修\n1\n二、乙泵站换岗  12\n\n",
        "一、甲水厂检修\n1\n二、乙泵站\n换岗\n2\n\n",
        "本期目录\n甲水厂检修\n1\n乙泵站换岗\n2\n\n",
    ],
    ids=["last", "first", "wrapped", "no marks"],
)
def test_a_bare_number_below_an_entry_is_its_page(contents: str) -> None:
    found = read(contents)
    assert shape(found.issue) == READ
    assert not found.report.uncertain


def test_a_bare_number_below_an_entry_is_no_part_of_the_preface() -> None:
    contents = "本期目录\n一、甲水厂检修  1\n二、乙泵站换岗\n2\n\n"
    found = imported(f"{HEAD}{contents}编者按：按语的话在这里。\n{ARTICLES}")
    assert found.issue.preface is not None
    assert found.issue.preface.body == "按语的话在这里。"
    assert shape(found.issue) == READ


def test_an_entry_of_latin_letters_may_be_twice_as_long() -> None:
    latin = "Toolchain/Emulator Support for Sample-V International Working Group"
    text = f"{HEAD}本期目录\n甲水厂动态......1\n{latin}......4\n【甲水厂动态】\n1. 检修。{FIRST}\n【{latin}】\n1. 换岗。{SECOND}\n"
    found = imported(text)
    assert shape(found.issue) == [("甲水厂动态", ["1.检修"]), (latin, ["1.换岗"])]
    assert found.issue.preface is None
