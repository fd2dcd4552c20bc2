import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from briefing_tui.compose.blocks import IssueBlock
from briefing_tui.compose.composition import Composition
from briefing_tui.compose.item_blocks import ItemBlocks, credit_text
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import (
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    walk_items,
)
from briefing_tui.model.key import IssueKey
from briefing_tui.model.outline import outline
from briefing_tui.text.doubled import without_brackets
from bulletins.printed_issues import ARTICLE, ISSUE, ISSUES, NEWS, big_issue, printed_parts, solid


def composed(issue: Issue = ISSUE) -> list[IssueBlock]:
    return list(Composition(issue).blocks())


def of_kind(kind: str, issue: Issue = ISSUE) -> list[IssueBlock]:
    return [block for block in composed(issue) if block.kind == kind]


def parts_by_style(block: IssueBlock) -> list[tuple[str, str]]:
    return [(span.style, block.text[span.start : span.end]) for span in block.spans]


def test_the_kinds_stand_in_reading_order() -> None:
    assert [block.kind for block in composed()] == [
        "marking", "publisher", "title", "number", "meta", "rule",
        "contents.head", "contents", "contents", "contents", "contents",
        "preface.head", "blank", "paragraph",
        "section", "group", "item", "item", "source",
        "section", "article.title", "heading", "paragraph", "blank", "paragraph", "paragraph",
        "table", "blank", "table", "table", "heading", "paragraph",
        "end", "tail.rule", "tail", "tail", "tail.rule", "tail.meta", "tail.copies", "tail.rule",
    ]  # fmt: skip


def test_the_sample_issue_is_masthead_contents_items_an_article_and_a_tail(samples: Path) -> None:
    issue = LibraryReader(str(samples)).load(IssueKey(2024, "issue", 14)).issue
    kinds = [(kind, len(list(same))) for kind, same in groupby(composed(issue), lambda block: block.kind)]
    assert kinds == [
        ("publisher", 1), ("title", 1), ("number", 1), ("meta", 1), ("rule", 1),
        ("contents.head", 1), ("contents", 4),
        ("section", 1), ("group", 1), ("item", 14),
        ("section", 1), ("article.title", 1), ("paragraph", 1),
        ("heading", 1), ("paragraph", 2), ("heading", 1), ("paragraph", 10),
        ("heading", 1), ("paragraph", 6), ("heading", 1), ("paragraph", 8),
        ("end", 1), ("tail.rule", 1), ("tail", 2), ("tail.rule", 1), ("tail.meta", 1), ("tail.rule", 1),
    ]  # fmt: skip


def test_a_block_has_nothing_in_cells() -> None:
    assert IssueBlock._fields == (
        "kind", "text", "spans", "position", "section", "body_line", "level", "label", "opens", "target", "row",
    )  # fmt: skip


def test_department_and_date_are_two_parts_and_cells_are_parts_of_their_row() -> None:
    assert [block.parts for block in of_kind("meta") + of_kind("tail.meta")] == [
        ("业务管理部", "2024年12月16日")
    ] * 2
    undated = ISSUE._replace(masthead=Masthead(department="部\t门"))
    assert of_kind("meta", undated)[0].parts == ("部 门", "")
    rows = of_kind("table")
    assert [block.parts for block in rows] == [
        ("指标", "期末", "同比"),
        ("业务规模", "295.38 亿元", "86.37%"),
        ("服务市场主体", "11.40 万户", "71.69%"),
    ]
    assert [(block.row.is_header, block.row.is_last) for block in rows if block.row is not None] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert [parts_by_style(block) for block in rows] == [[("table.head", "指标\t期末\t同比")], [], []]
    odd = Issue(sections=(Section("", items=(Item("题", "甲\t乙\n丙"),)),))
    assert of_kind("paragraph", odd)[0].parts == ("甲\t乙",)


