"""What only hides in a text, from the key to the file: what is shown is not what is stored."""

import io
import tomllib
from pathlib import Path

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.personal.issue_json import issue_from_plain, to_plain
from briefing_tui.text import cleanup
from briefing_tui.typeset.page import Page
from disks.libraries import make_issue, put
from programs.commands import command

KEY = IssueKey(2025, ISSUE, 1)
FILE = """format = 1
[masthead]
title = "公\u200b报"
year = 2025
number = 1
[[section]]
title = "栏\u00ad目"
[[section.item]]
title = "反\u202e转"
body = \"\"\"
第一\u200b段\u2028下。
第二\ufeff段。
\"\"\"
[end]
mark = ""
"""


@pytest.fixture
def library(tmp_path: Path) -> LibraryEditor:
    file = tmp_path / "2025" / "2025-01.toml"
    file.parent.mkdir()
    file.write_text(FILE, encoding="utf-8")
    return LibraryEditor(str(tmp_path))


def body(library: LibraryEditor, text: str) -> str:
    """The file after the body became `text`."""
    opened = library.open_for_editing(KEY)
    edited = edits.set_field(opened.issue, Selection(edits.ITEM, 0, 0), "body", text)
    library.save(opened, edited.issue)
    return Path(library.path(KEY)).read_text(encoding="utf-8")


def test_an_issue_has_the_characters_of_its_file(library: LibraryEditor) -> None:
    issue = library.load(KEY).issue
    item = issue.sections[0].items[0]
    assert (issue.masthead.title, issue.sections[0].title) == ("公\u200b报", "栏\u00ad目")
    assert (item.title, item.body) == ("反\u202e转", "第一\u200b段\u2028下。\n第二\ufeff段。")


def test_a_draft_has_them_too(library: LibraryEditor) -> None:
    issue = library.load(KEY).issue
    assert issue_from_plain(to_plain(issue)) == issue


def test_a_save_leaves_them_where_nothing_was_changed(library: LibraryEditor) -> None:
    written = body(library, "第一\u200b段\u2028下。\n第二\ufeff段又一句。")
    assert "‹" not in written
    assert written.replace("\\uFEFF段又一句", "\ufeff段") == FILE


def test_what_is_written_anew_is_read_again_as_it_was() -> None:
    odd = '反\u202e转\u2066a\u2069\u200b\u00ad\u2028\U000e0041\\"'
    text = dump_issue(make_issue(KEY, odd))
    assert load_issue(text.encode(), "f").issue.sections[0].items[0].title == odd
    assert not set(text) & set("\u202e\u2066\u2069\u200b\u00ad\u2028\U000e0041")
    tomllib.loads(text)


def test_the_page_shows_what_turns_and_leaves_out_what_hides(library: LibraryEditor) -> None:
    page = Page(library.load(KEY).issue)
    text = "\n".join(line.text for line in page.all_lines())
    assert "公报" in text
    assert "栏目" in text
    assert "反‹202E›转" in text
    assert "第一段 下。" in text
    assert "第二段。" in text
    [hit] = page.find("第二段")
    marks = page.marks(hit.block, hit.start, hit.end)
    line = page.lines(hit.block)[marks[0].line].text
    assert line[marks[0].start : marks[0].end] == "第二段"


def test_add_drops_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, make_issue(KEY, "甲", status="draft"))
    section = LibraryEditor(str(tmp_path)).load(KEY).issue.sections[0].title
    text = "\ufeff公司\u200b领\u00ad导开会。近日\u2060召开。\u2028第二\u202e段👨\u200d👩\u200d👧。\n"
    arguments = ("--library", str(tmp_path), "add", "2025-01", "--raw", "--section", section)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert command(*arguments).code == 0
    item = LibraryEditor(str(tmp_path)).load(KEY).issue.sections[0].items[-1]
    assert (item.title, item.body) == ("公司领导开会", "近日召开。\n第二\u202e段👨\u200d👩\u200d👧。")
    assert "‹" not in Path(LibraryEditor(str(tmp_path)).path(KEY)).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stored", "tidied"),
    [
        ("公司‹200B›领导", "公司领导"),
        ("‹FEFF›公司‹00AD›领导‹2060›", "公司领导"),
        ("甲‹2028›乙‹0085›丙", "甲\n乙\n丙"),
        ("反‹202E›转‹2066›", "反转"),
        ("反\u202e转\u200e", "反转"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("甲\u2028乙", "甲\n乙"),
        ("见‹附件›和‹1234›、‹2014›", "见‹附件›和‹1234›、‹2014›"),
    ],
)
def test_the_clean_up_offers_what_earlier_versions_stored(stored: str, tidied: str) -> None:
    assert cleanup.tidy(stored, [cleanup.HIDDEN]) == tidied
    assert (cleanup.HIDDEN in cleanup.needed(stored)) == (stored != tidied)


@pytest.mark.parametrize("query", ["第一段", "第\u200b一段", "反转", "栏目", "école", "e\u0301cole", "がく"])
def test_a_search_of_the_library_folds_them(tmp_path: Path, query: str) -> None:
    file = tmp_path / "2025" / "2025-01.toml"
    file.parent.mkdir()
    file.write_text(FILE.replace("段。", "段。e\u0301cole か\u3099く"), encoding="utf-8")
    for _time in range(2):  # read for the answer, then from the catalog
        found = command("--library", str(tmp_path), "search", query)
        assert (found.code, found.out.count("2025-01")) == (0, 1), found.err
        assert not set(found.out) & set("\u200b\u202e\u00ad\u2028\ufeff")
