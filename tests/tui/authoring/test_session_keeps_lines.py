"""What belongs to a piece stays with it through a whole session: edits, undo, drafts, other people's saves (promise K1)."""

import datetime as dt
import json
import random
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.saving.merge import MINE, ConflictError, merge
from briefing_tui.library.saving.revision import MissingError
from briefing_tui.model import edits, moves
from briefing_tui.model.edits import Edited, Selection
from briefing_tui.model.issue import Issue, Item, Preface, Section
from briefing_tui.model.key import make_key
from briefing_tui.personal.drafts import Drafts
from briefing_tui.tui.authoring.saving.draft_offer import meet
from briefing_tui.tui.authoring.session import EditingSession
from rounds import rounds
from texts.marked_pieces import MARK, SEEDS, check_marks, marked_texts, marks_of

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = dt.datetime(2025, 2, 3, 14, 2)  # noqa: DTZ001 - people read their own clock
FIELDS: dict[str, dict[str, list[object]]] = {
    edits.ITEM: {
        "title": ["", "全新的一题", "同题"],
        "body": ["", "完全不同的一件事。", "一\n二\n三"],
        "group": ["", "甲组", "乙组"],
        "source": ["示例报", ""],
        "units": [(), ("一部",)],
    },
    edits.GROUP: {"group": ["", "甲组", "丙组"]},
    edits.SECTION: {"numbered": [True, False], "continued": [True, False]},
    edits.DISTRIBUTION: {"role": ["报", "送"], "recipients": [(), ("同人", "旁人")]},
    edits.PREFACE: {"body": ["", "新文"]},
    edits.MASTHEAD: {"department": ["", "办公室"]},
    edits.CORRECTION: {"item": [1, 2]},
    edits.END: {"copies": [None, 16]},
}


class Writer:
    """Somebody who does things at random in an issue on disk."""

    def __init__(self, folder: str, text: str, rng: random.Random) -> None:
        self.library = LibraryEditor(f"{folder}/library")
        self.key = make_key(2024, 5)
        self.path = Path(self.library.path(self.key))
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(text.encode())
        self.state = f"{folder}/state"
        self.text = text
        self.rng = rng
        self.session = self.begin()

    def begin(self) -> EditingSession:
        self.drafts = Drafts(self.state)
        opened = self.library.open_for_editing(self.key)
        return EditingSession(
            self.library, opened.issue, opened=opened, drafts=self.drafts, who="张三", now=lambda: WHEN
        )

    def marks(self) -> set[str]:
        """Of the pieces in hand."""
        return set(MARK.findall(repr(self.session.issue)))

    def edit(self, *, copies: bool = True) -> None:
        """One thing done to a piece."""
        issue = self.session.issue
        selection = self.rng.choice(edits.selections(issue))
        kinds = [edits.ITEM, edits.SECTION, edits.DISTRIBUTION]
        acts: list[Callable[[], Edited]] = [
            lambda: moves.move(issue, selection, self.rng.choice([moves.UP, moves.DOWN])),
            lambda: (
                moves.move_to(issue, selection, self.rng.randrange(len(issue.sections)))
                if issue.sections
                else Edited(issue, selection)
            ),
            lambda: edits.insert(issue, selection, self.rng.choice(kinds)),
            lambda: edits.remove(issue, selection),
            lambda: self.changed(issue, selection),
            lambda: self.changed(issue, selection),
        ]
        if copies:
            acts.append(lambda: unmarked(edits.duplicate(issue, selection), selection))
        self.session.apply(self.rng.choice(acts)(), "edit")

    def changed(self, issue: Issue, selection: Selection) -> Edited:
        name, values = self.rng.choice(list(FIELDS[selection.kind].items()))
        return edits.set_field(issue, selection, name, self.rng.choice(values))

    def save(self) -> None:
        while self.session.changed:
            job = self.session.save_job()
            try:
                self.session.finish(job, job.run())
            except ConflictError as error:
                settled = merge(error.base, error.mine, error.theirs, MINE).issue
                self.session.rebase(error.on_disk, settled, job)
            except MissingError:
                self.session.forget_file()
        if self.path.exists():
            check_marks(self.path.read_bytes().decode(), self.text)

    def others_save(self) -> None:
        """Somebody else moves, changes and removes what this session may have in hand.

        Without copies: which of two pieces that say the same is which, nobody could tell by their text.
        """
        if not self.path.exists():
            return
        mine, self.session = self.session, self.begin()
        for _edit in range(self.rng.randint(1, 3)):
            self.edit(copies=False)
        self.save()
        self.session = mine

    def die(self) -> None:
        """The session ends without saving, and the next one takes its draft up.

        Not with a piece that an undo brought back after it was saved away: a draft does not carry its lines.
        """
        if not self.path.exists() or not self.marks() <= set(marks_of(self.path.read_bytes().decode())):
            return
        self.drafts._me = this_process()._replace(pid=2**22 + 1, start="1")
        self.session.keep_draft()
        self.session = self.begin()
        self.take_up()

    def take_up(self) -> None:
        """The draft that an earlier session left, if it left one."""
        draft = self.drafts.find(self.library.root, self.key)
        if draft is None:
            return
        met = meet(draft, self.session.opened)
        assert self.session.opened is not None
        assert met.begun is not None
        on_disk = self.session.opened.issue
        issue = merge(met.begun.issue, met.mine, on_disk, MINE).issue if met.conflicts else met.issue
        self.session.take_draft(draft, issue, met.begun)

    def rename(self) -> None:
        """Another number, as the screen gives it: when all is saved."""
        self.save()
        if self.path.exists():
            new = make_key(2024, self.rng.randint(6, 2000))
            if new != self.key and not Path(self.library.path(new)).exists():
                self.library.rename(self.key, new)
                self.session.renamed(self.library.open_for_editing(new))
                self.key, self.path = new, Path(self.library.path(new))

    def delete(self) -> None:
        """The file goes, behind the session's back."""
        self.path.unlink(missing_ok=True)

    def act(self) -> None:
        acts = [self.edit] * 8 + [self.save] * 3
        acts += [self.session.undo, self.session.redo, self.others_save, self.die, self.rename, self.delete]  # type: ignore[list-item]  # what they give is not asked
        self.rng.choice(acts)()


