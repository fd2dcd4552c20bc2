"""The styles of a Word file: those of the layout, under the names Word gives its own where it has them, and under Chinese ones else.

Every paragraph has a style and hardly anything of its own, so that a house changes its pages in one place.
"""

from typing import NamedTuple

from briefing_tui.exporters.layout import Layout, Style
from briefing_tui.exporters.paper.sheet import DEPTH_INDENT, SheetMeasure
from briefing_tui.exporters.word import markup as xml


class Named(NamedTuple):
    """A paragraph style of the file."""

    id: str
    name: str
    """As Word shows it."""
    style: str
    """Of the layout."""
    outline: int = 0
    """Level of a head from 1; 0 for none."""
    keep: bool = False
    depth: int = 0
    """In the contents."""


CONTENTS_DEPTHS = 4
NAMED = (
    Named("BodyText", "Body Text", "body"),
    Named("Marking", "密级和标注", "marking"),
    Named("Publisher", "编印单位", "publisher"),
    Named("Title", "Title", "title"),
    Named("IssueNumber", "期号", "number"),
    Named("Meta", "部门和日期", "meta"),
    Named("TOCHeading", "TOC Heading", "contents.head", keep=True),
    *(
        Named(f"TOC{depth + 1}", f"toc {depth + 1}", "contents.2" if depth else "contents.1", depth=depth)
        for depth in range(CONTENTS_DEPTHS)
    ),
    Named("PrefaceHead", "编者按标题", "preface.head", 1, keep=True),
    Named("Heading1", "heading 1", "section", 1, keep=True),
    Named("Heading2", "heading 2", "group", 2, keep=True),
    Named("Heading3", "heading 3", "article.title", 3, keep=True),
    *(
        Named(f"Heading{level + 3}", f"heading {level + 3}", f"h{level}", level + 3, keep=True)
        for level in range(1, 5)
    ),
    Named("Source", "来源", "source"),
    Named("CorrectionHead", "更正标题", "correction.head", 1, keep=True),
    Named("EndMark", "结束标记", "end"),
    Named("Tail", "版记", "tail"),
    Named("Footer", "footer", "page.number"),
)
_BY_STYLE = {named.style: named.id for named in reversed(NAMED)}
CHARACTER_NAMES = {"lead": "导语", "h1": "段首一级", "h2": "段首二级", "h3": "段首三级", "h4": "段首四级"}
_HANGS, _HANGS_NOT = "<w:overflowPunct/>", '<w:overflowPunct w:val="0"/>'
_ONLY_LIBREOFFICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    f'<mc:Choice Requires="w15"/><mc:Fallback>{_HANGS}</mc:Fallback></mc:AlternateContent>'
)
"""No mark hangs behind the 28th character: Word lets one hang where nobody says otherwise, LibreOffice takes `overflowPunct` for its
opposite. Alternatives may stand anywhere (ISO/IEC 29500-1, 17.17.3); who does not know them keeps to what stands in the defaults."""


def _breaking(hanging: str) -> str:
    """How lines are broken. None is left empty to spare a lonely one; the rest is as Word has it where nobody says otherwise.

    LibreOffice 7.4 keeps the gap between 汉字 and digits whatever is said: so this is what gives the same lines there as in the PDF.
    """
    return (
        f'<w:widowControl w:val="0"/><w:kinsoku/>{hanging}<w:autoSpaceDE/><w:autoSpaceDN/>'
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
    )


TABLE_STYLE, TABLE_NAME = "BriefingTable", "简报表格"
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def style_id(style: str) -> str:
    """The identity of the paragraph style of one of the layout's."""
    return _BY_STYLE[style]


def styles_xml(layout: Layout, measure: SheetMeasure) -> str:
    """The part `word/styles.xml`."""
    return (
        f'{xml.HEAD}<w:styles xmlns:w="{xml.W}">{_defaults(layout, measure)}{_normal()}{_table_normal()}'
        f"{own_styles(layout, measure)}</w:styles>"
    )


