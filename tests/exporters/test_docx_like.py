"""The house's own Word file as a model."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from briefing_tui import office
from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.word.like import read_like
from briefing_tui.exporters.word.markup import W
from measures.costs import is_linear
from pages.paper import article, sample
from pages.word_models import MODELS

docx = pytest.importorskip("docx")


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are counted elsewhere: LibreOffice would be started for each of these files."""
    monkeypatch.setattr(office, "found", lambda: None)


BRIEFING = read_layout("briefing")


def house() -> bytes:
    """A file as somebody makes it: other margins, a style of its own, a header with a picture."""
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    document.styles["Heading 1"].font.size = Pt(19)
    section.header.paragraphs[0].text = "示例集团内部资料"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(PICTURE))
    section.footer.paragraphs[0].text = "第  页"
    document.add_paragraph("模板里的旧文字")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def test_page_styles_header_and_footer_are_taken_over() -> None:
    made = docx.Document(io.BytesIO(docx_bytes(sample(), BRIEFING, like=house())))
    section = made.sections[0]
    assert round(section.left_margin.mm) == 25
    assert section.header.paragraphs[0].text == "示例集团内部资料"
    assert section.footer.paragraphs[0].text == "第  页"
    assert made.styles["Heading 1"].font.size.pt == 19
    heads = [one for one in made.paragraphs if one.style.name == "Heading 1"]
    assert heads
    assert heads[0].text == "【行业动态】"
    assert not [one for one in made.paragraphs if "旧文字" in one.text]
    with zipfile.ZipFile(io.BytesIO(docx_bytes(sample(), BRIEFING, like=house()))) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist())


def test_every_style_and_relationship_that_is_named_is_there() -> None:
    data = docx_bytes(sample(), BRIEFING, like=house())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document, styles = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        links = archive.read("word/_rels/document.xml.rels").decode()
        kinds = archive.read("[Content_Types].xml").decode()
        names = archive.namelist()
    ids = re.findall('w:styleId="([^"]*)"', styles)
    assert len(ids) == len(set(ids))
    assert set(re.findall('<w:(?:pStyle|rStyle|tblStyle|basedOn) w:val="([^"]*)"', document + styles)) <= set(
        ids
    )
    assert set(re.findall('r:id="([^"]*)"', document)) <= set(re.findall('Id="([^"]*)"', links))
    for target in re.findall('Target="([^"]*)"', links):
        assert f"word/{target}" in names
    assert len(names) == len(set(names))
    assert all(
        f'PartName="/{name}"' in kinds
        for name in names
        if name.startswith("word/") and name.endswith("r1.xml")
    )


def test_a_house_s_numbering_counts_nothing_twice() -> None:
    assert (
        '<w:numId w:val="0"/>'
        in zipfile.ZipFile(io.BytesIO(docx_bytes(sample(), BRIEFING, like=house())))
        .read("word/document.xml")
        .decode()
    )


def test_a_header_that_fetches_something_is_left_out() -> None:
    def foreign(name: str, data: bytes) -> bytes:
        if name.startswith("word/_rels/header"):
            return data.replace(b'Target="media/', b'TargetMode="External" Target="http://pwned.example/')
        return data

    data = docx_bytes(sample(), BRIEFING, like=changed(house(), foreign))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"pwned" in archive.read(name)]
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        changed(house(), lambda name, data: b"" if name == "word/styles.xml" else data),
        changed(house(), lambda name, data: b"<w:document/>" if name == "word/document.xml" else data),
        changed(house(), lambda name, data: b"<!DOCTYPE x>" + data if name == "word/styles.xml" else data),
        changed(house(), lambda name, data: b" " * (9 << 20) if name == "word/document.xml" else data),
        changed(house(), lambda _name, data: data.replace(b'w:left="1417"', b'w:left="11000"')),
    ],
    ids=["empty", "text", "no styles", "no document", "doctype", "large", "no room"],
)
def test_a_file_that_is_no_model_is_one_line(data: bytes) -> None:
    with pytest.raises(ExportError) as caught:
        docx_bytes(sample(), BRIEFING, like=data)
    assert "\n" not in caught.value.one_line()


def made_like(model: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(sample(), BRIEFING, like=MODELS[model]()))) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        assert b"vba" not in b"".join(archive.read(name) for name in archive.namelist())
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("model", MODELS)
def test_an_odd_model_gives_one_column_of_lines_and_nothing_that_acts(model: str) -> None:
    document = made_like(model)
    for element in ("textDirection", "vAlign", 'w:num="3"'):
        assert element not in document
    assert "模板里的旧文字" not in document
    assert docx.Document(io.BytesIO(docx_bytes(sample(), BRIEFING, like=MODELS[model]()))).paragraphs


