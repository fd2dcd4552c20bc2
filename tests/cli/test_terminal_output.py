"""What the shell shows on a terminal: heads, colour, a pager; one line for many of the same; COLUMNS; help in the user's words."""

import re
from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.text.clean import UNSAFE
from briefing_tui.typeset.width import cell_width
from disks.libraries import make_issue, put, small_library
from programs.commands import command

SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


def test_a_list_has_heads_and_colour_on_a_terminal_and_neither_in_a_pipe(library: Path) -> None:
    plain = command("list", "--library", str(library)).out
    shown = command("list", "--library", str(library), terminal=True, environ={"BRIEFING_PAGER": ""}).out
    lines = SGR.sub("", shown).splitlines()
    assert lines[0].split() == ["Key", "Date", "Title", "Items", "Status"]
    assert [line.split() for line in lines[1:]] == [line.split() for line in plain.splitlines()]
    assert "\x1b" not in plain
    assert shown.startswith("\x1b[1")
    broken = next(line for line in shown.splitlines() if "unreadable" in line)
    assert broken.startswith(("\x1b[31m", "\x1b[38;5;160m"))
    assert (
        "\x1b" not in command("list", "--library", str(library), terminal=True, environ={"NO_COLOR": "1"}).out
    )


def test_the_columns_of_a_list_stand_under_their_heads(library: Path) -> None:
    out = SGR.sub(
        "", command("list", "--library", str(library), "--lang", "zh_CN", terminal=True).out
    ).splitlines()
    at = cell_width(out[0][: out[0].index("状态")])
    row = next(line for line in out if "已发布" in line)
    assert cell_width(row[: row.index("已发布")]) == at


def test_a_long_list_goes_through_the_pager(library: Path, tmp_path: Path) -> None:
    for number in range(15, 50):
        put(library, make_issue(IssueKey(2024, ISSUE, number), "一条"))
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {tmp_path}/paged\n", encoding="utf-8")
    pager.chmod(0o755)
    found = command("list", "--library", str(library), terminal=True, environ={"BRIEFING_PAGER": str(pager)})
    assert found.out == ""
    assert "2024-49" in (tmp_path / "paged").read_text(encoding="utf-8")
    assert "2024-49" in command("list", "--library", str(library), environ={"BRIEFING_PAGER": str(pager)}).out


def test_a_hostile_title_in_a_list_acts_on_nothing(library: Path) -> None:
    issue = make_issue(IssueKey(2024, ISSUE, 15), "一条")
    issue = issue._replace(masthead=issue.masthead._replace(title="题\x1b]52;c;eA==\x07\x9b2J\u202e"))
    put(library, issue)
    out = command("list", "--library", str(library), terminal=True, environ={"BRIEFING_PAGER": ""}).out
    assert not UNSAFE.search(SGR.sub("", out).replace("\n", ""))


def test_the_same_oddity_of_several_places_is_one_line(library: Path) -> None:
    for number in (15, 16, 17):
        path = put(library, make_issue(IssueKey(2024, ISSUE, number), "一条"))
        path.write_text(path.read_text(encoding="utf-8").replace("[end]", "[ende]"), encoding="utf-8")
    found = command("check", "--library", str(library))
    (line,) = (line for line in found.out.splitlines() if "cut off" in line)
    assert "3 times" in line
    assert all(f"2024-{number}" in line for number in (15, 16, 17))
    kinds = command("check", "--library", str(library), "--json").out
    assert kinds.count("2024-15") >= 1
    assert kinds.count("2024-17") >= 1


def test_the_same_oddity_of_several_tables_is_one_line(library: Path) -> None:
    path = put(library, make_issue(IssueKey(2024, ISSUE, 15), "一条", "二条", "三条"))
    text = path.read_text(encoding="utf-8").replace(
        "[[section.item]]", '[[section.item]]\ncolour = "red"\nsorce = "x"'
    )
    path.write_text(text.replace("[masthead]", "[masthead]\ncolour = 1"), encoding="utf-8")
    lines = [
        line
        for line in command("check", "2024-15", "--library", str(library)).out.splitlines()
        if "unknown" in line
    ]
    assert sorted("3 times" in line for line in lines) == [False, True, True], lines
    assert any("section[1].item[1].colour" in line for line in lines)
    whole = command("check", "2024-15", "--library", str(library), "--json").out
    assert whole.count(".colour") == 4, "each by itself for programs"


def test_many_places_are_counted_and_the_first_named(library: Path) -> None:
    for number in range(15, 40):
        path = put(library, make_issue(IssueKey(2024, ISSUE, number), "一条"))
        path.write_text(path.read_text(encoding="utf-8").replace("[end]", "[ende]"), encoding="utf-8")
    found = command("check", "--library", str(library)).out
    line = next(line for line in found.splitlines() if "25 times" in line)
    assert "…" in line
    assert "2024-39" in line
    assert "2024-15" not in line


@pytest.mark.parametrize(
    ("columns", "widest"), [("60", 60), ("120", 120), ("0", 80), ("x", 80), ("-5", 80), ("４０", 80)]
)
def test_columns_is_respected(library: Path, columns: str, widest: int) -> None:
    text = SGR.sub(
        "",
        command(
            "show",
            "2024-14",
            "--library",
            str(library),
            terminal=True,
            environ={"COLUMNS": columns, "BRIEFING_PAGER": ""},
        ).out,
    )
    rule = next(line for line in text.splitlines() if "━" in line)
    assert cell_width(rule.strip()) == min(widest - 4, 76)
    assert max(map(cell_width, text.splitlines())) <= widest


def test_help_names_values_in_the_users_words() -> None:
    chinese, english = command("show", "--help", "--lang", "zh_CN").out, command("show", "--help").out
    assert "期号[#条]" in chinese
    assert "KEY" not in chinese
    assert "KEY[#ITEM]" in english
    for verb in ("list", "add", "new", "import", "rename", "search", "stats"):
        text = command(verb, "--help", "--lang", "zh_CN").out
        names = set(re.findall(r"\b[A-Z]{4,}\b", text)) - {"TOML", "JSON", "EDITOR", "VISUAL", "UTF"}
        assert not names, (verb, names)
    assert "[命令]" in command("--help", "--lang", "zh_CN").out


@pytest.mark.parametrize(
    ("environ", "says", "not_said"),
    [
        ({"TERM": "xterm"}, ("16", "xterm-256color", "PuTTY"), "COLORTERM"),
        ({"TERM": "xterm-256color", "SSH_CONNECTION": "a"}, ("256", "SendEnv", "COLORTERM"), "PuTTY"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ("16,777,216",), "SendEnv"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, ("NO_COLOR is set",), "SendEnv"),
    ],
)
def test_doctor_says_what_to_set_for_more_colours(
    library: Path, environ: dict[str, str], says: tuple[str, ...], not_said: str
) -> None:
    out = command("doctor", "--library", str(library), terminal=True, environ=environ).out
    line = next(line for line in out.splitlines() if "colours" in line)
    assert all(word in line for word in says)
    assert not_said not in line
    assert any("background" in line and "does not say" in line for line in out.splitlines())
