"""Whether an item stood in an earlier issue: with an index, with none, with changed files; what is no repeat."""

from pathlib import Path

import pytest

from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.issue import Item
from disks.libraries import put
from disks.search_libraries import finder, issue

NEWS = (
    "示例市融资担保公司与样板银行签订银担合作协议，双方约定对小微企业贷款按二八比例分担风险，"
    "首批授信额度5亿元，覆盖制造业、农产品加工等领域的320家企业。"
)
OTHER = "本市举办创业担保贷款政策宣讲会，业务人员逐条讲解申请条件、贴息标准和办理流程，现场答复经营户的提问四十余条。"


def _library(root: Path) -> Path:
    put(root, issue(2023, 9, Item("银担合作协议正式签订", NEWS), Item("政策宣讲进社区活动", OTHER)))
    for number in range(1, 6):
        text = f"截至{number}月末，全市在保余额{number * 7 + 100}.{number}亿元，比上月增长{number}.3%，新增担保户数{number * 31}户，代偿率0.{number}%。"
        put(
            root, issue(2024, number, Item("全市担保业务运行情况", text), Item("", f"第{number}条别的消息。"))
        )
    return root


def _asked(found: Finder, *items: Item, number: int = 8) -> list[str]:
    return [str(one.address) if one else "" for one in found.earlier(issue(2024, number, *items))]


@pytest.mark.parametrize("way", ["index", "no cache", "not indexed", "changed since"])
def test_an_item_that_stood_in_an_earlier_issue_is_found(tmp_path: Path, way: str) -> None:
    root = _library(tmp_path / "library")
    found = finder(root, None if way == "no cache" else tmp_path / "cache")
    if way in {"index", "changed since"}:
        assert found.catch_up()
    if way == "not indexed":
        assert found.catch_up(index=False)
    if way == "changed since":
        put(root, issue(2023, 9, Item("空的", "空。"), Item("银担合作协议正式签订", NEWS)))
        found = finder(root, tmp_path / "cache", writable=False)
    place = "2023-09#2" if way == "changed since" else "2023-09#1"
    reworded = NEWS.replace("，双方约定", ",双方 约定").replace("首批授信", "首期授信")
    assert _asked(
        found,
        Item("银担合作协议正式签订", "完全另外的一段话。"),
        Item("换了标题的老消息", reworded),
        Item("另一件事情的标题", "税务部门发布新的申报指南，提示纳税人注意填报期限。" * 2),
        Item("银担合作", NEWS[:20]),
    ) == [place, place, "", ""]


def test_a_regular_report_and_a_standing_head_are_no_repeats(tmp_path: Path) -> None:
    found = finder(_library(tmp_path / "library"), tmp_path / "cache")
    found.catch_up()
    text = "截至6月末，全市在保余额142.6亿元，比上月增长6.3%，新增担保户数186户，代偿率0.6%。"
    assert _asked(found, Item("全市担保业务运行情况", text)) == [""]
    again = (
        text.replace("6月末", "5月末")
        .replace("142.6", "135.5")
        .replace("6.3", "5.3")
        .replace("186", "155")
        .replace("0.6", "0.5")
    )
    assert _asked(found, Item("全市担保业务运行情况", again)) == ["2024-05#1"]


def test_what_comes_later_and_the_issue_itself_are_no_earlier_ones(tmp_path: Path) -> None:
    root = _library(tmp_path / "library")
    put(root, issue(2025, 1, Item("年度表彰大会隆重召开", OTHER * 2)))
    put(root, issue(2024, 8, Item("年度表彰大会隆重召开", OTHER)))
    put(root, issue(2024, 2, Item("增刊里的一条消息标题", "略。"), kind="supplement"))
    found = finder(root, tmp_path / "cache")
    found.catch_up()
    assert _asked(found, Item("年度表彰大会隆重召开", "正在写。")) == [""]
    assert _asked(found, Item("增刊里的一条消息标题", "正在写。")) == [
        "2024-增2#1"
    ]  # the supplement's date is before
    assert _asked(found, Item("增刊里的一条消息标题", "正在写。"), number=1) == [""]


def test_readers_are_told_of_published_issues_alone(tmp_path: Path) -> None:
    root = _library(tmp_path / "library")
    put(root, issue(2024, 6, Item("只在草稿里的消息标题", NEWS * 2), status="draft"))
    editors = finder(root, tmp_path / "cache")
    editors.catch_up()
    assert _asked(editors, Item("只在草稿里的消息标题", "正在写。")) == ["2024-06#1"]
    readers = Finder(LibraryReader(str(root), published_only=True), str(tmp_path / "cache"), writable=False)
    assert _asked(readers, Item("只在草稿里的消息标题", "正在写。")) == [""]


def test_a_text_of_common_words_alone_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing_tui.library.search.earlier._RARE", 1)
    root = _library(tmp_path / "library")
    put(root, issue(2023, 8, Item("一", NEWS + OTHER), Item("二", OTHER + NEWS)))
    found = finder(root, tmp_path / "cache")
    found.catch_up()
    assert _asked(found, Item("三", NEWS)) != [""]


@pytest.mark.parametrize(
    "text", ["", "\n", "😀" * 40, "\u200b\u0301" * 60, '"AND" OR NEAR(*' * 9, "\ue000" * 50]
)
def test_any_text_is_asked_for_without_an_error(tmp_path: Path, text: str) -> None:
    found = finder(_library(tmp_path / "library"), tmp_path / "cache")
    found.catch_up()
    assert _asked(found, Item(text, text)) == [""]