def test_two_tables_of_the_same_text_are_two_tables() -> None:
    body = "| 甲 | 乙 |\n段。\n| 甲 | 乙 |\n| 1 | 2 |"
    rows = of_kind("table", Issue(sections=(Section("", items=(Item("题", body),)),)))
    first, second, third = (block.row for block in rows)
    assert first is not None and second is not None and third is not None  # noqa: PT018 - for the types
    assert first.table is not second.table
    assert second.table is third.table


def test_headings_and_leads_tell_their_step_of_the_ladder() -> None:
    body = "一、甲\n（一）乙\n1. 丙\n（1）丁\n（二）戊。己。\n一是庚。辛。\n壬。"
    blocks = composed(Issue(sections=(Section("", items=(Item("题", body),)),)))
    found = [(block.kind, block.level, parts_by_style(block)) for block in blocks if block.body_line >= 0]
    assert found == [
        ("heading", 1, [("h1", "一、甲")]),
        ("heading", 2, [("h2", "（一）乙")]),
        ("heading", 3, [("h3", "1. 丙")]),
        ("heading", 4, [("h4", "（1）丁")]),
        ("paragraph", 2, [("lead", "（二）戊。")]),
        ("paragraph", 0, [("lead", "一是庚。")]),
        ("paragraph", 0, []),
    ]


def test_labels_are_told_from_what_they_label() -> None:
    numbered = Section("动态", numbered=True, items=(Item("甲", "乙\n丙"), Item("", "丁\n戊")), titles="head")
    issue = ISSUE._replace(sections=(numbered, Section("", items=(Item("", "己\n庚"),))))
    rows = of_kind("contents", issue)
    assert [(row.text[: row.label], row.text[row.label :], row.level) for row in rows] == [
        ("", "动态", 0),
        ("1. ", "甲", 1),
    ]
    tail = of_kind("tail", ISSUE._replace(distribution=(*ISSUE.distribution, Distribution("", ("丙",), ""))))
    assert [(line.text[: line.label], line.text[line.label :]) for line in tail] == [
        ("报：", "集团公司领导（印送）"),
        ("抄送：", "集团公司各职能部门、各子公司、各市州分支机构、合作银行业务部门（企业微信推送）"),
        ("", "丙"),
    ]
    assert parts_by_style(tail[0]) == [("tail.role", "报："), ("tail", "集团公司领导（印送）")]


def test_a_stretch_opens_with_a_body_a_part_a_table_what_follows_it_and_the_tail() -> None:
    assert [block.text for block in composed() if block.opens] == [
        "本期编发行业动态两条、经验一篇，供参考。",
        "一、改革背景",
        "指标\t期末\t同比",
        "四、改革效果",
        "",
    ]
    body = "甲。\n| 乙 |\n丙。\n（一）丁\n| 戊 |\n（二）己\n庚。"
    issue = Issue(sections=(Section("", items=(Item("题", body),)),), end=None)
    assert [block.text for block in composed(issue) if block.opens] == [
        "甲。",
        "乙",
        "丙。",
        "戊",
        "（二）己",
    ]


def test_corrections_lead_with_their_date_and_place() -> None:
    issue = ISSUE._replace(
        corrections=(Correction(ISSUE.masthead.date, 2, "甲。"), Correction(None, None, "乙。"))
    )
    head, first, second = (block for block in composed(issue) if block.kind.startswith("correction"))
    assert (head.kind, head.text) == ("correction.head", "更正")
    assert parts_by_style(first) == [("lead", "2024年12月16日，【行业动态】第2条：")]
    assert first.text == "2024年12月16日，【行业动态】第2条：甲。"
    assert (second.text, second.spans) == ("乙。", ())


