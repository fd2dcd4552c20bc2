import re

import pytest
from hypothesis import given, strategies as st

from briefing_tui.compose.blocks import Span
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.text.clean import UNSAFE
from briefing_tui.typeset.ansi import ansi_line, safe_text
from briefing_tui.typeset.lines import PageLine, PageOptions
from briefing_tui.typeset.page import Page

SGR = re.compile(r"\x1b\[[0-9;]*m")
LINE = PageLine("  行业信息简报", 14, (Span(2, 8, "title"),), 0, 0, 2)
ISSUE = Issue(
    Masthead("示例集团", "行业信息简报", 2024, 14),
    sections=(
        Section("行业动态", numbered=True, items=(Item("标题", "正文。" * 40), Item("文章", "一、甲\n乙。"))),
    ),
)


def test_the_title_is_bold_red_and_the_style_ends_with_its_text() -> None:
    assert ansi_line(LINE, 16) == "  \x1b[1;31m行业信息简报\x1b[0m"


def test_more_colours_refine_the_red_and_no_colours_leave_the_text() -> None:
    assert "38;5;160" in ansi_line(LINE, 256)
    assert "38;2;200;16;46" in ansi_line(LINE, 1 << 24)
    assert ansi_line(LINE, 0) == "  行业信息简报"


@pytest.mark.parametrize("colours", [0, 16, 256, 1 << 24])
def test_every_line_of_a_page_keeps_its_text_and_ends_reset(colours: int) -> None:
    for line in Page(ISSUE, PageOptions()).all_lines():
        drawn = ansi_line(line, colours)
        assert SGR.sub("", drawn) == line.text
        codes = SGR.findall(drawn)
        assert len(codes) % 2 == 0
        assert all(code == "\x1b[0m" for code in codes[1::2])
        if colours == 16:
            assert all(int(part) < 50 for code in codes for part in code[2:-1].split(";"))


def test_hierarchy_is_not_told_by_colour_alone() -> None:
    for style in (
        "title",
        "section",
        "article.title",
        "item.title",
        "h1",
        "lead",
        "warning",
        "table.head",
        "group",
    ):
        drawn = ansi_line(PageLine("甲", 2, (Span(0, 1, style),), 0, 0, 0), 16)
        assert re.match(r"\x1b\[1[;m]", drawn), style


HOSTILE = [
    "\x1b]52;c;AAAA\x07",
    "\x9b31m",
    "\x1b[2J",
    "a\x00b",
    "\u202egnp.exe",
    "\x0e",
    "\x7f",
    "\ud800",
    "\r",
    "\u2028",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_in_a_line_acts_on_the_terminal(text: str) -> None:
    assert UNSAFE.search(safe_text(text)) is None
    for spans in ((), (Span(0, len(text), "title"),), (Span(1, 2, "nosuch"),)):
        drawn = ansi_line(PageLine(text, 1, spans, 0, 0, 0), 16)
        assert UNSAFE.search(SGR.sub("", drawn)) is None
        assert SGR.sub("", drawn) == safe_text(text)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_any_spans_leave_the_text_whole(text: str, places: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for start, length in places:
        spans.append(Span(min(at + start, len(text)), min(at + start + length, len(text)), "h1"))
        at = spans[-1].end
    assert SGR.sub("", ansi_line(PageLine(text, 0, tuple(spans), 0, 0, 0), 16)) == safe_text(text)
