"""Two editors' changes brought together: everything of both, or a question (promise C1)."""

import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.library.saving.merge import MINE, THEIRS, Settlement, merge
from briefing_tui.library.saving.order import merged_order, moved_differently
from briefing_tui.library.saving.wording import changes
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Masthead, Preface, Section, Step
from bulletins.issues import FULL, ISSUES

ITEMS = tuple(Item(f"第{name}条标题", f"{name}{name}正文。", source=name) for name in "甲乙丙丁戊己庚辛")
BASE = Issue(
    Masthead(title="行业信息简报", year=2024, number=14),
    sections=(
        Section("行业动态", numbered=True, items=ITEMS[:5]),
        Section("经验介绍", items=ITEMS[5:]),
        Section("附录"),
    ),
    distribution=(Distribution("报", ("领导",), "印送"), Distribution("发", ("各部门",))),
)


def with_items(issue: Issue, section: int, items: tuple[Item, ...]) -> Issue:
    sections = list(issue.sections)
    sections[section] = sections[section]._replace(items=items)
    return issue._replace(sections=tuple(sections))


def changed(issue: Issue, section: int, item: int, **fields: object) -> Issue:
    items = list(issue.sections[section].items)
    items[item] = items[item]._replace(**fields)  # type: ignore[arg-type]  # names of its fields
    return with_items(issue, section, tuple(items))


def without(issue: Issue, section: int, item: int) -> Issue:
    items = issue.sections[section].items
    return with_items(issue, section, items[:item] + items[item + 1 :])


def added(issue: Issue, section: int, at: int, *new: Item) -> Issue:
    items = issue.sections[section].items
    return with_items(issue, section, items[:at] + new + items[at:])


def moved(issue: Issue, source: int, item: int, target: int, at: int) -> Issue:
    piece = issue.sections[source].items[item]
    return added(without(issue, source, item), target, at, piece)


def titles(issue: Issue) -> list[list[str]]:
    return [[item.title for item in section.items] for section in issue.sections]


def agreed(base: Issue, mine: Issue, theirs: Issue) -> Issue:
    result = merge(base, mine, theirs)
    assert result.conflicts == ()
    return result.issue


def asked(base: Issue, mine: Issue, theirs: Issue) -> dict[str, tuple[str, str]]:
    return {one.where: (one.mine, one.theirs) for one in merge(base, mine, theirs).conflicts}


# laws


@given(ISSUES, ISSUES)
@settings(max_examples=30)
def test_a_side_that_changed_nothing_takes_the_other(base: Issue, other: Issue) -> None:
    assert agreed(base, base, other) == other
    assert agreed(base, other, base) == other


@given(ISSUES, ISSUES)
@settings(max_examples=30)
def test_equal_changes_are_no_conflict(base: Issue, other: Issue) -> None:
    assert agreed(base, other, other) == other


def texts(issue: Issue) -> set[str]:
    """Every text that people wrote, where losing it would hurt."""
    found = {issue.masthead.title, issue.masthead.publisher}
    for section in issue.sections:
        found.add(section.title)
        for item in section.items:
            found |= {item.title, *item.body.split("\n"), item.source, *item.units}
    return found | {line.role for line in issue.distribution}


