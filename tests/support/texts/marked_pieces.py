"""An issue file whose pieces all carry keys, comments and tables of their own, and what must hold of it after any save (promise K1).

Every piece has a mark, `k7`, in one field that tests leave alone (an item's `url`, a section's title, a line's `channel`, a correction's
`text`) and in all that belongs to it and that the program does not know. What people read is the same in all of them, so that nothing
but its identity tells a piece.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from hypothesis import strategies as st

HEAD = """# file
format = 1 # version

[masthead] # head
publisher = "示例公司"
title = "工作简报"
year = 2024
number = 5
slogan = "务实"

[masthead.contact]
phone = "无"

[workflow]
status = "draft"
"""
TAIL = """
[figures] # of our own
a = 1

[end]
mark = "以下无正文"
# last words
"""
SEEDS = st.integers(0, 1 << 32)
"""For what is done at random to a file: hypothesis itself would rarely do much."""
MARK = re.compile(r"\bk\d+\b")


def _piece(draw: st.DrawFn, table: str, mark: str, keys: list[str]) -> list[str]:
    """The lines of one piece. A comment of the piece above is parted from them by a blank line."""
    lines = [f"# before {mark}"] if draw(st.booleans()) else []
    blank = draw(st.booleans())
    lines.append(f"  [[{table}]] # header {mark}" if draw(st.booleans()) else f"[[{table}]]")
    own = [f'own = "{mark}"', f'"an other".key = "{mark}"', f"# inside {mark}"]
    for line in own:
        keys.insert(draw(st.integers(0, len(keys) - 1)), line)
    lines += keys
    if draw(st.booleans()):
        lines += ["", f"[{table}.extra] # {mark}", f'id = "{mark}"']
    elif draw(st.booleans()):
        lines += [f"# after {mark}", ""]
    return ["", *lines] if blank else lines


def _item(draw: st.DrawFn, mark: str) -> list[str]:
    body = draw(
        st.sampled_from(
            ['body = "一行"', 'body = """\n同一段。\n第二段。\n""" # words', "body = '''\n同一段。'''"]
        )
    )
    tags = draw(st.sampled_from(["tags = []", f'tags = [\n  "一", # {mark}\n  "二"\n]']))
    return _piece(draw, "section.item", mark, ['title = "同题"', body, f'url = "{mark}"', tags])


@st.composite
def marked_texts(draw: st.DrawFn) -> str:
    """A file with some sections, items, distribution lines and corrections."""
    marks = (f"k{number}" for number in range(1, 1000))
    lines: list[str] = []
    if draw(st.booleans()):
        mark = next(marks)
        lines += [
            "",
            f"# before {mark}",
            "[preface]",
            f'title = "按 {mark}"',
            f'own = "{mark}"',
            'body = "同文"',
        ]
    for mark in islice(marks, draw(st.integers(0, 3))):
        lines += _piece(
            draw, "distribution", mark, ['role = "报"', 'recipients = ["同人"]', f'channel = "{mark}"']
        )
    for mark in islice(marks, draw(st.integers(1, 3))):
        lines += _piece(draw, "section", mark, [f'title = "栏 {mark}"', "numbered = true"])
        for item in islice(marks, draw(st.integers(0, 4))):
            lines += _item(draw, item)
    for mark in islice(marks, draw(st.integers(0, 2))):
        lines += _piece(draw, "correction", mark, [f'text = "更 {mark}"', "date = 2024-05-21"])
    text = HEAD + "\n".join(lines) + "\n" + TAIL
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def marks_of(text: str) -> dict[str, Counter[str]]:
    """What belongs to each mark: its lines, with how often each stands there."""
    found: dict[str, Counter[str]] = {}
    for line in text.splitlines():
        for mark in set(MARK.findall(line)):
            if not _is_field(line):
                found.setdefault(mark, Counter())[line.replace('",', '"')] += 1  # a last entry needs no comma
    return found


def _is_field(line: str) -> bool:
    """Whether a line holds a field that people edit."""
    return line.split(" = ", 1)[0].strip() in {"title", "url", "channel", "text", "tags"}


def pieces_in(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mark in its field, and the table, of each piece of a file; an empty mark for pieces that tests made."""
    if "preface" in table:
        yield _mark(table["preface"].get("title", "")), table["preface"]
    for line in table.get("distribution", []):
        yield _mark(line.get("channel", "")), line
    for section in table.get("section", []):
        yield _mark(section.get("title", "")), section
        for item in section.get("item", []):
            yield _mark(item.get("url", "")), item
    for entry in table.get("correction", []):
        yield _mark(entry.get("text", "")), entry


def check_marks(text: str, begun: str) -> None:
    """Every piece in `text` has all that belonged to it in `begun`, and nothing that belonged to another; nothing stands there twice."""
    known, here = marks_of(begun), marks_of(text)
    seen: list[str] = []
    for mark, table in pieces_in(tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))):
        assert table.get("own", "") == mark, f"{mark or 'a new piece'} has the keys of {table.get('own')}"
        assert table.get("extra", {"id": mark}) == {"id": mark}
        if mark:
            seen.append(mark)
            assert here[mark] == known[mark], mark
    assert len(seen) == len(set(seen))
    assert here.keys() == set(seen), "what belonged to a piece that is gone is gone"
    order = [mark for line in text.splitlines() for mark in MARK.findall(line)]
    groups = [mark for mark, before in zip(order, [None, *order], strict=False) if mark != before]
    assert len(groups) == len(set(groups)), "what belongs to a piece stands together"
    lines = Counter(text.splitlines())
    for line in set((HEAD + TAIL).splitlines()) & set(begun.splitlines()):
        assert lines[line] == 1 or not line or line.startswith("number"), line
    assert ("\r\n" in text) == ("\r\n" in begun)
    if "\r\n" in text:
        assert text.count("\n") == text.count("\r\n")


def _mark(text: str) -> str:
    found = MARK.search(text)
    return "" if found is None else found[0]
