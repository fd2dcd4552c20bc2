"""The samples show everything a bulletin can have, and `2024-14` has the real one's structure and figures in our own words."""

import re
from pathlib import Path

import pytest

from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.body import Heading, Paragraph, Table, headings, parse_body
from briefing_tui.model.issue import END_MARK, Issue, Item, walk_items
from briefing_tui.model.key import SUPPLEMENT, parse_key
from disks.places import SAMPLES

FILES = sorted(SAMPLES.glob("*/*.toml"))
COPIED = 13
"""Characters: a run of this many in common with the real text is a copied phrase, unless it is in a name."""

FIGURES = """
2024年全国|2024年度 5A 341家 507个 83个 10家 12月5日 30名 12月2日 30亿元 9.75亿元 15年 2.5% 400万元 11月22日 40% 20% 19家 2:8 200万元
10亿元 24湘担Y1 3+N年 2.59% AAA 11月12日 450万元 12月6日 2021年 81家 86% 九个统一 2000万元 2023年底 5亿元以上 2022年2月 〔2022〕8号
〔2022〕9号 〔2022〕10号 3月10日至18日 450亿元 八项基本任务 3月19日至4月18日 4月19日至5月26日 23项 66个 6类 35个 5月27日至6月24日 三次 5月底
11个地市 6月上旬 6月下旬 60家 1家 81家缩减至20家 11家 60亿元 50% 4个市 20家机构 112亿元 六个方面 35项 154家 680.61亿元 500亿元
千分之一 千分之二 5倍 295.38亿元 65.64% 86.37% 11.40万户 71.69% 26.77万元 138.55亿元 73.49% 2.44万户 269.70% 2022年末
"""
"""Each stands in the real bulletin and so in ours; `|` parts two ways to say it, one of which must be there."""

NAMES = """
元谋县老城乡尹地村麦良地以组股份经济合作社 全国中小微企业资金流信用信息共享平台 西北五省区融资担保机构联席会秘书处
新修订《公司法》及系列法律法规重点内容宣讲解读 《全国普惠金融典型案例集锦（2024）》 全国普惠金融典型案例（2024）
2024中小企业金融论坛暨普惠金融创新发展研讨会 第一届中部六省融资担保职业技能大赛 电建租赁2024年度第一期定向资产支持票据
中国电建集团租赁有限公司 武汉蓝海智控科技有限公司 山西省融资再担保集团有限公司 国家融资担保基金直担SaaS系统
《再担保业务合作框架协议》 《省级政府性融资担保机构补偿补贴资金管理办法》 《全省融资担保体系业务合作指引》（晋金监非银〔2022〕8号）
《全省政府性融资担保机构实现一体化运营改革工作指引》（晋金监非银〔2022〕9号）
《政府性融资担保机构市县一体化运营改革操作工具箱》（晋金监非银〔2022〕10号） 《全省融资担保体系业务合作实施细则》
《融资担保体系银担合作、担担合作信息化信用共享机制工作方案》 担保体系机构业务统计情况 重点地市担保机构基本情况摸底分析
各市2022年任务分解方案 银行合作重点难点清单
"""
"""Of institutions, documents, meetings and products: these cannot be said in other words."""


def read(key: str) -> Issue:
    return LibraryReader(str(SAMPLES)).load(parse_key(key)).issue