def test_contents_rows_lead_to_blocks_of_the_composition() -> None:
    made = Composition(ISSUE)
    blocks = list(made.blocks())
    targets = [blocks[block.target] for block in blocks if block.kind == "contents"]
    assert [(block.kind, block.section, block.position) for block in targets] == [
        ("section", 0, 0),
        ("item", 0, 1),
        ("section", 1, 0),
        ("article.title", 1, 3),
    ]
    assert not any(block.kind.startswith("contents") for block in Composition(ISSUE, contents=False).blocks())


def looks(section: Section) -> list[tuple[str, str]]:
    """Kind and text of each block of a section's items."""
    return [(block.kind, block.text) for block in composed(Issue(sections=(section,))) if block.position]


NEWS_OF_TWO = Item("系统上线", "首日办理十二笔。\n次日办理八笔。")


def test_a_paragraph_more_changes_nothing_of_what_stands_there() -> None:
    one = NEWS_OF_TWO._replace(body="首日办理十二笔。")
    numbered = Section("", numbered=True, items=(one,))
    assert looks(numbered) == [("item", "1. 系统上线。首日办理十二笔。")]
    assert looks(numbered._replace(items=(NEWS_OF_TWO,))) == [
        ("item", "1. 系统上线。首日办理十二笔。"),
        ("paragraph", "次日办理八笔。"),
    ]
    headed = Section("", items=(one,))
    assert looks(headed) == [("article.title", "系统上线"), ("paragraph", "首日办理十二笔。")]
    assert looks(headed._replace(items=(NEWS_OF_TWO,)))[:2] == looks(headed)


@pytest.mark.parametrize("numbered", [False, True])
def test_a_section_may_say_how_its_titles_stand(numbered: bool) -> None:
    items = (NEWS_OF_TWO, Item("另一条", "正文。"))
    for titles, kind, rows in (("head", "article.title", 2), ("run-in", "item", 0)):
        section = Section("", numbered=numbered, items=items, titles=titles)
        assert {block for block, text in looks(section) if "系统上线" in text or "另一条" in text} == {kind}
        assert len(of_kind("contents", Issue(sections=(section,)))) == rows


@pytest.mark.parametrize(
    "first",
    [
        "一、背景",
        "（一）背景情况。改革之前",
        "1. 背景",
        "① 背景",
        "- 要点",
        "■要点",
        "| 指标 | 期末 |",
        "```",
    ],
)
@pytest.mark.parametrize("titles", ["run-in", "head"])
def test_what_begins_something_never_goes_on_from_a_title(first: str, titles: str) -> None:
    section = Section("", titles=titles, items=(Item("市县改革", first),))
    shown = looks(section)
    assert shown[0] in {("item", "市县改革"), ("article.title", "市县改革")}
    assert len(shown) == 2
    assert looks(section._replace(items=(Item("市县改革", "一、二季度运行平稳。"),), titles="run-in")) == [
        ("item", "市县改革。一、二季度运行平稳。")
    ]


def test_lines_of_a_body_that_runs_in_are_found_where_they_stand() -> None:
    body = "\n首段。\n次段。\n\n末段。\n"
    page = Composition(
        Issue(sections=(Section("", titles="run-in", items=(Item("题", body, source="甲报"),)),))
    )
    shown = [page.block(page.block_of_item(1, line)).text for line in range(-1, 7)]
    assert shown == ["题。首段。", "题。首段。", "题。首段。", "次段。", "", "末段。", "末段。", "末段。"]
    assert page.item_text(1) == "题。首段。\n次段。\n末段。"
    first, end = page.item_range(1)
    weights = [page.weight_before(index) for index in range(first, end)]
    assert weights == sorted(weights)


def test_an_item_without_a_title_has_no_empty_head() -> None:
    untitled = Item("", "首段。\n次段。")
    assert looks(Section("", items=(untitled,))) == [("item", "首段。"), ("paragraph", "次段。")]
    assert of_kind("contents", Issue(sections=(Section("", items=(untitled,)),))) == []


