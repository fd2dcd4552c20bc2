"""Laws of the edits: nothing is lost, the selection follows, what is undone is undone."""

import copy
import pickle
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from briefing_tui.library.format.origins import identified, pieces_of
from briefing_tui.model.edits import (
    CORRECTION,
    DISTRIBUTION,
    END,
    GROUP,
    ITEM,
    MASTHEAD,
    PREFACE,
    SECTION,
    Edited,
    Piece,
    Selection,
    duplicate,
    insert,
    nearest,
    piece,
    place_for,
    position_of,
    remove,
    rename,
    replace,
    run_of,
    selection_at,
    selections,
    set_field,
)
from briefing_tui.model.identity import UNKNOWN, identity_of, known_as
from briefing_tui.model.issue import (
    Correction,
    Distribution,
    Issue,
    Item,
    Preface,
    Section,
    walk_items,
)
from briefing_tui.model.moves import DOWN, UP, move, move_to
from bulletins.issues import FULL, ISSUES

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = st.sampled_from([UP, DOWN])
KINDS = st.sampled_from([PREFACE, SECTION, ITEM, DISTRIBUTION, CORRECTION])


@st.composite
def tidy_issues(draw: st.DrawFn) -> Issue:
    """Issues in which each group stands together, and no two have one name."""
    number = 0
    sections = []
    for sizes in draw(st.lists(st.lists(st.integers(1, 3), max_size=3), min_size=1, max_size=3)):
        items: list[Item] = []
        for at, size in enumerate(sizes):
            number += 1
            name = "" if at == 0 and draw(st.booleans()) else f"组{number}"
            items += [Item(f"题{number}.{index}", "文。", name) for index in range(size)]
        sections.append(Section(f"栏{number}", items=tuple(items)))
    lines = draw(st.integers(0, 3))
    return FULL._replace(
        sections=tuple(sections),
        distribution=tuple(Distribution(f"角色{at}", ("甲",)) for at in range(lines)),
    )


def chosen(data: st.DataObject, issue: Issue) -> Selection:
    return data.draw(st.sampled_from(selections(issue)))


def texts(issue: Issue) -> Counter[str]:
    """All texts but the names of groups, which moving an item may change."""
    single = (*issue.distribution, *issue.corrections, issue.preface, issue.end)
    found = Counter(repr(value) for value in single if value is not None)
    found.update(repr(section._replace(items=())) for section in issue.sections)
    found.update(repr(item._replace(group="")) for section in issue.sections for item in section.items)
    return found


def others(issue: Issue, selection: Selection) -> Counter[str]:
    """The texts without the selected piece's own; a group is not a piece with texts."""
    found = texts(issue)
    value = piece(issue, selection)
    if isinstance(value, Section):
        found.subtract([repr(value._replace(items=()))])
    elif selection.kind == ITEM and isinstance(value, Item):
        found.subtract([repr(value._replace(group=""))])
    elif selection.kind in {PREFACE, DISTRIBUTION, CORRECTION, END}:
        found.subtract([repr(value)])
    return +found


@given(ISSUES, st.data())
def test_a_move_keeps_every_text_and_the_selection_on_the_piece(issue: Issue, data: st.DataObject) -> None:
    selection = chosen(data, issue)
    moved = move(issue, selection, data.draw(STEPS))
    assert texts(moved.issue) == texts(issue)
    assert moved.selection in selections(moved.issue) or selection.kind == GROUP
    before, after = piece(issue, selection), piece(moved.issue, moved.selection)
    if isinstance(before, Item) and isinstance(after, Item):
        if selection.kind == ITEM:
            assert after._replace(group="") == before._replace(group="")
        else:
            assert after.group == before.group
    else:
        assert after == before


@given(tidy_issues(), st.data())
def test_up_then_down_is_identity(issue: Issue, data: st.DataObject) -> None:
    selection = chosen(data, issue)
    step = data.draw(STEPS)
    moved = move(issue, selection, step)
    if moved.issue is issue:
        assert moved == Edited(issue, selection)
    else:
        assert move(moved.issue, moved.selection, -step) == Edited(issue, selection)


@given(ISSUES, st.data())
def test_moving_down_again_and_again_reaches_the_end(issue: Issue, data: st.DataObject) -> None:
    selection = chosen(data, issue)
    edited = Edited(issue, selection)
    for _turn in range(200):
        following = move(edited.issue, edited.selection, DOWN)
        if following.issue is edited.issue:
            break
        edited = following
    else:
        raise AssertionError("it never stops")
    kind, section, item = edited.selection
    if kind in {SECTION, ITEM}:
        assert section == len(issue.sections) - 1
    if kind == ITEM:
        assert item == len(edited.issue.sections[section].items) - 1


