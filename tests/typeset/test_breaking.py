import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from briefing_tui.typeset.breaking import break_offsets, may_break
from briefing_tui.typeset.width import cell_width
from measures.costs import is_linear

BLANKS = " \t\u3000\n"
CLOSING = "，。、；：？！）》」』】〕〉〗”’…—·％%℃～々,.;:?!)]}"
OPENING = "（《「『【〔〈〖“‘￥$([{"
WHOLE = re.compile(
    r"(?:第 ?)?[0-9][0-9.,:]*(?: ?(?:%|℃|[亿万千百]*(?:[元年月日号期家个户名件条项次人位倍]|亿|万)))?|[A-Za-z0-9]+(?:[+][A-Za-z0-9]+)*"
)
WIDTHS = range(20, 121)

OWN = [
    "近日，示例省信用担保集团公司在“2024年全省担保机构评估”中获评 5A 级，这是集团在高质量发展新征程上取得的“重大突破”（详见附件）。",
    "首期发行规模9.75亿元，期限15年，利率2.5%/年；截至 9 月末，共完成 295.38 亿元，占年度目标 450 亿元的 65.64%，服务 11.40 万户。",
    "示例市融资担保公司与示例农村商业银行签署《合作框架协议》，实行银担 2:8 分险；债券期限 3+N 年期，继取得 AAA 评级之后——又一里程碑……",
    "（一）第一阶段：建立专班（3月10日-3月18日）。《示例〔2022〕10号》、《工具箱（试行）》等文件先后出台，“‘双绑’+金融”模式落地。",
    "引入 SaaS 系统与 open-source 组件（v2.10.3），由 12 月 5 日起分三批上线，覆盖“政、银、担”三方；户均金额 26.77 万元，同比增长269.70%。",
]


def lines_of(text: str, offsets: list[int]) -> list[str]:
    return [text[a:b] for a, b in itertools.pairwise([0, *offsets, len(text)])]


def faults(paragraphs: list[str]) -> list[tuple[int, str]]:
    """Lines over the measure, or beginning or ending with the wrong mark."""
    found = []
    for width in WIDTHS:
        for text in paragraphs:
            lines = lines_of(text, break_offsets(text, width))
            for index, line in enumerate(lines):
                shown = line.rstrip(BLANKS)
                bad_first = index > 0 and shown[0] in CLOSING
                bad_last = index < len(lines) - 1 and shown[-1] in OPENING
                if cell_width(shown) > width or bad_first or bad_last:
                    found.append((width, shown))
    return found


def cuts(paragraphs: list[str]) -> list[tuple[int, str]]:
    """Numbers with their unit, and Latin words, that a line break falls into though a line would hold them."""
    found = []
    for text in paragraphs:
        runs = [(match.start(), match.end(), match[0]) for match in WHOLE.finditer(text)]
        for width in WIDTHS:
            breaks = break_offsets(text, width)
            found += [
                (width, run)
                for start, end, run in runs
                if cell_width(run) <= width and any(start < offset < end for offset in breaks)
            ]
    return found


def slack(paragraphs: list[str], *, forgiven: int) -> float:
    """Unused cells of lines that are not last ones, over all cells of these lines; `forgiven` cells a line not counted."""
    unused = cells = 0
    for width in WIDTHS:
        for text in paragraphs:
            for line in lines_of(text, break_offsets(text, width))[:-1]:
                unused += max(width - cell_width(line.rstrip(BLANKS)) - forgiven, 0)
                cells += width
    return unused / cells


