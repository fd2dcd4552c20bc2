"""Keys, comments and notation of a piece stay with the piece, whatever moves (promise K1)."""

import random
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.library.saving.merge import MINE, THEIRS, ConflictError, merge
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Preface, Section
from briefing_tui.model.key import make_key
from rounds import rounds
from texts.marked_pieces import SEEDS, check_marks, marked_texts, marks_of

KEY = make_key(2024, 5)


def prepared(text: str) -> Prepared:
    return Prepared(text.encode(), load_issue(text.encode(), "").issue, "")


def rearranged(issue: Issue, rng: random.Random) -> Issue:
    """`issue` with pieces permuted, taken away, changed in every field, and new ones among them that say the same."""
    sections = [section._replace(items=()) for section in issue.sections]
    items = [item for section in issue.sections for item in section.items]
    sections = shuffled(sections, rng, Section("栏"), lambda one: one._replace(numbered=rng.random() < 0.5))
    items = shuffled(items, rng, Item("同题", "同一段。\n第二段。"), lambda one: rewritten(one, rng))
    held: list[list[Item]] = [[] for _section in sections]
    if held:
        for item in items:
            rng.choice(held).append(item)
    return issue._replace(
        sections=tuple(one._replace(items=tuple(inner)) for one, inner in zip(sections, held, strict=True)),
        distribution=tuple(
            shuffled(
                issue.distribution, rng, Distribution("报", ("同人",)), lambda one: one._replace(role="发")
            )
        ),
        corrections=tuple(
            shuffled(issue.corrections, rng, Correction(None, 1), lambda one: one._replace(item=2))
        ),
        preface=issue.preface if rng.random() < 0.8 else None,
    )


def shuffled(pieces: Any, rng: random.Random, new: Any, changed: Any) -> list[Any]:
    made = [changed(one) if rng.random() < 0.4 else one for one in pieces if rng.random() < 0.85]
    made += [new] * rng.choice([0, 0, 1, 2])
    if rng.random() < 0.8:
        rng.shuffle(made)
    return made


def rewritten(item: Item, rng: random.Random) -> Item:
    return item._replace(
        title=rng.choice(["", "全新的一题", "同题"]),
        body=rng.choice(["", "完全不同的一件事。", "一\n二\n三"]),
        group=rng.choice(["", "甲组"]),
        units=rng.choice([(), ("一部",)]),
        tags=rng.choice([("一",), ("二", "一"), ("新", "一", "三")]) if item.tags else (),
    )


@given(marked_texts(), SEEDS)
@pytest.mark.long
@settings(max_examples=rounds(120, 3000))
def test_whatever_changes_places_takes_its_own_along(text: str, seed: int) -> None:
    rng = random.Random(seed)
    state = prepared(text)
    for _save in range(rng.randint(1, 3)):
        new = rearranged(state.issue, rng)
        state = state.changed(new)
        assert state.issue == new == load_issue(state.data, "").issue
        check_marks(state.text, text)


@given(marked_texts(), SEEDS)
@pytest.mark.long
@settings(max_examples=rounds(60, 1500))
def test_what_an_undo_brings_back_after_a_save_has_its_own_again(text: str, seed: int) -> None:
    rng = random.Random(seed)
    state = prepared(text)
    history = [state.issue]
    for _save in range(4):
        new = rng.choice([rearranged(state.issue, rng), rng.choice(history)])
        history.append(new)
        state = state.changed(new)
        check_marks(state.text, text)
    state = state.changed(history[0])
    check_marks(state.text, text)
    assert set(marks_of(state.text)) == set(marks_of(text))


