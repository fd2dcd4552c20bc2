"""The PDF: measured on the page."""

import itertools
import re
import threading
import time
from collections import Counter
from datetime import date

import pytest

from briefing_tui.exporters import pdf as pdf_module
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import layout_names, read_layout
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.paper.sheet import SheetMeasure
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.exporters.press.press import Press
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section
from pages.paper import MM, article, lines_of, needs_press, outline_of, pages_of, paragraphs, rules_of, sample
from texts import hostile

pytestmark = needs_press
BRIEFING, STANDARD = read_layout("briefing"), read_layout("gbt9704")
FULL = article(*("字" * 26 + "文" * 28 * 3 for _ in range(30)), title="")


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters() -> None:
    page = pages_of(pdf_bytes(FULL, STANDARD))[1]
    lines = lines_of(page)
    body, number = lines[:-1], lines[-1]
    assert len(body) == 22
    assert Counter(len(text) for _place, text in body).keys() == {26, 28}
    assert number[1] == "—2—"
    steps = [below - above for (above, _one), (below, _other) in itertools.pairwise(body)]
    assert all(step == pytest.approx(28.95, abs=0.05) for step in steps)
    full = [char for char in page if abs(char.baseline - body[2][0]) < 1]
    pitch = (full[-1].x - full[0].x) / 27
    assert full[0].x == pytest.approx(28 * MM, abs=0.3 * MM)
    assert full[-1].x + 16 == pytest.approx(184 * MM, abs=0.3 * MM)
    assert pitch == pytest.approx(156 * MM / 28, abs=0.1)
    top, bottom = body[0][0] - 0.88 * 16 - 6.475, body[-1][0] + 0.12 * 16 + 6.475
    assert top == pytest.approx(37 * MM, abs=0.3 * MM)
    assert bottom == pytest.approx(262 * MM, abs=0.4 * MM)


def test_lines_that_change_between_scripts_are_those_that_were_cut() -> None:
    text = (
        "孙样同学提交了 P 扩展的 RFC Patch，收到了部分的 review 意见，正在逐条 check 修改 A 和 B 以及 C 之中"
    )
    for more in range(12):
        item = Item("字" * more + text, "")
        section = Section("栏目", titles="run-in", items=(item,))
        issue = Issue(Masthead(title="简报", year=2024, number=1), sections=(section,))
        lines = [line for _place, line in lines_of(pages_of(pdf_bytes(issue, BRIEFING))[-1])]
        measure = SheetMeasure(BRIEFING)
        piece = next(one for one in issue_pieces(issue, BRIEFING).body if text in one.text)
        cut = [
            "".join(run.text for run in line).replace(" ", "")
            for one in measure.set(piece)
            for line in one.lines
        ]
        assert [line for line in cut if line not in lines] == []


def test_page_numbers_stand_outside_seven_millimetres_below() -> None:
    pages = pages_of(pdf_bytes(FULL, STANDARD))
    for number, page in enumerate(pages, 1):
        place, text = lines_of(page)[-1]
        assert text == f"—{number}—"
        foot = [char for char in page if abs(char.baseline - place) < 1]
        if number % 2:
            assert foot[-1].x + 14 == pytest.approx(184 * MM - 14, abs=2)
        else:
            assert foot[0].x == pytest.approx(28 * MM + 14, abs=2)
        dash = place - 14 * 0.35
        assert dash == pytest.approx((262 + 7) * MM, abs=1 * MM)


def test_rules_have_their_thickness_and_the_tail_the_last_lines() -> None:
    pdf = pdf_bytes(sample(), STANDARD)
    pages = pages_of(pdf)
    rules = [rule for rule in rules_of(pdf, len(pages) - 1) if rule.right - rule.left > 150 * MM]
    thick = [round(rule.thick / MM, 2) for rule in rules]
    assert thick == [0.35, 0.25, 0.35]
    assert rules[-1].y == pytest.approx(262 * MM, abs=1.2)
    assert all(rule.right - rule.left - 2 * rule.thick == pytest.approx(156 * MM, abs=0.9) for rule in rules)
    last = [text for place, text in lines_of(pages[-1]) if place < 262 * MM][-1]
    assert last.endswith("印发")


def test_the_tail_is_never_parted() -> None:
    for filler in range(1, 24):
        issue = article(*("短行。" for _ in range(filler)))._replace(
            distribution=tuple(Distribution("报", (f"单位{n}",)) for n in range(4))
        )
        *_others, last = paragraphs(pages_of(pdf_bytes(issue, STANDARD)))
        assert all(f"单位{n}" in last for n in range(4))


@pytest.mark.parametrize("name", layout_names())
def test_all_the_text_is_there(name: str) -> None:
    shown = "".join(paragraphs(pages_of(pdf_bytes(sample(), read_layout(name)))))
    for section in sample().sections:
        for item in section.items:
            for line in item.body.split("\n"):
                if not line.startswith("|"):
                    words = "".join(line.split())
                    assert words[:10] in shown


