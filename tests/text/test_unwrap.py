"""Paragraphs that a page, a line or a mail has cut: one rule, the same answers for the import and the clean-up."""

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from briefing_tui.importers.recogniser.cuts import join_cuts
from briefing_tui.importers.recogniser.lines import source_lines
from briefing_tui.importers.report import Ledger
from briefing_tui.text.cleanup import BREAKS, tidy
from briefing_tui.text.unwrap import (
    ALONE,
    CERTAIN,
    DOCUMENT_LINES,
    LIKELY,
    PASSAGE_LINES,
    POSSIBLE,
    SLACK,
    TextLine,
    Unwrapped,
    fitted,
    indent_of,
    unwrap,
)

SENTENCE = "全省上半年新增业务一百二十笔。"
"""A sentence that ends, before one that is cut."""
FULL = "示例省信用担保集团公司本月新增业务二百九"
"""Twenty 汉字: a line of a text wrapped at 40 cells; no head, no end."""
ENDED = "示例省信用担保集团公司本月新增业务二百。"


def plain(lines: list[str]) -> list[str]:
    return [
        paragraph.text
        for paragraph in unwrap(fitted([TextLine(line.strip(), indent_of(line)) for line in lines]))
    ]


def imported(lines: list[str]) -> list[str]:
    ledger = Ledger()
    found = join_cuts(source_lines("\n".join(lines), ledger), lambda _text: False, ledger)
    assert len(lines) - len(found) == len(ledger.joined)
    return [line.text for line in found]


def tidied(lines: list[str]) -> list[str]:
    return tidy("\n".join(lines), [BREAKS]).split("\n")


USERS = pytest.mark.parametrize("user", [plain, imported, tidied])


@USERS
@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        # what cannot be an end
        ("会议提出，", "要抓好落实。", "会议提出，要抓好落实。"),
        ("大棚、", "道路", "大棚、道路"),
        ("Rice,", "and wheat", "Rice, and wheat"),
        ("分两步走（3月19", "日至4月18日）。", "分两步走（3月19日至4月18日）。"),
        ("印发《担保业务", "管理办法》。", "印发《担保业务管理办法》。"),
        ("他说：“送到", "田间地头。”", "他说：“送到田间地头。”"),
        # what has no end though it is no head
        (f"{SENTENCE}近日，示例市担保公", "司与银行签约。", f"{SENTENCE}近日，示例市担保公司与银行签约。"),
        ("示例" * 20 + "市", "签约", "示例" * 20 + "市签约"),
        # what stands between
        (f"{SENTENCE}余额为12", "95.38亿元。", f"{SENTENCE}余额为1295.38亿元。"),
        (f"{SENTENCE}规模达20", "31万元。", f"{SENTENCE}规模达2031万元。"),
        (f"{SENTENCE}采用 Open", "Source 方案。", f"{SENTENCE}采用 Open Source 方案。"),
        (f"{SENTENCE}第3", "A 座", f"{SENTENCE}第3 A 座"),
        (f"{SENTENCE}采用 Open;", "closed", f"{SENTENCE}采用 Open;\nclosed"),
        (f"{SENTENCE}采用 Open,", "方案。", f"{SENTENCE}采用 Open,方案。"),
        (f"{SENTENCE}采用 Open", "2 号。", f"{SENTENCE}采用 Open 2 号。"),
        (f"{SENTENCE}增长5%", "A 类。", f"{SENTENCE}增长5%A 类。"),
        (f"{SENTENCE}采用 Open", "(Source)。", f"{SENTENCE}采用 Open(Source)。"),
        (f"{SENTENCE}六个方面、35 项", "指导。", f"{SENTENCE}六个方面、35 项指导。"),
    ],
)
def test_a_cut_paragraph_is_joined(
    user: Callable[[list[str]], list[str]], before: str, after: str, joined: str
) -> None:
    assert user([before, after]) == joined.split("\n")


