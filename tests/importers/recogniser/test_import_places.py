"""Lines with places: which go on in the next, and which end or begin a paragraph, told by how a page is set."""

import pytest

from briefing_tui.importers.pdf.filled import ending_lines
from briefing_tui.importers.pdf.glyphs import Glyph
from briefing_tui.importers.pdf.lines import page_lines
from briefing_tui.importers.pdf.placed import PlacedLine
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.places import join_placed
from briefing_tui.importers.report import Ledger
from measures.costs import is_linear

TEXT = "正文的一行写满了这里的全部地方没有一点空可以"


def placed(
    text: str, room: int = 0, indent: int = 0, *, bold: bool = False, size: float = 16.0
) -> SourceLine:
    return SourceLine(1, text, indent, size=size, bold=bold, room=room)


def paragraphs(*lines: SourceLine) -> list[str]:
    """What becomes of the lines: those that were put together, each that surely begins with ¶."""
    numbered = [line._replace(number=number) for number, line in enumerate(lines, 1)]
    return [("¶" if line.begins else "") + line.text for line in join_placed(numbered, Ledger())]


def indented(times: int) -> list[SourceLine]:
    return [line for _time in range(times) for line in (placed(TEXT, 0, 4), placed("它在这里结束。", 30))]


def test_an_indent_begins_a_paragraph_where_first_lines_have_one() -> None:
    found = paragraphs(
        *indented(4), placed("https://example.com/a", 20, 4), placed("https://example.com/b", 20, 4)
    )
    assert found[-2:] == ["¶https://example.com/a", "¶https://example.com/b"]
    block = [
        placed(TEXT, 0, 4),
        *indented(3),
        *(placed(TEXT, 0, 4) for _line in range(6)),
        placed("完。", 40, 4),
    ]
    assert not any(line.startswith("¶") for line in paragraphs(*block)[-5:]), (
        "a text set in as a whole is no run of first lines"
    )


def test_paragraphs_hang_behind_their_numbers() -> None:
    def item(number: int) -> list[SourceLine]:
        return [placed(f"{number}. {TEXT}", 0), placed(TEXT, 0, 3), placed("它在这里结束。", 2, 3)]

    found = paragraphs(*item(1), *item(2), placed(f"3. {TEXT}", 0), placed("两行的一条。", 2, 3), *item(4))
    assert [line.lstrip("¶")[:2] for line in found] == ["1.", "2.", "3.", "4."]
    heads = [
        line
        for n in (1, 2, 3)
        for line in (placed(f"{n}. {TEXT}", 0), placed(TEXT, 0, 4), placed("结束。", 30))
    ]
    assert len(paragraphs(*heads)) == 6, (
        "a paragraph below a numbered head has its first line set in, and no other"
    )


def test_an_address_goes_on_only_where_it_was_parted() -> None:
    whole = "https://example.com/sample/benchmark"
    after = paragraphs(
        placed("https://example.com/long-", 2),
        placed("name", 40),
        placed(whole, 11),
        placed("Front/End 的工作", 20),
    )
    assert after == ["https://example.com/long-name", f"¶{whole}", "¶Front/End 的工作"]
    assert (
        paragraphs(placed(whole, 6, bold=True), placed("https://example.com/b", 20, bold=True))[1]
        == "¶https://example.com/b"
    )
    assert paragraphs(placed(whole, 1), placed("Quick 的工作", 20))[1] == "¶Quick 的工作", (
        "one letter more would have fitted"
    )
    assert paragraphs(placed(whole, 0), placed("Front 的工作", 20, bold=True))[1] == "¶Front 的工作", (
        "what is bold is another thing"
    )


def test_bold_titles_one_below_the_other_are_as_many() -> None:
    titles = [
        placed("第4讲：示例网络的扩展机制解析以及今后的计划安排", 1, bold=True), placed("和整理", 46, bold=True),
        placed("第3讲：示例网络的多协议机制解析以及今后的计划", 1, bold=True), placed("第2讲：示例存储的机制解析", 20, bold=True),
        placed("天平", 46, bold=True), placed("https://example.com/a-very-long-name-of-a-suite-of-many-benchmarks", 0, bold=True),
    ]  # fmt: skip
    assert paragraphs(*titles, *indented(1))[1:-1] == [
        "¶第3讲：示例网络的多协议机制解析以及今后的计划",
        "¶第2讲：示例存储的机制解析",
        "¶天平",
        "¶" + titles[-1].text,
    ]
    assert paragraphs(placed("踊跃投稿。", 0), placed("下一件事", 40, bold=True))[1] == "¶下一件事"


def test_bold_says_nothing_where_all_is_bold() -> None:
    lines = [
        placed(TEXT, 3, bold=True),
        placed("它在这里接着说", 0, bold=True),
        placed("然后结束。", 30, bold=True),
    ]
    assert paragraphs(*lines) == [f"{TEXT}它在这里接着说然后结束。"]


