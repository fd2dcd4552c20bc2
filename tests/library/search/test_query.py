"""Queries: what is typed means one thing, and nothing is an error."""

import pytest
from hypothesis import example, given, strategies as st

from briefing_tui.library.catalog.document import Document, document_text, ordinal_of
from briefing_tui.library.catalog.folding import fold
from briefing_tui.library.search.doubts import doubts_of
from briefing_tui.library.search.matching import Matcher
from briefing_tui.library.search.query import Condition, Query, QueryTerm, parse_query, read_query
from briefing_tui.model.issue import Item
from briefing_tui.text.folding import searched
from briefing_tui.typeset.find import forms
from disks.search_libraries import issue


def words(text: str) -> list[str]:
    """The texts that must be there."""
    return [term.text for term in parse_query(text).wanted]


def matches(query: str, item: Item, *, status: str = "published") -> bool:
    made = issue(2024, 14, item, status=status)
    document = Document(ordinal_of(made.key), "2024/2024-14.toml", status, "2024-02-16", document_text(made))
    return any(match.position == 1 for match in Matcher(parse_query(query)).matches(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("担保", ["担保"]),
        ("担保 风险", ["担保", "风险"]),
        ("担保　风险", ["担保", "风险"]),
        ('"分险 比例"', ["分险 比例"]),
        ("2:8 分险", ["2:8", "分险"]),
        ('"', ['"']),
        ('""', ['""']),
        ("*", ["*"]),
        ("(", ["("]),
        ("AND", ["AND"]),
        ("-", ["-"]),
        ("- 担保", ["-", "担保"]),
        ('"没有收尾', ['"没有收尾']),
        ('甲"乙', ['甲"乙']),
        ('"甲"乙', ['"甲"乙']),
        ("year:soon", ["year:soon"]),
        ("year:", ["year:"]),
        ("year:24", ["year:24"]),
        ("year:..", ["year:.."]),
        ("date:2024-1", ["date:2024-1"]),
        ("status:done", ["status:done"]),
        ("title:", ["title:"]),
        ("colour:red", ["colour:red"]),
        ("a:b:c", ["a:b:c"]),
        ("", []),
        ("   　", []),
    ],
)
def test_what_is_not_of_the_query_language_is_searched_as_typed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-担保", QueryTerm("担保", negative=True)),
        ('-"甲 乙"', QueryTerm("甲 乙", negative=True)),
        ("title:担保", QueryTerm("担保", "title")),
        ("Title:担保", QueryTerm("担保", "title")),
        ('section:"行业 动态"', QueryTerm("行业 动态", "section")),
        ("-tag:风险", QueryTerm("风险", "tag", negative=True)),
        ("unit:业务", QueryTerm("业务", "unit")),
    ],
)
def test_terms(text: str, term: QueryTerm) -> None:
    assert parse_query(text) == Query((term,))


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("year:2024", Condition("year", "2024", "2024")),
        ("year:2023..2024", Condition("year", "2023", "2024")),
        ("year:2023..", Condition("year", "2023", "9999")),
        ("year:..2024", Condition("year", "0000", "2024")),
        ("-year:2024", Condition("year", "2024", "2024", negative=True)),
        ("date:2024-01..2024-06", Condition("date", "2024-01", "2024-06-99")),
        ("date:2024-06-15", Condition("date", "2024-06-15", "2024-06-15")),
        ("date:2024", Condition("date", "2024", "2024-99-99")),
        ("date:..2024", Condition("date", "0", "2024-99-99")),
        ("status:Draft", Condition("status", "draft", "draft")),
    ],
)
def test_choices(text: str, choice: Condition) -> None:
    assert parse_query(text) == Query((), (choice,))


@given(st.text(max_size=40))
@example('-"')
@example('title:"')
@example("-title:")
def test_no_text_is_an_error_and_no_visible_character_is_lost(text: str) -> None:
    query = parse_query(text)
    Matcher(query)
    if any(char not in " \t\n\r\u3000\xa0" for char in searched(text)):
        assert query.terms or query.conditions


ITEM = Item(
    "担保规模稳步增长",
    "全年完成295.38亿元，信用等级ＡＡＡ。\n分险比例为2:8 不变。",
    group="风险专栏",
    source="示例报",
    units=("业务管理部", "法律合规部"),
    tags=("小微", "三农"),
)


@pytest.mark.parametrize(
    "query",
    [
        "担", "担保", "规模稳步", "295.38亿元", "aaa", "AAA", "ａａａ", "2:8", "2：8", '"2:8 不变"', '"2:8\u3000不变"',
        "行业动态", "section:行业", "section:风险专栏", "风险专栏", "示例报", "unit:管理", "法律合规", "tag:三农", "小微",
        "担保 三农", "担保 -风险处置", "-不在", "year:2024", "date:2024-02 担保", "status:published", "title:担保 三农",
    ],
)  # fmt: skip
def test_found(query: str) -> None:
    assert matches(query, ITEM)


@pytest.mark.parametrize(
    "query",
    [
        "担 保险", "不在", "担保 不在", "-担保", "担保 -三农", "title:三农", "tag:担保", "unit:担保", "section:担保",
        "管理部法律", "不变。分险", "元，信用等级ＡＡＡ。分险", "year:2023", "-year:2024", "date:2024-03..", "status:draft",
        "增长全年", "",
    ],
)  # fmt: skip
def test_not_found(query: str) -> None:
    assert not matches(query, ITEM)


