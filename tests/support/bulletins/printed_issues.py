"""Issues to be printed: one full one, a big one, and hypothesis strategies for odd ones."""

import datetime as dt

from hypothesis import strategies as st

from briefing_tui.model.issue import (
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    NumberedItem,
    Preface,
    Section,
    Workflow,
)
from briefing_tui.text.doubled import SOURCE_LABELS, UNIT_LABELS, without_label, without_number

ARTICLE = """一、改革背景
改革之前，示例省有担保机构 81 家，机构多、规模小、能力弱，“九个统一”无从谈起。

（一）第一阶段：建立专班（3月10日-3月18日）。工作组分设“银担合作”“担担合作”两个专班，协同推进。
一是机构数量减少。收回 60 家低效机构的许可证。
| 指标 | 期末 | 同比 |
|---|---|---|
| 业务规模 | 295.38 亿元 | 86.37% |
| 服务市场主体 | 11.40 万户 | 71.69% |
四、改革效果
初步构建起统一、规范的担保体系。"""
NEWS = "近日，示例担保公司成功发行 10 亿元债券，期限 3+N 年期，票面利率 2.59%，进一步增强了公司的资本实力和市场影响力。"
ISSUE = Issue(
    Masthead(
        publisher="示例省信用担保集团公司",
        title="行业信息简报",
        year=2024,
        number=14,
        total=62,
        date=dt.date(2024, 12, 16),
        department="业务管理部",
        marking="内部资料 注意保存",
    ),
    Workflow("published"),
    Preface("编者按", "本期编发行业动态两条、经验一篇，供参考。"),
    (
        Section(
            "行业动态",
            numbered=True,
            items=(
                Item("示例担保公司获评 5A 级社会团体", NEWS, group="融资担保行业动态"),
                Item(
                    "示例担保公司发行债券！",
                    NEWS,
                    group="融资担保行业动态",
                    source="示例日报",
                    units=("业务部", "风险部"),
                ),
            ),
        ),
        Section("经验介绍", items=(Item("市县一体化改革——示例篇", ARTICLE),)),
    ),
    (
        Distribution("报", ("集团公司领导",), "印送"),
        Distribution(
            "抄送", ("集团公司各职能部门", "各子公司", "各市州分支机构", "合作银行业务部门"), "企业微信推送"
        ),
    ),
    End(copies=16),
)

TEXT = st.text(st.sampled_from("甲乙丙，。“”（）《》 ab12.%|-\u3000\t一二、：—…😀e\u0301"), max_size=30)
BODY = st.lists(
    st.one_of(TEXT, st.just("| 甲 | 12% |"), st.just("|---|"), st.just("一、题目")), max_size=6
).map("\n".join)
ITEMS = st.builds(
    Item,
    title=TEXT,
    body=BODY,
    group=st.sampled_from(["", "组一", "组二"]),
    source=TEXT,
    units=st.tuples(TEXT),
)
ISSUES = st.builds(
    Issue,
    masthead=st.builds(
        Masthead,
        publisher=TEXT,
        title=TEXT,
        department=TEXT,
        marking=TEXT,
        number=st.just(3),
        year=st.just(2024),
    ),
    preface=st.one_of(st.none(), st.builds(Preface, title=TEXT, body=BODY)),
    sections=st.lists(
        st.builds(
            Section,
            title=TEXT,
            numbered=st.booleans(),
            items=st.lists(ITEMS, max_size=4).map(tuple),
            titles=st.sampled_from(["", "run-in", "head"]),
        ),
        max_size=3,
    ).map(tuple),
    distribution=st.tuples(
        st.builds(Distribution, role=TEXT, recipients=st.tuples(TEXT, TEXT), channel=TEXT)
    ),
    end=st.one_of(st.none(), st.builds(End, mark=TEXT, copies=st.integers(0, 9))),
)


def printed_parts(numbered: NumberedItem) -> list[str]:
    """The texts of an item as they are printed: without the numbers, brackets and labels that the page prints itself."""
    item = numbered.item
    lines = item.body.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if numbered.label and not item.title.strip():
        lines[first] = without_number(lines[first].strip(), arabic=True)
    source = without_label(item.source, SOURCE_LABELS)
    return [numbered.title, *lines, source, *(without_label(unit, UNIT_LABELS) for unit in item.units)]


def big_issue(items: int) -> Issue:
    body = NEWS * 5
    made = tuple(
        Item(f"第{index}条示例", f"{body}{index}" if index % 2 else f"{body}\n{body}")
        for index in range(items)
    )
    return Issue(
        Masthead("甲", "简报", 2024, 14),
        sections=(Section("行业动态", numbered=True, items=made, titles="head"),),
    )


def solid(text: str) -> str:
    """`text` without its blanks."""
    return "".join(text.split())
