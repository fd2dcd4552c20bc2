"""Bulletins in Markdown."""

import datetime as dt

import pytest

from briefing_tui.model.body import Table, parse_body
from bulletins.bulletin_texts import FIRST, KEY, SECOND, THIRD, imported, issue_of, shape

TOP = "# 示例周报·第7期·2031年4月16日\n\n"


def test_sections_groups_and_lists() -> None:
    text = f"{TOP}## 动态\n\n### 担保\n\n- 示例市签约。{FIRST}\n- 示例县下乡\n\n### 小贷\n\n1. 示例区对接。{THIRD}\n\n## 经验\n\n### 示例改革记\n\n{SECOND}\n\n- 一点\n- 二点\n"
    issue = issue_of(text)
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", "2031-07")
    assert shape(issue) == [
        ("动态", ["［担保］示例市签约", "［担保］示例县下乡"]),
        ("", ["［小贷］1.示例区对接"]),
        ("经验", ["示例改革记"]),
    ]
    assert issue.sections[-1].items[0].body == f"{SECOND}\n- 一点\n- 二点"


def test_front_matter() -> None:
    text = f'---\ntitle: "示例周报"\nauthor: \'示例团队\'\ndate: 2031-04-16T17:00:00+08:00\nnumber: 7\ntags: ["甲", "乙"]\n---\n\n## 动态\n\n- 示例市签约。{FIRST}\n'
    found = imported(text)
    head = found.issue.masthead
    assert (head.title, head.publisher, str(found.issue.key)) == ("示例周报", "示例团队", "2031-07")
    assert head.date == dt.date(2031, 4, 16)
    assert any(entry.text.startswith("tags") for entry in found.report.dropped)


def test_a_number_in_the_front_matter_as_people_write_it() -> None:
    assert (
        str(issue_of(f"---\ntitle: 示例\nissue: 2031年第十四期\n---\n## 动态\n- {FIRST}\n").key) == "2031-14"
    )


def test_emphasised_titles_with_numbers() -> None:
    text = f"{TOP}## 问答\n\n**1、张某提问：**\n\n> 怎么申请？\n\n{FIRST}\n\n**2、李某提问：**\n\n{SECOND}\n"
    found = imported(text)
    assert shape(found.issue) == [("问答", ["1.张某提问：", "2.李某提问："])]
    assert found.issue.sections[0].items[0].body == f"> 怎么申请？\n{FIRST}"
    assert found.report.totals()["markdown"] == 4 * 2 + 1 + 2


def test_nested_lists_and_following_lines_belong_to_their_entry() -> None:
    issue = issue_of(
        f"{TOP}## 动态\n- 示例市签约\n  - 首批三亿元\n  次日到账\n- 示例县下乡\n  https://example.org/a\n"
    )
    first, second = issue.sections[0].items
    assert (first.title, first.body) == ("示例市签约", "- 首批三亿元\n次日到账")
    assert (second.title, second.url) == ("示例县下乡", "https://example.org/a")


@pytest.mark.parametrize(
    ("entry", "title", "url"),
    [
        ("[示例市签约](https://example.org/a)", "示例市签约", "https://example.org/a"),
        ("直播：[示例市签约](/blog/a/)", "直播：示例市签约", "/blog/a/"),
        ("示例市签约 https://example.org/a", "示例市签约", "https://example.org/a"),
        ("示例市[签约](/a)完成", "示例市[签约](/a)完成", ""),
    ],
)
def test_links_of_entries(entry: str, title: str, url: str) -> None:
    item = issue_of(f"{TOP}## 动态\n- {entry}\n").sections[0].items[0]
    assert (item.title, item.url) == (title, url)


def test_code_is_kept_as_it_stands() -> None:
    code = "```\n# no heading\n- no entry\n```"
    issue = issue_of(f"{TOP}## 动态\n### 示例改革记\n{FIRST}\n{code}\n## 经验\n- 示例县下乡\n")
    assert [section.title for section in issue.sections] == ["动态", "经验"]
    assert issue.sections[0].items[0].body == f"{FIRST}\n{code}"


def test_preface_contents_table_and_tail() -> None:
    text = (
        f"{TOP}## 目录\n\n- [动态](#a)\n- 经验\n\n## 编者按\n\n{THIRD}\n\n## 【动态】\n\n### 1. 示例市签约\n\n{FIRST}\n\n"
        f"| 指标 | 期末 |\n|---|---|\n| 规模 | 3 |\n\n### 2. 示例县下乡\n\n{SECOND}\n\n---\n\n——以下无正文——\n\n报：示例领导（印送）\n\n业务管理部\n"
    )
    issue = issue_of(text)
    assert issue.preface is not None
    assert (issue.preface.title, issue.preface.body) == ("编者按", THIRD)
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]
    assert [type(block) for block in parse_body(issue.sections[0].items[0].body)][1:] == [Table]
    assert issue.distribution[0].channel == "印送"
    assert issue.masthead.department == "业务管理部"


def test_text_directly_under_a_section() -> None:
    issue = issue_of(f"{TOP}## 动态\n\n{FIRST}\n\n- 一点\n- 二点\n")
    item = issue.sections[0].items[0]
    assert (item.title, item.body) == ("", f"{FIRST}\n- 一点\n- 二点")


def test_a_file_named_md_without_headings_is_markdown() -> None:
    issue = issue_of("- 示例市签约\n- 示例县下乡\n", name="a.md", key=KEY)
    assert issue.key == KEY
    assert "示例市签约" in (issue.preface.body if issue.preface else "") or shape(issue)
