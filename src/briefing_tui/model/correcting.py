"""更正: what changed between an issue as published and as it is now, as lines of the record. Pure.

Called by the editing session when a correction is saved. The lines are Chinese, like everything a bulletin prints; the
editor may rewrite them before they are sent out.
"""

import datetime as dt
from difflib import SequenceMatcher

from briefing_tui.model.issue import Correction, Issue, Item, walk_items

_SHOWN = 30
"""Characters of a passage that are quoted; a longer one is cut in its middle."""
_CONTEXT = 6
"""Characters on either side of a change that are quoted with it, so that a lone digit can be found."""
_ALIKE = 0.6
"""Share of a body that must be the same for two items to be one, when both title and body changed."""
_LOOKED_AT = 1000
_COMPARED = 3000
"""Characters that are compared one by one; the time grows with their square."""
_NAMES = {
    "publisher": "主办单位",
    "title": "标题",
    "date": "日期",
    "department": "部门",
    "marking": "标识",
    "total": "总期号",
    "body": "正文",
    "group": "小栏目",
    "source": "来源",
    "url": "链接",
    "units": "报送单位",
    "tags": "标签",
}


def corrections(before: Issue, after: Issue, date: dt.date) -> tuple[Correction, ...]:
    """One line for each changed field, in the order of the page; items are told by their new position.

    Workflow, corrections already noted and the mere order of items are no change of the text.
    """
    found = [
        Correction(date, None, f"报头{_NAMES[name]}{_told(str(old or ''), str(new or ''))}")
        for name in before.masthead._fields
        if (old := getattr(before.masthead, name)) != (new := getattr(after.masthead, name))
        and name in _NAMES
    ]
    if before.preface != after.preface:
        old_preface, new_preface = (issue.preface.body if issue.preface else "" for issue in (before, after))
        found.append(Correction(date, None, f"编者按{_told(old_preface, new_preface)}"))
    return (*found, *_of_items(before, after, date), *_of_frame(before, after, date))


def _of_items(before: Issue, after: Issue, date: dt.date) -> list[Correction]:
    known = [one.item for one in walk_items(before)]
    changed: list[tuple[int, Item]] = []
    for position, item in ((one.position, one.item) for one in walk_items(after)):
        if item in known:
            known.remove(item)
        else:
            changed.append((position, item))
    found: list[Correction] = []
    for position, item in changed:
        old = _partner(item, known)
        if old is None:
            found.append(Correction(date, position, f"增加“{_cut(item.title)}”"))
            continue
        known.remove(old)
        found.extend(
            Correction(date, position, f"{_NAMES[name]}{_told(_text(was), _text(now))}")
            for name in Item._fields
            if (was := getattr(old, name)) != (now := getattr(item, name))
        )
    found.extend(Correction(date, None, f"删去“{_cut(item.title)}”一条") for item in known)
    return found


def _partner(item: Item, left: list[Item]) -> Item | None:
    """The item of the old issue that this one was: by title, by body, or by most of its body."""
    for old in left:
        if old.title and old.title == item.title:
            return old
    for old in left:
        if old.body and old.body == item.body:
            return old
    alike = max(left, key=lambda old: _likeness(old, item), default=None)
    return alike if alike is not None and _likeness(alike, item) >= _ALIKE else None


def _likeness(old: Item, new: Item) -> float:
    """How much of the beginnings of two bodies is the same characters, 0 to 1."""
    return SequenceMatcher(None, old.body[:_LOOKED_AT], new.body[:_LOOKED_AT], autojunk=False).quick_ratio()


def _of_frame(before: Issue, after: Issue, date: dt.date) -> list[Correction]:
    found: list[Correction] = []
    titles = [[section.title for section in issue.sections] for issue in (before, after)]
    if titles[0] != titles[1]:
        found.append(Correction(date, None, f"栏目{_told('、'.join(titles[0]), '、'.join(titles[1]))}"))
    if before.distribution != after.distribution:
        found.append(Correction(date, None, "分送范围有变动"))
    return found


def _text(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _told(old: str, new: str) -> str:
    """`“旧”更正为“新”`, with the first changed passage quoted, or what came or went."""
    if not old or not new:
        return f"增加“{_cut(new)}”" if new else f"删去“{_cut(old)}”"
    if max(len(old), len(new)) <= _SHOWN:
        return f"“{old}”更正为“{new}”"
    if len(old) + len(new) > 20_000:
        start, ends = _ends(old, new)
        spans = [(start, len(old) - ends, start, len(new) - ends)]
    else:
        spans = _spans(old, new)
    quoted = [f"“{_quote(old, a, b)}”更正为“{_quote(new, c, d)}”" for a, b, c, d in spans[:3]]
    return "，".join(quoted) + (f"等{len(spans)}处" if len(spans) > 3 else "")


def _spans(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """The changed stretches, close ones joined."""
    start, ends = _ends(old, new)
    old_end, new_end = len(old) - ends, len(new) - ends
    if old_end + new_end - 2 * start > _COMPARED:
        return [(start, old_end, start, new_end)]
    spans: list[tuple[int, int, int, int]] = []
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if spans and a + start - spans[-1][1] <= _CONTEXT:
            spans[-1] = (spans[-1][0], b + start, spans[-1][2], d + start)
        else:
            spans.append((a + start, b + start, c + start, d + start))
    return spans


def _ends(old: str, new: str) -> tuple[int, int]:
    """Characters that are equal at the beginning and at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    ends = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, ends


def _quote(text: str, start: int, end: int) -> str:
    """The passage with its context, on one line."""
    return _cut(text[max(0, start - _CONTEXT) : end + _CONTEXT].replace("\n", ""))


def _cut(text: str) -> str:
    one_line = text.replace("\n", "")
    half = _SHOWN // 2
    return one_line if len(one_line) <= _SHOWN + 1 else f"{one_line[:half]}…{one_line[-half:]}"