@given(ISSUES, KINDS, st.data())
def test_insert_then_remove_is_identity(issue: Issue, kind: str, data: st.DataObject) -> None:
    if kind == PREFACE:
        issue = issue._replace(preface=None)
    if kind == ITEM and not issue.sections:
        issue = issue._replace(sections=(Section("栏"),))
    made = insert(issue, chosen(data, issue), kind)
    assert made.issue != issue
    assert made.selection.kind == kind
    assert made.selection in selections(made.issue)
    assert others(made.issue, made.selection) == +texts(issue)
    assert remove(made.issue, made.selection).issue == issue


@given(ISSUES, st.data())
def test_remove_takes_nothing_else_away_and_selects_what_is_there(issue: Issue, data: st.DataObject) -> None:
    selection = chosen(data, issue)
    left = remove(issue, selection)
    assert left.selection in selections(left.issue)
    if selection.kind in {MASTHEAD, END}:
        assert left.issue is issue
    elif selection.kind == GROUP:
        assert texts(left.issue) == texts(issue)
    elif selection.kind == SECTION:
        assert left.issue.sections == tuple(
            section for at, section in enumerate(issue.sections) if at != selection.section
        )
    elif selection.kind != PREFACE:
        assert +texts(left.issue) == others(issue, selection)


@given(ISSUES, st.data())
def test_a_copy_stands_behind_its_original_and_removing_it_is_identity(
    issue: Issue, data: st.DataObject
) -> None:
    selection = chosen(data, issue)
    copied = duplicate(issue, selection)
    if selection.kind not in {SECTION, ITEM, DISTRIBUTION}:
        assert copied.issue is issue
        return
    assert piece(copied.issue, copied.selection) == piece(issue, selection)
    rows = selections(copied.issue)
    assert rows.index(copied.selection) > rows.index(selection)
    assert remove(copied.issue, copied.selection).issue == issue


@given(ISSUES, st.data(), st.text("字母。", min_size=1, max_size=4))
def test_a_field_is_set_and_nothing_else(issue: Issue, data: st.DataObject, text: str) -> None:
    selection = chosen(data, issue)
    field = {DISTRIBUTION: "role", CORRECTION: "text", END: "mark", GROUP: "group"}.get(
        selection.kind, "title"
    )
    edited = set_field(issue, selection, field, text)
    value = piece(edited.issue, edited.selection)
    assert value is not None
    assert getattr(value, field) == text
    if selection.kind == GROUP:
        assert texts(edited.issue) == texts(issue)
    else:
        assert edited.selection == selection
        assert others(edited.issue, selection) == others(issue, selection)
        assert edited == rename(issue, selection, text)


def test_setting_the_value_that_is_there_gives_the_very_same_issue() -> None:
    for selection in selections(FULL):
        field = {DISTRIBUTION: "role", CORRECTION: "text", END: "mark", GROUP: "group"}.get(
            selection.kind, "title"
        )
        value = getattr(piece(FULL, selection), field)
        assert set_field(FULL, selection, field, value).issue is FULL


def test_an_unknown_field_or_kind_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="colour"):
        set_field(FULL, Selection(), "colour", "red")
    with pytest.raises(ValueError, match="chapter"):
        insert(FULL, Selection(), "chapter")


def test_a_preface_or_end_that_was_absent_is_made_by_its_first_field() -> None:
    bare = Issue(end=None)
    assert set_field(bare, Selection(PREFACE), "body", "按。").issue.preface == Preface(body="按。")
    made = set_field(bare, Selection(END), "mark", "").issue.end
    assert made is not None
    assert made.mark == ""


def test_the_position_of_a_section_is_that_of_its_first_item_and_0_when_it_has_none() -> None:
    one, two, three = Item("一"), Item("二"), Item("三", group="组")
    issue = Issue(sections=(Section(items=(one, two)), Section(), Section(items=(three,)), Section()))
    assert [position_of(issue, Selection(SECTION, at)) for at in range(4)] == [1, 0, 3, 0]
    assert position_of(issue, Selection(GROUP, 2, 0)) == 3
    assert [position_of(issue, Selection(kind)) for kind in (MASTHEAD, PREFACE, END)] == [0, 0, 0]


@given(ISSUES)
def test_selections_and_positions_agree_with_the_addresses_of_items(issue: Issue) -> None:
    rows = [row for row in selections(issue) if row.kind == ITEM]
    assert len(rows) == issue.item_total()
    for row, found in zip(rows, walk_items(issue), strict=True):
        assert position_of(issue, row) == found.position
        assert selection_at(issue, found.position) == row
        assert piece(issue, row) == found.item
        assert row.section == found.section
    assert [found.position for found in walk_items(issue)] == list(range(1, len(rows) + 1))
    assert selection_at(issue, 0) is None
    assert selection_at(issue, len(rows) + 1) is None


