"""Mastheads in the forms that practice has (docs/field.md, "The masthead")."""

import datetime as dt

import pytest

from briefing_tui.errors import RecogniseError
from bulletins.bulletin_texts import FIRST, KEY, imported, issue_of

BODY = f"\n【示例动态】\n1. 示例签约完成。{FIRST}\n2. 示例下乡完成。{FIRST}\n"


@pytest.mark.parametrize(
    ("line", "key", "total"),
    [
        ("2024年第14期", "2024-14", None),
        ("2024 年 第 14 期", "2024-14", None),
        ("2024年第十四期", "2024-14", None),
        ("2024年第 014 期", "2024-14", None),
        ("２０２４年第１４期", "2024-14", None),
        ("二〇二四年第十四期", "2024-14", None),
        ("第14期（总第62期）　2024年12月16日", "2024-14", 62),
        ("2024年第14期（总第 062 期）", "2024-14", 62),
        ("2024年第十四期 总第六十二期", "2024-14", 62),
        ("2024年·14期·总第62期", "2024-14", 62),
        ("2024·14·总第62期", "2024-14", 62),
        ("2024年第14期 总期号：62", "2024-14", 62),
        ("[2024]14号", "2024-14", None),
        ("〔2024〕第14号", "2024-14", None),
        ("（2024）第14期", "2024-14", None),
        ("2024年增刊第1期", "2024-增1", None),
        ("2024年第3期（增刊）", "2024-增3", None),
        ("2024年增刊", "2024-增1", None),
        ("—— 2024年第14期 ——", "2024-14", None),
    ],
)
def test_the_number_line_in_its_written_forms(line: str, key: str, total: int | None) -> None:
    issue = issue_of(f"示例省信用担保集团公司\n\n行业信息简报\n\n{line}\n{BODY}")
    assert str(issue.key) == key
    head = issue.masthead
    assert (head.publisher, head.title, head.total) == ("示例省信用担保集团公司", "行业信息简报", total)
    assert len(issue.sections[0].items) == 2


@pytest.mark.parametrize(
    "line",
    [
        "业务管理部　　　　　　2024年12月16日",
        "业务管理部编  2024 年 12 月 16 日",
        "业务管理部编印　　　　二〇二四年十二月十六日",
        "业务管理部 2024-12-16",
        "主办：业务管理部        2024年12月16日",
        "（业务管理部主办） 2024年12月16日",
    ],
)
def test_issuer_and_date_on_one_line(line: str) -> None:
    head = issue_of(f"行业信息简报\n第14期\n{line}\n————————————————\n{BODY}").masthead
    assert (head.department, head.date) == ("业务管理部", dt.date(2024, 12, 16))
    assert (head.title, head.year, head.number) == ("行业信息简报", 2024, 14)


def test_issuer_and_date_on_lines_of_their_own() -> None:
    head = issue_of(f"行业信息简报\n第14期\n示例集团办公室\n2024年12月16日\n{BODY}").masthead
    assert (head.department, head.date) == ("示例集团办公室", dt.date(2024, 12, 16))


def test_number_issuer_and_date_on_one_line() -> None:
    head = issue_of(f"行业信息简报\n业务管理部　2024年12月16日　第14期\n{BODY}").masthead
    assert (head.title, head.department, head.number) == ("行业信息简报", "业务管理部", 14)


@pytest.mark.parametrize("marking", ["内部资料 注意保存", "内部参阅", "内部刊物　请勿外传", "机密★一年"])
def test_marking_above_the_name(marking: str) -> None:
    head = issue_of(f"{marking}\n示例集团公司\n工作快报\n2024年第2期\n{BODY}").masthead
    assert (head.marking, head.publisher, head.title) == (marking, "示例集团公司", "工作快报")


@pytest.mark.parametrize(
    "line",
    ["内部资料　　　　　　编号：000123", "内部资料\n№ 000123", "内部资料\n000123", "内部资料  份号 000123"],
)
def test_copy_number_is_dropped_and_listed(line: str) -> None:
    found = imported(f"{line}\n示例集团公司\n工作快报\n2024年第2期\n{BODY}")
    assert found.issue.masthead.marking == "内部资料"
    assert str(found.issue.key) == "2024-02"
    assert "copy number" in found.report.totals()


def test_a_spread_out_name_is_closed_up() -> None:
    head = issue_of(f"《行 业 信 息 简 报》\n2024年第2期\n{BODY}").masthead
    assert head.title == "行业信息简报"
    assert issue_of(f"行　业　信　息　简　报\n2024年第2期\n{BODY}").masthead.title == "行业信息简报"


def test_name_before_its_organisation() -> None:
    head = issue_of(f"工作动态\n示例省担保协会\n2024年第2期\n{BODY}").masthead
    assert (head.title, head.publisher) == ("工作动态", "示例省担保协会")


def test_title_and_number_on_one_line() -> None:
    head = issue_of(f"示例科技周报·第18期·2021年02月01日\n{BODY}").masthead
    assert (head.title, head.number, head.year) == ("示例科技周报", 18, 2021)


def test_a_text_without_a_number_asks_for_the_key() -> None:
    with pytest.raises(RecogniseError) as caught:
        imported(f"行业信息简报\n业务管理部　2024年12月16日\n{BODY}")
    assert "--as" in caught.value.hint
    issue = imported(f"行业信息简报\n业务管理部　2024年12月16日\n{BODY}", key=KEY).issue
    assert (issue.key, issue.masthead.title) == (KEY, "行业信息简报")
    assert issue.masthead.date == dt.date(2024, 12, 16)


def test_another_number_in_the_text_than_asked_for_is_reported() -> None:
    found = imported(f"行业信息简报\n2024年第14期\n{BODY}", key=KEY)
    assert found.issue.key == KEY
    assert any("14" in doubt.text for doubt in found.report.uncertain)


def test_an_impossible_date_is_reported_not_kept() -> None:
    found = imported(f"行业信息简报\n2023年第14期\n业务管理部　2023年2月30日\n{BODY}")
    assert found.issue.masthead.date is None
    assert any("2023年2月30日" in doubt.text for doubt in found.report.uncertain)


def test_no_text_is_no_bulletin() -> None:
    with pytest.raises(RecogniseError):
        imported(" \n\t\n　\n")


def test_a_number_mentioned_in_a_paragraph_is_no_number_line() -> None:
    with pytest.raises(RecogniseError):
        imported(f"{FIRST}据示例简报2024年第14期报道，情况良好。\n")
