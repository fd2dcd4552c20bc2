import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import KeyFormatError
from briefing_tui.model.asked import LIMIT, Asked, read_asked
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-14",
            "２０２４－１４",
            "2024/14",
            "202414",
            "2024.14",
            "2024_14",
            "2024：14",
            "2024 14",
            "2024—14",
        ),
        *(
            "2024年14期",
            "2024年第14期",
            "２０２４年第１４期",
            "2024年度第14期",
            "2024第14期",
            "2024年-14",
            "2024014",
        ),
        *("二〇二四年第十四期", "2024年第拾肆期", "〔2024〕14号", "（2024）第14期", "2024 No.14"),
        *("\u200b2024-14\ufeff", " 2024 - 14 ", "《2024年第14期》"),
        *("2024年第14期（总第62期）", "2024年第14期 总第六十二期", "2024-14（总62）"),
    ],
)
def test_one_issue_in_many_hands(text: str) -> None:
    assert read_asked(text) == Asked(2024, ISSUE, 14)


@pytest.mark.parametrize(
    "text", ["14", "第14期", "１４", "第十四期", "14期", "⑭", "No.14", "拾肆", "014", "第 14 期"]
)
def test_the_year_may_be_left_out(text: str) -> None:
    assert read_asked(text) == Asked(None, ISSUE, 14)


@pytest.mark.parametrize("text", ["24年第14期", "２４年１４期", "二四年十四期"])
def test_a_year_of_two_digits_is_a_guess(text: str) -> None:
    assert read_asked(text) == Asked(2024, ISSUE, 14, None, guessed=True)


@pytest.mark.parametrize(
    "text",
    [
        "2024增刊1",
        "2024增1",
        "2024-增刊1",
        "2024s1",
        "2024/s1",
        "2024年增刊第一期",
        "2024年第1期增刊",
        "２０２４增１",
    ],
)
def test_supplements_too(text: str) -> None:
    assert read_asked(text) == Asked(2024, SUPPLEMENT, 1)


@pytest.mark.parametrize(
    "text", ["2024增刊", "2024年增刊", "2024年度增刊", "二〇二四年增刊", "２０２４ 增刊", "24年增刊"]
)
def test_the_supplement_of_a_year_is_its_first(text: str) -> None:
    assert read_asked(text) == Asked(2024, SUPPLEMENT, 1, None, guessed=True)


@pytest.mark.parametrize("text", ["增1", "增刊1", "增刊第1期", "第1期增刊", "s1", "增刊一"])
def test_supplements_without_a_year(text: str) -> None:
    assert read_asked(text) == Asked(None, SUPPLEMENT, 1)


@pytest.mark.parametrize("text", ["14#3", "14＃3", "第14期第3条", "14 # 3", "14#第3条", "第14期第三条"])
def test_an_item_may_follow(text: str) -> None:
    assert read_asked(text) == Asked(None, ISSUE, 14, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2024", "is a year"),
        ("２０２４年", "is a year"),
        ("二〇二四年", "is a year"),
        ("20241216", "is a date"),
        ("2024-12-16", "is a date"),
        ("2024/12/16", "is a date"),
        ("2024年12月", "is a date"),
        ("2024-14-3", "2024-14#3"),
        ("24-14", "2024-14 or 24#14"),
        ("2024-14.toml", "did you mean `2024-14`"),
        ("2024/2024-s1.toml", "did you mean `2024-s1`"),
        ("#3", "latest#3"),
        ("＃3", "latest#3"),
        ("第3条", "latest#3"),
        ("总第62期", "through all years"),
    ],
)
def test_what_may_be_several_things_is_asked_back(text: str, says: str) -> None:
    with pytest.raises(KeyFormatError, match=says):
        read_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "0",
            "2024-0",
            "2024-14#0",
            "12345",
            "99999999999",
            "2024-12345",
            "-14",
            "--14",
            "2024--14",
            "14;rm",
        ),
        *(
            "../14",
            "/14",
            "~/14",
            "2024-14/..",
            "2024-14\n2024-15",
            "2024-\x0014",
            "٢٠٢٤-14",
            "١٤",
            "2024年第十十百期十",
        ),
        *(
            "1" * (LIMIT + 1),
            "第" * 10_000,
            "2024-14" * 2_000,
            "14.txt",
            "0014-14",
            "2024-14#3#4",
            "第14、15期",
        ),
    ],
)
def test_hostile_and_odd_ones_are_refused(text: str) -> None:
    with pytest.raises(KeyFormatError) as caught:
        read_asked(text)
    assert len(caught.value.one_line()) < 250


@given(
    st.text(st.characters(), max_size=80) | st.text("0123456789２０4第期年增刊s#条-/.—\u3000 ", max_size=14)
)
def test_any_text_gives_numbers_in_range_or_our_error(text: str) -> None:
    try:
        asked = read_asked(text)
    except KeyFormatError:
        return
    assert asked.year is None or 1000 <= asked.year <= 9999
    assert 1 <= asked.number <= 9999
    assert asked.item is None or 1 <= asked.item <= 99999
    assert asked.kind in {ISSUE, SUPPLEMENT}


@given(st.integers(1000, 9999), st.sampled_from([ISSUE, SUPPLEMENT]), st.integers(1, 9999))
def test_what_we_write_is_understood_as_we_mean_it(year: int, kind: str, number: int) -> None:
    key = IssueKey(year, kind, number)
    for text in (str(key), key.written, key.stem):
        if text.count("-") < 2:
            assert read_asked(text) == Asked(year, kind, number)
