"""Lists of Markdown are trees, headings come in several spellings, code keeps its indent."""

import pytest

from briefing_tui.model.body import Table, parse_body
from briefing_tui.model.issue import Issue
from bulletins.bulletin_texts import FIRST, KEY, SECOND, imported, issue_of, shape

HEAD = "# 示例周报·第7期·2031年4月16日\n\n"
TOP = f"{HEAD}## 动态\n\n"


def bodies(issue: Issue) -> list[str]:
    return [item.body for item in issue.sections[0].items]


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("outer", "inner"), [("1、 2、", "- "), ("1. 2.", "* "), ("1. 2.", "+ "), ("**1、 **2、", "- ")]
)
def test_bullets_under_a_number_are_its_text(outer: str, inner: str, gap: str) -> None:
    one, two = outer.split(" ")
    end = "**" if one.startswith("*") else ""
    found = imported(f"{TOP}{one} 甲课{end}\n{gap}{inner}子\n{inner}丑\n{gap}{two} 乙课{end}\n")
    assert shape(found.issue) == [("动态", ["1.甲课", "2.乙课"])]
    assert bodies(found.issue) == [f"{inner}子\n{inner}丑", ""]
    assert not found.report.uncertain


def test_numbers_under_a_bullet_are_its_text_when_the_bullets_go_on() -> None:
    issue = issue_of(f"{TOP}- 甲课\n\n1. 子\n2. 丑\n\n- 乙课\n")
    assert shape(issue) == [("动态", ["甲课", "乙课"])]
    assert bodies(issue) == ["1. 子\n2. 丑", ""]


def test_a_list_behind_the_last_number_is_its_text_in_doubt() -> None:
    found = imported(f"{TOP}1. 甲课\n2. 乙课\n\n- 子\n- 丑\n")
    assert bodies(found.issue) == ["", "- 子\n- 丑"]
    assert [doubt.line for doubt in found.report.uncertain][:1] == [8]


@pytest.mark.parametrize("number", ["**{n}、** ", "**{n}.** ", "**{n}．**"])
def test_emphasised_numbers_of_entries(number: str) -> None:
    found = imported(f"{TOP}{number.format(n=1)}甲课。{FIRST}\n\n{number.format(n=2)}[乙课](/b)\n")
    assert shape(found.issue) == [("动态", ["1.甲课", "2.乙课"])]
    assert found.issue.sections[0].items[1].url == "/b"


def test_a_list_of_ones_counts_by_itself() -> None:
    found = imported(f"{TOP}1. 甲课\n1. 乙课\n\n1. 丙课\n")
    assert shape(found.issue) == [("动态", ["1.甲课", "2.乙课", "3.丙课"])]
    assert not found.report.uncertain


@pytest.mark.parametrize("step", [2, 3, 4])
def test_nested_lists_keep_their_indent(step: int) -> None:
    blank = " " * step
    issue = issue_of(f"{TOP}- 甲课\n{blank}- 子\n{blank * 2}- 丑\n{blank * 3}1. 寅\n{blank}- 卯\n- 乙课\n")
    assert shape(issue) == [("动态", ["甲课", "乙课"])]
    assert bodies(issue) == [f"- 子\n{blank}- 丑\n{blank * 2}1. 寅\n- 卯", ""]


def test_a_list_that_is_indented_as_a_whole() -> None:
    issue = issue_of(f"{TOP}  - 甲课\n    - 子\n  - 乙课\n")
    assert shape(issue) == [("动态", ["甲课", "乙课"])]
    assert bodies(issue) == ["- 子", ""]


@pytest.mark.parametrize("fence", ["```", "~~~", "```python", "````"])
@pytest.mark.parametrize("before", ["", "  "])
def test_code_keeps_its_indent(fence: str, before: str) -> None:
    closing = fence.replace("python", "")
    code = [fence, "def count(path):", "    for line in path:", "        yield 1", "# no heading", closing]
    text = "\n".join(before + line for line in code)
    issue = issue_of(f"{TOP}### 统计\n\n{FIRST}\n\n{text}\n\n{SECOND}\n\n## 经验\n- 乙\n")
    assert bodies(issue) == ["\n".join([FIRST, *code, SECOND])]
    assert [section.title for section in issue.sections] == ["动态", "经验"]


