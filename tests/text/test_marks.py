"""Numbers and bullets at the head of a line."""

import pytest

from briefing_tui.text.marks import (
    _BRACKETED,
    _BRACKETS,
    _BULLET,
    _DECORATED,
    _DECORATED_BEGINS,
    _NUMBER,
    MARK_BEGINS,
    bracket_head,
    read_mark,
    run_in_bracket,
    split_lead,
)


@pytest.mark.parametrize(
    ("text", "form", "number", "rest"),
    [
        ("1. 甲", "1", 1, "甲"),
        ("12、甲", "1", 12, "甲"),
        ("1 、甲", "1", 1, "甲"),
        ("一 、 甲", "一", 1, "甲"),
        ("（ 二 ） 甲", "(一)", 2, "甲"),
        ("( 3 )甲", "(1)", 3, "甲"),
        ("1.3月5日，甲", "1", 1, "3月5日，甲"),
        ("2、12月31日，甲", "1", 2, "12月31日，甲"),
        ("2、1-3月，甲", "1", 2, "1-3月，甲"),
        ("3.2031年，甲", "1", 3, "2031年，甲"),
    ],
)
def test_numbers(text: str, form: str, number: int, rest: str) -> None:
    mark = read_mark(text)
    assert mark is not None
    assert (mark.form, mark.number, text[mark.end :]) == (form, number, rest)


@pytest.mark.parametrize(
    "text", ["1.3亿元", "3、4月份", "1.5%", "2031.4", "2、3、4号", "1.1-3月", "一人", "1甲"]
)
def test_figures_are_no_numbers_of_a_line(text: str) -> None:
    assert read_mark(text) is None


def test_a_head_in_brackets_may_be_as_long_as_sixty_characters_are_wide() -> None:
    latin = "Toolchain/Emulator Support for Sample-V International Working Group"
    assert bracket_head(f"【{latin}】") == latin
    assert run_in_bracket(f"【{latin}】正文") == (latin, "正文")
    assert bracket_head(f"【{'汉' * 61}】") == ""


def test_a_row_whose_line_ends_in_a_hyphen_is_no_decorated_head() -> None:
    assert bracket_head("- 2个 Sample 插件融合, 新的用户请直接使用 sample-tracer-") == ""
    assert bracket_head("-本期要目-") == "本期要目"
    assert bracket_head("- Contents -") == "Contents"


@pytest.mark.parametrize("line", [">>> 卷首 <<<", "＞卷首＜", "» 卷首 «", "▶▶卷首◀◀", "→ 卷首 ←"])
def test_a_head_between_arrows(line: str) -> None:
    assert bracket_head(line) == "卷首"


@pytest.mark.parametrize("line", ["> 卷首", "首页 > 新闻 < 动态", ">>> a < b <", "> <", "甲<乙"])
def test_arrows_that_are_no_brackets(line: str) -> None:
    assert bracket_head(line) == ""


def test_addresses_in_a_lead_take_no_room_and_end_no_sentence() -> None:
    title = "实现了一个优化[PR404](https://example.com/engine/pull/404?a=1), 说明见[402](https://example.com/issues/402/and-much-more)"
    assert len(title) > 80
    assert split_lead(f"{title}。正文。") == (title, "。", "正文。")
    assert split_lead(title).title == title
    assert split_lead("长" * 81).title == ""


def test_no_character_that_may_begin_a_mark_or_a_head_is_passed_over() -> None:
    tails = ("", "、甲", "甲", " 甲", "月", "）甲", ".甲", "期目录", " 本期要目 ")
    for code in (*range(0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x1F200)):
        first = chr(code)
        for tail in tails:
            text = first + tail
            if _NUMBER.match(text) or ((bullet := _BULLET.match(text)) and bullet.end() < len(text)):
                assert first in MARK_BEGINS, first
        if _DECORATED.match(f"{first}目录{first}"):
            assert first in _DECORATED_BEGINS, first
        if _BRACKETED.match(f"{first}目录】"):
            assert first in _BRACKETS, first
