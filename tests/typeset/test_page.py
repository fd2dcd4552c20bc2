import subprocess
import sys
import unicodedata
from functools import partial

import pytest
from hypothesis import given, strategies as st

from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.model.issue import (
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    walk_items,
)
from briefing_tui.typeset.block_styles import BLOCK_STYLES
from briefing_tui.typeset.find import Occurrence
from briefing_tui.typeset.lines import PageOptions
from briefing_tui.typeset.page import Page
from briefing_tui.typeset.width import cell_width
from bulletins.printed_issues import ISSUE, ISSUES, NEWS, big_issue, printed_parts, solid
from measures.costs import cost


def lines(issue: Issue = ISSUE, **options: int | bool) -> list[str]:
    return [line.text for line in Page(issue, PageOptions(**options)).all_lines()]  # type: ignore[arg-type]


def kinds(page: Page) -> list[str]:
    return [page.block(index).kind for index in range(page.block_total)]


def test_the_page_reads_like_the_printed_bulletin() -> None:
    shown = [line.strip() for line in lines(columns=60) if line.strip()]
    assert shown[:4] == [
        "内部资料 注意保存",
        "示例省信用担保集团公司",
        "行业信息简报",
        "2024年第14期（总第62期）",
    ]
    assert shown[4].split() == ["业务管理部", "2024年12月16日"]
    assert set(shown[5]) == {"━"}
    assert shown[6:11] == ["目录", "行业动态", "融资担保行业动态", "经验介绍", "市县一体化改革——示例篇"]
    assert shown[11:13] == ["编者按", "本期编发行业动态两条、经验一篇，供参考。"]
    assert "【行业动态】" in shown
    assert shown[-1] == "─" * 56
    assert shown[-2] == "共印16份"
    assert shown[-3].split() == ["业务管理部", "2024年12月16日"]
    assert "报：集团公司领导（印送）" in shown
    assert any(line.strip("─ ") == "以下无正文" and line.startswith("──") for line in shown)


def test_a_news_item_runs_on_from_its_bold_title_and_starts_two_characters_in() -> None:
    page = Page(ISSUE, PageOptions(columns=80))
    block = page.block(page.block_of_item(1))
    assert block.text.startswith("1. 示例担保公司获评 5A 级社会团体。近日")
    assert [(span.style, block.text[span.start : span.end]) for span in block.spans] == [
        ("item.number", "1. "),
        ("item.title", "示例担保公司获评 5A 级社会团体。"),
    ]
    first, second = page.lines(page.block_of_item(1))[1:3]
    assert first.text.startswith(" " * 6 + "1.")
    assert second.text[:3].strip(" ") == second.text[2]
    assert page.block(page.block_of_item(2)).text.startswith("2. 示例担保公司发行债券！近日")


def test_an_article_has_a_centred_title_heads_leads_and_a_table() -> None:
    page = Page(ISSUE, PageOptions(columns=80))
    first, end = page.item_range(3)
    blocks = [page.block(index) for index in range(first, end)]
    assert [block.kind for block in blocks] == [
        "article.title", "heading", "paragraph", "blank", "paragraph", "paragraph",
        "table", "blank", "table", "table", "heading", "paragraph",
    ]  # fmt: skip
    assert [block.body_line for block in blocks] == [-1, *range(11)]
    assert blocks[1].spans[0].style == "h1"
    assert blocks[4].text[: blocks[4].spans[0].end] == "（一）第一阶段：建立专班（3月10日-3月18日）。"
    table = [
        line.text
        for index in range(first, end)
        if blocks[index - first].kind == "table"
        for line in page.lines(index)
    ]
    assert [line.strip() for line in table] == [
        "",
        "┌──────────────┬─────────────┬────────┐",
        "│ 指标         │ 期末        │ 同比   │",
        "├──────────────┼─────────────┼────────┤",
        "│ 业务规模     │ 295.38 亿元 │ 86.37% │",
        "│ 服务市场主体 │  11.40 万户 │ 71.69% │",
        "└──────────────┴─────────────┴────────┘",
    ]


def test_frames_are_ascii_and_straight_where_box_drawing_may_take_two_cells() -> None:
    page = Page(ISSUE, PageOptions(columns=50, ambiguous=2))
    drawn = [line for line in page.all_lines() if line.text.lstrip().startswith(("|", "+"))]
    assert len(drawn) == 6
    assert len({line.width for line in drawn}) == 1
    assert not any(char in line.text for line in page.all_lines() for char in "━─│┌┼")


