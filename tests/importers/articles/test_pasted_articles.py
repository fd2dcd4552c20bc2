"""Articles pasted from other pages, messengers, mails and files than those of `test_articles`: what is read of each."""

import pytest

from briefing_tui.importers.articles.read import read_articles

A = "12月5日，示例县农业担保公司与样板农商行举行“担保+信贷”合作签约仪式，首批授信2亿元。"
B = "根据协议，双方将按照4:6的比例分担风险，单户贷款额度最高300万元，担保费率不超过0.5%。"
C = "据悉，该公司成立以来已累计支持新型农业经营主体1260户，在保余额8.6亿元。"
T = "示例县农担公司与样板农商行签约"


def wrap(t: str, n: int) -> str:
    return "\n".join(t[i : i + n] for i in range(0, len(t), n))


CASES: list[tuple[str, str, str, tuple[str, ...], str, str, str]] = [
    (
        "news time after title w/ clicks",
        f"{T}\n发布日期：2024年12月6日 15:20　　信息来源：县政府办　　点击数：356　字号：[ 大 中 小 ]\n{A}\n{B}\n{C}\n（编辑：王某）",
        T,
        (A, B, C),
        "县政府办",
        "",
        "",
    ),
    (
        "source link line",
        f"{T}\n\n来源：示例农村金融网\n2024-12-06\n\n{A}\n\n{B}\n\n{C}\n\n原文链接：https://www.example.com/news/202412/06.html",
        T,
        (A, B, C),
        "示例农村金融网",
        "",
        "https://www.example.com/news/202412/06.html",
    ),
    (
        "wechat account",
        f"{T}\n示例担保 2024年12月06日 17:30 示例\n点击蓝字 关注我们\n{A}\n{B}\n{C}\n\nEND\n\n来源：业务发展部\n编辑：小李\n审核：老王\n\n点个“在看”支持一下吧",
        T,
        (A, B, C),
        "业务发展部",
        "",
        "",
    ),
    (
        "wechat original tag",
        f"{T}\n原创 小编 示例农担 2024-12-06 08:00 发表于示例\n\n{A}\n\n{B}\n\n{C}\n\n阅读 1024\n\u200b喜欢此内容的人还喜欢",
        T,
        (A, B, C),
        "示例农担",
        "",
        "",
    ),
    (
        "word with red head",
        f"    {T}\n\n    {A}\n    {B}\n    {C}\n                        （示例县农担公司）\n                        2024年12月6日",
        T,
        (A, B, C),
        "",
        "示例县农担公司",
        "",
    ),
    (
        "mail reply header",
        f"发件人: 张三 <zs@example.com>\n发送时间: 2024年12月6日 9:12\n收件人: 简报编辑部\n主题: 投稿：{T}\n\n编辑老师您好：\n  现报送信息一条，请审阅。\n\n{T}\n  {A}\n  {B}\n  {C}\n\n--\n张三\n示例县农担公司 综合部\n电话：0971-1234567",
        T,
        (A, B, C),
        "",
        "示例县农担公司",
        "",
    ),
    (
        "pdf wrapped",
        f"{T}\n{wrap('　　' + A, 28)}\n{wrap('　　' + B, 28)}\n{wrap('　　' + C, 28)}\n— 3 —",
        T,
        (A, B, C),
        "",
        "",
        "",
    ),
    (
        "pdf hyphen page no",
        f"- 12 -\n{T}\n{wrap('    ' + A, 26)}\n{wrap('    ' + B, 26)}",
        T,
        (A, B),
        "",
        "",
        "",
    ),
    (
        "portal nav",
        f"当前位置：首页>>新闻资讯>>地方动态>>正文\n{T}\n时间：2024-12-06　来源：示例省财政厅　作者：　【打印本页】【关闭窗口】\n{A}\n{B}\n{C}\n附件：\n相关链接\n上一条：示例市召开会议\n下一条：样板县出台办法",
        T,
        (A, B, C),
        "示例省财政厅",
        "",
        "",
    ),
    (
        "title with site suffix",
        f"{T} - 示例网\n示例网 · 2024-12-06 10:10\n{A}\n{B}",
        T,
        (A, B),
        "示例网",
        "",
        "",
    ),
    (
        "source in first line",
        f"（来源：样板日报 2024年12月6日 第3版）\n{T}\n{A}\n{B}",
        T,
        (A, B),
        "样板日报",
        "",
        "",
    ),
    ("author line", f"{T}\n记者 王某 通讯员 李某\n{A}\n{B}\n{C}", T, (A, B, C), "", "", ""),
    (
        "agency",
        f"{T}\n\n样板网示例12月6日电（记者王某）{A}\n\n{B}",
        T,
        (f"样板网示例12月6日电（记者王某）{A}", B),
        "样板网",
        "",
        "",
    ),
    ("unit label", f"标题：{T}\n报送单位：示例县分公司\n正文：{A}\n{B}", T, (A, B), "", "示例县分公司", ""),
    (
        "unit in bracket end",
        f"{T}\n{A}\n{B}{C}（示例县分公司 供稿：张某）",
        T,
        (A, B + C),
        "",
        "示例县分公司",
        "",
    ),
    ("zero width", f"{T}\u200b\n\u200b{A}\n\ufeff{B}\u200b", T, (A, B), "", "", ""),
    ("nbsp indent", f"{T}\n\xa0\xa0\xa0\xa0{A}\n\xa0\xa0\xa0\xa0{B}", T, (A, B), "", "", ""),
    ("bracket title", f"【{T}】{A}{B}", T, (A + B,), "", "", ""),
    ("bold md", f"**{T}**\n\n{A}\n\n{B}", T, (A, B), "", "", ""),
    ("hash md", f"# {T}\n\n> 来源：示例财经\n\n{A}\n\n{B}", T, (A, B), "示例财经", "", ""),
    ("numbered item", f"3. {T}。{A}{B}", T, (A + B,), "", "", ""),
    ("only para", f"{A}{B}", A[:-1], (B,), "", "", ""),
    (
        "image captions",
        f"{T}\n来源：示例网\n图为签约仪式现场。 王某 摄\n{A}\n{B}",
        T,
        (A, B),
        "示例网",
        "",
        "",
    ),
    (
        "declaration",
        f"{T}\n{A}\n{B}\n声明：本网转载此文仅为传递信息，不代表本网观点。\n免责声明：如有侵权请联系删除。",
        T,
        (A, B),
        "",
        "",
        "",
    ),
    (
        "tags share",
        f"{T}\n2024-12-06 09:00:00 来源: 示例经济网 举报\n分享至\n{A}\n{B}\n特别声明：以上内容为用户上传。\n标签：担保 农业\n热门评论",
        T,
        (A, B),
        "示例经济网",
        "",
        "",
    ),
    ("chat copy", f"张三 2024/12/6 9:30:21\n{T}\n{A}\n{B}", T, (A, B), "", "", ""),
    (
        "date tail",
        f"{T}\n{A}\n{B}\n\n示例县农担公司\n二〇二四年十二月六日",
        T,
        (A, B),
        "",
        "示例县农担公司",
        "",
    ),
    (
        "title two lines centred",
        f"          示例县农担公司与样板农商行\n            举行合作签约仪式\n\n　　{A}\n　　{B}",
        "示例县农担公司与样板农商行举行合作签约仪式",
        (A, B),
        "",
        "",
        "",
    ),
    ("source behind dash", f"{T}\n{A}\n{B}\n——摘自《样板金融》2024年第11期", T, (A, B), "样板金融", "", ""),
    (
        "xinwen laiyuan short",
        f"{T}\n示例日报数字版\n{A}\n{B}\n(责编：王某、李某)",
        T,
        (A, B),
        "示例日报",
        "",
        "",
    ),
    (
        "url first",
        f"https://www.example.com/a/b.html\n{T}\n{A}\n{B}",
        T,
        (A, B),
        "",
        "",
        "https://www.example.com/a/b.html",
    ),
    (
        "table paste",
        f"{T}\n{A}\n指标\t数值\n授信\t2亿元\n{B}",
        T,
        (A, "| 指标 | 数值 |", "| 授信 | 2亿元 |", B),
        "",
        "",
        "",
    ),
]


