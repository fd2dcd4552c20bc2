"""Last lines of a single 汉字, links in two, and the large title: what the page does about them, with the laws of breaking kept."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.typeset.breaking import break_offsets
from briefing_tui.typeset.lines import PageOptions
from briefing_tui.typeset.page import Page
from briefing_tui.typeset.width import cell_width

TEXT = "".join(chr(0x4E00 + 7 * at) for at in range(200))
LINK = "https://www.example.gov.cn/zwgk/2024/12/t20241216_1234567.html?id=3&page=20"


def lines(text: str, width: int, **options: object) -> list[str]:
    offsets = break_offsets(text, width, settle=True, **options)  # type: ignore[arg-type]
    starts = [0, *offsets]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("mark", ["。", "", "”。", "！"])
def test_the_line_before_gives_one(mark: str) -> None:
    got = lines(TEXT[:21] + mark, 40)
    assert [len(one) for one in got] == [19, 2 + len(mark)]


def test_a_line_that_can_give_none_keeps_its_own() -> None:
    assert [len(one) for one in lines(TEXT[:3], 4)] == [2, 1]
    number = "完成" + "1234567890" * 3 + "好"
    assert "".join(lines(number, 33)) == number


def test_a_mark_goes_with_what_it_stands_behind() -> None:
    got = lines(TEXT[:18] + "，" + TEXT[18:20] + "。", 40)
    assert got[-1] == TEXT[18:20] + "。" or len(got[-1]) == 3


@given(
    st.text(alphabet="国信担保增，。（）“”1a亿元 ", max_size=120),
    st.integers(2, 60),
    st.sampled_from([None, 6, 20]),
    st.sampled_from([1, 2]),
)
def test_settling_breaks_no_law_and_moves_the_last_break_alone(
    text: str, width: int, first: int | None, ambiguous: int
) -> None:
    plain = break_offsets(text, width, first=first, ambiguous=ambiguous)
    settled = break_offsets(text, width, first=first, ambiguous=ambiguous, settle=True)
    assert settled[:-1] == plain[:-1]
    assert len(settled) == len(plain)
    if settled != plain:
        assert settled[-1] < plain[-1]
        assert cell_width(text[settled[-1] :].rstrip(" \u3000"), ambiguous) <= width
        assert text[settled[-1]] not in "，。）”"
        assert text[settled[-1] - 1] not in "（“"


@given(
    st.integers(0, 40),
    st.integers(40, 100),
    st.sampled_from(["", "，请查收。", "）（报送单位：甲）", " 与 "]),
)
def test_a_link_that_fits_on_a_line_stands_on_one(before: int, width: int, after: str) -> None:
    text = TEXT[:before] + LINK + after
    whole = cell_width(LINK) + (2 if after[:1] in {"，", "）"} else 0) <= width
    got = lines(text, width)
    assert "".join(got) == text
    assert all(cell_width(line.rstrip()) <= width for line in got)
    assert any(LINK in line for line in got) or not whole


@pytest.mark.parametrize("length", range(20, 75))
def test_a_link_of_a_source_is_not_broken_at_80_columns(length: int) -> None:
    link = LINK[:length].rstrip("/?&=._")
    item = Item("标题", "正文。", source="某市人民政府网站", url=link, units=("业务管理部",))
    page = Page(Issue(Masthead(), sections=(Section("动态", items=(item,)),)), PageOptions(columns=80))
    assert any(link in line.text for line in page.all_lines())


def large(columns: int, title: str = "行业信息简报", *, large_title: bool = True, ambiguous: int = 1) -> Page:
    issue = Issue(Masthead(title=title, year=2024, number=1))
    return Page(
        issue, PageOptions(columns=columns, contents=False, large_title=large_title, ambiguous=ambiguous)
    )


def title_line(page: Page) -> str:
    return next(line.text for line in page.all_lines() if line.text).strip()


def test_the_title_is_larger_where_there_is_room() -> None:
    assert title_line(large(80)) == "行  业  信  息  简  报"
    assert title_line(large(30)) == "行 业 信 息 简 报"
    assert title_line(large(22)) == "行业信息简报"
    assert title_line(large(80, large_title=False)) == "行业信息简报"
    assert title_line(large(80, "ABC 简报")) == "ABC 简报"


@given(st.text(alphabet="简报“国é\u200dA ", max_size=30), st.integers(2, 120), st.sampled_from([1, 2]))
def test_the_large_title_is_centred_found_and_never_too_wide(
    title: str, columns: int, ambiguous: int
) -> None:
    page = large(columns, title, ambiguous=ambiguous)
    for line in page.all_lines():
        assert line.width == cell_width(line.text, ambiguous) <= max(columns, 2)
    for hit in page.find("报"):
        marks = page.marks(hit.block, hit.start, hit.end)
        block = page.lines(hit.block)
        assert "".join(block[mark.line].text[mark.start : mark.end] for mark in marks)[:1] == "报"
