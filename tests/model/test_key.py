import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import KeyFormatError
from briefing_tui.model.key import (
    ISSUE,
    SUPPLEMENT,
    IssueKey,
    ItemAddress,
    make_key,
    parse_address,
    parse_key,
)

KEYS = st.builds(
    IssueKey,
    st.integers(1000, 9999),
    st.sampled_from([ISSUE, SUPPLEMENT]),
    st.integers(min_value=1, max_value=9999),
)


@pytest.mark.parametrize(
    "text",
    [
        "2024-14",
        " 2024-14 ",
        "2024-014",
        "2024年第14期",
        "2024 年第 14 期",
        "2024年第十四期",
        "2024年第一四期",
    ],
)
def test_every_written_form_means_the_same_issue(text: str) -> None:
    assert parse_key(text) == IssueKey(2024, ISSUE, 14)


@pytest.mark.parametrize("text", ["2024-1", "2024-01", "2024年第1期", "2024年第一期"])
def test_padding_does_not_matter(text: str) -> None:
    assert str(parse_key(text)) == "2024-01"


@pytest.mark.parametrize(
    "text", ["2024-增1", "2024-增刊1", "2024-s1", "2024-S1", "2024年增刊第1期", "2024年第1期增刊"]
)
def test_supplements_have_their_own_counter(text: str) -> None:
    key = parse_key(text)
    assert key == IssueKey(2024, SUPPLEMENT, 1)
    assert (str(key), key.stem) == ("2024-增1", "2024-s1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "2024",
        "2024-",
        "2024-0",
        "0024-14",
        "2024-12345",
        "２０２４-14",
        "2024-１４",
        "٢٠٢٤-14",
        "2024-14/..",
        "../2024-14",
        "2024-14\n2024-15",
        "2024-14\x00",
        "2024–14",
        "2024年第期",
        "2024年第十十百期十",
        "2024-增",
        "2024.14",
        "a2024-14",
    ],
)
def test_odd_keys_are_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        parse_key(text)


@pytest.mark.parametrize(
    ("text", "item"), [("2024-14#3", 3), ("2024年第14期第3条", 3), ("2024-14", None), ("2024-14#03", 3)]
)
def test_an_address_may_name_an_item(text: str, item: int | None) -> None:
    assert parse_address(text) == ItemAddress(IssueKey(2024, ISSUE, 14), item)


@pytest.mark.parametrize("text", ["2024-14#", "2024-14#0", "2024-14#-1", "2024-14#１", "2024-14#3#4", "#3"])
def test_odd_addresses_are_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        parse_address(text)


@given(KEYS)
def test_what_we_write_we_read(key: IssueKey) -> None:
    assert parse_key(str(key)) == key
    assert parse_key(key.written) == key
    assert parse_key(key.stem) == key
    assert key.stem.isascii()


@given(st.text())
def test_any_text_is_a_key_or_a_key_error(text: str) -> None:
    try:
        key = parse_address(text).key
    except KeyFormatError:
        return
    assert 1000 <= key.year <= 9999
    assert 1 <= key.number <= 9999


@pytest.mark.parametrize(("year", "number", "kind"), [(24, 1, ISSUE), (2024, 0, ISSUE), (2024, 1, "extra")])
def test_parts_out_of_range_are_refused(year: int, number: int, kind: str) -> None:
    with pytest.raises(KeyFormatError):
        make_key(year, number, kind)


def test_keys_sort_by_year_then_number_with_supplements_last() -> None:
    texts = ["2024-增1", "2024-02", "2023-30", "2024-10"]
    assert [str(key) for key in sorted(map(parse_key, texts))] == [
        "2023-30",
        "2024-02",
        "2024-10",
        "2024-增1",
    ]