def real_paragraphs(corpus: Path) -> list[str]:
    text = (corpus / "2024-14.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_no_line_of_our_text_begins_or_ends_with_the_wrong_mark_or_is_too_wide() -> None:
    assert faults(OWN) == []


def test_no_number_with_its_unit_and_no_word_of_our_text_is_cut() -> None:
    assert cuts(OWN) == []


@pytest.mark.corpus
def test_no_line_of_the_real_text_begins_or_ends_with_the_wrong_mark_or_is_too_wide(corpus: Path) -> None:
    assert faults(real_paragraphs(corpus)) == []


@pytest.mark.corpus
def test_no_number_with_its_unit_and_no_word_of_the_real_text_is_cut(corpus: Path) -> None:
    assert cuts(real_paragraphs(corpus)) == []


@pytest.mark.corpus
def test_lines_of_the_real_text_are_full(corpus: Path) -> None:
    """One cell is forgiven: a line of 汉字 at an odd width cannot use it, wherever it is broken."""
    paragraphs = real_paragraphs(corpus)
    assert slack(paragraphs, forgiven=1) <= 0.01
    assert slack(paragraphs, forgiven=0) <= 0.016


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("集团公司", 8, ["集团公司"]),
        ("集团公司领导", 8, ["集团公司", "领导"]),
        ("集团公司，领导", 8, ["集团公", "司，领导"]),
        ("集团公（司）", 8, ["集团公", "（司）"]),
        ("规模为30亿元整", 10, ["规模为", "30亿元整"]),
        ("规模为 30 亿元整", 12, ["规模为 ", "30 亿元整"]),
        ("在第 14 期刊", 6, ["在", "第 14 ", "期刊"]),
        ("利率为2.5%左右", 9, ["利率为", "2.5%左右"]),
        ("银担比例2:8分险", 10, ["银担比例", "2:8分险"]),
        ("期限为3+N年", 8, ["期限为", "3+N年"]),
        ("取得AAA评级", 6, ["取得", "AAA评", "级"]),
        ("说完——走了", 5, ["说", "完——", "走了"]),
        ("说完……走了", 5, ["说", "完……", "走了"]),
        ("hello world again", 11, ["hello world ", "again"]),
        ("internationalization", 8, ["internat", "ionaliza", "tion"]),
        ("he said “no” twice", 9, ["he said ", "“no” ", "twice"]),
        ("we don’t know", 7, ["we ", "don’t ", "know"]),
        ("(a)b和c", 4, ["(a)b", "和c"]),
        ("甲 乙 丙", 1, ["甲 ", "乙 ", "丙"]),
        ("。。。。", 2, ["。", "。", "。", "。"]),
        ("“（《", 2, ["“", "（", "《"]),
        ("295.38 亿元", 10, ["295.38 ", "亿元"]),
        ("   ", 2, ["   "]),
        ("甲乙  ", 4, ["甲乙  "]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("👩\u200d🚀👩\u200d🚀", 4, ["👩\u200d🚀", "👩\u200d🚀"]),
        ("", 5, [""]),
    ],
)
def test_where_lines_begin(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, break_offsets(text, width)) == lines


def test_the_first_line_may_be_shorter_and_the_ambiguous_width_counts() -> None:
    assert break_offsets("集团公司领导", 8, first=4) == [2]
    assert break_offsets("集团公司领导", 12, first=2) == [1]
    assert break_offsets("“甲”“乙”", 8) == []
    assert break_offsets("“甲”“乙”", 8, ambiguous=2) == [3]


MARKS = st.text(
    st.sampled_from("甲乙丙亿万元年第， 。（）“”—…ab12.5%:+-\u3000\u0301\u200d😀\ufe0f\"'"), max_size=60
)


@given(
    st.one_of(MARKS, st.text(max_size=60)), st.integers(1, 30), st.integers(1, 30), st.sampled_from([1, 2])
)
def test_any_text_breaks_within_its_width_and_loses_nothing(
    text: str, width: int, first: int, ambiguous: int
) -> None:
    offsets = break_offsets(text, width, first=first, ambiguous=ambiguous)
    assert offsets == sorted(set(offsets))
    assert all(0 < offset < len(text) for offset in offsets)
    for index, line in enumerate(lines_of(text, offsets)):
        shown = line.rstrip(BLANKS)
        limit = width if index else first
        one_cluster = sum(cell_width(char, ambiguous) > 0 for char in shown) <= 1
        assert cell_width(shown, ambiguous) <= limit or one_cluster
        assert index == 0 or line[0] not in BLANKS


@given(MARKS, st.integers(2, 30))  # at 1 cell an emoji sequence alone is wider than the line
def test_every_break_is_allowed_unless_the_run_is_wider_than_its_line_and_every_line_is_full(
    text: str, width: int
) -> None:
    offsets = break_offsets(text, width)
    legal = [at for at in range(1, len(text)) if may_break(text, at)]
    for start, end in itertools.pairwise([0, *offsets]):
        fitting = [at for at in legal if start < at and cell_width(text[start:at].rstrip(BLANKS)) <= width]
        if fitting:
            assert end == fitting[-1]
        else:
            assert end not in legal or cell_width(text[start:end].rstrip(BLANKS)) > width


HOSTILE = [
    "甲",
    "。",
    "“",
    "a",
    "1",
    " ",
    "亿",
    "1亿",
    "\u0301",
    "a\u0301",
    "\u200d",
    "—",
    "“。",
    "1 ",
    "a.",
    "😀\u200d",
    "第1",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_the_time_is_linear_in_the_length_whatever_the_text(unit: str) -> None:
    text = "1" + unit * 40_000
    assert is_linear(lambda length: break_offsets(text[:length], 80), 10_000)
