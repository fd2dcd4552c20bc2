"""A key file: other keys for actions, shown wherever keys are shown; what cannot be is told and keeps nobody from reading."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from briefing_tui.tui.actions import keys
from briefing_tui.tui.actions.own_keys import SCREENS, make_keys, public_name, rebound
from disks.libraries import small_library
from programs.commands import command
from screens.terminal import PYTHON, Terminal


def told(table: dict[str, object]) -> list[str]:
    return [fault.one_line() for fault in make_keys(table, keys.ACTIONS)[1]]


def bound(table: dict[str, object], screen: str, action: str) -> tuple[str, ...]:
    own, _faults = make_keys(table, keys.ACTIONS)
    return next(row.keys for row in rebound(keys.ACTIONS, own) if row.id == action and screen in row.screens)


def test_an_action_has_other_keys_wherever_letters_are_keys() -> None:
    table: dict[str, object] = {"bookmarks": ["w", "f6"]}
    assert told(table) == []
    assert (
        bound(table, keys.READING, "app.bookmarks")
        == bound(table, keys.LIBRARY, "app.bookmarks")
        == ("w", "f6")
    )


def test_one_screen_alone_may_differ() -> None:
    table: dict[str, object] = {"screen": {"library": {"refresh": "R"}, "search": {"open_hit": "ctrl+j"}}}
    assert told(table) == []
    assert bound(table, keys.LIBRARY, "refresh") == ("R",)
    assert bound(table, keys.SEARCH, "open_hit") == ("ctrl+j",)
    assert bound({"screen": {"library": {"bookmarks": "w"}}}, keys.READING, "app.bookmarks") == ("B",)


def test_two_may_change_places() -> None:
    table: dict[str, object] = {"screen": {"reading": {"next_item": "[", "previous_item": "]"}}}
    assert told(table) == []
    assert bound(table, keys.READING, "next_item") == ("[",)
    assert bound(table, keys.READING, "previous_item") == ("]",)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"next_item": "j"}, ("next_item: j is", "Down")),
        ({"next_item": "w", "find": "w"}, ("w is",)),
        ({"screen": {"form": {"switch_form": "ctrl+s"}}}, ("screen.form",)),
        ({"screen": {"authoring": {"add_item": "ctrl+s"}}}, ("Ctrl+S is",)),
        ({"nxt_item": "w"}, ("no such action", "`next_item`")),
        ({"screen": {"libary": {"refresh": "R"}}}, ("no such screen", "`library`")),
        ({"screen": {"library": {"next_item": "R"}}}, ("library has no such action",)),
        ({"screen": {"search": {"open_hit": "x"}}}, ("x is text",)),
        ({"screen": {"search": {"open_hit": "space"}}}, ("space is text",)),
        ({"find": "alt+x"}, ("'alt+x' is no key",)),
        ({"find": "shift+up"}, ("no key",)),
        ({"find": "ctrl+c"}, ("ctrl+c cannot be given away",)),
        ({"find": ""}, ("no key",)),
        ({"find": "\x1b"}, ("no key",)),
        ({"find": 3}, ("expected a key",)),
        ({"find": []}, ("expected a key",)),
        ({"find": {"a": 1}}, ("expected a key",)),
        ({"screen": 3}, ("no such action",)),
        ({"screen": {"library": 3}}, ("no such action",)),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(table: dict[str, object], says: tuple[str, ...]) -> None:
    own, faults = make_keys(table, keys.ACTIONS)
    text = "\n".join(fault.one_line() for fault in faults)
    assert all(word in text for word in says), text
    again = {(row.id, screen): row.keys for row in rebound(keys.ACTIONS, own) for screen in row.screens}
    before = {(row.id, screen): row.keys for row in keys.ACTIONS for screen in row.screens}
    changed = {place for place in before if before[place] != again[place]}
    assert len(changed) <= 2  # the first of two that want one key has it


def test_of_several_keys_those_that_can_be_are_given() -> None:
    table: dict[str, object] = {"screen": {"reading": {"find": ["f", "j", "alt+x"]}}}
    assert len(told(table)) == 2
    assert bound(table, keys.READING, "find") == ("f",)


@given(
    st.dictionaries(
        st.sampled_from(["screen", "find", "quit", "next_item"]) | st.text(max_size=4),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=6),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from([*SCREENS, "find", "x"]), inner, max_size=2)
            ),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_any_table_leaves_every_action_a_key_and_no_key_two_actions(table: dict[str, object]) -> None:
    own, _faults = make_keys(table, keys.ACTIONS)
    rows = rebound(keys.ACTIONS, own)
    places = {(row.id, screen) for row in rows for screen in row.screens}
    assert places == {(row.id, screen) for row in keys.ACTIONS for screen in row.screens}
    assert all(row.keys and row.shown for row in rows)


def test_the_printed_file_is_good_with_every_line_of_it_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "briefing-tui" / "keys.toml"
    file.parent.mkdir()
    text = command("config", "init", "--keys", "--print").out
    assert all(f"#{public_name(row.id)} = " in text for row in keys.ACTIONS)
    file.write_text(text, encoding="utf-8")
    assert command("config", "validate").code == 0
    file.write_text(re.sub("(?m)^#(?=[a-z])", "", text), encoding="utf-8")
    checked = command("config", "validate")
    assert checked.code == 0, checked.err


def test_a_fault_has_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "briefing-tui" / "keys.toml"
    file.parent.mkdir()
    lines = (
        'find = "f"',
        'next_item = "j"',
        "[screen.library]",
        'refesh = "R"',
        "[screen.search]",
        'find = "x"',
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    checked = command("config", "validate")
    assert checked.code == 1
    assert f"{file}:2 next_item" in checked.err
    assert f"{file}:4 screen.library.refesh" in checked.err
    assert f"{file}:6 screen.search.find" in checked.err


@pytest.mark.pty
def test_new_keys_act_and_are_what_hints_and_help_show(tmp_path: Path) -> None:
    small_library(tmp_path / "library")
    file = tmp_path / "config" / "briefing-tui" / "keys.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        'nosuch = "x"\n[screen.library]\nopen_issue = ["x", "enter"]\n[screen.reading]\nnext_item = "w"\n',
        encoding="utf-8",
    )
    env = {"BRIEFING_LIBRARY": str(tmp_path / "library"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    with Terminal(
        [PYTHON, "-c", "from briefing_tui.cli.main import run; run()"], env=env, columns=140
    ) as terminal:
        terminal.expect("keys.toml:1 nosuch")
        terminal.send("j")
        terminal.expect("x Open")
        terminal.send("kx")
        terminal.expect("2024年第14期")
        terminal.expect("w Next item")
        terminal.send("w")
        terminal.expect("#1/3")
        terminal.send("]")
        terminal.wait_idle()
        assert "#1/3" in terminal.text()
        terminal.send("?")
        terminal.expect("To the next item.")
        line = next(line for line in terminal.lines() if "To the next item." in line)
        assert "w" in line.split("To the next")[0]
        assert "]" not in line.split("To the next")[0]