def test_the_gutter_is_taken_off_the_lines() -> None:
    width = re.compile(r'<w:tblW w:w="(\d+)" w:type="dxa"/>')
    plain, narrow = (width.findall(made_like(model))[-1] for model in ("plain", "a gutter"))
    assert int(plain) - int(narrow) == pytest.approx(567, abs=2)


def test_pages_are_reckoned_in_the_model_s_own_lines() -> None:
    """Of 11 points, as python-docx has its text: half as many pages as in ours."""
    items = "\n".join("正文。" for _ in range(200))
    issue = article(items)
    issue = issue._replace(sections=(*issue.sections, issue.sections[0]._replace(title="后面")))
    own = docx_bytes(issue, BRIEFING)
    like = docx_bytes(issue, BRIEFING, like=MODELS["pages from 5"]())
    shown = []
    for data in (own, like):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = archive.read("word/document.xml").decode()
        shown.append(
            [int(page) for page in re.findall(r'PAGEREF.*?"separate"/></w:r>.*?<w:t>(\d+)</w:t>', document)]
        )
    assert shown[0][-1] >= 10
    assert shown[1][0] == 5
    assert shown[1][-1] - 4 <= shown[0][-1] * 0.7


def in_part(part: str, *pairs: tuple[str, str]) -> bytes:
    """The plain model with texts of a part replaced."""

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        text = data.decode()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return text.encode()

    return changed(MODELS["plain"](), change)


def parts_like(model: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(sample(), BRIEFING, like=model))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_a_switch_that_is_off_is_off(value: str) -> None:
    switches = f'<w:mirrorMargins w:val="{value}"/><w:evenAndOddHeaders w:val="{value}"/></w:settings>'
    settings = parts_like(in_part("word/settings.xml", ("</w:settings>", switches)))["word/settings.xml"]
    assert b"mirrorMargins" not in settings
    assert b"evenAndOddHeaders" not in settings
    on = switches.replace(f' w:val="{value}"', "")
    settings = parts_like(in_part("word/settings.xml", ("</w:settings>", on)))["word/settings.xml"]
    assert b"mirrorMargins" in settings
    assert b"evenAndOddHeaders" in settings


@pytest.mark.parametrize(
    "named",
    [
        '<w:printerSettings r:id="rId77"/>',
        '<w:printerSettings r:id="rId77"></w:printerSettings>',
    ],
)
def test_a_section_names_no_part_that_is_not_there(named: str) -> None:
    document = parts_like(in_part("word/document.xml", ("</w:sectPr>", f"{named}</w:sectPr>")))[
        "word/document.xml"
    ]
    assert b"rId77" not in document


def test_references_written_otherwise_are_left_out_when_they_cannot_be_taken() -> None:
    other = '<w:headerReference w:type="first" n:id="rId77" xmlns:n="urn:x"/><w:footerReference w:type="first" r:id="rId78"></w:footerReference><w:pgSz '
    document = parts_like(in_part("word/document.xml", ("<w:pgSz ", other)))["word/document.xml"]
    assert b"rId77" not in document
    assert b"rId78" not in document
    assert b"likerId" in document


@pytest.mark.parametrize("ending", ["png", "svg", "tiff", "jfif"])
def test_a_picture_of_a_header_keeps_its_kind_whatever_its_ending_is(ending: str) -> None:
    def other(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return data.replace(
                b'Extension="png" ContentType="image/png"',
                f'Extension="{ending}" ContentType="image/x-{ending}"'.encode(),
            )
        return data.replace(b".png", f".{ending}".encode()) if name.startswith("word/_rels/header") else data

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed(house(), other))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace(".png", f".{ending}"), old.read(name))
    parts = parts_like(target.getvalue())
    picture = next(name for name in parts if name.startswith("word/media/"))
    assert picture.endswith(ending)
    assert f'PartName="/{picture}" ContentType="image/x-{ending}"'.encode() in parts["[Content_Types].xml"]


def test_a_part_of_no_kind_is_not_taken() -> None:
    def unknown(name: str, data: bytes) -> bytes:
        return (
            data.replace(b'Extension="png"', b'Extension="gone"') if name == "[Content_Types].xml" else data
        )

    parts = parts_like(changed(house(), unknown))
    assert not [name for name in parts if name.startswith("word/media/")]


