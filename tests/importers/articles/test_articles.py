"""Articles as they are copied: title, body, source, link, unit and what is left out. All texts are our own."""

from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from briefing_tui.importers.articles.read import read_articles
from measures.costs import is_linear


class Case(NamedTuple):
    """What was copied and what it says."""

    name: str
    text: str
    title: str
    body: tuple[str, ...]
    source: str = ""
    unit: str = ""
    url: str = ""


LEAD = "12月16日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半。"
MORE = "截至11月底，直连业务累计放款12.6亿元，惠及小微企业830户。"
LAST = "下一步，集团将把直连系统推广到全部合作银行。"

NEWS = [
    Case(
        "one line under the title, editors at the end",
        f"示例省再担保直连系统上线\n2024-12-16 09:30 来源：示例日报 作者：李文\n　　{LEAD}\n　　{MORE}\n责任编辑：王小明\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        source="示例日报",
    ),
    Case(
        "crumbs, counters and buttons",
        "首页 > 新闻中心 > 行业动态\n\n示例省再担保直连系统上线\n\n发布时间：2024-12-16 来源：示例省财政局网站 浏览次数：1203 【字体：大 中 小】 打印\n\n"
        f"{LEAD}\n\n{MORE}\n\n【打印】 【关闭】\n上一篇：示例县召开会议\n下一篇：示例市出台办法\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        source="示例省财政局网站",
    ),
    Case(
        "the title of the page above that of the article",
        f"示例省再担保直连系统上线_要闻_示例财经网\n示例省再担保直连系统上线\n示例财经网 2024年12月16日 08:12\n{LEAD}\n{MORE}\n分享到：微信 微博\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        source="示例财经网",
    ),
    Case(
        "the source in brackets at the end, half-width marks",
        f"示例省再担保直连系统上线\n\n{LEAD.replace('，', ',')}\n\n{MORE}（来源：示例金融网）\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        source="示例金融网",
    ),
    Case(
        "a subtitle",
        f"数字化让担保更快一步\n——示例省再担保直连系统上线侧记\n来源:示例经济报　　记者:赵一\n{LEAD}\n{MORE}\n",
        "数字化让担保更快一步——示例省再担保直连系统上线侧记",
        (LEAD, MORE),
        source="示例经济报",
    ),
    Case(
        "the address of the page",
        f"示例省再担保直连系统上线\nhttps://news.example.org/2024/12/16/a1.html\n{LEAD}\n{MORE}\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        url="https://news.example.org/2024/12/16/a1.html",
    ),
    Case(
        "a dispatch names its agency",
        f"示例省再担保直连系统上线\n示例网12月16日电（记者 钱二）{LEAD}\n{MORE}\n（完）\n",
        "示例省再担保直连系统上线",
        (f"示例网12月16日电（记者 钱二）{LEAD}", MORE),
        source="示例网",
    ),
    Case(
        "labels on lines of their own",
        f"示例省再担保直连系统上线\n时间：2024-12-16\n来源：示例市融媒体中心\n字号：大 中 小\n\n{LEAD}\n{MORE}\n",
        "示例省再担保直连系统上线",
        (LEAD, MORE),
        source="示例市融媒体中心",
    ),
]
CHAT = [
    Case(
        "the line of an account",
        f"再担保直连系统来了\n原创 李文 示例担保 2024年12月16日 18:03 示例省\n\n{LEAD}\n\n{MORE}\n\n阅读原文\n",
        "再担保直连系统来了",
        (LEAD, MORE),
        source="示例担保",
    ),
    Case(
        "calls to follow above, credits below",
        f"点击蓝字 关注我们\n再担保直连系统来了\n示例担保 2024-12-16 18:03\n{LEAD}\n{MORE}\nEND\n编辑 | 李文\n审核 | 王明\n往期推荐\n",
        "再担保直连系统来了",
        (LEAD, MORE),
        source="示例担保",
    ),
    Case(
        "a source with a stroke",
        f"再担保直连系统来了\n\n{LEAD}\n\n{MORE}\n\n来源｜示例担保研究院\n编辑｜李文\n",
        "再担保直连系统来了",
        (LEAD, MORE),
        source="示例担保研究院",
    ),
    Case(
        "invisible characters and blank lines everywhere",
        f"再担保\u200b直连系统来了\n\u200b\n\u3000\n{LEAD}\n\u200b\n \n{MORE}\n\u2060\n— END —\n",
        "再担保直连系统来了",
        (LEAD, MORE),
    ),
    Case(
        "a digest's paragraph with its title in brackets",
        f"【再担保直连系统上线】{LEAD}{MORE}（示例早报）\n",
        "再担保直连系统上线",
        (f"{LEAD}{MORE}（示例早报）",),
    ),
    Case(
        "who wrote, in the last brackets",
        f"再担保直连系统来了\n{LEAD}\n{MORE}（供稿：示例市分公司 张文）\n点赞 在看\n",
        "再担保直连系统来了",
        (LEAD, MORE),
        unit="示例市分公司",
    ),
]
WORD = [
    Case(
        "a centred title, the unit below it, signature and date",
        f"　　　　　　关于再担保直连系统上线情况的报告\n\n　　{LEAD}\n　　{MORE}\n　　　　　　　　　　　　　　示例市分公司\n　　　　　　　　　　　　　　2024年12月16日\n",
        "关于再担保直连系统上线情况的报告",
        (LEAD, MORE),
        unit="示例市分公司",
    ),
    Case(
        "labels of a form",
        f"标题：再担保直连系统上线\n报送单位：业务管理部\n报送时间：2024年12月16日\n正文：\n{LEAD}\n{MORE}\n",
        "再担保直连系统上线",
        (LEAD, MORE),
        unit="业务管理部",
    ),
    Case(
        "heads of the official ladder",
        f"市县一体化改革的做法\n一、改革背景\n{LEAD}\n二、主要做法\n（一）建立专班。{MORE}\n（示例市分公司 供稿）\n",
        "市县一体化改革的做法",
        ("一、改革背景", LEAD, "二、主要做法", f"（一）建立专班。{MORE}"),
        unit="示例市分公司",
    ),
    Case(
        "a table of tabs",
        f"11月业务完成情况\n{LEAD}\n指标\t期末\t同比\n业务规模\t295.38亿元\t86.37%\n{LAST}\n",
        "11月业务完成情况",
        (LEAD, "| 指标 | 期末 | 同比 |", "| 业务规模 | 295.38亿元 | 86.37% |", LAST),
    ),
    Case(
        "one paragraph that begins with its title",
        f"1. 再担保直连系统上线。{LEAD}{MORE}\n",
        "再担保直连系统上线",
        (f"{LEAD}{MORE}",),
    ),
    Case(
        "a centred title in two lines",
        f"　　　　示例省再担保集团直连系统上线\n　　　　　　惠及小微企业八百余户\n　　{LEAD}\n　　{MORE}\n",
        "示例省再担保集团直连系统上线惠及小微企业八百余户",
        (LEAD, MORE),
    ),
]
MAIL = [
    Case(
        "a header, a greeting, a signature",
        "发件人: 张文 <zhang@example.org>\n发送时间: 2024年12月16日 10:12\n收件人: 简报编辑部\n主题: 报送信息：再担保直连系统上线\n\n各位老师：\n　　您好！现报送信息一条，请审阅。\n\n"
        f"再担保直连系统上线\n{LEAD}\n{MORE}\n\n此致\n敬礼\n\n张文\n示例市分公司 业务部\n电话：010-12345678\n",
        "再担保直连系统上线",
        (LEAD, MORE),
        unit="示例市分公司",
    ),
    Case(
        "the subject is the title",
        f"From: zhang@example.org\nTo: brief@example.org\nSubject: 转发：再担保直连系统上线\nDate: 2024-12-16 10:12\n\n{LEAD}\n\n{MORE}\n\n--\n张文\n示例县营业部\n",
        "再担保直连系统上线",
        (LEAD, MORE),
        unit="示例县营业部",
    ),
    Case(
        "quoted and wrapped by the mail program",
        "> 再担保直连系统上线\n>\n> 12月16日，示例省再担保集团与三家银行签署直连协议，业务办\n> 理时间缩短一半，流程由五步减为两步，资料由十二份减为\n> 四份，小微企业足不出户即可办理，全程网上留痕可追溯。\n>\n> （来源：示例日报）\n",
        "再担保直连系统上线",
        (
            "12月16日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半，流程由五步减为两步，资料由十二份减为四份，小微企业足不出户即可办理，全程网上留痕可追溯。",
        ),
        source="示例日报",
    ),
    Case(
        "thanks and a telephone number",
        f"编辑您好：\n再担保直连系统上线\n{LEAD}\n{MORE}\n谢谢！\n示例市分公司 张文\n13800000000\n",
        "再担保直连系统上线",
        (LEAD, MORE),
        unit="示例市分公司",
    ),
]
PDF = [
    Case(
        "lines cut at the measure",
        "再担保直连系统上线\n"
        "    12 月 16 日，示例省再担保集团与三家银行签署直连协议，业务\n办理时间缩短一半，流程由五步减为两步，资料由十二份减为四份，\n小微企业足不出户即可办理，全程网上留痕，可以随时查询办理进度。\n"
        "    下一步，集团将把直连系统推广到全部合作银行，并同步完善风\n险预警模型。\n",
        "再担保直连系统上线",
        (
            "12 月 16 日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半，流程由五步减为两步，资料由十二份减为四份，小微企业足不出户即可办理，全程网上留痕，可以随时查询办理进度。",
            "下一步，集团将把直连系统推广到全部合作银行，并同步完善风险预警模型。",
        ),
    ),
    Case(
        "a page number inside",
        "再担保直连系统上线\n12月16日，示例省再担保集团与三家银行签署直连协议，业务办理时\n- 3 -\n间缩短一半，流程由五步减为两步，资料由十二份减为四份，小微企\n业足不出户即可办理。\n来源：示例内参\n",
        "再担保直连系统上线",
        (
            "12月16日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半，流程由五步减为两步，资料由十二份减为四份，小微企业足不出户即可办理。",
        ),
        source="示例内参",
    ),
    Case(
        "a title in two lines that the first does not end",
        f"关于示例省再担保体系建设与运行情况的\n调研报告\n（2024年12月16日）\n{LEAD}\n{MORE}\n",
        "关于示例省再担保体系建设与运行情况的调研报告",
        (LEAD, MORE),
    ),
    Case(
        "a title in two lines above a byline",
        f"示例省再担保集团与三家银行签署\n直连协议\n示例省再担保集团 2024年12月16日\n{LEAD}\n{MORE}\n",
        "示例省再担保集团与三家银行签署直连协议",
        (LEAD, MORE),
        source="示例省再担保集团",
    ),
    Case(
        "full-width digits and stray blanks",
        "再担保直连系统上线\n截至１１月底， 直连业务累计放款１２．６亿元 ，惠及小微企业８３０户。\n下一步 ，集团将把直连系统推广到全部合作银行。\n摘自：示例年鉴\n",
        "再担保直连系统上线",
        (MORE, LAST),
        source="示例年鉴",
    ),
    Case(
        "a first sentence is the title when nothing else is",
        f"示例省再担保直连系统正式上线运行。{LEAD}\n{MORE}\n",
        "示例省再担保直连系统正式上线运行",
        (LEAD, MORE),
    ),
]
CASES = [*NEWS, *CHAT, *WORD, *MAIL, *PDF]


