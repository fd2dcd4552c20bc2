"""The names and values of a query, in English and Chinese, as they may be typed: 标题：, 年份：, ２０２３～２０２４, 2024年12月. Pure.

Called by `query`. What is typed is folded first: full-width forms are half-width ones, capitals are small.
"""

import re
import unicodedata

STATUS, YEAR, DATE = "status", "year", "date"
NAMES = {
    "title": "title",
    "标题": "title",
    "题目": "title",
    "题名": "title",
    "section": "section",
    "栏目": "section",
    "小栏目": "section",
    "unit": "unit",
    "单位": "unit",
    "报送单位": "unit",
    "供稿单位": "unit",
    "tag": "tag",
    "标签": "tag",
    "status": STATUS,
    "状态": STATUS,
    "year": YEAR,
    "年份": YEAR,
    "年度": YEAR,
    "年": YEAR,
    "date": DATE,
    "日期": DATE,
    "时间": DATE,
}
"""What stands before the colon → the name of a field or condition."""
STATUS_WORDS = {
    "草稿": "draft",
    "起草": "draft",
    "审核": "review",
    "审核中": "review",
    "待审": "review",
    "在审": "review",
    "发布": "published",
    "已发布": "published",
    "签发": "published",
    "已签发": "published",
}
"""Besides those of `model.issue.STATUSES`."""
OPENING, CLOSING = '"＂“”「『', '"＂“”」』'
"""Marks that begin and end a phrase; those of one place in both strings go together, and all double quotes with one another."""
MINUS = "-－−–—﹣"
OPERATORS = frozenset({"AND", "OR", "NOT", "|", "||", "&&", "&", "｜"})
"""What other search engines have between words."""
COLONS = ":："
_PARTNERS = {"「": "」", "『": "』"}
_DOUBLE = '"＂“”'
_BETWEEN = re.compile(r"\.{2,}|…+|~|～|〜|—+|–|至|到")
_YEAR = re.compile(r"([0-9]{4})年?度?\Z")
_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{2})(?:[-/.月]([0-9]{2})日?|月)?|年)?\Z")
_LONG_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})日)?\Z")


def fold(text: str) -> str:
    """Full-width forms as half-width ones, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def closes(opening: str, closing: str) -> bool:
    """Whether a phrase that begins with one mark may end with the other."""
    return closing in _PARTNERS.get(opening, _DOUBLE)


def status_of(word: str, statuses: tuple[str, ...]) -> str:
    """One of `statuses`; empty when it is none."""
    folded = fold(word)
    return folded if folded in statuses else STATUS_WORDS.get(folded, "")


def ends_of(word: str) -> tuple[str, str]:
    """The beginning and the end of a range `2023..2024`, folded; a single value twice. Either may be empty, not both."""
    low, high = _cut(word)
    return fold(low).strip(), fold(high).strip()


def _cut(word: str) -> tuple[str, str]:
    plain = fold(word)
    if re.fullmatch("[0-9]{4}-[0-9]{4}", plain):
        return plain[:4], plain[5:]
    found = _BETWEEN.search(word)
    return (word[: found.start()], word[found.end() :]) if found is not None else (word, word)


def year_in(text: str) -> str:
    """A year of four digits, from 2024 or 2024年; empty when it is none."""
    found = _YEAR.match(text)
    return found[1] if found else ""


def date_in(text: str) -> str:
    """`2024`, `2024-01` or `2024-01-31`, from whatever marks stand between; empty when it is none."""
    found = _DATE.match(text) or _LONG_DATE.match(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def is_name(text: str, colon: str) -> bool:
    """Whether what stands before a colon was typed as the name of a field, perhaps of none that there is.

    Letters are (`foo:bar`); 汉字 only where few stand before a half-width colon, or with the name of something a bulletin has:
    a title may well read 担保：一年回顾.
    """
    folded = fold(text)
    if folded in NAMES or folded in _LIKELY:
        return True
    if folded.isascii():
        return len(folded) > 1 and folded.isalpha()
    return colon == ":" and len(folded) <= 4 and all("\u4e00" <= char <= "\u9fff" for char in folded)


_LIKELY = frozenset({
    "作者", "来源", "出处", "部门", "正文", "内容", "全文", "关键词", "主题", "主题词", "分类", "期号", "编号", "期数", "编辑", "专栏",
    "链接", "类别", "类型", "标提", "标体", "年分", "栏木",
})  # fmt: skip
