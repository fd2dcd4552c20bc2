"""A file that is built to cost is refused before it costs: more tables, dots and lines than any issue may have."""

from collections.abc import Callable

import pytest

from briefing_tui.errors import FormatError, RecogniseError
from briefing_tui.importers.recognise import LINES_LIMIT as IMPORT_LINES, recognise
from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.format import schema
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.toml.fast import HEADER_LIMIT, LINES_LIMIT
from briefing_tui.library.format.toml.full import DOT_LIMIT, ENTRIES_LIMIT, PART_LIMIT
from briefing_tui.library.format.toml.read import parse_toml
from briefing_tui.library.saving.file_parts import Prepared
from briefing_tui.model.issue import Distribution, Item, Section
from briefing_tui.model.key import make_key
from bulletins.issues import FULL
from measures.costs import is_linear
from measures.counted_steps import growth, steps

HEAD = 'format = 1\n\n[masthead]\ntitle = "工作简报"\nyear = 2024\nnumber = 5\n\n'
END = '\n[end]\nmark = "以下无正文"\n'
DEEP = ".".join("abcdefghijklmno")

SHAPES: dict[str, Callable[[int], str]] = {
    "tables": lambda count: "".join(f"[t{at}]\na = 1\n" for at in range(count)),
    "lists of tables": lambda count: "[[t]]\na = 1\n" * count,
    "dotted headers": lambda count: "".join(f"[a.b.c{at}]\n" for at in range(count)),
    "deep headers": lambda count: "".join(f"[a{at}.{DEEP}]\n" for at in range(count)),
    "dotted keys": lambda count: "".join(f"a{at}.{DEEP} = 1\n" for at in range(count)),
    "quoted tables": lambda count: "".join(f'["表{at}"]\n' for at in range(count)),
    "empty lines": lambda count: "\n" * count,
    "comments": lambda count: "# 注\n" * count,
    "keys": lambda count: "".join(f"k{at} = 1\n" for at in range(count)),
    "a list": lambda count: f"a = [{'[],' * count}]\n",
    "tables in a list": lambda count: f"a = [{'{b=1},' * count}]\n",
    "lists in lists": lambda count: f"a = [{'[[[1]]],' * count}]\n",
    "an inline table": lambda count: f"a = {{{','.join(f'k{at}=1' for at in range(count))}}}\n",
    "numbers with dots": lambda count: "".join(f"k{at} = 1.5\n" for at in range(count)),
}
TOO_MANY = {
    "a list": ENTRIES_LIMIT // 2,
    "lists in lists": ENTRIES_LIMIT // 4,
    "tables in a list": ENTRIES_LIMIT // 2,
    "an inline table": ENTRIES_LIMIT,
    "tables": HEADER_LIMIT,
    "lists of tables": HEADER_LIMIT,
    "quoted tables": HEADER_LIMIT,
    "dotted headers": HEADER_LIMIT,
    "deep headers": PART_LIMIT // (DOT_LIMIT - 1),
    "dotted keys": PART_LIMIT // (DOT_LIMIT - 1),
    "empty lines": LINES_LIMIT,
    "comments": LINES_LIMIT,
}


@pytest.mark.parametrize("shape", TOO_MANY)
def test_more_than_any_issue_has_is_refused_with_file_and_line(shape: str) -> None:
    with pytest.raises(FormatError) as caught:
        load_issue((SHAPES[shape](TOO_MANY[shape] + 2) + HEAD + END).encode(), "2024/2024-05.toml")
    assert "more than" in caught.value.message
    assert (caught.value.place.file, caught.value.place.line is not None) == ("2024/2024-05.toml", True)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_costs_as_much_as_it_is_long(shape: str) -> None:
    make = SHAPES[shape]
    assert is_linear(lambda count: parse_toml(make(count), "F"), 2000)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_change_costs_as_much_as_the_file_is_long(shape: str) -> None:
    def change(count: int) -> None:
        data = (HEAD + END + SHAPES[shape](count)).encode()
        issue = load_issue(data, "F").issue
        Prepared(data, issue, "F").changed(issue._replace(masthead=issue.masthead._replace(title="新")))

    assert growth(change, 300) < 2.5


def test_what_is_refused_costs_no_more_the_longer_it_is() -> None:
    def refuse(text: str) -> None:
        with pytest.raises(FormatError):
            parse_toml(text, "F")

    first, second = ("".join(f"[a{at}.{DEEP}]\n" for at in range(count)) for count in (9500, 38_000))
    assert steps(lambda: refuse(second)) < 1.1 * steps(lambda: refuse(first))


def test_the_largest_issue_is_no_more_than_that(tmp_path: "object") -> None:
    entries = schema.ENTRY_LIMIT // 3
    issue = FULL._replace(
        sections=tuple(Section("栏", items=(Item("题", "文"),) * 3) for _at in range(entries)),
        distribution=(Distribution("报", ("甲",), "印送"),) * schema.ENTRY_LIMIT,
    )
    library = LibraryEditor(str(tmp_path))
    library.create(issue)
    assert library.load(FULL.key).issue.item_total() == 3 * entries


@pytest.mark.parametrize(
    "line", ["12", "- 3 -", "第 4 页", "第 5 页 共 9 页", "Page 6 of 9", "7/90", "1. 标题", "一、标题"]
)
def test_an_import_of_lines_alike_costs_as_much_as_it_is_long(line: str) -> None:
    head = "行业信息简报\n2024年第5期\n示例单位 2024年5月1日\n\n"

    def take(count: int) -> None:
        recognise(head + f"{line}\n" * count, name="a.txt", key=make_key(2024, 5))

    assert is_linear(take, 1500)


def test_an_import_of_more_lines_than_an_issue_may_have_is_refused() -> None:
    with pytest.raises(RecogniseError) as caught:
        recognise("1\n" * IMPORT_LINES, name="a.txt", key=make_key(2024, 5))
    assert (caught.value.place.file, str(IMPORT_LINES) in caught.value.message) == ("a.txt", True)