def pool(draw: st.DrawFn, name: str) -> Issue:
    """BASE after some random edits whose texts tell who made them."""
    issue = BASE
    for number in range(draw(st.integers(0, 5))):
        section = draw(st.integers(0, len(issue.sections) - 1))
        count = len(issue.sections[section].items)
        what = draw(
            st.sampled_from(
                ["title", "body", "source", "add", "remove", "move", "swap", "section", "drop", "line"]
            )
        )
        if what == "add":
            at = draw(st.integers(0, count))
            issue = added(issue, section, at, Item(f"{name}新{number}", f"{name}新正文{number}"))
        elif what == "line":
            issue = issue._replace(
                distribution=(*issue.distribution, Distribution(f"{name}{number}", ("某",)))
            )
        elif what == "section":
            issue = issue._replace(
                sections=(*issue.sections, Section(f"{name}栏目{number}", items=(Item(name),)))
            )
        elif what == "drop" and len(issue.sections) > 1:
            issue = issue._replace(sections=issue.sections[:section] + issue.sections[section + 1 :])
        elif count:
            item = draw(st.integers(0, count - 1))
            piece = issue.sections[section].items[item]
            if what in {"title", "body", "source"}:
                issue = changed(issue, section, item, **{what: f"{getattr(piece, what)}{name}{number}"})
            elif what == "remove":
                issue = without(issue, section, item)
            elif what == "move":
                issue = moved(issue, section, item, draw(st.integers(0, len(issue.sections) - 1)), 0)
            elif what == "swap":
                order = draw(st.permutations(issue.sections[section].items))
                issue = with_items(issue, section, tuple(order))
    return issue


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Issue, Issue]:
    return pool(draw, "我"), pool(draw, "她")


@given(two_sides())
@settings(max_examples=200)
def test_no_text_of_either_side_is_lost_without_a_choice(sides: tuple[Issue, Issue]) -> None:
    mine, theirs = sides
    result = merge(BASE, mine, theirs)
    old, kept = texts(BASE), texts(result.issue)
    shown = "\n".join(f"{one.mine}\n{one.theirs}" for one in result.conflicts)
    for side in (mine, theirs):
        for text in texts(side) - old:
            assert text in kept or text in shown, text


@given(two_sides())
@settings(max_examples=100)
def test_what_both_left_alone_stays_and_nothing_is_doubled(sides: tuple[Issue, Issue]) -> None:
    mine, theirs = sides
    result = merge(BASE, mine, theirs).issue

    def flat(issue: Issue) -> list[Item]:
        return [item for section in issue.sections for item in section.items]

    for item in ITEMS:
        if item in flat(mine) and item in flat(theirs):
            assert flat(result).count(item) == 1
    fresh = [item for item in flat(result) if item.title.startswith(("我新", "她新"))]
    assert len(fresh) == len(set(fresh))


@given(two_sides(), st.data())
@settings(max_examples=100)
def test_choices_settle_every_conflict(sides: tuple[Issue, Issue], data: st.DataObject) -> None:
    mine, theirs = sides
    choices: dict[str, Settlement] = {}
    for _round in range(8):  # an answer may bring another question: keep the item → where?
        conflicts = merge(BASE, mine, theirs, choices).conflicts
        if not conflicts:
            break
        for one in conflicts:
            assert one.key not in choices
            choices[one.key] = data.draw(st.sampled_from([MINE, THEIRS]))
    else:
        pytest.fail("it never ends")
    assert merge(BASE, mine, theirs, MINE).conflicts == ()
    assert merge(BASE, mine, theirs, THEIRS).conflicts == ()


@given(two_sides())
@settings(max_examples=100)
def test_both_sides_come_to_the_same_conflicts(sides: tuple[Issue, Issue]) -> None:
    mine, theirs = sides
    one, other = merge(BASE, mine, theirs), merge(BASE, theirs, mine)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert texts(one.issue) == texts(other.issue)


# cases


def test_changes_of_different_items_are_both_there() -> None:
    result = agreed(BASE, changed(BASE, 0, 1, body="我的"), changed(BASE, 0, 2, body="她的", tags=("新",)))
    assert [item.body for item in result.sections[0].items[:4]] == [
        "甲甲正文。",
        "我的",
        "她的",
        "丁丁正文。",
    ]
    assert result.sections[0].items[2].tags == ("新",)