def test_there_are_thirty_kinds() -> None:
    assert len(CASES) == 30


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_copied_article(case: Case) -> None:
    (found,) = read_articles(case.text)
    assert found.title == case.title
    assert tuple(found.body.split("\n")) == case.body
    assert (found.source, found.unit, found.url) == (case.source, case.unit, case.url)


TITLE = "示例省再担保直连系统上线"
OTHER = "示例市出台担保费补贴办法"


@pytest.mark.parametrize(
    ("head", "tail", "source", "unit"),
    [
        (
            "原创\n示例担保\n示例担保\n2024年12月16日 18:03\n示例省\n",
            "微信扫一扫\n关注该公众号\n",
            "示例担保",
            "",
        ),
        ("信息来源：示例省金融局　　发布时间：2024-12-16 10:00　　点击数：88\n", "", "示例省金融局", ""),
        ("《示例日报》（2024年12月16日 第03版）\n", "", "示例日报", ""),
        ("本报记者 李文 通讯员 王明\n", "", "", ""),
        ("（业务管理部）\n", "", "", "业务管理部"),
        ("", "\n示例市分公司  2024年12月16日\n", "", "示例市分公司"),
        ("", "转载自：示例财经 https://example.org/x\n", "示例财经", ""),
        ("> 来源：[示例日报](https://example.org/a)\n", "", "示例日报", ""),
        ("来　源： 示例日报 　作　者： 李文\n", "责编：王五\n", "示例日报", ""),
        ("2024/12/16 09:00:12 来源: 示例新闻网 责任编辑: 张三\n", "", "示例新闻网", ""),
    ],
)
def test_lines_that_say_where_it_is_from(head: str, tail: str, source: str, unit: str) -> None:
    (found,) = read_articles(f"{TITLE}\n{head}{LEAD}\n{MORE}\n{tail}")
    assert (found.title, found.body, found.source, found.unit) == (TITLE, f"{LEAD}\n{MORE}", source, unit)