def own_styles(layout: Layout, measure: SheetMeasure, *, known: frozenset[str] = frozenset()) -> str:
    """The styles that paragraphs of an issue name, but those that `known` has by their name."""
    made = [_paragraph_style(one, layout, measure) for one in NAMED if one.name.lower() not in known]
    if known and "body text" not in known:  # the model's own text, set in by two characters
        made[0] = (
            '<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>'
        )
    made += [
        _character_style(style, name, layout) for style, name in CHARACTER_NAMES.items() if name not in known
    ]
    return "".join(made) + ("" if TABLE_NAME in known else _table_style(layout))


def _defaults(layout: Layout, measure: SheetMeasure) -> str:
    body = layout.style("body")
    look = xml.character_look(layout, body._replace(bold=False), measure.squeeze(body))
    pitch = xml.spacing(xml.twips(layout.page.pitch))
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    look = look.replace('<w:b w:val="0"/><w:bCs w:val="0"/>', "")
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{look}{language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{_breaking(_HANGS_NOT)}{pitch}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _normal() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_breaking(_ONLY_LIBREOFFICE)}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )


def _table_normal() -> str:
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _paragraph_style(named: Named, layout: Layout, measure: SheetMeasure) -> str:
    style = layout.style(named.style)
    keep = "<w:keepNext/><w:keepLines/>" if named.keep else ""
    outline = f'<w:outlineLvl w:val="{named.outline - 1}"/>' if named.outline else ""
    height = xml.twips(layout.page.pitch) * style.lines
    line = xml.spacing(height) if named.id != "Footer" else xml.spacing(xml.twips(style.size * 1.4))
    properties = (
        f"{keep}{tabs(named, style, layout, measure)}{line}{indents(named.depth, style, measure)}"
        f"{xml.alignment(style)}{outline}"
    )
    look = xml.character_look(layout, style, measure.squeeze(style))
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{named.id}"><w:name w:val="{named.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    ).replace(' w:customStyle="1"', "" if named.name.isascii() else ' w:customStyle="1"')


def tabs(named: Named, style: Style, layout: Layout, measure: SheetMeasure) -> str:
    """A tab at the right end of the line, for what stands left and right: with dots in the contents."""
    if named.style not in {"meta", "tail", "contents.1", "contents.2"}:
        return ""
    inset = style.inset * measure.em(style)
    leader = ' w:leader="dot"' if named.style.startswith("contents") else ""
    return (
        f'<w:tabs><w:tab w:val="right"{leader} w:pos="{xml.twips(layout.page.type_width - inset)}"/></w:tabs>'
    )


def indents(depth: int, style: Style, measure: SheetMeasure) -> str:
    """What a paragraph is set in."""
    em = measure.em(style)
    inset = style.inset * em
    left = xml.twips(inset + depth * DEPTH_INDENT * em)
    return (
        f'<w:ind w:left="{left}" w:right="{xml.twips(inset)}" w:firstLine="{xml.twips(style.indent * em)}"/>'
    )


def _character_style(style: str, name: str, layout: Layout) -> str:
    one = layout.style(style)
    look = xml.fonts(layout, one.font) + ("<w:b/><w:bCs/>" if one.bold else "")
    colour = f'<w:color w:val="{one.colour[1:].upper()}"/>' if one.colour != "#000000" else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{xml.character_id(style)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}{colour}</w:rPr></w:style>'
    )


def _table_style(layout: Layout) -> str:
    size = eighths(layout.table_rule)
    borders = "".join(
        f'<w:{side} w:val="{"single" if size else "nil"}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side in _BORDERS
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}"><w:name w:val="{TABLE_NAME}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    )


def eighths(millimetres: float) -> int:
    """A rule's thickness in eighths of a point, as borders have it; Word draws 2 to 96 of them."""
    return min(max(2, round(millimetres / 25.4 * 72 * 8)), 96) if millimetres else 0
