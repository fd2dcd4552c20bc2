"""Any notation of TOML that reads can be saved, or is refused when editing begins and not when it ends."""

import datetime as dt
import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.errors import LibraryError
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.model.edits import with_field
from briefing_tui.model.issue import Correction, Distribution, End, Issue, Item, Preface, Section, Step
from briefing_tui.model.key import make_key
from bulletins.issues import ISSUES
from rounds import rounds
from texts.notations import written

KEY = make_key(2024, 5)
MARK = re.compile(r"w\d+w")


def loaded(text: str) -> Issue:
    return load_issue(text.encode(), "f").issue


def one_by_one(record: Any) -> Iterator[Any]:
    """A record with one field changed to something that has to be written, for each field."""
    for name in record._fields:
        value = getattr(record, name)
        others: list[object] = []
        if isinstance(value, bool):
            others = [True]
        elif name in {"kind", "status", "titles"}:
            others = [{"kind": "supplement", "status": "review", "titles": "head"}[name]]
        elif name == "body":
            others = ["新", f"第一段。\n{value}\n末段。"]
        elif isinstance(value, str):
            others = ["新值“甲”", f"{value}，新"]
        elif name in {"recipients", "units", "tags"}:
            others = [(*value, "新"), ("新", *value), value[::-1]]
        elif name == "date":
            others = [dt.date(2001, 2, 3)]
        elif name in {"year", "number", "total", "copies", "item"}:
            others = [2000, 2001]
        for other in others:
            yield record._replace(**{name: other})


def replaced(issue: Issue, field: str, pieces: tuple[Any, ...], at: int, piece: Any) -> Issue:
    return with_field(issue, field, (*pieces[:at], piece, *pieces[at + 1 :]))


def kept(issue: Issue) -> Iterator[Issue]:
    """Changes that nothing has to be taken away for."""
    for name in ("masthead", "workflow", "preface", "end"):
        if getattr(issue, name) is not None:
            for other in one_by_one(getattr(issue, name)):
                yield with_field(issue, name, other)
    new = {
        "distribution": Distribution("报", ("新",)),
        "corrections": Correction(None, 1, "新"),
        "sections": Section("新"),
    }
    for field, piece in new.items():
        pieces = getattr(issue, field)
        yield with_field(issue, field, (*pieces, piece))
        yield with_field(issue, field, (piece, *pieces))
        yield with_field(issue, field, pieces[::-1])
        for at, old in enumerate(pieces):
            for other in one_by_one(old):
                yield replaced(issue, field, pieces, at, other)
    for at, section in enumerate(issue.sections):
        yield replaced(
            issue,
            "sections",
            issue.sections,
            at,
            section._replace(items=(Item("新", "新"), *section.items[::-1])),
        )
        for index, item in enumerate(section.items):
            for other in one_by_one(item):
                items = (*section.items[:index], other, *section.items[index + 1 :])
                yield replaced(issue, "sections", issue.sections, at, section._replace(items=items))
    if issue.preface is None:
        yield issue._replace(preface=Preface("新", "新"))
    if issue.end is None:
        yield issue._replace(end=End())
    steps = (*issue.workflow.steps, Step("新", "2024-12-16 15:02", "签发"))
    yield issue._replace(workflow=issue.workflow._replace(status="published", steps=steps))


def shrunk(issue: Issue) -> Iterator[Issue]:
    """Changes that take something away."""
    head = issue.masthead
    yield issue._replace(
        masthead=head._replace(publisher="", total=None, date=None, kind="issue", department="")
    )
    yield issue._replace(preface=None)
    yield issue._replace(workflow=issue.workflow._replace(steps=issue.workflow.steps[:-1]))
    for field in ("distribution", "corrections", "sections"):
        pieces = getattr(issue, field)
        yield with_field(issue, field, ())
        for at in range(len(pieces)):
            yield with_field(issue, field, pieces[:at] + pieces[at + 1 :])
    for at, section in enumerate(issue.sections):
        yield replaced(issue, "sections", issue.sections, at, section._replace(items=section.items[1:]))
        emptied = tuple(
            item._replace(body="", group="", source="", url="", units=(), tags=()) for item in section.items
        )
        yield replaced(issue, "sections", issue.sections, at, section._replace(numbered=False, items=emptied))


