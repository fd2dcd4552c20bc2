"""Odd issues in every form: whole, harmless, and on the paper."""

import html
import io
import re
import zipfile
from collections import Counter

import pytest

from briefing_tui.compose.composition import Composition
from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.formats import HTML, MARKDOWN, TEXT, ExportWish, export
from briefing_tui.exporters.layout import layout_names, read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.importers.documents import recognise_document
from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.model.key import parse_key
from briefing_tui.text.clean import UNSAFE, clean_line
from bulletins.odd_issues import HEAD, ODD
from bulletins.plain_issues import entered_issue, plain_issue
from pages.paper import needs_press, pages_of

A4 = 297 / 25.4 * 72
odd = pytest.mark.parametrize("name", ODD)


def squeezed(text: str) -> str:
    """Without blanks, and with one sign for the two code points that XML does not know."""
    return "".join(text.split()).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def printed(issue: Issue) -> list[str]:
    """What a page says, part by part; what a screen says of a file that was cut off is no part of it."""
    return [
        squeezed(clean_line(part))
        for block in Composition(issue, contents=False).blocks()
        if block.kind != "warning"
        for part in block.parts or (block.text,)
    ]


def chinese(text: str) -> Counter[str]:
    return Counter(char for char in text if "\u4e00" <= char <= "\u9fa5")


@odd
@pytest.mark.parametrize("form", [TEXT, HTML])
def test_all_is_there_in_text_and_on_the_web(name: str, form: str) -> None:
    made = export(ODD[name], ExportWish(form)).decode()
    assert not UNSAFE.search(made.replace("\n", ""))
    if form == HTML:
        made = html.unescape(re.sub("<[^>]*>", "", made))
    shown = squeezed(made)
    assert [part for part in printed(ODD[name]) if part not in shown] == []


@odd
def test_markdown_comes_back_field_by_field(name: str) -> None:
    issue = plain_issue(entered_issue(ODD[name]))
    if not issue.masthead.number:
        issue = issue._replace(masthead=HEAD)
    back, _report = recognise_document(export(issue, ExportWish(MARKDOWN)), name="issue.md", key=issue.key)
    assert back._replace(workflow=issue.workflow) == issue


@odd
@pytest.mark.parametrize("layout", layout_names())
def test_all_is_there_in_word(name: str, layout: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(ODD[name], read_layout(layout)))) as archive:
        files = {part: archive.read(part).decode() for part in archive.namelist()}
    assert not UNSAFE.search("".join(files.values()).replace("\n", ""))
    words = re.findall("<w:t(?: [^>]*)?>([^<]*)</w:t>", files["word/document.xml"])
    shown = squeezed(html.unescape("".join(words)))
    assert [part for part in printed(ODD[name]) if part not in shown] == []


@needs_press
@odd
@pytest.mark.slow
@pytest.mark.parametrize("layout", layout_names())
def test_all_is_there_on_paper(name: str, layout: str) -> None:
    told: list[str] = []
    pages = pages_of(pdf_bytes(ODD[name], read_layout(layout), tell=told.append))
    assert all(0 < char.baseline < A4 for page in pages for char in page), "nothing is set beyond the paper"
    shown = chinese("".join(char.char for page in pages for char in page))
    wanted = chinese("".join(printed(ODD[name])))
    missing = {char for line in told if (char := line.partition(" (U+")[0][-1]) in wanted}
    assert {
        char: count for char, count in wanted.items() if shown[char] < count and char not in missing
    } == {}


@needs_press
@pytest.mark.slow
@pytest.mark.parametrize("name", ["a table of 2,000 rows", "paragraph of 200,000 characters", "no date"])
def test_what_says_the_same_over_and_over_is_read_back_from_paper(name: str) -> None:
    """A text of few different characters is none whose characters are wrong."""
    issue = ODD[name]
    back, _report = recognise_document(
        pdf_bytes(issue, read_layout("briefing")), name="issue.pdf", key=parse_key("2024-14")
    )
    ours, theirs = (
        [(squeezed(one.item.title), squeezed(one.item.body)) for one in walk_items(each)]
        for each in (issue, back)
    )
    assert theirs == ours


@needs_press
@pytest.mark.parametrize("words", ["שלום שלום", "أهلا وسهلا", "ܫܠܡܐ", "右（שלום）左，אבג 12"])
def test_what_is_written_to_the_left_ends_nothing(words: str) -> None:
    issue = ODD["no date"]
    section = issue.sections[0]
    item = section.items[0]._replace(source=words, body=f"文字{words}。")
    issue = issue._replace(sections=(section._replace(items=(item,)),))
    assert pages_of(pdf_bytes(issue, read_layout("gbt9704")))
