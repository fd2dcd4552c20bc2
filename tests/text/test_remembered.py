"""What is told of a text is told once, and forgotten when a document is done."""

from briefing_tui.importers.recognise import foresee, recognise_lines
from briefing_tui.importers.recogniser.contents.listing import Contents
from briefing_tui.importers.recogniser.heads import read_heads, signs_of
from briefing_tui.importers.recogniser.lines import source_lines
from briefing_tui.importers.report import Ledger
from briefing_tui.text.remembered import _kept, forget, remembered
from bulletins.bulletin_texts import FIRST, HEAD


def test_a_text_is_looked_at_once_until_it_is_forgotten() -> None:
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    try:
        assert [length("甲乙"), length("甲乙"), length("甲")] == [2, 2, 1]
        assert asked == ["甲乙", "甲"]
        forget()
        assert length("甲乙") == 2
        assert asked == ["甲乙", "甲", "甲乙"]
    finally:
        del _kept[-1]


def test_what_was_foreseen_changes_nothing_and_a_document_that_is_done_leaves_nothing() -> None:
    text = f"{HEAD}【动态】\n1. 示例签约。{FIRST}\n\n2. 示例下乡。{FIRST}\n[邻里故事]\n[左邻右舍]\n——————\n| a | b |\n上一篇：甲\n"
    lines = source_lines(text, Ledger())
    before = read_heads(lines, Contents())
    foresee(lines, first=True)
    assert read_heads(lines, Contents()) == before
    recognise_lines(lines, Ledger(), name="a.docx", whole=True)
    assert [known.cache_info().currsize for known in _kept] == [0] * len(_kept)


def test_of_a_document_that_nobody_recognised_the_next_one_leaves_nothing() -> None:
    foresee(source_lines("甲\n乙\n", Ledger()), first=True)
    assert signs_of.cache_info().currsize > 1  # type: ignore[attr-defined]
    foresee(source_lines("丙\n", Ledger()), first=True)
    assert signs_of.cache_info().currsize == 1  # type: ignore[attr-defined]
