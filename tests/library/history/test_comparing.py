"""Two states of an issue piece by piece, and any piece, or all, had back as an ordinary edit."""

import random

import pytest

from briefing_tui.library.format.origins import identified
from briefing_tui.library.history.comparing import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    PieceChange,
    compare,
    without_record,
)
from briefing_tui.library.history.settled import settled
from briefing_tui.library.history.taking_back import all_back, can_take_back, issue_with, piece_back
from briefing_tui.model import edits, moves
from briefing_tui.model.edits import Selection
from briefing_tui.model.identity import identity_of
from briefing_tui.model.issue import (
    PUBLISHED,
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    Workflow,
)

FIRST = Item("再担保直连系统上线", "一是放款。\n二是回款。", group="甲")
SECOND = Item("担保规模稳步增长", "余额295.38亿元。", group="甲", units=("一公司", "二公司"))
THIRD = Item("风险处置有序推进", "处置30笔。")
FOURTH = Item("市县一体化改革", "一、背景\n改革从县里开始。")
OLD = Issue(
    Masthead("示例省信用担保集团公司", "行业信息简报", 2024, 14),
    Workflow("draft"),
    Preface("编者按", "本期有四条。"),
    (Section("行业动态", numbered=True, items=(FIRST, SECOND, THIRD)), Section("经验介绍", items=(FOURTH,))),
    (Distribution("报", ("集团公司领导",), "印送"), Distribution("抄送", ("各部门",), "企业微信")),
    End("以下无正文", 16),
)
EMOJI = "👨‍👩‍👧 e\u0301 \u202e\u200b[b]"


def loaded(issue: Issue) -> Issue:
    """As it comes from a file of its own: nothing is known to be the same as in another."""
    return identified(
        issue._replace(
            preface=issue.preface and Preface(*issue.preface),
            sections=tuple(
                Section(*one._replace(items=tuple(Item(*item) for item in one.items)))
                for one in issue.sections
            ),
            distribution=tuple(Distribution(*one) for one in issue.distribution),
            corrections=tuple(Correction(*one) for one in issue.corrections),
        )
    )


def with_items(issue: Issue, section: int, *items: Item) -> Issue:
    return edits.with_items(issue, section, items)


def told(old: Issue, new: Issue) -> list[tuple[str, str, bool, tuple[str, ...]]]:
    return [
        (one.what, one.kind, one.moved, tuple(field.name for field in one.fields))
        for one in compare(loaded(old), loaded(new)).changes
    ]


