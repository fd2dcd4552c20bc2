from pathlib import Path

import pytest

from briefing_tui.exporters import formats
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import STYLES, layout_names, read_layout


def house(folder: Path, text: str, name: str = "house") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", layout_names())
def test_ours_are_whole_and_have_the_grid_of_the_standard(name: str) -> None:
    layout = read_layout(name)
    assert set(layout.styles) == set(STYLES)
    assert (layout.page.lines, layout.page.characters, layout.page.pitch) == (22, 28, 28.95)
    assert layout.page.type_width == pytest.approx(156 / 25.4 * 72)
    assert layout.page.type_height == pytest.approx(225 / 25.4 * 72)
    em = layout.style("body").size + layout.squeeze
    assert 28 * em <= layout.page.type_width < 28.2 * em
    assert 22 * layout.page.pitch <= layout.page.type_height


def test_a_house_says_what_differs(tmp_path: Path) -> None:
    house(tmp_path, 'base = "briefing"\n[style.title]\ncolour = "#0000FF"\n[fonts]\ntitle = "家用小标宋"\n')
    layout = read_layout("house", [str(tmp_path)])
    ours = read_layout("briefing")
    assert layout.style("title") == ours.style("title")._replace(colour="#0000FF")
    assert layout.fonts["title"] == ("家用小标宋",)
    assert layout.fonts["fang"] == ours.fonts["fang"]
    assert layout.contents_title == ours.contents_title
    assert read_layout(str(tmp_path / "house.toml")) == layout
    assert "house" in layout_names([str(tmp_path)])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[page]\nwidht = 3", "page.widht"),
        ("[page]\nwidth = -3", "page.width"),
        ("[page]\nwidth = true", "page.width"),
        ("[page]\nwidth = nan", "page.width"),
        ("[page]\nlines = 2.5", "page.lines"),
        ("[page]\nlines = 23", "page.lines"),
        ("[page]\nleft = 100\nright = 100", "page"),
        ("[pages]", "pages"),
        ("page = 3", "page"),
        ("[style.headline]\nsize = 3", "style.headline"),
        ('[style.body]\nalign = "middle"', "style.body.align"),
        ('[style.body]\ncolour = "red"', "style.body.colour"),
        ('[style.body]\nfont = "kaiti"', "style.body.font"),
        ("[fonts]\nfang = []", "fonts.fang"),
        ('[fonts]\nfang = ["\\u0000"]', "fonts.fang"),
        ("[contents]\nshow = 1", "contents.show"),
        ("[tail]\nissued = 3", "tail.issued"),
        ("base = 3", "base"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, key: str) -> None:
    file = house(tmp_path, text if text.startswith("base") else f'base = "gbt9704"\n{text}')
    with pytest.raises(ExportError) as caught:
        read_layout(str(file))
    assert caught.value.place.key == key
    assert str(file) in caught.value.one_line()


@pytest.mark.parametrize(
    "data", [b"a = [" * 5000, b"\xff\xfe", b"[page", b"# " + b"x" * 70_000, b'base = "odd"', b'base = "../x"']
)
def test_an_odd_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(data)
    with pytest.raises(ExportError) as caught:
        read_layout(str(file))
    assert "\n" not in caught.value.one_line()


def test_an_unknown_name_lists_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"briefing, gbt9704"):
        read_layout("nope", [str(tmp_path / "absent")])
    with pytest.raises(ExportError):
        read_layout(str(tmp_path))


def test_the_house_s_layout_is_offered_first_whether_it_has_a_name_or_is_a_file() -> None:
    assert formats.layout_names() == ("briefing", "gbt9704")
    assert formats.layout_names((), "gbt9704") == ("gbt9704", "briefing")
    assert formats.layout_names((), "/srv/own.toml") == ("/srv/own.toml", "briefing", "gbt9704")