def unmarked(edited: Edited, before: Selection) -> Edited:
    """A copy is a piece of its own: take the mark out of its field."""
    issue, selection = edited
    if selection == before:
        return edited
    if selection.kind == edits.ITEM:
        return edits.set_field(issue, selection, "url", "")
    if selection.kind == edits.DISTRIBUTION:
        return edits.set_field(issue, selection, "channel", "")
    for at in range(len(issue.sections[selection.section].items)):
        issue = edits.set_field(issue, Selection(edits.ITEM, selection.section, at), "url", "").issue
    return edits.set_field(issue, selection, "title", "栏")


@given(marked_texts(), SEEDS)
@pytest.mark.long
@settings(max_examples=rounds(60, 1500))
def test_a_session_never_gives_a_piece_what_belongs_to_another(text: str, seed: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(folder, text, rng)
        for _act in range(rng.randint(1, 25)):
            writer.act()
        writer.save()


OWN = """# 本期由李编辑起草
format = 1

[masthead]
title = "工作简报"
year = 2024
number = 5
slogan = "务实"

[[section]]
title = "要闻"
numbered = true

[[section.item]]
titel = "错字"
title = "甲项目验收"
author = "李编辑"
body = "专家组一致通过。"

[[section.item]]
title = "乙项目启动"
body = "启动会在三楼召开。"

[end]
mark = "以下无正文"
"""


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(str(tmp_path), OWN, random.Random(1))


def authors(writer: Writer) -> list[tuple[str, str]]:
    items = tomllib.loads(writer.path.read_text(encoding="utf-8"))["section"][0]["item"]
    return [(one.get("title", ""), one.get("author", "")) for one in items]


FIRST = Selection(edits.ITEM, 0, 0)


def test_an_item_moved_down_and_written_anew_keeps_its_keys(writer: Writer) -> None:
    rewrite_first(writer.session)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("完全另一题", "李编辑")]


