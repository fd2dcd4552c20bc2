"""Issues for the tests of the library: one full one, and hypothesis strategies for any."""

import datetime as dt

from hypothesis import strategies as st

from briefing_tui.model.issue import (
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    Step,
    Workflow,
)
from briefing_tui.text.clean import clean, clean_line

FULL = Issue(
    masthead=Masthead(
        publisher="示例省信用担保集团公司",
        title="行业信息简报",
        year=2024,
        number=14,
        total=62,
        date=dt.date(2024, 12, 16),
        department="业务管理部",
        marking="内部资料 注意保存",
    ),
    workflow=Workflow(
        "published", (Step("甲", "2024-12-10 09:30", "拟稿"), Step("乙", "2024-12-16 15:02", "签发"))
    ),
    preface=Preface("编者按", "本期集中刊发两篇经验。\n供各部门参考。"),
    sections=(
        Section(
            "行业动态",
            numbered=True,
            items=(
                Item(
                    "再担保与银行直连系统上线",
                    "第一段。\n第二段。",
                    group="融资担保行业动态",
                    source="示例报",
                ),
                Item(
                    "担保规模稳步增长",
                    "全年完成295.38亿元。",
                    group="融资担保行业动态",
                    units=("一部", "二部"),
                ),
                Item("风险处置有序推进", "一是摸清底数。\n二是分类处置。", tags=("风险",)),
            ),
        ),
        Section(
            "经验介绍",
            items=(Item("市县一体化改革——示例篇", "一、改革背景\n起步。\n| 指标 | 期末 |\n| 规模 | 3 |"),),
        ),
    ),
    distribution=(
        Distribution("报", ("集团公司领导",), "印送"),
        Distribution("发", ("各部门", "各子公司"), "企业微信推送"),
    ),
    end=End(copies=16),
    corrections=(Correction(dt.date(2024, 12, 18), 1, "“第一段”应为“首段”。"),),
)

_LINES = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf")),
        st.sampled_from("“”\"\"\"'''\\[]#=，。 \u3000一二"),
        st.sampled_from('"\\'),
    ),
    max_size=24,
)
LINES = _LINES.map(clean_line)
BODIES = st.lists(_LINES, max_size=5).map(lambda lines: clean("\n".join(lines)).rstrip("\n"))
_LISTS = st.lists(LINES, max_size=3).map(tuple)
ITEMS = st.builds(Item, LINES, BODIES, LINES, LINES, LINES, _LISTS, _LISTS, LINES)
SECTIONS = st.builds(
    Section,
    LINES,
    st.booleans(),
    st.booleans(),
    st.lists(ITEMS, max_size=4).map(tuple),
    st.sampled_from(["", "run-in", "head"]),
)
DISTRIBUTIONS = st.builds(Distribution, LINES, _LISTS, LINES)
MASTHEADS = st.builds(
    Masthead,
    publisher=LINES,
    title=LINES,
    year=st.integers(1000, 9999),
    number=st.integers(1, 9999),
    kind=st.sampled_from(["issue", "supplement"]),
    total=st.none() | st.integers(1, 999_999),
    date=st.none() | st.dates(),
    department=LINES,
    marking=LINES,
)
STEPS = st.builds(Step, LINES, LINES, LINES)
CORRECTIONS = st.builds(Correction, st.none() | st.dates(), st.none() | st.integers(1, 20_000), LINES)
ISSUES = st.builds(
    Issue,
    MASTHEADS,
    st.builds(
        Workflow, st.sampled_from(["draft", "review", "published"]), st.lists(STEPS, max_size=2).map(tuple)
    ),
    st.none() | st.builds(Preface, LINES, BODIES),
    st.lists(SECTIONS, max_size=3).map(tuple),
    st.lists(DISTRIBUTIONS, max_size=3).map(tuple),
    st.none() | st.builds(End, LINES, st.none() | st.integers(1, 999_999)),
    st.lists(CORRECTIONS, max_size=2).map(tuple),
)
