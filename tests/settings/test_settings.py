import contextlib
import os
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import SettingsError
from briefing_tui.settings import directories, values as settings
from briefing_tui.settings.values import KEYS, Settings, read_settings


def write_config(text: str, environ: dict[str, str]) -> Path:
    path = Path(settings.config_path(environ))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def environ(hidden_machine: Path) -> dict[str, str]:
    return {"HOME": str(hidden_machine)}


def test_with_nothing_said_defaults_hold(environ: dict[str, str], hidden_machine: Path) -> None:
    found = read_settings({}, environ)
    assert found.library == str(hidden_machine / ".local/share/briefing-tui/library")
    assert (found.measure, found.ambiguous_width, found.pager, found.read_only) == (
        38,
        "auto",
        "less -R",
        False,
    )
    assert set(dict(found.sources).values()) == {"default"}
    assert found.library_source == "default"


@pytest.mark.parametrize("kind", ["config", "data", "state", "cache"])
@pytest.mark.parametrize("xdg", [None, "/somewhere", "relative/is/ignored", ""])
def test_directories_are_those_of_platformdirs(
    kind: str, xdg: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"XDG_{kind.upper()}_HOME"
    if xdg is not None:
        monkeypatch.setenv(variable, xdg)
    expected = getattr(platformdirs, f"user_{kind}_dir")(directories.APP, appauthor=False)
    assert directories.user_directory(kind, os.environ) == expected


def test_flag_beats_environment_beats_file_beats_default(environ: dict[str, str]) -> None:
    write_config('library = "from-file"\nmeasure = 20\n', environ)
    assert read_settings({}, environ).library == str(
        Path(settings.config_path(environ)).with_name("from-file")
    )
    assert read_settings({}, environ).library_source == "config"
    environ["BRIEFING_LIBRARY"] = "from-env"
    assert read_settings({}, environ).library == "from-env"
    both = read_settings({"library": "from-flag"}, environ)
    assert (both.library, both.library_source, both.measure) == ("from-flag", "flag", 20)
    assert dict(both.sources)["measure"] == "config"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("ambiguous_width", "2", "2"),
        ("ambiguous_width", '"auto"', "auto"),
        ("measure", "100", 100),
        ("theme", '"dark"', "dark"),
        ("language", '"zh"', "zh_CN"),
        ("language", '"en_GB.UTF-8"', "en"),
        ("language", '""', ""),
        ("pager", '"more"', "more"),
        ("name", '" 王校对 "', "王校对"),
        ("mouse", "false", False),
        ("read_only", "true", True),
    ],
)
def test_each_key_is_read_from_the_file(key: str, text: str, value: object, environ: dict[str, str]) -> None:
    write_config(f"{key} = {text}\n", environ)
    assert getattr(read_settings({}, environ), key) == value


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("ambiguous_width", "1", "1"),
        ("measure", "10", 10),
        ("name", "王校对", "王校对"),
        ("mouse", "off", False),
        ("read_only", "yes", True),
        ("language", "zh_TW", "zh_CN"),
        ("library", "~/mine", "HOME/mine"),
        ("fonts", "~/fonts", "HOME/fonts"),
    ],
)
def test_each_variable_is_read(key: str, text: str, value: object, environ: dict[str, str]) -> None:
    environ[KEYS[key][0]] = text
    expected = value.replace("HOME", environ["HOME"]) if isinstance(value, str) else value
    assert getattr(read_settings({}, environ), key) == expected


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nmeasure = 9\n", 2, ("measure", "10", "100")),
        ("measure = true\n", 1, ("whole number",)),
        ('# a\n# b\ntheme = "pink"', 3, ("theme", "auto, dark, light")),
        ("mouse = 3", 1, ("true or false",)),
        ("ambiguous_width = true", 1, ("auto, 1 or 2",)),
        ("library = 3", 1, ("text in quotes",)),
        ('library = " "', 1, ("directory",)),
        ("\nmesure = 3", 2, ("mesure", "did you mean `measure`?")),
        ("[measure]\nx = 1", 1, ("measure",)),
        ("zzz = 1", 1, ("known keys:", "ambiguous_width")),
        ("measure = = 3", 1, ()),
        ("measure = 3\nmeasure = 4", 2, ()),
        ("a = " + "[" * 2000, None, ()),
    ],
)
def test_a_fault_in_the_file_names_file_line_key_and_what_is_expected(
    text: str, line: int | None, words: tuple[str, ...], environ: dict[str, str]
) -> None:
    path = write_config(text, environ)
    with pytest.raises(SettingsError) as caught:
        read_settings({}, environ)
    assert caught.value.place.file == str(path)
    if line is not None:
        assert caught.value.place.line == line
    for word in words:
        assert word in caught.value.one_line()


def test_a_fault_in_the_environment_names_the_variable(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"BRIEFING_MEASURE.*10 to 100"):
        read_settings({}, {**environ, "BRIEFING_MEASURE": "３８"})


def test_a_fault_in_a_flag_names_the_flag(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="--lang"):
        read_settings({"language": "fr"}, environ)