def test_an_item_added_in_the_place_of_a_deleted_one_has_nothing_of_it(writer: Writer) -> None:
    session = writer.session
    session.apply(edits.remove(session.issue, FIRST), "deleted")
    session.apply(edits.insert(session.issue, Selection(edits.SECTION, 0), edits.ITEM), "added")
    session.apply(moves.move(session.issue, session.selection, moves.UP), "moved")
    session.apply(edits.set_field(session.issue, session.selection, "title", "甲项目验收"), "typing")
    writer.save()
    assert authors(writer) == [("甲项目验收", ""), ("乙项目启动", "")]
    while session.undo():
        pass
    writer.save()
    assert writer.path.read_text(encoding="utf-8") == OWN


def test_a_file_made_again_has_what_the_old_one_held(writer: Writer) -> None:
    session = writer.session
    session.apply(moves.move(session.issue, FIRST, moves.DOWN), "moved")
    writer.delete()
    writer.save()
    text = writer.path.read_text(encoding="utf-8")
    assert authors(writer) == [("乙项目启动", ""), ("甲项目验收", "李编辑")]
    assert sorted(text.splitlines()) == sorted(OWN.splitlines())


def test_the_draft_of_a_file_that_is_gone_makes_it_again_with_all_it_held(writer: Writer) -> None:
    session = writer.session
    session.apply(moves.move(session.issue, FIRST, moves.DOWN), "moved")
    session.apply(edits.set_field(session.issue, session.selection, "title", "另一题"), "typing")
    writer.drafts._me = this_process()._replace(pid=2**22 + 1, start="1")
    session.keep_draft()
    writer.delete()
    draft = Drafts(writer.state).find(writer.library.root, writer.key)
    assert draft is not None
    met = meet(draft, None)
    assert met.begun is not None
    writer.session = EditingSession(writer.library, met.begun.issue, remains=met.begun)
    writer.session.take_draft(draft, met.issue, met.begun)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("另一题", "李编辑")]
    assert "# 本期由李编辑起草" in writer.path.read_text(encoding="utf-8")


def rewrite_first(session: EditingSession) -> None:
    """The first item changes places and nothing of its text stays."""
    session.apply(moves.move(session.issue, FIRST, moves.DOWN), "moved")
    for name, text in (("title", "完全另一题"), ("body", "完全另一段话。")):
        session.apply(edits.set_field(session.issue, session.selection, name, text), "typing")


def taken_up(writer: Writer) -> None:
    """The session ends without saving; the next one takes its draft up."""
    writer.drafts._me = this_process()._replace(pid=2**22 + 1, start="1")
    assert writer.session.keep_draft()
    writer.session = writer.begin()
    writer.take_up()


def replace_text(writer: Writer, old: str, new: str) -> None:
    """Somebody changes the file by hand."""
    text = writer.path.read_text(encoding="utf-8")
    assert old in text
    writer.path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_draft_knows_a_piece_of_which_no_word_is_left(writer: Writer) -> None:
    rewrite_first(writer.session)
    taken_up(writer)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("完全另一题", "李编辑")]


def test_a_draft_knows_it_too_when_others_have_saved_since(writer: Writer) -> None:
    rewrite_first(writer.session)
    replace_text(writer, "启动会在三楼召开。", "启动会改在四楼召开。")
    taken_up(writer)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("完全另一题", "李编辑")]
    assert "四楼" in writer.path.read_text(encoding="utf-8")


def test_what_a_draft_changed_and_others_removed_comes_back_with_its_keys(writer: Writer) -> None:
    rewrite_first(writer.session)
    start, end = OWN.index("[[section.item]]"), OWN.rindex("[[section.item]]")
    replace_text(writer, OWN[start:end], "")
    taken_up(writer)
    writer.save()
    assert sorted(authors(writer)) == [("乙项目启动", ""), ("完全另一题", "李编辑")]


