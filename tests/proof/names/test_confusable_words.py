"""W-01: the words that come along, and words of two right uses where what stands round them decides."""

import itertools

import pytest

from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from briefing_tui.proof.terms import Term, Terms

READER = Proofreader(own_terms())


def _told(text: str) -> list[str]:
    return [one.span.words for one in READER.read_text(text) if one.rule == "W-01" and one.span is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("要建全考核机制。", "建全"),
        ("及时批露经营情况。", "批露"),
        ("活动由协会主辨。", "主辨"),
        ("工作取得明显成效，倍受好评。", "倍受"),
        ("公司按排专人对接。", "按排"),
        ("各部门必需严格执行。", "必需严格"),
        ("维护股东合法权力。", "合法权力"),
        ("把权利关进制度的笼子。", "权利关进"),
        ("如实反应经营情况。", "如实反应"),
        ("小额货款业务稳步增长。", "小额货款"),
        ("请登陆系统查询。", "登陆系统"),
        ("会议纪录已归档。", "会议纪录"),
        ("规模创历史新记录。", "新记录"),
        ("报名于12月20日截至。", "截至"),
        ("公司即要支持发展，又要守住底线。", "即"),
        ("他们象爱护眼睛一样爱护信誉。", "象"),
        ("象这样的案例还有很多。", "象"),
        ("大家渡过了一个充实的周末。", "渡过"),
        ("发放宣传资料五百余分。", "分"),
        ("签订120分合同。", "分"),
        ("截至10月未，在保余额12亿元。", "未"),
        ("截至年未，不良率下降。", "未"),
    ],
)
def test_confusable_words(text: str, words: str) -> None:
    assert _told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "民建全会召开，福建全省联动。",
        "各部门解决对接难题。",
        "资金关注人才，吸纳人才入库。",
        "生活必需品由企业供应，所必需的资金已到位。",
        "新品发布倍受鼓舞。",
        "第一批露营基地获贷。",
        "贴息业务既便捷又划算。",
        "随即要求各单位整改，又要求通报。",
        "抽象这样的概念，气象一样重要，象征这样的精神。",
        "公司渡过难关，一年来稳步增长。",
        "比赛得分五分，会议用时三十分。",
        "协议一式三份，双方各执一份。",
        "10月未发生代偿，当年未新增不良。",
        "截至目前，报名已截止。",
        "庄严历史时刻，盘活历史遗存。",
        "周末能办，期末能结。",
        "平台介绍产品，书记要求抓落实。",
        "十分但书面材料不全。",
    ],
)
def test_words_that_are_right(text: str) -> None:
    assert _told(text) == []


def test_no_right_word_of_the_list_is_told() -> None:
    for term in own_terms().entries:
        assert _told(term.right) == [], term


def test_every_wrong_form_of_the_list_is_told_unless_a_longer_one_is() -> None:
    for form in itertools.chain.from_iterable(term.wrong for term in own_terms().entries):
        assert _told(f"“{form.replace('#', '3')}”"), form


def test_no_wrong_form_stands_twice_in_the_list() -> None:
    forms = sorted(itertools.chain.from_iterable(term.wrong for term in own_terms().entries))
    assert [one for one, other in itertools.pairwise(forms) if one == other] == []


def test_terms_of_one_and_two_characters_and_with_digits() -> None:
    terms = Terms((Term("甲", ("乙",), but=("乙丁",)), Term("丙丙", ("乙丙", "#月#")), Term("戊", ("己#",))))
    found = [(start, end, term.right) for start, end, term in terms.places("乙丙、乙、乙丁、3月4、己5、己")]
    assert found == [(0, 2, "丙丙"), (3, 4, "甲"), (8, 10, "丙丙"), (12, 13, "戊")]


def test_without_terms_no_words_are_told() -> None:
    assert [one.rule for one in Proofreader().read_text("象这样的案例还有很多。")] == []
