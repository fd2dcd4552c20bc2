"""Import, delete, bring back and check from the library screen; none of those that write in a session that only reads."""

import os
from pathlib import Path

import pytest
from textual import events

from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.dialogues.ask_file import completed
from briefing_tui.tui.dialogues.findings import FindingsScreen
from disks.libraries import make_app, make_issue, put, shown, typed
from screens.desks import USUAL, desk, editor_app

FIRST, SECOND, FOURTH = (IssueKey(2025, ISSUE, number) for number in (1, 2, 4))
TEXT = """示例省信用担保集团公司
行业信息简报
2025年第3期
业务管理部  2025年3月16日

【行业动态】
1.再担保与银行直连系统上线。系统今日上线，首日办理业务12笔。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    for key in (FIRST, SECOND):
        put(library, make_issue(key, "第一条"))
    return library


def keys_of(root: Path) -> list[str]:
    return sorted(str(key) for key in LibraryReader(str(root)).keys())  # noqa: SIM118 - no mapping


async def test_a_file_is_completed_recognised_looked_at_and_taken_in(root: Path, tmp_path: Path) -> None:
    (tmp_path / "来稿第三期.txt").write_text(TEXT, encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("I")
        await shown(pilot, app, "Import a bulletin")
        await pilot.press("ctrl+u")
        await typed(pilot, app, f"{tmp_path}/来")
        await pilot.press("tab")
        await shown(pilot, app, "来稿第三期.txt")
        await pilot.press("enter")
        await shown(pilot, app, "来稿第三期.txt → 2025-03", "行业信息简报", "再担保与银行直连系统上线")
        assert keys_of(root) == ["2025-01", "2025-02"], "nothing is written before it was looked at"
        await pilot.press("d")
        await shown(pilot, app, "2025-03 is in the library", "No. 3")
        assert app.screen.address().key.number == 3  # type: ignore[attr-defined]
    assert LibraryReader(str(root)).load(IssueKey(2025, ISSUE, 3)).issue.workflow.status == "draft"


async def test_a_text_that_does_not_say_which_issue_it_is_is_asked_about(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT.replace("2025年第3期\n", "").replace("2025年3月16日", ""), encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("I", "ctrl+u")
        await typed(pilot, app, str(path))
        await pilot.press("enter")
        await shown(pilot, app, "Which issue is it?")
        await pilot.press(*"2025-7", "enter")
        await shown(pilot, app, "text.txt → 2025-07")
        await pilot.press("escape")
        await shown(pilot, app, "No. 2", gone="→")
    assert keys_of(root) == ["2025-01", "2025-02"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 50, None])
async def test_what_is_no_bulletin_is_told_in_a_line(
    root: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "odd.txt"
    if content is None:
        os.mkfifo(path)
    else:
        path.write_bytes(content)
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("I", "ctrl+u")
        await typed(pilot, app, str(path))
        await pilot.press("enter")
        await shown(pilot, app, "there is no such file" if content is None else "odd.txt")
    assert keys_of(root) == ["2025-01", "2025-02"]


async def test_an_issue_that_is_there_is_not_replaced(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT.replace("第3期", "第2期"), encoding="utf-8")
    before = (root / "2025" / "2025-02.toml").read_bytes()
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("I", "ctrl+u")
        await typed(pilot, app, str(path))
        await pilot.press("enter")
        await shown(pilot, app, "→ 2025-02")
        await pilot.press("p")
        await shown(pilot, app, "already")
    assert (root / "2025" / "2025-02.toml").read_bytes() == before


async def test_an_issue_is_deleted_after_a_question_and_brought_back(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("D")
        await shown(pilot, app, "Delete 2025-02?")
        await pilot.press("enter")
        await shown(pilot, app, "No. 2", gone="Delete 2025-02?")
        assert keys_of(root) == ["2025-01", "2025-02"], "Enter by habit deletes nothing"
        await pilot.press("D", "d")
        await shown(pilot, app, "2025-02 is in the trash", gone="No. 2")
        assert keys_of(root) == ["2025-01"]
        await pilot.press("T")
        await shown(pilot, app, "Bring back", "2025-02, deleted ")
        await pilot.press("enter")
        await shown(pilot, app, "2025-02 is back in the library", "No. 2")
        await pilot.press("T")
        await shown(pilot, app, "the trash is empty")
    assert keys_of(root) == ["2025-01", "2025-02"]


async def test_an_issue_that_somebody_edits_is_not_deleted(root: Path) -> None:
    (root / "2025" / ".2025-02.editing-li@elsewhere-77").write_text(
        '{"user": "李四", "host": "elsewhere", "pid": 77, "start": "", "boot": "", "machine": "", '
        '"namespace": "", "since": "2025-01-03T14:02:00"}',
        encoding="utf-8",
    )
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("D", "d")
        await shown(pilot, app, "李四@elsewhere has been editing")
    assert keys_of(root) == ["2025-01", "2025-02"]


async def test_the_check_lists_what_is_wrong_and_goes_there(root: Path) -> None:
    put(root, make_issue(FOURTH, "第一条"))
    (root / "2025" / "2025-01.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 4")
        await pilot.press("C")
        await shown(pilot, app, "Check of the library: 2 found", "2025-01.toml", "2025-03 is missing")
        await pilot.press("enter")
        await shown(pilot, app, "No. 4", gone="Check of the library")
        assert app.screen.address() is None or app.screen.address().key == FIRST  # type: ignore[attr-defined]


async def test_a_library_in_order_says_so(root: Path) -> None:
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("C")
        await shown(pilot, app, "nothing found")
        await pilot.press("enter")
        assert isinstance(app.screen, FindingsScreen)
        await pilot.press("escape")
        await shown(pilot, app, "No. 2", gone="nothing found")


async def test_a_session_that_only_reads_has_only_the_check(root: Path) -> None:
    app = make_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        before = app.screen
        for key in ("I", "D", "delete", "T"):
            await pilot.press(key)
            assert app.screen is before
        await pilot.press("?")
        text = await shown(pilot, app, "Keys")
        assert "Import" not in text
        assert "trash" not in text
        await pilot.press("escape", ":", *"import")
        text = await shown(pilot, app, "Commands")
        assert "Import" not in text
        await pilot.press("escape", "escape", "C")
        await shown(pilot, app, "nothing found")
    assert keys_of(root) == ["2025-01", "2025-02"]


@pytest.mark.parametrize("command", ["import", "delete issue", "bring back", "check"])
async def test_the_palette_has_them(root: Path, command: str) -> None:
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press(":", *command, "enter")
        await shown(
            pilot,
            app,
            {
                "import": "Import a bulletin",
                "delete issue": "Delete 2025-02?",
                "bring back": "the trash is empty",
                "check": "nothing found",
            }[command],
        )


def test_names_are_completed_as_far_as_they_agree(tmp_path: Path) -> None:
    for name in ("第1期.txt", "第2期.txt", ".hidden"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert completed(f"{tmp_path}/第") == (f"{tmp_path}/第", ["第1期.txt", "第2期.txt"])
    assert completed(f"{tmp_path}/第1") == (f"{tmp_path}/第1期.txt", ["第1期.txt"])
    assert completed(f"{tmp_path}/fo") == (f"{tmp_path}/folder/", ["folder/"])
    assert completed(f"{tmp_path}/.h")[0] == f"{tmp_path}/.hidden"
    assert completed(f"{tmp_path}/nothing/here") == (f"{tmp_path}/nothing/here", ())
    assert completed(f"{tmp_path}/\0") == (f"{tmp_path}/\0", ())


# in the authoring screen


@pytest.fixture
def one(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(FIRST, "第一条", status="draft"))
    return tmp_path / "library"


async def test_all_issues_are_searched_from_the_outline_and_the_text_stays(one: Path) -> None:
    async with desk(one) as here:
        await here.press("enter")
        await here.type("甲")
        await here.press("escape", "s")
        await here.see("Search")
        await here.type("第一条")
        await here.press("escape", "escape")
        await here.see("第一条甲", "changed")
        assert isinstance(here.app.screen, AuthoringScreen)


async def test_the_palette_searches_and_replaces_from_every_pane(one: Path) -> None:
    async with desk(one) as here:
        for way in ([], ["enter"], ["v"]):
            await here.press(*way, "ctrl+p")
            await here.type("find and replace")
            await here.press("enter")
            await here.see("Replace")
            await here.press("escape", "escape", "escape")
        await here.press("ctrl+p")
        await here.type("search")
        await here.press("enter")
        await here.see("Search all issues")
        await here.press("escape", "escape")


async def test_replacing_where_there_is_no_text_says_so(one: Path) -> None:
    async with desk(one, item=0) as here:
        await here.press("g", "ctrl+f")
        await here.see("This piece has no text to search")


async def test_the_check_of_an_issue_goes_to_the_piece(one: Path) -> None:
    put(one, make_issue(FIRST, "第一条", "", status="draft"))
    async with desk(one) as here:
        await here.press("C")
        await here.see("Check of 2025-01", "has no title")
        await here.press("enter")
        await here.see("#2/2", gone="Check of")


async def test_an_issue_found_from_the_outline_is_read_and_not_edited_beside_the_other(one: Path) -> None:
    put(one, make_issue(SECOND, "另一期的一条"))
    app = editor_app(one)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("j", "e")
        await shown(pilot, app, "draft · saved")
        await pilot.press("g", "j", "j", "enter", "x", "escape", "s")
        await shown(pilot, app, "Search")
        for char in "另一期":
            app.post_message(events.Key("unknown", char))
        await shown(pilot, app, "另一期的一条", "2025-02")
        await pilot.press("enter")
        await shown(pilot, app, "100%")
        await pilot.press("e")
        await shown(pilot, app, "2025-01 is being edited")
        for _turn in range(8):  # marks, page, field, search: one after the other
            if not isinstance(app.screen, AuthoringScreen):
                await pilot.press("escape")
                await pilot.pause(0.05)
        await shown(pilot, app, "第一条x", "changed")
        assert isinstance(app.screen, AuthoringScreen)
        app.host.authoring.keep_quietly()


HOSTILE = "\x1b]52;c;aGk=\x07\u202e[/][@click=app.leave]x[/]"


async def test_hostile_names_and_findings_are_shown_as_they_are(root: Path, tmp_path: Path) -> None:
    (tmp_path / f"a{HOSTILE.replace('/', '')}1").write_text("", encoding="utf-8")
    (tmp_path / f"a{HOSTILE.replace('/', '')}2").write_text("", encoding="utf-8")
    (tmp_path / "a[@click=app.leave]x[]3").write_text("", encoding="utf-8")
    (root / "2025" / f"{HOSTILE.replace('/', '')}.toml").write_text("", encoding="utf-8")
    app = editor_app(root)
    async with app.run_test(size=USUAL) as pilot:
        await shown(pilot, app, "No. 2")
        await pilot.press("C")
        text = await shown(pilot, app, "Check of the library", "[@click=app.leave]")
        assert "\x1b" not in text
        await pilot.press("enter")
        await shown(pilot, app, "No. 2", gone="Check of the library")
        await pilot.press("I", "ctrl+u")
        await typed(pilot, app, f"{tmp_path}/a")
        await pilot.press("tab")
        text = await shown(pilot, app, "[@click=app.leave]x[]3")
        assert "\x1b" not in text
        assert app.is_running
