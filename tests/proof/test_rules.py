"""Each rule: what it tells, at which place, with which fix; and what looks like it and is right."""

import datetime as dt
import re

import pytest

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.proof import proofread
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader, Switches
from briefing_tui.proof.rule_table import RULES
from briefing_tui.proof.terms import LIMIT, Term, Terms, read_terms
from measures.costs import cost

READER = Proofreader(own_terms())

WRONG = [
    # rule, text, the words told, the fix
    ("P-01", "工行,农行签约。", ",", "，"),
    ("P-01", "增长5%, 其中小微占多数。", ", ", "，"),
    ("P-01", "原因如下:一是利率下行。", ":", "："),
    ("P-01", "获评AAA,展望稳定。", ",", "，"),
    ("P-02", "第(三)阶段开始。", "(三)", "（三）"),
    ("P-02", "典型案例(2024)入围。", "(2024)", "（2024）"),
    ("P-02", "(1)加强管理。", "(1)", "（1）"),
    ("P-03", "会议（第二次)召开。", ")", "）"),
    ("P-03", "会议(第二次）召开。", "(", "（"),
    ("P-03", "出台《管理办法，自发布之日起施行。", "《", None),
    ("P-03", "推出“科技贷“产品。", "“", "”"),
    ("P-03", "推出”科技贷”产品。", "”", "“"),
    ("P-03", '推出"科技贷"产品。', '"科技贷"', "“科技贷”"),
    ("P-04", "项目完成.", ".", "。"),
    ("P-04", "占比达到5%.其中小微居多。", ".", "。"),
    ("P-04", "项目完成．下一步推进。", "．", "。"),
    ("P-05", "工行、农行等...", "...", "……"),
    ("P-05", "工行、农行…均已签约。", "…", "……"),
    ("P-05", "新阶段--高质量发展。", "--", "——"),
    ("P-06", "工行，，农行签约。", "，，", "，"),
    ("P-06", "签约完成，。", "，。", None),
    ("P-06", "签约完成。。", "。。", "。"),
    ("P-07", "工行、农行、等银行签约。", "、", ""),
    ("P-08", "推出“甲贷”、“乙贷”两项产品。", "“甲贷”、“乙贷”", "“甲贷”“乙贷”"),
    ("P-09", "（一）、建立机制", "（一）、", "（一）"),
    ("P-09", "（3）.建立机制", "（3）.", "（3）"),
    ("P-10", "1、建立机制", "1、", "1."),
    ("P-10", "三.建立机制", "三.", "三、"),
    ("P-12", "根据甲银发[2022]8号文件", "[2022]", "〔2022〕"),
    ("P-12", "根据甲银发(2022)8号文件", "(2022)", "〔2022〕"),
    ("P-14", "题为《读《公司法》有感》的文章", "《公司法》", "〈公司法〉"),
    ("P-14", "他说：“要落实“总对总”合作。”", "“总对总”", "‘总对总’"),
    ("P-16", "一是建机制；二是强管理。三是促落实；四是抓考核。", "。", "；"),
    ("P-16", "一是建立机制。\n二是强化管理；\n三是促进落实；\n四是抓好考核。", "。", "；"),
    ("N-01", "共２３家机构。", "２３", "23"),
    ("N-03", "费率为10～20%。", "10～20%", "10%～20%"),
    ("N-04", "额度为3—5亿元。", "3—5亿", "3亿—5亿"),
    ("N-06", "二〇二四年12月印发。", "二〇二四年", "2024年"),
    ("N-06", "2024年十二月十六日印发。", "2024年十二月十六日", "2024年12月16日"),
    ("N-07", "时间为3月10日-3月18日。", "-", "—"),
    ("N-07", "费率为1%-2%。", "-", "～"),
    ("N-07", "开放时间8:30-11:30。", "-", "—"),
    ("N-11", "按2: 8分担风险。", "2: 8", "2:8"),
    ("C-03", "一、背景\n二、做法\n四、效果", "四、", None),
    ("C-03", "一是建机制；三是促落实。", "三是", None),
    ("C-04", "2月30日召开。", "2月30日", None),
    ("C-04", "2023年2月29日召开。", "2023年2月29日", None),
    ("C-04", "14月3日召开。", "14月3日", None),
    ("C-04", "2024年12月16日（星期二）召开。", "2024年12月16日（星期二", None),
    ("C-04", "时间为3月18日至3月10日。", "3月18日至3月10日", None),
    ("C-04", "时间为3月18日至10日。", "3月18日至10日", None),
    ("C-04", "规划期为2025年至2021年。", "2025年至2021年", None),
    ("C-06", "新的的机制", "的的", None),
    ("C-06", "为公司公司提供服务", "公司公司", None),
    ("C-06", "由XX公司承办。", "XX", None),
    ("C-06", "金额为（待补）。", "（待补）", None),
    ("C-09", "身份证号11010519491231002X。", "11010519491231002X", None),
    ("C-09", "电话13800138000。", "13800138000", None),
    ("C-09", "卡号6222020200012345670。", "6222020200012345670", None),
    ("C-09", "邮箱a.b@example.com。", "a.b@example.com", None),
    ("W-01", "截止9月末共有23家。", "截止", None),
    ("W-01", "开立帐户一个。", "帐", None),
    ("W-01", "其它事项另行通知。", "其它", None),
]


