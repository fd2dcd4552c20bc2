"""What a text came in: the header and signature of a mail above and below it, the numbers that a messenger sets over titles.

Called by `recognise` for plain texts before anything else is recognised. Each sign is positive: a header has its sender and
two more fields, the numbers 01, 02 … count from one, each over a line that can be a title.
"""

from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.importers.recogniser.labels import is_page_furniture, is_web_line
from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.importers.recogniser.numbers import take_numbers
from briefing_tui.importers.report import MAIL, NUMBER_LABEL, WEB, Ledger, shown
from briefing_tui.text.late_pattern import late
from briefing_tui.text.leavings import is_leaving
from briefing_tui.text.marks import is_title_like, read_mark


def _spaced(words: str) -> str:
    """A pattern for labels whose letters may be spread out: 主　题."""
    return "|".join("[ \u3000]{0,4}".join(word) for word in words.split())


_SENDERS, _SUBJECTS = "发件人 寄件人 寄件者", "主题 主旨"
_OTHERS = "收件人 收件者 抄送人 抄送 密送 发送时间 发送日期 时间 日期 附件 回复 重要性"
_FIELD = late(
    f"(?:{_spaced(f'{_SENDERS} {_SUBJECTS} {_OTHERS}')}|From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Attachments?|Importance)[ \u3000]*[：:]"
)
_SENDER = late(f"(?:{_spaced(_SENDERS)}|From)[ \u3000]*[：:]")
_SUBJECT = late(
    f"(?:{_spaced(_SUBJECTS)}|Subject)[ \u3000]*[：:][ \u3000]*(?:(?:转发|回复|答复|发送|Fwd?|FW|Re|RE)[：:][ \u3000]*)*"
)
_MASTHEAD = 12
"""Lines of a text in which its own masthead stands."""
_NUMBER_LINE = 40
_LEAST = 3
"""Fields of a header."""
_ABOVE = 4
"""Lines over a header: 转发邮件 and the like."""
_SIGNATURE = 10
"""Lines of a signature."""
_RELATED = late(
    "(?:相关|延伸|推荐|更多|热门|热点|往期|精彩|近期)(?:新闻|阅读|链接|文章|推荐|信息|报道|回顾|精选|热文|内容)[:：]?"
)
_RELATED_LINES = 14
"""Lines of titles of other pages."""
_ORDINAL = late(r"(?:(?:PART|Part|part|NO|No|no)[.．· ]{0,2})?0([1-9])|(?:PART|Part|part)[.．· ]{0,2}([1-9])")


def without_envelope(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    """The lines less header and signature of a mail, and less ordinals that stand alone over titles."""
    return _without_ordinals(_without_related(_without_mail(lines, ledger), ledger), ledger)


def _without_mail(lines: Sequence[SourceLine], ledger: Ledger) -> Sequence[SourceLine]:
    lines = _without_quotes(lines, ledger)
    start = next((at for at, line in enumerate(lines[:_ABOVE]) if _FIELD.match(line.text)), 0)
    end = start
    while end < len(lines) and _FIELD.match(lines[end].text):
        end += 1
    header = lines[start:end]
    if len(header) < _LEAST or not any(_SENDER.match(line.text) for line in header):
        return lines
    if not all(is_leaving(line.text) for line in lines[:start]) or end == len(lines):
        return lines
    below = lines[end:]
    cut = next(
        (at for at, line in enumerate(below) if line.text == "--" and len(below) - at - 1 <= _SIGNATURE),
        len(below),
    )
    told = any(_tells_number(line.text) for line in below[:_MASTHEAD])
    subject = None if told else next((line for line in header if _names_issue(line.text)), None)
    for part in (lines[:end], below[cut:]):
        for line in part:
            if line is subject:
                continue
            ledger.drop(line.number, line.text, MAIL)
            what = _("{text!r} was said by a mail and is not kept")
            ledger.doubt(line.number, what.format(text=shown(line.text)))
    below = below[:cut]
    if subject is None:
        return below
    label = _SUBJECT.match(subject.text)
    bare = subject.text[label.end() :] if label else subject.text
    ledger.drop(subject.number, subject.text[: len(subject.text) - len(bare)], MAIL)
    return [subject._replace(text=bare), *below]


def _names_issue(text: str) -> bool:
    """Whether the subject of a mail tells the number of the issue: it is the masthead of a text that has none."""
    label = _SUBJECT.match(text)
    return label is not None and take_numbers(text[label.end() :]).number > 0


def _tells_number(text: str) -> bool:
    return len(text) <= _NUMBER_LINE and text[-1] not in "。！；" and take_numbers(text).number > 0


def _without_related(lines: Sequence[SourceLine], ledger: Ledger) -> Sequence[SourceLine]:
    """The text of a page on the web without the titles of other pages at its end: 相关新闻."""
    floor = max(0, len(lines) - _RELATED_LINES)
    start = next((at for at in range(floor, len(lines)) if _RELATED.fullmatch(lines[at].text)), len(lines))
    titles = all(is_title_like(line.text) or _is_of_page(line.text) for line in lines[start + 1 :])
    if start + 1 >= len(lines) or not titles or not any(_is_of_page(line.text) for line in lines[:start]):
        return lines
    for line in lines[start:]:
        ledger.drop(line.number, line.text, WEB)
        what = _("{text!r} was said by a web page and is not kept")
        ledger.doubt(line.number, what.format(text=shown(line.text)))
    return lines[:start]


def _is_of_page(text: str) -> bool:
    return is_web_line(text) or is_page_furniture(text)


def _without_quotes(lines: Sequence[SourceLine], ledger: Ledger) -> Sequence[SourceLine]:
    """A text that is quoted as a whole, without the > before its lines."""
    quoted = sum(line.text[0] == ">" for line in lines)
    if quoted * 10 < len(lines) * 9 or quoted < _LEAST:
        return lines
    done: list[SourceLine] = []
    gap = 0
    for line in lines:
        bare = line.text.lstrip("> \t\u3000")
        ledger.drop(line.number, line.text[: len(line.text) - len(bare)], MAIL)
        if bare:
            done.append(line._replace(text=bare, gap=max(line.gap, gap)))
        gap = 0 if bare else 1
    return done


def _without_ordinals(lines: Sequence[SourceLine], ledger: Ledger) -> list[SourceLine]:
    found: list[int] = []
    for index, line in enumerate(lines[:-1]):
        ordinal = _ORDINAL.fullmatch(line.text)
        below = lines[index + 1].text
        if ordinal and int(ordinal[1] or ordinal[2]) == len(found) + 1 and is_title_like(below):
            found.append(index)
    if len(found) < 2 or any(read_mark(lines[index + 1].text) for index in found):
        return list(lines)
    kept: list[SourceLine] = []
    gone = set(found)
    for index, line in enumerate(lines):
        if index in gone:
            ledger.drop(line.number, line.text, NUMBER_LABEL)
        elif index - 1 in gone:
            kept.append(line._replace(gap=max(line.gap, 1)))
        else:
            kept.append(line)
    return kept
