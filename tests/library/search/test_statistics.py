"""Counts of issues and items, and which provinces a text names."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, LibraryError
from briefing_tui.library.catalog.document import document_text
from briefing_tui.library.catalog.figures import dump_figures, figures_of, load_figures
from briefing_tui.library.catalog.unstored import COUNTING
from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.library.search.statistics import (
    DIMENSIONS,
    MONTH,
    REGION,
    SECTION,
    TAG,
    UNIT,
    Count,
    Statistics,
    Tally,
    Totals,
)
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.text.regions import REGIONS, regions_in
from disks.libraries import put, small_library


def issue(number: int, date: dt.date | None, *sections: Section) -> Issue:
    return Issue(Masthead(title="简报", year=2024, number=number, date=date), sections=sections)


def tally(*issues: Issue) -> Tally:
    made = Tally()
    for one in issues:
        date = one.masthead.date.isoformat() if one.masthead.date else ""
        made.add(date, figures_of(document_text(one)))
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


def by_files(root: Path, *, published_only: bool = False) -> Statistics:
    """The plain way: every file parsed."""
    library, made = LibraryReader(str(root), published_only=published_only), Statistics()
    for key in {entry.key for entry in library.entries()} - {None}:
        assert key is not None
        try:
            issue = library.load(key).issue
        except BriefingError:
            if not published_only:
                made.add_unreadable(key)
            continue
        date = issue.masthead.date.isoformat() if issue.masthead.date else ""
        made.add(key, date, figures_of(document_text(issue)))
    return made


def told(statistics: Statistics) -> list[object]:
    """All that is ever asked of them."""
    return [
        (year, name, statistics.tally(year).counts(name), statistics.tally(year).totals(name))
        for year in (None, *statistics.years)
        for name in DIMENSIONS
    ] + [(year, statistics.unreadable(year)) for year in (None, *statistics.years)]


def counted(
    root: Path, cache: Path | None, *, writable: bool = True, published_only: bool = False
) -> Statistics:
    """By the finder, whose catalog is brought up to date first if it may be."""
    library = LibraryReader(str(root), published_only=published_only)
    finder = Finder(library, str(cache) if cache else None, writable=writable)
    finder.catch_up(index=False, figures=True)
    finder.ready()
    return finder.statistics()


def test_years_are_counted_apart_and_broken_files_told(tmp_path: Path) -> None:
    statistics = counted(small_library(tmp_path), None)
    assert statistics.years == (2024, 2025)
    assert statistics.tally().totals(SECTION) == Totals(4, 7, 0)
    assert statistics.tally(2024).totals(SECTION) == Totals(2, 4, 0)
    assert (statistics.unreadable(), statistics.unreadable(2024), statistics.unreadable(2025)) == (1, 1, 0)


def test_a_reader_of_published_issues_counts_no_others(tmp_path: Path) -> None:
    """Whoever made the catalog."""
    root, cache = small_library(tmp_path / "library"), tmp_path / "cache"
    editor = counted(root, cache)
    for reader in (
        counted(root, None, published_only=True),
        counted(root, cache, published_only=True, writable=False),
        counted(root, cache, published_only=True),
    ):
        assert reader.tally().counts(SECTION) == (Count("行业动态", 2, 4),)
        assert reader.unreadable() == 0
        assert told(reader) == told(by_files(root, published_only=True))
    assert editor.tally().totals(SECTION).issues == 4


def test_a_library_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        counted(tmp_path / "file", None)


def test_the_catalog_answers_as_the_files_do_whatever_changes(tmp_path: Path) -> None:
    root, cache = small_library(tmp_path / "library"), tmp_path / "cache"

    def same() -> bool:
        plain = told(by_files(root))
        return told(counted(root, None)) == plain and all(
            told(counted(root, cache, writable=writable)) == plain for writable in (False, True, False)
        )

    assert same()
    put(root, issue(30, dt.date(2024, 1, 5), NEWS, STUDY))
    put(
        root,
        issue(31, None, Section("", items=(Item("", "无栏目。", units=("", "一部")),)), Section("空栏目")),
    )
    assert same()
    put(root, issue(30, dt.date(2023, 5, 5), STUDY))
    assert same()
    (root / "2024" / "2024-30.toml").write_text("format = 1\n[masthead", encoding="utf-8")
    assert same()
    (root / "2024" / "2024-31.toml").rename(root / "2024" / "2024-031.toml")
    assert same()
    (root / "2024" / "2024-31.toml").symlink_to("2024-14.toml")
    assert same()
    (root / "2024" / "2024-31.toml").unlink()
    (root / "2024" / "2024-30.toml").unlink()
    assert same()


def test_figures_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_tui.library.catalog.survey._TICK_NS", 0)
    root, cache = small_library(tmp_path / "library"), tmp_path / "cache"
    put(root, issue(1, dt.date(2024, 1, 5), NEWS))
    (root / "2024" / "2024-12.toml").unlink()
    first = told(counted(root, cache))
    monkeypatch.setattr("briefing_tui.library.catalog.file_reading.read_regular", None)
    monkeypatch.setattr("briefing_tui.library.search.statistics.figures_of", None)
    assert told(counted(root, cache)) == first
    assert told(counted(root, cache, writable=False)) == first


def test_a_count_that_is_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_tui.library.catalog.update.BATCH_SECONDS", 0)
    monkeypatch.setattr("briefing_tui.library.catalog.survey._TICK_NS", 0)
    root, cache = tmp_path / "library", tmp_path / "cache"
    for number in range(1, 6):
        put(root, issue(number, dt.date(2024, 1, 5), NEWS))
    stages: list[tuple[str, int, int]] = []
    finder = Finder(LibraryReader(str(root)), str(cache))
    while not finder.catch_up(
        lambda *step: stages.append(step), lambda: len(stages) % 2 == 1, index=False, figures=True
    ):
        assert len(stages) < 30
    counting = [(done, total) for stage, done, total in stages if stage == COUNTING]
    assert counting
    assert counting[-1][1] < 5  # the first to be counted were not counted again
    assert told(counted(root, cache, writable=False)) == told(by_files(root))


def test_units_are_counted_over_a_library(tmp_path: Path) -> None:
    put(tmp_path, issue(1, dt.date(2024, 1, 5), NEWS))
    put(tmp_path, issue(2, dt.date(2024, 2, 5), NEWS))
    assert counted(tmp_path, None).tally().counts(UNIT)[0] == Count("一部", 2, 4)


def test_what_one_has_counted_can_be_added_to_another() -> None:
    one, other = tally(issue(1, dt.date(2024, 1, 5), NEWS)), tally(issue(2, None, STUDY))
    one.add_all(other)
    both = tally(issue(1, dt.date(2024, 1, 5), NEWS), issue(2, None, STUDY))
    assert [(one.counts(name), one.totals(name)) for name in DIMENSIONS] == [
        (both.counts(name), both.totals(name)) for name in DIMENSIONS
    ]


def test_figures_survive_being_kept() -> None:
    made = [figures_of(document_text(one)) for one in (issue(1, None, NEWS, STUDY), issue(2, None))]
    assert load_figures([dump_figures(one) for one in made]) == made
