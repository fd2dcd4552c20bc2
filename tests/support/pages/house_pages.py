"""Word files of made-up houses whose pages differ: paper, margins, text, line pitch, grid, first page; and an issue that fills them."""

import io
from collections.abc import Callable
from datetime import date

from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section
from pages.word_models import changed, saved

TEXT = "示例市再担保公司与三家合作银行的直连系统正式上线，首批业务当天完成，平均用时由3个工作日缩短到2小时，受到企业好评。"


def long_issue(sections: int = 6) -> Issue:
    """Sections of four items of different lengths, with heads and tables in some."""
    made = []
    for number in range(sections):
        items = []
        for nth in range(number * 4, number * 4 + 4):
            body = [TEXT * (1 + (nth * 7 + part * 3) % 4) for part in range(1 + nth % 4)]
            if nth % 5 == 2:
                body.insert(0, "一、改革背景")
            if nth % 7 == 3:
                body.append(
                    "| 指标 | 期末 | 同比 |\n| 业务规模 | 295.38 亿元 | 86.37% |\n| 户数 | 1203 | 4.2% |"
                )
            group = "融资担保动态" if number % 3 == 1 and nth % 4 < 2 else ""
            items.append(Item(f"第{nth + 1}篇{'：若干做法与体会' * (nth % 3)}", "\n".join(body), group=group))
        made.append(Section(f"栏目{number + 1}", numbered=number % 2 == 0, items=tuple(items)))
    head = Masthead(publisher="示例集团", title="行业信息简报", year=2024, number=14, date=date(2024, 12, 16))
    return Issue(head, sections=tuple(made), distribution=(Distribution("报", ("集团公司领导",), "印送"),))


def _house(
    paper: tuple[float, float], margins: float, size: float, pitch: float | None = None, **more: object
) -> bytes:
    """Millimetres, points; without a pitch lines are as high as their font. `more`: grid (twips), first (paragraphs), spread."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(paper[0]), Mm(paper[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margins)
    normal = document.styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.space_after = Pt(0)
    if pitch is not None:
        normal.paragraph_format.line_spacing = Pt(pitch)
    section.header.paragraphs[0].text = "示例集团内部资料"
    section.footer.paragraphs[0].text = "页脚"
    if "grid" in more:
        properties = section._sectPr
        for old in properties.findall(qn("w:docGrid")):
            properties.remove(old)
        names = {qn("w:type"): "lines", qn("w:linePitch"): str(more["grid"])}
        properties.append(properties.makeelement(qn("w:docGrid"), names))
    if "first" in more:
        section.different_first_page_header_footer = True
        for _line in range(int(str(more["first"]))):
            section.first_page_header.add_paragraph("首页红头")
    if "spread" in more:
        normal.paragraph_format.line_spacing = 1.5
        normal.paragraph_format.space_after = Pt(float(str(more["spread"])))
        document.styles["Heading 1"].paragraph_format.space_before = Pt(30)
    return saved(document)


def without_styles() -> bytes:
    """16开, and not one style."""
    small = _house((184, 260), 20, 14)
    return changed(small, lambda name, data: None if name == "word/styles.xml" else data)


HOUSES: dict[str, Callable[[], bytes]] = {
    "A4 of exact lines": lambda: _house((210, 297), 30, 16, 28),
    "16开 of natural lines": lambda: _house((184, 260), 22, 14),
    "A4 on a grid": lambda: _house((210, 297), 31.7, 10.5, grid=312),
    "landscape": lambda: _house((297, 210), 25, 14, 24),
    "a first page of its own": lambda: _house((210, 285), 27, 15, 25, first=6),
    "paragraphs apart": lambda: _house((210, 297), 25, 12, spread=6),
    "no styles": without_styles,
}
"""Name → how it is made."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """Name → content of each part of a Word file."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
