"""Findings as they are listed: their order, what is counted, rows at any width."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.finding import ERROR, HINT, Finding, FindingSpan
from briefing_tui.proof.house import Passed
from briefing_tui.tui.proofing.listing import (
    LIMIT,
    before_and_after,
    counts,
    explained,
    in_order,
    lines,
    summary,
)
from briefing_tui.tui.proofing.reading import LetPass
from briefing_tui.typeset.width import cell_width

HEAD, FIRST, SECOND = Selection(), Selection(edits.ITEM, 0, 0), Selection(edits.ITEM, 0, 1)


def _finding(
    level: str = ERROR,
    selection: Selection | None = FIRST,
    words: str = ",",
    fix: str | None = "，",
    field: str = "body",
    start: int = 2,
) -> Finding:
    span = FindingSpan(field, start, start + len(words), words, fix)
    return Finding(
        "P-01", level, "half-width mark", selection=selection, span=span, clause="GB/T 15834-2011, 5.1.1"
    )


def test_pieces_stand_in_the_order_of_the_page_errors_first_what_was_let_pass_last() -> None:
    passed = LetPass(_finding(selection=FIRST, words="!"), Passed("m", who="张三", when="2024-12-16 15:02"))
    about_all = Finding("C-05", HINT, "order of issues", selection=HEAD)
    group = _finding(selection=Selection(edits.GROUP, 0, 0))
    findings = [_finding(selection=SECOND), _finding(HINT), _finding(), group, about_all]
    listed = in_order(findings, [passed])
    assert [(one.finding.selection, one.finding.level, one.passed is None) for one in listed] == [
        (HEAD, HINT, True),
        (Selection(edits.GROUP, 0, 0), ERROR, True),
        (FIRST, ERROR, True),
        (FIRST, HINT, True),
        (FIRST, ERROR, False),
        (SECOND, ERROR, True),
    ]
    assert len(in_order([_finding()] * (LIMIT + 9))) == LIMIT


def test_counts_tell_errors_from_hints_without_a_colour() -> None:
    findings = [_finding(), _finding(HINT), _finding(HINT, SECOND)]
    assert counts(findings, 1) == {FIRST: "●2", SECOND: "○1"}
    assert counts(findings, 2) == {FIRST: "E2", SECOND: "H1"}, "circles may be two cells wide there"
    assert (summary(findings, 1), summary(findings[:1], 1), summary([], 1)) == ("●1 ○2", "●1", "")


def test_words_stand_with_what_is_round_them_and_the_fix() -> None:
    [listed] = in_order([_finding()], text_of=lambda _one: "近日,集团召开会议。\n下一段")
    assert before_and_after(listed) == "近日,集团召开会议。 → 近日，集团召开会议。"
    [listed] = in_order([_finding(words=" ", fix="")], text_of=lambda _one: "有  20家")
    assert "␣" in before_and_after(listed), "a blank can be seen"
    assert explained(_finding()) == "E P-01 half-width mark (GB/T 15834-2011, 5.1.1)"


@pytest.mark.parametrize("ambiguous", [1, 2])
@given(
    text=st.text(max_size=80), width=st.integers(12, 90), fix=st.none() | st.text(max_size=40), data=st.data()
)
def test_no_row_is_wider_than_the_list(
    ambiguous: int, text: str, width: int, fix: str | None, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    finding = _finding(words=text[start:end], fix=fix, start=start)
    for line in lines(in_order([finding], text_of=lambda _one: text), width, ambiguous, lambda _one: text):
        assert sum(cell_width(piece, ambiguous) for piece, _look in line.pieces) <= width
