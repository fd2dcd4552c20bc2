"""What Word itself cannot hold, whatever the schema says: names of fonts, properties, rules, rows ([MS-OI29500], [MS-OE376])."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import Layout, read_layout
from briefing_tui.model.issue import Issue, Masthead
from pages.paper import article, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BRIEFING = read_layout("briefing")
GBT = read_layout("gbt9704")


def parts(issue: Issue, layout: Layout = BRIEFING) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(issue, layout))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("layout", [BRIEFING, GBT], ids=["briefing", "gbt9704"])
def test_a_font_has_one_other_name_and_none_is_longer_than_word_knows(layout: Layout) -> None:
    long = "A font whose name goes on behind the end"
    odd = layout._replace(
        fonts={**layout.fonts, "kai": (long,), "hei": (long, "黑体"), "latin": (long, "Times")}
    )
    for one in (layout, odd):
        made = parts(sample(), one)
        names = re.findall('w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', "".join(made.values()))
        table = ET.fromstring(made["word/fontTable.xml"])
        listed = [font.get(f"{W}name", "") for font in table]
        others = [alt.get(f"{W}val", "") for alt in table.iter(f"{W}altName")]
        assert others
        assert all(0 < len(name) <= 31 for name in (*names, *listed, *others))
        assert not [name for name in others if "," in name]
        assert set(names) <= set(listed) | {"zh-CN"}
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("layout", [BRIEFING, GBT], ids=["briefing", "gbt9704"])
def test_a_missing_font_is_known_for_a_chinese_one(layout: Layout) -> None:
    """Told by nothing but its name it is a Latin one, and each 汉字 a box."""
    odd = layout._replace(fonts={**layout.fonts, "latin": ("宋体",), "kai": ("楷体", "Kai")})
    for one in (layout, odd):
        table = ET.fromstring(parts(sample(), one)["word/fontTable.xml"])
        charsets = {
            font.get(f"{W}name"): [node.get(f"{W}val") for node in font.iter(f"{W}charset")] for font in table
        }
        chinese = {families[0] for key, families in one.fonts.items() if key != "latin"}
        assert chinese <= set(charsets)
        for name, charset in charsets.items():
            assert charset == (["86"] if name in chinese else ["00"])


def test_the_substitute_of_a_font_is_another_font_and_no_other_name_of_it() -> None:
    table = ET.fromstring(parts(sample(), GBT)["word/fontTable.xml"])
    others = {font.get(f"{W}name"): alt.get(f"{W}val") for font in table for alt in font.iter(f"{W}altName")}
    assert others["仿宋_GB2312"] == "仿宋"
    assert others["楷体_GB2312"] == "楷体"
    assert others["方正小标宋简体"] == "方正小标宋_GBK"


def test_properties_end_where_word_ends_them() -> None:
    long = "很长的名字" * 2000
    issue = Issue(Masthead(publisher=long, title=long, department=long, year=2024, number=1))
    made = parts(issue)
    values = [
        node.text or ""
        for name, data in made.items()
        if name.startswith("docProps/")
        for node in ET.fromstring(data).iter()
    ]
    assert max(map(len, values)) == 255
    assert sum(value.endswith("…") for value in values) >= 4
    assert long in made["word/document.xml"]


def test_a_page_that_lies_says_so() -> None:
    lying = BRIEFING._replace(page=BRIEFING.page._replace(width=297, height=210, lines=12))
    assert 'w:orient="landscape"' in parts(sample(), lying)["word/document.xml"]
    assert "w:orient" not in parts(sample())["word/document.xml"]


def test_no_row_has_empty_properties_and_no_cell_is_without_a_paragraph() -> None:
    tall = "字" * 40_000
    document = parts(article(f"| 甲 | 乙 |\n| {tall} | 2 |\n|  |  |"))["word/document.xml"]
    for row in ET.fromstring(document).iter(f"{W}trPr"):
        assert len(row)
    for cell in ET.fromstring(document).iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"


@pytest.mark.parametrize("rule", [0.05, 0.7, 4.0, 10.0])
def test_rules_are_as_thick_as_word_draws_them(rule: float) -> None:
    thick = BRIEFING._replace(masthead_rule=rule, tail_outer_rule=rule, tail_inner_rule=rule, table_rule=rule)
    made = parts(sample(1, 2025), thick)
    borders = re.findall(
        r'w:val="single" w:sz="(-?\d+)"', made["word/document.xml"] + made["word/styles.xml"]
    )
    assert borders
    assert all(2 <= int(size) <= 96 for size in borders)
    assert all(int(line) > 0 for line in re.findall(r'w:line="(-?\d+)"', made["word/document.xml"]))


def test_marks_of_identities_are_each_there_once() -> None:
    document = parts(sample())["word/document.xml"]
    starts = re.findall(r'bookmarkStart w:id="(\d+)" w:name="([^"]*)"', document)
    ends = re.findall(r'bookmarkEnd w:id="(\d+)"', document)
    assert sorted(ends) == sorted(identity for identity, _name in starts)
    assert len(set(ends)) == len(ends) > 1
    assert all(len(name) <= 40 for _identity, name in starts)
    asked = re.findall(r"PAGEREF (\S+) ", document) + re.findall('w:anchor="([^"]*)"', document)
    assert set(asked) == {name for _identity, name in starts}
