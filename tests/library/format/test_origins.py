"""Which piece of one issue each piece of another is: by identity where there is a history, else by what it says."""

from hypothesis import given

from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.library.format.origins import identified, is_same_issue, origins, pieces_of, recognised
from briefing_tui.model.identity import UNKNOWN, identity_of
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Preface, Section
from bulletins.issues import FULL, ISSUES

NAMES = "甲乙丙丁戊"
ITEMS = tuple(
    Item(f"{name}县担保业务推进", f"{name}{name}县全年新增担保{at}亿元，其中涉农{at}成。", source=name)
    for at, name in enumerate(NAMES)
)
BASE = Issue(
    sections=(Section("行业动态", items=ITEMS[:3]), Section("经验介绍", items=ITEMS[3:])),
    distribution=(Distribution("报", ("领导",), "印送"), Distribution("发", ("一部", "二部"), "印送")),
    corrections=(Correction(None, 1, "更"),),
)


def with_items(issue: Issue, *held: tuple[Item, ...]) -> Issue:
    return issue._replace(
        sections=tuple(
            section._replace(items=items) for section, items in zip(issue.sections, held, strict=True)
        )
    )


def read_again(issue: Issue) -> Issue:
    """The issue as somebody else's file would give it: the same text, no history."""
    return load_issue(dump_issue(issue._replace(masthead=FULL.masthead)).encode(), "").issue


def test_in_an_issue_made_by_edits_only_identity_counts() -> None:
    base = identified(BASE)
    first, second, third = base.sections[0].items
    unlike = first._replace(title="全新", body="不同", source="别处", url="https://example.org")
    alike = Item(*second)  # says the same, and is not the same
    new = with_items(base, (), (alike, unlike, third, *base.sections[1].items))
    assert origins(base, new)["items"] == [None, 0, 2, 3, 4]
    gone = base._replace(sections=(), distribution=(Distribution(*base.distribution[0]),), corrections=())
    assert origins(base, gone)["distribution"] == [None]
    back = gone._replace(sections=(Section("行业动态"),), preface=Preface())
    assert (origins(base, back)["sections"], origins(base, back)["preface"]) == ([None], [None])


def test_of_copies_made_by_hand_one_is_the_piece() -> None:
    base = identified(BASE)
    first, second, third = base.sections[0].items
    copied = with_items(base, (first._replace(title="改"), first, second, third), base.sections[1].items)
    assert origins(base, copied)["items"] == [None, 0, 1, 2, 3, 4]


def test_what_somebody_else_moved_and_changed_is_recognised() -> None:
    first, second, third = ITEMS[:3]
    theirs = read_again(
        with_items(
            BASE,
            (ITEMS[4]._replace(body=ITEMS[4].body + "第二段。"), third),
            (
                Item("春耕放款", "春耕以来已放款三千万元。"),
                first._replace(title="甲县融资担保业务推进情况", body=first.body.replace("新增", "累计新增")),
                ITEMS[3],
                second._replace(body=""),
            ),
        )
    )
    assert origins(BASE, theirs)["items"] == [4, 2, None, 0, 3, 1]


def test_items_of_one_title_are_told_by_their_text() -> None:
    base = Issue(
        sections=(
            Section(
                items=(
                    Item("要闻", "一县今年新增担保三亿元。"),
                    Item("要闻", "省里召开推进会，部署下半年工作。"),
                )
            ),
        )
    )
    theirs = with_items(
        base, (Item("要闻", "省里召开推进会，部署全年工作。"), Item("要闻", "一县今年新增担保五亿元。"))
    )
    assert origins(base, theirs)["items"] == [1, 0]


def test_sections_are_told_by_what_stands_in_them_when_their_titles_changed() -> None:
    theirs = read_again(BASE._replace(sections=(BASE.sections[1]._replace(title="经验"), BASE.sections[0])))
    assert origins(BASE, theirs)["sections"] == [1, 0]
    grown = theirs.sections[0]._replace(items=(Item("新", "新"), *ITEMS[3:]))
    assert origins(BASE, theirs._replace(sections=(theirs.sections[1]._replace(title="动态"), grown)))[
        "sections"
    ] == [0, 1]


def test_distribution_lines_are_told_by_who_receives_them() -> None:
    theirs = BASE._replace(
        distribution=(
            Distribution("送", ("一部", "二部", "三部"), "印送"),
            Distribution("报", ("集团领导",), "印送"),
        )
    )
    assert origins(BASE, theirs)["distribution"] == [1, 0]


@given(ISSUES, ISSUES)
def test_nothing_is_taken_twice_and_what_is_equal_is_found(one: Issue, other: Issue) -> None:
    for old, new in ((one, other), (identified(one), other), (identified(one), identified(other))):
        for ones in origins(old, new).values():
            found = [at for at in ones if at is not None]
            assert len(found) == len(set(found))
    for ones in origins(one, read_again(one)).values():
        assert ones == list(range(len(ones)))


@given(ISSUES, ISSUES)
def test_what_is_recognised_says_what_it_said_and_has_identities_of_its_own(one: Issue, other: Issue) -> None:
    known = identified(one)
    made = recognised(known, other)
    assert made == other
    assert identity_of(made) == identity_of(known)
    all_ = [identity_of(piece) for piece in pieces_of(made)]
    assert UNKNOWN not in all_
    assert len(all_) == len(set(all_))
    assert origins(known, made) == origins(known, other)


@given(ISSUES)
def test_equal_pieces_that_changed_places_are_another_issue(issue: Issue) -> None:
    twice = identified(issue._replace(distribution=(Distribution("报"), Distribution("报"))))
    turned = twice._replace(distribution=twice.distribution[::-1])
    assert turned == twice
    assert not is_same_issue(turned, twice)
    assert is_same_issue(turned._replace(distribution=turned.distribution[::-1]), twice)
