"""Saved pages of the kinds that editors meet: a government's, a messenger's, a news portal's, one set by tables, an archive."""

import base64
import quopri

import pytest

from briefing_tui.importers.articles.read import read_articles
from briefing_tui.importers.documents import read_document
from briefing_tui.importers.text import page_kind
from measures.costs import is_linear

A = "12月5日，示例县农业担保公司与样板农商行举行“担保+信贷”合作签约仪式，首批授信2亿元，县政府有关负责人出席。"
B = "根据协议，双方将按照4:6的比例分担风险，单户贷款额度最高300万元，担保费率不超过0.5%，贷款期限最长三年。"
C = "据悉，该公司成立以来已累计支持新型农业经营主体1260户，在保余额8.6亿元，代偿率保持在1%以内。"
T = "示例县农担公司与样板农商行签约"
NAV = "".join(f'<li><a href="/c{i}.html">栏目{i}栏目</a></li>' for i in range(14))
REL = "".join(
    f'<li><a href="/n{i}.html">示例市召开第{i}次重要会议研究部署有关工作</a><span>2024-12-0{i}</span></li>'
    for i in range(1, 9)
)
GOV = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{T}"><meta name="PubDate" content="2024-12-06 10:20"><meta name="ContentSource" content="县政府办"><title>{T}-要闻动态-示例县人民政府</title></head><body><div class="wza"><a>无障碍浏览</a> <a>长者模式</a></div><div class="header"><img src=logo.png><h1>示例县人民政府门户网站</h1><ul class="mainmenu">{NAV}</ul><div>今天是2024年12月7日 星期六</div></div>
<div class="position">您当前所在位置：<a>首页</a>><a>政务公开</a>><a>要闻动态</a></div>
<div class="xl_main"><div class="xl_title">{T}</div><div class="xl_ly"><span>发布时间：2024-12-06 10:20</span><span>信息来源：县政府办</span><span>浏览次数：<b id=hits>233</b></span><span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div><div class="xl_content"><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style><p style="text-indent:2em">　　{A}</p><p>　　{B}</p><p align="center"><img src="a.jpg"></p><p align=center>图为签约仪式现场。王某 摄</p><p>　　{C}</p></div></div><div class="fj">附件：<a href="1.doc">合作协议.doc</a></div><div class="xl_bottom"><a>【打印本页】</a><a>【关闭窗口】</a></div><p>上一篇：<a>县政府召开常务会议</a></p><p>下一篇：<a>县领导调研</a></p></div>
<div class="footer_box"><p>主办：示例县人民政府办公室　承办：示例县政务服务中心</p><p>网站标识码：0000000000 示ICP备00000000号 示公网安备00000000000000号</p></div></body></html>"""
WECHAT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{T}"><title></title></head><body id="activity-detail"><div id="js_article"><div id="js_top_ad_area"></div><div class="rich_media_inner"><div id="page-content"><div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp"><h1 class="rich_media_title" id="activity-name">
 {T}
 </h1><div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo" class="rich_media_meta icon_appmsg_tag appmsg_title_tag weui-wa-hotarea">原创</span><span class="rich_media_meta rich_media_meta_text">小编</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">示例农担</a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text">2024-12-06 17:30</em><em id="js_ip_wording_wrp"><span id="js_ip_wording">示例</span></em></div><div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; "><section style="x"><section><p><strong>点击上方蓝字</strong>关注我们</p></section></section><section><p><span leaf="">{A}</span></p><p><br></p><p><span>{B}</span></p><section><img data-src="x"></section><p><span>{C}</span></p></section><section><p>END</p><p>来源：业务发展部</p><p>编辑：小李　审核：老王</p></section><p><img data-src=qr></p><p>长按识别二维码关注我们</p></div><div id="js_tags">标签</div></div></div></div></div><div id="js_pc_qr_code"><div>微信扫一扫<br>关注该公众号</div></div></div><script>var x=1</script></body></html>"""