def test_a_wide_table_breaks_inside_its_cells_and_a_hopeless_one_becomes_text() -> None:
    body = "| 项目 | 说明 |\n| 甲 | " + "很长的说明文字，" * 8 + " |"
    issue = Issue(sections=(Section("表", items=(Item("表", body),)),))
    wrapped = [line.strip() for line in lines(issue, columns=44) if "│" in line]
    assert len(wrapped) > 3
    assert {cell_width(line) for line in wrapped} == {40}
    many = Issue(sections=(Section("表", items=(Item("表", "|" + " 数 |" * 12),)),))
    assert not any("│" in line for line in lines(many, columns=44))
    assert sum(line.count("数") for line in lines(many, columns=44)) == 12


def test_a_file_without_its_end_says_so_on_top() -> None:
    page = Page(ISSUE._replace(end=None), PageOptions())
    assert page.block(0).kind == "warning"
    assert "cut off" in page.lines(0)[0].text
    assert "end" not in kinds(page)
    assert Page(ISSUE).block(0).kind == "marking"


def test_the_tail_hangs_under_its_first_recipient() -> None:
    shown = lines(columns=60)
    start = next(index for index, line in enumerate(shown) if line.lstrip().startswith("抄送："))
    assert shown[start].startswith("  抄送：")
    assert len(shown[start + 1]) - len(shown[start + 1].lstrip()) == 8


def test_the_measure_is_centred_and_gives_way_to_narrow_terminals() -> None:
    assert max(map(cell_width, lines(columns=120))) == 22 + 76
    assert all(line.startswith(" " * 22) or not line for line in lines(columns=120))
    assert max(map(cell_width, lines(columns=80))) == 78
    assert max(map(cell_width, lines(columns=39))) == 39
    left = lines(columns=80, centred=False)
    assert any(line.startswith("内部资料") for line in left)
    assert max(map(cell_width, left)) == 76
    assert max(map(cell_width, lines(columns=80, measure=20))) == 20 + 40


def test_contents_rows_lead_to_their_blocks_and_can_be_left_out() -> None:
    page = Page(ISSUE, PageOptions())
    rows = [page.block(index) for index in range(page.block_total) if page.block(index).kind == "contents"]
    assert [page.block(row.target).kind for row in rows] == ["section", "item", "section", "article.title"]
    assert "目录" not in "".join(lines(contents=False))


def test_an_empty_issue_and_odd_values_make_a_page() -> None:
    assert [line.strip("─ ") for line in lines(Issue())] == ["以下无正文"]
    odd = Issue(
        Masthead(title="题\n目", department="部\t门"),
        preface=Preface("", "只有一段。"),
        sections=(
            Section(),
            Section(
                "",
                items=(
                    Item(),
                    Item("", "只有正文"),
                    Item("只有题目"),
                    Item("多段", "\n\n甲\n\n"),
                    Item("表", "|"),
                ),
            ),
            Section("空栏目"),
        ),
        distribution=(Distribution(), Distribution("报")),
        end=End("", 0),
    )
    page = Page(odd, PageOptions(columns=30))
    assert [solid(line.text) for line in page.all_lines()].count("编者按") == 1
    assert all("\n" not in line.text and "\t" not in line.text for line in page.all_lines())
    assert page.block_of_section(0) == page.block_of_section(1) == page.block_of_item(1)
    assert page.block(page.block_of_section(2)).text == "【空栏目】"


def found(page: Page, query: str) -> list[str]:
    return [page.block(hit.block).text[hit.start : hit.end] for hit in page.find(query)]


def test_find_folds_case_and_width_and_crosses_from_title_to_text() -> None:
    page = Page(ISSUE, PageOptions())
    assert found(page, "3+n") == ["3+N", "3+N"]
    assert found(page, "３＋Ｎ") == ["3+N", "3+N"]
    assert found(page, "（3月10日") == found(page, "(3月10日") == ["（3月10日"]
    assert found(page, "团体。近日") == ["团体。近日"]
    assert found(page, "295.38 亿元") == ["295.38 亿元"]
    assert found(page, "没有这个词") == found(page, "") == found(page, "\n") == []
    assert len(found(page, "担保")) == "\n".join(page.block(i).text for i in range(page.block_total)).count(
        "担保"
    )


def test_marks_show_where_a_hit_stands_in_the_lines_also_over_a_break_and_in_a_table() -> None:
    page = Page(ISSUE, PageOptions(columns=42))
    for query in ("担保公司", "市场影响力", "11.40 万户", "服务市场主体", "2024年12月16日", "以下无正文"):
        hits = page.find(query)
        assert hits
        for hit in hits:
            drawn = page.lines(hit.block)
            shown = "".join(drawn[mark.line].text[mark.start : mark.end] for mark in page.marks(*hit))
            assert solid(shown) == solid(query)
    assert page.find("以下无正文") == [Occurrence(kinds(page).index("end"), 0, 5)]


def test_weights_add_up_without_layout() -> None:
    page = Page(ISSUE, PageOptions())
    before = [page.weight_before(index) for index in range(page.block_total + 1)]
    assert before == sorted(before)
    assert before[0] == 0
    assert before[-1] == sum(page.weight(index) for index in range(page.block_total)) > 300
    assert not page._laid


