"""Front matter goes through the one grammar of numbers."""

import datetime as dt

import pytest

from briefing_tui.errors import RecogniseError
from bulletins.bulletin_texts import FIRST, imported, issue_of, shape

BODY = f"## 动态\n\n- 示例市签约。{FIRST}\n"


def matter(*lines: str, rule: str = "---") -> str:
    return "\n".join([rule, *lines, rule, "", BODY])


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("issue: 7", "date: 2031-04-16"), "2031-07"),
        (('issue: "#7"', "date: 2031/4/16"), "2031-07"),
        (("number: Vol.7", "date: 20310416"), "2031-07"),
        (("no: 第柒期", "year: 2031"), "2031-07"),
        (("期号: 第7期", "日期: 2031年4月16日"), "2031-07"),
        (("issue: 2031年第7期",), "2031-07"),
        (("issue: 2031-7期",), "2031-07"),
        (("issue: 7", "date: 2031-04"), "2031-07"),
        (("issue: 7", "date: 2031年4月"), "2031-07"),
        (("volume: 7", "pubDate: 2031-04-16T08:00:00+08:00"), "2031-07"),
    ],
)
def test_number_and_year(lines: tuple[str, ...], key: str) -> None:
    issue = issue_of(matter("title: 示例周报", *lines))
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", key)
    assert shape(issue) == [("动态", ["示例市签约"])]


@pytest.mark.parametrize(
    "title",
    ["示例周报 #7", "示例周报 第7期", "《示例周报》第 7 期", '"示例周报（2031年第7期）"', "示例周报 · Vol.7"],
)
def test_a_title_that_tells_the_number(title: str) -> None:
    found = imported(matter(f"title: {title}", "date: 2031-04-16"))
    assert (found.issue.masthead.title, str(found.issue.key)) == ("示例周报", "2031-07")
    assert not found.report.uncertain


def test_a_title_without_a_number_stays_whole() -> None:
    head = issue_of(matter("title: 社区双周报（4.1-4.15）", "issue: 7", "date: 2031-04-16")).masthead
    assert (head.title, head.marking, head.date) == ("社区双周报（4.1-4.15）", "", dt.date(2031, 4, 16))


def test_what_a_title_says_beside_the_number_is_a_doubt() -> None:
    found = imported(matter("title: 示例周报 #7：小团队怎样备份？", "date: 2031-04-16"))
    assert (found.issue.masthead.title, found.issue.masthead.marking) == ("示例周报", "小团队怎样备份？")
    assert [doubt.line for doubt in found.report.uncertain] == [2]


def test_toml() -> None:
    head = issue_of(matter('title = "示例周报"', "issue = 7", "date = 2031-04-16", rule="+++")).masthead
    assert (head.title, head.number, head.date) == ("示例周报", 7, dt.date(2031, 4, 16))


@pytest.mark.parametrize("heading", ["示例周报", "示例周报 第7期", "示例周报（2031年第7期）"])
def test_a_heading_that_repeats_the_title(heading: str) -> None:
    text = matter("title: 示例周报", "issue: 7", "date: 2031-04-16").replace(BODY, f"# {heading}\n\n{BODY}")
    issue = issue_of(text)
    assert (issue.masthead.title, str(issue.key)) == ("示例周报", "2031-07")
    assert shape(issue) == [("动态", ["示例市签约"])]


def test_a_heading_that_is_not_the_title_stays_a_heading() -> None:
    text = matter("title: 示例周报", "issue: 7", "date: 2031-04-16").replace(
        BODY, f"# 写在前面\n\n{FIRST}\n\n{BODY}"
    )
    issue = issue_of(text)
    assert issue.masthead.title == "示例周报"
    assert [section.title for section in issue.sections] == ["写在前面", "动态"]


@pytest.mark.parametrize(
    ("lines", "missing"), [(("issue: 7",), "no year"), (("date: 2031-04-16",), "not the number")]
)
def test_the_message_says_what_is_missing(lines: tuple[str, ...], missing: str) -> None:
    with pytest.raises(RecogniseError) as caught:
        imported(matter("title: 示例周报", *lines))
    assert missing in caught.value.message


def test_values_of_nested_keys_are_not_those_of_the_masthead() -> None:
    head = issue_of(
        matter("title: 示例周报", "issue: 7", "date: 2031-04-16", "cover:", "  title: 封面", "  author: 甲某")
    ).masthead
    assert (head.title, head.publisher) == ("示例周报", "")


@pytest.mark.parametrize("key", ["org", "organization", "主办单位", "编印部门", "department"])
def test_who_makes_it(key: str) -> None:
    head = issue_of(matter("issue: 7", "date: 2031-04-16", f"{key}: 示例公司科技部"), name="a.md").masthead
    assert head.department == "示例公司科技部"


def test_words_that_are_not_kept_are_told() -> None:
    found = imported(
        matter(
            "title: 示例周报",
            "issue: 7",
            "date: 2031-04-16",
            "编辑: 李某",
            "date_again: 四月",
            "tags: [科技]",
        ),
        name="a.md",
    )
    told = [doubt.text for doubt in found.report.uncertain if "front matter" in doubt.text]
    assert len(told) == 2
    assert "李某" in told[0]
    assert "四月" in told[1]
