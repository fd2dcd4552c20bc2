"""Word files: what a reader of the printed page sees comes in once, and nothing else."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import briefing_tui
from briefing_tui.importers.docx import package, settings
from briefing_tui.importers.docx.reader import read_docx
from briefing_tui.importers.evidence import Reading, Refused
from disks.places import CORPUS
from pages.office_files import level, numbered, paragraph, run, word_file, zipped

SOURCE = str(Path(briefing_tui.__file__).parents[1])
TRAP = CORPUS.parent / "cases" / "office" / "trap.docx"
ONCE = (
    "行业信息简报文本框", "一、第一章标题", "（一）小节标题", "2.条目乙", "（一）小节再起", "插入文字", "移来文字", "链接文字",
    "智能标记", "控件段落", "行内控件前行内控件", "脚注内容", "丙-丁", "域结果", "黎注音", "格一", "纵并", "嵌套表", "表后段落",
)  # fmt: skip


def texts(body: str, parts: dict[str, str | bytes] | None = None, *, strict: bool = False) -> list[str]:
    return [line.text for line in read(body, parts, strict=strict).lines]


def read_part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def read(body: str, parts: dict[str, str | bytes] | None = None, *, strict: bool = False) -> Reading:
    return read_docx(word_file(body, parts, strict=strict))


@pytest.mark.corpus
def test_each_mark_of_the_trap_document_comes_in_as_printed() -> None:
    if not TRAP.exists():
        pytest.skip("no cases beside the project")
    reading = read_docx(TRAP.read_bytes())
    text = "\n".join(line.text for line in reading.lines)
    counts = {mark: text.count(mark) for mark in ONCE}
    # 格一 begins 格一二段 as well
    assert counts == dict.fromkeys(ONCE, 1) | {"格一": 2}
    assert [mark for mark in ("删除文字", "移走文字", "隐藏文字", "页脚文字") if mark in text] == []
    assert (reading.deleted, reading.hidden) == (8, 4)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "1 2 10 11 20 21 105"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 一百零五"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百零五"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇五"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零伍"),
        ("ideographLegalTraditional", "壹 貳 壹拾 壹拾壹 貳拾 貳拾壹 壹佰零伍"),
        ("ideographTraditional", "甲 乙 癸 甲 癸 甲 戊"),
        ("ideographZodiac", "子 丑 酉 戌 未 申 申"),
        ("upperRoman", "I II X XI XX XXI CV"),
        ("lowerRoman", "i ii x xi xx xxi cv"),
        ("upperLetter", "A B J K T U AAAAA"),
        ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ １０５"),
        ("decimalEnclosedCircleChinese", "① ② ⑩ ⑪ ⑳ 21 105"),
        ("decimalZero", "01 02 10 11 20 21 105"),
        ("unheard", "1 2 10 11 20 21 105"),
    ],
)
def test_the_number_formats(form: str, printed: str) -> None:
    numbering = f'<w:abstractNum w:abstractNumId="0">{level(0, form, "%1/")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lines = texts("".join(numbered("甲", 1) for _count in range(105)), {"numbering.xml": numbering})
    shown = [lines[number - 1].removesuffix("/甲") for number in (1, 2, 10, 11, 20, 21, 105)]
    assert shown == printed.split()


RESTART = '<w:lvlRestart w:val="0"/>'
LADDER = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}{level(1, "chineseCounting", "（%2）")}'
    f"{level(2, 'decimal', '%1.%3', '<w:isLgl/>')}{level(3, 'decimal', '（%4）', RESTART)}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
)


def test_levels_begin_again_and_lists_of_one_kind_count_on() -> None:
    body = "".join(
        numbered("甲", number, at)
        for number, at in [
            (1, 0),
            (1, 1),
            (1, 1),
            (1, 2),
            (1, 3),
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 3),
            (3, 0),
            (2, 0),
            (2, 0),
            (1, 0),
        ]
    )
    assert texts(body, {"numbering.xml": LADDER}) == [
        "一、甲", "（一）甲", "（二）甲", "1.1甲", "（1）甲", "二、甲", "（一）甲", "2.1甲", "（2）甲", "三、甲", "五、甲", "六、甲", "七、甲",
    ]  # fmt: skip


def test_a_numbered_paragraph_without_text_counts() -> None:
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = numbered("甲", 1) + paragraph("", number) + paragraph(picture, number) + numbered("丁", 1)
    assert texts(body, {"numbering.xml": LADDER}) == ["一、甲", "四、丁"]


def test_parts_in_utf16_are_read_and_entities_in_them_are_not() -> None:
    data = word_file(paragraph("甲"))
    inner = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    wide = inner.replace("UTF-8", "UTF-16").encode("utf-16")
    assert [line.text for line in read_docx(zipped({"word/document.xml": wide})).lines] == ["甲"]
    entity = inner.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1).encode("utf-16")
    with pytest.raises(Refused):
        read_docx(zipped({"word/document.xml": entity}))


def test_numbers_come_by_styles_and_can_be_taken_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="标题 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="l"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        LADDER
        + '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    )
    body = (
        paragraph("甲", '<w:pStyle w:val="H1"/>')
        + paragraph("乙", '<w:pStyle w:val="H2"/>')
        + paragraph("丙", '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
        + numbered("丁", 9)
    )
    reading = read(body, {"styles.xml": styles, "numbering.xml": numbering})
    assert [(line.text, line.level) for line in reading.lines] == [
        ("一、甲", 1),
        ("（一）乙", 2),
        ("丙", 1),
        ("二、丁", 0),
    ]


def test_a_deleted_paragraph_counts_nothing_and_a_deleted_mark_joins() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered("甲", 1)
        + paragraph("<w:del><w:r><w:delText>旧条</w:delText></w:r></w:del>", number + gone)
        + numbered("乙", 1)
        + paragraph("前半", gone)
        + paragraph("后半")
        + paragraph("暗处", "<w:rPr><w:vanish/></w:rPr>")
        + paragraph("相连")
    )
    assert texts(body, {"numbering.xml": LADDER}) == ["一、甲", "二、乙", "前半后半", "暗处相连"]


def test_hidden_text_is_hidden_by_styles_too_and_a_style_may_show_it() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="D"><w:basedOn w:val="C"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="X"><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:basedOn w:val="X"/></w:style>'
    )
    body = (
        paragraph(
            run("显")
            + run("藏一", '<w:rStyle w:val="C"/>')
            + run("藏二", '<w:rStyle w:val="D"/>')
            + run("明", '<w:rStyle w:val="C"/><w:vanish w:val="0"/>')
        )
        + paragraph(run("藏三") + run("又显", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="P"/>')
        + paragraph("圈中", '<w:pStyle w:val="X"/>')
    )
    reading = read(body, {"styles.xml": styles})
    assert [line.text for line in reading.lines] == ["显明", "又显", "圈中"]
    assert reading.hidden == 6


def test_wrappers_of_every_kind_hide_no_text() -> None:
    inner = run("字")
    wraps = [
        '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>', '<w:smartTag w:element="e">{}</w:smartTag>',
        '<w:customXml w:element="e"><w:customXmlPr/>{}</w:customXml>', '<w:hyperlink r:id="nowhere">{}</w:hyperlink>', "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>",
        '<w:bdo w:val="rtl">{}</w:bdo>', '<w:dir w:val="rtl">{}</w:dir>', '<w:fldSimple w:instr="PAGE">{}</w:fldSimple>', "<w:unheard>{}</w:unheard>",
    ]  # fmt: skip
    for wrap in wraps:
        assert texts(paragraph(wrap.format(inner))) == ["字"], wrap
    nested = inner
    for wrap in wraps:
        nested = wrap.format(nested)
    assert texts(paragraph(nested)) == ["字"]
    for wrap in (wraps[0], wraps[2], "<w:ins>{}</w:ins>"):
        assert texts(wrap.format(paragraph("段"))) == ["段"]
        assert texts(
            f"<w:tbl>{wrap.format('<w:tr>' + wrap.format('<w:tc>' + paragraph('格') + '</w:tc>') + '</w:tr>')}</w:tbl>"
        ) == ["格"]


def field(instruction: str, result: str | None, inner: str = "") -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "" if result is None else sign("separate") + (run(result) if result else inner)
    return sign("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + shown + sign("end")


def test_fields_show_their_results_nested_and_over_paragraphs() -> None:
    assert texts(paragraph(field("PAGEREF a", "3") + run("页"))) == ["3页"]
    outer = field("IF 1 = 1", "", field("DATE", "内果"))
    assert texts(paragraph(outer)) == ["内果"]
    in_instruction = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("REF x", "不见")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("见")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(paragraph(in_instruction)) == ["见"]
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert texts(
        paragraph(begin + run("目一"))
        + paragraph("目二")
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("文"))
    ) == ["目一", "目二", "文"]
    assert texts(
        paragraph(field(r"EQ \o\ac(○,3)", None) + field(r"EQ \o\ad(\s\up 9(lí),黎)", None) + run("后"))
    ) == ["③黎后"]
    assert texts(paragraph(field("PAGE", None) + run("后"))) == ["后"]


def box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_boxes_to_tick_and_capitals_are_as_printed() -> None:
    def tick(more: str, end: str = "") -> str:
        data = f"<w:ffData><w:checkBox>{more}</w:checkBox></w:ffData>"
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        return f'{begin}<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>{end}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    boxes = (
        tick('<w:default w:val="1"/>')
        + tick('<w:default w:val="1"/><w:checked w:val="0"/>')
        + tick("<w:checked/>", shown)
    )
    assert texts(paragraph(boxes + run("项"))) == ["☒☐☒项"]
    styles = '<w:style w:type="character" w:styleId="S"><w:rPr><w:smallCaps/></w:rPr></w:style>'
    letters = (
        run("甲abc", "<w:caps/>")
        + run("Def", '<w:rStyle w:val="S"/>')
        + run("ghi", '<w:rStyle w:val="S"/><w:smallCaps w:val="0"/>')
    )
    assert texts(paragraph(letters), {"styles.xml": styles}) == ["甲ABCDEFghi"]


def test_labels_keep_their_blank_are_hidden_and_filled_up_with_zeros() -> None:
    def abstract(number: int, inner: str) -> str:
        return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum><w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'

    hidden = level(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    form = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    choice = f'<mc:AlternateContent><mc:Choice Requires="w14">{form}</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    custom = level(0, "decimal", "%1号").replace('<w:numFmt w:val="decimal"/>', choice)
    numbering = "".join(
        abstract(number, inner)
        for number, inner in ((1, level(0, "chineseCounting", "第%1章 ")), (2, hidden), (3, custom))
    )
    body = numbered("总则", 1) + numbered("藏号", 2) + numbered("定式", 3)
    assert texts(body, {"numbering.xml": numbering}) == ["第一章 总则", "藏号", "001号定式"]


def test_boxes_and_drawings_come_once_with_what_is_in_them() -> None:
    assert texts(paragraph(box("框") + run("文"))) == ["框", "文"]
    empty = "<w:r><mc:AlternateContent><mc:Choice Requires='unheard'/><mc:Fallback><w:t>备</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert texts(paragraph(empty)) == ["备"]
    vml = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert texts(paragraph(vml)) == ["旧框"]
    art = '<w:r><w:pict><v:shape><v:textpath string="行业简报"/></v:shape></w:pict></w:r>'
    assert texts(paragraph(art)) == ["行业简报"]
    in_object = f"<w:r><w:object><v:shape><v:textbox><w:txbxContent>{paragraph('物')}</w:txbxContent></v:textbox></v:shape></w:object></w:r>"
    assert texts(paragraph(in_object)) == ["物"]
    picture = "<w:r><w:drawing><a:graphic><pic:pic><pic:blipFill/></pic:pic></a:graphic></w:drawing></w:r>"
    reading = read(paragraph(picture + run("图")) + paragraph("<w:r><w:commentReference w:id='1'/></w:r>"))
    assert (reading.pictures, reading.comments, [line.text for line in reading.lines]) == (1, 1, ["图"])


def test_signs_formulas_and_breaks_are_as_printed() -> None:
    signs = '<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:ptab/><w:t>d</w:t><w:cr/><w:t>e</w:t><w:br w:type="page"/><w:t>f</w:t></w:r>'
    assert texts(paragraph(signs)) == ["a-bc\td", "ef"]
    symbols = (
        '<w:r><w:sym w:font="Wingdings" w:char="F06E"/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="宋体" w:char="4E2D"/></w:r>'
        + run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>')
    )
    assert texts(paragraph(symbols)) == ["■≥中✓"]
    formula = (
        "<m:oMath><m:r><m:t>x</m:t></m:r><m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert texts(paragraph(formula)) == ["xm²(a+b)/c"]
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>黎</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert texts(paragraph(ruby)) == ["黎"]


def test_notes_stand_behind_their_paragraph_with_their_labels() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("脚注")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph("尾注")}</w:endnote>'
    body = paragraph(
        run("文")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run("末")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    ) + paragraph("下段")
    reading = read(body, {"footnotes.xml": notes, "endnotes.xml": ends})
    assert [(line.text, line.note) for line in reading.lines] == [
        ("文[1]末[i]", False),
        ("[1] 脚注", True),
        ("[i] 尾注", True),
        ("下段", False),
    ]


SPAN, MERGED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def test_tables_merged_nested_deleted_and_framing() -> None:
    rows = (
        f"<w:tr>{cell('指标')}{cell('一季度', SPAN)}{cell('备|注')}</w:tr>"
        f"<w:tr>{cell('甲', MERGED)}{cell('1')}{cell('2')}{cell('好')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('3')}{cell('4')}{cell('<w:tbl><w:tr>' + cell('内') + '</w:tr></w:tbl>' + paragraph(''))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('行')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cell('5')}{cell('6')}</w:tr>"
    )
    assert texts(f"<w:tbl>{rows}</w:tbl>") == [
        "| 指标 | 一季度 |  | 备｜注 |",
        "| 甲 | 1 | 2 | 好 |",
        "|  | 3 | 4 | 内 |",
        "|  |  | 5 | 6 |",
    ]
    frame = f"<w:tbl><w:tr>{cell(paragraph('示例集团') + paragraph('行业简报'))}</w:tr></w:tbl>"
    assert texts(frame) == ["示例集团", "行业简报"]
    tail = f"<w:tbl><w:tr>{cell('抄送：各部门')}</w:tr><w:tr>{cell('办公室')}{cell('2024年12月16日印发')}</w:tr></w:tbl>"
    assert texts(tail) == ["抄送：各部门", "办公室\t2024年12月16日印发"]


def test_files_of_other_writers_are_read() -> None:
    body = numbered("甲", 1) + paragraph("乙")
    assert texts(body, {"numbering.xml": LADDER}, strict=True) == ["一、甲", "乙"]
    assert [line.text for line in read_docx(word_file(paragraph("甲"), name="document2.xml")).lines] == ["甲"]
    assert texts(paragraph("甲"), {"styles.xml": b"<broken", "numbering.xml": b""}) == ["甲"]
    assert read(paragraph("甲"), {"styles.xml": b"<broken"}).doubts == ("part",)
    assert read(paragraph("甲")).doubts == ()


def test_documents_inside_are_read_where_they_stand() -> None:
    inner = word_file(paragraph("内文"))
    body = paragraph("前") + '<w:altChunk r:id="chunk1.docx"/>' + paragraph("后")
    assert texts(body, {"chunk1.docx": inner}) == ["前", "内文", "后"]
    page = "<html><body><p>网页段</p></body></html>".encode()
    assert texts(body.replace("chunk1.docx", "chunk2.html"), {"chunk2.html": page}) == ["前", "网页段", "后"]
    assert "chunk" in read(body.replace("chunk1.docx", "nowhere")).doubts


def test_how_a_paragraph_is_set_comes_along() -> None:
    body = (
        paragraph(
            run("简报", '<w:sz w:val="72"/><w:color w:val="FF0000"/><w:rFonts w:eastAsia="方正小标宋简体"/>'),
            '<w:jc w:val="center"/>',
        )
        + paragraph(run("一、题", '<w:rFonts w:eastAsia="黑体"/>'))
        + paragraph("正文")
    )
    first, second, third = read(body).lines
    assert (first.size, first.red, first.bold, first.centred) == (36.0, True, True, True)
    assert (second.bold, third.bold) == (True, False)


def test_a_column_of_automatic_numbers_is_all_that_its_cells_have() -> None:
    """序号: each cell of the column has a numbered paragraph without a text."""
    rows = "".join(f"<w:tr>{cell(numbered('', 1))}{cell(name)}{cell(name)}</w:tr>" for name in ("甲", "乙"))
    head = "<w:tr>" + "".join(cell(name) for name in ("序号", "项目", "单位")) + "</w:tr>"
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    found = texts(paragraph("正文") * 13 + f"<w:tbl>{head}{rows}</w:tbl>", {"numbering.xml": lists})
    assert found[13:] == ["| 序号 | 项目 | 单位 |", "| 1. | 甲 | 甲 |", "| 2. | 乙 | 乙 |"]


def test_a_dropped_letter_begins_its_paragraph() -> None:
    dropped = paragraph("中", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    boxed = paragraph("旁注", '<w:framePr w:w="2000"/>')
    assert texts(dropped + paragraph("国人民") + boxed + paragraph("正文")) == ["中国人民", "旁注", "正文"]


@pytest.mark.parametrize(
    ("font", "letters", "signs"),
    [("Wingdings", "ü 完成", "✓ 完成"), ("Wingdings 2", "R", "☑"), ("Symbol", "a", "α"), ("Arial", "R", "R")],
)
def test_letters_in_a_font_of_signs_are_signs(font: str, letters: str, signs: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert texts(paragraph(run(letters, fonts))) == [signs]
    bullet = level(0, "bullet", letters[0]).replace("</w:lvl>", f"<w:rPr>{fonts}</w:rPr></w:lvl>")
    lists = f'<w:abstractNum w:abstractNumId="0">{bullet}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert texts(numbered("甲", 1), {"numbering.xml": lists})[0].startswith(signs[0])


def test_the_same_properties_are_set_as_the_style_of_each_paragraph_has_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Bold"><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    strong, bold = run("甲乙", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="Bold"/>'
    lines = read(
        paragraph(strong) + paragraph(strong, bold) + paragraph("甲乙", bold) + paragraph("甲乙"),
        {"styles.xml": styles},
    ).lines
    assert [(line.bold, line.size) for line in lines] == [(True, 0), (False, 22), (True, 22), (False, 0)]


def test_paragraphs_whose_properties_differ_only_below_have_their_own_numbers_and_ends() -> None:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{one}">{level(0, form, "%1.")}{level(1, "upperLetter", "%2)")}</w:abstractNum>'
        for one, form in ((0, "decimal"), (1, "upperRoman"))
    )
    lists += "".join(f'<w:num w:numId="{one + 1}"><w:abstractNumId w:val="{one}"/></w:num>' for one in (0, 1))
    plain, joined = (paragraph("甲", f"<w:rPr>{mark}</w:rPr>") for mark in ("<w:b/>", "<w:vanish/>"))
    body = "".join(numbered("乙", number, at) for number, at in ((1, 0), (2, 0), (1, 1), (1, 0), (2, 0)))
    found = texts(body + plain + joined + plain, {"numbering.xml": lists})
    assert found == ["1.乙", "I.乙", "A)乙", "2.乙", "II.乙", "甲", "甲甲"]


def test_more_settings_than_are_remembered_are_set_each_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_LIMIT", 2)
    sizes = [*range(20, 30), *range(20, 30)]
    body = "".join(
        paragraph(run("甲", f'<w:sz w:val="{size}"/>'), f'<w:outlineLvl w:val="{size % 7}"/>')
        for size in sizes
    )
    assert [(line.size, line.level) for line in read(body).lines] == [
        (size / 2, size % 7 + 1) for size in sizes
    ]


def test_a_document_of_many_pieces_is_read_as_one_of_one() -> None:
    body = [paragraph(f"第{number}段" + "甲" * (number % 97)) for number in range(3000)]
    whole = read("".join(body))
    handed: list[str] = []
    last = read_docx(
        word_file("".join(body)), part=lambda one: handed.extend(line.text for line in one.lines)
    )
    assert [*handed, *(line.text for line in last.lines)] == [line.text for line in whole.lines]
    assert len(handed) > 2000
    strict = word_file("".join(body), strict=True)
    assert [line.text for line in read_docx(strict).lines] == [line.text for line in whole.lines]
    text = read_part(word_file("".join(body)), "word/document.xml").decode().replace("UTF-8", "UTF-16")
    wide = zipped({"word/document.xml": text.encode("utf-16")})
    assert [line.text for line in read_docx(wide).lines] == [line.text for line in whole.lines]


@pytest.mark.parametrize("at", range(-1, 11))
def test_an_entity_is_found_wherever_a_piece_ends(at: int) -> None:
    mark = b"<!DOCTYPE"
    begin = word_file("")
    document = read_part(begin, "word/document.xml")
    head, _body, tail = document.partition(b"</w:body>")
    filler = b" " * (package._PIECE - len(head) - at)
    data = zipped({"word/document.xml": head + filler + mark + b" x>" + _body + tail})
    with pytest.raises(Refused, match="entities"):
        read_docx(data)
    harmless = head + filler + b"<!-- x -->" + _body + tail
    assert read_docx(zipped({"word/document.xml": harmless})).lines == ()


def test_a_reader_of_zips_without_what_writes_them_is_one() -> None:
    script = (
        "import sys\n"
        "from briefing_tui.importers.sandbox import child\n"
        "child.reader_of('docx')\n"
        "import zipfile\n"
        "print(*[name for name in ('pathlib', 'shutil', 'importlib.util') if name in sys.modules])\n"
        "import shutil; print(shutil.copyfileobj.__name__)\n"
    )
    found = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({SOURCE!r})\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["copyfileobj"]
