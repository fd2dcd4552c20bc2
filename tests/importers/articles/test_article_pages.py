"""More pages, messengers and mails as they are copied: what stands round a text is told from it. All texts are our own."""

from typing import NamedTuple

import pytest

from briefing_tui.importers.articles.read import read_articles
from briefing_tui.importers.pieces import pieces_of

L = "12月16日，示例省再担保集团与三家银行签署直连协议，业务办理时间缩短一半。"
M = "截至11月底，直连业务累计放款12.6亿元，惠及小微企业830户。"
T = "示例省再担保直连系统上线"
REPORT = "关于报送2024年12月信息的报告"


class Copied(NamedTuple):
    """A text as it was copied, and what is told by what stands round it."""

    text: str
    source: str = ""
    unit: str = ""


COPIED = {
    "1 dian": Copied(f"{T}\n本报示例市12月16日电 （记者李文）{L}\n{M}\n"),
    "2 gov": Copied(
        f"{T}\n2024年12月16日 14:20    来源： 示例日报\n【字体：大 中 小】打印本页\n\n{L}\n\n{M}\n\n【我要纠错】责任编辑：王某\n",
        source="示例日报",
    ),
    "3 xh": Copied(f"{T}\n2024-12-16 09:30:15\n来源：示例社\n分享到：\n\n{L}\n\n{M}\n", source="示例社"),
    "4 wx2": Copied(
        f"{T}\n\n示例担保\n\n2024年12月16日 10:30\n示例省\n听全文\n{L}\n{M}\n", source="示例担保"
    ),
    "5 wxsrc": Copied(
        f"{T}\n原创 李文 示例担保 2024-12-16 08:00\n以下文章来源于示例日报 ，作者李文\n{L}\n{M}\n",
        source="示例担保",
    ),
    "6 gongwen": Copied(
        f"关于报送2024年12月信息的报告\n\n集团公司：\n  现将直连系统上线情况报告如下：\n一、基本情况\n{L}\n二、下一步安排\n{M}\n特此报告。\n\n                示例市分公司\n                2024年12月16日\n",
        unit="示例市分公司",
    ),
    "7 mail": Copied(f"张老师，您好：\n附件是本周信息，请查收。\n\n{T}\n{L}\n{M}\n\n祝好！\n李文\n"),
    "8 pdf": Copied(f"行业信息简报 第14期\n{T}\n{L[:30]}\n- 2 -\n{L[30:]}\n{M}\n"),
    "9 toutiao": Copied(
        f"{T}\n示例财经\n12月16日 09:30 · 示例财经官方账号\n关注\n{L}\n{M}\n", source="示例财经"
    ),
    "10 sina": Copied(
        f"{T}\n2024年12月16日 09:30 示例财经\n\n示例财经APP 缩小字体 放大字体 收藏 微博 微信 分享\n{L}\n{M}\n",
        source="示例财经",
    ),
    "12": Copied(f"{T}\n{L}\n{M}（来源：示例日报 2024年12月16日）\n", source="示例日报"),
    "13": Copied(f"{T}\n{L}\n{M}\n——摘自《示例日报》2024年12月16日\n", source="示例日报"),
    "14": Copied(f"{T}\n来源 | 示例日报\n作者 | 李文\n编辑 | 王某\n{L}\n{M}\n", source="示例日报"),
    "15": Copied(f"{T}\n文章来源:示例日报  发布日期:2024-12-16  点击:120 次\n{L}\n{M}\n", source="示例日报"),
    "17": Copied(f"{T}\n{L}\n{M}\n信息来源：示例市分公司 撰稿：张文 审核：李明\n", source="示例市分公司"),
    "18a": Copied(f"{T}\n{L}\n{M}\n供稿：示例市分公司 张文\n", unit="示例市分公司"),
    "18b": Copied(f"{T}\n{L}\n{M}（业务管理部 张文）\n", unit="业务管理部"),
    "18c": Copied(f"{T}\n{L}\n{M}\n（通讯员 张文）\n"),
    "18d": Copied(
        f"{T}\n{L}\n{M}\n报送单位：示例市分公司\n报送人：张文\n联系电话：12345678\n报送日期：2024.12.16\n",
        unit="示例市分公司",
    ),
    "19": Copied(f"（一）{T}\n{L}\n{M}\n"),
    "20": Copied(f"【行业动态】{T}\n{L}\n{M}\n"),
    "21 link": Copied(f"{T} https://example.org/a/b.html\n{L}\n{M}\n"),
    "22 quoted src": Copied(f"{T}\n来源：“示例担保”微信公众号\n{L}\n{M}\n", source="“示例担保”微信公众号"),
    "23 spaces": Copied(f"  {T}  \n\n\n   来源：示例日报   \n\n　　{L}\n\n　　{M}\n\n\n", source="示例日报"),
    "24 crlf": Copied(f"{T}\r\n来源：示例日报\r\n{L}\r\n{M}\r\n", source="示例日报"),
    "25 date paren": Copied(f"{T}\n（2024年12月16日）\n{L}\n{M}\n"),
    "26 long kicker": Copied(f"深化改革进行时⑤\n{T}\n示例日报记者 李文\n{L}\n{M}\n"),
    "27 forwarded": Copied(
        f"---------- 转发邮件 ----------\n发件人：张文\n日期：2024年12月16日\n主题：{T}\n收件人：编辑部\n\n{L}\n{M}\n"
    ),
    "28 sub head no mark": Copied(f"{T}\n{L}\n主要做法\n{M}\n"),
    "29 list": Copied(f"{T}\n{L}\n1、甲公司\n2、乙公司\n{M}\n"),
}


@pytest.mark.parametrize("name", COPIED)
def test_what_stands_round_a_text(name: str) -> None:
    """Copied text, source and unit; the title and both paragraphs are always the same."""
    text, source, unit = COPIED[name]
    (piece,) = pieces_of(text, "copied").found
    item = piece.item
    assert item.title in {T, REPORT}
    assert (item.source, "、".join(item.units)) == (source, unit)
    paragraphs = item.body.split("\n")
    assert paragraphs[-1] in {M, "特此报告。"}
    assert item.title == REPORT or paragraphs[0].endswith(L[-12:])


def test_brackets_round_the_labels_of_a_notice_stay_in_its_text() -> None:
    body = "为提升服务水平，定于近期举办专题讲座，现将有关事项通知如下，请各单位组织参加。\n【时间】3月15日下午2时，签到时间为1时30分。\n【地点】市图书馆报告厅\n【内容】民法典解读与案例分析，由专家主讲。\n欢迎参加，名额有限，报满为止。"
    found = read_articles(f"关于举办讲座的通知\n\n{body}\n")
    assert [(one.title, one.body) for one in found] == [("关于举办讲座的通知", body)]


def test_figures_at_the_end_of_a_text_are_no_counts_of_a_messenger() -> None:
    text = "据统计，全县粮食总产量达到历史新高，同比增长3.2%，连续三年保持增长态势。\n小麦产量（万吨）\n120.5\n玉米产量（万吨）\n88.1"
    (one,) = read_articles(f"全县粮食产量再创新高\n{text}\n")
    assert (one.body, one.left) == (text, ())


@pytest.mark.parametrize("below", ["在看\n12", "收藏\n3", "2人划线", "阅读 1024"])
def test_counts_beside_the_buttons_of_a_messenger_are_left_out(below: str) -> None:
    text = "据统计，全县粮食总产量达到历史新高，同比增长3.2%，连续三年保持增长态势。"
    (one,) = read_articles(f"全县粮食产量再创新高\n{text}\n{below}\n")
    assert one.body == text
