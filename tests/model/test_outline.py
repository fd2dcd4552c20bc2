import pytest

from briefing_tui.model.issue import Issue, Item, Masthead, Preface, Section, walk_items
from briefing_tui.model.outline import OutlineEntry, item_name, outline
from briefing_tui.model.printed import citation

ISSUE = Issue(
    masthead=Masthead(title="示例简报", year=2024, number=14),
    preface=Preface("", "请参阅。"),
    sections=(
        Section(
            "动态",
            numbered=True,
            items=(Item("甲", "甲文。", "省内"), Item("乙", "乙文。", "省内"), Item("丙", "丙文。", "省外")),
        ),
        Section("经验", items=(Item("示例篇", "导语。\n一、背景\n（一）阶段。开工。\n1.细目\n二、成效"),)),
        Section("续", numbered=True, continued=True, items=(Item("丁"),)),
        Section("空"),
    ),
)


def test_sections_groups_items_and_headings_in_reading_order() -> None:
    rows = [(entry.kind, entry.depth, entry.label + entry.title, entry.position) for entry in outline(ISSUE)]
    assert rows == [
        ("preface", 0, "编者按", 0),
        ("section", 0, "动态", 1),
        ("group", 1, "省内", 1),
        ("item", 2, "1.甲", 1),
        ("item", 2, "2.乙", 2),
        ("group", 1, "省外", 3),
        ("item", 2, "3.丙", 3),
        ("section", 0, "经验", 4),
        ("item", 1, "示例篇", 4),
        ("heading", 2, "一、背景", 4),
        ("heading", 3, "（一）阶段", 4),
        ("heading", 2, "二、成效", 4),
        ("section", 0, "续", 5),
        ("item", 1, "4.丁", 5),
        ("section", 0, "空", 0),
    ]


def test_headings_carry_the_line_of_the_body() -> None:
    assert [entry.line for entry in outline(ISSUE) if entry.kind == "heading"] == [1, 2, 4]


def test_headings_can_be_left_out() -> None:
    assert not [entry for entry in outline(ISSUE, with_headings=False) if entry.kind == "heading"]


def test_a_section_without_a_title_adds_no_row() -> None:
    bare = Issue(sections=(Section(items=(Item("甲", group="省内"),)),))
    assert outline(bare) == (
        OutlineEntry("group", 0, "省内", "", 0, 1),
        OutlineEntry("item", 1, "甲", "", 0, 1),
    )


def test_numbers_restart_in_a_section_unless_it_continues() -> None:
    assert [numbered.label for numbered in walk_items(ISSUE)] == ["1.", "2.", "3.", "", "4."]


def test_items_come_with_their_running_positions() -> None:
    found = {numbered.position: numbered for numbered in walk_items(ISSUE)}
    assert (found[4].item.title, found[4].section) == ("示例篇", 1)
    assert list(found) == [1, 2, 3, 4, 5]


def test_an_item_is_cited_with_its_issue() -> None:
    assert citation(ISSUE, 3) == "《示例简报》2024年第14期【动态】第3条"
    assert citation(ISSUE) == "《示例简报》2024年第14期"


def test_an_item_without_a_title_is_named_by_its_first_words() -> None:
    long = "本期没有进展，招聘仍在进行，欢迎同学们来实习并参与开发工作。"
    bare = Issue(sections=(Section("工作", items=(Item(body="暂无。\n后文。"), Item(body=long))),))
    assert [entry.title for entry in outline(bare)] == ["工作", "暂无。", long[:24] + "…"]


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "🇨🇳", "e\u0301", "❤\ufe0f"])
def test_an_item_without_a_title_is_named_by_whole_signs(sign: str) -> None:
    for before in range(20, 25):
        name = item_name(Item("", "汉" * before + sign + "尾"))
        assert name in {"汉" * before + "…", "汉" * before + sign + "…", "汉" * before + sign + "尾"}, before
