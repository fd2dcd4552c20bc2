"""`check`: everything that is wrong with a library is found, and nothing that is right."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.library.disk.process import this_process
from briefing_tui.library.inspection import LEFTOVER, NUMBERING, inspect_library
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from briefing_tui.personal.drafts import Drafts
from disks.libraries import make_issue, put
from programs.commands import PROGRAM, Outcome, command


def with_total(key: IssueKey, total: int) -> Issue:
    issue = make_issue(key, "一条")
    return issue._replace(masthead=issue.masthead._replace(total=total))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    for key in (IssueKey(2023, ISSUE, 7), IssueKey(2023, ISSUE, 8), IssueKey(2024, ISSUE, 1)):
        put(root, make_issue(key, "一条"))
    put(root, make_issue(IssueKey(2024, SUPPLEMENT, 1), "增刊的一条"))
    return root


def check(library: Path, *arguments: str) -> Outcome:
    return command("check", *arguments, "--library", str(library))


def aged(path: Path) -> None:
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_a_sound_library_says_so_and_is_a_success(library: Path) -> None:
    assert check(library).out == ""
    assert "nothing found" in check(library).err


def test_the_places_of_an_oddity_are_all_of_them_or_say_that_there_are_more(library: Path) -> None:
    """Twenty times in one file are one place, and hide no other."""
    one, other = library / "2024" / "2024-01.toml", library / "2023" / "2023-07.toml"
    for path, times in ((one, 12), (other, 1)):
        text = path.read_text(encoding="utf-8")
        table = next(line for line in text.splitlines() if line == "[[section.item]]")
        whole = text.replace(
            table,
            "\n".join(f'{table}\nsourc = "甲"\ntitle = "又{at}"' for at in range(times)) + f"\n\n{table}",
            1,
        )
        path.write_text(whole, encoding="utf-8")
    (line,) = check(library, "2024-01").out.splitlines()
    assert line.endswith("(12 times: 2024-01)")
    (line,) = [line for line in check(library).out.splitlines() if "sourc" in line]
    assert "(13 times: " in line
    assert line.endswith("2024/2024-01.toml, 2023/2023-07.toml)")


def test_gaps_are_ranges_and_the_oldest_year_may_begin_anywhere(library: Path) -> None:
    put(library, make_issue(IssueKey(2024, ISSUE, 3), "一条"))
    put(library, make_issue(IssueKey(2024, ISSUE, 9), "一条"))
    put(library, make_issue(IssueKey(2025, ISSUE, 2), "一条"))
    put(library, make_issue(IssueKey(2024, SUPPLEMENT, 3), "一条"))
    outcome = check(library)
    assert outcome.code == 1
    found = [line.split(maxsplit=2)[2] for line in outcome.out.splitlines()]
    assert found == [
        "2024-02 is missing",
        "2024-04 to 2024-08 are missing",
        "2024-增2 is missing",
        "2025-01 is missing",
    ]
    assert "4 things found" in outcome.err


def test_what_is_told_of_the_findings_stands_below_them(library: Path) -> None:
    put(library, make_issue(IssueKey(2024, ISSUE, 3), "一条"))
    line = [str(PROGRAM), "check", "--library", str(library)]
    both = subprocess.run(
        line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60
    ).stdout
    assert [row.split()[-1] for row in both.decode().splitlines()] == ["missing", "found"]


def test_total_numbers_that_repeat_or_do_not_follow(library: Path) -> None:
    for number, total in ((1, 40), (2, 41), (3, 41), (4, 43)):
        put(library, with_total(IssueKey(2024, ISSUE, number), total))
    remarks = [remark for remark in inspect_library(LibraryReader(str(library))) if remark.rule == NUMBERING]
    assert [(remark.place, remark.text) for remark in remarks] == [
        ("2024-03", "total number 41 is that of 2024-02 already"),
        ("2024-04", "total number 43 does not follow 41 of 2024-03"),
    ]


def test_two_files_of_one_key_a_wrong_name_and_a_stray_file(library: Path) -> None:
    good = library / "2024" / "2024-01.toml"
    (library / "2024" / "2024-1.toml").write_bytes(good.read_bytes())
    (library / "2024" / "notes.toml").write_bytes(good.read_bytes())
    (library / "2024-09.toml").write_bytes(good.read_bytes())
    outcome = check(library)
    assert outcome.code == 1
    assert "2024/2024-1.toml  another file has the same key 2024-01" in outcome.out
    assert "the name is no issue key" in outcome.out
    assert "2024-09.toml      stands beside the years' directories" in outcome.out


def test_a_key_that_is_not_the_files_name_a_cut_and_a_broken_file(library: Path) -> None:
    good = (library / "2024" / "2024-01.toml").read_text(encoding="utf-8")
    (library / "2024" / "2024-02.toml").write_text(good, encoding="utf-8")
    (library / "2024" / "2024-03.toml").write_text("format = 1\n[masthead\n", encoding="utf-8")
    cut = good.replace("number     = 1\n", "number     = 4\n").partition("[end]")[0]
    (library / "2024" / "2024-04.toml").write_text(
        cut.replace("number = 1\n", "number = 4\n"), encoding="utf-8"
    )
    lines = check(library).out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["broken", "2024/2024-03.toml"],
        ["odd", "2024/2024-04.toml"],
        ["odd", "2024/2024-02.toml"],
    ]
    assert "cut off" in lines[1]
    assert "the masthead says 2024-01, the file's name 2024-02" in lines[2]


def test_leftovers_are_found_once_they_are_old_and_stay_where_they_are(library: Path) -> None:
    year = library / "2024"
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    dead = {**this_process()._asdict(), "pid": process.pid, "start": "1", "since": "2024-12-16T14:02"}
    alive = {**this_process()._asdict(), "since": "2024-12-16T14:02"}
    files = {
        ".2024-01.toml.tmp-77-1": "x",
        ".2024-01.lock": "host 77",
        ".2024-01.editing-a@host-77": json.dumps(dead),
        ".2024-01.editing-b@host-78": json.dumps(alive),
        ".2024-01.editing-c@host-79": "{",
    }
    for name, text in files.items():
        (year / name).write_text(text, encoding="utf-8")
    assert check(library).code == 0, "all of it is younger than a minute"
    for name in files:
        aged(year / name)
    found = [remark for remark in inspect_library(LibraryReader(str(library))) if remark.rule == LEFTOVER]
    assert [remark.place.rpartition("/")[2] for remark in found] == [
        ".2024-01.editing-a@host-77",
        ".2024-01.lock",
        ".2024-01.toml.tmp-77-1",
    ]
    assert check(library).code == 1
    assert all((year / name).exists() for name in files)


def test_an_unsaved_draft_of_an_ended_session_is_a_leftover(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = IssueKey(2024, ISSUE, 1)
    state = library.parent / "home" / "state"
    dead = this_process()._replace(pid=2**22 + 1, start="1")
    with monkeypatch.context() as patched:
        patched.setattr("briefing_tui.personal.drafts.this_process", lambda: dead)
        Drafts(str(state / "briefing-tui")).keep(
            str(library), key, b"", make_issue(key, "未保存"), dt.datetime(2024, 12, 16, 14, 2, tzinfo=dt.UTC)
        )
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    outcome = check(library)
    assert outcome.code == 1
    assert outcome.out.split(maxsplit=2) == [
        "leftover",
        "2024-01",
        "unsaved text of 2024-12-16 14:02; `briefing-tui edit 2024-01` offers it\n",
    ]
    assert check(library, "--read-only").code == 0


def test_one_issue_is_told_its_warnings_and_unknown_keys(library: Path) -> None:
    path = library / "2024" / "2024-01.toml"
    text = path.read_text(encoding="utf-8")
    assert check(library, "2024-1") == check(library, "2024年第1期")
    assert check(library, "2024-1").code == 0
    path.write_text(
        text.replace("[workflow]", 'colour = "red"\nmarkign = "内部"\n\n[workflow]').partition("[end]")[0],
        encoding="utf-8",
    )
    outcome = check(library, "2024-1")
    assert outcome.code == 1
    assert "cut off" in outcome.out
    assert "unknown key `masthead.colour`" in outcome.out
    assert outcome.out.count("markign") == 1
    assert "did you mean `marking`" in outcome.out


def test_json_is_a_list_of_what_is_found(library: Path) -> None:
    put(library, make_issue(IssueKey(2024, ISSUE, 3), "一条"))
    outcome = check(library, "--json")
    assert outcome.code == 1
    assert json.loads(outcome.out) == [{"kind": "numbering", "place": "2024", "text": "2024-02 is missing"}]
    assert json.loads(check(library, "latest", "--json").out) == []


def test_an_issue_that_is_not_there_or_no_key_is_an_error(library: Path) -> None:
    assert check(library, "2024-99").code == 1
    assert check(library, "nonsense").code == 2


def test_hostile_names_do_not_reach_the_terminal(library: Path) -> None:
    (library / "2024" / "\x1b[31m.toml").write_text("x", encoding="utf-8")
    assert "\x1b" not in check(library).out
    assert check(library).code == 1


def test_a_text_beside_its_issue_and_notes_are_not_named(library: Path) -> None:
    for name in ("2024-01.txt", "2024-01", "notes.txt", "2024年计划.txt"):
        (library / "2024" / name).write_text("x", encoding="utf-8")
    assert check(library).out.count("is not read") == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2024/2024-11.toml.txt", "ends in .toml.txt, so it is not read; rename it to 2024-11.toml"),
        (
            "2024/2024-12.TOML",
            "its ending is not written .toml, so it is not read; rename it to 2024-12.toml",
        ),
        ("2024/2024-13.txt", "rename it to 2024-13.toml"),
        ("2024/2024-13", "rename it to 2024-13.toml"),
        ("2024/2024-13.tom", "rename it to 2024-13.toml"),
        ("2024/2024-13.toml.toml", "rename it to 2024-13.toml"),
        ("2024/2024-14 (1).toml", "looks like a copy of 2024-14"),
        ("2024/2024-14 - 副本.toml", "looks like a copy of 2024-14"),
        ("2024/2024-14.toml.bak", "ends in .toml.bak, so it is not read"),
        ("2024/2023-09.toml", "belongs into the directory 2023, not 2024"),
        ("2024/2024-１４.toml", "rename it to 2024-14.toml"),
        ("2024/2024年第14期.toml", "rename it to 2024-14.toml"),
        ("2024-09.toml", "stands beside the years' directories"),
        ("2024-09.toml.txt", "stands beside the years' directories"),
        ("2024年/2024-08.toml", "is no year's directory, so no issue in it is read: rename it to 2024"),
        ("２０２４/2024-08.toml", "is no year's directory"),
        ("2024 - 副本/2024-08.toml", "is no year's directory"),
        ("24/2024-08.toml", "is no year's directory, so no issue in it is read: rename it to 2024"),
        ("年2024/2024-08.toml", "is no year's directory"),
        ("2024-简报/2024-08.toml", "is no year's directory"),
    ],
)
def test_a_name_that_is_nearly_right_is_named_by_check_and_list(library: Path, name: str, said: str) -> None:
    path = library / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((library / "2024" / "2024-01.toml").read_bytes())
    shown = name if path.parent.name in {"2024", library.name} else path.parent.name
    outcome = check(library)
    assert (outcome.code, f"{shown}  " in outcome.out, said in outcome.out) == (1, True, True), outcome.out
    assert len(outcome.out.splitlines()) == 1
    listed = command("list", "--library", str(library)).out
    assert said in listed
    assert shown in listed
    json_listed = json.loads(command("list", "--json", "--library", str(library)).out)
    assert [one["file"] for one in json_listed if one["key"] is None] == [shown]


def test_a_directory_within_a_year_is_named_when_it_holds_issues(library: Path) -> None:
    for name in ("下半年", "附件"):
        (library / "2024" / name).mkdir()
    (library / "2024" / "附件" / "notes.toml").touch()
    (library / "2024" / "下半年" / "2024-08.toml").touch()
    outcome = check(library)
    assert (outcome.code, "2024/下半年  is a directory within a year's" in outcome.out) == (1, True), (
        outcome.out
    )
    assert len(outcome.out.splitlines()) == 1
    assert "2024/下半年" in command("list", "--library", str(library)).out


@pytest.mark.parametrize(
    "name",
    [
        "2024/2024-01.toml~",
        "2024/.2024-01.toml.swp",
        "2024/notes.txt",
        "terms.toml",
        "proof.toml",
        "archive/2024-01.toml",
        "20245/x.toml",
    ],
)
def test_what_lies_about_and_hides_no_issue_is_no_finding(library: Path, name: str) -> None:
    (library / name).parent.mkdir(exist_ok=True)
    (library / name).touch()
    assert check(library).out == ""
    assert name.rpartition("/")[2] not in command("list", "--library", str(library)).out
