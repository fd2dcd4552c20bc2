"""更正: what changed between an issue as published and as it is now, as lines of the record. Pure.

Called by the editing session when a correction is saved, and by whoever shows the lines before that: they are what readers will see
behind the date and the item. They are Chinese, like everything a bulletin prints; the editor may reword them (`reworded`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from briefing_tui.model.identity import is_same
from briefing_tui.model.issue import Correction, Distribution, Issue, Item, Section, walk_items
from briefing_tui.text.passages import changed_passages, shortened

_SHOWN = 30
"""Characters of a body that are quoted whole; of a longer one, the passages that differ."""
_LINE_SHOWN = 80
"""Characters of a field of one line that are quoted whole."""
_PLACES = 3
"""Passages of one field that are quoted; how many there are is said."""
_ALIKE = 0.6
"""Share of a body that must be the same for two items to be one, when both title and body changed."""
_LOOKED_AT = 1000
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

    Workflow, corrections already noted and the mere order of the items of a section are no change of the text.
    """
    found = [
        Correction(date, None, f"报头{_NAMES[name]}{_told(str(old or ''), str(new or ''))}")
        for name in before.masthead._fields
        if (old := getattr(before.masthead, name)) != (new := getattr(after.masthead, name))
        and name in _NAMES
    ]
    if before.preface != after.preface:
        old_preface, new_preface = (issue.preface.body if issue.preface else "" for issue in (before, after))
        if old_preface != new_preface:
            found.append(Correction(date, None, f"编者按{_told(old_preface, new_preface, _SHOWN)}"))
    return (*found, *_once(_of_items(before, after, date)), *_of_frame(before, after, date))


def reworded(noted: Sequence[Correction], texts: Sequence[str]) -> tuple[Correction, ...]:
    """The lines as an editor has worded them, one text for each; date and item stay, and what has no text is left out."""
    return tuple(
        one._replace(text=text)
        for one, wording in zip(noted, texts, strict=True)
        if (text := " ".join(wording.split()))
    )


def _once(found: list[Correction]) -> list[Correction]:
    """What is told alike of several items (a group has another name) is told once, of the issue."""
    alike = Counter(one.text for one in found if one.text.startswith(_NAMES["group"]))
    told: list[Correction] = []
    for one in found:
        if alike[one.text] < 2:
            told.append(one)
        elif one._replace(item=None) not in told:
            told.append(one._replace(item=None))
    return told


def _of_items(before: Issue, after: Issue, date: dt.date) -> list[Correction]:
    known = [(one.item, before.sections[one.section]) for one in walk_items(before)]
    changed: list[tuple[int, Item, Section]] = []
    for one in walk_items(after):
        place = after.sections[one.section]
        if (same := _unchanged(one.item, place, known, after)) is None:
            changed.append((one.position, one.item, place))
        else:
            del known[same]
    found: list[Correction] = []
    for position, item, section in changed:
        at = _partner(item, [old for old, _section in known])
        if at is None:
            found.append(Correction(date, position, f"增加“{_quoted(shortened(item.title or item.body))}”"))
            continue
        old, was_in = known.pop(at)
        if _moved(was_in, section, after):
            found.append(Correction(date, position, f"由{_written(was_in)}移至{_written(section)}"))
        found.extend(
            Correction(date, position, f"{_NAMES[name]}{_told(_text(was), _text(now), _limit(name))}")
            for name in Item._fields
            if name in _NAMES  # where a piece was taken from is the house's own business
            and (was := getattr(old, name)) != (now := getattr(item, name))
        )
    found.extend(
        Correction(date, None, f"删去“{_quoted(shortened(item.title or item.body))}”一条")
        for item, _section in known
    )
    return found


def _unchanged(item: Item, section: Section, known: list[tuple[Item, Section]], after: Issue) -> int | None:
    """Which of `known` this item is, when it reads as it did and stands in the section in which it stood."""
    return next(
        (at for at, (old, was_in) in enumerate(known) if old == item and not _moved(was_in, section, after)),
        None,
    )


