"""What changed between two saved states of an issue, in one line: the message of a commit. Pure.

    2024-15：改写第3条、移动第5条
    2024-15：新建，5 条

Items are met by equal titles or equal texts, whatever moved; positions are the running ones of the later state. In Chinese, for the history
of a library is read by its house, whatever language the session had.
"""

from collections import Counter

from briefing_tui.library.history.settled import settled
from briefing_tui.model.issue import PUBLISHED, Issue, Item
from briefing_tui.model.key import IssueKey

_MOST = 4
"""Changes that are named; of more, how many."""


def summary(key: IssueKey, before: Issue | None, after: Issue | None) -> str:
    """One line; `before` is None for a new issue, `after` for one that was taken away."""
    if after is None:
        return f"{key}：删除"
    if before is None:
        return f"{key}：新建，{after.item_total()} 条"
    told = [*_status(before, after), *_items(before, after), *_frame(before, after)]
    if not told:
        return f"{key}：改写法（不改内容）"
    more = f"等 {len(told)} 处" if len(told) > _MOST else ""
    return f"{key}：{'、'.join(told[:_MOST])}{more}"


def is_renamed(before: Issue, after: Issue) -> bool:
    """Whether an issue that came may be one that went, under another number: most of its items are the same."""
    old = Counter(item for section in before.sections for item in section.items)
    new = Counter(item for section in after.sections for item in section.items)
    if not old or not new:
        return before.sections == after.sections and before.masthead.title == after.masthead.title
    return 2 * (old & new).total() >= max(old.total(), new.total())


def _status(before: Issue, after: Issue) -> list[str]:
    old, new = before.workflow.status, after.workflow.status
    if old != new:
        steps = after.workflow.steps
        return [
            steps[-1].what if steps and len(steps) > len(before.workflow.steps) and steps[-1].what else new
        ]
    if new == PUBLISHED and len(after.corrections) > len(before.corrections):
        return ["更正"]
    return []


def _items(before: Issue, after: Issue) -> list[str]:
    old = [item for section in before.sections for item in section.items]
    new = [item for section in after.sections for item in section.items]
    partner = _partners(old, new)
    kept = [partner[at] for at in range(len(new)) if at in partner]
    stayed = set(settled(kept))
    told = []
    for at, item in enumerate(new):
        if at not in partner:
            told.append(f"新增第{at + 1}条")
        elif not _same(old[partner[at]], item):
            told.append(f"改写第{at + 1}条")
        elif partner[at] not in stayed:
            told.append(f"移动第{at + 1}条")
    gone = len(old) - len(partner)
    return [*told, *([f"删去 {gone} 条"] if gone else [])]


def _partners(old: list[Item], new: list[Item]) -> dict[int, int]:
    """Later position → earlier one: whole items first, then equal titles, then equal texts, then what is left at one place."""
    free = dict.fromkeys(range(len(old)))
    found: dict[int, int] = {}
    looks = (
        lambda item: (item.title, item.body),
        lambda item: item.title or None,
        lambda item: item.body or None,
    )
    for look in looks:
        places: dict[object, list[int]] = {}
        for at in free:
            if (value := look(old[at])) is not None:
                places.setdefault(value, []).append(at)
        for at, item in enumerate(new):
            if at not in found and (waiting := places.get(look(item))):
                found[at] = waiting.pop(0)
                free.pop(found[at], None)
    if len(old) == len(new):
        for at in range(len(new)):
            if at not in found and at in free:
                found[at] = at
                del free[at]
    return found


def _same(one: Item, other: Item) -> bool:
    return tuple(one) == tuple(other)


def _frame(before: Issue, after: Issue) -> list[str]:
    told = []
    if before.masthead != after.masthead:
        told.append("改报头")
    if tuple(before.preface or ()) != tuple(after.preface or ()):
        told.append("改卷首语")
    if [one._replace(items=()) for one in before.sections] != [
        one._replace(items=()) for one in after.sections
    ]:
        told.append("改栏目")
    if before.distribution != after.distribution or before.end != after.end:
        told.append("改报送")
    return told
