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
_HEAD = 8192
"""Bytes of a part in which its namespaces are told."""
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST = max(map(len, _ENTITIES))
_ENTRY = b"PK\x01\x02"
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


_BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)
"""What is raised for a part that is not there, or not whole."""


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
        except _BROKEN:
            self.damaged.append(name)
            return None

    def pieces(self, name: str) -> list[bytes]:
        """The bytes of a part, in pieces: one long one costs twice as much to make. Refused when it is absent or broken, or larger than any."""
        pieces: list[bytes] = []
        try:
            with self.zipped.open(_entry(self.zipped, name)) as stream:
                while piece := stream.read(_PIECE):
                    pieces.append(piece)
                    if (
                        len(pieces) * _PIECE > PART_LIMIT + _PIECE
                    ):  # what the entry says of its size may be a lie
                        raise Refused("large")
        except _BROKEN:
            raise Refused("broken") from None
        return pieces


class Relation(NamedTuple):
    """What a part leads to."""

    kind: str
    """The last part of its type's name: `styles`, `image`, `aFChunk`."""
    target: str
    """Name of a part, or an address."""
    external: bool


def opened_zip(data: bytes) -> zipfile.ZipFile:
    """A zip, nothing of it unpacked. Refused when it is none, or broken."""
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise Refused("broken") from None


def open_package(data: bytes) -> Package:
    """The package of a Word file. Refused when it is none, or not safe to unpack."""
    if data.count(_ENTRY) > ENTRIES_LIMIT:
        raise Refused("entries", str(ENTRIES_LIMIT))
    zipped = opened_zip(data)
    if any(info.flag_bits & 1 for info in zipped.infolist()):
        raise Refused("locked")
    document = _document(zipped)
    return Package(zipped, document, _relations(zipped, document), [])


def parse(data: bytes) -> Element:
    """The root of an XML part. ParseError when it is none; Refused when it has entities or too many elements."""
    return fromstring(b"".join(_checked([data])), XMLParser(encoding="utf-8"))  # noqa: S314 - no document type, so no entities


def blocks_of(pieces: list[bytes], name: str) -> Iterator[list[Element]]:
    """The children of the first child `name` of the root of an XML part, some at a time: as soon as they are parsed, and until the next are asked.

    ParseError when it is none; Refused when it has entities or too many elements, before anything is told, and when there is no such child.
    """
    builder = TreeBuilder()
    around = builder.start("around", {})
    parser = XMLParser(target=builder, encoding="utf-8")  # noqa: S314 - no document type, so no entities
    parent: Element | None = None
    for piece in _checked(pieces):
        parser.feed(piece)
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


def _checked(pieces: list[bytes]) -> list[bytes]:
    """An XML part as it is parsed. Refused when it has entities or too many elements."""
    first = b"".join(pieces[:1])
    wide = next((encoding for mark, encoding in _WIDE if first.startswith(mark)), "")
    if wide or any(strict in first[:_HEAD] for strict in TRANSITIONAL):
        pieces = [_usual(b"".join(pieces), wide)]
    if sum(piece.count(b"<") for piece in pieces) > TAGS_LIMIT:
        raise Refused("large")
    before = b""
    for piece in pieces:
        if (before or b"!" in piece) and any(mark in before + piece for mark in _ENTITIES):
            raise Refused("entities")
        end = piece[-_LONGEST:]
        before = end if b"<" in end else b""
    return pieces


def _usual(data: bytes, wide: str) -> bytes:
    """An XML part of another encoding, or of the Strict kind, as most of them are."""
    if wide:
        data = data[2:].decode(wide, "replace").encode("utf-8", "replace")
    for strict, transitional in TRANSITIONAL.items():
        if strict in data[:_HEAD]:
            data = data.replace(strict, transitional)
    return data


def _entry(zipped: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    info = zipped.getinfo(name)
    if info.file_size > PART_LIMIT:
        raise Refused("large")
    return info


def _unpacked(zipped: zipfile.ZipFile, name: str) -> bytes:
    with zipped.open(_entry(zipped, name)) as stream:
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
    except (ParseError, *_BROKEN):
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
