"""Saved web pages and mails: the article, and nothing of what stands round it."""

import pytest

from briefing_tui.importers import kinds
from briefing_tui.importers.documents import read_document, recognise_document
from briefing_tui.importers.evidence import Reading, Refused
from briefing_tui.importers.html.reader import read_html, read_mht
from briefing_tui.model.key import parse_key
from bulletins.bulletin_texts import FIRST, SECOND

PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>示例市上线再担保系统_示例新闻网</title><script>var 脚本=1;</script></head>
<body><div class="top-nav"><a href="/">首页</a><a href="/x">新闻</a></div><header><a href=/>示例网</a></header>
<div class="crumbs">当前位置：<a>首页</a> &gt; <a>要闻</a></div>
<div id="main"><h1>示例市上线<br>再担保系统</h1><div class="info"><span>2024-12-16 10:22</span> <span>来源：示例日报</span></div>
<div class="content"><p>　　{FIRST}<b>首笔</b>业务&nbsp;落地。</p><p>{SECOND}<br>下一步将推广。</p>
<p style="display: none">隐藏文字</p><p hidden>又藏</p><ul><li>第一，直连<li>第二，共享</ul><ol start="3"><li>三条<li>四条</ol>
<table><tr><th>指标</th><th colspan=2>数|量</th></tr><tr><td>笔数</td><td>300</td><td>好</td></tr></table>
<p><ruby>黎<rt>lí</rt></ruby>某<del>旧</del><img src="http://example.org/x.png"></p></div></div>
<div class="related-news"><a>相关一</a><a>相关二</a></div><div id="comment-list">评论一二三</div><footer>版权所有</footer><script>document.write("写入")</script></body></html>"""
ARTICLE = [
    "示例市上线", "再担保系统", "2024-12-16 10:22 来源：示例日报", f"{FIRST}首笔业务\xa0落地。", SECOND, "下一步将推广。", "• 第一，直连", "• 第二，共享",
    "3. 三条", "4. 四条", "| 指标 | 数｜量 |  |", "| 笔数 | 300 | 好 |", "黎某",
]  # fmt: skip


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_the_article_comes_without_what_stands_round_it() -> None:
    reading = read_html(PAGE.encode())
    assert texts(reading) == ARTICLE
    assert (reading.pictures, reading.hidden, reading.deleted) == (1, 6, 1)
    assert [line.level for line in reading.lines[:2]] == [1, 1] or reading.lines[1].level == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_encoding_is_what_the_page_says_or_what_fits(encoding: str) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"' if encoding == "gb18030" else "")
    assert texts(read_html(page.encode(encoding))) == ARTICLE
    assert texts(read_html(PAGE.replace('<meta charset="utf-8">', "").encode(encoding))) == ARTICLE


def test_pages_of_the_usual_kinds() -> None:
    wechat = f'<html><body><h1 id="activity-name">题目</h1><div id="js_content" style="visibility: hidden"><section><p>{FIRST}</p></section><section>{SECOND}</section></div><div class="comment_area">留言</div></body></html>'
    assert texts(read_html(wechat.encode())) == ["题目", FIRST, SECOND]
    layout = f"<table width=1000><tr><td><a>左</a><br><a>栏</a></td><td><table><tr><td><h2>题目</h2><p>{FIRST}{SECOND}</p></td></tr></table></td></tr></table>"
    assert [text for text in texts(read_html(f"<html><body>{layout}".encode())) if len(text) > 1] == [
        "题目",
        FIRST + SECOND,
    ]
    saved_by_word = f'<html xmlns:o="x"><body><p class=MsoNormal><span style="font-size:16pt">{FIRST}<o:p></o:p></span></p><p class=MsoNormal>{SECOND}</p></body></html>'
    assert texts(read_html(saved_by_word.encode())) == [FIRST, SECOND]


def test_a_page_that_is_all_links_is_read_whole() -> None:
    assert texts(
        read_html(
            "<html><body><ul><li><a href=x>第一条</a></li><li><a href=y>第二条</a></li></ul></body></html>".encode()
        )
    ) == ["• 第一条", "• 第二条"]
    with pytest.raises(Refused):
        read_html(b"<html><body><script>x</script></body></html>")


def mail(
    content: str,
    kind: str = "text/html",
    encoding: str = "quoted-printable",
    head: str = "Subject: =?utf-8?B?6aKY?=",
) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content(content, subtype=kind.partition("/")[2], charset="utf-8", cte=encoding)
    message["From"], message["To"], message["Date"] = (
        "a@example.org",
        "b@example.org",
        "Mon, 16 Dec 2024 10:00:00 +0800",
    )
    return head.encode() + b"\nMIME-Version: 1.0\n" + bytes(message)


def test_archives_of_pages_and_mails() -> None:
    assert (
        texts(read_mht(mail(PAGE, head="Snapshot-Content-Location: http://example.org/\nSubject: x")))
        == ARTICLE
    )
    assert texts(read_mht(mail(f"{FIRST}\n\n{SECOND}\n", "text/plain", "base64"))) == ["题", FIRST, SECOND]
    boundary = b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=bb\n\n--bb\nContent-Type: image/png\n\nxx\n--bb\nContent-Type: text/html; charset=gb2312\n\n"
    whole = boundary + f"<html><body><p>{FIRST}</p></body></html>".encode("gbk") + b"\n--bb--\n"
    assert texts(read_mht(whole)) == ["x", FIRST]
    with pytest.raises(Refused):
        read_mht(b"Subject: x\nContent-Type: image/png\n\nxx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", kinds.DOCX), (b"%PDF-1.4", kinds.PDF), (b"\xef\xbb\xbf\n%PDF-1.4", kinds.PDF), (b"{\\rtf1", kinds.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), kinds.OLD_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), kinds.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), kinds.LOCKED),
        (b"<?xml version='1.0'?><pkg:package>", kinds.FLAT), (b"<!DOCTYPE html><html>", kinds.HTML), ("<html>".encode("utf-16"), kinds.HTML),
        (mail("x"), kinds.MHT), ("示例：文\n主题：无\n".encode(), kinds.TEXT), (b"Note: x\nFrom: y\n", kinds.TEXT), (b"", kinds.TEXT),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert kinds.kind_of(data, "whatever.wps") == kind


def test_a_page_becomes_an_issue_whose_account_is_whole() -> None:
    issue, report = recognise_document(PAGE.encode(), name="page.html", key=parse_key("2031-07"))
    assert not [doubt for doubt in report.uncertain if "account" in doubt.text or "short of" in doubt.text]
    assert report.unseen.pictures == 1
    assert "1 picture not kept" in report.one_line()
    assert SECOND in str(issue)


def test_markdown_with_tags_stays_markdown() -> None:
    document = read_document("<p align=center>题</p>\n<p>二</p>\n<p>三</p>\n\n# 题\n".encode(), "a.md")
    assert document.marked_up