@pytest.mark.parametrize(
    ("title", "printed_title"),
    [
        ("3. 系统上线", "系统上线"),
        ("３．系统上线", "系统上线"),
        ("（3）系统上线", "系统上线"),
        ("三、系统上线", "系统上线"),
        ("③系统上线", "系统上线"),
        ("1.5亿元债券发行", "1.5亿元债券发行"),
        ("3月担保规模增长", "3月担保规模增长"),
        ("一、二季度运行平稳", "一、二季度运行平稳"),
        ("2024年工作总结", "2024年工作总结"),
        ("3.", "3."),
        ("3）系统上线", "系统上线"),
        ("3) 系统上线", "系统上线"),
        ("【3】系统上线", "系统上线"),
        ("⒊系统上线", "系统上线"),
        ("⑶系统上线", "系统上线"),
        ("㈢系统上线", "系统上线"),
        ("❸ 系统上线", "系统上线"),
        ("Ⅲ、系统上线", "系统上线"),
        ("III. 系统上线", "系统上线"),
        ("叁、系统上线", "系统上线"),
        ("㉓系统上线", "系统上线"),
        ("㊱、系统上线", "系统上线"),
        ("➂ 系统上线", "系统上线"),
        ("⓭系统上线", "系统上线"),
        ("3\ufe0f\u20e3系统上线", "系统上线"),
        ("🔟系统上线", "系统上线"),
        ("〖3〗系统上线", "系统上线"),
        ("3：系统上线", "系统上线"),
        ("3：1获胜", "3：1获胜"),
        ("X.509证书上线", "X.509证书上线"),
        ("壹、贰号楼开工", "壹、贰号楼开工"),
        ("IV期工程开工", "IV期工程开工"),
        ("（三）、系统上线", "系统上线"),
        ("③、系统上线", "系统上线"),
        ("Ⅲ期工程开工", "Ⅲ期工程开工"),
        ("〔2024〕8号文印发", "〔2024〕8号文印发"),
        ("【要闻】系统上线", "【要闻】系统上线"),
        ("③、", "③、"),
    ],
)
def test_a_title_that_begins_with_a_number_has_one(title: str, printed_title: str) -> None:
    item = Item(title, "正文。")
    run = looks(Section("", numbered=True, items=(item,)))
    assert run[0][1].startswith(f"1. {printed_title}")
    section = Section("", numbered=True, titles="head", items=(item,))
    assert looks(section)[0][1] == f"1. {printed_title}"
    assert of_kind("contents", Issue(sections=(section,)))[0].text == f"1. {printed_title}"
    assert outline(Issue(sections=(section,)))[0].title == printed_title
    assert looks(Section("", items=(item,)))[0][1] == title
    untitled = Section("", numbered=True, items=(Item("", "1. 没有标题的一条。"),))
    assert looks(untitled) == [("item", "1. 没有标题的一条。")]


@pytest.mark.parametrize(
    ("source", "credit"),
    [
        ("示例日报", "（来源：示例日报）"),
        ("来源：示例日报", "（来源：示例日报）"),
        ("（来源：示例日报）", "（来源：示例日报）"),
        ("(来源: 示例日报)", "（来源：示例日报）"),
        ("（示例日报）", "（来源：示例日报）"),
        ("【信息来源：示例日报】", "（来源：示例日报）"),
        ("来源于实践", "（来源：来源于实践）"),
        ("示例日报（电子版）", "（来源：示例日报（电子版））"),
        ("（甲报）（乙报）", "（来源：（甲报）（乙报））"),
        ("来源：", "（来源：来源：）"),
        ("（来源：示例日报）。", "（来源：示例日报）"),
        ("来源丨示例日报", "（来源：示例日报）"),
        ("【来源】示例日报", "（来源：示例日报）"),
        ("来自示例县的消息", "（来源：来自示例县的消息）"),
    ],
)
def test_a_source_has_one_pair_of_brackets_and_one_label(source: str, credit: str) -> None:
    assert credit_text(Item(source=source)) == credit


