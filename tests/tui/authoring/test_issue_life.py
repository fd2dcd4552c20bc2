"""From draft to published on the screen, what is corrected afterwards, and how an issue gets its number and its form."""

import datetime as dt
from pathlib import Path

import pytest

from briefing_tui.library.disk.user_name import account_name
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.numbering import head_before
from briefing_tui.library.saving.revision import PublishedError
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.issue import Item
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from briefing_tui.model.publish import advance, problems
from briefing_tui.personal.state import NoState, ReadingPlace
from briefing_tui.tui.actions import keys
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.authoring.fields.shown_field import ShownField
from briefing_tui.tui.authoring.screen import AuthoringScreen
from disks.libraries import make_issue, put, shown
from screens.desks import KEY, USUAL, desk, editor_app

YEAR = dt.date.today().year  # noqa: DTZ011 - as the program does
FIRST = Selection(edits.ITEM, 0, 0)
TEMPLATE = '[masthead]\ntitle = "月报"\n[[section]]\ntitle = "数据"\n[[section.item]]\ntitle = "本月数据"\nbody = "{{数据}}"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return tmp_path / "library"


# status


async def test_the_form_shows_the_status_and_the_key_lists_the_problems(root: Path) -> None:
    put(root, edits.set_field(make_issue(KEY, "", status="draft"), FIRST, "body", "").issue)
    async with desk(root, item=0) as here:
        await here.press("g")
        await here.see("draft   S in the outline: hand in")
        await here.screen.enter(keys.FORM, "status")
        await here.press("left", "right", "down", "up")
        assert here.issue.workflow.status == "draft", "no arrow key switches it"
        await here.press("escape", "S", "p")
        await here.see("Not ready to be published", "【行业动态】第1条 is empty")
        await here.press("b")
        await here.see("draft · ", gone="Not ready")
        assert not here.issue.workflow.steps
        await here.press("S", "r")
        await here.see("review · changed", "review   S in the outline")
        assert [(step.what, step.who) for step in here.issue.workflow.steps] == [("拟稿", account_name())]
        await here.press("S", "d")
        await here.see("draft · saved")
        assert here.issue.workflow.steps == (), "a step that was not saved leaves no trace"


async def test_the_title_bar_leads_from_draft_to_the_readers(root: Path) -> None:
    async with desk(root, (100, 24)) as here:
        await here.see("[draft · saved] › review › publish  S hand in")
        await here.press("enter")
        await here.see("Esc S hand in")
        await here.press("escape", "S", "r", "ctrl+s")
        await here.see("draft › [in review · saved", " › publish  S publish")
        await here.press("S", "p")
        await here.see("review › [published · changed", "]  Ctrl+S make it public")
        await here.press("ctrl+s")
        await here.see("[published · correction · saved", "a change is a correction")


async def test_a_click_on_the_status_asks_for_the_next_step(root: Path) -> None:
    async with desk(root, item=0) as here:
        await here.press("g")
        await here.pilot.click(ShownField)
        await here.see("hand in for review")


@pytest.mark.parametrize("way", [[], ["j", "j"]])
async def test_at_80_columns_the_outline_tells_how_to_leave_delete_take_back_and_go_on(
    root: Path, way: list[str]
) -> None:
    async with desk(root, item=0) as here:
        await here.press("g", *way)
        await here.see("q Leave", "d Delete", "u Undo", "S Status")


async def test_a_number_out_of_sequence_is_the_same_hint_as_in_the_shell(root: Path) -> None:
    put(root, make_issue(IssueKey(2025, ISSUE, 3), "第三期的", status="draft"))
    library = LibraryEditor(str(root))
    [hint] = problems(
        library.load(IssueKey(2025, ISSUE, 3)).issue, head_before(library, IssueKey(2025, ISSUE, 3))
    )
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 3")
        await pilot.press("e")
        await shown(pilot, app, "draft · saved")
        await pilot.press("S", "p")
        await shown(pilot, app, "Look at this before it is published", f"· {hint.text}")
        await pilot.press("p")
        await shown(pilot, app, "published · changed")
        keep_quietly(app)


