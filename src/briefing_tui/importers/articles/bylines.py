"""Lines above and below an article that say where it is from and belong to no text: bylines, stamps, labels. Pure.

Called by `articles.article`, line by line. A line is one of these when nothing but labelled values, a date, names of pages and
buttons stand in it: a sentence never is. Linear: lines of more than `LIMIT` characters are not looked at.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing_tui.importers.recogniser.names import is_department, is_headline
from briefing_tui.text import numerals
from briefing_tui.text.doubled import SOURCE_LABELS, UNIT_LABELS, without_brackets
from briefing_tui.text.marks import read_mark

LIMIT = 160
"""Characters of a line that may say where an article is from."""
_NAME_LIMIT = 40
"""Characters of the name of a source or a unit."""
_WORD_LIMIT = 20
"""Characters of a name that has no label."""
_NAMES = 3
"""Names without a label in a line: 原创, an author, an account."""

_STAMP_LINES = 6
"""Lines below a title among which the moment of an account's article stands."""
_PLACE = re.compile("[\u4e00-\u9fff]{2,4}")

SOURCE, UNIT, LINK, OTHER = "source", "unit", "url", "other"
_WORDS = {
    SOURCE: (*SOURCE_LABELS, "稿源", "来源网站", "首发", "媒体"),
    UNIT: (*UNIT_LABELS, "报送部门", "供稿部门", "来稿部门", "投稿单位", "投稿部门", "撰稿单位", "上报单位", "填报单位", "信息单位", "单位", "部门"),
    LINK: ("原文链接", "文章链接", "新闻链接", "链接地址", "链接", "网址", "原文地址", "原文", "URL", "Link"),
    OTHER: (
        "发布单位", "发布机构", "发布部门", "发布时间", "发布日期", "发表时间", "发文日期", "成文日期", "更新时间", "报送时间", "报送日期",
        "上报时间", "来稿日期", "时间", "日期", "文章作者", "作者", "本报记者", "本网记者", "特约记者", "记者", "通讯员", "撰稿人", "撰稿",
        "供图", "摄影", "图文", "文字", "文/图", "图/文", "文", "图", "责任编辑", "值班编辑", "编辑", "责编", "美编", "校对",
        "审核", "审校", "核稿", "监制", "策划", "排版", "初审", "复审", "终审", "发布者", "发布人", "录入", "信息员", "报送人",
        "最后修改", "最后编辑", "最近更新", "创建时间", "联系人", "联系方式", "联系电话", "电话", "手机", "传真", "电子邮箱", "邮箱", "地址", "邮编", "浏览次数", "浏览量", "浏览",
        "阅读次数", "阅读量", "阅读数", "阅读", "点击次数", "点击数", "点击量", "点击", "访问量", "人气", "字号", "字体大小", "字体",
        "大小", "视力保护色", "分享到", "分享", "关键词", "关键字", "标签", "索引号", "分类", "栏目", "频道",
    ),
}  # fmt: skip
_GAPS = "[ \t\u3000\xa0]"
_LABEL = re.compile(
    "(?<![\u4e00-\u9fffA-Za-z])(?:"
    + "|".join(
        f"(?P<{kind}>{'|'.join(sorted(words, key=len, reverse=True))})" for kind, words in _WORDS.items()
    )
    + f"){_GAPS}{{0,3}}[:：|｜丨](?!//){_GAPS}*"
)
"""A label with its colon, or the stroke that messengers put for one."""
_SPREAD = re.compile(f"(?<![\u4e00-\u9fff])([来作时日])[ \u3000]{{1,4}}([源者间期])(?={_GAPS}*[:：])")
_CLOCK = r"(?<![0-9])(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])"
_MOMENT = re.compile(
    rf"(?P<day>{numerals.DATE.pattern}|(?<![0-9])[0-9]{{1,2}}月[0-9]{{1,2}}日)"
    rf"(?:{_GAPS}*T?{_GAPS}*(?P<clock>{_CLOCK}))?(?:{_GAPS}*(?:星期|周)[一二三四五六日天])?"
)
_BUTTON = re.compile(
    "原创|转载|已?关注|打印|收藏|分享|[大中小]|默认|超大|特大|[0-9.]{1,9}万?(?:次|人次)?|阅读|评论|收听|听新闻|发[表布]于|举报|T|A[+-]?|次"
)
URL = re.compile(r"https?://[^\s，。；！？（）《》“”<>\"']+")
_PAPER = re.compile(
    r"(?:原载|刊于|载于|据|摘自|转自|来源)?[:：]?《(?P<name>[^《》]{2,20})》[ \u3000]*[（(]?(?P<rest>[^（()）。，]{4,30})[）)]?\Z"
)
"""《示例日报》（2024年12月16日 第3版）."""
_NUMBERED = re.compile("第[0-9一二三四五六七八九十]{1,4}期")
_PAPER_ALONE = re.compile(
    "(?P<name>[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|时报|商报|快报|新闻网|财经网|日报网|周刊))(?:数字版|数字报|电子版|客户端|官网|新媒体)?\\Z"
)
"""示例日报数字版: the name of a paper on a line of its own."""
_BRACKETED = re.compile(
    "[ \t\u3000]*【(?P<label>标题|题目|来源|信息来源|链接|原文链接|作者|时间|日期|发布时间|单位|报送单位|供稿单位|供稿|正文|内容)】"
)
_COUNT = re.compile(r"[0-9]{1,7}(?:\.[0-9])?[万wW]?\+?(?:人(?:划线|听过)?)?")
_SENDER = re.compile(
    r"\S{1,12}[ \u3000]+(?:(?:今天|昨天|前天|上午|下午|晚上|星期.|周.)[ ]?)?(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
)
_FROM = re.compile(
    "(?:以下|本)(?:文章|文|内容)(?:来源于|来源|转自|转载自|选自)[：: ]*(?P<name>[^，,。！；：: ]{2,20})(?:[ ，,].{0,30})?[。]?\\Z"
)
"""以下文章来源于示例日报，作者李文."""
_WRITERS = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}(?:记者|通讯员|作者|撰稿|摄影|文|图)[/／ \u3000]+[\u4e00-\u9fff·]{{2,4}}(?:[、 \u3000]+[\u4e00-\u9fff·]{{2,4}}){{0,4}}{_GAPS}*)+\Z"
)
"""本报记者 李文 通讯员 王明."""
_MARKED_LINK = re.compile(r"\[([^\[\]]{1,60})\]\((https?://[^()\s]+)\)")
_AROUND = " \t\u3000\xa0|｜丨/·•、，,;；:：【】[]［］<>-—_*#"
_STOP = re.compile("[。！？；]")