CASES = {
    "nothing": (OLD, []),
    "a body": (
        with_items(OLD, 0, FIRST._replace(body=f"一是放款。\n二是回款了。{EMOJI}"), SECOND, THIRD),
        [(CHANGED, "item", False, ("body",))],
    ),
    "title and units": (
        with_items(OLD, 0, FIRST, SECOND._replace(title="担保规模增长", units=("一公司",)), THIRD),
        [(CHANGED, "item", False, ("title", "units"))],
    ),
    "one moved in its section": (
        with_items(OLD, 0, THIRD, FIRST, SECOND),
        [(MOVED, "item", True, ())],
    ),
    "one moved into another section": (
        with_items(with_items(OLD, 0, FIRST, SECOND), 1, FOURTH, THIRD),
        [(MOVED, "item", True, ())],
    ),
    "moved and changed": (
        with_items(OLD, 0, THIRD._replace(body="处置31笔。"), FIRST, SECOND),
        [(CHANGED, "item", True, ("body",))],
    ),
    "added": (
        with_items(OLD, 0, FIRST, Item("全新的一条", "文。"), SECOND, THIRD),
        [(ADDED, "item", False, ("title", "body"))],
    ),
    "taken away": (
        with_items(OLD, 0, FIRST, THIRD),
        [(REMOVED, "item", False, ("title", "body", "group", "units"))],
    ),
    "sections changed places: their items did not move": (
        OLD._replace(sections=OLD.sections[::-1]),
        [(MOVED, "section", True, ())],
    ),
    "section renamed": (
        OLD._replace(sections=(OLD.sections[0]._replace(title="动态"), OLD.sections[1])),
        [(CHANGED, "section", False, ("title",))],
    ),
    "section gone with its item": (
        OLD._replace(sections=OLD.sections[:1]),
        [(REMOVED, "section", False, ("title",)), (REMOVED, "item", False, ("title", "body"))],
    ),
    "preface gone": (OLD._replace(preface=None), [(REMOVED, "preface", False, ("title", "body"))]),
    "preface changed": (
        OLD._replace(preface=Preface("编者按", "本期有五条。")),
        [(CHANGED, "preface", False, ("body",))],
    ),
    "masthead": (
        OLD._replace(masthead=OLD.masthead._replace(department="业务部")),
        [(CHANGED, "masthead", False, ("department",))],
    ),
    "recipients": (
        OLD._replace(
            distribution=(OLD.distribution[0]._replace(recipients=("领导", "档案室")), OLD.distribution[1])
        ),
        [(CHANGED, "distribution", False, ("recipients",))],
    ),
    "end": (OLD._replace(end=End("以下无正文", 20)), [(CHANGED, "end", False, ("copies",))]),
    "a correction": (
        OLD._replace(corrections=(Correction(None, 1, "第1条有误。"),)),
        [(ADDED, "correction", False, ("item", "text"))],
    ),
    "a step of its life only": (OLD._replace(workflow=Workflow(PUBLISHED)), []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_differs_is_told_by_pieces(name: str) -> None:
    new, expected = CASES[name]
    assert told(OLD, new) == expected


@pytest.mark.parametrize("name", [name for name in CASES if name != "a correction"])
def test_every_piece_taken_back_one_after_the_other_is_the_older_state(name: str) -> None:
    now = loaded(CASES[name][0])
    for _turn in range(20):
        compared = compare(loaded(OLD), now)
        if not compared.changes:
            break
        edited = piece_back(compared, compared.changes[0])
        assert edited.issue != now
        assert edits.piece(edited.issue, edited.selection) is not None
        now = edited.issue
    assert now._replace(workflow=OLD.workflow) == OLD


@pytest.mark.parametrize("name", CASES)
def test_all_taken_back_is_the_older_state_but_for_number_record_and_corrections(name: str) -> None:
    new = CASES[name][0]
    new = new._replace(masthead=new.masthead._replace(number=15), workflow=Workflow(PUBLISHED))
    made = all_back(compare(loaded(OLD), loaded(new))).issue
    assert made.masthead == OLD.masthead._replace(number=15)
    assert made.workflow == new.workflow
    assert made.corrections == new.corrections
    assert made._replace(masthead=OLD.masthead, workflow=OLD.workflow, corrections=()) == OLD


def test_what_comes_back_is_the_piece_it_was() -> None:
    now = loaded(with_items(OLD, 0, FIRST, SECOND._replace(body="改了。"), THIRD))
    compared = compare(loaded(OLD), now)
    made = piece_back(compared, compared.changes[0])
    assert identity_of(made.issue.sections[0].items[1]) == identity_of(now.sections[0].items[1])
    assert identity_of(issue_with(now, loaded(OLD)).sections[0].items[1]) == identity_of(
        now.sections[0].items[1]
    )


def test_a_correction_that_was_told_is_not_taken_back() -> None:
    compared = compare(loaded(OLD), loaded(CASES["a correction"][0]))
    change = compared.changes[0]
    assert not can_take_back(change)
    assert piece_back(compared, change).issue is compared.now


def test_an_item_comes_back_though_its_section_is_gone() -> None:
    now = loaded(OLD._replace(sections=OLD.sections[:1]))
    compared = compare(loaded(OLD), now)
    item = next(one for one in compared.changes if one.kind == edits.ITEM)
    made = piece_back(compared, item).issue
    assert made == OLD


def test_an_added_section_goes_and_what_was_moved_into_it_stays() -> None:
    new = with_items(OLD, 0, FIRST, THIRD)
    new = new._replace(sections=(*new.sections, Section("新栏目", items=(SECOND, Item("新的", "文。")))))
    compared = compare(loaded(OLD), loaded(new))
    section = next(one for one in compared.changes if one.kind == edits.SECTION)
    made = piece_back(compared, section).issue
    assert made == OLD


def test_any_edits_are_undone_piece_by_piece() -> None:
    chance = random.Random(14)
    for _round in range(60):
        base = loaded(OLD)
        now = base
        for _edit in range(chance.randrange(1, 7)):
            selection = chance.choice(
                [one for one in edits.selections(now) if one.kind == edits.ITEM] or [Selection()]
            )
            if selection.kind != edits.ITEM:
                break
            step = chance.randrange(4)
            if step == 0:
                now = moves.move(now, selection, chance.choice((moves.UP, moves.DOWN))).issue
            elif step == 1:
                now = edits.set_field(now, selection, "body", f"另写{chance.random()}。").issue
            elif step == 2:
                now = edits.remove(now, selection).issue
            else:
                value = Item(f"新条{chance.random()}", "文。")
                now = edits.insert(now, selection, edits.ITEM, value).issue
        for _turn in range(60):
            compared = compare(base, now)
            if not compared.changes:
                break
            now = piece_back(compared, chance.choice(compared.changes)).issue
        assert now == OLD


def test_readers_are_told_of_what_they_can_see() -> None:
    hidden = with_items(OLD, 0, FIRST._replace(origin="2024-13#1", tags=("担保",)), SECOND, THIRD)
    hidden = hidden._replace(workflow=Workflow(PUBLISHED))
    assert without_record(hidden) == without_record(OLD)
    assert compare(without_record(OLD), without_record(hidden)).changes == ()


def test_what_kept_its_order_is_a_longest_run() -> None:
    chance = random.Random(3)
    for _round in range(200):
        numbers = chance.sample(range(9), chance.randrange(9))
        run = settled(numbers)
        assert run == sorted(run)
        assert [one for one in numbers if one in run] == run
        best = [0] * (len(numbers) + 1)
        for at, number in enumerate(numbers):
            best[at] = 1 + max((best[before] for before in range(at) if numbers[before] < number), default=0)
        assert len(run) == max(best)
    assert len(settled(range(100_000))) == 100_000


def test_a_change_has_the_kind_of_its_piece() -> None:
    assert PieceChange(ADDED, None, Selection(edits.SECTION, 1)).kind == edits.SECTION
