"""Numbers and bullets at the head of a line."""

import pytest

from briefing_tui.text.marks import read_mark


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
