"""PDFs set in columns, with ruled tables, notes at the foot, a running head on the only page: set by typst, as houses set theirs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.evidence import RUNNING_HEAD, Reading
from briefing_tui.importers.pdf.reader import read_pdf
from briefing_tui.model.key import parse_key
from pages.printed_pages import has_font

pytestmark = pytest.mark.skipif(not has_font(), reason="no font for 汉字")


SENTENCE = "近日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半，覆盖全省十二个市州。"
SET = '#set text(hyphenate: false, font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 12pt)\n#set par(justify: true)\n'
VERTICAL = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls><style:font-face style:name="S" '
    """svg:font-family="'Noto Serif CJK SC'"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph">"""
    '<style:text-properties style:font-name-asian="S" style:font-size-asian="12pt"/></style:default-style></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="p"><style:page-layout-properties style:writing-mode="tb-rl"/>'
    '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
    'style:page-layout-name="p"/></office:master-styles><office:body><office:text>{}</office:text></office:body></office:document>'
)
"""A page of LibreOffice that is written from top to bottom."""


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if not line.furniture]


def set_by_typst(source: str, folder: Path) -> bytes:
    typst = pytest.importorskip("typst")
    (folder / "a.typ").write_text(SET + source, encoding="utf-8")
    made: bytes = typst.compile(folder / "a.typ")
    return made


