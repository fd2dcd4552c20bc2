"""The saved states in which one item of an issue became what it was, newest first, as they are found.

A thousand states are not decoded to know that an item stayed the same: while the very lines that it has in one state stand in the next,
it did. Only where they do not, the state is decoded and the item recognised by what it says.
"""

import re
from collections.abc import Generator
from contextlib import closing

from briefing_tui.errors import BriefingError
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.history.blobs import Blobs
from briefing_tui.library.history.git import Git
from briefing_tui.library.history.versions import Version, blob_of, met, walk_versions
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import IssueKey

_HEAD = re.compile(rb"^\[\[section\.item\]\]\n", re.MULTILINE)
_FRAME = b'format = 1\n[masthead]\ntitle = "x"\nyear = 2000\nnumber = 1\n[[section]]\n'
"""What makes an issue of one item's lines."""
_NEXT = re.compile(rb"^\[", re.MULTILINE)


def item_versions(root: str, key: IssueKey, item: Item, now: Issue) -> Generator[Version, None, None]:
    """The states in which an item of the issue as it is `now` was another than in the state before; the last is the one in which it came. To be closed."""
    later, waiting, lines = item, None, b""
    around = now
    with closing(walk_versions(root, key)) as known, Blobs(Git(root)) as blobs:
        for version in known:
            data = None if version.is_gone else blobs.read(blob_of(version))
            if data is not None and lines and stands_in(lines, data):
                waiting = version
                continue
            issue = None if data is None else _issue(data)
            if data is not None and issue is None:
                continue  # a state that cannot be read says nothing of its items
            there = None if issue is None else met(issue, later, around)
            if waiting is not None and (there is None or tuple(there) != tuple(later)):
                yield waiting
                if there is None:
                    return
            if there is None:
                continue  # it is not recorded yet, or was away for a while
            assert issue is not None
            assert data is not None
            later, around = there, issue
            waiting, lines = version, lines_of(data, issue, there)
        if waiting is not None:
            yield waiting


def stands_in(lines: bytes, data: bytes) -> bool:
    """Whether an item's lines stand in a file as a whole: nothing more of it follows."""
    at = data.find(lines)
    if at < 0 or (at and data[at - 1 : at] != b"\n"):
        return False
    rest = data[at + len(lines) : at + len(lines) + 64].lstrip(b"\n")
    return not rest or rest[:1] == b"["


def lines_of(data: bytes, issue: Issue, item: Item) -> bytes:
    """The lines of an item in its file; empty where they cannot be told for certain: in unusual notation, or with comments behind them."""
    items = [one for section in issue.sections for one in section.items]
    heads = list(_HEAD.finditer(data))
    if len(heads) != len(items):
        return b""
    head = heads[next(at for at, one in enumerate(items) if one is item)]
    for following in _NEXT.finditer(data, head.end()):
        lines = data[head.start() : following.start()].rstrip(b"\n") + b"\n"
        if _is_whole(lines, item):
            return lines
        if following.start() - head.end() > len(item.body.encode("utf-8", "replace")) + 4000:
            break
    return b""


def _is_whole(lines: bytes, item: Item) -> bool:
    """Whether lines alone make just this item."""
    issue = _issue(_FRAME + lines)
    made = [one for section in issue.sections for one in section.items] if issue is not None else []
    return len(made) == 1 and tuple(made[0]) == tuple(item)


def _issue(data: bytes) -> Issue | None:
    try:
        return load_issue(data, "").issue
    except BriefingError:
        return None
