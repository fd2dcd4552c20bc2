"""Three versions of a file brought together: laws that hold whatever both sides did, and the cases that take a person."""

from hypothesis import given, settings, strategies as st

from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.library.history.kept import Kept, kept
from briefing_tui.library.sync.merging.own_words import own_words
from briefing_tui.library.sync.merging.records import united_lines, united_tables
from briefing_tui.library.sync.merging.reunite import BY_HAND, Held, Together, reunite
from briefing_tui.library.sync.merging.texts import united_text
from briefing_tui.model.issue import Issue, Item
from disks.libraries import make_issue
from disks.sync_places import KEY, with_items

FILE = kept("2024/2024-14.toml") or Kept("", "")
BASE = make_issue(KEY, *(f"第{at}条，说的是{word}" for at, word in enumerate("春夏秋冬", 1)), status="draft")
TEXT = dump_issue(BASE).encode()
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reword", "retitle", "move", "remove", "add"]), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=4,
)


def done(who: str, steps: list[tuple[str, int, int]]) -> Issue:
    """The base after some edits; whatever is written has the writer's name in it."""

    def change(items: tuple[Item, ...]) -> tuple[Item, ...]:
        now = list(items)
        for number, (what, first, second) in enumerate(steps):
            at = first % len(now) if now else 0
            if what == "add" or not now:
                now.insert(
                    second % (len(now) + 1), Item(f"{who}加的{number}题", f"{who}加的{number}，另有内容。")
                )
            elif what == "remove":
                now.pop(at)
            elif what == "move":
                now.insert(second % len(now), now.pop(at))
            else:
                told = f"{who}改的{number}，"
                one = now[at]
                rewords = what == "reword"
                now[at] = (
                    one._replace(body=told + one.body) if rewords else one._replace(title=told + one.title)
                )
        return tuple(now)

    return with_items(BASE, change)


@settings(max_examples=150, deadline=None)
@given(STEPS, STEPS)
def test_what_was_brought_together_stays_so_whoever_merges_it_again(
    mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> None:
    here, there = (dump_issue(done(who, steps)).encode() for who, steps in (("王", mine), ("李", theirs)))
    made = reunite(FILE, TEXT, here, there)
    if isinstance(made, Held):
        assert made.where
        return
    assert made.data is not None
    for again in (reunite(FILE, TEXT, made.data, there), reunite(FILE, there, made.data, there)):
        assert isinstance(again, Together)
        assert again.data == made.data


@settings(max_examples=150, deadline=None)
@given(STEPS, STEPS)
def test_what_either_wrote_is_there_once(
    mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> None:
    sides = {who: done(who, steps) for who, steps in (("王", mine), ("李", theirs))}
    here, there = (dump_issue(issue).encode() for issue in sides.values())
    made = reunite(FILE, TEXT, here, there)
    if isinstance(made, Held) or made.data is None:
        return
    texts = [
        text for item in load_issue(made.data, "").issue.sections[0].items for text in (item.title, item.body)
    ]
    for who, issue in sides.items():
        for item in issue.sections[0].items:
            for text in (item.title, item.body):
                if who in text:
                    assert texts.count(text) == 1


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n"]), max_size=5).map(b"".join)


@given(LINES, LINES, LINES)
def test_lines_that_both_added_are_there(base: bytes, mine: bytes, theirs: bytes) -> None:
    made = united_lines(base, base + mine, base + theirs)
    assert made.startswith(base + theirs)
    for line in (b"a\n", b"b\n", b"c\n", b"d\n"):
        assert made.count(line) == base.count(line) + max(mine.count(line), theirs.count(line))
    assert united_lines(base, made, base + theirs) == made


def test_a_line_that_is_still_being_written_is_no_line_of_its_own_later() -> None:
    assert united_lines(b"a\n", b'a\n{"x', b"a\nb\n") == b'a\nb\n{"x\n'


def test_tables_of_both_and_one_that_both_changed() -> None:
    base = b'off = ["S-01"]\n'
    one, other = b'\n[[passed]]\nmark = "1"\n', b'\n[[passed]]\nmark = "2"\n'
    made = united_tables(base, base + one, base + other)
    assert made is not None
    assert made.count(b"[[passed]]") == 2
    assert united_tables(base, b"off = []\n", b'off = ["P-01"]\n') is None
    assert isinstance(reunite(Kept("proof.toml", "house"), base, b"off = []\n", b'off = ["P-01"]\n'), Held)


def test_words_of_ones_own_that_nobody_can_place_wait() -> None:
    text = TEXT.decode()
    mine = text.replace("[end]", "# 王的注\n[end]").encode()
    theirs = text.replace("[end]", "# 李的注\n[end]").encode()
    assert reunite(FILE, TEXT, mine, theirs) == Held(BY_HAND)
    assert own_words(mine) - own_words(TEXT) == {"# 王的注": 1}


def test_unknown_keys_count_as_words_of_ones_own() -> None:
    text = TEXT.decode()
    mine = text.replace("[masthead]\n", '[masthead]\ncolour = "red"\n').encode()
    theirs = text.replace("[end]\n", "[end]\nbind = true\n").encode()
    made = reunite(FILE, TEXT, mine, theirs)
    assert isinstance(made, Together)
    assert made.data is not None
    assert b'colour = "red"' in made.data
    assert b"bind = true" in made.data


def test_texts_line_by_line() -> None:
    assert united_text(b"a\nb\nc\n", b"A\nb\nc\n", b"a\nb\nC\n") == b"A\nb\nC\n"
    assert united_text(b"a\nb\n", b"A\nb\n", b"A\nb\n") == b"A\nb\n"
    assert united_text(b"a\nb\n", b"A\nb\n", b"X\nb\n") is None
    assert united_text(b"a\n", b"a\nx\n", b"a\ny\n") is None
