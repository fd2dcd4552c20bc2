"""A theme file: used as far as it can be, and whatever is wrong with it told with its line; nobody is kept from reading."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from textual.color import Color

from briefing_tui.tui.look import themes
from briefing_tui.tui.look.own_theme import OwnTheme, make_theme
from briefing_tui.typeset.colours import contrast, in_256
from disks.libraries import make_app, shown, small_library
from programs.commands import command
from screens.terminal import PYTHON, Terminal

WRONG = """base = "light"
masthead = "#AA0000"
forground = "#111111"
faint = "#cccccc"
mark = 3
accent = "red"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    (folder / "briefing-tui" / "themes").mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder / "briefing-tui"


def test_what_is_wrong_is_told_and_the_rest_is_used() -> None:
    theme, faults = make_theme(
        "mine",
        {"base": "light", "masthead": "#AA0000", "forground": "#111111", "mark": 3, "bar-back": "#1c1c1c"},
    )
    assert theme == OwnTheme("mine", False, {"masthead": "#aa0000", "bar-back": "#1c1c1c"})
    told = [fault.one_line() for fault in faults]
    assert any("forground" in one and "`foreground`" in one for one in told)
    assert any(one.startswith("mark:") for one in told)
    assert any(one.startswith("bar-back:") and "1.0" in one for one in told)


def test_a_background_that_makes_other_texts_hard_to_read_names_them() -> None:
    _theme, faults = make_theme("mine", {"background": "#fdf6e3"})
    told = [fault.one_line() for fault in faults]
    assert any("background: `foreground` is hard to read on it" in one for one in told)
    assert not any("`background`" in one for one in told)


def test_colours_that_lose_their_contrast_in_256_are_told() -> None:
    pair = {"base": "light", "faint": "#a24740", "background": "#f6f4f4", "surface": "#ffffff"}
    assert contrast(pair["faint"], pair["background"]) >= 4.5
    assert contrast(*(in_256(pair[role]) for role in ("faint", "background"))) < 4.5
    _theme, faults = make_theme("mine", pair)
    told = [fault.one_line() for fault in faults]
    assert any(one.startswith("faint: in 256 colours") and "`background`" in one for one in told)


@given(
    st.dictionaries(
        st.sampled_from(["base", "masthead", "faint", "x"]) | st.text(max_size=5),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
            ),
            max_leaves=4,
        ),
        max_size=4,
    )
)
def test_any_table_makes_a_theme_that_can_be_shown(table: dict[str, object]) -> None:
    theme, _faults = make_theme("any", table)
    made = themes.own_theme(theme)
    assert all(Color.parse(made.variables[role]) for role in ("masthead", "faint"))


def test_the_shell_tells_file_line_and_hint_and_fails_only_where_it_checks(
    config: Path, tmp_path: Path
) -> None:
    path = config / "themes" / "红头.toml"
    path.write_text(WRONG, encoding="utf-8")
    (config / "themes" / "dark.toml").write_text("", encoding="utf-8")
    (config / "themes" / "broken.toml").write_text('base = "', encoding="utf-8")
    checked = command("config", "validate")
    assert checked.code == 1
    lines = checked.err.splitlines()
    assert any(f"{path}:3 forground" in line and "`foreground`" in line for line in lines)
    assert any(f"{path}:4 faint" in line and "4.5" in line for line in lines)
    assert any(f"{path}:5 mark" in line for line in lines)
    assert any("broken.toml:1" in line for line in lines)
    assert any("dark.toml" in line and "taken" in line for line in lines)
    small_library(tmp_path / "library")
    looked = command("doctor", "--library", str(tmp_path / "library"))
    assert looked.code == 0
    assert f"{path}:3 forground" in looked.out


def test_the_setting_takes_the_name_of_a_file_and_no_other(config: Path) -> None:
    (config / "themes" / "红头.toml").write_text('masthead = "#d70000"\n', encoding="utf-8")
    (config / "config.toml").write_text('theme = "红头"\n', encoding="utf-8")
    assert "红头" in command("config", "show").out
    for name in ("nope", "../themes/红头", "a/b"):
        (config / "config.toml").write_text(f'theme = "{name}"\n', encoding="utf-8")
        assert name not in command("config", "show").out
        assert "auto, dark, light, terminal" in command("config", "validate").err


def test_the_printed_theme_is_a_good_file_that_changes_nothing(config: Path) -> None:
    begun = command("config", "init", "--theme", "mine")
    text = (config / "themes" / "mine.toml").read_text(encoding="utf-8")
    assert begun.out == f"{config}/themes/mine.toml\n"
    assert command("config", "init", "--theme", "mine").code == 1
    for name in ("dark", "../x", "a/b", ".x", ""):
        assert command("config", "init", "--theme", name).code == 2
    assert command("config", "validate").code == 0
    (config / "themes" / "mine.toml").write_text(re.sub("(?m)^#(?=[a-z])", "", text), encoding="utf-8")
    assert command("config", "validate").code == 0


async def test_an_own_theme_is_chosen_on_the_screen(tmp_path: Path) -> None:
    own = (OwnTheme("红头", False, {"background": "#ffffd7"}),)
    app = make_app(small_library(tmp_path), own_themes=own, theme="dark")
    app.environ = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app, "No. 14")
        await pilot.press("L")
        await shown(pilot, app, "红头")
        await pilot.press("G", "enter")
        await pilot.pause()
        assert app.host.state.text_option("theme", "") == "红头"


@pytest.mark.pty
def test_a_wrong_file_is_told_and_the_library_is_shown_with_the_rest_of_it(
    config: Path, tmp_path: Path
) -> None:
    small_library(tmp_path / "library")
    (config / "themes" / "mine.toml").write_text('background = "#303030"\nfoo = 1\n', encoding="utf-8")
    env = {
        "BRIEFING_LIBRARY": str(tmp_path / "library"),
        "XDG_CONFIG_HOME": str(config.parent),
        "BRIEFING_THEME": "mine",
        "COLORTERM": "truecolor",
    }
    with Terminal(
        [PYTHON, "-c", "from briefing_tui.cli.main import run; run()"], env=env, columns=140
    ) as terminal:
        terminal.expect("No. 14")
        terminal.expect("mine.toml:2 foo")
        assert terminal.cell(20, 5).bg == "303030"
