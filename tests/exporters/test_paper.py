"""Lines and pages before anything is set."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.exporters.layout import Layout, read_layout
from briefing_tui.exporters.paper.breaking import NEVER_FIRST, NEVER_LAST
from briefing_tui.exporters.paper.pages import Pages, paged
from briefing_tui.exporters.paper.piece import PaperPiece, StyledRun
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.paper.sheet import SheetMeasure
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section
from pages.paper import article, sample

LAYOUT = read_layout("gbt9704")


def lines(text: str, layout: Layout = LAYOUT) -> list[str]:
    made = SheetMeasure(layout).set(PaperPiece("text", "body", (StyledRun(text),)))
    return ["".join(run.text for run in line) for line in made[0].lines]


def pages(issue: Issue, layout: Layout = LAYOUT) -> Pages:
    return paged(issue_pieces(issue, layout), layout, SheetMeasure(layout))


def test_a_line_holds_twenty_eight_characters_and_the_first_two_fewer() -> None:
    assert list(map(len, lines("字" * 26 + "文" * 28 + "尾"))) == [26, 28, 1]


@pytest.mark.parametrize("mark", NEVER_FIRST)
def test_a_mark_that_may_not_begin_a_line_brings_its_neighbour(mark: str) -> None:
    assert lines("字" * 26 + mark + "尾" * 3)[1].startswith("字" + mark)


@pytest.mark.parametrize("mark", NEVER_LAST)
def test_a_mark_that_may_not_end_a_line_goes_on(mark: str) -> None:
    assert lines("字" * 25 + mark + "尾" * 3)[0] == "字" * 25


def test_words_numbers_and_dashes_are_whole() -> None:
    assert lines("字" * 24 + "2024123456年")[1].startswith("2024123456年")
    assert lines("字" * 25 + "——尾尾")[1].startswith("——")
    assert not any(line.startswith("\u0301") for line in lines(("字" * 5 + "e\u0301\u0301") * 20))


@given(st.text(st.sampled_from("字，。“”（）—…2a .-/\u0301\u200d①😀%"), max_size=200))
def test_no_character_is_lost_and_no_line_is_wider_than_the_page(text: str) -> None:
    made = lines(text)
    assert "".join(made) == text
    measure, style = SheetMeasure(LAYOUT), LAYOUT.style("body")
    for line in made:
        kept = line.rstrip(" ")
        assert (
            len(kept) < 3
            or measure.width((StyledRun(kept),), style) <= LAYOUT.page.type_width + 20 * style.size
        )


def test_a_head_of_two_lines_is_balanced() -> None:
    layout = read_layout("briefing")
    title = "政府性融资担保市县一体化改革发展示例篇报道"
    made = SheetMeasure(layout).set(PaperPiece("text", "article.title", (StyledRun(title),)))
    first, second = (sum(len(run.text) for run in line) for line in made[1].lines)
    assert abs(first - second) <= 2


def test_a_head_stays_with_what_follows() -> None:
    for filler in range(1, 45):
        body = "\n".join([*("短行。" for _ in range(filler)), "一、标题在此", "（一）又一层", "正文跟随。"])
        made = pages(article(body))
        found = {one.piece.text: made.page_of[one.piece.block] for one in made.body if one.piece.block >= 0}
        assert found["一、标题在此"] == found["（一）又一层"] == found["正文跟随。"]


def test_the_tail_has_the_last_lines() -> None:
    issue = sample()
    made = pages(issue)
    used = sum(one.height for one in made.body) + made.spacer + sum(one.height for one in made.tail)
    assert used >= (made.total - 1) * 22
    full = 22 - sum(one.height for one in made.tail)
    assert 0 <= made.spacer <= full


def test_page_numbers_with_more_digits_are_thought_of() -> None:
    items = tuple(Item("标" * 27, "正文。\n" * 30) for _ in range(120))
    issue = Issue(Masthead(title="简报", year=2024, number=1), sections=(Section("栏", items=items),))
    layout = read_layout("briefing")
    made = pages(issue, layout)
    rows = [one for one in made.body if one.piece.kind == "contents"]
    assert made.total > 100
    wide = [one for one in rows if made.page_of[one.piece.target] >= 100]
    assert wide
    measure = SheetMeasure(layout)
    again = [measure.set(one.piece, made.page_of[one.piece.target])[0].height for one in rows]
    assert again == [one.height for one in rows]


def test_a_long_tail_flows_over_pages() -> None:
    issue = Issue(
        Masthead(title="简报"), distribution=tuple(Distribution("送", (f"单位{n}",)) for n in range(100))
    )
    made = pages(issue)
    assert made.total > 4
    assert made.spacer == 0


def test_a_row_of_a_table_is_whole_and_its_head_stands_on_each_page() -> None:
    rows = "\n".join(["| 名称 | 数 |", *(f"| 甲{n} | {n} |" for n in range(60))])
    made = pages(article(rows, "之后。"))
    behind = next(one for one in made.body if one.piece.text == "之后。")
    assert made.page_of[behind.piece.block] == 4
