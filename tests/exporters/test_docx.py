"""The Word file: what is in it, in which order."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import Layout, layout_names, read_layout
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Masthead, Preface, Section
from briefing_tui.text.clean import UNSAFE
from pages.paper import article, sample
from texts import hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BRIEFING = read_layout("briefing")
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs kinsoku overflowPunct autoSpaceDE autoSpaceDN "
    "adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color spacing sz szCs lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW tcBorders vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl noLineBreaksAfter noLineBreaksBefore compat "
    "themeFontLang",
    "lvl": "start numFmt suff lvlText lvlJc rPr",
    "styles": "docDefaults style",
}
"""Children of an element in the order of ISO/IEC 29500-1: Word repairs or refuses a file that has another."""


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def made(issue: Issue, layout: Layout = BRIEFING) -> dict[str, str]:
    return parts(docx_bytes(issue, layout))


def texts(document: str) -> list[str]:
    """The text of each paragraph."""
    root = ET.fromstring(document)
    return ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def odd() -> Issue:
    """Everything that could act, everywhere."""
    text = hostile.EVERYTHING + " # {{x}} <script> <w:t>x</w:t> ]]> =CMD() 𠮷 e\u0301 \ufffe"
    table = "\n".join("|" + "|".join(f"{row}.{column}" for column in range(70)) + "|" for row in range(3))
    items = (
        Item(text, text, text, text, text, (text,)),
        Item("长" * 10_000, table),
        Item("", ""),
        Item("", "一、头\n文"),
    )
    return Issue(
        Masthead(text, text, 2024, 14, department=text, marking=text),
        preface=Preface(text, text),
        sections=(Section(text, numbered=True, items=items), Section()),
        distribution=(Distribution(text, (text, text), text),),
        corrections=(Correction(text=text),),
    )


def taken(parent: ET.Element, branch: str) -> Iterator[ET.Element]:
    """The children as a program sees them that takes a branch of what stands there in two ways."""
    for child in parent:
        if child.tag == f"{MC}AlternateContent":
            yield from next(iter(child.iter(f"{MC}{branch}")))
        else:
            yield child


@pytest.mark.parametrize("name", layout_names())
@pytest.mark.parametrize("issue", [sample(), Issue(), odd()], ids=["sample", "empty", "odd"])
def test_every_part_is_well_formed_and_in_the_order_of_the_schema(name: str, issue: Issue) -> None:
    for automatic in (False, True):
        layout = read_layout(name)._replace(automatic_numbers=automatic)
        for part, text in made(issue, layout).items():
            root = ET.fromstring(text)
            for parent in root.iter():
                order = ORDERS.get(parent.tag.removeprefix(W))
                if order is not None and part.startswith("word/"):
                    for branch in ("Choice", "Fallback"):
                        tags = [child.tag.removeprefix(W) for child in taken(parent, branch)]
                        places = [order.split().index(tag) for tag in tags]
                        assert places == sorted(places), (part, parent.tag, tags)


def test_other_readers_open_it() -> None:
    docx = pytest.importorskip("docx")
    for issue in (sample(), Issue(), odd()):
        document = docx.Document(io.BytesIO(docx_bytes(issue, BRIEFING)))
        assert all(paragraph.style is not None for paragraph in document.paragraphs)
    properties = docx.Document(io.BytesIO(docx_bytes(sample(), BRIEFING))).core_properties
    assert "2024年第14期" in properties.title
    assert properties.modified.year == 2024


def test_same_issue_same_bytes() -> None:
    assert docx_bytes(sample(), BRIEFING) == docx_bytes(sample(), BRIEFING)


def test_all_text_is_there_and_nothing_acts() -> None:
    files = made(odd())
    document = files["word/document.xml"]
    shown = "".join(texts(document))
    assert "<script>" in shown
    assert "{{x}}" in shown
    assert "长" * 10_000 in shown
    assert all(f"2.{column}" in shown for column in range(70))
    assert not UNSAFE.search("".join(files.values()).replace("\n", ""))


def test_every_run_says_that_its_marks_are_chinese() -> None:
    root = ET.fromstring(made(sample())["word/document.xml"])
    for run in root.iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            fonts = run.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None
            assert fonts.get(f"{W}hint") == "eastAsia"
    for fonts in ET.fromstring(made(sample())["word/styles.xml"]).iter(f"{W}rFonts"):
        assert fonts.get(f"{W}eastAsia")


def test_the_grid_is_held_by_exact_lines_and_the_spacing_of_characters() -> None:
    styles = made(sample())["word/styles.xml"]
    defaults = styles.partition("</w:docDefaults>")[0]
    assert '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>' in defaults
    assert '<w:spacing w:val="-5"/>' in defaults
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in made(sample())["word/document.xml"]


def hangs(styles: ET.Element, branch: str | None) -> str | None:
    """What the text's paragraphs are told of marks behind the last character; by a program that knows of no branches for None."""
    told = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}overflowPunct")
    normal = styles.find(f"{W}style[@{W}default='1'][@{W}type='paragraph']/{W}pPr")
    assert normal is not None
    for child in normal if branch is None else taken(normal, branch):
        told = child if child.tag == f"{W}overflowPunct" else told
    return None if told is None else told.get(f"{W}val", "1")