def test_code_without_a_fence_keeps_its_indent() -> None:
    issue = issue_of(f"{TOP}### 统计\n\n{FIRST}\n\n    def count():\n        return 1\n\n　　{SECOND}\n")
    assert bodies(issue) == [f"{FIRST}\ndef count():\n    return 1\n{SECOND}"]


@pytest.mark.parametrize(
    "between",
    [
        "![图](https://example.org/a.png)",
        "![](a.png)\n![](b.png)",
        '<img src="a.png" width="80">',
        "[![图](a.png)](/b)",
    ],
)
def test_entries_with_pictures_between_them_are_items(between: str) -> None:
    text = f"{TOP}### 后端\n1、[甲工具](/a)：压缩。\n\n{between}\n\n2、[乙工具](/b)：队列。\n\n### 前端\n3、[丙组件](/c)：表格。\n\n{between}\n\n4、丁组件。图表。\n"
    found = imported(text)
    assert shape(found.issue) == [
        (
            "动态",
            [
                "［后端］1.甲工具：压缩",
                "［后端］2.乙工具：队列",
                "［前端］3.丙组件：表格",
                "［前端］4.丁组件",
            ],
        )
    ]
    assert bodies(found.issue) == [between, "", between, "图表。"]
    assert found.report.linked == 2 * max(1, between.count("\n") + 1)


def test_linked_entries_with_text_between_them_are_items() -> None:
    issue = issue_of(f"{TOP}### 后端\n\n- [甲工具](/a)\n\n{FIRST}\n\n- [乙工具](/b)\n\n{SECOND}\n")
    assert shape(issue) == [("动态", ["［后端］甲工具", "［后端］乙工具"])]
    assert bodies(issue) == [FIRST, SECOND]


def test_a_list_that_goes_on_counting_under_the_next_head_is_of_items() -> None:
    issue = issue_of(f"{TOP}### 后端\n1、甲\n2、乙\n### 前端\n3、丙\n\n{FIRST}\n\n4、丁\n")
    assert shape(issue) == [("动态", ["［后端］1.甲", "［后端］2.乙", "［前端］3.丙", "［前端］4.丁"])]


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("# 示例周报 第7期 2031年4月16日", "## {}"),
        ("#示例周报 第7期 2031年4月16日", "##{}"),
        ("#《示例周报》 第7期 2031年4月16日", "##{}##"),
        ("示例周报 第7期 2031年4月16日\n=====================", "{}\n----"),
        ("示例周报 第7期 2031年4月16日\n===", "{}\n---------"),
        ("# 示例周报 第7期 2031年4月16日 #", "##　{}　##"),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_headings_in_all_their_spellings(title: str, section: str, gap: str) -> None:
    first, second = section.format("要闻"), section.format("下周计划")
    issue = issue_of(
        f"{title}\n{gap}\n{first}\n{gap}- 甲项目验收。{FIRST}\n\n{second}\n{gap}- 乙项目启动。\n", name="a.md"
    )
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", "2031-07")
    assert shape(issue) == [("要闻", ["甲项目验收"]), ("下周计划", ["乙项目启动"])]


