"""Signs that a Chinese input method gives for those of TOML, and Chinese words for its keys. Called by `toml.mistakes`. Pure data and text."""

from briefing_tui.text.clean import clean_line

QUOTES = "“”„‟«»「」『』＂‘’‚‛＇`´′″〝〞〟﹁﹂﹃﹄❝❞"
"""What is typed for quotes."""
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Blanks that are none to TOML."""
CONTROLS = "".join(chr(code) for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
"""What TOML takes nowhere, not even within quotes."""
HIDDEN = (
    CONTROLS
    + "\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x85\xad\u061c\u180e\u200e\u200f\u2061\u2062\u2063\u2064"
)
"""What nobody sees and TOML does not take."""
TO_ASCII = {
    **dict.fromkeys(QUOTES, '"'),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(HIDDEN, ""),
    **dict.fromkeys("＝﹦", "="),
    **dict.fromkeys("，、；﹐﹑", ","),
    **dict.fromkeys("：﹕", ":"),
    **dict.fromkeys("［【〔〖", "["),
    **dict.fromkeys("］】〕〗", "]"),
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "．": ".",
    "。": ".",
    **dict.fromkeys("－–—−‐‑", "-"),
    "＿": "_",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    **{chr(0xFF21 + at): chr(0x41 + at) for at in range(26)},
    **{chr(0xFF41 + at): chr(0x61 + at) for at in range(26)},
}
"""What belongs there instead."""
CHINESE_KEYS = {
    "格式": "format",
    "报头": "masthead",
    "编发单位": "masthead.publisher",
    "主办单位": "masthead.publisher",
    "主办": "masthead.publisher",
    "题目": "masthead.title",
    "标题": "masthead.title",
    "名称": "masthead.title",
    "年": "masthead.year",
    "年份": "masthead.year",
    "年度": "masthead.year",
    "期": "masthead.number",
    "期号": "masthead.number",
    "期数": "masthead.number",
    "类型": "masthead.kind",
    "总期号": "masthead.total",
    "总期": "masthead.total",
    "日期": "masthead.date",
    "印发日期": "masthead.date",
    "部门": "masthead.department",
    "密级": "masthead.marking",
    "标识": "masthead.marking",
    "流程": "workflow",
    "状态": "workflow.status",
    "编者按": "preface",
    "卷首语": "preface",
    "分送": "distribution",
    "角色": "distribution.role",
    "收件人": "distribution.recipients",
    "渠道": "distribution.channel",
    "方式": "distribution.channel",
    "栏目": "section",
    "编号": "section.numbered",
    "条目": "section.item",
    "文章": "section.item",
    "小栏目": "section.item.group",
    "正文": "section.item.body",
    "内容": "section.item.body",
    "来源": "section.item.source",
    "链接": "section.item.url",
    "网址": "section.item.url",
    "单位": "section.item.units",
    "报送单位": "section.item.units",
    "标签": "section.item.tags",
    "取自": "section.item.origin",
    "更正": "correction",
    "份数": "end.copies",
    "结束": "end",
}
"""A Chinese word for each key of the format, as a person would write it."""
_SPACE_NAMES = {"\u00a0": "U+00A0", "\u3000": "U+3000", "\ufeff": "U+FEFF"}


def shown(text: str, limit: int = 30) -> str:
    """What was typed, for a message: short, and with the number of what cannot be seen."""
    if len(text) == 1 and text in _SPACES + HIDDEN:
        return f"U+{ord(text):04X}"
    return clean_line(text if len(text) <= limit else text[:limit] + "…")


def first_lookalike(line: str) -> str:
    """The first sign outside quotes and comments that is typed for another; empty when there is none."""
    return next((char for char, outside in _walk(line) if outside and char in TO_ASCII), "")


def outside_quotes(line: str) -> str:
    """The line with the signs of TOML for those outside quotes and comments. A text in other quotes is taken whole."""
    return "".join(TO_ASCII.get(char, char) if outside else char for char, outside in _walk(line))


def _walk(line: str) -> "list[tuple[str, bool]]":
    """Each character, and whether it stands outside the quotes, of whatever kind, and before a comment."""
    found: list[tuple[str, bool]] = []
    closing, escaped = "", False
    for at, char in enumerate(line):
        if closing:
            ends = char in closing and not escaped
            found.append((char, ends and char not in "\"'"))
            escaped = char == "\\" and not escaped and closing == '"'
            if ends:
                closing = ""
        elif char in {"#", "＃"}:
            found.append((char, True))
            return found + [(rest, False) for rest in line[at + 1 :]]
        else:
            found.append((char, True))
            closing = '"' if char == '"' else "'" if char == "'" else QUOTES if char in QUOTES else ""
    return found