async def test_another_name_may_sign(root: Path) -> None:
    async with desk(root) as here:
        await here.press("S", "n")
        await here.see("Who signs?")
        await here.press("ctrl+u")
        await here.type("王校对")
        await here.press("enter")
        await here.see("sign with another name than 王校对", gone="Who signs?")
        await here.press("p")
        await here.see("published · changed")
        await here.press("ctrl+s")
        await here.see("Saved and published")
        assert [(step.what, step.who) for step in here.on_disk().workflow.steps] == [("签发", "王校对")]


async def test_what_is_emptied_after_the_check_is_not_published(root: Path) -> None:
    async with desk(root) as here:
        await here.press("S", "p")
        await here.see("published · changed")
        await here.press("a", "ctrl+s")
        await here.see("Not ready to be published", "【行业动态】第2条 is empty")
        await here.press("escape")
        await here.see("published · changed", gone="Not ready")
        assert here.on_disk().workflow.status == "draft"
        await here.press("ctrl+z", "escape", "S", "d")
        await here.see("draft · ", gone="published")
        assert here.issue.workflow.steps == ()


async def test_from_its_publication_on_every_change_is_a_correction(root: Path) -> None:
    async with desk(root) as here:
        await here.press("S", "p", "ctrl+s")
        await here.see("published · correction · saved", "from now on is a correction")
        await here.press("enter")
        await here.type("甲")
        await here.press("ctrl+s")
        await here.see("Readers will see 1 correction")
        await here.press("enter")
        await here.see("Saved: ")
        found = here.on_disk()
        assert [one.text for one in found.corrections] == ["标题“第一条”更正为“第一条甲”"]
        assert [step.what for step in found.workflow.steps] == ["签发", "更正"]
        await here.press("escape", "S", "d")
        await here.see("Take back a published issue?")
        await here.press("t", "ctrl+s")
        await here.see("draft · saved")
        await here.press("enter")
        await here.type("乙")
        await here.press("ctrl+s")
        await here.see("Saved: ")
        assert len(here.on_disk().corrections) == 1, "a draft is changed freely"


# number and form


async def test_the_form_says_why_the_number_is_fixed_and_a_key_changes_it(root: Path) -> None:
    state = NoState()
    state.set_place(KEY, ReadingPlace(2))
    app = editor_app(root)
    app.host.state = state
    new = IssueKey(2025, SUPPLEMENT, 7)
    put(root, make_issue(IssueKey(2025, ISSUE, 3), "已有", status="draft"))
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("j", "e")
        await shown(pilot, app, "these three name the file", "briefing-tui")
        await pilot.press("R")
        await shown(pilot, app, "Another number for 2025-01")
        await pilot.press("ctrl+u", *"2025-3", "enter")
        await shown(pilot, app, "already")  # one word: the path before it wraps anywhere
        await pilot.press("ctrl+u", *"2025-s7", "enter")
        await shown(pilot, app, "2025-01 is 2025-增7 now", gone="Another number")
        [note] = root.rglob(".*.editing-*")
        assert note.name.startswith(".2025-s7.")
        await pilot.press("u")
        await shown(pilot, app, "Nothing to take back")
        await pilot.press("j", "j", "enter", "x", "ctrl+s")
        await shown(pilot, app, "Saved: ")
        await pilot.press("escape", "q")
        await shown(pilot, app, "Library")
        assert state.place(new) == ReadingPlace(2)
    assert not (root / "2025" / "2025-01.toml").exists()
    assert LibraryEditor(str(root)).load(new).findings == ()
    assert not list(root.rglob("*.editing-*"))


async def test_undo_keeps_a_number_that_was_changed(root: Path) -> None:
    async with desk(root) as here:
        await here.press("d", "ctrl+s")
        await here.see("Saved: ")
        await here.press("R")
        await here.see("Another number")
        await here.press("ctrl+u", *"2026-2", "enter")
        await here.see("2026-02", gone="Another number")
        await here.press("u")
        await here.see("1. 第一条")
        assert here.issue.key == IssueKey(2026, ISSUE, 2)
        await here.press("R")
        await here.see("Save first")