def test_changes_of_different_fields_beside_the_text_are_both_there() -> None:
    result = agreed(
        BASE, changed(BASE, 0, 1, body="我的", units=("一部",)), changed(BASE, 0, 1, tags=("她",))
    )
    assert (result.sections[0].items[1].body, result.sections[0].items[1].tags) == ("我的", ("她",))
    mine = BASE._replace(masthead=BASE.masthead._replace(total=62))
    theirs = BASE._replace(masthead=BASE.masthead._replace(date=dt.date(2024, 12, 16)))
    head = agreed(BASE, mine, theirs).masthead
    assert (head.total, head.date) == (62, dt.date(2024, 12, 16))


def test_one_item_changed_by_both_shows_both_texts() -> None:
    found = asked(BASE, changed(BASE, 0, 1, body="我的"), changed(BASE, 0, 1, body="她的"))
    assert found == {"item “第乙条标题”: body": ("我的", "她的")}
    # Title and body are one text: changed by one side each, both are shown too.
    found = asked(BASE, changed(BASE, 0, 1, title="第乙条新标题"), changed(BASE, 0, 1, body="她的"))
    assert found == {
        "item “第乙条新标题”: title": ("第乙条新标题", "第乙条标题"),
        "item “第乙条新标题”: body": ("乙乙正文。", "她的"),
    }


@pytest.mark.parametrize(
    ("choice", "body"),
    [(MINE, "我的"), (THEIRS, "她的"), (Settlement("edited", "两人的\n第二段"), "两人的\n第二段")],
)
def test_a_conflict_is_settled_by_a_choice(choice: Settlement, body: str) -> None:
    mine, theirs = changed(BASE, 0, 1, body="我的"), changed(BASE, 0, 1, body="她的")
    conflict = merge(BASE, mine, theirs).conflicts[0]
    assert conflict.editable
    result = merge(BASE, mine, theirs, {conflict.key: choice})
    assert result.conflicts == ()
    assert result.issue == changed(BASE, 0, 1, body=body)


def test_an_edited_text_is_cleaned_and_a_list_has_an_entry_a_line() -> None:
    mine, theirs = changed(BASE, 0, 1, title="我\x1b的"), changed(BASE, 0, 1, title="她的")
    conflict = merge(BASE, mine, theirs).conflicts[0]
    result = merge(BASE, mine, theirs, {conflict.key: Settlement("edited", "a\x1b[2J\nb")})
    assert result.issue.sections[0].items[1].title == "a␛[2J b"
    mine, theirs = changed(BASE, 0, 1, units=("一部",)), changed(BASE, 0, 1, units=("二部",))
    conflict = merge(BASE, mine, theirs).conflicts[0]
    assert (conflict.mine, conflict.editable) == ("一部", True)
    result = merge(BASE, mine, theirs, {conflict.key: Settlement("edited", "一部\n\n二部\n")})
    assert result.issue.sections[0].items[1].units == ("一部", "二部")


def test_a_date_cannot_be_answered_with_a_text() -> None:
    mine, theirs = (
        BASE._replace(masthead=BASE.masthead._replace(date=dt.date(2024, 12, day))) for day in (1, 2)
    )
    conflict = merge(BASE, mine, theirs).conflicts[0]
    assert (conflict.where, conflict.mine, conflict.theirs) == ("masthead: date", "2024-12-01", "2024-12-02")
    assert not conflict.editable
    assert merge(BASE, mine, theirs, {conflict.key: Settlement("edited", "?")}).conflicts == (conflict,)


@pytest.mark.parametrize("swapped", [False, True])
def test_removing_what_the_other_changed_is_a_conflict(swapped: bool) -> None:
    mine, theirs = without(BASE, 0, 1), changed(BASE, 0, 1, body="她的")
    if swapped:
        mine, theirs = theirs, mine
    conflicts = merge(BASE, mine, theirs).conflicts
    assert len(conflicts) == 1
    assert "她的" in conflicts[0].theirs + conflicts[0].mine
    assert "" in {conflicts[0].theirs, conflicts[0].mine}
    results = [merge(BASE, mine, theirs, choice).issue for choice in (MINE, THEIRS)]
    assert results == [mine, theirs]


