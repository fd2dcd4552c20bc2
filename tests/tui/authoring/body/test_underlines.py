"""Which places of a body are underlined, while it is typed into."""

from hypothesis import given, strategies as st

from briefing_tui.model.finding import ERROR, Finding, FindingSpan
from briefing_tui.tui.authoring.body.underlines import Underlines
from measures.costs import is_linear

TEXT = "近日,集团开会(第三次)。\n农行、等参加。"


def _finding(words: str, text: str = TEXT, end: int | None = None) -> Finding:
    start = text.index(words)
    return Finding(
        "P-01", ERROR, "wrong", span=FindingSpan("body", start, end or start + len(words), words, None)
    )


def _words(under: Underlines, text: str) -> list[str]:
    return [
        line[one.start : one.end] for at, line in enumerate(text.split("\n")) for one in under.of(at, line)
    ]


def test_places_stand_in_their_paragraphs() -> None:
    under = Underlines(TEXT, [_finding(","), _finding("(第三次)"), _finding("、")], _finding("、"))
    assert _words(under, TEXT) == [",", "(第三次)", "、"]
    [mark] = under.of(1, "农行、等参加。")
    assert under.is_chosen(mark)
    assert under.at(0, 2, TEXT.split("\n", maxsplit=1)[0]) == _finding(",")
    assert under.at(0, 5, TEXT.split("\n", maxsplit=1)[0]) is None


def test_places_keep_their_words_while_something_is_typed_before_behind_and_between() -> None:
    under = Underlines(TEXT, [_finding(","), _finding("(第三次)")])
    first, second = TEXT.split("\n")
    for typed in ("今日" + first, first + "再议", first.replace("集团", "集团公司"), first.replace("集", "")):
        assert _words(under, f"{typed}\n{second}") == [",", "(第三次)"]
    assert _words(under, first.replace(",", "，")) == ["(第三次)"], "the place itself was changed"
    assert _words(under, f"新的一段\n{TEXT}") == [",", "(第三次)"], "a paragraph was put before"


def test_where_something_is_missing_the_next_character_is_marked() -> None:
    start = TEXT.index("集")
    under = Underlines(
        TEXT, [Finding("P-01", ERROR, "missing", span=FindingSpan("body", start, start, "", "。"))]
    )
    assert _words(under, TEXT) == ["集"]


def test_a_place_may_reach_over_paragraphs_or_the_end() -> None:
    under = Underlines(
        TEXT, [Finding("P-01", ERROR, "", span=FindingSpan("body", 10, len(TEXT) + 9, TEXT[10:], None))]
    )
    assert _words(under, TEXT) == ["次)。", "农行、等参加。"] or "".join(_words(under, TEXT)) == TEXT[
        10:
    ].replace("\n", "")


@given(
    text=st.text("近日,，\n(三)e\u0301👩\u200d👧", max_size=40),
    other=st.text("近日,，\n(三)e\u0301👩\u200d👧", max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 45), st.integers(0, 9)), max_size=4),
)
def test_whatever_is_typed_no_place_is_outside_its_paragraph(
    text: str, other: str, spans: list[tuple[int, int]]
) -> None:
    findings = [
        Finding(
            "P-01", ERROR, "", span=FindingSpan("body", start, start + more, text[start : start + more], None)
        )
        for start, more in spans
    ]
    under = Underlines(text, findings)
    for at, line in enumerate(other.split("\n")):
        for one in under.of(at, line):
            assert 0 <= one.start <= one.end <= len(line)


def test_a_paragraph_full_of_findings_costs_as_much_as_it_has() -> None:
    def made(count: int) -> None:
        Underlines(
            "（" * count,
            [
                Finding("P-03", ERROR, "open", span=FindingSpan("body", at, at + 1, "（"))
                for at in range(count)
            ],
        )

    assert is_linear(made, 1000)