def vertical_page(paragraphs: str, folder: Path) -> bytes:
    """A PDF of a page that LibreOffice sets from top to bottom."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    (folder / "a.fodt").write_text(VERTICAL.format(paragraphs), "utf-8")
    command = [office, f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(folder / "a.fodt")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.pdf").read_bytes()


@pytest.mark.parametrize("before", [5, 15])
def test_a_ruled_table_in_a_column_keeps_its_cells(before: int, tmp_path: Path) -> None:
    """Its cells come nearer to one another than words do; beside it stands text."""
    table = "#table(columns: 3, [指标], [本月], [上月], [业务额], [12.5], [11.8], [户数], [320], [298])"
    column = (SENTENCE + "\n\n") * before
    source = f"#set page(columns: 2)\n{column}{table}\n\n{(SENTENCE + '{0}{0}'.format(chr(10))) * 12}"
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    rows = found.index("指标\t本月\t上月")
    assert found[rows + 1 : rows + 3] == ["业务额\t12.5\t11.8", "户数\t320\t298"]
    assert "".join(found).count(SENTENCE) == before + 12


def test_a_frame_round_a_word_parts_no_line(tmp_path: Path) -> None:
    found = texts(read_pdf(set_by_typst("业务#box(stroke: 0.5pt, inset: 1pt)[直连]协议已经签署。", tmp_path)))
    assert "\t" not in "".join(found)


def test_notes_of_columns_have_their_marks_and_stand_with_their_items(tmp_path: Path) -> None:
    """Marks of both columns stand on one line, and the notes below text of later items."""
    items = "".join(
        f"= {one}、标题{one}\n{SENTENCE * 3}口径见注{f'#footnote[说明{one}甲乙。]' if one in '二四六' else ''}{SENTENCE}\n\n"
        for one in "一二三四五六七八"
    )
    data = set_by_typst("#set page(columns: 2)\n" + items, tmp_path)
    notes = [line.text for line in read_pdf(data).lines if line.note]
    assert notes == ["[1]说明二甲乙。", "[2]说明四甲乙。", "[3]说明六甲乙。"]
    issue = recognise_document(data, name="a.pdf", key=parse_key("2024-14")).issue
    last = {item.title: item.body.rpartition("\n")[2] for section in issue.sections for item in section.items}
    assert [last[f"标题{one}"] for one in "二四六"] == notes
    assert all(body.endswith("市州。") for title, body in last.items() if title[-1] not in "二四六")


def test_the_running_head_of_a_file_of_one_page_is_no_masthead(tmp_path: Path) -> None:
    head = "#text(size: 9pt)[行业信息简报　2024年第14期]"
    foot = "#text(size: 9pt)[行业信息简报编辑部编]"
    source = (
        f"#set page(header: [{head}], footer: [{foot}])\n#align(center, text(size: 26pt)[行业信息简报])\n"
        "#align(center)[2024年第14期]\n#align(center)[示例省再担保集团　2024年12月20日]\n= 一、行业动态\n1. 甲公司上线\n\n"
    )
    data = set_by_typst(source + SENTENCE * 4, tmp_path)
    furniture = [line.text for line in read_pdf(data).lines if line.furniture == RUNNING_HEAD]
    assert furniture == ["行业信息简报 2024年第14期"]
    issue = recognise_document(data, name="a.pdf").issue
    assert (issue.masthead.title, issue.masthead.department) == ("行业信息简报", "示例省再担保集团")
    assert [section.title for section in issue.sections] == ["行业动态"]


def test_latin_that_lies_on_its_side_in_vertical_text_is_text(tmp_path: Path) -> None:
    """LibreOffice turns digits, dashes and quotes that a font has no upright form of; both halves of a dash are one sign."""
    lines = [
        "行业信息简报",
        "2024年第14期",
        "系统〔2022〕8号，“业务”办理时间缩短一半——覆盖《全省》十二个市州…",
    ]
    reading = read_pdf(vertical_page("".join(f"<text:p>{line}</text:p>" for line in lines), tmp_path))
    assert [line.text for line in reading.lines] == lines
    assert reading.doubts == ("vertical",)


def test_a_cell_in_several_lines_is_one_and_a_frame_round_a_text_is_none(tmp_path: Path) -> None:
    table = (
        "#table(columns: (30pt, 90pt, 60pt), align: horizon, [序号], [项目], [状态], [1], [示例省再担保直连系统建设与推广应用项目], [已完成],"
        " [2], [Annual report of the group], [—])"
    )
    frame = f"#rect(width: 100%)[{SENTENCE}\n\n{SENTENCE}]"
    layout = f"#table(columns: 2, [{SENTENCE * 7}], [{SENTENCE * 7}])"
    found = texts(read_pdf(set_by_typst(f"表前\n\n{table}\n\n{frame}\n\n{layout}", tmp_path)))
    assert found[:4] == [
        "表前",
        "序号\t项目\t状态",
        "1\t示例省再担保直连系统建设与推广应用项目\t已完成",
        "2\tAnnual report of the group\t—",
    ]
    assert found[4].startswith("近日")
    assert all(len(line) < 60 for line in found[4:])


def test_empty_cells_of_a_ruled_table_keep_their_columns(tmp_path: Path) -> None:
    source = "表前\n\n#table(columns: 3, [项], [本月], [备注], [甲], [], [无], table.cell(colspan: 3)[其中], [乙], [3], [], [], [4|5], [有])\n\n表后"
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    assert found == [
        "表前",
        "| 项 | 本月 | 备注 |",
        "| 甲 |  | 无 |",
        "其中",
        "| 乙 | 3 |  |",
        "|  | 4｜5 | 有 |",
        "表后",
    ]


def test_a_masthead_that_rules_divide_is_no_table(tmp_path: Path) -> None:
    source = "#table(columns: 2, [示例省再担保集团], [2024年12月20日], [第14期], [])\n\n" + SENTENCE
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    assert found[:2] == ["示例省再担保集团\t2024年12月20日", "第14期"]


def test_squared_paper_behind_a_text_divides_no_words(tmp_path: Path) -> None:
    paper = (
        "#for at in range(90) { place(top + left, dx: at * 5pt, line(angle: 90deg, length: 650pt, stroke: 0.3pt))\n"
        "place(top + left, dy: at * 7pt, line(length: 450pt, stroke: 0.3pt)) }\n"
    )
    words = "Sample guarantee company signed an agreement with Sample bank today."
    found = texts(read_pdf(set_by_typst(f"{paper}{SENTENCE}\n\n{words}\n", tmp_path)))
    assert "".join(found).replace(" ", "") == f"{SENTENCE}{words}".replace(" ", "")


def test_columns_in_a_part_of_a_page_leave_the_lines_above_them_whole(tmp_path: Path) -> None:
    """Department and date of a masthead stand on one line, though they lie on either side of where the columns below part."""
    head = "#grid(columns: (1fr, 1fr), [示例集团业务部], align(right)[2024年12月20日])\n\n*1. 担保业务平稳增长*\n\n"
    source = f"{head}{SENTENCE}\n\n#columns(2)[{SENTENCE * 9}]\n\n{SENTENCE * 4}"
    found = texts(read_pdf(set_by_typst(source, tmp_path)))
    assert found[:2] == ["示例集团业务部\t2024年12月20日", "1. 担保业务平稳增长"]
    assert "".join(found[2:]) == SENTENCE * 14


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize(
    "text", ["第{}条，省再担保集团与三家银行签署直连协议。", "第{}条，覆盖全省12个市州，增长8.5%。"]
)
def test_vertical_pages_that_lie_on_their_side_are_read(text: str, rotation: int, tmp_path: Path) -> None:
    """Of a page that is turned PDFium tells the characters in another order."""
    pdfium = pytest.importorskip("pypdfium2")
    numbers = "一二三四五六七"
    whole = [text.format(number) for number in numbers]
    file = pdfium.PdfDocument(vertical_page("".join(f"<text:p>{line}</text:p>" for line in whole), tmp_path))
    for page in file:
        page.set_rotation(rotation)
    file.save(tmp_path / "turned.pdf")
    reading = read_pdf((tmp_path / "turned.pdf").read_bytes())
    assert (texts(reading), reading.doubts) == (whole, ("vertical",))


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_along_with_a_stamp_is_not_vertical_however_it_lies(rotation: int, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    stamp = "#place(center, rotate(90deg)[内部资料])"
    file = pdfium.PdfDocument(set_by_typst(f"{stamp}\n\n{SENTENCE * 6}", tmp_path))
    for page in file:
        page.set_rotation(rotation)
    file.save(tmp_path / "turned.pdf")
    reading = read_pdf((tmp_path / "turned.pdf").read_bytes())
    assert "".join(texts(reading)) == SENTENCE * 6
