"""What stands in a Word file and is not its own text: documents inside it, diagrams and charts, forms for other programs."""

import pytest

from briefing_tui.importers.docx import reader
from briefing_tui.importers.docx.chunks import weight
from briefing_tui.importers.docx.reader import read_docx
from briefing_tui.importers.evidence import Reading
from pages.office_files import paragraph, run, word_file


def read(body: str, parts: dict[str, str | bytes] | None = None) -> Reading:
    return read_docx(word_file(body, parts))


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


def test_documents_inside_count_with_the_others_and_stand_one_deep() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    inner = word_file(paragraph("内文") + paragraph(f"<w:r>{hidden}<w:t>藏</w:t></w:r>"))
    outer = word_file(paragraph("外文") + '<w:altChunk r:id="chunk9.docx"/>', {"chunk9.docx": inner})
    body = (
        paragraph("前") + '<w:altChunk r:id="chunk1.docx"/><w:altChunk r:id="chunk2.docx"/>' + paragraph("后")
    )
    reading = read(body, {"chunk1.docx": inner, "chunk2.docx": outer})
    assert [line.text for line in reading.lines] == ["前", "内文", "外文", "后"]
    assert (reading.hidden, reading.doubts) == (1, ("chunk",))


def test_documents_inside_are_read_no_more_often_than_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "CHUNKS_LIMIT", 2 * weight(word_file(paragraph("内文"))))
    body = paragraph("前") + '<w:altChunk r:id="chunk1.docx"/>' * 50
    reading = read(body, {"chunk1.docx": word_file(paragraph("内文"))})
    assert [line.text for line in reading.lines] == ["前", "内文", "内文"]
    assert reading.doubts == ("chunk",)


def test_of_two_forms_the_one_that_word_knows_is_printed() -> None:
    def either(known: str, other: str) -> str:
        choice = f'<mc:Choice Requires="{known}"><w:r><w:t>一</w:t></w:r></mc:Choice>'
        return f"<mc:AlternateContent>{choice}<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"

    other = "<w:r><w:t>二</w:t></w:r>"
    assert texts(f"<w:p>{either('wps', other)}</w:p>") == ["一"]
    assert texts(f"<w:p>{either('zz', other)}</w:p>") == ["二"]
    assert texts(f"<w:p>{either('zz', '')}</w:p>") == ["一"]


def test_what_other_programs_keep_in_a_file_is_not_printed() -> None:
    kept = '<x:note xmlns:x="http://example.test/x">{}</x:note>'
    body = kept.format(paragraph("段内")) + f"<w:p>{run('前')}{kept.format(run('行内'))}{run('后')}</w:p>"
    assert texts(body) == ["前后"]


def test_words_of_diagrams_and_titles_of_charts_come_in() -> None:
    names = (
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    box = '<dgm:pt type="{}"><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    boxes = box.format("node", "董事会") + box.format("pres", "占位")
    model = f"<dgm:dataModel {names}><dgm:ptLst>{boxes}</dgm:ptLst></dgm:dataModel>"
    chart = (
        f"<c:chartSpace {names}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>业务</a:t></a:r><a:r><a:t>趋势</a:t></a:r></a:p>"
        "</c:rich></c:tx></c:title></c:chart></c:chartSpace>"
    )
    body = (
        f'<w:p><w:r><w:drawing><dgm:relIds {names} r:dm="data1.xml"/></w:drawing></w:r>{run("组织")}</w:p>'
        f'<w:p><w:r><w:drawing><c:chart {names} r:id="chart1.xml"/></w:drawing></w:r></w:p>'
        f'<w:p><w:r><w:drawing><dgm:relIds {names} r:dm="nowhere"/></w:drawing></w:r></w:p>'
    )
    reading = read(body, {"data1.xml": model.encode(), "chart1.xml": chart.encode()})
    assert [line.text for line in reading.lines] == ["董事会", "组织", "业务趋势"]
    assert reading.pictures == 2


def test_the_cells_of_a_matrix_stand_apart() -> None:
    cells = "<m:mr><m:e><m:r><m:t>a</m:t></m:r></m:e><m:e><m:r><m:t>b</m:t></m:r></m:e></m:mr>" * 2
    assert texts(f"<w:p><m:oMath><m:m><m:mPr/>{cells}</m:m></m:oMath></w:p>") == ["a, b; a, b"]
