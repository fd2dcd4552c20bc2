"""Tags that only set a line, and backslashes: in any nesting, and at the cost of their length."""

import pytest

from bulletins.bulletin_texts import FIRST, SECOND, imported, issue_of, shape
from measures.costs import is_linear

BODY = f"## 动态\n\n### 甲项目验收\n\n{FIRST}\n\n### 乙项目启动\n\n{SECOND}\n"
SHAPE = [("动态", ["甲项目验收", "乙项目启动"])]


@pytest.mark.parametrize(
    "head",
    [
        "<center><b>示例周报</b></center>\n\n<center>2031年第7期</center>\n",
        '<div align="center"><h1>示例周报</h1></div>\n\n<p align="center"><b>2031年第7期</b></p>\n',
        "<center><h1>示例周报</h1>\n<b>2031年第7期</b></center>\n",
        "<details><summary><b>示例周报</b></summary>\n\n<p><strong>2031年第7期</strong></p></details>\n",
        '<div align="center"><h1>示例周报</h1>\n</div>\n\n<p>2031年第7期</p><br>\n',
    ],
)
def test_tags_round_a_line_set_it_however_they_are_nested(head: str) -> None:
    found = imported(f"{head}\n{BODY}", name="a.md")
    assert (found.issue.masthead.title, str(found.issue.key)) == ("示例周报", "2031-07")
    assert shape(found.issue) == SHAPE
    assert not [doubt for doubt in found.report.uncertain if "HTML" in doubt.text]


def test_tags_inside_a_text_stay_and_are_told() -> None:
    found = imported(f"# 示例周报 2031年第7期\n\n{BODY}\n<p>甲<b>乙</b>丙</p>\n", name="a.md")
    assert found.issue.sections[0].items[1].body.endswith("<p>甲<b>乙</b>丙</p>")
    assert [doubt for doubt in found.report.uncertain if "HTML" in doubt.text]


@pytest.mark.parametrize(
    "unit", ["\\*", "\\[", "\\(甲](", "`甲\\`", "&nbsp;", "甲 ", "<b>甲</b> ", "<br> ", "<p>甲</p> "]
)
def test_such_a_line_without_end_costs_its_length(unit: str) -> None:
    head = f"# 示例周报 2031年第7期\n\n{BODY}\n"
    assert is_linear(lambda size: imported(f"{head}{unit * size}\n", name="a.md"), 10_000)


def test_blanks_inside_a_line_cost_what_other_letters_do() -> None:
    def work(blanks: int) -> None:
        imported(f"# 示例周报 2031年第7期\n\n{BODY}\n<p>甲</p>\n" + f"乙{' ' * blanks}丙\n" * 50, name="a.md")

    assert is_linear(work, 450)


def test_a_backslash_before_a_mark_shows_the_mark_alone() -> None:
    issue = issue_of(f"# 示例周报 2031年第7期\n\n## 动态\n\n甲\\_乙\\(丙\\)5\\*6。{FIRST}\n", name="a.md")
    assert issue.sections[0].items[0].body.startswith("甲_乙(丙)5*6。")
