"""Colours as a terminal gets them: none under NO_COLOR, and in 16, 256 and true colours what matters stays visible."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from briefing_tui.tui.look import palettes, themes
from disks.libraries import small_library
from screens.terminal import PYTHON, Terminal

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
PROGRAM = [PYTHON, "-c", "from briefing_tui.cli.main import run; run()"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library(tmp_path_factory.mktemp("colours"))


@contextmanager
def program(library: Path, *arguments: str, **environ: str | None) -> Iterator[Terminal]:
    env: Mapping[str, str | None] = {"BRIEFING_LIBRARY": str(library), **environ}
    with Terminal([*PROGRAM, *arguments], env=env) as terminal:
        yield terminal


def codes(terminal: Terminal) -> set[str]:
    """Every parameter of every SGR sequence; those of extended colours as one, such as `38;5` or `48;2`."""
    found: set[str] = set()
    for match in SGR.finditer(bytes(terminal.raw)):
        parts = match[1].decode().split(";")
        while parts:
            part = parts.pop(0)
            if part in {"38", "48"}:
                mode = parts.pop(0)
                del parts[: 1 if mode == "5" else 3]
                part = f"{part};{mode}"
            found.add(part)
    return found


def is_colour(code: str) -> bool:
    return (len(code) > 1 and code[0] in "349") or code.startswith("10")


def walk(terminal: Terminal) -> None:
    """Every screen and box once: library, filter, palette, help, an issue, find, bookmarks."""
    terminal.expect("No. 14")
    terminal.send("?")
    terminal.expect("Esc closes")
    terminal.send("q:")
    terminal.expect("Enter does it")
    terminal.send("filter\r")
    terminal.expect_gone("Enter does it")
    terminal.send("2024-14")
    terminal.expect("1 of 5")
    terminal.send("\r")
    terminal.expect("2024年第14期")
    terminal.send("/担保")
    terminal.expect(re.compile("1/[0-9]"))
    terminal.send("\r")
    terminal.wait_idle()
    terminal.send("B")
    terminal.expect("No bookmarks yet")


@pytest.mark.pty
@pytest.mark.parametrize("term", ["xterm-256color", "xterm"])
def test_no_color_means_none(library: Path, term: str) -> None:
    with program(library, NO_COLOR="1", TERM=term, COLORTERM="truecolor") as terminal:
        walk(terminal)
        assert not {code for code in codes(terminal) if is_colour(code)}
        assert {"1", "7"} <= codes(terminal)


@pytest.mark.pty
def test_no_color_set_but_empty_asks_for_nothing(library: Path) -> None:
    with program(library, NO_COLOR="", COLORTERM="truecolor") as terminal:
        terminal.expect("No. 14")
        assert "38;2" in codes(terminal)


@pytest.mark.pty
@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "linux"}])
def test_the_highlighted_row_is_reversed_where_there_are_few_colours(
    library: Path, environ: dict[str, str]
) -> None:
    with program(library, **environ) as terminal:
        terminal.expect("No. 14")
        terminal.wait_idle()
        row, column = terminal.find("No. 14")
        assert terminal.cell(row, column).reverse
        assert not terminal.cell(row + 1, column).reverse


@pytest.mark.pty
@pytest.mark.parametrize("term", ["xterm", "linux", "vt100", "screen"])
def test_16_colour_terminals_get_their_own_16_colours(library: Path, term: str) -> None:
    with program(library, "open", "2024-14", TERM=term) as terminal:
        terminal.expect("行业信息简报")
        assert not {code for code in codes(terminal) if ";" in code}
        row, column = terminal.find("行业信息简报")
        title = terminal.cell(row, column)
        assert (title.fg, title.bg, title.bold) == ("red", "default", True)


@pytest.mark.pty
def test_no_screen_goes_beyond_16_colours(library: Path) -> None:
    with program(library, TERM="xterm") as terminal:
        walk(terminal)
        assert not {code for code in codes(terminal) if ";" in code}
        assert "31" in codes(terminal)


@pytest.mark.pty
@pytest.mark.parametrize(
    ("environ", "mode"), [({}, "5"), ({"COLORTERM": "truecolor"}, "2"), ({"COLORTERM": "24bit"}, "2")]
)
def test_more_colours_are_used_when_the_terminal_has_them(
    library: Path, environ: dict[str, str], mode: str
) -> None:
    with program(library, **environ) as terminal:
        terminal.expect("No. 14")
        extended = {code for code in codes(terminal) if ";" in code}
        assert extended == {f"38;{mode}", f"48;{mode}"}


@pytest.mark.pty
@pytest.mark.parametrize(
    ("background", "dark"), [("15;0", True), ("0;15", False), ("0;default;15", False), ("", True)]
)
def test_light_or_dark_by_what_the_terminal_says(library: Path, background: str, dark: bool) -> None:
    with program(library, COLORTERM="truecolor", COLORFGBG=background) as terminal:
        terminal.expect("No. 14")
        terminal.wait_idle()
        assert (Color.parse(f"#{terminal.cell(20, 5).bg}").brightness < 0.5) is dark


@pytest.mark.parametrize(
    "theme", [theme for theme in themes.themes() if not theme.ansi], ids=lambda theme: str(theme.name)
)
@pytest.mark.parametrize(
    ("text", "back", "least"),
    [
        ("foreground", "background", 7.0),
        ("foreground", "surface", 7.0),
        ("masthead", "background", 4.5),
        ("primary", "background", 4.5),
        ("faint", "background", 4.5),
        ("faint", "surface", 4.5),
        ("mark", "background", 4.5),
        ("bad", "background", 4.5),
        ("bar-text", "bar-back", 4.5),
        ("cursor-text", "cursor-back", 4.5),
        ("resting-text", "resting-back", 4.5),
        ("match-text", "match-back", 4.5),
        ("here-text", "here-back", 4.5),
    ],
)
def test_texts_stand_out_from_their_background(theme: Theme, text: str, back: str, least: float) -> None:
    # WCAG 2.1, 1.4.3: 4.5 for text, 7 (1.4.6) for what is read at length.
    variables = {**theme.to_color_system().generate(), **theme.variables}
    assert contrast(Color.parse(variables[text]), Color.parse(variables[back])) >= least


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.1, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(
    ("choice", "environ", "expected"),
    [
        ("auto", {"TERM": "xterm-256color"}, "dark"),
        ("light", {"TERM": "xterm-256color"}, "light"),
        ("dark", {"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "dark"),
        ("terminal", {"COLORTERM": "truecolor"}, "terminal"),
        ("dark", {"TERM": "xterm"}, "16-dark"),
        ("light", {"TERM": "xterm"}, "16-light"),
        ("terminal", {"TERM": "xterm"}, "terminal"),
        ("light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "terminal"),
        ("auto", {"TERM": "xterm-256color", "NO_COLOR": ""}, "dark"),
        ("auto", {"TERM": "screen", "COLORTERM": "TrueColor"}, "dark"),
        ("auto", {}, "16-dark"),
        ("auto", {"TERM": "linux"}, "16-dark"),
        ("auto", {"TERM": "xterm", "COLORFGBG": "0;15"}, "16-light"),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, "terminal"),
    ],
)
def test_which_theme_a_terminal_gets(choice: str, environ: dict[str, str], expected: str) -> None:
    assert choice in themes.CHOICES
    assert themes.theme_name(choice, environ) == f"briefing-{expected}"


@pytest.mark.parametrize(
    ("choice", "background", "colorfgbg", "expected"),
    [
        ("auto", "light", "15;0", "light"),
        ("auto", "dark", "0;15", "dark"),
        ("auto", "", "0;15", "light"),
        ("auto", "", "", "dark"),
        ("light", "dark", "15;0", "light"),
        ("dark", "light", "0;15", "dark"),
        ("gone", "light", "", "light"),
    ],
)
def test_the_choice_comes_first_then_the_terminal_then_the_environment(
    choice: str, background: str, colorfgbg: str, expected: str
) -> None:
    environ = {"TERM": "xterm-256color", "COLORFGBG": colorfgbg}
    assert themes.theme_name(choice, environ, background) == f"briefing-{expected}"


def test_every_theme_has_every_variable() -> None:
    dark, light, *unpainted = (set(theme.variables) for theme in themes.themes())
    assert dark == light
    assert len(unpainted) == 3
    for one in unpainted:
        assert {name for name in dark if not name.startswith("scrollbar")} <= one


BACKGROUND = "\x1b]11;rgb:{0}/{0}/{0}\x1b\\"


def light(terminal: Terminal) -> bool:
    terminal.wait_idle()  # all of a frame is there
    return Color.parse(f"#{terminal.cell(20, 5).bg}").brightness > 0.5


@pytest.mark.pty
@pytest.mark.parametrize(
    ("level", "expected"), [("ffff", True), ("0000", False), ("ff", True), ("1e1e", False)]
)
def test_light_or_dark_by_the_terminals_answer(library: Path, level: str, expected: bool) -> None:
    with Terminal(
        [*PROGRAM],
        env={
            "BRIEFING_LIBRARY": str(library),
            "COLORTERM": "truecolor",
            "COLORFGBG": "0;15" if not expected else "15;0",
        },
        background=BACKGROUND.format(level),
    ) as terminal:
        terminal.expect("No. 14")
        assert light(terminal) is expected


@pytest.mark.pty
def test_an_answer_that_comes_late_is_taken_up(library: Path) -> None:
    env = {"BRIEFING_LIBRARY": str(library), "COLORTERM": "truecolor"}
    with Terminal([*PROGRAM, "open", "2024-14"], env=env, answers=False, rows=30) as terminal:
        terminal.expect("【行业动态】")
        terminal.wait_idle()
        assert not light(terminal)
        assert "│" in terminal.text()
        terminal.send(BACKGROUND.format("ffff"))
        terminal.wait_idle()
        assert light(terminal)
        terminal.send("\x1b[1;1R\x1b[1;3R")  # “ is two cells wide
        terminal.expect_gone("│")
        assert "2024年第14期" in terminal.text()
        terminal.send("q")
        terminal.expect("No. 14")


@pytest.mark.pty
@pytest.mark.parametrize(
    "answer",
    [
        "\x1b]11;rgb:zz/zz/zz\x07",
        "\x1b]11;?\x1b\\",
        "\x1b]11;rgb:ffff/ffff\x1b\\",
        "\x1b]11;rgb:fffff/fffff/fffff\x1b\\",
        "\x1b]11;rgb:ffff/ffff/ffff;q\x1b\\",
        "\x1b]11;#ffffff\x1b\\",
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]11;rgb:" + "f" * 5000 + "\x07",
    ],
)
def test_an_answer_of_another_form_is_none_and_types_nothing(library: Path, answer: str) -> None:
    env = {"BRIEFING_LIBRARY": str(library), "COLORTERM": "truecolor"}
    with Terminal([*PROGRAM], env=env, background=answer) as terminal:
        terminal.expect("No. 14")
        assert not light(terminal)
        terminal.send(answer)
        terminal.wait_idle()
        assert not light(terminal)
        terminal.send("?")
        terminal.expect("Esc closes")


@pytest.mark.pty
def test_colours_are_chosen_on_the_screen_and_stay_chosen(library: Path) -> None:
    with program(library, COLORTERM="truecolor") as terminal:
        terminal.expect("No. 14")
        terminal.send("L")
        terminal.expect("Colours")
        terminal.send("jj\r")
        terminal.expect_gone("Esc closes")
        terminal.wait_idle()
        assert light(terminal)
        terminal.send("q")
        terminal.exit_code()
    with program(library, COLORTERM="truecolor") as terminal:
        terminal.expect("No. 14")
        assert light(terminal)
    with program(library, COLORTERM="truecolor", BRIEFING_THEME="dark") as terminal:
        terminal.expect("No. 14")
        assert not light(terminal)


@pytest.mark.pty
def test_with_16_colours_heads_marks_and_the_bar_have_a_colour(library: Path) -> None:
    with program(library, TERM="xterm") as terminal:
        terminal.expect("No. 14")
        terminal.wait_idle()  # the first page comes in pieces
        assert {"33", "44"} <= codes(terminal)
        terminal.send("\r")
        terminal.expect("【行业动态】")
        terminal.wait_idle()
        assert "36" in codes(terminal)


@pytest.mark.pty
@pytest.mark.parametrize("arguments", [("edit", "2025-02"), ("open", "2024-14"), ()])
def test_every_part_of_a_screen_follows_another_theme(library: Path, arguments: tuple[str, ...]) -> None:
    dark, light_accent = palettes.DARK["accent"][1:], palettes.LIGHT["accent"][1:]
    with program(library, *arguments, COLORTERM="truecolor", BRIEFING_THEME="dark") as terminal:
        terminal.expect(re.compile("行业信息简报|No. 14"))
        terminal.wait_idle()
        assert dark in colours_shown(terminal)
        terminal.send("L")
        terminal.expect("own two colours")
        terminal.send("j\r")
        terminal.expect_gone("own two colours")
        terminal.wait_idle()
        shown = colours_shown(terminal)
        assert palettes.DARK["foreground"][1:] not in shown
        assert dark not in shown
        assert light_accent in shown


def colours_shown(terminal: Terminal) -> set[str]:
    """Every colour of a text on the screen."""
    return {
        str(terminal.cell(row, column).fg)
        for row in range(terminal.rows)
        for column in range(terminal.columns)
    }
