import sys
import unicodedata

from hypothesis import given, strategies as st

from briefing_tui.text.clean import CONTROLS, UNSAFE, clean, clean_line, has_controls, has_unsafe


def test_characters_that_act_become_visible() -> None:
    assert clean("a\x1b[2Jb\x07\x7f") == "a␛[2Jb␇␡"
    assert clean("\u202e反\x9b31m") == "‹202E›反‹009B›31m"
    assert clean("段\t落\n") == "段\t落\n"
    assert clean_line("标\n题\t") == "标 题 "


def test_joiners_and_variation_selectors_stay() -> None:
    text = "👩\u200d💻 葛\U000e0100"
    assert clean(text).startswith("👩\u200d💻")


@given(st.text(st.characters()))
def test_nothing_that_acts_is_left(text: str) -> None:
    for char in clean(text):
        assert char in "\t\n\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(st.text("甲乙a1，。", max_size=50))
def test_ordinary_text_is_the_same_object(text: str) -> None:
    assert clean(text) is text


def test_the_quick_look_lets_nothing_through() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [char for char in every if has_unsafe(char) != bool(UNSAFE.match(char))] == []
    assert [char for char in every if has_controls(char) != bool(CONTROLS.match(char))] == []


@given(st.text(st.sampled_from("甲a \n\u3000\t\u200d\ufe0f\u200b\u202e\x1b\x9b"), max_size=8))
def test_the_quick_look_says_what_the_pattern_says(text: str) -> None:
    assert has_unsafe(text) == bool(UNSAFE.search(text))
    assert has_controls(text) == bool(CONTROLS.search(text))
