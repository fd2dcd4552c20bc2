"""Counts of issues and items, and which provinces a text names."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.statistics import (
    DIMENSIONS,
    MONTH,
    REGION,
    SECTION,
    TAG,
    UNIT,
    Count,
    Progress,
    Tally,
    Totals,
    read,
)
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.model.regions import REGIONS, regions_in
from libraries import put, small_library


def issue(number: int, date: dt.date | None, *sections: Section) -> Issue:
    return Issue(Masthead(title="简报", year=2024, number=number, date=date), sections=sections)


def tally(*issues: Issue) -> Tally:
    made = Tally()
    for one in issues:
        made.add(one)
    return made


NEWS = Section(
    "行业动态",
    items=(
        Item("甲", "一部与二部。", units=("一部", "二部"), tags=("风险",)),
        Item("乙", "四川试点，四川经验。", units=("一部", "一部")),
    ),
)
STUDY = Section("经验介绍", items=(Item("丙", "浙江省、川渝两地。"),))


def test_there_are_34_provinces_and_each_is_found_by_its_long_and_short_name() -> None:
    assert len(set(REGIONS)) == 34
    for name in REGIONS:
        assert regions_in(f"赴{name}调研") == {name}
        assert regions_in(f"{name}省") == {name}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("京津冀协同", {"北京", "天津", "河北"}),
        ("川渝两地与粤港澳大湾区", {"四川", "重庆", "广东", "香港", "澳门"}),
        ("广西壮族自治区与内蒙古自治区、内蒙首府", {"广西", "内蒙古"}),
        ("黑龙江西部、浙江西南", {"黑龙江", "浙江"}),
        ("青海南部牧区", {"青海"}),
        ("上海南站", {"上海"}),
        ("推广西部经验、推广东部做法", set()),
        ("推广西藏经验", {"西藏"}),
        ("隆重庆祝成立十周年", set()),
        ("黄河南岸、长江西段、太湖北侧", set()),
        ("为群众造福建设新农村", set()),
        ("中山西路，农业银行山西省分行", {"山西"}),
        ("京剧、豫剧、川菜", set()),
        ("", set()),
    ],
)
def test_a_name_counts_and_what_looks_like_one_does_not(text: str, named: set[str]) -> None:
    assert regions_in(text) == named


def test_an_item_counts_once_for_each_unit_tag_and_province_it_names() -> None:
    made = tally(issue(1, dt.date(2024, 1, 5), NEWS, STUDY))
    assert made.counts(UNIT) == (Count("一部", 1, 2), Count("二部", 1, 1))
    assert made.counts(TAG) == (Count("风险", 1, 1),)
    assert made.counts(REGION) == (Count("四川", 1, 2), Count("浙江", 1, 1), Count("重庆", 1, 1))
    assert made.counts(SECTION) == (Count("行业动态", 1, 2), Count("经验介绍", 1, 1))
    assert [made.totals(name).without for name in (MONTH, SECTION, UNIT, TAG, REGION)] == [0, 0, 1, 2, 1]


def test_issues_of_one_name_are_counted_once_each() -> None:
    made = tally(
        issue(1, dt.date(2024, 1, 5), NEWS, NEWS), issue(2, dt.date(2024, 1, 20), NEWS), issue(3, None, STUDY)
    )
    assert made.counts(SECTION) == (Count("行业动态", 2, 6), Count("经验介绍", 1, 1))
    assert made.totals(SECTION) == Totals(3, 7, 0)


def test_months_stand_in_order_with_quiet_ones_between_but_not_years_of_silence() -> None:
    made = tally(
        issue(3, dt.date(2024, 3, 1), NEWS),
        issue(1, dt.date(2023, 12, 1)),
        issue(4, dt.date(2024, 3, 28), STUDY),
        issue(9, dt.date(2020, 1, 1), STUDY),
    )
    assert made.counts(MONTH) == (
        Count("2020-01", 1, 1),
        Count("2023-12", 1, 0),
        Count("2024-01", 0, 0),
        Count("2024-02", 0, 0),
        Count("2024-03", 2, 3),
    )


def test_items_of_an_issue_without_a_date_are_in_no_month() -> None:
    made = tally(issue(1, None, NEWS))
    assert (made.counts(MONTH), made.totals(MONTH)) == ((), Totals(1, 2, 2))


def test_a_copy_does_not_grow_with_the_original() -> None:
    made = tally(issue(1, dt.date(2024, 1, 5), NEWS))
    kept = made.copy()
    before = [kept.counts(name) for name in DIMENSIONS]
    made.add(issue(2, dt.date(2024, 2, 5), STUDY))
    assert [kept.counts(name) for name in DIMENSIONS] == before
    assert kept.totals(MONTH) == Totals(1, 2, 0)


def test_reading_passes_over_broken_files_and_says_how_far_it_is(tmp_path: Path) -> None:
    library = LibraryReader(str(small_library(tmp_path)))
    made = Tally()
    assert [step[:2] for step in read(library, made)] == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert made.totals(SECTION) == Totals(4, 7, 0)
    assert list(read(library, Tally(), 2024))[-1] == Progress(3, 3, 1)


def test_a_reader_of_published_issues_counts_no_others(tmp_path: Path) -> None:
    made = Tally()
    list(read(LibraryReader(str(small_library(tmp_path)), published_only=True), made))
    assert made.counts(SECTION) == (Count("行业动态", 2, 4),)


def test_a_library_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        list(read(LibraryReader(str(tmp_path / "file")), Tally()))


def test_units_are_counted_over_a_library(tmp_path: Path) -> None:
    put(tmp_path, issue(1, dt.date(2024, 1, 5), NEWS))
    put(tmp_path, issue(2, dt.date(2024, 2, 5), NEWS))
    made = Tally()
    for _step in read(LibraryReader(str(tmp_path)), made):
        pass
    assert made.counts(UNIT)[0] == Count("一部", 2, 4)
    assert LibraryReader(str(tmp_path)).newest() == IssueKey(2024, ISSUE, 2)
