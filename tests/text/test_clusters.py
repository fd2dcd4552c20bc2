import pytest
from hypothesis import given, strategies as st

from briefing_tui.text.clean import UNSAFE
from briefing_tui.text.clusters import (
    beginning,
    border_at,
    border_before,
    border_from,
    is_border,
    next_border,
)
from briefing_tui.typeset.width import char_width
from texts.clusters import CLUSTERS, FRAGMENTS

ANY_TEXT = st.lists(
    st.sampled_from([*CLUSTERS, *FRAGMENTS, "a", "汉", "，", " ", "\r\n", "\n", "\x1b"]) | st.text(max_size=3)
).map("".join)
THAI = "ไทย"


@pytest.mark.parametrize("sign", [sign for sign in CLUSTERS if sign != THAI])
@pytest.mark.parametrize("around", ["汉", "a", "，", "❤\ufe0f", " "])
def test_a_sign_is_one(sign: str, around: str) -> None:
    text = around + sign + around
    start, end = len(around), len(around) + len(sign)
    assert [at for at in range(start, end + 1) if is_border(text, at)] == [start, end]
    assert (next_border(text, start), border_before(text, end)) == (end, start)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        (THAI, ["ไ", "ท", "ย"]),
        ("กำน้ำ", ["กำ", "น้ำ"]),
        ("🇨🇳🇯🇵🇰", ["🇨🇳", "🇯🇵", "🇰"]),
        ("\r\n\n\r", ["\r\n", "\n", "\r"]),
        ("각각\u1100\u1161", ["각", "각", "\u1100\u1161"]),
        ("a\u202eb\u200bc", ["a", "\u202e", "b", "\u200b", "c"]),
        ("汉🏽", ["汉", "🏽"]),
        ("👩\u200d汉", ["👩\u200d", "汉"]),
        ("か\u3099ﾊﾞ", ["か\u3099", "ﾊﾞ"]),
    ],
)
def test_signs(text: str, signs: list[str]) -> None:
    found, at = [], 0
    while at < len(text):
        end = next_border(text, at)
        found.append(text[at:end])
        at = end
    assert found == signs


@given(ANY_TEXT, st.integers(-2, 60))
def test_borders_agree_with_one_another(text: str, at: int) -> None:
    before, behind = border_at(text, at), border_from(text, at)
    inside = max(0, min(at, len(text)))
    assert before <= inside <= behind
    assert is_border(text, before)
    assert is_border(text, behind)
    assert not any(is_border(text, place) for place in range(before + 1, behind) if place != inside)
    if text and 0 <= at < len(text):
        assert border_at(text, next_border(text, at) - 1) <= at
        assert border_before(text, at) <= max(0, at - 1)


@given(ANY_TEXT)
def test_what_takes_no_cell_belongs_to_what_is_before_it(text: str) -> None:
    for at in range(1, len(text)):
        char, before = text[at], text[at - 1]
        zero = char_width(char) == 0 and char.isprintable() and not UNSAFE.match(char)
        if zero and before.isprintable() and not UNSAFE.match(before):
            assert not is_border(text, at), (text, at)


@given(ANY_TEXT, st.integers(1, 12))
def test_a_beginning_ends_between_two_signs(text: str, most: int) -> None:
    begun = beginning(text, most)
    assert text.startswith(begun)
    assert len(begun) == min(most, len(text)) or len(begun) < most
    assert is_border(text, len(begun)) or border_at(text, most) == 0
    assert begun or not text


def test_a_question_costs_the_sign_and_not_the_text() -> None:
    marks = "e" + "\u0301" * 20_000
    assert next_border(marks, 0) == len(marks)
    assert border_before(marks, len(marks)) == 0
    assert next_border("汉" * 4_000_000, 3_999_998) == 3_999_999
