"""报尾 in the forms that practice has."""

import datetime as dt

import pytest

from briefing_tui.model.issue import Distribution
from bulletins.bulletin_texts import FIRST, HEAD, SECOND, imported, issue_of, shape

ISSUE = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n"
BODY = f"【动态】\n1. 示例市签约。{FIRST}\n2. 示例县下乡。{SECOND}\n"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("—————以 下 无 正 文 —————", "以下无正文"),
        ("——以下无正文——", "以下无正文"),
        ("（以下无正文）", "以下无正文"),
        ("以下无正文", "以下无正文"),
        ("-- 以下无正文 --", "以下无正文"),
        ("（完）", "完"),
        ("—— 完 ——", "完"),
        ("（本期完）", "本期完"),
        ("-END-", "END"),
    ],
)
def test_end_marks(printed: str, kept: str) -> None:
    found = imported(f"{HEAD}{BODY}\n{printed}\n\n报：示例领导（印送）\n")
    assert found.issue.end is not None
    assert found.issue.end.mark == kept
    assert found.issue.distribution == (Distribution("报", ("示例领导",), "印送"),)
    assert shape(found.issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]


def test_without_an_end_mark_none_is_printed() -> None:
    end = issue_of(HEAD + BODY).end
    assert end is not None
    assert end.mark == ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("报：甲领导（印送）", [("报", ("甲领导",), "印送")]),
        ("报 送：甲厅、乙局", [("报送", ("甲厅", "乙局"), "")]),
        ("抄  送: 甲部，乙部；丙部", [("抄送", ("甲部", "乙部", "丙部"), "")]),
        (
            "抄　送：各县（市、区）公司、乙部（企业微信推送）",
            [("抄送", ("各县（市、区）公司", "乙部"), "企业微信推送")],
        ),
        ("主送：甲部\n分送：乙部", [("主送", ("甲部",), ""), ("分送", ("乙部",), "")]),
        ("呈：甲领导\n发：乙部", [("呈", ("甲领导",), ""), ("发", ("乙部",), "")]),
        ("发送：各部门(OA系统)", [("发送", ("各部门",), "OA系统")]),
        ("本期发送：各部门", [("本期发送", ("各部门",), "")]),
        ("抄送：甲部、\n　　　乙部、丙部", [("抄送", ("甲部", "乙部", "丙部"), "")]),
        ("抄送：甲部，乙部，\n丙部（电子邮件）", [("抄送", ("甲部", "乙部", "丙部"), "电子邮件")]),
        (
            "报：甲领导（印送）；乙领导（微信推送）",
            [("报", ("甲领导",), "印送"), ("报", ("乙领导",), "微信推送")],
        ),
        ("抄送　甲部、乙部", [("抄送", ("甲部", "乙部"), "")]),
        ("送：甲部（含子公司）", [("送", ("甲部（含子公司）",), "")]),
    ],
)
@pytest.mark.parametrize("mark", ["", "——以下无正文——\n\n"])
def test_distribution(lines: str, expected: list[tuple[str, tuple[str, ...], str]], mark: str) -> None:
    issue = issue_of(f"{HEAD}{BODY}\n{mark}{lines}\n")
    assert [tuple(entry) for entry in issue.distribution] == expected
    assert shape(issue) == [("动态", ["1.示例市签约", "2.示例县下乡"])]
    assert issue.sections[0].items[1].body == SECOND


@pytest.mark.parametrize(
    "lines",
    [
        "业务管理部\n\n2031年4月16日",
        "业务管理部　　　　　2031年4月16日印发",
        "示例集团业务管理部 2031年4月16日 印发",
        "业务管理部\n二〇三一年四月十六日",
        "报：示例领导\n业务管理部\n2031年4月16日",
    ],
)
@pytest.mark.parametrize("mark", ["", "——以下无正文——\n"])
def test_department_and_date_at_the_tail(lines: str, mark: str) -> None:
    issue = issue_of(f"{ISSUE}{BODY}{mark}{lines}\n")
    assert issue.masthead.department.endswith("业务管理部")
    assert issue.masthead.date == dt.date(2031, 4, 16)
    assert issue.sections[0].items[1].body == SECOND


def test_department_and_date_said_twice_are_kept_once() -> None:
    found = imported(f"{ISSUE}业务管理部　2031年4月16日\n{BODY}\n报：示例领导\n业务管理部\n2031年4月16日\n")
    assert found.report.totals()["repeated"] > 10
    assert not found.report.uncertain


def test_another_date_at_the_tail_is_reported() -> None:
    found = imported(f"{ISSUE}业务管理部　2031年4月16日\n{BODY}\n报：示例领导\n业务管理部\n2031年4月18日\n")
    assert found.issue.masthead.date == dt.date(2031, 4, 16)
    assert [doubt.line for doubt in found.report.uncertain] == [11]


@pytest.mark.parametrize("line", ["共印16份", "（共印16份）", "共印 16 份", "印数：16份"])
def test_copies(line: str) -> None:
    end = issue_of(f"{HEAD}{BODY}\n报：示例领导（印送）\n{line}\n").end
    assert end is not None
    assert end.copies == 16


@pytest.mark.parametrize(
    "line", ["签发：张某", "签发人：张某　　拟稿：李某", "责任编辑：李某", "联系电话：0000-0000000"]
)
def test_sign_off_and_contacts_are_dropped_listed_and_reported(line: str) -> None:
    found = imported(f"{HEAD}{BODY}\n——以下无正文——\n报：示例领导\n{line}\n")
    assert found.report.totals()["record"] > 4
    assert any(line[:2] in doubt.text for doubt in found.report.uncertain)


def test_a_line_that_fits_nowhere_in_the_tail_stays_with_the_text() -> None:
    found = imported(f"{HEAD}{BODY}\n——以下无正文——\n附件另发，请各单位注意查收。\n报：示例领导\n")
    assert found.issue.sections[0].items[1].body == f"{SECOND}\n附件另发，请各单位注意查收。"
    assert found.report.uncertain
