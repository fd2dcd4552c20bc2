"""Two offices and one line: what each saved reaches the other by item, and nothing is lost whatever comes between."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_tui.library.history.recording import record
from briefing_tui.model.issue import Issue, Item, Step, Workflow
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, git, office, reworded, with_items

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
NEXT = IssueKey(2024, ISSUE, 15)


@pytest.fixture
def one(tmp_path: Path, place: Path) -> Office:
    made = office(tmp_path / "one", place, "王")
    put(made.root, make_issue(KEY, "第一条", "第二条", "第三条", status="draft"))
    made.sync()
    return made


def is_linear(place: Path) -> bool:
    return not git(place, "log", "--merges", "--format=%h", "main")


def assert_alike(one: Office, other: Office, place: Path) -> None:
    """Both have the same files, recorded, and so has the place."""
    for each in (one, other):
        assert git(each.root, "rev-parse", "HEAD") == git(place, "rev-parse", "main")
        assert record(str(each.root), "x") == []
    assert is_linear(place)


def test_an_empty_library_takes_what_is_there(one: Office, other: Office, place: Path) -> None:
    assert other.titles() == ["第一条", "第二条", "第三条"]
    assert_alike(one, other, place)


def test_both_add_to_one_section_and_both_have_both(one: Office, other: Office, place: Path) -> None:
    one.edit(added("王的"))
    other.edit(added("李的"))
    one.sync()
    assert [told for came in other.sync().came for told in came.notes]
    one.sync()
    assert one.titles() == other.titles() == ["第一条", "第二条", "第三条", "王的", "李的"]
    assert_alike(one, other, place)
    assert other.log()[:2] == ["2024-14：新增第4条", "2024-14：新增第4条"]
    assert git(place, "log", "-2", "--format=%an", "main") == "李\n王"


def test_each_save_stays_a_commit_of_its_author(one: Office, other: Office, place: Path) -> None:
    one.edit(added("王的"))
    one.sync()
    for number in range(3):
        other.edit(added(f"李的{number}"))
        record(str(other.root), "李")
    other.sync()
    one.sync()
    assert one.titles()[3:] == ["王的", "李的0", "李的1", "李的2"]
    assert git(place, "log", "-4", "--format=%an", "main").split() == ["李", "李", "李", "王"]
    assert_alike(one, other, place)


def test_a_commit_that_is_made_again_keeps_its_message_and_its_time(
    one: Office, other: Office, place: Path
) -> None:
    other.edit(added("李的"))
    told = "2024-14：新增第4条\n\nBriefing-Renamed-From: 2024/2024-13.toml\nx: y"
    who = ("-c", "user.name=李", "-c", "user.email=li@example.org")
    git(other.root, "add", "2024/2024-14.toml")
    git(other.root, *who, "commit", "-qm", told, "--date", "2024-12-16T15:02:00+0800")
    one.edit(added("王的"))
    one.sync()
    other.sync()
    assert git(place, "log", "-1", "--format=%B", "main") == told
    assert (
        git(place, "log", "-1", "--format=%an %ae %aI", "main")
        == "李 li@example.org 2024-12-16T15:02:00+08:00"
    )


def test_what_is_not_recorded_yet_goes_too(one: Office, other: Office) -> None:
    (one.root / "terms.toml").write_text('[[term]]\nword = "甲"\n', encoding="utf-8")
    one.sync()
    other.sync()
    assert (other.root / "terms.toml").read_text() == '[[term]]\nword = "甲"\n'


def test_both_change_one_text_and_both_versions_stay(one: Office, other: Office, place: Path) -> None:
    one.edit(reworded(2, "王写的。"))
    other.edit(reworded(2, "李写的。"))
    other.edit(added("李的"))
    put(other.root, make_issue(NEXT, "另一期", status="draft"))
    one.sync()
    waiting = other.sync().waiting
    assert [(each.name, each.why) for each in waiting] == [("2024/2024-14.toml", "places")]
    assert waiting[0].where
    assert other.issue().sections[0].items[1].body == "李写的。"
    assert one.issue().sections[0].items[1].body == "王写的。"
    assert one.sync().came
    assert (one.root / "2024/2024-15.toml").exists()
    assert record(str(other.root), "x") == []
    assert (
        git(other.root, "show", f"{git(place, 'rev-parse', 'main')}:2024/2024-14.toml").count("王写的") == 1
    )


def test_what_waits_goes_on_when_both_say_the_same(one: Office, other: Office, place: Path) -> None:
    one.edit(reworded(2, "王写的。"))
    other.edit(reworded(2, "李写的。"))
    one.sync()
    assert other.sync().waiting
    one.edit(added("王的"))
    one.sync()
    assert other.sync().waiting
    other.edit(reworded(2, "王写的。"))
    outcome = other.sync()
    assert not outcome.waiting
    assert other.titles()[-1] == "王的"
    one.sync()
    assert_alike(one, other, place)


@pytest.mark.parametrize("deleter", [0, 1])
def test_what_one_deleted_and_the_other_changed_is_there_and_told(
    one: Office, other: Office, place: Path, deleter: int
) -> None:
    first, second = (one, other) if deleter else (other, one)
    first.editor.delete(KEY)
    first.sync()
    second.edit(reworded(1, "改过。"))
    assert [each.returned for each in second.sync().went] == [True]
    first.sync()
    assert first.issue().sections[0].items[0].body == "改过。"
    assert_alike(one, other, place)


def test_a_deletion_goes_to_the_trash_of_the_other(one: Office, other: Office, place: Path) -> None:
    one.editor.delete(KEY)
    one.sync()
    other.sync()
    assert not (other.root / "2024/2024-14.toml").exists()
    assert [each.key for each in other.editor.trashed()] == [KEY]
    other.editor.restore(KEY)
    other.sync()
    one.sync()
    assert one.titles() == ["第一条", "第二条", "第三条"]
    assert_alike(one, other, place)


@pytest.mark.parametrize("renamer", [0, 1])
def test_a_renamed_issue_has_what_was_changed_under_its_old_number(
    one: Office, other: Office, place: Path, renamer: int
) -> None:
    first, second = (one, other) if renamer else (other, one)
    first.editor.rename(KEY, NEXT)
    second.edit(added("另一处加的"))
    first.sync()
    second.sync()
    first.sync()
    for each in (one, other):
        assert each.titles(NEXT) == ["第一条", "第二条", "第三条", "另一处加的"]
        assert each.issue(NEXT).masthead.number == 15
        assert not (each.root / "2024/2024-14.toml").exists()
    assert_alike(one, other, place)


def test_two_new_issues_of_one_number_both_stay(one: Office, other: Office, place: Path) -> None:
    for each, title, department in ((one, "王的", "甲部"), (other, "李的", "乙部")):
        made = make_issue(NEXT, title, status="draft")
        put(each.root, made._replace(masthead=made.masthead._replace(department=department)))
    one.sync()
    outcome = other.sync()
    assert [(each.name, each.why) for each in outcome.waiting] == [("2024/2024-15.toml", "number")]
    assert other.titles(NEXT) == ["李的"]
    other.editor.rename(NEXT, IssueKey(2024, ISSUE, 16))
    assert not other.sync().waiting
    one.sync()
    assert one.titles(NEXT) == other.titles(NEXT) == ["王的"]
    assert one.titles(IssueKey(2024, ISSUE, 16)) == ["李的"]
    assert_alike(one, other, place)


def test_the_same_new_number_with_the_same_head_is_one_issue(one: Office, other: Office) -> None:
    put(one.root, make_issue(NEXT, "王的", status="draft"))
    put(other.root, make_issue(NEXT, "李的", status="draft"))
    one.sync()
    assert not other.sync().waiting
    assert sorted(other.titles(NEXT)) == ["李的", "王的"]


def published(issue: Issue) -> Issue:
    return issue._replace(workflow=Workflow("published", (Step("王", "2024-12-16 15:02", "签发"),)))


@pytest.mark.parametrize("publisher", [0, 1])
def test_what_was_changed_elsewhere_while_it_was_published_waits(
    one: Office, other: Office, publisher: int
) -> None:
    first, second = (one, other) if publisher else (other, one)
    first.edit(published)
    second.edit(reworded(1, "改过。"))
    one.sync()
    assert [each.why for each in other.sync().waiting] == ["published"]
    assert first.issue().sections[0].items[0].body == "第一条正文。"


def test_a_publication_alone_arrives(one: Office, other: Office) -> None:
    one.edit(published)
    one.sync()
    other.sync()
    assert other.issue().workflow.status == "published"


def test_comments_and_keys_of_both_stay(one: Office, other: Office, place: Path) -> None:
    one.edit(reworded(1, "王改的。"))
    other.edit(reworded(3, "李改的。"))
    for each, word in ((one, "甲"), (other, "乙")):
        path = each.root / "2024/2024-14.toml"
        text = path.read_text(encoding="utf-8")
        at = text.index("[[section]]") if each is one else text.index("[end]")
        path.write_text(f"{text[:at]}# {word}注\n{text[at:]}", encoding="utf-8")
    one.sync()
    assert not other.sync().waiting
    one.sync()
    text = (one.root / "2024/2024-14.toml").read_text(encoding="utf-8")
    assert "# 甲注" in text
    assert "# 乙注" in text
    assert [item.body for item in one.issue().sections[0].items][::2] == ["王改的。", "李改的。"]
    assert_alike(one, other, place)


def test_records_of_both_are_united(one: Office, other: Office, place: Path) -> None:
    for name, begin, mine, theirs in (
        ("deliveries/2024-14.jsonl", '{"event":"begin","id":"0"}\n', '{"id":"1"}\n', '{"id":"2"}\n'),
        ("proof.toml", 'off = ["S-01"]\n', '\n[[passed]]\nmark = "1"\n', '\n[[passed]]\nmark = "2"\n'),
        ("inbox/decisions-2024.toml", "", '[[decision]]\nwhat = "1"\n', '[[decision]]\nwhat = "2"\n'),
    ):
        path = one.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(begin, encoding="utf-8")
        one.sync()
        other.sync()
        for each, more in ((one, mine), (other, theirs)):
            with (each.root / name).open("a", encoding="utf-8") as file:
                file.write(more)
        one.sync()
        other.sync()
        one.sync()
        text = path.read_text(encoding="utf-8")
        assert text == (other.root / name).read_text(encoding="utf-8")
        for part in (begin, mine, theirs):
            assert part.strip() in text
    assert_alike(one, other, place)


def test_a_table_that_both_changed_stays_in_both_versions(one: Office, other: Office) -> None:
    (one.root / "proof.toml").write_text('off = ["S-01"]\n', encoding="utf-8")
    one.sync()
    other.sync()
    (one.root / "proof.toml").write_text('off = ["S-01", "P-01"]\n', encoding="utf-8")
    (other.root / "proof.toml").write_text("off = []\n", encoding="utf-8")
    one.sync()
    assert [each.why for each in other.sync().waiting] == ["by hand"]
    assert (other.root / "proof.toml").read_text() == "off = []\n"


def test_a_file_that_cannot_be_read_waits_and_is_not_touched(one: Office, other: Office) -> None:
    one.edit(reworded(1, "王改的。"))
    path = other.root / "2024/2024-14.toml"
    path.write_text(path.read_text(encoding="utf-8") + "[broken\n", encoding="utf-8")
    one.sync()
    assert [each.why for each in other.sync().waiting] == ["unreadable"]
    assert path.read_text(encoding="utf-8").endswith("[broken\n")


def test_an_older_copy_of_the_library_is_merely_behind(one: Office, tmp_path: Path, place: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(one.root, copy, ignore=shutil.ignore_patterns(".git", ".sync"))
    one.edit(reworded(1, "王改的。"))
    one.sync()
    another = office(copy, place, "李")
    assert not another.sync().waiting
    assert another.issue() == one.issue()
    assert_alike(one, another, place)


def test_a_save_while_the_sync_runs_is_kept_and_goes_next_time(
    one: Office, other: Office, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing_tui.library.sync import transport

    one.edit(added("王的"))
    one.sync()
    other.edit(added("李的"))
    push = transport.push

    def slow(*args: object) -> None:
        push(*args)  # type: ignore[arg-type]
        other.edit(added("同时的"))

    monkeypatch.setattr(transport, "push", slow)
    assert [name for name, _reason in other.sync().late] == ["2024/2024-14.toml"]
    monkeypatch.undo()
    assert other.titles()[-1] == "同时的"
    other.sync()
    one.sync()
    assert one.titles()[3:] == other.titles()[3:] == ["王的", "李的", "同时的"]
    assert_alike(one, other, place)


def test_what_is_being_edited_is_not_taken_away(one: Office, other: Office) -> None:
    from briefing_tui.library.disk.presence import Notes

    note = other.root / "2024/.2024-14.editing-zhao@server-4711"
    note.write_text(
        '{"user":"zhao","host":"elsewhere","pid":4711,"since":"2024-12-16T15:02"}', encoding="utf-8"
    )
    assert Notes(str(other.root)).others(KEY)
    one.editor.delete(KEY)
    one.sync()
    assert [name for name, _reason in other.sync().late] == ["2024/2024-14.toml"]
    assert other.titles()
    note.unlink()
    other.sync()
    assert not (other.root / "2024/2024-14.toml").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda items: (items[2], *items[:2]),
        lambda items: items[:2],
        lambda items: (items[0]._replace(title="另题", body="另文。"), *items[1:]),
        lambda items: (Item("开头", "文。"), *items),
    ],
)
def test_moved_removed_and_new_items_of_one_meet_an_edit_of_the_other(
    one: Office, other: Office, place: Path, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]
) -> None:
    one.edit(lambda issue: with_items(issue, change))
    other.edit(reworded(2, "李改的。"))
    one.sync()
    assert not other.sync().waiting
    one.sync()
    assert one.issue() == other.issue()
    assert [item.body for item in one.issue().sections[0].items].count("李改的。") == 1
    assert_alike(one, other, place)


def test_mode_and_group_of_a_file_stay(one: Office, other: Office) -> None:
    (other.root / "2024/2024-14.toml").chmod(0o664)
    one.edit(added("王的"))
    one.sync()
    other.sync()
    assert (other.root / "2024/2024-14.toml").stat().st_mode & 0o777 == 0o664