async def test_the_number_of_an_issue_without_a_file_is_typed_in_the_form(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("n")
        text = await shown(pilot, app, "new, not saved yet")
        assert "these three" not in text
        await pilot.press("j", "R", "ctrl+u", "9", "ctrl+s")
        await shown(pilot, app, "Saved: ", "these three")
        keep_quietly(app)
    assert (root / str(YEAR) / f"{YEAR}-09.toml").exists()


@pytest.mark.parametrize(
    ("answer", "title", "items"),
    [("enter", "行业信息简报", ()), ("1", "月报", (Item("本月数据", "{{数据}}"),)), ("e", "", ())],
)
async def test_where_there_are_templates_n_asks_for_the_form(
    root: Path, answer: str, title: str, items: tuple[Item, ...]
) -> None:
    (root.parent / "templates").mkdir()
    (root.parent / "templates" / "monthly.toml").write_text(TEMPLATE, encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("enter")
        await shown(pilot, app, "100%")
        await pilot.press("ctrl+n")
        await shown(
            pilot, app, "The next issue", "in the form of the last issue", "template monthly", "empty"
        )
        await pilot.press("escape")
        await shown(pilot, app, "100%", gone="The next issue")
        await pilot.press("ctrl+n", answer)
        await shown(pilot, app, "new, not saved yet", f"{YEAR}-01")
        [screen] = [screen for screen in app.screen_stack if isinstance(screen, AuthoringScreen)]
        issue = screen.session.issue
        assert (issue.masthead.title, tuple(item for one in issue.sections for item in one.items)) == (
            title,
            items,
        )
        keep_quietly(app)


async def test_a_template_that_is_no_issue_is_told(root: Path) -> None:
    (root.parent / "templates").mkdir()
    (root.parent / "templates" / "\x1b[31mbad.toml").write_text("[masthead\n", encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("n")
        await shown(pilot, app, "template ␛[31mbad")
        await pilot.press("1")
        await shown(pilot, app, "bad.toml", gone="The next issue")
        assert app.host.editing is None


async def test_a_draft_that_others_published_meanwhile_is_changed_only_as_a_correction(root: Path) -> None:
    async with desk(root) as here:
        await here.press("enter")
        await here.type("甲")
        library = LibraryEditor(str(root))
        opened = library.open_for_editing(KEY)
        when = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock
        library.save(opened, advance(opened.issue, "published", "赵主任", when))
        await here.press("ctrl+s")
        await here.see("Not saved", "was published by somebody else", "as a correction")
        assert here.on_disk().sections[0].items[0].title == "第一条"
        await here.press("c")
        await here.see("Readers will see 1 correction")
        await here.press("enter")
        await here.see("published · correction · saved", "Saved, with 1 change by others")
        await here.press("o")
        found = here.on_disk()
        assert [one.text for one in found.corrections] == ["标题“第一条”更正为“第一条甲”"]
        assert [step.what for step in found.workflow.steps] == ["签发", "更正"]


async def test_a_place_in_an_issue_that_is_gone_breaks_nothing(root: Path) -> None:
    state, gone = NoState(), IssueKey(2024, ISSUE, 9)
    state.set_place(gone, ReadingPlace(4, 2, 1))
    state.mark_read(gone)
    state.toggle_bookmark(f"{gone}#4", "改了期号的一条", "2024-12-16T08:00:00")
    app = editor_app(root)
    app.host.state = state
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 1")
        await pilot.press("B")
        await shown(pilot, app, "Bookmarks", "改了期号的一条")
        await pilot.press("enter")
        await shown(pilot, app, "no issue 2024-09", gone="Bookmarks ")
        await pilot.press("enter")
        await shown(pilot, app, "第一条正文")


def test_two_who_publish_at_once_both_stand_in_the_record(root: Path) -> None:
    library = LibraryEditor(str(root))
    one, two = library.open_for_editing(KEY), library.open_for_editing(KEY)
    when = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock
    library.save(one, advance(one.issue, "published", "甲", when))
    library.save(two, advance(two.issue, "published", "乙", when))
    assert [step.who for step in library.load(KEY).issue.workflow.steps] == ["甲", "乙"]
    with pytest.raises(PublishedError, match="was published"):
        library.save(one, edits.set_field(one.issue, FIRST, "title", "改").issue)


def keep_quietly(app: BriefingApp) -> None:
    """Leave without saving."""
    app.host.authoring.keep_quietly()
