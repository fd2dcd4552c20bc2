"""A clean-up of a body hands the source it found to its field."""

from pathlib import Path

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.tui.authoring.body.tidy import TidyScreen
from screens.desks import KEY, desk

BODY = "第一段,很好。\n分享到：微信 微博\n（来源：示例日报）"


def library(tmp_path: Path, source: str) -> Path:
    items = (Item("第一条", BODY, source=source),)
    head = Masthead(title="示例简报", year=KEY.year, number=KEY.number)
    root = tmp_path / "library"
    root.mkdir()
    LibraryEditor(str(root)).create(Issue(head, sections=(Section("行业动态", items=items),)))
    return root


async def tidied(root: Path) -> Item:
    """The item after the clean-up of its body and a save."""
    async with desk(root) as here:
        await here.press("enter", "tab", "tab", "ctrl+r")
        await here.see("Tidy up", "−", "+")
        assert isinstance(here.app.screen, TidyScreen)
        await here.press("enter")
        await here.see("示例日报", gone="Tidy up")
        await here.press("ctrl+s")
        await here.see("Saved: ")
        return here.on_disk().sections[0].items[0]


async def test_the_source_goes_to_its_field(tmp_path: Path) -> None:
    item = await tidied(library(tmp_path, ""))
    assert (item.body, item.source) == ("第一段，很好。", "示例日报")


async def test_a_source_that_is_filled_in_stays_and_so_does_the_line(tmp_path: Path) -> None:
    item = await tidied(library(tmp_path, "示例晚报"))
    assert (item.body, item.source) == ("第一段，很好。\n（来源：示例日报）", "示例晚报")
