"""The clean-up of pasted text: what each rule changes, and above all what it leaves alone."""

import re

import pytest
from hypothesis import example, given, strategies as st

from briefing_tui.text.characters import count
from briefing_tui.text.cleanup import (
    BREAKS,
    DIGITS,
    HIDDEN,
    LEAVINGS,
    LINES,
    MARKS,
    RULES,
    SOURCE,
    SPACES,
    TABLES,
    needed,
    source_of,
    tidy,
)
from briefing_tui.text.leavings import is_leaving
from measures.costs import is_linear

PASTED = (
    "　　示例省信用担保集团\u200b公司召开2024年度工作会议,\xa0部署明年担保业务.\n\n　\n"
    '提出"稳增长、防风险"的总体要求(以下简称要求).\n  \n'
    "会议指出 ，全年新增担保业务 295.38 亿元,同比增长86.37%;其中小微占比达到2:8的目标。"
)
TIDIED = """示例省信用担保集团公司召开2024年度工作会议，部署明年担保业务。
提出“稳增长、防风险”的总体要求（以下简称要求）。
会议指出，全年新增担保业务 295.38 亿元，同比增长86.37%；其中小微占比达到2:8的目标。"""


def test_a_web_page_comes_out_clean_and_says_by_which_rules() -> None:
    assert tidy(PASTED) == TIDIED
    assert set(needed(PASTED)) == {HIDDEN, SPACES, LINES, MARKS}


def test_clean_text_needs_nothing() -> None:
    assert needed(TIDIED) == ()
    assert needed("") == ()


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_can_be_left_out(rule: str) -> None:
    pasted = "担保,\u200b“增 信”１２笔\n\n第二段提出，\n全省推广。\n指标\t期末\n规模\t12\n分享到：微信\n（来源：示例日报）"
    assert rule in needed(pasted, last=True)
    others = [other for other in RULES if other != rule]
    assert rule in needed(tidy(pasted, others, last=True), last=True)
    assert rule not in needed(tidy(pasted, [rule], last=True), last=True)


@pytest.mark.parametrize(
    "text",
    [
        "比例为2:8，合计1,000.5元",
        "访问 http://example.com/a,b?c=1 即可",
        "函数f(x)与AAA, BBB",
        "Python 3.11, textual 8.2 (beta)",
        "v1.2.3",
        "时间为10:30",
        "公式(a+b)",
        'the "one" rule',
    ],
)
def test_marks_of_figures_words_and_addresses_stay(text: str) -> None:
    assert tidy(text, [MARKS]) == text


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("担保,再担保;增信:保证?好!", "担保，再担保；增信：保证？好！"),
        ("见附件(三)。", "见附件（三）。"),
        ("担保(2024)号", "担保（2024）号"),
        ('所谓"见贷即保".', "所谓“见贷即保”。"),
        ("增长86%,其中", "增长86%，其中"),
    ],
)
def test_marks_beside_han_become_full_width(text: str, tidied: str) -> None:
    assert tidy(text, [MARKS]) == tidied


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("担保公 司  本月", "担保公司本月"),
        ("张三 李四 王五", "张三 李四 王五"),
        ("张三　李四", "张三　李四"),
        ("示例集团 示例银行", "示例集团 示例银行"),
        ("示例集团部 示例银行", "示例集团部示例银行"),
        ("示例银行 示例集团部", "示例银行示例集团部"),
        ("张 三李四", "张三李四"),
        ("三李四 张", "三李四张"),
        ("增长 86.37 %", "增长 86.37 %"),
        ("　　首行缩进。 ", "首行缩进。"),
        ("指标\t期末\t同比", "指标\t期末\t同比"),
        ("a  b", "a b"),
        ("，\xa0\u2003后", "，后"),
    ],
)
def test_only_stray_blanks_go(text: str, tidied: str) -> None:
    assert tidy(text, [SPACES]) == tidied


WRAPPED = """示例省信用担保集团公司本月新增担保业务二百
九十五亿元，同比增长百分之八十六，其中小微
企业和三农业务占比超过八成，完成全年目标的
百分之六十五。
会议要求各单位抓好落实，认真总结今年以来的
经验做法，查找差距不足。"""


def test_text_wrapped_at_a_measure_is_joined_to_paragraphs() -> None:
    joined = tidy(WRAPPED, [BREAKS]).split("\n")
    assert len(joined) == 2
    assert "".join(joined) == WRAPPED.replace("\n", "")


def test_a_line_cut_inside_its_sentence_is_joined() -> None:
    assert tidy("会议提出，\n要抓好落实。", [BREAKS]) == "会议提出，要抓好落实。"
    assert tidy("第一句。第二句没有\n说完。", [BREAKS]) == "第一句。第二句没有说完。"
    assert tidy("the whole 。of it\nwas cut", [BREAKS]) == "the whole 。of it was cut"