@USERS
@pytest.mark.parametrize(
    "lines",
    [
        ["第一段完整。", "第二段完整。"],
        ["再担保与银行直连系统上线", "昨日，系统上线。"],
        ["示例" * 20, "签约"],
        [f"{SENTENCE}其中：", "甲"],
        [f"{SENTENCE}It ended.", "下一段"],
        [f"{SENTENCE}他说：“好。”", "下一段"],
        ["会议提出，", "一、加快进度", "二、防范风险"],
        ["会议提出，", "（一）加快进度"],
        ["会议提出，", "2. 示例县下乡"],
        ["会议提出，", "①示例县下乡"],
        ["会议提出，", "■ 要点"],
        ["会议提出，", "【经验介绍】"],
        ["会议提出，", "【经验】示例县下乡"],
        ["会议提出，", "————————"],
        ["会议提出，", "## 小标题"],
        ["会议提出，", "```"],
        ["会议提出，", "| 甲 | 乙 |"],
        ["| 指标，", "期末"],
        ["【经验，】", "示例县下乡"],
        ["＊＊＊", "示例县下乡"],
    ],
)
def test_whole_lines_stay_apart(user: Callable[[list[str]], list[str]], lines: list[str]) -> None:
    assert user(lines) == lines


def test_a_line_of_letters_without_a_point_is_cut_and_one_with_a_point_is_not() -> None:
    assert plain([f"{SENTENCE}It ended.", "next"]) == [f"{SENTENCE}It ended.", "next"]
    assert plain([f"{SENTENCE}It ended", "next"]) == [f"{SENTENCE}It ended next"]
    assert plain([f"{SENTENCE}见B.", "next"]) == [f"{SENTENCE}见B.", "next"]
    assert plain([f"{SENTENCE}见", "B.", "next"]) == [f"{SENTENCE}见B.", "next"]
    assert plain([f"{SENTENCE}其中.", "next"]) == [f"{SENTENCE}其中. next"]
    assert plain([f"{SENTENCE}共计。", ".", "next"]) == [f"{SENTENCE}共计。", ".", "next"]


def test_what_a_grown_paragraph_has_counts_for_its_last_line() -> None:
    assert plain([f"{SENTENCE}近日，示例", "市担保", "公司签约。", "下一段"]) == [
        f"{SENTENCE}近日，示例市担保公司签约。",
        "下一段",
    ]
    assert plain(["会议提出，", "抓好。其中示例", "市签约。", "下一段"]) == [
        "会议提出，抓好。其中示例市签约。",
        "下一段",
    ]
    assert plain(["见（附件", "一：示例", "办法）。", "下一段"]) == ["见（附件一：示例办法）。", "下一段"]


@USERS
def test_a_text_wrapped_at_a_measure_is_put_together(user: Callable[[list[str]], list[str]]) -> None:
    lines = ["示例改革记", FULL, FULL, "亿元。", FULL, FULL, "亿元。", "二、主要做法", FULL, "亿元"]
    assert user(lines) == [
        "示例改革记",
        f"{FULL}{FULL}亿元。",
        f"{FULL}{FULL}亿元。",
        "二、主要做法",
        f"{FULL}亿元",
    ]


@USERS
def test_a_sentence_that_ends_with_the_measure_does_not_end_the_paragraph(
    user: Callable[[list[str]], list[str]],
) -> None:
    lines = [FULL, ENDED, FULL, "亿元。", ENDED[1:], FULL, "亿元。"]
    assert user(lines) == [f"{FULL}{ENDED}{FULL}亿元。", ENDED[1:], f"{FULL}亿元。"]


@USERS
def test_an_indented_line_begins_a_paragraph_where_first_lines_are_indented(
    user: Callable[[list[str]], list[str]],
) -> None:
    first = f"　　{FULL[2:]}"
    found = user([first, FULL, first, FULL[1:], ENDED[:-2] + "百。", first, FULL, "亿元"])
    assert [line.strip() for line in found] == [
        f"{FULL[2:]}{FULL}",
        f"{FULL[2:]}{FULL[1:]}{ENDED[:-2]}百。",
        f"{FULL[2:]}{FULL}亿元",
    ]


# what the lines bring with them


