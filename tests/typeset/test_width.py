import unicodedata

import pytest
from hypothesis import given, strategies as st

import width_ranges
from briefing_tui.typeset.width import cell_width, char_width, char_widths, fit, pad, truncate
from briefing_tui.typeset.width_ranges import UNICODE_VERSION
from texts.clusters import CLUSTERS, FRAGMENTS

ANY_TEXT = st.text(st.characters(codec=None), max_size=40) | st.lists(
    st.sampled_from([*CLUSTERS, *FRAGMENTS, "a", "汉", "“", "\x1b"]), max_size=12
).map("".join)
MOVED = {
    *range(0x2630, 0x2638),  # digrams, trigrams, hexagrams: wide since 16.0
    *range(0x268A, 0x2690),
    *range(0x4DC0, 0x4E00),
    *range(0x1D300, 0x1D357),
    *range(0x1D360, 0x1D377),  # counting rods: wide since 16.0
    0x1171E,  # a mark of Ahom: spacing since 15.0
}
"""Characters that Unicode 14.0, the oldest data of a supported Python, already had and that have got another width since."""


def expected(code: int, ambiguous: int) -> int:
    char = chr(code)
    if char == "\t":
        return 1
    zero_category = unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc", "Zl", "Zp"} and code != 0xAD
    if zero_category or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF:
        return 0
    east_asian = unicodedata.east_asian_width(char)
    if east_asian in {"W", "F"}:
        return 2
    return ambiguous if east_asian == "A" else 1


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_table_agrees_with_unicodedata_for_every_assigned_character(ambiguous: int) -> None:
    wrong = [
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
        and char_width(chr(code), ambiguous) != expected(code, ambiguous)
    ]
    assert set(wrong) <= MOVED
    if unicodedata.unidata_version == "14.0.0":
        assert set(wrong) == MOVED


def test_the_table_is_what_its_generator_makes_of_the_newest_data() -> None:
    assert width_ranges.PATH.read_text(encoding="utf-8") == width_ranges.made(), "run `make widths`"
    assert tuple(map(int, UNICODE_VERSION.split("."))) >= (17, 0, 0)
    assert char_width("\U0001fae9") == 2, "a face of Unicode 16"
    assert char_width("\u1ae0") == 0, "a mark of Unicode 17"


def test_chinese_marks_and_box_drawing_follow_the_switch() -> None:
    for char in "“”‘’—…·×①─│┌━■★※℃":
        assert (char_width(char, 1), char_width(char, 2)) == (1, 2), char
    for char in "汉，。（《【　％":
        assert (char_width(char, 1), char_width(char, 2)) == (2, 2), char


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("第14期", 6),
        ("e\u0301", 1),
        ("😀", 2),
        ("❤", 1),
        ("❤\ufe0f", 1),
        ("1\ufe0f\u20e3", 1),
        ("😀\ufe0f", 2),
        ("汉\ufe0f", 2),
        ("\ufe0f", 0),
        ("👩\u200d🚀", 4),
        ("👍🏽", 4),
        ("🇨🇳", 2),
        ("\u1112\u1161\u11ab", 2),
        ("\u202e\u200b\x00\x1b\x9b", 0),
        ("\ud800", 1),
        ("a\tb", 3),
    ],
)
def test_widths_of_odd_texts(text: str, cells: int) -> None:
    assert cell_width(text) == cells


@given(ANY_TEXT, st.sampled_from([1, 2]))
def test_a_text_is_as_wide_as_its_characters(text: str, ambiguous: int) -> None:
    assert cell_width(text, ambiguous) == sum(char_widths(text, ambiguous))


@given(ANY_TEXT, st.integers(0, 40), st.sampled_from([1, 2]))
def test_a_text_is_as_wide_as_its_parts_wherever_it_is_cut(text: str, at: int, ambiguous: int) -> None:
    parts = text[:at], text[at:]
    assert cell_width(text, ambiguous) == sum(cell_width(part, ambiguous) for part in parts)


@given(ANY_TEXT, st.integers(0, 30), st.sampled_from([1, 2]))
def test_truncated_text_fits_and_is_a_beginning(text: str, cells: int, ambiguous: int) -> None:
    shown = truncate(text, cells, ambiguous)
    assert cell_width(shown, ambiguous) <= cells
    assert shown in {text, ""} or (shown.endswith("…") and text.startswith(shown[:-1]))


@given(ANY_TEXT, st.integers(0, 30), st.sampled_from([1, 2]), st.booleans())
def test_padded_text_takes_exactly_the_cells(text: str, cells: int, ambiguous: int, right: bool) -> None:
    assert cell_width(pad(text, cells, ambiguous, right=right), ambiguous) == cells


@given(ANY_TEXT, st.integers(-2, 30))
def test_fit_is_the_longest_beginning(text: str, cells: int) -> None:
    count = fit(text, cells)
    assert cell_width(text[:count]) <= max(cells, 0)
    assert (
        count == len(text) or cell_width(text[: count + 1]) > cells or text[count + 1 : count + 2] == "\ufe0f"
    )


def test_truncation_says_so_with_an_ellipsis_only_when_needed() -> None:
    assert truncate("行业动态", 8) == "行业动态"
    assert truncate("行业动态", 7) == "行业动…"
    assert truncate("行业动态", 7, 2) == "行业…"
    assert truncate("行业动态", 1, 2) == ""
    assert pad("3.", 5, right=True) == "   3."