@pytest.mark.parametrize("swapped", [False, True])
def test_removing_what_the_other_moved_to_another_section_is_a_conflict(swapped: bool) -> None:
    mine, theirs = without(BASE, 0, 1), moved(BASE, 0, 1, 1, 2)
    if swapped:
        mine, theirs = theirs, mine
    assert list(asked(BASE, mine, theirs)) == ["item “第乙条标题”: removed or changed"]
    results = [merge(BASE, mine, theirs, choice).issue for choice in (MINE, THEIRS)]
    assert results == [mine, theirs]
    # Another place among its neighbours is no reason to keep it.
    assert agreed(BASE, without(BASE, 0, 1), moved(BASE, 0, 1, 0, 0)) == without(BASE, 0, 1)
    assert agreed(BASE, moved(BASE, 0, 1, 0, 0), without(BASE, 0, 1)) == without(BASE, 0, 1)


def test_removing_what_nobody_else_touched_is_done() -> None:
    result = agreed(BASE, without(BASE, 0, 1), changed(BASE, 0, 2, body="她的"))
    assert titles(result)[0] == ["第甲条标题", "第丙条标题", "第丁条标题", "第戊条标题"]
    assert agreed(BASE, without(BASE, 0, 1), without(BASE, 0, 1)) == without(BASE, 0, 1)


def test_new_items_of_both_stand_where_they_were_put() -> None:
    mine, theirs = (
        added(BASE, 0, 5, Item("我一"), Item("我二")),
        added(BASE, 0, 5, Item("她一"), Item("她二")),
    )
    assert titles(agreed(BASE, mine, theirs))[0][5:] == ["她一", "她二", "我一", "我二"]
    both = agreed(BASE, added(BASE, 0, 1, Item("我")), added(BASE, 0, 3, Item("她")))
    assert titles(both)[0][:5] == ["第甲条标题", "我", "第乙条标题", "第丙条标题", "她"]
    same = added(BASE, 0, 2, Item("同一条", "同一段"))
    assert agreed(BASE, same, same) == same


def test_moving_and_changing_one_item_are_both_done() -> None:
    result = agreed(BASE, moved(BASE, 0, 1, 1, 1), changed(BASE, 0, 1, body="她的"))
    assert titles(result) == titles(moved(BASE, 0, 1, 1, 1))
    assert result.sections[1].items[1].body == "她的"


def test_moving_one_item_to_two_places_and_two_orders_are_questions() -> None:
    found = asked(BASE, moved(BASE, 0, 1, 1, 0), moved(BASE, 0, 1, 2, 0))
    assert found == {"item “第乙条标题”: place": ("section “经验介绍”", "section “附录”")}
    mine = with_items(BASE, 0, ITEMS[:5][::-1])
    theirs = with_items(BASE, 0, (ITEMS[1], ITEMS[0], *ITEMS[2:5]))
    assert list(asked(BASE, mine, theirs)) == ["order of section “行业动态”"]
    assert merge(BASE, mine, theirs, THEIRS).issue == theirs
    assert agreed(BASE, mine, changed(BASE, 0, 0, body="她的")).sections[0].items[4].body == "她的"


def test_a_section_that_was_removed_stays_for_what_the_other_put_into_it() -> None:
    mine = BASE._replace(sections=BASE.sections[:2])
    result = agreed(BASE, mine, added(BASE, 2, 0, Item("她的新条目")))
    assert titles(result)[2] == ["她的新条目"]
    result = agreed(BASE, added(BASE, 2, 0, Item("我的新条目")), mine)
    assert (result.sections[2].title, titles(result)[2]) == ("附录", ["我的新条目"])


def test_a_section_added_by_both_is_one() -> None:
    mine, theirs = (
        BASE._replace(sections=(*BASE.sections, Section("政策解读", items=(Item(name),)))) for name in "我她"
    )
    result = agreed(BASE, mine, theirs)
    assert [section.title for section in result.sections].count("政策解读") == 1
    assert sorted(titles(result)[3]) == ["她", "我"]