class ArticleOrigin(NamedTuple):
    """Where an article is from, as far as its lines say so; a line that is only about its page says nothing."""

    source: str = ""
    url: str = ""
    unit: str = ""
    date: str = ""
    """As printed."""
    account: str = ""
    """A name that no label calls the source: of an account, a site, a paper. The source where nothing else is."""

    def with_more(self, other: "ArticleOrigin") -> "ArticleOrigin":
        """What this one does not say from another."""
        return ArticleOrigin(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))


def read_byline(line: str) -> ArticleOrigin | None:
    """What a line of labelled values, a date or an address says; None for any other line."""
    line = without_brackets(_MARKED_LINK.sub(r"\1 \2", line[: 2 * LIMIT]).strip(_AROUND))
    if not line or len(line) > LIMIT or _STOP.search(line):
        return None
    if _WRITERS.match(line):
        return ArticleOrigin()
    if found := _FROM.match(line):
        return ArticleOrigin(account=found["name"])
    if paper := _PAPER.match(line):
        day = _MOMENT.search(paper["rest"])
        if day or _NUMBERED.search(paper["rest"]):
            return ArticleOrigin(paper["name"], date=day["day"] if day else "")
    if found := _PAPER_ALONE.match(line):
        return ArticleOrigin(account=found["name"])
    address = URL.search(line)
    text = _SPREAD.sub(r"\1\2", URL.sub("\t", line))
    labels = list(_LABEL.finditer(text))
    before = text[: labels[0].start()] if labels else text
    moment = _MOMENT.search(text)
    said = _read_names(before, labelled=bool(labels))
    if said is None or not (labels or moment or address):
        return None
    origin = ArticleOrigin(url=address[0] if address else "", date=moment["day"] if moment else "")
    ends = [*(label.start() for label in labels), len(text)][1:]
    for label, end in zip(labels, ends, strict=True):
        kind = label.lastgroup or OTHER
        value = _value(text[label.end() : end])
        if kind == UNIT:
            value = next((word for word in re.split("[ 、，]+", value) if is_department(word)), value)
        if len(value) > _NAME_LIMIT or (kind == UNIT and not value):
            return None
        if kind == LINK and value and not address_like(value):
            origin = origin.with_more(ArticleOrigin(account=value))  # 原文：[示例网](https://…)
        if kind == UNIT and len(label[0].strip(_AROUND)) == 2 and not is_department(value):
            return None  # 单位：万元 stands above a table
        if kind in {SOURCE, UNIT} and value:
            origin = origin.with_more(ArticleOrigin(**{kind: value}))
    return origin.with_more(ArticleOrigin(account=said))


