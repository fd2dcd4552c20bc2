"""C-07: banks and their branches, offices, companies with 有限公司, associations and credit unions under several names."""

import itertools

import pytest

from briefing_tui.proof.proofread import Proofreader

READER = Proofreader()


def _told(text: str) -> list[str]:
    return [one.span.words for one in READER.read_text(text) if one.rule == "C-07" and one.span is not None]


SAME = [
    ("建设银行云岭分行", "建行云岭市分行"),
    ("中国人民银行青海省分行", "人民银行青海省分行"),
    ("中国邮政储蓄银行云岭县支行", "邮储银行云岭支行"),
    ("云岭省工业和信息化厅", "云岭省工信厅"),
    ("云岭市人力资源和社会保障局", "云岭市人社局"),
    ("青海省文化和旅游厅", "青海省文旅厅"),
    ("云岭县财政局", "云岭财政局"),
    ("青海省发展和改革委员会", "青海省发改委"),
    ("云岭文旅有限公司", "云岭文旅有限责任公司"),
    ("苍河绿源农业开发有限公司", "苍河绿源农业开发股份有限公司"),
    ("云岭省融资担保业协会", "云岭省担保协会"),
    ("云岭县农村信用合作联社", "云岭农信联社"),
    ("云岭市融资担保公司", "云岭市融资性担保公司"),
    ("国家融资担保基金", "国担基金"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_organisation_under_two_names(one: str, other: str) -> None:
    for first, second in itertools.permutations((one, other)):
        text = f"近日，调研组到{first}调研。\n据悉，{second}与有关单位签署协议。"
        assert _told(text) in ([one], [other])


@pytest.mark.parametrize(
    "deed", ["新增担保35亿元", "累计担保35亿元", "发放贷款2亿元", "支持农户800户", "召开会议"]
)
def test_a_short_name_ends_where_a_deed_begins(deed: str) -> None:
    assert _told(f"青海省农业信贷担保公司召开会议。今年以来，青海农担{deed}。") == ["青海农担"]
    assert _told(f"青海省再担保集团召开会议。今年以来，青海再担保{deed}。") == ["青海再担保"]


def test_what_is_done_in_a_place_is_no_name() -> None:
    assert _told("青海省担保集团召开会议。今年以来，青海担保新增35亿元。") == []


def test_a_short_name_is_told_in_another_paragraph_and_not_behind_the_long_one() -> None:
    assert _told("近日，国家开发银行召开会议，国开行将扩大投放。") == []
    assert _told("近日，国家开发银行召开会议。\n近日，国开行扩大投放。") == ["国开行"]
    assert _told("近日，云岭文旅有限公司获贷，云岭文旅公司扩大生产。") == []
    assert _told("近日，云岭文旅有限公司获贷。\n近日，云岭文旅公司扩大生产。") == ["云岭文旅公司"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建设银行云岭分行", "建行苍河分行"),
        ("建设银行云岭分行", "建设银行云岭支行"),
        ("中国人民银行", "人民银行"),
        ("云岭省财政厅", "云岭省科技厅"),
        ("云岭市财政局", "云岭市商务局"),
        ("青海省科技厅", "云岭省科学技术厅"),
        ("云岭融资担保有限公司", "苍河融资担保股份有限公司"),
        ("云岭文旅有限公司", "苍河文旅有限责任公司"),
        ("国家市场监督管理总局", "市场监管总局"),
        ("手工行业", "工商银行"),
        ("新建行政村", "建设银行"),
    ],
)
def test_two_organisations_are_left_alone(one: str, other: str) -> None:
    assert _told(f"近日，{one}召开会议。\n据悉，{other}签署协议。") == []
