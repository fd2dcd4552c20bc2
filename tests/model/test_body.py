import pytest
from hypothesis import given, strategies as st

from briefing_tui.model.body import (
    BLANKS,
    HEADING_LIMIT,
    Heading,
    Paragraph,
    Table,
    classify,
    heading_text,
    headings,
    parse_body,
    split_row,
)

LINES = st.lists(
    st.text("一二十、（）()1234.是第首先，。；|- \u3000\t甲乙丙丁AB", max_size=60), max_size=12
).map("\n".join)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、改革背景", 1),
        ("十二、工作安排", 1),
        ("（一）总体要求", 2),
        ("(三) 主要做法", 2),
        ("1.组织领导", 3),
        ("3. 组织领导", 3),
        ("（2）具体分工", 4),
    ],
)
def test_a_short_labelled_line_is_a_heading_of_its_level(line: str, level: int) -> None:
    assert classify(line) == Heading(0, line, level)


@pytest.mark.parametrize(
    ("line", "lead", "level"),
    [
        ("（一）第一阶段：建立专班。各组随即开工。", "（一）第一阶段：建立专班。", 2),
        ("(四) 收官。先后督导三次。", "(四) 收官。", 2),
        ("1. 再担保上线。近日开通。", "1. 再担保上线。", 3),
        ("一是数量减少。共收回六十张。", "一是数量减少。", 0),
        ("首先，摸清底数。再分步走。", "首先，摸清底数。", 0),
    ],
)
def test_a_run_in_head_is_the_bold_lead_of_its_paragraph(line: str, lead: str, level: int) -> None:
    assert classify(line) == Paragraph(0, line, len(lead), level)


@pytest.mark.parametrize(
    "line",
    [
        "一、" + "很长" * HEADING_LIMIT,
        "一些企业反映，手续仍多。",
        "2.5%的费率不变。",
        "[b]不是标记[/b]",
        "*也不是*",
        "一是只有一句。",
        "（一）" + "长" * HEADING_LIMIT + "。后文。",
        "一、",
    ],
)
def test_other_lines_are_plain_paragraphs(line: str) -> None:
    assert classify(line) == Paragraph(0, line)


def test_lines_that_begin_with_a_bar_form_a_table_without_the_markdown_rule() -> None:
    text = "前文。\n| 指标 | 期末 |\n|---|---:|\n| 规模 | 295.38 亿元 |\n\n后文。"
    assert parse_body(text) == (
        Paragraph(0, "前文。"),
        Table(1, (("指标", "期末"), ("规模", "295.38 亿元"))),
        Paragraph(5, "后文。"),
    )


def test_a_row_of_dashes_in_another_place_is_data() -> None:
    assert parse_body("|-|-|\n| a |") == (Table(0, (("-", "-"), ("a",))),)


def test_a_row_without_its_last_bar_keeps_its_last_cell() -> None:
    assert split_row("| a | b") == ("a", "b")


@given(LINES)
def test_the_quick_way_to_the_headings_finds_the_same(text: str) -> None:
    slow = [block for block in parse_body(text) if isinstance(block, Heading | Paragraph) and block.level]
    assert list(headings(text)) == slow


@given(LINES)
def test_no_character_of_a_body_is_lost(text: str) -> None:
    ignored = str.maketrans("", "", BLANKS + "\n|-: ")  # cell borders, Markdown's rule, blanks at either end
    kept = "".join(
        "".join(map("".join, block.rows)) if isinstance(block, Table) else block.text
        for block in parse_body(text)
    )
    assert kept.translate(ignored) == text.translate(ignored)


def test_the_outline_shows_a_lead_without_its_full_stop() -> None:
    assert heading_text(classify("（一）第一阶段。各组开工。")) == "（一）第一阶段"