@given(marked_texts(), SEEDS)
@pytest.mark.long
@settings(max_examples=rounds(60, 1500))
def test_what_two_editors_move_and_change_keeps_its_own_in_the_merge(text: str, seed: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "2024", "2024-05.toml")
        path.parent.mkdir()
        path.write_bytes(text.encode())
        editor = LibraryEditor(folder)
        mine, theirs = editor.open_for_editing(KEY), editor.open_for_editing(KEY)
        editor.save(theirs, rearranged(theirs.issue, rng))
        new = rearranged(mine.issue, rng)
        while True:
            try:
                editor.save(mine, new)
                break
            except ConflictError as error:
                answers = {one.key: rng.choice([MINE, THEIRS]) for one in error.conflicts}
                settled = merge(error.base, error.mine, error.theirs, answers)
                new = (
                    settled.issue
                    if not settled.conflicts
                    else merge(error.base, error.mine, error.theirs, MINE).issue
                )
                mine = error.on_disk
        check_marks(path.read_bytes().decode(), text)


SECTIONS = """format = 1
[masthead]
title = "工作简报"
year = 2024
number = 5

[masthead.contact]
phone = "无"

# 第一栏
[[section]] # 要
title = "要闻"
editor = "张"

[[section.item]]
title = "甲"
# 甲的注

[section.item.figure]
file = "a.png"

[section.note] # 要闻的
who = "王"

[[section.item]]
title = "乙"

[[section]]
title = "动态"

[[section.note]]
who = "李"

[[section.note]]
who = "赵"
"""


def tables(state: Prepared) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(state.text)["section"]
    return found


def test_a_table_of_our_own_belongs_to_the_table_that_its_name_begins_with() -> None:
    state = prepared(SECTIONS)
    one, other = state.issue.sections
    first, second = one.items
    moved = state.issue._replace(sections=(other._replace(items=(first,)), one._replace(items=(second,))))
    made = state.changed(moved)
    assert sorted(made.text.split()) == sorted(SECTIONS.split())
    assert [section["note"] for section in tables(made)] == [[{"who": "李"}, {"who": "赵"}], {"who": "王"}]
    assert tables(made)[0]["item"] == [{"title": "甲", "figure": {"file": "a.png"}}]
    assert made.text.index("# 甲的注") < made.text.index("# 第一栏") < made.text.index("# 要闻的")
    # With its items a section goes as a whole.
    gone = state.changed(state.issue._replace(sections=(other,)))
    assert tables(gone) == [{"title": "动态", "note": [{"who": "李"}, {"who": "赵"}]}]
    assert "第一栏" not in gone.text


def test_a_comment_does_not_change_hands_because_its_neighbour_moved() -> None:
    text = (
        SECTIONS[: SECTIONS.index("# 第一栏")]
        + """
[[section]]
title = "要闻"
[[section.item]]
title = "甲"
# 甲的注

[[section.item]]
title = "乙"
# 丙的注
[[section.item]]
title = "丙"

# 文件的注
"""
    )
    state = prepared(text)
    section = state.issue.sections[0]
    first, second, third = section.items
    orders = [(first, third, second), (third, first, second), (second, first, third), (second, third, first)]
    for order in orders:
        state = state.changed(state.issue._replace(sections=(section._replace(items=order),)))
        lines = state.text.splitlines()
        assert lines[lines.index('title = "甲"') + 1] == "# 甲的注"
        assert lines[lines.index('title = "丙"') - 2] == "# 丙的注"
        assert lines[-1] == "# 文件的注"


def test_a_save_after_everything_moved_changes_one_field_in_one_place() -> None:
    state = prepared(SECTIONS)
    state = state.changed(state.issue._replace(sections=state.issue.sections[::-1]))
    before = state.text
    section = state.issue.sections[1]
    items = (section.items[0]._replace(title="甲二"), *section.items[1:])
    made = state.changed(
        state.issue._replace(sections=(state.issue.sections[0], section._replace(items=items)))
    )
    assert made.text == before.replace('title = "甲"', 'title = "甲二"')


def test_a_preface_taken_away_and_a_new_one_are_two() -> None:
    state = prepared(SECTIONS + '\n# 旧的\n[preface]\ntitle = "编者按"\nby = "张"\n')
    new = state.issue._replace(preface=Preface("编者按", "另一篇"))
    assert "张" not in state.changed(new).text.split("[preface]")[1]
    kept = state.issue._replace(preface=state.issue.preface and state.issue.preface._replace(body="改"))
    assert 'by = "张"' in state.changed(kept).text