def test_an_item_that_was_rewritten_is_still_the_same_one() -> None:
    rewritten = changed(BASE, 0, 1, title="第乙条的标题", body="乙乙的正文。再加一句。")
    assert asked(BASE, rewritten, without(BASE, 0, 1)) != {}
    # Another text in its place is a new item: removing the old one and writing a new one.
    replaced = changed(BASE, 0, 1, title="春耕放款", body="完全不同的一件事")
    result = merge(BASE, replaced, changed(BASE, 0, 1, body="乙乙正文。她的"))
    assert [one.where for one in result.conflicts] == ["item “第乙条标题”: removed or changed"]
    assert (
        "春耕放款"
        in titles(merge(BASE, replaced, changed(BASE, 0, 1, body="乙乙正文。她的"), THEIRS).issue)[0]
    )


def test_records_that_both_add_to_the_log_are_all_kept() -> None:
    def stepped(*names: str) -> Issue:
        steps = tuple(Step(name, "2024-12-16 15:02", "核稿") for name in names)
        return BASE._replace(workflow=BASE.workflow._replace(steps=steps))

    base = stepped("甲")
    result = agreed(base, stepped("甲", "我"), stepped("甲", "她"))
    assert [step.who for step in result.workflow.steps] == ["甲", "她", "我"]
    assert agreed(base, stepped("甲", "我"), stepped("甲", "我")) == stepped("甲", "我")
    mine = BASE._replace(corrections=(Correction(None, 1, "我"),))
    theirs = BASE._replace(corrections=(Correction(None, 2, "她"),))
    assert [one.text for one in agreed(BASE, mine, theirs).corrections] == ["她", "我"]
    assert asked(base, stepped("我"), stepped("她")) != {}


def test_prefaces_written_by_both_are_a_question() -> None:
    mine, theirs = (BASE._replace(preface=Preface("编者按", name)) for name in ("我的", "她的"))
    result = merge(BASE, mine, theirs)
    assert [(one.mine, one.theirs) for one in result.conflicts] == [("编者按\n我的", "编者按\n她的")]
    assert agreed(FULL, FULL._replace(preface=None), FULL) == FULL._replace(preface=None)
    assert agreed(BASE, mine, BASE) == mine


def test_what_others_changed_is_told() -> None:
    theirs = added(changed(BASE, 0, 1, body="她的", tags=("新",)), 1, 0, Item("新的[b]一条"))
    theirs = moved(without(theirs, 0, 4), 0, 0, 2, 0)
    theirs = theirs._replace(masthead=theirs.masthead._replace(total=7))
    notes = merge(BASE, changed(BASE, 1, 2, body="我的"), theirs).notes
    assert set(notes) == {
        "masthead: running number changed",
        "item “第乙条标题”: body, tags changed",
        "item “新的[b]一条” added",
        "item “第甲条标题” moved to section “附录”",
        "item “第戊条标题” removed",
    }
    assert changes(BASE, BASE) == ()
    assert "distribution line “报 领导” removed" in changes(
        BASE, BASE._replace(distribution=BASE.distribution[1:])
    )
    reversed_ = BASE._replace(sections=BASE.sections[::-1])
    assert changes(BASE, reversed_) == ("order of the sections changed",)


@given(st.permutations("abcdef"), st.permutations("abcdef"), st.sets(st.sampled_from("abcdef")))
def test_an_order_has_every_piece_once(mine: list[str], theirs: list[str], gone: set[str]) -> None:
    staying = set("abcdef") - gone
    for mine_first in (True, False):
        order = merged_order("abcdef", mine, theirs, staying, mine_first=mine_first)
        assert sorted(order) == sorted(staying)
        if moved_differently("abcdef", mine, theirs, staying):
            lead = mine if mine_first else theirs
            assert order == [one for one in lead if one in staying]
