"""The page that stands alone, in a real browser: desk and phone, light and dark, on paper, and with texts that mean harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.exporters.html import html_text
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from bulletins.hostile_issue import hostile_issue
from disks.places import ROOT
from pages.browser import CONTRAST, Browser, needs_browser
from texts.hostile import EVERYTHING

pytestmark = [needs_browser, pytest.mark.slow]
ATTACK = (
    "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>{{7*7}}=CMD()\"'><svg onload=window.pwned=1>"
    + EVERYTHING
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as made:
        yield made


def opened(browser: Browser, issue: Issue, folder: Path) -> str:
    file = folder / "issue.html"
    file.write_text(html_text(issue), encoding="utf-8")
    browser.complaints.clear()
    browser.go(file.as_uri())
    return file.as_uri()


def sample(number: int = 14) -> Issue:
    library = LibraryReader(str(ROOT / "sample_issues"))
    return library.load(library.resolve(f"2024-{number}").key).issue


@pytest.mark.parametrize("width", [320, 390, 800, 1400])
def test_nothing_stands_out_of_the_window(browser: Browser, tmp_path: Path, width: int) -> None:
    browser.media()
    browser.size(width, phone=width < 500)
    for issue in (sample(), hostile_issue("长" * 10_000), hostile_issue("x" * 10_000)):
        opened(browser, issue, tmp_path)
        assert browser.value("document.documentElement.scrollWidth") <= width
        assert browser.value("document.querySelector('main').getBoundingClientRect().width") <= min(
            width, 740
        )


def test_a_wide_table_scrolls_by_itself(browser: Browser, tmp_path: Path) -> None:
    browser.media()
    browser.size(390, phone=True)
    opened(browser, hostile_issue("文"), tmp_path)
    assert browser.value("[...document.querySelectorAll('.table')].some(t => t.scrollWidth > t.clientWidth)")


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark_are_legible(browser: Browser, tmp_path: Path, dark: bool) -> None:
    browser.size(800)
    browser.media(dark=dark)
    opened(browser, sample(), tmp_path)
    ground = browser.value("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert (sum(int(part) for part in ground[4:-1].split(",")) < 3 * 64) == dark
    lowest, where = browser.value(CONTRAST)
    assert lowest >= 4.5, where


def test_texts_that_mean_harm_do_none(browser: Browser, tmp_path: Path) -> None:
    browser.media()
    browser.size(800)
    address = opened(browser, hostile_issue(ATTACK), tmp_path)
    assert browser.value("window.pwned === undefined")
    assert browser.value("document.querySelectorAll('script, img, svg, iframe, object').length") == 0
    assert browser.requests == [address]
    assert browser.complaints == []
    assert "<script>window.pwned=1</script>" in browser.value("document.querySelector('h1').textContent")
    assert "{{7*7}}=CMD()" in browser.value("document.body.innerText")


def test_on_paper_it_is_black_on_white_with_the_rule_in_red(browser: Browser, tmp_path: Path) -> None:
    browser.size(800)
    browser.media("print", dark=True)
    opened(browser, sample(), tmp_path)
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert browser.value(style.format("main", "color")) == "rgb(0, 0, 0)"
    assert browser.value(style.format("main", "backgroundColor")) == "rgb(255, 255, 255)"
    assert browser.value(style.format("main", "boxShadow")) == "none"
    assert browser.value(style.format(".masthead hr", "borderTopColor")) == "rgb(192, 0, 0)"
    browser.media("")
    assert browser.pdf().count(b"/Type /Page\n") + browser.pdf().count(b"/Type /Page ") > 2
