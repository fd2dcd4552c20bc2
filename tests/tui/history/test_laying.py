"""Two states as rows: what is told of each piece, which characters are marked, and that no row is wider than there is room."""

import random

import pytest

from briefing_tui.i18n import set_language
from briefing_tui.library.history.comparing import Comparison, compare
from briefing_tui.model import edits
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.text.clusters import is_border
from briefing_tui.text.passages import changed_stretches
from briefing_tui.tui.history.laying import BESIDE, MOST_ROWS, ComparedRow, lay_out
from briefing_tui.tui.history.marking import BEFORE, NOW, Pair, marked, pairs, wrapped_line
from briefing_tui.typeset.width import cell_width

FAMILY = "👨‍👩‍👧"


def issue_of(*items: Item) -> Issue:
    return Issue(
        Masthead("社", "简报", 2024, 14), sections=(Section("行业动态", numbered=True, items=items),)
    )


def rows_of(before: Issue, now: Issue, width: int = 80, ambiguous: int = 1) -> list[ComparedRow]:
    return lay_out(compare(before, now), width, ambiguous)


def text_of(row: ComparedRow) -> str:
    return "".join(text for text, _look in row.pieces)


def texts(rows: list[ComparedRow]) -> str:
    return "\n".join(map(text_of, rows))


def looks(rows: list[ComparedRow], look: str) -> str:
    return "|".join(text for row in rows for text, name in row.pieces if name == look)


def test_whole_figures_are_marked_in_both() -> None:
    before = issue_of(Item("规模", "完成295.38亿元，同比增长。"))
    now = issue_of(Item("规模", "完成301.20亿元，同比快速增长。"))
    rows = rows_of(before, now)
    assert looks(rows, BEFORE) == "295.38亿元"
    assert looks(rows, NOW) == "301.20亿元|快速"
    assert "- 完成295.38亿元，同比增长。" in texts(rows)
    assert "+ 完成301.20亿元，同比快速增长。" in texts(rows)


def test_a_move_is_told_as_a_move_with_its_place_before() -> None:
    one, two, three = (Item(f"第{at}题", f"正文{at}。") for at in range(3))
    rows = rows_of(issue_of(one, two, three), issue_of(three, one, two))
    assert texts(rows) == " Item 1 “第2题”: moved; was item 3"
    other = Issue(
        Masthead("社", "简报", 2024, 14),
        sections=(Section("行业动态", items=(one, two)), Section("经验介绍", items=(three,))),
    )
    assert "moved; was item 3, in “经验介绍”" in texts(rows_of(other, issue_of(three, one, two)))


def test_what_is_the_same_is_not_shown() -> None:
    lines = [f"第{at}段的文字。" for at in range(9)]
    before = issue_of(Item("题", "\n".join(lines)))
    lines[4] = "第四段改了。"
    rows = texts(rows_of(before, issue_of(Item("题", "\n".join(lines)))))
    assert rows.count("4 lines the same") == 2
    assert "第0段" not in rows


def test_in_a_long_line_the_ends_of_what_is_the_same_are_shown() -> None:
    before = "甲" * 900 + "旧" + "乙" * 900
    rows = rows_of(issue_of(Item("题", before)), issue_of(Item("题", before.replace("旧", "新"))))
    assert len(rows) < 12
    assert "…" in texts(rows)
    assert looks(rows, NOW) == "新"


@pytest.mark.parametrize("width", [20, 38, 60, 80, 99, 100, 140, 200])
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_no_row_is_wider_than_there_is_room(width: int, ambiguous: int) -> None:
    hostile = f"“{FAMILY}”…— e\u0301\u200b\u202e[b]\tabc " * 9
    before = issue_of(Item("题" * 60, hostile), Item("另", "x" * 300))
    now = issue_of(Item("题" * 60 + "改", hostile.replace("abc", "abd")), Item("又", "完全不同的一条。" * 30))
    for row in rows_of(before, now, width, ambiguous):
        assert cell_width(text_of(row), ambiguous) <= width, text_of(row)
        assert "\u202e" not in text_of(row)
        assert "\x1b" not in text_of(row)


