"""What differs between two states of an issue, told by its pieces."""

import pytest

from briefing_tui.library.format.origins import identified
from briefing_tui.model import edits, moves
from briefing_tui.model.differing import counterpart, differences
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from bulletins.issues import FULL
from disks.libraries import make_issue

FIRST, SECOND = Selection(edits.ITEM, 0, 0), Selection(edits.ITEM, 0, 1)


@pytest.fixture
def issue() -> Issue:
    return identified(make_issue(IssueKey(2025, ISSUE, 1), "第一条", "第二条", "第三条", status="draft"))


def told(before: Issue, after: Issue) -> list[tuple[str, str, str]]:
    return [(one.where, one.before, one.after) for one in differences(before, after)]


def test_nothing_differs_in_the_same_issue(issue: Issue) -> None:
    full = identified(FULL)
    assert told(issue, issue) == told(full, full) == []


def test_a_changed_field_is_told_with_its_piece_and_both_texts(issue: Issue) -> None:
    after = edits.set_field(issue, SECOND, "body", "改过的。").issue
    assert told(issue, after) == [("Item 2 “第二条” · Body", "第二条正文。", "改过的。")]


def test_an_added_and_a_removed_piece_are_told_with_their_words(issue: Issue) -> None:
    after = edits.remove(issue, FIRST).issue
    after = edits.insert(after, FIRST, edits.ITEM).issue
    after = edits.set_field(after, SECOND, "title", "新的一条").issue
    added, removed = differences(issue, after)
    assert (added.where, added.before, added.after) == ("Item 2 “新的一条”: added", "", "新的一条")
    assert removed.where == "Item 1 “第一条”: taken away"
    assert removed.before == "第一条\n第一条正文。"


def test_a_moved_and_rewritten_piece_is_one_piece(issue: Issue) -> None:
    edited = moves.move(issue, FIRST, moves.DOWN)
    after = edits.set_field(edited.issue, edited.selection, "title", "改名的").issue
    assert told(issue, after) == [
        ("Item 2 “改名的” · Title", "第一条", "改名的"),
        ("The order is another", "", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "field", "value", "where"),
    [
        (edits.MASTHEAD, "department", "办公室", "Masthead · Department"),
        (edits.SECTION, "title", "要闻", "Section “要闻” · Title"),
        (edits.END, "copies", 20, "End mark · Copies"),
    ],
)
def test_every_kind_of_piece_has_its_name(
    issue: Issue, kind: str, field: str, value: object, where: str
) -> None:
    place = Selection(kind, 0) if kind == edits.SECTION else Selection(kind)
    after = edits.set_field(issue, place, field, value).issue
    assert [one.where for one in differences(issue, after)] == [where]


def test_characters_are_counted_where_the_texts_part(issue: Issue) -> None:
    after = edits.set_field(issue, FIRST, "body", "第一条的新正文。").issue
    [one] = differences(issue, after)
    assert (one.typed, one.removed) == (2, 0)


def test_a_piece_is_found_where_it_stands_now(issue: Issue) -> None:
    moved = moves.move(issue, FIRST, moves.DOWN).issue
    assert counterpart(issue, moved, FIRST) == SECOND
    assert counterpart(issue, edits.remove(issue, FIRST).issue, FIRST) is None
    assert counterpart(issue, issue, Selection(edits.ITEM, 7, 7)) is None