@pytest.mark.parametrize(
    "text",
    [
        "一、改革背景\n本省自去年起试点。\n二、主要做法\n建立专班。",
        "再担保与银行直连系统上线\n昨日，系统上线。",
        "| 指标 | 期末 |\n| 规模 | 一百 |",
        "第一段完整。\n第二段完整。",
        "会议提出，\n\n要抓好落实。",
        "会议提出，\n一、加快进度\n二、防范风险",
        "主送：各子公司\n抄送：董事会",
        "　　没有句号的一段\n　　另一段",
        "第一段完整。　 \n\t第二段完整。",
    ],
)
def test_headings_tables_and_whole_paragraphs_keep_their_lines(text: str) -> None:
    assert tidy(text, [BREAKS]) == text


def test_line_breaks_at_either_end_stay() -> None:
    assert tidy("\n第一段。\n\n\n第二段。\n", [LINES]) == "\n第一段。\n第二段。\n"
    assert tidy("\n\n", [LINES]) == "\n"


@given(st.text(alphabet=st.sampled_from('汉字担保，。,.:()"“” \t\n\u3000\xa0\u200b12ab|一、'), max_size=60))
@example("1\t1|1\n1\t1")
@example("”。。。")
def test_nothing_is_lost_and_twice_changes_no_more(text: str) -> None:
    once = tidy(text)
    stops = re.sub("。{3,}", "", text)  # several are an ellipsis
    kept = [char for char in stops if char.isalnum() or char in "|、，。“”"]
    left = iter(once.replace("｜", "|"))  # a bar within a cell of what is a table now
    assert all(any(char == other for other in left) for char in kept), "a character is gone or out of order"
    assert tidy(once, [HIDDEN, LINES]) == once
    assert sum(map(str.isalnum, once)) == sum(map(str.isalnum, text))


@pytest.mark.parametrize(
    "evil",
    [
        "(" * 50_000,
        " " * 50_000 + "a",
        "汉 " * 25_000,
        '"' * 50_000,
        "1." * 25_000,
        "\n" * 50_000,
        "汉,\n" * 20_000,
        "来源：" * 20_000,
        "字号：大\n" * 12_000,
        "甲\t乙\n" * 12_000,
        "（" * 30_000 + "）",
        "'汉" * 20_000,
        "汉…" * 20_000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(evil: str) -> None:
    assert is_linear(lambda length: needed(evil[:length], last=True), len(evil) // 4)


def test_counts_are_of_han_and_of_all_but_blanks() -> None:
    assert count("担保 AAA 级，\t第3条\n〇\U00020000") == (7, 12)
    assert count("") == (0, 0)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("担\u2028保\u2029增\r\n信\r行\x0b业", "担\n保\n增\n信\n行\n业"),
        ("担\u00ad保\u180e增\ufffc信\u200d行\u3164业", "担保增信行业"),
        ("👨\u200d👩\u200d👧❤\ufe0f", "👨\u200d👩\u200d👧❤\ufe0f"),
    ],
)
def test_what_takes_no_room_goes_and_other_line_ends_are_line_ends(text: str, tidied: str) -> None:
    assert tidy(text, [HIDDEN]) == tidied


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("完成１２．５％，共１，０００元", "完成12.5%，共1，000元"),
        ("２０２４年１２月", "2024年12月"),
        ("获评５Ａ级", "获评5A级"),
        ("完成12.5％。", "完成12.5％。"),
        ("一二三", "一二三"),
        ("１．业务规模", "1.业务规模"),
        ("12．5亿元", "12.5亿元"),
        ("０１０－１２３４，２０２４／３／１", "010-1234，2024/3/1"),
    ],
)
def test_full_width_digits_become_half_width(text: str, tidied: str) -> None:
    assert tidy(text, [DIGITS]) == tidied


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("等...", "等……"),
        ("等......其他", "等……其他"),
        ("等。。。", "等……"),
        ("等…其他", "等……其他"),
        ("等……其他", "等……其他"),
        ("…其他", "……其他"),
        ("等．．．其他", "等……其他"),
        ("等···其他", "等……其他"),
        ("等・・・", "等……"),
        ("等⋯⋯其他", "等……其他"),
        ("⋯其他", "……其他"),
        ("张·李·王", "张·李·王"),
        ("loading...", "loading..."),
        ("1...5", "1...5"),
        ("所谓'见贷即保'", "所谓‘见贷即保’"),
        ("it's the editor's", "it's the editor's"),
        ("print('担保')", "print(‘担保’)"),
        ("the 'one' rule", "the 'one' rule"),
        ("\"要'稳'字当头\"", "“要‘稳’字当头”"),
    ],
)
def test_ellipses_and_single_quotes_become_full_width(text: str, tidied: str) -> None:
    assert tidy(text, [MARKS]).replace("（", "(").replace("）", ")") == tidied


