"""The account of characters: kept by lines, it comes to what it would by characters."""

from collections import Counter

from hypothesis import given, strategies as st

from briefing_tui.importers.report import Ledger
from briefing_tui.importers.tally import CharacterTally, _without_common_ends
from briefing_tui.model.issue import Issue, Item, Masthead, Section, Workflow

TEXTS = st.lists(st.tuples(st.text("甲乙|1 \n", max_size=6), st.sampled_from([1, 1, 1, -1, 2])), max_size=8)
Texts = list[tuple[str, int]]


def counted(texts: Texts) -> tuple[CharacterTally, Counter[str]]:
    tally, counts = CharacterTally(), Counter[str]()
    for text, times in texts:
        tally.add(text, times)
        for char in "".join(text.split()):
            counts[char] += times
    return tally, counts


@given(TEXTS, TEXTS)
def test_what_two_accounts_differ_in_is_told_however_their_lines_are_cut(first: Texts, second: Texts) -> None:
    (one, ones), (other, others) = counted(first), counted(second)
    assert +one.characters() == +ones
    assert one.total() == ones.total()
    assert Counter(one.differences(other)) == (ones - others) + (others - ones)


@given(
    st.lists(
        st.tuples(st.text("甲乙丙", max_size=3), st.text("甲乙 ", min_size=11, max_size=14)), max_size=6
    ),
    st.lists(st.text("甲乙丙丁", max_size=3), max_size=2),
)
def test_lines_that_were_parted_are_the_same_and_what_is_lost_of_them_is_told(
    parts: list[tuple[str, str]], lost: list[str]
) -> None:
    whole = CharacterTally([head + end for head, end in parts] + lost)
    parted = CharacterTally([part for head_and_end in parts for part in head_and_end])
    assert Counter(whole.differences(parted)) == Counter("".join(lost))
    assert Counter(parted.differences(whole)) == Counter("".join(lost))


def test_lines_that_meet_in_other_pieces_are_the_same() -> None:
    source, kept = CharacterTally(["一、甲 乙", "丙丁"]), CharacterTally(["甲乙\n丙丁"])
    assert source.differences(kept) == "一、"
    kept.add("一、")
    assert source.differences(kept) == ""
    kept.add_all(CharacterTally(["丙", "丁"]))
    assert kept.differences(source) == "丙丁"


def test_of_lines_that_were_parted_nothing_but_their_heads_is_left_to_count() -> None:
    bodies = [f"这是第{number}条的正文，与别的各条有相同的结尾，谁也不短。" for number in range(9)]
    whole = {f"{number}.标题。{body}": 1 for number, body in enumerate(bodies)}
    left = _without_common_ends(whole | dict.fromkeys(bodies, -1))
    assert {line: times for line, times in left.items() if times} == {f"{n}.标题。": 1 for n in range(9)}


def test_a_title_is_found_before_its_stop_and_the_same_end_as_often_as_it_stands_there() -> None:
    body = "这是一段正文，好几条都以它结尾，一个字也不差。"
    titles = [f"示例市召开第{number}次工作会议部署全年任务" for number in range(3)]
    whole = {f"{number}.{title}。{body}": 1 for number, title in enumerate(titles)}
    left = _without_common_ends(whole | {body: -3} | dict.fromkeys(titles, -1))
    assert {line: times for line, times in left.items() if times} == {"0.": 1, "1.": 1, "2.": 1, "。": 3}


def test_paragraphs_that_are_kept_one_by_one_are_the_body_they_make() -> None:
    ledger = Ledger()
    lines = ["甲一段。", "乙二段。", "甲一段。"]
    ledger.read_lines(lines)
    assert ledger.keep_lines(lines) == "甲一段。\n乙二段。\n甲一段。"
    issue = Issue(
        Masthead("", "", 2031, 7),
        Workflow(),
        None,
        (Section("", False, False, (Item("", "\n".join(lines)),)),),
        end=None,
    )
    whole = ledger.close(issue)
    assert (whole.source, whole.kept, whole.uncertain) == (12, 12, ())
    lost = ledger.close(
        issue._replace(sections=(Section("", False, False, (Item("", "\n".join(lines[:2])),)),))
    )
    assert "甲一段" in lost.uncertain[0].text
