"""`sources`: other libraries named, fetched, looked at; their items taken into an issue with unit and address, once."""

import json
import shutil
from pathlib import Path

import pytest

from briefing_tui.cli import verb_table
from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.inbox.contribution import Usage
from briefing_tui.library.inbox.inbox import Inbox
from briefing_tui.library.sources.listing import NAME
from briefing_tui.model.issue import Item, Section
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.serve import contract
from disks.libraries import make_issue, put
from disks.source_libraries import BRANCH, branch, commit_all, hostile, key, published_place
from programs.commands import Outcome, command

KEY = IssueKey(2024, ISSUE, 15)
FIRST = f"{BRANCH} 2024-14#1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    issue = make_issue(KEY, "已有的一条", status="draft")
    put(library, issue._replace(sections=(*issue.sections, Section("子公司动态"))))
    put(library, make_issue(key(14), "发布的一条"))
    return library


@pytest.fixture
def named(root: Path, tmp_path: Path) -> Path:
    branch(tmp_path / "branch")
    assert run(root, "add", BRANCH, str(tmp_path / "branch"), "--unit", "分公司").code == 0
    return root


def run(root: Path, *words: str) -> Outcome:
    return command("--library", str(root), "sources", *words)


def items(root: Path, section: int = 0, number: int = 15) -> tuple[Item, ...]:
    return LibraryEditor(str(root)).load(key(number)).issue.sections[section].items


def take(root: Path, *words: str) -> Outcome:
    return run(root, "take", BRANCH, *words, "--into", "2024-15", "--section", "子公司动态")


def test_an_item_is_taken_with_its_unit_and_its_address(named: Path) -> None:
    outcome = take(named, "2024-14#1", "2024-13#1")
    assert (outcome.code, outcome.out) == (0, "2024-15#2\n2024-15#3\n")
    assert items(named, 1) == (
        Item("分公司上线新系统", "分公司上线新系统正文。", units=("分公司",), origin=FIRST),
        Item(
            "分公司首笔业务落地", "分公司首笔业务落地正文。", units=("分公司",), origin=f"{BRANCH} 2024-13#1"
        ),
    )