def _moved(was_in: Section, section: Section, after: Issue) -> bool:
    """Whether an item stands in another section than before, which is still there: a new head moves nothing."""
    return not _is_one(was_in, section) and any(_is_one(was_in, one) for one in after.sections)


def _is_one(old: Section, new: Section) -> bool:
    return is_same(old, new) or old.title == new.title


def _written(section: Section) -> str:
    return f"【{section.title.strip('【】')}】" if section.title else "无标题栏目"


def _partner(item: Item, left: list[Item]) -> int | None:
    """Which item of the old issue this one was: the same piece, else by title, by body, or by most of its body."""
    for at, old in enumerate(left):
        if is_same(old, item):
            return at
    for at, old in enumerate(left):
        if old.title and old.title == item.title:
            return at
    for at, old in enumerate(left):
        if old.body and old.body == item.body:
            return at
    alike = max(enumerate(left), key=lambda one: _likeness(one[1], item), default=None)
    return alike[0] if alike is not None and _likeness(alike[1], item) >= _ALIKE else None


def _likeness(old: Item, new: Item) -> float:
    """How much of the beginnings of two bodies is the same characters, 0 to 1."""
    return SequenceMatcher(None, old.body[:_LOOKED_AT], new.body[:_LOOKED_AT], autojunk=False).quick_ratio()


def _of_frame(before: Issue, after: Issue, date: dt.date) -> list[Correction]:
    found: list[Correction] = []
    titles = [[section.title for section in issue.sections] for issue in (before, after)]
    if titles[0] != titles[1]:
        found.append(Correction(date, None, f"栏目{_told('、'.join(titles[0]), '、'.join(titles[1]))}"))
    if before.distribution != after.distribution:
        told = _of_distribution(before.distribution, after.distribution)
        found.append(Correction(date, None, told or "分送范围有变动"))
    return found


def _of_distribution(before: Sequence[Distribution], after: Sequence[Distribution]) -> str:
    """Who was added or left out, line by line; empty when lines came and went or only their form differs."""
    if [line.role for line in before] != [line.role for line in after]:
        return ""
    told = []
    for old, new in zip(before, after, strict=True):
        gone = [name for name in old.recipients if name not in new.recipients]
        come = [name for name in new.recipients if name not in old.recipients]
        parts = [
            f"{word}“{_quoted('、'.join(names))}”"
            for word, names in (("删去", gone), ("增加", come))
            if names
        ]
        if parts:
            told.append(f"{old.role}{'，'.join(parts)}")
    return f"分送范围{'；'.join(told)}" if told else ""


def _text(value: object) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _limit(name: str) -> int:
    return _SHOWN if name == "body" else _LINE_SHOWN


def _told(old: str, new: str, limit: int = _LINE_SHOWN) -> str:
    """`“旧”更正为“新”` of the whole when it is short, else of each passage that differs; or what came or went."""
    if max(len(old), len(new)) <= limit:
        return _worded(old.replace("\n", ""), new.replace("\n", ""))
    if sorted(old.split("\n")) == sorted(new.split("\n")):
        return "的段落次序有调整"
    passages, total = changed_passages(old, new, _PLACES)
    told = "；".join(_worded(*passage) for passage in passages)
    return told + (f"等{total}处" if total > _PLACES else "")


def _worded(old: str, new: str) -> str:
    if old == new:
        return "的分段有调整"
    if not old or not new:
        return f"增加“{_quoted(new)}”" if new else f"删去“{_quoted(old)}”"
    return f"“{_quoted(old)}”更正为“{_quoted(new)}”"


def _quoted(text: str) -> str:
    """Text inside of “ ”: its own quotation marks are ‘ ’ there."""
    return text.translate(_INNER)


_INNER = str.maketrans("“”", "‘’")
