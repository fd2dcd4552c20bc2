"""Proof-reading on the authoring screen: the list and its keys, counts, underlined places, what is asked before an issue goes on its way."""

import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library import house_files
from briefing_tui.model.issue import Issue, Item, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.dialogues.question import QuestionScreen
from briefing_tui.tui.proofing import proofing, reading
from briefing_tui.tui.proofing.rows import ProofRows
from briefing_tui.tui.widgets.line_widget import LineWidget
from disks.libraries import make_issue, put, screen_text, shown
from screens.desks import KEY, USUAL, Desk, desk, editor_app

WIDE, SMALL = (140, 45), (60, 15)
BODY = "近日,集团召开会议(第三次)。\n农行、工行、等银行参加。其它事项另行通知。"


def _issue(*items: Item, status: str = "draft", key: IssueKey = KEY) -> Issue:
    issue = make_issue(key, status=status)
    section = Section("行业动态", numbered=True, items=items)
    return issue._replace(sections=(section,))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    put(
        library,
        _issue(Item("第一条,标题", BODY), Item("没有毛病的一条", "一切正常。"), Item("第三条", "完成.\n")),
    )
    return library


def _body(here: Desk, at: int = 0) -> str:
    return here.issue.sections[0].items[at].body


def _listed(here: Desk) -> list[str]:
    return [f"{one.finding.level} {one.finding.rule}" for one in here.screen.proofing.rows._listed]


def _underlined(here: Desk) -> list[str]:
    """The underlined words of the body that is shown, as they are drawn."""
    body = here.screen._form.body
    assert body is not None
    return [
        segment.text
        for y in range(body.size.height)
        for segment in body.render_line(y)
        if segment.style is not None and segment.style.underline
    ]


# the list


@pytest.mark.parametrize("size", [USUAL, WIDE, SMALL])
async def test_the_findings_stand_by_piece_errors_first_with_the_words_before_and_after(
    root: Path, size: tuple[int, int]
) -> None:
    async with desk(root, size) as here:
        await here.press("f7")
        text = await here.see("E P-01", "第一条,标题")
        assert here.screen.pane == keys.PROOF
        assert _listed(here) == ["E P-01", "E P-01", "E P-02", "E P-07", "H W-01", "E P-04"]
        assert "→" in text
        assert isinstance(here.screen.focused, ProofRows)
        await here.press("f7")
        assert here.screen.pane == keys.OUTLINE
        assert not here.screen.proofing.rows.display


async def test_moving_goes_to_the_place_and_marks_it_in_form_and_preview(root: Path) -> None:
    async with desk(root, WIDE) as here:
        await here.press("f7", "down", "down")
        await here.see("(第三次)")
        assert here.screen.proofing.current is not None
        assert here.screen.proofing.current.rule == "P-02"
        body = here.screen._form.body
        assert body is not None
        look = body._look(0, *body._seen())
        assert look is not None
        chosen = [look.text[start:end] for start, end, strong in look.marks if strong]
        assert chosen == ["(第三次)"]
        [(block, [(start, end, name)])] = here.screen.preview._hits.items()
        assert here.screen.preview.page.block(block).text[start:end] == "(第三次)"
        assert name == "hit.current"
        await here.press("G")
        await here.see("P-04")
        assert here.screen.session.selection.item == 2, "the piece of the finding is the chosen one"


async def test_enter_takes_a_fix_as_one_step_and_the_list_is_true_for_the_next_key(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "down", "enter")
        await here.see("taken: ")
        assert _body(here).startswith("近日，集团"), "the comma of the body, not the title's"
        assert here.titles()[0] == "第一条,标题"
        await here.press("enter")
        assert _body(here).startswith("近日，集团召开会议（第三次）。")
        await here.press("u")
        assert _body(here).startswith("近日，集团召开会议(第三次)。")
        await here.press("u")
        assert _body(here) == BODY
        assert _listed(here)[:3] == ["E P-01", "E P-01", "E P-02"]
        await here.press("U")
        assert _body(here).startswith("近日，集团")


async def test_enter_where_nothing_is_proposed_goes_there_to_type(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "down", "down", "down", "down")
        current = here.screen.proofing.current
        assert current is not None
        assert current.rule == "W-01"
        await here.press("enter")
        assert here.screen.pane == keys.FORM
        body = here.screen._form.body
        assert body is not None
        assert body.has_focus
        assert body.cursor_location == (1, BODY.split("\n")[1].index("其它"))


