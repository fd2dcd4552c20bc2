"""A citation leads back to the item it was copied from."""

from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, NotFoundError
from briefing_tui.library.cited import split_citation
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Section
from briefing_tui.model.printed import citation
from disks.libraries import put
from measures.costs import is_linear

MIXED = Issue(
    Masthead("示例公司", "行业信息简报", 2024, 14),
    sections=(
        Section("要情", items=(Item("省政府印发《意见》：【全文】", "一段。"),)),
        Section("行业动态", True, items=(Item("甲"), Item("乙"))),
        Section("子公司动态", True, items=(Item("丙"),)),
        Section("", items=(Item("没有栏目的一篇", "一\n二"),)),
    ),
)


@pytest.fixture
def library(tmp_path: Path) -> LibraryReader:
    put(tmp_path, MIXED)
    return LibraryReader(str(tmp_path))


@pytest.mark.parametrize("position", range(1, 6))
def test_every_citation_leads_back_to_its_item(library: LibraryReader, position: int) -> None:
    assert str(library.resolve(citation(MIXED, position))) == f"2024-14#{position}"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("2024-14第2条", 3),
        ("2024年第14期第2条", 3),
        ("2024-14【子公司动态】第1条", 4),
        ("2024年第十四期【行业动态】第1条", 2),
        ("latest【行业动态】第2条", 3),
        ("2024-14#2", 2),
        ("第14期第2条", 3),
        ("14期第２条", 3),
        ("第十四期第二条", 3),
        ("２０２４－１４第2条", 3),
        ("2024/14 第 2 条", 3),
        ("最新一期【子公司动态】第1条", 4),
        ("《行业信息简报》第14期【行业动态】第一条", 2),
        ("14期2条", 3),
        ("第14期二条", 3),
        ("第14期的第2条", 3),
        ("第14期里的第2条", 3),
        ("第14期，第2条。", 3),
        ("2024年第14期子公司动态第1条", 4),
        ("第14期 行业动态 第1条", 2),
        ("最新一期子公司动态的第1条", 4),
        ("14#2", 2),
        ("第14期#2", 2),
    ],
)
def test_a_number_is_the_printed_one_and_an_address_the_running_one(
    library: LibraryReader, text: str, position: int
) -> None:
    assert library.resolve(text).item == position


@pytest.mark.parametrize(
    "text", ["2024-14第3条", "2024-14【要情】第1条", "2024年第14期【没有】第1条", "2024-14第9条"]
)
def test_what_is_not_printed_is_not_found(library: LibraryReader, text: str) -> None:
    with pytest.raises(NotFoundError, match="has no item"):
        library.resolve(text)


def test_a_number_that_is_printed_twice_is_asked_about_with_the_addresses(library: LibraryReader) -> None:
    with pytest.raises(NotFoundError, match="several") as caught:
        library.resolve("2024-14第1条")
    assert caught.value.hint == "2024-14#2 【行业动态】第1条、2024-14#4 【子公司动态】第1条"


@pytest.mark.parametrize("text", ["第3条", "【行业动态】第3条", "《简报》第3条", "期：x", "2024年期第1条"])
def test_half_a_citation_is_our_error(library: LibraryReader, text: str) -> None:
    with pytest.raises(BriefingError):
        library.resolve(text)


def test_a_long_one_costs_as_much_as_it_is_long() -> None:
    assert is_linear(lambda times: split_citation(f"第14期{' ，' * times}x"), 2_000)