def address_like(text: str) -> bool:
    """Whether a value is an address, or words that only stand for one."""
    return "." in text or "/" in text or text in {"点击查看", "查看", "链接", "阅读原文", "原文", "网页链接"}


def unbracketed(line: str) -> str:
    """`【来源】示例日报` as `来源：示例日报`; another line as it is."""
    found = _BRACKETED.match(line)
    return f"{found['label']}：{line[found.end() :].strip()}" if found else line


def is_count(line: str) -> bool:
    """1024, 2人, 1.2万: what a messenger counts beside its buttons."""
    return _COUNT.fullmatch(line) is not None


def is_sender(line: str) -> bool:
    """小叶 10:32: who sent a message, and when."""
    return _SENDER.fullmatch(line) is not None


def read_stamp(lines: Sequence[str]) -> tuple[int, str, str]:
    """How many lines below a title are an account's, its name and the date: 原创, the name once or twice, a moment, a place.

    0 for none: there is a moment with its minute among the first few, and only names before it.
    """
    name = ""
    for at, line in enumerate(lines[:_STAMP_LINES]):
        moment = _MOMENT.search(line)
        if moment is not None:
            said = _read_names(line[: moment.end()], labelled=False)
            behind = _read_names(line, labelled=False)
            if not (moment["clock"] and name) or behind is None or (said and said not in name):
                return 0, "", ""
            place = at + 1 < len(lines) and _PLACE.fullmatch(lines[at + 1]) is not None
            return at + 1 + place, name, moment["day"]
        if len(line) > _WORD_LIMIT or _STOP.search(line) or "，" in line or read_mark(line) is not None:
            return 0, "", ""
        if not _BUTTON.fullmatch(line.strip(_AROUND)):
            name = line.strip(_AROUND)
    return 0, "", ""


def _read_names(text: str, *, labelled: bool) -> str | None:
    """The last name in what stands before the first label; empty when only a date and buttons do, None for a text."""
    moment = _MOMENT.search(text)
    left, right = (text[: moment.start()], text[moment.end() :]) if moment else (text, "")
    names, places = _names(left), _names(right)
    if len(names) > _NAMES or len(places) > 1 or any(len(place) > 8 for place in places):
        return None
    if any(len(name) > _WORD_LIMIT or re.search("[，：]", name) or is_headline(name) for name in names):
        return None
    if not names:
        return places[0] if places and moment and moment["clock"] else ""
    if moment is None:
        return names[-1] if labelled and len(names[-1]) <= 8 else None
    if moment["clock"] or labelled or not right.strip(_AROUND):
        return names[-1]
    return None


def is_buttons(line: str) -> bool:
    """关注, 收藏 分享: words of buttons and nothing else; a number alone is none."""
    words = (
        [word.strip(_AROUND) for word in re.split(f"{_GAPS}+", line.strip(_AROUND))]
        if len(line) <= LIMIT
        else []
    )
    return any(not word[:1].isdigit() for word in words) and all(_BUTTON.fullmatch(word) for word in words)


def without_moment(text: str) -> str:
    """The name of a source without the date behind it."""
    return _MOMENT.sub("", text).strip(_AROUND)


def _names(text: str) -> list[str]:
    words = (word.strip(_AROUND) for word in re.split(f"{_GAPS}+|[|｜丨/]", text))
    return [word for word in words if word and not _BUTTON.fullmatch(word) and not re.fullmatch(_CLOCK, word)]


def _value(text: str) -> str:
    """A labelled value: up to a wide gap or a date, without the buttons behind it."""
    part = re.split("\t|\u3000|  +|[|｜丨]", _MOMENT.sub("\t", text).strip(_AROUND))[0]
    words = part.split(" ")
    while len(words) > 1 and (_BUTTON.fullmatch(words[-1].strip(_AROUND)) or words[-1] == "【字体"):
        words.pop()
    return without_brackets(" ".join(words).strip(_AROUND))
