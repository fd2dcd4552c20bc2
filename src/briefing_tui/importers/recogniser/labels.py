"""Labelled fields: 期号：, 编发单位：, 签发：, 主送： and what stands behind them. Pure.

A label is one of the known words before a colon, its letters spread out or not (签　发：), at the head of a line or
behind a blank. Several may share a line. What a label says of itself is certain; nothing here is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefing_tui.importers.recogniser.names import is_department
from briefing_tui.importers.report import squeeze
from briefing_tui.text import numerals
from briefing_tui.text.late_pattern import Signed, late

NUMBER, TOTAL, YEAR, DATE = "number", "total", "year", "date"
DEPARTMENT, PUBLISHER, TITLE, MARKING = "department", "publisher", "title", "marking"
COPIES, RECORD, ROLE, TEXT, WEB, PARTICULAR = "copies", "record", "role", "text", "web", "particular"
"""What labels name. RECORD: who signed, wrote, can be called. ROLE: a line of the distribution. TEXT: the text begins.
WEB: what a web page says of an article. PARTICULAR: of a meeting, a table; it belongs to the text."""

ROLES = frozenset(
    ("报", "送", "发", "呈", "存", "报送", "抄送", "发送", "主送", "分送", "呈送", "呈报", "抄报", "抄发", "印送", "印发", "下发", "上报", "报至", "发至", "送至", "呈阅", "送阅", "抄", "抄阅", "转发", "主报", "存档", "发送范围", "发送对象", "分送范围", "印发范围", "主送单位", "抄送单位", "发送单位", "分送单位")
) | frozenset(("報", "發", "報送", "發送", "主報", "抄報", "副本"))  # fmt: skip
"""Words before the colon of a distribution line, without blanks; 本期 may stand before them."""

_MADE = "编发|编印|编制|编写|编报|编辑|编纂|主办|承办|印发|印制|制发|制作|发布|发文|发行|出版|出刊|报送|呈报|供稿|来文|拟稿|起草|责任|主编|编發|編印|主辦|承辦|印發|發布|發行"


def _each(firsts: str, seconds: str) -> str:
    """The words of any first part with any second one."""
    return "|".join(first + second for first in firsts.split("|") for second in seconds.split("|"))


_DONE = _each(f"{_MADE}|成文|签发|上报|印刷|发稿|发刊|出报|刊发|填报", "日期|时间|時間")
_MAKERS = _each(_MADE, "单位|部门|机关|机构|处室|科室|單位|部門")
_WORDS = {
    NUMBER: "期号|会议编号|编号|期数|期次|刊期|期號",
    TOTAL: "总期号|总期数|总期次|累计期数|总刊数|總期號|總期數",
    YEAR: "年份|年度",
    DATE: f"日期|周期|统计周期|统计时间|统计期间|报告期|起止日期|起止时间|{_DONE}|出刊日|出版日|发刊日|发布日",
    DEPARTMENT: f"{_MAKERS}|主办|承办|出品|编印|编发|编制|编辑部|部门|单位|主辦|承辦|編印",
    PUBLISHER: "主管|主管单位|主管部门|主管机关|主管單位",
    TITLE: "刊名|标题|题目|简报名称|简报标题|报刊名称|刊物名称|簡報名稱",
    MARKING: "密级|保密级别|保密等级|秘密等级|紧急程度|缓急程度|密級",
    COPIES: "印数|印量|份数|印份|印刷份数|印制份数|印发份数|发行份数|发行量|印數|份數",
    RECORD: "主题词|填报人|填报|统计人|汇报人|编制人|研究员|分析师|撰写|撰写人|整理|整理人|汇总|汇编|采编|编译|编写|编写人|统稿|签发|签发人|批准|批准人|签批|签批人|审签|审签人|审定|审定人|拟稿|拟稿人|核稿|核稿人|审核|审核人|审阅|审阅人|会签|会签人|校对|校对人|审稿|审稿人|复核|终审"
    "|编辑|责任编辑|责编|本期编辑|本期责编|本版编辑|本版责编|本版校对|组版|执行编辑|主编|副主编|执行主编|总编|总编辑|编审|编委|编委会|编委会主任|主任|副主任|编委会成员|总策划|策划|统筹|监制|出品人|顾问|撰稿|撰稿人|美编|版式|排版|制图|打印|打字"
    "|联系人|联系电话|联系方式|电话|值班电话|热线|传真|邮箱|电子邮箱|电子邮件|投稿邮箱|投稿信箱|邮编|邮政编码|地址|通讯地址|网址|投稿|准印证号|准印证|内部资料准印证号"
    "|簽發|審核|編輯|責任編輯|主編|校對|聯絡人|電話|傳真",
    TEXT: "正文|内容|正文内容|简报内容|内容如下|正文如下",
    WEB: "来源|信息来源|稿件来源|文章来源|稿源|来源网站|发布者|发布人|发布机构|信息发布|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读数|阅读|点击次数|点击数|点击量|点击率|点击|访问次数|访问量"
    "|人气|字号|字体|字体大小|文字大小|视力保护色|分享|分享到|分享至|作者|文章作者|录入|关键词|关键字|标签|索引号|主题分类|发文字号|信息分类|更新时间|发表时间|时间",
    PARTICULAR: "地点|会议时间|会议地点|会议名称|会议主题|主持|主持人|出席|出席人员|列席|列席人员|缺席|缺席人员|请假|请假人员|参加|参加人员|参会|参会人员|与会人员|到会人员|记录|记录人|议题|会议议题"
    "|主题|摘要|结论|附件|附|附表|附图|注|备注|说明|单位名称|填表人|制表|制表人|负责人",
}
_KINDS = {word: kind for kind, words in reversed(_WORDS.items()) for word in words.split("|")}
"""Each word and what it names; a word of two kinds is of the first."""
_EDITED_BY = ("编辑", "主编", "编写", "编译", "整理", "汇总", "汇编", "采编")
"""Labels of a person or of a department."""
_GATHERED = (*_EDITED_BY, "统稿", "撰写", "审定", "审核", "填报", "策划", "统筹")
"""Labels that a sentence may begin with, too: what was done."""
_TELLS = late("[。；].|[，,].*。|[0-9].*。")
"""In a sentence, and in no list of names."""
_LONGEST = 10
"""Letters of a label."""
_BEFORE = " \t\u3000，,；;|｜/（(【[·•。"
"""What may stand before a label inside a line."""
_LINE_LIMIT = 120
"""Characters of a labelled line, but for one of the distribution."""
_PERSON = "[\u4e00-\u9fff·]{2,4}(?:[、 \u3000][\u4e00-\u9fff·]{2,4}){0,3}"
_SIGNED = "签发人?|审签|审定|审核|拟稿人?|核稿人?|会签|校对|责任编辑|责编|主编|执行主编|编审"
_EDITED = Signed("辑", r"(?:本期|执行|值班)?编辑[ \u3000]+([\u4e00-\u9fff·]{2,4})\Z")
_SIGN_OFF = Signed("签审稿校编", rf"(?:{_SIGNED})[ \u3000]+{_PERSON}\Z|{_PERSON}[ \u3000]*(?:{_SIGNED})\Z")
_NUMBERED_CAPTION = late(
    r"(?:附?图|附?表|附件)[ \u3000]?[0-9０-９一二三四五六七八九十]{1,3}(?:[-－.．—][0-9]{1,3})?[ \u3000.．、:：]"
)


_MOMENT = late(rf"(?:{numerals.DATE.pattern})|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?")
_TIME_LABEL = late("时[ \u3000]{0,8}间[ \u3000]?[:：]")
_HOUR_IN_WORDS = late(
    "[上下中]午|晚|[0-9一二三四五六七八九十]时|点[整半钟]|[0-9][ \u3000]?[—–~～至-]{1,2}[ \u3000]?[0-9]{1,2}[:：]"
)
_ONLY_ON_PAGES = late("浏览|阅读|点击|访问|人气|字号|字体|文字大小|视力|分享|索引号")


_FURNITURE = late(
    r"(?:您?(?:现在|当前|目前)?(?:所在|所处)?的?位置[ \u3000]?[:：]|\[?首页(?:\]\([^()\s]{0,80}\))? ?[>＞»›/]).*\Z|(?:上一[篇条页]|下一[篇条页])[:：].*\Z|分享(?:到|至)?[:：].{0,40}\Z"
    r"|(?:微信)?(?:扫一扫|扫码|长按(?:识别)?二维码).{0,24}\Z|点击(?:上方|下方|标题下)?.{0,8}(?:蓝字|关注).{0,12}\Z|收录于(?:合集|话题).{0,30}\Z"
    r"|阅读[ \u3000]{0,2}[0-9][0-9.,万wW+]{0,8}\Z|(?:阅读原文|喜欢此内容的人还喜欢|预览时标签不可点)\Z"
    r"|(?:(?:在看|点赞|赞|分享|收藏|留言|写留言|评论|转发|推荐)[0-9+]{0,6}[ \u3000|·、/]{0,3}){2,8}\Z"
    r"|(?:[【\[（(]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|列表)?|收藏(?:本页)?|纠错|举报|大|中|小|字[体号])[】\]）)]?[ \u3000|:：]{0,3}){2,12}\Z"
)
_CRUMBS = Signed(
    ">＞»›",
    "[^>＞»›。，：:<]{0,10}(?:首页|主页|内网|门户|网站|官网)(?: ?[>＞»›] ?[^>＞»›。，：:<]{2,20}){1,6}",
)
"""集团内网 > 信息 > 第33期: the way to a page."""
_STAMPED = Signed(
    "-",
    r"[^，。；：:]{0,30}?(?<![0-9])20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}[ \u3000]{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])[^，。；：:]{0,24}\Z",
)
"""示例发布 2031-04-16 09:30 发表于示例市: a page's stamp without a label."""


