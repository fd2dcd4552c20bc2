"""What the contents add to an issue whose text was read, and the account of their lines. Called by `sections` at the end.

A group that only the contents name is given to the items of its section; an entry that no line returned is a doubt.
"""

from collections.abc import Mapping

from briefing_tui.i18n import _
from briefing_tui.importers import report
from briefing_tui.importers.recogniser.contents.listing import Contents, ContentsEntry
from briefing_tui.importers.recogniser.growing import Group, GrowingIssue, GrowingSection
from briefing_tui.importers.recogniser.lines import compare_form


def use_contents(
    contents: Contents, found: frozenset[int], by_entry: Mapping[int, GrowingSection], draft: GrowingIssue
) -> None:
    """Give groups that only the contents name, then account for every contents line.

    `found` are the entries that a line of the text confirmed, `by_entry` the sections that began so.
    """
    ledger = draft.ledger
    groups = _groups(contents, found, by_entry, draft)
    if contents.head is not None:
        ledger.drop(contents.head.number, contents.head.text, report.CONTENTS)
        if not contents.entries:
            ledger.doubt(contents.head.number, _("contents without an entry"))
    if contents.body_head is not None:
        ledger.drop(contents.body_head.number, contents.body_head.text, report.CONTENTS)
    for index, entry in enumerate(contents.entries):
        text = entry.line.text
        if index in groups:
            text = text.replace(entry.title, "", 1)
        elif index not in found and not _is_preface(entry, draft):
            what = _("{title!r} stands in the contents only")
            ledger.doubt(entry.line.number, what.format(title=entry.title))
        ledger.drop(entry.line.number, text, report.CONTENTS)


def _groups(
    contents: Contents, found: frozenset[int], by_entry: Mapping[int, GrowingSection], draft: GrowingIssue
) -> frozenset[int]:
    """Entries that became the group of a section's items: the only one below it, and none of them confirmed."""
    children: dict[int, list[int]] = {}
    for index, entry in enumerate(contents.entries):
        if entry.level > 1 and index not in found and not _is_preface(entry, draft):
            children.setdefault(entry.parent, []).append(index)
    confirmed = {entry.parent for index, entry in enumerate(contents.entries) if index in found}
    used: set[int] = set()
    for parent, unmatched in children.items():
        section = by_entry.get(parent)
        if section is None or parent in confirmed or len(unmatched) != 1 or not section.items:
            continue
        if any(item.group is not None for item in section.items):
            continue
        _give_group(section, contents.entries[unmatched[0]], draft)
        used.add(unmatched[0])
    return frozenset(used)


def _give_group(section: GrowingSection, entry: ContentsEntry, draft: GrowingIssue) -> None:
    group = Group(entry.title, entry.line.number)
    group.used = True
    for item in section.items:
        item.group = group
    what = _("group {group!r} stands in the contents only: given to all items of {section!r}")
    draft.ledger.doubt(entry.line.number, what.format(group=entry.title, section=section.title))


def _is_preface(entry: ContentsEntry, draft: GrowingIssue) -> bool:
    """Whether an entry that no line confirmed is the preface."""
    return compare_form(entry.title) == compare_form(draft.preface_title) if draft.preface_title else False