def check(state: Prepared, new: Issue) -> str:
    """The text of a change, which reads as it should and has the same marks and line ends as before."""
    made = state.changed(new)
    text = made.text
    assert made.issue == new == loaded(text)
    assert text.startswith("\ufeff") == state.text.startswith("\ufeff")
    if "\r\n" in state.text:
        assert text.count("\n") == text.count("\r\n")
    assert made.changed(new) is made
    return text


def check_all(text: str) -> None:
    """Every change can be saved, and what it has nothing to do with stays."""
    state = Prepared(text.encode(), loaded(text), "f")
    marks = Counter(MARK.findall(text))
    for new in kept(state.issue):
        assert Counter(MARK.findall(check(state, new))) == marks
    for new in shrunk(state.issue):
        assert Counter(MARK.findall(check(state, new))) <= marks


@pytest.mark.long
@given(ISSUES.map(normalised), st.data())
@settings(max_examples=rounds(10, 300))
def test_every_field_of_an_issue_in_any_notation_can_be_saved(issue: Issue, data: st.DataObject) -> None:
    text = data.draw(written(issue))
    assert loaded(text) == issue
    Prepared(text.encode(), loaded(text), "f").check()
    check_all(text)


@given(ISSUES.map(normalised), st.data())
@settings(max_examples=30)
def test_sections_inside_one_value_are_saved_too_or_refused_at_the_beginning(
    issue: Issue, data: st.DataObject
) -> None:
    text = data.draw(written(issue, nested=True))
    error = refusal(text)
    if error is None:
        check_all(text)
        return
    assert re.fullmatch(r"f:\d+: .*\[\[section.item\]\].*", error.one_line())
    assert "#" in text or "own" in text or MARK.search(text), "only where there is something to lose"


def refusal(text: str) -> LibraryError | None:
    """What an editor is told at the beginning."""
    try:
        Prepared(text.encode(), loaded(text), "f").check()
    except LibraryError as error:
        return error
    return None


HEAD = """format = 1
masthead.publisher = "示例公司"
masthead.title = "工作简报" # 报头
masthead.year = 2024
masthead.number = 5
workflow.status = "draft"
"""
ITEM = """
[[section]]
title = "要闻"

[[section.item]]
title = "甲"
"""


def lines_changed(text: str, new: Issue) -> tuple[list[str], list[str]]:
    """Lines that go and lines that come."""
    state = Prepared(text.encode(), loaded(text), "f")
    state.check()
    diff = list(difflib.unified_diff(text.splitlines(), check(state, new).splitlines(), n=0, lineterm=""))[2:]
    return [line[1:] for line in diff if line[0] == "-"], [line[1:] for line in diff if line[0] == "+"]


def test_one_field_in_dotted_keys_is_one_line() -> None:
    text = HEAD + ITEM
    issue = loaded(text)
    head, workflow = issue.masthead, issue.workflow
    for new, gone, come in [
        (
            head._replace(title="新名"),
            ['masthead.title = "工作简报" # 报头'],
            ['masthead.title = "新名" # 报头'],
        ),
        (head._replace(number=6), ["masthead.number = 5"], ["masthead.number = 6"]),
        (head._replace(total=62), [], ["masthead.total = 62"]),
        (head._replace(publisher=""), ['masthead.publisher = "示例公司"'], []),
    ]:
        assert lines_changed(text, issue._replace(masthead=new)) == (gone, come)
    assert lines_changed(text, issue._replace(workflow=workflow._replace(status="review"))) == (
        ['workflow.status = "draft"'],
        ['workflow.status = "review"'],
    )
    stepped = workflow._replace(steps=(Step("李编辑", "2024-05-20 15:02", "拟稿"),))
    gone, come = lines_changed(text, issue._replace(workflow=stepped))
    assert gone == []
    assert "[[workflow.step]]" in come


