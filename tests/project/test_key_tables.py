"""The tables of keys in the documentation are those of the table of actions, in the page's language."""

import re
from pathlib import Path

import pytest

import key_tables
from briefing_tui import i18n
from briefing_tui.tui.actions import keys


@pytest.mark.parametrize("page", key_tables.PAGES, ids=lambda page: page.name)
def test_a_page_has_its_tables_as_they_are_now(page: Path) -> None:
    assert key_tables.renewed(page) == page.read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("chinese", [False, True])
def test_every_table_stands_in_each_language_and_every_action_in_a_table(chinese: bool) -> None:
    pages = [page for page in key_tables.PAGES if page.stem.endswith(key_tables.CHINESE) is chinese]
    names = key_tables.asked_for(pages)
    assert names == set(key_tables.TABLES)
    i18n.set_language("zh_CN" if chinese else "en")
    text = "".join(map(key_tables.table, names))
    for action in keys.ACTIONS:
        assert i18n._(action.help).rstrip(".。") in text, action.id
    if chinese:
        assert [line for line in text.splitlines() if not re.search(r"[一-鿿]|^\|---", line)] == []


def test_a_page_that_asks_for_an_unknown_table_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- keys: nowhere -->\n<!-- end of keys -->\n", encoding="utf-8")
    with pytest.raises(KeyError, match="nowhere"):
        key_tables.renewed(page)


def test_a_table_that_is_not_current_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- keys: form -->\nold\n<!-- end of keys -->\nbehind\n", encoding="utf-8")
    page.write_text(key_tables.renewed(page), encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- keys: form -->\n\n| Keys | |\n|---|---|\n")
    assert text.endswith("|\n\n<!-- end of keys -->\nbehind\n")
    assert "| `Esc` | Back to the outline |" in text
    assert "old" not in text
    assert key_tables.renewed(page) == text