def test_side_by_side_from_a_hundred_columns() -> None:
    before, now = issue_of(Item("题", "旧文。")), issue_of(Item("题", "新文。"))
    row = next(row for row in rows_of(before, now, BESIDE) if "旧文" in text_of(row))
    assert "新文" in text_of(row)
    assert not any(
        "新文" in text_of(one) and "旧文" in text_of(one) for one in rows_of(before, now, BESIDE - 1)
    )


def test_blanks_and_hidden_characters_that_differ_are_seen() -> None:
    rows = rows_of(issue_of(Item("题", "甲乙。")), issue_of(Item("题", "甲 乙。")))
    assert "甲␣乙" in texts(rows)
    rows = rows_of(issue_of(Item("题", "甲乙。")), issue_of(Item("题", "甲\u202e乙。")))
    assert "‹202E›" in texts(rows)


def test_signs_of_several_characters_are_whole() -> None:
    old, new = f"看{FAMILY}家", "看👨‍👩‍👦家"
    for start, end, other, other_end in changed_stretches(old, new):
        assert (old[start:end], new[other:other_end]) == (FAMILY, "👨‍👩‍👦")
    chance = random.Random(5)
    letters = ["甲", "e", "\u0301", FAMILY, "🇨🇳", "12", ".", "亿元", "\n", " "]
    for _round in range(400):
        old = "".join(chance.choices(letters, k=12))
        new = "".join(chance.choices(letters, k=12))
        end_before = other_before = 0
        for start, end, other, other_end in changed_stretches(old, new):
            assert end_before <= start <= end
            assert other_before <= other <= other_end
            assert all(is_border(old, at) for at in (start, end))
            assert all(is_border(new, at) for at in (other, other_end))
            end_before, other_before = end, other_end


def test_every_line_of_both_texts_is_shown_or_counted() -> None:
    chance = random.Random(8)
    for _round in range(200):
        old = [chance.choice("甲乙丙丁") * 5 for _line in range(chance.randrange(1, 12))]
        new = [chance.choice("甲乙丙丁") * 5 for _line in range(chance.randrange(1, 12))]
        found = pairs("\n".join(old), "\n".join(new))
        same = sum(pair.same for pair in found)
        assert same + sum(pair.before is not None for pair in found) == len(old)
        assert same + sum(pair.now is not None for pair in found) == len(new)


def test_what_is_marked_is_the_whole_line_but_for_what_is_left_out() -> None:
    for before, now in (("旧的一行", "新的一行"), ("", "新"), ("旧", "")):
        old, new = marked(Pair(before, now))
        assert "".join(text for text, _look in old) == before
        assert "".join(text for text, _look in new) == now
        for line in (old, new):
            for width in (2, 3, 7):
                parts = list(wrapped_line(line, width, 1))
                assert "".join(text for part in parts for text, _look in part) == "".join(
                    text for text, _look in line
                )


def test_a_text_of_four_megabytes_that_is_another_altogether_has_an_end() -> None:
    before = issue_of(Item("题", "\n".join(f"旧的第{at}段，{'文' * 60}。" for at in range(18_000))))
    now = issue_of(Item("题", "\n".join(f"新写第{at}节，{'字' * 60}。" for at in range(18_000))))
    rows = rows_of(before, now)
    assert len(rows) == MOST_ROWS + 1
    assert "more differs" in text_of(rows[-1])


def test_rows_are_in_the_users_language() -> None:
    set_language("zh_CN")
    one, two = Item("甲题", "文。"), Item("乙题", "文字。")
    assert "移动过，原为第2个条目" in texts(rows_of(issue_of(one, two), issue_of(two, one)))


def test_every_kind_of_piece_has_a_name() -> None:
    empty = Issue(Masthead(year=2024, number=14))
    full = issue_of(Item("", ""))
    compared: Comparison = compare(empty, full)
    assert {one.kind for one in compared.changes} >= {edits.SECTION, edits.ITEM, edits.MASTHEAD}
    assert "Item 1: added" in texts(lay_out(compared, 80, 1))
