"""Names of organisations outside the field of guarantees, made-up provinces; labels with a blank; 截止 before 发稿."""

import pytest

from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader

READER = Proofreader(own_terms())


def _told(text: str, rule: str) -> list[str]:
    return [one.span.words for one in READER.read_text(text) if one.rule == rule and one.span is not None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云岭省再担保集团", "云岭再担保"),
        ("云岭省农业信贷担保公司", "云岭农担公司"),
        ("云岭省信用担保集团公司", "云岭信用担保集团"),
        ("广东省云岭集团", "广东云岭集团"),
        ("广东云岭集团有限公司", "广东云岭集团"),
    ],
)
def test_one_organisation_under_two_names(one: str, other: str) -> None:
    text = f"近日，{one}召开会议，部署下半年工作。\n据悉，{other}与有关单位签署协议。"
    assert _told(text, "C-07") in ([one], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山西苍河建设投资集团", "山西苍河建设集团"),
        ("广东云岭投资集团", "广东云岭控股集团"),
        ("云岭省再担保集团", "苍河省再担保集团"),
        ("广东云岭集团", "广东云岭集团化管理办公室"),
    ],
)
def test_two_organisations_are_left_alone(one: str, other: str) -> None:
    assert _told(f"近日，{one}召开会议。\n据悉，{other}签署协议。", "C-07") == []


@pytest.mark.parametrize(("text", "words"), [("3 、加强领导。", ["3 、"]), ("共12 、13两期。", [])])
def test_a_label_with_a_blank_before_its_mark(text: str, words: list[str]) -> None:
    assert _told(text, "P-10") == words


def test_up_to_the_hour_of_print_is_a_time() -> None:
    assert _told("截止发稿时，道路已恢复通行。", "W-01") == ["截止发稿"]
