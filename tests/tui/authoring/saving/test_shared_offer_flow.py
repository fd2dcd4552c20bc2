"""Two versions that sync left are brought together on the screen; put off or undone, both stay."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.sync.settling import both_of, waiting
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.tui.authoring.saving.shared_offer import SharedOffer
from briefing_tui.tui.authoring.saving.steps import Ask, BothTexts, Say, Steps
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.asking import Question
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, bare, office, reworded

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Desk(NamedTuple):
    one: Office
    other: Office
    session: EditingSession
    offer: SharedOffer

    def bodies(self) -> list[str]:
        return [item.body for item in self.session.issue.sections[0].items]

    def save(self) -> None:
        job = self.session.save_job()
        self.session.finish(job, job.run())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    place = bare(tmp_path / "place.git")
    one = office(tmp_path / "one", place, "王")
    put(one.root, make_issue(KEY, "第一条", "第二条", status="draft"))
    one.sync()
    other = office(tmp_path / "other", place, "李")
    other.sync()
    one.edit(reworded(2, "王改的。"))
    one.edit(added("王加的"))
    one.sync()
    other.edit(reworded(2, "李改的。"))
    other.sync()
    return begin(one, other)


def begin(one: Office, other: Office) -> Desk:
    library = LibraryEditor(str(other.root))
    opened = library.open_for_editing(KEY)
    both = both_of(library.root, KEY)
    assert both is not None
    session = EditingSession(library, opened.issue, opened=opened)
    return Desk(one, other, session, SharedOffer(session, opened, both))


def only_ask(steps: Steps) -> Ask:
    [ask] = steps
    assert isinstance(ask, Ask)
    return ask


def test_both_are_shown_and_brought_together(desk: Desk) -> None:
    ask = only_ask(desk.offer.begin())
    assert isinstance(ask.question, Question)
    assert ask.question.heading == "2024-14 was changed on another machine, too"
    assert any("王加的" in line.text for line in ask.question.said)
    texts = only_ask(desk.offer.answered(ask, "together"))
    assert isinstance(texts.question, BothTexts)
    assert (texts.question.conflict.mine, texts.question.conflict.theirs) == ("李改的。", "王改的。")
    desk.offer.answered(texts, "theirs")
    assert desk.bodies() == ["第一条正文。", "王改的。", "正文。"]
    assert waiting(str(desk.other.root))
    desk.save()
    assert not waiting(str(desk.other.root))
    assert not desk.other.sync().waiting
    desk.one.sync()
    assert desk.one.issue() == desk.other.issue()


def test_mine_alone_is_brought_together_too(desk: Desk) -> None:
    texts = only_ask(desk.offer.answered(only_ask(desk.offer.begin()), "together"))
    desk.offer.answered(texts, "mine")
    desk.save()
    assert not desk.other.sync().waiting
    desk.one.sync()
    assert [item.body for item in desk.one.issue().sections[0].items] == [
        "第一条正文。",
        "李改的。",
        "正文。",
    ]


def test_put_off_both_stay(desk: Desk) -> None:
    [said] = desk.offer.answered(only_ask(desk.offer.begin()), "later")
    assert said == Say("Both versions stay; you are asked again the next time.")
    session = desk.session
    session.apply(edits.set_field(session.issue, Selection(edits.ITEM, 0, 0), "body", "别处。"), "typed")
    desk.save()
    assert [one.name for one in desk.other.sync().waiting] == ["2024/2024-14.toml"]
    assert desk.other.issue().sections[0].items[1].body == "李改的。"


def test_going_back_in_the_middle_leaves_all_as_it_was(desk: Desk) -> None:
    texts = only_ask(desk.offer.answered(only_ask(desk.offer.begin()), "together"))
    assert isinstance(desk.offer.answered(texts, "")[0], Say)
    assert not desk.session.changed
    assert desk.other.sync().waiting


def test_undone_before_the_save_it_waits_still(desk: Desk) -> None:
    texts = only_ask(desk.offer.answered(only_ask(desk.offer.begin()), "together"))
    desk.offer.answered(texts, "theirs")
    desk.session.undo()
    session = desk.session
    session.apply(edits.set_field(session.issue, Selection(edits.ITEM, 0, 0), "body", "别处。"), "typed")
    desk.save()
    assert waiting(str(desk.other.root))
    assert desk.other.sync().waiting


def test_what_became_mine_everywhere_needs_no_save(desk: Desk) -> None:
    desk.other.edit(added("王加的"))
    desk.other.sync()
    again = begin(desk.one, desk.other)
    texts = only_ask(again.offer.answered(only_ask(again.offer.begin()), "together"))
    assert again.offer.answered(texts, "mine") == (
        Say("It stays as it is here; the next sync tells the others."),
    )
    assert not again.other.sync().waiting
    again.one.sync()
    assert again.one.issue() == again.other.issue()