@pytest.mark.parametrize(
    ("before", "begins", "joined"),
    [
        (f"{SENTENCE}第二句没有", POSSIBLE, True),
        (f"{SENTENCE}第二句没有", LIKELY, False),
        ("第二句没有，", LIKELY, True),
        ("第二句（没有", LIKELY, True),
        ("第二句没有，", CERTAIN, False),
        ("第二句没有，", ALONE, False),
    ],
)
def test_what_is_known_of_a_beginning_outweighs_the_text_or_not(
    before: str, begins: int, *, joined: bool
) -> None:
    found = unwrap([TextLine(before), TextLine("说完", begins=begins)])
    assert len(found) == 2 - joined


def test_nothing_goes_on_from_a_title() -> None:
    assert len(unwrap([TextLine("题目，", begins=ALONE), TextLine("正文")])) == 2
    assert len(unwrap([TextLine("题目，", begins=CERTAIN), TextLine("正文")])) == 1


@pytest.mark.parametrize(("room", "joined"), [(None, False), (SLACK + 1, False), (SLACK, True), (-1, True)])
def test_a_full_line_goes_on(room: int | None, *, joined: bool) -> None:
    found = unwrap([TextLine("没有句号", room=room), TextLine("说完", room=9)])
    assert len(found) == 2 - joined
    assert len(unwrap([TextLine("没有句号", room=room), TextLine("说完", room=9, begins=LIKELY)])) == 2


@pytest.mark.parametrize(
    ("room", "gap", "joined"), [(1, 0, True), (2, 0, False), (1, 1, False), (-2, 0, True)]
)
def test_a_sentence_ends_a_full_line_by_chance_only_where_no_cell_is_left(
    room: int, gap: int, *, joined: bool
) -> None:
    found = unwrap([TextLine("有句号。", room=room), TextLine("说完", gap=gap, room=9)])
    assert len(found) == 2 - joined
    assert len(unwrap([TextLine("没有句号", room=room), TextLine("说完", gap=gap, room=9)])) == 1


def test_it_is_the_last_line_that_tells_whether_a_paragraph_goes_on() -> None:
    lines = [TextLine("没有句号", room=2), TextLine("有句号。", room=3), TextLine("说完", room=9)]
    assert [paragraph.text for paragraph in unwrap(lines)] == ["没有句号有句号。", "说完"]


def page(*indents: int, room: int | None = 0) -> list[TextLine]:
    """Lines with these indents, full unless said otherwise, none with an end."""
    return [TextLine("没有句号", indent=indent, room=room) for indent in indents]


@pytest.mark.parametrize(
    ("indents", "paragraphs"),
    [
        ((2, 0, 2, 0, 2, 0), 3),
        ((8, 0, 8, 0, 8, 0), 3),
        ((1, 0, 1, 0, 1, 0), 1),
        ((9, 0, 9, 0, 9, 0), 1),  # columns, not first lines
        ((2, 0, 2, 0), 1),  # two are no habit
        ((2, 2, 2, 2), 1),  # a margin
        ((2, 2, 2, 0), 2),
        ((2, 1, 2, 1, 2, 1), 3),
        ((4, 2, 4, 2, 4, 2, 0), 3),
        ((2, 4, 2, 0, 0), 2),
        ((0, 2, 0, 2, 0, 2), 4),
        ((2, 0, 1, 2, 0, 2, 0), 3),
        ((1, 0, 1, 0, 1, 0, 2, 0), 1),
    ],
)
def test_indents_tell_first_lines_where_a_wrapped_text_has_them(
    indents: tuple[int, ...], paragraphs: int
) -> None:
    assert len(unwrap(page(*indents))) == paragraphs


def test_in_a_text_with_indents_a_sentence_may_end_with_any_full_line() -> None:
    indented = page(2, 0, 2, 0, 2, 0)
    ended = TextLine("有句号。", room=3)
    assert len(unwrap([*indented, ended, TextLine("说完", room=9)])) == 3
    assert len(unwrap([ended, TextLine("说完", room=9)])) == 2
    unmeasured = [*page(2, 0, 2, 0, 2, 0, room=None), ended._replace(room=None), TextLine("说完")]
    assert len(unwrap(unmeasured)) == 8


# the measure


