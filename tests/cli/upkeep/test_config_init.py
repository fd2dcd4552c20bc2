"""`config init`: a settings file that explains itself, changes nothing as it stands, and never replaces one."""

import errno
import os
import re
import stat
from pathlib import Path

import pytest

from briefing_tui.cli.arguments import OPTIONS
from briefing_tui.cli.settings_template import default_of, describe, template, toml_value
from briefing_tui.settings.values import KEYS, MEASURE, Settings, default_settings, read_settings
from programs.commands import command

both = pytest.mark.parametrize("language", ["en", "zh_CN"])
SETTING = re.compile(r"^#(?=\w+ = )", re.MULTILINE)


@pytest.fixture
def config(hidden_machine: Path) -> Path:
    return hidden_machine / ".config" / "briefing-tui" / "config.toml"


def values(settings: Settings) -> dict[str, object]:
    return {key: getattr(settings, key) for key in KEYS}


def printed(language: str = "en") -> str:
    found = command("config", "init", "--print", "--lang", language)
    assert (found.code, found.err) == (0, "")
    return found.out


@both
def test_the_file_as_written_leaves_every_default_as_it_is(config: Path, language: str) -> None:
    found = command("config", "init", "--lang", language)
    assert (found.code, found.out, found.err) == (0, f"{config}\n", "")
    settings = read_settings({}, os.environ)
    assert values(settings) == values(default_settings({}, os.environ))
    assert set(dict(settings.sources).values()) == {"default"}
    assert command("config", "validate").code == 0


@both
def test_every_line_that_sets_something_names_the_default_and_may_be_uncommented(
    config: Path, language: str
) -> None:
    text = printed(language)
    assert [
        line.split()[0] for line in SETTING.sub("", text).splitlines() if line and line[0] != "#"
    ] == list(KEYS)
    config.parent.mkdir(parents=True)
    config.write_text(SETTING.sub("", text), encoding="utf-8")
    settings = read_settings({}, os.environ)
    assert set(dict(settings.sources).values()) == {"config"}
    assert values(settings) == values(default_settings({}, os.environ))


@pytest.mark.parametrize("key", KEYS)
def test_one_line_uncommented_sets_that_and_nothing_else(config: Path, key: str) -> None:
    text = printed()
    config.parent.mkdir(parents=True)
    config.write_text(text.replace(f"#{key} = ", f"{key} = "), encoding="utf-8")
    settings = read_settings({}, os.environ)
    assert [name for name, source in settings.sources if source == "config"] == [key]


@pytest.mark.parametrize("key", KEYS)
def test_every_value_that_is_named_may_be_written(config: Path, key: str) -> None:
    named = describe(key).allowed
    choices = named.split(", ") if re.fullmatch(r'[\w", ]+', named) and (", " in named) else []
    if key == "measure":
        choices = re.findall(r"\d+", named)
        assert choices == [str(MEASURE[0]), str(MEASURE[-1])]
    if key == "proof":
        choices = re.findall(r"\{.*?\}", named)
    assert choices or key in {"library", "pager", "name", "fonts", "layout"}
    config.parent.mkdir(parents=True)
    for value in choices:
        config.write_text(f"{key} = {value}\n", encoding="utf-8")
        assert dict(read_settings({}, os.environ).sources)[key] == "config"
    if choices and key != "measure":
        assert toml_value(default_of(key, os.environ)) in choices


@both
def test_it_speaks_the_users_language_and_names_variable_and_option(language: str) -> None:
    text = printed(language)
    assert ("设置" in text) == (language == "zh_CN")
    for key, (variable, _parse) in KEYS.items():
        block = next(block for block in text.split("\n\n") if f"\n#{key} = " in block)
        assert variable in block
        assert all(option.names[0] in block for option in OPTIONS if option.setting == key)


def test_file_and_folders_are_the_users_own(config: Path, hidden_machine: Path) -> None:
    before = os.umask(0o002)
    try:
        command("config", "init")
    finally:
        os.umask(before)
    modes = {
        path: stat.S_IMODE(path.stat().st_mode) for path in (config, config.parent, config.parent.parent)
    }
    assert list(modes.values()) == [0o600, 0o700, 0o700]
    assert config.parent.parent.parent == hidden_machine


@pytest.mark.parametrize("there", ["file", "broken", "link", "folder"])
def test_what_is_there_stays_and_is_said(config: Path, there: str) -> None:
    config.parent.mkdir(parents=True)
    if there == "link":
        config.symlink_to("nowhere.toml")
    elif there == "folder":
        config.mkdir()
    else:
        config.write_text("measure = 30\n" if there == "file" else "measure = = 3", encoding="utf-8")
    before = config.read_text(encoding="utf-8") if config.is_file() else ""
    found = command("config", "init")
    assert (found.code, found.out) == (1, "")
    assert f"{config}: the settings file is there already" in found.err
    assert found.err.count("\n") == 1
    assert [path.name for path in config.parent.iterdir()] == [config.name]
    assert (config.read_text(encoding="utf-8") if config.is_file() else "") == before


def test_the_file_that_the_environment_names_is_begun(tmp_path: Path) -> None:
    other = tmp_path / "deep" / "other.toml"
    found = command("config", "init", environ={"BRIEFING_CONFIG": str(other)})
    assert found.out == f"{other}\n"
    assert other.read_text(encoding="utf-8") == printed()


def test_a_setting_that_cannot_be_used_does_not_stop_it(config: Path) -> None:
    assert command("config", "init", environ={"BRIEFING_MEASURE": "3000"}).code == 0
    assert config.is_file()


def test_a_read_only_session_prints_and_writes_nothing(hidden_machine: Path) -> None:
    found = command("config", "init", "--read-only")
    assert (found.code, found.out) == (1, "")
    assert "read-only" in found.err
    assert command("config", "init", "--print", "--read-only").out == printed()
    assert list(hidden_machine.iterdir()) == []


@pytest.mark.parametrize("action", ["path", "show", "validate"])
def test_only_what_init_writes_can_be_printed(action: str) -> None:
    found = command("config", action, "--print")
    assert (found.code, found.out) == (2, "")
    assert "--print belongs to init" in found.err


def test_a_full_disk_leaves_no_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    found = command("config", "init")
    assert (found.code, found.out) == (1, "")
    assert f"{config}: cannot write: No space left on device" in found.err
    assert not config.exists()


def test_a_file_in_the_folders_place_is_said(hidden_machine: Path) -> None:
    (hidden_machine / ".config").write_text("", encoding="utf-8")
    found = command("config", "init")
    assert found.code == 1
    assert "cannot write: Not a directory" in found.err


def test_an_odd_folder_is_written_as_toml_has_it() -> None:
    home = {"HOME": "/home/x", "XDG_DATA_HOME": '/data/"a"\n\\b\x7f'}
    line = next(line for line in template(home).splitlines() if line.startswith("#library"))
    assert line == r'#library = "/data/\"a\"\u000a\\b\u007f/briefing-tui/library"'