@pytest.mark.parametrize(
    "line",
    [
        "单位：万元",
        "会议时间：12月16日上午，地点在示例市",
        "示例集团召开会议 2024年12月16日",
        "附件：直连协议.pdf",
        "2024年12月16日，示例省再担保集团签约",
        "原因有三：来源不一，口径不同",
    ],
)
def test_a_line_of_the_text_says_nothing_of_it(line: str) -> None:
    (found,) = read_articles(f"{TITLE}\n{LEAD}\n{line}\n{MORE}\n")
    assert line in found.body.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        f"1. {TITLE}\n{LEAD}\n2. {OTHER}\n{MORE}\n",
        f"1.{TITLE}。{LEAD}\n2.{OTHER}。{MORE}\n",
        f"■ {TITLE}\n{LEAD}\n■ {OTHER}\n{MORE}\n",
        f"一、{TITLE}\n{LEAD}\n二、{OTHER}\n{MORE}\n",
        f"{TITLE}\n{LEAD}\n\n{OTHER}\n{MORE}\n",
        f"{TITLE}\n{LEAD}\n----------\n{OTHER}\n{MORE}\n",
        f"{TITLE}\n来源：示例日报 2024-12-16\n\n{LEAD}\n\n{OTHER}\n来源：示例晚报 2024-12-15\n\n{MORE}\n",
        f"【{TITLE}】{LEAD}\n【{OTHER}】{MORE}\n",
        f"【{TITLE}】\n{LEAD}\n\n【{OTHER}】\n{MORE}\n",
    ],
)
def test_several_articles_in_one_text(text: str) -> None:
    found = read_articles(text)
    assert [(one.title, one.body) for one in found] == [(TITLE, LEAD), (OTHER, MORE)]
    (together,) = read_articles(text, together=True)
    assert OTHER in together.body


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{LEAD}\n\n改革背景\n{MORE}\n\n主要做法\n{LAST}\n",
        f"{TITLE}\n{LEAD}\n1. 建立专班。{MORE}\n2. 优化流程。{LAST}\n",
        f"{TITLE}\n一、改革背景\n{LEAD}\n二、主要做法\n{MORE}\n",
        f"{TITLE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n",
        f"{LEAD}\n\n{MORE}\n",
    ],
)
def test_heads_inside_of_an_article_part_nothing(text: str) -> None:
    assert len(read_articles(text)) == 1


