"""The fonts of a PDF: which there are, which are taken, and that what is trimmed looks as the whole."""

import random
import struct
import tempfile
import threading
from pathlib import Path

import pytest

from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.exporters.press import sfnt
from briefing_tui.exporters.press.faces import Faces
from briefing_tui.exporters.press.installed import Installed, installed
from briefing_tui.exporters.press.trimmed import LEAST, trimmed
from briefing_tui.model.issue import Issue
from pages.paper import article, needs_press, pages_of, paragraphs, sample

pytestmark = needs_press
LAYOUT = read_layout("gbt9704")
TEXT = "示例简报第14期：堃喆玥镕，“完成295.38亿元”——〓（一）【AV fi】"


def large() -> list[Installed]:
    """The faces of this machine that are worth trimming, one of each family."""
    found: dict[str, Installed] = {}
    for one in installed(()):
        if Path(one.path).stat().st_size >= LEAST and trimmed(one.path, one.number, "国"):
            found.setdefault(one.path, one)
    return list(found.values())


def picture(folder: Path, family: str) -> object:
    """A page of `TEXT` in a family of a folder."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    source = f'#set page(width: 300pt, height: 120pt)\n#set text(font: "{family}", size: 20pt, fallback: false, ligatures: false, kerning: false)\n#"{TEXT}"'
    return typst.compile(source.encode(), font_paths=fonts, format="png")


def test_a_trimmed_font_sets_the_same_picture(tmp_path: Path) -> None:
    every = {
        one.path: one
        for one in installed(())
        if {"Noto Serif CJK SC", "Noto Sans CJK SC"} & set(one.families)
    }
    if not every:
        pytest.skip("no font of Noto with Chinese")
    for index, one in enumerate(every.values()):
        whole, part = tmp_path / f"whole{index}", tmp_path / f"part{index}"
        whole.mkdir()
        part.mkdir()
        (whole / "font.ttc").symlink_to(one.path)
        data = trimmed(one.path, one.number, TEXT)
        assert data is not None
        assert len(data) < Path(one.path).stat().st_size / 5
        (part / "font.otf").write_bytes(data)
        family = next(name for name in one.families if name.endswith("CJK SC"))
        assert picture(part, family) == picture(whole, family)


def test_a_font_that_is_not_as_expected_is_left_as_it_is(tmp_path: Path) -> None:
    """Never an error: at worst it is trimmed to what nobody can read, and typst gets the whole then."""
    fonts = large()
    if not fonts:
        pytest.skip("no large font")
    data = trimmed(fonts[0].path, fonts[0].number, TEXT)
    assert data is not None
    chance, path = random.Random(13), tmp_path / "font.otf"
    for cut in (0, 1, 11, 12, 100, 1000, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:cut])
        assert trimmed(str(path), 0, TEXT) is None or cut > 1000
        assert installed([str(tmp_path)]) is not None
    for _try in range(300):
        broken = bytearray(data)
        for _byte in range(chance.randint(1, 40)):
            broken[chance.randrange(3000)] = chance.randrange(256)
        path.write_bytes(broken)
        trimmed(str(path), 0, TEXT)
        installed([str(tmp_path)])
    assert trimmed(str(tmp_path / "none"), 0, TEXT) is None
    assert trimmed(str(path), 99, TEXT) is None


def test_the_machine_s_fonts_are_those_that_typst_finds() -> None:
    import typst

    ours = {(one.path, one.number): one for one in installed(())}
    theirs = [info for info in typst.Fonts(include_embedded_fonts=False).fonts() if info.style == "normal"]
    there = [info for info in theirs if (str(info.path), info.index) in ours]
    assert there
    chinese = [info for info in there if "CJK" in info.family]
    for info in chinese:
        one = ours[str(info.path), info.index]
        assert info.family in one.families
        assert info.weight == one.weight


def called(data: bytes, family: str, kinds: tuple[int, ...] = (1, 4, 6)) -> bytes:
    """A font file of one face under another name, in one language alone; `kinds` are those of its names."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        tables = {tag: sfnt.read(file, *place) for tag, place in sfnt.directory(file, 0).items()}
    name = family.encode("utf-16-be")
    rows = b"".join(struct.pack(">6H", 3, 1, 0x804, kind, len(name), 0) for kind in kinds)
    tables[b"name"] = struct.pack(">HHH", 0, len(kinds), 6 + len(rows)) + rows + name
    return sfnt.built(tables, outlines=b"OTTO")


def house(folder: Path, family: str, characters: str, kinds: tuple[int, ...] = (1, 4, 6)) -> None:
    """A font of the house's that has these characters."""
    fonts = large()
    if not fonts:
        pytest.skip("no large font")
    data = trimmed(fonts[0].path, fonts[0].number, characters)
    assert data is not None
    folder.mkdir(exist_ok=True)
    (folder / "house.otf").write_bytes(called(data, family, kinds))
    (folder / "broken.ttf").write_bytes(b"\0\1\0\0 no font")
    (folder / "dangling.otf").symlink_to(folder / "nothing")


def test_a_house_s_font_is_found_by_its_chinese_name_and_what_it_lacks_is_set_in_others(
    tmp_path: Path,
) -> None:
    house(tmp_path / "fonts", "示例仿宋", "的一是国简报担保文字" + "".join(map(chr, range(32, 127))))
    layout = LAYOUT._replace(fonts={**LAYOUT.fonts, "fang": ("示例仿宋",)})
    faces = Faces(layout, installed([str(tmp_path / "fonts")]))
    assert [one.families for one in faces.of_list("fang", bold=False)] == [("示例仿宋",)]
    told: list[str] = []
    pdf = pdf_bytes(article("文字国堃喆"), layout, fonts=[str(tmp_path / "fonts")], tell=told.append)
    assert "文字国堃喆" in "".join(paragraphs(pages_of(pdf)))
    assert told == []


def test_a_font_that_typst_does_not_take_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    """One with a family's name and no other."""
    house(tmp_path / "fonts", "示例仿宋", TEXT, kinds=(1,))
    layout = LAYOUT._replace(fonts=dict.fromkeys(LAYOUT.fonts, ("示例仿宋",)))
    pdf = pdf_bytes(article("文字国堃喆"), layout, fonts=[str(tmp_path / "fonts")])
    assert "文字国堃喆" in "".join(paragraphs(pages_of(pdf)))


def test_what_no_chosen_font_has_is_looked_for_in_all(tmp_path: Path) -> None:
    faces = Faces(LAYOUT, installed(()))
    pieces = issue_pieces(article("左שלום右\U000f0000"), LAYOUT)
    found = faces.elsewhere(pieces)
    assert found.get("\U000f0000", tmp_path) is None
    assert Faces(LAYOUT, installed(())).elsewhere(PaperPieces((), ())) == {}


def test_nothing_is_left_behind_even_when_it_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert pdf_bytes(Issue(), LAYOUT)
    assert not any(tmp_path.iterdir())
    big = sample()
    asked = threading.Event()
    threading.Timer(0.3, asked.set).start()
    with pytest.raises(ExportError):
        pdf_bytes(big._replace(sections=big.sections * 400), LAYOUT, stopped=asked.is_set)
    assert not any(tmp_path.iterdir())


def test_the_latin_font_is_the_layout_s(tmp_path: Path) -> None:
    """A small font is put there as a link, which typst tells by what it leads to."""
    path = tmp_path / "issue.pdf"
    path.write_bytes(pdf_bytes(article("2024年AV"), LAYOUT))
    latin = Faces(LAYOUT, installed(())).of_list("latin", bold=False)[0]
    assert latin.families[0].replace(" ", "").encode() in path.read_bytes()