MORE: list[tuple[str, str, str, tuple[str, ...], str, str, str]] = [
    (
        "related pages",
        f"{T}\n来源：示例晚报\n{A}\n{B}\n责任编辑：高某\n相关新闻\n银行下调利率",
        T,
        (A, B),
        "示例晚报",
        "",
        "",
    ),
    (
        "counts of a messenger",
        f"{T}\n示例拥军\n2031年3月9日 18:00 示例\n2人\n听全文\n{A}\n{B}\n供稿：创业服务科\n审核：大林\n分享\n收藏\n2\n在看",
        T,
        (A, B),
        "示例拥军",
        "创业服务科",
        "",
    ),
    (
        "head of a form",
        f"信息报送单\n报送单位：县财政局\n报送时间：2031年3月9日\n\n{T}\n{A}\n{B}",
        T,
        (A, B),
        "",
        "县财政局",
        "",
    ),
    ("name of the bulletin", f"示例县农担工作简报\n{T}\n{A}\n{B}\n－ 2 －", T, (A, B), "", "", ""),
    (
        "link that names its site",
        f"# {T}\n\n> 原文：[示例网](https://example.com/x)\n\n{A}\n\n{B}",
        T,
        (A, B),
        "示例网",
        "",
        "https://example.com/x",
    ),
    ("sender in a chat", f"小叶 10:32\n{T}\n{A}\n{B}", T, (A, B), "", "", ""),
    ("online document", f"{T}\n最后修改：2031年3月9日 · 由 小叶 编辑\n{A}\n{B}", T, (A, B), "", "", ""),
    (
        "labels in brackets",
        f"【标题】{T}\n【来源】示例晚报\n【链接】https://example.com/n\n【正文】\n{A}\n{B}",
        T,
        (A, B),
        "示例晚报",
        "",
        "https://example.com/n",
    ),
    (
        "warning of risks",
        f"{T}\n示例财经 2031-03-09 11:11:11\n{A}\n{B}\n风险提示：市场有风险，投资需谨慎。\n举报/反馈",
        T,
        (A, B),
        "示例财经",
        "",
        "",
    ),
]


def test_sources_below_each_part_several() -> None:
    found = read_articles(f"{T}\n{A}\n（来源：示例晚报）\n\n示例县建成零工市场\n{B}\n（来源：示例日报）")
    assert [(one.title, one.body, one.source) for one in found] == [
        (T, A, "示例晚报"),
        ("示例县建成零工市场", B, "示例日报"),
    ]


@pytest.mark.parametrize("case", [*CASES, *MORE], ids=[case[0] for case in (*CASES, *MORE)])
def test_a_pasted_article(case: tuple[str, str, str, tuple[str, ...], str, str, str]) -> None:
    _name, text, title, body, source, unit, url = case
    [article] = read_articles(text)
    assert (article.title, tuple(article.body.split("\n"))) == (title, body)
    assert (article.source.partition(" ")[0], article.unit, article.url) == (source, unit, url)