def test_a_style_of_another_kind_does_not_stand_for_ours() -> None:
    """A paragraph style cannot set a run, and no two styles may have one name."""
    extra = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="RunLead"><w:name w:val="导语"/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="a9"><w:name w:val="版记"/></w:style></w:styles>'
    )
    parts = parts_like(in_part("word/styles.xml", ("</w:styles>", extra)))
    styles, document = parts["word/styles.xml"].decode(), parts["word/document.xml"].decode()
    kinds = {
        found[2]: found[1]
        for found in re.finditer(r'<w:style w:type="(\w+)"[^>]*w:styleId="([^"]*)"', styles)
    }
    for used, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        assert {kinds[one] for one in re.findall(f'<w:{used} w:val="([^"]*)"', document)} <= {kind}
    names = re.findall('<w:name w:val="([^"]*)"', styles)
    assert len(names) == len(set(names))


def test_names_in_the_model_end_no_mark_up() -> None:
    def odd(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return data.replace(b'ContentType="image/png"', b'ContentType="image/png&quot;&lt;x/&gt;"')
        return data

    import xml.etree.ElementTree as ET

    for name, data in parts_like(changed(house(), odd)).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(data)


def moved(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """A Word file whose parts have other names, as programs give them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content, called = old.read(name), name
            for before, after in pairs:
                called = called.replace(before, after)
                if name.endswith((".rels", "[Content_Types].xml")):
                    content = content.replace(before.encode(), after.encode())
            new.writestr(called, content)
    return target.getvalue()


@pytest.mark.parametrize(
    "pairs",
    [
        [("document.xml", "document2.xml")],
        [("styles.xml", "styles3.xml"), ("settings.xml", "settings2.xml"), ("theme1.xml", "theme7.xml")],
        [("media/", "pictures/")],
        [("header1.xml", "styles.xml.header"), ("media/", "media/中 文&")],
    ],
    ids=["document2", "others", "pictures", "odd names"],
)
def test_parts_are_found_by_what_names_them(pairs: list[tuple[str, str]]) -> None:
    model = moved(house(), *pairs) if "&" not in pairs[-1][1] else moved(house(), pairs[0])
    parts = parts_like(model)
    assert parts_like(house()).keys() - {"word/header1.xml"} >= {"word/styles.xml"}
    made = docx.Document(io.BytesIO(docx_bytes(sample(), BRIEFING, like=model)))
    assert made.sections[0].header.paragraphs[0].text == "示例集团内部资料"
    assert made.styles["Heading 1"].font.size.pt == 19
    assert len([name for name in parts if "theme" in name]) == 1
    assert b"word/word" not in b"".join(parts.values())


def test_a_section_whose_change_is_tracked_is_whole() -> None:
    import xml.etree.ElementTree as ET

    change = '<w:sectPrChange w:id="1" w:author="a"><w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr></w:sectPrChange></w:sectPr>'
    document = parts_like(in_part("word/document.xml", ("</w:sectPr>", change)))["word/document.xml"]
    ET.fromstring(document)
    assert b"sectPrChange" not in document
    assert document.count(b"<w:sectPr") == 1
    assert b'w:w="11906"' in document


def test_one_header_for_two_sorts_of_pages_is_one_relationship() -> None:
    def twice(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        found = re.search(rb'<w:headerReference[^>]*r:id="[^"]*"[^>]*/>', data)
        assert found is not None
        return data.replace(found[0], found[0] + found[0].replace(b'"default"', b'"first"'))

    parts = parts_like(changed(house(), twice))
    assert parts["word/document.xml"].count(b"<w:headerReference") == 2
    links = re.findall(b'Id="([^"]*)"', parts["word/_rels/document.xml.rels"])
    assert len(links) == len(set(links))


LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def strange(body: str, settings: str = "") -> bytes:
    """A model that nobody made with Word."""
    target = io.BytesIO()
    relations = f'<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="x/settings" Target="settings.xml"/></Relationships>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/_rels/document.xml.rels", relations)
        archive.writestr("word/settings.xml", settings)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return target.getvalue()


@pytest.mark.parametrize(
    "piece",
    [
        "<w:sectPr ",
        "<w:sectPr>",
        "<w:sectPrChange>",
        "</w:sectPrChange><w:sectPrChange ",
        '<w:sectPr><w:headerReference r:id="',
    ],
)
def test_a_strange_model_takes_time_by_its_length(piece: str) -> None:
    def read(times: int) -> None:
        with suppress(ExportError):
            read_like(strange(piece * times)).says("mirrorMargins")

    assert is_linear(read, 3_000)


def test_strange_settings_take_time_by_their_length() -> None:
    def ask(times: int) -> None:
        assert not read_like(strange("", '<w:mirrorMargins w:val="0" ' * times)).says("mirrorMargins")

    assert is_linear(ask, 3_000)


def test_a_section_longer_than_any_is_refused() -> None:
    with pytest.raises(ExportError, match="not known here"):
        read_like(strange(f"<w:sectPr>{'<w:cols ' * 10_000}</w:sectPr>"))
