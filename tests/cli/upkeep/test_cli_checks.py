"""`config` and `doctor`, and that a broken configuration never stops the verbs that mend it."""

import tomllib
from pathlib import Path

import pytest

from briefing_tui.cli.shell import can_be_written
from programs.commands import PROGRAM, command
from screens.terminal import Terminal


@pytest.fixture
def config(hidden_machine: Path) -> Path:
    path = hidden_machine / ".config" / "briefing-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture(autouse=True)
def at_samples(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_LIBRARY", str(samples))


def test_config_path_is_the_file_that_is_read(config: Path) -> None:
    assert command("config", "path").out == f"{config}\n"


def test_config_show_tells_each_value_and_where_it_came_from(config: Path, samples: Path) -> None:
    config.write_text('pager = "say \\"hi\\""\n', encoding="utf-8")
    found = command("config", "show", "--lang", "en", environ={"BRIEFING_MEASURE": "30"})
    assert (found.code, found.err) == (0, "")
    origins = {line.split()[0]: line.split("# ")[1] for line in found.out.splitlines()}
    assert origins == {
        "library": "BRIEFING_LIBRARY",
        "ambiguous_width": "default",
        "measure": "BRIEFING_MEASURE",
        "theme": "default",
        "proof": "default",
        "language": "command line",
        "pager": "file",
        "name": "default",
        "mouse": "default",
        "fonts": "default",
        "layout": "default",
        "sync": "default",
        "history": "default",
        "prestart": "default",
        "read_only": "default",
    }
    values = tomllib.loads(found.out)
    assert (values["library"], values["measure"], values["pager"]) == (str(samples), 30, 'say "hi"')


def test_what_config_show_prints_is_a_configuration(config: Path) -> None:
    config.write_text(command("config", "show").out, encoding="utf-8")
    assert command("config", "validate").code == 0


def test_config_validate_says_what_it_found(config: Path) -> None:
    assert "no such file" in command("config", "validate").err
    config.write_text("measure = 30\nmouse = false\n", encoding="utf-8")
    found = command("config", "validate")
    assert (found.code, found.out) == (0, "")
    assert "settings: 2" in found.err
    config.write_text("measur = 30\n", encoding="utf-8")
    found = command("config", "validate")
    assert found.code == 2
    assert f"{config}:1 measur" in found.err
    assert "did you mean `measure`?" in found.err


def test_a_broken_configuration_stops_verbs_but_not_those_that_mend_it(config: Path) -> None:
    config.write_text("read_only = 3000\n", encoding="utf-8")
    assert command("list").code == 2
    assert command("show", "2024-14").code == 2
    assert command("config", "path").code == 0
    assert command("completion", "bash").code == 0
    assert command("list", "--help").code == 0
    assert command("--version").code == 0
    found = command("doctor")
    assert found.code == 1
    assert "read_only" in found.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "measure = 3000\n",
            "config.toml:1 measure: expected a whole number from 10 to 100 (the default holds)",
        ),
        ("mesure = 30\n", "config.toml:1 mesure: unknown key (did you mean `measure`?)"),
        ('theme = "pink"\n', "config.toml:1 theme: expected one of"),
        ("[keys]\nx = 1\n", "config.toml:1 keys: unknown key"),
        ('colour = "red"\nmouse = 7\n', "config.toml:2 mouse: expected true or false"),
    ],
)
def test_what_of_the_settings_has_a_harmless_way_on_warns_and_stops_nobody(
    config: Path, text: str, said: str
) -> None:
    config.write_text(text, encoding="utf-8")
    found = command("show", "2024-14")
    assert found.code == 0
    assert "第14期" in found.out
    assert said in found.err
    assert command("config", "validate").code == 2
    checked = command("doctor")
    assert said in checked.out
    assert command("__keys", "show", "20").err == ""


@pytest.mark.parametrize("variable", ["BRIEFING_MEASURE", "BRIEFING_THEME", "BRIEFING_MOUSE"])
def test_so_it_is_with_the_environment(variable: str) -> None:
    found = command("show", "2024-14", environ={variable: "no such thing"})
    assert found.code == 0
    assert variable in found.err


@pytest.mark.parametrize("text", ["read_only = 3\n", "measure = = 3\n"])
def test_what_has_none_stops(config: Path, text: str) -> None:
    config.write_text(text, encoding="utf-8")
    assert command("show", "2024-14").code == 2


def test_the_language_of_the_configuration_holds(config: Path) -> None:
    config.write_text('language = "zh_CN"\n', encoding="utf-8")
    assert "示例" in command("--help").out
    assert "Examples" in command("--help", "--lang", "en").out


@pytest.mark.parametrize(
    ("environ", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LC_MESSAGES": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "BRIEFING_LANG": "en"}, False),
        ({}, False),
    ],
)
def test_the_language_of_the_locale_holds_otherwise(environ: dict[str, str], chinese: bool) -> None:
    assert ("示例" in command("--help", environ=environ).out) == chinese


def findings(**environ: str) -> dict[str, tuple[str, str]]:
    """Subject → level and text."""
    rows = (line.split(maxsplit=2) for line in command("doctor", environ=environ).out.splitlines())
    return {row[1]: (row[0], row[2]) for row in rows}


def test_doctor_looks_at_what_the_program_leans_on(samples: Path) -> None:
    found = findings()
    for name in (
        "briefing-tui",
        "Python",
        "textual",
        "rich",
        "tomlkit",
        "platformdirs",
        "SQLite",
        "library",
        "state",
    ):
        assert found[name][0] == "ok", name
    assert str(samples) in found["library"][1]
    assert "FTS5" in found["SQLite"][1]
    assert command("doctor").code == 0


def test_doctor_fails_without_a_library_and_says_what_to_do() -> None:
    found = command("doctor", "--library", "/nowhere/at/all")
    assert found.code == 1
    assert "FAIL" in found.out
    assert "briefing-tui import" in found.out


def test_doctor_counts_broken_files(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "2024-01.toml").write_text("format = 9\n", encoding="utf-8")
    found = command("doctor", "--library", str(tmp_path)).out
    assert "1 unreadable file" in found


def test_doctor_writes_nothing(hidden_machine: Path) -> None:
    command("doctor")
    assert list(hidden_machine.rglob("*")) == []


@pytest.mark.pty
def test_doctor_asks_the_terminal(samples: Path) -> None:
    with Terminal([str(PROGRAM), "doctor", "--library", str(samples)], rows=40, columns=100) as terminal:
        assert terminal.exit_code() == 0
        text = terminal.text()
    assert "100 × 40 cells" in text
    assert "1 cell" in text
    assert "TERM=" in text


def test_a_directory_is_judged_by_the_nearest_one_that_exists(tmp_path: Path) -> None:
    assert can_be_written(str(tmp_path / "a" / "b"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not can_be_written(str(tmp_path / "file" / "b"))