class LabelledValue(NamedTuple):
    """One label with its value."""

    kind: str
    label: str
    """As printed, the colon and the blanks behind it included."""
    value: str
    """As printed, bare of blanks at both ends; empty when nothing is behind the label."""
    word: str
    """The label without blanks and colon."""


def kind_of(word: str) -> str:
    """What a label word, without blanks, names; empty when it is none."""
    if word.removeprefix("本期") in ROLES and word not in {"印发", "报送"}:
        return ROLE
    return _KINDS.get(word) or (ROLE if word in ROLES else "")


def names_maker(field: LabelledValue) -> bool:
    """Whether a label says who makes the bulletin, by itself (主办：) or by the department behind it (编辑：综合处)."""
    if field.kind == DEPARTMENT:
        return True
    return field.word.endswith(_EDITED_BY) and is_department(field.value)


def read_fields(text: str) -> tuple[str, tuple[LabelledValue, ...]]:
    """What stands before the first label, and the labelled fields of a line; no fields for an ordinary line."""
    if len(text) > _LINE_LIMIT and first_kind(text) != ROLE:
        return text, ()
    found = list(_labels(text)) if len(text) <= _LINE_LIMIT else list(islice(_labels(text), 1))
    found = [one for one in found if one[2] != ROLE or not one[0]]  # 报： inside a line is no label of it
    if found and found[0][2] == ROLE:
        found = found[:1]
    fields: list[LabelledValue] = []
    for place, (start, end, kind, word) in enumerate(found):
        stop = found[place + 1][0] if place + 1 < len(found) else len(text)
        value = text[end:stop].strip(" \t\u3000")
        at = text.index(value, end) if value else stop
        fields.append(LabelledValue(kind, text[start:at], value, word))
    return (text[: found[0][0]], tuple(fields)) if fields else (text, ())


