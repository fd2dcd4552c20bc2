"""The house's own Word file as a model."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from paper import article, sample
from word_models import MODELS

docx = pytest.importorskip("docx")
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