async def test_all_fixes_of_a_rule_are_shown_and_taken_in_one_step(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "A")
        await here.see("Fixes of P-01", "第一条,标题 → 第一条，标题", "近日,集团")
        await here.press("b")
        assert _body(here) == BODY
        await here.press("A")
        await here.see("take all 2 fixes")
        await here.press("t")
        await here.see("2 fixes of P-01")
        assert here.titles()[0] == "第一条，标题"
        assert _body(here).startswith("近日，集团")
        await here.press("u")
        assert (here.titles()[0], _body(here)) == ("第一条,标题", BODY)


async def test_what_is_let_pass_is_kept_for_all_listed_on_demand_and_told_again(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "i")
        await here.see("let pass, until the words change")
        [passed] = tomllib.loads((root / "proof.toml").read_text(encoding="utf-8"))["passed"]
        assert (passed["rule"], passed["words"]) == ("P-01", ",")
        assert passed["who"]
        assert _listed(here).count("E P-01") == 1
        await here.press("p")
        await here.see("1 place was let pass")
        while here.screen.proofing.rows.chosen is None or here.screen.proofing.rows.chosen.passed is None:
            await here.press("down")
        await here.see(f"let pass by {passed['who']}")
        await here.press("enter")
        await here.see("This was let pass")
        await here.press("i")
        await here.see("told again")
        assert _listed(here).count("E P-01") == 2
        assert "[[passed]]" not in (root / "proof.toml").read_text(encoding="utf-8")


async def test_what_is_let_pass_is_one_step_of_undo_in_its_order(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "enter")  # a fix of the text first
        fixed = here.titles()[0]
        await here.press("i")
        await here.see("let pass, until the words change")
        assert "[[passed]]" in (root / "proof.toml").read_text(encoding="utf-8")
        await here.press("ctrl+z")
        await here.see("taken back; it is told again")
        assert "[[passed]]" not in (root / "proof.toml").read_text(encoding="utf-8")
        assert here.titles()[0] == fixed
        await here.press("ctrl+z")
        await here.pilot.pause()
        assert "Nothing to take back" not in await here.see("Taken back")
        await here.press("ctrl+z")
        await here.see("Nothing to take back.")


async def test_what_was_let_pass_before_a_change_waits_until_that_is_taken_back(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "i")
        await here.see("let pass, until the words change")
        await here.press("enter")
        await here.pilot.pause()
        await here.press("ctrl+z")
        await here.see("Taken back")
        assert "[[passed]]" in (root / "proof.toml").read_text(encoding="utf-8")
        await here.press("ctrl+z")
        await here.see("taken back; it is told again")
        assert "[[passed]]" not in (root / "proof.toml").read_text(encoding="utf-8")


async def test_what_was_let_pass_is_told_again_when_its_words_change(root: Path) -> None:
    async with desk(root) as here:
        await here.press("f7", "down", "i")
        await here.see("let pass, until")
        assert _listed(here).count("E P-01") == 1
        await here.press("e")
        await here.pilot.pause()
        await here.press("end")
        await here.press("ctrl+home")
        await here.type("昨")
        await here.see("●5")