def test_what_is_saved_and_could_not_be_noted_is_told(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise LibraryError("the disk is full")

    monkeypatch.setattr("briefing_tui.library.sources.taken.append_decision", refuse)
    outcome = take(named, "2024-14#1")
    assert (outcome.code, outcome.out) == (1, "2024-15#2\n")
    assert "the disk is full" in outcome.err


def test_the_section_it_stood_in_is_used_where_none_is_named(named: Path) -> None:
    assert run(named, "take", BRANCH, "2024-14#1", "--into", "2024-15").out == "2024-15#2\n"
    assert items(named, 0)[1].title == "分公司上线新系统"


def test_what_is_taken_is_counted_for_its_unit(named: Path) -> None:
    take(named, "2024-14#1", "2024-14#2")
    take(named, "2024-13#1")
    year = int(Inbox(str(named)).decisions()[0].when[:4])
    assert Inbox(str(named)).usage(year) == {"分公司": Usage(3, 3)}
    rows = json.loads(command("--library", str(named), "stats", "--by", "unit", "--json").out)["rows"]
    assert [(row["name"], row["items"], row["sent"], row["taken"]) for row in rows] == [("分公司", 3, 3, 3)]


def test_the_same_item_is_noticed_though_it_was_reworded_here_or_taken_long_ago(named: Path) -> None:
    take(named, "2024-14#1")
    editor = LibraryEditor(str(named))
    opened = editor.open_for_editing(KEY)
    section = opened.issue.sections[1]
    reworded = section._replace(items=(section.items[0]._replace(title="改写的题目", body="改写的正文。"),))
    editor.save(opened, opened.issue._replace(sections=(opened.issue.sections[0], reworded)))
    outcome = take(named, "2024-14#1")
    assert outcome.code == 1
    assert f"{FIRST} was taken before: 2024-15#2" in outcome.err
    assert len(items(named, 1)) == 1
    for file in (named / "inbox").glob("decisions-*"):
        file.unlink()  # nobody knows of it but the issue itself
    outcome = take(named, "2024-14#1")
    assert "is in it already: 2024-15#2" in outcome.err
    assert len(items(named, 1)) == 1
    assert take(named, "2024-14#1", "--again").out == "2024-15#3\n"


def test_one_that_an_earlier_issue_took_is_told(named: Path) -> None:
    put(named, make_issue(key(16), "新一期", status="draft"))
    take(named, "2024-14#1")
    outcome = run(named, "take", BRANCH, "2024-14#1", "2024-14#2", "--into", "2024-16")
    assert (outcome.code, outcome.out) == (0, "2024-16#2\n")
    assert "was taken before: 2024-15#2" in outcome.err


def test_what_is_not_there_or_not_out_is_refused(named: Path) -> None:
    for asked, words in (
        ("2024-15#1", "is not published"),
        ("2024-99#1", "has no issue 2024-99"),
        ("2024-14#9", "has no item 2024-14#9"),
        ("2024-14", "which items?"),
        ("../x#1", "no issue key"),
    ):
        outcome = take(named, asked)
        assert outcome.code, asked
        assert words in outcome.err
    assert items(named, 1) == ()
    assert not (named / "inbox").exists()
    outcome = run(named, "take", BRANCH, "2024-14#1", "--into", "2024-14")
    assert "is published" in outcome.err
    assert "no source" in run(named, "take", "别家", "2024-14#1", "--into", "2024-15").err
    assert run(named, "take", BRANCH, "2024-14#1").code == 2


def test_one_item_that_cannot_be_had_means_that_none_is_taken(named: Path) -> None:
    assert take(named, "2024-14#1", "2024-14#9").code == 1
    assert items(named, 1) == ()


def test_issues_and_items_are_listed_with_what_was_taken(named: Path) -> None:
    take(named, "2024-14#2")
    outcome = run(named, "show", BRANCH)
    assert outcome.code == 0  # a draft is no fault
    assert "2024-14#1 分公司上线新系统" in outcome.out
    assert "2024-14#2 分公司担保规模稳步增长 (taken: 2024-15#2)" in outcome.out
    assert "! 2024-15: is not published" in outcome.err
    assert "秘密" not in outcome.out + outcome.err
    rows = json.loads(run(named, "show", BRANCH, "--json").out)
    assert rows[2]["items"][1] == {"position": 2, "title": "分公司担保规模稳步增长", "taken": "2024-15#2"}
    text = run(named, "show", BRANCH, "2024-14#2")
    assert "分公司担保规模稳步增长正文。" in text.out
    assert "分公司上线" not in text.out


def test_a_hostile_library_writes_nothing_on_the_terminal(root: Path, tmp_path: Path) -> None:
    run(root, "add", BRANCH, str(hostile(tmp_path / "branch")))
    for words in (["show", BRANCH], ["show", BRANCH, "2024-03"], ["list"], ["show", BRANCH, "--json"]):
        outcome = run(root, *words)
        assert "\x1b" not in outcome.out + outcome.err
        assert "\u202e" not in outcome.out + outcome.err
    assert "! 2024-06: is a symbolic link" in run(root, "show", BRANCH).err
    assert run(root, "take", BRANCH, "2024-03#1", "--into", "2024-15", "--section", "行业动态").code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_repository_is_fetched_and_a_place_that_is_away_is_one_line(root: Path, tmp_path: Path) -> None:
    library = branch(tmp_path / "branch")
    place = published_place(library, tmp_path / "place.git")
    assert run(root, "add", BRANCH, str(place)).code == 0
    assert "was never fetched" in run(root, "list").out
    assert "there is something new" in run(root, "update").err
    assert "nothing new" in run(root, "update", BRANCH).err
    assert take(root, "2024-14#1").code == 0
    put(library, make_issue(key(16), "又一期"))
    commit_all(library, tmp_path / "place.work", place)
    run(root, "update")
    assert "2024-16" in run(root, "list").out
    place.rename(tmp_path / "away.git")
    outcome = run(root, "update")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert BRANCH in outcome.err
    (row,) = json.loads(run(root, "list", "--json").out)
    assert row["newest"] == "2024-16"
    assert "no repository" in row["reason"]
    assert take(root, "2024-16#1").code == 0  # what was fetched before is there


def test_sources_are_named_and_forgotten(named: Path, tmp_path: Path) -> None:
    row = run(named, "list").out.splitlines()[1].split()
    assert row == [BRANCH, "分公司", "2024-14", str(tmp_path / "branch")]
    assert run(named, "add", BRANCH, str(tmp_path / "branch")).code == 1
    assert run(named, "add", "乙").code == 2
    assert run(named, "remove", BRANCH).code == 0
    assert (named / NAME).read_text(encoding="utf-8") == ""
    assert "no source yet" in run(named).err


def test_readers_do_not_reach_it(named: Path) -> None:
    for words in (["list"], ["show", BRANCH], ["update"], ["take", BRANCH, "2024-14#1", "--into", "2024-15"]):
        outcome = command("--library", str(named), "--read-only", "sources", *words)
        assert (outcome.code, outcome.out) == (1, "")
        assert "read-only" in outcome.err
    assert "sources" in verb_table.VERBS
    assert "sources" not in contract.VERBS
