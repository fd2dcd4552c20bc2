"""The names of places in a page: `#item-3` is 2024-14#3, `#section-2` the second section. They stay as long as the issue does."""

from briefing_tui.compose.composition import Composition


def item_anchor(position: int) -> str:
    """Of an item, by its running position from 1."""
    return f"item-{position}"


def section_anchor(index: int) -> str:
    """Of a section, by its index from 0."""
    return f"section-{index + 1}"


def anchors_by_block(composition: Composition) -> dict[int, str]:
    """Block → the anchor of what begins there. Where a section without a head begins with its item, it is the item's."""
    issue = composition.issue
    found = {
        composition.block_of_section(index): section_anchor(index) for index in range(len(issue.sections))
    }
    for position in range(1, issue.item_total() + 1):
        found[composition.block_of_item(position)] = item_anchor(position)
    return found
