"""C-03: lists over paragraphs, phases and clauses that do not count on; counts beside lists; references; contents beside what follows."""

import datetime as dt

import pytest

from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.proof.proofread import Proofreader

READER = Proofreader()


def _told(text: str) -> list[str]:
    return [one.span.words for one in READER.read_text(text) if one.rule == "C-03" and one.span is not None]


LISTS = [
    ("一是强化走访。\n二是优化流程。\n四是压降费率。", "四是"),
    ("主要做法：一是强化走访。\n二是优化流程。\n二是压降费率。", "二是"),
    ("①强化走访。\n②优化流程。\n④压降费率。", "④"),
    ("第一，强化走访。\n第三，优化流程。", "第三，"),
    ("第一阶段：建立专班；第三阶段：全面验收。", "第三阶段"),
    ("第一步，建立专班。\n第三步，全面验收。", "第三步"),
    ("第一条 为规范保后管理，制定本办法。\n第三条 本办法自印发之日起施行。", "第三条"),
    ("第一章 总则\n为规范管理。\n第三章 附则\n自印发之日起施行。", "第三章"),
    ("其一，强化走访；其二，优化流程；其四，压降费率。", "其四，"),
    ("第一部分　背景\n机构小。\n第三部分　成效\n规模增长。", "第三部分"),
    ("表1 规模\n| 余额 | 3 |\n表3 费率\n| 费率 | 1 |", "表3"),
    ("一、背景\n机构小而散。\n一、做法\n建立专班。\n二、成效\n规模增长。", "一、"),
    ("1.强化走访。\n1.优化流程。\n2.压降费率。", "1."),
    ("会议要求，一是强化走访；一是优化流程；二是压降费率。", "一是"),
]


@pytest.mark.parametrize(("text", "words"), LISTS)
def test_labels_that_do_not_count_on(text: str, words: str) -> None:
    assert _told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "一是强化走访。\n二是优化流程。\n三是压降费率。",
        "一、背景\n一是机构小。二是机构散。\n二、做法\n一是建专班。\n二是抓验收。",
        "工作动态\n1.强化走访。\n经验介绍\n1.优化流程。\n2.压降费率。",
        "三是优化流程。\n四是压降费率。",
        "第二条 本办法适用于子公司。\n第五条 保后检查每季一次。",
        "第一条 为规范保后管理，制定本办法。\n……\n第五条 保后检查每季一次。",
        "第一条措施已落地。\n第三条措施正在推进。",
        "抓好三要素。\n二要压实责任。",
        "① 强化走访。\n② 优化流程。",
    ],
)
def test_labels_that_are_right(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("会议提出三点意见：一是强化走访；二是优化流程；三是压降费率；四是抓好回访。", "三点意见"),
        ("会议提出四点要求。一要强化走访；二要优化流程；三要压降费率。", "四点要求"),
        ("他谈了两点体会：第一，贵在坚持；第二，重在落实；第三，难在创新。", "两点体会"),
        ("他强调三点：一是走访；二是对接。", "三点"),
        ("抓好五个方面的工作，一是走访；二是对接；三是放款。", "五个方面的工作"),
        ("公司采取5项措施：（1）走访；（2）对接；（3）放款。", "5项措施"),
        ("主要体现在三个方面：①规模；②质量；③效率；④结构。", "三个方面"),
        ("会议提出三点意见：\n一是强化走访。\n二是优化流程。", "三点意见"),
        ("现将做法归纳为以下四个方面：\n一、强化走访\n逐户对接。\n二、优化流程\n一次办结。", "四个方面"),
        ("下一步抓好以下三项工作：\n1.强化走访。\n2.优化流程。\n3.压降费率。\n4.抓好回访。", "三项工作"),
    ],
)
def test_counts_beside_their_lists(text: str, words: str) -> None:
    assert _told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "会议提出三点意见：一是强化走访；二是优化流程；三是压降费率。",
        "会议提出三点意见：\n一是强化走访。\n二是优化流程。\n三是压降费率。\n会后，各单位抓好落实。",
        "会议提出四点建议。一是坚持以改革促发展。",
        "推进五大体系建设：一是建章立制；二是抓好试点。",
        "五个市州的做法：一是强化走访；二是优化流程。",
        "近三年主要做法：一是强化走访；二是优化流程。",
        "会议三点开始：一是传达精神；二是部署工作。",
        "采取三项措施：一是强化走访；二是优化流程；三是压降费率。成效有二：一是规模增长；二是费率下降。",
        "提出两点要求：一是强化走访。（1）逐户对接；（2）逐项销号；（3）逐月通报。二是优化流程。",
    ],
)
def test_counts_that_are_right(text: str) -> None:
    assert _told(text) == []


