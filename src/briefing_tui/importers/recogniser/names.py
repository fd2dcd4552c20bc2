"""What the names of bulletins and of those who make them look like, and letters that were spread out. Pure.

An ending is a positive sign: 财政厅办公室 is a department, 行业信息简报 a bulletin. A headline may end so too
(集团召开工作会), but says that something was done.
"""

import re

from briefing_tui.importers.report import squeeze
from briefing_tui.text.late_pattern import late

_BULLETIN = late(
    "[简快专月周旬季日年内校会院导喜捷通]报|双周报|[周月季会院专内特导]刊|半月刊|动态|信息|资讯|通讯|通信|要情|要闻|参考|参阅|情况|交流|[快简]讯|摘报|之窗"
    "|纪要|汇编|摘编|选编|文摘|之声|园地|[Ww]eekly|[Mm]onthly|[Nn]ewsletter|[Bb]ulletin|[Dd]igest"
    "|[簡專]報|快報|[週周月旬季日]報|[週周月季]刊|動態|資訊|通訊|參考|內刊|紀要"
)
_SUFFIX = r"(?:[ \u3000]*[（(][^（()）]{1,12}[）)])?\Z"
_ENDS = late(rf"(?:{_BULLETIN.pattern}|进展|观察|速递|纵览|要览|快递){_SUFFIX}")
_PAPER_ENDS = late(rf"(?:[报報刊]|纪要|紀要){_SUFFIX}")
_OFFICIAL = late("关于|關於|的(?:通知|通报|报告|函|决定|意见)")
"""What the titles of documents have and the names of bulletins have not."""
_ORGANISATION = late(
    r"(?:部|办|室|处|科|局|司|院|所|中心|公司|集团|证券|基金|保险|信托|[文妇残侨工社科商]联|[作科文]协|委|会|厅|站|组|编辑部|编委会|协会|银行|大学|学院|政府|报社|杂志社|出版社|联合?社|联盟|专班"
    r"|[总支大]队|馆|气象台|电视台|电台|小学|中学|高中|学校|街道|党校|分?厂|團|辦|處|廳|會|組|中心|政府|公司)\Z"
)
_WHOLE = late(
    r"(?:公司|集团|银行|联社|大学|学院|医院|法院|检察院|研究院|中学|小学|学校|党校|[协学商]会|联合会|总会|政府|委员会|[局厅]"
    r"|[文妇残侨工社科商]联|政府|集團|廳)\Z"
)
_PART = late(r"(?:[部处科室股组办處組辦])\Z")
_ASSEMBLY = late(r"(?:会议|大会|全会|論壇|论坛)\Z")
_DONE = late(
    "召开|召開|举办|舉辦|举行|走进|奔赴|签约|签署|签订|获评|荣获|获得|获批|入选|参加|出席|启动|慰问|考察|揭牌|来到|开展|莅临|会见|深入|圆满|顺利|部署"
    "|审议|投产|开工|落户|亮相|受邀|赴|看望|迎来|助力|传达|走访|成立|当选|组建|印发《|通过《|学习贯彻|受到|被评|连续|首[次个批]|正式|将[于在对]|已[于经]"
)
"""What a headline says of an organisation, and no name contains."""
DEPARTMENT_LIMIT = 24
"""Characters of the name of a department."""


def sounds_like_bulletin(text: str) -> bool:
    """Whether a name has a word that bulletins are called by."""
    return _BULLETIN.search(squeeze(text)) is not None and _OFFICIAL.search(text) is None


def ends_like_bulletin(text: str) -> bool:
    """Whether a name ends as names of bulletins do: what stands alone at the top of a text needs the stronger sign."""
    bare = squeeze(text)
    if _OFFICIAL.search(bare):
        return False
    return _PAPER_ENDS.search(bare) is not None or (_ENDS.search(bare) is not None and not is_headline(bare))


def is_department(text: str) -> bool:
    """A short line that ends like the name of a department or organisation, spread out or not; 各处室 is none, nor 来源：财政局."""
    bare = squeeze(text)
    return (
        1 < len(bare) <= DEPARTMENT_LIMIT
        and ":" not in bare
        and "：" not in bare
        and not bare.startswith(("各", "全体", "所有"))
        and _ORGANISATION.search(bare) is not None
        and not is_headline(bare)
    )


def is_whole(text: str) -> bool:
    """Whether a name ends as that of an organisation with departments of its own does: 银行, 集团公司, 财政局."""
    return _WHOLE.search(squeeze(text)) is not None


def is_part(text: str) -> bool:
    """Whether a name ends as that of a part of an organisation does: 信贷管理部, 办公室."""
    return _PART.search(squeeze(text)) is not None


def is_publisher(text: str) -> bool:
    """An organisation, or an assembly that has bulletins of its own."""
    bare = squeeze(text)
    return not (is_headline(bare) or ":" in bare or "：" in bare) and (
        _ORGANISATION.search(bare) is not None or _ASSEMBLY.search(bare) is not None
    )


def is_headline(text: str) -> bool:
    """Whether a short text says that something was done, or is the title of a document."""
    return _DONE.search(text) is not None or _OFFICIAL.search(text) is not None


def close_up(text: str, *, words: bool = False) -> str:
    """`行 业 信 息 简 报` without the blanks that only spread it; with `words` a wider blank among them stays one.

    Other text is returned as it is.
    """
    parts = re.split("([ \t\u3000]+)", text.strip())
    letters, blanks = parts[::2], parts[1::2]
    if len(letters) < 2 or any(len(letter) > 1 or letter.isascii() for letter in letters):
        return text
    if not words:
        return "".join(letters)
    narrow = min(map(_cells, blanks))
    gaps = ["" if _cells(blank) < 2 * narrow else " " for blank in blanks]
    return "".join(letter + gap for letter, gap in zip(letters, [*gaps, ""], strict=True))


def _cells(blank: str) -> int:
    return sum({"\u3000": 2, "\t": 4}.get(char, 1) for char in blank)
