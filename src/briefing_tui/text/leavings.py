"""What pages on the web, messengers, mails and word processors leave in a copied text, and the line that names its source. Pure.

Called by `text.cleanup`. A line goes when all of it is furniture (buttons, counters, headers of a mail, page numbers) or when it begins
with a label that only a page prints; a sentence never goes. Time is linear: long lines are not looked at.
"""

import re
from typing import NamedTuple

from briefing_tui.text.doubled import SOURCE_LABELS, without_brackets
from briefing_tui.text.late_pattern import late

_LIMIT = 160
"""Characters of a line that may be furniture."""
_SOURCE_LIMIT = 60
"""Characters of the name of a source."""
_BLANKS = " \t\u3000\xa0"
_AROUND = _BLANKS + "|｜丨/·•・、，,;；:：【】[]［］（）()《》<>＜＞>»›-—_=+"

_STRONG = late(
    "分享(?:到|至)?(?:微信|微博|朋友圈|QQ空间|QQ好友|新浪微博)?|(?:微信)?扫一扫(?:在手机(?:上)?打开(?:当前页(?:面)?)?|分享|关注|手机阅读)?"
    "|打印(?:本页|此页|页面|文章|本文)|关闭(?:本页|窗口|页面)|【打印】|【关闭】|字[号体](?:大小)?(?=[：:【\\[ ]|大|\\Z)|阅读原文|查看原文|阅读全文|展开(?:全文|阅读)"
    "|(?:缩小|放大)字体|听(?:全文|新闻|文章)|我要(?:评论|纠错|收藏)"
    "|返回(?:顶部|首页|列表|上一[页级])|加入收藏|收藏本[文站页]|设为首页|复制链接|写留言|朋友圈|QQ空间|新浪微博|点赞|在看|网站地图"
)
"""Words of buttons that stand in no text alone."""
_WEAK = late(
    "[\u4e00-\u9fff]{0,6}(?:APP|客户端)|微信|微博|QQ好友|QQ|豆瓣|人人网|更多|打印|关闭|收藏|转发|评论|赞|关注|已关注|首页|末页|上一页|下一页|特大|[大中小]|A[+-]|[0-9]{1,6}万?"
)
_LABELLED = late(
    "[（(【\\[]?(?:责任编辑|网络编辑|值班编辑|本文编辑|本期编辑|编辑|责编|美编|编审|审校|监制|排版|初审|复审|终审|[一二三]审"
    "|上一[篇条]|下一[篇条]|当前位置|您?(?:现在|当前)?(?:所在)?的?位置|(?:相关|延伸|推荐|拓展)阅读|相关(?:链接|新闻|文章|稿件|推荐)|热门(?:推荐|文章)"
    "|(?:浏览|点击|阅读|访问)(?:次数|人次|量|数|率)|分享到|版权(?:所有|声明)|免责声明|转载声明|微信公众?号|公众号)[ \u3000]*[：:丨｜|/]"
)
_NO_SENTENCE = late("[。！？]")
_WHOLE = late(
    "(?:请?(?:点击|长按|扫描|识别|扫码|微信扫).{0,14}(?:二维码|蓝字|关注(?:我们)?|原文|大图|小程序).{0,14}"
    "|(?:发自|来自)我的(?:iPhone|iPad|手机|华为|小米|荣耀|OPPO|vivo).{0,20}"
    "|[-—_=* ]*(?:原始邮件|转发邮件|转发的邮件|Original Message|Forwarded message)[-—_=* ]*"
    "|[-—–·－] ?[0-9]{1,4} ?[-—–·－]|第 ?[0-9]{1,4} ?页(?:[ ，,/]*共 ?[0-9]{1,4} ?页)?"
    "|错误[!！]未(?:找到引用源|定义书签)[。.]?|.{0,40}(?:ICP备|公网安备).{0,40})\\Z"
)
_PAGE_LINE = late("(?:浏览|点击|阅读|访问)(?:次数|人次|量|数)?[ \u3000]*[：:]|字[号体][ \u3000]*[：:]")
_MAIL = late(
    "(?:发件人|收件人|抄送|发送时间|发送日期|日期|时间|主题|From|To|Cc|Sent|Date|Subject)[ \u3000]*[：:]"
)
_SENDER = late("(?:发件人|From)[ \u3000]*[：:]")
_MAIL_LINES = 3
"""Lines of a mail's header, at least."""

_SOURCE = late(
    rf"(?:{'|'.join(sorted(SOURCE_LABELS, key=len, reverse=True))})[ \u3000]*[：:丨｜|/][ \u3000]*"
)


class Sourced(NamedTuple):
    """A text and where it comes from."""

    text: str
    """Without the line, or the brackets at its end, that told it."""
    source: str
    """Empty when nothing told it."""


def without_leavings(text: str) -> str:
    """`text` without the lines that only surround a text; those that stay are as they were."""
    lines = text.split("\n")
    gone = {at for at, line in enumerate(lines) if is_leaving(line)}
    gone |= _mail_headers(lines)
    return "\n".join(line for at, line in enumerate(lines) if at not in gone) if gone else text


def is_leaving(line: str) -> bool:
    """Whether a line is furniture of a page, a messenger or a word processor."""
    line = line.strip(_BLANKS)
    if not line or len(line) > _LIMIT or line.startswith("|"):
        return False
    if _WHOLE.match(line):
        return True
    if _NO_SENTENCE.search(line[:-1]):
        return False
    if _LABELLED.match(line):
        return True
    if line[-1] == "。":
        return False
    if _PAGE_LINE.search(line) and "：" in line.replace(":", "：") and len(re.findall("[：:]", line)) > 1:
        return True
    rest, count = _STRONG.subn("", line)
    return count > 0 and not _WEAK.sub("", rest).strip(_AROUND)


def take_source(text: str) -> Sourced:
    """The source that the last line of a text names, alone or in brackets behind its last sentence."""
    body = text.rstrip(_BLANKS + "\n")
    start = body.rfind("\n") + 1
    line = body[start:].strip(_BLANKS)
    name = _source_of(line)
    if name:
        return Sourced(body[:start].rstrip(_BLANKS + "\n"), name)
    opening = max(line.rfind("（"), line.rfind("("))
    if opening > 0 and line[-1:] in "）)" and (name := _source_of(line[opening:])):
        return Sourced(body[:start] + line[:opening].rstrip(_BLANKS), name)
    return Sourced(text, "")


def _source_of(line: str) -> str:
    if len(line) > _SOURCE_LIMIT + 12:
        return ""
    inner = without_brackets(line)
    found = _SOURCE.match(inner)
    name = inner[found.end() :].strip(_BLANKS) if found else ""
    usable = name and len(name) <= _SOURCE_LIMIT and not re.search("[。！？：:]", name)
    return without_brackets(name) if usable else ""


def _mail_headers(lines: list[str]) -> set[int]:
    """The lines of the headers of mails: three or more labels in a row, the sender's among them."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate([*lines, ""]):
        if len(line) <= _LIMIT and _MAIL.match(line.strip(_BLANKS)):
            run.append(at)
            continue
        if len(run) >= _MAIL_LINES and any(_SENDER.match(lines[one].strip(_BLANKS)) for one in run):
            found.update(run)
        run = []
    return found
