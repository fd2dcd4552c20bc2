"""One item of an issue as an issue of its own: what goes out when somebody wants the third item alone."""

from briefing_tui.model.issue import End, Issue, Item, walk_items


def excerpt(issue: Issue, position: int) -> Issue:
    """The masthead, the section and the item at a running position (from 1); IndexError when there is none.

    Preface, tail and corrections are of the whole issue and stay away; so does the item's number, which counts its neighbours.
    """
    if position < 1:
        raise IndexError(position)
    found = next((one for one in walk_items(issue) if one.position == position), None)
    if found is None:
        raise IndexError(position)
    section = issue.sections[found.section]
    titles = "run-in" if section.runs_in else ""
    item: Item = found.item._replace(title=found.title)
    alone = section._replace(numbered=False, continued=False, titles=titles, items=(item,))
    return issue._replace(preface=None, sections=(alone,), distribution=(), corrections=(), end=End(""))