def test_units_roles_and_channels_have_their_marks_once() -> None:
    assert credit_text(Item(units=("报送单位：业务部", "（风险部）"))) == "（报送单位：业务部、风险部）"
    issue = Issue(distribution=(Distribution("报：", ("甲",), "（印送）"),))
    assert [block.text for block in of_kind("tail", issue)] == ["报：甲（印送）"]


def test_places_of_items_lines_sections_and_the_preface() -> None:
    page = Composition(ISSUE)
    assert page.block(page.block_of_preface()).kind == "preface.head"
    assert page.block(page.block_of_section(1)).text == "【经验介绍】"
    assert page.block(page.block_of_item(3, 0)).text == "一、改革背景"
    assert page.block(page.block_of_item(3, 9)).text == "四、改革效果"
    assert page.block_of_item(1, 5) == page.block_of_item(1)
    assert page.block(page.block_of_item(3, 999)).position == 3
    assert Composition(ISSUE._replace(preface=None)).block_of_preface() == -1
    for position in (0, 4, -1):
        with pytest.raises(IndexError):
            page.block_of_item(position)
    with pytest.raises(IndexError):
        page.block(page.block_total)


def test_blocks_bear_the_address_of_their_item_and_line() -> None:
    first, end = Composition(ISSUE).item_range(3)
    blocks = composed()[first:end]
    assert {(block.position, block.section) for block in blocks} == {(3, 1)}
    assert [block.body_line for block in blocks] == [-1, *range(ARTICLE.count("\n") + 1)]
    [section, *_] = of_kind("section")
    assert (section.position, section.section, section.body_line) == (0, 0, -1)
    [preface] = [block for block in composed() if block.text.startswith("本期编发")]
    assert (preface.position, preface.section, preface.body_line) == (0, -1, 0)


def test_copied_text_has_no_number_and_no_margins() -> None:
    page = Composition(ISSUE)
    assert page.item_text(1) == "示例担保公司获评 5A 级社会团体。" + NEWS
    assert page.item_text(3).splitlines()[:2] == ["市县一体化改革——示例篇", "一、改革背景"]
    assert "" not in page.item_text(3).splitlines()


def test_composing_makes_no_block_and_one_when_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    block = ItemBlocks.block

    def counted(self: ItemBlocks, index: int) -> IssueBlock:
        made.append(self.position)
        return block(self, index)

    monkeypatch.setattr(ItemBlocks, "block", counted)
    composition = Composition(big_issue(500))
    assert composition.block_total > 1000
    assert composition.weight_before(900) > 0
    assert made == []
    assert composition.block(composition.block_of_item(400)).position == 400
    assert made == [400]