def texts(*cells: int, end: str = "汉") -> list[TextLine]:
    """Lines of so many cells, Latin but for their ends."""
    return [TextLine("a" * (count - 2) + end) for count in cells]


def measure(lines: list[TextLine], least: int = DOCUMENT_LINES) -> int:
    """The measure found, 0 for none."""
    found = fitted(lines, least)
    if found == lines:
        return 0
    found_measures = {line.room + line.indent + len(line.text) + 1 for line in found if line.room is not None}
    assert len(found_measures) == 1, "one measure for all"
    return found_measures.pop()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (texts(*[40] * 6), 40),
        (texts(*[40] * 5), 0),  # too few to say
        (texts(*[30] * 6), 30),
        (texts(*[29] * 6), 0),  # a list
        (texts(*[140] * 6), 140),
        (texts(*[141] * 6), 0),  # whole paragraphs
        (texts(*[40] * 3, *[10] * 3), 40),
        (texts(*[40] * 2, *[10] * 3, 34), 0),  # a third is full, the fourth misses by more than the slack
        (texts(*[40] * 2, *[10] * 3, 35), 40),
        (texts(*[40] * 4, *[10] * 6), 40),  # two in five
        (texts(*[40] * 3, *[10] * 5), 0),
        (texts(*[40] * 3) + texts(*[40] * 3, end="。"), 40),
        (texts(*[40] * 2) + texts(*[40] * 3, end="。") + texts(20), 0),  # most full lines are ends
        (texts(*[40] * 18, 50), 0),
        (texts(*[40] * 19, 50), 40),  # one in twenty hangs out
        (texts(*[10] * 4, *[40] * 15, 50), 40),
        (texts(*[40] * 20, 51), 0),  # by more than twice the slack: no measure
    ],
)
def test_a_measure_is_told_by_most_lines_being_equally_long(lines: list[TextLine], expected: int) -> None:
    assert measure(lines) == expected


def test_the_indent_is_part_of_a_lines_width() -> None:
    lines = [line._replace(indent=4) for line in texts(*[36] * 3)] + texts(*[40] * 3)
    assert [line.room for line in fitted(lines)] == [0] * 6
    marks = [TextLine("\u2010" * 20), TextLine("…" * 20), TextLine("·" * 40)] * 2
    assert [line.room for line in fitted(marks)] == [0] * 6
    assert measure(texts(*[40] * 3), PASSAGE_LINES) == 40
    assert measure(texts(*[40] * 2), PASSAGE_LINES) == 0


@pytest.mark.parametrize(
    ("line", "cells"), [("", 0), ("甲", 0), ("　甲", 2), (" \t甲 ", 5), ("\u2003甲", 1), ("　　 \xa0", 6)]
)
def test_cells_of_an_indent(line: str, cells: int) -> None:
    assert indent_of(line) == cells


# nothing is lost


def test_a_paragraph_tells_where_its_lines_begin() -> None:
    lines = [TextLine("题目。"), TextLine("采用（Open"), TextLine("Source"), TextLine("方案）。")]
    assert unwrap(lines) == [
        Unwrapped("题目。", 0, (0,)),
        Unwrapped("采用（Open Source方案）。", 1, (0, 8, 14)),
    ]
    assert unwrap([]) == []


LINES = st.lists(
    st.builds(
        TextLine,
        st.text(alphabet="汉担。，、（）“”一.ab12|【】#- ", min_size=1).map(str.strip).filter(bool),
        st.integers(0, 10),
        st.integers(0, 2),
        st.none() | st.integers(-3, 9),
        st.integers(POSSIBLE, ALONE),
    ),
    max_size=12,
)


@given(LINES)
def test_each_line_is_in_one_paragraph_where_it_says(lines: list[TextLine]) -> None:
    expected = 0
    for paragraph in unwrap(lines):
        assert paragraph.first == expected
        at = 0
        for line, start in zip(lines[expected:], paragraph.starts, strict=False):
            assert paragraph.text[at:start] in {"", " "}
            at = start + len(line.text)
            assert paragraph.text[start:at] == line.text
        assert at == len(paragraph.text)
        expected += len(paragraph.starts)
    assert expected == len(lines)


# what the clean-up brings


