"""The Word file in the hands of others: a validator of Word's own schema, and three readers that people use."""

import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui import office
from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import layout_names, read_layout
from briefing_tui.model.issue import Issue
from bulletins.odd_issues import ODD
from pages.paper import sample
from pages.word_models import MODELS

NAMES = ("sample", "tables and addresses", *ODD)
_LONG = {"a table of 2,000 rows", "3,000 items", "1,000 sections"}
"""The same elements again and again, which cost the slow readers ten seconds each and tell nothing more."""
names = pytest.mark.parametrize("name", NAMES)
short_names = pytest.mark.parametrize("name", [name for name in NAMES if name not in _LONG])
pytestmark = pytest.mark.slow
_ALLOWED = ("relationships/theme", "Numbering definition '0'")
"""The validator asks for a theme, which a file may have (ISO/IEC 29500-1, 14.2.7), and for a list that stands for none (17.9.18)."""


def issue_of(name: str) -> Issue:
    """An issue by its name here."""
    return {"sample": sample(), "tables and addresses": sample(1, 2025)}.get(name) or ODD[name]


def complaints(data: bytes, folder: Path) -> list[str]:
    """What the validator finds."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is missing")
    path = folder / "issue.docx"
    path.write_bytes(data)
    found = audit.OpenXmlValidator().validate(str(path))
    return [
        f"{one.part_uri} {one.path}: {one.description}"
        for one in found.errors
        if not any(text in one.description for text in _ALLOWED)
    ]


@short_names
@pytest.mark.parametrize("layout", layout_names())
def test_it_is_valid_against_the_schema(name: str, layout: str, tmp_path: Path) -> None:
    for automatic in (False, True):
        set_so = read_layout(layout)._replace(automatic_numbers=automatic)
        assert complaints(docx_bytes(issue_of(name), set_so), tmp_path) == []


def test_the_validator_sees_an_element_out_of_its_place(tmp_path: Path) -> None:
    data = docx_bytes(sample(), read_layout("briefing"))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "word/document.xml":
                text = re.sub(rb"(<w:pStyle [^>]*/>)(<w:[^>]*/>)", rb"\2\1", text, count=1)
            new.writestr(part, text)
    assert complaints(target.getvalue(), tmp_path)


@pytest.mark.parametrize("model", MODELS)
def test_one_like_a_model_is_valid_too(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "found", lambda: None)  # its pages are counted elsewhere
    data = MODELS[model]()
    before = set(complaints(data, tmp_path))
    taken = ("/word/header", "/word/footer")  # byte for byte, with what they name
    made = docx_bytes(sample(), read_layout("briefing"), like=data)
    assert [
        one for one in complaints(made, tmp_path) if one not in before and not one.startswith(taken)
    ] == []


def words(data: bytes) -> list[str]:
    """The paragraphs of the file that say something, without their blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    texts = ("".join(re.findall("<w:t(?: [^>]*)?>([^<]*)</w:t>", part)) for part in document.split("</w:p>"))
    return [squeezed for text in texts if (squeezed := "".join(html.unescape(text).split()))]


@short_names
def test_mammoth_reads_all_of_it(name: str) -> None:
    mammoth = pytest.importorskip("mammoth", reason="mammoth is missing")
    data = docx_bytes(issue_of(name), read_layout("briefing"))
    shown = "".join(mammoth.extract_raw_text(io.BytesIO(data)).value.split())
    assert [text for text in words(data) if text not in shown] == []


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is missing")
@short_names
def test_pandoc_reads_all_of_it(name: str, tmp_path: Path) -> None:
    data = docx_bytes(issue_of(name), read_layout("briefing"))
    path = tmp_path / "issue.docx"
    path.write_bytes(data)
    done = subprocess.run(
        ["pandoc", "--from", "docx", "--to", "json", path], capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    shown = "".join("".join(strings(json.loads(done.stdout))).split())
    assert [text for text in words(data) if text not in shown] == []


def strings(value: object) -> Iterator[str]:
    """The words of a document of pandoc's, in their order."""
    if isinstance(value, dict):
        if value.get("t") in {"Str", "Code", "RawInline"}:
            yield value["c"] if isinstance(value["c"], str) else value["c"][1]
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from strings(one)


@names
def test_python_docx_reads_all_of_it(name: str) -> None:
    docx = pytest.importorskip("docx")
    data = docx_bytes(issue_of(name), read_layout("briefing"))
    document = docx.Document(io.BytesIO(data))
    shown = "".join(
        "".join(node.text.split())
        for node in document.element.iter()
        if node.tag.endswith("}t") and node.text
    )
    assert [text for text in words(data) if text not in shown] == []
