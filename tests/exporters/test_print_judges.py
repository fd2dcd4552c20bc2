"""The Word file as LibreOffice sets it, beside the PDF: the same pages, line for line."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import Layout, layout_names, read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.importers.recognise import recognise
from briefing_tui.importers.text import read_text
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from pages.paper import article, lines_of, needs_office, needs_press, pages_of, sample, through_office

pytestmark = [needs_office, needs_press, pytest.mark.slow]


def bodies(pdf: bytes) -> list[list[str]]:
    """The lines of each page, less the dots of the contents, which the PDF draws, and the page's number."""
    return [
        [re.sub(r"\.{3,}", "", text) for _place, text in lines_of(page) if not re.fullmatch(r"—\d+—", text)]
        for page in pages_of(pdf)
    ]


def free(name: str) -> Layout:
    """A layout with fonts that are there: LibreOffice takes some marks from others where it does not find the one it is told."""
    layout = read_layout(name)
    fonts = {one: (families[-2],) for one, families in layout.fonts.items() if one != "latin"}
    assert set(fonts.values()) == {("Noto Serif CJK SC",), ("Noto Sans CJK SC",)}
    return layout._replace(fonts={**layout.fonts, **fonts})


def same_pages(issue: Issue, layout: Layout, folder: Path) -> None:
    ours = bodies(pdf_bytes(issue, layout))
    theirs = bodies(through_office(docx_bytes(issue, layout), folder))
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine == other


@pytest.mark.parametrize("key", [(14, 2024), (1, 2025)], ids=["news", "tables and addresses"])
@pytest.mark.parametrize("name", layout_names())
def test_a_sample_has_the_same_lines_in_both(name: str, key: tuple[int, int], tmp_path: Path) -> None:
    same_pages(sample(*key), free(name), tmp_path)


def test_a_long_table_has_the_same_pages_in_both(tmp_path: Path) -> None:
    rows = "\n".join(
        ["| 名称 | 说明 | 数 |", *(f"| 甲{n} | {'说明文字' * (n % 9)} | {n} |" for n in range(90))]
    )
    same_pages(article("前文。", rows, "后文。" * 300), free("gbt9704"), tmp_path)


def test_marks_at_the_ends_of_lines_are_dealt_with_alike_in_both(tmp_path: Path) -> None:
    """Each line of one paragraph or another ends before, in or behind a mark; none hangs behind the 28th character."""
    text = "各单位要提高站位，统一思想，凝聚共识，狠抓落实。一是加强领导；二是压实责任；三是强化保障。（一）健全机制、（二）完善制度。“安全”“质量”，件件有着落！"
    issue = article(*(text[start:] + text * 4 for start in range(16)))
    same_pages(issue, free("gbt9704"), tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("name", layout_names())
def test_a_real_issue_has_the_same_lines_in_both(name: str, corpus: Path, tmp_path: Path) -> None:
    text = read_text((corpus / "2024-14.txt").read_bytes()).text
    same_pages(recognise(text, name="2024-14.txt").issue, read_layout(name), tmp_path)


def test_twenty_eight_by_twenty_two_in_libreoffice_too(tmp_path: Path) -> None:
    issue = article(*("字" * 26 + "文" * 28 * 3 for _ in range(30)), title="")
    page = pages_of(through_office(docx_bytes(issue, read_layout("gbt9704")), tmp_path))[1]
    lines = lines_of(page)[:-1]
    assert len(lines) == 22
    assert {len(text) for _place, text in lines} == {26, 28}
    assert (lines[-1][0] - lines[0][0]) / 21 == pytest.approx(28.95, abs=0.05)


def test_numbers_of_the_contents_are_those_that_libreoffice_counts(tmp_path: Path) -> None:
    """LibreOffice counts the fields anew when it opens the file, so that what it prints is what is so."""
    layout = free("briefing")
    sections = tuple(
        Section(f"栏目{n}号", items=(Item(f"文章{n}号", "正文。\n" * 15),)) for n in range(1, 13)
    )
    docx = docx_bytes(Issue(Masthead(title="简报", year=2024, number=1), sections=sections), layout)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        document = archive.read("word/document.xml").decode()
    kept = re.findall(r'PAGEREF.*?"separate"/></w:r>.*?<w:t>(\d+)</w:t>', document)
    rows = [text for page in bodies(through_office(docx, tmp_path))[:2] for text in page]
    counted = [found[1] for text in rows if (found := re.fullmatch(r"(?:栏目|文章)\d+号(\d+)", text))]
    assert kept == counted
    assert len(kept) == 24
