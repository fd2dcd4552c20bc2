"""The title of an article: a labelled one, lines above the text that belong together, else the first sentence. Pure."""

import re
from collections.abc import Sequence

from briefing_tui.text.marks import (
    TITLE_LIMIT,
    Balance,
    bracket_head,
    emphasised,
    is_title_like,
    read_mark,
    run_in_bracket,
    split_lead,
)

_LABEL = re.compile("(?:文章|新闻|信息|稿件)?(?:标题|题目)[ \u3000]*[:：][ \u3000]*(?P<title>.+)\\Z")
_GOES_ON = "的了和与及或等地得，。、；：？！）》”’"
"""A line that begins with one of these goes on from the one before."""
_CUT = "的和与及、，对在为以向将从把由"
"""A title that ends so goes on in the next line."""
_ENDS = ("。", "！", "？", "!", "?")
_PLAIN = 40
"""Characters of a first sentence that is a title without a doubt."""
_WRAPPED, _LEAST = 10, 3
"""Characters of the first and the second line of a title that a page or a layout has cut, at least."""
_TOGETHER = 70
"""Characters of a title of several lines."""
_DASH = re.compile("[-—–－─]{1,3}[ \u3000]*(?=[^-—–－─\\s])")
_SITE = re.compile(
    "[ \u3000]*[_|｜丨][ \u3000]*[^_|｜丨]{2,20}(?:[-_|｜丨 \u3000]+[^_|｜丨]{2,20})*\\Z| - [^-]{2,20}\\Z"
)
"""The names of a section and a site behind the title of a page: 标题_栏目_示例网."""


_NAMED_SITE = re.compile(
    "[ \u3000]+[-–—|｜][ \u3000]*[^-–—|｜，。]{1,14}(?:网|网站|门户|在线|日报|晚报|新闻|频道|官网|客户端)\\Z"
)
"""标题 - 示例网: what is behind the dash says itself that it is a site."""


def plain_title(line: str) -> str:
    """The title that a line names: 标题：…, 【…】, `# …`; empty for another line."""
    if found := _LABEL.match(line):
        return found["title"].strip()
    if len(line) > TITLE_LIMIT + 8:
        return ""
    bracketed = run_in_bracket(line)
    if bracketed and len(bracketed[1]) > len(bracketed[0]) and is_title_like(bracketed[1], TITLE_LIMIT):
        return bracketed[1]  # 【行业动态】 before a title is its section
    return bracket_head(line) or emphasised(line)


def find_title(paragraphs: Sequence[str]) -> tuple[str, list[str], bool]:
    """Title, what is left, and whether that is beyond doubt; never half a sentence.

    A line that may stand above a text is a title; else the first sentence is, up to its end; else there is none.
    """
    if not paragraphs:
        return "", [], True
    first, *rest = paragraphs
    if head := bracket_head(first):
        return head, rest, True
    if bracketed := run_in_bracket(first):
        return bracketed[0], [bracketed[1], *rest], True
    mark = read_mark(first)
    bare = first[mark.end :] if mark is not None and len(first) > mark.end else first
    if is_title_like(bare, TITLE_LIMIT) and not (rest and rest[0][0] in _GOES_ON):
        return bare, rest, True
    lead = split_lead(bare)
    if not lead.title or (not lead.stop and lead.title[-1:] not in _ENDS):
        return "", list(paragraphs), True
    if not lead.rest and not rest:
        return "", [bare], True
    certain = "，" not in lead.title and len(lead.title) <= _PLAIN
    return lead.title, [line for line in (lead.rest, *rest) if line], certain


def is_wrapped(title: str, line: str, *, laid_out: bool) -> bool:
    """Whether `line` goes on in the title right above it: a subtitle, or what a page or a layout has cut.

    `laid_out`: both are centred, or what follows belongs under a title.
    """
    if title == line or is_site_title(title, line):
        return True
    if len(title) + len(line) > _TOGETHER or not is_title_like(_DASH.sub("", line, count=1), TITLE_LIMIT):
        return False
    if _DASH.match(line):
        return True
    if read_mark(line) is not None or bracket_head(line):
        return False
    if Balance(title).open or title[-1] in _CUT or line[0] in _GOES_ON:
        return True
    return laid_out and len(title) >= _WRAPPED and len(line) >= _LEAST


def is_site_title(title: str, line: str) -> bool:
    """Whether `title` is the name of a page, which `line` says without the names of its site."""
    return title != line and title.startswith(line[:8]) and _SITE.sub("", title) == line


def joined_title(lines: Sequence[str]) -> str:
    """One title of its lines; the name of a site behind it is left out, a subtitle stands behind a dash."""
    title = ""
    for line in (one.lstrip("#* ").strip() for one in lines):
        if not title:
            mark = read_mark(line)
            title = line[mark.end :] if mark is not None and mark.end < len(line) else line
        elif dash := _DASH.match(line):
            title += "——" + line[dash.end() :]
        elif is_site_title(title, line) or title == line:
            title = line
        else:
            title += line
    return (_SITE if "_" in title else _NAMED_SITE).sub("", title) if len(lines) == 1 else title
