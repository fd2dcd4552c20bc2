"""A save changes only the lines whose value changed; comments, unknown keys, line ends and spacing stay."""

import datetime as dt
import difflib
import random

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.errors import LibraryError
from briefing_tui.library.format.align import align
from briefing_tui.library.format.codec import dump_issue, load_issue, update_text
from briefing_tui.library.format.statements import FileLayout
from briefing_tui.model.issue import Distribution, End, Issue, Item, Masthead, Preface, Section, Workflow
from bulletins.issues import BODIES, FULL, ISSUES, ITEMS, LINES
from texts.hand_written import BY_HAND


def parsed(text: str) -> Issue:
    return load_issue(text.encode(), "f").issue


BASE = parsed(BY_HAND)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str], int]:
    """Removed lines, added lines (without line ends), and how many hunks."""
    diff = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    return (
        [line[1:] for line in diff if line[0] == "-"],
        [line[1:] for line in diff if line[0] == "+"],
        sum(line.startswith("@@") for line in diff),
    )


def update(new: Issue, text: str = BY_HAND) -> tuple[list[str], list[str], int]:
    """What an update to `new` changes; checks that it reads back."""
    result = update_text(text, parsed(text), new)
    assert parsed(result) == new
    return changed_lines(text, result)


def with_items(section: int, *items: Item) -> Issue:
    sections = list(BASE.sections)
    sections[section] = sections[section]._replace(items=items)
    return BASE._replace(sections=tuple(sections))


FIRST, SECOND, THIRD = BASE.sections[0].items
LAST = BASE.sections[1].items[0]


@pytest.mark.parametrize(
    "text",
    [BY_HAND, "\ufeff" + BY_HAND, BY_HAND.replace("\n", "\r\n"), BY_HAND.rstrip("\n"), dump_issue(FULL)],
)
def test_no_edit_is_byte_identical(text: str) -> None:
    assert FileLayout(text).text() == text
    assert update_text(text, parsed(text), parsed(text)) == text


@pytest.mark.parametrize(
    ("new", "gone", "come"),
    [
        (BASE._replace(masthead=BASE.masthead._replace(title="新名")), ['title      = "行业信息简报"   # printed large'], ['title      = "新名"   # printed large']),
        (BASE._replace(masthead=BASE.masthead._replace(number=15)), ["number     = 14"], ["number     = 15"]),
        (BASE._replace(masthead=BASE.masthead._replace(date=dt.date(2024, 12, 17))), ["date       = 2024-12-16"], ["date       = 2024-12-17"]),
        (BASE._replace(masthead=BASE.masthead._replace(date=None)), ["date       = 2024-12-16"], []),
        (BASE._replace(masthead=BASE.masthead._replace(total=62)), [], ["total = 62"]),
        (BASE._replace(masthead=BASE.masthead._replace(kind="supplement")), [], ['kind = "supplement"']),
        (BASE._replace(workflow=Workflow("review")), ['status = "draft"'], ['status = "review"']),
        (BASE._replace(preface=Preface("编者按", "一")), [], ["[preface]", 'title = "编者按"', 'body = """', "一", '"""', ""]),
        (BASE._replace(end=End("完")), ['mark = "以下无正文"  # keep'], ['mark = "完"  # keep']),
        (BASE._replace(end=End(copies=16)), [], ["copies = 16"]),
        (BASE._replace(distribution=(BASE.distribution[0]._replace(recipients=("集团公司领导", "监事会", "党委")),)), [], ['  "党委",']),
        (BASE._replace(distribution=(BASE.distribution[0]._replace(recipients=("监事会",)),)), ['  "集团公司领导",  # all'], []),
        (BASE._replace(distribution=()), ["[[distribution]]", 'role       = "报"', "recipients = [", '  "集团公司领导",  # all', '  "监事会",', "]", 'channel    = "印送"', ""], []),
        (BASE._replace(distribution=(*BASE.distribution, Distribution("发", ("各部门",)))), [], ["[[distribution]]", 'role = "发"', 'recipients = ["各部门"]', ""]),
        (with_items(0, FIRST._replace(body=FIRST.body.replace("第二段", "二段")), SECOND, THIRD), ["第二段。"], ["二段。"]),
        (with_items(0, FIRST._replace(body=FIRST.body + "\n第四段。"), SECOND, THIRD), [], ["第四段。"]),
        (with_items(0, FIRST, SECOND._replace(title="乙2"), THIRD), ["  title = '乙'"], ['  title = "乙2"']),
        (with_items(0, FIRST, SECOND._replace(body="另一行"), THIRD), ['  body  = "一行"'], ['  body  = "另一行"']),
        (with_items(0, FIRST, SECOND, THIRD._replace(units=("一部",))), ['  units = ["一部", "二部"]'], ['  units = ["一部"]']),
        (with_items(0, FIRST, SECOND, THIRD._replace(title="丙丙")), ['  "title" = "丙"'], ['  "title" = "丙丙"']),
        (with_items(1, LAST._replace(body="一、背景\n新内容")), ['内容"""'], ['新内容"""']),
        (with_items(1, LAST._replace(source="报")), [], ['source = "报"']),
    ],
)  # fmt: skip
def test_one_changed_field_is_one_hunk(new: Issue, gone: list[str], come: list[str]) -> None:
    removed, added, hunks = update(new)
    assert (sorted(removed), sorted(added), hunks) == (sorted(gone), sorted(come), 1)


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff" + BY_HAND.replace("\n", "\r\n")
    new = with_items(0, FIRST._replace(title="子", body="甲\n乙"), THIRD, Item("新", "一\n二"))
    result = update_text(text, BASE, new)
    assert parsed(result) == new
    assert result.startswith("\ufeff")
    assert result.count("\n") == result.count("\r\n")