async def test_a_library_that_cannot_be_written_is_told_and_nothing_is_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise LibraryError("the disk is full")

    monkeypatch.setattr("briefing_tui.tui.proofing.reading.append_to_house_file", refuse)
    async with desk(root) as here:
        await here.press("f7", "i")
        await here.see("the disk is full")
        assert _listed(here).count("E P-01") == 2


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What is let pass is noted when this is set: as where another session holds the lock, or a disk is slow."""
    real, going = house_files.append_to_house_file, threading.Event()

    def append(*words: str) -> None:
        going.wait(10)
        real(*words)

    monkeypatch.setattr(reading, "append_to_house_file", append)
    yield going
    going.set()


async def test_undo_at_once_waits_until_it_is_noted(root: Path, slow: threading.Event) -> None:
    async with desk(root) as here:
        await here.press("f7", "enter")  # a fix of the text first
        fixed = here.titles()[0]
        await here.press("i", "ctrl+z")
        slow.set()
        await here.see("taken back; it is told again")
        assert "[[passed]]" not in (root / "proof.toml").read_text(encoding="utf-8")
        assert here.titles()[0] == fixed
        await here.press("ctrl+z")
        await here.see("Taken back")
        assert here.titles()[0] != fixed


async def test_two_that_are_let_pass_in_one_breath_are_two(root: Path, slow: threading.Event) -> None:
    async with desk(root) as here:
        await here.press("f7", "i", "i", "i", "ctrl+z")
        slow.set()
        await here.see("taken back; it is told again")
        passed = tomllib.loads((root / "proof.toml").read_text(encoding="utf-8"))["passed"]
        assert len({one["mark"] for one in passed}) == len(passed) == 2
        await here.press("ctrl+z", "ctrl+z")
        await here.see("●5")
        while "[[passed]]" in (root / "proof.toml").read_text(encoding="utf-8"):
            await here.pilot.pause(0.05)


async def test_undo_of_what_is_let_pass_needs_no_new_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large issue the list lags behind: it need not have what was let pass yet."""
    monkeypatch.setattr(proofing, "_QUICK_SECONDS", -1.0)
    async with desk(root) as here:
        await here.press("f7")
        await here.see("●5")
        with monkeypatch.context() as patched:
            patched.setattr(here.screen.proofing, "_start", lambda: None)
            await here.press("i")
            await here.see("let pass, until the words change")
            await here.press("ctrl+z")
            await here.see("taken back; it is told again")
        assert "[[passed]]" not in (root / "proof.toml").read_text(encoding="utf-8")


async def test_undo_that_could_not_be_noted_can_be_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise LibraryError("the disk is full")

    async with desk(root) as here:
        await here.press("f7", "i")
        await here.see("let pass, until the words change")
        with monkeypatch.context() as patched:
            patched.setattr(reading, "change_house_file", refuse)
            await here.press("ctrl+z")
            await here.see("the disk is full")
        await here.press("ctrl+z")
        await here.see("taken back; it is told again")


# counts, underlines, the status row


async def test_outline_and_title_count_and_follow_typing(root: Path) -> None:
    async with desk(root) as here:
        text = await here.see("●5", "●1")
        assert "●5 ○1" in text.splitlines()[0], "the title bar has errors and hints of all"
        await here.press("enter", "tab", "tab", "ctrl+end")
        await here.type("再议,")
        await here.see("●6 ○1")


async def test_places_are_underlined_and_stay_while_another_paragraph_is_typed_into(root: Path) -> None:
    async with desk(root, WIDE) as here:
        await here.see("●5")
        assert _underlined(here) == [",", "(第三次)", "、", "其它"]
        await here.press("enter", "tab", "tab", "ctrl+home")
        await here.type("今")
        # the paragraph has another text, and what stands behind the letter keeps its line
        assert [word for word in _underlined(here) if word.strip()] == [",", "(第三次)", "、", "其它"]


async def test_the_place_under_the_cursor_is_explained(root: Path) -> None:
    async with desk(root) as here:
        await here.see("●5")
        await here.press("enter", "tab", "tab", "ctrl+home", "right", "right")
        await here.see("E P-01 half-width mark (GB/T 15834-2011, 5.1.1)")
        await here.press(*["right"] * 3)
        await here.see(gone="5.1.1")


async def test_typing_is_never_moved_to_another_piece_by_the_list(root: Path) -> None:
    async with desk(root, WIDE) as here:
        await here.press("f7", "escape", "f7", "G", "e")
        await here.pilot.pause(0.1)
        assert here.screen.session.selection.item == 2
        await here.type("甲,乙")
        await here.see("●2")
        assert here.screen.pane == keys.FORM
        assert here.screen.session.selection.item == 2


async def test_nothing_found_is_said(tmp_path: Path) -> None:
    root = tmp_path / "library"
    put(root, _issue(Item("一条消息", "一切正常。")))
    async with desk(root) as here:
        await here.press("f7")
        await here.see("nothing to remark on")
        for key in ("enter", "i", "A", "e", "p", "G", "u"):
            await here.press(key)
        assert here.screen.pane in {keys.PROOF, keys.FORM}


