"""The pictures of the documentation show what the program shows, each character in its cell."""

import itertools
import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from pictures import film, scenes, svg
from pictures.__main__ import FOLDER
from pictures.cells import Cell, Screen

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_FILM = 400_000
"""Bytes: it is loaded with the page."""
FILES = sorted(FOLDER.glob("*.svg"))
FILMS = [file for file in FILES if file.name.startswith("film-")]
STILLS = [file for file in FILES if file not in FILMS]

every = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


class Type(NamedTuple):
    """A character on a picture."""

    row: float
    column: float
    """Cells from the left edge of the screen; whole where it stands in a cell."""
    cells: int
    char: str


def typed(root: ET.Element, top: float = svg.TITLE) -> list[Type]:
    """Every character that stands in a cell, under an element."""
    found = []
    for text in root.iter(f"{SVG}text"):
        if text.get("text-anchor"):
            continue  # of the window
        cells = 2 if (text.get("class") or "")[0] == "w" else 1
        row = (float(text.attrib["y"]) - svg.BASELINE - top) / svg.ROW
        places = [float(x) for x in text.attrib["x"].split()]
        shift = svg.INSET if cells == 2 else 0
        for x, char in zip(places, text.text or "", strict=True):
            found.append(Type(row, (x - shift - svg.EDGE) / svg.CELL, cells, char))
    return found


def shown(types: list[Type]) -> str:
    """The rows of a picture as text."""
    rows: dict[int, dict[int, str]] = {}
    for one in types:
        rows.setdefault(int(one.row), {})[int(one.column)] = one.char
        if one.cells == 2:
            rows[int(one.row)][int(one.column) + 1] = ""
    lines = []
    for number in range(max(rows, default=-1) + 1):
        row = rows.get(number, {})
        lines.append("".join(row.get(column, " ") for column in range(max(row, default=-1) + 1)))
    return "\n".join(lines)


def without_shapes(screen: Screen) -> str:
    """The text of a screen, blanks in place of what a picture has as shapes."""
    return "\n".join(
        "".join(" " if svg.shapes(char) else char for char in line).rstrip()
        for line in screen.text.split("\n")
    ).rstrip("\n")


def test_every_scene_is_there_in_both_languages_and_looks() -> None:
    names = [*scenes.SCENES, "film"]
    wanted = {
        f"{name}-{language}-{theme}" for name in names for language in ("en", "zh") for theme in svg.LOOKS
    }
    assert {file.stem for file in FILES} == wanted


@every
def test_every_character_stands_in_a_cell_of_its_own(file: Path) -> None:
    root = ET.parse(file).getroot()
    rows = root.find(f"{SVG}defs") if file in FILMS else [root]
    assert rows is not None
    for row in rows:
        types = typed(row, 0 if file in FILMS else svg.TITLE)
        assert all(one.row == int(one.row) and one.column == int(one.column) for one in types)
        taken = [(one.row, one.column + cell) for one in types for cell in range(one.cells)]
        assert len(taken) == len(set(taken)), "two characters in one cell"
        assert all((one.cells == 2) == (one.char > "\u2e7f") for one in types), (
            "a 汉字 in one cell, or a letter in two"
        )


@pytest.mark.slow
@pytest.mark.pty
@pytest.mark.parametrize("name", scenes.SCENES)
def test_a_picture_is_what_the_program_shows(name: str) -> None:
    """For one language and theme: the others come from the same run of `make screenshot`."""
    screen = scenes.take(scenes.SCENES[name], "zh", "dark")
    picture = ET.parse(FOLDER / f"{name}-zh-dark.svg").getroot()
    assert shown(typed(picture)) == without_shapes(screen), "run `make screenshot` and look at the pictures"


@pytest.mark.parametrize("file", STILLS, ids=lambda file: file.stem)
def test_the_pictures_show_the_samples(file: Path) -> None:
    text = shown(typed(ET.parse(file).getroot()))
    for words in {
        "reading": (
            "示例省信用担保集团有限公司",
            "担保信息简报",
            "2025年第1期（总第63期）",
            "综合管理部",
            "【要闻速览】",
            "三、几点体会",
        ),
        "library": ("2025-03-20", "2024-12-16", "2024-09-20", "云溪担保公司首创"),
        "search": ("费率", "2024-12", "前三季度新增担保84.3亿元"),
        "authoring": (
            "云溪担保公司推出“订单保”",
            "的采购订单即可申请",
            "厂拿下260万元订单。",
            "（报送单位：云溪担保公司）",
        ),
    }[file.stem.partition("-")[0]]:
        assert words in text
    assert "====" not in text, "a rule of a terminal that did not tell its width"


@pytest.mark.parametrize("file", FILMS, ids=lambda file: file.stem)
def test_the_film_shows_each_step_for_its_time_and_is_small(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert len(source.encode()) <= LARGEST_FILM
    root = ET.fromstring(source)
    defined = [element.get("id") for element in root.findall(f"{SVG}defs/{SVG}g")]
    assert len(defined) == len(set(defined))
    frames = [element for element in root.findall(f"{SVG}g") if element.get("class") == "f"]
    assert len(frames) == 1 + len(film.STEPS)
    used = {use.get("href", "")[1:] for use in root.iter(f"{SVG}use")}
    assert used == set(defined)
    for one, other in itertools.pairwise(frames):
        assert ET.tostring(one) != ET.tostring(other)
    whole = film.OPENING_SECONDS + sum(step.seconds for step in film.STEPS)
    assert f"animation:{whole:g}s step-end infinite" in source
    assert "prefers-reduced-motion" in source
    assert len(re.findall(r"@keyframes", source)) == len(frames)


def test_a_frame_is_seen_while_no_other_is() -> None:
    rules = film.timing([1.0, 2.0, 1.0])
    spans = [
        (
            [float(at) for at in re.findall(r"([\d.]+)%\{visibility:visible", rule)],
            [float(at) for at in re.findall(r"([\d.]+)%\{visibility:hidden", rule)],
        )
        for rule in rules.splitlines()
        if rule.startswith("@keyframes")
    ]
    assert spans == [([0.0], [25.0]), ([25.0], [0.0, 75.0]), ([75.0], [0.0])]


def test_lines_and_bars_are_shapes_in_their_cell_and_text_is_not_mark_up() -> None:
    cells = [
        Cell(0, "│", False, "#111111", "#ffffff", False, False),
        Cell(1, "█", False, "#222222", "#ffffff", False, False),
        Cell(2, "&", False, "#333333", "#ffffff", True, True),
        Cell(3, "保", True, "#444444", "#eeeeee", False, False),
    ]
    root = ET.fromstring(svg.picture(Screen(5, (tuple(cells),)), "a <b>", svg.LOOKS["light"]))
    assert root.get("aria-label") == "a <b>"
    assert [(one.column, one.cells, one.char) for one in typed(root)] == [(2, 1, "&"), (3, 2, "保")]
    boxes = {box.get("fill"): box for box in root.findall(f"{SVG}rect")}
    assert boxes["#222222"].attrib | {"fill": ""} == {
        "x": str(svg.EDGE + svg.CELL),
        "y": str(svg.TITLE),
        "width": str(svg.CELL),
        "height": str(svg.ROW),
        "fill": "",
    }
    assert float(boxes["#111111"].attrib["x"]) > svg.EDGE
    assert boxes["#eeeeee"].get("width") == str(2 * svg.CELL)
    assert boxes["#333333"].get("height") == "1", "underlined"
