"""What items are called: by the number that is printed before them, never by their running position."""

import pytest

from briefing_tui.compose.composition import Composition
from briefing_tui.model.issue import Correction, Issue, Item, Masthead, Preface, Section
from briefing_tui.model.printed import citation, printed_name, printed_names


def issue_of(*sections: Section) -> Issue:
    return Issue(Masthead(title="行业信息简报", year=2024, number=14), sections=sections)


def numbered(title: str, *titles: str, continued: bool = False) -> Section:
    return Section(title, True, continued, tuple(Item(one, f"{one}正文。") for one in titles))


MIXED = issue_of(
    Section("要情", items=(Item("省政府印发《意见》", "一段。"),)),
    numbered("行业动态", "甲", "乙"),
    numbered("子公司动态", "丙", "丁"),
    numbered("续", "戊", continued=True),
)


def test_the_number_is_the_printed_one() -> None:
    assert [str(name) for name in printed_names(MIXED)] == [
        "【要情】省政府印发《意见》",
        "【行业动态】第1条",
        "【行业动态】第2条",
        "【子公司动态】第1条",
        "【子公司动态】第2条",
        "【续】第3条",
    ]


def test_the_page_prints_the_number_that_is_cited() -> None:
    page = Composition(MIXED)
    for position, name in enumerate(printed_names(MIXED), 1):
        text = page.block(page.block_of_item(position)).text
        assert text.startswith(f"{name.number}. {name.title}" if name.number else name.title)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (Section("经验介绍", items=(Item("示例篇", "一\n二"),)), "【经验介绍】示例篇"),
        (Section("", items=(Item("示例篇"),)), "：示例篇"),
        (Section("", items=(Item(" ", "\n首句在此。\n后文"),)), "：首句在此。"),
        (Section("综合", items=(Item(),)), "【综合】（无题）"),
        (numbered("", "甲"), "第1条"),
        (numbered("【行业动态】", "甲"), "【行业动态】第1条"),
        (numbered("【一】与【二】", "甲"), "【【一】与【二】】第1条"),
        (numbered("动\n态", "甲"), "【动 态】第1条"),
    ],
)
def test_a_citation_says_what_can_be_found_on_the_page(section: Section, told: str) -> None:
    assert citation(issue_of(section), 1) == f"《行业信息简报》2024年第14期{told}"


def test_two_items_with_one_number_in_sections_of_one_name_are_told_apart_by_their_titles() -> None:
    names = printed_names(issue_of(numbered("动态", "甲", "乙"), numbered("动态", "丙")))
    assert [str(name) for name in names] == ["【动态】第1条：甲", "【动态】第2条", "【动态】第1条：丙"]


@pytest.mark.parametrize("position", [0, -1, 7])
def test_where_there_is_no_item_the_issue_is_cited(position: int) -> None:
    assert printed_name(MIXED, position) == ""
    assert citation(MIXED, position) == citation(MIXED) == "《行业信息简报》2024年第14期"


def test_a_preface_takes_no_number() -> None:
    with_preface = MIXED._replace(preface=Preface("编者按", "按语。"))
    assert printed_names(with_preface) == printed_names(MIXED)


def test_a_correction_names_the_printed_number_and_a_gone_item_by_its_address() -> None:
    found = MIXED._replace(corrections=(Correction(None, 5, "改。"), Correction(None, 9, "删。")))
    texts = [block.text for block in Composition(found).blocks() if block.kind == "correction"]
    assert texts == ["【子公司动态】第2条：改。", "#9：删。"]
