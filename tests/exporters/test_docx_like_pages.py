"""Page numbers in the contents of a file like the house's own: those of the pages that LibreOffice puts the items on."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui import office
from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from pages.house_pages import HOUSES, long_issue, parts_of
from pages.paper import Char, all_through_office, article, lines_of, needs_office, needs_press, pages_of
from pages.word_models import MODELS, changed

pytest.importorskip("docx")
BRIEFING = read_layout("briefing")
ISSUE = long_issue()


def kept(data: bytes) -> list[str]:
    """What the fields of the contents show."""
    document = parts_of(data)["word/document.xml"].decode()
    return re.findall(r'PAGEREF.*?"separate"/></w:r>.*?<w:t>([^<]*)</w:t>', document)


def _texts(pages: list[list[Char]]) -> Iterator[str]:
    for page in pages:
        yield "".join(text for _place, text in lines_of(page))


def places(pdf: bytes, names: list[str]) -> list[int]:
    """The page on which each head stands behind the contents, by its words."""
    found = []
    pages = list(_texts(pages_of(pdf)))
    begun = next(index for index, text in enumerate(pages) if "【栏目1】" in text)
    at, offset = begun, 0
    for name in names:
        while (where := pages[at].find(name, offset)) < 0:
            at, offset = at + 1, 0
        offset = where + len(name)
        found.append(at + 1)
    return found


@needs_office
@needs_press
@pytest.mark.slow
def test_they_are_true_whatever_the_house_s_pages_are(tmp_path: Path) -> None:
    houses = {**HOUSES, "pages from 5": MODELS["pages from 5"]}
    made = {
        name.replace(" ", "-"): docx_bytes(ISSUE, BRIEFING, like=house()) for name, house in houses.items()
    }
    for name, pdf in all_through_office(made, tmp_path).items():
        sections = [f"【栏目{number}】" for number in range(1, 7)]
        first = 5 if name == "pages-from-5" else 1
        rows = [int(page) for page in kept(made[name])]
        document = parts_of(made[name])["word/document.xml"].decode()
        heads = re.findall(r'<w:pStyle w:val="TOC(\d)"/>', document)
        of_sections = [page for page, depth in zip(rows, heads, strict=True) if depth == "1"]
        assert of_sections == [page + first - 1 for page in places(pdf, sections)], name
        assert rows == sorted(rows), name
        assert len(rows) > 12, name


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A LibreOffice that does as the script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(office, "found", lambda: str(path))


@pytest.mark.parametrize(
    "script", ["exit 1", "echo no-pdf > source.pdf", None], ids=["fails", "no PDF", "absent"]
)
def test_without_a_libreoffice_they_are_a_guess_and_that_is_told(
    script: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script is None:
        monkeypatch.setattr(office, "found", lambda: None)
    else:
        program(tmp_path, monkeypatch, script)
    told: list[str] = []
    rows = kept(docx_bytes(ISSUE, BRIEFING, like=MODELS["plain"](), tell=told.append))
    assert rows == sorted(rows, key=int)
    assert len(told) == 1
    assert "LibreOffice" in told[0]
    assert "F9" in told[0]


def test_nothing_is_counted_where_no_numbers_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "found", lambda: pytest.fail("asked for"))
    told: list[str] = []
    for layout in (BRIEFING._replace(contents=False), BRIEFING._replace(contents_numbers=False)):
        docx_bytes(ISSUE, layout, like=MODELS["plain"](), tell=told.append)
    assert not told


def test_counting_is_stopped_and_leaves_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    program(tmp_path, monkeypatch, f"sleep 1000 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(ExportError):
        docx_bytes(ISSUE, BRIEFING, like=MODELS["plain"](), stopped=(tmp_path / "child").exists)
    child = int((tmp_path / "child").read_text() or "0")
    deadline = time.monotonic() + 10
    while (Path("/proc") / str(child)).exists() and "Z" not in _state(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not (Path("/proc") / str(child)).exists() or "Z" in _state(child)


def _state(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("lowerRoman", "v"),
        ("upperRoman", "V"),
        ("upperLetter", "E"),
        ("numberInDash", "- 5 -"),
        ("decimal", "5"),
    ],
)
def test_a_page_is_written_as_the_house_writes_it(
    form: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "found", lambda: None)

    numbered = changed(
        MODELS["pages from 5"](),
        lambda _name, data: data.replace(b"<w:pgNumType ", f'<w:pgNumType w:fmt="{form}" '.encode()),
    )
    assert kept(docx_bytes(article("短文。"), BRIEFING, like=numbered))[0] == shown
