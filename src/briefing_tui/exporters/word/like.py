"""A house's own Word file as the model of ours: its paper, its styles, its header and footer. Nothing in it is run or filled in.

The file is foreign: its size is limited, and looking for something in it takes time by its length whatever stands there; parts are taken
by name, and of what they refer to only pictures of their own and links. What is taken goes over as it is, byte for byte, so that nothing of
the house's is lost in reading.
"""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.word.markup import W, character_id, escaped
from briefing_tui.exporters.word.styles import CHARACTER_NAMES, NAMED, TABLE_NAME, TABLE_STYLE
from briefing_tui.i18n import _

SIZE = 32 << 20
"""Bytes of all its parts."""
PART = 8 << 20
"""Bytes of one part."""
SECTION = 32 << 10
"""Characters of the properties of a section: many times what Word writes, and few enough to look through them for one thing after another."""
_SECTION = re.compile(r"<w:sectPr\b[^>]*?/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_REFERENCE = re.compile(r"<w:(?:header|footer)Reference\b[^<>]*/>")
_LINK = re.compile(r'r:id="([^"]*)"')
_LEFT = re.compile(r"<w:(?:header|footer)Reference\b[^<>]*>(?:\s*</w:(?:header|footer)Reference>)?")
_ROOT = re.compile(r"<w:document\b([^<>]*)>")
_STYLE_USED = re.compile(r'<w:(pStyle|rStyle|tblStyle) w:val="([^"]*)"/>')
_NO_STYLES = f'<w:styles xmlns:w="{W}"></w:styles>'
"""A file may have none."""
_NOT_OURS = re.compile(
    r"<w:cols\b[^>]*/>|<w:cols\b.*?</w:cols>|<w:(?:textDirection|vAlign|bidi|rtlGutter|type|sectPrChange|printerSettings)\b[^>]*/>|"
    r"<w:(sectPrChange|printerSettings)\b.*?</w:\1>",
    re.DOTALL,
)
"""What of a section would set an issue otherwise than one column of lines from the top, keeps what it was before, or names a part left out."""
_CHANGED, _CHANGED_END = "<w:sectPrChange", "</w:sectPrChange>"
"""What a section was before a change that is tracked; it holds a sectPr of its own."""
_OWN = frozenset(("word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml"))
"""Names that our own parts have."""
_REFERS = re.compile(r"""\br:\w+\s*=""")
"""A part of the file refers to another."""
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
    """Name of a style in small letters → its identity there; only of styles that could stand for ours of that name."""
    others: dict[str, str]
    """Identity → name of the other styles."""
    parts: dict[str, bytes]
    """Headers, footers, theme, numbering and pictures, by name."""
    kinds: dict[str, str]
    """Content types of those parts."""
    links: str
    """Relationships of the document to them."""
    settings: str
    """Its settings, for what they say of pages."""
    fonts: str
    """Its table of fonts; empty where it has none."""

    def says(self, switch: str) -> bool:
        """Whether a switch of its settings is on."""
        found = re.search(rf"<w:{switch}\b[^<>]*>", self.settings)
        value = re.search(r'\bw:val="([^"]*)"', found[0]) if found is not None else None
        return found is not None and (value is None or value[1] not in {"0", "false", "off"})


def read_like(data: bytes) -> Like:
    """The model that a Word file is; ExportError when it is none or cannot be used."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive).like()
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise unfit(_("it is no Word file (.docx)")) from error
    except (ET.ParseError, UnicodeDecodeError, ValueError) as error:
        raise unfit(_("a part of it cannot be read")) from error


def unfit(reason: str) -> ExportError:
    """The error of a model that cannot be used."""
    text = _("the Word file that was to be taken as a model cannot be used: {reason}").format(reason=reason)
    return ExportError(text, hint=_("open it in Word and save it as .docx again"))


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        if sum(info.file_size for info in archive.infolist()) > SIZE or len(archive.infolist()) > 5000:
            raise unfit(_("it is larger than {limit} MiB").format(limit=SIZE >> 20))
        self.there = set(archive.namelist())
        self.parts: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.rows: dict[str, str] = {}

    def like(self) -> Like:
        """All that is taken over."""
        main = next(self._related("", "officeDocument"), "word/document.xml")
        document = _without_changes(self._text(main))
        root = _ROOT.search(document)
        if root is None or f'"{W}"' not in root[1]:
            raise unfit(_("it is of a kind that is not known here"))
        kinds = self._content_types()
        section = _NOT_OURS.sub(_one_column, self._section(_last_section(document), main, kinds))
        for kind in ("theme", "numbering"):
            for name in self._related(main, kind):
                if not _REFERS.search(text := self._text(name)):
                    self._take(name, kinds, kind, text.encode())
        styles, settings = (
            next(map(self._text, self._related(main, kind)), otherwise)
            for kind, otherwise in (("styles", _NO_STYLES), ("settings", ""))
        )
        names, others = _names(styles)
        links = "".join(self.rows.values())
        return Like(
            root[1],
            section,
            styles,
            names,
            others,
            self.parts,
            self.kinds,
            links,
            settings,
            self._fonts(main),
        )

    def _related(self, name: str, kind: str) -> Iterator[str]:
        """The parts that a part names as its own of a kind; those of the file itself for no name. At most one is meant."""
        for target, external, related in self._links(name).values():
            if not external and related == kind and target in self.there:
                yield target
                return

    def _text(self, name: str) -> str:
        if self.archive.getinfo(name).file_size > PART:
            raise unfit(_("it is larger than {limit} MiB").format(limit=PART >> 20))
        text = self.archive.read(name).decode("utf-8-sig")
        if "<!DOCTYPE" in text:
            raise unfit(_("it is of a kind that is not known here"))
        return text

    def _fonts(self, main: str) -> str:
        """The table of fonts; none where it cannot be read, for an issue can be set without."""
        try:
            return next(map(self._text, self._related(main, "fontTable")), "")
        except (ExportError, UnicodeDecodeError):
            return ""

    def _content_types(self) -> dict[str, str]:
        """Content type of each part that is there, by its name or by its ending."""
        root = ET.fromstring(self._text("[Content_Types].xml"))  # noqa: S314 - no DOCTYPE, limited in size
        by_name, by_ending = {}, {}
        for node in root:
            kind = node.get("ContentType", "")
            if node.tag.endswith("}Override"):
                by_name[node.get("PartName", "").lstrip("/")] = kind
            else:
                by_ending[node.get("Extension", "").lower()] = kind
        return {
            name: kind
            for name in self.there
            if (kind := by_name.get(name) or by_ending.get(name.rpartition(".")[2].lower(), ""))
        }

    def _section(self, section: str, main: str, kinds: dict[str, str]) -> str:
        """The sectPr with its references to headers and footers that could be taken; the others left out."""
        links = self._links(main)

        def taken(found: "re.Match[str]") -> str:
            link = _LINK.search(found[0])
            name, external, _kind = links.get(link[1] if link else "", ("", True, ""))
            if link is None or external or not self._header(name, kinds):
                return ""
            kind = "header" if "headerReference" in found[0] else "footer"
            self._take(name, kinds, kind, self.archive.read(name), link[1])
            return found[0].replace(link[0], f'r:id="{_PREFIX}{link[1]}"')

        section = _REFERENCE.sub(taken, section)
        return _LEFT.sub(lambda found: found[0] if f'="{_PREFIX}' in found[0] else "", section)

    def _header(self, name: str, kinds: dict[str, str]) -> bool:
        """Whether a header or footer can be taken with all it needs; its pictures are."""
        if name not in self.there or name not in kinds or name in _OWN:
            return False
        self._text(name)
        pictures = []
        for target, external, kind in self._links(name).values():
            if external:
                continue
            if kind != "image" or target not in kinds or target in _OWN:
                return False
            pictures.append(target)
        rels = _rels_of(name)
        if rels in self.there:
            if self._fetches(rels):
                return False
            self.parts[rels] = self.archive.read(rels)
        self.parts |= {picture: self.archive.read(picture) for picture in pictures}
        self.kinds |= {picture: kinds[picture] for picture in pictures}
        return True

    def _fetches(self, rels: str) -> bool:
        """Whether something from elsewhere would be fetched by whoever opens the file: all but a link that somebody follows."""
        nodes = ET.fromstring(self._text(rels))  # noqa: S314 - no DOCTYPE, limited in size
        outside = [node for node in nodes if node.get("TargetMode") == "External"]
        return any(not node.get("Type", "").endswith("/hyperlink") for node in outside)

    def _take(self, name: str, kinds: dict[str, str], kind: str, data: bytes, link: str = "") -> None:
        self.parts[name] = data
        self.kinds[name] = kinds.get(name, "application/xml")
        identity = f"{_PREFIX}{link or kind}"
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        target = escaped(name.removeprefix("word/") if name.startswith("word/") else f"/{name}")
        self.rows[identity] = f'<Relationship Id="{identity}" Type="{base}/{kind}" Target="{target}"/>'

    def _links(self, name: str) -> dict[str, tuple[str, bool, str]]:
        """Relationships of a part, of the file for no name: where each leads, whether that is outside of the file, and its kind."""
        rels = _rels_of(name)
        if rels not in self.there:
            return {}
        folder = posixpath.dirname(name)
        found = {}
        for node in ET.fromstring(self._text(rels)):  # noqa: S314 - as above
            target = node.get("Target", "")
            whole = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            kind = node.get("Type", "").rpartition("/")[2]
            found[node.get("Id", "")] = (whole.lstrip("/"), node.get("TargetMode") == "External", kind)
        return found


def _without_changes(document: str) -> str:
    """Without what its sections were before changes that are tracked."""
    kept, at = [], 0
    while (begin := document.find(_CHANGED, at)) >= 0 and (end := document.find(_CHANGED_END, begin)) >= 0:
        kept.append(document[at:begin])
        at = end + len(_CHANGED_END)
    return "".join([*kept, document[at:]])


def _last_section(document: str) -> str:
    """The sectPr of the document itself, which is its last; empty where there is none."""
    found = _SECTION.match(document, max(0, document.rfind("<w:sectPr")))
    if found is not None and len(found[0]) > SECTION:
        raise unfit(_("it is of a kind that is not known here"))
    return found[0] if found is not None else ""


def _one_column(found: "re.Match[str]") -> str:
    return '<w:cols w:space="425"/>' if found[0].startswith("<w:cols") else ""


def _rels_of(name: str) -> str:
    folder, _slash, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _names(styles: str) -> tuple[dict[str, str], dict[str, str]]:
    """Identities of the styles by name, and kinds of all by identity; the default of paragraphs is `normal` whatever it is called."""
    names: dict[str, str] = {}
    others: dict[str, str] = {}
    for style in ET.fromstring(styles).iter(f"{{{W}}}style"):  # noqa: S314 - as above
        name, identity = style.find(f"{{{W}}}name"), style.get(f"{{{W}}}styleId", "")
        kind = style.get(f"{{{W}}}type", "paragraph")
        called = name.get(f"{{{W}}}val", "").lower() if name is not None else ""
        fits = _KINDS.get(called, kind) == kind
        if called and identity and fits:
            names[called] = identity
        else:
            others[identity] = called
        if kind == "paragraph" and style.get(f"{{{W}}}default") in {"1", "true", "on"}:
            names.setdefault("normal", identity)
    return names, others


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
    for name in set(like.others.values()) & {one.lower() for one in _OURS}:
        own = re.sub(f'<w:name w:val="({re.escape(name)})"/>', _OTHER_NAME, own, flags=re.IGNORECASE)
    own = re.sub('w:styleId="([^"]*)"', lambda found: f'w:styleId="{ids.get(found[1], found[1])}"', own)
    head, end, _rest = like.styles.rpartition("</w:styles>")
    if not end:
        raise unfit(_("a part of it cannot be read"))
    return f"{head}{own}{end}"


_KINDS = {
    **dict.fromkeys((one.name.lower() for one in NAMED), "paragraph"),
    **dict.fromkeys(CHARACTER_NAMES.values(), "character"),
    TABLE_NAME: "table",
    "normal": "paragraph",
    "default paragraph font": "character",
    "normal table": "table",
}
"""What a style of ours is, by its name in small letters."""
_OURS = (*(one.name for one in NAMED), *CHARACTER_NAMES.values(), TABLE_NAME)
_OTHER_NAME = r'<w:name w:val="\1（简报）"/>'
"""A name that a style of another kind has: two of one name Word takes for damage."""
_BASES = {"Normal": "normal", "DefaultParagraphFont": "default paragraph font", "TableNormal": "normal table"}
"""What our styles are based on, and its name in every file."""


def _identities(like: Like) -> dict[str, str]:
    """Identity of each of our styles → what it is called in the file: the model's own, or ours under a name that is free there."""
    names = {one.id: one.name.lower() for one in NAMED}
    names |= {character_id(style): name for style, name in CHARACTER_NAMES.items()}
    names[TABLE_STYLE] = TABLE_NAME
    taken = {*like.names.values(), *like.others}
    return {
        identity: like.names.get(name) or (f"Briefing{identity}" if identity in taken else identity)
        for identity, name in names.items()
    }