@pytest.mark.parametrize(
    "line",
    [
        "#86 合并",
        "#include <a.h>",
        "#话题# 讨论",
        "#",
        "##",
        "#1 机组检修",
        f"{FIRST}\n---",
        "- 子\n---",
        "| a |\n---",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    issue = issue_of(f"{TOP}### 统计\n\n{SECOND}\n\n{line}\n\n{FIRST}\n", name="a.md")
    assert [section.title for section in issue.sections] == ["动态"]
    assert shape(issue)[0][1] == ["统计"]


def test_a_heading_ends_the_masthead() -> None:
    text = f"# 示例公司动态\n\n2031年4月16日\n\n## 第3期培训班开班\n\n{FIRST}\n\n## 仓库盘点\n\n{SECOND}\n"
    issue = issue_of(text, key=KEY)
    head = issue.masthead
    assert (head.title, head.publisher, head.department, head.marking) == ("示例公司动态", "", "", "")
    assert [section.title for section in issue.sections] == ["第3期培训班开班", "仓库盘点"]


@pytest.mark.parametrize(
    "line",
    ["**2031年第7期**", "> 第7期 | 2031年4月16日", "*第7期*　__2031年4月16日__"[:5] + " 2031年4月16日"],
)
def test_marks_round_a_masthead_line(line: str) -> None:
    issue = issue_of(f"# 示例周报\n\n{line}\n\n2031年4月16日\n\n## 动态\n- 甲\n")
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", "2031-07")


def test_a_table_without_bars_at_its_ends() -> None:
    issue = issue_of(f"{TOP}### 统计\n\n{FIRST}\n\n指标 | 期末\n---|:---:\n规模 | 3\n比例 | 4\n\n甲 | 乙\n")
    table = parse_body(issue.sections[0].items[0].body)[1]
    assert isinstance(table, Table)
    assert table.rows == (("指标", "期末"), ("规模", "3"), ("比例", "4"))
    assert issue.sections[0].items[0].body.endswith("\n甲 | 乙")


def test_emphasised_lines_are_the_headings_of_a_text_without_others() -> None:
    text = f"**示例周报**\n\n第 7 期　2031-04-16\n\n**一、要闻**\n\n1. 甲项目验收。{FIRST}\n2. 乙项目启动\n\n**二、计划**\n\n1. 丙项目\n"
    issue = issue_of(text, name="a.md")
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", "2031-07")
    assert shape(issue) == [("要闻", ["1.甲项目验收", "2.乙项目启动"]), ("计划", ["1.丙项目"])]


def test_emphasised_numbers_are_items_in_a_text_without_headings() -> None:
    issue = issue_of(f"**1、甲项目**\n\n{FIRST}\n\n**2、乙项目**\n\n{SECOND}\n", name="a.md", key=KEY)
    assert shape(issue) == [("", ["1.甲项目", "2.乙项目"])]


@pytest.mark.parametrize(
    ("contents", "taken"),
    [
        ("## 目录\n\n- [动态](#a)\n- [政策](#b)\n", 3),
        ("## 目录\n\n点击右上角的图标看目录。\n\n- 动态\n- 政策\n", 3),
        ("## 本期导读\n\n- 动态\n  - 甲项目验收\n- 政策\n", 4),
        ("## 要目\n\n1. 甲项目验收\n2. 乙项目启动\n", 3),
        ("## 目录\n\n动态\n\n政策\n", 3),
    ],
)
def test_contents_of_markdown(contents: str, taken: int) -> None:
    found = imported(
        f"{HEAD}{contents}\n## 动态\n\n- 甲项目验收。{FIRST}\n\n## 政策\n\n- 乙项目启动。{SECOND}\n"
    )
    assert shape(found.issue) == [("动态", ["甲项目验收"]), ("政策", ["乙项目启动"])]
    assert sum(entry.reason == "contents" for entry in found.report.dropped) == taken
    sentence = "点击右上角的图标看目录。" if "点击" in contents else ""
    assert (found.issue.preface.body if found.issue.preface else "") == sentence


def test_a_section_called_like_contents_is_a_section() -> None:
    found = imported(f"{HEAD}## 本期内容\n\n- 甲项目验收。{FIRST}\n- 乙项目启动。{SECOND}\n")
    assert shape(found.issue) == [("本期内容", ["甲项目验收", "乙项目启动"])]
    assert "contents" not in found.report.totals()


@pytest.mark.parametrize(
    "frame", ['<p align="center"><img src="a.png"></p>', '<div align="center">\n<img src="a.png">\n</div>']
)
def test_a_picture_in_a_frame_of_tags_parts_no_list(frame: str) -> None:
    issue = issue_of(f"{TOP}### 后端\n1、甲。{FIRST}\n\n{frame}\n\n2、乙。{SECOND}\n")
    assert shape(issue) == [("动态", ["［后端］1.甲", "［后端］2.乙"])]


def test_hash_signs_in_a_plain_text_are_no_headings() -> None:
    text = f"示例水务公司\n生产简报\n2031年第7期\n【生产】\n1. 检修。{FIRST}\n#机组已停机。\n#机组已备用。\n2. 换岗。{SECOND}\n"
    issue = issue_of(text, name="a.txt")
    assert shape(issue) == [("生产", ["1.检修", "2.换岗"])]
    assert bodies(issue)[0].endswith("#机组已停机。\n#机组已备用。")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("- 甲课\n- 乙课\n", "run-in"),
        ("1. 甲课\n2. 乙课\n", ""),
        (f"1. **甲课** {FIRST}\n2. **乙课** {SECOND}\n", ""),
        (f"1. 甲课\n\n   {FIRST}\n2. 乙课\n\n   {SECOND}\n", "head"),
        (f"### 甲课\n\n{FIRST}\n\n### 乙课\n\n{SECOND}\n", ""),
        (f"### 1. 甲课\n\n{FIRST}\n\n### 2. 乙课\n\n{SECOND}\n", "head"),
    ],
)
def test_a_section_keeps_how_its_titles_stood(text: str, titles: str) -> None:
    assert issue_of(TOP + text).sections[0].titles == titles