def first_kind(text: str) -> str:
    """What the label at the head of a line names; empty when it has none."""
    head = text[: _LONGEST * 2 + 2]
    if ":" not in head and "：" not in head:
        return ""
    for start, _end, kind, _word in _labels(head):
        return kind if start == 0 else ""
    return ""


def is_sign_off(text: str) -> bool:
    """签发　王某某, 王某某 签发: a name beside what its bearer did, with no colon."""
    if len(text) > _LINE_LIMIT:
        return False
    edited = _EDITED.match(text)
    return _SIGN_OFF.match(text) is not None or (edited is not None and not is_department(edited[1]))


def is_record(text: str) -> bool:
    """Whether a line says who signed, wrote or can be called; 汇总：全县完成投资…。 is a sentence."""
    if first_kind(text) != RECORD:
        return is_sign_off(text)
    _before, fields = read_fields(text)
    return not (fields and _TELLS.search(fields[0].value) and fields[0].word.endswith(_GATHERED))


def is_caption(text: str) -> bool:
    """图1 and 表2-1 above or below what they name: no title of a text."""
    return _NUMBERED_CAPTION.match(text) is not None


def is_web_line(text: str) -> bool:
    """时间：… 来源：… 浏览次数：…, or a date with the minute: what a page on the web prints under the title of an article."""
    if len(text) > _LINE_LIMIT or "。" in text or not (":" in text or "：" in text):
        return False
    if _STAMPED.match(text) and "期" not in text and "#" not in text:
        return True
    before, fields = read_fields(text)
    kinds = {field.kind for field in fields}
    if WEB not in kinds or not kinds <= {WEB, DATE, RECORD}:
        return False
    moment = _MOMENT.sub("", before)
    if moment.strip(_BEFORE):
        return _STAMPED.match(before.strip(_BEFORE)) is not None
    surely = any(
        _ONLY_ON_PAGES.match(field.word) or (field.word == "时间" and ":" in field.value) for field in fields
    )
    return surely or len(fields) > 1 or moment != before


def is_meeting_time(text: str, beside: Sequence[str]) -> bool:
    """Whether 时间：… is when a meeting was, and not when a page was put on the web: it says so itself, or 地点：, 主持人： stand beside it."""
    if first_kind(text) != WEB or not _TIME_LABEL.match(text):
        return False
    return _HOUR_IN_WORDS.search(text) is not None or any(first_kind(line) == PARTICULAR for line in beside)


def is_page_furniture(text: str) -> bool:
    """当前位置：…, 【打印】【关闭】, 上一篇：…: what a page on the web prints round its articles."""
    return len(text) <= _LINE_LIMIT and (
        _FURNITURE.match(text) is not None or _CRUMBS.fullmatch(text) is not None
    )


def _labels(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start and end of each label (end behind its colon), its kind and word."""
    floor = 0
    for found in re.finditer("[:：]", text):
        label = _label_before(text, found.start(), floor)
        if label is not None:
            start, kind, word = label
            yield start, found.end(), kind, word
        floor = found.end()


def _label_before(text: str, end: int, floor: int) -> tuple[int, str, str] | None:
    """The longest label that ends where a colon stands and begins a line or follows a blank."""
    best = None
    start, letters = end, 0
    while start > floor and letters < _LONGEST:
        start -= 1
        if text[start] in _BEFORE and not text[start].isspace():
            break
        if text[start].isspace():
            continue
        letters += 1
        if start == floor or text[start - 1] in _BEFORE:
            word = squeeze(text[start:end])
            if kind := kind_of(word):
                best = start, kind, word
    return best