def passage(*lines: str) -> str:
    return tidy("\n".join(lines), [BREAKS])


def test_a_passage_of_three_lines_shows_its_measure() -> None:
    assert passage(FULL, FULL, FULL) == FULL * 3
    assert passage(FULL, FULL) == f"{FULL}\n{FULL}"
    assert passage("示例省担保集团公司二", "示例省担保集团公司二", "示例省担保集团公司二").count("\n") == 2


@pytest.mark.parametrize(("short", "joined"), [(2, True), (3, False)])
def test_a_full_line_may_fall_short_by_two_han(short: int, *, joined: bool) -> None:
    assert passage(FULL, FULL[short:], "新增", FULL, FULL).count("\n") == (1 if joined else 2)


@pytest.mark.parametrize("label", ["1）", "1)", "12．", "一.", ">", "第三条 ", "第十二章　"])
def test_lists_and_articles_begin_lines_of_their_own(label: str) -> None:
    assert passage(FULL, FULL, FULL, f"{label}示例", "会议提出，") == f"{FULL * 3}\n{label}示例\n会议提出，"
    assert passage("会议提出，", f"{label}示例") == f"会议提出，\n{label}示例"


def test_an_article_alone_on_its_line_and_a_decimal() -> None:
    assert passage("会议提出，", "第三条") == "会议提出，\n第三条"
    assert passage("会议提出，", "12.5亿元") == "会议提出，12.5亿元"
    assert passage("会议提出，", "第三方担保") == "会议提出，第三方担保"


@pytest.mark.parametrize("field", ["联系人：张三", "要求:抓好落实", "第三条规定"])
def test_a_field_begins_a_line_unless_the_line_before_is_full_or_unfinished(field: str) -> None:
    assert passage("示例" * 20 + "市", field) == "示例" * 20 + f"市\n{field}"
    assert passage("会议提出，", field) == f"会议提出，{field}"
    assert passage(FULL, FULL, FULL, field) == FULL * 3 + field
    assert passage(FULL, FULL, f"{SENTENCE}新增", field) == f"{FULL * 2}{SENTENCE}新增\n{field}"
    assert passage(field, FULL, FULL, FULL) == f"{field}\n{FULL * 3}"


def test_seven_han_before_a_colon_are_no_field() -> None:
    assert passage("示例" * 20 + "市", "全省工作会议要求：") == "示例" * 20 + "市全省工作会议要求："


@pytest.mark.parametrize("blank", ["", "　", " \t", "\xa0"])
def test_a_blank_line_parts_and_stays(blank: str) -> None:
    text = f"\n会议提出，\n要求\n{blank}\n{SENTENCE}没有\n说完，\n{blank}\n{blank}\n落实。\n{blank}"
    assert tidy(text, [BREAKS]) == (
        f"\n会议提出，要求\n{blank}\n{SENTENCE}没有说完，\n{blank}\n{blank}\n落实。\n{blank}"
    )


def test_an_indented_line_is_a_paragraph_even_when_blanks_are_tidied_too() -> None:
    pasted = f"　　{SENTENCE}第一段没有句号\n　　{SENTENCE}第二段没有句号\n说完"
    assert tidy(pasted) == f"{SENTENCE}第一段没有句号\n{SENTENCE}第二段没有句号说完"
    assert tidy(pasted, [BREAKS]) == f"　　{SENTENCE}第一段没有句号\n　　{SENTENCE}第二段没有句号说完"
    assert passage(*[f"  {SENTENCE}没有句号"] * 2).count("\n") == 1
    assert tidy("会议提出，\n　　要抓好落实。", [BREAKS]) == "会议提出，要抓好落实。"
    assert tidy(f"{SENTENCE}没有\n 说完", [BREAKS]) == f"{SENTENCE}没有说完"


def test_the_margin_of_a_wrapped_text_is_no_indent() -> None:
    body = [f"    {FULL}", f"    {FULL}", f"    {FULL}"]
    assert passage(*body) == f"    {FULL * 3}"
    assert passage(*body, f"      {FULL}", f"    {FULL}") == f"    {FULL * 3}\n      {FULL * 2}"
