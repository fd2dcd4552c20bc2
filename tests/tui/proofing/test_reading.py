"""Reading an issue for the screen: the house's words and choices, what was let pass, earlier issues."""

import threading
from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.issue import Item
from briefing_tui.proof.house import without_passed
from briefing_tui.tui.proofing.reading import ProofReading, Read
from disks.libraries import put
from disks.search_libraries import issue

TEXT = "近日,集团召开会议。其它事项另行通知，某某工作照旧。"
ISSUE = issue(2024, 3, Item("一条消息", TEXT), Item("又一条消息", "他们,都来了。"), status="draft")


def _reading(root: Path, **more: object) -> ProofReading:
    put(root, ISSUE)
    return ProofReading(LibraryEditor(str(root)), **more)  # type: ignore[arg-type]  # the names are its own


def _rules(read: Read) -> list[str]:
    return [one.rule for one in read.findings if one.rule != "C-05"]


def test_files_of_the_house_count_from_the_moment_they_are_there(tmp_path: Path) -> None:
    reading = _reading(tmp_path)
    assert _rules(reading.read(ISSUE, ISSUE.key)) == ["P-01", "W-01", "P-01"]
    (tmp_path / "proof.toml").write_text('off = ["W-01"]\n', encoding="utf-8")
    assert _rules(reading.read(ISSUE, ISSUE.key)) == ["P-01", "P-01"]
    (tmp_path / "proof.toml").unlink()
    (tmp_path / "terms.toml").write_text('[[term]]\nright = "各项"\nwrong = ["某某"]\n', encoding="utf-8")
    assert _rules(reading.read(ISSUE, ISSUE.key)) == ["P-01", "W-01", "W-01", "P-01"]


def test_what_cannot_be_used_is_told_without_the_way_to_it_and_what_held_holds(tmp_path: Path) -> None:
    reading = _reading(tmp_path)
    (tmp_path / "proof.toml").write_text('off = ["X-99"]\n', encoding="utf-8")
    read = reading.read(ISSUE, ISSUE.key)
    assert "X-99" in read.trouble
    assert str(tmp_path) not in read.trouble
    assert _rules(read) == ["P-01", "W-01", "P-01"]
    (tmp_path / "proof.toml").write_text('off = ["W-01"]\n', encoding="utf-8")
    assert reading.read(ISSUE, ISSUE.key).trouble == ""
    (tmp_path / "proof.toml").write_text("off = [", encoding="utf-8")
    read = reading.read(ISSUE, ISSUE.key)
    assert read.trouble.startswith("proof.toml")
    assert _rules(read) == ["P-01", "P-01"], "what held before holds on"


def test_one_place_is_let_pass_and_no_other_and_taken_up_again(tmp_path: Path) -> None:
    reading = _reading(tmp_path)
    (tmp_path / "proof.toml").write_text('# ours\noff = ["S-01"] # blanks\n', encoding="utf-8")
    before = (tmp_path / "proof.toml").read_text(encoding="utf-8")
    first = reading.read(ISSUE, ISSUE.key).findings[0]
    reading.let_pass(ISSUE, first, "王校对", "2024-12-16 15:02")
    read = reading.read(ISSUE, ISSUE.key)
    assert _rules(read) == ["W-01", "P-01"]
    [passed] = read.passed
    assert (passed.passed.who, passed.passed.when, passed.finding.rule) == (
        "王校对",
        "2024-12-16 15:02",
        "P-01",
    )
    other = issue(2024, 3, Item("一条消息", "前面加一句。" + TEXT), status="draft")
    assert _rules(reading.read(other, other.key)) == ["P-01", "W-01"], "its words are others"
    reading.take_up_again(passed.passed)
    assert (tmp_path / "proof.toml").read_text(encoding="utf-8") == before
    assert _rules(reading.read(ISSUE, ISSUE.key)) == ["P-01", "W-01", "P-01"]


def test_taking_one_up_again_leaves_the_rest_of_the_file_as_it_is_written() -> None:
    head = 'off = ["S-01"]\n\n# two that stay\n[[passed]]\nmark = "aa"   # why\n'
    mine = '\n[[passed]]\nmark = "bb"\nrule = "P-01"\n'
    tail = '\n[[passed]]\nrule = "P-02"\nmark="cc"\n'
    assert without_passed(head + mine + tail, "bb") == head + tail
    assert without_passed(head + mine + tail, "cc") == head + mine
    assert without_passed(head + mine + tail, "dd") == head + mine + tail
    assert without_passed(head + mine + tail, "b") == head + mine + tail


def test_earlier_issues_are_asked_when_they_are_known(tmp_path: Path) -> None:
    news = "示例市融资担保公司与样板银行签订银担合作协议，双方约定对小微企业贷款按比例分担风险，首批授信覆盖制造业。"
    put(tmp_path, issue(2023, 9, Item("银担合作协议签订", news)))
    reading = _reading(
        tmp_path, make_finder=lambda: Finder(LibraryEditor(str(tmp_path)), str(tmp_path.parent / "cache"))
    )
    again = issue(2024, 3, Item("换了标题的旧闻", news), Item("", ""), status="draft")
    assert "C-08" not in _rules(reading.read(again, again.key))
    assert reading.prepare(wanted=False, stop=threading.Event())
    [repeat] = [one for one in reading.read(again, again.key).findings if one.rule == "C-08"]
    assert "2023-09#1" in repeat.text
    changed = issue(2024, 3, Item("", ""), Item("换了标题的旧闻", news), status="draft")
    [repeat] = [one for one in reading.read(changed, changed.key).findings if one.rule == "C-08"]
    assert repeat.selection is not None
    assert repeat.selection.item == 1


def test_a_large_library_that_was_never_read_waits_until_somebody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing_tui.tui.proofing.reading._FEW", 0)
    reading = _reading(
        tmp_path, make_finder=lambda: Finder(LibraryEditor(str(tmp_path)), str(tmp_path.parent / "cache"))
    )
    stop = threading.Event()
    assert not reading.prepare(wanted=False, stop=stop)
    assert reading.prepare(wanted=True, stop=stop)
    assert not reading.prepare(wanted=True, stop=stop), "once is enough"
