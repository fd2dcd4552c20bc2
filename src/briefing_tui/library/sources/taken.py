"""What was taken over from other libraries: noted among the decisions about contributions, so that it is counted for its unit, and noticed again.

Noted once it is saved in an issue, as a contribution is: who takes an item back before the save has taken nothing. Only items whose origin
names one of the `sources` are.
"""

import datetime as dt
import os
from collections.abc import Sequence

from briefing_tui.i18n import _
from briefing_tui.library.disk.files import cannot, sync_folder
from briefing_tui.library.disk.names import INBOX
from briefing_tui.library.disk.sharing import make_folder
from briefing_tui.library.disk.user_name import account_name
from briefing_tui.library.inbox.contribution import TAKEN, Decision
from briefing_tui.library.inbox.record import append_decision, read_decisions
from briefing_tui.library.sources.listing import read_sources
from briefing_tui.library.sources.source import Source
from briefing_tui.model.issue import Issue, Item, walk_items
from briefing_tui.model.key import IssueKey, ItemAddress
from briefing_tui.model.origin import address_of, origin_item


def as_taken(item: Item, source: Source, key: IssueKey, position: int) -> Item:
    """An item of another library as it comes into an issue: of that library's unit, with its address."""
    return item._replace(units=(source.unit,), origin=address_of(source.name, key, position))


def taken_before(root: str) -> dict[str, str]:
    """Address of an item elsewhere → where it was taken to. BriefingError when the decisions cannot be read."""
    return {one.file: one.told for one in read_decisions(root) if one.what == TAKEN and not one.to}


def note_taken(root: str, issue: Issue, key: IssueKey, who: str = "") -> None:
    """An issue was saved: note what of other libraries is in it and was not noted yet. BriefingError when that cannot be done."""
    found = [(one.item, one.position) for one in walk_items(issue) if _library_of(one.item)]
    if not found:
        return
    names = {one.name for one in read_sources(root) if not one.fault}
    known = taken_before(root)
    fresh = [
        (item, position)
        for item, position in found
        if _library_of(item) in names and item.origin not in known
    ]
    if fresh:
        _append(root, key, fresh, who or account_name())


def _append(root: str, key: IssueKey, found: Sequence[tuple[Item, int]], who: str) -> None:
    folder = os.path.join(root, INBOX)
    try:
        if not os.path.lexists(folder):
            make_folder(root, folder)
            sync_folder(root)
    except OSError as error:
        raise cannot(_("cannot make the directory"), folder, error) from error
    now = dt.datetime.now().strftime("%Y-%m-%d %H:%M")  # noqa: DTZ005 - local, as people write it
    for origin in dict.fromkeys(item.origin for item, _position in found):
        same = [(item, position) for item, position in found if item.origin == origin]
        unit = next((name for item, _position in same for name in item.units), "")
        places = tuple(str(ItemAddress(key, position)) for _item, position in same)
        append_decision(root, Decision(TAKEN, origin, unit, "", now, who, places))


def _library_of(item: Item) -> str:
    found = origin_item(item.origin) if item.origin else None
    return found.library if found is not None else ""
