"""The parts of a Word file around its text, and the file itself: the same bytes for the same parts."""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from briefing_tui.compose.frame import number_line
from briefing_tui.exporters.layout import POINT, Layout
from briefing_tui.exporters.paper.breaking import NEVER_FIRST, NEVER_LAST
from briefing_tui.exporters.word import markup as xml
from briefing_tui.model.issue import Issue
from briefing_tui.text.numerals import printed_date

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOOTER_LINE = 1.4
"""Height of the line of the page number, in sizes."""
PROPERTY = 255
"""Characters of a document's property in Word."""
_DASH_AT = 0.68
"""Of that height, how far down its dash stands."""


class PackagePart(NamedTuple):
    """One part of the package."""

    name: str
    """Its path, without a slash before it."""
    kind: str
    """Content type."""
    link: str
    """Last word of the relationship by which the document refers to it; empty for none."""
    data: str | bytes


class Extra(NamedTuple):
    """Parts that come from another file, as they are."""

    parts: Mapping[str, bytes]
    kinds: Mapping[str, str]
    """Content type of each."""
    links: str
    """Relationships of the document to them."""


def document_xml(body: str, section: str, namespaces: str = "") -> str:
    """The part `word/document.xml`."""
    names = namespaces or f'xmlns:w="{xml.W}" xmlns:r="{xml.R}"'
    return f"{xml.HEAD}<w:document {names}><w:body>{body}{section}</w:body></w:document>"


def section_xml(layout: Layout) -> str:
    """Paper, margins, grid and the footers by their relationships."""
    page = layout.page
    feet = ""
    if page.numbers != "none":
        feet = '<w:footerReference w:type="default" r:id="rIdFooter1"/>'
    if page.numbers == "outside":
        feet += '<w:footerReference w:type="even" r:id="rIdFooter2"/>'
    sides = {name: _twips(getattr(page, name)) for name in ("top", "right", "bottom", "left")}
    margins = " ".join(f'w:{name}="{value}"' for name, value in sides.items())
    lies = ' w:orient="landscape"' if page.width > page.height else ""
    height = layout.style("page.number").size * FOOTER_LINE
    foot = xml.twips(page.bottom / POINT - page.numbers_below / POINT - height * (1 - _DASH_AT))
    return (
        f'<w:sectPr>{feet}<w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"{lies}/>'
        f'<w:pgMar {margins} w:header="851" w:footer="{max(foot, 0)}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{xml.twips(page.pitch)}"/></w:sectPr>'
    )


def _twips(millimetres: float) -> int:
    return xml.twips(millimetres / POINT)


def footers(layout: Layout) -> list[PackagePart]:
    """The page numbers between dashes: odd pages right, even ones left; GB/T 9704-2012, 7.5."""
    numbers = layout.page.numbers
    if numbers == "none":
        return []
    sides = {"centre": ("center",), "outside": ("right", "left")}[numbers]
    made = []
    for index, side in enumerate(sides, 1):
        content = xml.run("— ") + xml.field("PAGE", str(index)) + xml.run(" —")
        foot = xml.paragraph("Footer", content, f'<w:jc w:val="{side}"/>')
        data = f'{xml.HEAD}<w:ftr xmlns:w="{xml.W}">{foot}</w:ftr>'
        made.append(PackagePart(f"word/footer{index}.xml", f"{_WORD}.footer+xml", "footer", data))
    return made