def test_nothing_is_lost_of_what_is_no_page() -> None:
    text = f"改革进行时\n{TITLE}\n来源：示例日报 2024-12-16\n{LEAD}\n{MORE}\n（记者 张文）\n"
    (found,) = read_articles(text)
    assert found.left == ("改革进行时", "（记者 张文）")
    assert (found.title, found.date, found.places) == (TITLE, "2024-12-16", 2)


def test_a_title_in_two_lines_is_no_article() -> None:
    assert [one.is_whole for one in read_articles("示例省再担保\n直连系统上线\n")] == [False]
    assert [one.is_whole for one in read_articles(f"{TITLE}\n{LEAD}\n")] == [True]
    assert read_articles(" \n\u200b\n\u3000\n") == ()


def test_what_acts_on_a_terminal_is_made_visible() -> None:
    (found,) = read_articles(f"\x1b[31m{TITLE}\x07\n[/]{LEAD}[@click=app.quit]\x00\n")
    assert found.title == f"␛[31m{TITLE}␇"
    assert "\x00" not in found.body
    assert "[@click=app.quit]" in found.body


@given(st.text(alphabet="题目。，\n　 1.一、（）【】来源：示例日报-—>2024-12-16|\t", max_size=200))
def test_any_text_gives_articles_and_no_error(text: str) -> None:
    for found in read_articles(text):
        assert found.title or found.body
        assert "\n" not in found.title


@pytest.mark.parametrize(
    "line",
    [
        "题目的一行",
        "来源：示例日报 2024-12-16",
        "（（（（（（（（",
        "> > > > > > ",
        "1. 标题",
        "——",
        "-----",
        LEAD,
    ],
)
def test_the_cost_is_linear(line: str) -> None:
    assert is_linear(lambda size: read_articles(f"{line}\n" * size), 400)
    assert is_linear(lambda size: read_articles(line * size), 400)
