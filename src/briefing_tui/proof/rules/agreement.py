"""C-03: what a text says of its own parts: 三点意见 before four of them, 见第5条 where there are three, a contents page beside what follows. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark, lines_of
from briefing_tui.text.numerals import parse_number

_N = "[一二三四五六七八九十]{1,2}"
_LISTS = (
    (rf"(?:{_N})、", 0),
    (rf"[（(](?:{_N})[）)]", 1),
    (r"[0-9]{1,2}[.．](?![0-9])", 2),
    (r"[（(][0-9]{1,2}[）)]", 3),
    ("[①-⑳]", 4),
    (rf"(?:{_N})是(?!否)", 4),
    (rf"(?:{_N})要", 4),
    (rf"第(?:{_N})，", 4),
)
"""Labels of members, and how deep they stand; a label that stands higher ends the list."""
_MEMBERS = tuple(
    (re.compile(rf"(?:^|(?<=[。；：，;:]))[ \u3000]*({label})", re.MULTILINE), depth)
    for label, depth in _LISTS
)
_AT_LINE = tuple(re.compile(rf"[ \t\u3000]*{label}") for label, _depth in _LISTS)
_FIRST = re.compile(
    r"(?<=[：:。，])(?:[ \u3000]*\n[ \t\u3000\n]*)?(?=(?:一[、是要]|[（(][一1][）)]|1[.．](?![0-9])|①|第一，))"
)
_COUNT = re.compile(
    r"(?:(?P<number>[两二三四五六七八九十]|十[一二三四五]|(?<![0-9.])[2-9]|(?<![0-9.])1[0-9])(?P<measure>点|项|条|个|大|方面)(?:具体|主要|重点|重要|工作|明确|突出|主要的|方面的?){0,2}"
    r"(?:意见|要求|建议|措施|举措|体会|做法|经验|方面|问题|原因|特点|启示|看法|打算|任务|工作|不足|希望|倡议|原则|安排)?)(?:如下|展开|入手|发力|着手|抓起|推进|开展工作|的工作)?[：:。，]\Z"
)
_SAID = re.compile(
    "提出|强调|讲|谈|采取|部署|抓好|做好|存在|分析|概括|归纳|总结|主要|以下|如下|体现|表现|提|推出|交流|分享|有|作|明确|从|在|围绕|落实|要求"
)
"""What is said before such a count."""
_SPOKEN = re.compile("(?:强调|提出|讲|谈|要求|指出)了?\\Z")
_REFERENCE = re.compile(
    rf"(?:(?<!》)(?:参见|详见|参阅|见|参看|转)(?P<issue>本期|本刊|本简报)?|(?P<of>本期))[ ]?(?P<words>第[ ]?(?P<number>[0-9]{{1,3}}|{_N}|十[一二三四五六七八九])[ ]?条)(?P<item>信息|消息|条目|报道|新闻|动态|内容)?(?P<close>[）)])?"
)
_PART = re.compile(
    rf"(?:参见|详见|参阅|见|如|参看)(?:本文|本报告)?(?P<words>第(?P<number>{_N})部分)(?=[）)，。；、所中])"
)
_HEAD = re.compile(rf"^[ \t\u3000]*({_N})、", re.MULTILINE)
_ITEM = re.compile(r"^[ \t\u3000]*([0-9]{1,3})[.．](?![0-9]+[%％万亿个])", re.MULTILINE)
_CONTENTS = re.compile(
    r"^[ \t\u3000]*(?:本期|本刊)?(?:目[ \u3000]*录|导[ \u3000]*读|要[ \u3000]*目|内容提要|内容导读)[：:]?[ \t\u3000]*$",
    re.MULTILINE,
)
_ENTRY = re.compile(
    rf"(?P<blank>[ \t\u3000]*)(?P<label>(?:{_N})、|[（(](?:{_N}|[0-9]{{1,2}})[）)]|[0-9]{{1,3}}[.．、]|[-*·•●◆■▪–—][ \t]?|【)?[ \u3000]*(?P<title>[^\n]*?)(?P<leader>[ \t.…·．]*[0-9]{{0,3}}|[ ]*[（(][0-9]{{1,3}}[）)])[ \t\u3000]*$"
)
_BARE = re.compile(
    rf"^[ \t\u3000#*]*(?:(?:{_N})、|[（(](?:{_N}|[0-9]{{1,2}})[）)]|[0-9]{{1,3}}[.．、]|[-·•●◆■▪][ \t]?|【|◎)?[ \u3000]*"
)
_LONGEST = 80
"""Characters of an entry of a contents page."""
_MOST_ENTRIES = 200
_BEFORE = 40
"""Characters before a list in which its count is looked for."""


def agreement(text: str) -> Iterator[Remark]:
    """All of it in one text."""
    yield from _counts(text)
    if "部分" in text:
        yield from _references(text)
    if contents := _CONTENTS.search(text):
        yield from _contents(text, contents.end())


def _counts(text: str) -> Iterator[Remark]:
    """三点意见：一是…二是…三是…四是…."""
    for first in _FIRST.finditer(text):
        begin = text.rfind("\n", 0, first.start()) + 1
        before = text[max(begin, first.start() - _BEFORE) : first.start()]
        found = _COUNT.search(before)
        if found is None or not _SAID.search(before[: found.start()]):
            continue
        is_bare = found["measure"] != "方面" and found.end("measure") + 1 == found.end()
        if is_bare and not _SPOKEN.search(before[: found.start()]):
            continue  # 三点： is a time
        said = _number(found["number"])
        members = _members(text, first.end(), is_inline="\n" not in first[0])
        if members > 1 and members != said:
            at = first.start() - len(before)
            yield Remark(
                at + found.start(),
                at + found.end() - 1,
                None,
                _("{count} of them follow").format(count=members),
            )


def _members(text: str, start: int, *, is_inline: bool) -> int:
    """How many members the list that begins at `start` has; 0 where they do not count on by one."""
    kind = next((at for at, pattern in enumerate(_AT_LINE) if pattern.match(text, start)), None)
    if kind is None:
        return 0
    pattern, depth = _MEMBERS[kind]
    end = _end_of_list(text, start, kind, depth, is_inline=is_inline)
    count = 1
    for found in pattern.finditer(text, start + 1, end):
        number = _number(_bare(found[1]))
        if number == 1:
            break
        if number != count + 1:
            return 0
        count = number
    return count


def _end_of_list(text: str, start: int, kind: int, depth: int, *, is_inline: bool) -> int:
    """A list inside a paragraph goes on in those behind it that begin with a member; one of paragraphs up to a higher label. Both end where
    the labels begin anew.
    """
    higher = [pattern for pattern, (_label, level) in zip(_AT_LINE, _LISTS, strict=True) if level < depth]
    end = text.find("\n", start)
    while end >= 0:
        line = end + 1
        while text[line : line + 1] == "\n":
            line += 1
        member = _AT_LINE[kind].match(text, line)
        if is_inline and member is None:
            return end
        if any(pattern.match(text, line) for pattern in higher):
            return end
        if member is not None and _number(_bare(member[0])) == 1:
            return end
        end = text.find("\n", line)
    return len(text)


def _bare(label: str) -> str:
    return label.strip("、（）().．是要第， \t\u3000")


def _references(text: str) -> Iterator[Remark]:
    """见第五部分 of a text that has three."""
    heads = _last_of_run(_HEAD, text)
    if heads < 2 or re.search(rf"^[ \t\u3000]*第{_N}部分", text, re.MULTILINE):
        return
    for found in _PART.finditer(text):
        if _number(found["number"]) > heads:
            words = _("the text has {total} parts").format(total=heads)
            yield Remark(found.start("words"), found.end("words"), None, words)


def references_to_items(text: str, total: int) -> Iterator[Remark]:
    """见本期第16条, （见第16条）, 见第16条信息 of an issue of 15 items; 见第十六条 may be a clause."""
    if "条" not in text or "第" not in text:
        return
    for found in _REFERENCE.finditer(text):
        number = _number(found["number"])
        if (found["issue"] or found["of"] or found["item"] or found["close"]) and not 1 <= number <= total:
            words = _("the issue has {total} items").format(total=total)
            yield Remark(found.start(), found.end("words"), None, words)


def numbered_items(text: str) -> int:
    """How many items a text that is no issue yet has, by their numbers; 0 for none."""
    return _last_of_run(_ITEM, text)


def _last_of_run(pattern: "re.Pattern[str]", text: str) -> int:
    """The highest label that the paragraphs of a text count up to."""
    last = most = 0
    for found in pattern.finditer(text):
        number = _number(found[1])
        last = number if number in {1, last + 1} else max(last, number)
        most = max(most, last)
    return most


class _Entry(NamedTuple):
    start: int
    end: int
    title: str
    form: str
    """Its blanks and the form of its label: entries of one form stand on one level."""


def _contents(text: str, start: int) -> Iterator[Remark]:
    """Entries of a contents page without a heading behind it, where others of their level have theirs."""
    entries, end = _entries(text, start)
    if len(entries) < 3:
        return
    heads = {_title(line.text) for line in lines_of(text[end:])}
    opening = tuple(head for head in heads if head)
    for form in dict.fromkeys(entry.form for entry in entries):
        level = [entry for entry in entries if entry.form == form]
        missing = [
            entry
            for entry in level
            if entry.title not in heads and not any(head.startswith(entry.title) for head in opening)
        ]
        if len(level) - len(missing) >= max(2, len(missing)):
            for entry in missing:
                yield Remark(entry.start, entry.end, None, _("no such heading follows"))


def _entries(text: str, start: int) -> tuple[list[_Entry], int]:
    """The entries, and where they end: at a sentence, at a label that begins anew, at an entry that stands there already."""
    entries: list[_Entry] = []
    at, was_blank = start + 1, False
    while at < len(text) and len(entries) < _MOST_ENTRIES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        found = _ENTRY.match(text[at:end]) if end - at <= _LONGEST else None
        if not text[at:end].strip():
            was_blank = bool(entries)
        elif found is None or not found["title"] or found["title"][-1] in "。；！？：，":
            break
        else:
            form, title = _form(found), _title(found["title"])
            if title in {entry.title for entry in entries}:
                break
            if entries and (
                _is_first(found) or (was_blank and form not in {entry.form for entry in entries})
            ):
                break
            entries.append(_Entry(at + found.start("title"), at + found.end("title"), title, form))
            was_blank = False
        at = end + 1
    return entries, at


def _form(found: "re.Match[str]") -> str:
    return found["blank"] + re.sub(rf"{_N}|[0-9]+", "1", found["label"] or "")


def _is_first(found: "re.Match[str]") -> bool:
    return (found["label"] or "").strip("、（）().．") in {"一", "1"}


def _title(line: str) -> str:
    """A heading without its label and what is printed round it."""
    return re.sub(r"[ \u3000*#]", "", _BARE.sub("", line, count=1)).strip("】》。：:")


def _number(word: str) -> int:
    if "①" <= word <= "⑳":
        return ord(word) - 0x245F
    try:
        return parse_number(word)
    except ValueError:
        return 0