@pytest.mark.parametrize(
    "line",
    [
        "分享到：",
        "分享到：微信 微博 QQ空间 更多",
        "【字体：大 中 小】【打印】【关闭】",
        "字号：[大 中 小]　打印本页　关闭窗口",
        "责任编辑：张某某",
        "（责任编辑：张某某）",
        "编辑：李某 审校：王某",
        "微信扫一扫分享",
        "扫一扫在手机打开当前页",
        "阅读原文",
        "点赞 在看 收藏 12",
        "上一篇：全省会议召开",
        "当前位置：首页 > 新闻 > 要闻",
        "浏览次数：120",
        "发布时间：2024-12-16 15:02 来源：示例网 浏览次数：120 字号：大 中 小",
        "长按识别二维码关注我们",
        "相关阅读：",
        "发自我的iPhone",
        "-----原始邮件-----",
        "— 3 —",
        "第 2 页 共 3 页",
        "错误！未找到引用源。",
        "示ICP备12345678号-1",
    ],
)
def test_lines_that_only_surround_a_text_go(line: str) -> None:
    assert is_leaving(line)
    assert tidy(f"第一段。\n{line}\n第二段。", [LEAVINGS]) == "第一段。\n第二段。"


@pytest.mark.parametrize(
    "line",
    [
        "分享到会经验的单位有三家。",
        "会议要求，各单位打印本页并存档。",
        "打印",
        "更多",
        "作者：张某某",
        "来源：示例日报",
        "时间：2024年12月16日",
        "抄送：各子公司",
        "12月16日",
        "联系人：张某某 电话：010",
        "| 分享到： | 微信 |",
        "关注民生，服务大局",
        "一、编辑工作",
        "编辑部：示例路1号。",
        "收藏品市场回暖",
    ],
)
def test_lines_of_a_text_stay(line: str) -> None:
    assert tidy(f"第一段。\n{line}\n第二段。", [LEAVINGS]) == f"第一段。\n{line}\n第二段。"


def test_the_header_of_a_mail_goes_and_single_labels_stay() -> None:
    header = "发件人：甲\n收件人：乙\n发送时间：2024年12月16日\n主题：供稿"
    assert tidy(f"{header}\n正文。", [LEAVINGS]) == "正文。"
    assert tidy("收件人：乙\n主题：供稿\n日期：12月\n正文。", [LEAVINGS]).startswith("收件人")


@pytest.mark.parametrize(
    ("text", "rest", "source"),
    [
        ("正文。\n（来源：示例日报）", "正文。", "示例日报"),
        ("正文。（来源：示例日报）\n\n", "正文。", "示例日报"),
        ("正文。\n来源：示例日报", "正文。", "示例日报"),
        ("正文。\n来源丨示例发布", "正文。", "示例发布"),
        ("正文。\n信息来源: 《示例日报》", "正文。", "《示例日报》"),
        ("正文。\n（来源：示例日报）\n责任编辑：张某", "正文。", "示例日报"),
        ("正文。\n资金来源：财政拨款。", None, ""),
        ("正文。\n来源：示例日报 作者：张某", None, ""),
        ("来源于实践。", None, ""),
        ("正文（见附件）", None, ""),
    ],
)
def test_the_source_at_the_end_is_told_and_taken(text: str, rest: str | None, source: str) -> None:
    assert source_of(text) == source
    assert tidy(text, [LEAVINGS, SOURCE], last=True) == (text if rest is None else rest)
    assert tidy(text, [SOURCE]) == text


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("指标\t期末\n规模\t12", "| 指标 | 期末 |\n| 规模 | 12 |"),
        (
            "表前。\n指标\t期末\t\n规模\t\t5%\n户数\t3\n表后。",
            "表前。\n| 指标 | 期末 |  |\n| 规模 |  | 5% |\n| 户数 | 3 |  |\n表后。",
        ),
        ("甲|乙\t丙\n丁\t戊", "| 甲｜乙 | 丙 |\n| 丁 | 戊 |"),
        ("\t2023\t2024\n收入\t1\t2", "|  | 2023 | 2024 |\n| 收入 | 1 | 2 |"),
        ("指标\t期末", "指标\t期末"),
        ("1.\t第一\n2.\t第二", "1.\t第一\n2.\t第二"),
        ("\t首行缩进。\n\t另一段。", "\t首行缩进。\n\t另一段。"),
    ],
)
def test_rows_parted_by_tabs_become_rows_of_a_table(text: str, tidied: str) -> None:
    assert tidy(text, [TABLES]) == tidied


def test_a_tab_behind_the_mark_of_a_list_is_stray() -> None:
    assert tidy("1.\t第一。\n一、\t背景\n•\t要点", [TABLES, SPACES]) == "1. 第一。\n一、背景\n• 要点"


def test_an_empty_last_line_goes_where_nothing_stands_below() -> None:
    assert tidy("第一段。\n\n", [LINES], last=True) == "第一段。"
    assert needed("第一段。\n", last=True) == (LINES,)
    assert needed("第一段。\n") == ()