def test_undo_after_another_number_was_given_still_knows_every_piece(writer: Writer) -> None:
    rewrite_first(writer.session)
    writer.save()
    writer.library.rename(writer.key, make_key(2024, 6))
    writer.session.renamed(writer.library.open_for_editing(make_key(2024, 6)))
    writer.path = Path(writer.library.path(make_key(2024, 6)))
    while writer.session.undo():
        pass
    writer.save()
    assert writer.path.read_text(encoding="utf-8") == OWN.replace("number = 5", "number = 6")


def test_undo_after_a_file_was_made_again_brings_back_all_of_a_piece(writer: Writer) -> None:
    session = writer.session
    session.apply(edits.remove(session.issue, FIRST), "deleted")
    writer.delete()
    writer.save()
    assert authors(writer) == [("乙项目启动", "")]
    session.undo()
    writer.save()
    assert writer.path.read_text(encoding="utf-8") == OWN


def test_a_new_issue_knows_its_pieces_from_its_first_save_on(writer: Writer) -> None:
    writer.delete()
    writer.session = EditingSession(writer.library, Issue(*load_issue(OWN.encode(), "").issue))
    job = writer.session.save_job()
    writer.session.finish(job, job.run())
    writer.text = writer.path.read_text(encoding="utf-8")
    assert "author" not in writer.text, "it is a new file"
    replace_text(writer, 'title = "甲项目验收"', 'title = "甲项目验收"\nauthor = "李编辑"')
    rewrite_first(writer.session)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("完全另一题", "李编辑")]


def test_a_section_and_an_item_that_both_added_keep_what_stands_in_the_file(writer: Writer) -> None:
    session = writer.session
    added = Section("政策", items=(Item("同一条", "同一段。"), Item("我的一条", "我的一段。")))
    session.apply(edits.insert(session.issue, Selection(edits.SECTION, 0), edits.SECTION, added), "added")
    replace_text(
        writer,
        "[end]",
        '[[section]]\ntitle = "政策"\neditor = "王" # 兼\n\n'
        '[[section.item]]\ntitle = "同一条"\nauthor = "王"\nbody = "同一段。"\n\n[end]',
    )
    writer.save()
    section = tomllib.loads(writer.path.read_text(encoding="utf-8"))["section"][1]
    assert section["editor"] == "王"
    assert [(one["title"], one.get("author")) for one in section["item"]] == [
        ("同一条", "王"),
        ("我的一条", None),
    ]
    assert 'editor = "王" # 兼' in writer.path.read_text(encoding="utf-8")


def test_a_preface_that_both_wrote_keeps_what_stands_in_the_file(writer: Writer) -> None:
    session = writer.session
    session.apply(
        edits.insert(session.issue, Selection(), edits.PREFACE, Preface("编者按", "同一篇")), "added"
    )
    replace_text(
        writer, "[[section]]", '[preface]\ntitle = "编者按"\nby = "王"\nbody = "同一篇"\n\n[[section]]'
    )
    writer.save()
    assert 'by = "王"' in writer.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", [None, 3, {}, {"items": [0]}, {"items": [0, 0]}, {"items": [1, 2]}])
def test_a_draft_that_does_not_know_its_pieces_tells_them_by_what_they_say(
    writer: Writer, damage: object
) -> None:
    session = writer.session
    session.apply(moves.move(session.issue, FIRST, moves.DOWN), "moved")
    writer.drafts._me = this_process()._replace(pid=2**22 + 1, start="1")
    session.keep_draft()
    [path] = Path(writer.state, "drafts").iterdir()
    content = json.loads(path.read_bytes())
    origins = {**content["origins"], **damage} if isinstance(damage, dict) and damage else damage
    path.write_text(json.dumps({**content, "origins": origins}), encoding="ascii")
    writer.session = writer.begin()
    draft = writer.drafts.find(writer.library.root, writer.key)
    assert draft is not None
    met = meet(draft, writer.session.opened)
    writer.session.take_draft(draft, met.issue, met.begun)
    writer.save()
    assert authors(writer) == [("乙项目启动", ""), ("甲项目验收", "李编辑")]