def all_items() -> list[Item]:
    return [
        numbered.item
        for file in FILES
        for numbered in walk_items(load_issue(file.read_bytes(), str(file)).issue)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_loads_without_a_warning_and_stands_under_its_own_key(file: Path) -> None:
    loaded = load_issue(file.read_bytes(), str(file))
    assert loaded.findings == ()
    assert loaded.issue.key.stem == file.stem
    assert file.parent.name == str(loaded.issue.key.year)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_is_written_as_the_program_writes_a_new_file(file: Path) -> None:
    assert dump_issue(load_issue(file.read_bytes(), str(file)).issue) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_is_tidy(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    for numbered in walk_items(load_issue(file.read_bytes(), str(file)).issue):
        prose = numbered.item.title + re.sub(r"^\|.*$", "", numbered.item.body, flags=re.MULTILINE)
        assert not re.search(
            r"[一-鿿] +[0-9]|[0-9] +[一-鿿]", re.sub(r"^[0-9]\. ", "", prose, flags=re.MULTILINE)
        )
        assert not re.search(r"[一-鿿][,;:?!()]|[,;?!()][一-鿿]", prose)


def test_the_library_lists_every_sample_and_finds_no_fault() -> None:
    entries = LibraryReader(str(SAMPLES)).entries()
    assert [str(entry.key) for entry in entries] == [
        "2025-03",
        "2025-02",
        "2025-增1",
        "2025-01",
        "2024-14",
        "2024-13",
        "2024-12",
        "2024-11",
    ]
    assert [entry.error for entry in entries] == [""] * len(FILES)


def test_2024_14_has_the_masthead_sections_and_tail_of_the_real_bulletin() -> None:
    issue = read("2024-14")
    head = issue.masthead
    assert (head.publisher, head.title) == ("青海省信用担保集团公司", "行业信息简报")
    assert (head.year, head.number, head.total, str(head.date)) == (2024, 14, None, "2024-12-16")
    assert head.department == "业务管理部"
    assert [(section.title, section.numbered, len(section.items)) for section in issue.sections] == [
        ("行业动态", True, 14),
        ("经验介绍", False, 1),
    ]
    assert {item.group for item in issue.sections[0].items} == {"融资担保行业动态"}
    assert [tuple(line) for line in issue.distribution] == [
        ("报", ("集团公司领导",), "印送"),
        ("抄送", ("集团公司各职能部门", "各子公司"), "企业微信推送"),
    ]
    assert issue.end is not None
    assert issue.end.mark == END_MARK
    assert issue.workflow.status == "published"


def test_every_news_item_of_2024_14_has_a_title_and_one_paragraph() -> None:
    for item in read("2024-14").sections[0].items:
        assert 15 <= len(item.title) <= 40
        assert len(item.body.strip().splitlines()) == 1
        assert item.body.strip().endswith("。")


def test_the_article_of_2024_14_has_four_heads_on_each_of_two_levels_and_fifteen_points() -> None:
    body = read("2024-14").sections[1].items[0].body
    ladder = [(block.level, block.text[:3]) for block in headings(body)]
    assert [label for level, label in ladder if level == 1] == ["一、改", "二、改", "三、实", "四、改"]
    assert [label for level, label in ladder if level == 2] == ["（一）", "（二）", "（三）", "（四）"]
    assert [level for level, _label in ladder] == [1, 1, 1, 2, 2, 2, 2, 1]
    points = [
        block.text[:2]
        for block in parse_body(body)
        if isinstance(block, Paragraph) and block.lead and block.text[1] == "是"
    ]
    assert points == [f"{number}是" for number in "一二三四五六七八九一二三四五六"]


@pytest.mark.parametrize("figure", FIGURES.split())
def test_2024_14_carries_the_figure(figure: str) -> None:
    text = "".join(item.title + item.body for section in read("2024-14").sections for item in section.items)
    assert any(way in text for way in figure.split("|"))


def test_2024_14_is_about_as_long_as_the_real_bulletin() -> None:
    items = [numbered.item for numbered in walk_items(read("2024-14"))]
    assert 6_500 <= sum(len("".join((item.title + item.body).split())) for item in items) <= 7_700


@pytest.mark.corpus
def test_2024_14_has_no_sentence_of_the_real_bulletin(corpus: Path) -> None:
    real = _even((corpus / "2024-14.txt").read_text(encoding="utf-8"))
    ours = _even("\n".join(n.item.title + n.item.body for n in walk_items(read("2024-14"))))
    for name in sorted(map(_even, NAMES.split()), key=len, reverse=True):
        ours = ours.replace(name, "\0")
    runs = {ours[at : at + COPIED] for at in range(len(ours) - COPIED + 1)}
    assert sorted(run for run in runs if "\0" not in run and run in real) == []


@pytest.mark.corpus
def test_2024_14_has_every_figure_of_the_real_bulletin_and_no_other(corpus: Path) -> None:
    real, ours = (
        set(re.findall(r"[0-9]+(?:\.[0-9]+)?%?", text))
        for text in (
            re.sub(
                r"^[0-9]+\. ", "", (corpus / "2024-14.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
            ),
            "".join(n.item.title + n.item.body for n in walk_items(read("2024-14"))),
        )
    )
    masthead = {"14", "16"}
    assert real - ours <= masthead
    assert ours - real == set()


def test_the_made_up_group_shows_everything_else() -> None:
    issues = {key: read(key) for key in ("2025-01", "2025-02", "2025-03", "2025-增1")}
    assert {issue.workflow.status for issue in issues.values()} == {"draft", "review", "published"}
    assert issues["2025-增1"].masthead.kind == SUPPLEMENT
    assert [issues[key].masthead.total for key in ("2025-01", "2025-02", "2025-03")] == [63, 64, 65]
    for key, title in (("2025-01", "编者按"), ("2025-增1", "卷首语")):
        preface = issues[key].preface
        assert preface is not None
        assert preface.title == title
        assert preface.body
    items = all_items()
    assert any(item.url for item in items)
    assert any(item.source for item in items)
    assert any(len(item.units) > 1 for item in items)
    assert any(len(item.tags) > 1 for item in items)
    assert {end.copies for issue in issues.values() if (end := issue.end)} == {16, 30}
    assert any(not section.items for section in issues["2025-03"].sections)


def test_numbers_go_on_in_a_continued_section() -> None:
    labels = [numbered.label for numbered in walk_items(read("2025-01"))]
    assert labels == ["1.", "2.", "3.", "4.", "", "5.", "6.", ""]


def test_the_samples_have_heads_of_all_four_levels_and_both_forms_of_a_table() -> None:
    blocks = [block for item in all_items() for block in parse_body(item.body)]
    assert {block.level for block in blocks if isinstance(block, Heading)} == {1, 2, 3, 4}
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(tables) == 2
    for table in tables:
        assert len({len(row) for row in table.rows}) == 1
    with_rule = [item for item in all_items() if "\n|---|" in item.body]
    assert len(with_rule) == 1


def test_the_figures_of_the_made_up_tables_agree() -> None:
    rows = next(
        block.rows
        for block in parse_body(read("2025-增1").sections[0].items[0].body)
        if isinstance(block, Table)
    )
    numbers = [[int(cell.replace(",", "")) for cell in row[1:]] for row in rows[1:]]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert all(need - found == gap for need, found, gap in numbers)


def _even(text: str) -> str:
    """Without blanks, brackets and dashes in one form: so that only words are compared."""
    return "".join(text.split()).translate(str.maketrans("()-:", "（）—："))