@pytest.mark.parametrize(("rule", "text", "words", "fix"), WRONG)
def test_a_fault_is_told_at_its_place(rule: str, text: str, words: str, fix: str | None) -> None:
    found = [finding.span for finding in READER.read_text(text) if finding.rule == rule]
    assert [(span.words, span.fix) for span in found if span] == [(words, fix)]
    span = found[0]
    assert span is not None
    assert text[span.start : span.end] == words


RIGHT = [
    "比例为2:8，时间为上午9:30。",
    "网址为https://example.com/a?b=1，邮编810000。",
    "参加人数为1,234人。",
    "函数f(x)的值为0。",
    "第2.5节、版本2.0发布。",
    "银行等级评定、等额还款、等待期均有规定。",
    "“第一段没有说完。\n“第二段说完了。”",
    "题为《读〈公司法〉有感》的文章说：“要落实‘总对总’合作。”",
    "（一）建立机制\n（二）强化管理",
    "1.建立机制\n2.2024年目标\n3.强化管理",
    "（2022）京01民初123号判决书",
    "根据甲银发〔2022〕8号文件",
    "费率为10%～20%，额度为3亿—5亿元，第400～429页。",
    "农历2024年正月十五日",
    "2024-12-16印发，GB/T 9704-2012，电话0971-6123456。",
    "一步一步推进，为了了解情况，实实在在的成效，达到目的的手段，谢谢，人人有责。",
    "12月28日至1月3日放假，2023年12月28日至1月3日放假。",
    "一是建机制；二是强管理；三是促落实。",
    "2024年2月29日（星期四）召开。",
    "截至9月末，报名截止时间为12月1日，帐篷已送达，其他事项另行通知。",
    "金额13800138000元。",
    "电影《甲》《乙》和“丙”“丁”获奖。",
    "之一是人才，第一是安全。",
    "一名×姓男子、某××公司。",
    "共印16份、期限3+N年、票面利率2.59%。",
    "阿拉伯-伊斯兰国家、巴登-符腾堡州。",
    "",
    "\n\n",
    "|甲|乙|\n|1|2|",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [(finding.rule, finding.span) for finding in READER.read_text(text)] == []


DISAGREE = [
    ("C-01", "完成295.38亿元，占年度目标任务450亿元的66.64%。", "295.38亿元 ÷ 450亿元 = 65.64%"),
    ("C-01", "余额由100亿元增长到120亿元，增长25%。", "(120亿元 − 100亿元) ÷ 100亿元 = 20%"),
    ("C-01", "机构从81家减少至20家，减少60家。", "81家 − 20家 = 61家"),
    ("C-01", "收回60家许可证，1家移出名单，机构从82家减少至20家。", "82家"),
    ("C-01", "余额由120亿元增长到100亿元。", "120亿元"),
    ("C-01", "费率由1.5%降至1.2%，下降0.6个百分点。", "1.5% − 1.2%"),
    ("C-01", "甲市3家、乙市4家，合计8家。", "3家 + 4家 = 7家"),
    ("C-01", "共有机构20家，其中省级1家、市级11家和县级9家。", "1家 + 11家 + 9家 = 21家"),
    ("C-01", "完成295.38亿元，服务11.40万户，户均26.77万元。", "295.38亿元 ÷ 11.40万户 = 25.91万元"),
    ("C-01", "余额120亿元，同比增加20亿元，增长25%。", "= 20%"),
    ("C-01", "收入100万元，支出80万元，结余30万元。", "100万元 − 80万元 = 20万元"),
    ("C-01", "11个市各3家，共35家。", "11个 × 3家 = 33家"),
    ("C-01", "授信480亿元，远超500亿元的目标。", "480亿元"),
    ("C-01", "今年是120亿元，是上年40亿元的4倍。", "120亿元 ÷ 40亿元 = 3倍"),
    ("C-02", "19家银行中已签订协议的共有154家。", "154家"),
    ("C-02", "全年共20家，其中小微30家。", "30家"),
    ("C-02", "小微企业占比120%。", "120%"),
    ("C-02", "甲乙丙占比分别为40%、50%和30%。", "120%"),
]


@pytest.mark.parametrize(("rule", "text", "sum_"), DISAGREE)
def test_figures_that_do_not_follow_are_told_with_their_sum(rule: str, text: str, sum_: str) -> None:
    found = [finding for finding in READER.read_text(text) if finding.rule == rule]
    assert len(found) == 1
    assert sum_ in found[0].text


AGREE = [
    "完成295.38亿元，占年度目标任务450亿元的65.64%，同比增长86.37%。",
    "收回60家许可证，1家移出名单，机构数量从改革前的81家大幅减少至20家，形成以11家为骨干的体系。",
    "11家公司资本金合计达到60亿元，增长50%。其中不足5亿元的4个市增资到5亿元以上。",
    "获得授信680.61亿元，远超500亿元的预期目标。",
    "全年共20家，其中带动就业300人。",
    "在20家企业中推广，带动300家。",
    "近30家企业获得支持，占45家的60%。",
    "余额由100.4亿元增长到120亿元，增长19.5%。",
    "占全国的12%，占GDP总量的280%。",
    "发行规模10亿元，期限3年，利率2.59%，其中甲认购4亿元。",
    "收到341家单位的507个案例，83个案例脱颖而出，其中10家成功入围。",
    "6类35个制度模板，23项内容、66个要点，共计4组。",
    "共20家，其中国有12家，上市公司10家。",
]


@pytest.mark.parametrize("text", AGREE)
def test_figures_that_may_follow_are_left_alone(text: str) -> None:
    assert [finding.text for finding in READER.read_text(text) if finding.rule in {"C-01", "C-02"}] == []


def _issue(body: str, **head: object) -> Issue:
    masthead = Masthead(
        publisher="示例公司", title="示例简报", year=2024, number=14, date=dt.date(2024, 12, 16)
    )
    return Issue(masthead._replace(**head), sections=(Section("要闻", items=(Item("一个标题", body),)),))  # type: ignore[arg-type]


def test_a_day_after_the_issue_told_as_past_is_told() -> None:
    found = READER.read(_issue("12月20日，会议成功举行。会议将于12月25日再次举行。2025年3月1日起施行。"))
    assert [finding.span and finding.span.words for finding in found if finding.rule == "C-04"] == [
        "12月20日"
    ]


def test_the_same_day_is_last_years_in_a_january_issue() -> None:
    found = READER.read(_issue("12月20日，会议成功举行。", date=dt.date(2025, 1, 10), year=2025))
    assert [finding for finding in found if finding.rule == "C-04"] == []


def test_a_reference_to_an_item_that_is_not_there() -> None:
    found = READER.read(_issue("详见本期第3条，见【经验介绍】，见【要闻】。"))
    assert [finding.span and finding.span.words for finding in found if finding.rule == "C-03"] == [
        "详见本期第3条",
        "见【经验介绍】",
    ]


def test_number_and_date_against_the_issue_before() -> None:
    before = Masthead(year=2024, number=12, total=60, date=dt.date(2024, 12, 16))
    found = [finding for finding in READER.read(_issue("正文。", total=62), before) if finding.rule == "C-05"]
    assert len(found) == 3
    assert all(finding.level == "H" and finding.span is None for finding in found)


def test_two_names_of_one_organisation() -> None:
    found = READER.read(_issue("山西省再担保集团与银行签约。山西省再担保集团牵头，山西再担保与各方对接。"))
    assert [finding.span and finding.span.words for finding in found if finding.rule == "C-07"] == [
        "山西再担保"
    ]


def test_a_name_introduced_as_the_short_one_is_none() -> None:
    found = READER.read(
        _issue("山西省再担保集团（以下简称山西再担保）与银行签约。山西再担保牵头，山西再担保对接。")
    )
    assert [finding for finding in found if finding.rule == "C-07"] == []


def test_blanks_round_figures_are_compared_through_the_issue() -> None:
    few = READER.read(_issue("共10家、11家、12家、13家、14家、15家、16家、17家、18家、19家，另有 20家。"))
    assert [
        finding.span and (finding.span.words, finding.span.fix) for finding in few if finding.rule == "S-01"
    ] == [("有 2", "有2")]
    habits = READER.read(_issue("共 10 家，11 家。\n共12家、13家、14家。"))
    assert len([finding for finding in habits if finding.rule == "S-01"]) == 1


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    quiet = Proofreader(own_terms(), Switches(frozenset({"P-01", "C-05", "C-03"})))
    assert quiet.read_text("工行,农行") == ()


def test_findings_come_in_the_order_of_the_page() -> None:
    found = READER.read(_issue("工行,农行签约.其它事项(三)另行通知,,完毕。"))
    places = [finding.span.start for finding in found if finding.span and finding.span.field == "body"]
    assert places == sorted(places)
    assert len(places) >= 4


def test_every_rule_has_a_number_a_level_and_something_that_checks() -> None:
    for rule in RULES:
        assert rule.level in {"E", "H"}
        assert [rule.text, rule.informed, rule.whole].count(None) == 2


def test_thousands_of_terms_cost_little_more_than_a_few() -> None:
    few = read_terms({"term": [{"right": "截至", "wrong": ["截止#", "#号楼错"], "but": ["截止3号"]}]}, "few")
    assert list(_wrong(few, "截止9月，截止3号，5号楼错，截止")) == ["截止", "5号楼错"]
    words = [chr(0x4E00 + at) + chr(0x5E00 + at % 97) + "误" for at in range(LIMIT - 1)]
    many = Terms((*few.entries, *(Term("对", (word,)) for word in words)))
    assert _wrong(many, "截止9月" + words[4000] + words[7] * 2) == ["截止", words[4000], words[7], words[7]]
    text = "全市担保机构在保余额稳步增长，服务企业数量持续增加。" * 4
    one_by_one = re.compile("|".join(f"(?P<t{at}>{word})" for at, word in enumerate(words)))
    list(many.places(text))  # made once
    assert 20 * cost(lambda: list(many.places(text))) < cost(lambda: list(one_by_one.finditer(text)))


def _wrong(terms: Terms, text: str) -> list[str]:
    return [text[start:end] for start, end, _term in terms.places(text)]


def test_after_an_edit_only_the_paragraph_that_changed_is_read_again() -> None:
    line = "截至11月末，在保余额382.6亿元，较年初增加41.3亿元，增长12.1%，其他事项（含续保）另行通知。"
    lines = [f"{line * 5}第{number}段。" for number in range(60)]
    reader = Proofreader(own_terms())
    first = cost(lambda: Proofreader(own_terms()).read_text("\n".join(lines)))
    reader.read_text("\n".join(lines))
    edits = iter(range(1000))

    def edited() -> None:
        lines[30] = f"{line * 5}改第{next(edits)}次,完。"
        assert [finding.rule for finding in reader.read_text("\n".join(lines))] == ["P-01"]

    assert 4 * cost(edited) < first


def test_paragraphs_read_alone_give_what_the_whole_text_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(text for _rule, text, _words, _fix in WRONG)
    alone = READER.read_text(text)
    monkeypatch.setattr(proofread, "WRITTEN", 0)
    assert Proofreader(own_terms()).read_text(text) == alone
