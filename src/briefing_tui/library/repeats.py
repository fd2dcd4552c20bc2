"""Whether what is about to be taken stood in an earlier issue. Called before items come in, by the screens and the verbs.

Looks at the newest issues alone: what stood there years ago is for the search. An issue that cannot be read tells nothing.
"""

from collections.abc import Iterator, Sequence

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Item, walk_items
from briefing_tui.model.key import IssueKey
from briefing_tui.model.origin import is_elsewhere

ISSUES = 24
"""Issues that are looked at: two years of a monthly bulletin."""
_LEAST_TITLE = 10
"""Characters of a title that tells an item; shorter ones come again and again."""


def stood_in(
    library: LibraryReader, items: Sequence[Item], but: IssueKey, limit: int = ISSUES
) -> Iterator[tuple[Item, str]]:
    """Each of the items that an issue other than `but` has, by its text or by a title that tells, with its address there."""
    wanted = list(items)
    keys = library.keys()
    for key in [one for one in keys if one != but][:limit]:
        if not wanted:
            return
        try:
            issue = library.load(key).issue
        except BriefingError:
            continue
        for item in list(wanted):
            at = next((one.position for one in walk_items(issue) if _is_same(one.item, item)), 0)
            if at and item.origin != f"{key}#{at}":
                wanted.remove(item)
                yield item, f"{key}#{at}"


def _is_same(there: Item, item: Item) -> bool:
    if (item.body and there.body == item.body) or (there.origin == item.origin and is_elsewhere(item.origin)):
        return True
    return len(item.title) >= _LEAST_TITLE and there.title == item.title
