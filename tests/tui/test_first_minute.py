"""With no library: the three ways on, what they lead to, and who is not offered them."""

from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.reader import LibraryReader
from briefing_tui.personal.drafts import Drafts
from briefing_tui.personal.reader_state import ReaderState
from briefing_tui.tui.app import BriefingApp
from briefing_tui.tui.dialogues.menu import Menu
from briefing_tui.tui.options import Writing
from disks.libraries import make_app, shown, typed
from disks.places import SAMPLES
from screens.terminal import PYTHON, Terminal

TEXT = """行业信息简报
2031年第7期
示例省信用担保集团公司　2031年7月16日

【行业动态】
1. 示例县下乡服务。示例县担保公司组织人员下乡，为三农客户办理业务三十笔。
2. 示例市上线系统。示例市担保公司的系统上线，办理时间由五天缩短为一天。
以下无正文
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "library"


def welcome(root: Path, tmp_path: Path, *, writes: bool = True) -> BriefingApp:
    writing = Writing(lambda: LibraryEditor(str(root)), lambda: Drafts(str(tmp_path / "state")))
    state = ReaderState.load(str(tmp_path / "state"), str(root))
    return make_app(root, state, writing=writing if writes else None, welcome=True, samples=str(SAMPLES))


async def test_it_offers_three_ways_and_goes_on_escape(root: Path, tmp_path: Path) -> None:
    app = welcome(root, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Read the samples", "Import a bulletin from a text file", "Begin an issue")
        assert isinstance(app.screen, Menu)
        await pilot.press("escape")
        await shown(pilot, app, "There is no library yet", "n begins an issue", gone="Read the samples")
    assert not root.exists()


async def test_the_samples_are_read_and_nothing_of_them_is_kept_or_changed(
    root: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in SAMPLES.rglob("*.toml")}
    app = welcome(root, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Read the samples")
        await pilot.press("enter")
        await shown(pilot, app, "No. 14", "6 issues", gone="Read the samples")
        assert type(app.screen).__name__ == "LibraryScreen"
        assert not app.host.writable
        await pilot.press("n", "e", "enter")
        await shown(pilot, app, "beginning")
        assert type(app.screen).__name__ == "ReadingScreen"
        await pilot.press("b", "q", "s", *"担保")
        await shown(pilot, app, "titles first")
        await pilot.press("ctrl+q")
    assert {path: path.read_bytes() for path in SAMPLES.rglob("*.toml")} == before
    assert not root.exists()
    state = ReaderState.load(str(tmp_path / "state"), str(root))
    assert not state.bookmarks()
    assert not state.searches()


async def test_a_bulletin_is_imported_and_shown(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a longer name could part the message
    file = tmp_path / "old.txt"
    file.write_text(TEXT, encoding="gb18030")
    app = welcome(root, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Import a bulletin")
        await pilot.press("j", "enter")
        await shown(pilot, app, "Which file?")
        await pilot.press("ctrl+u")
        await typed(pilot, app, "none.txt")
        await pilot.press("enter")
        await shown(pilot, app, "none.txt: no such file")
        await pilot.press("ctrl+u")
        await typed(pilot, app, str(file))
        await pilot.press("enter")
        await shown(pilot, app, "2031年第7期", "示例县下乡服务")
        await pilot.press("q")
        await shown(pilot, app, "1 issue", "No. 7")
    assert [str(key) for key in LibraryReader(str(root)).keys()] == ["2031-07"]  # noqa: SIM118 - no mapping


async def test_what_cannot_be_imported_says_why_and_the_welcome_can_be_had_again(
    root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(b"%PDF-1.7 no text")
    app = welcome(root, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Import a bulletin")
        await pilot.press("j", "enter")
        await shown(pilot, app, "Which file?")
        await pilot.press("ctrl+u")
        await typed(pilot, app, str(file))
        await pilot.press("enter")
        await shown(pilot, app, "odd.txt: ", "PDF")
    assert not root.exists()


async def test_an_issue_is_begun(root: Path, tmp_path: Path) -> None:
    app = welcome(root, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "Begin an issue")
        await pilot.press("j", "j", "enter")
        await shown(pilot, app, "new, not saved yet", gone="Read the samples")
        assert app.host.editing is not None


async def test_who_may_not_write_is_offered_the_samples_alone(root: Path, tmp_path: Path) -> None:
    app = welcome(root, tmp_path, writes=False)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, app, "Read the samples")
        assert "Import a bulletin" not in text
        assert "Begin an issue" not in text


def test_the_program_alone_welcomes_and_demo_shows_the_samples(root: Path) -> None:
    line = [PYTHON, "-m", "briefing_tui.cli.main", "--library", str(root)]
    with Terminal(line) as terminal:
        terminal.expect("Read the samples")
        terminal.send("\r")
        terminal.expect("No. 14")
        terminal.send("q")
        assert terminal.exit_code() == 0
    samples = [PYTHON, "-m", "briefing_tui.cli.main", "--library", str(SAMPLES), "open", "第14期#2"]
    with Terminal(samples) as terminal:
        terminal.expect("第14期#2 is taken as 2024-14")
        terminal.send("Q")
        assert terminal.exit_code() == 0
    with Terminal([*line, "demo"]) as terminal:
        terminal.expect("No. 14")
        terminal.send("q")
        assert terminal.exit_code() == 0
    assert not root.exists()
