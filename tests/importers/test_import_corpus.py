"""The real texts, imported."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.importers.report import printed_texts, squeeze
from briefing_tui.importers.text import read_text
from briefing_tui.model.body import headings
from briefing_tui.model.issue import walk_items
from briefing_tui.model.key import IssueKey
from briefing_tui.model.outline import outline

pytestmark = pytest.mark.corpus
WEEKLY = IssueKey(2020, "issue", 15)


def imported(corpus: Path, name: str, key: IssueKey | None = None) -> Recognised:
    return recognise(read_text((corpus / name).read_bytes()).text, name=name, key=key)


@pytest.fixture
def bulletin(corpus: Path) -> Recognised:
    return imported(corpus, "2024-14.txt")


def test_masthead_of_the_real_bulletin(bulletin: Recognised) -> None:
    head = bulletin.issue.masthead
    assert (head.publisher, head.title) == ("青海省信用担保集团公司", "行业信息简报")
    assert str(bulletin.issue.key) == "2024-14"
    assert head.date == dt.date(2024, 12, 16)
    assert (head.department, head.total, head.marking) == ("业务管理部", None, "")
    assert bulletin.issue.workflow.status == "published"


def test_the_real_bulletin_has_two_sections_with_fourteen_items_and_an_article(bulletin: Recognised) -> None:
    news, experience = bulletin.issue.sections
    assert (news.title, news.numbered, len(news.items)) == ("行业动态", True, 14)
    assert (experience.title, experience.numbered, len(experience.items)) == ("经验介绍", False, 1)
    assert [numbered.label for numbered in walk_items(bulletin.issue)][:14] == [f"{n}." for n in range(1, 15)]


def test_items_of_the_real_bulletin_have_their_lead_sentence_as_title(bulletin: Recognised) -> None:
    items = bulletin.issue.sections[0].items
    assert items[0].title == "中国融资担保业协会获评 5A 级全国性社会团体"
    assert items[0].body.startswith("近日，中国融资担保业协会在民政部组织的 2024 年")
    assert items[1].title == "10 家融资担保机构案例入围“全国普惠金融典型案例(2024)名单”"
    assert items[10].title == "武汉融担公司：湖北省首笔邮储银行线上银担“总对总”业务落地"
    assert items[13].title.endswith("开展行业新修订《公司法》宣讲培训")
    assert all(item.body.endswith("。") and "\n" not in item.body for item in items)
    assert {item.group for item in items} == {"融资担保行业动态"}


def test_the_group_that_stands_in_the_contents_only_is_reported(bulletin: Recognised) -> None:
    assert [(doubt.line, "融资担保行业动态" in doubt.text) for doubt in bulletin.report.uncertain] == [
        (12, True)
    ]


def test_the_real_article_keeps_its_ladder(bulletin: Recognised) -> None:
    article = bulletin.issue.sections[1].items[0]
    assert article.title == "政府性融资担保市县一体化改革发展——山西篇"
    levels = Counter(block.level for block in headings(article.body))
    assert (levels[1], levels[2]) == (4, 4)
    shown = [row.title for row in outline(bulletin.issue) if row.kind == "heading"]
    assert shown[:3] == ["一、改革背景", "二、主要改革内容", "三、推进过程"]
    assert shown[5].startswith("(三) 第三阶段")


@pytest.mark.parametrize(
    "joined",
    [
        "客户需要在银行与担保公司间多次往返",
        "高企专属预授信贷款，这标志着",
        "签署了《再担保业务合作框架协议》",
        "大棚等基础设施建设，企业提供专业技术",
        "资金流信用信息共享平台，通过查询",
        "精确到日（3月19日-4月18日)。",
        "山西省地方金融监督管理局、财政厅",
        "六个方面、35 项指导性制度",
        "服务市场主体 11.40 万户",
    ],
)
def test_page_cuts_are_joined_with_nothing_between(bulletin: Recognised, joined: str) -> None:
    bodies = [item.body for section in bulletin.issue.sections for item in section.items]
    assert sum(joined in body for body in bodies) == 1


def test_every_join_is_reported_and_no_other_is_made(bulletin: Recognised) -> None:
    assert [entry.line for entry in bulletin.report.joined] == [26, 32, 38, 42, 50, 100, 106, 118, 126]


def test_tail_of_the_real_bulletin(bulletin: Recognised) -> None:
    first, second = bulletin.issue.distribution
    assert (first.role, first.recipients, first.channel) == ("报", ("集团公司领导",), "印送")
    assert (second.role, second.recipients) == ("抄送", ("集团公司各职能部门", "各子公司"))
    assert second.channel == "企业微信推送"
    assert bulletin.issue.end is not None
    assert bulletin.issue.end.mark == "以下无正文"


def test_nothing_is_normalised(bulletin: Recognised) -> None:
    text = "\n".join(printed_texts(bulletin.issue))
    assert "5A 级" in text
    assert "银担 2: 8 比例" in text
    assert "(三) 第三阶段" in text
    assert "12 月 5 日" in text
    assert "12月5日" in text


@pytest.mark.parametrize("name", ["2024-14.txt", "plct_2021-02-01_issue18.txt", "sofa_2020-04-10_weekly.txt"])
def test_every_character_of_the_real_texts_is_kept_or_listed(corpus: Path, name: str) -> None:
    text = read_text((corpus / name).read_bytes()).text
    issue, report = recognise(text, name=name, key=WEEKLY)
    kept = Counter(squeeze("".join(printed_texts(issue))))
    entries = [entry.text for entry in report.dropped] + [value.text for value in report.values]
    listed = Counter(squeeze("".join(entries)))
    kept.subtract(report.added)
    assert +(kept + listed) == Counter(squeeze(text))
    assert report.kept + report.dropped_total == report.source == len(squeeze(text))


def test_a_markdown_letter_with_a_number_in_its_heading(corpus: Path) -> None:
    issue, _report = imported(corpus, "plct_2021-02-01_issue18.txt")
    head = issue.masthead
    assert (head.title, str(issue.key), head.date) == ("PLCT开源进展", "2021-18", dt.date(2021, 2, 1))
    assert issue.preface is not None
    assert issue.preface.title == "卷首语"
    assert [section.title for section in issue.sections][:3] == [
        "本期亮点",
        "V8 for RISC-V",
        "OpenJDK for RISC-V",
    ]
    assert len(issue.sections) == 19
    assert issue.sections[1].numbered
    assert len(issue.sections[0].items) == 4
    toolchain = issue.sections[3].items
    assert [item.group for item in toolchain] == [
        "",
        "Clang/LLVM for RISC-V 相关工作",
        "GNU Toolchain for RISC-V 相关工作",
    ]
    assert toolchain[0].title == "RISC-V 「V」向量扩展LLVM实现"
    assert "1. 使用 rvv-llvm 编译 opencv" in toolchain[0].body


def test_a_weekly_without_a_number_takes_it_from_the_key(corpus: Path) -> None:
    issue, report = imported(corpus, "sofa_2020-04-10_weekly.txt", WEEKLY)
    assert issue.key == WEEKLY
    assert issue.masthead.publisher == "SOFA 团队"
    assert issue.masthead.date == dt.date(2020, 4, 10)
    questions = [item for section in issue.sections if section.numbered for item in section.items]
    assert [item.title for item in questions] == ["@熊胜 提问：", "@揭印泉 提问："]
    assert "> 请教个问题" in questions[0].body
    readings = next(section for section in issue.sections if section.title.startswith("SOFARegistryLab"))
    assert readings.items[1].title == "服务注册中心数据一致性方案分析 | SOFARegistry 解析"
    assert readings.items[1].url == "/blog/sofa-registry-data-consistency/"
    assert report.totals()["front matter"] > 100
