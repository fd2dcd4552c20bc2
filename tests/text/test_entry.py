import pytest
from hypothesis import example, given, strategies as st

from briefing_tui.text.clean import CONTROLS, UNSAFE
from briefing_tui.text.entry import all_plain, entered, entered_line, hidden_in, is_plain
from texts.clusters import CLUSTERS, FRAGMENTS

ANY_TEXT = st.lists(
    st.sampled_from([*CLUSTERS, *FRAGMENTS, "a", "汉", "，", " ", "\r\n", "\u2028", "\x0b", "\x1b"])
    | st.text(max_size=3)
).map("".join)
HIDING = "\u200b\ufeff\xad\u2060\u180e\u034f\u2061\u206a\u3164\ufff9\U000e0001\U0001d173"


@pytest.mark.parametrize("char", HIDING)
def test_what_only_hides_is_left_out(char: str) -> None:
    assert entered(f"公司{char}领导{char}") == "公司领导"
    assert entered(char) == ""
    assert hidden_in(f"公司{char}领导") == [char]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    assert entered(f"甲{end}乙") == "甲\n乙"
    assert entered_line(f"甲{end}乙{end}") == "甲 乙"


@pytest.mark.parametrize("sign", CLUSTERS)
def test_signs_stay_as_they_are(sign: str) -> None:
    assert entered(f"汉{sign}字") == f"汉{sign}字"
    assert entered(sign) == sign
    typed = ""
    for char in sign:  # key by key
        typed += entered(char, typed)
    assert typed == sign


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("公\u200d司", "公司"),
        ("a\u200cb", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("汉\ufe0f字", "汉字"),
        ("葛\ufe00", "葛\ufe00"),
        ("ᠠ\u180bᠠ\u180eᠠ", "ᠠ\u180bᠠ\u180eᠠ"),
        ("a\u180bb", "ab"),
        ("😀\u200d😀\ufe0f\ufe0f", "😀\u200d😀\ufe0f"),
        ("\ufe0f开头", "开头"),
        ("正文\u3164", "正文"),
        ("不\u00a0断", "不\u00a0断"),
        ("反\u202e转\u202c", "反\u202e转\u202c"),
        ("甲\x9b31m\x80乙", "甲31m乙"),
        ("甲\x1b[31m", "甲␛[31m"),
        ("\ufeff表\t格", "表\t格"),
    ],
)
def test_what_belongs_stays_and_what_does_not_goes(text: str, kept: str) -> None:
    assert entered(text) == kept


@given(ANY_TEXT)
def test_what_was_entered_once_is_entered_again_as_it_is(text: str) -> None:
    once = entered(text)
    assert entered(once) == once
    assert not CONTROLS.search(once)
    assert "\n" not in entered_line(text)


@given(ANY_TEXT)
@example("\u2028\ufe0f")
def test_nothing_that_is_seen_is_lost(text: str) -> None:
    gone = set("".join(hidden_in(text)))
    for char in text:
        if char.isprintable():
            assert char in entered(text) or char in gone, ascii(char)


@given(ANY_TEXT)
@example("汉\u202e字")
def test_a_plain_line_is_one_that_nothing_is_done_to(text: str) -> None:
    if is_plain(text):
        assert entered(text) == text
        assert hidden_in(text) == []
        assert "\n" not in text
        assert not UNSAFE.search(text)
    else:
        assert not text.isascii() or not text.isprintable()


def test_what_is_plain_in_a_line_is_plain_in_a_document_whatever_python_calls_printable() -> None:
    for char in map(chr, range(0x110000)):
        assert all_plain(char) == is_plain(char), hex(ord(char))
    assert all_plain("甲　乙\t" * 9)
    assert not all_plain("甲　乙\t" * 9 + "\ufe0f")