def test_a_head_in_brackets_goes_on_to_its_bracket() -> None:
    lines = [
        placed("【Toolchain Support for International Working", 4),
        placed("Group】", 44)._replace(gap=1),
    ]
    assert paragraphs(*lines) == ["【Toolchain Support for International Working Group】"]


def test_a_name_in_large_letters_goes_on_where_it_filled_its_line() -> None:
    text = indented(3)
    parts = ["Sample Weekly |", "SampleTracer 直", "播预", "告、SampleRegistry", "解析合集"]
    name = [
        placed(part, 2, 17 if part == "播预" else 2, size=42.0)._replace(red=True, gap=1) for part in parts
    ]
    assert paragraphs(*name, *text)[0] == "Sample Weekly |SampleTracer 直播预告、SampleRegistry解析合集"
    firm = [placed("示例省融资担保集团公司", 0, 1, size=42.0), placed("行业信息简报", 8, 8, size=42.0)]
    assert paragraphs(*firm, *text)[:2] == ["示例省融资担保集团公司", "行业信息简报"]


def test_a_word_that_would_have_fitted_begins_no_line_of_the_same_paragraph() -> None:
    assert paragraphs(
        placed("实现了一个寄存器分配优", 25), placed("化[PR404](https://example.com/engine/pull/404)", 2)
    ) == ["实现了一个寄存器分配优化[PR404](https://example.com/engine/pull/404)"]


def glyphs(
    text: str, gap: float, *, left: float = 80.0, base: float = 100.0, bold: bool = False
) -> list[Glyph]:
    """Characters of 10 points, `gap` apart; a blank is one gap more before its next."""
    made: list[Glyph] = []
    x, spaced = left, False
    for char in text:
        if char == " ":
            x, spaced = x + 2.5 + gap, True
            continue
        width = 10.0 if char >= "\u2e80" else 5.0
        made.append(Glyph(char, x, x + width, base, 10.0, bold, False, spaced, 1))
        x, spaced = x + width + (gap if char >= "\u2e80" else 0.0), False
    return made


@pytest.mark.parametrize("gap", [0.0, 4.0, 12.0, 24.0])
def test_what_is_free_between_stretched_characters_is_no_blank(gap: float) -> None:
    [line] = page_lines(glyphs("在系统上 测试运行新版本", gap), 595.0).lines
    assert line.text == "在系统上 测试运行新版本"


def test_a_gap_as_wide_as_a_blank_between_scripts_is_one() -> None:
    row = [*glyphs("示例的路线图", 0), *glyphs("https", 0, left=145.0)]
    assert page_lines(row, 595.0).lines[0].text == "示例的路线图 https"
    close = [*glyphs("示例的路线图", 0), *glyphs("https", 0, left=142.5)]
    assert page_lines(close, 595.0).lines[0].text == "示例的路线图https"


def test_cells_are_no_stretched_line() -> None:
    row = [*glyphs("一季度", 0), *glyphs("二季度", 0, left=200.0), *glyphs("三季度", 0, left=320.0)]
    assert page_lines(row, 595.0).lines[0].text == "一季度\t二季度\t三季度"
    marks = [*glyphs("是", 0), *glyphs("否", 0, left=200.0), *glyphs("是", 0, left=460.0)]
    assert page_lines(marks, 595.0).lines[0].text == "是\t否\t是"
    figures = [*glyphs("12.5", 0), *glyphs("13.6", 0, left=200.0), *glyphs("14.7", 0, left=320.0)]
    assert page_lines(figures, 595.0).lines[0].text == "12.5\t13.6\t14.7"


def line(right: float, stretch: float = 0.0, *, bold: bool = False, text: str = TEXT) -> PlacedLine:
    return PlacedLine(text, 80.0, right, 100.0, 16.0, bold, False, stretch=stretch)


def ended(lines: list[PlacedLine]) -> list[int]:
    found = ending_lines([lines])
    return [index for index, one in enumerate(lines) if id(one) in found]


def test_a_line_that_is_not_stretched_to_the_edge_ends_its_paragraph() -> None:
    filled = [line(500.0, 0.01 * index) for index in range(8)]
    lines = [*filled[:4], line(488.0), *filled[4:], line(300.0)]
    assert ended(lines) == [4, 9]
    assert ended([line(500.0), line(484.0), *(line(500.0) for _line in range(8))]) == [], (
        "nothing is stretched here"
    )
    quoted = [line(460.0, 0.01 * index) for index in range(3)]
    assert ended([*filled, *quoted]) == [], "a quotation has an edge of its own"
    assert ended([*filled, line(470.0, bold=True), line(300.0, text="Sample-V")]) == [], (
        "heads and lone words are not stretched"
    )


@pytest.mark.parametrize("text", [TEXT, "1" * 40, "【" + TEXT, "（来源：" + TEXT])
def test_a_paragraph_of_many_lines_costs_as_much_as_it_is_long(text: str) -> None:
    assert is_linear(lambda lines: join_placed([placed(text)] * lines, Ledger()), 300)