@pytest.mark.fresh
def test_composing_needs_no_page_and_nothing_slow() -> None:
    slow = "textual rich tomlkit sqlite3 dataclasses inspect logging pathlib unicodedata json subprocess"
    code = (
        "import sys; import briefing_tui.compose.composition; "
        f"print([n for n in sys.modules if n in {slow.split()!r} or n.startswith('briefing_tui.typeset')])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(ISSUES, st.booleans())
def test_blocks_are_numbered_as_they_come(issue: Issue, contents: bool) -> None:
    made = Composition(issue, contents=contents)
    blocks = list(made.blocks())
    assert blocks == [made.block(index) for index in range(made.block_total)]
    assert made.texts() == [block.text for block in blocks]
    for block in blocks:
        assert 0 <= block.label <= len(block.text)
        edges = [edge for span in block.spans for edge in span[:2]]
        assert edges == sorted(edges)
        assert max(edges, default=0) <= len(block.text)
        assert len(block.parts) == 2 or block.kind not in {"meta", "tail.meta"}
        assert "\n" not in block.text
        if block.kind == "contents":
            assert blocks[block.target].kind in {"section", "group", "article.title", "blank", "item"}


def printed(text: str) -> str:
    """`text` without what a page shows otherwise: blanks, and the bars and the rule of tables."""
    return solid(text).replace("|", "").replace("-", "")


@given(ISSUES)
def test_no_character_of_titles_bodies_and_tail_is_lost(issue: Issue) -> None:
    made = Composition(issue, contents=False)
    texts = [block.text for block in made.blocks()]
    for numbered in walk_items(issue):
        first, end = made.item_range(numbered.position)
        at = 0
        shown = printed("".join(texts[first:end]))
        for part in printed_parts(numbered):
            at = shown.index(printed(part), at) + len(printed(part))
    whole, at = printed("".join(texts)), 0
    head = issue.masthead
    outside = [head.marking, head.publisher, head.title, head.department]
    outside += [issue.preface.title, *issue.preface.body.split("\n")] if issue.preface is not None else []
    outside += [section.title for section in issue.sections]
    outside += [issue.end.mark.strip("—") if issue.end is not None else ""]
    outside += [
        part
        for row in issue.distribution
        for part in (row.role.rstrip("：:\u3000 "), *row.recipients, without_brackets(row.channel))
    ]
    for part in outside:
        at = whole.index(printed(part), at) + len(printed(part))


class Writer:
    """Writes texts of which no character comes twice (and none means anything to the page)."""

    def __init__(self) -> None:
        self._next = 0xAC00
        self.written = ""

    def text(self, length: int = 3) -> str:
        new = "".join(map(chr, range(self._next, self._next + length)))
        self._next += length
        self.written += new
        return new


def written_body(writer: Writer, lines: list[str]) -> str:
    kinds: dict[str, Callable[[], str]] = {
        "paragraph": lambda: f"{writer.text(9)}。",
        "heading": lambda: f"一、{writer.text()}",
        "lead": lambda: f"（一）{writer.text()}。{writer.text(9)}",
        "row": lambda: f"| {writer.text()} | {writer.text()} |",
        "rule": lambda: "|---|---|",
        "blank": lambda: "",
    }
    return "\n".join(kinds[line]() for line in lines)


def written_issue(writer: Writer, bodies: list[list[list[str]]]) -> Issue:
    """An issue written in reading order: a section for each list of bodies."""
    head = Masthead("", "", 2024, 14, marking=writer.text())
    head = head._replace(publisher=writer.text(), title=writer.text(), department=writer.text())
    preface = Preface(writer.text(), written_body(writer, ["paragraph", "row", "row", "paragraph"]))
    sections = [Section(writer.text(), items=tuple(written_items(writer, items))) for items in bodies]
    corrections = (Correction(None, 99, writer.text()), Correction(None, None, writer.text()))
    end = End(writer.text(), 16)
    rows = tuple(
        Distribution(writer.text(1), (writer.text(), writer.text()), writer.text()) for _row in range(2)
    )
    return Issue(head, preface=preface, sections=tuple(sections), corrections=corrections, end=end)._replace(
        distribution=rows
    )


def written_items(writer: Writer, bodies: list[list[str]]) -> Iterator[Item]:
    for lines in bodies:
        group, title = writer.text(), writer.text()
        body = written_body(writer, lines)
        yield Item(title, body, group, writer.text(), writer.text(), (writer.text(), writer.text()))


LINES = st.lists(st.sampled_from(["paragraph", "heading", "lead", "row", "rule", "blank"]), max_size=8)


@given(st.lists(st.lists(LINES, max_size=3), max_size=3))
def test_every_printed_character_is_in_exactly_one_block_and_in_reading_order(
    bodies: list[list[list[str]]],
) -> None:
    writer = Writer()
    issue = written_issue(writer, bodies)
    twice = issue.masthead.department  # in the masthead, and again in the tail
    found = "".join(
        char
        for block in Composition(issue, contents=False).blocks()
        for char in block.text
        if "\uac00" <= char <= "\ud7a3"
    )
    assert found == writer.written + twice