OPTIONS = st.builds(
    PageOptions,
    columns=st.integers(1, 90),
    measure=st.integers(1, 40),
    ambiguous=st.sampled_from([1, 2]),
    centred=st.booleans(),
    contents=st.booleans(),
)


def check_lines(page: Page, index: int, block: IssueBlock) -> None:
    """No line over the measure, spans in order inside the line, nothing of the block's text lost, all of it in order."""
    place = page.geometry
    drawn = page.lines(index)
    for line in drawn:
        assert line.width == cell_width(line.text, place.ambiguous)
        assert line.width <= place.left + place.cells or place.cells == 1
        assert (line.block, line.text) == (index, line.text.rstrip(" "))
        edges = [edge for span in line.spans for edge in span[:2]]
        assert edges == sorted(edges)
        assert max(edges, default=0) <= len(line.text)
    covered = ""
    for at, char in enumerate(block.text):
        for mark in page.marks(index, at, at + 1):
            assert drawn[mark.line].text[mark.start : mark.end] == char.replace("\t", " ")
            covered += char
    assert solid(covered) == solid(block.text)
    style = BLOCK_STYLES[block.kind]
    if block.kind not in {"table", "end"} and style.align != "split":
        assert solid("".join(line.text[line.indent :] for line in drawn)) == solid(block.text) or style.rule


@given(ISSUES, OPTIONS)
def test_any_issue_keeps_every_character_within_the_measure(issue: Issue, options: PageOptions) -> None:
    page = Page(issue, options)
    texts = []
    for index in range(page.block_total):
        block = page.block(index)
        texts.append(block.text)
        assert bool(page.lines(index)) == (block.kind != "blank")
        check_lines(page, index, block)
    page.find("甲")
    assert (page._text or "").split("\n") == texts
    for numbered in walk_items(issue):
        first, end = page.item_range(numbered.position)
        shown = solid("".join(texts[first:end])).replace("|", "").replace("-", "")
        for part in printed_parts(numbered):
            assert solid(part).replace("|", "").replace("-", "") in shown
        for line in range(len(numbered.item.body.split("\n"))):
            assert first <= page.block_of_item(numbered.position, line) < end


def folded(text: str) -> str:
    """Upper and lower case and full and half width alike, written another way than the page does it."""
    narrow = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in text)
    return narrow.translate(dict.fromkeys(map(ord, "\u3000\t\xa0"), " ")).lower()


@given(ISSUES, st.text(st.sampled_from("甲aAｂ12（(，, %一、"), min_size=1, max_size=3))
def test_hits_are_all_the_places_where_the_folded_words_stand(issue: Issue, query: str) -> None:
    page = Page(issue, PageOptions())
    expected = []
    for index in range(page.block_total):
        text, at = folded(page.block(index).text), 0
        while (at := text.find(folded(query), at)) >= 0:
            last = page.block(index).text[at + len(query) - 1 : at + len(query) + 1]
            if len(unicodedata.normalize("NFC", last)) == len(
                last
            ):  # an é in two characters is another letter than e
                expected.append(Occurrence(index, at, at + len(query)))
            at += len(query)
    assert page.find(query) == expected


def look(issue: Issue, *parts: slice) -> Page:
    """The page after somebody has looked at the blocks of `parts`."""
    page = Page(issue, PageOptions())
    for part in parts:
        for index in range(page.block_total)[part]:
            page.lines(index)
    return page


def test_opening_a_big_issue_lays_out_only_what_is_looked_at() -> None:
    issue = big_issue(3000)
    both_ends = slice(0, 40), slice(-20, None)
    assert len(look(issue, *both_ends)._laid) == 60
    assert (
        cost(lambda: look(issue, *both_ends)) < cost(lambda: look(issue, slice(None))) / 4
    )  # a fortieth here


def test_a_body_at_the_cap_opens_at_its_end_at_once() -> None:
    rows = "\n".join(f"| 甲 | {index} | 12% |" for index in range(20_000))
    paragraphs = "\n".join(["一二三四五，六七八九十。" * 5] * 20_000)
    issues = [
        Issue(sections=(Section("", items=(Item("题", body),)),)) for body in (rows, paragraphs, NEWS * 300)
    ]
    all_of_it = cost(lambda: look(issues[0], slice(None)))
    for issue in issues:
        assert cost(partial(look, issue, slice(-2, -1))) < all_of_it / 8  # a thirtieth here, or less


@pytest.mark.fresh
def test_the_page_loads_no_framework_and_nothing_slow() -> None:
    slow = "textual rich tomlkit sqlite3 dataclasses inspect logging pathlib unicodedata json subprocess"
    code = (
        "import sys; import briefing_tui.typeset.page, briefing_tui.typeset.ansi; "
        f"print([n for n in {slow.split()!r} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
