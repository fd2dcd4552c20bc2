"""What is typed into the form goes into the issue: once a change, whichever field it was typed into."""

from pathlib import Path

import pytest
from textual.events import Paste

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.form import PieceForm
from briefing_tui.tui.authoring.form_changes import FormChanges
from disks.libraries import make_issue, put
from screens.desks import KEY, Desk, desk


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "library", make_issue(KEY, "第一条", "第二条", status="draft"))
    return tmp_path / "library"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms that were asked what was typed, by the kind of their piece; one entry each time."""
    asked: list[str] = []
    take = FormChanges.take

    def counted(changes: FormChanges, form: PieceForm) -> None:
        asked.append(form.kind)
        take(changes, form)

    monkeypatch.setattr(FormChanges, "take", counted)
    return asked


def typed_body(here: Desk) -> str:
    return here.issue.sections[0].items[0].body


async def test_a_key_in_a_body_is_taken_once(root: Path, taken: list[str]) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "body")
        taken.clear()
        for count, char in enumerate("甲乙丙", 1):
            await here.type(char)
            assert taken == [edits.ITEM] * count
        assert typed_body(here) == "甲乙丙第一条正文。"
        await here.press("backspace")
        await here.press("ctrl+z")
        assert len(taken) == 5
        assert typed_body(here) == "甲乙丙第一条正文。"
        assert here.screen.focused is not None
        here.screen.focused.post_message(Paste("丁\n戊"))
        await here.pilot.pause()
        assert len(taken) == 6
        assert typed_body(here) == "甲乙丙丁\n戊第一条正文。"


async def test_a_key_in_a_field_of_one_line_is_taken_once(root: Path, taken: list[str]) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "title")
        taken.clear()
        await here.type("甲")
        assert taken == [edits.ITEM]
        assert here.titles()[0] == "第一条甲"


async def test_a_choice_is_taken_once(root: Path, taken: list[str]) -> None:
    async with desk(root, item=0) as here:
        here.screen.session.select(Selection(edits.SECTION, 0))
        here.screen.show_again()
        await here.screen.enter(keys.FORM, "numbered")
        taken.clear()
        await here.press("right")
        assert taken == [edits.SECTION]
        assert not here.issue.sections[0].numbered


async def test_what_is_replaced_is_taken_once_and_takes_the_notice_away(root: Path, taken: list[str]) -> None:
    async with desk(root) as here:
        await here.screen.enter(keys.FORM, "body")
        await here.press("ctrl+f")
        await here.type("正文")
        await here.press("tab")
        await here.type("改文")
        here.screen.say("a notice")
        taken.clear()
        await here.press("enter")
        assert taken == [edits.ITEM]
        assert typed_body(here) == "第一条改文。"
        await here.see("改文", gone="a notice")
