from typing import get_args

import pytest
from hypothesis import given

from briefing_tui.compose.blocks import Kind
from briefing_tui.compose.composition import Composition
from briefing_tui.model.issue import Distribution, Issue, Item, Section
from briefing_tui.typeset import table
from briefing_tui.typeset.block_styles import BLOCK_STYLES
from briefing_tui.typeset.lines import PageOptions
from briefing_tui.typeset.page import Page
from briefing_tui.typeset.width import cell_width
from bulletins.printed_issues import ISSUES

RECIPIENTS = tuple(f"第{number}担保公司" for number in range(20))


def test_every_kind_of_block_has_its_style() -> None:
    assert set(BLOCK_STYLES) == set(get_args(Kind))


def said(composition: Composition) -> list[object]:
    """What the blocks say; the cells instead of the row, which is known by identity."""
    return [(block._replace(row=None), block.parts) for block in composition.blocks()]


@given(ISSUES)
def test_a_page_of_any_width_has_the_blocks_of_the_composition(issue: Issue) -> None:
    composed = said(Composition(issue))
    for columns, ambiguous in ((80, 1), (30, 2), (1, 1)):
        assert said(Page(issue, PageOptions(columns=columns, ambiguous=ambiguous))) == composed


def test_the_tail_hangs_under_its_first_recipient_also_where_quotes_take_two_cells() -> None:
    issue = Issue(distribution=(Distribution("“抄送”", RECIPIENTS),))
    for ambiguous, indent in ((1, 8), (2, 10)):
        page = Page(issue, PageOptions(columns=60, ambiguous=ambiguous, centred=False))
        [block] = [index for index in range(page.block_total) if page.block(index).kind == "tail"]
        first, *others = page.lines(block)
        assert cell_width("“抄送”：", ambiguous) == indent
        assert first.text.startswith("“抄送”：第0担保公司")
        assert {len(line.text) - len(line.text.lstrip()) for line in others} == {indent}


def test_rows_of_the_contents_step_in_and_hang_behind_their_number() -> None:
    article = Item("一二三四五六七八九十" * 3, "甲\n乙", group="组")
    issue = Issue(sections=(Section("动态", numbered=True, items=(article,), titles="head"),))
    page = Page(issue, PageOptions(columns=50, centred=False))
    rows = [
        line.text
        for index in range(page.block_total)
        if page.block(index).kind == "contents"
        for line in page.lines(index)
    ]
    assert [(len(row) - len(row.lstrip()), row.strip()[:4]) for row in rows] == [
        (0, "动态"),
        (4, "组"),
        (8, "1. 一"),
        (11, "十一二三"),
    ]


def test_the_columns_of_a_table_are_found_once_for_all_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "\n".join(["| 甲 | 乙 |"] * 50 + ["之后。"] + ["| 丙 | 丁 |"] * 50)
    found = []

    def counted(rows: tuple[tuple[str, ...], ...], cells: int, ambiguous: int) -> table.Shape:
        found.append(rows[0])
        return shape_of(rows, cells, ambiguous)

    shape_of = table.shape_of
    monkeypatch.setattr(table, "shape_of", counted)
    page = Page(Issue(sections=(Section("", items=(Item("题", body),)),)))
    for line in (0, 51, 1, 52, 2, 53):
        page.lines(page.block_of_item(1, line))
    assert found == [("甲", "乙"), ("丙", "丁")]


def test_no_blank_line_stands_above_the_first_block_of_a_page() -> None:
    issue = Issue(sections=(Section("动态", items=(Item("甲", "乙"),)),))
    for contents in (True, False):
        page = Page(issue, PageOptions(contents=contents))
        assert page.lines(0)[0].text
        assert not page.lines(1)[0].text or page.block(1).kind == "contents"


def test_blank_lines_stand_above_a_body_its_parts_its_tables_and_what_follows_them() -> None:
    body = "甲。\n乙。\n| 丙 |\n| 1 |\n丁。\n一、戊\n（一）己\n庚。"
    page = Page(Issue(sections=(Section("", items=(Item("题", body),)),)), PageOptions(contents=False))
    first, _end = page.item_range(1)
    above = [not page.lines(page.block_of_item(1, line))[0].text for line in range(8)]
    assert above == [True, False, True, False, True, True, False, False]
    assert page.lines(first)[0].text
