import unicodedata

import pytest
from hypothesis import given, strategies as st

from briefing_tui.text.folding import Searched, searched
from briefing_tui.typeset.find import find_in_lines
from texts.clusters import CLUSTERS, FRAGMENTS

SIGNS = [*CLUSTERS, *FRAGMENTS, "é", "e\u0301", "が", "か\u3099", "각", "각", "担保", "a", "\n", "豈", "Å"]
ANY_TEXT = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3)).map("".join)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("公担\u200b保司", "担保", "担\u200b保"),
        ("公担\u00ad\u2060保司", "担保", "担\u00ad\u2060保"),
        ("公\u200b担保\u200b司", "担保", "担保"),
        ("反\u202e转保", "反转", "反\u202e转"),
        ("担保", "担\u200b保\ufeff", "担保"),
        ("une e\u0301cole", "école", "e\u0301cole"),
        ("une école", "e\u0301cole", "école"),
        ("une E\u0301COLE", "école", "E\u0301COLE"),
        ("か\u3099く", "がく", "か\u3099く"),
        ("서각집", "각", "각"),
        ("각", "각", "각"),
        ("❤\ufe0f心", "❤心", "❤\ufe0f心"),
        ("❤心", "❤\ufe0f", "❤"),
        ("葛\U000e0100城", "葛城", "葛\U000e0100城"),
        ("一家👨\u200d👩\u200d👧", "👩", "👩\u200d"),
    ],
)
def test_what_hides_and_how_a_letter_is_composed_makes_no_difference(
    text: str, query: str, found: str
) -> None:
    [hit] = find_in_lines(f"前\n{text}", query)
    place = f"{text}"[hit.start : hit.end]
    assert (hit.block, place.rstrip("\u200d")) == (1, found.rstrip("\u200d"))


@given(ANY_TEXT)
def test_folding_is_nfc_and_is_done_once(text: str) -> None:
    once = searched(text)
    assert searched(once) == once
    assert once.count("\n") == text.count("\n")
    assert searched(unicodedata.normalize("NFD", once)) == searched(unicodedata.normalize("NFC", once))


@given(ANY_TEXT)
def test_every_place_leads_back(text: str) -> None:
    folded = Searched(text)
    before = 0
    for at in range(len(folded.text)):
        start, end = folded.origin(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before
        before = start
    if folded.text:
        start, end = folded.origin(0, len(folded.text))
        assert searched(text[start:end]) == folded.text
