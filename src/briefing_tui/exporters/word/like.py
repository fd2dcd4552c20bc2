"""A house's own Word file as the model of ours: its paper, its styles, its header and footer. Nothing in it is run or filled in.

The file is foreign: its size is limited, parts are taken by name, and of what they refer to only pictures of their own and links. What is
taken goes over as it is, byte for byte, so that nothing of the house's is lost in reading.
"""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from typing import NamedTuple

from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import POINT, Layout
from briefing_tui.exporters.word.markup import W, character_id
from briefing_tui.exporters.word.styles import CHARACTER_NAMES, NAMED, TABLE_NAME, TABLE_STYLE
from briefing_tui.i18n import _

SIZE = 32 << 20
"""Bytes of all its parts."""
PART = 8 << 20
"""Bytes of one part."""
_SECTION = re.compile(r"<w:sectPr\b[^>]*?/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_REFERENCE = re.compile(r'<w:(?:header|footer)Reference\b[^>]*?r:id="([^"]*)"[^>]*?/>')
_ROOT = re.compile(r"<w:document\b([^>]*)>")
_STYLE_USED = re.compile(r'<w:(pStyle|rStyle|tblStyle) w:val="([^"]*)"/>')
_NO_STYLES = f'<w:styles xmlns:w="{W}"></w:styles>'
"""A file may have none."""
_NOT_OURS = re.compile(
    r"<w:cols\b[^>]*/>|<w:cols\b.*?</w:cols>|<w:(?:textDirection|vAlign|bidi|rtlGutter|type|sectPrChange)\b[^>]*/>|"
    r"<w:sectPrChange\b.*?</w:sectPrChange>",
    re.DOTALL,
)
"""What of a section would set an issue otherwise than one column of lines from the top, or keeps what it was before."""
_PREFIX = "like"
"""Of the relationships that are taken over, so that they are none of ours."""


class Like(NamedTuple):
    """What is taken over."""

    namespaces: str
    """Attributes of the document's root."""
    section: str
    """Its sectPr."""
    styles: str
    """The part of its styles, as it is."""
    names: dict[str, str]
    """Name of a style in small letters → its identity there."""
    parts: dict[str, bytes]
    """Headers, footers, theme, numbering and pictures, by name."""
    kinds: dict[str, str]
    """Content types of those parts that are XML."""
    links: str
    """Relationships of the document to them."""
    settings: str
    """Its settings, for what they say of pages."""


def read_like(data: bytes) -> Like:
    """The model that a Word file is; ExportError when it is none or cannot be used."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive).like()
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _unfit(_("it is no Word file (.docx)")) from error
    except (ET.ParseError, UnicodeDecodeError, ValueError) as error:
        raise _unfit(_("a part of it cannot be read")) from error


def _unfit(reason: str) -> ExportError:
    text = _("the Word file that was to be taken as a model cannot be used: {reason}").format(reason=reason)
    return ExportError(text, hint=_("open it in Word and save it as .docx again"))


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        if sum(info.file_size for info in archive.infolist()) > SIZE or len(archive.infolist()) > 5000:
            raise _unfit(_("it is larger than {limit} MiB").format(limit=SIZE >> 20))
        self.there = set(archive.namelist())
        self.parts: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.rows: list[str] = []

    def like(self) -> Like:
        """All that is taken over."""
        document = self._text("word/document.xml")
        styles = self._text("word/styles.xml") if "word/styles.xml" in self.there else _NO_STYLES
        root = _ROOT.search(document)
        if root is None or f'"{W}"' not in root[1]:
            raise _unfit(_("it is of a kind that is not known here"))
        found = _SECTION.findall(document)
        kinds = self._content_types()
        section = _NOT_OURS.sub(_one_column, self._section(found[-1] if found else "", kinds))
        for name in ("word/theme/theme1.xml", "word/numbering.xml"):
            if name in self.there and "r:id" not in (text := self._text(name)):
                self._take(name, kinds, "theme" if "theme" in name else "numbering", text.encode())
        settings = self._text("word/settings.xml") if "word/settings.xml" in self.there else ""
        return Like(
            root[1], section, styles, _names(styles), self.parts, self.kinds, "".join(self.rows), settings
        )

    def _text(self, name: str) -> str:
        if self.archive.getinfo(name).file_size > PART:
            raise _unfit(_("it is larger than {limit} MiB").format(limit=PART >> 20))
        text = self.archive.read(name).decode("utf-8-sig")
        if "<!DOCTYPE" in text:
            raise _unfit(_("it is of a kind that is not known here"))
        return text

    def _content_types(self) -> dict[str, str]:
        root = ET.fromstring(self._text("[Content_Types].xml"))  # noqa: S314 - no DOCTYPE, limited in size
        return {
            node.get("PartName", "").lstrip("/"): node.get("ContentType", "")
            for node in root
            if node.tag.endswith("}Override")
        }

    def _section(self, section: str, kinds: dict[str, str]) -> str:
        """The sectPr with its references to headers and footers that could be taken; the others left out."""
        links = self._links("word/document.xml")

        def taken(found: "re.Match[str]") -> str:
            name, external = links.get(found[1], ("", True))
            if external or not self._header(name, kinds):
                return ""
            kind = "header" if "headerReference" in found[0] else "footer"
            self._take(name, kinds, kind, self.archive.read(name), found[1])
            return found[0].replace(f'r:id="{found[1]}"', f'r:id="{_PREFIX}{found[1]}"')

        return _REFERENCE.sub(taken, section)

    def _header(self, name: str, kinds: dict[str, str]) -> bool:
        """Whether a header or footer can be taken with all it needs; its pictures are."""
        if name not in self.there or name not in kinds:
            return False
        self._text(name)
        pictures = []
        for target, external in self._links(name).values():
            if external:
                continue
            if target not in self.there or not target.startswith("word/media/"):
                return False
            pictures.append(target)
        rels = _rels_of(name)
        if rels in self.there:
            if self._fetches(rels):
                return False
            self.parts[rels] = self.archive.read(rels)
        self.parts |= {picture: self.archive.read(picture) for picture in pictures}
        return True

    def _fetches(self, rels: str) -> bool:
        """Whether something from elsewhere would be fetched by whoever opens the file: all but a link that somebody follows."""
        nodes = ET.fromstring(self._text(rels))  # noqa: S314 - no DOCTYPE, limited in size
        outside = [node for node in nodes if node.get("TargetMode") == "External"]
        return any(not node.get("Type", "").endswith("/hyperlink") for node in outside)

    def _take(self, name: str, kinds: dict[str, str], kind: str, data: bytes, link: str = "") -> None:
        self.parts[name] = data
        self.kinds[name] = kinds.get(name, "application/xml")
        link = link or kind
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        target = name.removeprefix("word/")
        self.rows.append(f'<Relationship Id="{_PREFIX}{link}" Type="{base}/{kind}" Target="{target}"/>')

    def _links(self, name: str) -> dict[str, tuple[str, bool]]:
        """Relationships of a part: where each leads, and whether that is outside of the file."""
        rels = _rels_of(name)
        if rels not in self.there:
            return {}
        folder = posixpath.dirname(name)
        found = {}
        for node in ET.fromstring(self._text(rels)):  # noqa: S314 - as above
            target = node.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[node.get("Id", "")] = (whole, node.get("TargetMode") == "External")
        return found


def _one_column(found: "re.Match[str]") -> str:
    return '<w:cols w:space="425"/>' if found[0].startswith("<w:cols") else ""


def _rels_of(name: str) -> str:
    folder, _slash, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _names(styles: str) -> dict[str, str]:
    """Names and identities of the styles; the default of paragraphs is `normal` whatever it is called."""
    names = {}
    for style in ET.fromstring(styles).iter(f"{{{W}}}style"):  # noqa: S314 - as above
        name, identity = style.find(f"{{{W}}}name"), style.get(f"{{{W}}}styleId", "")
        if name is not None and identity:
            names[name.get(f"{{{W}}}val", "").lower()] = identity
        if style.get(f"{{{W}}}default") in {"1", "true"}:
            names.setdefault({"paragraph": "normal"}.get(style.get(f"{{{W}}}type", ""), ""), identity)
    return names


def with_page_of(layout: Layout, like: Like) -> Layout:
    """The layout on the paper of the model."""
    size = re.search(r"<w:pgSz\b[^>]*>", like.section)
    margins = re.search(r"<w:pgMar\b[^>]*>", like.section)
    if size is None or margins is None:
        return layout

    def length(tag: str, name: str, otherwise: float) -> float:
        found = re.search(rf'w:{name}="(-?\d{{1,6}})"', tag)
        return abs(int(found[1])) / 20 * POINT if found else otherwise

    old = layout.page
    page = old._replace(
        width=length(size[0], "w", old.width),
        height=length(size[0], "h", old.height),
        top=length(margins[0], "top", old.top),
        right=length(margins[0], "right", old.right),
        bottom=length(margins[0], "bottom", old.bottom),
        left=length(margins[0], "left", old.left) + length(margins[0], "gutter", 0),
    )
    if page.type_width < 72 or page.type_height < page.pitch * 5:
        raise _unfit(_("the margins leave no room for text"))
    body = layout.styles["body"].size
    characters = max(1, int(page.type_width / (body - 0.3)))
    return layout._replace(
        page=page._replace(lines=int(page.type_height / page.pitch), characters=characters)
    )


def first_page(like: Like) -> int:
    """The number of its first page."""
    found = re.search(r'<w:pgNumType\b[^>]*w:start="(\d{1,6})"', like.section)
    return int(found[1]) if found else 1


def renamed(markup: str, like: Like) -> str:
    """Our mark-up with the styles of the model where it has them by name. Texts cannot match: they are escaped."""
    ids = _identities(like)
    return _STYLE_USED.sub(lambda found: f'<w:{found[1]} w:val="{ids.get(found[2], found[2])}"/>', markup)


def styles_with(like: Like, own: str) -> str:
    """The model's styles with those of ours that it has not."""
    ids = _identities(like)
    for base, name in _BASES.items():
        there = like.names.get(name)
        own = own.replace(f'<w:basedOn w:val="{base}"/>', f'<w:basedOn w:val="{there}"/>' if there else "")
    own = re.sub('w:styleId="([^"]*)"', lambda found: f'w:styleId="{ids.get(found[1], found[1])}"', own)
    head, end, _rest = like.styles.rpartition("</w:styles>")
    if not end:
        raise _unfit(_("a part of it cannot be read"))
    return f"{head}{own}{end}"


_BASES = {"Normal": "normal", "DefaultParagraphFont": "default paragraph font", "TableNormal": "normal table"}
"""What our styles are based on, and its name in every file."""


def _identities(like: Like) -> dict[str, str]:
    """Identity of each of our styles → what it is called in the file: the model's own, or ours under a name that is free there."""
    names = {one.id: one.name.lower() for one in NAMED}
    names |= {character_id(style): name for style, name in CHARACTER_NAMES.items()}
    names[TABLE_STYLE] = TABLE_NAME
    taken = set(like.names.values())
    return {
        identity: like.names.get(name) or (f"Briefing{identity}" if identity in taken else identity)
        for identity, name in names.items()
    }