def test_faults_with_a_harmless_way_on_are_told_and_the_others_stop(environ: dict[str, str]) -> None:
    told: list[SettingsError] = []
    write_config('mesure = 3\ntheme = "pink"\nmouse = false\n', environ)
    found = read_settings({}, {**environ, "BRIEFING_MEASURE": "3"}, told.append)
    assert (found.theme, found.measure, found.mouse) == ("auto", 38, False)
    assert dict(found.sources)["theme"] == "default"
    assert [one.place.key for one in told] == ["mesure", "BRIEFING_MEASURE", "theme"]
    write_config("library = 3\n", environ)
    with pytest.raises(SettingsError, match="library"):
        read_settings({}, environ, told.append)
    write_config("", environ)
    with pytest.raises(SettingsError, match="--lang"):
        read_settings({"language": "fr"}, environ, told.append)


@pytest.mark.parametrize("odd", ["fifo", "directory", "large", "gbk", "unreadable"])
def test_an_odd_file_is_one_error_and_never_waits(odd: str, environ: dict[str, str]) -> None:
    path = Path(settings.config_path(environ))
    path.parent.mkdir(parents=True)
    if odd == "fifo":
        os.mkfifo(path)
    elif odd == "directory":
        path.mkdir()
    elif odd == "large":
        path.write_bytes(b"#" * 70_000)
    elif odd == "gbk":
        path.write_bytes("pager = '简报'".encode("gbk"))
    else:
        path.symlink_to(path.parent / "nowhere")
    with pytest.raises(SettingsError) as caught:
        read_settings({}, environ)
    assert caught.value.place.file == str(path)


def test_another_file_can_be_named(tmp_path: Path, environ: dict[str, str]) -> None:
    other = tmp_path / "other.toml"
    other.write_text("\ufeffmeasure = 30\r\n", encoding="utf-8")
    assert read_settings({}, {**environ, "BRIEFING_CONFIG": str(other)}).measure == 30


def test_the_users_pager_stands_between_file_and_default(environ: dict[str, str]) -> None:
    assert read_settings({}, {**environ, "PAGER": "most"}).pager == "most"
    assert read_settings({}, {**environ, "PAGER": "most", "BRIEFING_PAGER": "lv"}).pager == "lv"


def test_settings_that_cannot_be_read_still_leave_a_read_only_session_read_only(
    environ: dict[str, str],
) -> None:
    assert settings.default_settings({"read_only": True}, environ).read_only
    assert settings.default_settings({}, {**environ, "BRIEFING_READ_ONLY": "perhaps"}).read_only
    assert not settings.default_settings({}, environ).read_only


@given(st.text(max_size=40))
def test_any_text_in_a_file_gives_settings_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(SettingsError):
        found = read_settings({}, {"HOME": "/nowhere", "BRIEFING_CONFIG": str(path)})
        assert isinstance(found, Settings)


def test_a_relative_library_in_the_file_is_below_the_folder_of_the_file(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write_config('library = "../bulletins"\n', environ).parent
    assert os.path.realpath(read_settings({}, environ).library) == os.path.realpath(
        folder.parent / "bulletins"
    )
    assert read_settings({"library": "here"}, environ).library == "here"
    assert read_settings({}, {**environ, "BRIEFING_LIBRARY": "there"}).library == "there"
    write_config('library = "~/bulletins"\n', environ)
    assert read_settings({}, environ).library == f"{environ['HOME']}/bulletins"


def test_a_relative_folder_of_fonts_is_below_the_folder_of_the_file(environ: dict[str, str]) -> None:
    assert read_settings({}, environ).font_directories == ()
    folder = write_config('fonts = "fonts"\n', environ).parent
    assert read_settings({}, environ).font_directories == (str(folder / "fonts"),)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ('[proof]\noff = ["S-01", "p-08", "S-01"]\n', ("S-01", "P-08")),
        ('proof = { off = ["C-08"] }\nmeasure = 40\n', ("C-08",)),
        ("[proof]\n", ()),
    ],
)
def test_rules_of_proof_reading_are_switched_off(
    environ: dict[str, str], text: str, off: tuple[str, ...]
) -> None:
    write_config(text, environ)
    assert read_settings({}, environ).proof == off


@pytest.mark.parametrize(
    "text", ['[proof]\noff = "S-01"\n', '[proof]\noff = ["S1"]\n', "[proof]\non = []\n", "proof = 3\n"]
)
def test_a_table_of_rules_that_cannot_be_used_is_told_with_its_line(
    environ: dict[str, str], text: str
) -> None:
    path = write_config(text, environ)
    with pytest.raises(SettingsError) as caught:
        read_settings({}, environ)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.key) == (str(path), "proof")
    told: list[SettingsError] = []
    assert read_settings({}, environ, told.append).proof == ()
    assert "the default holds" in str(told[0].hint)


def test_the_environment_names_rules_with_commas(environ: dict[str, str]) -> None:
    environ["BRIEFING_PROOF_OFF"] = "S-01, p-08"
    assert read_settings({}, environ).proof == ("S-01", "P-08")