ITEMS = "1.再担保签约。\n2.培训班开班{}。\n3.系统上线。"


@pytest.mark.parametrize(
    "words", ["（详见第5条）", "（见第5条信息）", "（参见本期第五条）", "，详见本期第5条"]
)
def test_references_to_items_that_are_not_there(words: str) -> None:
    assert len(_told(ITEMS.format(words))) == 1
    issue = Issue(
        Masthead(title="简报", year=2024, number=9, date=dt.date(2024, 6, 20)),
        sections=(Section("动态", items=(Item("一", f"培训班开班{words}。"), Item("二", "系统上线。"))),),
    )
    assert [one.rule for one in READER.read(issue)] == ["C-03"]


@pytest.mark.parametrize(
    "words", ["（详见第3条）", "（见《办法》第5条）", "，违约责任见第5条规定", "（第5条信息另附）"]
)
def test_references_that_are_right(words: str) -> None:
    assert _told(ITEMS.format(words)) == []


def test_a_list_inside_an_item_is_no_list_of_items() -> None:
    items = tuple(Item(f"第{at}则", "公司召开会议。") for at in range(6))
    body = "下一步：\n1.走访。\n2.对接（详见第5条）。\n3.放款。"
    issue = Issue(
        Masthead(title="简报", year=2024, number=9, date=dt.date(2024, 6, 20)),
        sections=(Section("动态", items=(*items, Item("末则", body))),),
    )
    assert [one.rule for one in READER.read(issue) if one.rule == "C-03"] == []


def test_references_to_parts() -> None:
    text = "一、背景\n详见{}。\n二、做法\n建立专班。\n三、成效\n规模增长。"
    assert _told(text.format("第五部分")) == ["第五部分"]
    assert _told(text.format("第三部分")) == []


CONTENTS = "本期目录\n1. 再担保签约\n2. {}\n3. 系统上线\n1. 再担保签约\n双方签约。\n2. 培训班开班\n学员到场。\n3. 系统上线\n运行平稳。"


def test_contents_beside_what_follows() -> None:
    assert _told(CONTENTS.format("培训班结业")) == ["培训班结业"]
    assert _told(CONTENTS.format("培训班开班")) == []
    assert _told(CONTENTS.format("培训班开班 ……… 3")) == []


@pytest.mark.parametrize(
    "text",
    [
        "目录\n· 再担保签约\n· 培训班结业\n· 系统上线\n\n【再担保签约】\n双方签约。\n【系统上线】\n运行平稳。",
        "目　录\n一、再担保签约\n二、培训班结业\n三、系统上线\n\n一、再担保签约\n双方签约。\n二、系统上线\n运行平稳。",
    ],
)
def test_contents_with_one_entry_more(text: str) -> None:
    assert _told(text) == ["培训班结业"]


@pytest.mark.parametrize(
    "text",
    [
        "本期目录\n- 行业动态\n - 担保行业动态\n- 经验介绍\n - 一体化改革\n\n【行业动态】\n1.签约。\n【经验介绍】\n一体化改革\n取得成效。",
        "目录\n再担保签约\n培训班开班\n\n正文另附。",
        "目录见附件。\n1.签约。\n2.开班。\n3.上线。",
    ],
)
def test_contents_that_are_left_alone(text: str) -> None:
    assert _told(text) == []