@given(ISSUES, ISSUES, st.data())
def test_the_nearest_of_any_selection_is_there(issue: Issue, other: Issue, data: st.DataObject) -> None:
    selection = chosen(data, issue)
    assert nearest(issue, selection) == selection
    assert nearest(other, selection) in selections(other)


def groups(issue: Issue, section: int = 0) -> str:
    """The titles of a section's items with their groups: `a b|X c`."""
    parts = []
    items = issue.sections[section].items
    at = 0
    while at < len(items):
        start, at = run_of(items, at)
        titles = " ".join(item.title for item in items[start:at])
        parts.append(f"{items[start].group}:{titles}")
    return "|".join(parts)


def grouped(*pairs: str) -> Section:
    """Items named by `Xa`: group X, title a."""
    return Section("栏", items=tuple(Item(pair[-1], "文。", pair[:-1]) for pair in pairs))


@pytest.mark.parametrize(
    ("items", "at", "step", "after"),
    [
        ("Xa Xb Yc", 0, DOWN, "X:b a|Y:c"),
        ("Xa Xb Yc", 1, DOWN, "X:a|Y:b c"),
        ("Xa Xb Yc Yd", 2, UP, "X:a b c|Y:d"),
        ("Xa Yb Yc", 0, DOWN, "Y:b c|X:a"),
        ("Xa Xb Yc", 2, UP, "Y:c|X:a b"),
        ("a b Xc Xd", 1, DOWN, ":a|X:b c d"),
    ],
)
def test_an_item_goes_through_groups_as_one_sees_them(items: str, at: int, step: int, after: str) -> None:
    issue = Issue(sections=(grouped(*items.split()),))
    assert groups(move(issue, Selection(ITEM, 0, at), step).issue) == after


def test_an_item_leaves_its_section_at_the_end_and_enters_the_next_at_the_beginning() -> None:
    issue = Issue(sections=(grouped("a", "b"), Section("空"), grouped("c")))
    first = move(issue, Selection(ITEM, 0, 1), DOWN)
    assert first.selection == Selection(ITEM, 1, 0)
    second = move(first.issue, first.selection, DOWN)
    assert [groups(second.issue, at) for at in range(3)] == [":a", "", ":b c"]


def test_a_group_moves_as_a_whole_and_into_the_next_section() -> None:
    issue = Issue(sections=(grouped("Xa", "Xb", "Yc"), grouped("Zd")))
    moved = move(issue, Selection(GROUP, 0, 0), DOWN)
    assert groups(moved.issue) == "Y:c|X:a b"
    assert moved.selection == Selection(GROUP, 0, 1)
    across = move(moved.issue, moved.selection, DOWN)
    assert (groups(across.issue), groups(across.issue, 1)) == ("Y:c", "X:a b|Z:d")
    assert across.selection == Selection(GROUP, 1, 0)


def test_an_item_moved_to_a_section_joins_its_group_there() -> None:
    issue = Issue(sections=(grouped("Xa", "Yb"), grouped("Xc", "Zd")))
    moved = move_to(issue, Selection(ITEM, 0, 0), 1)
    assert groups(moved.issue, 1) == "X:c a|Z:d"
    assert moved.selection == Selection(ITEM, 1, 1)
    other = move_to(issue, Selection(GROUP, 0, 1), 1)
    assert groups(other.issue, 1) == "X:c|Z:d|Y:b"
    assert move_to(issue, Selection(ITEM, 0, 0), 0).issue is issue


@pytest.mark.parametrize(
    ("selection", "after"),
    [
        (Selection(ITEM, 0, 0), "X:a n b|Y:c"),
        (Selection(GROUP, 0, 0), "X:a b n|Y:c"),
        (Selection(SECTION, 0), "X:a b|Y:c n"),
        (Selection(MASTHEAD), "X:a b|Y:c n"),
        (Selection(END), "X:a b|Y:c n"),
    ],
)
def test_a_new_item_joins_the_group_of_what_is_selected(selection: Selection, after: str) -> None:
    issue = Issue(sections=(grouped("Xa", "Xb", "Yc"),))
    made = insert(issue, selection, ITEM)
    assert groups(set_field(made.issue, made.selection, "title", "n").issue) == after