def settings(layout: Layout, *, even: bool | None = None, mirrored: bool | None = None) -> PackagePart:
    """How Word breaks lines and counts pages; it asks nothing when it opens the file. `even` and `mirrored` overrule the layout."""
    if mirrored is None:
        mirrored = layout.page.mirrored
    if even is None:
        even = layout.page.numbers == "outside"
    sides = "<w:mirrorMargins/>" if mirrored else ""
    feet = "<w:evenAndOddHeaders/>" if even else ""
    data = (
        f'{xml.HEAD}<w:settings xmlns:w="{xml.W}"><w:zoom w:percent="100"/>{sides}<w:defaultTabStop w:val="420"/>{feet}'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{xml.escaped(NEVER_LAST)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{xml.escaped(NEVER_FIRST)}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
    return PackagePart("word/settings.xml", f"{_WORD}.settings+xml", "settings", data)


def properties(issue: Issue) -> list[PackagePart]:
    """What the file says of itself: title, publisher, number, department, date."""
    return [
        PackagePart(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            "",
            _core_properties(issue),
        ),
        PackagePart(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            "",
            _app_properties(issue.masthead.publisher),
        ),
        PackagePart(
            "docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            "",
            _custom_properties(issue),
        ),
    ]


def _core_properties(issue: Issue) -> str:
    head = issue.masthead
    date = f"{head.date.isoformat()}T00:00:00Z" if head.date is not None else "1980-01-01T00:00:00Z"
    title = " ".join(part for part in (head.title, number_line(issue)) if part)
    return (
        f'{xml.HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_short(title)}</dc:title><dc:subject>{_short(head.title)}</dc:subject>"
        f"<dc:creator>{_short(head.department or head.publisher)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified><dc:language>zh-CN</dc:language></cp:coreProperties>'
    )


def _app_properties(publisher: str) -> str:
    return (
        f'{xml.HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>briefing-tui</Application><Company>{_short(publisher)}</Company></Properties>"
    )


def _custom_properties(issue: Issue) -> str:
    """Those that have no place among the standard ones, under the names that bulletins print; empty ones are left out."""
    head = issue.masthead
    values = {
        "期号": number_line(issue),
        "部门": head.department,
        "日期": printed_date(head.date) if head.date is not None else "",
    }
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{index}" name="{name}"><vt:lpwstr>{_short(value)}</vt:lpwstr></property>'
        for index, (name, value) in enumerate(values.items(), 2)
        if value
    )
    return (
        f'{xml.HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )


def _short(value: str) -> str:
    """A property as XML, with an ellipsis where it is longer than Word takes."""
    return xml.escaped(value if len(value) <= PROPERTY else value[: PROPERTY - 1] + "…")


_ROOT_LINKS = {
    "word/document.xml": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    "docProps/core.xml": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "docProps/app.xml": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
    "docProps/custom.xml": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
}


def packed(document: str, parts: list[PackagePart], extra: Extra | None = None) -> bytes:
    """The file."""
    extra = extra or Extra({}, {}, "")
    main = PackagePart("word/document.xml", f"{_WORD}.document.main+xml", "", document)
    files: dict[str, str | bytes] = {"[Content_Types].xml": _content_types([main, *parts], extra)}
    files["_rels/.rels"] = _relationships(
        "".join(
            f'<Relationship Id="rId{index}" Type="{kind}" Target="{name}"/>'
            for index, (name, kind) in enumerate(_ROOT_LINKS.items(), 1)
        )
    )
    own = "".join(
        f'<Relationship Id="{link_id(part)}" Type="{xml.R}/{part.link}" Target="{part.name.removeprefix("word/")}"/>'
        for part in parts
        if part.link
    )
    files["word/_rels/document.xml.rels"] = _relationships(own + extra.links)
    files |= {part.name: part.data for part in (main, *parts)}
    files |= dict(extra.parts)
    return _zipped(files)


def link_id(part: PackagePart) -> str:
    """The relationship of a part of ours: rIdFooter1."""
    stem = part.name.rpartition("/")[2].removesuffix(".xml")
    return f"rId{stem[0].upper()}{stem[1:]}"


def _content_types(parts: list[PackagePart], extra: Extra) -> str:
    rows = "".join(f'<Override PartName="/{part.name}" ContentType="{part.kind}"/>' for part in parts)
    rows += "".join(
        f'<Override PartName="/{xml.escaped(name)}" ContentType="{xml.escaped(kind)}"/>'
        for name, kind in extra.kinds.items()
    )
    return (
        f'{xml.HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _relationships(rows: str) -> str:
    return f'{xml.HEAD}<Relationships xmlns="{_LINKS}">{rows}</Relationships>'


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data.encode("utf-8") if isinstance(data, str) else data)
    return target.getvalue()