def test_no_mark_stands_behind_the_last_character_of_a_line_whoever_sets_it() -> None:
    """Word would let one hang; LibreOffice reads the word for it as its opposite. Nothing else in the file speaks of it."""
    files = made(sample())
    styles = ET.fromstring(files["word/styles.xml"])
    assert hangs(styles, "Choice") == "0"
    assert hangs(styles, None) == "0"
    assert hangs(styles, "Fallback") == "1"
    choice = next(styles.iter(f"{MC}Choice"))
    assert choice.get("Requires") == "w15", (
        "LibreOffice goes by this very word; it knows w14, wps, wpg and wpc"
    )
    assert 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"' in files["word/styles.xml"]
    assert "".join(files.values()).count("overflowPunct") == 2


def test_heads_are_styles_with_outline_levels() -> None:
    files = made(article("一、改革背景", "（一）第一步", "正文。"))
    styles = ET.fromstring(files["word/styles.xml"])
    levels = {
        style.get(f"{W}styleId"): level.get(f"{W}val")
        for style in styles.iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    assert levels["Heading1"] == "0"
    assert levels["Heading4"] == "3"
    document = ET.fromstring(files["word/document.xml"])
    used = {
        "".join(node.text or "" for node in paragraph.iter(f"{W}t")): style.get(f"{W}val")
        for paragraph in document.iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
    }
    assert (used["【栏目】"], used["标题"], used["一、改革背景"], used["（一）第一步"]) == (
        "Heading1",
        "Heading3",
        "Heading4",
        "Heading5",
    )


def test_contents_lead_to_their_pages_and_nothing_is_asked() -> None:
    files = made(sample())
    document = files["word/document.xml"]
    targets = re.findall(r'w:anchor="(_Contents\d+)"', document)
    assert targets
    for target in targets:
        assert f'w:name="{target}"' in document
        assert f"PAGEREF {target} \\h" in document
    assert "updateFields" not in files["word/settings.xml"]
    assert "dirty" not in document


def test_there_are_no_contents_where_the_layout_has_none() -> None:
    assert "PAGEREF" not in made(sample(), read_layout("gbt9704"))["word/document.xml"]


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    table = "\n".join(["| 名称 | 数 |", *(f"| 甲{n} | {n} |" for n in range(40))])
    root = ET.fromstring(made(article(table, "之后"))["word/document.xml"])
    rows = [row for row in root.iter(f"{W}tr") if len(row.findall(f"{W}tc")) == 2]
    assert len(rows) == 41
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert rows[1].find(f"{W}trPr/{W}tblHeader") is None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_two_tables_do_not_become_one() -> None:
    body = "| 甲 | 乙 |\n| 1 | 2 |"
    issue = Issue(sections=(Section("", items=(Item("", body), Item("", body))),))
    document = made(issue)["word/document.xml"]
    assert "</w:tbl><w:tbl>" not in document
    assert document.count("<w:tbl>") == 2


def test_a_table_has_no_more_columns_than_word_opens() -> None:
    root = ET.fromstring(made(odd())["word/document.xml"])
    assert max(len(row.findall(f"{W}tc")) for row in root.iter(f"{W}tr")) <= 63


def test_numbers_are_literal_or_counted_as_the_layout_says() -> None:
    section = Section("动态", numbered=True, items=(Item("甲", "文。"), Item("乙", "文。")))
    other = Section("文章", items=(Item("丙", "一、头\n文。\n三、跳过\n二、第二"),))
    issue = Issue(Masthead(title="简报", year=2024, number=1), sections=(section, section, other))
    literal = made(issue)
    assert "word/numbering.xml" not in literal
    assert "2. 乙。文。" in texts(literal["word/document.xml"])
    counted = made(issue, BRIEFING._replace(automatic_numbers=True))
    shown = texts(counted["word/document.xml"])
    assert "乙。文。" in shown
    assert "头" in shown
    assert "三、跳过" in shown, "Word would have shown 二、"
    assert "第二" in shown
    numbering = ET.fromstring(counted["word/numbering.xml"])
    starts = [
        over.get(f"{W}val")
        for over in numbering.findall(f"{W}num/{W}lvlOverride[@{W}ilvl='0']/{W}startOverride")
    ]
    assert starts == ["1", "1", "1"], "each section begins at 1"


def test_the_file_says_what_it_is() -> None:
    files = made(sample())
    assert "2024年第14期" in files["docProps/custom.xml"]
    assert "业务管理部" in files["docProps/custom.xml"]
    assert "2024-12-16" in files["docProps/core.xml"]
    assert "python-docx" not in "".join(files.values())


def test_page_numbers_stand_outside_between_dashes() -> None:
    files = made(sample())
    assert "<w:evenAndOddHeaders/>" in files["word/settings.xml"]
    assert 'w:jc w:val="right"' in files["word/footer1.xml"]
    assert 'w:jc w:val="left"' in files["word/footer2.xml"]
    assert texts(files["word/footer1.xml"]) == ["— 1 —"]
    page = BRIEFING.page._replace(numbers="none")
    assert not [name for name in made(sample(), BRIEFING._replace(page=page)) if "footer" in name]


def test_the_tail_floats_at_the_foot() -> None:
    root = ET.fromstring(made(sample())["word/document.xml"])
    tail = root.findall(f"{W}body/{W}tbl")[-1]
    place = tail.find(f"{W}tblPr/{W}tblpPr")
    assert place is not None
    assert (place.get(f"{W}tblpYSpec"), place.get(f"{W}vertAnchor")) == ("bottom", "margin")
    assert (place.get(f"{W}horzAnchor"), place.get(f"{W}tblpX")) == ("page", "1587")
    sizes = [
        (border.tag.removeprefix(W), border.get(f"{W}sz"))
        for borders in tail.iter(f"{W}tcBorders")
        for border in borders
    ]
    assert sizes[0] == ("top", "8")
    assert sizes[-1] == ("bottom", "8")
    assert set(sizes[1:-1]) <= {("top", "6"), ("bottom", "6")}


def test_the_tail_is_one_row_that_says_its_height_and_no_empty_line_stands_above_it() -> None:
    """Word's lines are not all ours: empty lines would push the tail off its page, and a second row of it would go without the first."""
    distribution = tuple(Distribution("报", (f"单位{n}",)) for n in range(3))
    for lines in range(1, 24):
        issue = article(*["短行。"] * lines)._replace(distribution=distribution)
        body = ET.fromstring(made(issue)["word/document.xml"])[0]
        place = max(index for index, child in enumerate(body) if child.tag == f"{W}tbl")
        rows = body[place].findall(f"{W}tr")
        assert len(rows) == 1
        height = rows[0].find(f"{W}trPr/{W}trHeight")
        assert rows[0].find(f"{W}trPr/{W}cantSplit") is not None
        assert height is not None
        assert height.get(f"{W}hRule") == "atLeast"
        each = [int(node.get(f"{W}line", "")) for node in rows[0].iter(f"{W}spacing")]
        assert int(height.get(f"{W}val", "")) == sum(each)
        assert sum(each) < 4 * 579
        above = body[place - 1]
        assert "".join(node.text or "" for node in above.iter(f"{W}t"))


def test_rules_in_paragraphs_are_as_wide_as_the_type_area_within_a_third_of_a_millimetre() -> None:
    """Programs differ by 1.5 points at each side; no style may bring an inset of its own."""
    root = ET.fromstring(made(sample())["word/document.xml"])
    ruled = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}pBdr") is not None]
    assert [one.find(f"{W}pPr/{W}pBdr/{W}top").get(f"{W}sz") for one in ruled] == ["18", "6"]  # type: ignore[union-attr]
    for paragraph in ruled:
        assert paragraph.find(f"{W}pPr/{W}pStyle") is None
        indent = paragraph.find(f"{W}pPr/{W}ind")
        assert indent is not None
        sides = [int(indent.get(f"{W}{side}", "0")) for side in ("left", "right")]
        tolerance = 0.3 / 25.4 * 72 * 20
        assert all(side <= tolerance and 30 - side <= tolerance for side in sides)
