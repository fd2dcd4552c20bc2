"""The parts of a Word file: the zip is looked at before anything is unpacked, and only parts that are asked for are.

Refused: too many entries, a part that is larger than any bulletin, more elements than a long one has, a document type
declaration (OOXML has none; entities are made in it), a file that is locked with a password. A part that is missing or broken
is absent, but for the document itself.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
    XMLParser,
    fromstring,
)

from briefing_tui.importers.docx.names import TRANSITIONAL, R
from briefing_tui.importers.evidence import Refused

ENTRIES_LIMIT = 10_000
"""Entries of the zip: a report with a thousand pictures has a few thousand."""
PART_LIMIT = 64 << 20
"""Bytes of a part, unpacked: a bulletin of 4 MB of text has 25 MB of XML."""
TAGS_LIMIT = 3_000_000
"""Marks `<` of a part: ten times what a bulletin of 4 MB has. Each costs 250 bytes and a microsecond."""
_PIECE = 128 << 10
"""Bytes that are parsed before what they hold is read: its elements are in the processor's cache, and their memory serves the next ones."""
_ENTRY = b"PK\x01\x02"
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Package(NamedTuple):
    """A Word file that may be read."""

    zipped: zipfile.ZipFile
    document: str
    """Name of the part that is the document."""
    relations: "dict[str, Relation]"
    """Of the document, by id; those that lead nowhere are among them."""
    damaged: list[str]
    """Names of parts that were asked for and cannot be read."""

    def by_kind(self, kind: str) -> Element | None:
        """The part of a kind (`numbering`, `styles` …) that the document has a relation to; None when absent or broken."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external:
                return self.part(relation.target)
        folder = self.document.rpartition("/")[0]
        return self.part(f"{folder}/{kind}.xml")

    def part(self, name: str) -> Element | None:
        """A part by its name; None when absent or broken."""
        data = self.data(name)
        if data is None:
            return None
        try:
            return parse(data)
        except ParseError:
            self.damaged.append(name)
            return None

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None when absent or broken."""
        try:
            return _unpacked(self.zipped, name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            self.damaged.append(name)
            return None


class Relation(NamedTuple):
    """What a part leads to."""

    kind: str
    """The last part of its type's name: `styles`, `image`, `aFChunk`."""
    target: str
    """Name of a part, or an address."""
    external: bool


def open_package(data: bytes) -> Package:
    """The package of a Word file. Refused when it is none, or not safe to unpack."""
    if data.count(_ENTRY) > ENTRIES_LIMIT:
        raise Refused("entries", str(ENTRIES_LIMIT))
    try:
        zipped = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise Refused("broken") from None
    if any(info.flag_bits & 1 for info in zipped.infolist()):
        raise Refused("locked")
    document = _document(zipped)
    return Package(zipped, document, _relations(zipped, document), [])


def parse(data: bytes) -> Element:
    """The root of an XML part. ParseError when it is none; Refused when it has entities or too many elements."""
    return fromstring(_checked(data), XMLParser(encoding="utf-8"))  # noqa: S314 - no document type, so no entities


def blocks_of(data: bytes, name: str) -> Iterator[list[Element]]:
    """The children of the first child `name` of the root of an XML part, some at a time, as soon as they are parsed and as long as nobody asks
    for the next ones. As `parse`; Refused also when there is no such child.
    """
    data = _checked(data)
    builder = TreeBuilder()
    around = builder.start("around", {})
    parser = XMLParser(target=builder, encoding="utf-8")  # noqa: S314 - as above
    parent: Element | None = None
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
        if parent is None and len(around):
            parent = around[0].find(name)
        if parent is not None and len(parent) > 1:  # the last one may go on
            whole = parent[:-1]
            del parent[:-1]
            yield whole
    builder.end("around")
    parser.close()
    parent = around[0].find(name)
    if parent is None:
        raise Refused("broken")
    yield parent[:]


def _checked(data: bytes) -> bytes:
    """An XML part as it is parsed. Refused when it has entities or too many elements."""
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            data = data[2:].decode(encoding, "replace").encode("utf-8", "replace")
    if data.count(b"<") > TAGS_LIMIT:
        raise Refused("large")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("entities")
    for strict, transitional in TRANSITIONAL.items():
        if strict in data[:8192]:
            data = data.replace(strict, transitional)
    return data


def _unpacked(zipped: zipfile.ZipFile, name: str) -> bytes:
    info = zipped.getinfo(name)
    if info.file_size > PART_LIMIT:
        raise Refused("large")
    with zipped.open(info) as stream:
        data = stream.read(PART_LIMIT + 1)  # what the entry says of its size may be a lie
    if len(data) > PART_LIMIT:
        raise Refused("large")
    return data


def _document(zipped: zipfile.ZipFile) -> str:
    """The name of the document's part: by the package's relations, else where everybody puts it."""
    names = set(zipped.namelist())
    for relation in _relations(zipped, "").values():
        if relation.kind == "officeDocument" and relation.target in names:
            if not relation.target.startswith("word/") and _other_program(relation.target):
                raise Refused("other", relation.target.partition("/")[0])
            return relation.target
    for name in ("word/document.xml", "word/document2.xml"):
        if name in names:
            return name
    for folder in ("xl", "ppt", "content.xml"):
        if any(name.startswith(folder) for name in names):
            raise Refused("other", folder)
    raise Refused("other", "")


def _other_program(target: str) -> bool:
    return target.startswith(("xl/", "ppt/", "visio/"))


def _relations(zipped: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """The relations of a part; none when their file is absent or broken."""
    folder, _slash, name = part.rpartition("/")
    try:
        root = parse(_unpacked(zipped, f"{folder}/_rels/{name}.rels".lstrip("/")))
    except (KeyError, ParseError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        return {}
    found: dict[str, Relation] = {}
    for element in root:
        target, kind = element.get("Target", ""), element.get("Type", "").rpartition("/")[2]
        external = element.get("TargetMode") == "External"
        found[element.get("Id", "")] = Relation(
            kind, target if external else _resolved(folder, target), external
        )
    return found


def _resolved(folder: str, target: str) -> str:
    """The name of a part that `target` means, seen from `folder`."""
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            del parts[-1:]
        elif step not in {"", "."}:
            parts.append(step)
    return "/".join(parts)


RELATION_ID = R + "id"