def test_a_list_in_the_text_of_an_article_is_a_tree() -> None:
    text = (
        "# 示例周报 第7期 2031-03-01\n\n## 方案\n\n### 部署\n\n准备如下：\n\n- 机器\n    - 两台主机\n        - 内存\n    - 备机\n- 网络\n\n"
        "完成后：\n\n1. 启动\n   1. 检查\n2. 收尾\n\n　　确认无误。\n"
    )
    body = issue_of(text, name="a.md", key=KEY).sections[0].items[0].body
    assert body == (
        "准备如下：\n- 机器\n    - 两台主机\n        - 内存\n    - 备机\n- 网络\n完成后：\n1. 启动\n   1. 检查\n2. 收尾\n确认无误。"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("**和平街道：**", "**新华街道：** "),
        ("**和平街道:** ", "**新华街道:**"),
        ("**和平街道**：", "**新华街道**: "),
        ("**1. 和平街道：** ", "**2. 新华街道：** "),
    ],
)
def test_titles_emphasised_with_their_colons_on_the_lines_of_their_texts(first: str, second: str) -> None:
    issue = issue_of(
        f"# 示例周报 2031年第7期\n\n## 街道动态\n\n{first}{FIRST}\n\n{second}{SECOND}\n", name="a.md"
    )
    number = ("1.", "2.") if "1" in first else ("", "")
    assert shape(issue) == [("街道动态", [f"{number[0]}和平街道", f"{number[1]}新华街道"])]
    assert [item.body for item in issue.sections[0].items] == [FIRST, SECOND]


def test_emphasised_titles_that_a_blank_parts_from_their_texts() -> None:
    issue = issue_of(
        f"# 示例周报 2031年第7期\n\n## 基层动态\n\n**一公司：班组长竞赛收官** {FIRST}\n\n**二公司：职工书屋揭牌** {SECOND}\n",
        name="a.md",
    )
    assert shape(issue) == [("基层动态", ["一公司：班组长竞赛收官", "二公司：职工书屋揭牌"])]


@pytest.mark.parametrize(
    "lines",
    [
        "**时间：**3月1日\n\n**地点：**三楼会议室",
        f"**注意** {FIRST}\n\n**提醒** {SECOND}",
        f"{FIRST}\n\n**和平街道：**{SECOND}\n\n**新华街道：**{SECOND}",
    ],
)
def test_not_all_that_is_emphasised_at_the_head_of_a_text_is_a_title(lines: str) -> None:
    issue = issue_of(f"# 示例周报 2031年第7期\n\n## 例会\n\n{lines}\n", name="a.md")
    assert shape(issue) == [("例会", [""])]