async def test_a_broken_file_of_the_house_is_named_and_the_rules_hold(root: Path) -> None:
    (root / "proof.toml").write_text("off = [\n", encoding="utf-8")
    async with desk(root) as here:
        await here.press("f7")
        await here.see("proof.toml", "P-01")


async def test_rules_that_are_off_for_the_writer_or_the_house_are_silent(root: Path) -> None:
    (root / "proof.toml").write_text('off = ["P-01"]\n', encoding="utf-8")
    app = editor_app(root)
    writing = app.host.authoring.writing
    assert writing is not None
    app.host.authoring._writing = writing._replace(rules_off=("P-02",))
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("e")
        await shown(pilot, app, "saved", "●1")
        await pilot.press("f7")
        await shown(pilot, app, "P-07")
        here = Desk(app, pilot, root)
        assert _listed(here) == ["E P-07", "H W-01", "E P-04"]
        app.host.authoring.keep_quietly()


async def test_an_item_that_stood_in_an_earlier_issue_is_told(root: Path) -> None:
    news = "示例市融资担保公司与样板银行签订银担合作协议，双方约定对小微企业贷款按比例分担风险，首批授信覆盖制造业。"
    put(root, _issue(Item("银担合作协议签订", news), status="published", key=IssueKey(2024, ISSUE, 9)))
    put(root, _issue(Item("换了标题的旧闻一则", news)))
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("g", "e")
        await shown(pilot, app, "saved", "行业动态")
        await pilot.press("f7")
        await shown(pilot, app, "C-08", "2024-09#1")
        app.host.authoring.keep_quietly()


async def test_the_reading_screen_shows_no_findings(root: Path) -> None:
    put(root, _issue(Item("第一条,标题", BODY), status="published"))
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("enter")
        await shown(pilot, app, "近日,集团")
        await pilot.press("f7")
        await pilot.pause(0.5)
        text = screen_text(app)
        assert "P-01" not in text
        assert "●" not in text
        assert not list(app.screen.query(ProofRows))
        assert isinstance(app.screen.query(LineWidget).first(), LineWidget)


# handing in and publishing


async def test_errors_are_shown_before_an_issue_is_handed_in_and_forbid_nothing(root: Path) -> None:
    async with desk(root) as here:
        await here.press("escape", "S", "r")
        await here.see("Proof-reading: 5 E, 1 H", "E #1 P-01", "hand in all the same")
        await here.press("g")
        await here.see("half-width mark")
        assert here.screen.pane == keys.PROOF
        assert here.issue.workflow.status == "draft"
        await here.press("escape", "S", "r")
        await here.see("hand in all the same")
        await here.press("h")
        await here.see("in review")
        assert here.issue.workflow.status == "review"
        await here.press("S", "p")
        await here.pilot.pause(0.2)
        assert isinstance(here.app.screen, QuestionScreen)


async def test_hints_alone_ask_nothing_and_are_told(tmp_path: Path) -> None:
    root = tmp_path / "library"
    put(root, _issue(Item("一条消息", "其它事项另行通知。")))
    async with desk(root) as here:
        await here.see("○1")
        await here.press("S", "r")
        await here.see("1 hint of proof-reading: F7")
        assert here.issue.workflow.status == "review"


# hints


def _hints(here: Desk) -> set[str]:
    return {key for key, _name in here.screen.status._hints}


async def test_the_hints_tell_of_keys_that_mean_something(tmp_path: Path) -> None:
    library = tmp_path / "library"
    put(library, _issue(Item("第一条,标题", "一切正常。")))
    async with desk(library, WIDE) as here:
        await here.press("f7")
        await here.see("E P-01")
        assert {"Enter", "i", "A", "Esc"} <= _hints(here)
        assert "p" not in _hints(here), "nothing was let pass"
        await here.press("enter")
        await here.see("nothing to remark on")
        assert not {"Enter", "i", "A", "e", "p"} & _hints(here)
        assert {"Esc", "u"} <= _hints(here)
        await here.press("u")
        await here.see("E P-01")
        assert {"Enter", "i", "A"} <= _hints(here)
        await here.press("i")
        await here.see("nothing to remark on")
        assert "p" in _hints(here)
        assert "i" not in _hints(here)
        await here.press("p")
        assert {"i", "p"} <= _hints(here)