def test_a_new_group_stands_behind_the_group_that_is_selected() -> None:
    issue = Issue(sections=(grouped("Xa", "Xb", "Yc"),))
    made = insert(issue, Selection(ITEM, 0, 0), GROUP, Item("n", group="Z"))
    assert groups(made.issue) == "X:a b|Z:n|Y:c"
    assert made.selection == Selection(GROUP, 0, 2)


def test_an_item_in_an_issue_without_sections_makes_one() -> None:
    made = insert(Issue(), Selection(), ITEM)
    assert made == Edited(Issue(sections=(Section(items=(Item(),)),)), Selection(ITEM, 0, 0))


def test_a_renamed_group_keeps_its_items_and_may_join_its_neighbour() -> None:
    issue = Issue(sections=(grouped("Xa", "Yb", "Yc", "Zd"),))
    assert groups(rename(issue, Selection(GROUP, 0, 1), "W").issue) == "X:a|W:b c|Z:d"
    joined = rename(issue, Selection(GROUP, 0, 1), "X")
    assert groups(joined.issue) == "X:a b c|Z:d"
    assert joined.selection == Selection(GROUP, 0, 0)
    assert remove(issue, Selection(GROUP, 0, 1)).selection == Selection(ITEM, 0, 1)


def test_an_item_of_a_group_belongs_behind_the_last_of_it() -> None:
    section = grouped("Xa", "Yb", "Xc", "Zd")
    assert place_for(section, "X") == 3
    assert place_for(section, "W") == 4


def test_a_replaced_piece_may_be_of_any_kind() -> None:
    line = Distribution("发", ("各部门",))
    assert replace(FULL, Selection(DISTRIBUTION, -1, 1), line).issue.distribution[1] == line
    entry = Correction(None, None, "更正。")
    assert replace(FULL, Selection(CORRECTION, -1, 0), entry).issue.corrections == (entry,)
    assert replace(FULL, Selection(SECTION, 1), Section("新")).issue.sections[1] == Section("新")


# identity


def known(issue: Issue) -> list[int]:
    return [identity_of(one) for one in pieces_of(issue)]


@given(st.data(), ISSUES.map(identified))
def test_an_edit_leaves_every_piece_its_identity_and_gives_new_ones_their_own(
    data: st.DataObject, issue: Issue
) -> None:
    before = known(issue)
    assert len(set(before)) == len(before)
    selection = chosen(data, issue)
    acts: list[Callable[[], Edited]] = [
        lambda: move(issue, selection, UP),
        lambda: move(issue, selection, DOWN),
        lambda: move_to(issue, selection, 0) if issue.sections else Edited(issue, selection),
        lambda: remove(issue, selection),
        lambda: duplicate(issue, selection),
        lambda: insert(issue, selection, data.draw(KINDS)),
        lambda: rename(issue, selection, "新名") if piece(issue, selection) else Edited(issue, selection),
    ]
    edited = data.draw(st.sampled_from(acts))().issue
    after = known(edited)
    assert len(set(after)) == len(after), "no two pieces are one"
    assert UNKNOWN not in after
    assert identity_of(edited) == identity_of(issue)
    kept = {identity_of(one): one for one in pieces_of(edited)}
    if len(after) == len(before):
        assert sorted(after) == sorted(before), "a move or another name makes no other piece"
    else:
        assert all(
            one == kept[identity_of(one)]
            for one in pieces_of(issue)
            if not isinstance(one, Section) and identity_of(one) in kept
        )


def test_a_piece_that_is_written_anew_stays_that_piece() -> None:
    issue = identified(FULL)
    pairs: list[tuple[Selection, Piece]] = [
        (Selection(ITEM, 0, 1), Item("另一题", "另一段")),
        (Selection(SECTION, 1), Section("另一栏")),
        (Selection(DISTRIBUTION, -1, 0), Distribution("送", ("旁人",))),
        (Selection(CORRECTION, -1, 0), Correction(None, None, "另")),
        (Selection(PREFACE), Preface("卷首语", "另")),
    ]
    for selection, value in pairs:
        changed = replace(issue, selection, value).issue
        assert piece(changed, selection) == value
        assert identity_of(piece(changed, selection)) == identity_of(piece(issue, selection)) != UNKNOWN


def test_an_identity_is_no_part_of_a_value() -> None:
    issue = identified(FULL)
    assert issue == FULL
    assert hash(issue) == hash(FULL)
    assert tuple(issue.sections[0].items[0]) == tuple(FULL.sections[0].items[0])
    assert repr(issue) == repr(FULL)
    assert known(copy.copy(issue)) == known(pickle.loads(pickle.dumps(issue))) == known(issue)
    item = issue.sections[0].items[0]
    other = known_as(item, identity_of(issue))
    assert (identity_of(item), identity_of(other)) == (known(issue)[3], identity_of(issue))
