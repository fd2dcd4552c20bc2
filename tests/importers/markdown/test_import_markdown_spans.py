"""Links, emphasis and code inside Markdown are whole: no title ends in one, and its address goes to the item."""

import pytest

from briefing_tui.importers.markdown.spans import read_title
from briefing_tui.importers.recognise import Recognised
from bulletins.bulletin_texts import FIRST, SECOND, imported, shape
from measures.counted_steps import steps

TOP = "# 示例周报·第7期·2031年4月16日\n\n## 动态\n\n"


def read(text: str) -> Recognised:
    return imported(TOP + text)


@pytest.mark.parametrize(
    ("entry", "title", "url", "rest"),
    [
        (
            "[缓存放哪一层？](https://example.org/a)（中文）",
            "缓存放哪一层？（中文）",
            "https://example.org/a",
            "",
        ),
        ("[甲工具](https://example.org/a)：压缩工具。", "甲工具：压缩工具", "https://example.org/a", ""),
        ("[甲。乙](https://example.org/a)。丙。", "甲。乙", "https://example.org/a", "丙。"),
        ('[甲](https://example.org/a "甲。乙")', "甲", "https://example.org/a", ""),
        ("[甲](<https://example.org/a b>)", "甲", "https://example.org/a b", ""),
        ("[甲](https://example.org/a_(b))（英文）", "甲（英文）", "https://example.org/a_(b)", ""),
        ("[甲[乙]丙](/a)", "甲[乙]丙", "/a", ""),
        ("**[甲](/a)**", "甲", "/a", ""),
        ("**[甲](/a)**：乙。丙。", "甲：乙", "/a", "丙。"),
        ("[**甲**](/a)：乙", "甲：乙", "/a", ""),
        ("推荐：[甲](/a)", "推荐：甲", "/a", ""),
        ("推荐 <https://example.org/a?b!c>", "推荐", "https://example.org/a?b!c", ""),
        ("甲。乙 https://example.org/a", "甲", "https://example.org/a", "乙"),
        ("示例市[签约](/a)完成", "示例市[签约](/a)完成", "", ""),
        ("甲[乙](/a)丙[丁](/b)", "甲[乙](/a)丙[丁](/b)", "", ""),
        ("[甲](/a)与[乙](/b)", "甲与[乙](/b)", "/a", ""),
        ("**甲有了新入口**。乙。", "甲有了新入口", "", "乙。"),
        ("**甲有了新入口。**乙。", "甲有了新入口", "", "乙。"),
        ("**甲两项**，一是乙。**丙。**", "甲两项，一是乙", "", "**丙。**"),
        ("__甲__与*乙*。丙", "甲与乙", "", "丙"),
        ("`a.b()?c!` 上线。甲", "`a.b()?c!` 上线", "", "甲"),
        ("见 https://example.org/?a=1。甲", "见 https://example.org/?a=1", "", "甲"),
        ("甲得 3*4*5 分，__init__ 除外", "甲得 3*4*5 分，__init__ 除外", "", ""),
        ("![图。](/a.png)甲。乙", "![图。](/a.png)甲", "", "乙"),
        ("[甲]没有结束。乙", "[甲]没有结束", "", "乙"),
        ("**甲。乙", "**甲", "", "乙"),
    ],
)
@pytest.mark.parametrize("mark", ["- ", "1. ", "1、"])
def test_titles_of_entries(mark: str, entry: str, title: str, url: str, rest: str) -> None:
    item = read(f"{mark}{entry}\n").issue.sections[0].items[0]
    assert (item.title, item.url, item.body) == (title, url, rest)


@pytest.mark.parametrize(
    ("heading", "title", "url"),
    [
        ('[甲搬家记](https://example.org/a "甲搬家记")', "甲搬家记", "https://example.org/a"),
        ("1. [甲搬家记](/a)", "甲搬家记", "/a"),
        ("**甲搬家记**", "甲搬家记", ""),
        ("[甲](/a)：搬家。记", "甲：搬家。记", "/a"),
        ("甲搬家记 {#a-b}", "甲搬家记", ""),
    ],
)
def test_titles_in_headings(heading: str, title: str, url: str) -> None:
    item = read(f"### {heading}\n\n{FIRST}\n").issue.sections[0].items[0]
    assert (item.title, item.url, item.body) == (title, url, FIRST)


def test_a_section_has_no_place_for_an_address() -> None:
    found = imported(
        "# 示例周报·第7期·2031年4月16日\n## [动态](#a)\n- 甲\n## [政策](https://example.org/b)\n- 乙\n"
    )
    assert shape(found.issue) == [("动态", ["甲"]), ("政策", ["乙"])]
    assert [doubt.line for doubt in found.report.uncertain] == [4]


def test_addresses_that_are_given_below() -> None:
    text = '- [甲][one]：乙\n- [丙][]\n- [丁][one]\n\n[one]: https://example.org/a "甲"\n[丙]: <https://example.org/b>\n[two]: /c\n'
    found = read(text)
    assert [(item.title, item.url) for item in found.issue.sections[0].items] == [
        ("甲：乙", "https://example.org/a"),
        ("丙", "https://example.org/b"),
        ("丁", "https://example.org/a"),
    ]
    assert found.issue.sections[0].items[-1].body == "[two]: /c"


def test_numbers_that_go_on_behind_a_heading_begin_items() -> None:
    text = f"1、甲。{FIRST}\n\n2、乙。{SECOND}\n\n### [丙](/c)\n\n{FIRST}\n\n4、**丁**。{SECOND}\n"
    found = read(text)
    assert shape(found.issue) == [("动态", ["1.甲", "2.乙", "3.丙", "4.丁"])]
    assert [doubt.line for doubt in found.report.uncertain] == [9]


def test_numbers_inside_an_article_begin_no_items() -> None:
    text = f"1、甲。{FIRST}\n\n### 丙\n\n{FIRST}\n\n1. 子\n2. 丑\n3. 寅\n"
    assert shape(read(text).issue) == [("动态", ["1.甲"]), ("", ["丙"])]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "[a](" * 3000,
        "![" * 4000,
        "**a" * 3000,
        "`" * 5000,
        "<http" * 3000,
        "[[a]" * 3000,
        "*a" * 4000,
    ],
)
def test_broken_spans_cost_no_time(text: str) -> None:
    assert steps(lambda: read_title(text)) < 40 * len(text)
    assert steps(lambda: read_title(text, whole=True)) < 40 * len(text)
