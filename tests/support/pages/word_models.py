"""Word files of a house, as `--like` may get them: each odd in one way."""

import io
import re
import zipfile
from collections.abc import Callable

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
Change = Callable[[str, bytes], bytes | None]


def plain() -> bytes:
    """A4, a header and a footer."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header.paragraphs[0].text = "示例集团内部资料"
    section.footer.paragraphs[0].text = "共享页脚"
    document.add_paragraph("模板里的旧文字")
    return saved(document)


def saved(document: object) -> bytes:
    """A document of python-docx as bytes."""
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def changed(data: bytes, change: Change, extra: dict[str, bytes] | None = None) -> bytes:
    """A file whose parts went through `change`; None leaves one out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            made = change(name, old.read(name))
            if made is not None:
                new.writestr(name, made)
        for name, made in (extra or {}).items():
            new.writestr(name, made)
    return target.getvalue()


def _in(part: str, old: str, new: str) -> Callable[[], bytes]:
    """The plain one with a text of a part replaced, which has to be there."""

    def make() -> bytes:
        def change(name: str, data: bytes) -> bytes:
            if name != part:
                return data
            found = re.sub(old, new, data.decode(), count=1)
            assert found != data.decode()
            return found.encode()

        return changed(plain(), change)

    return make


def with_macros() -> bytes:
    """A .docm: another content type, and a part with macros that must not go over."""

    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            return data.replace(WORD.encode(), MACROS.encode()).replace(b"</Types>", kind)
        if name == "word/_rels/document.xml.rels":
            link = b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'
            return data.replace(b"</Relationships>", link)
        return data

    return changed(plain(), change, {"word/vbaProject.bin": b"evil macros"})


def landscape() -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document(io.BytesIO(plain()))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    return saved(document)


def first_page() -> bytes:
    """Another header on the first page, and on even ones."""
    import docx

    document = docx.Document(io.BytesIO(plain()))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页页眉"
    document.settings.odd_and_even_pages_header_footer = True
    section.even_page_header.paragraphs[0].text = "偶数页眉"
    return saved(document)


def several_sections() -> bytes:
    """The last section is the one that counts."""
    import docx
    from docx.shared import Mm

    document = docx.Document(io.BytesIO(plain()))
    document.add_section().left_margin = Mm(40)
    return saved(document)


_COLS = r"<w:cols [^>]*/>"
MODELS: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "macros": with_macros,
    "template": lambda: changed(
        plain(),
        lambda name, data: data.replace(WORD.encode(), TEMPLATE.encode()) if name.startswith("[") else data,
    ),
    "protected": _in(
        "word/settings.xml",
        "</w:settings>",
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>',
    ),
    "without styles": lambda: changed(
        plain(), lambda name, data: None if name == "word/styles.xml" else data
    ),
    "without settings": lambda: changed(
        plain(), lambda name, data: None if name == "word/settings.xml" else data
    ),
    "landscape": landscape,
    "three columns": _in("word/document.xml", _COLS, '<w:cols w:num="3" w:space="300"/>'),
    "lines numbered": _in("word/document.xml", _COLS, '<w:lnNumType w:countBy="1"/><w:cols w:space="425"/>'),
    "a gutter": _in("word/document.xml", 'w:gutter="0"', 'w:gutter="567"'),
    "a frame round the page": _in(
        "word/document.xml",
        _COLS,
        '<w:pgBorders><w:top w:val="single" w:sz="4" w:space="24" w:color="auto"/></w:pgBorders><w:cols w:space="425"/>',
    ),
    "pages from 5": _in("word/document.xml", _COLS, '<w:pgNumType w:start="5"/><w:cols w:space="425"/>'),
    "set from above": _in(
        "word/document.xml", _COLS, '<w:cols w:space="425"/><w:textDirection w:val="tbRl"/>'
    ),
    "a first page of its own": first_page,
    "several sections": several_sections,
}
"""Name → how it is made."""