def test_a_dropped_item_takes_only_its_own_lines() -> None:
    removed, added, hunks = update(with_items(0, FIRST, THIRD))
    assert (added, hunks) == ([], 1)
    assert sorted(removed) == sorted(
        [
            "",
            "  # the second",
            "  [[section.item]]",
            "  title = '乙'",
            '  body  = "一行"',
            "",
            "  [section.item.figure]",
            '  file = "a.png"',
        ]
    )


def test_an_added_item_adds_only_its_own_lines() -> None:
    for at in range(4):
        items = [FIRST, SECOND, THIRD]
        items.insert(at, Item("新", "一"))
        removed, added, hunks = update(with_items(0, *items))
        assert (removed, hunks) == ([], 1)
        assert sorted(added) == sorted(["", "[[section.item]]", 'title = "新"', 'body = """', "一", '"""'])


def test_a_moved_item_takes_its_comments_and_unknown_keys_along() -> None:
    result = update_text(BY_HAND, BASE, with_items(0, SECOND, THIRD, FIRST))
    assert sorted(result.splitlines()) == sorted(BY_HAND.splitlines())
    tables = load_issue(result.encode(), "f").table["section"]
    assert isinstance(tables, list)
    assert tables[0]["item"][2]["score"] == 3
    assert tables[0]["item"][0]["figure"] == {"file": "a.png"}
    assert result.index("# the second") < result.index("乙") < result.index("# from county A")


def test_an_item_moved_to_another_section_takes_its_lines_along() -> None:
    sections = (
        BASE.sections[0]._replace(items=(SECOND, THIRD)),
        BASE.sections[1]._replace(items=(LAST, FIRST)),
    )
    result = update_text(BY_HAND, BASE, BASE._replace(sections=sections))
    assert sorted(result.splitlines()) == sorted(BY_HAND.splitlines())
    assert parsed(result).sections == sections


def test_sections_swap_with_their_comments_and_stay_before_the_end() -> None:
    result = update_text(BY_HAND, BASE, BASE._replace(sections=BASE.sections[::-1]))
    assert sorted(result.splitlines()) == sorted(BY_HAND.splitlines())
    assert (
        result.index("# ===== second")
        < result.index("# ===== first")
        < result.index("[figures]")
        < result.index("[end]")
    )


def test_a_first_section_goes_before_the_end() -> None:
    text = BY_HAND[: BY_HAND.index("# ===== first")] + BY_HAND[BY_HAND.index("[figures]") :]
    new = parsed(text)._replace(sections=(Section("甲", items=(Item("乙"),)),))
    removed, added, hunks = update(new, text)
    assert (removed, hunks) == ([], 1)
    assert len(added) == 6
    result = update_text(text, parsed(text), new)
    assert result.index("[[section]]") < result.index("[end]")


def test_a_file_without_its_last_line_end_can_be_added_to() -> None:
    text = dump_issue(FULL._replace(end=None)).rstrip("\n")
    new = FULL._replace(end=End())
    assert parsed(update_text(text, parsed(text), new)) == new


INLINE = """format = 1
masthead = { title = "甲", year = 2024, number = 14 }
section = [{ title = "乙", item = [{ title = "丙" }] }]
[end]
mark = "完"
"""


def test_inline_tables_are_written_anew_when_nothing_is_lost_and_refused_otherwise() -> None:
    new = parsed(INLINE)._replace(distribution=(Distribution("报"),))
    assert parsed(update_text(INLINE, parsed(INLINE), new)) == new
    for keep in (INLINE + "# words\n", INLINE + "own = 1\n"):
        assert update_text(keep, parsed(keep), parsed(keep)) == keep
        with pytest.raises(LibraryError, match="in place"):
            update_text(keep, parsed(keep), new)


def test_an_issue_that_is_not_in_the_file_is_refused() -> None:
    with pytest.raises(LibraryError, match="another issue"):
        update_text(BY_HAND, FULL, FULL._replace(sections=()))


@settings(max_examples=80)
@given(ISSUES, ISSUES)
def test_any_issue_can_become_any_other(old: Issue, new: Issue) -> None:
    text = dump_issue(old)
    result = update_text(text, old, new)
    assert parsed(result) == new
    assert update_text(result, new, new) == result


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), ITEMS, BODIES, LINES)
def test_any_edits_keep_every_comment_and_unknown_key_of_what_stays(
    rng: random.Random, item: Item, body: str, line: str
) -> None:
    items = [[FIRST, SECOND, THIRD], [LAST]]
    for _round in range(rng.randint(1, 4)):
        section = rng.choice([inner for inner in items if inner])
        at = rng.randrange(len(section))
        match rng.randrange(4):
            case 0:
                section[at] = section[at]._replace(body=body)
            case 1:
                section[at] = section[at]._replace(source=line)
            case 2:
                section.insert(at, item)
            case _:
                rng.choice(items).append(section.pop(at))
    new = BASE._replace(
        sections=tuple(
            section._replace(items=tuple(inner)) for section, inner in zip(BASE.sections, items, strict=True)
        )
    )
    result = update_text(BY_HAND, BASE, new)
    assert parsed(result) == new
    for kept in (
        "# from county A",
        "score = 3",
        "# the second",
        'file = "a.png"',
        "# ===== first",
        "a = { b = 1 }",
        "# last words",
    ):
        assert result.count(kept) == 1


def test_alignment_takes_no_old_value_twice() -> None:
    assert align("aab", "aaab", [lambda char: char]) == [0, 1, None, 2]
    assert align("abc", "axc", [lambda char: char]) == [0, 1, 2]
    assert align("abc", "cab", [lambda char: char]) == [2, 0, 1]
    assert align("", "a", [lambda char: char]) == [None]
    assert align([Masthead()], [], [lambda head: head]) == []
