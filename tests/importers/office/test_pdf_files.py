"""PDFs: the text in reading order, what stands at the edges of pages told apart, rubbish refused by name."""

from pathlib import Path

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.importers.documents import read_document, recognise_document
from briefing_tui.importers.evidence import PAGE_NUMBER, RUNNING_HEAD, Reading
from briefing_tui.importers.pdf.reader import read_pdf
from briefing_tui.importers.recognise import recognise
from briefing_tui.model.key import parse_key
from bulletins.bulletin_texts import FIRST, SECOND, squeezed
from disks.places import CORPUS
from pages.office_files import chinese_pdf, pdf_file, stream
from pages.printed_pages import CJK_FONT, by_libreoffice, by_typst, has_font, printed, word_file

SHARED = CORPUS.parent
OFFICE = SHARED / "cases" / "office"


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if not line.furniture]


def page(
    *lines: str, top: float = 760, pitch: float = 28, left: float = 80
) -> list[tuple[float, float, str]]:
    return [(left, top - pitch * index, line) for index, line in enumerate(lines)]


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["E_gbk", "E_gbk_v", "E_ucs2", "E_utf16"])
def test_fonts_with_predefined_maps_give_every_character(name: str) -> None:
    if not OFFICE.exists():
        pytest.skip("no cases beside the project")
    assert (
        texts(read_pdf((OFFICE / f"{name}.pdf").read_bytes()))
        == (OFFICE / "E_truth.txt").read_text("utf-8").split("\n")[:4]
    )


def test_page_numbers_and_running_heads_are_marked_by_their_place() -> None:
    pages = [
        [(200, 810, "行业信息简报"), *page(f"第{count}页的第一段正文甲", "又一段"), (280, 40, f"— {count} —")]
        for count in "1234"
    ]
    reading = read_pdf(chinese_pdf(pages))
    marked = [(line.text, line.furniture) for line in reading.lines if line.furniture]
    assert marked == [
        pair for count in "1234" for pair in (("行业信息简报", RUNNING_HEAD), (f"— {count} —", PAGE_NUMBER))
    ]
    assert len(texts(reading)) == 8


def test_numbers_between_dashes_are_marked_however_near_the_text_comes() -> None:
    pages = [
        [*page("Latin letters and", "one more line", top=120, pitch=28), (280, 66, f"— {count} —")]
        for count in "1234"
    ]
    marked = [line.text for line in read_pdf(chinese_pdf(pages)).lines if line.furniture == PAGE_NUMBER]
    assert marked == ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]


