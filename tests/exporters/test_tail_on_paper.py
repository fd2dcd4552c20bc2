"""The tail as LibreOffice prints it, beside the PDF: on the last lines of the last page, whatever stands before it."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.layout import Layout, layout_names, read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section
from pages.paper import MM, all_through_office, lines_of, needs_office, needs_press, pages_of, rules_of

pytestmark = [needs_office, needs_press, pytest.mark.slow]
FOOT = 262 * MM
"""Where the type area ends."""


def issue(lines: int, tail: int = 3, table: str = "") -> Issue:
    """An article of so many lines, and a tail of one more than is said."""
    head = Masthead(title="简报", publisher="示例集团", year=2024, number=1, department="业务部")
    body = "\n".join([*("短行。" for _ in range(lines)), *([table] if table else [])])
    return Issue(
        head._replace(date=date(2024, 12, 16)),
        sections=(Section("栏目", items=(Item("标题", body),)),),
        distribution=tuple(Distribution("报", (f"单位{n}",)) for n in range(tail)),
    )


def first_characters(pdf: bytes) -> list[str]:
    """Of each page."""
    return [lines[0][1][:8] if (lines := lines_of(page)) else "" for page in pages_of(pdf)]


def last_line(pdf: bytes) -> tuple[float, str]:
    """Baseline and text of the last line of the last page's type area."""
    return [(place, text) for place, text in lines_of(pages_of(pdf)[-1]) if place < FOOT][-1]


def same_in_both(issues: dict[str, Issue], layout: Layout, folder: Path, *, at_the_foot: bool = True) -> None:
    made = all_through_office({name: docx_bytes(one, layout) for name, one in issues.items()}, folder)
    for name, one in issues.items():
        ours, theirs = pdf_bytes(one, layout), made[name]
        assert first_characters(theirs) == first_characters(ours), name
        (place, text), (other, same) = last_line(ours), last_line(theirs)
        assert text == same, name
        if at_the_foot:
            assert other == pytest.approx(place, abs=1.5 * MM), name
        rule, drawn = (rules_of(pdf, len(pages_of(pdf)) - 1)[-1] for pdf in (ours, theirs))
        assert drawn.left == pytest.approx(rule.left, abs=1), name
        assert drawn.right == pytest.approx(rule.right, abs=1), name
        if at_the_foot:
            assert drawn.y == pytest.approx(FOOT, abs=0.5 * MM), name


@pytest.mark.parametrize("name", layout_names())
def test_it_stands_on_the_last_line_whatever_the_length_of_the_issue(name: str, tmp_path: Path) -> None:
    """Seventeen lengths are more than the lines of a page left by the masthead: the last page is nearly full, full, and one line over."""
    same_in_both({f"lines{n}": issue(n) for n in (*range(1, 18), 38)}, read_layout(name), tmp_path)


@pytest.mark.parametrize("name", layout_names())
def test_it_stands_there_behind_a_table_and_when_it_is_nearly_a_page_itself(
    name: str, tmp_path: Path
) -> None:
    table = "| 甲 | 乙 |\n| 1 | 2 |"
    issues = {f"table{n}": issue(n, table=table) for n in range(1, 12, 2)}
    issues |= {f"tail{n}": issue(5, tail=n) for n in (0, 1, 8, 17, 19, 20, 21)}
    same_in_both(issues, read_layout(name), tmp_path)


@pytest.mark.parametrize("name", layout_names())
def test_it_stands_there_in_an_issue_that_says_nothing_else(name: str, tmp_path: Path) -> None:
    leaders = (Distribution("报", ("领导",), "印送"),)
    head = Masthead(title="简报", year=2024, number=1)
    issues = {"bare": Issue(distribution=leaders), "empty": Issue(head, distribution=leaders)}
    same_in_both(issues, read_layout(name), tmp_path)


def test_it_stands_within_the_margins_of_a_page_on_the_left(tmp_path: Path) -> None:
    layout = read_layout("gbt9704")
    layout = layout._replace(page=layout.page._replace(mirrored=True))
    issues = {f"lines{n}": issue(n) for n in (2, 20, 38)}
    assert {len(first_characters(pdf_bytes(one, layout))) for one in issues.values()} == {1, 2, 3}
    same_in_both(issues, layout, tmp_path)


def with_more(docx: bytes, lines: int) -> bytes:
    """The file with so many more lines of text, as where another program breaks lines in other places."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                line = re.search("<w:p>(?:(?!</w:p>).)*短行。.*?</w:p>", data.decode())
                assert line is not None
                data = data.replace(line[0].encode(), line[0].encode() * (lines + 1), 1)
            new.writestr(part, data)
    return target.getvalue()


def test_it_stands_there_in_one_piece_when_the_text_takes_other_lines_than_ours(tmp_path: Path) -> None:
    layout = read_layout("gbt9704")
    files = {
        f"lines{lines}more{more}": with_more(docx_bytes(issue(lines), layout), more)
        for lines in (22, 24, 27, 35)
        for more in (1, 2, 3, 5)
    }
    for name, pdf in all_through_office(files, tmp_path).items():
        pages = [[text for place, text in lines_of(page) if place < FOOT] for page in pages_of(pdf)]
        assert pages[-1][-4:-1] == ["报：单位0", "报：单位1", "报：单位2"], name
        assert last_line(pdf)[0] == pytest.approx(FOOT - 2 * MM, abs=1.5 * MM), name
        assert not any("报：" in text for page in pages[:-1] for text in page), name
        assert len(pages[-1]) > 4 or len(pages[-2]) > 18, f"{name}: it has a page of its own without need"


def test_one_longer_than_a_page_flows_over_the_same_pages(tmp_path: Path) -> None:
    issues = {f"tail{n}": issue(5, tail=n) for n in (22, 30, 50, 100)}
    same_in_both(issues, read_layout("gbt9704"), tmp_path, at_the_foot=False)
