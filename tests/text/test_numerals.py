from datetime import date

import pytest
from hypothesis import given, strategies as st

from briefing_tui.text import numerals


def counted(number: int) -> str:
    """The counting form of 0 to 9999: 14 → 十四, 105 → 一百零五."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif text:
            gap = True
    return (text.removeprefix("一") if text.startswith("一十") else text) or "零"


@given(st.integers(0, 9999))
def test_every_number_is_read_in_its_counting_form(number: int) -> None:
    assert numerals.from_chinese(counted(number)) == number
    assert numerals.parse_number(counted(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
    ],
)
def test_the_counting_form(number: int, text: str) -> None:
    assert numerals.from_chinese(text) == number
    assert counted(number) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二四", 2024),
        ("二○一九", 2019),
        ("廿三", 23),
        ("两百", 200),
        ("０１４", 14),
        ("014", 14),
        ("壹", 1),
        ("拾肆", 14),
        ("贰佰叁拾", 230),
    ],
)
def test_other_written_numbers(text: str, number: int) -> None:
    assert numerals.parse_number(text) == number


@pytest.mark.parametrize("text", ["", "甲", "1一", "٣", "1" * 5000, "十x"])
def test_what_is_no_number_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        numerals.parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月16日",
        "2024 年 12 月 16 日",
        "二〇二四年十二月十六日",
        "二○二四年十二月十六日",
        "2024-12-16",
        "2024.12.16",
        "业务部  2024年12月16日印发",
    ],
)
def test_dates_in_any_script(text: str) -> None:
    assert numerals.parse_date(text) == date(2024, 12, 16)


def test_a_text_without_a_date_has_none() -> None:
    assert numerals.parse_date("2024年第14期") is None


def test_an_impossible_date_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="day"):
        numerals.parse_date("2024年2月30日")


def test_dates_are_printed_unpadded() -> None:
    assert numerals.printed_date(date(2024, 3, 5)) == "2024年3月5日"