PORTAL = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>{T}_要闻_示例新闻网</title></head><body><div class=top><a>登录</a><a>注册</a></div><div id=nav><ul>{NAV}</ul></div><div class="w1000"><div class="left_con"><div class="path"><a>首页</a> > <a>财经</a> > 正文</div><h1>{T}</h1><div class="date-source"><span class="date">2024年12月06日 15:32</span> <a class="source">示例经济报</a></div><div class="article" id="artibody"><p>　　原标题：{T}</p><p>　　{A}</p><div class="ad_in">广告<a>开户有礼</a></div><p>　　{B}</p><p>　　{C}</p><p class="show_author">责任编辑：王某 </p></div><div class="sharebox">分享到：<a>微信</a><a>微博</a></div><div class="tags">关键词 : <a>担保</a> <a>农业</a></div><div class="relnews"><h3>相关新闻</h3><ul>{REL}</ul></div></div><div class="right_con"><h3>热点排行</h3><ul>{REL}</ul><div>24小时滚动播报最新的财经资讯和视频，更多粉丝福利扫描二维码关注（sinafinance）</div></div></div><div class=foot>新闻网简介 | 广告服务 | 联系我们 Copyright 2024</div></body></html>"""
OLD = f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312"><TITLE>示例信息网--新闻中心</TITLE></HEAD><BODY bgcolor=#ffffff topmargin=0><TABLE width=778 align=center border=0><TR><TD><IMG src=top.gif></TD></TR><TR><TD><A href=1>首 页</A> | <A href=2>新闻中心</A> | <A href=3>政策法规</A> | <A href=4>联系我们</A></TD></TR></TABLE><TABLE width=778 align=center><TR><TD width=180 valign=top><TABLE><TR><TD>最新动态</TD></TR><TR><TD>·<A href=5>示例市召开会议</A></TD></TR><TR><TD>·<A href=6>样板县出台办法</A></TD></TR></TABLE></TD><TD width=598 valign=top><TABLE width=100%><TR><TD align=center><FONT size=5 color=red><B>{T}</B></FONT></TD></TR><TR><TD align=center><FONT size=2>2005-12-6 10:20:00　　来源：示例信息中心　　阅读：128次</FONT></TD></TR><TR><TD><FONT size=3>&nbsp;&nbsp;&nbsp;&nbsp;{A}<BR>&nbsp;&nbsp;&nbsp;&nbsp;{B}<BR><BR>&nbsp;&nbsp;&nbsp;&nbsp;{C}</FONT></TD></TR><TR><TD align=right>【<A href=javascript:window.print()>打印</A>】【<A href=javascript:window.close()>关闭</A>】</TD></TR></TABLE></TD></TR></TABLE><TABLE width=778 align=center><TR><TD align=center>版权所有：示例信息中心 技术支持：某公司<BR>地址：示例路1号 邮编：000000</TD></TR></TABLE></BODY></HTML>"""


def archive(page: str) -> bytes:
    """A page as a browser keeps it in one file."""
    subject = base64.b64encode(T.encode()).decode()
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.com/06.html\r\nSubject: =?utf-8?B?{subject}?=\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b1"\r\n\r\n\r\n----b1\r\n'
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(page.encode("gb18030")) + b"\r\n----b1--\r\n"


PAGES = {
    "government": (GOV.encode(), "县政府办", "2024-12-06"),
    "messenger": (WECHAT.encode(), "业务发展部", "2024-12-06"),
    "portal": (PORTAL.encode("gb18030"), "示例经济报", "2024年12月06日"),
    "tables": (OLD.encode("gb18030"), "示例信息中心", "2005-12-6"),
    "archive": (archive(PORTAL), "示例经济报", "2024年12月06日"),
    "archive of a government": (archive(GOV.replace("utf-8", "gb2312")), "县政府办", "2024-12-06"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_gives_title_text_source_and_date(name: str) -> None:
    data, source, date = PAGES[name]
    [article] = read_articles(read_document(data, f"{name}.html").text)
    assert (article.title, article.body.split("\n")) == (T, [A, B, C])
    assert (article.source, article.date) == (source, date)


@pytest.mark.parametrize(
    "blank", ["&emsp;", "&emsp;&emsp;", "&ensp;", "&thinsp;", "&#12288;&#8195;", "&nbsp;&emsp;", "&#8232;"]
)
def test_a_paragraph_of_nothing_but_blanks_is_none(blank: str) -> None:
    page = f"<html><body><p>{blank}</p><p>{blank}{A}</p><p>{blank}</p><table><tr><td>{blank}</td></tr></table></body></html>"
    assert [line.text for line in read_document(page.encode(), "page.html").lines] == [A]


@pytest.mark.parametrize("piece", ["<!---->", "<!-- 注 -->\n", "<!--", "<?xml?>", " \n", "<!-- <html> --> "])
def test_what_stands_before_a_page_takes_time_by_its_length(piece: str) -> None:
    assert is_linear(lambda times: page_kind(piece * times, "", "a.txt"), 300)
    assert page_kind(f"{piece.removesuffix('<!--') * 20}<HTML>", "", "a.txt") == "HTML"


def test_a_link_to_share_and_the_tools_below_an_article_are_no_text() -> None:
    page = PORTAL.replace("示例经济报</a>", '示例经济报</a> <a class="share">分享到微信</a>')
    assert page != PORTAL
    assert not [text for text in lines_of(page) if "分享到微信" in text]
    page = WECHAT.replace(
        '<div id="js_tags">', '<div class="rich_media_tool">阅读 100 赞</div><div id="js_tags">'
    )
    assert page != WECHAT
    assert not [text for text in lines_of(page) if "阅读 100" in text]


def lines_of(page: str) -> list[str]:
    return [line.text for line in read_document(page.encode(), "a.html").lines]