def test_one_field_in_an_inline_table_is_one_line() -> None:
    text = (
        """format = 1
masthead = { title = "工作简报", year = 2024, number = 5, own = 3 } # 报头
workflow = { status = "draft" }
distribution = [
  { role = "报", recipients = ["甲", "乙"], own = 1 }, # 领导
  # 各部门
  { role = "发" },
]
"""
        + ITEM
    )
    issue = loaded(text)
    first, second = issue.distribution
    assert lines_changed(text, issue._replace(masthead=issue.masthead._replace(number=6))) == (
        ['masthead = { title = "工作简报", year = 2024, number = 5, own = 3 } # 报头'],
        ['masthead = { title = "工作简报", year = 2024, number = 6, own = 3 } # 报头'],
    )
    assert lines_changed(text, issue._replace(distribution=(first._replace(role="送"), second))) == (
        ['  { role = "报", recipients = ["甲", "乙"], own = 1 }, # 领导'],
        ['  { role = "送", recipients = ["甲", "乙"], own = 1 }, # 领导'],
    )
    gone, come = lines_changed(text, issue._replace(distribution=(second, first)))
    assert sorted(gone) == sorted(come), "lines change places, each with its comment"


def test_tables_that_stand_apart_stay_where_they_are_until_something_moves() -> None:
    text = (
        HEAD
        + ITEM
        + """
[end]
mark = "完"

[section.item.figure] # of 甲
file = "a.png"

[[section.item]]
title = "乙" # behind the end
"""
    )
    issue = loaded(text)
    first, second = issue.sections[0].items
    section = issue.sections[0]

    def with_items(*items: Item) -> Issue:
        return issue._replace(sections=(section._replace(items=items),))

    assert lines_changed(text, with_items(first, second._replace(title="乙二"))) == (
        ['title = "乙" # behind the end'],
        ['title = "乙二" # behind the end'],
    )
    moved = Prepared(text.encode(), issue, "f").changed(with_items(second, first)).text
    items = tomllib.loads(moved)["section"][0]["item"]
    assert [one["title"] for one in items] == ["乙", "甲"]
    assert items[1]["figure"] == {"file": "a.png"}
    assert sorted(moved.splitlines()) == sorted(text.splitlines())


EMPTY = """format = 1
section = []
distribution = [] # nobody
masthead = { title = "甲", year = 2024, number = 5 }
"""


def test_an_empty_list_makes_room_for_what_comes_into_it() -> None:
    issue = loaded(EMPTY)
    section = Section("要闻", items=(Item("乙"),))
    gone, come = lines_changed(EMPTY, issue._replace(sections=(section,)))
    assert (gone, "[[section]]" in come) == (["section = []"], True)
    text = EMPTY.replace("section = []", "") + '[[section]]\ntitle = "要闻"\nitem = []\n'
    gone, come = lines_changed(text, loaded(text)._replace(sections=(section,)))
    assert (gone, "[[section.item]]" in come) == (["item = []"], True)
    assert lines_changed(EMPTY, issue._replace(distribution=(Distribution("报"),))) == (
        ["distribution = [] # nobody"],
        ['distribution = [{ role = "报" }] # nobody'],
    )
    assert refusal(EMPTY) is None
    assert refusal(EMPTY.replace("section = []", "section = [ # none\n]")) is not None


NESTED = """format = 1
masthead = { title = "甲", year = 2024, number = 5 }
# 栏目
section = [{ title = "乙", item = [{ title = "丙" }] }]
[end]
mark = "完"
"""


def test_an_editor_is_told_at_once_what_cannot_be_edited(tmp_path: Path) -> None:
    path = tmp_path / "2024" / "2024-05.toml"
    path.parent.mkdir()
    path.write_text(NESTED, encoding="utf-8")
    editor = LibraryEditor(str(tmp_path))
    assert editor.load(KEY).issue.item_total() == 1
    with pytest.raises(LibraryError) as caught:
        editor.open_for_editing(KEY)
    assert (caught.value.place.file, caught.value.place.line) == (str(path), 4)
    assert "[[section.item]]" in caught.value.hint
    # Without a comment nothing would be lost by another layout.
    path.write_text(NESTED.replace("# 栏目\n", ""), encoding="utf-8")
    opened = editor.open_for_editing(KEY)
    new = opened.issue._replace(masthead=opened.issue.masthead._replace(title="新名"))
    assert editor.save(opened, new).opened.issue == new == editor.load(KEY).issue
