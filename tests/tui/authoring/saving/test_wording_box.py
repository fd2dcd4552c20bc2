"""The box with the corrections: read, reworded, published or gone back from, with keys alone."""

from pathlib import Path

import pytest

from briefing_tui.tui.authoring.saving.wording_box import WordingScreen
from disks.libraries import make_issue, put
from screens.desks import KEY, Desk, desk


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return tmp_path / "library"


async def correct(here: Desk, *, twice: bool = False) -> None:
    """Publish, change titles, ask for the save."""
    await here.press("S", "p", "ctrl+s")
    await here.see("published · correction · saved")
    await here.press("enter")
    await here.type("甲")
    if twice:
        await here.press("escape", "j", "enter")
        await here.type("乙")
    await here.press("ctrl+s")
    await here.see("Readers will see")


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (140, 45)])
async def test_a_correction_is_reworded_and_published(root: Path, size: tuple[int, int]) -> None:
    async with desk(root, size) as here:
        await correct(here)
        await here.see("】第1条：", "标题“第一条”更正为“第一条甲”")
        await here.press("ctrl+u")
        await here.type("补上“甲”字")
        await here.press("enter")
        await here.see("correction · saved", gone="Readers will see")
        assert [one.text for one in here.on_disk().corrections] == ["补上“甲”字"]
        await here.press("ctrl+t", "G")
        await here.see("补上“甲”字")


async def test_escape_goes_back_and_keeps_what_was_typed(root: Path) -> None:
    async with desk(root) as here:
        await correct(here)
        await here.press("ctrl+u")
        await here.type("另一句")
        await here.press("escape")
        await here.see("readers still see the issue as it was", gone="Readers will see")
        assert not here.on_disk().corrections
        assert here.titles()[0] == "第一条甲"
        await here.press("ctrl+s")
        await here.see("Readers will see", "另一句")
        await here.press("enter")
        await here.see("correction · saved")
        assert [one.text for one in here.on_disk().corrections] == ["另一句"]


async def test_an_empty_sentence_is_left_out_and_one_must_stand(root: Path) -> None:
    async with desk(root) as here:
        await correct(here, twice=True)
        await here.see("see 2 corrections")
        await here.press("ctrl+u", "tab", "ctrl+u", "enter")
        await here.see("One sentence at least must stand")
        assert isinstance(here.app.screen, WordingScreen)
        await here.type("只留一句")
        await here.press("enter")
        await here.see("correction · saved")
        assert [(one.item, one.text) for one in here.on_disk().corrections] == [(2, "只留一句")]


async def test_many_long_corrections_are_all_reached(tmp_path: Path) -> None:
    put(tmp_path / "library", make_issue(KEY, *(f"第{at}条" for at in range(12)), status="draft"))
    async with desk(tmp_path / "library", (80, 24)) as here:
        await here.press("S", "p", "ctrl+s")
        await here.see("published · correction · saved")
        for _item in range(12):
            await here.press("enter")
            await here.type("很长的标题" * 8)
            await here.press("escape", "j")
        await here.press("ctrl+s")
        await here.see("see 12 corrections", "Enter publishes")
        await here.press(*["tab"] * 11)
        text = await here.see("第12条：", "Enter publishes")
        assert "第1条：" not in text
        await here.press("enter")
        await here.see("correction · saved")
        assert len(here.on_disk().corrections) == 12


async def test_a_hostile_title_is_shown_and_stored_harmless(tmp_path: Path) -> None:
    put(tmp_path / "library", make_issue(KEY, "第一条", status="draft"))
    async with desk(tmp_path / "library") as here:
        await here.press("S", "p", "ctrl+s")
        await here.see("published · correction · saved")
        await here.press("enter", "ctrl+u")
        await here.type("[/][@click=app.leave]离开[/]👩‍👩‍👧‍👦é")
        await here.press("ctrl+s")
        await here.see("Readers will see", "[@click=app.leave]离开[/]")
        await here.type("\x1b\u202e尾")
        await here.press("enter")
        await here.see("correction · saved", gone="Readers will see")
        [one] = here.on_disk().corrections
        assert "\x1b" not in one.text
        assert "[/][@click=app.leave]离开[/]" in one.text
