"""A letter of links, exported and printed, comes back item by item: what is bold tells its titles, whatever they say."""

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.importers.documents import recognise_document
from briefing_tui.importers.recognise import recognise
from briefing_tui.importers.text import read_text
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey, parse_key
from bulletins.bulletin_texts import NEWSLETTER, squeezed
from pages.office_files import paragraph, word_file as office_file
from pages.printed_pages import CJK_FONT, by_libreoffice, by_typst, has_font, printed, word_file

KEY = parse_key("2031-07")


@pytest.fixture
def letter() -> Issue:
    return recognise(NEWSLETTER, name="letter").issue


def items(issue: Issue) -> list[tuple[str, ...]]:
    return [item[2:] for item in squeezed(issue)]


def back(data: bytes, key: IssueKey = KEY) -> Issue:
    issue, report = recognise_document(data, name="x", key=key)
    assert not [doubt for doubt in report.uncertain if "short of" in doubt.text]
    return issue


def check(data: bytes, letter: Issue) -> None:
    issue = back(data, letter.key)
    assert squeezed(issue) == squeezed(letter)
    assert (issue.masthead, issue.preface) == (letter.masthead, letter.preface)


def pdf_of(data: bytes, folder: Path, name: str = "a.docx") -> bytes:
    """A file as LibreOffice prints it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    (folder / name).write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", folder, folder / name], check=True, capture_output=True, timeout=120
    )
    return (folder / "a.pdf").read_bytes()


@pytest.mark.parametrize("layout", ["briefing", "gbt9704"])
def test_a_letter_comes_back_from_its_word_file(letter: Issue, layout: str) -> None:
    check(docx_bytes(letter, read_layout(layout)), letter)


@pytest.mark.parametrize("layout", ["briefing", "gbt9704"])
def test_a_letter_comes_back_from_its_pdf(letter: Issue, layout: str) -> None:
    pytest.importorskip("typst")
    check(pdf_bytes(letter, read_layout(layout)), letter)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["briefing", "gbt9704"])
def test_a_letter_comes_back_from_the_print_of_its_word_file(
    letter: Issue, layout: str, tmp_path: Path
) -> None:
    check(pdf_of(docx_bytes(letter, read_layout(layout)), tmp_path), letter)


def without_groups(issue: Issue) -> Issue:
    """The issue without the heads that these prints set as they set titles."""
    return issue._replace(
        sections=tuple(
            section._replace(items=tuple(item._replace(group="") for item in section.items))
            for section in issue.sections
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "program", [by_typst, by_libreoffice, None], ids=["typst", "LibreOffice", "python-docx"]
)
def test_a_letter_comes_back_from_prints_of_its_text(letter: Issue, program: object, tmp_path: Path) -> None:
    if not has_font():
        pytest.skip("the font of the prints is not here")
    letter = without_groups(letter)
    lines = printed(letter)
    if program is None:
        word_file(lines, tmp_path / "page.docx")
        data = (tmp_path / "page.docx").read_bytes()
    else:
        assert callable(program)
        data = program(lines, tmp_path)
    assert items(back(data)) == items(letter)


def test_markdown_that_was_printed_as_it_was_written_is_markdown(letter: Issue, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    if not has_font():
        pytest.skip("the font of the prints is not here")
    (tmp_path / "a.md").write_text(NEWSLETTER, "utf-8")
    (tmp_path / "a.typ").write_text(
        f'#set page(paper: "a4")\n#set text(font: "{CJK_FONT}", size: 12pt, lang: "zh")\n'
        '#for l in read("a.md").split("\\n") { if l.trim() == "" { v(12pt, weak: true) } else { par(l) } }\n',
        "utf-8",
    )
    check(typst.compile(tmp_path / "a.typ"), letter)


@pytest.mark.slow
def test_markdown_that_libreoffice_printed_is_markdown(letter: Issue, tmp_path: Path) -> None:
    check(pdf_of(NEWSLETTER.encode("utf-8-sig"), tmp_path, "a.txt"), letter)


def test_markdown_pasted_into_a_word_file_is_markdown(letter: Issue) -> None:
    issue = back(office_file("".join(paragraph(escape(line)) for line in NEWSLETTER.split("\n"))))
    assert items(issue) == items(letter)


def test_two_signs_for_numbers_make_no_markdown() -> None:
    lines = [
        "【动态】",
        "1. 示例市系统上线。#1 机组已经投产。",
        "#2 机组正在调试。",
        "【经验】",
        "1. 示例县业务落地。这里是正文。",
    ]
    issue = back(office_file("".join(map(paragraph, ["示例集团", "行业简报", "2031年第7期", *lines]))))
    assert [section.title for section in issue.sections] == ["动态", "经验"]


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("name", ["plct_2021-02-01_issue18.txt", "sofa_2020-04-10_weekly.txt"])
@pytest.mark.parametrize("way", ["docx", "pdf", "LibreOffice"])
def test_items_of_the_real_letters_come_back(corpus: Path, name: str, way: str, tmp_path: Path) -> None:
    issue = recognise(read_text((corpus / name).read_bytes()).text, name=name, key=parse_key("2020-15")).issue
    if way == "pdf":
        data = pdf_bytes(issue, read_layout("briefing"))
    else:
        data = docx_bytes(issue, read_layout("briefing"))
        data = pdf_of(data, tmp_path) if way == "LibreOffice" else data
    assert squeezed(back(data, issue.key)) == squeezed(issue)