def test_numbers_of_the_contents_are_true() -> None:
    sections = tuple(Section(f"栏目{n}", items=(Item(f"文章{n}号", "正文。\n" * 15),)) for n in range(1, 13))
    issue = Issue(Masthead(title="简报", year=2024, number=1), sections=sections)
    pages = list(paragraphs(pages_of(pdf_bytes(issue, BRIEFING))))
    rows = [text for page in pages_of(pdf_bytes(issue, BRIEFING))[:2] for _place, text in lines_of(page)]
    for number in range(1, 13):
        row = next(text for text in rows if re.fullmatch(rf"文章{number}号\d+", text))
        at = next(index for index, page in enumerate(pages, 1) if f"【栏目{number}】" in page)
        assert int(row.rpartition("号")[2]) == at


def test_it_has_bookmarks_tags_and_all_fonts_inside() -> None:
    issue = sample()
    pdf = pdf_bytes(issue, BRIEFING)
    names = [name for _level, name in outline_of(pdf)]
    for section in issue.sections:
        assert f"【{section.title}】" in names
        assert all(item.title in names for item in section.items if item.title)
    assert b"/StructTreeRoot" in pdf or b"/MarkInfo" in pdf
    assert pdf == pdf_bytes(issue, BRIEFING), "the same bytes each time"


def test_nothing_in_an_issue_is_mark_up() -> None:
    words = '#read("/etc/passwd") *b* _i_ $x$ @ref `c` #import "@preview/a:1.0.0" \\ ~ <lab> // x /* {{x}} [x](y) = h'
    pdf = pdf_bytes(article(words, title=words), BRIEFING)
    shown = "".join(paragraphs(pages_of(pdf)))
    assert "".join(words.split()) in shown
    assert "root:" not in shown


def test_the_hostile_corpus_is_complete() -> None:
    table = "\n".join("|" + "|".join(f"{row}甲{column}" for column in range(60)) + "|" for row in range(3))
    issue = article(hostile.EVERYTHING.replace("\n", " "), table, title="长" * 10_000)
    told: list[str] = []
    shown = "".join(paragraphs(pages_of(pdf_bytes(issue, BRIEFING, tell=told.append))))
    assert shown.count("长") >= 10_000
    assert shown.count("evil") >= hostile.EVERYTHING.count("evil") - 2
    assert pages_of(pdf_bytes(Issue(), BRIEFING))


def test_names_with_rare_characters_are_there() -> None:
    told: list[str] = []
    pdf = pdf_bytes(article("堃喆玥镕昇犇祎㼆"), BRIEFING, tell=told.append)
    assert "堃喆玥镕昇犇祎㼆" in "".join(paragraphs(pages_of(pdf)))
    assert told == []


def test_a_character_that_no_font_has_is_named_with_its_item() -> None:
    told: list[str] = []
    pdf = pdf_bytes(article("前\U000f0000后"), BRIEFING, tell=told.append)
    assert len(told) == 1
    assert "U+F0000" in told[0]
    assert "1" in told[0]
    assert "前〓后" in "".join(paragraphs(pages_of(pdf)))


def test_without_a_chinese_font_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Press, "set", lambda *_told: b'{"fault": "chinese"}\n')
    with pytest.raises(ExportError, match="fonts-noto-cjk"):
        pdf_bytes(Issue(), BRIEFING)


def test_it_can_be_stopped() -> None:
    big = sample()
    big = big._replace(sections=big.sections * 400)
    asked = threading.Event()
    threading.Timer(1.0, asked.set).start()
    with pytest.raises(ExportError):
        pdf_bytes(big, BRIEFING, stopped=asked.is_set)
    assert asked.is_set()


def test_a_large_issue_is_told_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "LARGE", 10)
    told: list[str] = []
    started = time.monotonic()
    pdf_bytes(sample(), BRIEFING, tell=told.append)
    assert len(told) == 1
    assert started < time.monotonic()


def test_digits_stand_as_far_from_their_neighbours_in_every_line() -> None:
    """In lines that are filled by the filling; in the last of a paragraph, a head, a cell, and left and right of one line as well."""
    table = "| 项目 | 共12个月 |\n| 第3项 | 余5户 |"
    item = Item("标题第8篇", f"至于12月5日成功上线。\n{'字' * 27}于12月5日成功上线。\n{table}")
    head = Masthead(title="简报", department="业务第9部", year=2024, number=1, date=date(2024, 12, 16))
    issue = Issue(
        head,
        sections=(Section("栏目7节", items=(item,)),),
        distribution=(Distribution("报", ("示例第6处",)),),
    )
    found = []
    for page in pages_of(pdf_bytes(issue, BRIEFING)):
        for first, second, digit in zip(page, page[1:], page[2:], strict=False):
            chinese = all("\u4e00" <= one.char <= "\u9fff" for one in (first, second))
            em = second.x - first.x
            if em > 30 or not chinese:  # of two cells
                continue
            if digit.char.isdigit() and first.baseline == second.baseline == digit.baseline:
                found.append((second.char, (digit.x - second.x) / em))
    assert len(found) >= 5
    assert [one for one in found if one[1] < 1.15] == []


def test_a_gap_is_neither_a_blank_nor_a_place_to_break() -> None:
    text = "".join(f"第{number}项" for number in range(1, 40))
    for layout in (BRIEFING, STANDARD):
        lines = list(paragraphs(pages_of(pdf_bytes(article(text, title=""), layout))))
        assert text in "".join(lines)