def test_a_number_at_the_edge_that_does_not_count_pages_stays() -> None:
    pages = [
        [*page("正文甲"), (80, 40, "2024")],
        [*page("正文乙"), (80, 40, "300")],
        [*page("正文丙"), (80, 40, "12")],
    ]
    assert [text for text in texts(read_pdf(chinese_pdf(pages))) if text.isdecimal()] == ["2024", "300", "12"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [(60, 700 - 24 * n, "左栏的一行正文写满了这里" + "一二三四五六七八"[n]) for n in range(8)]
    right = [(320, 700 - 24 * n, "右栏的一行正文写满了这里" + "一二三四五六七八"[n]) for n in range(8)]
    title = [(140, 760, "横贯两栏的一个大标题写在上面这里的中间")]
    reading = read_pdf(
        chinese_pdf([[*title, *(spot for pair in zip(left, right, strict=True) for spot in pair)]])
    )
    assert texts(reading) == [
        title[0][2],
        *(text for _x, _y, text in left),
        *(text for _x, _y, text in right),
    ]
    assert "columns" in reading.doubts


def test_rows_of_a_table_are_no_columns() -> None:
    rows = [
        [(80, 700 - 24 * n, f"指标{n}"), (260, 700 - 24 * n, f"{n}00亿元"), (430, 700 - 24 * n, "增长")]
        for n in range(8)
    ]
    reading = read_pdf(chinese_pdf([[spot for row in rows for spot in row]]))
    assert texts(reading) == [f"| 指标{n} | {n}00亿元 | 增长 |" for n in range(8)]


@pytest.mark.parametrize("rotate", [0, 90])
def test_text_across_a_page_is_read_as_it_is_looked_at(rotate: int) -> None:
    lines = [
        (100 + 28 * index, 80, text)
        for index, text in enumerate(["甲行文字在此", "乙行文字在此", "丙行文字在此"])
    ]
    reading = read_pdf(chinese_pdf([[*lines]], rotate=rotate, matrix=b"0 1 -1 0"))
    assert texts(reading) == [text for _x, _y, text in lines]


def test_a_stamp_across_the_page_is_no_text() -> None:
    upright = chinese_pdf([page("正文的第一行在此", "正文的第二行在此")])
    content = upright.index(b"BT /F1")
    stamp = b"BT /F1 40 Tf .7 .7 -.7 .7 200 300 Tm <516562404e6089c1> Tj ET\n"
    stamped = upright[:content] + stamp + upright[content:]
    length = upright[:content].rindex(b"/Length ")
    old = int(upright[length + 8 : content].split()[0])
    stamped = stamped.replace(b"/Length %d " % old, b"/Length %d " % (old + len(stamp)))
    reading = read_pdf(stamped)
    assert texts(reading) == ["正文的第一行在此", "正文的第二行在此"]
    assert [line.furniture for line in reading.lines if line.furniture] == [RUNNING_HEAD]


def test_a_name_spread_over_its_line_is_one_name() -> None:
    spread = [(100.0 + 60 * index, 760.0, char) for index, char in enumerate("行业信息简报")]
    assert texts(read_pdf(chinese_pdf([[*spread, *page("正文", top=700)]])))[0] == "行业信息简报"


def test_characters_drawn_twice_come_once_and_dashes_twice() -> None:
    shadow = [(80.0, 700.0, "重影"), (80.4, 700.0, "重影"), (80.0, 660.0, "政策——解读")]
    assert texts(read_pdf(chinese_pdf([shadow]))) == ["重影", "政策——解读"]


def refusal(data: bytes) -> str:
    with pytest.raises(RecogniseError) as caught:
        read_document(data, "old.pdf")
    return caught.value.message


def test_what_is_no_text_is_refused_by_name() -> None:
    catalogue, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    scan = pdf_file(
        [
            catalogue, pages,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
            stream(b"595 0 0 842 0 0 cm /I Do"),
            stream(b"\x80" * 100, b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"),
        ]
    )  # fmt: skip
    assert "pictures" in refusal(scan)
    empty = pdf_file([catalogue, pages, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"])
    assert "no text" in refusal(empty)
    locked = pdf_file(
        [catalogue, pages, b"<< /Type /Page /Parent 2 0 R >>"],
        trailer=b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>"
        % (b"11" * 32, b"22" * 32),
    )
    assert "password" in refusal(locked)
    assert "damaged" in refusal(b"%PDF-1.4\nrubbish")


RARE = (
    "侗侣侥俅俎俏俐俑俚俦俨俪俾倌倜倥倨偃偌偎偕偬傥傧傩僖儆僬僭僮儋儡亘仉仡仫仳仵伉伛伢伲伽佗佝佟佤佧佬佶佻佾侉侏侑侔侬侪侩侪"
    "俟俣俬俳俵俶俸倬偈偻傀傈傣傺僦儇儤兕兖冁冢冥冼凇冽凫刭刳刿剀剌剜剞剡剽劂劁劐劓匚匦匮匾赜卦卣刂厍厣厥厮靥赝卺亟阢阡阱阪阽"
    "阼陂陉陔陟陧陬陲陴隈隍隗隰邗邛邝邙邬邡邴邳邶邺邸邰郏郅邾郐郄郇郓郦郢郜郗郛郫郯郾鄄鄢鄞鄣鄱鄯鄹酃酆刍奂劢劬劭劾"
)
"""汉字 of GB 2312 that no text is full of."""


@pytest.mark.parametrize(
    "wrong",
    [
        "哾㦓㐂㐄㐅㐆㐌㐖㐜㐡㐤㐧㐨㐩㐫㐬", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c", "\u0601\u0602\u0603\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f",
        RARE,
    ],
)  # fmt: skip
def test_a_text_layer_that_does_not_say_what_is_shown_is_refused(wrong: str) -> None:
    rows = [wrong[at : at + 28] for at in range(0, len(wrong), 28)]
    assert "characters are wrong" in refusal(chinese_pdf([page(*rows)]))


def test_rare_names_and_other_scripts_among_text_are_no_damage() -> None:
    lines = [f"{FIRST}"[:26], "镕喆堃龢𠀀等同志参加，平均１２％，αβγ，“引文”——……", "☆★①②㎡℃※→臺灣與國際會議"]
    assert read_pdf(chinese_pdf([page(*lines)])).lines


SMALL = (
    "示例集团公司\n行业信息简报\n2031年第7期\n业务管理部　2031年4月16日\n【行业动态】\n融资担保动态\n"
    + "".join(
        f"{number}. 示例市第{number}家机构上线新系统，首笔业务落地。{FIRST}{SECOND}{FIRST}\n"
        for number in range(1, 9)
    )
    + f"【经验介绍】\n市县一体化改革——示例篇\n{SECOND}{FIRST}\n一、改革背景\n{FIRST}{SECOND}{FIRST}\n（一）第一阶段\n{SECOND}\n——以下无正文——\n报：示例领导（印送）\n"
)


def sources() -> list[str]:
    real = SHARED / "corpus" / "2024-14.txt"
    return [SMALL, *([real.read_text("utf-8")] if real.exists() else [])]


@pytest.mark.slow
@pytest.mark.parametrize(
    "program", [by_typst, by_libreoffice, None], ids=["typst", "LibreOffice", "python-docx"]
)
def test_printed_issues_come_back_as_they_were(program: object, tmp_path: Path) -> None:
    if not has_font():
        pytest.skip(f"the font {CJK_FONT} is not here")
    for source in sources():
        issue = recognise(source, name="source", key=parse_key("2024-14")).issue
        lines = printed(issue)
        if program is None:
            word_file(lines, tmp_path / "page.docx")
            data = (tmp_path / "page.docx").read_bytes()
        else:
            assert callable(program)
            data = program(lines, tmp_path)
        back, report = recognise_document(data, name="old", key=parse_key("2024-14"))
        assert squeezed(back) == squeezed(issue)
        assert back.masthead == issue.masthead
        assert (back.end, back.distribution) == (issue.end, issue.distribution)
        assert not [doubt for doubt in report.uncertain if "account" in doubt.text]


def test_a_line_of_letters_has_the_size_of_the_text_it_stands_in(tmp_path: Path) -> None:
    if not has_font():
        pytest.skip(f"the font {CJK_FONT} is not here")
    letters = "ApplicationContext BizModel sofa-ark container com.example.ark.model.BizModel stop"
    reading = read_pdf(
        by_typst(
            [(f"请教一个问题，{letters} 这一步是在哪里处理的呢？没有看到相应的实现，请说明。", "b")], tmp_path
        )
    )
    text = [line for line in reading.lines if not line.furniture]
    assert len(text) > 2
    assert {line.size for line in text} == {16.0}


NOTES = """#set page(width: 210mm, height: 150mm, margin: 2.5cm)
#set text(font: "FONT", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
示例市全年完成担保业务十二亿元，#footnote[数据来源于示例市统计年鉴，截至十一月底，口径与上年一致，不含再担保业务和其他需要在年末另行统计的业务。]同比增长百分之八，新建厂房面积三百m#super[2]。
#v(1fr)
FIRST

SECOND
"""


def test_marks_of_notes_stand_in_their_row_and_notes_at_the_end_of_their_item(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    if not has_font():
        pytest.skip(f"the font {CJK_FONT} is not here")
    text = NOTES.replace("FONT", CJK_FONT).replace("FIRST", FIRST * 3).replace("SECOND", SECOND)
    (tmp_path / "a.typ").write_text(text, "utf-8")
    lines = read_pdf(typst.compile(tmp_path / "a.typ")).lines
    whole = "".join(line.text for line in lines if not line.note)
    assert "担保业务十二亿元，[1]同比增长" in whole
    assert "面积三百m²。" in whole
    [note] = [line.text for line in lines if line.note]
    assert note.startswith("[1]数据来源于示例市统计年鉴")
    assert note.endswith("另行统计的业务。")


def test_columns_with_a_narrow_gutter_and_marks_in_them(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    if not has_font():
        pytest.skip(f"the font {CJK_FONT} is not here")
    left = "示例市全年完成担保业务十二亿元，" * 9 + "同比增长百分之八。#footnote[示例统计。]"
    right = "样板县担保公司与五家合作银行完成系统对接，" * 8
    page_ = f"""#set page(width: 210mm, height: 120mm, margin: 2.5cm)
#set text(font: "{CJK_FONT}", size: 12pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#columns(2)[
{left}

#colbreak()
{right}
]
"""
    (tmp_path / "a.typ").write_text(page_, "utf-8")
    reading = read_pdf(typst.compile(tmp_path / "a.typ"))
    whole = "".join(line.text for line in reading.lines if not line.note and not line.furniture)
    assert whole == (left.replace("#footnote[示例统计。]", "[1]") + right).replace(" ", "")
    assert "columns" in reading.doubts


def test_a_column_with_a_table_is_one_and_marks_stand_in_their_own_column(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    if not has_font():
        pytest.skip(f"the font {CJK_FONT} is not here")
    part = "近日，示例市担保公司与示例银行签订合作协议，首批授信三亿元，惠及小微企业一百余家，{}新增 A 类客户 25 家，同比增长。"
    left = part.format("#footnote[示例统计。]") + part.format("") * 2
    cells = "#table(columns: 3, [指标], [期末], [同比], [规模], [295.38], [86.37%], [户数], [1,204], [12.5%])"
    right = part.format("") * 3 + part.format("#footnote[示例年鉴。]")
    (tmp_path / "a.typ").write_text(
        f'#set page(paper: "a4", margin: 2.5cm)\n#set text(font: "{CJK_FONT}", size: 11pt, lang: "zh")\n'
        f"#set par(justify: true)\n#columns(2)[\n{left}\n\n{left}\n\n{left}\n#colbreak()\n#v(5pt)\n{cells}\n\n{right}\n\n{right}\n]\n",
        "utf-8",
    )
    reading = read_pdf(typst.compile(tmp_path / "a.typ"))
    assert "columns" in reading.doubts
    lines = [line.text for line in reading.lines if not line.note and not line.furniture]
    whole = "".join(lines).replace(" ", "")
    text = part.replace(" ", "")
    for number in (1, 2, 3, 4, 5):
        assert text.format(f"[{number}]") in whole
    assert whole.index("指标") > whole.index("[3]")