def test_the_index_takes_for_the_same_at_least_what_a_search_takes_for_the_same() -> None:
    chars = [chr(code) for code in range(0x20, 0x1FBFA) if not 0xD800 <= code < 0xE000]
    for char in chars:
        if (
            char.lower() != char
            or char.upper() != char
            or char in " \t\xa0\u3000"
            or "\uff01" <= char <= "\uff5e"
        ):
            assert {fold(form) for form in forms(char)} == {fold(char)}, hex(ord(char))


@given(st.text())
def test_folding_keeps_the_number_of_characters(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("标题:担保", "title:担保"),
        ("标题：担保", "title:担保"),
        ("题目：担保", "title:担保"),
        ("栏目：政策　单位：业务", "section:政策 unit:业务"),
        ("报送单位：业务", "unit:业务"),
        ("标签：小微", "tag:小微"),
        ("ｔｉｔｌｅ：担保", "title:担保"),
        ("标题： 担保", "title:担保"),
        ("标题：　担保", "title:担保"),
        ("title: 担保", "title:担保"),
        ("－风险", "-风险"),
        ("−风险", "-风险"),
        ("－标题：风险", "-title:风险"),
        ("担保　－“分险 比例”", '担保 -"分险 比例"'),
        ("“分险 比例”", '"分险 比例"'),
        ("「分险 比例」", '"分险 比例"'),
        ("『分险 比例』", '"分险 比例"'),
        ("＂分险 比例＂", '"分险 比例"'),
        ("“分险 比例“", '"分险 比例"'),
        ('”分险 比例"', '"分险 比例"'),
        ("标题：「分险 比例」", 'title:"分险 比例"'),
        ("年份：2024", "year:2024"),
        ("年份：２０２４年", "year:2024"),
        ("年度：2023～2024", "year:2023..2024"),
        ("年份：2023-2024", "year:2023..2024"),
        ("年份：2023至2024", "year:2023..2024"),
        ("年份：2023—2024", "year:2023..2024"),
        ("年份：2024..2023", "year:2023..2024"),
        ("年份：2023……", "year:2023.."),
        ("－年份：2024", "-year:2024"),
        ("日期：2024年12月", "date:2024-12"),
        ("日期：2024年1月5日", "date:2024-01-05"),
        ("日期：2024/12/16", "date:2024-12-16"),
        ("日期：2024.01～2024.06", "date:2024-01..2024-06"),
        ("状态：草稿", "status:draft"),
        ("状态：审核中", "status:review"),
        ("状态：已发布", "status:published"),
        ("担保\u2003风险", "担保 风险"),
        ("担保 —湖北", "担保 -湖北"),
        ("担保 –湖北", "担保 -湖北"),
    ],
)
def test_chinese_names_and_marks_mean_what_the_english_ones_do(typed: str, meant: str) -> None:
    assert read_query(typed) == read_query(meant)
    assert read_query(typed)[1] == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("year:abc", "year:2023..2024"),
        ("年份：去年", "year:2023..2024"),
        ("date:2024-1", "date:2024-12"),
        ("status:done", "draft, review or published"),
        ("-year:soon 担保", "year:soon is looked for"),
        ("foo:bar", "fields are title:"),
        ("tilte:担保", "did you mean `title:`"),
        ("作者：张三", "fields are"),
        ("标体:担保", "did you mean `标题:`"),
        ('"没有收尾', "its quote is not closed"),
        ("“没有 收尾", "its quote is not closed"),
        ("标题：「没有 收尾", "its quote is not closed"),
        ("-“没有", "its quote is not closed"),
        ("标提：担保", "did you mean `标题:`"),
        ("年分：2024", "did you mean `年"),
        ("类别：增刊", "fields are"),
        ("担保 OR 保函", "-word leaves one out"),
        ("担保 NOT 湖北", "-word leaves one out"),
        ("担保 | 保函", "-word leaves one out"),
        ("担保*", "and parts of words"),
        ("标题：", "nothing stands behind the colon"),
        ("year:", "nothing stands behind the colon"),
        ("担保" * 501, "first 1,000 characters"),
    ],
)
def test_what_is_not_understood_is_said_and_looked_for_as_it_stands(text: str, says: str) -> None:
    (line,) = doubts_of(text)
    assert says in line
    assert parse_query(text).terms


@pytest.mark.parametrize(
    "text",
    [
        "担保", "2:8", "2：8 分险", "10:30", "担保：一年回顾", "市县一体化改革：示例篇", "https://example.org/a:b", "C:x", '甲"乙', '"甲"乙', "*",
        "-", "－", "——湖北", "—", "担保 and 保函", "“三农”服务", "“三农”", '""', "（一）", "", "　",
    ],
)  # fmt: skip
def test_ordinary_text_raises_no_doubt(text: str) -> None:
    assert doubts_of(text) == []


@given(st.text('-－:：“”"「」『』＂.～年标题份 　title2024', max_size=40) | st.text(max_size=40))
def test_a_query_of_marks_is_never_an_error_and_the_doubts_are_few(text: str) -> None:
    query, doubts = read_query(text)
    Matcher(query)
    assert len(doubts_of(text)) <= 4
    assert (
        all(doubt.text in text for doubt in doubts if "\n" not in text and "\t" not in text)
        or not text.isprintable()
    )


@pytest.mark.parametrize("mark", ["-", "“", ":", "标题：", "year:x ", "「", "foo:bar "])
def test_ten_thousand_characters_of_operators(mark: str) -> None:
    assert len(doubts_of(mark * 10_000)) <= 4
