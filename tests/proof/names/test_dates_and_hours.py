"""C-04: hours, quarters, dates in figures, days of the week without a year, days after the issue's."""

import datetime as dt

import pytest

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.proof.proofread import Proofreader

READER = Proofreader()


def _told(text: str) -> list[str]:
    return [one.span.words for one in READER.read_text(text) if one.rule == "C-04" and one.span is not None]


def _told_in_issue(text: str, date: dt.date) -> list[str]:
    item = Item("一则消息", text)
    issue = Issue(
        Masthead(title="简报", year=date.year, number=9, date=date),
        sections=(Section("动态", items=(item,)),),
    )
    return [one.span.words for one in READER.read(issue) if one.rule == "C-04" and one.span is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("会议定于25时召开。", "25时"),
        ("请于当日26时前报送。", "26时"),
        ("宣讲会下午27时开始。", "27时"),
        ("活动于14:75举行。", "14:75"),
        ("系统将于9时83分停机维护。", "9时83分"),
        ("8日26时，专班到达现场。", "26时"),
        ("29点，首场宣讲准时开始。", "29点"),
        ("上午15时，双方签约。", "上午15时"),
        ("凌晨16:30，抢修结束。", "凌晨16:30"),
        ("值守时间为下午5时至下午2时。", "下午5时至下午2时"),
        ("值守时间为下午4时至3时。", "下午4时至3时"),
        ("当日下午4时至当日上午9时停水。", "下午4时至当日上午9时"),
        ("培训时间为10:30—9:30。", "10:30—9:30"),
        ("窗口15时至12时受理。", "15时至12时"),
        ("2024年三季度至一季度，分三批验收。", "三季度至一季度"),
        ("专班2024年第4季度—第2季度驻点。", "第4季度—第2季度"),
        ("公示期为2024-09-16至2024-08-04。", "2024-09-16至2024-08-04"),
        ("公示期为2024.9.16—2024.8.4。", "2024.9.16—2024.8.4"),
        ("2024-12-16（星期二）召开例会。", "2024-12-16（星期二"),
        ("星期二（2024年12月16日）召开例会。", "星期二（2024年12月16日"),
        ("签署日期：20240230。", "20240230"),
        ("20224年3月，项目获批。", "20224年"),
        ("2204年5月，项目获批。", "2204年"),
        ("2024/12/16（周五）召开例会。", "2024/12/16（周五"),
    ],
)
def test_no_such_hour_quarter_or_range(text: str, words: str) -> None:
    assert _told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "比分定格在98:75。",
        "双方按2:80的比例分担。",
        "占比高于3:70。",
        "主队以96:84获胜。",
        "会上提出25点建议。",
        "年度用电25时有起伏。",
        "系统于22:00至6:00停机。",
        "系统于22时至次日6时停机。",
        "停机时间为16:30至8:30。",
        "下午2时至次日上午8时停水。",
        "上午9时至12时，下午2时至5时办公。",
        "上午11时至下午3时签到。",
        "上午10:30至1:30签到。",
        "下午14时至17时办公。",
        "上午12时30分结束。",
        "24时前报送。",
        "2024年四季度至一季度。",
        "2024年一季度至三季度。",
        "2024-08-04至2024-09-16公示。",
        "2024-12-16（星期一）召开例会。",
        "版本为2024.9.16，上一版本为2024.8.4。",
        "编号2024-13-05-1288。",
        "星期一（2024年12月16日）召开例会。",
        "签署日期：20240229，编号20249930。",
        "距今20500年，规划到2050年3月。",
    ],
)
def test_hours_and_dates_that_are_right(text: str) -> None:
    assert _told(text) == []


ISSUE = dt.date(2024, 6, 20)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-07-18，集团公司召开了专题会议。", "2024-07-18"),
        ("截至2024年8月1日，公司累计服务企业320户。", "2024年8月1日"),
        ("2024年8月，公司完成了首笔业务。", "2024年8月"),
        ("8月5日，集团公司召开了专题会议。", "8月5日"),
        ("6月13日（星期三），集团公司召开专题会议。", "6月13日（星期三"),
    ],
)
def test_days_beside_the_issue(text: str, words: str) -> None:
    assert _told_in_issue(text, ISSUE) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-18，集团公司将召开专题会议。",
        "报名截至2024年8月1日，逾期不候。",
        "2024年8月，公司拟完成首笔业务。",
        "去年7月5日，集团公司召开了专题会议。",
        "6月13日（星期四），集团公司召开专题会议。",
        "2024年6月，公司完成了首笔业务。",
        "11月7日（星期二），该笔业务落地。",
    ],
)
def test_days_beside_the_issue_that_are_right(text: str) -> None:
    assert _told_in_issue(text, ISSUE) == []
