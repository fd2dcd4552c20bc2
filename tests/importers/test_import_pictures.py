"""Pictures: those embedded as letters are taken out and counted, the addresses of others stay."""

import pytest

from briefing_tui.importers.pictures import described
from bulletins.bulletin_texts import FIRST, HEAD, SECOND, imported, shape

LETTERS = "QUJDREVG" * 600
URI = f"data:image/png;base64,{LETTERS}"
TOP = "# 示例周报·第7期·2031年4月16日\n\n## 动态\n\n"


@pytest.mark.parametrize(
    "picture",
    [
        f"![图]({URI})",
        f'![图]({URI} "说明")',
        f"![图](<{URI}>)",
        f"![]({URI})",
        f'<img src="{URI}" width="80">',
        f"<IMG alt='图' SRC='{URI}'/>",
        f"[图1]: {URI}",
        f"[图1]: <{URI}>",
        URI,
        f"![图]({URI[:800]}\n{URI[800:1600]}\n{URI[1600:]})",
        f'<img src="{URI[:800]}\n{URI[800:]}" width="80">',
        f"{URI[:76]}\n{URI[76:152]}\n{URI[152:]}",
        f"![图]({URI.replace('png', 'svg+xml')})",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_an_embedded_picture_is_counted_and_its_letters_are_gone(picture: str, name: str) -> None:
    top = TOP if name == "a.md" else f"{HEAD}【动态】\n"
    found = imported(f"{top}1. 甲项目验收。{FIRST}\n\n{picture}\n\n2. 乙项目启动。{SECOND}\n", name=name)
    assert shape(found.issue) == [("动态", ["1.甲项目验收", "2.乙项目启动"])]
    assert [item.body for item in found.issue.sections[0].items] == [FIRST, SECOND]
    assert (found.report.pictures, found.report.linked) == (1, 0)
    assert found.report.totals()["picture"] >= len(LETTERS)
    line = top.count("\n") + 3
    assert [(doubt.line, "QUJD" in doubt.text) for doubt in found.report.uncertain] == [(line, False)]
    assert "4 KB" in found.report.uncertain[0].text
    assert "QUJD" not in found.report.one_line()


def test_text_beside_a_picture_stays() -> None:
    found = imported(f"{TOP}- 甲项目验收。{FIRST}![图]({URI})图为现场。\n")
    assert found.issue.sections[0].items[0].body == f"{FIRST}图为现场。"
    assert found.report.pictures == 1


def test_two_pictures_on_a_line() -> None:
    found = imported(f"{TOP}- 甲项目验收。{FIRST}\n\n![]({URI}) ![]({URI})\n")
    assert (found.report.pictures, len(found.report.uncertain)) == (2, 1)


def test_a_line_of_letters_behind_a_picture_that_ended_is_text() -> None:
    found = imported(f"{TOP}- 甲项目验收。{FIRST}\n\n![]({URI})\n\nABCDEFGHIJKLMNOPQRSTUVWXYZ\n")
    assert found.issue.sections[0].items[0].body == f"{FIRST}\nABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_pictures_with_an_address_are_counted_and_stay() -> None:
    picture = "![图](https://example.org/a.png)"
    found = imported(f"{TOP}- 甲项目验收。{FIRST}\n\n{picture}\n{picture}\n")
    assert found.issue.sections[0].items[0].body == f"{FIRST}\n{picture}\n{picture}"
    assert (found.report.pictures, found.report.linked) == (0, 2)
    assert not found.report.uncertain


def test_a_picture_is_described_without_its_letters() -> None:
    assert described(f"![图]({URI})") == "image/png, 4 KB"
    assert "QUJD" not in described(LETTERS)


def test_a_picture_of_a_megabyte_costs_one_look() -> None:
    text = f"{TOP}- 甲项目验收。{FIRST}\n\n![图](data:image/png;base64,{'QUJD' * 250_000}\n"
    assert imported(text).report.pictures == 1
